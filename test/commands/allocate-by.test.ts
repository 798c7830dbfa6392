import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllocateByAnswer } from '../../src/commands/lines/allocate-by.js';
import type { Inventory } from '../../src/commands/index.js';
import type { Catalog, LotOrder, StockEvent } from '../../src/model/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import { CATALOG, each, open, received, START } from './warehouse.js';

const TRACKED: Catalog = { ...CATALOG, items: [...CATALOG.items, { id: 'RADIO', unit: 'EA', tracking: 'serial' }, { id: 'SERUM', unit: 'EA', tracking: 'lot+serial' }] };
const day = (days: number): string => formatInstant(START + days * 86_400_000).slice(0, 10);

interface PlainLot {
  readonly lot: string;
  readonly amount: number;
  /** Usable on that day still, counted from today. */
  readonly lastDay: number | undefined;
  readonly arrivedHour: number;
  readonly place?: string;
}

const lotReceipt = ({ lot, amount, lastDay, arrivedHour, place = 'EAST' }: PlainLot): StockEvent => received(amount, {
  item: 'MILK', lot, location: place, effectiveAt: formatInstant(START - 86_400_000 + arrivedHour * 3_600_000), ...(lastDay === undefined ? {} : { lotAttributes: { expiresOn: day(lastDay) } }),
});

const LOTS: readonly PlainLot[] = [
  { lot: 'A', amount: 4, lastDay: 10, arrivedHour: 3 }, { lot: 'B', amount: 5, lastDay: 90, arrivedHour: 1 }, { lot: 'C', amount: 20, lastDay: 60, arrivedHour: 2 },
];

async function start(lots: readonly PlainLot[], quantity: number, options: Parameters<typeof open>[0] = {}, account?: string): Promise<Inventory> {
  const { inventory } = open({ catalog: TRACKED, ...options });
  await inventory.record(lots.map(lotReceipt));
  await inventory.reserve({ key: 'hold', account, lines: [{ item: 'MILK', line: 'l', quantity: each(quantity) }] });
  return inventory;
}

const boundBy = (answer: AllocateByAnswer | { readonly ok: false; readonly reason: { readonly code: string } }): readonly string[] => (answer.ok
  ? answer.bound.map(({ lot, serial, location, quantity }) => [quantity.amount, serial ?? lot, ...(location === 'EAST' ? [] : [location])].join(' '))
  : [answer.reason.code]);

describe('lots chosen by rule', () => {
  it.each<{ readonly rule: LotOrder | undefined; readonly days?: number; readonly bound: readonly string[]; readonly passed?: object }>([
    { rule: undefined, bound: ['4 A', '8 C'] },
    { rule: 'firstExpiredFirstOut', bound: ['4 A', '8 C'] },
    { rule: 'firstInFirstOut', bound: ['5 B', '7 C'] },
    { rule: 'lastInFirstOut', bound: ['4 A', '8 C'] },
    { rule: 'fewestLots', bound: ['12 C'] },
    { rule: 'firstExpiredFirstOut', days: 30, bound: ['12 C'], passed: [{ lot: 'A', why: 'shortLife', quantity: each(4) }] },
    { rule: 'firstInFirstOut', days: 30, bound: ['5 B', '7 C'], passed: [{ lot: 'A', why: 'shortLife' }] },
    { rule: 'firstInFirstOut', days: 80, bound: ['allocation.insufficient'] },
  ])('$rule with $days days left: $bound', async ({ rule, days, bound, passed }) => {
    const inventory = await start(LOTS, 12);
    const answer = await inventory.allocateBy({ key: 'a', item: 'MILK', line: 'l', rule, remainingLifeDays: days });
    expect(boundBy(answer)).toEqual(bound);
    if (passed !== undefined) expect(answer).toMatchObject({ passedOver: passed });
    expect(await inventory.line('MILK', 'l')).toMatchObject(answer.ok ? { allocated: each(12), reserved: each(0) } : { allocated: each(0), reserved: each(12) });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('says what is missing and what was passed over, or binds in part where asked', async () => {
    const inventory = await start(LOTS, 12);
    expect(await inventory.allocateBy({ key: 'a', item: 'MILK', line: 'l', remainingLifeDays: 80 })).toMatchObject({
      ok: false, reason: {
        code: 'allocation.insufficient', shortages: [{ line: 'l', item: 'MILK', requested: each(12), available: each(5) }],
        passedOver: [{ lot: 'A', why: 'shortLife', quantity: each(4) }, { lot: 'C', why: 'shortLife', quantity: each(20) }],
      },
    });
    expect(boundBy(await inventory.allocateBy({ key: 'b', item: 'MILK', line: 'l', remainingLifeDays: 80, mode: 'partial' }))).toEqual(['5 B']);
    expect(boundBy(await inventory.allocateBy({ key: 'c', item: 'MILK', line: 'l', quantity: each(2) }))).toEqual(['2 A']);
    expect(boundBy(await inventory.allocateBy({ key: 'd', item: 'MILK', line: 'l', leavesAt: formatInstant(START + 30 * 86_400_000) }))).toEqual(['5 C']);
    expect(await inventory.allocateBy({ key: 'd', item: 'MILK', line: 'l', leavesAt: formatInstant(START + 30 * 86_400_000) })).toMatchObject({ ok: true, repeated: true });
    expect(await inventory.allocateBy({ key: 'e', item: 'MILK', line: 'l' })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: each(0) } });
    expect(await inventory.allocateBy({ key: 'f', item: 'MILK', line: 'x' })).toMatchObject({ ok: false, reason: { code: 'reservation.unknown_line' } });
    expect(await inventory.allocateBy({ key: 'g', item: 'NONE', line: 'l' })).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_item' } });
    expect(await inventory.allocateBy({ key: 'h', item: 'MILK', line: 'l', from: 'NONE' })).toMatchObject({ ok: false, reason: { code: 'inventory.unknown_location' } });
    expect(await inventory.allocateBy({ key: 'i', item: 'MILK', line: 'l', quantity: { amount: '1', unit: 'KGM' } })).toMatchObject({ ok: false, reason: { code: 'inventory.unit' } });
  });

  it('goes by the policy of the account, setting by setting', async () => {
    const policy = { version: 'p', lots: [{ account: 'clinic', remainingLifeDays: 30 }, { item: 'MILK', rule: 'firstInFirstOut' as const }] };
    expect(boundBy(await (await start(LOTS, 12, { policy }, 'clinic')).allocateBy({ key: 'a', item: 'MILK', line: 'l' }))).toEqual(['5 B', '7 C']);
    expect(boundBy(await (await start(LOTS, 12, { policy })).allocateBy({ key: 'a', item: 'MILK', line: 'l', rule: 'firstExpiredFirstOut' }))).toEqual(['4 A', '8 C']);
  });

  it('finds a lot in the places below the hold, and leaves others’ bindings alone', async () => {
    const inventory = await start([{ lot: 'A', amount: 3, lastDay: 10, arrivedHour: 1, place: 'EAST-B' }, { lot: 'A', amount: 2, lastDay: 10, arrivedHour: 1, place: 'EAST-A' }, { lot: 'C', amount: 9, lastDay: 60, arrivedHour: 1 }], 4);
    await inventory.reserve({ key: 'o', lines: [{ item: 'MILK', line: 'other', quantity: each(1), location: 'EAST' }] });
    await inventory.allocate({ key: 'ob', item: 'MILK', line: 'other', from: 'EAST', location: 'EAST-A', lot: 'A', quantity: each(1) });
    expect(boundBy(await inventory.allocateBy({ key: 'a', item: 'MILK', line: 'l', quantity: each(4) }))).toEqual(['1 A EAST-A', '3 A EAST-B']);
  });

  it('lapses like any move', async () => {
    const { inventory, clock } = open({ catalog: TRACKED });
    await inventory.record(LOTS.map(lotReceipt));
    await inventory.reserve({ key: 'hold', expiresAt: formatInstant(START + 60_000), lines: [{ item: 'MILK', line: 'l', quantity: each(1) }] });
    clock.move(60_000);
    expect(await inventory.allocateBy({ key: 'a', item: 'MILK', line: 'l' })).toMatchObject({ ok: false, reason: { code: 'reservation.lapsed', expired: each(1) } });
  });

  it('goods that are not tracked are bound where they are', async () => {
    const { inventory } = open();
    await inventory.record([received(2, { location: 'EAST-A' }), received(3, { location: 'EAST-B' })]);
    await inventory.reserve({ key: 'k', lines: [{ item: 'TEA', line: 'l', quantity: each(4) }] });
    expect(await inventory.allocateBy({ key: 'a', item: 'TEA', line: 'l' })).toMatchObject({ ok: true, bound: [{ location: 'EAST-A', quantity: each(2) }, { location: 'EAST-B', quantity: each(2) }] });
  });
});

describe('pieces chosen by rule', () => {
  const pieces = async (): Promise<Inventory> => {
    const { inventory } = open({ catalog: TRACKED });
    await inventory.record(['S3', 'S1', 'S2'].map((serial, index) => received(1, { item: 'RADIO', serial, effectiveAt: formatInstant(START - (index + 1) * 3_600_000) })));
    await inventory.reserve({ key: 'k', lines: [{ item: 'RADIO', line: 'l', quantity: each(2) }] });
    return inventory;
  };

  it.each([
    { input: {}, bound: ['1 S3', '1 S1'] },
    { input: { rule: 'firstInFirstOut' as const }, bound: ['1 S2', '1 S1'] },
    { input: { rule: 'lastInFirstOut' as const }, bound: ['1 S3', '1 S1'] },
    { input: { serials: ['S2'] }, bound: ['1 S2', '1 S3'] },
    { input: { serials: ['S9'] }, bound: ['allocation.serial_not_offered'] },
    { input: { serials: ['S1', 'S2', 'S3'] }, bound: ['allocation.named_beyond_count'] },
    { input: { serials: ['S1', 'S1'] }, bound: ['inventory.malformed'] },
  ])('$input: $bound', async ({ input, bound }) => {
    const inventory = await pieces();
    expect(boundBy(await inventory.allocateBy({ key: 'a', item: 'RADIO', line: 'l', ...input }))).toEqual(bound);
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('are bound once, by whoever comes first', async () => {
    const inventory = await pieces();
    await inventory.reserve({ key: 'o', lines: [{ item: 'RADIO', line: 'other', quantity: each(1) }] });
    await inventory.allocate({ key: 'ob', item: 'RADIO', line: 'other', from: 'EAST', serial: 'S3', quantity: each(1) });
    expect(boundBy(await inventory.allocateBy({ key: 'a', item: 'RADIO', line: 'l', serials: ['S3'] }))).toEqual(['allocation.serial_not_offered']);
    expect(boundBy(await inventory.allocateBy({ key: 'b', item: 'RADIO', line: 'l' }))).toEqual(['1 S1', '1 S2']);
  });

  it('carry their lot, and keep for as long as it does', async () => {
    const { inventory } = open({ catalog: TRACKED });
    await inventory.record([{ serial: 'S1', lot: 'A', last: 10 }, { serial: 'S2', lot: 'B', last: 90 }].map(({ serial, lot, last }) => received(1, { item: 'SERUM', serial, lot, lotAttributes: { expiresOn: day(last) } })));
    await inventory.reserve({ key: 'k', lines: [{ item: 'SERUM', line: 'l', quantity: each(1) }] });
    expect(await inventory.allocateBy({ key: 'a', item: 'SERUM', line: 'l', remainingLifeDays: 30 })).toMatchObject({
      ok: true, bound: [{ lot: 'B', serial: 'S2' }], passedOver: [{ lot: 'A', serial: 'S1', why: 'shortLife' }],
    });
  });
});

/** Which lots go, picked one unit at a time by looking through all of them. */
function pickByHand(lots: readonly PlainLot[], wanted: number, rule: Exclude<LotOrder, 'fewestLots'>, days: number): Readonly<Record<string, number>> | undefined {
  const left = lots.map(({ amount }) => amount);
  const picked: Record<string, number> = {};
  for (let unit = 0; unit < wanted; unit++) {
    let best = -1;
    for (const [index, lot] of lots.entries()) {
      // Its last day runs until midnight after it, sixteen hours from now and so many days.
      if (left[index] === 0 || (lot.lastDay !== undefined && lot.lastDay * 24 + 16 < Math.max(days * 24, 1))) continue;
      const rank = (one: PlainLot): readonly [number, number] => (rule === 'firstExpiredFirstOut' ? [one.lastDay ?? 1e6, one.arrivedHour] : [rule === 'firstInFirstOut' ? one.arrivedHour : -one.arrivedHour, one.lastDay ?? 1e6]);
      const better = best < 0 || rank(lot)[0] < rank(lots[best]!)[0] || (rank(lot)[0] === rank(lots[best]!)[0] && rank(lot)[1] < rank(lots[best]!)[1]);
      if (better) best = index;
    }
    if (best < 0) return undefined;
    left[best]!--;
    picked[lots[best]!.lot] = (picked[lots[best]!.lot] ?? 0) + 1;
  }
  return picked;
}

describe('lots chosen by rule, beside picking by hand', () => {
  it('are the same, and a no is a no', { timeout: 60_000 }, async () => {
    const lot = fc.record({ amount: fc.integer({ min: 1, max: 5 }), lastDay: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }), arrivedHour: fc.nat(20), place: fc.constantFrom('EAST', 'EAST-A', 'EAST-B') });
    await fc.assert(fc.asyncProperty(
      fc.array(lot, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom('firstExpiredFirstOut' as const, 'firstInFirstOut' as const, 'lastInFirstOut' as const), fc.nat(40),
      async (drawn, wanted, rule, days) => {
        const lots = drawn.map((one, index) => ({ ...one, lot: `L${index}` }));
        const there = lots.reduce((sum, { amount }) => sum + amount, 0);
        const quantity = Math.min(wanted, there);
        const inventory = await start(lots, quantity);
        const answer = await inventory.allocateBy({ key: 'a', item: 'MILK', line: 'l', rule, remainingLifeDays: days });
        const picked = pickByHand(lots, quantity, rule, days);
        expect(answer.ok).toBe(picked !== undefined);
        if (!answer.ok) return;
        const sums: Record<string, number> = {};
        for (const { lot: name = '', quantity: bound } of answer.bound) sums[name] = (sums[name] ?? 0) + Number(bound.amount);
        expect(sums).toEqual(picked);
        expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
      },
    ), { numRuns: 80 });
  });
});
