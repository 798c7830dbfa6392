import { describe, expect, it } from 'vitest';
import { cursorOf, exceptionsOf, replay, startLedger, verify, verifyItems, type ItemLedger, type Ledger, type LogEntry } from '../../src/ledger/index.js';
import type { Fact, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register } from './world.js';

type Told = Readonly<Record<string, unknown>>;
const AT = '2026-01-05T00:00:00Z';
const THREE = { quantity: { amount: '3', unit: 'EA' } };

function fact(rest: Told): Fact {
  return factOf(register, { type: 'stock.received', source: 'erp', id: 'a', effectiveAt: AT, item: 'TEA', location: 'EAST', ...THREE, ...rest } as unknown as StockEvent);
}
const told = (rest: Told): LogEntry => ({ fact: fact(rest) });

describe('a proof says what is wrong', () => {
  const sound = (): Ledger => {
    const ledger = replay(register, [
      told({ item: 'HAM', quantity: { amount: '1', unit: 'KGM' }, weight: { amount: '1', unit: 'KGM' } }), told({ id: 'b', item: 'HAM', type: 'order.placed', line: 'SO', quantity: { amount: '2', unit: 'KGM' } }),
      told({ id: 'c', item: 'HAM', type: 'claim.reported', line: 'SO', measure: 'picked', mode: 'delta', quantity: { amount: '1', unit: 'KGM' } }),
      told({ id: 'd', item: 'HAM', type: 'stock.counted', effectiveAt: '2026-01-05T01:00:00Z', balances: [{ quantity: { amount: '3', unit: 'KGM' } }] }),
    ]);
    exceptionsOf(ledger); // Settles the count.
    return ledger;
  };
  const wrong = (corrupt: (item: ItemLedger) => void): unknown => {
    const ledger = sound();
    corrupt(ledger.items.get('HAM')!);
    return verify(ledger).violations.map(({ subject, message }) => [subject, message]);
  };

  it('in words, with both figures', () => {
    expect(wrong((item) => { item.supplier = grains(item.supplier + 1); })).toEqual([['', 'Postings sum to 1']]);
    expect(wrong((item) => { item.weightOutside = grains(item.weightOutside - 1); })).toEqual([['weight', 'Weight postings sum to -1']]);
    expect(wrong((item) => { item.unconfirmed = grains(2); })).toEqual([['', 'Postings sum to 2'], ['', 'Documents say that 0 are gone and not yet come, the account says 2']]);
    expect(wrong((item) => { item.positions.get('EAST')!.history.amounts[0] = grains(90); })).toEqual([['EAST', 'Movements sum to 90, the position says 100']]);
    expect(wrong((item) => { item.positions.get('EAST')!.derived = grains(7); })).toEqual([['EAST', 'Counts imply 200, the position says 7']]);
    expect(wrong((item) => { item.claims.set('EAST', { reserved: grains(1), allocated: grains(0), picked: grains(100) }); })).toEqual([
      ['EAST', 'Lines claim {"allocated":0,"picked":100,"reserved":0}, the total says {"allocated":0,"picked":100,"reserved":1}']]);
    expect(wrong((item) => { const line = item.lines.get('SO')!; item.lines.set('SO', { ...line, balance: { ...line.balance, backordered: grains(-1) } }); })).toEqual([
      ['SO', 'Parts sum to 99, requested are 200'], ['SO', 'backordered is -1'], ['SO', 'The kept balance is not the one its decisions and facts give']]);
  });

  it('an unsettled item is not judged by counts that are still to be worked out', () => {
    expect(wrong((item) => { item.positions.get('EAST')!.derived = grains(7); item.settled = false; })).toEqual([]);
  });

  it('against a log: where the two part, or that numbers differ', () => {
    const log = [told({})];
    const other = replay(register, [told({ quantity: { amount: '4', unit: 'EA' } })]);
    for (const { ok, violations } of [verify(other, log), verifyItems(other, log)]) {
      expect(ok).toBe(false);
      expect(violations).toEqual([{ law: 'fold_equals_state', item: 'TEA', subject: expect.stringMatching(/^….*4.*… and not ….*3.*…$/) as unknown, message: 'A fold of the log gives another state' }]);
    }
    const seen = startLedger(register);
    cursorOf(seen, 'wms', '');
    expect(verify(seen, []).violations).toEqual([{ law: 'fold_equals_state', item: '', subject: 'streams', message: 'A fold of the log has seen other numbers' }]);
    expect(verifyItems(seen, [])).toEqual({ ok: true, violations: [] });
    expect(verifyItems(replay(register, log), log)).toEqual({ ok: true, violations: [] });
    expect(verifyItems(startLedger(register), log).violations.map(({ item }) => item)).toEqual(['TEA']);
    expect(verifyItems(replay(register, log), []).violations.map(({ item }) => item)).toEqual(['TEA']);
  });
});
