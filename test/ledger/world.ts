import fc from 'fast-check';
import { canonicalJson } from '../../src/foundation/index.js';
import { encodeLedger, evolve, evolveDecision, resolveEvent, startLedger, type Ledger, type LogEntry } from '../../src/ledger/index.js';
import { compileRegister, type Catalog, type Fact, type Policy, type Register, type ReservationEvent, type StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import {
  decideAllocate, decideAmend, decideCancel, decideDeallocate, decideExtend, decideGiveUp, decideLapse, decideMoveHold, decidePick, decidePutBack, decideReassign, decideRelease,
  decideReserve, decideShortPick, type MoveDecision,
} from '../../src/reservation/index.js';
import { stockHistoryArbitrary, type StockHistoryOptions } from '../../src/testing/index.js';

/** A small world: two warehouses, one with bins, items with packs, weight and lots, a source that numbers, and owners of some kinds of fact. */
export const CATALOG: Catalog = {
  items: [
    { id: 'TEA', unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }] },
    { id: 'HAM', unit: 'KGM', granularity: '0.01', catchWeight: { unit: 'KGM' } },
    { id: 'SERUM', unit: 'EA', tracking: 'lot+serial' },
  ],
  locations: [
    { id: 'EAST', kind: 'warehouse' }, { id: 'EAST-A', kind: 'zone', parent: 'EAST' }, { id: 'EAST-A-1', kind: 'bin', parent: 'EAST-A' },
    { id: 'WEST', kind: 'warehouse' }, { id: 'CAGE', kind: 'zone', parent: 'WEST', sellable: false },
  ],
  channels: [{ id: 'shop' }],
  sources: [{ id: 'wms', sequenced: true }],
};

/** The same world, in which the ERP owns receipts and the WMS what happens in the east. */
export const RULED: Catalog = {
  ...CATALOG,
  authority: [
    { kind: 'receipt', source: 'erp' }, { kind: 'issue', source: 'wms', location: 'EAST' }, { kind: 'count', source: 'wms', location: 'EAST', from: '2026-01-05T01:00:00Z' },
    { kind: 'transfer', source: 'wms' },
  ],
};

export const register = compileRegister(CATALOG);
export const ruledRegister = compileRegister(RULED);

export function registerWith(policy: Policy): Register {
  return compileRegister(CATALOG, policy);
}

/** Histories in that world: few names and few instants, so that facts meet. */
export function histories(options: Partial<StockHistoryOptions> = {}): fc.Arbitrary<StockEvent[]> {
  return stockHistoryArbitrary(fc, {
    items: [{ id: 'TEA', units: ['EA', 'CA'] }, { id: 'HAM', units: ['KGM'], decimals: 3, weightUnit: 'KGM' }],
    locations: ['EAST', 'EAST-A', 'EAST-A-1', 'WEST', 'CAGE'], sources: ['wms', 'erp', 'shop'], sequenced: ['wms'], lots: ['L1', 'L2'], serials: ['S1'], owners: ['SUP'],
    minutes: 90, maxLength: 30, ...options,
  });
}

export function factsOf(world: Register, events: readonly StockEvent[]): Fact[] {
  return events.map((event) => factOf(world, event));
}

export function factOf(world: Register, event: StockEvent): Fact {
  const resolved = resolveEvent(world, event);
  if (!resolved.ok) throw new Error(`${event.type} cannot be resolved: ${JSON.stringify(resolved.unresolved)}`);
  return resolved.fact;
}

/** The canonical bytes of a ledger. */
export function bytesOf(ledger: Ledger): string {
  return canonicalJson(encodeLedger(ledger));
}

/** Folds one entry after the other as a live system does: a void carries the fact it takes back, if that came before. */
export function streamed(world: Register, entries: Iterable<LogEntry>): Ledger {
  const ledger = startLedger(world);
  const seen = new Map<string, Fact>();
  for (const entry of entries) foldLive(ledger, seen, entry);
  return ledger;
}

/** One step of {@link streamed}; `seen` holds the facts folded so far. */
export function foldLive(ledger: Ledger, seen: Map<string, Fact>, entry: LogEntry): void {
  if ('decision' in entry) {
    evolveDecision(ledger, entry.decision);
    return;
  }
  const { fact } = entry;
  const target = fact.detail?.target;
  const reverses = target === undefined ? undefined : seen.get(`${target.source} ${target.id}`);
  const usable = reverses?.item === fact.item && reverses.type !== 'fact.voided';
  if (evolve(ledger, usable ? { ...fact, detail: { ...fact.detail, reverses } } : fact).outcome === 'recorded') seen.set(`${fact.source} ${fact.id}`, fact);
}

/** A wish about a line; whether it is granted is for the decision to say. */
export interface Wish {
  readonly move:
    | 'reserve' | 'extend' | 'allocate' | 'pick' | 'release' | 'cancel' | 'lapse' | 'amend' | 'relocate' | 'reallocate' | 'deallocate' | 'putBack' | 'giveUp' | 'shortPick' | 'reassign';
  readonly line: string;
  readonly amount: number | undefined;
  readonly minute: number;
}

export const wishes: fc.Arbitrary<Wish> = fc.record({
  move: fc.constantFrom(
    'reserve', 'reserve', 'reserve', 'extend', 'allocate', 'allocate', 'pick', 'release', 'cancel', 'lapse', 'amend', 'relocate', 'reallocate', 'deallocate', 'putBack', 'giveUp',
    'shortPick', 'reassign',
  ),
  line: fc.constantFrom('SO-1#1', 'SO-1#2', 'SO-2#1'),
  amount: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  minute: fc.integer({ min: 0, max: 120 }),
});

const START = Date.parse('2026-01-05T00:00:00Z');

/** The decisions a wish leads to, given the ledger as it stands. Whatever is wished for is there to be held. */
export function decide(ledger: Ledger, item: string, wish: Wish): readonly ReservationEvent[] {
  const line = ledger.items.get(item)?.lines.get(wish.line)?.balance;
  const at = START + wish.minute * 60_000;
  const context = { at, policy: 'p1' };
  const amount = wish.amount === undefined ? undefined : grains(wish.amount);
  const eventsOf = (decision: MoveDecision): readonly ReservationEvent[] => (decision.ok ? decision.events : []);
  switch (wish.move) {
    case 'reserve': {
      const offers = [{ location: 'EAST', grains: grains(20) }, { location: 'WEST', grains: grains(15) }];
      const decision = decideReserve(
        { request: 'r', channel: 'shop', mode: 'backorder', lines: [{ line: wish.line, item, grains: amount ?? grains(10) }], expiresAt: wish.minute % 2 === 0 ? at + 1_800_000 : undefined },
        { at, policy: 'p1', line: () => line, offers: () => offers },
      );
      return decision.ok ? decision.events : [];
    }
    case 'extend': return eventsOf(decideExtend(line, wish.line, at + 3_600_000, context));
    case 'allocate': return eventsOf(decideAllocate(line, wish.line, { from: 'EAST', location: 'EAST-A', lot: 'L1', grains: amount ?? grains(1), free: grains(50) }, context));
    case 'pick': return eventsOf(decidePick(line, wish.line, undefined, amount, context));
    case 'release': return eventsOf(decideRelease(line, wish.line, amount, context));
    case 'cancel': return eventsOf(decideCancel(line, wish.line, amount, context));
    case 'amend': {
      const decision = decideAmend(line, wish.line, amount ?? grains(12), context);
      return decision.ok ? decision.events : [];
    }
    case 'relocate': return eventsOf(decideMoveHold(line, wish.line, 'reserved', { from: { location: 'EAST' }, to: { location: 'WEST' }, grains: amount, free: grains(50) }, context));
    case 'reallocate': return eventsOf(decideMoveHold(line, wish.line, 'allocated', { from: { location: 'EAST-A' }, to: { location: 'EAST-A-1', lot: 'L2' }, grains: amount, free: grains(50) }, context));
    case 'deallocate': return eventsOf(decideDeallocate(line, wish.line, undefined, amount, wish.minute % 2 === 0 ? at + 600_000 : undefined, context));
    case 'putBack': return eventsOf(decidePutBack(line, wish.line, undefined, amount, context));
    case 'giveUp': return eventsOf(decideGiveUp(line, wish.line, undefined, amount, context));
    case 'shortPick': return eventsOf(decideShortPick(line, wish.line, { location: 'EAST' }, grains((wish.amount ?? 0) % 5), context));
    case 'reassign': return eventsOf(decideReassign(line, wish.line, { line: 'SO-2#1', balance: ledger.items.get(item)?.lines.get('SO-2#1')?.balance }, amount, context));
    case 'lapse': return line === undefined ? [] : decideLapse([line], context);
  }
}

/** A log as it comes about: events and wishes in turn, each wish decided on what is known at that moment. Told of every step. */
export function logOf(world: Register, events: readonly StockEvent[], wished: readonly Wish[], watch?: (ledger: Ledger) => void): LogEntry[] {
  const log: LogEntry[] = [];
  const ledger = startLedger(world);
  const seen = new Map<string, Fact>();
  const note = (entry: LogEntry): void => {
    foldLive(ledger, seen, entry);
    log.push(entry);
    watch?.(ledger);
  };
  const facts = factsOf(world, events);
  for (let index = 0; index < Math.max(facts.length, wished.length); index++) {
    if (facts[index] !== undefined) note({ fact: facts[index]! });
    if (wished[index] !== undefined) for (const decision of decide(ledger, 'TEA', wished[index]!)) note({ decision });
  }
  return log;
}
