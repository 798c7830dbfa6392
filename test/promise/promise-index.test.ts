import { describe, expect, it } from 'vitest';
import { availableToPromise, promiseIndex, type PromiseIndex } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT, DAY, demand, iso, schedule, supply, windowOf } from './schedules.js';

const shop = (): PromiseIndex => promiseIndex(schedule(10, [supply('PO', AT + 3 * DAY, 20)], [demand('SO', AT + 2 * DAY, 6)]), windowOf());
const row = (index: PromiseIndex): readonly (number | undefined)[] => [0, 1, 2, 3, 4].map((day) => index.cumulativeAt(AT + day * DAY));

describe('a promise index', () => {
  it('answers for any instant', () => {
    expect(row(shop())).toEqual([4, 4, 4, 24, 24]);
    expect(shop().cumulativeAt(AT - 1)).toBeUndefined();
    expect(promiseIndex(schedule(3), windowOf()).cumulativeAt(AT)).toBe(3);
  });

  it('a line said again replaces what was said before, and is never counted twice', () => {
    const index = shop();
    index.putSupply(supply('PO', AT + DAY, 15));
    expect(row(index)).toEqual([10, 19, 19, 19, 19]);
    index.putDemand(demand('SO', AT + 4 * DAY, 30));
    expect(row(index)).toEqual([-5, -5, -5, -5, -5]);
    index.putDemand(demand('SO', AT + 4 * DAY, 1));
    index.putSupply(supply('PO', AT + 3 * DAY, 20));
    expect(row(index)).toEqual([10, 10, 10, 29, 29]);
  });

  it('counts lots that keep, wherever a date is searched for', () => {
    const lots = [{ reference: 'L1', grains: grains(5), usableUntil: AT + DAY }];
    const index = promiseIndex({ ...schedule(2, [supply('PO', AT + 3 * DAY, 20)], [demand('SO', AT + 2 * DAY, 6)]), lots }, windowOf({ shelfLife: 'ignore' }));
    expect(row(index)).toEqual([1, 1, 1, 21, 21]);
    expect([1, 2, 21, 22].map((amount) => index.earliest(grains(amount), AT))).toEqual([AT, AT + 3 * DAY, AT + 3 * DAY, undefined]);
  });

  it('asks of demand that is late what the policy says of demand, and not of supply', () => {
    const late = schedule(10, [supply('PO', AT - 2 * DAY, 20)], [demand('SO', AT - 2 * DAY, 6)]);
    const index = promiseIndex(late, windowOf({ pastDueSupply: 'today', pastDueDemand: 'drop' }));
    expect(index.cumulativeAt(AT)).toBe(availableToPromise(late, index.window).buckets[0]?.cumulative);
    expect(index.cumulativeAt(AT)).toBe(30);
  });

  it('a line taken back is as if it had never been said', () => {
    const index = shop();
    expect([index.removeSupply('PO'), index.removeSupply('PO'), index.removeSupply('SO')]).toEqual([true, false, false]);
    expect(row(index)).toEqual([4, 4, 4, 4, 4]);
    expect([index.removeDemand('SO'), index.removeDemand('SO'), index.removeDemand('PO')]).toEqual([true, false, false]);
    expect(row(index)).toEqual([10, 10, 10, 10, 10]);
    expect(index.schedule()).toEqual({ opening: 10, lots: [], supplies: [], demands: [] });
  });

  it.each([
    ['receive', 0.5], ['receive', -1], ['receive', Number.NaN], ['issue', 1.5], ['issue', -3], ['issue', Number.POSITIVE_INFINITY], ['adjust', 0.25], ['adjust', Number.NaN],
  ] as const)('a %s of %d is a mistake that is named and changes nothing', (call, amount) => {
    const index = shop();
    const wrong = amount as unknown as ReturnType<typeof grains>;
    const made = (): void => { if (call === 'adjust') index.adjust(wrong); else index[call](call === 'receive' ? 'PO' : 'SO', wrong); };
    expect(made).toThrow(TypeError);
    expect(made).toThrow(`promiseIndex.${call}: expected whole grains${call === 'adjust' ? '' : ', not below zero'}, got ${amount}`);
    expect(index.schedule()).toEqual(shop().schedule());
    expect(row(index)).toEqual(row(shop()));
  });

  it('nothing received or issued changes nothing, and a change may be below zero', () => {
    const index = shop();
    index.receive('PO', grains(0));
    index.issue('SO', grains(0));
    expect(row(index)).toEqual(row(shop()));
    index.adjust(grains(-2));
    expect(row(index)).toEqual([2, 2, 2, 22, 22]);
  });

  it('goods that come use up their line, in parts and in excess', () => {
    const index = shop();
    index.receive('PO', grains(5));
    expect(index.schedule()).toEqual({ opening: 15, lots: [], supplies: [supply('PO', AT + 3 * DAY, 15)], demands: [demand('SO', AT + 2 * DAY, 6)] });
    expect(row(index)).toEqual([9, 9, 9, 24, 24]);
    index.receive('PO', grains(15));
    expect(index.schedule().supplies).toEqual([]);
    index.receive('PO', grains(2));
    expect(row(index)).toEqual([26, 26, 26, 26, 26]);
  });

  it('goods that go use up theirs', () => {
    const index = shop();
    index.issue('SO', grains(4));
    expect(index.schedule()).toMatchObject({ opening: 6, demands: [{ reference: 'SO', grains: 2 }] });
    expect(row(index)).toEqual([4, 4, 4, 24, 24]);
    index.issue('SO', grains(2));
    expect(index.schedule().demands).toEqual([]);
    index.issue('unknown', grains(1));
    index.adjust(grains(-1));
    expect(row(index)).toEqual([2, 2, 2, 22, 22]);
  });

  it.each<[number, number, number | undefined]>([
    [4, 0, 0], [5, 0, 3], [24, 0, 3], [25, 0, undefined], [5, 4, 4], [0, 1, 1], [4, 1, 1], [-3, 2, 2], [4, 2, 2], [4, -5, 0],
  ])('%i from day %i can be had on day %s', (amount, from, day) => {
    expect(shop().earliest(grains(amount), AT + from * DAY)).toBe(day === undefined ? undefined : AT + day * DAY);
  });

  it('an amount that lacks only before anything moves can be had when something does', () => {
    expect(promiseIndex(schedule(0, [supply('PO', AT + DAY, 5)]), windowOf()).earliest(grains(5), AT)).toBe(AT + DAY);
    expect(promiseIndex(schedule(0, [supply('PO', AT + DAY, 5)]), windowOf()).earliest(grains(6), AT)).toBeUndefined();
    expect(promiseIndex(schedule(0), windowOf()).earliest(grains(1), AT)).toBeUndefined();
  });

  it('nothing can be had beyond the horizon, not even nothing', () => {
    const index = promiseIndex(schedule(5, [supply('PO', '2026-05-15', 5)]), windowOf({ horizonDays: 3 }));
    expect(index.cumulativeAt(iso('2026-05-15') - 1)).toBe(5);
    expect(index.cumulativeAt(iso('2026-05-15'))).toBeUndefined();
    expect(index.availableAt(iso('2026-05-15'))).toBeUndefined();
    expect(index.earliest(grains(6), AT)).toBeUndefined();
    expect(index.earliest(grains(5), iso('2026-05-15') - 1)).toBe(iso('2026-05-15') - 1);
    expect(index.earliest(grains(0), iso('2026-05-15'))).toBeUndefined();
  });

  it('safety stock is kept back, and a lack shown as zero where the policy says so', () => {
    const index = promiseIndex(schedule(10, [supply('PO', AT + DAY, 5)]), windowOf({ safetyStock: grains(8) }));
    expect([index.availableAt(AT), index.availableAt(AT + DAY), index.earliest(grains(2), AT), index.earliest(grains(3), AT), index.earliest(grains(8), AT)]).toEqual([2, 7, AT, AT + DAY, undefined]);
    index.adjust(grains(-5));
    expect([index.cumulativeAt(AT), index.availableAt(AT)]).toEqual([5, 0]);
    const clamped = promiseIndex(schedule(-3), windowOf({ shortage: 'clamp' }));
    expect([clamped.cumulativeAt(AT), clamped.availableAt(AT)]).toEqual([0, 0]);
  });

  it('lines that do not count are kept, and count when they are said otherwise', () => {
    const index = promiseIndex(schedule(0, [supply('PO', AT, 5, { class: 'planned' })], [demand('SO', AT, 2, { class: 'forecast' })]), windowOf());
    expect(index.cumulativeAt(AT)).toBe(0);
    expect(index.schedule().supplies).toHaveLength(1);
    index.putSupply(supply('PO', AT, 5));
    index.putDemand(demand('SO', AT, 2));
    expect(index.cumulativeAt(AT)).toBe(3);
    index.putSupply(supply('PO', AT - 1, 5));
    expect(index.cumulativeAt(AT)).toBe(-2);
  });

  it('goods that end are computed in full, until the last of them is gone', () => {
    const index = promiseIndex({ ...schedule(4), lots: [{ reference: 'L', grains: grains(3), usableUntil: AT + 9 * DAY }] }, windowOf({ shelfLife: 'ignore' }));
    expect(index.cumulativeAt(AT)).toBe(7);
    const fresh = promiseIndex(schedule(4), windowOf());
    fresh.putSupply(supply('MILK', AT + DAY, 6, { usableUntil: AT + 2 * DAY }));
    expect(row(fresh)).toEqual([4, 10, 4, 4, 4]);
    expect([fresh.earliest(grains(5), AT), fresh.earliest(grains(5), AT + DAY + 1), fresh.earliest(grains(5), AT + 2 * DAY), fresh.earliest(grains(11), AT)]).toEqual([AT + DAY, AT + DAY + 1, undefined, undefined]);
    expect(fresh.earliest(grains(4), AT + 5 * DAY)).toBe(AT + 5 * DAY);
    fresh.removeSupply('MILK');
    fresh.putSupply(supply('PO', AT + DAY, 6));
    expect(row(fresh)).toEqual([4, 10, 10, 10, 10]);
  });

  it('many lines come and go at many instants, and it neither forgets nor grows confused', () => {
    const index = promiseIndex(schedule(0), windowOf());
    for (let round = 0; round < 400; round++) {
      index.putSupply(supply('PO', AT + round * DAY, 5));
      index.putDemand(demand(`SO${round % 7}`, AT + ((round * 37) % 500) * DAY, 1 + (round % 3)));
    }
    const answer = availableToPromise(index.schedule(), windowOf());
    for (const { startAt, cumulative } of answer.buckets) expect(index.cumulativeAt(startAt)).toBe(cumulative);
    expect(answer.buckets.length).toBeLessThan(10);
  });

  it('refuses what is no line, and lines of one name', () => {
    const invalid = (message: RegExp): unknown => expect.objectContaining({ code: 'promise.invalid', message: expect.stringMatching(message) });
    expect(() => promiseIndex(schedule(0, [supply('A', AT, 1), supply('A', AT, 1)]), windowOf())).toThrow(invalid(/^\$\.supplies\[1\]\.reference: expected a line that is not named before, found "A"$/));
    expect(() => promiseIndex(schedule(0, [], [demand('A', AT, 1), demand('A', AT, 1)]), windowOf())).toThrow(invalid(/^\$\.demands\[1\]\.reference/));
    expect(() => promiseIndex({ ...schedule(0), opening: 0.5 as never }, windowOf())).toThrow(invalid(/^\$\.opening/));
    const index = shop();
    expect(() => index.putSupply(supply('B', Number.NaN, 1))).toThrow(invalid(/^\$\.dueAt/));
    expect(() => index.putDemand({ ...demand('B', AT, 1), grains: -1 as never })).toThrow(invalid(/^\$\.grains/));
    expect(row(index)).toEqual([4, 4, 4, 24, 24]);
  });
});
