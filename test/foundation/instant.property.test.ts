import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addDaysToDate, dateIn, endOfDate, formatInstant, instantAt, isInstant, parseInstant, startOfDate, weekdayOf } from '../../src/foundation/index.js';

const DAY = 86_400_000;
const anyInstant = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

describe('parseInstant', () => {
  it('gives back what formatInstant wrote', () => {
    fc.assert(fc.property(anyInstant, (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }), { numRuns: 2000 });
  });

  it('agrees with the runtime on every text that both take', () => {
    const field = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
    const text = fc.tuple(fc.integer({ min: 1, max: 9999 }), field(13), field(32), field(24), field(60), field(60), field(999), fc.constantFrom('Z', '+', '-'), field(23), field(59))
      .map(([year, month, day, hour, minute, second, milli, sign, offsetHour, offsetMinute]) =>
        `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}.${pad(milli, 3)}${sign === 'Z' ? 'Z' : `${sign}${pad(offsetHour)}:${pad(offsetMinute)}`}`);
    fc.assert(fc.property(text, (candidate) => {
      const ours = parseInstant(candidate);
      const runtime = Date.parse(candidate);
      // The runtime takes hour 24 and rolls days that do not exist into the next month; both are refused here.
      const [, month = '', day = ''] = /^\d{4}-(\d\d)-(\d\d)/.exec(candidate) ?? [];
      const date = new Date(Date.UTC(2000, 0, 1));
      date.setUTCFullYear(Number(candidate.slice(0, 4)), Number(month) - 1, Number(day));
      const exists = date.toISOString().slice(0, 10) === candidate.slice(0, 10) && !candidate.includes('T24');
      if (exists && !Number.isNaN(runtime) && isInstant(runtime)) expect(ours).toBe(runtime);
      else expect(ours).toBeUndefined();
    }), { numRuns: 5000 });
  });

  it('never throws, and what it gives is an instant', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9TZ:.+-]{0,40}$/)), (text) => {
      const instant = parseInstant(text);
      if (instant !== undefined) expect(isInstant(instant)).toBe(true);
    }), { numRuns: 2000 });
  });
});

describe('calendar dates', () => {
  // Offsets of whole minutes since 1973, when the last zone that counted seconds gave it up.
  const zones = [
    'UTC', 'America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'America/Havana', 'Europe/London', 'Europe/Berlin', 'Africa/Cairo', 'Africa/Casablanca',
    'Asia/Beirut', 'Asia/Gaza', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tehran', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Antarctica/Troll',
  ];
  const zone = fc.constantFrom(...zones);
  const date = fc.integer({ min: Date.UTC(1973, 0, 1) / DAY, max: Date.UTC(2100, 0, 1) / DAY });
  const textOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
  const clocks = new Map(zones.map((name) => [name, new Intl.DateTimeFormat('en-CA', { timeZone: name, year: 'numeric', month: '2-digit', day: '2-digit' })]));
  const dateShown = (instant: number, where: string): string => clocks.get(where)!.format(instant);

  it('begin when the zone’s own clocks first show them', () => {
    fc.assert(fc.property(date, zone, (day, where) => {
      const start = startOfDate(textOf(day), where);
      // Kiritimati left out 1 January 1995 when it crossed the date line.
      if (!(where === 'Pacific/Kiritimati' && ['1994-12-31', '1995-01-01'].includes(textOf(day)))) expect(dateShown(start, where)).toBe(textOf(day));
      expect(dateShown(start - 1, where) < textOf(day)).toBe(true);
    }), { numRuns: 3000 });
  });

  it('follow each other without gap or overlap', () => {
    fc.assert(fc.property(date, zone, (day, where) => {
      expect(endOfDate(textOf(day), where)).toBe(startOfDate(textOf(day + 1), where));
      expect(endOfDate(textOf(day), where)).toBeGreaterThanOrEqual(startOfDate(textOf(day), where));
    }));
  });

  it('hold their own local times', () => {
    fc.assert(fc.property(date, zone, fc.integer({ min: 0, max: 86_399 }), (day, where, second) => {
      const time = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
      const instant = instantAt(textOf(day), time, where)!;
      expect(instant).toBeGreaterThanOrEqual(startOfDate(textOf(day), where));
      expect(instant).toBeLessThanOrEqual(endOfDate(textOf(day), where));
    }));
  });
});

describe('days in a zone', () => {
  const zone = fc.constantFrom('UTC', 'America/New_York', 'America/St_Johns', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Kiritimati');
  const instant = fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2100, 0, 1) });

  it('an instant lies between the start and the end of its date', () => {
    fc.assert(fc.property(instant, zone, (at, where) => {
      const date = dateIn(at, where);
      expect(startOfDate(date, where) <= at && at < endOfDate(date, where)).toBe(true);
    }), { numRuns: 3000 });
  });

  it('adding days to an instant adds them to its date', () => {
    fc.assert(fc.property(instant, fc.integer({ min: -800, max: 800 }), zone, (at, days, where) => {
      const wanted = addDaysToDate(dateIn(at, where), days);
      // Kiritimati left out 1 January 1995; what falls on it is at the start of the next.
      if (where === 'Pacific/Kiritimati' && ['1994-12-31', '1995-01-01'].includes(wanted)) return;
      expect(dateIn(addDays(at, days, where), where)).toBe(wanted);
    }), { numRuns: 3000 });
  });

  it('seven days later is the same day of the week', () => {
    fc.assert(fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
      const date = new Date(Math.min(Math.max(day * DAY, -62_135_596_800_000), 253_402_300_799_999 - 8 * DAY)).toISOString().slice(0, 10);
      expect(weekdayOf(addDaysToDate(date, 7))).toBe(weekdayOf(date));
      expect(weekdayOf(addDaysToDate(date, 1))).toBe((weekdayOf(date) % 7) + 1);
      expect(weekdayOf(date)).toBe(new Date(`${date}T00:00:00Z`).getUTCDay() || 7);
    }), { numRuns: 2000 });
  });
});
