import { describe, expect, it } from 'vitest';
import { availableIn } from '../../src/availability/index.js';
import { pictureOf, plannedLinesOf, replay } from '../../src/ledger/index.js';
import { compileRegister, type ExpectedLine, type PlannedLines, type StockEvent, type StockPicture, type WantedLine } from '../../src/model/index.js';
import { availableToPromise, scheduleFrom, type ScheduleInput } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { balance, picture, registerWith } from '../availability/pictures.js';
import { factOf } from '../ledger/world.js';
import { AT, DAY, windowOf } from './schedules.js';

const expected = (reference: string, location: string, more: Partial<ExpectedLine> = {}): ExpectedLine => ({ reference, class: 'onOrder', location, dueAt: AT + DAY, grains: grains(5), ...more });
const wanted = (reference: string, location: string, more: Partial<WantedLine> = {}): WantedLine => ({ reference, class: 'backorder', location, channel: '', dueAt: AT + DAY, grains: grains(2), ...more });
const from = (lines: Partial<PlannedLines>, more: Partial<ScheduleInput> = {}): ReturnType<typeof scheduleFrom> =>
  scheduleFrom({ register: registerWith(), picture: picture([]), lines: { expected: [], wanted: [], ...lines }, available: grains(10), at: AT, ...more });

describe('a schedule from what the ledger knows', () => {
  it('has what is available as its opening, and the lines as they are', () => {
    expect(from({ expected: [expected('PO', 'EAST')], wanted: [wanted('SO', 'WEST', { class: 'forecast' })] })).toEqual({
      schedule: {
        opening: 10, lots: [], supplies: [{ reference: 'PO', class: 'onOrder', dueAt: AT + DAY, grains: 5 }], demands: [{ reference: 'SO', class: 'forecast', dueAt: AT + DAY, grains: 2 }],
      },
      undated: [],
    });
  });

  it('is of the places asked for, with all below them', () => {
    const lines = { expected: [expected('A', 'EAST-A'), expected('W', 'WEST'), expected('X', 'NOWHERE')], wanted: [wanted('a', 'EAST-B'), wanted('w', 'WEST'), wanted('any', '')] };
    const names = (locations?: readonly string[]): readonly string[] => {
      const { schedule } = from(lines, { locations });
      return [...schedule.supplies, ...schedule.demands].map(({ reference }) => reference);
    };
    expect(names(['EAST'])).toEqual(['A', 'a', 'any']);
    expect(names(['EAST-A', 'WEST'])).toEqual(['A', 'W', 'w', 'any']);
    expect(names(['ALL'])).toEqual(['A', 'W', 'a', 'w', 'any']);
    expect(names([])).toEqual(['any']);
    expect(names(['NOWHERE'])).toEqual(['any']);
    expect(names()).toEqual(['A', 'W', 'X', 'a', 'w', 'any']);
  });

  it('has what is wanted of a place around it, since that may be served from it, and nothing that comes there', () => {
    const lines = { expected: [expected('P', 'EAST')], wanted: [wanted('around', 'EAST'), wanted('beside', 'EAST-B'), wanted('nowhere', 'NOWHERE')] };
    const { schedule } = from(lines, { locations: ['EAST-A'] });
    expect([...schedule.supplies, ...schedule.demands].map(({ reference }) => reference)).toEqual(['around']);
  });

  it('what is wanted as soon as possible is wanted now', () => {
    expect(from({ wanted: [wanted('SO', '', { dueAt: undefined })] }).schedule.demands[0]?.dueAt).toBe(AT);
  });

  it('goods without a date are named and not counted, unless one is given for them', () => {
    const transit = expected('T', 'EAST', { class: 'inTransit', dueAt: undefined });
    expect(from({ expected: [transit] })).toMatchObject({ schedule: { supplies: [] }, undated: [transit] });
    expect(from({ expected: [transit] }, { undatedSupplyAt: AT + 3 * DAY })).toMatchObject({ schedule: { supplies: [{ reference: 'T', dueAt: AT + 3 * DAY }] }, undated: [] });
    expect(from({ expected: [transit] }, { locations: ['WEST'] }).undated).toEqual([]);
  });

  it('goods that may not be promised once they are there are not counted', () => {
    const lines = [expected('PO', 'EAST'), expected('PC', 'CAGE'), expected('T', 'EAST', { owner: 'ACME' }), expected('S', 'EAST', { owner: 'ACME', dueAt: undefined })];
    const names = (policy: Parameters<typeof registerWith>[0]): unknown => {
      const { schedule, undated } = from({ expected: lines }, { register: registerWith(policy) });
      return [schedule.supplies.map(({ reference }) => reference), undated.map(({ reference }) => reference)];
    };
    expect(names({})).toEqual([['PO'], []]);
    expect(names({ foreignStock: [{ owner: 'ACME', use: 'include' }] })).toEqual([['PO', 'T'], ['S']]);
  });

  describe('goods of lots that end', () => {
    const ends: StockPicture['lotEndsAt'] = (lot, zone) => (lot === 'L1' ? AT + 2 * DAY : lot === 'OLD' ? AT : lot === 'ZONED' && zone === 'America/New_York' ? AT + DAY : undefined);
    const lotsOf = (balances: Parameters<typeof picture>[0], more: Partial<ScheduleInput> = {}): unknown => {
      const { opening, lots } = from({}, { picture: picture(balances, [], { lotEndsAt: ends }), ...more }).schedule;
      return [opening, lots];
    };

    it('are apart from what keeps, and claims are set against that first', () => {
      expect(lotsOf([balance('EAST', 7, { lot: 'L1' }), balance('EAST', 20)])).toEqual([3, [{ reference: 'L1', grains: 7, usableUntil: AT + 2 * DAY }]]);
      expect(lotsOf([balance('EAST', 17, { lot: 'L1' })])).toEqual([-7, [{ reference: 'L1', grains: 17, usableUntil: AT + 2 * DAY }]]);
    });

    it.each<[string, Parameters<typeof balance>]>([
      ['of a lot that never ends', ['EAST', 7, { lot: 'L2' }]], ['of no lot', ['EAST', 7]], ['below zero', ['EAST', -7, { lot: 'L1' }]], ['none', ['EAST', 0, { lot: 'L1' }]],
      ['that have ended', ['EAST', 7, { lot: 'OLD' }]], ['in a condition that does not sell', ['EAST', 7, { lot: 'L1', state: 'damaged' }]],
      ['in a condition nobody declared', ['EAST', 7, { lot: 'L1', state: 'odd' }]], ['at a place that does not sell', ['CAGE', 7, { lot: 'L1' }]],
      ['at a place nobody knows', ['NOWHERE', 7, { lot: 'L1' }]], ['of another owner', ['EAST', 7, { lot: 'L1', owner: 'ACME' }]],
    ])('%s are not among them', (_, one) => {
      expect(lotsOf([balance(...one)])).toEqual([10, []]);
    });

    it('are, in another condition that sells, or of an owner whose goods may be promised', () => {
      expect(lotsOf([balance('EAST', 1, { lot: 'L1', state: 'outlet' })])).toMatchObject([9, [{ grains: 1 }]]);
      expect(lotsOf([balance('EAST', 1, { lot: 'L1', owner: 'ACME' })], { register: registerWith({ foreignStock: [{ owner: 'ACME', use: 'include' }] }) })).toMatchObject([9, [{ grains: 1 }]]);
    });

    it('end by the calendar of their place, and only those of the places asked for count', () => {
      expect(lotsOf([balance('SHOP', 2, { lot: 'ZONED' }), balance('EAST', 3, { lot: 'ZONED' })])).toEqual([8, [{ reference: 'ZONED', grains: 2, usableUntil: AT + DAY }]]);
      expect(lotsOf([balance('EAST', 2, { lot: 'L1' }), balance('WEST', 3, { lot: 'L1' })], { locations: ['WEST'] })).toMatchObject([7, [{ grains: 3 }]]);
    });
  });
});

describe('what is promised as facts come in', () => {
  const register = compileRegister({ items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'DC', kind: 'warehouse' }, { id: 'SHOP', kind: 'store' }] });
  const iso = (days: number): string => new Date(AT + days * DAY).toISOString();
  const each = (amount: number) => ({ quantity: { amount: String(amount), unit: 'EA' } });
  const rowAfter = (told: readonly ({ readonly type: StockEvent['type'] } & Record<string, unknown>)[]): readonly number[] => {
    const ledger = replay(register, told.map((one, index) => ({ fact: factOf(register, { source: 'erp', id: `e${index}`, effectiveAt: iso(-1), item: 'TEA', ...one } as unknown as StockEvent) })));
    const item = ledger.items.get('TEA')!;
    const stock = pictureOf(register, item, AT);
    const { schedule } = scheduleFrom({ register, picture: stock, lines: plannedLinesOf(item), available: availableIn(register, stock, { at: AT }).signed, at: AT });
    const answer = availableToPromise(schedule, windowOf({ bucket: 'day', horizonDays: 4 }));
    return answer.buckets.map(({ cumulative }) => cumulative);
  };
  const before = [
    { type: 'stock.received', location: 'DC', ...each(10) },
    { type: 'supply.scheduled', supply: 'PO', class: 'onOrder', location: 'DC', dueAt: iso(0), ...each(6) },
    { type: 'demand.scheduled', demand: 'SO', class: 'confirmed', location: 'DC', dueAt: iso(2), ...each(4) },
    { type: 'demand.scheduled', demand: 'SO0', class: 'confirmed', location: 'DC', dueAt: iso(0), ...each(3) },
  ] as const;

  it('goods that arrive as expected, and orders that follow on what was announced and are shipped, move nothing', () => {
    expect(rowAfter(before)).toEqual([9, 9, 9, 9]);
    expect(rowAfter([...before, { type: 'stock.received', location: 'DC', supply: 'PO', ...each(6) }])).toEqual([9, 9, 9, 9]);
    expect(rowAfter([...before, { type: 'stock.received', location: 'DC', supply: 'PO', ...each(2) }])).toEqual([9, 9, 9, 9]);
    expect(rowAfter([...before, { type: 'order.placed', line: 'SO', ...each(4) }])).toEqual([9, 9, 9, 9]);
    expect(rowAfter([...before, { type: 'order.placed', line: 'SO0', ...each(3) }, { type: 'stock.shipped', location: 'DC', line: 'SO0', ...each(3) }])).toEqual([9, 9, 9, 9]);
    expect(rowAfter([...before, { type: 'stock.shipped', location: 'DC', line: 'SO0', ...each(3) }])).toEqual([9, 9, 9, 9]);
  });

  it('a line put off, or cancelled, or received twice over, moves what it should, once', () => {
    expect(rowAfter([...before, { type: 'supply.changed', supply: 'PO', class: 'onOrder', location: 'DC', dueAt: iso(3), ...each(6), effectiveAt: iso(-0.5) }])).toEqual([3, 3, 3, 9]);
    expect(rowAfter([...before, { type: 'supply.cancelled', supply: 'PO', effectiveAt: iso(-0.5) }])).toEqual([3, 3, 3, 3]);
    expect(rowAfter([...before, { type: 'stock.received', location: 'DC', supply: 'PO', ...each(8) }])).toEqual([11, 11, 11, 11]);
  });
});
