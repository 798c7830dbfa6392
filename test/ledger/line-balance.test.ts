import { describe, expect, it } from 'vitest';
import { lapsedLines, pictureOf, type LogEntry } from '../../src/ledger/index.js';
import type { LineBalance } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideAllocate, decideAmend, decideLapse, decideMoveHold, decidePick, decideReserve } from '../../src/reservation/index.js';
import {
  allocated, cancelled, claimed, decided, decidedOn, itemAfter, lapsed, LATER, lineAfter, MIDNIGHT, opened, picked, placed, released, reserved, revoked, shipped, takenBack, told,
} from './lines.js';
import { register } from './world.js';

describe('a shipment uses up the holds', () => {
  const held = [opened(10), reserved({ EAST: 6, WEST: 4 })];
  it.each<[string, LogEntry[], object]>([
    ['of the place it left', [...held, shipped('WEST', 3)], { shipped: 3, EAST: '6/0/0', WEST: '1/0/0' }],
    ['of the place around it', [...held, shipped('CAGE', 3)], { shipped: 3, EAST: '6/0/0', WEST: '1/0/0' }],
    ['of a bin within it', [opened(10), reserved({ WEST: 4, 'EAST-A-1': 6 }), shipped('EAST', 3)], { shipped: 3, WEST: '4/0/0', 'EAST-A-1': '3/0/0' }],
    ['and of other places when those are used up', [...held, shipped('WEST', 5)], { shipped: 5, EAST: '5/0/0' }],
    ['near ones first, in whatever state they are', [opened(10), reserved({ EAST: 6, WEST: 4 }), allocated('EAST', { EAST: 6 }), picked('allocated', { EAST: 6 }), shipped('WEST', 3)], { shipped: 3, EAST: '0/0/6', WEST: '1/0/0' }],
    ['picked before allocated before reserved', [opened(9), reserved({ EAST: 9 }), allocated('EAST', { EAST: 6 }), picked('allocated', { EAST: 3 }), shipped('EAST', 4)], { shipped: 4, EAST: '3/2/0' }],
    ['until nothing is held', [opened(9), reserved({ EAST: 9 }), allocated('EAST', { EAST: 6 }), picked('allocated', { EAST: 3 }), shipped('EAST', 9)], { shipped: 9 }],
    ['then what has lapsed', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), lapsed, shipped('EAST', 3)], { shipped: 3, expired: 2, backordered: 4 }],
    ['then what is backordered', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), lapsed, shipped('EAST', 7)], { shipped: 7, backordered: 2 }],
    ['and what is left over is excess', [opened(9), reserved({ EAST: 5 }), shipped('EAST', 12)], { shipped: 9, excess: 3 }],
    ['from several places, each its own', [...held, shipped('EAST', 2), shipped('WEST', 2)], { shipped: 4, EAST: '4/0/0', WEST: '2/0/0' }],
    ['of a place that is not in the catalogue any more, by its name', [opened(10), reserved({ GONE: 6, EAST: 4 }), shipped('EAST', 3)], { shipped: 3, GONE: '6/0/0', EAST: '1/0/0' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual({ requested: requestedIn(entries), ...expected });
  });
});

/** What the first decision asked for. */
function requestedIn(entries: readonly LogEntry[]): number {
  const [first] = entries;
  return first !== undefined && 'decision' in first && first.decision.type === 'reservation.opened' ? first.decision.requested : 0;
}

describe('what another system says it did with a line', () => {
  it.each<[string, LogEntry[], object]>([
    ['allocated out of the soft hold there', [opened(9), reserved({ EAST: 9 }), claimed('allocated', 'EAST', 4)], { EAST: '5/4/0' }],
    ['allocated elsewhere moves the hold', [opened(9), reserved({ EAST: 9 }), claimed('allocated', 'WEST', 4)], { EAST: '5/0/0', WEST: '0/4/0' }],
    ['allocated near the place first', [opened(9), reserved({ EAST: 5, WEST: 4 }), claimed('allocated', 'CAGE', 3)], { EAST: '5/0/0', WEST: '1/0/0', CAGE: '0/3/0' }],
    ['allocated never out of what is picked', [opened(9), reserved({ EAST: 9 }), picked('reserved', { EAST: 9 }), claimed('allocated', 'EAST', 4)], { EAST: '0/0/9' }],
    ['allocated out of backordered goods', [opened(9), claimed('allocated', 'EAST', 4)], { backordered: 5, EAST: '0/4/0' }],
    ['allocated no more than was asked for', [opened(9), reserved({ EAST: 2 }), claimed('allocated', 'EAST', 20)], { EAST: '0/9/0' }],
    ['picked out of what is allocated, then reserved, then backordered', [opened(9), reserved({ EAST: 5 }), allocated('EAST', { EAST: 3 }), claimed('picked', 'EAST', 7)], { backordered: 2, EAST: '0/0/7' }],
    ['picked leaves what it did not need', [opened(9), reserved({ EAST: 5 }), allocated('EAST', { EAST: 3 }), claimed('picked', 'EAST', 4)], { backordered: 4, EAST: '1/0/4' }],
    ['picked out of what it allocated', [opened(9), claimed('allocated', 'EAST', 6), claimed('picked', 'EAST', 4)], { backordered: 3, EAST: '0/2/4' }],
    ['at two places, each its own', [opened(9), claimed('allocated', 'WEST', 2), claimed('allocated', 'EAST', 3)], { backordered: 4, EAST: '0/3/0', WEST: '0/2/0' }],
    ['steps add up', [opened(9), claimed('picked', 'EAST', 2), claimed('picked', 'EAST', 3)], { backordered: 4, EAST: '0/0/5' }],
    ['a step back', [opened(9), claimed('picked', 'EAST', 5), claimed('picked', 'EAST', -3)], { backordered: 7, EAST: '0/0/2' }],
    ['a step back to nothing', [opened(9), reserved({ EAST: 9 }), claimed('picked', 'EAST', 5), claimed('picked', 'EAST', -5)], { EAST: '9/0/0' }],
    ['a step back that nothing went before', [opened(9), claimed('picked', 'EAST', -3)], { backordered: 9 }],
    ['a total replaces the one before', [opened(9), claimed('picked', 'EAST', 2, { mode: 'cumulative' }), claimed('picked', 'EAST', 5, { mode: 'cumulative', effectiveAt: LATER })], { backordered: 4, EAST: '0/0/5' }],
    ['a total of another place beside it', [opened(9), claimed('picked', 'EAST', 2, { mode: 'cumulative' }), claimed('picked', 'WEST', 3, { mode: 'cumulative' })], { backordered: 4, EAST: '0/0/2', WEST: '0/0/3' }],
    ['a total of another teller beside it', [opened(9), claimed('picked', 'EAST', 2, { mode: 'cumulative' }), claimed('picked', 'EAST', 3, { mode: 'cumulative', source: 'shop' })], { backordered: 4, EAST: '0/0/5' }],
    ['a total and a step beside it', [opened(9), claimed('picked', 'EAST', 2, { mode: 'cumulative' }), claimed('picked', 'EAST', 3)], { backordered: 4, EAST: '0/0/5' }],
    ['a hold of a lot is kept apart from what was told without one', [opened(9), reserved({ EAST: 6 }), decided({ type: 'reservation.allocated', from: 'EAST', holds: [{ location: 'EAST', lot: 'L', grains: grains(2) }] }), claimed('allocated', 'EAST', 1)],
      { backordered: 3, 'EAST L': '0/2/0', EAST: '3/1/0' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual({ requested: 9, ...expected });
  });
});

describe('a cancellation told from elsewhere takes', () => {
  const spread = [opened(20), reserved({ EAST: 3 }, { expiresAt: LATER }), lapsed, reserved({ EAST: 9 }), allocated('EAST', { EAST: 6 }), picked('allocated', { EAST: 2 })];
  it.each<[string, LogEntry[], object]>([
    ['what is backordered first', [...spread, cancelled(7)], { cancelled: 7, backordered: 1, expired: 3, EAST: '3/4/2' }],
    ['then what has lapsed', [...spread, cancelled(10)], { cancelled: 10, expired: 1, EAST: '3/4/2' }],
    ['then what is reserved', [...spread, cancelled(13)], { cancelled: 13, EAST: '1/4/2' }],
    ['then what is allocated', [...spread, cancelled(17)], { cancelled: 17, EAST: '0/1/2' }],
    ['then what is picked', [...spread, cancelled(19)], { cancelled: 19, EAST: '0/0/1' }],
    ['and no more than there is', [...spread, cancelled(99)], { cancelled: 20 }],
    ['several together', [...spread, cancelled(3), cancelled(4)], { cancelled: 7, backordered: 1, expired: 3, EAST: '3/4/2' }],
    ['without an amount all that is open, and not what has lapsed', [...spread, cancelled()], { cancelled: 17, expired: 3 }],
    ['nothing of what was shipped', [opened(20), shipped('EAST', 15), cancelled(9)], { shipped: 15, cancelled: 5 }],
    ['held goods of every place', [opened(20), reserved({ EAST: 9, WEST: 11 }), cancelled(15)], { cancelled: 15, WEST: '5/0/0' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual({ requested: 20, ...expected });
  });
});

describe('what was decided on a pick that never was comes out of what is left', () => {
  const claim = claimed('picked', 'EAST', 4);
  const undone = (...entries: LogEntry[]): LogEntry[] => [...entries, takenBack(claim)];
  it.each<[string, LogEntry[], object]>([
    ['of what is reserved', undone(opened(9), reserved({ EAST: 9 }), claim, released('picked', { EAST: 4 })), { released: 4, EAST: '5/0/0' }],
    ['of what is allocated', undone(opened(9), reserved({ EAST: 9 }), allocated('EAST', { EAST: 9 }), claim, released('picked', { EAST: 4 })), { released: 4, EAST: '0/5/0' }],
    ['of what is reserved before what is allocated, place after place', undone(opened(9), reserved({ EAST: 2, WEST: 3 }), allocated('WEST', { WEST: 2 }), claim, released('picked', { EAST: 4 })), { released: 4, backordered: 4, WEST: '0/1/0' }],
    ['of what has lapsed, before what is backordered', undone(opened(9), reserved({ EAST: 3 }, { expiresAt: LATER }), lapsed, claim, released('picked', { EAST: 4 })), { released: 4, backordered: 5 }],
    ['of what is backordered', undone(opened(9), claim, released('picked', { EAST: 4 })), { released: 4, backordered: 5 }],
    ['of what was cancelled', undone(opened(4), claim, revoked('picked', { EAST: 4 }, 4)), { cancelled: 4 }],
    ['of what was released where everything was shipped', undone(opened(4), claim, released('picked', { EAST: 4 }), shipped('EAST', 4)), { shipped: 4 }],
  ])('%s', (_, entries, expected) => {
    const requested = requestedIn(entries);
    expect(lineAfter(...entries)).toEqual({ requested, ...expected });
  });
});

describe('a decision takes effect on the balance it saw, whatever facts had used before', () => {
  const context = { at: MIDNIGHT, policy: 'p' };
  const pick = (amount?: number) => (line: LineBalance | undefined) => decidePick(line, 'SO', undefined, amount === undefined ? undefined : grains(amount), context);
  const bind = (amount: number) => (line: LineBalance | undefined) => decideAllocate(line, 'SO', { from: 'EAST', location: 'EAST-A', grains: grains(amount), free: grains(99) }, context);
  const relocate = (amount: number) => (line: LineBalance | undefined) => (
    decideMoveHold(line, 'SO', 'reserved', { from: { location: 'EAST' }, to: { location: 'WEST' }, grains: grains(amount), free: grains(99) }, context));
  const hold = (amount: number) => (line: LineBalance | undefined) => decideReserve(
    { request: 'r', mode: 'backorder', lines: [{ line: 'SO', item: 'TEA', grains: grains(amount) }] },
    { at: MIDNIGHT, policy: 'p', line: () => line, offers: () => [{ location: 'EAST', grains: grains(99) }] },
  );
  const lapse = (line: LineBalance | undefined) => ({ ok: true, events: decideLapse([line!], { ...context, at: Date.parse(LATER) }) });
  const held = [opened(9), reserved({ EAST: 9 }, { expiresAt: LATER })];
  const bound = [...held, allocated('EAST', { EAST: 4 })];
  const sent = shipped('EAST', 2);
  it.each<[string, LogEntry[], object]>([
    ['a pick after a shipment', decidedOn([...held, sent], pick()), { shipped: 2, EAST: '0/0/7' }],
    ['of part of it', decidedOn([...held, sent], pick(3)), { shipped: 2, EAST: '4/0/3' }],
    ['of what is allocated', decidedOn([...bound, shipped('EAST', 2)], pick(2)), { shipped: 2, EAST: '5/0/2' }],
    ['a binding after a shipment', decidedOn([...held, sent], bind(5)), { shipped: 2, EAST: '2/0/0', 'EAST-A': '0/5/0' }],
    ['a hold moved to where goods had left', decidedOn([...held, shipped('WEST', 2)], relocate(4)), { shipped: 2, EAST: '3/0/0', WEST: '4/0/0' }],
    ['a hold on what is left of an order', decidedOn([placed(9), sent], hold(7)), { shipped: 2, EAST: '7/0/0' }],
    ['a hold on what others did not pick', decidedOn([placed(9), claimed('picked', 'WEST', 2)], hold(7)), { WEST: '0/0/2', EAST: '7/0/0' }],
    ['a hold that ran out', decidedOn([opened(9), reserved({ EAST: 5, WEST: 4 }, { expiresAt: LATER }), allocated('WEST', { WEST: 4 }), sent], lapse), { shipped: 2, expired: 3, WEST: '0/4/0' }],
    ['a hold moved after a cancellation', decidedOn([opened(9), reserved({ EAST: 1, WEST: 8 }), cancelled(2)], (line) => (
      decideMoveHold(line, 'SO', 'reserved', { from: { location: 'WEST' }, to: { location: 'EAST' }, grains: grains(3), free: grains(99) }, context))), { cancelled: 2, EAST: '3/0/0', WEST: '4/0/0' }],
    ['a second one, after more has left', decidedOn([...decidedOn([...held, sent], pick(3)), shipped('EAST', 4)], pick(2)), { shipped: 6, EAST: '1/0/2' }],
    ['what left and did not comes back to where it was', [...decidedOn([...held, sent], pick(3)), takenBack(sent)], { EAST: '6/0/3' }],
    ['and to what has run out since', [...decidedOn(decidedOn([...held, sent], pick(3)), lapse), takenBack(sent)], { expired: 6, EAST: '0/0/3' }],
    ['what left anew after it never had goes by the rule', [...decidedOn([...decidedOn([...held, sent], pick(3)), takenBack(sent)], pick(1)), shipped('EAST', 2)], { shipped: 2, EAST: '5/0/2' }],
    ['what left earlier and is told later goes by the rule', [...decidedOn([...held, sent], pick(3)), shipped('EAST', 4)], { shipped: 6, EAST: '3/0/0' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual({ requested: 9, ...expected });
    const facts = entries.filter((entry) => 'fact' in entry);
    const decisions = entries.filter((entry) => 'decision' in entry);
    expect(lineAfter(...decisions, ...facts.toReversed()), 'with the facts told last').toEqual({ requested: 9, ...expected });
  });

  it('what went beyond the request waits for what is added to it', () => {
    const more = decidedOn([...decidedOn([opened(2), reserved({ EAST: 2 }), shipped('EAST', 5)], (line) => decideAmend(line, 'SO', grains(4), context))], (line) => decideAmend(line, 'SO', grains(6), context));
    expect(lineAfter(...more)).toEqual({ requested: 6, shipped: 5, backordered: 1 });
  });
});

describe('what a line asks for', () => {
  it.each<[string, LogEntry[], object]>([
    ['is what a decision asked for, whatever was ordered', [opened(9), placed(5)], { requested: 9, backordered: 9 }],
    ['is what was ordered where no decision asked', [placed(5)], { requested: 5, backordered: 5 }],
    ['is what was ordered last', [placed(5), placed(7, { effectiveAt: LATER }), placed(6, { effectiveAt: '2026-01-05T00:30:00Z' })], { requested: 7, backordered: 7 }],
    ['is no less than what was decided about it', [reserved({ EAST: 3 }), placed(2)], { requested: 3, EAST: '3/0/0' }],
    ['is no less than what was decided, done or held', [opened(2), reserved({ EAST: 9 }, { expiresAt: LATER }), released('reserved', { EAST: 2 }), revoked('reserved', { EAST: 3 }, 3), allocated('EAST', { EAST: 2 }), picked('allocated', { EAST: 1 }), lapsed],
      { requested: 9, released: 2, cancelled: 3, expired: 2, EAST: '0/1/1' }],
  ])('%s', (_, entries, expected) => {
    expect(lineAfter(...entries)).toEqual(expected);
  });

  it.each<[string, LogEntry[], string]>([
    ['the one decided', [opened(9, { channel: 'shop' }), placed(5)], 'shop'], ['the one ordered from, where none was decided', [opened(9), placed(5, { channel: 'shop' })], 'shop'],
    ['the one decided before the one ordered from', [opened(9, { channel: 'web' }), placed(5, { channel: 'shop' })], 'web'], ['none', [opened(9), placed(5)], ''], ['none without an order', [opened(9)], ''],
  ])('its channel is %s', (_, entries, channel) => {
    expect(itemAfter(entries).lines.get('SO')?.balance.channel).toBe(channel);
  });
});

describe('a line is kept for as long as anything is known of it', () => {
  const order = placed(5);
  it.each<[string, LogEntry[], boolean]>([
    ['its order was taken back', [], false], ['something is held for it', [reserved({ EAST: 5 })], true], ['something was released', [reserved({ EAST: 5 }), released('reserved', { EAST: 5 })], true],
    ['something was cancelled', [revoked('backordered', {}, 5)], true], ['something lapsed', [reserved({ EAST: 5 }, { expiresAt: LATER }), lapsed], true],
    ['its end is known', [decided({ type: 'reservation.extended', expiresAt: LATER })], true], ['a decision opened it', [opened(0)], true],
    ['something was shipped for it', [shipped('EAST', 1)], true], ['a cancellation was told', [cancelled(1)], true], ['a pick was told', [claimed('picked', 'EAST', 1)], true],
  ])('%s', (_, entries, kept) => {
    expect(itemAfter([order, ...entries, takenBack(order)]).lines.has('SO')).toBe(kept);
  });
});

describe('soft holds end', () => {
  const ends = (...entries: LogEntry[]): string | undefined => {
    const at = itemAfter(entries).lines.get('SO')?.balance.expiresAt;
    return at === undefined ? undefined : new Date(at).toISOString().slice(11, 16);
  };
  it.each<[string, LogEntry[], string | undefined]>([
    ['never without an end', [opened(9), reserved({ EAST: 5 })], undefined],
    ['at the end decided', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER })], '01:00'],
    ['at the end of the last hold', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), reserved({ EAST: 4 }, { expiresAt: '2026-01-05T02:00:00Z' })], '02:00'],
    ['at the end that was there, for a further hold without one', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), reserved({ EAST: 4 })], '01:00'],
    ['never, for a new hold without one where all else was picked', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), picked('reserved', { EAST: 5 }), reserved({ EAST: 4 })], undefined],
    ['at the new end', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), decided({ type: 'reservation.extended', expiresAt: '2026-01-05T03:00:00Z' })], '03:00'],
    ['never, extended without an end', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), decided({ type: 'reservation.extended' })], undefined],
    ['no more once they have lapsed', [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER }), lapsed], undefined],
  ])('%s', (_, entries, expected) => {
    expect(ends(...entries)).toBe(expected);
  });

  const due = (entries: LogEntry[], minute: number): unknown => lapsedLines(itemAfter(entries), MIDNIGHT + minute * 60_000).map(({ line, reserved: soft }) => [line, soft]);
  const held = [opened(9), reserved({ EAST: 5 }, { expiresAt: LATER })];
  it('are found once their instant has come', () => {
    expect([due(held, 59), due(held, 60), due(held, 61)]).toEqual([[], [['SO', 5]], [['SO', 5]]]);
  });
  it.each<[string, LogEntry[], unknown[]]>([
    ['not at an end that was moved', [...held, decided({ type: 'reservation.extended', expiresAt: '2026-01-05T03:00:00Z' })], []],
    ['not when nothing soft is left', [...held, picked('reserved', { EAST: 5 })], []],
    ['with what is left', [...held, released('reserved', { EAST: 2 })], [['SO', 3]]],
    ['also when held anew at the same end', [...held, released('reserved', { EAST: 5 }), reserved({ EAST: 4 }, { expiresAt: LATER })], [['SO', 4]]],
    ['in order of line', [opened(9, { line: 'SO-2' }), reserved({ EAST: 5 }, { line: 'SO-2', expiresAt: LATER }), ...held, opened(9, { line: 'SO-1' }), reserved({ EAST: 5 }, { line: 'SO-1', expiresAt: LATER })], [['SO', 5], ['SO-1', 5], ['SO-2', 5]]],
  ])('%s', (_, entries, expected) => {
    expect(due(entries, 60)).toEqual(expected);
  });
});

describe('the claims in a picture', () => {
  const log = [
    opened(9), reserved({ EAST: 9 }, { expiresAt: LATER }), allocated('EAST', { EAST: 4 }), picked('allocated', { EAST: 1 }),
    opened(6, { line: 'B' }), reserved({ EAST: 2, WEST: 4 }, { line: 'B' }),
  ];
  const claims = (minute: number, except?: string): unknown => Object.fromEntries(pictureOf(register, itemAfter(log), MIDNIGHT + minute * 60_000, except).claims
    .map(({ location, reserved: soft, allocated: hard, picked: taken }) => [location, `${soft}/${hard}/${taken}`]));

  it.each([
    ['are those of all lines', 59, undefined, { EAST: '7/3/1', WEST: '4/0/0' }], ['leave out soft holds that have lapsed, swept or not', 60, undefined, { EAST: '2/3/1', WEST: '4/0/0' }],
    ['leave out one line in full', 59, 'SO', { EAST: '2/0/0', WEST: '4/0/0' }], ['leave out a lapsed line once', 60, 'SO', { EAST: '2/0/0', WEST: '4/0/0' }],
    ['leave out another line', 60, 'B', { EAST: '0/3/1', WEST: '0/0/0' }], ['leave out no line that is not there', 59, 'X', { EAST: '7/3/1', WEST: '4/0/0' }],
  ])('%s', (_, minute, except, expected) => {
    expect(claims(minute, except)).toEqual(expected);
  });
});

describe('the end of a lot', () => {
  const end = (...attributes: object[]): string | undefined => {
    const received = attributes.map((lotAttributes, index) => told('stock.received', 1, { line: undefined, location: 'EAST', lot: 'L', lotAttributes, effectiveAt: new Date(MIDNIGHT + index * 60_000).toISOString() }));
    const at = pictureOf(register, itemAfter(received), MIDNIGHT).lotEndsAt('L', 'UTC');
    return at === undefined ? undefined : new Date(at).toISOString();
  };
  it.each<[string, object[], string | undefined]>([
    ['is the end of its day', [{ expiresOn: '2026-06-30' }], '2026-07-01T00:00:00.000Z'], ['is the one said last', [{ expiresOn: '2026-06-30' }, { expiresOn: '2026-06-10' }], '2026-06-11T00:00:00.000Z'],
    ['stands where a later word does not speak of it', [{ expiresOn: '2026-06-30' }, { origin: 'a' }], '2026-07-01T00:00:00.000Z'], ['is not known where nobody said', [{ origin: 'a' }], undefined],
  ])('%s', (_, attributes, expected) => {
    expect(end(...attributes)).toBe(expected);
  });
});
