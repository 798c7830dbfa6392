import { describe, expect, it } from 'vitest';
import { availableKits, promise, type PromiseComponent, type PromiseRequest } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT, DAY, demand, iso, schedule, supply, windowOf } from './schedules.js';

/** A table: a top, four legs, eight screws. Screws are short until tomorrow. */
const part = (item: string, per: number, given = schedule(0)): PromiseComponent => ({ item, per: grains(per), schedule: given });
const TABLE = [
  part('top', 1, schedule(9)),
  part('leg', 4, schedule(30, [supply('PO', AT + 2 * DAY, 12)])),
  part('screw', 8, schedule(20, [supply('PO', AT + DAY, 100)], [demand('SO', AT, 3)])),
];
const kit = (components: readonly PromiseComponent[], more: Partial<PromiseRequest> = {}): ReturnType<typeof promise> =>
  promise({ mode: 'earliestDate', grains: grains(1), wantedAt: AT, sources: [{ location: 'DC', components }], ...more }, windowOf());

describe('a kit', () => {
  it('can be promised as often as the part that allows least, which is named', () => {
    expect(availableKits(TABLE, windowOf()).map(({ startAt, endAt, available, limitedBy }) => [startAt, endAt, available, limitedBy])).toEqual([
      [AT, AT + DAY, 2, 'screw'], [AT + DAY, AT + 2 * DAY, 7, 'leg'], [AT + 2 * DAY, undefined, 9, 'top'],
    ]);
    expect(availableKits(TABLE, windowOf({ horizonDays: 2 })).at(-1)).toMatchObject({ startAt: AT + DAY, endAt: iso('2026-05-14'), available: 7 });
  });

  it('that needs a part twice needs it twice: it is counted once', () => {
    const twice = [part('leg', 4, schedule(30)), part('top', 1, schedule(99)), part('leg', 2, schedule(30))];
    expect(availableKits(twice, windowOf())).toMatchObject([{ available: 5, limitedBy: 'leg' }]);
  });

  it('of which a part is short cannot be promised, and by equal parts the first is named', () => {
    expect(availableKits([part('a', 1, schedule(-5)), part('b', 1, schedule(5))], windowOf())).toMatchObject([{ available: 0, limitedBy: 'a' }]);
    expect(availableKits([part('b', 1, schedule(5)), part('a', 1, schedule(5))], windowOf())).toMatchObject([{ available: 5, limitedBy: 'b' }]);
  });

  it('leaves each part its safety stock', () => {
    expect(availableKits([part('a', 2, schedule(10))], windowOf({ safetyStock: grains(3) }))).toMatchObject([{ available: 3 }]);
  });

  it('is promised like goods: on the day all parts are there', () => {
    expect(kit(TABLE, { grains: grains(8) })).toMatchObject({ ok: true, shipments: [{ grains: 8, arriveAt: AT + 2 * DAY }] });
    expect(kit(TABLE, { grains: grains(8), mode: 'allOrNothing' })).toMatchObject({ ok: false, reason: { available: 2, earliestAt: AT + 2 * DAY } });
    expect(kit(TABLE, { grains: grains(10) })).toMatchObject({ ok: false, reason: { code: 'promise.beyond_horizon', available: 9 } });
  });

  it('as it comes uses up the parts of each', () => {
    expect(kit(TABLE, { grains: grains(99), mode: 'schedule' })).toMatchObject({ confirmed: 9, shipments: [{ grains: 2 }, { grains: 5 }, { grains: 2 }] });
    const shared = [part('leg', 2, schedule(10)), part('leg', 1, schedule(10))];
    expect(kit(shared, { grains: grains(99), mode: 'schedule' })).toMatchObject({ confirmed: 3 });
  });

  it('asked for again is not in its own way, nor kept from others by what they keep', () => {
    const parts = [part('a', 2, schedule(10, [], [demand('MINE', AT, 8)]))];
    expect(kit(parts, { mode: 'partialOnDate', grains: grains(9) })).toMatchObject({ confirmed: 1 });
    expect(kit(parts, { mode: 'partialOnDate', grains: grains(9), excludes: 'MINE' })).toMatchObject({ confirmed: 5 });
    const kept = { mode: 'partialOnDate', grains: grains(9), excludes: 'MINE', sources: [{ location: 'DC', components: parts, protections: [{ reference: 'shop', grains: grains(3) }] }] } as const;
    expect(kit(parts, kept)).toMatchObject({ confirmed: 2 });
  });

  it('from single receipts is as many as one of them adds', () => {
    expect(kit(TABLE, { grains: grains(5), supply: 'singleReceipt' })).toMatchObject({ ok: true, shipments: [{ arriveAt: AT + DAY }] });
    expect(kit(TABLE, { grains: grains(6), supply: 'singleReceipt' })).toMatchObject({ ok: false, reason: { available: 5 } });
  });

  it('beyond the horizon is none', () => {
    const answer = promise({ mode: 'earliestDate', grains: grains(1), wantedAt: AT + 3 * DAY, sources: [{ location: 'DC', components: TABLE }] }, windowOf({ horizonDays: 2 }));
    expect(answer).toMatchObject({ ok: false, reason: { code: 'promise.beyond_horizon', available: 0 } });
  });
});
