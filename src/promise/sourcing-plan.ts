import type { Instant } from '../foundation/index.js';
import { grains, subtractGrains, type Grains } from '../quantity/index.js';
import type { PromiseRequest, PromiseSource } from './promise-request.js';
import { offerBy, type SourceOffer } from './source-offers.js';
import { wholePacks } from './whole-packs.js';

/** A source with what it can send, in order of arrival. */
export interface OfferingSource {
  readonly source: PromiseSource;
  /** The place of the source in the request: what is equal otherwise goes in this order. */
  readonly order: number;
  readonly offers: readonly SourceOffer[];
}

/** What one source is to send. */
export interface PlannedShipment {
  readonly from: OfferingSource;
  readonly offer: SourceOffer;
  readonly grains: Grains;
}

/** What sources can send by an instant, together or from the one that has the most. */
export function sendableBy(sources: readonly OfferingSource[], at: Instant, noSplit: boolean): number {
  let total = 0;
  for (const { offers } of sources) {
    const has = offerBy(offers, at)?.grains ?? 0;
    total = noSplit ? Math.max(total, has) : total + has;
  }
  return total;
}

/**
 * Who sends what by an instant, as much as there is up to what is needed. From one source if it may not be split: the one of best priority that has enough, or the one
 * that has the most. By priority: places of better priority give all they have, and within a priority the fewest share. By shipments: who has the most gives first.
 */
export function planBy(sources: readonly OfferingSource[], at: Instant, needed: Grains, request: Pick<PromiseRequest, 'noSplit' | 'prefer'>): readonly PlannedShipment[] {
  const able = sources.flatMap((from) => {
    const has = offerBy(from.offers, at)?.grains ?? grains(0);
    return has > 0 ? [{ from, has }] : [];
  });
  if (request.noSplit === true) {
    const shares = able.map(({ from, has }) => ({ from, share: wholePacks(lesser(has, needed), from.source.pack, 'down') }));
    const best = shares.filter(({ share }) => share > 0).sort((left, right) => right.share - left.share || byPriority(left.from, right.from))[0];
    return best === undefined ? [] : [shipment(best.from, best.share, at)];
  }
  const planned: PlannedShipment[] = [];
  let left = needed;
  for (const { from, has } of able.sort((one, other) => (request.prefer === 'shipments' ? 0 : priorityOf(one.from) - priorityOf(other.from)) || other.has - one.has || byPriority(one.from, other.from))) {
    const given = wholePacks(lesser(has, left), from.source.pack, 'down');
    if (given === 0) continue;
    planned.push(shipment(from, given, at));
    left = subtractGrains(left, given);
  }
  return planned.sort((one, other) => one.from.order - other.from.order);
}

/** A share goes with the first offer that holds it. */
function shipment(from: OfferingSource, share: Grains, by: Instant): PlannedShipment {
  const offer = from.offers.find((one) => one.grains >= share && one.arriveAt <= by) ?? offerBy(from.offers, by)!;
  return { from, offer, grains: share };
}

/** Places in order of priority, equal ones as they were named. */
export function byPriority(left: OfferingSource, right: OfferingSource): number {
  return priorityOf(left) - priorityOf(right) || left.order - right.order;
}

/** The priority of a place: the lower the better. */
export function priorityOf({ source }: OfferingSource): number {
  return source.priority ?? 0;
}

function lesser(left: Grains, right: Grains): Grains {
  return right < left ? right : left;
}
