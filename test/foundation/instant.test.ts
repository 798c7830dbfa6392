import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays, addDaysToDate, dateIn, endOfDate, formatInstant, instantAt, isCalendarDate, isInstant, isTimeZone, parseInstant, startOfDate, weekdayOf,
} from '../../src/foundation/index.js';

const HOUR = 3_600_000;
const iso = (text: string): number => Date.parse(text);

describe('parseInstant', () => {
  it.each([
    ['2026-05-12T08:00:00Z', '2026-05-12T08:00:00.000Z'],
    ['2026-05-12t08:00:00z', '2026-05-12T08:00:00.000Z'],
    ['2026-05-12T10:00:00.25+02:00', '2026-05-12T08:00:00.250Z'],
    ['2026-05-11T20:30:00-11:30', '2026-05-12T08:00:00.000Z'],
    ['2026-05-12T08:00:00-00:00', '2026-05-12T08:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['1969-12-31T23:59:59.9Z', '1969-12-31T23:59:59.900Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2026-05-12T08:00:00.1239999Z', '2026-05-12T08:00:00.123Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['2026-05-12T08:00:00.123456789Z', '2026-05-12T08:00:00.123Z'],
  ])('reads %s', (text, canonical) => {
    const instant = parseInstant(text);
    expect(instant).toBe(iso(canonical));
    expect(formatInstant(instant!)).toBe(canonical);
  });

  it.each([
    ['a local time, which names no instant', '2026-05-12T08:00:00'],
    ['a date alone', '2026-05-12'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February of a century that is no leap year', '2100-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['31 June', '2026-06-31T00:00:00Z'],
    ['31 September', '2026-09-31T00:00:00Z'],
    ['31 November', '2026-11-31T00:00:00Z'],
    ['32 January', '2026-01-32T00:00:00Z'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['hour 24', '2026-05-12T24:00:00Z'],
    ['minute 60', '2026-05-12T08:60:00Z'],
    ['an offset of 24 hours', '2026-05-12T08:00:00+24:00'],
    ['an offset of 60 minutes', '2026-05-12T08:00:00+01:60'],
    ['year 0', '0000-01-01T00:00:00Z'],
    ['an instant before year 1', '0001-01-01T00:00:00+01:00'],
    ['an instant after year 9999', '9999-12-31T23:59:59-00:01'],
    ['a space for T', '2026-05-12 08:00:00Z'],
    ['white space around', ' 2026-05-12T08:00:00Z'],
    ['a line break after', '2026-05-12T08:00:00Z\n'],
    ['an offset without colon', '2026-05-12T08:00:00+0200'],
    ['a decimal comma', '2026-05-12T08:00:00,5Z'],
    ['a point without digits', '2026-05-12T08:00:00.Z'],
    ['ten decimals', '2026-05-12T08:00:00.1234567890Z'],
    ['other digits', '２０２６-05-12T08:00:00Z'],
    ['nothing', ''],
    ['a very long text', `2026-05-12T08:00:00.${'0'.repeat(1e6)}Z`],
  ])('refuses %s', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('isInstant', () => {
  it('takes whole milliseconds from year 1 to year 9999', () => {
    expect([iso('0001-01-01T00:00:00Z'), 0, iso('9999-12-31T23:59:59.999Z')].map(isInstant)).toEqual([true, true, true]);
    expect([iso('0001-01-01T00:00:00Z') - 1, 0.5, Number.NaN, iso('9999-12-31T23:59:59.999Z') + 1, Number.POSITIVE_INFINITY].map(isInstant)).toEqual([false, false, false, false, false]);
  });
});

describe('isCalendarDate', () => {
  it('takes dates that exist', () => {
    expect(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'].map(isCalendarDate)).toEqual([true, true, true, true, true]);
    expect(['2026-02-29', '1900-02-29', '2026-13-01', '2026-1-1', '20260101', '2026-01-01T00:00:00Z', '0000-01-01', ''].some(isCalendarDate)).toBe(false);
  });
});

describe('isTimeZone', () => {
  it('takes the names of zones and nothing that only some runtimes know', () => {
    expect(['UTC', 'America/New_York', 'Asia/Kathmandu', 'Etc/GMT+5'].map(isTimeZone)).toEqual([true, true, true, true]);
    expect(['', 'Mars/Olympus', '+05:30', '-08', 'New York', `America/${'x'.repeat(60)}`].some(isTimeZone)).toBe(false);
  });
});

/** Dates about which clocks change, with their bounds as published in the time-zone database. */
const DAYS: [string, string, string, string, string][] = [
  ['an ordinary day', '2026-05-12', 'Europe/Berlin', '2026-05-11T22:00:00Z', '2026-05-12T22:00:00Z'],
  ['23 hours: clocks forward at two', '2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
  ['25 hours: clocks back at two', '2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  ['midnight is skipped', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z'],
  ['the day before ends when the clocks have shown its last hour twice', '2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00:00Z', '2018-02-18T03:00:00Z'],
  ['midnight comes twice', '2023-11-05', 'America/Havana', '2023-11-05T04:00:00Z', '2023-11-06T05:00:00Z'],
  ['clocks back three hours at three', '2023-03-09', 'Antarctica/Casey', '2023-03-08T13:00:00Z', '2023-03-09T16:00:00Z'],
  ['half an hour of summer time', '2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z'],
  ['a quarter-hour offset', '2026-01-01', 'Asia/Kathmandu', '2025-12-31T18:15:00Z', '2026-01-01T18:15:00Z'],
  ['a date the zone left out is empty', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z'],
  ['the date after it', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z'],
  ['leap day', '2024-02-29', 'Asia/Tokyo', '2024-02-28T15:00:00Z', '2024-02-29T15:00:00Z'],
  ['the first century', '0050-03-01', 'UTC', '0050-03-01T00:00:00Z', '0050-03-02T00:00:00Z'],
  ['the last date there is ends with the last instant there is', '9999-12-31', 'UTC', '9999-12-31T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  ['the first date there is begins with the first instant there is', '0001-01-01', 'Asia/Tokyo', '0001-01-01T00:00:00Z', '0001-01-01T14:41:01Z'],
];

describe.each([process.env['TZ'] ?? 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])('a calendar date on a machine in %s', (host) => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each(DAYS)('%s: %s in %s', (_, date, zone, start, end) => {
    process.env['TZ'] = host;
    expect(formatInstant(startOfDate(date, zone))).toBe(formatInstant(iso(start)));
    expect(formatInstant(endOfDate(date, zone))).toBe(formatInstant(iso(end)));
  });

  it('really is read there: the machine’s own clock follows the setting', () => {
    process.env['TZ'] = 'Asia/Kathmandu';
    expect(new Date(2026, 0, 1).toISOString()).toBe('2025-12-31T18:15:00.000Z');
    process.env['TZ'] = 'UTC';
    expect(new Date(2026, 0, 1).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('a date or zone that does not exist', () => {
  it.each(['2026-02-30', 'today', ''])('%j has no start: a mistake, not trouble', (date) => {
    expect(() => startOfDate(date, 'UTC')).toThrow(TypeError);
    expect(() => endOfDate(date, 'UTC')).toThrow(TypeError);
  });

  it.each(['Mars/Olympus', '+05:30', ''])('nor has any date in %j', (zone) => {
    expect(() => startOfDate('2026-01-01', zone)).toThrow(TypeError);
    expect(() => instantAt('2026-01-01', '12:00:00', zone)).toThrow(TypeError);
  });
});

describe('instantAt', () => {
  it.each([
    ['an ordinary time', '2026-05-12', '09:05:00', 'Europe/Berlin', '2026-05-12T07:05:00Z'],
    ['a time shown twice is its first instant', '2026-11-01', '01:30:00', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['the hour after it', '2026-11-01', '02:00:00', 'America/New_York', '2026-11-01T07:00:00Z'],
    ['a time that is skipped is the moment it is', '2026-03-08', '02:30:00', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['the last second before', '2026-03-08', '01:59:59', 'America/New_York', '2026-03-08T06:59:59Z'],
    ['the first second after', '2026-03-08', '03:00:01', 'America/New_York', '2026-03-08T07:00:01Z'],
  ])('%s: %s %s in %s', (_, date, time, zone, instant) => {
    expect(formatInstant(instantAt(date, time, zone)!)).toBe(formatInstant(iso(instant)));
  });

  it.each([['2026-02-30', '12:00:00'], ['2026-02-28', '24:00:00'], ['2026-02-28', '12:60:00'], ['2026-02-28', '12:00:60'], ['2026-02-28', '12:00'], ['2026-02-28', '']])('%s %s names none', (date, time) => {
    expect(instantAt(date, time, 'UTC')).toBeUndefined();
  });

  it('at midnight is the start of the date', () => {
    for (const [, date, zone] of DAYS.map(([name, day, where]) => [name, day, where] as const)) expect(instantAt(date, '00:00:00', zone)).toBe(startOfDate(date, zone));
  });
});

it('an hour is an hour', () => {
  expect(endOfDate('2026-03-08', 'America/New_York') - startOfDate('2026-03-08', 'America/New_York')).toBe(23 * HOUR);
});

describe('days in a zone', () => {
  it.each([
    ['before midnight in New York it is still yesterday', '2026-03-09T03:59:59.999Z', 'America/New_York', '2026-03-08'],
    ['at midnight it is the next date', '2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
    ['a leap day', '2028-02-29T12:00:00Z', 'UTC', '2028-02-29'],
    ['the last evening of a year, ahead of UTC', '2026-12-31T12:00:00Z', 'Pacific/Auckland', '2027-01-01'],
    ['the first instant there is, behind UTC, stays on the first date', '0001-01-01T00:00:00Z', 'America/New_York', '0001-01-01'],
    ['the last instant there is, ahead of UTC, stays on the last', '9999-12-31T23:59:59.999Z', 'Asia/Tokyo', '9999-12-31'],
  ])('%s: %s in %s is %s', (_, instant, zone, date) => {
    expect(dateIn(iso(instant), zone)).toBe(date);
  });

  it.each([
    ['2026-12-31', 1, '2027-01-01'], ['2028-02-28', 1, '2028-02-29'], ['2027-02-28', 1, '2027-03-01'], ['2026-03-01', -1, '2026-02-28'], ['2026-05-12', 0, '2026-05-12'],
    ['9999-12-31', 1, '9999-12-31'], ['0001-01-01', -1, '0001-01-01'], ['2026-01-01', 365, '2027-01-01'],
  ])('%s and %i days are %s', (date, days, later) => {
    expect(addDaysToDate(date, days)).toBe(later);
  });

  it.each([['2026-05-11', 1], ['2026-05-17', 7], ['1970-01-01', 4], ['1969-12-31', 3], ['1969-12-28', 7], ['0001-01-01', 1], ['2028-02-29', 2]])('%s is day %i of its week', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  it.each([
    ['an ordinary day', '2026-05-12T08:00:00Z', 1, 'America/New_York', '2026-05-13T08:00:00Z'],
    ['a day of 23 hours', '2026-03-07T17:00:00Z', 1, 'America/New_York', '2026-03-08T16:00:00Z'],
    ['a day of 25 hours', '2026-10-31T16:00:00Z', 1, 'America/New_York', '2026-11-01T17:00:00Z'],
    ['back over a day of 25 hours', '2026-11-01T17:00:00Z', -1, 'America/New_York', '2026-10-31T16:00:00Z'],
    ['to a time that is skipped', '2026-03-07T07:30:00Z', 1, 'America/New_York', '2026-03-08T07:00:00Z'],
    ['no days leave a time that is shown twice alone', '2026-11-01T06:30:00Z', 0, 'America/New_York', '2026-11-01T06:30:00Z'],
    ['a year of them', '2027-05-12T08:00:00Z', 366, 'UTC', '2028-05-12T08:00:00Z'],
    ['past the last instant', '9999-12-31T12:00:00Z', 1, 'UTC', '9999-12-31T23:59:59.999Z'],
    ['before the first', '0001-01-01T12:00:00Z', -1, 'UTC', '0001-01-01T00:00:00Z'],
  ])('%s: %s and %i days in %s', (_, instant, days, zone, later) => {
    expect(formatInstant(addDays(iso(instant), days, zone))).toBe(formatInstant(iso(later)));
  });

  it('a date or zone that does not exist is a mistake', () => {
    expect(() => weekdayOf('2026-02-30')).toThrow(TypeError);
    expect(() => addDaysToDate('2026-02-30', 1)).toThrow(TypeError);
    expect(() => dateIn(0, 'Mars/Olympus')).toThrow(TypeError);
    expect(() => addDays(0, 1, 'Mars/Olympus')).toThrow(TypeError);
  });
});
