import { describe, expect, it } from 'vitest';
import { availableToPromise, bucketAt, projectedBalance, type PromisePolicy, type Schedule } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT, DAY, HOUR, daily, demand, iso, schedule, supply, windowOf } from './schedules.js';

const rowOf = (given: Schedule, policy: Partial<PromisePolicy> = {}, at = AT): readonly number[] => availableToPromise(given, windowOf(policy, at)).buckets.map(({ cumulative }) => cumulative);
const DAYS = { bucket: 'day', horizonDays: 7 } as const;

describe('what may be promised', () => {
  it('is the least balance from a bucket to the end; the balance itself is the planner’s view', () => {
    const answer = availableToPromise(daily(20, [0, 0, 10, 0, 1, 3, 0], [3, 0, 0, 15, 0, 0, 0]), windowOf(DAYS));
    expect(answer.buckets.map(({ projected }) => projected)).toEqual([17, 17, 27, 12, 13, 16, 16]);
    expect(answer.buckets.map(({ cumulative }) => cumulative)).toEqual([12, 12, 12, 12, 13, 16, 16]);
    expect(answer.buckets.map(({ discrete }) => discrete)).toEqual([12, 0, 0, 0, 1, 3, 0]);
    expect(answer.buckets.map(({ available }) => available)).toEqual([12, 12, 12, 12, 13, 16, 16]);
    expect(answer.buckets.map((bucket) => [bucket.supply, bucket.demand, bucket.ended])).toEqual([[0, 3, 0], [0, 0, 0], [10, 0, 0], [0, 15, 0], [1, 0, 0], [3, 0, 0], [0, 0, 0]]);
    expect(answer).toMatchObject({ at: AT, policy: 'p1', opening: 20, safetyStock: 0, leftOut: [], horizonEndAt: iso('2026-05-19') });
    expect(projectedBalance(daily(20, [0, 0, 10], [3]), windowOf(DAYS))).toMatchObject({ at: AT, policy: 'p1', opening: 20, leftOut: [] });
    expect(Object.keys(projectedBalance(daily(20, [], []), windowOf()).buckets[0]!)).toEqual(['startAt', 'endAt', 'supply', 'demand', 'ended', 'projected']);
  });

  it('of nothing but stock is the stock, from now on and for ever', () => {
    expect(availableToPromise(schedule(5), windowOf()).buckets).toEqual([
      { startAt: AT, endAt: undefined, supply: 0, demand: 0, ended: 0, projected: 5, cumulative: 5, discrete: 5, available: 5 },
    ]);
  });

  it.each<[string, Partial<PromisePolicy>, readonly number[], readonly number[]]>([
    ['carried: the next supply makes good what is lacking', {}, [-4, 1, 3], [-4, 1, 3]],
    ['clamped: the same, shown as zero', { shortage: 'clamp' }, [-4, 1, 3], [0, 1, 3]],
    ['forgiven: it is never made good', { shortage: 'forgive' }, [-4, 5, 7], [-4, 5, 7]],
  ])('a shortage is %s', (_, policy, projected, cumulative) => {
    const answer = availableToPromise(daily(2, [0, 5, 2], [6]), windowOf({ bucket: 'day', horizonDays: 3, ...policy }));
    expect(answer.buckets.map((bucket) => bucket.projected)).toEqual(projected);
    expect(answer.buckets.map((bucket) => bucket.cumulative)).toEqual(cumulative);
    expect(answer.buckets.map((bucket) => bucket.available)).toEqual(cumulative.map((amount) => Math.max(amount, 0)));
  });

  it('a forgiven shortage takes nothing from what is there before it either, beyond all of it', () => {
    expect(rowOf(daily(0, [6, 4, 2, 4, 8, 4, 4, 4], [6, 2, 3, 6, 6, 1, 2, 2]), { bucket: 'day', horizonDays: 8, shortage: 'forgive' })).toEqual([0, 0, 0, -1, 2, 5, 7, 9]);
    expect(rowOf(schedule(-3, [supply('S', AT + DAY, 5)]), { shortage: 'forgive' })).toEqual([-3, 5]);
  });

  it('safety stock is kept back from what is left, and takes nothing that is not there', () => {
    const answer = availableToPromise(daily(5, [0, 10], []), windowOf({ bucket: 'day', horizonDays: 2, safetyStock: grains(8) }));
    expect(answer.buckets.map(({ cumulative, available }) => [cumulative, available])).toEqual([[5, 0], [15, 7]]);
    expect(answer.safetyStock).toBe(8);
  });
});

describe('buckets', () => {
  const goods = schedule(0, [supply('S', '2026-05-13T15:00:00Z', 10)], [demand('D', '2026-05-13T09:00:00Z', 4)]);

  it('by instant: goods do not serve who wants them before they come', () => {
    expect(availableToPromise(goods, windowOf()).buckets.map(({ startAt, projected, cumulative }) => [startAt, projected, cumulative])).toEqual([
      [AT, 0, -4], [iso('2026-05-13T09:00:00Z'), -4, -4], [iso('2026-05-13T15:00:00Z'), 6, 6],
    ]);
  });

  it('by day: they do, if they come on the same day', () => {
    expect(availableToPromise(goods, windowOf({ bucket: 'day' })).buckets.map(({ startAt, endAt, cumulative }) => [startAt, endAt, cumulative])).toEqual([
      [iso('2026-05-12'), iso('2026-05-13'), 0], [iso('2026-05-13'), undefined, 6],
    ]);
  });

  it('the day is one of the zone: it may end between the two', () => {
    expect(rowOf(goods, { bucket: 'day', timeZone: 'Pacific/Auckland' })).toEqual([-4, -4, 6]);
  });

  it.each<[number, readonly string[]]>([
    [1, ['2026-05-11', '2026-05-18']], [2, ['2026-05-12', '2026-05-19']], [3, ['2026-05-06', '2026-05-13', '2026-05-20']], [7, ['2026-05-10', '2026-05-17']],
  ])('weeks that begin on day %i: a horizon is cut into them', (weekStartsOn, starts) => {
    const answer = availableToPromise(schedule(1), windowOf({ bucket: 'week', weekStartsOn, horizonDays: 10 }));
    expect(answer.buckets.map(({ startAt }) => startAt)).toEqual(starts.map(iso));
    expect(answer.buckets.at(-1)?.endAt).toBe(iso('2026-05-22'));
  });

  it('weeks without a horizon begin where something happens', () => {
    const answer = availableToPromise(schedule(1, [supply('S', '2026-06-03', 2)], [demand('D', '2026-06-02', 3)]), windowOf({ bucket: 'week' }));
    expect(answer.buckets.map(({ startAt, endAt, cumulative }) => [startAt, endAt, cumulative])).toEqual([[iso('2026-05-11'), iso('2026-06-01'), 0], [iso('2026-06-01'), undefined, 0]]);
  });

  it('from supply to supply: demand belongs to the supply before it', () => {
    const answer = availableToPromise(schedule(9, [supply('S', AT + 2 * DAY, 10)], [demand('D1', AT + DAY, 4), demand('D2', AT + 2 * DAY, 1), demand('D3', AT + 5 * DAY, 12)]), windowOf({ bucket: 'supply' }));
    expect(answer.buckets.map(({ startAt, supply: comes, demand: goes, cumulative }) => [startAt, comes, goes, cumulative])).toEqual([[AT, 0, 4, 2], [AT + 2 * DAY, 10, 13, 2]]);
  });

  it('a day of 23 hours and one of 25 are days', () => {
    const spring = availableToPromise(schedule(1), windowOf({ bucket: 'day', horizonDays: 3, timeZone: 'America/New_York' }, iso('2026-03-07T12:00:00Z')));
    expect(spring.buckets.map(({ startAt, endAt }) => (endAt! - startAt) / HOUR)).toEqual([24, 23, 24]);
    const autumn = availableToPromise(schedule(1), windowOf({ bucket: 'day', horizonDays: 3, timeZone: 'America/New_York' }, iso('2026-10-31T12:00:00Z')));
    expect(autumn.buckets.map(({ startAt, endAt }) => (endAt! - startAt) / HOUR)).toEqual([24, 25, 24]);
  });

  it('bucketAt finds the one an instant falls into, and none before the first or from the end of the horizon on', () => {
    const answer = availableToPromise(daily(5, [0, 3], []), windowOf({ bucket: 'day', horizonDays: 2 }));
    expect(bucketAt(answer, AT)?.cumulative).toBe(5);
    expect(bucketAt(answer, iso('2026-05-13') - 1)?.cumulative).toBe(5);
    expect(bucketAt(answer, iso('2026-05-13'))?.cumulative).toBe(8);
    expect(bucketAt(answer, iso('2026-05-12') - 1)).toBeUndefined();
    expect(bucketAt(answer, iso('2026-05-14') - 1)?.cumulative).toBe(8);
    expect(bucketAt(answer, iso('2026-05-14'))).toBeUndefined();
    expect(bucketAt(availableToPromise(schedule(5), windowOf()), AT + 10_000 * DAY)?.cumulative).toBe(5);
  });
});

describe('late lines', () => {
  const late = schedule(0, [supply('S', '2026-05-09T10:00:00Z', 200)], [demand('D', '2026-05-11T10:00:00Z', 75)]);

  it.each<[string, Partial<PromisePolicy>, readonly number[]]>([
    ['goods are not relied on, and who waits still waits', {}, [-75, -75, -75]],
    ['goods count as if they came today', { pastDueSupply: 'today' }, [125, 125, 125]],
    ['who waited is given up', { pastDueDemand: 'drop' }, [0, 0, 0]],
    ['both count from tomorrow', { pastDueSupply: { offsetDays: 1 }, pastDueDemand: { offsetDays: 1 } }, [0, 125, 125]],
    ['three days late is within a fence of three', { pastDueSupply: { fenceDays: 3 }, pastDueDemand: 'drop' }, [200, 200, 200]],
    ['and not within one of two', { pastDueSupply: { fenceDays: 2 }, pastDueDemand: 'drop' }, [0, 0, 0]],
    ['a fence holds demand the same', { pastDueSupply: 'today', pastDueDemand: { fenceDays: 1, offsetDays: 2 } }, [125, 125, 125]],
    ['and gives it up beyond', { pastDueSupply: 'today', pastDueDemand: { fenceDays: 0 } }, [200, 200, 200]],
  ])('%s', (_, policy, row) => {
    expect(rowOf(late, { bucket: 'day', horizonDays: 3, ...policy })).toEqual(row);
  });

  it('are named when they do not count', () => {
    expect(availableToPromise(late, windowOf({ ...DAYS, pastDueDemand: 'drop' })).leftOut).toEqual([
      { kind: 'supply', reference: 'S', grains: 200, reason: 'pastDue' }, { kind: 'demand', reference: 'D', grains: 75, reason: 'pastDue' },
    ]);
  });

  it('of the running day are not late where days are counted; where instants are, they are', () => {
    const today = schedule(0, [supply('S', AT - HOUR, 7)]);
    expect(rowOf(today, { bucket: 'day' })).toEqual([7]);
    expect(rowOf(today, { bucket: 'week' })).toEqual([7]);
    expect(rowOf(today)).toEqual([0]);
    expect(rowOf(schedule(0, [supply('S', AT, 7)]))).toEqual([7]);
  });

  it('of the running week are late from the day before today', () => {
    expect(rowOf(schedule(0, [supply('S', '2026-05-11T23:59:59Z', 7)]), { bucket: 'week' })).toEqual([0]);
  });

  it('a fence is counted in days of the zone', () => {
    const given = schedule(0, [supply('S', '2026-05-11T03:59:00Z', 7)]);
    expect(rowOf(given, { bucket: 'day', pastDueSupply: { fenceDays: 1 } })).toEqual([7]);
    expect(rowOf(given, { bucket: 'day', pastDueSupply: { fenceDays: 1 }, timeZone: 'America/New_York' })).toEqual([0]);
  });
});

describe('which lines count', () => {
  it('orders and goods on the way do, plans and unconfirmed receipts do not, unless the policy says so', () => {
    const given = schedule(0, [
      supply('ordered', AT, 1), supply('moving', AT, 10, { class: 'inTransit' }), supply('told', AT, 100, { class: 'provisionalReceipt' }), supply('planned', AT, 1000, { class: 'planned' }),
    ]);
    expect(rowOf(given)).toEqual([11]);
    expect(rowOf(given, { supply: { planned: 100 } })).toEqual([1011]);
    expect(rowOf(given, { supply: { provisionalReceipt: 100, onOrder: 0 } })).toEqual([110]);
    expect(availableToPromise(given, windowOf()).leftOut.map(({ reference, reason }) => [reference, reason])).toEqual([['told', 'class'], ['planned', 'class']]);
  });

  it('a class that counts in part counts rounded down, and the rest is named', () => {
    const answer = availableToPromise(schedule(0, [supply('S', AT, 7)]), windowOf({ supply: { onOrder: 50 } }));
    expect(answer.buckets[0]?.cumulative).toBe(3);
    expect(answer.leftOut).toEqual([{ kind: 'supply', reference: 'S', grains: 4, reason: 'class' }]);
  });

  it('forecast does not count and every real want does, unless the policy says otherwise', () => {
    const given = schedule(0, [], [demand('order', AT, 1), demand('held', AT, 10, { class: 'reservation' }), demand('open', AT, 100, { class: 'backorder' }), demand('guess', AT, 1000, { class: 'forecast' })]);
    expect(rowOf(given)).toEqual([-111]);
    expect(rowOf(given, { demand: { forecast: true, backorder: false } })).toEqual([-1011]);
    expect(availableToPromise(given, windowOf({ demand: { reservation: false } })).leftOut).toEqual([
      { kind: 'demand', reference: 'held', grains: 10, reason: 'class' }, { kind: 'demand', reference: 'guess', grains: 1000, reason: 'class' },
    ]);
  });

  it('supply that is less sure than asked does not count', () => {
    const given = schedule(0, [supply('sure', AT, 1), supply('fair', AT, 10, { confidence: 70 }), supply('poor', AT, 100, { confidence: 69 })]);
    expect(rowOf(given, { confidenceMin: 70 })).toEqual([11]);
    expect(availableToPromise(given, windowOf({ confidenceMin: 70 })).leftOut).toEqual([{ kind: 'supply', reference: 'poor', grains: 100, reason: 'confidence' }]);
  });

  it('what lies beyond the horizon does not, and is named', () => {
    const given = schedule(10, [supply('S', '2026-05-14', 5)], [demand('in', iso('2026-05-14') - 1, 1), demand('out', '2026-05-14', 9)]);
    const answer = availableToPromise(given, windowOf({ horizonDays: 2 }));
    expect(answer.buckets.map(({ cumulative, endAt }) => [cumulative, endAt])).toEqual([[9, iso('2026-05-14') - 1], [9, iso('2026-05-14')]]);
    expect(answer.leftOut).toEqual([{ kind: 'supply', reference: 'S', grains: 5, reason: 'horizon' }, { kind: 'demand', reference: 'out', grains: 9, reason: 'horizon' }]);
    expect(rowOf(given)).toEqual([5, 5, 5]);
  });

  it('late goods put off beyond the horizon lie beyond it', () => {
    expect(availableToPromise(schedule(1, [supply('S', AT - DAY, 5)]), windowOf({ horizonDays: 2, pastDueSupply: { offsetDays: 2 } })).leftOut).toEqual([{ kind: 'supply', reference: 'S', grains: 5, reason: 'horizon' }]);
  });
});

describe('goods that end', () => {
  const milk = (more: Partial<Schedule> = {}): Schedule => ({ opening: grains(0), lots: [{ reference: 'L1', grains: grains(10), usableUntil: iso('2026-05-14') }], supplies: [], demands: [], ...more });
  const ROW = { bucket: 'day', horizonDays: 4 } as const;

  it('can be promised on every day they last to the end of, and are gone after it', () => {
    const answer = availableToPromise(milk(), windowOf(ROW));
    expect(answer.buckets.map(({ projected, cumulative, ended }) => [projected, cumulative, ended])).toEqual([[10, 10, 0], [10, 10, 0], [0, 0, 10], [0, 0, 0]]);
    expect(answer.opening).toBe(10);
  });

  it('are not promised on a day within which they end', () => {
    expect(rowOf(milk({ lots: [{ reference: 'L1', grains: grains(10), usableUntil: iso('2026-05-14') - 1 }] }), ROW)).toEqual([10, 0, 0, 0]);
    expect(rowOf(milk({ lots: [{ reference: 'L1', grains: grains(10), usableUntil: iso('2026-05-14T06:00:00Z') }] }))).toEqual([10, 0]);
  });

  it('go to waste though later demand is short: promising them today harms nobody', () => {
    expect(rowOf(milk({ demands: [demand('D', '2026-05-15T10:00:00Z', 4)] }), ROW)).toEqual([10, 10, -4, -4]);
  });

  it('what ends first is used first, so that what keeps is left', () => {
    expect(rowOf(milk({ opening: grains(10), demands: [demand('D', '2026-05-12T10:00:00Z', 10)] }), ROW)).toEqual([10, 10, 10, 10]);
  });

  it('later demand is left the goods that come later, as far as they last', () => {
    const given = milk({ opening: grains(5), supplies: [supply('S', '2026-05-14T05:00:00Z', 6, { usableUntil: iso('2026-05-15') })], demands: [demand('D', '2026-05-14T10:00:00Z', 8)] });
    expect(rowOf(given, ROW)).toEqual([13, 13, 3, 3]);
    expect(rowOf({ ...given, demands: [demand('D', '2026-05-15T10:00:00Z', 5)] }, ROW)).toEqual([10, 10, 6, 0]);
  });

  it('must have the life left that the policy asks', () => {
    expect(rowOf(milk(), { ...ROW, remainingDaysMin: 1 })).toEqual([10, 0, 0, 0]);
    expect(rowOf(milk(), { ...ROW, remainingDaysMin: 2 })).toEqual([0, 0, 0, 0]);
  });

  it('that end before they can be used are named', () => {
    const answer = availableToPromise(milk({ supplies: [supply('S', '2026-05-13T10:00:00Z', 6, { usableUntil: iso('2026-05-13T12:00:00Z') })] }), windowOf({ ...ROW, remainingDaysMin: 2 }));
    expect(answer.leftOut).toEqual([{ kind: 'supply', reference: 'L1', grains: 10, reason: 'ended' }, { kind: 'supply', reference: 'S', grains: 6, reason: 'ended' }]);
    expect(answer.buckets.map((bucket) => bucket.supply)).toEqual([0, 0, 0, 0]);
    expect(answer.opening).toBe(0);
  });

  it('keep, if the policy ignores their date', () => {
    expect(rowOf(milk({ supplies: [supply('S', '2026-05-13T10:00:00Z', 6, { usableUntil: iso('2026-05-13T12:00:00Z') })] }), { ...ROW, shelfLife: 'ignore' })).toEqual([10, 16, 16, 16]);
  });

  it('who waits is served by what comes next, or forgiven', () => {
    const given = milk({ opening: grains(-3), lots: [], supplies: [supply('S', '2026-05-13T10:00:00Z', 6, { usableUntil: iso('2026-05-15') })] });
    expect(rowOf(given, ROW)).toEqual([-3, 3, 3, 0]);
    expect(rowOf(given, { ...ROW, shortage: 'forgive' })).toEqual([-3, 6, 6, 0]);
    expect(rowOf(given, { ...ROW, shortage: 'clamp' })).toEqual([0, 3, 3, 0]);
  });
});

describe('what cannot be a schedule is said to be none, with where and what', () => {
  it.each<[string, Schedule, RegExp]>([
    ['an opening with a fraction', { opening: 1.5 as never, supplies: [], demands: [] }, /^\$\.opening: expected whole grains, found 1\.5$/],
    ['an amount below zero', schedule(0, [supply('S', AT, 1), { ...supply('S', AT, 1), grains: -1 as never }]), /^\$\.supplies\[1\]\.grains: expected whole grains, not below zero, found -1$/],
    ['a fraction of a grain', schedule(0, [], [{ ...demand('D', AT, 1), grains: 0.5 as never }]), /^\$\.demands\[0\]\.grains/],
    ['an unknown class of supply', schedule(0, [supply('S', AT, 1, { class: 'hope' as never })]), /^\$\.supplies\[0\]\.class: .* found "hope"$/],
    ['an unknown class of demand', schedule(0, [], [demand('D', AT, 1, { class: 'wish' as never })]), /^\$\.demands\[0\]\.class/],
    ['no instant', schedule(0, [supply('S', Number.NaN, 1)]), /^\$\.supplies\[0\]\.dueAt: expected an instant, found NaN$/],
    ['no instant of demand', schedule(0, [], [demand('D', Infinity, 1)]), /^\$\.demands\[0\]\.dueAt/],
    ['no instant at which goods end', schedule(0, [supply('S', AT, 1, { usableUntil: 1e18 })]), /^\$\.supplies\[0\]\.usableUntil/],
    ['more than all of confidence', schedule(0, [supply('S', AT, 1, { confidence: 101 })]), /^\$\.supplies\[0\]\.confidence/],
    ['less than none', schedule(0, [supply('S', AT, 1, { confidence: -1 })]), /^\$\.supplies\[0\]\.confidence/],
    ['a part of a percent', schedule(0, [supply('S', AT, 1, { confidence: 0.5 })]), /^\$\.supplies\[0\]\.confidence/],
    ['a reference that is no text', schedule(0, [{ ...supply('S', AT, 1), reference: {} as never }]), /^\$\.supplies\[0\]\.reference: .* found a value of type object$/],
    ['a reference without end', schedule(0, [supply('x'.repeat(501), AT, 1)]), /^\$\.supplies\[0\]\.reference/],
    ['a lot without end', schedule(0, [], [], [{ reference: 'L', grains: grains(1), usableUntil: undefined as never }]), /^\$\.lots\[0\]\.usableUntil: expected an instant, found nothing$/],
    ['a lot below zero', schedule(0, [], [], [{ reference: 'L', grains: -2 as never, usableUntil: AT }]), /^\$\.lots\[0\]\.grains/],
    ['more lines than can be', schedule(0, { length: 1_000_001 } as never), /^\$\.supplies: expected at most 1000000 lines, found 1000001$/],
  ])('%s', (_, given, message) => {
    expect(() => availableToPromise(given, windowOf())).toThrow(expect.objectContaining({ code: 'promise.invalid', message: expect.stringMatching(message) }));
  });

  it.each([[0], [100]])('%i percent of confidence is some', (confidence) => {
    expect(rowOf(schedule(0, [supply('x'.repeat(500), AT, 1, { confidence })]))).toEqual([1]);
  });

  it('a balance beyond the exact range is trouble, not a rounded figure', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const overflow = expect.objectContaining({ code: 'quantity.overflow' });
    expect(() => availableToPromise(schedule(most, [supply('S', AT, 1)]), windowOf())).toThrow(overflow);
    expect(() => availableToPromise(schedule(-most, [], [demand('D', AT, 1)]), windowOf())).toThrow(overflow);
    expect(() => availableToPromise(schedule(most, [supply('S', AT, 1)]), windowOf({ shortage: 'forgive' }))).toThrow(overflow);
    expect(() => availableToPromise(schedule(-most, [], [demand('D', AT, 1)]), windowOf({ shortage: 'forgive' }))).toThrow(overflow);
    expect(() => availableToPromise(schedule(0, [supply('S', AT, most), supply('T', AT, 1)]), windowOf())).toThrow(overflow);
    expect(rowOf(schedule(most - 1, [supply('S', AT, 1)]))).toEqual([most]);
    expect(rowOf(schedule(1 - most, [], [demand('D', AT, 1)]))).toEqual([-most]);
    expect(rowOf(schedule(most - 1, [supply('S', AT, 1)]), { shortage: 'forgive' })).toEqual([most]);
    expect(rowOf(schedule(1 - most, [], [demand('D', AT, 1)]), { shortage: 'forgive' })).toEqual([-most]);
  });

  it('an instant that is none is refused', () => {
    expect(() => windowOf({}, Number.NaN)).toThrow(expect.objectContaining({ code: 'promise.invalid', message: '$.at: expected an instant, found NaN' }));
  });
});
