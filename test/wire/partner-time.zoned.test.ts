import { describe, expect, it } from 'vitest';
import { closeOfDateText, instantText, localTimeText, middayText } from '../../src/wire/index.js';

describe('a date without a time', () => {
  it.each([
    ['2026-05-12', 'UTC', '2026-05-12T12:00:00.000Z'], ['2026-05-12', 'America/Chicago', '2026-05-12T17:00:00.000Z'], ['2026-05-12', 'Pacific/Auckland', '2026-05-12T00:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T16:30:00.000Z'], ['2026-11-01', 'America/New_York', '2026-11-01T16:30:00.000Z'],
  ])('%s in %s is %s', (date, zone, instant) => {
    expect(middayText(date, zone)).toBe(instant);
  });

  it('closes at the start of the next day', () => {
    expect(closeOfDateText('2026-09-13', 'America/Chicago')).toBe('2026-09-14T05:00:00.000Z');
  });

  it.each(['2026-02-29', '2026-13-01', '0001-01-01', '1899-12-31', '12/05/2026', ''])('%j is none', (date) => {
    expect([middayText(date, 'UTC'), closeOfDateText(date, 'UTC'), localTimeText(date, '12:00:00', 'UTC')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a local time', () => {
  it('is read in the zone that is named, whatever the machine’s', () => {
    expect(localTimeText('2026-05-12', '08:30:15', 'America/Chicago')).toBe('2026-05-12T13:30:15.000Z');
    expect(localTimeText('2026-11-01', '01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    for (const time of ['24:00:00', '08:60:00', '8:00:00', '08:00']) expect(localTimeText('2026-05-12', time, 'UTC')).toBeUndefined();
  });

  it('with an offset needs no zone', () => {
    expect(instantText('2026-05-12T10:15:30-04:00')).toBe('2026-05-12T14:15:30.000Z');
    expect([instantText('2026-05-12T10:15:30'), instantText(undefined)]).toEqual([undefined, undefined]);
  });
});
