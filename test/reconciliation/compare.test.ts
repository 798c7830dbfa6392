import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../src/foundation/index.js';
import { compare, compareSorted, sameStock, statementOf, statementTable, type StatementRow } from '../../src/reconciliation/index.js';
import { brief, compared, stated } from './statements.js';

describe('what differs', () => {
  const cases: [rule: string, left: StatementRow[], right: StatementRow[], differences: string[]][] = [
    ['the same amount is no difference', [{ item: 'TEA', amount: '5' }], [{ item: 'TEA', amount: '5' }], []],
    ['another amount is right less left', [{ item: 'TEA', amount: '5' }], [{ item: 'TEA', amount: '3.5' }], ['TEA 5 3.5 -1.5']],
    ['what one side leaves out is missing, not zero', [{ item: 'TEA', amount: '5' }], [], ['TEA 5 - -5']],
    ['what only the right side has', [], [{ item: 'TEA', amount: '2' }], ['TEA - 2 2']],
    ['zero listed on one side only is listed, with no difference in stock', [{ item: 'TEA', amount: '0' }], [], ['TEA 0 - 0']],
    ['rows of one key add up', [{ item: 'TEA', amount: '5' }, { item: 'TEA', amount: '-2' }], [{ item: 'TEA', amount: '3' }], []],
    ['a location is a key of its own', [{ item: 'TEA', location: 'W1', amount: '5' }], [{ item: 'TEA', location: 'W2', amount: '5' }], ['TEA W1 5 - -5', 'TEA W2 - 5 5']],
    ['units are never added', [{ item: 'TEA', unit: 'CA', amount: '1' }], [{ item: 'TEA', unit: 'EA', amount: '12' }], ['TEA CA 1 - -1', 'TEA EA - 12 12']],
    ['letter case tells names apart', [{ item: 'tea', amount: '1' }], [{ item: 'TEA', amount: '1' }], ['TEA - 1 1', 'tea 1 - -1']],
    ['amounts beyond the safe integers are exact', [{ item: 'TEA', amount: '9007199254740993' }], [{ item: 'TEA', amount: '9007199254740992' }], ['TEA 9007199254740993 9007199254740992 -1']],
    ['amounts that differ in the twentieth place differ', [{ item: 'TEA', amount: '1.00000000000000000001' }], [{ item: 'TEA', amount: '1' }], ['TEA 1.00000000000000000001 1 -0.00000000000000000001']],
    ['sums beyond the safe integers are exact', [{ item: 'TEA', amount: '9007199254740991' }, { item: 'TEA', amount: '9007199254740991' }], [{ item: 'TEA', amount: '18014398509481983' }], ['TEA 18014398509481982 18014398509481983 1']],
    ['a sum of long amounts can equal one short amount', [{ item: 'TEA', amount: '0.12345678901234567891' }, { item: 'TEA', amount: '0.87654321098765432109' }], [{ item: 'TEA', amount: '1' }], []],
  ];

  it.each(cases)('%s', (_, left, right, differences) => {
    expect(compared(stated('a', left), stated('b', right)).differences.map(brief)).toEqual(differences);
  });
});

describe('what is not known', () => {
  it('is what a partial statement leaves out; a full one says zero', () => {
    const left = stated('erp', [{ item: 'TEA', amount: '5' }]);
    expect(compared(left, stated('wms', [], { full: false }))).toMatchObject({ differences: [{ kind: 'onlyLeft', difference: undefined }], counts: { unknown: 1, absentZero: 0 } });
    expect(compared(left, stated('wms', []))).toMatchObject({ differences: [{ difference: '-5' }], counts: { unknown: 0 } });
    expect(compared(stated('erp', [], { full: false }), stated('wms', [{ item: 'TEA', amount: '5' }]))).toMatchObject({ differences: [{ kind: 'onlyRight', difference: undefined }] });
  });

  it.each<[rule: string, left: string | undefined, leftFull: boolean, right: string | undefined, rightFull: boolean, counts: object]>([
    ['both speak, whether or not they are full', '5', false, '4', false, { amount: 1, onlyLeft: 0, onlyRight: 0, absentZero: 0, unknown: 0 }],
    ['the right one is silent and full', '5', false, undefined, true, { amount: 0, onlyLeft: 1, onlyRight: 0, absentZero: 0, unknown: 0 }],
    ['the right one is silent and partial', '5', true, undefined, false, { amount: 0, onlyLeft: 1, onlyRight: 0, absentZero: 0, unknown: 1 }],
    ['the left one is silent and full', undefined, true, '5', false, { amount: 0, onlyLeft: 0, onlyRight: 1, absentZero: 0, unknown: 0 }],
    ['the left one is silent and partial', undefined, false, '5', true, { amount: 0, onlyLeft: 0, onlyRight: 1, absentZero: 0, unknown: 1 }],
    ['zero is listed on one side, the other is full', '0', true, undefined, true, { amount: 0, onlyLeft: 1, onlyRight: 0, absentZero: 1, unknown: 0 }],
    ['zero is listed on one side, the other is partial', '0', true, undefined, false, { amount: 0, onlyLeft: 1, onlyRight: 0, absentZero: 0, unknown: 1 }],
  ])('is counted: %s', (_, left, leftFull, right, rightFull, counts) => {
    const rows = (amount: string | undefined): StatementRow[] => (amount === undefined ? [] : [{ item: 'TEA', amount }]);
    expect(compared(stated('erp', rows(left), { full: leftFull }), stated('wms', rows(right), { full: rightFull })).counts).toMatchObject({ ...counts, tolerated: 0, keys: 1, equal: 0 });
  });

  it('is told apart from the same stock', () => {
    expect(sameStock(compared(stated('erp', [{ item: 'TEA', amount: '0' }]), stated('wms', [])))).toBe(true);
    expect(sameStock(compared(stated('erp', [{ item: 'TEA', amount: '0' }]), stated('wms', [], { full: false })))).toBe(false);
    expect(sameStock(compared(stated('erp', [{ item: 'TEA', amount: '1' }]), stated('wms', [])))).toBe(false);
  });

  it('is what lies outside the scope of the other statement: it is counted and not compared', () => {
    const erp = stated('erp', [{ item: 'TEA', location: 'W1', amount: '5' }, { item: 'TEA', location: 'W2', amount: '7' }, { item: 'TEA', amount: '1' }]);
    const wms = stated('wms', [{ item: 'TEA', location: 'W1', amount: '5' }, { item: 'NUT', location: 'W1', amount: '2' }], { scope: { locations: ['W1'] } });
    const comparison = compared(erp, wms);
    expect(comparison.differences.map(brief)).toEqual(['NUT W1 - 2 2', 'TEA 1 - -1']);
    expect(comparison.counts).toMatchObject({ leftOutside: 1, rightOutside: 0, leftRows: 3, keys: 3 });
    expect(comparison.totals).toEqual([{ unit: '', left: '6', right: '7', difference: '1' }]);
    expect(compared(stated('erp', erp.rows, { scope: { items: ['TEA'], states: [], owners: [] } }), wms).counts).toMatchObject({ rightOutside: 1 });
  });
});

describe('rolled up', () => {
  const erp = stated('erp', [{ item: 'TEA', location: 'W1', unit: 'EA', amount: '5' }, { item: 'NUT', location: 'W1', unit: 'EA', amount: '1' }, { item: 'NUT', location: 'W2', unit: 'KGM', amount: '0.5' }]);
  const wms = stated('wms', [{ item: 'TEA', location: 'W1', lot: 'L1', unit: 'EA', amount: '2' }, { item: 'TEA', location: 'W1', lot: 'L2', unit: 'EA', amount: '4' }]);

  it('amounts add up over the parts left out, and units stay apart', () => {
    expect(compared(erp, wms, { by: ['item', 'location'] }).differences.map(brief)).toEqual(['NUT W1 EA 1 - -1', 'NUT W2 KGM 0.5 - -0.5', 'TEA W1 EA 5 6 1']);
    expect(compared(erp, wms, { by: ['location'] }).differences.map(brief)).toEqual(['W2 KGM 0.5 - -0.5']);
    expect(compared(erp, wms, { by: [] }).by).toEqual(['unit']);
  });

  it('says how many keys were made of several rows', () => {
    expect(compared(erp, wms, { by: ['location'] }).counts).toMatchObject({ leftRepeated: 1, rightRepeated: 1, equal: 1, keys: 2 });
  });

  it('gives totals by unit', () => {
    expect(compared(erp, wms).totals).toEqual([{ unit: 'EA', left: '6', right: '6', difference: '0' }, { unit: 'KGM', left: '0.5', right: '0', difference: '-0.5' }]);
  });

  it('refuses a part that no key has', () => {
    expect(() => compared(erp, wms, { by: ['bin' as never] })).toThrow(new TypeError('No part of a key: bin'));
  });

  it('takes the parts in the order of keys, each once, and all where none are named', () => {
    expect(compared(erp, wms, { by: ['location', 'unit', 'item', 'location'] }).by).toEqual(['item', 'location', 'unit']);
    expect(compared(erp, wms).by).toEqual(['item', 'location', 'state', 'lot', 'serial', 'owner', 'unit']);
  });
});

describe('tolerance', () => {
  const left = stated('erp', [{ item: 'TEA', location: 'W1', unit: 'EA', amount: '1000' }]);
  const cases: [rule: string, tolerance: Record<string, string>, right: string, tolerated: boolean][] = [
    ['up to the absolute bound', { absolute: '2' }, '1002', true],
    ['beyond the absolute bound', { absolute: '2' }, '1002.001', false],
    ['the bound has no sign', { absolute: '2' }, '998', true],
    ['up to the share of the larger figure', { percent: '0.5' }, '995', true],
    ['beyond it', { percent: '0.5' }, '994', false],
    ['of the larger figure, whichever side has it', { percent: '10' }, '1111', true],
    ['both bounds hold where both are given', { percent: '10', absolute: '2' }, '1003', false],
    ['for the items of a class', { valueClass: 'C', absolute: '5' }, '1003', true],
    ['not for those of another class', { valueClass: 'A', absolute: '5' }, '1003', false],
    ['for one item', { item: 'TEA', absolute: '5' }, '1003', true],
    ['not for another item', { item: 'NUT', absolute: '5' }, '1003', false],
    ['not for another location', { location: 'W2', absolute: '5' }, '1003', false],
    ['not for another unit', { unit: 'KGM', absolute: '5' }, '1003', false],
    ['for one location', { location: 'W1', absolute: '5' }, '1003', true],
    ['for one unit', { unit: 'EA', absolute: '5' }, '1003', true],
    ['not where one of several members does not fit', { item: 'TEA', location: 'W1', unit: 'KGM', absolute: '5' }, '1003', false],
    ['zero tolerates nothing', { absolute: '0' }, '1001', false],
    ['in fractions of a unit', { absolute: '0.25' }, '1000.25', true],
    ['beyond a fraction', { absolute: '0.25' }, '999.7', false],
    ['a share of a figure below zero is one of its size', { percent: '200' }, '-1000', true],
    ['a share of the larger one below zero, too', { percent: '134' }, '-3000', true],
    ['up to just that share', { percent: '199' }, '-1000', false],
  ];

  it.each(cases)('%s', (_, rule, right, tolerated) => {
    const { differences, counts } = compared(left, stated('wms', [{ item: 'TEA', location: 'W1', unit: 'EA', amount: right }]), { tolerances: [rule], valueClass: (item) => (item === 'TEA' ? 'C' : undefined) });
    expect(differences).toMatchObject([{ left: '1000', right, tolerated }]);
    expect(counts.tolerated).toBe(tolerated ? 1 : 0);
  });

  it('is told of fractions on either side', () => {
    const tolerated = (one: string, other: string, absolute: string): boolean => compared(stated('erp', [{ item: 'TEA', amount: one }]), stated('wms', [{ item: 'TEA', amount: other }]), { tolerances: [{ absolute }] }).differences[0]!.tolerated;
    expect([tolerated('0.5', '0.75', '0.25'), tolerated('0.5', '0.75', '0.24'), tolerated('0.5', '3', '2.5'), tolerated('0.5', '3', '2.4')]).toEqual([true, false, true, false]);
  });

  it('is that of the first rule that fits', () => {
    const right = stated('wms', [{ item: 'TEA', location: 'W1', unit: 'EA', amount: '1003' }]);
    expect(compared(left, right, { tolerances: [{ item: 'TEA', absolute: '1' }, { absolute: '5' }] }).counts.tolerated).toBe(0);
    expect(compared(left, right, { tolerances: [{ item: 'NUT', absolute: '1' }, { absolute: '5' }] }).counts.tolerated).toBe(1);
    expect(compared(left, right, { tolerances: [{ valueClass: 'C', absolute: '5' }] }).counts.tolerated).toBe(0);
  });

  it('counts a figure that a full statement leaves out as zero', () => {
    const nothing = stated('wms', []);
    expect(compared(left, nothing, { tolerances: [{ absolute: '1000' }] }).differences).toMatchObject([{ left: '1000', right: undefined, tolerated: true }]);
    expect(compared(nothing, left, { tolerances: [{ percent: '99' }] }).differences).toMatchObject([{ left: undefined, right: '1000', tolerated: false }]);
  });

  it('is not for what is unknown or no difference in stock', () => {
    expect(compared(left, stated('wms', [], { full: false }), { tolerances: [{ absolute: '9999' }] }).counts.tolerated).toBe(0);
    expect(compared(stated('erp', [{ item: 'TEA', amount: '0' }]), stated('wms', []), { tolerances: [{ absolute: '9' }] }).counts.tolerated).toBe(0);
  });

  it.each([
    [{}, '$.tolerances[1]: expected absolute, percent or both'], [{ absolute: '-1' }, '$.tolerances[1].absolute: expected an amount of zero or more, got -1'],
    [{ percent: '-1' }, '$.tolerances[1].percent: expected an amount of zero or more, got -1'],
  ])('refuses %o', (rule, message) => {
    expect(() => compared(left, left, { tolerances: [{ absolute: '0', percent: '0' }, rule] })).toThrow(message);
  });
});

describe('statements', () => {
  it('of different measures are not compared', () => {
    const answer = compare(stated('erp', []), stated('shop', [], { measure: 'available' }));
    expect(answer).toEqual({ ok: false, reason: { code: 'reconciliation.measures_differ', left: 'onHand', right: 'available' } });
    expect(compareSorted({ head: stated('erp', []), rows: [] }, { head: stated('shop', [], { measure: 'available' }), rows: [] })).toEqual(answer);
    expect(compare(stated('erp', [], { measure: 'onHand' }), stated('shop', [])).ok).toBe(true);
  });

  it.each([
    [{ item: ' TEA', amount: '1' }, '$.rows[1].item', 'a blank in front'],
    [{ item: 'TEA', lot: '\u0000', amount: '1' }, '$.rows[1].lot', 'a control character'],
    [{ item: 'TEA\ud800', amount: '1' }, '$.rows[1].item', 'half a character'],
    [{ item: 'TEA', amount: '1.50' }, '$.rows[1].amount', 'an amount that is not canonical'],
    [{ item: 'TEA', amount: '1e3' }, '$.rows[1].amount', 'an exponent'],
    [{ item: 7, amount: '1' }, '$.rows[1].item', 'a number for an item'],
    [{ item: 'TEA', amount: 1 }, '$.rows[1].amount', 'a number for an amount'],
    [{ item: null, amount: '1' }, '$.rows[1].item', 'no item at all'],
  ])('with %o are refused: %s, %s', async (row: unknown, place: string, _why: string) => {
    const rows = [{ item: 'TEA', amount: '1' }, row as StatementRow];
    let caught: unknown;
    try {
      statementTable(stated('erp', rows));
    } catch (problem) {
      caught = problem;
    }
    expect(isInventoryError(caught, 'reconciliation.malformed')).toBe(true);
    expect(String(caught)).toContain(`erp: ${place}`);
    const streamed = compareSorted({ head: stated('erp', []), rows }, { head: stated('wms', []), rows: [] });
    await expect(streamed.ok && streamed.differences.next()).rejects.toThrow(place);
  });

  it('come back from columns as they were', () => {
    const statement = stated('erp', [{ item: 'TEA', location: 'W1', state: 'damaged', lot: 'L', serial: 'S', owner: 'O', unit: 'EA', amount: '-0.05' }, { item: 'Ä', amount: '123456789012345678901234567890' }]);
    expect(statementOf(statementTable(statement))).toEqual(statement);
  });

  it('whose sums are too long to write are refused', () => {
    const rows = [{ item: 'TEA', amount: '99999999999999999999' }, { item: 'TEA', amount: '0.00000000000000000000000001' }];
    expect(() => compared(stated('erp', rows), stated('wms', []))).toThrow('takes more than 40 characters');
  });
});

describe('sorted streams', () => {
  const drain = async (left: StatementRow[], right: StatementRow[]): Promise<string[]> => {
    const answer = compareSorted({ head: stated('erp', []), rows: left }, { head: stated('wms', []), rows: (async function* () { yield* right; })() });
    const found: string[] = [];
    if (answer.ok) for await (const one of answer.differences) found.push(brief(one));
    return found;
  };

  it('are compared as they come, from any kind of iterable', async () => {
    expect(await drain([{ item: 'A', amount: '1' }, { item: 'B', amount: '1' }, { item: 'B', amount: '1' }], [{ item: 'B', amount: '2' }, { item: 'C', amount: '0' }])).toEqual(['A 1 - -1', 'C - 0 0']);
  });

  it('that are not sorted are refused, with the row', async () => {
    await expect(drain([{ item: 'B', amount: '1' }, { item: 'A', amount: '1' }], [])).rejects.toMatchObject({ code: 'reconciliation.not_sorted', details: { row: 1 } });
  });
});
