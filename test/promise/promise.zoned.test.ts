import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/foundation/index.js';
import { availableToPromise, promise, promiseChart, type PromisePolicy } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyPerishable, anyPolicy, AT, DAY, demand, HOUR, iso, schedule, supply, windowOf } from './schedules.js';

const HOSTS = [process.env['TZ'] ?? 'UTC', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe'];

describe.each(HOSTS)('on a machine in %s', (host) => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each<[string, string, Partial<PromisePolicy>, readonly string[]]>([
    ['days over the start of summer time', '2026-03-07T20:00:00Z', { bucket: 'day', horizonDays: 3, timeZone: 'America/New_York' }, ['2026-03-07T05:00', '2026-03-08T05:00', '2026-03-09T04:00', '2026-03-10T04:00']],
    ['and over its end', '2026-10-31T20:00:00Z', { bucket: 'day', horizonDays: 3, timeZone: 'America/New_York' }, ['2026-10-31T04:00', '2026-11-01T04:00', '2026-11-02T05:00', '2026-11-03T05:00']],
    ['half an hour of it', '2026-04-04T12:00:00Z', { bucket: 'day', horizonDays: 2, timeZone: 'Australia/Lord_Howe' }, ['2026-04-03T13:00', '2026-04-04T13:00', '2026-04-05T13:30']],
    ['over a leap day', '2028-02-28T12:00:00Z', { bucket: 'day', horizonDays: 3 }, ['2028-02-28T00:00', '2028-02-29T00:00', '2028-03-01T00:00', '2028-03-02T00:00']],
    ['over the end of a year', '2026-12-31T05:00:00Z', { bucket: 'day', horizonDays: 2, timeZone: 'Pacific/Auckland' }, ['2026-12-30T11:00', '2026-12-31T11:00', '2027-01-01T11:00']],
    ['weeks over the end of a year', '2026-12-30T12:00:00Z', { bucket: 'week', horizonDays: 14, timeZone: 'Europe/Berlin' }, ['2026-12-27T23:00', '2027-01-03T23:00', '2027-01-10T23:00', '2027-01-12T23:00']],
    ['weeks from Sunday over the start of summer time', '2026-03-25T12:00:00Z', { bucket: 'week', weekStartsOn: 7, horizonDays: 12, timeZone: 'Europe/Berlin' }, ['2026-03-21T23:00', '2026-03-28T23:00', '2026-04-04T22:00', '2026-04-05T22:00']],
    ['a midnight that the clocks skip', '2024-04-25T12:00:00Z', { bucket: 'day', horizonDays: 2, timeZone: 'Africa/Cairo' }, ['2024-04-24T22:00', '2024-04-25T22:00', '2024-04-26T21:00']],
  ])('%s begin where the zone’s clocks say', (_, at, policy, edges) => {
    process.env['TZ'] = host;
    const { buckets } = availableToPromise(schedule(1), windowOf(policy, iso(at)));
    expect([...buckets.map(({ startAt }) => startAt), buckets.at(-1)!.endAt!].map((instant) => formatInstant(instant).slice(0, 16))).toEqual(edges);
  });

  it('offsets, fences, lead times and lives are counted in days of the zone', () => {
    process.env['TZ'] = host;
    const at = iso('2026-03-07T20:00:00Z');
    const policy: Partial<PromisePolicy> = {
      bucket: 'day', timeZone: 'America/New_York', pastDueSupply: { fenceDays: 1, offsetDays: 2 }, horizonEnd: { leadTimeDays: 2 }, remainingDaysMin: 1, calendar: { timeZone: 'America/New_York', workdays: [1, 2, 3, 4, 5] },
    };
    const given = schedule(0, [supply('late', '2026-03-06T05:00:00Z', 3), supply('later', '2026-03-06T04:59:00Z', 9), supply('milk', '2026-03-07T21:00:00Z', 4, { usableUntil: iso('2026-03-09T04:00:00Z') })]);
    const answer = availableToPromise(given, windowOf(policy, at));
    expect(answer.buckets.map(({ startAt, cumulative }) => [formatInstant(startAt).slice(0, 16), cumulative])).toEqual([['2026-03-07T05:00', 4], ['2026-03-08T05:00', 0], ['2026-03-09T04:00', 3]]);
    expect(answer.leftOut).toEqual([{ kind: 'supply', reference: 'later', grains: 9, reason: 'pastDue' }]);
    const promised = promise({ mode: 'earliestDate', grains: grains(50), wantedAt: at, sources: [{ location: 'DC', schedule: given }] }, windowOf(policy, at));
    expect(promised).toMatchObject({ ok: true, completeAt: iso('2026-03-11T04:00:00Z') });
  });
});

it('the same schedule, policy and instant give the same answers on every machine', () => {
  const before = process.env['TZ'];
  try {
    fc.assert(fc.property(anyPerishable, anyPolicy, fc.integer({ min: Date.UTC(2024, 1, 27), max: Date.UTC(2028, 2, 2) }), (given, policy, at) => {
      const moved = { ...given, supplies: given.supplies.map((line) => ({ ...line, dueAt: line.dueAt - AT + at, usableUntil: line.usableUntil === undefined ? undefined : line.usableUntil - AT + at })), demands: [...given.demands, demand('D', at + 5 * HOUR, 1)] };
      const answers = HOSTS.map((host) => {
        process.env['TZ'] = host;
        const window = windowOf({ ...policy, calendar: { timeZone: 'Europe/Berlin', workdays: [1, 2, 3] }, horizonEnd: { leadTimeDays: 4 } }, at);
        const row = availableToPromise(moved, window);
        return JSON.stringify([row, promiseChart(row, 'Asia/Tokyo'), promise({ mode: 'schedule', grains: grains(40), wantedAt: at + DAY, sources: [{ location: 'DC', schedule: moved, lead: { transitDays: 1 } }] }, window)]);
      });
      expect(new Set(answers).size).toBe(1);
    }), { numRuns: runs(300) });
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});
