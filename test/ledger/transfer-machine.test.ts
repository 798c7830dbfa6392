import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/foundation/index.js';
import { encodeItem, exceptionsOf, itemOf, replay, verify, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type Fact, type StockEvent, type TransferBalance } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideCancelTransfer, TRANSFER_TRANSITIONS, transferStanding, type TransferPart } from '../../src/returns/index.js';
import { factOf } from './world.js';

/** Every state one transfer can come into by at most three facts of each kind, one unit each, walked in every order. */
const REGISTER = compileRegister({ items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'EAST', kind: 'warehouse' }, { id: 'WEST', kind: 'warehouse' }] });
const UNITS_MAX = 3;
const PARTS = ['inTransit', 'received', 'rejected', 'lost'] as const;
const COUNTERS = ['dispatched', 'received', 'rejected', 'lost'] as const;
type Counter = (typeof COUNTERS)[number];
type Counts = Readonly<Record<Counter, number>>;
const NOTHING: TransferBalance = { transfer: 'T', lot: '', owner: '', dispatched: grains(0), received: grains(0), rejected: grains(0), lost: grains(0) };

function factOfUnit(counter: Counter, number: number): Fact {
  return factOf(REGISTER, {
    type: `transfer.${counter}`, source: 'erp', id: `${counter} ${number}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', transfer: 'T', quantity: { amount: '1', unit: 'EA' },
    ...(counter === 'dispatched' ? { from: { location: 'EAST' }, to: 'WEST' } : counter === 'lost' ? {} : { location: 'WEST' }),
  } as unknown as StockEvent);
}

function logOf(counts: Counts): LogEntry[] {
  return COUNTERS.flatMap((counter) => Array.from({ length: counts[counter] }, (_, number) => ({ fact: factOfUnit(counter, number) })));
}

interface Found {
  readonly counts: Counts;
  readonly balance: TransferBalance;
  readonly problems: readonly string[];
}

/** The state after some facts, and which laws it breaks. */
function stateAt(counts: Counts, log: readonly LogEntry[] = logOf(counts)): Found {
  const ledger = replay(REGISTER, log);
  const item = itemOf(ledger, 'TEA');
  const balance = [...item.transfers.values()][0] ?? NOTHING;
  const standing = transferStanding(balance);
  const kinds = exceptionsOf(ledger).map(({ kind }) => kind).filter((kind) => kind !== 'negative_stock');
  const net = counts.dispatched - counts.received - counts.rejected - counts.lost;
  const laws: readonly (readonly [string, boolean])[] = [
    ['dispatched + ahead = received + rejected + lost + in transit', standing.dispatched + standing.ahead === standing.received + standing.rejected + standing.lost + standing.inTransit],
    ['each counter is what was told', COUNTERS.every((counter) => standing[counter] === counts[counter])],
    ['nothing is below zero', standing.inTransit >= 0 && standing.ahead >= 0],
    ['the ledger proves itself', verify(ledger, log).ok],
    ['more arrived than left is an exception, and nothing else is', JSON.stringify(kinds) === JSON.stringify(net >= 0 ? [] : [counts.dispatched === 0 ? 'transfer_not_dispatched' : 'transfer_negative'])],
    ['what arrived is there, what left is not', (item.positions.get('WEST')?.net ?? 0) === counts.received && (item.positions.get('EAST')?.net ?? 0) === -counts.dispatched],
  ];
  return { counts, balance, problems: laws.filter(([, holds]) => !holds).map(([law]) => `${law}: ${JSON.stringify(counts)}`) };
}

function everyCount(): Counts[] {
  const range = Array.from({ length: UNITS_MAX + 1 }, (_, number) => number);
  return range.flatMap((dispatched) => range.flatMap((received) => range.flatMap((rejected) => range.map((lost) => ({ dispatched, received, rejected, lost })))));
}

describe('the machine of a transfer, all of it within small bounds', () => {
  const found = everyCount().map((counts) => stateAt(counts));
  const balances = new Map(found.map(({ counts, balance }) => [JSON.stringify(counts), balance]));

  it('keeps every law in every state', () => {
    console.log(`${found.length} states of a transfer were looked at`);
    expect(found.length).toBe(4 ** 4);
    expect(found.flatMap(({ problems }) => problems).slice(0, 5)).toEqual([]);
  });

  it('makes every move of the table, and none beyond it', () => {
    const moves = new Set<string>();
    for (const { counts, balance } of found) {
      for (const counter of COUNTERS) {
        const next = balances.get(JSON.stringify({ ...counts, [counter]: counts[counter] + 1 }));
        if (next === undefined) continue;
        const [before, after] = [transferStanding(balance), transferStanding(next)];
        const rises = PARTS.filter((part) => after[part] > before[part]);
        const falls = PARTS.filter((part) => after[part] < before[part]);
        expect([rises.length, falls.length].every((length) => length < 2)).toBe(true);
        if (rises.length === 1) moves.add(`transfer.${counter} ${falls[0] ?? 'none'} ${rises[0]!}`);
      }
    }
    expect([...moves].sort()).toEqual([...new Set(TRANSFER_TRANSITIONS.flatMap(({ by, from, to }) => from.map((part: TransferPart) => `${by} ${part} ${to}`)))].sort());
  });

  it('has no dead end: whatever is on its way can be called off, either way, and then nothing is', () => {
    for (const { counts, balance } of found) {
      const { inTransit } = transferStanding(balance);
      for (const request of [{ outcome: 'restock', location: 'EAST' }, { outcome: 'writeOff' }] as const) {
        const decision = decideCancelTransfer(balance, request);
        expect(decision.ok).toBe(inTransit > 0);
        if (!decision.ok) continue;
        const { type, grains: amount } = decision.end;
        const end = factOf(REGISTER, {
          type, source: 'erp', id: 'end', effectiveAt: '2026-01-05T01:00:00Z', item: 'TEA', transfer: 'T', quantity: { amount: String(amount), unit: 'EA' }, ...(type === 'transfer.received' ? { location: 'EAST' } : {}),
        } as StockEvent);
        const item = itemOf(replay(REGISTER, [...logOf(counts), { fact: end }]), 'TEA');
        expect(transferStanding([...item.transfers.values()][0]!)).toMatchObject({ stage: 'done', inTransit: 0, ahead: 0 });
        expect(item.positions.get('EAST')?.net).toBe(type === 'transfer.received' ? amount - counts.dispatched : -counts.dispatched);
      }
    }
  });

  it('any order of its facts gives the same state, and taking one back leaves what the others say', () => {
    const log = logOf({ dispatched: 2, received: 1, rejected: 1, lost: 1 });
    const expected = JSON.stringify(encodeItem(REGISTER, itemOf(replay(REGISTER, log), 'TEA')));
    const orders = <T>(rest: readonly T[]): (readonly T[])[] => (rest.length < 2 ? [rest] : rest.flatMap((one, index) => orders([...rest.slice(0, index), ...rest.slice(index + 1)]).map((others) => [one, ...others])));
    for (const order of orders(log)) {
      expect(JSON.stringify(encodeItem(REGISTER, itemOf(replay(REGISTER, order), 'TEA')))).toBe(expected);
      const last = order.at(-1);
      if (last === undefined || !('fact' in last)) continue;
      const { source, id } = last.fact;
      const taken: LogEntry = { fact: { ...last.fact, type: 'fact.voided', id: 'v', grains: grains(0), line: '', fingerprint: fingerprintOf(id), detail: { target: { source, id }, reason: 'r' } } };
      const { voids: _voids, ...left } = encodeItem(REGISTER, itemOf(replay(REGISTER, [...order, taken]), 'TEA'));
      expect(left).toEqual(encodeItem(REGISTER, itemOf(replay(REGISTER, order.slice(0, -1)), 'TEA')));
    }
  });
});
