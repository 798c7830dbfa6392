/** Worked examples as the vendors print them: figures only, retyped; where each is printed is named by the dialect's `source`. */
import { describe, expect, it } from 'vitest';
import { availableToPromise, bucketAt, DIALECTS, dialectRow, planningTable, promise, type DialectName, type DialectSettings, type PlanningTable, type Schedule } from '../../../src/promise/index.js';
import { grains } from '../../../src/quantity/index.js';
import { demand, iso, schedule, supply, windowOf } from '../schedules.js';

const table = (opening: number, supplies: readonly number[], demands: readonly number[]): PlanningTable => ({
  opening: grains(opening), periods: supplies.map((amount, index) => ({ supply: grains(amount), demand: grains(demands[index] ?? 0) })),
});
const read = (name: DialectName, given: Schedule, at: number, policy: Parameters<typeof windowOf>[0] = {}, settings: DialectSettings = {}): readonly (number | undefined)[] => {
  const { version: _, ...rest } = { version: '', ...policy };
  return dialectRow(name, planningTable(name, { schedule: given, at, policy: rest }), settings);
};

describe('Dynamics 365 Inventory Visibility', () => {
  const first = iso('2022-02-01');
  const days = { horizonDays: 7 };
  const demand3 = demand('D1', first, 3);
  const supply10 = supply('S1', '2022-02-03', 10);
  const rest = { supplies: [supply('S2', '2022-02-05', 1), supply('S3', '2022-02-06', 3)], demands: [demand('D2', '2022-02-04', 15)] };

  it.each<[string, Schedule, number, readonly number[], readonly number[]]>([
    ['demand of 3 today', schedule(20, [], [demand3]), first, [17, 17, 17, 17, 17, 17, 17], [17, 17, 17, 17, 17, 17, 17]],
    ['supply of 10 on day 3', schedule(20, [supply10], [demand3]), first, [17, 17, 27, 27, 27, 27, 27], [17, 17, 27, 27, 27, 27, 27]],
    ['demand of 15, supply of 1 and 3', schedule(20, [supply10, ...rest.supplies], [demand3, ...rest.demands]), first, [17, 17, 27, 12, 13, 16, 16], [12, 12, 12, 12, 13, 16, 16]],
    ['the 3 are shipped, which moves nothing', schedule(17, [supply10, ...rest.supplies], rest.demands), first, [17, 17, 27, 12, 13, 16, 16], [12, 12, 12, 12, 13, 16, 16]],
    ['the next day', schedule(17, [supply10, ...rest.supplies], rest.demands), iso('2022-02-02'), [17, 27, 12, 13, 16, 16, 16], [12, 12, 12, 13, 16, 16, 16]],
    ['two days later the 10 have not come', schedule(17, [supply10, ...rest.supplies], rest.demands), iso('2022-02-04'), [2, 3, 6, 6, 6, 6, 6], [2, 3, 6, 6, 6, 6, 6]],
  ])('%s', (_, given, at, projected, row) => {
    expect(read('d365InventoryVisibility', given, at, days)).toEqual(row);
    expect(availableToPromise(given, windowOf({ ...DIALECTS.d365InventoryVisibility.reads, ...days }, at)).buckets.map((bucket) => bucket.projected)).toEqual(projected);
  });

  it('looks thirty days ahead unless it is told otherwise', () => {
    expect(read('d365InventoryVisibility', schedule(1), first)).toHaveLength(30);
  });
});

describe('Dynamics 365 order promising', () => {
  it('a purchase of 200 three days late, a sale of 75 one day late, fences of 7, offsets of 1: none today, 125 tomorrow, more than 150 in ten days', () => {
    const today = iso('2026-05-12');
    const late = { fenceDays: 7, offsetDays: 1 };
    const given = schedule(0, [supply('PO1', '2026-05-09', 200), supply('PO2', '2026-05-22', 100)], [demand('SO', '2026-05-11', 75)]);
    const row = read('d365OrderPromising', given, today, { horizonDays: 12, pastDueSupply: late, pastDueDemand: late });
    expect(row).toEqual([0, 125, 125, 125, 125, 125, 125, 125, 125, 125, 225, 225]);
    const answer = promise({ mode: 'earliestDate', grains: grains(150), wantedAt: today, sources: [{ location: 'DC', schedule: given }] }, windowOf({ bucket: 'day', pastDueSupply: late, pastDueDemand: late }, today));
    expect(answer).toMatchObject({ ok: true, completeAt: iso('2026-05-22') });
  });

  it('on the other page’s example it stops at the first recovery, and says 17 where the least balance is 12', () => {
    expect(dialectRow('d365OrderPromising', table(20, [0, 0, 10, 0, 1, 3, 0], [3, 0, 0, 15, 0, 0, 0]))[0]).toBe(17);
  });

  it('a period in which as much comes as goes is no recovery', () => {
    expect(dialectRow('d365OrderPromising', table(10, [0, 3, 0], [0, 3, 5]))).toEqual([5, 5, 5]);
  });

  it('a lack is shown as none', () => {
    expect(dialectRow('d365OrderPromising', table(0, [0, 9], [5, 0]))).toEqual([0, 4]);
  });
});

describe('Oracle', () => {
  const periods = table(0, [6, 4, 2, 4, 8, 4, 4, 4], [6, 2, 3, 6, 6, 1, 2, 2]);

  it('by period', () => {
    expect(dialectRow('oraclePeriod', periods)).toEqual([0, 2, -1, -2, 2, 3, 2, 2]);
  });

  it('with backward consumption, before and after a new demand of 3 in period 6', () => {
    expect(dialectRow('oracleBackward', periods)).toEqual([0, 0, 0, -1, 2, 3, 2, 2]);
    expect(dialectRow('oracleBackward', table(0, [6, 4, 2, 4, 8, 4, 4, 4], [6, 2, 3, 6, 6, 4, 2, 2]))).toEqual([0, 0, 0, -1, 2, 0, 2, 2]);
  });

  it('with accumulation', () => {
    expect(dialectRow('oracleAccumulate', periods)).toEqual([0, 0, 0, -1, 2, 5, 7, 9]);
  });

  it('the projected balance beside them', () => {
    expect(dialectRow('safe', periods)).toEqual([-1, -1, -1, -1, 1, 4, 6, 8]);
  });

  it('what is left over is used no longer than the accumulation window', () => {
    expect(dialectRow('oracleBackward', periods, { accumulationPeriods: 1 })).toEqual([0, 1, 0, -2, 2, 3, 2, 2]);
    expect(dialectRow('oracleBackward', periods, { accumulationPeriods: 0 })).toEqual([0, 2, -1, -2, 2, 3, 2, 2]);
    expect(dialectRow('oracleAccumulate', periods, { accumulationPeriods: 2 })).toEqual([0, 0, 0, -1, 2, 5, 7, 7]);
  });

  it('what is there, and what is due by now, is supply of the first period', () => {
    const at = iso('2026-05-12');
    expect(read('oraclePeriod', schedule(5, [supply('late', '2026-05-01', 2), supply('next', '2026-05-20', 7)], [demand('due', '2026-05-02', 1), demand('d', '2026-05-19', 3), demand('e', '2026-05-21', 9)]), at)).toEqual([3, -2]);
  });
});

describe('NetSuite', () => {
  const at = iso('2026-01-01');
  const given = schedule(0, [supply('PO1', '2026-01-01', 50), supply('WO1', '2026-02-10', 40), supply('TO1', '2026-02-15', 50), supply('PO2', '2026-03-01', 50)],
    [demand('a', '2026-01-20', 30), demand('b', '2026-02-12', 40), demand('c', '2026-02-20', 10)]);

  it('discrete: 20, 0, 40 and 50 are available', () => {
    expect(read('netsuiteDiscrete', given, at)).toEqual([20, 0, 40, 50]);
  });

  it.each([[10, '2026-01-01'], [30, '2026-02-15']])('discrete: %i can be had on %s', (amount, date) => {
    const answer = promise({ mode: 'earliestDate', grains: grains(amount), wantedAt: at, supply: 'singleReceipt', sources: [{ location: 'DC', schedule: given }] }, windowOf({ bucket: 'supply' }, at));
    expect(answer).toMatchObject({ ok: true, completeAt: iso(date) });
  });

  it('discrete: for 100 no receipt has enough, and the lead time counts from now', () => {
    const answer = promise({ mode: 'earliestDate', grains: grains(100), wantedAt: at, supply: 'singleReceipt', sources: [{ location: 'DC', schedule: given }] }, windowOf({ bucket: 'supply', horizonEnd: { leadTimeDays: 90 } }, at));
    expect(answer).toMatchObject({ ok: true, completeAt: iso('2026-04-01'), shipments: [{ basis: 'leadTime' }] });
  });

  it('cumulative: they add up', () => {
    expect(read('netsuiteCumulative', given, at)).toEqual([20, 20, 60, 110]);
    expect(promise({ mode: 'earliestDate', grains: grains(100), wantedAt: at, sources: [{ location: 'DC', schedule: given }] }, windowOf({ bucket: 'supply' }, at))).toMatchObject({ completeAt: iso('2026-03-01') });
  });
});

describe('JD Edwards', () => {
  const periods = table(80, [0, 0, 60, 0, 0, 60, 0, 0], [30, 25, 30, 10, 0, 35, 0, 0]);

  it('cumulative: 25 25 45 45 45 70 70 70', () => {
    expect(dialectRow('jdEdwards', periods)).toEqual([25, 25, 45, 45, 45, 70, 70, 70]);
  });

  it('and each replenishment by itself: 25, 20, 25', () => {
    expect(dialectRow('textbookDiscreteRaw', periods)).toEqual([25, undefined, 20, undefined, undefined, 25, undefined, undefined]);
  });
});

describe('SAP', () => {
  it('what receipts have left adds up; requirements take from the receipt nearest before them', () => {
    // Stock of 100, 50 and 60 to come; 40, 100 and 50 wanted.
    expect(dialectRow('sapReceiptNetting', table(100, [0, 50, 0, 60, 0], [40, 0, 100, 0, 50]))).toEqual([10, 10, 10, 20, 20]);
  });

  it('all of 145 pieces confirmed but 5: the sum stands at 5', () => {
    expect(dialectRow('sapReceiptNetting', table(145, [0], [140]))).toEqual([5]);
    expect(dialectRow('sapReceiptNetting', table(145, [0], [145]))).toEqual([0]);
  });

  it('more confirmed than comes is a sum below zero', () => {
    expect(dialectRow('sapReceiptNetting', table(5, [0, 10], [8, 0]))).toEqual([-3, 7]);
    expect(dialectRow('sapReceiptNetting', table(-2, [1, 4], [0, 1]))).toEqual([-1, 2]);
  });
});

describe('the textbook', () => {
  it('64 pumps, lots of 70 in weeks 3, 5, 7 and 8: 11, 56, 68, 70 and 70 are uncommitted', () => {
    const pumps = table(64, [0, 0, 70, 0, 70, 0, 70, 70], [33, 20, 10, 4, 2, 0, 0, 0]);
    expect(dialectRow('textbookDiscreteRaw', pumps)).toEqual([11, undefined, 56, undefined, 68, undefined, 70, 70]);
    expect(dialectRow('netsuiteDiscrete', pumps)).toEqual([11, undefined, 56, undefined, 68, undefined, 70, 70]);
  });

  it('lots of 75 in weeks 1 to 3 and more wanted than the first: -12, 55, 43', () => {
    expect(dialectRow('textbookDiscreteRaw', table(0, [75, 75, 75, 0], [52, 50, 30, 12]))).toEqual([23, 25, 33, undefined]);
    expect(dialectRow('textbookDiscreteRaw', table(0, [75, 0, 75], [52, 35, 20]))).toEqual([-12, undefined, 55]);
  });
});

it('the safe figure of every printed example is the least balance from each bucket on', () => {
  const given = schedule(20, [supply('S', '2022-02-03', 10)], [demand('D', '2022-02-04', 15)]);
  const answer = availableToPromise(given, windowOf({ bucket: 'day' }, iso('2022-02-01')));
  expect(bucketAt(answer, iso('2022-02-03'))?.available).toBe(15);
});
