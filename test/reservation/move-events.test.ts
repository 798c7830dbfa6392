import { describe, expect, it } from 'vitest';
import type { HoldBalance, LineBalance } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideAllocate, decideCancel, decideExtend, decideLapse, decidePick, decideRelease, type AllocateTarget, type MoveContext, type MoveDecision } from '../../src/reservation/index.js';
import { AT, CONTEXT, line } from './lines.js';

const RECORD = { item: 'TEA', line: 'l', policy: 'p1', request: 'r' };
const hold = (location: string, reserved: number, allocated = 0, picked = 0, more: Partial<HoldBalance> = {}): HoldBalance =>
  ({ location, lot: '', serial: '', reserved: grains(reserved), allocated: grains(allocated), picked: grains(picked), ...more });

/** Held in three places, one of them a lot and one a serial; three more backordered. */
const SPREAD = line({ backordered: 3, reserved: 7, allocated: 5, picked: 2 }, {
  holds: [hold('EAST', 4, 0, 1), hold('WEST', 3, 2, 1), hold('EAST', 0, 2, 0, { lot: 'L' }), hold('EAST', 0, 1, 0, { lot: 'L', serial: 'S' })],
});
const amount = (value: number | undefined): ReturnType<typeof grains> | undefined => (value === undefined ? undefined : grains(value));

/** The decision's events as the buckets they take from and the holds they name: `EAST L S 1`. */
function told(decision: MoveDecision): unknown {
  if (!decision.ok) return decision.reason;
  return [decision.moved, ...decision.events.map((event) => {
    expect(event).toMatchObject(RECORD);
    const holds = 'holds' in event ? event.holds.map(({ location, lot, serial, grains: held }) => [location, lot, serial, held].filter((part) => part !== undefined).join(' ')) : [];
    return [event.type.slice('reservation.'.length), 'from' in event ? event.from : '', ...holds, ...(event.type === 'reservation.cancelled' ? [event.grains] : [])];
  })];
}

describe('releasing gives up, in this order, what is', () => {
  it.each<[number | undefined, unknown]>([
    [undefined, [12, ['released', 'reserved', 'EAST 4', 'WEST 3'], ['released', 'allocated', 'WEST 2', 'EAST L 2', 'EAST L S 1']]],
    [3, [3, ['released', 'reserved', 'EAST 3']]],
    [4, [4, ['released', 'reserved', 'EAST 4']]],
    [6, [6, ['released', 'reserved', 'EAST 4', 'WEST 2']]],
    [10, [10, ['released', 'reserved', 'EAST 4', 'WEST 3'], ['released', 'allocated', 'WEST 2', 'EAST L 1']]],
    [13, [13, ['released', 'reserved', 'EAST 4', 'WEST 3'], ['released', 'allocated', 'WEST 2', 'EAST L 2', 'EAST L S 1'], ['released', 'picked', 'EAST 1']]],
    [15, { code: 'reservation.not_open', line: 'l', wanted: 15, open: 14 }],
  ])('%s', (wanted, expected) => {
    expect(told(decideRelease(SPREAD, 'l', amount(wanted), CONTEXT))).toEqual(expected);
  });

  it('reserved and allocated, and never picked, without an amount', () => {
    expect(told(decideRelease(line({ picked: 2 }), 'l', undefined, CONTEXT))).toEqual({ code: 'reservation.not_open', line: 'l', wanted: 0, open: 0 });
  });
});

describe('cancelling takes back, in this order, what is', () => {
  it.each<[number | undefined, unknown]>([
    [2, [2, ['cancelled', 'backordered', 2]]],
    [3, [3, ['cancelled', 'backordered', 3]]],
    [5, [5, ['cancelled', 'backordered', 3], ['cancelled', 'reserved', 'EAST 2', 2]]],
    [undefined, [17, ['cancelled', 'backordered', 3], ['cancelled', 'reserved', 'EAST 4', 'WEST 3', 7], ['cancelled', 'allocated', 'WEST 2', 'EAST L 2', 'EAST L S 1', 5], ['cancelled', 'picked', 'EAST 1', 'WEST 1', 2]]],
    [18, { code: 'reservation.not_open', line: 'l', wanted: 18, open: 17 }],
  ])('%s', (wanted, expected) => {
    expect(told(decideCancel(SPREAD, 'l', amount(wanted), CONTEXT))).toEqual(expected);
  });

  it('backordered goods are in no place', () => {
    expect(decideCancel(line({ backordered: 3 }), 'l', undefined, CONTEXT)).toEqual({ ok: true, moved: 3, events: [{ type: 'reservation.cancelled', ...RECORD, from: 'backordered', grains: 3, holds: [] }] });
  });

  it('held goods where nothing is backordered', () => {
    expect(told(decideCancel(line({ reserved: 3 }), 'l', undefined, CONTEXT))).toEqual([3, ['cancelled', 'reserved', 'EAST 3', 3]]);
  });

  it('a line that is done has nothing to take back', () => {
    expect(told(decideCancel(line({ shipped: 3 }), 'l', undefined, CONTEXT))).toEqual({ code: 'reservation.not_open', line: 'l', wanted: 0, open: 0 });
  });
});

describe('picking takes, in this order, what is', () => {
  it.each<[string | undefined, number | undefined, unknown]>([
    [undefined, undefined, [12, ['picked', 'allocated', 'WEST 2', 'EAST L 2', 'EAST L S 1'], ['picked', 'reserved', 'EAST 4', 'WEST 3']]],
    [undefined, 6, [6, ['picked', 'allocated', 'WEST 2', 'EAST L 2', 'EAST L S 1'], ['picked', 'reserved', 'EAST 1']]],
    ['EAST', undefined, [7, ['picked', 'allocated', 'EAST L 2', 'EAST L S 1'], ['picked', 'reserved', 'EAST 4']]],
    ['WEST', 2, [2, ['picked', 'allocated', 'WEST 2']]],
    ['WEST', 6, { code: 'reservation.not_open', line: 'l', wanted: 6, open: 5 }],
    ['NORTH', undefined, { code: 'reservation.not_open', line: 'l', wanted: 0, open: 0 }],
  ])('at %s, %s', (location, wanted, expected) => {
    expect(told(decidePick(SPREAD, 'l', location === undefined ? undefined : { location }, amount(wanted), CONTEXT))).toEqual(expected);
  });

  it('nothing of a line that does not exist, wherever', () => {
    expect(told(decidePick(undefined, 'x', { location: 'EAST' }, undefined, CONTEXT))).toEqual({ code: 'reservation.unknown_line', line: 'x' });
  });
});

describe('allocating', () => {
  const target = (more: Partial<AllocateTarget>): AllocateTarget => ({ from: 'EAST', location: 'EAST-A', grains: grains(4), free: grains(9), ...more });

  it.each<[string, Partial<AllocateTarget>, unknown]>([
    ['all of the soft hold', {}, [4, ['allocated', 'EAST', 'EAST-A 4']]],
    ['a part of it, to a lot and serial', { lot: 'M', serial: 'Z', grains: grains(1) }, [1, ['allocated', 'EAST', 'EAST-A M Z 1']]],
    ['all that is free', { free: grains(4) }, [4, ['allocated', 'EAST', 'EAST-A 4']]],
    ['not more than is softly held at that place', { grains: grains(5) }, { code: 'reservation.not_open', line: 'l', wanted: 5, open: 4 }],
    ['nothing of another place', { from: 'NORTH', grains: grains(1) }, { code: 'reservation.not_open', line: 'l', wanted: 1, open: 0 }],
    ['not more than is free', { free: grains(3) }, { code: 'reservation.insufficient', shortages: [{ line: 'l', item: 'TEA', requested: 4, available: 3 }] }],
    ['nothing where less than nothing is free', { free: grains(-1) }, { code: 'reservation.insufficient', shortages: [{ line: 'l', item: 'TEA', requested: 4, available: 0 }] }],
  ])('%s', (_, more, expected) => {
    expect(told(decideAllocate(SPREAD, 'l', target(more), CONTEXT))).toEqual(expected);
  });

  it('counts as soft what is bound to neither lot nor serial', () => {
    const bound = line({ reserved: 3 }, { holds: [hold('EAST', 1), hold('EAST', 1, 0, 0, { lot: 'L' }), hold('EAST', 1, 0, 0, { serial: 'S' })] });
    expect(told(decideAllocate(bound, 'l', target({ grains: grains(2) }), CONTEXT))).toEqual({ code: 'reservation.not_open', line: 'l', wanted: 2, open: 1 });
  });

  it('records the hold it makes and not how much was free', () => {
    expect(decideAllocate(SPREAD, 'l', target({}), CONTEXT)).toEqual({ ok: true, moved: 4, events: [{ type: 'reservation.allocated', ...RECORD, from: 'EAST', holds: [{ location: 'EAST-A', grains: 4 }] }] });
  });
});

describe('a soft hold that has run out is no longer there to move', () => {
  const mixed = (expiresAt: number | undefined): LineBalance => line({ reserved: 3, allocated: 2, expired: 1 }, { expiresAt });
  const soft = (expiresAt: number | undefined): LineBalance => line({ reserved: 3, expired: 1 }, { expiresAt });
  const lapsed = (expired: number): unknown => ({ code: 'reservation.lapsed', line: 'l', expired });

  it.each<[string, () => MoveDecision, unknown]>([
    ['extend at the end', () => decideExtend(soft(AT), 'l', AT + 1, CONTEXT), lapsed(4)],
    ['extend before the end', () => decideExtend(soft(AT + 1), 'l', AT + 9, CONTEXT), [3, ['extended', '']]],
    ['extend what has no end', () => decideExtend(soft(undefined), 'l', AT + 9, CONTEXT), [3, ['extended', '']]],
    ['release at the end', () => decideRelease(soft(AT), 'l', grains(1), CONTEXT), lapsed(4)],
    ['allocate at the end', () => decideAllocate(soft(AT), 'l', { from: 'EAST', location: 'EAST', grains: grains(1), free: grains(1) }, CONTEXT), lapsed(4)],
    ['pick at the end', () => decidePick(soft(AT), 'l', undefined, undefined, CONTEXT), lapsed(4)],
    ['pick swept goods', () => decidePick(line({ expired: 1 }), 'l', undefined, undefined, CONTEXT), lapsed(1)],
    ['pick more than is bound, of which some has lapsed', () => decidePick(mixed(AT), 'l', undefined, grains(3), CONTEXT), { code: 'reservation.not_open', line: 'l', wanted: 3, open: 2 }],
    ['pick more than there is, of which none has lapsed', () => decidePick(mixed(AT + 1), 'l', undefined, grains(6), CONTEXT), { code: 'reservation.not_open', line: 'l', wanted: 6, open: 5 }],
    ['pick where nothing was ever held', () => decidePick(line({ backordered: 1 }), 'l', undefined, undefined, CONTEXT), { code: 'reservation.not_open', line: 'l', wanted: 0, open: 0 }],
  ])('%s', (_, decide, expected) => {
    expect(told(decide())).toEqual(expected);
  });
});

describe('what a move records', () => {
  const quiet: MoveContext = { at: AT, policy: 'p2' };
  it('names no request where there was none', () => {
    expect(decideRelease(line({ reserved: 1 }), 'l', undefined, quiet)).toStrictEqual({ ok: true, moved: 1, events: [{ type: 'reservation.released', item: 'TEA', line: 'l', policy: 'p2', from: 'reserved', holds: [{ location: 'EAST', grains: 1 }] }] });
  });
  it('of an extension names the new end, and none for good', () => {
    expect(decideExtend(line({ reserved: 1 }), 'l', AT + 1, quiet)).toStrictEqual({ ok: true, moved: 1, events: [{ type: 'reservation.extended', item: 'TEA', line: 'l', policy: 'p2', expiresAt: '2026-05-12T08:00:00.001Z' }] });
    expect(decideExtend(line({ reserved: 1 }), 'l', undefined, quiet)).toStrictEqual({ ok: true, moved: 1, events: [{ type: 'reservation.extended', item: 'TEA', line: 'l', policy: 'p2' }] });
  });
  it('of a lapse names the end that came', () => {
    expect(decideLapse([line({ reserved: 1 }, { expiresAt: AT - 1 })], CONTEXT)).toEqual([{ type: 'reservation.lapsed', ...RECORD, expiresAt: '2026-05-12T07:59:59.999Z' }]);
  });
});
