import { describe, expect, it } from 'vitest';
import { promise, workDays, type PromisePolicy, type PromiseRequest, type PromiseSource, type Schedule } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT, DAY, daily, demand, HOUR, iso, schedule, supply, windowOf } from './schedules.js';

const TODAY = iso('2026-05-12');
/** Ten now, six more on day 2, four on day 4; five of them wanted on day 3. */
const GOODS = schedule(10, [supply('PO1', AT + 2 * DAY, 6), supply('PO2', AT + 4 * DAY, 4)], [demand('SO', AT + 3 * DAY, 5)]);
const from = (given: Schedule, more: Partial<PromiseSource> = {}): PromiseSource => ({ location: 'DC', schedule: given, ...more });
const ask = (mode: PromiseRequest['mode'], amount: number, day = 0, more: Partial<PromiseRequest> = {}, policy: Partial<PromisePolicy> = {}): ReturnType<typeof promise> =>
  promise({ mode, grains: grains(amount), wantedAt: AT + day * DAY, sources: [from(GOODS)], ...more }, windowOf(policy));

/** What was promised in a line: amounts with place and day of arrival, or why not. */
function told(answer: ReturnType<typeof promise>): string {
  if (!answer.ok) return 'available' in answer.reason ? `${answer.reason.code.slice(8)} ${answer.reason.available}` : answer.reason.code.slice(8);
  return answer.shipments.map(({ location, grains: amount, arriveAt }) => `${amount} ${location} day ${(arriveAt - AT) / DAY}`).join(', ');
}

describe('a promise from one place', () => {
  it.each<[PromiseRequest['mode'], number, number, string]>([
    ['allOrNothing', 10, 0, '10 DC day 0'],
    ['allOrNothing', 11, 0, 'insufficient 10'],
    ['allOrNothing', 11, 2, '11 DC day 2'],
    ['allOrNothing', 12, 2, 'insufficient 11'],
    ['allOrNothing', 15, 4, '15 DC day 4'],
    ['allOrNothing', 10, -9, '10 DC day 0'],
    ['partialOnDate', 4, 0, '4 DC day 0'],
    ['partialOnDate', 12, 0, '10 DC day 0'],
    ['partialOnDate', 99, 9, '15 DC day 9'],
    ['earliestDate', 10, 1, '10 DC day 1'],
    ['earliestDate', 11, 0, '11 DC day 2'],
    ['earliestDate', 15, 0, '15 DC day 4'],
    ['earliestDate', 16, 0, 'beyond_horizon 15'],
    ['schedule', 10, 0, '10 DC day 0'],
    ['schedule', 13, 0, '10 DC day 0, 1 DC day 2, 2 DC day 4'],
    ['schedule', 99, 3, '11 DC day 3, 4 DC day 4'],
  ])('%s: %i for day %i is %s', (mode, amount, day, answer) => {
    expect(told(ask(mode, amount, day))).toBe(answer);
  });

  it('says what it was made under, when all of it is there, and nothing of a gap', () => {
    expect(ask('earliestDate', 11)).toEqual({
      ok: true, policy: 'p1', at: AT, requested: 11, roundedUp: 0, confirmed: 11, roundedAway: 0, completeAt: AT + 2 * DAY,
      shipments: [{ location: 'DC', grains: 11, pickAt: AT + 2 * DAY, shipAt: AT + 2 * DAY, arriveAt: AT + 2 * DAY, basis: 'schedule' }],
    });
  });

  it('a part names what is lacking, for a planner', () => {
    expect(ask('partialOnDate', 14)).toMatchObject({ ok: true, confirmed: 10, gap: { grains: 4, wantedAt: AT, location: 'DC', pickAt: AT } });
    expect(ask('schedule', 20)).toMatchObject({ ok: true, confirmed: 15, completeAt: AT + 4 * DAY, gap: { grains: 5, wantedAt: AT } });
  });

  it('a no names what there is, what is lacking, and when all of it could be had', () => {
    expect(ask('allOrNothing', 11)).toEqual({
      ok: false, reason: { code: 'promise.insufficient', requested: 11, available: 10, gap: { grains: 1, wantedAt: AT, location: 'DC', pickAt: AT }, earliestAt: AT + 2 * DAY },
    });
    expect(ask('allOrNothing', 16)).toEqual({ ok: false, reason: { code: 'promise.insufficient', requested: 16, available: 10, gap: { grains: 6, wantedAt: AT, location: 'DC', pickAt: AT } } });
    expect(ask('earliestDate', 16)).toEqual({ ok: false, reason: { code: 'promise.beyond_horizon', requested: 16, available: 15, gap: { grains: 1, wantedAt: AT, location: 'DC', pickAt: AT } } });
  });

  it('nothing at all is no promise of a part', () => {
    const empty = { sources: [from(schedule(0))] };
    expect(ask('partialOnDate', 1, 0, empty)).toMatchObject({ ok: false, reason: { code: 'promise.insufficient', available: 0 } });
    expect(ask('schedule', 1, 0, empty)).toMatchObject({ ok: false, reason: { code: 'promise.beyond_horizon', available: 0, gap: { grains: 1 } } });
  });

  it('beyond the horizon nothing is promised, with its end and never with a figure that stands for one', () => {
    for (const mode of ['allOrNothing', 'partialOnDate', 'earliestDate', 'schedule'] as const) {
      expect(ask(mode, 1, 5, {}, { horizonDays: 3 })).toEqual({
        ok: false, reason: { code: 'promise.beyond_horizon', requested: 1, available: 0, gap: { grains: 1, wantedAt: AT + 5 * DAY, location: 'DC', pickAt: AT + 5 * DAY }, horizonEndAt: TODAY + 3 * DAY },
      });
    }
    expect(ask('partialOnDate', 1, 0, { wantedAt: TODAY + 3 * DAY }, { horizonDays: 3 })).toMatchObject({ reason: { code: 'promise.beyond_horizon' } });
    expect(ask('partialOnDate', 1, 0, { wantedAt: TODAY + 3 * DAY - 1 }, { horizonDays: 3 })).toMatchObject({ ok: true });
    expect(ask('earliestDate', 17, 0, {}, { horizonDays: 3 })).toMatchObject({ ok: false, reason: { code: 'promise.beyond_horizon', available: 16, horizonEndAt: TODAY + 3 * DAY } });
  });

  it('any amount can be had from the end of the horizon on, where the policy says so', () => {
    const policy = { horizonDays: 3, horizonEnd: 'unlimited' } as const;
    expect(ask('earliestDate', 900, 0, {}, policy)).toMatchObject({ ok: true, confirmed: 900, shipments: [{ basis: 'horizon', arriveAt: TODAY + 3 * DAY }] });
    expect(ask('earliestDate', 9, 0, {}, policy)).toMatchObject({ shipments: [{ basis: 'schedule', arriveAt: AT }] });
    expect(ask('allOrNothing', 900, 3, {}, policy)).toMatchObject({ ok: true, shipments: [{ basis: 'horizon', arriveAt: AT + 3 * DAY }] });
    expect(told(ask('schedule', 30, 0, {}, policy))).toBe(`10 DC day 0, 6 DC day 2, 14 DC day ${(TODAY + 3 * DAY - AT) / DAY}`);
  });

  it('or after a lead time, if that is sooner than what is expected', () => {
    const policy = { horizonEnd: { leadTimeDays: 3 } } as const;
    expect(ask('earliestDate', 900, 0, {}, policy)).toMatchObject({ ok: true, shipments: [{ basis: 'leadTime', arriveAt: AT + 3 * DAY }] });
    expect(told(ask('earliestDate', 15, 0, {}, policy))).toBe('15 DC day 3');
    expect(told(ask('earliestDate', 11, 0, {}, policy))).toBe('11 DC day 2');
    expect(ask('partialOnDate', 900, 7, {}, policy)).toMatchObject({ ok: true, confirmed: 900, shipments: [{ basis: 'leadTime', arriveAt: AT + 7 * DAY }] });
    const weekdays = { ...policy, calendar: { timeZone: 'UTC', workdays: [1, 2, 3, 4, 5] } };
    expect(ask('earliestDate', 900, 0, {}, { ...weekdays, horizonEnd: { leadTimeDays: 4 } })).toMatchObject({ shipments: [{ arriveAt: iso('2026-05-18T08:00:00Z') }] });
  });

  it('a receipt stands alone, if so asked: the first that has enough by itself', () => {
    const receipts = schedule(0, [supply('PO1', AT, 50), supply('WO1', AT + 2 * DAY, 40), supply('TO1', AT + 4 * DAY, 50), supply('PO2', AT + 6 * DAY, 50)],
      [demand('A', AT + DAY, 30), demand('B', AT + 3 * DAY, 40), demand('C', AT + 5 * DAY, 10)]);
    const single = (amount: number, day = 0, more: Partial<PromiseRequest> = {}): string => told(ask('earliestDate', amount, day, { sources: [from(receipts)], supply: 'singleReceipt', ...more }));
    expect([single(10), single(20), single(30), single(40), single(41), single(50), single(51)]).toEqual(['10 DC day 0', '20 DC day 0', '30 DC day 4', '40 DC day 4', '41 DC day 6', '50 DC day 6', 'beyond_horizon 50']);
    expect(single(30, 5)).toBe('30 DC day 5');
    expect(single(20, 0, { sources: [from(receipts, { protections: [{ reference: 'shop', grains: grains(5), releasesAt: AT + DAY }] })] })).toBe('20 DC day 1');
    expect(told(ask('earliestDate', 100, 0, { sources: [from(receipts)] }))).toBe('100 DC day 6');
  });

  it('its own demand does not stand in the way of a line that is asked for again', () => {
    const given = { sources: [from(schedule(10, [], [demand('MINE', AT, 6), demand('OTHER', AT, 1)]))] };
    expect(told(ask('allOrNothing', 9, 0, given))).toBe('insufficient 3');
    expect(told(ask('allOrNothing', 9, 0, { ...given, excludes: 'MINE' }))).toBe('9 DC day 0');
    expect(told(ask('allOrNothing', 10, 0, { ...given, excludes: 'MINE' }))).toBe('insufficient 9');
  });

  it('safety stock and what is kept for others are not promised, until they are released', () => {
    expect(told(ask('partialOnDate', 99, 0, {}, { safetyStock: grains(3) }))).toBe('7 DC day 0');
    const kept = { sources: [from(GOODS, { protections: [{ reference: 'shop', grains: grains(4), releasesAt: AT + DAY }, { reference: 'web', grains: grains(1) }, { reference: 'none', grains: grains(0) }] })] };
    expect(told(ask('partialOnDate', 99, 0, kept))).toBe('5 DC day 0');
    expect(told(ask('earliestDate', 9, 0, kept))).toBe('9 DC day 1');
    expect(told(ask('schedule', 99, 0, kept))).toBe('5 DC day 0, 4 DC day 1, 1 DC day 2, 4 DC day 4');
    expect(told(ask('partialOnDate', 9, 0, { sources: [from(GOODS, { protections: [{ reference: 'shop', grains: grains(99) }] })] }))).toBe('insufficient 0');
  });

  it('counts what it has taken itself, whatever demand the policy counts, and in goods that end', () => {
    const none = { demand: { confirmed: false, reservation: false, backorder: false } };
    expect(told(ask('schedule', 99, 0, {}, none))).toBe('10 DC day 0, 6 DC day 2, 4 DC day 4');
    const milk = from(schedule(2, [], [], [{ reference: 'L', grains: grains(3), usableUntil: AT + DAY }]));
    expect(told(ask('schedule', 99, 0, { sources: [milk] }))).toBe('5 DC day 0');
    expect(told(ask('allOrNothing', 3, 2, { sources: [milk] }))).toBe('insufficient 2');
  });
});

describe('packs', () => {
  it.each<[string, PromiseRequest['mode'], number, number, string, number, number]>([
    ['an amount is rounded up to them', 'allOrNothing', 8, 5, '10 DC day 0', 2, 0],
    ['a whole number of them is left alone', 'allOrNothing', 10, 5, '10 DC day 0', 0, 0],
    ['too little for the rounded amount is too little', 'allOrNothing', 9, 6, 'insufficient 6', 0, 0],
    ['a part is rounded down, and what that hides is told', 'partialOnDate', 17, 6, '6 DC day 0', 1, 4],
    ['less than one is nothing', 'partialOnDate', 9, 12, 'insufficient 0', 0, 0],
    ['each part of a schedule is whole packs', 'schedule', 20, 4, '8 DC day 0, 4 DC day 4', 0, 3],
  ])('%s', (_, mode, amount, pack, answer, up, away) => {
    const result = ask(mode, amount, 0, { pack: { grains: grains(pack), rounding: 'up' } });
    expect(told(result)).toBe(answer);
    if (result.ok) expect([result.roundedUp, result.roundedAway]).toEqual([up, away]);
  });

  it('an amount that is none is refused, if it must not be rounded', () => {
    expect(ask('allOrNothing', 8, 0, { pack: { grains: grains(5), rounding: 'refuse' } })).toEqual({ ok: false, reason: { code: 'promise.not_whole_packs', requested: 8, pack: 5, next: 10 } });
    expect(told(ask('allOrNothing', 5, 0, { pack: { grains: grains(5), rounding: 'refuse' } }))).toBe('5 DC day 0');
  });

  it('a place that ships other packs ships those', () => {
    const packed = { sources: [from(GOODS, { pack: grains(4) })] };
    expect(ask('partialOnDate', 10, 0, packed)).toMatchObject({ confirmed: 8, roundedAway: 2 });
    expect(ask('partialOnDate', 6, 0, packed)).toMatchObject({ confirmed: 4, roundedAway: 2 });
    expect(ask('partialOnDate', 6, 0, { ...packed, noSplit: true })).toMatchObject({ confirmed: 4, roundedAway: 2 });
    expect(told(ask('partialOnDate', 3, 0, { ...packed, noSplit: true }))).toBe('insufficient 0');
    expect(told(ask('allOrNothing', 6, 0, packed))).toBe('insufficient 4');
    expect(ask('partialOnDate', 10, 0, { ...packed, pack: { grains: grains(5), rounding: 'up' } })).toMatchObject({ confirmed: 8 });
  });
});

describe('several places', () => {
  const A = from(daily(4, [0, 3], []), { location: 'A' });
  const B = from(daily(6, [0, 0, 9], []), { location: 'B' });
  const C = from(daily(9, [], []), { location: 'C', priority: 1 });
  const places = (amount: number, mode: PromiseRequest['mode'], more: Partial<PromiseRequest> = {}, day = 0): string => told(ask(mode, amount, day, { sources: [A, B, C], ...more }));

  it.each<[string, number, PromiseRequest['mode'], Partial<PromiseRequest>, string]>([
    ['the best priority first, and within it as few as do', 5, 'allOrNothing', {}, '5 B day 0'],
    ['all of the best before any of the next', 12, 'allOrNothing', {}, '4 A day 0, 6 B day 0, 2 C day 0'],
    ['all there is', 19, 'allOrNothing', {}, '4 A day 0, 6 B day 0, 9 C day 0'],
    ['and no more', 20, 'allOrNothing', {}, 'insufficient 19'],
    ['fewest shipments first: who has the most', 12, 'allOrNothing', { prefer: 'shipments' }, '3 B day 0, 9 C day 0'],
    ['equal amounts by priority, then as named', 4, 'allOrNothing', { prefer: 'shipments', sources: [{ ...A, location: 'A2', priority: 1 }, A, { ...A, location: 'A3' }] }, '4 A day 0'],
    ['one place alone: one that has enough, the best of them', 5, 'allOrNothing', { noSplit: true }, '5 B day 0'],
    ['though of lower priority', 8, 'allOrNothing', { noSplit: true }, '8 C day 0'],
    ['or none', 12, 'allOrNothing', { noSplit: true }, 'insufficient 9'],
    ['or the one that has the most', 12, 'partialOnDate', { noSplit: true }, '9 C day 0'],
    ['a part from all', 50, 'partialOnDate', {}, '4 A day 0, 6 B day 0, 9 C day 0'],
    ['the earliest date at which they have it together', 22, 'earliestDate', {}, '7 A day 1, 6 B day 0, 9 C day 0'],
    ['each share as soon as it is there', 23, 'earliestDate', {}, '7 A day 1, 15 B day 2, 1 C day 0'],
    ['the earliest from one place', 12, 'earliestDate', { noSplit: true }, '12 B day 2'],
    ['the best places, though later', 19, 'earliestDate', { prefer: 'priority' }, '4 A day 0, 15 B day 2'],
    ['or the next, where the best never have it', 23, 'earliestDate', { prefer: 'priority' }, '7 A day 1, 15 B day 2, 1 C day 0'],
    ['or none, where nobody does', 32, 'earliestDate', { prefer: 'priority' }, 'beyond_horizon 31'],
    ['the fewest shipments, though later', 15, 'earliestDate', { prefer: 'shipments' }, '15 B day 2'],
    ['and no later than that takes', 14, 'earliestDate', { prefer: 'shipments', sources: [A, B, from(daily(0, [0, 14], []), { location: 'D' })] }, '14 D day 1'],
    ['as it comes, from all', 25, 'schedule', {}, '4 A day 0, 6 B day 0, 9 C day 0, 3 A day 1, 3 B day 2'],
    ['as it comes, from one', 25, 'schedule', { noSplit: true }, '9 C day 0'],
    ['as it comes, from the one that began', 9, 'schedule', { noSplit: true, sources: [A, B] }, '6 B day 0, 3 B day 2'],
  ])('%s', (_, amount, mode, more, answer) => {
    expect(places(amount, mode, more)).toBe(answer);
  });

  it('what is lacking is told for the place of best priority', () => {
    expect(ask('allOrNothing', 99, 0, { sources: [C, { ...A, lead: { transitDays: 2 } }, B] })).toMatchObject({ reason: { gap: { location: 'A', pickAt: AT - 2 * DAY } } });
  });
});

describe('dates of a shipment', () => {
  const weekdays = workDays({ timeZone: 'UTC', workdays: [1, 2, 3, 4, 5] });
  const lead = { handlingDays: 1, handlingCalendar: weekdays, transitDays: 2, transitCalendar: weekdays };
  const by = (text: string): Partial<PromiseRequest> => ({ wantedAt: iso(text), sources: [from(GOODS, { lead })] });

  it('are counted back from when it is wanted, and what is available is asked when it is picked', () => {
    expect(ask('allOrNothing', 11, 0, by('2026-05-19T12:00:00Z'))).toMatchObject({
      ok: true, shipments: [{ pickAt: iso('2026-05-14T12:00:00Z'), shipAt: iso('2026-05-15T12:00:00Z'), arriveAt: iso('2026-05-19T12:00:00Z') }],
    });
    expect(ask('allOrNothing', 11, 0, by('2026-05-18T12:00:00Z'))).toMatchObject({ ok: false, reason: { available: 10, earliestAt: iso('2026-05-19T08:00:00Z'), gap: { pickAt: iso('2026-05-13T12:00:00Z') } } });
  });

  it('are counted forward from when goods are there', () => {
    expect(ask('earliestDate', 15, 0, by('2026-05-15T12:00:00Z'))).toMatchObject({
      ok: true, shipments: [{ pickAt: iso('2026-05-18'), shipAt: iso('2026-05-19'), arriveAt: iso('2026-05-21') }], completeAt: iso('2026-05-21'),
    });
  });

  it('what would have to be picked before now arrives later than wanted', () => {
    expect(ask('allOrNothing', 1, 0, by('2026-05-14T12:00:00Z'))).toMatchObject({ ok: false, reason: { code: 'promise.insufficient', available: 0, earliestAt: iso('2026-05-15T08:00:00Z') } });
    expect(ask('earliestDate', 1, 0, by('2026-05-14T12:00:00Z'))).toMatchObject({ ok: true, shipments: [{ pickAt: AT, shipAt: iso('2026-05-13T08:00:00Z'), arriveAt: iso('2026-05-15T08:00:00Z') }] });
    expect(ask('allOrNothing', 1, 0, by('2026-05-15T08:00:00Z'))).toMatchObject({ ok: true, shipments: [{ pickAt: AT }] });
  });

  it('on the policy’s calendar where the place has none', () => {
    const policy = { calendar: { timeZone: 'UTC', workdays: [1, 2, 3, 4, 5] } };
    expect(ask('earliestDate', 1, 0, { sources: [from(GOODS, { lead: { transitDays: 4 } })] }, policy)).toMatchObject({ shipments: [{ arriveAt: iso('2026-05-18T08:00:00Z') }] });
    expect(ask('earliestDate', 1, 0, { sources: [from(GOODS, { lead: { handlingDays: 4 } })] }, policy)).toMatchObject({ shipments: [{ arriveAt: iso('2026-05-18T08:00:00Z') }] });
  });
});

describe('what cannot be a request is said to be none', () => {
  const ok: PromiseRequest = { mode: 'allOrNothing', grains: grains(1), wantedAt: AT, sources: [from(GOODS)] };

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an unknown mode', { mode: 'maybe' }, /^\$\.mode: expected one of allOrNothing, partialOnDate, earliestDate, schedule, found "maybe"$/],
    ['nothing', { grains: 0 }, /^\$\.grains: expected whole grains above zero, found 0$/],
    ['half a grain', { grains: 0.5 }, /^\$\.grains/],
    ['no instant', { wantedAt: Number.NaN }, /^\$\.wantedAt: expected an instant/],
    ['an unknown supply', { supply: 'all' }, /^\$\.supply: expected one of pooled, singleReceipt/],
    ['an unknown preference', { prefer: 'cost' }, /^\$\.prefer: expected one of date, priority, shipments/],
    ['a pack of nothing', { pack: { grains: 0, rounding: 'up' } }, /^\$\.pack\.grains/],
    ['an unknown rounding', { pack: { grains: 1, rounding: 'down' } }, /^\$\.pack\.rounding: expected one of up, refuse/],
    ['no places', { sources: [] }, /^\$\.sources: expected from 1 to 1000 entries, found 0$/],
    ['too many places', { sources: Array.from({ length: 1001 }, (_, index) => from(GOODS, { location: `L${index}` })) }, /^\$\.sources: expected from 1 to 1000 entries, found 1001$/],
    ['a place twice', { sources: [from(GOODS), from(GOODS)] }, /^\$\.sources\[1\]\.location: expected an identifier that no other source has, found "DC"$/],
    ['a place without a name', { sources: [from(GOODS, { location: '' })] }, /^\$\.sources\[0\]\.location/],
    ['half a priority', { sources: [from(GOODS, { priority: 0.5 })] }, /^\$\.sources\[0\]\.priority: expected a whole number/],
    ['a place without goods', { sources: [{ location: 'DC' }] }, /^\$\.sources\[0\]: expected either a schedule or components, found nothing$/],
    ['a place with goods and parts', { sources: [from(GOODS, { components: [] })] }, /^\$\.sources\[0\]: expected either a schedule or components, found "both"$/],
    ['a kit without parts', { sources: [{ location: 'DC', components: [] }] }, /^\$\.sources\[0\]\.components: expected from 1 to 1000 entries/],
    ['a kit that needs nothing of a part', { sources: [{ location: 'DC', components: [{ item: 'A', per: 0, schedule: GOODS }] }] }, /^\$\.sources\[0\]\.components\[0\]\.per/],
    ['a place that ships packs of nothing', { sources: [from(GOODS, { pack: grains(0) })] }, /^\$\.sources\[0\]\.pack/],
    ['less than nothing kept', { sources: [from(GOODS, { protections: [{ reference: 'x', grains: -1 as never }] })] }, /^\$\.sources\[0\]\.protections\[0\]\.grains/],
    ['a fraction kept', { sources: [from(GOODS, { protections: [{ reference: 'x', grains: 0.5 as never }] })] }, /^\$\.sources\[0\]\.protections\[0\]\.grains/],
    ['kept until no instant', { sources: [from(GOODS, { protections: [{ reference: 'x', grains: grains(1), releasesAt: Infinity }] })] }, /^\$\.sources\[0\]\.protections\[0\]\.releasesAt/],
    ['days below zero', { sources: [from(GOODS, { lead: { transitDays: -1 } })] }, /^\$\.sources\[0\]\.lead\.transitDays/],
    ['half a day', { sources: [from(GOODS, { lead: { handlingDays: 0.5 } })] }, /^\$\.sources\[0\]\.lead\.handlingDays/],
    ['a calendar that was not made ready', { sources: [from(GOODS, { lead: { transitCalendar: { timeZone: 'UTC' } as never } })] }, /^\$\.sources\[0\]\.lead\.transitCalendar: expected a calendar made by workDays/],
    ['another one', { sources: [from(GOODS, { lead: { handlingCalendar: {} as never } })] }, /^\$\.sources\[0\]\.lead\.handlingCalendar/],
    ['a schedule that is none', { sources: [from({ ...schedule(0), opening: 0.5 as never })] }, /^\$\.sources\[0\]\.schedule\.opening: expected whole grains/],
    ['a part whose schedule is none', { sources: [{ location: 'DC', components: [{ item: 'A', per: 1, schedule: GOODS }, { item: 'B', per: 1, schedule: { ...GOODS, supplies: [{}] } }] }] }, /^\$\.sources\[0\]\.components\[1\]\.schedule\.supplies\[0\]\.reference/],
  ])('%s', (_, wrong, message) => {
    expect(() => promise({ ...ok, ...wrong }, windowOf())).toThrow(message);
  });

  it('a thousand places are not too many, and zero days are days', () => {
    expect(promise({ ...ok, sources: Array.from({ length: 1000 }, (_, index) => from(schedule(1), { location: `L${index}`, lead: { transitDays: 0, handlingDays: 0 } })) }, windowOf()).ok).toBe(true);
    expect(told(promise({ ...ok, wantedAt: AT - HOUR }, windowOf()))).toBe('1 DC day 0');
  });
});
