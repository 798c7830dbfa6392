import { describe, expect, it } from 'vitest';
import { addRow, clearTable, compare, openRow, startTable, startVocabulary, statementOf, statementTable, statementTotals, TABLE_ROWS_MAX, type StatementRow } from '../../src/reconciliation/index.js';
import { commonScale } from '../../src/reconciliation/common-scale.js';
import { tableTotals } from '../../src/reconciliation/table-totals.js';
import { stated } from './statements.js';

const good: StatementRow = { item: 'TEA', location: 'W1', state: 'damaged', lot: 'L', serial: 'S', owner: 'O', unit: 'EA', amount: '1' };

describe('a row that is none', () => {
  const identifier = 'an identifier';
  const canonical = 'a canonical amount such as "12.5"';
  it.each<[wrong: object, member: string, expected: string, got: string]>([
    ...(['item', 'location', 'state', 'lot', 'serial', 'owner', 'unit'] as const).flatMap((member): [object, string, string, string][] => [[{ [member]: 7 }, member, identifier, 'number'], [{ [member]: ` ${member}` }, member, identifier, `" ${member}"`]]),
    [{ item: null }, 'item', identifier, 'null'], [{ lot: {} }, 'lot', identifier, 'object'], [{ unit: `\u0000${'x'.repeat(60)}` }, 'unit', identifier, `"\\u0000${'x'.repeat(39)}"`],
    [{ amount: 1 }, 'amount', canonical, 'number'], [{ amount: undefined }, 'amount', canonical, 'undefined'], [{ amount: null }, 'amount', canonical, 'null'], [{ amount: '1.50' }, 'amount', canonical, '"1.50"'],
    [{ item: 7, amount: 1 }, 'item', identifier, 'number'], [{ item: ' ', amount: '1.50' }, 'item', identifier, '" "'],
  ])('is refused with its place, what it should be and what it is: %j', (wrong, member, expected, got) => {
    const refused = expect.objectContaining({ code: 'reconciliation.malformed', message: `erp: $.rows[2].${member}: expected ${expected}, got ${got}`, details: { row: 2, member } });
    const row = { ...good, ...wrong } as StatementRow;
    expect(() => statementTable(stated('erp', [good, good, row, good]))).toThrow(refused);
    const table = statementTable(stated('erp', [good, good]));
    expect(() => addRow(table, row)).toThrow(refused);
    expect(table.rows).toBe(2);
  });

  it('is found wherever it stands among many', () => {
    for (const at of [0, 255, 256, 257, 999]) {
      const rows = Array.from({ length: 1000 }, (_, row) => (row === at ? { ...good, lot: 5 as never } : good));
      expect(() => statementTable(stated('erp', rows))).toThrow(`$.rows[${at}].lot`);
    }
  });
});

describe('a table', () => {
  it('has all rows of its statement, in their order, and no more', () => {
    for (const count of [0, 1, 16, 17, 255, 256, 257, 1000]) {
      const rows = Array.from({ length: count }, (_, row) => (row % 3 === 0 ? { item: `I${row}`, amount: String(row) } : { ...good, lot: `L${row % 7}`, amount: `${row}.5` }));
      const table = statementTable(stated('erp', rows));
      expect(table.rows).toBe(count);
      expect(statementOf(table)).toEqual(stated('erp', rows));
    }
  });

  it('grows with its rows', () => {
    const table = startTable({ source: 'erp', asOf: '2026-03-01T00:00:00Z', full: true }, undefined, 1);
    const rows = Array.from({ length: 100 }, (_, row) => ({ ...good, serial: `S${row}` }));
    for (const row of rows) addRow(table, row);
    expect(statementOf(table).rows).toEqual(rows);
  });

  it('is full at its most rows, and says so', () => {
    const table = statementTable(stated('erp', []));
    table.rows = TABLE_ROWS_MAX;
    expect(() => openRow(table)).toThrow(expect.objectContaining({ code: 'reconciliation.too_large', message: 'A statement by columns has at most 268435456 rows' }));
  });

  it('that was cleared begins anew with the same texts', () => {
    const vocabulary = startVocabulary();
    const table = statementTable(stated('erp', [{ item: 'TEA', lot: 'L', amount: '900719925474100.5' }, { item: 'NUT', amount: '0.001' }, { item: 'NUT', amount: '12345678901234567890' }, { item: 'TEA', amount: '4' }]), vocabulary);
    clearTable(table);
    expect([table.rows, statementOf(table).rows, statementTotals(table), table.amounts.long.size]).toEqual([0, [], [], 0]);
    expect(commonScale([table.amounts])).toEqual({ places: 0, exactPlaces: 0 });
    addRow(table, { item: 'NUT', amount: '7' });
    expect(statementOf(table).rows).toEqual([{ item: 'NUT', amount: '7' }]);
    expect(statementTotals(table)).toEqual([{ unit: '', amount: '7' }]);
    expect(compare(table, statementTable(stated('wms', [{ item: 'NUT', amount: '7' }]), vocabulary))).toMatchObject({ ok: true, comparison: { differences: [], counts: { keys: 1, equal: 1 } } });
    expect(vocabulary.lookup('TEA')).toBeGreaterThan(0);
  });
});

describe('totals', () => {
  const times = (count: number, amount: string): StatementRow[] => Array.from({ length: count }, () => ({ amount }));
  it.each<[rule: string, rows: StatementRow[], total: string]>([
    ['of more than a safe integer, one row after another', [...times(11, '999999999999999'), { amount: '2' }], '10999999999999991'],
    ['below the safe integers', [...times(11, '-999999999999999'), { amount: '-2' }], '-10999999999999991'],
    ['that go up and down again', [...times(20, '999999999999999'), ...times(20, '-999999999999999'), { amount: '0.1' }], '0.1'],
    ['of many amounts that are safe one by one', [...times(5000, '999999999999'), { amount: '0.01' }], '4999999999995000.01'],
    ['of many negative ones', [...times(5000, '-999999999999'), { amount: '-0.01' }], '-4999999999995000.01'],
    ['of small amounts in several blocks', [...times(9000, '0.25'), ...times(9000, '1'), { amount: '0.5' }], '11250.5'],
    ['of amounts that do not fit the common scale beside those that do', [...times(3, '900719925474099'), ...times(3, '0.25'), { amount: '0.5' }, { amount: '123456789012345678.125' }], '126158948788767976.375'],
  ])('%s are exact', (_, rows, total) => {
    expect(statementTotals(statementTable(stated('erp', rows)))).toEqual([{ unit: '', amount: total }]);
  });

  it('are given by unit, in the order of units', () => {
    const rows: StatementRow[] = [{ unit: 'KGM', amount: '1' }, { unit: 'EA', amount: '2' }, { amount: '3' }, { unit: 'CA', amount: '4' }, { unit: 'EA', amount: '0.5' }];
    expect(statementTotals(statementTable(stated('erp', rows)))).toEqual([{ unit: '', amount: '3' }, { unit: 'CA', amount: '4' }, { unit: 'EA', amount: '2.5' }, { unit: 'KGM', amount: '1' }]);
  });

  it('are those of the rows within, and of no unit that has none there', () => {
    const table = statementTable(stated('erp', [{ unit: 'EA', amount: '1' }, { unit: 'EA', amount: '20' }, { unit: 'CA', amount: '300' }, { unit: 'KGM', amount: '0' }, { unit: 'EA', amount: '4000' }]));
    expect(tableTotals(table, Uint8Array.of(0, 1, 0, 1, 1), commonScale([table.amounts]))).toEqual(new Map([['EA', 4020n], ['KGM', 0n]]));
    expect(tableTotals(table, new Uint8Array(5), commonScale([table.amounts]))).toEqual(new Map());
  });
});
