import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfirmAnswer, Inventory, PromiseLineInput } from '../../src/commands/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { sharedMemory } from '../../src/storage/memory/index.js';
import { runs } from '../runs.js';
import { each, open, START, testClock, type TestClock } from './warehouse.js';

const HOUR = 3_600_000;
const ITEMS = ['TEA', 'CUP'] as const;
const PLACES = ['EAST', 'WEST'] as const;
type ItemName = (typeof ITEMS)[number];
type Mode = NonNullable<PromiseLineInput['mode']>;

interface Piece { readonly place: string; readonly at: number; amount: number }
interface PlainLine { readonly item: string; readonly name: string; pieces: Piece[]; readonly held: Record<string, number> }
interface Order { readonly item: string; readonly name: string; readonly due: number; amount: number }
interface Purchase { readonly item: string; readonly name: string; place: string; due: number; said: number; came: number }
type Row = readonly [at: number, change: number];

/** Goods as a planner keeps them on paper: lists of dated lines, and the balance added up again at every question. Shares no code with the library. */
class Paper {
  now = START;
  stock: Record<string, number> = {};
  purchases: Purchase[] = [];
  orders: Order[] = [];
  lines: PlainLine[] = [];

  copy(): Paper {
    const { now, stock, purchases, orders, lines } = this;
    return Object.assign(new Paper(), structuredClone({ now, stock, purchases, orders, lines }));
  }

  onHand(item: string, place: string): number {
    return this.stock[`${item}/${place}`] ?? 0;
  }

  held(item: string, place: string): number {
    let sum = 0;
    for (const line of this.lines) if (line.item === item) sum += line.held[place] ?? 0;
    return sum;
  }

  rows(item: string, place: string): Row[] {
    const rows: Row[] = [];
    for (const po of this.purchases) if (po.item === item && po.place === place && po.said > po.came && po.due >= this.now) rows.push([po.due, po.said - po.came]);
    for (const order of this.orders) if (order.item === item && order.amount > 0) rows.push([Math.max(order.due, this.now), -order.amount]);
    for (const line of this.lines) if (line.item === item) for (const piece of line.pieces) if (piece.place === place && piece.amount > 0) rows.push([Math.max(piece.at, this.now), -piece.amount]);
    return rows;
  }

  times(item: string, place: string, taken: readonly Row[] = []): number[] {
    return [...new Set([this.now, ...[...this.rows(item, place), ...taken].map(([at]) => at)])].sort((one, other) => one - other);
  }

  /** What may be taken at an instant: the least that is left then or at any later time. */
  free(item: string, place: string, at: number, taken: readonly Row[] = []): number {
    let least = Number.POSITIVE_INFINITY;
    for (const time of [at, ...this.times(item, place, taken).filter((one) => one > at)]) {
      let balance = this.onHand(item, place) - this.held(item, place);
      for (const [when, change] of [...this.rows(item, place), ...taken]) if (when <= time) balance += change;
      if (balance < least) least = balance;
    }
    return least;
  }

  /** Who would send how much by an instant: the first place as much as it can, the next the rest. */
  share(item: string, by: number, wanted: number, taken: Record<string, Row[]>): { place: string; amount: number }[] {
    let left = wanted;
    const shares: { place: string; amount: number }[] = [];
    for (const place of PLACES) {
      const amount = Math.min(left, Math.max(this.free(item, place, by, taken[place]), 0));
      if (amount > 0) shares.push({ place, amount });
      left -= amount;
    }
    return shares;
  }

  decide(item: string, wanted: number, wantedAt: number, mode: Mode): { pieces: Piece[]; available: number; earliest: number | undefined } {
    const from = Math.max(wantedAt, this.now);
    const times = [...new Set([from, ...PLACES.flatMap((place) => this.times(item, place).filter((time) => time > from))])].sort((one, other) => one - other);
    const total = (shares: readonly { amount: number }[]): number => shares.reduce((sum, share) => sum + share.amount, 0);
    const sent = (share: { place: string; amount: number }, by: number, taken: Row[] = []): Piece => {
      const at = [from, ...this.times(item, share.place, taken).filter((time) => time > from && time <= by)].find((time) => this.free(item, share.place, time, taken) >= share.amount);
      return { ...share, at: at! };
    };
    const earliest = times.find((time) => total(this.share(item, time, wanted, {})) === wanted);
    const available = Math.max(...times.map((time) => total(this.share(item, time, wanted, {}))));
    const here = this.share(item, from, wanted, {});
    if (mode === 'allOrNothing') return { pieces: total(here) === wanted ? here.map((share) => sent(share, from)) : [], available: total(here), earliest };
    if (mode === 'partialOnDate') return { pieces: here.map((share) => sent(share, from)), available: 0, earliest };
    if (mode === 'earliestDate') return { pieces: earliest === undefined ? [] : this.share(item, earliest, wanted, {}).map((share) => sent(share, earliest)), available, earliest };
    const taken: Record<string, Row[]> = { EAST: [], WEST: [] };
    const pieces: Piece[] = [];
    let left = wanted;
    for (const time of times) {
      for (const share of this.share(item, time, left, taken)) {
        const piece = sent(share, time, taken[share.place]);
        pieces.push(piece);
        taken[share.place]!.push([piece.at, -piece.amount]);
        left -= piece.amount;
      }
    }
    return { pieces, available, earliest };
  }

  /** Keeps a promise: what is there and free for now is held, the earliest first. */
  keep(item: string, name: string, pieces: readonly Piece[], hold: boolean): Record<string, number> {
    const held: Record<string, number> = {};
    for (const place of PLACES) {
      const wanted = pieces.filter((piece) => piece.place === place).reduce((sum, piece) => sum + piece.amount, 0);
      const there = Math.max(this.onHand(item, place) - this.held(item, place), 0);
      const amount = hold ? Math.min(wanted, Math.max(this.free(item, place, this.now), 0), there) : 0;
      if (amount > 0) held[place] = amount;
    }
    const line: PlainLine = { item, name, pieces: structuredClone([...pieces]).sort((one, other) => one.at - other.at), held };
    for (const [place, amount] of Object.entries(held)) {
      let left = amount;
      for (const piece of line.pieces) {
        if (piece.place !== place) continue;
        const used = Math.min(piece.amount, left);
        piece.amount -= used;
        left -= used;
      }
    }
    this.lines.push(line);
    return held;
  }
}

interface World {
  readonly handles: readonly Inventory[];
  readonly clock: TestClock;
  paper: Paper;
  calls: number;
}
type Step = (world: World) => Promise<void>;

const item = fc.constantFrom<ItemName[]>(...ITEMS);
const place = fc.constantFrom(...PLACES);
const amount = fc.integer({ min: 1, max: 9 });
const hours = fc.integer({ min: 0, max: 12 });
const pick = fc.nat(20);

const tell = async (world: World, event: Record<string, unknown>): Promise<void> => {
  const told = { source: 'erp', id: `e${++world.calls}`, effectiveAt: formatInstant(START + world.calls), ...event } as unknown as StockEvent;
  expect(await world.handles[world.calls % 2]!.record(told)).toMatchObject({ ok: true, outcome: 'recorded' });
};

const receive: fc.Arbitrary<Step> = fc.record({ item, place, amount }).map((drawn) => async (world) => {
  await tell(world, { type: 'stock.received', item: drawn.item, location: drawn.place, quantity: each(drawn.amount) });
  world.paper.stock[`${drawn.item}/${drawn.place}`] = world.paper.onHand(drawn.item, drawn.place) + drawn.amount;
});
const buy: fc.Arbitrary<Step> = fc.record({ item, place, amount, hours }).map((drawn) => async (world) => {
  const name = `PO${world.calls + 1}`;
  const due = world.paper.now + drawn.hours * HOUR;
  await tell(world, { type: 'supply.scheduled', item: drawn.item, location: drawn.place, supply: name, class: 'onOrder', dueAt: formatInstant(due), quantity: each(drawn.amount) });
  world.paper.purchases.push({ item: drawn.item, name, place: drawn.place, due, said: drawn.amount, came: 0 });
});
const onPurchase = (step: (world: World, po: Purchase, drawn: { place: string; amount: number; hours: number }) => Promise<void>): fc.Arbitrary<Step> =>
  fc.record({ pick, place, amount, hours }).map((drawn) => async (world) => {
    const po = world.paper.purchases[drawn.pick % Math.max(world.paper.purchases.length, 1)];
    if (po !== undefined) await step(world, po, drawn);
  });
const putOff = onPurchase(async (world, po, drawn) => {
  const due = world.paper.now + drawn.hours * HOUR;
  await tell(world, { type: 'supply.changed', item: po.item, location: drawn.place, supply: po.name, class: 'onOrder', dueAt: formatInstant(due), quantity: each(drawn.amount) });
  Object.assign(po, { place: drawn.place, due, said: drawn.amount });
});
const callOff = onPurchase(async (world, po) => {
  await tell(world, { type: 'supply.cancelled', item: po.item, supply: po.name });
  po.said = 0;
});
const arrive = onPurchase(async (world, po, drawn) => {
  await tell(world, { type: 'stock.received', item: po.item, location: po.place, supply: po.name, quantity: each(drawn.amount) });
  po.came += drawn.amount;
  world.paper.stock[`${po.item}/${po.place}`] = world.paper.onHand(po.item, po.place) + drawn.amount;
});
const issue: fc.Arbitrary<Step> = fc.record({ item, place, amount }).map((drawn) => async (world) => {
  await tell(world, { type: 'stock.issued', item: drawn.item, location: drawn.place, reason: 'consumed', quantity: each(drawn.amount) });
  world.paper.stock[`${drawn.item}/${drawn.place}`] = world.paper.onHand(drawn.item, drawn.place) - drawn.amount;
});
const order: fc.Arbitrary<Step> = fc.record({ item, amount, hours }).map((drawn) => async (world) => {
  const name = `SO${world.calls + 1}`;
  const due = world.paper.now + drawn.hours * HOUR;
  await tell(world, { type: 'order.placed', item: drawn.item, line: name, quantity: each(drawn.amount), requestedFor: formatInstant(due) });
  world.paper.orders.push({ item: drawn.item, name, due, amount: drawn.amount });
});
const ship: fc.Arbitrary<Step> = fc.record({ pick, place }).map((drawn) => async (world) => {
  const line = world.paper.lines[drawn.pick % Math.max(world.paper.lines.length, 1)];
  const held = line?.held[drawn.place] ?? 0;
  if (line === undefined || held === 0) return;
  await tell(world, { type: 'stock.shipped', item: line.item, location: drawn.place, line: line.name, quantity: each(held) });
  line.held[drawn.place] = 0;
  world.paper.stock[`${line.item}/${drawn.place}`] = world.paper.onHand(line.item, drawn.place) - held;
});
const cancel: fc.Arbitrary<Step> = fc.record({ pick, viaFact: fc.boolean() }).map((drawn) => async (world) => {
  const line = world.paper.lines[drawn.pick % Math.max(world.paper.lines.length, 1)];
  if (line === undefined) return;
  if (drawn.viaFact) await tell(world, { type: 'order.cancelled', item: line.item, line: line.name });
  else await world.handles[0]!.cancel({ key: `x${++world.calls}`, item: line.item, line: line.name });
  world.paper.lines = world.paper.lines.filter((one) => one !== line);
  // What of an order placed elsewhere nobody was promised is wanted no more either.
  for (const one of world.paper.orders) if (one.item === line.item && one.name === line.name) one.amount = 0;
});
const wait: fc.Arbitrary<Step> = hours.map((passed) => (world) => {
  world.clock.move(passed * HOUR);
  world.paper.now += passed * HOUR;
  return Promise.resolve();
});

const mode = fc.constantFrom<Mode[]>('allOrNothing', 'partialOnDate', 'earliestDate', 'schedule');
const confirm: fc.Arbitrary<Step> = fc.record({
  lines: fc.array(fc.record({ item, amount: fc.integer({ min: 1, max: 15 }), hours, mode, of: fc.option(pick, { nil: undefined }) }), { minLength: 1, maxLength: 3 }), hold: fc.boolean(),
}).map((drawn) => async (world) => {
  const before = world.paper;
  const paper = before.copy();
  const key = `k${++world.calls}`;
  const named = drawn.lines.map((line, index) => {
    // Of an order that was placed elsewhere all is promised.
    const known = line.of === undefined ? undefined : before.orders.filter((one) => one.item === line.item && one.amount > 0)[line.of];
    const other = known !== undefined && drawn.lines.findIndex((one) => one.of === line.of && one.item === line.item) === index ? known : undefined;
    return { ...line, order: other, name: other?.name ?? `${key}-${index}`, amount: other?.amount ?? line.amount, wantedAt: before.now + line.hours * HOUR };
  });
  const input = {
    hold: drawn.hold ? 'available' : 'nothing', lines: named.map((line) => ({ item: line.item, line: line.name, quantity: each(line.amount), wantedAt: formatInstant(line.wantedAt), mode: line.mode })),
  } as const;
  const handle = world.handles[world.calls % 2]!;
  const read = await handle.promise(input, { fresh: true });
  const answer = await handle.confirm({ key, ...input });
  const refused: object[] = [];
  const yes: object[] = [];
  for (const line of named) {
    const known = paper.orders.find((one) => one.item === line.item && one.name === line.name);
    const left = known?.amount ?? 0;
    if (known !== undefined) known.amount = 0;
    const decided = paper.decide(line.item, line.amount, line.wantedAt, line.mode);
    const confirmed = decided.pieces.reduce((sum, piece) => sum + piece.amount, 0);
    if (confirmed === 0) {
      if (known !== undefined) known.amount = left;
      const gap = { quantity: each(line.amount - decided.available) };
      refused.push({
        line: line.name, item: line.item,
        reason: line.mode === 'allOrNothing' || line.mode === 'partialOnDate'
          ? { code: 'promise.insufficient', requested: each(line.amount), available: each(decided.available), gap, ...(decided.earliest === undefined ? {} : { earliestAt: formatInstant(decided.earliest) }) }
          : { code: 'promise.beyond_horizon', requested: each(line.amount), available: each(decided.available), gap },
      });
      continue;
    }
    const held = paper.keep(line.item, line.name, decided.pieces, drawn.hold);
    if (known !== undefined) known.amount = left - confirmed;
    yes.push({
      line: line.name, confirmed: each(confirmed), completeAt: formatInstant(Math.max(...decided.pieces.map(({ at }) => at))),
      shipments: decided.pieces.map((piece) => ({ location: piece.place, pickAt: formatInstant(piece.at), quantity: each(piece.amount) })),
      holds: Object.entries(held).map(([location, quantity]) => ({ location, quantity: each(quantity) })),
    });
  }
  const expected = refused.length > 0 ? { ok: false, reason: { code: 'promise.refused', lines: refused } } : { ok: true, lines: yes };
  expect(answer).toMatchObject({ ...expected, repeated: false });
  expect(read).toMatchObject(expected);
  expect(await world.handles[0]!.confirm({ key, ...input })).toEqual({ ...(answer as ConfirmAnswer), repeated: true });
  if (refused.length > 0) return;
  // Nobody who was promised goods waits longer for them.
  for (const name of ITEMS) {
    for (const where of PLACES) {
      for (const time of new Set([...before.times(name, where), ...paper.times(name, where)])) expect(Math.min(paper.free(name, where, time), 0)).toBeGreaterThanOrEqual(Math.min(before.free(name, where, time), 0));
    }
  }
  world.paper = paper;
});

async function check({ handles, paper }: World): Promise<void> {
  for (const where of PLACES) {
    for (const answer of await handles[paper.lines.length % 2]!.availableToPromise({ items: ITEMS, locations: [where], fresh: true })) {
      expect(answer.buckets.map(({ startAt, cumulative }) => [startAt, Number(cumulative.amount)]))
        .toEqual(paper.times(answer.item, where).map((time) => [formatInstant(time), paper.free(answer.item, where, time)]));
    }
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: receive }, { weight: 5, arbitrary: buy }, { weight: 1, arbitrary: putOff }, { weight: 1, arbitrary: callOff }, { weight: 2, arbitrary: arrive }, { weight: 1, arbitrary: issue },
  { weight: 2, arbitrary: order }, { weight: 2, arbitrary: ship }, { weight: 1, arbitrary: cancel }, { weight: 1, arbitrary: wait }, { weight: 8, arbitrary: confirm },
);

describe('promises of an inventory', () => {
  it('are those of a planner who adds everything up by hand, by turns at two handles', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), async (steps) => {
      const shared = sharedMemory();
      const clock = testClock();
      const world: World = { handles: [0, 1].map(() => open({ shared, testClock: clock }).inventory), clock, paper: new Paper(), calls: 0 };
      for (const one of steps) {
        await one(world);
        await check(world);
      }
      for (const handle of world.handles) expect(await handle.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: runs(250), interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false });
  });
});
