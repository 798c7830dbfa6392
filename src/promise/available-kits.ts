import { assert, type Instant } from '../foundation/index.js';
import { addGrains, floorRatio, grains, grainsFromBigint, ratio, type Grains } from '../quantity/index.js';
import { availableIn, placeOf } from './available-to-promise.js';
import { bucketed, type Bucketed, type Taken } from './bucketed.js';
import type { PromiseComponent } from './promise-request.js';
import type { PromiseWindow } from './promise-window.js';
import type { Schedule } from './schedule.js';

/** What can be promised of a kit in a bucket, and the part that allows no more. */
export interface KitBucket {
  readonly startAt: Instant;
  readonly endAt: Instant | undefined;
  /** Grains of the kit, never below zero. */
  readonly available: Grains;
  readonly limitedBy: string;
}

/** A part with its schedule cut into buckets, once, however often the kit needs it. */
interface Part {
  readonly item: string;
  readonly per: Grains;
  readonly counted: Bucketed;
}

/** The parts of a kit, each once. */
export interface KitParts {
  readonly parts: readonly Part[];
  /** Where anything changes for any part. */
  readonly starts: readonly Instant[];
  readonly endAt: Instant | undefined;
}

/**
 * What can be promised of a kit, bucket by bucket: the least, over its parts, of how often what may be promised of the part holds what the kit needs of it.
 *
 * @throws InventoryError `promise.invalid`, `quantity.overflow`
 */
export function availableKits(components: readonly PromiseComponent[], window: PromiseWindow): readonly KitBucket[] {
  const kit = kitParts(components, window);
  return kit.starts.map((startAt, index) => ({ startAt, endAt: kit.starts[index + 1] ?? kit.endAt, ...kitsAt(kit, startAt, availableIn) }));
}

/** The parts of a kit with their schedules cut into buckets; a part that is named twice is one part of which more is needed. What was taken is in grains of the kit. */
export function kitParts(components: readonly PromiseComponent[], window: PromiseWindow, excludes?: string, taken: readonly Taken[] = [], path = '$'): KitParts {
  const needed = new Map<string, PromiseComponent>();
  for (const component of components) {
    const known = needed.get(component.item);
    needed.set(component.item, known === undefined ? component : { ...known, per: addGrains(known.per, component.per) });
  }
  const parts = Array.from(needed.values(), ({ item, per, schedule }) => ({ item, per, counted: bucketed(withoutDemand(schedule, excludes), window, taken.map((part) => ({ at: part.at, grains: timesGrains(part.grains, per) })), `${path}.components[${components.findIndex((one) => one.item === item)}].schedule`) }));
  const starts = new Set<Instant>();
  for (const { counted } of parts) for (const start of Array.from(counted.timeline.starts)) starts.add(start);
  return { parts, starts: [...starts].sort((left, right) => left - right), endAt: window.horizonEndAt };
}

/** How many grains of a kit its parts make at an instant, by a figure of each part, and which part allows no more; the first of several. */
export function kitsAt({ parts }: KitParts, at: Instant, figure: (counted: Bucketed, index: number) => Grains): { readonly available: Grains; readonly limitedBy: string } {
  let least: { readonly available: Grains; readonly limitedBy: string } | undefined;
  for (const { item, per, counted } of parts) {
    const index = placeOf(counted, at);
    const has = index === undefined ? grains(0) : grains(Math.max(figure(counted, index), 0));
    const makes = grainsFromBigint(floorRatio(ratio(BigInt(has), BigInt(per))));
    if (least === undefined || makes < least.available) least = { available: makes, limitedBy: item };
  }
  assert(least !== undefined, 'A kit has parts');
  return least;
}

/** A schedule without the demand of one document line. */
export function withoutDemand(schedule: Schedule, reference: string | undefined): Schedule {
  return reference === undefined ? schedule : { ...schedule, demands: schedule.demands.filter((line) => line.reference !== reference) };
}

function timesGrains(amount: Grains, times: Grains): Grains {
  return grainsFromBigint(BigInt(amount) * BigInt(times));
}
