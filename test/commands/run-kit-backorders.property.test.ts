import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import { runs } from '../runs.js';
import { each, openKits } from './kit-warehouse.js';
import { availableOf, received } from './warehouse.js';

const RECIPES: Readonly<Record<string, Readonly<Record<string, number>>>> = { SET: { CUP: 4, BOX: 1 }, DUO: { CUP: 2, BOX: 1 } };
const STRATEGIES = ['win', 'gain', 'improve', 'redistribute', 'fill', 'lose', 'skip'] as const;

interface Drawn {
  readonly item: string;
  readonly amount: number;
  readonly strategy: (typeof STRATEGIES)[number];
  readonly channel: string | undefined;
  readonly split: boolean;
  /** What comes in before the line is opened. */
  readonly cups: number;
  readonly boxes: number;
  readonly own: number;
  readonly place: string;
}

interface Named extends Drawn {
  readonly line: string;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  item: fc.constantFrom('SET', 'SET', 'DUO', 'CUP'), amount: fc.integer({ min: 1, max: 4 }), strategy: fc.constantFrom(...STRATEGIES), channel: fc.constantFrom(undefined, 'market'), split: fc.boolean(),
  cups: fc.nat(9), boxes: fc.nat(3), own: fc.constantFrom(0, 0, 1, 2), place: fc.constantFrom('EAST', 'WEST'),
});
const world = fc.record({ lines: fc.array(drawn, { minLength: 1, maxLength: 5 }), cups: fc.nat(12), boxes: fc.nat(4), own: fc.nat(1), item: fc.constantFrom('SET', 'CUP') });
const named = (lines: readonly Drawn[]): readonly Named[] => lines.map((one, index) => ({ ...one, line: `l${index}` }));

async function receive(inventory: Inventory, goods: Readonly<Record<string, number>>, place: string): Promise<void> {
  await inventory.record(Object.entries(goods).filter(([, amount]) => amount > 0).map(([item, amount]) => received(amount, { item, location: place })));
}

/** How a line stands: kits of a kit line, grains of a plain one, and what is held of each part. */
interface Standing {
  readonly requested: number;
  readonly waiting: number;
  readonly held: number;
  readonly own: number;
  readonly parts: Readonly<Record<string, number>>;
}

async function standingOf(inventory: Inventory, { item, line }: Named): Promise<Standing> {
  const own = await inventory.line(item, line);
  const kit = await inventory.kitLine(item, line);
  const held = Number(own?.reserved.amount ?? 0);
  if (kit === undefined) return { requested: Number(own?.requested.amount ?? 0), waiting: Number(own?.backordered.amount ?? 0), held, own: held, parts: {} };
  return {
    requested: Number(kit.requested.amount), waiting: Number(kit.waiting.amount), held: Number(kit.reserved.amount), own: held,
    parts: Object.fromEntries(kit.parts.map(({ item: part, standing }) => [part, Number(standing?.reserved.amount ?? 0)])),
  };
}

/** What all lines hold of an item. */
function heldIn(lines: readonly Named[], standings: readonly Standing[], item: string): number {
  return standings.reduce((sum, { own, parts }, index) => sum + (lines[index]!.item === item ? own : 0) + (parts[item] ?? 0), 0);
}

/** The units a line is shared in, and what one takes. Of a run of cups only what is served by parts takes part. */
interface Unit {
  readonly strategy: string;
  readonly has: number;
  readonly wants: number;
  readonly takes: Readonly<Record<string, number>>;
}

/** A run by hand, unit by unit over a heap of goods: what must be first, then one strategy after another, each in turn. */
function runByHand(units: readonly Unit[], heap: Readonly<Record<string, number>>): readonly number[] | undefined {
  const left = { ...heap };
  const after = units.map(() => 0);
  /** A set that is there already is taken before one is built. */
  const take = (takes: Readonly<Record<string, number>>): boolean => {
    if ((takes['own'] ?? 0) > 0 && left['own']! > 0) {
      left['own']!--;
      return true;
    }
    const parts = Object.entries(takes).filter(([item]) => item !== 'own');
    if (parts.some(([item, amount]) => left[item]! < amount)) return false;
    for (const [item, amount] of parts) left[item]! -= amount;
    return true;
  };
  const give = (strategy: string, upTo: 'has' | 'wants'): boolean => units.every((unit, index) => {
    while (unit.strategy === strategy && after[index]! < unit[upTo] && take(unit.takes)) after[index]!++;
    return unit.strategy !== strategy || after[index]! >= unit[upTo];
  });
  if (!give('skip', 'has') || !give('win', 'wants') || !give('gain', 'has')) return undefined;
  give('gain', 'wants');
  give('improve', 'has');
  give('improve', 'wants');
  give('redistribute', 'wants');
  give('fill', 'has');
  return after;
}

async function openAll(lines: readonly Named[], one: { readonly cups: number; readonly boxes: number; readonly own: number }, kits: 'whole' | 'split', places: boolean): Promise<Inventory> {
  const { inventory } = await openKits([], { policy: { version: 'p', kits } });
  for (const { item, line, amount, channel, cups, boxes, own, place, split } of lines) {
    await receive(inventory, { CUP: cups, BOX: boxes, SET: own }, places ? place : 'EAST');
    await inventory.reserve({ key: line, mode: 'backorder', ...(places ? { channel } : {}), ...(kits === 'split' && split ? { kits: 'split' } : {}), lines: [{ item, line, quantity: each(amount) }] });
  }
  await receive(inventory, { CUP: one.cups, BOX: one.boxes, SET: one.own }, 'EAST');
  return inventory;
}

const rulesOf = (lines: readonly Named[]): { readonly line: string; readonly strategy: Drawn['strategy'] }[] => lines.flatMap(({ line, strategy }) => [{ line, strategy }, { line: `${line}/CUP`, strategy }]);

describe('a backorder run of kits, or of their parts', () => {
  it('comes to the same as one made by hand, or says no where that is impossible', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(world, async ({ lines: some, item, ...free }) => {
      const lines = named(some);
      const inventory = await openAll(lines, free, 'whole', false);
      const before = await Promise.all(lines.map((line) => standingOf(inventory, line)));
      const heap: Record<string, number> = { own: await availableOf(inventory, 'SET', { locations: ['EAST'] }), CUP: 0, BOX: 0 };
      for (const part of ['CUP', 'BOX']) heap[part] = await availableOf(inventory, part);
      // Available sets are pre-assembled ones and those that could be built: the heap is of what is there.
      heap['own'] = Number((await inventory.available({ items: ['SET'] }))[0]?.kit?.own.amount);
      const taking = lines.flatMap((line, index) => {
        const { own, held, waiting, parts } = before[index]!;
        const takesPart = item === 'SET' ? line.item === 'SET' : line.item === 'CUP' || (parts['CUP'] ?? 0) > 0;
        if (!takesPart || held + waiting === 0) return [];
        heap['own']! += item === 'SET' ? own : 0;
        for (const part of ['CUP', 'BOX']) heap[part]! += (parts[part] ?? 0) + (line.item === part ? own : 0);
        const inParts = held - own;
        const unit: Unit = line.item === 'CUP' ? { strategy: line.strategy, has: own, wants: own + waiting, takes: { CUP: 1 } }
          : item === 'SET' ? { strategy: line.strategy, has: held, wants: held + waiting, takes: { own: 1, ...RECIPES['SET'] } }
          : { strategy: line.strategy, has: inParts, wants: inParts, takes: RECIPES[line.item]! };
        return [{ index, unit, kept: line.item === 'CUP' || item === 'SET' ? 0 : own }];
      });
      const byHand = runByHand(taking.map(({ unit }) => unit), heap);
      const run = await inventory.runBackorders({ key: 'r', item, rules: rulesOf(lines) });
      expect(run.ok, JSON.stringify(run)).toBe(byHand !== undefined);
      const after = await Promise.all(lines.map((line) => standingOf(inventory, line)));
      expect(after.map(({ held }) => held)).toEqual(lines.map((_line, index) => {
        const turn = taking.findIndex((one) => one.index === index);
        return turn < 0 || byHand === undefined ? before[index]!.held : byHand[turn]! + taking[turn]!.kept;
      }));
    }), { numRuns: runs(200) });
  });

  it('keeps what is wanted, holds nothing that is not there, and leaves no part of a kit held alone', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(world, fc.constantFrom('whole' as const, 'split' as const), fc.constantFrom(undefined, ['WEST'], ['EAST', 'WEST']), async ({ lines: some, item, ...free }, kits, locations) => {
      const lines = named(some);
      const inventory = await openAll(lines, free, kits, true);
      const before = await Promise.all(lines.map((line) => standingOf(inventory, line)));
      const run = await inventory.runBackorders({ key: 'r', item, rules: rulesOf(lines), locations });
      const after = await Promise.all(lines.map((line) => standingOf(inventory, line)));
      for (const [index, { requested, waiting, held, own, parts }] of after.entries()) {
        const { item: kit, strategy, line } = lines[index]!;
        expect([requested, waiting + held], line).toEqual([before[index]!.requested, before[index]!.waiting + before[index]!.held]);
        const takesPart = run.ok && run.changes.some((change) => change.line === line || change.line === `${line}/${item}`);
        if (!takesPart || strategy === 'skip') expect(after[index], line).toEqual(before[index]);
        if (kits === 'whole' && kit in RECIPES) for (const [part, amount] of Object.entries(RECIPES[kit]!)) expect(parts[part] ?? 0, `${part} of ${line}`).toBe((held - own) * amount);
        if (!run.ok || !takesPart) continue;
        if (strategy === 'win' || strategy === 'gain') expect(held, line).toBeGreaterThanOrEqual(before[index]!.held);
        if (strategy === 'fill' || strategy === 'lose') expect(held, line).toBeLessThanOrEqual(before[index]!.held);
        // Who loses has nothing of the item left, and of a kit nothing at all, where the whole of it could be had back.
        if (strategy === 'lose' && locations === undefined) expect([item === kit ? own : 0, ...Object.values(parts)].every((amount) => amount === 0), line).toBe(true);
      }
      const came = (part: 'cups' | 'boxes' | 'own'): number => free[part] + lines.reduce((sum, one) => sum + one[part], 0);
      expect(heldIn(lines, after, 'CUP')).toBeLessThanOrEqual(came('cups'));
      expect(heldIn(lines, after, 'BOX')).toBeLessThanOrEqual(came('boxes'));
      expect(heldIn(lines, after, 'SET')).toBeLessThanOrEqual(came('own'));
      for (const one of ['CUP', 'BOX', 'SET']) {
        const [answer] = await inventory.available({ items: [one] });
        for (const place of answer!.locations) expect(Number(place.signed.amount), `${one} at ${place.location}`).toBeGreaterThanOrEqual(0);
      }
      expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: runs(200) });
  });
});
