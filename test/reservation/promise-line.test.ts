import { describe, expect, it } from 'vitest';
import type { LineBalance } from '../../src/model/index.js';
import { validateReservationEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decidePromise, decideReassign, decideSubstitute, type PromisedLine } from '../../src/reservation/index.js';
import { AT, CONTEXT, line } from './lines.js';

const DAY = 86_400_000;
const asked: PromisedLine = {
  item: 'TEA', line: 'l', request: 'r', rules: 'r1', requestedFor: AT + 3 * DAY,
  shipments: [{ location: 'EAST', pickAt: AT + DAY, grains: grains(3) }, { location: 'WEST', pickAt: AT + 2 * DAY, grains: grains(2) }], holds: [{ location: 'EAST', grains: grains(1) }],
};
const decide = (known: LineBalance | undefined, more: Partial<PromisedLine> = {}): ReturnType<typeof decidePromise> => decidePromise({ ...asked, ...more }, { at: AT, policy: 'p1', line: () => known });
const said = { item: 'TEA', line: 'l', policy: 'p1', request: 'r' };
const promised = {
  type: 'reservation.promised', ...said, rules: 'r1', requestedFor: '2026-05-15T08:00:00.000Z',
  shipments: [{ location: 'EAST', pickAt: '2026-05-13T08:00:00.000Z', grains: 3 }, { location: 'WEST', pickAt: '2026-05-14T08:00:00.000Z', grains: 2 }],
};

describe('a promise that is kept for a line', () => {
  it('opens it, promises all of it, and holds what can be', () => {
    const decision = decide(undefined, { channel: 'shop', account: 'a1', expiresAt: AT + DAY });
    expect(decision).toEqual({
      ok: true,
      events: [
        { type: 'reservation.opened', ...said, channel: 'shop', account: 'a1', requested: 5, requestedFor: '2026-05-15T08:00:00.000Z' }, promised,
        { type: 'reservation.reserved', ...said, holds: [{ location: 'EAST', grains: 1 }], expiresAt: '2026-05-13T08:00:00.000Z' },
      ],
    });
    for (const event of decision.ok ? decision.events : []) expect(validateReservationEvent(event)).toMatchObject({ ok: true });
  });

  it('says no more than there is to say', () => {
    expect(decide(undefined, { holds: [] })).toEqual({ ok: true, events: [{ type: 'reservation.opened', ...said, requested: 5, requestedFor: '2026-05-15T08:00:00.000Z' }, promised] });
    expect(decide(undefined)).toMatchObject({ ok: true, events: [{}, {}, { holds: [{ location: 'EAST', grains: 1 }] }] });
  });

  it('promises a line that exists again, and repeats what facts had used of it', () => {
    const used = [{ by: 'shipped', at: 'EAST', from: { bucket: 'backordered' }, to: { bucket: 'shipped' }, grains: grains(1) }] as const;
    expect(decide(line({ backordered: 5 }, { used }), { holds: [] })).toEqual({ ok: true, events: [{ ...promised, used }] });
  });

  it.each<[string, LineBalance | undefined, Partial<PromisedLine>, object]>([
    ['whose hold would end before it begins', line({}), { expiresAt: AT }, { code: 'reservation.expiry_in_past', expiresAt: AT, at: AT }],
    ['of which less is open', line({ backordered: 4, reserved: 9 }), {}, { code: 'reservation.exists', line: 'l', item: 'TEA', backordered: 4, requested: 5 }],
  ])('is refused for one %s', (_, known, more, reason) => {
    expect(decide(known, more)).toEqual({ ok: false, reason });
  });
});

describe('a line that is wanted for a date', () => {
  const dated = line({ backordered: 4 }, { requestedFor: AT + DAY });
  it('hands it on with what another line carries of it', () => {
    expect(decideReassign(dated, 'l', { line: 'm', balance: undefined }, grains(2), CONTEXT)).toMatchObject({ ok: true, events: [{ type: 'reservation.reassigned' }, { type: 'reservation.assigned', line: 'm', requestedFor: '2026-05-13T08:00:00.000Z' }] });
    expect(decideSubstitute(dated, 'l', { item: 'CUP', line: 'l', grains: grains(2) }, grains(2), CONTEXT)).toMatchObject({ ok: true, events: [{}, { type: 'reservation.assigned', item: 'CUP', requestedFor: '2026-05-13T08:00:00.000Z' }] });
    const undated = decideReassign(line({ backordered: 4 }), 'l', { line: 'm', balance: undefined }, grains(2), CONTEXT);
    expect(undated.ok && 'requestedFor' in undated.events[1]!).toBe(false);
  });
});
