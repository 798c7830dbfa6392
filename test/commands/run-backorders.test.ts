import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { BackorderKey, BackorderRule } from '../../src/commands/backorders/backorder-input.js';
import { availableOf, each, open, received, shipped } from './warehouse.js';

interface Start {
  readonly line: string;
  readonly held: number;
  readonly waiting: number;
  readonly channel?: string;
}

/** Lines that hold and wait as said, and so much that is free. */
async function start(lines: readonly Start[], free: number, options: Parameters<typeof open>[0] = {}): Promise<ReturnType<typeof open>> {
  const opened = open(options);
  const { inventory } = opened;
  for (const { line, held, waiting, channel } of lines) {
    await inventory.record(received(Math.max(held, 1)));
    if (held === 0) await inventory.record(shipped(1));
    await inventory.reserve({ key: `open ${line}`, channel, mode: 'backorder', lines: [{ item: 'TEA', line, quantity: each(held + waiting) }] });
  }
  if (free > 0) await inventory.record(received(free));
  return opened;
}

async function linesOf(inventory: Inventory, names: readonly string[]): Promise<readonly string[]> {
  return Promise.all(names.map(async (name) => {
    const line = await inventory.line('TEA', name);
    return `${name} ${line?.reserved.amount} held ${line?.backordered.amount} waiting`;
  }));
}

describe('a backorder run', () => {
  it.each<{ readonly what: string; readonly lines: readonly Start[]; readonly free: number; readonly rules?: readonly BackorderRule[]; readonly order?: readonly BackorderKey[]; readonly after: readonly string[] }>([
    { what: 'gives what is free to those that wait, in their turns', lines: [{ line: 'a', held: 0, waiting: 3 }, { line: 'b', held: 1, waiting: 4 }], free: 5, after: ['a 3 held 0 waiting', 'b 3 held 2 waiting'] },
    { what: 'goes by priority', lines: [{ line: 'a', held: 0, waiting: 3 }, { line: 'b', held: 0, waiting: 4 }], free: 5, rules: [{ line: 'b', priority: -1 }], after: ['a 1 held 2 waiting', 'b 4 held 0 waiting'] },
    {
      what: 'goes by dates', lines: [{ line: 'a', held: 0, waiting: 3 }, { line: 'b', held: 0, waiting: 4 }], free: 5,
      rules: [{ line: 'a', placedAt: '2026-05-10T00:00:00Z' }, { line: 'b', placedAt: '2026-05-09T00:00:00Z' }], after: ['a 1 held 2 waiting', 'b 4 held 0 waiting'],
    },
    { what: 'goes by size', lines: [{ line: 'a', held: 0, waiting: 4 }, { line: 'b', held: 0, waiting: 3 }], free: 5, order: ['smallestFirst'], after: ['a 2 held 2 waiting', 'b 3 held 0 waiting'] },
    { what: 'win takes from those that may lose', lines: [{ line: 'a', held: 5, waiting: 0 }, { line: 'b', held: 0, waiting: 4 }], free: 1, rules: [{ line: 'b', strategy: 'win' }, { line: 'a', strategy: 'redistribute' }], after: ['a 2 held 3 waiting', 'b 4 held 0 waiting'] },
    { what: 'gain keeps what it has', lines: [{ line: 'a', held: 5, waiting: 0 }, { line: 'b', held: 0, waiting: 4 }], free: 1, rules: [{ line: 'b', priority: -1 }], after: ['a 5 held 0 waiting', 'b 1 held 3 waiting'] },
    { what: 'redistribute gives and takes by turn', lines: [{ line: 'a', held: 5, waiting: 0 }, { line: 'b', held: 0, waiting: 4 }], free: 1, rules: [{ line: 'b', priority: -1 }, { strategy: 'redistribute' }], after: ['a 2 held 3 waiting', 'b 4 held 0 waiting'] },
    { what: 'fill never gets more', lines: [{ line: 'a', held: 2, waiting: 3 }], free: 9, rules: [{ strategy: 'fill' }], after: ['a 2 held 3 waiting'] },
    { what: 'lose gives up all', lines: [{ line: 'a', held: 2, waiting: 3 }, { line: 'b', held: 0, waiting: 2 }], free: 0, rules: [{ line: 'a', strategy: 'lose' }], after: ['a 0 held 5 waiting', 'b 2 held 0 waiting'] },
    { what: 'skip is left alone', lines: [{ line: 'a', held: 2, waiting: 3 }, { line: 'b', held: 0, waiting: 2 }], free: 1, rules: [{ line: 'a', strategy: 'skip', priority: -9 }], after: ['a 2 held 3 waiting', 'b 1 held 1 waiting'] },
    { what: 'rules go by channel', lines: [{ line: 'a', held: 0, waiting: 2, channel: 'shop' }, { line: 'b', held: 0, waiting: 2 }], free: 2, rules: [{ channel: 'shop', priority: 5 }], after: ['a 0 held 2 waiting', 'b 2 held 0 waiting'] },
  ])('$what', async ({ lines, free, rules, order, after }) => {
    const { inventory } = await start(lines, free);
    const names = lines.map(({ line }) => line);
    const before = await linesOf(inventory, names);
    const dry = await inventory.runBackorders({ key: 'r', item: 'TEA', rules, order, dryRun: true });
    expect(await linesOf(inventory, names)).toEqual(before);
    const run = await inventory.runBackorders({ key: 'r', item: 'TEA', rules, order });
    expect(dry).toEqual({ ...run, dryRun: true });
    expect(await linesOf(inventory, names)).toEqual(after);
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules, order })).toEqual({ ...run, repeated: true });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('says each change with its turn and reason', async () => {
    const { inventory } = await start([{ line: 'a', held: 5, waiting: 0 }, { line: 'b', held: 0, waiting: 4 }], 1);
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules: [{ line: 'b', strategy: 'win' }, { strategy: 'improve' }] })).toMatchObject({
      ok: true, order: 'priority, requested date, date placed, line', left: each(0), policy: 'default', dryRun: false, repeated: false,
      changes: [{ line: 'a', strategy: 'improve', turn: 1, requested: each(5), before: each(5), after: each(2), why: 'ranShort' }, { line: 'b', strategy: 'win', turn: 2, before: each(0), after: each(4), why: 'won' }],
    });
  });

  it('changes nothing where what must be cannot be', async () => {
    const { inventory } = await start([{ line: 'a', held: 5, waiting: 0 }, { line: 'b', held: 0, waiting: 4 }], 1);
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules: [{ line: 'b', strategy: 'win' }] })).toMatchObject({
      ok: false, reason: { code: 'allocation.promises_above_supply', required: each(9), available: each(6), lines: ['a', 'b'] },
    });
    expect(await inventory.runBackorders({ key: 's', item: 'TEA', rules: [{ line: 'b', strategy: 'win' }, { strategy: 'skip' }], locations: ['WEST'] })).toMatchObject({
      ok: false, reason: { code: 'allocation.promises_above_supply', required: each(4), available: each(0), lines: ['b'] },
    });
    expect(await linesOf(inventory, ['a', 'b'])).toEqual(['a 5 held 0 waiting', 'b 0 held 4 waiting']);
    expect(await inventory.runBackorders({ key: 't', item: 'NONE' })).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_item' } });
    expect(await inventory.runBackorders({ key: 'u', item: 'TEA', locations: ['NONE'] })).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_location' } });
  });

  it('is not stopped by lines it leaves alone that hold more than there is', async () => {
    const { inventory } = await start([{ line: 'a', held: 5, waiting: 0 }, { line: 'b', held: 0, waiting: 2 }], 0);
    await inventory.record(shipped(3));
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules: [{ line: 'a', strategy: 'skip' }] })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(5), why: 'untouched' }, { line: 'b', after: each(0) }] });
    expect(await inventory.runBackorders({ key: 's', item: 'TEA' })).toMatchObject({ ok: false, reason: { code: 'allocation.promises_above_supply', required: each(5), available: each(2), lines: ['a'] } });
    expect(await inventory.runBackorders({ key: 't', item: 'TEA', rules: [{ line: 'b', strategy: 'win' }, { strategy: 'improve' }] })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(0) }, { line: 'b', after: each(2) }] });
  });

  it('gives a line only what its channel sells from, moving others out of the way', async () => {
    const { inventory } = open();
    await inventory.record(received(4, { location: 'WEST' }));
    await inventory.reserve({ key: 'a', expiresAt: '2026-05-12T09:00:00Z', lines: [{ item: 'TEA', line: 'a', quantity: each(4) }] });
    await inventory.reserve({ key: 'b', channel: 'market', mode: 'backorder', lines: [{ item: 'TEA', line: 'b', quantity: each(3) }] });
    await inventory.record(received(10));
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules: [{ line: 'b', priority: -1 }] })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(4) }, { line: 'b', after: each(3), reachable: each(3) }], left: each(7) });
    expect(await inventory.line('TEA', 'b')).toMatchObject({ holds: [{ location: 'WEST', reserved: each(3) }] });
    expect(await inventory.line('TEA', 'a')).toMatchObject({ expiresAt: Date.parse('2026-05-12T09:00:00Z') });
    expect(await availableOf(inventory)).toBe(7);
  });

  it('counts goods once where one of its places stands within another', async () => {
    const { inventory } = open();
    await inventory.reserve({ key: 'a', mode: 'backorder', lines: [{ item: 'TEA', line: 'a', quantity: each(8) }] });
    await inventory.record(received(4, { location: 'EAST-A' }));
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', locations: ['EAST', 'EAST-A'] })).toMatchObject({ ok: true, changes: [{ reachable: each(4), after: each(4) }] });
  });

  it('passes a line over as far as there is nothing that it can reach', async () => {
    const { inventory } = await start([{ line: 'a', held: 0, waiting: 3 }, { line: 'b', held: 0, waiting: 5, channel: 'market' }], 4);
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules: [{ line: 'b', priority: -1 }] })).toMatchObject({
      ok: true, changes: [{ line: 'a', after: each(3) }, { line: 'b', requested: each(5), reachable: each(0), after: each(0) }], left: each(1),
    });
  });

  it('leaves what is bound or picked, what has lapsed, and the end of holds', async () => {
    const { inventory, clock } = open();
    await inventory.record(received(10));
    await inventory.reserve({ key: 'a', expiresAt: '2026-05-12T09:00:00Z', lines: [{ item: 'TEA', line: 'a', quantity: each(6) }] });
    await inventory.allocate({ key: 'b', item: 'TEA', line: 'a', from: 'EAST', quantity: each(2) });
    await inventory.reserve({ key: 'c', expiresAt: '2026-05-12T08:05:00Z', lines: [{ item: 'TEA', line: 'c', quantity: each(4) }] });
    await inventory.reserve({ key: 'd', mode: 'backorder', lines: [{ item: 'TEA', line: 'd', quantity: each(6) }] });
    clock.move(10 * 60_000);
    const dry = await inventory.runBackorders({ key: 'r', item: 'TEA', dryRun: true, rules: [{ line: 'd', strategy: 'win' }, { strategy: 'redistribute' }] });
    expect(await inventory.line('TEA', 'c')).toMatchObject({ reserved: each(4) });
    expect(await inventory.runBackorders({ key: 'r', item: 'TEA', rules: [{ line: 'd', strategy: 'win' }, { strategy: 'redistribute' }] })).toEqual({ ...dry, dryRun: false });
    expect(await inventory.line('TEA', 'a')).toMatchObject({ reserved: each(2), allocated: each(2), backordered: each(2), expiresAt: Date.parse('2026-05-12T09:00:00Z') });
    expect(await inventory.line('TEA', 'c')).toMatchObject({ expired: each(4), reserved: each(0) });
    expect(await inventory.line('TEA', 'd')).toMatchObject({ reserved: each(6) });
  });

  it('through two handles at once never holds more than there is', async () => {
    const first = await start([{ line: 'a', held: 0, waiting: 9 }, { line: 'b', held: 0, waiting: 9 }], 0);
    const second = open({ shared: first.shared });
    await first.inventory.record(received(12));
    await Promise.all(Array.from({ length: 6 }, (_, n) => [first, second][n % 2]!.inventory.runBackorders({ key: `r${n}`, item: 'TEA', rules: [{ line: n % 3 === 0 ? 'b' : 'a', priority: -1 }, { strategy: 'redistribute' }] })));
    const [answer] = await first.inventory.available({ items: ['TEA'], fresh: true });
    expect(answer).toMatchObject({ available: each(0), reserved: each(12) });
    expect(await second.inventory.verify()).toEqual({ ok: true, violations: [] });
  });
});

/** A run unit by unit: what must be first, then one strategy after another, each in turn. */
function runByHand(lines: readonly (Start & { readonly strategy: string })[], free: number): readonly number[] | undefined {
  const all = free + lines.reduce((sum, { held }) => sum + held, 0);
  const after = lines.map(() => 0);
  let left = all;
  const give = (strategy: string, wanted: (line: Start) => number): void => {
    lines.forEach((line, index) => {
      while (line.strategy === strategy && after[index]! < wanted(line) && left > 0) {
        after[index]!++;
        left--;
      }
    });
  };
  const has = (line: Start): number => line.held;
  const wants = (line: Start): number => line.held + line.waiting;
  give('skip', has);
  give('win', wants);
  give('gain', has);
  if (lines.some((line, index) => (line.strategy === 'win' && after[index]! < wants(line)) || ((line.strategy === 'gain' || line.strategy === 'skip') && after[index]! < line.held))) return undefined;
  give('gain', wants);
  give('improve', has);
  give('improve', wants);
  give('redistribute', wants);
  give('fill', has);
  return after;
}

describe('a backorder run beside one made by hand', () => {
  it('comes to the same, or says no where that is impossible', { timeout: 60_000 }, async () => {
    const line = fc.record({ held: fc.nat(5), waiting: fc.nat(5), strategy: fc.constantFrom('win', 'gain', 'improve', 'redistribute', 'fill', 'lose', 'skip' as const) });
    await fc.assert(fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), fc.nat(8), async (drawn, free) => {
      const lines = drawn.filter(({ held, waiting }) => held + waiting > 0).map((one, index) => ({ ...one, line: `l${index}` }));
      const { inventory } = await start(lines, free);
      const run = await inventory.runBackorders({ key: 'r', item: 'TEA', rules: lines.map(({ line: name, strategy }) => ({ line: name, strategy: strategy as 'win' })) });
      const byHand = runByHand(lines, free);
      expect(run.ok).toBe(byHand !== undefined);
      const held = await Promise.all(lines.map(async ({ line: name }) => Number((await inventory.line('TEA', name))?.reserved.amount)));
      expect(held).toEqual(byHand ?? lines.map((one) => one.held));
      expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: 60 });
  });
});
