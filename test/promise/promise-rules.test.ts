import { describe, expect, it } from 'vitest';
import { DEFAULT_PROMISE_POLICY, promiseRules, type PromisePolicy } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';

describe('a promise policy', () => {
  it('that says nothing has every rule stated', () => {
    const { calendar, ...rules } = promiseRules(DEFAULT_PROMISE_POLICY);
    expect(rules).toEqual({
      version: 'default', timeZone: 'UTC', bucket: 'instant', weekStartsOn: 1, horizonDays: undefined, horizonEnd: 'unknown',
      supply: { onOrder: 100, inTransit: 100, provisionalReceipt: 0, planned: 0 }, confidenceMin: 0,
      demand: { confirmed: true, reservation: true, backorder: true, forecast: false },
      pastDueSupply: undefined, pastDueDemand: { fenceDays: Infinity, offsetDays: 0 }, shortage: 'carry', safetyStock: 0, shelfLife: 'respect', remainingDaysMin: 0,
    });
    expect([calendar.timeZone, calendar.isWorkday('2026-05-10')]).toEqual(['UTC', true]);
  });

  it('keeps what it says', () => {
    const said: PromisePolicy = {
      version: 'v2', timeZone: 'Europe/Berlin', bucket: 'week', weekStartsOn: 7, horizonDays: 90, horizonEnd: { leadTimeDays: 14 }, supply: { planned: 30 }, confidenceMin: 80,
      demand: { forecast: true }, pastDueSupply: { fenceDays: 2, offsetDays: 1 }, pastDueDemand: { fenceDays: 0 }, shortage: 'clamp', safetyStock: grains(7), shelfLife: 'ignore',
      remainingDaysMin: 3, calendar: { timeZone: 'UTC', workdays: [1] },
    };
    const { calendar, ...rules } = promiseRules(said);
    expect(rules).toEqual({
      ...said, calendar: undefined, supply: { onOrder: 100, inTransit: 100, provisionalReceipt: 0, planned: 30 }, demand: { confirmed: true, reservation: true, backorder: true, forecast: true },
      pastDueDemand: { fenceDays: 0, offsetDays: 0 },
    });
    expect([calendar.isWorkday('2026-05-11'), calendar.isWorkday('2026-05-12')]).toEqual([true, false]);
    expect(promiseRules({ version: 'v', pastDueSupply: {}, horizonDays: 1, horizonEnd: 'unlimited' })).toMatchObject({ pastDueSupply: { fenceDays: Infinity, offsetDays: 0 }, horizonEnd: 'unlimited' });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no version', { version: '' }, /^\$\.version: expected an identifier, found ""$/],
    ['a version that is no text', { version: 7 }, /^\$\.version: expected an identifier, found 7$/],
    ['a zone nobody knows', { timeZone: 'Mars/Olympus' }, /^\$\.timeZone: .* found "Mars\/Olympus"$/],
    ['a zone that is no text', { timeZone: 5 }, /^\$\.timeZone/],
    ['an unknown bucket', { bucket: 'month' }, /^\$\.bucket: expected one of instant, day, week, supply, found "month"$/],
    ['a week that begins on day 0', { weekStartsOn: 0 }, /^\$\.weekStartsOn: expected a whole number from 1 to 7, found 0$/],
    ['a week that begins on day 8', { weekStartsOn: 8 }, /^\$\.weekStartsOn/],
    ['a horizon of no days', { horizonDays: 0 }, /^\$\.horizonDays: expected a whole number from 1 to 36600/],
    ['a horizon beyond a hundred years', { horizonDays: 36_601 }, /^\$\.horizonDays/],
    ['a horizon of half a day', { horizonDays: 0.5 }, /^\$\.horizonDays/],
    ['unlimited supply from the end of no horizon', { horizonEnd: 'unlimited' }, /^\$\.horizonEnd: expected a policy with horizonDays/],
    ['an end nobody knows', { horizonEnd: 'never' }, /^\$\.horizonEnd: expected unknown, unlimited or a lead time/],
    ['a lead time below zero', { horizonEnd: { leadTimeDays: -1 } }, /^\$\.horizonEnd\.leadTimeDays: expected a whole number from 0/],
    ['more than all of a class', { supply: { planned: 101 } }, /^\$\.supply\.planned: expected a whole number from 0 to 100/],
    ['less than none', { supply: { planned: -1 } }, /^\$\.supply\.planned/],
    ['a class of supply nobody knows', { supply: { hope: 1 } }, /^\$\.supply: expected one of onOrder, inTransit, provisionalReceipt, planned, found "hope"$/],
    ['a class of demand nobody knows', { demand: { wish: true } }, /^\$\.demand: expected one of confirmed/],
    ['a class that half counts', { demand: { forecast: 0.5 } }, /^\$\.demand\.forecast: expected true or false, found 0\.5$/],
    ['confidence above certainty', { confidenceMin: 101 }, /^\$\.confidenceMin/],
    ['late goods somehow', { pastDueSupply: 'maybe' }, /^\$\.pastDueSupply: expected drop, today, or days, found "maybe"$/],
    ['a fence below zero', { pastDueSupply: { fenceDays: -1 } }, /^\$\.pastDueSupply\.fenceDays/],
    ['an offset into the past', { pastDueDemand: { offsetDays: -1 } }, /^\$\.pastDueDemand\.offsetDays/],
    ['an unknown shortage', { shortage: 'ignore' }, /^\$\.shortage: expected one of carry, forgive, clamp/],
    ['safety stock below zero', { safetyStock: -1 }, /^\$\.safetyStock/],
    ['a fraction of safety stock', { safetyStock: 0.5 }, /^\$\.safetyStock/],
    ['an unknown shelf life', { shelfLife: true }, /^\$\.shelfLife: expected one of respect, ignore, found true$/],
    ['a life below zero', { remainingDaysMin: -1 }, /^\$\.remainingDaysMin/],
    ['a calendar in no zone', { calendar: { timeZone: 'Nowhere/At_All' } }, /^\$\.calendar\.timeZone/],
    ['a calendar with an eighth day', { calendar: { timeZone: 'UTC', workdays: [8] } }, /^\$\.calendar\.workdays: expected days of the week from 1 to 7, found 8$/],
    ['a calendar with a zeroth day', { calendar: { timeZone: 'UTC', workdays: [0] } }, /^\$\.calendar\.workdays/],
    ['a calendar with a part of a day', { calendar: { timeZone: 'UTC', workdays: [1.5] } }, /^\$\.calendar\.workdays/],
    ['a calendar without work', { calendar: { timeZone: 'UTC', workdays: [] } }, /^\$\.calendar\.workdays: expected at least one working day/],
    ['a closed date that does not exist', { calendar: { timeZone: 'UTC', closedOn: ['2026-02-30'] } }, /^\$\.calendar\.closedOn: expected calendar dates that exist, found "2026-02-30"$/],
    ['an open date that does not exist', { calendar: { timeZone: 'UTC', openOn: ['today'] } }, /^\$\.calendar\.openOn/],
    ['too many dates', { calendar: { timeZone: 'UTC', closedOn: Array.from({ length: 10_001 }, () => '2026-01-01') } }, /^\$\.calendar\.closedOn: expected at most 10000 dates, found 10001$/],
  ])('with %s is refused, saying where', (_, wrong, message) => {
    expect(() => promiseRules({ version: 'v', ...wrong })).toThrow(expect.objectContaining({ code: 'promise.invalid', message: expect.stringMatching(message) }));
  });

  it('says what was wanted as data, and cuts long input short', () => {
    expect(() => promiseRules({ version: 'v', timeZone: 'Z'.repeat(500) })).toThrow(expect.objectContaining({ details: { path: '$.timeZone', wanted: 'a time zone by its IANA name' } }));
    expect(() => promiseRules({ version: 'v', timeZone: 'Z'.repeat(500) })).toThrow(new RegExp(`found "Z{60}"$`));
  });
});
