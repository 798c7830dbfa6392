import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { balanceOfAll, factsOfRows, readRows, RETAIL_SOURCE, type RetailRow } from './retail-rows.js';
import { replay, stateHash, verify, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type Register } from '../../src/model/index.js';
import { describeWithShared } from '../shared-data.js';

describeWithShared('a wholesaler’s four months of invoices', ['data/online-retail'], (folder) => {
  const rows = readdirSync(folder).filter((name) => name.endsWith('.csv.gz')).sort().flatMap((name) => readRows(gunzipSync(readFileSync(join(folder, name))).toString('utf8')));
  const expected = new Map<string, number>();
  for (const row of rows) if (row.kind !== 'financial') expected.set(row.item, (expected.get(row.item) ?? 0) + row.change);
  const stocked = rows.filter(({ kind }) => kind !== 'financial');
  const registerOf = (sequenced: boolean): Register => compileRegister({
    items: [...expected.keys()].map((id) => ({ id, unit: 'EA' })), locations: [{ id: 'DC', kind: 'warehouse' }], sources: [{ id: RETAIL_SOURCE, sequenced }],
  });
  const world = registerOf(false);
  const log: LogEntry[] = factsOfRows(world, stocked, false).map((fact) => ({ fact }));

  it('is read as its description says', () => {
    const totals = (kind: RetailRow['kind']) => {
      const some = rows.filter((row) => row.kind === kind);
      return [some.length, some.reduce((sum, { change }) => sum + change, 0)];
    };
    expect(rows).toHaveLength(142_083);
    expect(totals('sale')).toEqual([138_266, -1_407_208]);
    expect(totals('return')).toEqual([2437, 102_737]);
    expect(totals('adjustment')).toEqual([552, -25_575]);
    expect(totals('financial')[0]).toBe(828);
  });

  it('folds to the exact balance of every item, in file order', () => {
    const ledger = replay(world, log);
    expect(balanceOfAll(ledger)).toEqual(expected);
    expect(expected.size).toBe(3174);
    expect([...balanceOfAll(ledger).values()].reduce((sum, amount) => sum + amount, 0)).toBe(-1_330_046);
    expect(ledger.identities.size).toBe(stocked.length);
    expect(verify(ledger).ok).toBe(true);
  });

  it('folds to the same state shuffled, with a tenth sent again', () => {
    const random = seeded(20_101_201);
    const again = [...log, ...log.filter(() => random() < 0.1)];
    const count = again.length;
    shuffle(again, random);
    expect(count).toBeGreaterThan(log.length * 1.09);
    const ledger = replay(world, again);
    expect(balanceOfAll(ledger)).toEqual(expected);
    expect(stateHash(ledger)).toBe(stateHash(replay(world, log)));
  }, 240_000);

  it('needs no memory of identities where the source numbers its lines', () => {
    const numbered = registerOf(true);
    const random = seeded(7);
    const facts = factsOfRows(numbered, stocked, true).map((fact): LogEntry => ({ fact }));
    const again = [...facts, ...facts.filter(() => random() < 0.1)];
    shuffle(again, random);
    const ledger = replay(numbered, again);
    expect(balanceOfAll(ledger)).toEqual(expected);
    expect(ledger.identities.size).toBe(0);
    expect(ledger.streams.get(RETAIL_SOURCE)?.get('')).toMatchObject({ low: stocked.length, ahead: 0 });
  }, 240_000);

  it('would lose 3,198 units if equal lines were taken for repeats', () => {
    const seen = new Set<string>();
    const repeats = stocked.filter(({ text }) => seen.has(text) || !seen.add(text));
    expect(repeats).toHaveLength(1283);
    expect(repeats.reduce((sum, { change }) => sum + change, 0)).toBe(-3198);
  });
});

/** A generator of numbers from 0 to 1 that gives the same row for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(list: unknown[], random: () => number): void {
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [list[index], list[other]] = [list[other], list[index]];
  }
}
