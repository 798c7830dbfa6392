import { describe, expect, it } from 'vitest';
import { applyDifferences, reversed, statementKey, type StatementRow } from '../../src/reconciliation/index.js';
import { brief, compared, stated } from './statements.js';

const row = (item: string, amount: string, rest: Partial<StatementRow> = {}): StatementRow => ({ item, amount, ...rest });
const full = (rows: StatementRow[]): StatementRow[] => rows.map(({ amount, ...key }) => ({ ...statementKey(key), amount }));

describe('differences applied to the left rows', () => {
  it.each<[rule: string, left: StatementRow[], right: StatementRow[], made: StatementRow[]]>([
    ['leave what both share', [row('A', '5')], [row('A', '5')], [row('A', '5')]],
    ['change what the right one says otherwise', [row('A', '5'), row('B', '1')], [row('A', '3'), row('B', '1')], [row('A', '3'), row('B', '1')]],
    ['take away what the left one only has', [row('A', '5'), row('B', '1')], [row('B', '1')], [row('B', '1')]],
    ['add what the right one only has, behind the others', [row('B', '1')], [row('A', '5'), row('B', '1')], [row('B', '1'), row('A', '5')]],
    ['give one row for a key, its amounts added', [row('A', '5'), row('B', '1'), row('A', '-2')], [row('A', '3'), row('B', '1')], [row('A', '3'), row('B', '1')]],
    ['tell keys apart by all their parts', [row('A', '5', { lot: 'L1' }), row('A', '2', { lot: 'L2' })], [row('A', '5', { lot: 'L1' })], [row('A', '5', { lot: 'L1' })]],
  ])('%s', (_, left, right, made) => {
    const { differences, by } = compared(stated('erp', left), stated('wms', right));
    expect(applyDifferences(left, differences, by)).toEqual(full(made));
  });

  it('add up over the parts that were not compared', () => {
    const left = [row('A', '5', { lot: 'L1' }), row('A', '2', { lot: 'L2' }), row('B', '1', { lot: 'L1' })];
    const { differences, by } = compared(stated('erp', left), stated('wms', [row('A', '7'), row('B', '4')]), { by: ['item'] });
    expect(applyDifferences(left, differences, by)).toEqual(full([row('A', '7'), row('B', '4')]));
  });
});

it('from the other side each difference has the other sign, and what is unknown stays unknown', () => {
  const { differences } = compared(stated('erp', [row('A', '5'), row('B', '2'), row('D', '0')], { full: false }), stated('wms', [row('A', '3'), row('C', '1')]));
  expect(differences.map(brief)).toEqual(['A 5 3 -2', 'B 2 - -2', 'C - 1 -', 'D 0 - 0']);
  expect(reversed(differences).map(brief)).toEqual(['A 3 5 2', 'B - 2 2', 'C 1 - -', 'D - 0 0']);
  expect(reversed(differences).map(({ kind }) => kind)).toEqual(['amount', 'onlyRight', 'onlyLeft', 'onlyRight']);
  expect(reversed(reversed(differences))).toEqual(differences);
});
