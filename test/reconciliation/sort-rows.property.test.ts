import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, compareSorted, KEY_PARTS, keyOf, sortRows, statementKey, type Difference, type KeyPart, type RowStore, type StatementRow, type StatementStream } from '../../src/reconciliation/index.js';
import { runs } from '../runs.js';
import { anyRows, compared, stated } from './statements.js';

/** Keeps rows in arrays, and counts how many runs are being read at once. */
function countingStore(): RowStore & { readonly most: () => number } {
  let open = 0;
  let most = 0;
  return {
    most: () => most,
    keep: async (rows) => {
      const kept: StatementRow[] = [];
      for await (const row of rows) kept.push(row);
      return async function* () {
        most = Math.max(most, ++open);
        yield* kept;
        open--;
      };
    },
  };
}

const limits = fc.record({ rowsInMemory: fc.integer({ min: 1, max: 5 }), runsMerged: fc.integer({ min: 2, max: 4 }) });
const anyParts: fc.Arbitrary<KeyPart[]> = fc.subarray([...KEY_PARTS]);
const manyRows = fc.array(anyRows, { maxLength: 6 }).map((lists) => lists.flat());

async function drained<Item>(items: AsyncIterable<Item> | Iterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('rows sorted outside of memory', () => {
  it('stand as a stable sort puts them, and no more runs are open at once than may be', async () => {
    await fc.assert(fc.asyncProperty(manyRows, anyParts, limits, async (rows, by, limit) => {
      const store = countingStore();
      const { rows: sorted } = await sortRows({ head: stated('erp', []), rows }, by, store, limit);
      expect(await drained(sorted)).toEqual([...rows].sort((one, other) => compareKeys(keyOf(statementKey(one), by), keyOf(statementKey(other), by))));
      // At last a few runs of each level are merged together.
      expect(store.most()).toBeLessThanOrEqual(limit.runsMerged * (1 + Math.ceil(Math.log(1 + rows.length) / Math.log(limit.runsMerged))));
    }), { numRuns: runs(200) });
  });

  it('compare as they do in memory', async () => {
    await fc.assert(fc.asyncProperty(manyRows, manyRows, anyParts, limits, async (left, right, by, limit) => {
      const sort = (source: string, rows: StatementRow[]): Promise<StatementStream> => sortRows({ head: stated(source, []), rows }, by, countingStore(), limit);
      const answer = compareSorted(await sort('erp', left), await sort('wms', right), { by });
      const found: Difference[] = answer.ok ? await drained(answer.differences) : [];
      expect(found).toEqual(compared(stated('erp', left), stated('wms', right), { by }).differences);
    }), { numRuns: runs(200) });
  });
});
