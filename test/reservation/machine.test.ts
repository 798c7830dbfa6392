import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/foundation/index.js';
import { applyDecision, evolve, resolveEvent, startLedger, verify, type ItemLedger, type Ledger } from '../../src/ledger/index.js';
import { decodeItem, encodeItem } from '../../src/ledger/canonical-state.js';
import { compileRegister, type Fact, type LineBalance, type ReservationEvent, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import {
  decideAllocate, decideAmend, decideCancel, decideDeallocate, decideExtend, decideGiveUp, decideLapse, decideMoveHold, decidePick, decidePutBack, decideReassign, decideRelease,
  decideGather, decideReserve, decideShortPick, explodeEvents, TRANSITIONS, type MoveContext,
} from '../../src/reservation/index.js';
import { flow } from './lines.js';

/**
 * Every state the lines of one item can come into by any decision and any fact, within small bounds: at most two units wanted in all, two places, few
 * facts, and any number of decisions. The bounds are taken in four ways: one line at
 * two places with a fact, at one place with two facts in every order, two lines that hand quantity to each other, and one line of a kit with a fact.
 */
interface Bounds {
  readonly lines: readonly string[];
  readonly places: readonly string[];
  readonly factsMax: number;
  /** Whether the line is of a kit that can be taken apart and put together again. */
  readonly kits?: boolean;
}

const REGISTER = compileRegister({ items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'EAST', kind: 'warehouse' }, { id: 'WEST', kind: 'warehouse' }] }, { version: 'p1' }, 1);
const START = Date.parse('2026-05-12T08:00:00Z');
const CONTEXT: MoveContext = { at: START, policy: 'p1', request: 'r' };
const WANTED_MAX = 2;
const PARTS = ['backordered', 'reserved', 'allocated', 'picked', 'shipped', 'released', 'expired', 'cancelled'] as const;
const OPEN = ['backordered', 'reserved', 'allocated', 'picked'] as const;

const FACTS: readonly ((id: string) => StockEvent)[] = ([
  { type: 'order.placed', quantity: { amount: '2', unit: 'EA' } },
  { type: 'order.placed', quantity: { amount: '1', unit: 'EA' } },
  { type: 'stock.shipped', location: 'EAST', quantity: { amount: '1', unit: 'EA' } },
  { type: 'stock.shipped', location: 'WEST', quantity: { amount: '2', unit: 'EA' } },
  { type: 'claim.reported', measure: 'allocated', mode: 'delta', location: 'EAST', quantity: { amount: '1', unit: 'EA' } },
  { type: 'claim.reported', measure: 'picked', mode: 'cumulative', location: 'WEST', quantity: { amount: '1', unit: 'EA' } },
  { type: 'order.cancelled', quantity: { amount: '1', unit: 'EA' } },
  { type: 'order.cancelled' },
] as const).map((fact) => (id) => ({ source: 'erp', id, effectiveAt: formatInstant(START), item: 'TEA', line: 'l', ...fact }));

interface State {
  readonly item: Record<string, unknown>;
  readonly facts: number;
  /** What was told first: it may be taken back. */
  readonly told: Fact | undefined;
}

/** What may be told in a state: each kind of fact, and that the first one never happened. */
function factsIn({ facts, told }: State): readonly Fact[] {
  const fresh = FACTS.map((make, index) => factOf(make(`f${facts}-${index}`)));
  if (told === undefined) return fresh;
  const taken = factOf({ type: 'fact.voided', source: 'erp', id: `v-${told.id}`, effectiveAt: formatInstant(START), item: 'TEA', target: { source: 'erp', id: told.id }, reason: 'never was' });
  return [...fresh, { ...taken, detail: { ...taken.detail, reverses: told } }];
}

function factOf(event: StockEvent): Fact {
  const resolved = resolveEvent(REGISTER, event);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.unresolved));
  return resolved.fact;
}

/** What may be decided in a state: every request there is, for either line, in every amount and place. */
function decisionsIn(item: ItemLedger, { lines, places: all, kits = false }: Bounds): readonly (readonly ReservationEvent[])[] {
  const made: (readonly ReservationEvent[])[] = [];
  const note = (decision: { readonly ok: boolean; readonly events?: readonly ReservationEvent[] }): void => {
    if (decision.ok && decision.events !== undefined && decision.events.length > 0) made.push(decision.events);
  };
  const balances = new Map([...item.lines].map(([name, state]) => [name, state.balance]));
  for (const name of lines) {
    const line = balances.get(name);
    for (const places of [all.slice(0, 1), all.toReversed()]) {
      for (const amount of [1, 2]) {
        note(decideReserve(
          { request: 'r', mode: 'backorder', lines: [{ line: name, item: 'TEA', grains: grains(amount) }], expiresAt: places[0] === 'EAST' ? START + 1 : undefined },
          { at: START, policy: 'p1', line: () => line, offers: () => places.map((location) => ({ location, grains: grains(1) })) },
        ));
      }
    }
    for (const wanted of [0, 1, 2]) note(decideAmend(line, name, grains(wanted), CONTEXT));
    note(decideExtend(line, name, START + 1, CONTEXT));
    for (const amount of [undefined, grains(1)]) {
      note(decideRelease(line, name, amount, CONTEXT));
      note(decideCancel(line, name, amount, CONTEXT));
      note(decidePick(line, name, undefined, amount, CONTEXT));
      note(decidePutBack(line, name, undefined, amount, CONTEXT));
      note(decideGiveUp(line, name, undefined, amount, CONTEXT));
      note(decideDeallocate(line, name, undefined, amount, START + 1, CONTEXT));
      for (const other of lines) note(decideReassign(line, name, { line: other, balance: balances.get(other) }, amount, CONTEXT));
    }
    for (const location of all) {
      note(decideAllocate(line, name, { from: location, location, lot: 'A', grains: grains(1), free: grains(9) }, CONTEXT));
      note(decideShortPick(line, name, { location }, grains(0), CONTEXT));
      for (const bucket of ['reserved', 'allocated'] as const) {
        for (const to of all) if (to !== location || all.length === 1) note(decideMoveHold(line, name, bucket, { from: { location }, to: { location: to }, free: grains(9) }, CONTEXT));
      }
    }
    if (kits && line !== undefined) {
      for (const taken of [0, 1]) if (taken <= line.backordered) made.push(explodeEvents(line, grains(taken), [{ item: 'CUP', perKit: '2' }], [], CONTEXT));
      if ((line.kit?.kits ?? 0) > 0) note(decideGather(line, grains(1), [], CONTEXT));
    }
    if (line !== undefined) {
      const events = decideLapse([line], { ...CONTEXT, at: START + 5 });
      if (events.length > 0) made.push(events);
    }
  }
  return made;
}

function wantedIn(item: ItemLedger): number {
  return [...item.lines.values()].reduce((sum, { balance }) => sum + balance.requested + (balance.kit?.kits ?? 0), 0);
}

function check(item: ItemLedger, problems: string[]): void {
  const ledger: Ledger = { ...startLedger(REGISTER), items: new Map([['TEA', item]]) };
  for (const violation of verify(ledger).violations) if (violation.law !== 'postings_sum_to_zero') problems.push(`${violation.law} ${violation.subject}: ${violation.message}`);
  for (const { balance } of item.lines.values()) {
    const sum = PARTS.reduce((total, part) => total + balance[part], 0);
    if (sum !== balance.requested) problems.push(`the parts of ${JSON.stringify(balance)} sum to ${sum}`);
    if (Math.min(...PARTS.map((part) => balance[part]), balance.excess, balance.requested) < 0) problems.push(`something of ${JSON.stringify(balance)} is below zero`);
    for (const bucket of ['reserved', 'allocated', 'picked'] as const) {
      if (balance.holds.reduce((total, hold) => total + hold[bucket], 0) !== balance[bucket]) problems.push(`the holds of ${JSON.stringify(balance)} do not sum to ${bucket}`);
    }
  }
}

function explore(bounds: Bounds): { readonly states: number; readonly problems: readonly string[]; readonly moves: ReadonlySet<string>; readonly reached: ReadonlySet<string>; readonly stuck: readonly string[] } {
  const problems: string[] = [];
  const stuck: string[] = [];
  const moves = new Set<string>();
  const reached = new Set<string>();
  const seen = new Set<string>();
  const queue: State[] = [];
  const visit = (item: ItemLedger, facts: number, told: Fact | undefined): void => {
    const encoded = encodeItem(REGISTER, item);
    const key = `${facts} ${facts < bounds.factsMax ? (told?.id ?? '') : ''} ${JSON.stringify(encoded['lines'] ?? [])}`;
    if (seen.has(key)) return;
    seen.add(key);
    check(item, problems);
    for (const { balance } of item.lines.values()) for (const part of [...PARTS, 'excess'] as const) if (balance[part] > 0) reached.add(part);
    queue.push({ item: encoded, facts, told });
  };
  visit(decodeItem(REGISTER, { item: 'TEA' }), 0, undefined);
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const now = state.item;
    const item = decodeItem(REGISTER, now);
    const decisions = decisionsIn(item, bounds);
    const open = [...item.lines.values()].filter(({ balance }) => OPEN.some((part) => balance[part] > 0));
    for (const { balance } of open) if (!decisions.some((events) => events.every((event) => event.line === balance.line && event.type === 'reservation.cancelled'))) stuck.push(JSON.stringify(balance));
    for (const events of decisions) {
      const next = decodeItem(REGISTER, now);
      for (const event of events) {
        const before = next.lines.get(event.line)?.balance;
        applyDecision(REGISTER, next, event);
        const { from, to } = flow(event);
        moves.add(`${event.type} ${from} ${to}`);
        problems.push(...misplaced(event, before, next.lines.get(event.line)?.balance, from, to));
      }
      if (wantedIn(next) <= WANTED_MAX) visit(next, state.facts, state.told);
    }
    if (state.facts < bounds.factsMax) {
      for (const fact of factsIn(state)) {
        const ledger: Ledger = { ...startLedger(REGISTER), items: new Map([['TEA', decodeItem(REGISTER, now)]]) };
        evolve(ledger, fact);
        const next = ledger.items.get('TEA')!;
        if (wantedIn(next) <= WANTED_MAX) visit(next, state.facts + 1, state.told ?? fact);
      }
    }
  }
  return { states: seen.size, problems, moves, reached, stuck };
}

/** Where a decision moves quantity otherwise than its event says. What others told too early takes what is added to the line at once. */
function misplaced(event: ReservationEvent, before: LineBalance | undefined, after: LineBalance | undefined, from: string, to: string): readonly string[] {
  if (event.type === 'reservation.opened' || event.type === 'reservation.extended' || before === undefined || after === undefined) return [];
  const changes = PARTS.map((part) => after[part] - before[part]);
  const rises = PARTS.filter((_, index) => changes[index]! > 0);
  const falls = PARTS.filter((_, index) => changes[index]! < 0);
  const told: readonly string[] = from === 'none' ? ['allocated', 'picked', 'shipped', 'cancelled'] : [];
  return rises.every((part) => part === to || told.includes(part)) && falls.every((part) => part === from) ? [] : [`${event.type} moved ${falls.join()} to ${rises.join()} and not ${from} to ${to}`];
}

describe('the machine of an order line, all of it within small bounds', () => {
  const found = [explore({ lines: ['l'], places: ['EAST', 'WEST'], factsMax: 1 }), explore({ lines: ['l'], places: ['EAST'], factsMax: 2 }), explore({ lines: ['l', 'm'], places: ['EAST'], factsMax: 0 }), explore({ lines: ['l'], places: ['EAST'], factsMax: 1, kits: true })];

  it('keeps every law in every state', () => {
    console.log(`${found.map(({ states }) => states).join(' and ')} states of order lines were looked at`);
    for (const { states, problems } of found) {
      expect(states).toBeGreaterThan(500);
      expect(problems.slice(0, 5)).toEqual([]);
    }
  });

  it('reaches every part of a line and makes every move of the table, and none beyond it', () => {
    expect([...new Set(found.flatMap(({ reached }) => [...reached]))].sort()).toEqual([...PARTS, 'excess'].sort());
    const table = TRANSITIONS.filter(({ by }) => by.startsWith('reservation.')).flatMap(({ by, from, to }) => from.map((bucket) => `${by} ${bucket} ${to}`));
    expect([...new Set(found.flatMap(({ moves }) => [...moves]))].sort()).toEqual([...new Set(table)].sort());
  });

  it('has no dead end: whatever is open can be taken back', () => {
    for (const { stuck } of found) expect(stuck.slice(0, 5)).toEqual([]);
  });
});
