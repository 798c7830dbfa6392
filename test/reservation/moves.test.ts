import { describe, expect, it } from 'vitest';
import { applyDecision, startItemLedger } from '../../src/ledger/index.js';
import { compileRegister, type LineBalance } from '../../src/model/index.js';
import { grains, type Grains } from '../../src/quantity/index.js';
import {
  decideAllocate, decideCancel, decideDeallocate, decideExtend, decideGiveUp, decideLapse, decideMoveHold, decidePick, decidePutBack, decideReassign, decideRelease, decideGather, decideShortPick, explodeEvents, TRANSITIONS,
  type MoveDecision,
} from '../../src/reservation/index.js';
import { AT, CONTEXT, flow, line, type Parts } from './lines.js';

const BUCKETS = ['backordered', 'reserved', 'allocated', 'picked', 'shipped', 'released', 'expired', 'cancelled'] as const;
type Bucket = (typeof BUCKETS)[number];

const TO_WEST = { from: { location: 'EAST' }, to: { location: 'WEST' }, free: grains(99) };

/** Every move a caller can ask for, with the buckets it may draw from, written down here a second time. */
const MOVES: readonly { readonly move: string; readonly decide: (of: LineBalance, amount: Grains | undefined) => MoveDecision; readonly from: readonly Bucket[]; readonly whole: readonly Bucket[] }[] = [
  { move: 'release', decide: (of, amount) => decideRelease(of, 'l', amount, CONTEXT), from: ['reserved', 'allocated', 'picked'], whole: ['reserved', 'allocated'] },
  { move: 'cancel', decide: (of, amount) => decideCancel(of, 'l', amount, CONTEXT), from: ['backordered', 'reserved', 'allocated', 'picked'], whole: ['backordered', 'reserved', 'allocated', 'picked'] },
  { move: 'pick', decide: (of, amount) => decidePick(of, 'l', undefined, amount, CONTEXT), from: ['reserved', 'allocated'], whole: ['reserved', 'allocated'] },
  { move: 'allocate', decide: (of, amount) => decideAllocate(of, 'l', { from: 'EAST', location: 'EAST', free: grains(99), grains: amount ?? grains(1) }, CONTEXT), from: ['reserved'], whole: [] },
  { move: 'giveUp', decide: (of, amount) => decideGiveUp(of, 'l', undefined, amount, CONTEXT), from: ['reserved', 'allocated'], whole: ['reserved', 'allocated'] },
  { move: 'putBack', decide: (of, amount) => decidePutBack(of, 'l', undefined, amount, CONTEXT), from: ['picked'], whole: ['picked'] },
  { move: 'deallocate', decide: (of, amount) => decideDeallocate(of, 'l', undefined, amount, undefined, CONTEXT), from: ['allocated'], whole: ['allocated'] },
  { move: 'relocate', decide: (of, amount) => decideMoveHold(of, 'l', 'reserved', { ...TO_WEST, grains: amount }, CONTEXT), from: ['reserved'], whole: ['reserved'] },
  { move: 'reallocate', decide: (of, amount) => decideMoveHold(of, 'l', 'allocated', { ...TO_WEST, grains: amount }, CONTEXT), from: ['allocated'], whole: ['allocated'] },
  {
    move: 'reassign', decide: (of, amount) => decideReassign(of, 'l', { line: 'other', balance: undefined }, amount, CONTEXT),
    from: ['backordered', 'reserved', 'allocated', 'picked'], whole: ['backordered', 'reserved', 'allocated', 'picked'],
  },
  { move: 'extend', decide: (of) => decideExtend(of, 'l', AT + 1, CONTEXT), from: ['reserved'], whole: ['reserved'] },
];

/** Every way to spread up to two grains over each bucket the moves look at, and one over the others. */
function* states(): Generator<Parts> {
  for (const backordered of [0, 1, 2]) for (const reserved of [0, 1, 2]) for (const allocated of [0, 1, 2]) for (const picked of [0, 1, 2]) {
    yield { backordered, reserved, allocated, picked };
    yield { backordered, reserved, allocated, picked, shipped: 1, released: 1, cancelled: 1 };
  }
}

describe.each(MOVES)('$move', ({ move, decide, from, whole }) => {
  it('moves what is open and refuses the rest with the numbers, in every state', () => {
    for (const parts of states()) {
      const of = line(parts);
      for (const amount of move === 'extend' ? [undefined] : [undefined, 1, 2, 3, 5, 9].map((one) => (one === undefined ? undefined : grains(one)))) {
        const open = (amount === undefined && move !== 'allocate' ? whole : from).reduce((sum, bucket) => sum + (parts[bucket] ?? 0), 0);
        const wanted = move === 'allocate' ? (amount ?? 1) : (amount ?? open);
        const decision = decide(of, amount);
        expect(decision.ok, `${JSON.stringify(parts)} ${String(amount)}`).toBe(open > 0 && wanted <= open);
        if (!decision.ok) {
          expect(decision.reason).toMatchObject({ code: 'reservation.not_open', line: 'l', open });
          continue;
        }
        expect(decision.moved).toBe(wanted);
        for (const event of decision.events) {
          const { from: drawn } = flow(event);
          if (event.line !== 'l') continue;
          expect(from).toContain(drawn);
          expect(parts[drawn as Bucket]).toBeGreaterThan(0);
        }
      }
    }
  });

  it('knows no line that does not exist', () => {
    expect(MOVES.map(({ decide: one }) => one(undefined as unknown as LineBalance, undefined))).toEqual(MOVES.map(() => ({ ok: false, reason: { code: 'reservation.unknown_line', line: 'l' } })));
  });

  it('says that a hold lapsed, swept or not, and moves nothing of it', () => {
    for (const of of [line({ reserved: 2 }, { expiresAt: AT }), line({ expired: 2 })]) {
      const decision = decide(of, undefined);
      // A request to take demand back, or to hand it on, comes after the sweep.
      const swept = move === 'cancel' || move === 'reassign';
      if (swept && of.reserved > 0) continue;
      if (swept) expect(decision).toMatchObject({ ok: false, reason: { code: 'reservation.not_open' } });
      else expect(decision).toEqual({ ok: false, reason: { code: 'reservation.lapsed', line: 'l', expired: 2 } });
    }
  });
});

describe('a soft hold that has run out and is not swept yet', () => {
  const HELD: readonly (readonly [string, (of: LineBalance) => MoveDecision])[] = [
    ['release', (of) => decideRelease(of, 'l', undefined, CONTEXT)], ['pick', (of) => decidePick(of, 'l', undefined, undefined, CONTEXT)],
    ['giveUp', (of) => decideGiveUp(of, 'l', undefined, undefined, CONTEXT)], ['shortPick', (of) => decideShortPick(of, 'l', { location: 'EAST' }, grains(1), CONTEXT)],
  ];
  it.each(HELD)('is left out of what moves beside it: %s', (_move, decide) => {
    const decision = decide(line({ reserved: 2, allocated: 3 }, { expiresAt: AT }));
    expect(decision.ok).toBe(true);
    expect(decision.ok && decision.events.map((event) => flow(event).from)).not.toContain('reserved');
    expect(decision.ok && decision.events.flatMap((event) => ('holds' in event ? event.holds : [])).reduce((sum, hold) => sum + hold.grains, 0)).toBe(3);
  });
});

describe('extending', () => {
  it('is refused to an end that does not lie ahead', () => {
    expect(decideExtend(line({ reserved: 1 }), 'l', AT, CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.expiry_in_past', expiresAt: AT, at: AT } });
  });
  it('works until the very end, and without an end for good', () => {
    expect(decideExtend(line({ reserved: 1 }, { expiresAt: AT + 1 }), 'l', AT + 9, CONTEXT)).toMatchObject({ ok: true, events: [{ expiresAt: '2026-05-12T08:00:00.009Z' }] });
    expect(decideExtend(line({ reserved: 1 }), 'l', undefined, CONTEXT)).toEqual({ ok: true, moved: 1, events: [{ type: 'reservation.extended', item: 'TEA', line: 'l', policy: 'p1', request: 'r' }] });
  });
});

describe('allocating', () => {
  const target = (amount: number, free: number): Parameters<typeof decideAllocate>[2] => ({ from: 'EAST', location: 'EAST-A', lot: 'L', grains: grains(amount), free: grains(free) });
  it('is refused beyond what is free there', () => {
    expect(decideAllocate(line({ reserved: 5 }), 'l', target(3, 2), CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ requested: 3, available: 2 }] } });
    expect(decideAllocate(line({ reserved: 5 }), 'l', target(3, -2), CONTEXT)).toMatchObject({ ok: false, reason: { shortages: [{ available: 0 }] } });
  });
  it('names where it came from and what it is bound to', () => {
    expect(decideAllocate(line({ reserved: 5 }), 'l', target(3, 3), CONTEXT)).toMatchObject({ ok: true, moved: 3, events: [{ from: 'EAST', holds: [{ location: 'EAST-A', lot: 'L', grains: 3 }] }] });
  });
});

describe('picking', () => {
  it('takes only what is held at the place named', () => {
    const of = line({ reserved: 3 });
    expect(decidePick(of, 'l', { location: 'WEST' }, undefined, CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: 0 } });
    expect(decidePick(of, 'l', { location: 'EAST' }, grains(2), CONTEXT)).toMatchObject({ ok: true, moved: 2 });
  });
});

describe('lapsing', () => {
  it('ends the holds whose instant has come, and no others', () => {
    const lines = [line({ reserved: 1 }, { line: 'a', expiresAt: AT }), line({ reserved: 1 }, { line: 'b', expiresAt: AT + 1 }), line({ reserved: 1 }, { line: 'c' }), line({ allocated: 1 }, { line: 'd', expiresAt: AT })];
    expect(decideLapse(lines, CONTEXT).map((event) => event.line)).toEqual(['a']);
  });
});

describe('the table of transitions', () => {
  const REGISTER = compileRegister({ items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'EAST', kind: 'warehouse' }] }, { version: 'p1' }, 1);
  const ours = TRANSITIONS.filter(({ by }) => by.startsWith('reservation.'));

  it('is exactly what decisions do: no event outside it, and each of its moves is made', () => {
    const made = new Set<string>();
    for (const parts of states()) {
      for (const { decide } of MOVES) {
        for (const amount of [undefined, grains(1), grains(5)]) {
          const decision = decide(line(parts), amount);
          for (const event of decision.ok ? decision.events : []) made.add(`${event.type} ${flow(event).from} ${flow(event).to}`);
        }
      }
    }
    for (const event of decideLapse([line({ reserved: 1 }, { expiresAt: AT })], CONTEXT)) made.add(`${event.type} ${flow(event).from} ${flow(event).to}`);
    const kit = line({ backordered: 2 }, { kit: { kits: grains(1), parts: [{ item: 'CUP', perKit: '2' }] } });
    const gathered = decideGather(kit, grains(1), [], CONTEXT);
    for (const event of [...explodeEvents(kit, grains(1), [{ item: 'CUP', perKit: '2' }], [], CONTEXT), ...(gathered.ok ? gathered.events : [])]) made.add(`${event.type} ${flow(event).from} ${flow(event).to}`);
    const table = ours.filter(({ move, by }) => (move !== 'open' || by === 'reservation.assigned') && move !== 'reserve' && move !== 'amend').flatMap(({ by, from, to }) => from.map((bucket) => `${by} ${bucket} ${to}`));
    expect([...made].sort()).toEqual([...table].sort());
  });

  it('is exactly what the ledger folds: that much leaves the one bucket and arrives in the other', () => {
    for (const parts of states()) {
      if (parts.shipped !== undefined) continue;
      for (const { decide } of MOVES) {
        const item = startItemLedger('TEA');
        const apply = (event: Parameters<typeof applyDecision>[2]): void => { applyDecision(REGISTER, item, event); };
        const base = { item: 'TEA', line: 'l', policy: 'p1' };
        const { backordered = 0, reserved = 0, allocated = 0, picked = 0 } = parts;
        const held = (amount: number): { location: string; grains: Grains }[] => [{ location: 'EAST', grains: grains(amount) }];
        apply({ type: 'reservation.opened', ...base, requested: grains(backordered + reserved + allocated + picked) });
        if (reserved + allocated + picked > 0) apply({ type: 'reservation.reserved', ...base, holds: held(reserved + allocated + picked) });
        if (allocated > 0) apply({ type: 'reservation.allocated', ...base, from: 'EAST', holds: held(allocated) });
        if (picked > 0) apply({ type: 'reservation.picked', ...base, from: 'reserved', holds: held(picked) });
        const nowOf = (name: string): LineBalance => item.lines.get(name)?.balance ?? line({});
        const now = (): LineBalance => nowOf('l');
        const decision = decide(now(), grains(1));
        if (!decision.ok) continue;
        for (const event of decision.events) {
          const before = nowOf(event.line);
          apply(event);
          const after = nowOf(event.line);
          const { from, to } = flow(event);
          for (const bucket of BUCKETS) {
            const change = (bucket === to ? 1 : 0) - (bucket === from ? 1 : 0);
            expect(after[bucket] - before[bucket], `${event.type} ${bucket} ${JSON.stringify(parts)}`).toBe(change);
          }
        }
      }
    }
  });
});
