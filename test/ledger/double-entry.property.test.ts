import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceptionsOf, postingsOf, replay, verify, verifyItems, type ItemLedger, type Ledger, type PositionState } from '../../src/ledger/index.js';
import { useKey } from '../../src/ledger/channel-use.js';
import { addShipment } from '../../src/ledger/shipment-column.js';
import { inTransit, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { factOf, factsOf, histories, logOf, register, ruledRegister, wishes } from './world.js';

/** Everything an item's facts posted, real and virtual places together. */
function postedSum(item: ItemLedger): number {
  let sum = item.supplier + item.customer + item.adjustment;
  for (const position of item.positions.values()) sum += position.net;
  for (const transfer of item.transfers.values()) sum += inTransit(transfer);
  return sum;
}

describe('double entry', () => {
  it('the postings of every fact sum to zero', () => {
    fc.assert(fc.property(histories(), (events) => {
      for (const fact of factsOf(register, events)) expect(postingsOf(register, fact).reduce((sum, posting) => sum + posting.grains, 0)).toBe(0);
    }), { numRuns: runs(100) });
  });

  it('the places of every item sum to zero, and the proof holds, after every step', () => {
    fc.assert(fc.property(histories(), fc.array(wishes, { maxLength: 12 }), (events, wished) => {
      const log = logOf(ruledRegister, events, wished, (ledger) => {
        for (const item of ledger.items.values()) expect(postedSum(item)).toBe(0);
        expect(verify(ledger).violations).toEqual([]);
      });
      const ledger = replay(ruledRegister, log);
      expect(verify(ledger, log).violations).toEqual([]);
      expect(verifyItems(ledger, log).violations).toEqual([]);
    }), { numRuns: runs(100) });
  });

  it.each([
    ['a receipt', { type: 'stock.received', location: 'EAST' }, [['@supplier', -5], ['EAST', 5]]],
    ['a shipment', { type: 'stock.shipped', location: 'EAST' }, [['@customer', 5], ['EAST', -5]]],
    ['goods consumed', { type: 'stock.issued', location: 'EAST', reason: 'consumed' }, [['@adjustment', 5], ['EAST', -5]]],
    ['goods sent back to the vendor', { type: 'stock.issued', location: 'EAST', reason: 'returnedToVendor' }, [['@supplier', 5], ['EAST', -5]]],
    ['a return', { type: 'stock.returned', location: 'EAST' }, [['@customer', -5], ['EAST', 5]]],
    ['a correction', { type: 'stock.adjusted', location: 'EAST', reason: 'found' }, [['@adjustment', -5], ['EAST', 5]]],
    ['a move', { type: 'stock.moved', from: { location: 'EAST' }, to: { location: 'WEST' } }, [['EAST', -5], ['WEST', 5]]],
    ['a dispatch', { type: 'transfer.dispatched', transfer: 'T', from: { location: 'EAST' }, to: 'WEST' }, [['@transit/T', 5], ['EAST', -5]]],
    ['an arrival', { type: 'transfer.received', transfer: 'T', location: 'WEST' }, [['@transit/T', -5], ['WEST', 5]]],
    ['a rejection', { type: 'transfer.rejected', transfer: 'T', location: 'WEST' }, [['@transit/T', -5], ['WEST', 5]]],
    ['a loss on the way', { type: 'transfer.lost', transfer: 'T' }, [['@adjustment', 5], ['@transit/T', -5]]],
    ['scrap of a return', { type: 'return.dispositioned', returnLine: 'R', location: 'EAST', disposition: 'scrap' }, [['@adjustment', 5], ['EAST', -5]]],
    ['a return passed on to the vendor', { type: 'return.dispositioned', returnLine: 'R', location: 'EAST', disposition: 'returnToVendor' }, [['@supplier', 5], ['EAST', -5]]],
  ])('%s goes from one named place to another', (_, told, expected) => {
    const fact = factOf(register, { source: 'erp', id: 'x', effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', quantity: { amount: '5', unit: 'EA' }, ...told } as StockEvent);
    expect(postingsOf(register, fact).map(({ place, grains: amount }) => [place, amount]).sort()).toEqual(expected);
  });
});

describe('a planted corruption is found', () => {
  const at = '2026-01-05T01:00:00Z';
  const base = { source: 'erp', effectiveAt: at, item: 'HAM', quantity: { amount: '5', unit: 'KGM' }, location: 'EAST' };
  const events = [
    { ...base, type: 'stock.received', id: 'a', quantity: { amount: '20', unit: 'KGM' }, weight: { amount: '20.5', unit: 'KGM' } },
    { ...base, type: 'stock.shipped', id: 'b', line: 'SO' },
    { type: 'order.placed', source: 'shop', id: 'c', effectiveAt: at, item: 'HAM', line: 'SO', channel: 'shop', quantity: { amount: '9', unit: 'KGM' } },
    { ...base, type: 'claim.reported', id: 'd', line: 'SO', measure: 'picked', mode: 'delta', quantity: { amount: '7', unit: 'KGM' } },
    { type: 'stock.counted', source: 'erp', id: 'e', effectiveAt: '2026-01-05T02:00:00Z', item: 'HAM', location: 'EAST', balances: [{ quantity: { amount: '14', unit: 'KGM' } }] },
    { type: 'transfer.dispatched', source: 'erp', id: 'f', effectiveAt: at, item: 'HAM', transfer: 'T', from: { location: 'EAST' }, to: 'WEST', quantity: { amount: '1', unit: 'KGM' } },
  ] as unknown as StockEvent[];
  const log = factsOf(register, events).map((fact) => ({ fact }));

  function sound(): { readonly ledger: Ledger; readonly item: ItemLedger; readonly east: PositionState } {
    const ledger = replay(register, log);
    exceptionsOf(ledger); // Settles the counts.
    const item = ledger.items.get('HAM')!;
    return { ledger, item, east: item.positions.get('EAST')! };
  }

  it('none in a sound ledger', () => {
    expect(verify(sound().ledger, log)).toEqual({ ok: true, violations: [] });
  });

  it.each<[string, (parts: ReturnType<typeof sound>) => void, string[]]>([
    ['the net of a position', ({ east }) => { east.net = grains(east.net + 1); }, ['counts_give_derived', 'history_sums_to_net', 'postings_sum_to_zero']],
    ['the amount of a movement', ({ east }) => { east.history.amounts[0] = grains(1); }, ['history_sums_to_net']],
    ['the weight of a position', ({ item }) => { const weight = item.weights.get('EAST')!; weight.net = grains(1); }, ['history_sums_to_net', 'postings_sum_to_zero']],
    ['the weight of a movement', ({ item }) => { (item.weights.get('EAST')!).history.amounts[0] = grains(1); }, ['history_sums_to_net']],
    ['the account of suppliers', ({ item }) => { item.supplier = grains(item.supplier + 1); }, ['postings_sum_to_zero']],
    ['the account of customers', ({ item }) => { item.customer = grains(item.customer - 1); }, ['postings_sum_to_zero']],
    ['goods on their way', ({ item }) => { const [[key, state]] = [...item.transfers] as [[string, never]]; item.transfers.set(key, { ...(state as object), lost: grains(7) } as never); }, ['postings_sum_to_zero']],
    ['a part of a line', ({ item }) => { alterLine(item, { picked: grains(1) }); }, ['line_sums_to_requested', 'line_equals_its_parts']],
    ['a negative part of a line', ({ item }) => { alterLine(item, { picked: grains(-1) }); }, ['line_sums_to_requested', 'nothing_negative_in_line', 'line_equals_its_parts']],
    ['the total of claims', ({ item }) => { item.claims.set('EAST', { reserved: grains(0), allocated: grains(0), picked: grains(9) }); }, ['claims_equal_lines']],
    ['the kind of a claim', ({ item }) => { const total = item.claims.get('EAST'); item.claims.set('EAST', { reserved: total?.picked ?? grains(0), allocated: grains(0), picked: grains(0) }); }, ['claims_equal_lines']],
    ['a claim without a line', ({ item }) => { item.claims.set('WEST', { reserved: grains(1), allocated: grains(0), picked: grains(0) }); }, ['claims_equal_lines']],
    ['what a channel has claimed', ({ item }) => { item.uses.get(useKey('shop', '', 'EAST'))!.claimed = grains(1); }, ['uses_equal_lines']],
    ['what a channel was shipped', ({ item }) => { addShipment(item.uses.get(useKey('shop', '', 'EAST'))!.shipments, 0, grains(1)); }, ['uses_equal_lines']],
    ['a use without a line', ({ item }) => { item.uses.set('x', { ...item.uses.get(useKey('shop', '', 'EAST'))!, channel: 'x' }); }, ['uses_equal_lines']],
    ['a line without a use', ({ item }) => { item.uses.delete(useKey('shop', '', 'EAST')); }, ['uses_equal_lines']],
    ['what a count made of a position', ({ east }) => { east.derived = grains(east.derived + 1); }, ['counts_give_derived']],
  ])('%s', (_, corrupt, laws) => {
    const parts = sound();
    corrupt(parts);
    const { ok, violations } = verify(parts.ledger);
    expect(ok).toBe(false);
    expect(violations.map(({ law }) => law).sort()).toEqual([...laws].sort());
    expect(violations.every(({ item }) => item === 'HAM')).toBe(true);
    expect(verify(parts.ledger, log).ok).toBe(false);
  });

  it.each<[string, (ledger: Ledger) => void]>([
    ['a movement that never was, entered on both sides', (ledger) => {
      const { supplier, positions } = ledger.items.get('HAM')!;
      const east = positions.get('EAST')!;
      east.net = grains(east.net + 3);
      east.history.amounts.push(grains(3));
      east.history.times.push(Date.parse('2026-02-01T00:00:00Z'));
      (ledger.items.get('HAM')!).supplier = grains(supplier - 3);
    }],
    ['a forgotten item', (ledger) => { ledger.items.delete('HAM'); }],
    ['a number seen that never came', (ledger) => { ledger.streams.set('wms', new Map([['', { low: 3, high: 3, ahead: 0, bits: new Uint32Array(0) }]])); }],
  ])('only a fold of the log shows %s', (_, corrupt) => {
    const { ledger } = sound();
    corrupt(ledger);
    expect(verify(ledger).ok).toBe(true);
    expect(verify(ledger, log).violations.map(({ law }) => law)).toContain('fold_equals_state');
  });
});

function alterLine(item: ItemLedger, change: object): void {
  const state = item.lines.get('SO');
  if (state !== undefined) item.lines.set('SO', { ...state, balance: { ...state.balance, ...change } });
}
