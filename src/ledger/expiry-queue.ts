import type { Instant } from '../foundation/index.js';

/** When soft holds end: a binary heap by instant. An entry may be out of date; the line itself says when it ends. */
export interface ExpiryQueue {
  readonly times: Instant[];
  readonly lines: string[];
  /** The committed queue behind a draft's own. */
  readonly behind: ExpiryQueue | undefined;
}

/** An empty queue, in front of another if given. */
export function startExpiryQueue(behind?: ExpiryQueue): ExpiryQueue {
  return { times: [], lines: [], behind };
}

/** Notes that a line's holds end at an instant. */
export function noteExpiry(queue: ExpiryQueue, at: Instant, line: string): void {
  const { times, lines } = queue;
  let index = times.length;
  times.push(at);
  lines.push(line);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if ((times[parent]!) <= at) break;
    swap(queue, index, parent);
    index = parent;
  }
}

/** Calls back for every entry at or before an instant, in no particular order; work grows with those entries only. */
export function forEachDue(queue: ExpiryQueue, at: Instant, callback: (line: string, at: Instant) => void): void {
  const visit = (index: number): void => {
    if (index >= queue.times.length || (queue.times[index]!) > at) return;
    callback(queue.lines[index]!, queue.times[index]!);
    visit(index * 2 + 1);
    visit(index * 2 + 2);
  };
  visit(0);
  if (queue.behind !== undefined) forEachDue(queue.behind, at, callback);
}

/** Takes off entries from the front for as long as they are out of date. */
export function dropStale(queue: ExpiryQueue, isCurrent: (line: string, at: Instant) => boolean): void {
  while (queue.times.length > 0 && !isCurrent(queue.lines[0]!, queue.times[0]!)) takeFirst(queue);
}

function takeFirst(queue: ExpiryQueue): void {
  const { times, lines } = queue;
  swap(queue, 0, times.length - 1);
  times.pop();
  lines.pop();
  let index = 0;
  for (;;) {
    const left = index * 2 + 1;
    if (left >= times.length) return;
    const right = left + 1;
    const least = right < times.length && (times[right]!) < (times[left]!) ? right : left;
    if ((times[index]!) <= (times[least]!)) return;
    swap(queue, index, least);
    index = least;
  }
}

function swap(queue: ExpiryQueue, left: number, right: number): void {
  const { times, lines } = queue;
  const time = times[left]!;
  const line = lines[left]!;
  times[left] = times[right]!;
  lines[left] = lines[right]!;
  times[right] = time;
  lines[right] = line;
}
