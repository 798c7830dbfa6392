import { describe, expect, it } from 'vitest';
import { admissionOf, admit, cursorOf, evolveDecision, identityDigest, isNumbered, itemOf, startLedger, type LogEntry } from '../../src/ledger/index.js';
import type { Fact, ReservationEvent, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register } from './world.js';

type Told = Readonly<Record<string, unknown>>;
const AT = '2026-01-05T00:00:00Z';
const THREE = { quantity: { amount: '3', unit: 'EA' } };

function fact(rest: Told): Fact {
  return factOf(register, { type: 'stock.received', source: 'erp', id: 'a', effectiveAt: AT, item: 'TEA', location: 'EAST', ...THREE, ...rest } as unknown as StockEvent);
}
const opened = (line: string, item = 'TEA'): LogEntry => ({ decision: { type: 'reservation.opened', item, line, policy: 'p', requested: grains(3) } });

describe('whether a fact is new', () => {
  it('is asked without remembering the answer', () => {
    const ledger = startLedger(register);
    const first = fact({});
    expect(admissionOf(ledger, first)).toEqual({ outcome: 'recorded' });
    expect(admit(ledger, first)).toEqual({ outcome: 'recorded' });
    expect(admissionOf(ledger, first)).toEqual({ outcome: 'repeated', verified: true });
    const other = fact({ quantity: { amount: '4', unit: 'EA' } });
    expect(admissionOf(ledger, other)).toEqual({ outcome: 'conflict', recorded: first.fingerprint });
    expect(ledger.conflicts.size).toBe(0);
    expect(admit(ledger, other)).toEqual({ outcome: 'conflict', recorded: first.fingerprint });
    expect([...ledger.conflicts.values()]).toEqual([{ source: 'erp', id: 'a', item: 'TEA', recorded: first.fingerprint, received: other.fingerprint }]);
    expect(ledger.items.size).toBe(0);
  });

  it('is a matter of the number where the source numbers', () => {
    const ledger = startLedger(register);
    const numbered = (sourceSequence: number, rest: Told = {}): Fact => fact({ source: 'wms', id: `n${sourceSequence}`, sourceSequence, ...rest });
    expect(admissionOf(ledger, numbered(1))).toEqual({ outcome: 'recorded' });
    expect(admit(ledger, numbered(1))).toEqual({ outcome: 'recorded' });
    expect(admissionOf(ledger, numbered(1))).toEqual({ outcome: 'repeated', verified: false });
    expect(admit(ledger, numbered(1))).toEqual({ outcome: 'repeated', verified: false });
    expect(admissionOf(ledger, numbered(2))).toEqual({ outcome: 'recorded' });
    expect(admissionOf(ledger, numbered(1, { stream: 'other' }))).toEqual({ outcome: 'recorded' });
    expect([...ledger.streams].map(([source, streams]) => [source, [...streams.keys()]])).toEqual([['wms', ['']]]);
    expect(cursorOf(ledger, 'wms', '')).toBe(ledger.streams.get('wms')?.get(''));
    expect(cursorOf(ledger, 'wms', 'other').low).toBe(0);
    expect([...(ledger.streams.get('wms')?.keys() ?? [])]).toEqual(['', 'other']);
  });

  it.each<[string, Told, boolean]>([
    ['a number of a source that numbers', { source: 'wms', sourceSequence: 1 }, true], ['no number', { source: 'wms' }, false], ['a number of a source that does not say so', { source: 'erp', sourceSequence: 1 }, false],
    ['a number of a source nobody declared', { source: 'nobody', sourceSequence: 1 }, false],
  ])('%s', (_, rest, expected) => {
    expect(isNumbered(register, fact(rest))).toBe(expected);
  });

  it('an identity is its source and id, and neither runs into the other', () => {
    expect(identityDigest('erp', 'a')).toMatch(/^[0-9a-f]{32}$/);
    expect(identityDigest('erp', 'a')).toBe(identityDigest('erp', 'a'));
    expect(identityDigest('erpa', '')).not.toBe(identityDigest('erp', 'a'));
  });

  it('an item is started once', () => {
    const ledger = startLedger(register);
    const item = itemOf(ledger, 'TEA');
    expect(itemOf(ledger, 'TEA')).toBe(item);
    expect(item.item).toBe('TEA');
    evolveDecision(ledger, (opened('SO') as { decision: ReservationEvent }).decision);
    expect(item.lines.has('SO')).toBe(true);
  });
});
