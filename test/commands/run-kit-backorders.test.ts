import { describe, expect, it } from 'vitest';
import type { BackorderKey, BackorderRule, Inventory } from '../../src/commands/index.js';
import { each, KITS, openKits } from './kit-warehouse.js';
import { availableOf, open, received, shipped } from './warehouse.js';

type Goods = readonly (readonly [item: string, amount: number, location?: string])[];

interface Wanted {
  readonly line: string;
  readonly item?: string;
  readonly amount: number;
  readonly channel?: string;
  readonly kits?: 'whole' | 'split';
  /** What comes in before it is reserved. */
  readonly after?: Goods;
}

/** Lines that hold what there is when they are opened and wait for the rest, and what comes in after. */
async function start(lines: readonly Wanted[], free: Goods, kits: 'whole' | 'split' = 'whole'): Promise<Awaited<ReturnType<typeof openKits>>> {
  const opened = await openKits([], { policy: { version: 'p1', kits } });
  const come = async (goods: Goods): Promise<void> => { await opened.inventory.record(goods.map(([item, amount, location = 'EAST']) => received(amount, { item, location }))); };
  for (const { line, item = 'SET', amount, channel, kits: split, after = [] } of lines) {
    await come(after);
    await opened.inventory.reserve({ key: `open ${line}`, channel, mode: 'backorder', kits: split, lines: [{ item, line, quantity: each(amount) }] });
  }
  await come(free);
  return opened;
}

/** How a line stands: of kits, whole ones with what is held of each part. */
async function stands(inventory: Inventory, { line, item = 'SET' }: Pick<Wanted, 'line' | 'item'>): Promise<string> {
  const kit = await inventory.kitLine(item, line);
  if (kit === undefined) {
    const plain = await inventory.line(item, line);
    return `${line} ${plain?.reserved.amount} held ${plain?.backordered.amount} waiting`;
  }
  const held = kit.parts.map(({ item: part, standing }) => `${standing?.reserved.amount ?? 0} ${part}`).join(' ');
  return `${line} ${kit.reserved.amount} held ${kit.waiting.amount} waiting, ${held}`;
}

const SETS = (count: number): Goods => [['CUP', 4 * count], ['BOX', count]];

interface Row {
  readonly what: string;
  readonly lines: readonly Wanted[];
  readonly free: Goods;
  readonly item?: string;
  readonly policy?: 'whole' | 'split';
  readonly rules?: readonly BackorderRule[];
  readonly order?: readonly BackorderKey[];
  readonly locations?: readonly string[];
  readonly after: readonly string[];
  readonly left?: number;
}

const A: Wanted = { line: 'a', amount: 3, after: SETS(3) };
const B: Wanted = { line: 'b', amount: 2 };

const ROWS: readonly Row[] = [
  { what: 'gives what parts make to those that wait, in their turns', lines: [{ line: 'a', amount: 2 }, B], free: SETS(3), after: ['a 2 held 0 waiting, 8 CUP 2 BOX', 'b 1 held 1 waiting, 4 CUP 1 BOX'] },
  { what: 'pre-assembled ones first', lines: [{ line: 'a', amount: 2 }, B], free: [['SET', 3]], after: ['a 2 held 0 waiting', 'b 1 held 1 waiting'] },
  { what: 'both together', lines: [{ line: 'a', amount: 2 }, B], free: [['SET', 1], ...SETS(2)], after: ['a 2 held 0 waiting, 4 CUP 1 BOX', 'b 1 held 1 waiting, 4 CUP 1 BOX'] },
  { what: 'no part where another is missing', lines: [{ line: 'a', amount: 2 }], free: [['CUP', 9]], after: ['a 0 held 2 waiting'] },
  { what: 'no parts of a kit that is not whole', lines: [{ line: 'a', amount: 3 }], free: [['CUP', 11], ['BOX', 3]], after: ['a 2 held 1 waiting, 8 CUP 2 BOX'], left: 0 },
  { what: 'and says what nobody took', lines: [{ line: 'a', amount: 1 }], free: [['SET', 2], ...SETS(3)], after: ['a 1 held 0 waiting'], left: 4 },
  { what: 'win takes whole kits from those that may lose', lines: [A, B], free: [], rules: [{ line: 'b', strategy: 'win' }, { strategy: 'redistribute' }], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'b 2 held 0 waiting, 8 CUP 2 BOX'] },
  { what: 'gain keeps what it has', lines: [A, B], free: SETS(1), rules: [{ line: 'b', priority: -1 }], after: ['a 3 held 0 waiting, 12 CUP 3 BOX', 'b 1 held 1 waiting, 4 CUP 1 BOX'] },
  { what: 'improve keeps it if it can', lines: [A, B], free: [], rules: [{ line: 'a', strategy: 'improve' }, { line: 'b', strategy: 'redistribute', priority: -1 }], after: ['a 3 held 0 waiting, 12 CUP 3 BOX', 'b 0 held 2 waiting'] },
  { what: 'redistribute gives and takes by turn', lines: [A, B], free: [], rules: [{ line: 'b', priority: -1 }, { strategy: 'redistribute' }], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'b 2 held 0 waiting, 8 CUP 2 BOX'] },
  { what: 'fill never gets more', lines: [{ line: 'a', amount: 3, after: SETS(1) }], free: SETS(4), rules: [{ strategy: 'fill' }], after: ['a 1 held 2 waiting, 4 CUP 1 BOX'], left: 4 },
  { what: 'lose gives up whole kits: all parts of them', lines: [A, B], free: [], rules: [{ line: 'a', strategy: 'lose' }], after: ['a 0 held 3 waiting, 0 CUP 0 BOX', 'b 2 held 0 waiting, 8 CUP 2 BOX'], left: 1 },
  { what: 'skip is left alone', lines: [A, B], free: SETS(1), rules: [{ line: 'a', strategy: 'skip' }], after: ['a 3 held 0 waiting, 12 CUP 3 BOX', 'b 1 held 1 waiting, 4 CUP 1 BOX'] },
  { what: 'goes by size', lines: [{ line: 'a', amount: 3 }, B], free: SETS(3), order: ['smallestFirst'], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'b 2 held 0 waiting, 8 CUP 2 BOX'] },
  { what: 'goes by channel', lines: [{ line: 'a', amount: 2, channel: 'market' }, B], free: [['CUP', 4, 'WEST'], ['BOX', 2, 'WEST'], ['CUP', 4]], after: ['a 1 held 1 waiting, 4 CUP 1 BOX', 'b 1 held 1 waiting, 4 CUP 1 BOX'] },
  { what: 'keeps to its places', lines: [{ line: 'a', amount: 2 }], free: [['CUP', 4, 'WEST'], ['BOX', 1, 'WEST'], ['CUP', 9], ['BOX', 9]], locations: ['WEST'], after: ['a 1 held 1 waiting, 4 CUP 1 BOX'], left: 0 },
  { what: 'gives up nothing that is held elsewhere', lines: [A], free: SETS(1), rules: [{ strategy: 'lose' }], locations: ['WEST'], after: ['a 3 held 0 waiting, 12 CUP 3 BOX'] },
  { what: 'shares parts with no other kit and no plain line', lines: [{ line: 'a', item: 'DUO', amount: 2, after: [['CUP', 4], ['BOX', 2]] }, B], free: SETS(1), rules: [{ strategy: 'lose' }, { line: 'b', strategy: 'win' }], after: ['a 2 held 0 waiting, 4 CUP 2 BOX', 'b 0 held 2 waiting'] },
  // Where the policy splits kits.
  { what: 'split: whole kits come before parts of kits, whoever has the turn', policy: 'split', lines: [{ line: 'a', amount: 2, kits: 'whole' }, { ...B, kits: 'whole' }], free: [['CUP', 10], ['BOX', 2]], rules: [{ line: 'b', priority: 1 }], after: ['a 2 held 0 waiting, 8 CUP 2 BOX', 'b 0 held 2 waiting, 2 CUP 0 BOX'] },
  { what: 'split: what is held in part is completed', policy: 'split', lines: [{ line: 'a', amount: 3, after: [['CUP', 10], ['BOX', 1]] }], free: [['BOX', 1], ['CUP', 1]], after: ['a 2 held 1 waiting, 11 CUP 2 BOX'] },
  { what: 'split: lose gives up the parts of kits, too', policy: 'split', lines: [{ line: 'a', amount: 3, after: [['CUP', 10], ['BOX', 2]] }], free: [], rules: [{ strategy: 'lose' }], after: ['a 0 held 3 waiting, 0 CUP 0 BOX'], left: 2 },
  { what: 'split: fill keeps whole kits', policy: 'split', lines: [{ line: 'a', amount: 3, after: [['CUP', 10], ['BOX', 2]] }], free: SETS(9), rules: [{ strategy: 'fill' }], after: ['a 2 held 1 waiting, 8 CUP 2 BOX'] },
  { what: 'whole: parts of kits that were held before go back', lines: [{ line: 'a', amount: 3, kits: 'split', after: [['CUP', 10], ['BOX', 1]] }], free: [['BOX', 1]], after: ['a 2 held 1 waiting, 8 CUP 2 BOX'] },
  { what: 'whole: also of a line that keeps what it has', lines: [{ line: 'a', amount: 3, kits: 'split', after: [['CUP', 10], ['BOX', 1]] }, { line: 'b', item: 'SET', amount: 1 }], free: [], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'b 0 held 1 waiting'] },
  { what: 'whole: and are there for the others', lines: [{ line: 'a', amount: 3, kits: 'split', after: [['CUP', 10], ['BOX', 1]] }, { line: 'b', amount: 1 }], free: [['BOX', 1]], rules: [{ line: 'b', priority: -1 }], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'b 1 held 0 waiting, 4 CUP 1 BOX'] },
];

describe('a backorder run of a kit', () => {
  it.each(ROWS)('$what', async ({ lines, free, item = 'SET', policy, rules, order, locations, after, left }) => {
    const { inventory } = await start(lines, free, policy);
    const all = async (): Promise<readonly string[]> => Promise.all(lines.map((line) => stands(inventory, line)));
    const before = await all();
    const request = { key: 'r', item, rules, order, locations };
    const dry = await inventory.runBackorders({ ...request, dryRun: true });
    expect(await all()).toEqual(before);
    const run = await inventory.runBackorders(request);
    expect(dry).toEqual({ ...run, dryRun: true });
    expect((await all()).map((text) => text.replace(/, 0 CUP 0 BOX$/u, ''))).toEqual(after.map((text) => text.replace(/, 0 CUP 0 BOX$/u, '')));
    if (left !== undefined) expect(run).toMatchObject({ left: each(left) });
    expect(await inventory.runBackorders(request)).toEqual({ ...run, repeated: true });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('says each change in kits, with its turn and reason', async () => {
    const { inventory } = await start([A, B], []);
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ line: 'b', strategy: 'win' }, { strategy: 'improve' }] })).toMatchObject({
      ok: true, order: 'priority, requested date, date placed, line', left: each(0), policy: 'p1', repeated: false,
      changes: [{ line: 'a', strategy: 'improve', turn: 1, requested: each(3), reachable: each(3), before: each(3), after: each(1), why: 'ranShort' }, { line: 'b', strategy: 'win', turn: 2, requested: each(2), before: each(0), after: each(2), why: 'won' }],
    });
  });

  it('changes nothing where what must be cannot be', async () => {
    const { inventory } = await start([A, B], SETS(1));
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ line: 'b', strategy: 'win' }] })).toMatchObject({ ok: false, reason: { code: 'allocation.promises_above_supply', required: each(5), available: each(4), lines: ['a', 'b'] } });
    expect(await inventory.runBackorders({ key: 's', item: 'SET', rules: [{ line: 'b', strategy: 'win' }, { strategy: 'skip' }], locations: ['WEST'] })).toMatchObject({ ok: false, reason: { required: each(2), available: each(0), lines: ['b'] } });
    expect(await stands(inventory, A)).toBe('a 3 held 0 waiting, 12 CUP 3 BOX');
  });

  it('is refused where lines that keep what they have hold parts that are not there', async () => {
    const { inventory } = await start([A, B], []);
    await inventory.record(shipped(2, { item: 'CUP' }));
    expect(await inventory.runBackorders({ key: 'r', item: 'SET' })).toMatchObject({ ok: false, reason: { code: 'allocation.promises_above_supply', required: each(3), available: each(2), lines: ['a'] } });
    expect(await inventory.runBackorders({ key: 's', item: 'SET', rules: [{ line: 'a', strategy: 'skip' }] })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(3), why: 'untouched' }, { line: 'b', after: each(0) }] });
    expect(await inventory.runBackorders({ key: 't', item: 'SET', rules: [{ strategy: 'improve' }] })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(2) }, { line: 'b', after: each(0) }] });
    expect(await availableOf(inventory, 'CUP')).toBe(2);
  });

  it('moves kits that are kept out of the way of those that must be had', async () => {
    const { inventory } = await start([{ line: 'a', amount: 1, after: [['CUP', 4, 'WEST'], ['BOX', 1, 'WEST']] }, { line: 'b', amount: 1, channel: 'market' }], SETS(1));
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ line: 'b', strategy: 'win' }] })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(1), why: 'same' }, { line: 'b', after: each(1), why: 'won' }] });
    expect(await inventory.line('CUP', 'a/CUP')).toMatchObject({ holds: [{ location: 'EAST', reserved: each(4) }] });
    expect(await inventory.line('BOX', 'b/BOX')).toMatchObject({ holds: [{ location: 'WEST', reserved: each(1) }] });
  });

  it('moves nothing that may stay where it is', async () => {
    const { inventory } = await start([{ line: 'a', amount: 1, after: [['CUP', 4, 'WEST'], ['BOX', 1, 'WEST']] }], SETS(1));
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ strategy: 'redistribute' }] })).toMatchObject({ ok: true, changes: [{ why: 'same' }] });
    expect(await inventory.line('CUP', 'a/CUP')).toMatchObject({ holds: [{ location: 'WEST', reserved: each(4) }] });
  });

  it('takes kits back from its places and leaves what is held elsewhere', async () => {
    const { inventory } = await start([{ line: 'a', amount: 2, after: [...SETS(1), ['CUP', 4, 'WEST'], ['BOX', 1, 'WEST']] }], []);
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ strategy: 'lose' }], locations: ['WEST'] })).toMatchObject({ ok: true, changes: [{ requested: each(1), before: each(1), after: each(0) }], left: each(1) });
    expect(await inventory.line('CUP', 'a/CUP')).toMatchObject({ holds: [{ location: 'EAST', reserved: each(4) }] });
    expect(await inventory.line('BOX', 'a/BOX')).toMatchObject({ holds: [{ location: 'EAST', reserved: each(1) }] });
  });

  it('lets parts be held as long as the pre-assembled kits of the line', async () => {
    const { inventory } = await openKits([['SET', 1]]);
    await inventory.reserve({ key: 'a', mode: 'backorder', expiresAt: '2026-05-12T09:00:00Z', lines: [{ item: 'SET', line: 'a', quantity: each(2) }] });
    await inventory.record([received(4, { item: 'CUP' }), received(1, { item: 'BOX' })]);
    expect(await inventory.runBackorders({ key: 'r', item: 'SET' })).toMatchObject({ ok: true, changes: [{ after: each(2) }] });
    expect(await inventory.line('CUP', 'a/CUP')).toMatchObject({ reserved: each(4), expiresAt: Date.parse('2026-05-12T09:00:00Z') });
  });

  it('leaves kits of which a part is bound or picked, and the end of holds', async () => {
    const { inventory } = await openKits([['CUP', 12], ['BOX', 3]]);
    await inventory.reserve({ key: 'a', expiresAt: '2026-05-12T09:00:00Z', lines: [{ item: 'SET', line: 'a', quantity: each(3) }] });
    await inventory.allocate({ key: 'b', item: 'CUP', line: 'a/CUP', from: 'EAST', quantity: each(2) });
    await inventory.reserve({ key: 'c', mode: 'backorder', lines: [{ item: 'SET', line: 'c', quantity: each(3) }] });
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ line: 'c', strategy: 'redistribute', priority: -1 }, { strategy: 'redistribute' }] })).toMatchObject({
      ok: true, changes: [{ line: 'a', requested: each(2), before: each(2), after: each(0) }, { line: 'c', requested: each(3), after: each(2) }],
    });
    expect(await inventory.line('CUP', 'a/CUP')).toMatchObject({ allocated: each(2), reserved: each(2) });
    expect(await inventory.line('BOX', 'a/BOX')).toMatchObject({ reserved: each(1), expiresAt: Date.parse('2026-05-12T09:00:00Z') });
    await inventory.cancel({ key: 'd', item: 'SET', line: 'c' });
    expect(await inventory.runBackorders({ key: 's', item: 'SET' })).toMatchObject({ ok: true, changes: [{ line: 'a', after: each(2) }] });
    expect(await inventory.line('BOX', 'a/BOX')).toMatchObject({ reserved: each(3), expiresAt: Date.parse('2026-05-12T09:00:00Z') });
  });

  it('completes a kit of which a part is picked and another was given up', async () => {
    const { inventory } = await start([{ line: 'a', amount: 1, after: SETS(1) }], []);
    await inventory.pick({ key: 'p', item: 'CUP', line: 'a/CUP' });
    await inventory.change({ key: 'g', moves: [{ move: 'giveUp', item: 'BOX', line: 'a/BOX' }] });
    expect(await stands(inventory, { line: 'a' })).toBe('a 0 held 1 waiting, 0 CUP 0 BOX');
    expect(await inventory.runBackorders({ key: 'r', item: 'SET', rules: [{ strategy: 'lose' }] })).toMatchObject({ ok: true, changes: [{ requested: each(1), before: each(0), after: each(0) }] });
    expect(await inventory.runBackorders({ key: 's', item: 'SET' })).toMatchObject({ ok: true, changes: [{ before: each(0), after: each(1), why: 'gained' }] });
    expect(await inventory.line('BOX', 'a/BOX')).toMatchObject({ reserved: each(1), backordered: each(0) });
  });

  it('counts lapsed holds of parts as gone, and does not wait for them', async () => {
    const { inventory, clock } = await openKits([['CUP', 12], ['BOX', 3]]);
    await inventory.reserve({ key: 'a', expiresAt: '2026-05-12T08:05:00Z', lines: [{ item: 'SET', line: 'a', quantity: each(2) }] });
    await inventory.reserve({ key: 'b', mode: 'backorder', lines: [{ item: 'SET', line: 'b', quantity: each(3) }] });
    clock.move(10 * 60_000);
    expect(await inventory.runBackorders({ key: 'r', item: 'SET' })).toMatchObject({ ok: true, changes: [{ line: 'b', before: each(1), after: each(3) }] });
  });

  it('shares kits of one name though they are made of other parts since', async () => {
    const { inventory } = await start([{ line: 'a', amount: 2, after: SETS(1) }], []);
    await inventory.register({ catalog: { ...KITS, items: KITS.items.map((item) => (item.id === 'SET' ? { ...item, components: [{ item: 'TEA', quantity: each(2) }] } : item)) } });
    await inventory.reserve({ key: 'b', mode: 'backorder', lines: [{ item: 'SET', line: 'b', quantity: each(2) }] });
    await inventory.record([received(4, { item: 'CUP' }), received(1, { item: 'BOX' }), received(3, { item: 'TEA' })]);
    expect(await inventory.runBackorders({ key: 'r', item: 'SET' })).toMatchObject({ ok: true, left: each(0), changes: [{ line: 'a', after: each(2) }, { line: 'b', after: each(1) }] });
    expect(await stands(inventory, { line: 'b' })).toBe('b 1 held 1 waiting, 2 TEA');
    // Cups are no part of a set any more, but the line says what it was made of.
    expect(await inventory.runBackorders({ key: 's', item: 'CUP', rules: [{ strategy: 'lose' }] })).toMatchObject({ ok: true, changes: [{ line: 'a/CUP', before: each(8), after: each(0) }] });
    expect(await stands(inventory, { line: 'a' })).toBe('a 0 held 2 waiting, 0 CUP 0 BOX');
  });
});

describe('a backorder run of a part', () => {
  const PLAIN: Wanted = { line: 'c', item: 'CUP', amount: 5 };

  it.each<Row>([
    { what: 'lose gives back whole kits, with their other parts', lines: [A, PLAIN], free: [], rules: [{ line: 'a/CUP', strategy: 'lose' }], after: ['a 0 held 3 waiting, 0 CUP 0 BOX', 'c 5 held 0 waiting'], left: 7 },
    { what: 'what must be had takes as many kits apart as it needs, and no part of one', lines: [A, PLAIN], free: [], rules: [{ line: 'c', strategy: 'win' }, { strategy: 'redistribute' }], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'c 5 held 0 waiting'], left: 3 },
    { what: 'a kit that is kept is kept whole', lines: [A, PLAIN], free: [['CUP', 2]], rules: [{ line: 'c', priority: -1 }], after: ['a 3 held 0 waiting, 12 CUP 3 BOX', 'c 2 held 3 waiting'] },
    { what: 'kits that wait as kits take no part', lines: [{ line: 'a', amount: 3 }, PLAIN], free: [['CUP', 6], ['BOX', 9]], after: ['a 0 held 3 waiting, 0 CUP 0 BOX', 'c 5 held 0 waiting'], left: 1 },
    { what: 'pre-assembled kits are left alone', lines: [{ line: 'a', amount: 3, after: [['SET', 1], ...SETS(2)] }], free: [], rules: [{ strategy: 'lose' }], after: ['a 1 held 2 waiting, 0 CUP 0 BOX'], left: 8 },
    { what: 'nor are they held in place of parts', lines: [A, PLAIN], free: [['SET', 2]], rules: [{ line: 'c', strategy: 'win' }, { strategy: 'redistribute' }], after: ['a 1 held 2 waiting, 4 CUP 1 BOX', 'c 5 held 0 waiting'] },
    { what: 'split: kits that wait as kits take no part, either', policy: 'split', lines: [{ line: 'a', amount: 3, kits: 'whole', after: SETS(1) }], free: [['CUP', 6]], after: ['a 1 held 2 waiting, 4 CUP 1 BOX'] },
    { what: 'split: a kit that waits for the part is completed', policy: 'split', lines: [{ line: 'a', amount: 2, after: [['CUP', 5], ['BOX', 2]] }, PLAIN], free: [['CUP', 4]], after: ['a 2 held 0 waiting, 8 CUP 2 BOX', 'c 1 held 4 waiting'] },
    { what: 'split: whole kits and plain lines come before parts of kits', policy: 'split', lines: [{ line: 'a', amount: 3, after: [['CUP', 5], ['BOX', 3]] }, PLAIN], free: [['CUP', 9]], rules: [{ line: 'c', priority: -1 }], after: ['a 2 held 1 waiting, 9 CUP 3 BOX', 'c 5 held 0 waiting'] },
    { what: 'split: lose gives back the parts of kits, too', policy: 'split', lines: [{ line: 'a', amount: 3, after: [['CUP', 5], ['BOX', 3]] }], free: [], rules: [{ strategy: 'lose' }], after: ['a 0 held 3 waiting, 0 CUP 0 BOX'], left: 5 },
    { what: 'two kits share it', lines: [{ ...A, amount: 1, after: SETS(1) }, { line: 'b', item: 'DUO', amount: 2, after: [['CUP', 4], ['BOX', 2]] }, PLAIN], free: [], rules: [{ line: 'b/CUP', strategy: 'lose' }], after: ['a 1 held 0 waiting, 4 CUP 1 BOX', 'b 0 held 2 waiting, 0 CUP 0 BOX', 'c 4 held 1 waiting'] },
  ])('$what', async ({ lines, free, policy, rules, after, left }) => {
    const { inventory } = await start(lines, free, policy);
    const request = { key: 'r', item: 'CUP', rules };
    const dry = await inventory.runBackorders({ ...request, dryRun: true });
    const run = await inventory.runBackorders(request);
    expect(dry).toEqual({ ...run, dryRun: true });
    expect(await Promise.all(lines.map((line) => stands(inventory, line)))).toEqual(after);
    if (left !== undefined) expect(run).toMatchObject({ left: each(left) });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('says what of the part whole kits take', async () => {
    const { inventory } = await start([A, PLAIN], []);
    expect(await inventory.runBackorders({ key: 'r', item: 'CUP', rules: [{ line: 'c', strategy: 'win' }, { strategy: 'redistribute' }] })).toMatchObject({
      ok: true, changes: [{ line: 'a/CUP', requested: each(12), before: each(12), after: each(4), why: 'ranShort' }, { line: 'c', requested: each(5), before: each(0), after: each(5), why: 'won' }],
    });
  });

  it('takes a line that is only named like one for what it is', async () => {
    const { inventory } = await openKits([['CUP', 4]], { partitions: 64 });
    await inventory.reserve({ key: 'k', lines: [{ item: 'CUP', line: 'x/CUP', quantity: each(4) }] });
    expect(await inventory.runBackorders({ key: 'r', item: 'CUP', rules: [{ strategy: 'lose' }] })).toMatchObject({ ok: true, changes: [{ line: 'x/CUP', before: each(4), after: each(0) }], left: each(4) });
  });

  it('finds a kit that takes the part no more, in whatever partition, after a restart', async () => {
    const first = await openKits([['CUP', 8], ['BOX', 2]], { partitions: 64 });
    await first.inventory.reserve({ key: 'k', lines: [{ item: 'SET', line: 'l', quantity: each(2) }] });
    await first.inventory.close();
    const catalog = { ...KITS, items: KITS.items.map((item) => (item.id === 'SET' ? { ...item, components: [{ item: 'TEA', quantity: each(1) }] } : item)) };
    const { inventory } = open({ catalog, shared: first.shared, partitions: 64 });
    expect(await inventory.runBackorders({ key: 'r', item: 'CUP', rules: [{ strategy: 'lose' }] })).toMatchObject({ ok: true, changes: [{ line: 'l/CUP', after: each(0) }] });
    expect(await stands(inventory, { line: 'l' })).toBe('l 0 held 2 waiting, 0 CUP 0 BOX');
  });

  it('finds the kits in whatever partitions, after a restart', async () => {
    const first = await openKits([['CUP', 8], ['BOX', 2]], { partitions: 64 });
    await first.inventory.reserve({ key: 'k', lines: [{ item: 'SET', line: 'l', quantity: each(2) }] });
    await first.inventory.close();
    const { inventory } = open({ catalog: KITS, shared: first.shared, partitions: 64 });
    expect(await inventory.runBackorders({ key: 'r', item: 'CUP', rules: [{ strategy: 'lose' }] })).toMatchObject({ ok: true, changes: [{ line: 'l/CUP', after: each(0) }] });
    expect(await stands(inventory, { line: 'l' })).toBe('l 0 held 2 waiting, 0 CUP 0 BOX');
  });
});
