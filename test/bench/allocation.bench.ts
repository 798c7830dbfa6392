import { fairShare, pickLots, sourceLines, type LotOffer, type ShareClaim, type SourcingLocation, type SourcingOrder } from '../../src/allocation/index.js';
import { grains } from '../../src/quantity/index.js';
import { collectGarbage, compare, limit, type Benchmark } from './harness.js';
import { mulberry32 } from './ledger-input.js';

const LINES = 10_000;
const LOCATIONS = 50;
const ITEMS = 500;
const CHANNELS = 10_000;
const LOTS = 10_000;
const DAY = 86_400_000;
const AT = Date.UTC(2026, 4, 12);

/** Orders of one to four lines, and locations that each offer most of the items: enough for all but the last orders. */
function makeSourcing(lineCount: number): { readonly orders: SourcingOrder[]; readonly locations: SourcingLocation[] } {
  const random = mulberry32(20260512);
  const orders: SourcingOrder[] = [];
  for (let line = 0; line < lineCount;) {
    const size = Math.min(lineCount - line, 1 + Math.floor(random() * 4));
    const first = Math.floor(random() * ITEMS);
    orders.push({
      order: `order-${orders.length}`,
      lines: Array.from({ length: size }, (_, place) => ({ line: `${place + 1}`, item: `SKU-${(first + place * 7) % ITEMS}`, grains: grains(1 + Math.floor(random() * 20)) })),
    });
    line += size;
  }
  const locations = Array.from({ length: LOCATIONS }, (_, index): SourcingLocation => ({
    location: `SITE-${index}`, distance: Math.floor(random() * 1000),
    offers: Array.from({ length: ITEMS }, (_item, item) => ({ item: `SKU-${item}`, grains: grains(Math.floor((random() * lineCount) / 1250)) })).filter((offer) => offer.grains > 0),
  }));
  return { orders, locations };
}

const sourcing = makeSourcing(LINES);
const twiceSourcing = makeSourcing(2 * LINES);

function sourceBy(rule: 'priority' | 'nearest' | 'fewestShipments', { orders, locations }: typeof sourcing): { readonly units: number; readonly answer: number } {
  let filled = 0;
  for (const answer of sourceLines({ orders, locations, rule, partial: 'allow' })) if (answer.ok) for (const line of answer.lines) filled += line.sourced;
  return { units: LINES, answer: filled };
}

/** A greedy by hand: a map of maps, the locations in order, what is there. No limits, packs, proofs or checks. */
function sourceByHand({ orders, locations }: typeof sourcing): { readonly units: number; readonly answer: number } {
  const stock = locations.map(({ location, offers }) => ({ location, left: new Map(offers.map((offer) => [offer.item, offer.grains as number])) }));
  const plans: { order: string; line: string; parts: { location: string; amount: number }[] }[] = [];
  for (const { order, lines } of orders) {
    for (const { line, item, grains: wanted } of lines) {
      const parts: { location: string; amount: number }[] = [];
      let left: number = wanted;
      for (const { location, left: held } of stock) {
        if (left === 0) break;
        const have = held.get(item) ?? 0;
        if (have === 0) continue;
        const amount = Math.min(have, left);
        held.set(item, have - amount);
        parts.push({ location, amount });
        left -= amount;
      }
      plans.push({ order, line, parts });
    }
  }
  let filled = 0;
  for (const { parts } of plans) for (const { amount } of parts) filled += amount;
  return { units: LINES, answer: filled };
}

/** A greedy for few shipments by hand: one place that has the whole order, else the greedy above, line by line. */
function sourceFewByHand({ orders, locations }: typeof sourcing): number {
  const stock = locations.map(({ location, offers }) => ({ location, left: new Map(offers.map((offer) => [offer.item, offer.grains as number])) }));
  let parts = 0;
  for (const { lines } of orders) {
    const whole = stock.find(({ left }) => lines.every(({ item, grains: wanted }) => (left.get(item) ?? 0) >= wanted));
    for (const { item, grains: wanted } of lines) {
      let rest: number = wanted;
      for (const { left } of whole === undefined ? stock : [whole]) {
        if (rest === 0) break;
        const amount = Math.min(left.get(item) ?? 0, rest);
        if (amount === 0) continue;
        left.set(item, left.get(item)! - amount);
        rest -= amount;
        parts++;
      }
    }
  }
  return parts === 0 ? 0 : LINES;
}

function makeClaims(count: number): ShareClaim[] {
  const random = mulberry32(7);
  return Array.from({ length: count }, (_, index) => ({ claim: `CH-${index}`, weight: 1 + Math.floor(random() * 1000), ...(random() < 0.2 ? { max: grains(10 + Math.floor(random() * 80)) } : {}), ...(random() < 0.2 ? { min: grains(Math.floor(random() * 10)) } : {}) }));
}

const plainClaims = makeClaims(CHANNELS).map(({ claim, weight }) => ({ claim, weight }));
const boundedClaims = makeClaims(CHANNELS);
const twiceClaims = makeClaims(2 * CHANNELS);
const SUPPLY = grains(400_000);

function shareOut(claims: readonly ShareClaim[], method: 'largestRemainder' | 'divisor', supply = SUPPLY): { readonly units: number; readonly answer: number } {
  const answer = fairShare({ supply, claims, method });
  if (!answer.ok) throw new Error(answer.reason.code);
  return { units: claims.length, answer: answer.shares.reduce((sum, share) => sum + share.grains, 0) };
}

/** Largest remainder by hand, in floats: shares, whole parts, sort by fraction. No floors, caps, stocks or exactness. */
function shareByHand(claims: readonly ShareClaim[]): { readonly units: number; readonly answer: number } {
  const total = claims.reduce((sum, { weight }) => sum + weight, 0);
  const shares = claims.map(({ claim, weight }) => {
    const exact = (SUPPLY * weight) / total;
    return { claim, amount: Math.floor(exact), fraction: exact - Math.floor(exact) };
  });
  let left = SUPPLY - shares.reduce((sum, { amount }) => sum + amount, 0);
  for (const share of [...shares].sort((one, other) => other.fraction - one.fraction)) {
    if (left-- <= 0) break;
    share.amount++;
  }
  return { units: claims.length, answer: shares.reduce((sum, { amount }) => sum + amount, 0) };
}

function makeLots(count: number): LotOffer[] {
  const random = mulberry32(11);
  return Array.from({ length: count }, (_, index) => ({ lot: `LOT-${index}`, grains: grains(Math.floor(random() * 100)), endsAt: AT + Math.floor(random() * 720) * DAY - 10 * DAY, receivedAt: AT - Math.floor(random() * 300) * DAY }));
}

const lots = makeLots(LOTS);
const twiceLots = makeLots(2 * LOTS);

function pick(offers: readonly LotOffer[]): { readonly units: number; readonly answer: number } {
  const plan = pickLots({ requested: grains(offers.length * 40), rule: 'firstExpiredFirstOut', lots: offers, at: AT, remainingLifeMs: 30 * DAY });
  return { units: offers.length, answer: plan.picked };
}

/** First expired first out by hand: filter, sort, take. Not which lots were passed over and why, nor ties. */
function pickByHand(offers: readonly LotOffer[]): { readonly units: number; readonly answer: number } {
  let left = offers.length * 40;
  const picks: { lot: string; amount: number }[] = [];
  for (const { lot, grains: held } of offers.filter((offer) => offer.grains > 0 && offer.endsAt! >= AT + 30 * DAY).sort((one, other) => one.endsAt! - other.endsAt!)) {
    if (left === 0) break;
    const amount = Math.min(held, left);
    picks.push({ lot, amount });
    left -= amount;
  }
  return { units: offers.length, answer: picks.reduce((sum, { amount }) => sum + amount, 0) };
}

/** The best of several timings, taken in turns, so that a passing disturbance does not count as growth. */
function growth(once: () => unknown, twice: () => unknown): number {
  const timed = (run: () => unknown): number => {
    collectGarbage();
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  let [single, double] = [Infinity, Infinity];
  for (let round = 0; round < 25; round++) {
    single = Math.min(single, timed(once));
    double = Math.min(double, timed(twice));
  }
  return double / single;
}

/** Twice the work in less than three times the time: linear with a logarithm on top, and some room for caches. */
const LINEAR = 3;

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'allocation: source lines by priority', unit: 'lines/s', work: `${LINES} lines in orders of one to four over ${LOCATIONS} locations that offer ${ITEMS} items: ours checks names and numbers, sums demand by order, honours packs and limits, proves its answer; by hand a greedy over maps`,
    ours: () => sourceBy('priority', sourcing), baselines: { 'hand-written greedy': () => sourceByHand(sourcing) }, reach: { 'hand-written greedy': 0.5 },
  }),
  compare({
    name: 'allocation: source lines, fewest shipments', unit: 'lines/s', rounds: 3, work: 'the same orders: ours finds the fewest shipments of each order and proves them; by hand one location that has all, else a greedy',
    ours: () => sourceBy('fewestShipments', sourcing).units, baselines: { 'hand-written single-place greedy': () => sourceFewByHand(sourcing) },
  }),
  compare({
    name: 'allocation: fair share by largest remainder', unit: 'channels/s', work: `one supply over ${CHANNELS} channels: ours is exact, checks names and numbers, allows floors, caps and stocks; by hand floats and a sort`,
    ours: () => shareOut(plainClaims, 'largestRemainder'), baselines: { 'hand-written in floats': () => shareByHand(plainClaims) }, reach: { 'hand-written in floats': 0.5 },
  }),
  compare({
    name: 'allocation: fair share by divisor, bounded', unit: 'channels/s', work: `one supply over ${CHANNELS} channels, a fifth with floors, a fifth with caps, by the monotone method; by hand the plain largest remainder without them`,
    ours: () => shareOut(boundedClaims, 'divisor').units, baselines: { 'hand-written in floats, unbounded': () => shareByHand(plainClaims).units },
  }),
  compare({
    name: 'allocation: first expired, first out', unit: 'lots/s', work: `${LOTS} lots of which a half is picked: ours checks names and numbers, reports what is passed over and why, breaks ties; by hand filter, sort and take`,
    ours: () => pick(lots), baselines: { 'hand-written filter and sort': () => pickByHand(lots) }, reach: { 'hand-written filter and sort': 0.5 },
  }),
  limit({ name: 'allocation: growth of sourcing, twice the lines', unit: 'times', work: 'time for twice the lines over time for once', atMost: LINEAR, measure: () => growth(() => sourceBy('priority', sourcing), () => sourceBy('priority', twiceSourcing)) }),
  limit({ name: 'allocation: growth of a fair share, twice the channels', unit: 'times', work: 'the same, with floors and caps', atMost: LINEAR, measure: () => growth(() => shareOut(boundedClaims, 'largestRemainder'), () => shareOut(twiceClaims, 'largestRemainder', grains(2 * SUPPLY))) }),
  limit({ name: 'allocation: growth by divisor, twice the channels', unit: 'times', work: 'the same, by the monotone method', atMost: LINEAR, measure: () => growth(() => shareOut(boundedClaims, 'divisor'), () => shareOut(twiceClaims, 'divisor', grains(2 * SUPPLY))) }),
  limit({ name: 'allocation: growth of picking, twice the lots', unit: 'times', work: 'time for twice the lots over time for once', atMost: LINEAR, measure: () => growth(() => pick(lots), () => pick(twiceLots)) }),
];
