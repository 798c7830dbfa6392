import { describe, expect, it } from 'vitest';
import { fingerprintOf, formatInstant } from '../../src/foundation/index.js';
import { exceptionsOf, itemOf, replay, resolveEvent, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type Disposition, type Fact, type ReturnBalance, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { RETURN_TRANSITIONS, returnStanding, type ReturnPart, type ReturnStanding } from '../../src/returns/index.js';

/**
 * Every state one return line can come into by any facts in any order, at most three units of each kind of fact and one closing. Facts are sums, so a
 * state is its counters and these are walked unit by unit; the ledger is then asked, in every order of some histories, whether it comes to the same.
 */
const PARTS = ['expected', 'withdrawn', 'received', 'inspected', 'restocked', 'damaged', 'quarantined', 'scrapped', 'returnedToVendor', 'credited'] as const;
const DISPOSITIONS = ['restock', 'damaged', 'quarantine', 'scrap', 'returnToVendor'] as const satisfies readonly Disposition[];
const UNITS_MAX = 3;
const NOTHING: ReturnBalance = { returnLine: 'R', authorized: grains(0), received: grains(0), inspected: grains(0), dispositioned: {}, credited: grains(0), closed: 0 };

type Step = 'return.authorized' | 'stock.returned' | 'return.inspected' | 'return.credited' | 'return.closed' | `return.dispositioned ${Disposition}`;
const STEPS: readonly Step[] = ['return.authorized', 'stock.returned', 'return.inspected', 'return.credited', 'return.closed', ...DISPOSITIONS.map((one) => `return.dispositioned ${one}` as const)];

function partsOf(standing: ReturnStanding): Record<(typeof PARTS)[number], number> {
  const { awaitingInspection, awaitingDisposition, ...rest } = standing;
  return { ...rest, received: awaitingInspection, inspected: awaitingDisposition };
}

/** The counters after one more unit, or undefined beyond the bounds. At most three units are dispositioned in all. */
function after(balance: ReturnBalance, step: Step): ReturnBalance | undefined {
  const add = (name: 'authorized' | 'received' | 'inspected' | 'credited'): ReturnBalance | undefined => (balance[name] < UNITS_MAX ? { ...balance, [name]: grains(balance[name] + 1) } : undefined);
  switch (step) {
    case 'return.authorized': return add('authorized');
    case 'stock.returned': return add('received');
    case 'return.inspected': return add('inspected');
    case 'return.credited': return balance.credited < 1 ? add('credited') : undefined;
    case 'return.closed': return balance.closed === 0 ? { ...balance, closed: 1 } : undefined;
    default: {
      const disposition = step.slice('return.dispositioned '.length) as Disposition;
      const all = Object.values(balance.dispositioned).reduce((sum, amount) => sum + amount, 0);
      return all < UNITS_MAX ? { ...balance, dispositioned: { ...balance.dispositioned, [disposition]: grains((balance.dispositioned[disposition] ?? 0) + 1) } } : undefined;
    }
  }
}

/** What is wrong with a standing, by the laws alone. */
function problemsOf(balance: ReturnBalance, standing: ReturnStanding): readonly string[] {
  const parts = partsOf(standing);
  const dispositioned = parts.restocked + parts.damaged + parts.quarantined + parts.scrapped + parts.returnedToVendor;
  const laws: readonly (readonly [string, boolean])[] = [
    ['nothing is below zero', PARTS.every((part) => parts[part] >= 0) && standing.untold >= 0 && standing.unannounced >= 0],
    ['arrived = inspection + disposition + dispositioned', standing.arrived === parts.received + parts.inspected + dispositioned],
    ['authorised + unannounced = arrived + expected + withdrawn', standing.authorized + standing.unannounced === standing.arrived + parts.expected + parts.withdrawn],
    ['arrived = received + untold', standing.arrived === balance.received + standing.untold],
    ['only what was disposed of as restock is restocked', parts.restocked === (balance.dispositioned.restock ?? 0)],
    ['credit is beside the goods', parts.credited === balance.credited],
    ['nothing is expected of a closed return, and nothing withdrawn of an open one', standing.open ? parts.withdrawn === 0 : parts.expected === 0],
    ['closed is a stage of closed returns alone', (standing.stage === 'closed') === (balance.closed > 0)],
    ['a settled return waits for nothing', standing.stage !== 'settled' || parts.expected + parts.received + parts.inspected + standing.untold === 0],
  ];
  return laws.filter(([, holds]) => !holds).map(([law]) => `${law}: ${JSON.stringify(balance)} ${JSON.stringify(standing)}`);
}

function walk(): { readonly states: readonly ReturnBalance[]; readonly problems: readonly string[]; readonly moves: ReadonlySet<string>; readonly stuck: readonly string[] } {
  const seen = new Set<string>();
  const states: ReturnBalance[] = [];
  const problems: string[] = [];
  const moves = new Set<string>();
  const stuck: string[] = [];
  const keyOf = ({ dispositioned, ...rest }: ReturnBalance): string => JSON.stringify([rest, DISPOSITIONS.map((one) => dispositioned[one] ?? 0)]);
  const queue = [NOTHING];
  seen.add(keyOf(NOTHING));
  for (let balance = queue.pop(); balance !== undefined; balance = queue.pop()) {
    states.push(balance);
    const standing = returnStanding(balance);
    problems.push(...problemsOf(balance, standing));
    const before = partsOf(standing);
    for (const step of STEPS) {
      const next = after(balance, step);
      if (next === undefined) continue;
      const now = partsOf(returnStanding(next));
      const rises = PARTS.filter((part) => now[part] > before[part]);
      const falls = PARTS.filter((part) => now[part] < before[part]);
      if (rises.length > 1 || falls.length > 1 || (falls.length === 1 && rises.length === 0)) problems.push(`${step} moved ${falls.join()} to ${rises.join()} in ${keyOf(balance)}`);
      if (rises.length === 1) moves.add(`${step.split(' ')[0]!} ${falls[0] ?? 'none'} ${rises[0]!}`);
      const key = keyOf(next);
      if (!seen.has(key)) {
        seen.add(key);
        queue.push(next);
      }
    }
    // Goods that wait find their place with the next disposition, whatever else is known.
    const disposed = after(balance, 'return.dispositioned restock');
    const waiting = before.received + before.inspected;
    if (waiting > 0 && disposed !== undefined && partsOf(returnStanding(disposed)).received + partsOf(returnStanding(disposed)).inspected !== waiting - 1) stuck.push(keyOf(balance));
  }
  return { states, problems, moves, stuck };
}

const TABLE = RETURN_TRANSITIONS.flatMap(({ by, from, to }) => from.map((part: ReturnPart) => `${by} ${part} ${to}`));

describe('the machine of a return line, all of it within small bounds', () => {
  const found = walk();

  it('keeps every law in every state', () => {
    console.log(`${found.states.length} states of a return line were looked at`);
    expect(found.states.length).toBe(4 * 4 * 4 * 56 * 2 * 2);
    expect(found.problems.slice(0, 5)).toEqual([]);
  });

  it('makes every move of the table, and none beyond it', () => {
    expect([...found.moves].sort()).toEqual([...new Set(TABLE)].sort());
    expect(new Set(TABLE).size).toBe(TABLE.length);
  });

  it('has no dead end: goods that came can always find a place', () => {
    expect(found.stuck).toEqual([]);
    const ends = [...new Set(RETURN_TRANSITIONS.map(({ to }) => to))].filter((part) => !RETURN_TRANSITIONS.some(({ from }) => from.includes(part)));
    expect(ends.sort()).toEqual(['credited', 'damaged', 'quarantined', 'restocked', 'returnedToVendor', 'scrapped']);
  });
});

describe('the ledger gives these states, in every order of the facts', () => {
  const register = compileRegister({ items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'EAST', kind: 'warehouse' }] });
  const stepsIn = (steps: readonly Step[]): LogEntry[] => steps.map((step, index): LogEntry => {
    const [type, disposition] = step.split(' ');
    const event = {
      type, source: 'erp', id: `${step} ${index}`, effectiveAt: formatInstant(Date.parse('2026-01-05T00:00:00Z')), item: 'TEA', returnLine: 'R',
      ...(type === 'return.closed' ? {} : { quantity: { amount: '1', unit: 'EA' } }), ...(type === 'stock.returned' || type === 'return.dispositioned' ? { location: 'EAST' } : {}),
      ...(disposition === undefined ? {} : { disposition }),
    };
    const resolved = resolveEvent(register, event as unknown as StockEvent);
    if (!resolved.ok) throw new Error(JSON.stringify(resolved.unresolved));
    return { fact: resolved.fact };
  });
  const voidOf = (fact: Fact): LogEntry => ({ fact: { ...fact, type: 'fact.voided', id: `void ${fact.id}`, grains: grains(0), line: '', fingerprint: fingerprintOf(`void ${fact.id}`), detail: { target: { source: fact.source, id: fact.id }, reason: 'r' } } });
  const at = (log: readonly LogEntry[]): { standing: ReturnStanding; sellable: number; exceptions: readonly string[] } => {
    const ledger = replay(register, log);
    const item = itemOf(ledger, 'TEA');
    return { standing: returnStanding(item.returns.get('R') ?? NOTHING), sellable: item.positions.get('EAST')?.net ?? 0, exceptions: exceptionsOf(ledger).map(({ kind }) => kind) };
  };
  /** Every way to put some steps in order. */
  const orders = <T>(rest: readonly T[]): (readonly T[])[] => (rest.length < 2 ? [rest] : rest.flatMap((one, index) => orders([...rest.slice(0, index), ...rest.slice(index + 1)]).map((others) => [one, ...others])));

  const histories: readonly (readonly Step[])[] = DISPOSITIONS.flatMap((one) => [
    ['return.authorized', 'stock.returned', 'return.inspected', `return.dispositioned ${one}`, 'return.closed'],
    ['stock.returned', 'stock.returned', `return.dispositioned ${one}`, 'return.credited', 'return.closed'],
  ] as const);

  it.each(histories.map((steps) => [steps.join(', '), steps] as const))('%s', (_, steps) => {
    const log = stepsIn(steps);
    const counters = steps.reduce<ReturnBalance>((balance, step) => after(balance, step) ?? balance, NOTHING);
    for (const order of orders(log)) {
      for (let length = 0; length <= order.length; length++) {
        const told = order.slice(0, length);
        const { standing, sellable } = at(told);
        expect(problemsOf({ ...NOTHING, received: standing.received, credited: standing.credited, closed: standing.open ? 0 : 1, dispositioned: { restock: standing.restocked } }, standing)).toEqual([]);
        // Only a disposition to restock puts goods where channels see them.
        expect(sellable).toBe(told.filter((entry) => 'fact' in entry && entry.fact.detail?.disposition === 'restock').length);
      }
      expect(at(order).standing).toEqual(returnStanding(counters));
    }
  });

  it('taking any fact back leaves what the others say, whichever came first', () => {
    const log = stepsIn(['return.authorized', 'return.authorized', 'stock.returned', 'return.inspected', 'return.dispositioned restock', 'return.credited', 'return.closed']);
    for (const [index, entry] of log.entries()) {
      if (!('fact' in entry)) continue;
      const others = [...log.slice(0, index), ...log.slice(index + 1)];
      const expected = at(others);
      expect(at([...log, voidOf(entry.fact)])).toEqual(expected);
      expect(at([voidOf(entry.fact), ...log])).toEqual(expected);
    }
  });
});
