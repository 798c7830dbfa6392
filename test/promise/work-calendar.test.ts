import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/foundation/index.js';
import { addWorkingDays, everyDay, subtractWorkingDays, workDays } from '../../src/promise/index.js';
import { runs } from '../runs.js';
import { iso } from './schedules.js';

const berlin = workDays({ timeZone: 'Europe/Berlin', workdays: [1, 2, 3, 4, 5], closedOn: ['2026-05-14', '2026-12-25'], openOn: ['2026-05-16'] });

describe('working days', () => {
  it.each([
    ['2026-05-12', true], ['2026-05-14', false], ['2026-05-15', true], ['2026-05-16', true], ['2026-05-17', false], ['2026-05-23', false],
  ])('%s is one: %s', (date, works) => {
    expect(berlin.isWorkday(date)).toBe(works);
  });

  it('a date listed as open is so even if listed as closed', () => {
    expect(workDays({ timeZone: 'UTC', closedOn: ['2026-05-14'], openOn: ['2026-05-14'] }).isWorkday('2026-05-14')).toBe(true);
  });

  it.each([
    ['none, on a working day, are the instant itself', '2026-05-12T09:30:00Z', 0, '2026-05-12T09:30:00Z'],
    ['one', '2026-05-12T09:30:00Z', 1, '2026-05-13T09:30:00Z'],
    ['over a holiday', '2026-05-13T09:30:00Z', 1, '2026-05-15T09:30:00Z'],
    ['over a Sunday', '2026-05-16T09:30:00Z', 2, '2026-05-19T09:30:00Z'],
    ['none, on a day of rest, wait for the start of work', '2026-05-14T09:30:00Z', 0, '2026-05-14T22:00:00Z'],
    ['one from a day of rest begins there', '2026-05-17T09:30:00Z', 1, '2026-05-18T22:00:00Z'],
    ['at the same local time across a change of the clocks', '2026-03-27T09:30:00Z', 1, '2026-03-30T08:30:00Z'],
  ])('forward: %s', (_, at, days, arrives) => {
    expect(formatInstant(addWorkingDays(berlin, iso(at), days))).toBe(formatInstant(iso(arrives)));
  });

  it.each([
    ['none, on a working day, are the instant itself', '2026-05-12T09:30:00Z', 0, '2026-05-12T09:30:00Z'],
    ['one', '2026-05-13T09:30:00Z', 1, '2026-05-12T09:30:00Z'],
    ['over a holiday', '2026-05-15T09:30:00Z', 1, '2026-05-13T09:30:00Z'],
    ['over a weekend', '2026-05-11T09:30:00Z', 1, '2026-05-08T09:30:00Z'],
    ['none, on a day of rest, are the end of work before it', '2026-05-17T09:30:00Z', 0, '2026-05-16T21:59:59.999Z'],
    ['one from a day of rest begins there', '2026-05-17T09:30:00Z', 1, '2026-05-15T21:59:59.999Z'],
  ])('backward: %s', (_, at, days, leaves) => {
    expect(formatInstant(subtractWorkingDays(berlin, iso(at), days))).toBe(formatInstant(iso(leaves)));
  });

  it('are all days where nothing else is said', () => {
    expect(addWorkingDays(everyDay('UTC'), iso('2026-12-30T10:00:00Z'), 3)).toBe(iso('2027-01-02T10:00:00Z'));
    expect(workDays({ timeZone: 'UTC' }).isWorkday('2026-05-17')).toBe(true);
  });

  it('that never come are refused', () => {
    const never = workDays({ timeZone: 'UTC', workdays: [], openOn: ['2026-01-01'] });
    expect(() => addWorkingDays(never, iso('2026-01-02'), 0)).toThrow(expect.objectContaining({ code: 'promise.invalid' }));
    expect(addWorkingDays(never, iso('2025-12-31'), 0)).toBe(iso('2026-01-01'));
    expect(addWorkingDays(never, iso('2016-01-01'), 0)).toBe(iso('2026-01-01'));
    expect(() => addWorkingDays(never, iso('2015-01-01'), 0)).toThrow(/working day within 3660 days/);
  });

  it('forward and back from a working day is no later than where it began', () => {
    fc.assert(fc.property(fc.integer({ min: iso('2026-01-01'), max: iso('2027-12-31') }), fc.nat(20), (at, days) => {
      const from = addWorkingDays(berlin, at, 0);
      const there = addWorkingDays(berlin, from, days);
      expect(there).toBeGreaterThanOrEqual(from);
      expect(Math.abs(subtractWorkingDays(berlin, there, days) - from)).toBeLessThanOrEqual(3_600_000);
    }), { numRuns: runs(500) });
  });
});
