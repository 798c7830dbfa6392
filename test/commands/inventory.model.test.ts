import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import { sharedMemory, type SharedMemory } from '../../src/storage/memory/index.js';
import { each, open, START, testClock, type TestClock } from './warehouse.js';

const ITEMS = ['TEA', 'CUP'];
const PLACES = ['EAST', 'WEST'];

/** One order line, as plain counters. `holds` is by place, in the order the holds were made. */
interface PlainLine {
  backordered: number;
  readonly holds: Map<string, { reserved: number; allocated: number; picked: number }>;
  shipped: number;
  released: number;
  expired: number;
  cancelled: number;
  excess: number;
  endsAt: number | undefined;
}

/** The stock as someone would keep it by hand: lists of what happened, everything added up again at each question. Shares no code with the library. */
class PlainStock {
  /** Movements and counts in the order of their instants. */
  readonly facts: { readonly item: string; readonly place: string; readonly at: number; readonly rank: number; readonly id: string; readonly amount: number; readonly count: boolean }[] = [];
  readonly lines = new Map<string, PlainLine>();

  onHand(item: string, place: string): number {
    const mine = this.facts.filter((fact) => fact.item === item && fact.place === place);
    mine.sort((left, right) => left.at - right.at || left.rank - right.rank || (left.id < right.id ? -1 : 1));
    return mine.reduce((sum, fact) => (fact.count ? fact.amount : sum + fact.amount), 0);
  }

  /** Lets holds end that have run out; the library does so before it decides anything about the item, and never counts them after. */
  lapse(item: string, now: number): void {
    for (const [key, line] of this.lines) {
      if (!key.startsWith(`${item}/`) || line.endsAt === undefined || line.endsAt > now) continue;
      let ended = 0;
      for (const hold of line.holds.values()) {
        ended += hold.reserved;
        hold.reserved = 0;
      }
      if (ended > 0) line.endsAt = undefined;
      line.expired += ended;
    }
  }

  claimed(item: string, place: string, now: number): number {
    let sum = 0;
    for (const [key, line] of this.lines) {
      const hold = line.holds.get(place);
      if (!key.startsWith(`${item}/`) || hold === undefined) continue;
      const live = line.endsAt === undefined || line.endsAt > now;
      sum += hold.allocated + hold.picked + (live ? hold.reserved : 0);
    }
    return sum;
  }

  free(item: string, place: string, now: number): number {
    return Math.max(0, this.onHand(item, place) - this.claimed(item, place, now));
  }

  available(item: string, now: number): number {
    return PLACES.reduce((sum, place) => sum + this.free(item, place, now), 0);
  }
}

const total = (line: PlainLine, bucket: 'reserved' | 'allocated' | 'picked'): number => [...line.holds.values()].reduce((sum, hold) => sum + hold[bucket], 0);

interface World {
  inventory: Inventory;
  readonly shared: SharedMemory;
  readonly clock: TestClock;
  readonly plain: PlainStock;
  calls: number;
  /** The call made last, to be made again. */
  again: (() => Promise<unknown>) | undefined;
}

const open2 = (shared: SharedMemory, clock: TestClock): Inventory => open({ shared, testClock: clock, partitions: 2, snapshotEveryEntries: 5 }).inventory;

type Step = (world: World) => Promise<void>;

async function check(world: World): Promise<void> {
  const { inventory, plain, clock } = world;
  for (const item of ITEMS) {
    const [answer] = await inventory.available({ items: [item] });
    expect(Number(answer?.available.amount), `available of ${item}`).toBe(plain.available(item, clock.now()));
    const balances = await inventory.balances(item);
    for (const place of PLACES) {
      expect(balances.filter(({ location }) => location === place).reduce((sum, { quantity }) => sum + Number(quantity.amount), 0), `${item} in ${place}`).toBe(plain.onHand(item, place));
    }
  }
  for (const [key, line] of plain.lines) {
    const [item, name] = key.split('/') as [string, string];
    const answer = await inventory.line(item, name);
    const named = (part: 'backordered' | 'reserved' | 'allocated' | 'picked' | 'shipped' | 'released' | 'expired' | 'cancelled' | 'excess'): number => Number(answer?.[part].amount);
    const lapsed = line.endsAt !== undefined && line.endsAt <= clock.now();
    expect({
      backordered: named('backordered'), live: named('reserved') + named('expired'), allocated: named('allocated'), picked: named('picked'), shipped: named('shipped'),
      released: named('released'), cancelled: named('cancelled'), excess: named('excess'),
    }, `line ${key}${lapsed ? ' (lapsed)' : ''}`).toEqual({
      backordered: line.backordered, live: total(line, 'reserved') + line.expired, allocated: total(line, 'allocated'), picked: total(line, 'picked'), shipped: line.shipped,
      released: line.released, cancelled: line.cancelled, excess: line.excess,
    });
    expect(named('backordered') + named('reserved') + named('allocated') + named('picked') + named('shipped') + named('released') + named('expired') + named('cancelled'), `parts of line ${key}`)
      .toBe(Number(answer?.requested.amount));
  }
}

/** Makes a call and remembers it. */
async function call<Answer>(world: World, make: (inventory: Inventory) => Promise<Answer>): Promise<Answer> {
  world.again = () => make(world.inventory);
  return make(world.inventory);
}

const item = fc.constantFrom(...ITEMS);
const place = fc.constantFrom(...PLACES);
const amount = fc.integer({ min: 1, max: 9 });
const lineName = fc.constantFrom('l1', 'l2', 'l3');
const minutes = fc.integer({ min: -120, max: 0 });

const fact = (type: 'stock.received' | 'stock.shipped' | 'stock.counted'): fc.Arbitrary<Step> => fc.record({ item, place, amount, minutes, line: fc.option(lineName, { nil: undefined }) }).map((drawn) => async (world) => {
  const id = `f${String(++world.calls).padStart(4, '0')}`;
  const at = START + drawn.minutes * 60_000;
  const quantity = each(drawn.amount);
  const common = { source: 'wms', id, effectiveAt: formatInstant(at), item: drawn.item, location: drawn.place };
  const line = type === 'stock.shipped' && drawn.line !== undefined && world.plain.lines.has(`${drawn.item}/${drawn.line}`) ? drawn.line : undefined;
  const event = (type === 'stock.counted'
    ? { ...common, type, balances: [{ quantity }] }
    : { ...common, type, quantity, ...(line === undefined ? {} : { line }) }) as StockEvent;
  const answer = await call(world, (inventory) => inventory.record(event));
  expect(answer).toMatchObject({ ok: true, outcome: 'recorded' });
  world.plain.facts.push({ item: drawn.item, place: drawn.place, at, rank: type === 'stock.counted' ? 1 : 0, id, amount: type === 'stock.shipped' ? -drawn.amount : drawn.amount, count: type === 'stock.counted' });
  const plainLine = line === undefined ? undefined : world.plain.lines.get(`${drawn.item}/${line}`);
  if (plainLine === undefined) return;
  let left = drawn.amount;
  const take = (had: number): number => {
    const taken = Math.min(left, had);
    left -= taken;
    return had - taken;
  };
  // Held where it left from first, then elsewhere; picked before allocated before reserved; then what had expired, then what was never held.
  for (const near of [true, false]) {
    for (const bucket of ['picked', 'allocated', 'reserved'] as const) for (const [held, hold] of plainLine.holds) if ((held === drawn.place) === near) hold[bucket] = take(hold[bucket]);
  }
  plainLine.expired = take(plainLine.expired);
  plainLine.backordered = take(plainLine.backordered);
  plainLine.shipped += drawn.amount - left;
  plainLine.excess += left;
});

const reserve: fc.Arbitrary<Step> = fc.record({ item, amount, mode: fc.constantFrom('allOrNothing', 'partial', 'backorder'), minutes: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }) }).map((drawn) => async (world) => {
  const { plain, clock } = world;
  const key = `k${++world.calls}`;
  const name = `l${[...plain.lines.keys()].filter((known) => known.startsWith(`${drawn.item}/`)).length + 1}`;
  const endsAt = drawn.minutes === undefined ? undefined : clock.now() + drawn.minutes * 60_000;
  const answer = await call(world, (inventory) => inventory.reserve({
    key, mode: drawn.mode, lines: [{ item: drawn.item, line: name, quantity: each(drawn.amount) }], ...(endsAt === undefined ? {} : { expiresAt: formatInstant(endsAt) }),
  }));
  plain.lapse(drawn.item, clock.now());
  const available = plain.available(drawn.item, clock.now());
  const granted = Math.min(available, drawn.amount);
  if (granted < drawn.amount && (drawn.mode === 'allOrNothing' || (drawn.mode === 'partial' && granted === 0))) {
    expect(answer).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ available: each(granted) }] } });
    return;
  }
  expect(answer).toMatchObject({ ok: true, lines: [{ reserved: each(granted) }] });
  const line: PlainLine = {
    backordered: drawn.mode === 'backorder' ? drawn.amount - granted : 0, holds: new Map(), shipped: 0, released: 0, expired: 0, cancelled: 0, excess: 0, endsAt: granted > 0 ? endsAt : undefined,
  };
  let left = granted;
  for (const where of PLACES) {
    const here = Math.min(left, plain.free(drawn.item, where, clock.now()));
    if (here > 0) line.holds.set(where, { reserved: here, allocated: 0, picked: 0 });
    left -= here;
  }
  plain.lines.set(`${drawn.item}/${name}`, line);
});

/** A move of a line: what the library answered beside what counting by hand says is open. */
const move = (kind: 'extend' | 'release' | 'cancel' | 'pick' | 'allocate'): fc.Arbitrary<Step> => fc.record({ item, line: lineName, amount: fc.option(amount, { nil: undefined }), place, minutes: fc.integer({ min: -5, max: 60 }) }).map((drawn) => async (world) => {
  const { plain, clock } = world;
  const key = `m${++world.calls}`;
  const wanted = drawn.amount ?? (kind === 'allocate' ? 1 : undefined);
  const base = { key, item: drawn.item, line: drawn.line };
  const quantity = wanted === undefined ? {} : { quantity: each(wanted) };
  const endsAt = clock.now() + drawn.minutes * 60_000;
  const answer = await call(world, (inventory): Promise<{ readonly ok: boolean }> => {
    if (kind === 'extend') return inventory.extend({ ...base, expiresAt: formatInstant(endsAt) });
    if (kind === 'allocate') return inventory.allocate({ ...base, from: drawn.place, quantity: each(wanted ?? 1) });
    return inventory[kind]({ ...base, ...quantity });
  });
  plain.lapse(drawn.item, clock.now());
  const line = plain.lines.get(`${drawn.item}/${drawn.line}`);
  if (line === undefined) {
    expect(answer).toMatchObject({ ok: false, reason: { code: 'reservation.unknown_line' } });
    return;
  }
  if (kind === 'extend') {
    const ok = total(line, 'reserved') > 0 && drawn.minutes > 0;
    expect(answer.ok).toBe(ok);
    if (ok) line.endsAt = endsAt;
    return;
  }
  if (kind === 'allocate') {
    const hold = line.holds.get(drawn.place);
    const others = plain.claimed(drawn.item, drawn.place, clock.now()) - (hold?.reserved ?? 0);
    const ok = hold !== undefined && hold.reserved >= (wanted ?? 1) && plain.onHand(drawn.item, drawn.place) - others >= (wanted ?? 1);
    expect(answer.ok).toBe(ok);
    if (!ok) return;
    hold.reserved -= wanted ?? 1;
    hold.allocated += wanted ?? 1;
    return;
  }
  const buckets = { release: wanted === undefined ? ['reserved', 'allocated'] : ['reserved', 'allocated', 'picked'], cancel: ['reserved', 'allocated', 'picked'], pick: ['allocated', 'reserved'] }[kind] as ('reserved' | 'allocated' | 'picked')[];
  const open = (kind === 'cancel' ? line.backordered : 0) + buckets.reduce((sum, bucket) => sum + total(line, bucket), 0);
  const ok = open > 0 && (wanted === undefined || wanted <= open);
  expect(answer.ok).toBe(ok);
  if (!ok) return;
  let left = wanted ?? open;
  if (kind === 'cancel') {
    const taken = Math.min(left, line.backordered);
    line.backordered -= taken;
    line.cancelled += taken;
    left -= taken;
  }
  for (const bucket of buckets) {
    for (const hold of line.holds.values()) {
      const taken = Math.min(left, hold[bucket]);
      hold[bucket] -= taken;
      left -= taken;
      if (kind === 'pick') hold.picked += taken;
      else if (kind === 'release') line.released += taken;
      else line.cancelled += taken;
    }
  }
});

const wait: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 40 }).map((passed) => (world) => {
  world.clock.move(passed * 60_000);
  return Promise.resolve();
});
const sweep: fc.Arbitrary<Step> = fc.constant(async (world: World) => {
  await world.inventory.sweep();
  for (const name of ITEMS) world.plain.lapse(name, world.clock.now());
});
const repeat: fc.Arbitrary<Step> = fc.constant(async (world: World) => {
  if (world.again !== undefined) expect(await world.again()).toMatchObject({ repeated: true });
});
const reopen: fc.Arbitrary<Step> = fc.constant((world: World) => {
  world.inventory = open2(world.shared, world.clock);
  return Promise.resolve();
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fact('stock.received') }, { weight: 3, arbitrary: fact('stock.shipped') }, { weight: 1, arbitrary: fact('stock.counted') }, { weight: 6, arbitrary: reserve },
  ...(['extend', 'release', 'cancel', 'pick', 'allocate'] as const).map((kind) => ({ weight: 2, arbitrary: move(kind) })),
  { weight: 2, arbitrary: wait }, { weight: 1, arbitrary: sweep }, { weight: 1, arbitrary: repeat }, { weight: 1, arbitrary: reopen },
);

describe('an inventory', () => {
  it('does what counting by hand does, whatever is asked of it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async (steps) => {
      const shared = sharedMemory();
      const clock = testClock();
      const world: World = { inventory: open2(shared, clock), shared, clock, plain: new PlainStock(), calls: 0, again: undefined };
      for (const one of steps) {
        await one(world);
        await check(world);
      }
      expect(await world.inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: 300, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false });
  });
});
