import {
  availableToPromise, availableToPromiseSeries, promiseIndex, promiseRules, promiseWindow, type DatedDemand, type DatedSupply, type Schedule,
} from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { compare, type Benchmark } from './harness.js';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 4, 12);
const DAYS = 180;
const ROWS = 100_000;

/** A plain generator, so that every run and both sides see the same figures. */
function figures(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

/** Figures of 1,000 item-locations, gone through a hundred times. */
const next = figures(7);
const SERIES = Array.from({ length: 1000 }, () => ({
  opening: next() % 500, supply: Float64Array.from({ length: DAYS }, () => (next() % 10 === 0 ? next() % 200 : 0)), demand: Float64Array.from({ length: DAYS }, () => next() % 20),
}));
const into = { projected: new Float64Array(DAYS), cumulative: new Float64Array(DAYS) };

function oursByFigures(): { units: number; answer: number } {
  let answer = 0;
  for (let row = 0; row < ROWS; row++) {
    const { opening, supply, demand } = SERIES[row % SERIES.length]!;
    answer += availableToPromiseSeries({ opening, supply, demand, into }).cumulative[row % DAYS]!;
  }
  return { units: ROWS, answer };
}

/** What one writes by hand: a running sum forward, a running least backward, no question whether the sums are exact. */
function handByFigures(): { units: number; answer: number } {
  let answer = 0;
  const { projected, cumulative } = into;
  for (let row = 0; row < ROWS; row++) {
    const { opening, supply, demand } = SERIES[row % SERIES.length]!;
    let balance = opening;
    for (let day = 0; day < DAYS; day++) {
      balance += supply[day]! - demand[day]!;
      projected[day] = balance;
    }
    let least = Infinity;
    for (let day = DAYS - 1; day >= 0; day--) {
      least = Math.min(least, projected[day]!);
      cumulative[day] = least;
    }
    answer += cumulative[row % DAYS]!;
  }
  return { units: ROWS, answer };
}

/** Lines of an item-location: a receipt every ten days, demand every other. */
const LINES = Array.from({ length: 1000 }, (_, row): Schedule => ({
  opening: grains(next() % 500),
  supplies: Array.from({ length: 18 }, (_, line): DatedSupply => ({ reference: `PO-${row}-${line}`, class: 'onOrder', dueAt: AT + (line * 10 + (next() % 10)) * DAY + (next() % DAY), grains: grains(next() % 200) })),
  demands: Array.from({ length: 90 }, (_, line): DatedDemand => ({ reference: `SO-${row}-${line}`, class: 'confirmed', dueAt: AT + line * 2 * DAY + (next() % DAY), grains: grains(next() % 20) })),
}));
const daily = promiseWindow(promiseRules({ version: 'bench', bucket: 'day', horizonDays: DAYS }), AT);

function oursByLines(): { units: number; answer: number } {
  let answer = 0;
  for (let row = 0; row < LINES.length; row++) answer += availableToPromise(LINES[row]!, daily).buckets[row % DAYS]!.cumulative;
  return { units: LINES.length, answer };
}

/** The same by hand, for days of UTC: lines into days by division, sums, leasts, and an object for each day. */
function handByLines(): { units: number; answer: number } {
  let answer = 0;
  for (let row = 0; row < LINES.length; row++) {
    const { opening, supplies, demands } = LINES[row]!;
    const supply = new Float64Array(DAYS);
    const demand = new Float64Array(DAYS);
    for (const line of supplies) supply[Math.floor((line.dueAt - AT) / DAY)]! += line.grains;
    for (const line of demands) demand[Math.floor((line.dueAt - AT) / DAY)]! += line.grains;
    const projected = new Float64Array(DAYS);
    const cumulative = new Float64Array(DAYS);
    let balance: number = opening;
    for (let day = 0; day < DAYS; day++) projected[day] = balance += supply[day]! - demand[day]!;
    let least = Infinity;
    for (let day = DAYS - 1; day >= 0; day--) cumulative[day] = least = Math.min(least, projected[day]!);
    const buckets = [];
    for (let day = 0; day < DAYS; day++) {
      buckets.push({ startAt: AT + day * DAY, supply: supply[day]!, demand: demand[day]!, projected: projected[day]!, cumulative: cumulative[day]!, available: Math.max(cumulative[day]!, 0) });
    }
    answer += buckets[row % DAYS]!.cumulative;
  }
  return { units: LINES.length, answer };
}

const LARGE = 10_000;
const large: Schedule = {
  opening: grains(100_000),
  supplies: Array.from({ length: LARGE / 2 }, (_, line): DatedSupply => ({ reference: `PO-${line}`, class: 'onOrder', dueAt: AT + (next() % (DAYS * 24)) * 3_600_000, grains: grains(next() % 50) })),
  demands: Array.from({ length: LARGE / 2 }, (_, line): DatedDemand => ({ reference: `SO-${line}`, class: 'confirmed', dueAt: AT + (next() % (DAYS * 24)) * 3_600_000, grains: grains(next() % 50) })),
};
const instants = promiseWindow(promiseRules({ version: 'bench' }), AT);
const index = promiseIndex(large, instants);
const CHANGES = Array.from({ length: 256 }, (_, step): DatedDemand => ({
  reference: `SO-${next() % (LARGE / 2)}`, class: 'confirmed', dueAt: AT + (next() % (DAYS * 24)) * 3_600_000, grains: grains((step % 49) + 1),
}));

function oursByEvent(): number {
  for (const change of CHANGES) {
    index.putDemand(change);
    if (index.cumulativeAt(change.dueAt) === undefined) throw new Error('No answer');
  }
  return CHANGES.length;
}

/** The whole schedule sorted, summed and searched again after each event. */
function handByEvent(): number {
  const demands = new Map(large.demands.map((line) => [line.reference, line]));
  for (const change of CHANGES.slice(0, 8)) {
    demands.set(change.reference, change);
    const events = [...large.supplies.map(({ dueAt, grains: amount }) => ({ at: dueAt, amount: amount })), ...Array.from(demands.values(), ({ dueAt, grains: amount }) => ({ at: dueAt, amount: 0 - amount }))];
    events.sort((left, right) => left.at - right.at);
    let balance: number = large.opening;
    let least = Infinity;
    for (const event of events) {
      balance += event.amount;
      if (event.at >= change.dueAt && balance < least) least = balance;
    }
    if (least === Infinity) throw new Error('No answer');
  }
  return 8;
}

/** The same with our own full computation. */
function fullByEvent(): number {
  const demands = new Map(large.demands.map((line) => [line.reference, line]));
  for (const change of CHANGES.slice(0, 8)) {
    demands.set(change.reference, change);
    if (availableToPromise({ ...large, demands: [...demands.values()] }, instants).buckets.length === 0) throw new Error('No answer');
  }
  return 8;
}

export const benchmarks: readonly Benchmark[] = [
  compare({
    name: 'promise/180 daily figures, 100,000 rows', unit: 'rows/s', work: 'both: balance of every day and least balance from it on, into arrays given; ours: sums held to the exact range',
    ours: oursByFigures, baselines: { 'hand-tuned loop': handByFigures }, reach: { 'hand-tuned loop': 0.5 }, roundMs: 300,
  }),
  compare({
    name: 'promise/108 lines into 180 days', unit: 'rows/s', work: 'both: lines into days, balance, least balance, an object for each day; ours: lines checked, classes, late lines, horizon, zone, sums held to the exact range',
    ours: oursByLines, baselines: { 'hand-tuned loop': handByLines }, reach: { 'hand-tuned loop': 0.5 }, roundMs: 300,
  }),
  compare({
    name: 'promise/one event and one question, 10,000 lines', unit: 'events/s', work: 'ours: index kept up to date; baselines: everything computed again',
    ours: oursByEvent, baselines: { 'hand-written recompute': handByEvent, 'full answer': fullByEvent }, reach: { 'hand-written recompute': 50, 'full answer': 50 }, roundMs: 300,
  }),
];
