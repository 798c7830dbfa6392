import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../src/foundation/index.js';
import { periodOf } from '../../src/availability/consumption-period.js';
import type { SegmentRule } from '../../src/model/index.js';

const period = (rule: Partial<SegmentRule>, at: string): readonly string[] | undefined => {
  const found = periodOf({ id: 's', kind: 'cap', ...rule }, parseInstant(at)!);
  return found && [found.from, found.until].map((instant) => (Number.isFinite(instant) ? formatInstant(instant) : 'never'));
};

const ROWS: readonly (readonly [what: string, rule: Partial<SegmentRule>, at: string, from: string, until: string])[] = [
  ['a day', { per: 'day' }, '2026-05-12T08:00:00Z', '2026-05-12T00:00:00.000Z', '2026-05-13T00:00:00.000Z'],
  ['a day at its first instant', { per: 'day' }, '2026-05-12T00:00:00Z', '2026-05-12T00:00:00.000Z', '2026-05-13T00:00:00.000Z'],
  ['a day that is still yesterday in the zone', { per: 'day', timeZone: 'America/New_York' }, '2026-05-12T03:59:59.999Z', '2026-05-11T04:00:00.000Z', '2026-05-12T04:00:00.000Z'],
  ['a day that has begun in the zone', { per: 'day', timeZone: 'America/New_York' }, '2026-05-12T04:00:00Z', '2026-05-12T04:00:00.000Z', '2026-05-13T04:00:00.000Z'],
  ['a day that is tomorrow in the zone', { per: 'day', timeZone: 'Pacific/Kiritimati' }, '2026-05-12T10:00:00Z', '2026-05-12T10:00:00.000Z', '2026-05-13T10:00:00.000Z'],
  ['a day of 23 hours', { per: 'day', timeZone: 'America/New_York' }, '2026-03-08T12:00:00Z', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ['a day of 25 hours', { per: 'day', timeZone: 'America/New_York' }, '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
  ['a week from Monday', { per: 'week' }, '2026-05-12T08:00:00Z', '2026-05-11T00:00:00.000Z', '2026-05-18T00:00:00.000Z'],
  ['a week at its Monday', { per: 'week' }, '2026-05-11T00:00:00Z', '2026-05-11T00:00:00.000Z', '2026-05-18T00:00:00.000Z'],
  ['a week at its Sunday', { per: 'week' }, '2026-05-17T23:59:59Z', '2026-05-11T00:00:00.000Z', '2026-05-18T00:00:00.000Z'],
  ['a week over the change of clocks', { per: 'week', timeZone: 'America/New_York' }, '2026-03-05T00:00:00Z', '2026-03-02T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ['a week over the end of a year', { per: 'week' }, '2026-12-31T00:00:00Z', '2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z'],
  ['a month of 31 days', { per: 'month' }, '2026-05-12T08:00:00Z', '2026-05-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'],
  ['a month of 30 days', { per: 'month' }, '2026-06-30T23:59:59Z', '2026-06-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'],
  ['a February', { per: 'month' }, '2026-02-01T00:00:00Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['a February of a leap year', { per: 'month' }, '2028-02-01T00:00:00Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ['a month in a zone', { per: 'month', timeZone: 'America/New_York' }, '2026-12-01T04:00:00Z', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
  ['the first day there is', { per: 'day' }, '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '0001-01-02T00:00:00.000Z'],
  ['the first instants there are, before the first day in the zone', { per: 'day', timeZone: 'America/New_York' }, '0001-01-01T01:00:00Z', '0001-01-01T04:56:02.000Z', '0001-01-02T04:56:02.000Z'],
  ['the last week there is', { per: 'week' }, '9999-12-31T12:00:00Z', '9999-12-27T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
  ['a window', { per: 'window', from: '2026-05-01T00:00:00Z', until: '2026-06-01T00:00:00Z' }, '2026-05-12T08:00:00Z', '2026-05-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'],
  ['a window without an end', { per: 'window', from: '2026-05-01T00:00:00Z' }, '2026-05-12T08:00:00Z', '2026-05-01T00:00:00.000Z', 'never'],
];

describe('the period of consumption is', () => {
  it.each(ROWS)('%s', (_what, rule, at, from, until) => {
    expect(period(rule, at)).toEqual([from, until]);
  });

  it('none where shipped goods do not count', () => {
    expect(period({}, '2026-05-12T08:00:00Z')).toBeUndefined();
  });

  it('another one when the time has moved on, and back', () => {
    const rule: SegmentRule = { id: 's', kind: 'cap', per: 'day' };
    const days = ['2026-05-12T23:59:59.999Z', '2026-05-13T00:00:00Z', '2026-05-11T12:00:00Z'].map((at) => formatInstant(periodOf(rule, parseInstant(at)!)!.from).slice(0, 10));
    expect(days).toEqual(['2026-05-12', '2026-05-13', '2026-05-11']);
  });
});
