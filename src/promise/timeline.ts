import type { Instant } from '../foundation/index.js';
import { bucketEnd, bucketStart, type PromiseWindow } from './promise-window.js';

/** Buckets by where they start. Each ends where the next starts; the last at the end of the horizon, or never. */
export interface Timeline {
  readonly starts: ArrayLike<Instant>;
  readonly endAt: Instant | undefined;
}

/**
 * The buckets that instants make. Days and weeks in which nothing happens join the bucket before them, unless there is a horizon, up to which every one is listed: what
 * can be promised is the same.
 *
 * @param boundaries where something happens that begins a bucket; reordered.
 */
export function timelineOf(window: PromiseWindow, boundaries: Float64Array): Timeline {
  if (window.starts !== undefined) return { starts: window.starts, endAt: window.horizonEndAt };
  const byCalendar = window.rules.bucket === 'day' || window.rules.bucket === 'week';
  const starts: Instant[] = [window.firstAt];
  let end = byCalendar ? bucketEnd(window.rules, window.firstAt) : -Infinity;
  for (const at of boundaries.sort()) {
    // Within a day or week its start is known: the zone is asked once for each.
    if (at <= starts[starts.length - 1]! || at < end) continue;
    starts.push(bucketStart(window.rules, at));
    if (byCalendar) end = bucketEnd(window.rules, at);
  }
  return { starts, endAt: window.horizonEndAt };
}

/** The place of the bucket an instant falls into; -1 before the first, and after the end of the horizon the last one all the same. */
export function bucketOf(timeline: Timeline, at: Instant): number {
  const { starts } = timeline;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a bucket ends; `undefined` if it never does. */
export function endOfBucket(timeline: Timeline, index: number): Instant | undefined {
  return index + 1 < timeline.starts.length ? timeline.starts[index + 1] : timeline.endAt;
}
