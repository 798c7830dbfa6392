import { no, type Answer, type Instant } from '../foundation/index.js';
import { grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import type { Taken } from './bucketed.js';
import { checkRequest, type PromiseRequest } from './promise-request.js';
import type { PromiseWindow } from './promise-window.js';
import { datesBackward, type ShipmentDates } from './shipment-dates.js';
import { offerBy, sourceOffers, type PromiseBasis } from './source-offers.js';
import { openSource } from './source-state.js';
import { byPriority, planBy, priorityOf, sendableBy, type OfferingSource, type PlannedShipment } from './sourcing-plan.js';
import { wholePacks } from './whole-packs.js';

/** Goods promised from one place. */
export interface PromisedShipment extends ShipmentDates {
  readonly location: string;
  readonly grains: Grains;
  readonly basis: PromiseBasis;
}

/** What is lacking, for a planner who could make or buy it in time. */
export interface PromiseGap {
  readonly grains: Grains;
  /** When it is wanted. */
  readonly wantedAt: Instant;
  /** Where it would have to be, the place of best priority, and by when to be picked there. */
  readonly location: string;
  readonly pickAt: Instant;
}

/** A promise. */
export interface Promised {
  /** The version of the policy it was made under. */
  readonly policy: string;
  readonly at: Instant;
  readonly requested: Grains;
  /** What was added to the request to make whole packs of it. */
  readonly roundedUp: Grains;
  readonly confirmed: Grains;
  /** What is there and was not confirmed because it makes no whole pack. */
  readonly roundedAway: Grains;
  readonly shipments: readonly PromisedShipment[];
  /** When the last of it arrives. */
  readonly completeAt: Instant;
  /** What is lacking; absent if everything is confirmed. */
  readonly gap?: PromiseGap | undefined;
}

/** Why nothing is promised. In order of precedence. */
export type PromiseRefused =
  | {
    readonly code: 'promise.not_whole_packs';
    readonly requested: Grains;
    readonly pack: Grains;
    /** The next whole number of packs. */
    readonly next: Grains;
  }
  | {
    /** Nothing, or not everything, within what is looked at. */
    readonly code: 'promise.beyond_horizon';
    readonly requested: Grains;
    /** The most that can be had at once within it. */
    readonly available: Grains;
    readonly gap: PromiseGap;
    /** The end of the horizon; absent if the schedule was looked at to its last line. */
    readonly horizonEndAt?: Instant | undefined;
  }
  | {
    /** Not by the date wanted. */
    readonly code: 'promise.insufficient';
    readonly requested: Grains;
    /** What can be had by then. */
    readonly available: Grains;
    readonly gap: PromiseGap;
    /** When all of it could be had; absent if that is not within what is looked at. */
    readonly earliestAt?: Instant | undefined;
  };

/** A request as it is worked on. */
interface Work {
  readonly request: PromiseRequest;
  readonly window: PromiseWindow;
  readonly wantedAt: Instant;
  /** What was asked for, in whole packs. */
  readonly needed: Grains;
  readonly sources: readonly OfferingSource[];
}

/**
 * Promises goods for a date, from places that serve, under a policy at an instant. What is promised can be kept: no earlier promise falls short of it, and it takes
 * nothing that is protected. Nothing is recorded; whoever accepts it reserves what it says.
 *
 * @throws InventoryError `promise.invalid` for a request that breaks its rules; `quantity.overflow`
 */
export function promise(request: PromiseRequest, window: PromiseWindow): Answer<Promised, PromiseRefused> {
  checkRequest(request);
  const needed = wholePacks(request.grains, request.pack?.grains, 'up');
  if (needed > request.grains && request.pack?.rounding === 'refuse') {
    return no({ code: 'promise.not_whole_packs', requested: request.grains, pack: request.pack.grains, next: needed });
  }
  const wantedAt = Math.max(request.wantedAt, window.at);
  const sources = request.sources.map((source, order) => offering({ ...source, pack: source.pack ?? request.pack?.grains }, order, request, window, wantedAt, needed));
  const work: Work = { request, window, wantedAt, needed, sources };
  switch (request.mode) {
    case 'allOrNothing': return promiseAll(work);
    case 'partialOnDate': return promisePart(work);
    case 'earliestDate': return promiseEarliest(work);
    case 'schedule': return promiseAsItComes(work);
  }
}

function promiseAll(work: Work): Answer<Promised, PromiseRefused> {
  const plan = planBy(work.sources, work.wantedAt, work.needed, work.request);
  return amountOf(plan) === work.needed ? promised(work, plan, grains(0)) : insufficient(work, amountOf(plan));
}

function promisePart(work: Work): Answer<Promised, PromiseRefused> {
  const plan = planBy(work.sources, work.wantedAt, work.needed, work.request);
  return plan.length > 0 ? promised(work, plan, roundedAway(work, work.sources, work.wantedAt, work.needed, amountOf(plan))) : insufficient(work, grains(0));
}

function promiseEarliest(work: Work): Answer<Promised, PromiseRefused> {
  const plan = earliestPlan(work);
  return plan === undefined ? beyondHorizon(work) : promised(work, plan, grains(0));
}

/** Takes what there is when it is wanted, and whenever more comes; what was taken is no longer there for the next. */
function promiseAsItComes(work: Work): Answer<Promised, PromiseRefused> {
  const { request, window, wantedAt, needed } = work;
  const taken = work.sources.map((): Taken[] => []);
  const sources = [...work.sources];
  const shipments: PlannedShipment[] = [];
  let left = needed;
  let single: OfferingSource | undefined;
  const times = arrivals(work);
  for (const at of times) {
    if (left === 0) break;
    const plan = planBy(single === undefined ? sources : [sources[single.order]!], at, left, request);
    for (const shipment of plan) {
      const { order, source } = shipment.from;
      if (request.noSplit === true) single = shipment.from;
      shipments.push(shipment);
      taken[order]!.push({ at: shipment.offer.pickAt, grains: shipment.grains });
      left = subtractGrains(left, shipment.grains);
      sources[order] = offering(source, order, request, window, wantedAt, left, taken[order]);
    }
  }
  if (shipments.length === 0) return beyondHorizon(work);
  return promised(work, shipments, roundedAway(work, sources, times[times.length - 1]!, left, grains(0)));
}

/** The plan with everything at the earliest date, or by the best places, or in the fewest shipments; `undefined` if there is none. */
function earliestPlan(work: Work): readonly PlannedShipment[] | undefined {
  const { request, needed, sources } = work;
  const times = arrivals(work);
  const firstPlan = (from: readonly OfferingSource[], most: number): readonly PlannedShipment[] | undefined => {
    for (const at of times) {
      if (sendableBy(from, at, request.noSplit === true) < needed) continue;
      const plan = planBy(from, at, needed, request);
      if (amountOf(plan) === needed && plan.length <= most) return plan;
    }
    return undefined;
  };
  if (request.prefer === 'priority') {
    for (const level of [...new Set(sources.map(priorityOf))].sort((left, right) => left - right)) {
      const plan = firstPlan(sources.filter((source) => priorityOf(source) <= level), Infinity);
      if (plan !== undefined) return plan;
    }
    return undefined;
  }
  let best = firstPlan(sources, Infinity);
  if (request.prefer !== 'shipments') return best;
  for (let fewer = best; fewer !== undefined; fewer = firstPlan(sources, fewer.length - 1)) best = fewer;
  return best;
}

/** When something arrives, of any place, from the date wanted on: the date itself first. */
function arrivals({ sources, wantedAt }: Work): readonly Instant[] {
  const times = new Set<Instant>([wantedAt]);
  for (const { offers } of sources) for (const { arriveAt } of offers) if (arriveAt > wantedAt) times.add(arriveAt);
  return [...times].sort((left, right) => left - right);
}

function promised({ request, window, wantedAt, needed, sources }: Work, plan: readonly PlannedShipment[], away: Grains): { readonly ok: true } & Promised {
  const shipments = plan.map(({ from, offer: { pickAt, shipAt, arriveAt, basis }, grains: amount }) => ({ location: from.source.location, grains: amount, pickAt, shipAt, arriveAt, basis }));
  const confirmed = amountOf(plan);
  const lacking = subtractGrains(needed, confirmed);
  return {
    ok: true, policy: window.rules.version, at: window.at, requested: request.grains, roundedUp: subtractGrains(needed, request.grains), confirmed, roundedAway: away, shipments,
    completeAt: Math.max(...shipments.map(({ arriveAt }) => arriveAt)), ...(lacking === 0 ? {} : { gap: gapOf(window, sources, wantedAt, lacking) }),
  };
}

function insufficient(work: Work, available: Grains): Answer<Promised, PromiseRefused> {
  const { request, window, wantedAt, needed, sources } = work;
  if (sources.every(({ offers }) => offers.length === 0)) return beyondHorizon(work);
  const earliest = earliestPlan(work);
  return no({
    code: 'promise.insufficient', requested: request.grains, available, gap: gapOf(window, sources, wantedAt, subtractGrains(needed, available)),
    ...(earliest === undefined ? {} : { earliestAt: Math.max(...earliest.map(({ offer }) => offer.arriveAt)) }),
  });
}

function beyondHorizon(work: Work): Answer<Promised, PromiseRefused> {
  const { request, window, wantedAt, needed, sources } = work;
  let available = grains(0);
  for (const at of arrivals(work)) {
    const amount = amountOf(planBy(sources, at, needed, request));
    if (amount > available) available = amount;
  }
  return no({
    code: 'promise.beyond_horizon', requested: request.grains, available, gap: gapOf(window, sources, wantedAt, subtractGrains(needed, available)),
    ...(window.horizonEndAt === undefined ? {} : { horizonEndAt: window.horizonEndAt }),
  });
}

function gapOf(window: PromiseWindow, sources: readonly OfferingSource[], wantedAt: Instant, lacking: Grains): PromiseGap {
  const { source } = [...sources].sort(byPriority)[0]!;
  return { grains: lacking, wantedAt, location: source.location, pickAt: datesBackward(source.lead ?? {}, wantedAt, window.rules.calendar).pickAt };
}

/** What is there, is wanted and makes no whole pack. */
function roundedAway({ request }: Work, sources: readonly OfferingSource[], at: Instant, wanted: Grains, confirmed: Grains): Grains {
  const loose = sources.map(({ offers }) => offerBy(offers, at)?.loose ?? grains(0));
  const there = request.noSplit === true ? Math.max(...loose) : sumGrains(loose);
  return grains(Math.max(Math.min(there, wanted) - confirmed, 0));
}

function offering(source: PromiseRequest['sources'][number], order: number, request: PromiseRequest, window: PromiseWindow, wantedAt: Instant, needed: Grains, taken: readonly Taken[] = []): OfferingSource {
  return { source, order, offers: sourceOffers(openSource(source, request, window, taken, `$.sources[${order}]`), window, wantedAt, needed) };
}

function amountOf(plan: readonly PlannedShipment[]): Grains {
  return sumGrains(plan.map((shipment) => shipment.grains));
}
