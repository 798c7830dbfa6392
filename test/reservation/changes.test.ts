import { describe, expect, it } from 'vitest';
import { grains } from '../../src/quantity/index.js';
import {
  decideAmend, decideDeallocate, decideGiveUp, decideMoveHold, decidePutBack, decideReassign, decideShortPick, decideSubstitute, wantedOf,
} from '../../src/reservation/index.js';
import { withoutParts } from '../../src/reservation/held.js';
import { AT, CONTEXT, line } from './lines.js';

const hold = (location: string, parts: { reserved?: number; allocated?: number; picked?: number }, lot = '', serial = '') => ({
  location, lot, serial, reserved: grains(parts.reserved ?? 0), allocated: grains(parts.allocated ?? 0), picked: grains(parts.picked ?? 0),
});

describe('amending', () => {
  it.each([
    // [line, wanted in all, added, cancelled]
    [{ reserved: 5 }, 8, 3, 0],
    [{ reserved: 5 }, 5, 0, 0],
    [{ reserved: 5 }, 2, 0, 3],
    [{ backordered: 2, reserved: 3, shipped: 4 }, 9, 0, 0],
    [{ backordered: 2, reserved: 3, shipped: 4 }, 4, 0, 5],
    [{ backordered: 2, allocated: 3, picked: 1 }, 5, 0, 1],
    // What was released, has expired or was cancelled is wanted no more.
    [{ reserved: 1, released: 5, expired: 5, cancelled: 5 }, 3, 2, 0],
    [{ expired: 6 }, 6, 6, 0],
    // Of what has shipped in full, that much was wanted all along.
    [{ shipped: 4 }, 4, 0, 0],
  ])('%j to %i adds %i and cancels %i', (parts, wanted, added, cancelled) => {
    const decision = decideAmend(line(parts), 'l', grains(wanted), CONTEXT);
    expect(decision).toMatchObject({ ok: true, added, cancelled });
    const events = decision.ok ? decision.events : [];
    expect(events.filter(({ type }) => type === 'reservation.amended')).toEqual(added === 0 ? [] : [{ type: 'reservation.amended', item: 'TEA', line: 'l', policy: 'p1', request: 'r', added }]);
    expect(events.length === 0).toBe(added + cancelled === 0);
    expect(events.reduce((sum, event) => sum + (event.type === 'reservation.cancelled' ? event.grains : 0), 0)).toBe(cancelled);
  });

  it('cannot take back what has shipped', () => {
    expect(decideAmend(line({ reserved: 2, shipped: 4 }), 'l', grains(3), CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.not_open', line: 'l', wanted: 3, open: 2 } });
  });

  it('knows no line that does not exist', () => {
    expect(decideAmend(undefined, 'l', grains(3), CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.unknown_line', line: 'l' } });
  });

  it('counts as wanted what is open and what was had', () => {
    expect(wantedOf(line({ backordered: 1, reserved: 2, allocated: 4, picked: 8, shipped: 16, released: 32, expired: 64, cancelled: 128 }))).toBe(31);
  });
});

describe('moving a hold', () => {
  const of = line({ reserved: 5 }, { holds: [hold('EAST', { reserved: 3 }), hold('WEST', { reserved: 2 })] });
  it('is refused beyond what is held there, and beyond what is free where it goes', () => {
    const move = { from: { location: 'EAST' }, to: { location: 'WEST' }, free: grains(2) };
    expect(decideMoveHold(of, 'l', 'reserved', { ...move, grains: grains(4) }, CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', wanted: 4, open: 3 } });
    expect(decideMoveHold(of, 'l', 'reserved', move, CONTEXT)).toEqual({
      ok: false, reason: { code: 'reservation.insufficient', shortages: [{ line: 'l', item: 'TEA', requested: 3, available: 2 }] },
    });
    expect(decideMoveHold(of, 'l', 'reserved', { ...move, free: grains(-3) }, CONTEXT)).toMatchObject({ ok: false, reason: { shortages: [{ available: 0 }] } });
    expect(decideMoveHold(of, 'l', 'reserved', { ...move, grains: grains(2) }, CONTEXT)).toEqual({
      ok: true, moved: 2,
      events: [{
        type: 'reservation.moved', item: 'TEA', line: 'l', policy: 'p1', request: 'r', from: 'reserved', to: 'reserved', out: [{ location: 'EAST', grains: 2 }],
        into: [{ location: 'WEST', grains: 2 }],
      }],
    });
  });

  it('takes only the lot or piece named, and binds to the one named', () => {
    const bound = line({ allocated: 6 }, { holds: [hold('EAST', { allocated: 2 }, 'A'), hold('EAST', { allocated: 3 }, 'B'), hold('EAST', { allocated: 1 }, 'B', 'S1')] });
    const decide = (from: object, amount?: number) => decideMoveHold(bound, 'l', 'allocated', {
      from: { location: 'EAST', ...from }, to: { location: 'EAST', lot: 'C' }, free: grains(9), grains: amount === undefined ? undefined : grains(amount),
    }, CONTEXT);
    expect(decide({ lot: 'A' })).toMatchObject({ ok: true, moved: 2, events: [{ out: [{ location: 'EAST', lot: 'A', grains: 2 }], into: [{ location: 'EAST', lot: 'C', grains: 2 }] }] });
    expect(decide({ lot: 'B' })).toMatchObject({ ok: true, moved: 4 });
    expect(decide({ serial: 'S1' })).toMatchObject({ ok: true, moved: 1, events: [{ out: [{ lot: 'B', serial: 'S1', grains: 1 }] }] });
    expect(decide({ lot: 'A' }, 3)).toMatchObject({ ok: false, reason: { open: 2 } });
    expect(decide({ lot: 'D' })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: 0 } });
  });

  it('keeps a soft hold soft and a binding bound', () => {
    expect(decideMoveHold(line({ allocated: 2 }), 'l', 'reserved', { from: { location: 'EAST' }, to: { location: 'WEST' }, free: grains(9) }, CONTEXT)).toMatchObject({ ok: false });
    expect(decideMoveHold(line({ reserved: 2 }), 'l', 'allocated', { from: { location: 'EAST' }, to: { location: 'WEST' }, free: grains(9) }, CONTEXT)).toMatchObject({ ok: false });
  });
});

describe('freeing goods of their binding', () => {
  const of = line({ allocated: 5 }, { holds: [hold('EAST', { allocated: 3 }, 'A', 'S1'), hold('WEST', { allocated: 2 })] });
  it('leaves them held where they are, without lot and piece', () => {
    expect(decideDeallocate(of, 'l', { location: 'EAST' }, undefined, AT + 1000, CONTEXT)).toMatchObject({
      ok: true, moved: 3,
      events: [{ type: 'reservation.moved', from: 'allocated', to: 'reserved', out: [{ location: 'EAST', lot: 'A', serial: 'S1', grains: 3 }], into: [{ location: 'EAST', grains: 3 }], expiresAt: '2026-05-12T08:00:01.000Z' }],
    });
    const everywhere = decideDeallocate(of, 'l', undefined, grains(4), undefined, CONTEXT);
    expect(everywhere).toMatchObject({ ok: true, moved: 4, events: [{ into: [{ location: 'EAST', grains: 3 }, { location: 'WEST', grains: 1 }] }] });
    expect(everywhere.ok ? 'expiresAt' in everywhere.events[0]! : true).toBe(false);
  });
  it('is refused to an end that does not lie ahead', () => {
    expect(decideDeallocate(of, 'l', undefined, undefined, AT, CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.expiry_in_past', expiresAt: AT, at: AT } });
  });
});

describe('putting picked goods back', () => {
  it('leaves them bound to what they were taken as', () => {
    const of = line({ picked: 2 }, { holds: [hold('EAST', { picked: 2 }, 'A')] });
    expect(decidePutBack(of, 'l', undefined, grains(1), CONTEXT)).toMatchObject({
      ok: true, moved: 1, events: [{ from: 'picked', to: 'allocated', out: [{ location: 'EAST', lot: 'A', grains: 1 }], into: [{ location: 'EAST', lot: 'A', grains: 1 }] }],
    });
  });
});

describe('giving a hold up', () => {
  it('takes soft holds first, then bound ones, and leaves picked goods alone', () => {
    const decision = decideGiveUp(line({ reserved: 2, allocated: 3, picked: 4 }), 'l', undefined, grains(4), CONTEXT);
    expect(decision).toMatchObject({ ok: true, moved: 4, events: [{ type: 'reservation.backordered', from: 'reserved', holds: [{ grains: 2 }] }, { from: 'allocated', holds: [{ grains: 2 }] }] });
    expect(decideGiveUp(line({ picked: 4 }), 'l', undefined, undefined, CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: 0 } });
    expect(decideGiveUp(line({ reserved: 2 }), 'l', { location: 'WEST' }, undefined, CONTEXT)).toMatchObject({ ok: false, reason: { open: 0 } });
  });
});

describe('a short pick', () => {
  const types = (decision: ReturnType<typeof decideShortPick>) => (decision.ok ? decision.events.map((event) => [event.type.slice(12), ...('holds' in event ? event.holds.map((held) => `${held.lot ?? ''}${held.grains}`) : [])].join(' ')) : decision.reason);
  it.each([
    ['nothing found', { reserved: 2, allocated: 3 }, 0, ['backordered 2', 'backordered 3']],
    ['some found: bound goods first', { reserved: 2, allocated: 3 }, 2, ['picked 2', 'backordered 2', 'backordered 1']],
    ['more found than bound', { reserved: 2, allocated: 3 }, 4, ['picked 3', 'picked 1', 'backordered 1']],
    ['all found after all', { reserved: 2, allocated: 3 }, 5, ['picked 3', 'picked 2']],
  ])('%s', (_name, parts, found, expected) => {
    const decision = decideShortPick(line(parts), 'l', { location: 'EAST' }, grains(found), CONTEXT);
    expect(types(decision)).toEqual(expected);
    expect(decision).toMatchObject({ ok: true, moved: found });
  });

  it('and what is short of each piece and place is what was not found of it', () => {
    const holds = [hold('EAST', { allocated: 2 }, 'A', 'S1'), hold('EAST', { allocated: 2 }, 'A', 'S2'), hold('WEST', { allocated: 2 }, 'A', 'S1')];
    const of = line({ allocated: 6 }, { holds });
    const decision = decideShortPick(of, 'l', { location: 'EAST' }, grains(3), CONTEXT);
    expect(decision.ok && decision.events.map((event) => [event.type.slice(12), ...('holds' in event ? event.holds.map(({ serial, grains: amount }) => [serial, amount]) : [])])).toEqual([
      ['picked', ['S1', 2], ['S2', 1]], ['backordered', ['S2', 1]],
    ]);
    expect(withoutParts(holds, [{ from: 'allocated', holds: [{ location: 'WEST', lot: 'A', serial: 'S1', grains: grains(1) }] }]).map(({ allocated }) => allocated)).toEqual([2, 2, 1]);
  });

  it('misses no more of a lot than is held of it', () => {
    const of = line({ reserved: 6 }, { holds: [hold('EAST', { reserved: 3 }, 'A'), hold('EAST', { reserved: 3 }, 'B')] });
    expect(types(decideShortPick(of, 'l', { location: 'EAST' }, grains(2), CONTEXT))).toEqual(['picked A2', 'backordered A1 B3']);
  });

  it('is refused beyond what is held there, and where nothing is', () => {
    expect(decideShortPick(line({ reserved: 2 }), 'l', { location: 'EAST' }, grains(3), CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', wanted: 3, open: 2 } });
    expect(decideShortPick(line({ reserved: 2 }), 'l', { location: 'WEST' }, grains(0), CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: 0 } });
    expect(decideShortPick(undefined, 'l', { location: 'EAST' }, grains(0), CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.unknown_line' } });
  });
});

describe('handing part of a line to another', () => {
  const of = line({ backordered: 2, reserved: 3, allocated: 1, picked: 1 }, { channel: 'shop', expiresAt: AT + 5000 });
  const flowOf = (decision: ReturnType<typeof decideReassign>) => (decision.ok
    ? decision.events.map((event) => (event.type === 'reservation.reassigned' ? `-${event.from} ${event.grains}` : event.type === 'reservation.assigned' ? `+${event.to} ${event.grains}` : event.type))
    : decision.reason);

  it('takes what is not held first and what is picked last, and nothing is lost', () => {
    expect(flowOf(decideReassign(of, 'l', { line: 'm', balance: undefined }, grains(6), CONTEXT))).toEqual([
      '-backordered 2', '+backordered 2', '-reserved 3', '+reserved 3', '-allocated 1', '+allocated 1',
    ]);
    expect(flowOf(decideReassign(of, 'l', { line: 'm', balance: undefined }, undefined, CONTEXT))).toEqual([
      '-backordered 2', '+backordered 2', '-reserved 3', '+reserved 3', '-allocated 1', '+allocated 1', '-picked 1', '+picked 1',
    ]);
    expect(flowOf(decideReassign(of, 'l', { line: 'm', balance: undefined }, grains(1), CONTEXT))).toEqual(['-backordered 1', '+backordered 1']);
  });

  it('names both lines on both, and opens the other under the channel', () => {
    const decision = decideReassign(of, 'l', { line: 'm', balance: undefined }, grains(3), CONTEXT);
    expect(decision.ok && decision.events.slice(2)).toEqual([
      {
        type: 'reservation.reassigned', item: 'TEA', line: 'l', policy: 'p1', request: 'r', from: 'reserved', grains: 1, holds: [{ location: 'EAST', grains: 1 }],
        to: { item: 'TEA', line: 'm' },
      },
      {
        type: 'reservation.assigned', item: 'TEA', line: 'm', policy: 'p1', request: 'r', to: 'reserved', grains: 1, holds: [{ location: 'EAST', grains: 1 }],
        of: { item: 'TEA', line: 'l' }, channel: 'shop', expiresAt: '2026-05-12T08:00:05.000Z',
      },
    ]);
    const other = decideReassign(line({ backordered: 1 }), 'l', { line: 'm', balance: undefined, channel: 'market' }, undefined, CONTEXT);
    expect(other.ok && other.events[1]).toMatchObject({ channel: 'market' });
    const none = decideReassign(line({ backordered: 1 }), 'l', { line: 'm', balance: undefined }, undefined, CONTEXT);
    expect(none.ok && 'channel' in none.events[1]!).toBe(false);
  });

  it('names the account, and the end of soft holds on those alone', () => {
    const decision = decideReassign({ ...of, account: 'A' }, 'l', { line: 'm', balance: undefined }, undefined, CONTEXT);
    const assigned = decision.ok ? decision.events.flatMap((event) => (event.type === 'reservation.assigned' ? [event] : [])) : [];
    expect(assigned.map(({ to, account, expiresAt }) => [to, account, expiresAt])).toEqual([
      ['backordered', 'A', undefined], ['reserved', 'A', '2026-05-12T08:00:05.000Z'], ['allocated', 'A', undefined], ['picked', 'A', undefined],
    ]);
  });

  it('repeats on each line what facts had used of it', () => {
    const used = (at: string) => [{ by: 'shipped' as const, at, from: { bucket: 'reserved' as const, location: at }, to: { bucket: 'shipped' as const }, grains: grains(1) }];
    const decision = decideReassign(line({ reserved: 1 }, { used: used('EAST') }), 'l', { line: 'm', balance: line({}, { used: used('WEST') }) }, undefined, CONTEXT);
    expect(decision.ok && decision.events.map((event) => event.used)).toEqual([used('EAST'), used('WEST')]);
  });

  it.each([
    // [end here, end there, held there, end afterwards]
    [5, undefined, 0, '2026-05-12T08:00:05.000Z'],
    [5, 3, 2, '2026-05-12T08:00:03.000Z'],
    [5, 9, 2, '2026-05-12T08:00:05.000Z'],
    [undefined, 9, 2, '2026-05-12T08:00:09.000Z'],
    [undefined, undefined, 2, undefined],
    // An end of holds that are gone says nothing.
    [5, 3, 0, '2026-05-12T08:00:05.000Z'],
  ])('the soft holds end with the earlier of the two: %s and %s (%i held)', (here, there, held, expected) => {
    const end = (seconds: number | undefined) => (seconds === undefined ? undefined : AT + seconds * 1000);
    const decision = decideReassign(line({ reserved: 1 }, { expiresAt: end(here) }), 'l', { line: 'm', balance: line({ reserved: held }, { line: 'm', expiresAt: end(there) }) }, undefined, CONTEXT);
    const assigned = decision.ok ? decision.events[1] : undefined;
    expect(assigned?.type === 'reservation.assigned' ? assigned.expiresAt : 'none').toBe(expected);
  });

  it('is refused to the line itself, beyond what is open, and of nothing', () => {
    expect(decideReassign(of, 'l', { line: 'l', balance: of }, undefined, CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.same_line', line: 'l' } });
    expect(decideReassign(undefined, 'l', { line: 'l', balance: undefined }, undefined, CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.unknown_line', line: 'l' } });
    expect(decideReassign(of, 'l', { line: 'm', balance: undefined }, grains(8), CONTEXT)).toEqual({ ok: false, reason: { code: 'reservation.not_open', line: 'l', wanted: 8, open: 7 } });
    expect(decideReassign(line({ shipped: 2 }), 'l', { line: 'm', balance: undefined }, undefined, CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: 0 } });
  });
});

describe('letting another item stand for part of a line', () => {
  const target = { item: 'COFFEE', line: 'l', grains: grains(7) };
  it('gives up what is held of the one, never what is picked, and wants that much of the other', () => {
    const decision = decideSubstitute(line({ backordered: 1, reserved: 2, allocated: 2, picked: 5 }, { channel: 'shop' }), 'l', target, undefined, CONTEXT);
    expect(decision).toMatchObject({
      ok: true, moved: 5,
      events: [
        { type: 'reservation.reassigned', item: 'TEA', from: 'backordered', grains: 1, holds: [], to: { item: 'COFFEE', line: 'l' } },
        { type: 'reservation.reassigned', from: 'reserved', grains: 2 }, { type: 'reservation.reassigned', from: 'allocated', grains: 2 },
        { type: 'reservation.assigned', item: 'COFFEE', line: 'l', to: 'backordered', grains: 7, holds: [], of: { item: 'TEA', line: 'l' }, channel: 'shop' },
      ],
    });
  });
  it('for a part: what is not held first', () => {
    const decision = decideSubstitute(line({ backordered: 3, reserved: 2 }), 'l', target, grains(2), CONTEXT);
    expect(decision).toMatchObject({ ok: true, moved: 2, events: [{ from: 'backordered', grains: 2 }, { type: 'reservation.assigned' }] });
    expect(decision.ok && 'channel' in decision.events[1]!).toBe(false);
    expect(decideSubstitute(line({ backordered: 3, reserved: 2 }), 'l', target, grains(4), CONTEXT)).toMatchObject({ ok: true, events: [{ from: 'backordered', grains: 3 }, { from: 'reserved', grains: 1 }, {}] });
  });
  it('names the account, and nothing that facts used of the one', () => {
    const used = [{ by: 'cancelled' as const, from: { bucket: 'backordered' as const }, to: { bucket: 'cancelled' as const }, grains: grains(1) }];
    const assigned = (account: string) => {
      const decision = decideSubstitute(line({ backordered: 3 }, { account, used }), 'l', target, grains(2), CONTEXT);
      return decision.ok ? decision.events[1] : undefined;
    };
    const said = { type: 'reservation.assigned', item: 'COFFEE', line: 'l', policy: 'p1', request: 'r', to: 'backordered', grains: 7, holds: [], of: { item: 'TEA', line: 'l' } };
    expect(assigned('A')).toStrictEqual({ ...said, account: 'A' });
    expect(assigned('')).toStrictEqual(said);
  });
  it('is refused beyond what is open, for picked goods, and for a line that does not exist', () => {
    expect(decideSubstitute(line({ reserved: 2, picked: 1 }), 'l', target, grains(3), CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', wanted: 3, open: 2 } });
    expect(decideSubstitute(line({ picked: 1 }), 'l', target, undefined, CONTEXT)).toMatchObject({ ok: false, reason: { open: 0 } });
    expect(decideSubstitute(undefined, 'l', target, undefined, CONTEXT)).toMatchObject({ ok: false, reason: { code: 'reservation.unknown_line' } });
  });
});
