import { describe, expect, it } from 'vitest';
import { compareSorted, sortRows, type CompareOptions, type ComparisonSummary, type RowStore, type Statement, type StatementRow } from '../../src/reconciliation/index.js';
import { brief, compared, stated } from './statements.js';

const row = (item: string, amount: string, rest: Partial<StatementRow> = {}): StatementRow => ({ item, amount, ...rest });

interface Drained {
  readonly differences: string[];
  readonly summary: ComparisonSummary;
}

async function drain(left: Statement, right: Statement, options: CompareOptions = {}): Promise<Drained> {
  const answer = compareSorted({ head: headOf(left), rows: left.rows }, { head: headOf(right), rows: right.rows }, options);
  if (!answer.ok) throw new Error(answer.reason.code);
  const differences: string[] = [];
  for (;;) {
    const next = await answer.differences.next();
    if (next.done === true) return { differences, summary: next.value };
    differences.push(brief(next.value));
  }
}

const headOf = ({ rows: _rows, ...head }: Statement): Omit<Statement, 'rows'> => head;

describe('sorted statements', () => {
  const cases: [rule: string, left: Statement, right: Statement, options: CompareOptions, differences: string[], counts: object][] = [
    ['of nothing do not differ', stated('erp', []), stated('wms', []), {}, [], { keys: 0, equal: 0, leftRows: 0, rightRows: 0 }],
    ['of which one is empty differ at every key', stated('erp', [row('A', '1'), row('B', '2')]), stated('wms', []), {}, ['A 1 - -1', 'B 2 - -2'], { keys: 2, equal: 0, onlyLeft: 2, leftRows: 2, rightRows: 0 }],
    ['the other way round', stated('erp', []), stated('wms', [row('A', '1'), row('B', '2')]), {}, ['A - 1 1', 'B - 2 2'], { keys: 2, onlyRight: 2, rightRows: 2 }],
    ['that both have a key and say the same are equal there', stated('erp', [row('A', '1'), row('B', '2')]), stated('wms', [row('A', '1'), row('B', '3')]), {}, ['B 2 3 1'], { keys: 2, equal: 1, amount: 1 }],
    ['that end at different keys are read to the end of both', stated('erp', [row('A', '1'), row('C', '2')]), stated('wms', [row('B', '1'), row('D', '2')]), {}, ['A 1 - -1', 'B - 1 1', 'C 2 - -2', 'D - 2 2'], { keys: 4 }],
    ['that repeat a key add up there, and say so once a key', stated('erp', [row('A', '1'), row('A', '1'), row('A', '1'), row('B', '1')]), stated('wms', [row('A', '3'), row('B', '2'), row('B', '-1')]), {}, [], { keys: 2, equal: 2, leftRepeated: 1, rightRepeated: 1, leftRows: 4, rightRows: 3 }],
    ['add up over what is left out', stated('erp', [row('A', '1', { lot: 'L1' }), row('A', '1', { lot: 'L2' })]), stated('wms', [row('A', '2')]), { by: ['item'] }, [], { keys: 1, equal: 1, leftRepeated: 1 }],
    ['are compared within the scope of both', stated('erp', [row('A', '1', { location: 'W1' }), row('A', '5', { location: 'W2' })], { scope: { items: ['A'] } }), stated('wms', [row('A', '2', { location: 'W1' }), row('B', '7', { location: 'W1' })], { scope: { locations: ['W1'] } }), {},
      ['A W1 1 2 1'], { keys: 1, leftOutside: 1, rightOutside: 1, leftRows: 2, rightRows: 2 }],
    ['of which one is partial know nothing of what it leaves out', stated('erp', [row('A', '1')]), stated('wms', [], { full: false }), {}, ['A 1 - -'], { keys: 1, onlyLeft: 1, unknown: 1 }],
    ['are tolerated by the same rules', stated('erp', [row('A', '100')]), stated('wms', [row('A', '101')]), { tolerances: [{ valueClass: 'C', absolute: '1' }], valueClass: () => 'C' }, ['A 100 101 1'], { tolerated: 1 }],
  ];

  it.each(cases)('%s', async (_, left, right, options, differences, counts) => {
    const drained = await drain(left, right, options);
    expect(drained.differences).toEqual(differences);
    expect(drained.summary.counts).toMatchObject(counts);
    // The same as in memory, in all its words.
    const { differences: same, ...summary } = compared(left, right, options);
    expect(same.map(brief)).toEqual(differences);
    expect({ ...drained.summary, left: undefined, right: undefined }).toEqual({ ...summary, left: undefined, right: undefined });
  });

  it('give totals by unit, in the order of units, of what was compared', async () => {
    const left = stated('erp', [row('A', '1.5', { unit: 'KGM' }), row('B', '2', { unit: 'EA' }), row('C', '4', { unit: 'EA' })]);
    const right = stated('wms', [row('A', '1', { unit: 'KGM' }), row('D', '1', { unit: 'BG' })]);
    const { summary } = await drain(left, right);
    expect(summary.totals).toEqual([{ unit: 'BG', left: '0', right: '1', difference: '1' }, { unit: 'EA', left: '6', right: '0', difference: '-6' }, { unit: 'KGM', left: '1.5', right: '1', difference: '-0.5' }]);
    expect([summary.left.source, summary.right.source, summary.by]).toEqual(['erp', 'wms', ['item', 'location', 'state', 'lot', 'serial', 'owner', 'unit']]);
  });

  it.each<[rule: string, rows: StatementRow[], by: CompareOptions['by'], row: number, message: string]>([
    ['by item', [row('A', '1'), row('C', '1'), row('B', '1')], undefined, 2, 'wms: $.rows[2] (B) comes before the row in front of it (C)'],
    ['by place within an item', [row('A', '1', { location: 'W2' }), row('A', '1', { location: 'W1' })], undefined, 1, 'wms: $.rows[1] (A W1) comes before the row in front of it (A W2)'],
    ['by the parts that are compared', [row('B', '1', { location: 'W1' }), row('A', '1', { location: 'W2' }), row('A', '1', { location: 'W1' })], ['location'], 2, 'wms: $.rows[2] (W1) comes before the row in front of it (W2)'],
  ])('that are not sorted %s are refused', async (_, rows, by, at, message) => {
    await expect(drain(stated('erp', []), stated('wms', rows), { by })).rejects.toThrow(expect.objectContaining({ code: 'reconciliation.not_sorted', message, details: { row: at } }));
  });

  it.each<[rule: string, bad: object, member: string, expected: string]>([
    ['an amount that is none', { item: 'B', amount: '1.0' }, 'amount', 'a canonical amount such as "12.5"'], ['an amount that is no text', { item: 'B', amount: 1 }, 'amount', 'a canonical amount such as "12.5"'], ['an item that is no text', { item: 7, amount: '1' }, 'item', 'an identifier'],
    ['a lot that is no identifier', { item: 'B', lot: ' L', amount: '1' }, 'lot', 'an identifier'], ['the first of two', { item: null, lot: ' L', amount: 'x' }, 'item', 'an identifier'],
  ])('with %s are refused', async (_, bad, member, expected) => {
    await expect(drain(stated('erp', [row('A', '1'), bad as StatementRow]), stated('wms', []))).rejects.toThrow(expect.objectContaining({ code: 'reconciliation.malformed', message: `erp: $.rows[1].${member}: expected ${expected}`, details: { row: 1, member } }));
  });
});

describe('rows sorted outside of memory', () => {
  /** Keeps rows in arrays, and notes how many each run has. */
  function noting(): RowStore & { readonly runs: number[] } {
    const kept: number[] = [];
    return {
      runs: kept,
      async keep(rows) {
        const list: StatementRow[] = [];
        for await (const one of rows) list.push(one);
        kept.push(list.length);
        return async function* () {
          yield* list;
        };
      },
    };
  }
  const amounts = async (rows: AsyncIterable<StatementRow> | Iterable<StatementRow>): Promise<string> => {
    let text = '';
    for await (const one of rows) text += one.amount;
    return text;
  };
  const items = 'DBACBDAC'.split('').map((item, at) => row(item, String(at)));

  it.each<[rule: string, limits: object | undefined, runs: number[]]>([
    ['not at all, where they are few', undefined, []], ['in runs of so many, the last one in memory', { rowsInMemory: 3, runsMerged: 9 }, [3, 3]], ['all of them, where the last run is full', { rowsInMemory: 4, runsMerged: 9 }, [4, 4]],
    ['merged when there are so many', { rowsInMemory: 2, runsMerged: 2 }, [2, 2, 4, 2, 2, 4, 8]], ['merged on each level', { rowsInMemory: 1, runsMerged: 3 }, [1, 1, 1, 3, 1, 1, 1, 3, 1, 1]],
  ])('are kept %s', async (_, limits, expected) => {
    const store = noting();
    const sorted = await sortRows({ head: stated('erp', []), rows: items }, ['item'], store, limits);
    expect(await amounts(sorted.rows)).toBe('26143705');
    expect(store.runs).toEqual(expected);
    expect(sorted.head).toEqual(stated('erp', []));
  });

  it('stand by the parts compared and no others, those left out first', async () => {
    const rows = [row('B', '0', { lot: 'Z' }), row('B', '1'), row('A', '2', { lot: 'Z' }), row('B', '3', { lot: 'A' })];
    const by = async (parts: ('item' | 'lot')[]): Promise<string> => amounts((await sortRows({ head: stated('erp', []), rows }, parts, noting(), { rowsInMemory: 1, runsMerged: 2 })).rows);
    expect([await by(['item']), await by(['item', 'lot']), await by(['lot']), await by([])]).toEqual(['2013', '2130', '1302', '0123']);
  });
});
