import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableToPromise, bucketAt, explainPromise, type FreeingChange, type PromiseExplanation, type Schedule } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyPerishable, anySchedule, AT, DAY, demand, HOUR, schedule, supply, windowOf } from './schedules.js';

/** Ten there, six come on day 2, fourteen wanted on day 3, nine come on day 5. */
const GOODS = schedule(10, [supply('PO1', AT + 2 * DAY, 6), supply('PO2', AT + 5 * DAY, 9), supply('PO0', AT - DAY, 50)], [demand('SO1', AT - DAY, 1), demand('SO2', AT + 3 * DAY, 14)]);

describe('why no more can be promised', () => {
  it('is the bucket that comes lowest, with the lines that make it, and what would free one more', () => {
    const why = explainPromise(GOODS, windowOf(), { at: AT })!;
    expect(why.bucket).toMatchObject({ startAt: AT, cumulative: 1 });
    expect(why.binding).toMatchObject({ startAt: AT + 3 * DAY, projected: 1 });
    expect(why).toMatchObject({ at: AT, opening: 10, ended: 0, safetyStock: 0 });
    expect(why.supplies).toEqual([{ reference: 'PO1', class: 'onOrder', at: AT + 2 * DAY, grains: 6 }]);
    expect(why.demands).toEqual([{ reference: 'SO1', class: 'confirmed', at: AT, grains: 1 }, { reference: 'SO2', class: 'confirmed', at: AT + 3 * DAY, grains: 14 }]);
    expect(why.changes).toEqual([
      { kind: 'moreSupply', grains: 1, by: AT + 3 * DAY }, { kind: 'earlierSupply', reference: 'PO2', grains: 1, from: AT + 5 * DAY, by: AT + 3 * DAY },
      { kind: 'lessDemand', reference: 'SO2', grains: 1, at: AT + 3 * DAY },
    ]);
  });

  it('a larger step takes more, from where the balance is first too low', () => {
    expect(explainPromise(GOODS, windowOf(), { at: AT, step: grains(9) })!.changes).toEqual([
      { kind: 'moreSupply', grains: 9, by: AT }, { kind: 'earlierSupply', reference: 'PO2', grains: 9, from: AT + 5 * DAY, by: AT },
    ]);
    expect(explainPromise(GOODS, windowOf(), { at: AT, step: grains(8) })!.changes).toEqual([
      { kind: 'moreSupply', grains: 8, by: AT + 3 * DAY }, { kind: 'earlierSupply', reference: 'PO2', grains: 8, from: AT + 5 * DAY, by: AT + 3 * DAY },
      { kind: 'lessDemand', reference: 'SO2', grains: 8, at: AT + 3 * DAY },
    ]);
  });

  it('at the end only more goods help', () => {
    expect(explainPromise(GOODS, windowOf(), { at: AT + 9 * DAY })!.changes).toEqual([{ kind: 'moreSupply', grains: 1, by: AT + 5 * DAY }, { kind: 'lessDemand', reference: 'SO2', grains: 1, at: AT + 3 * DAY }]);
    expect(explainPromise(schedule(0), windowOf(), { at: AT })!.changes).toEqual([{ kind: 'moreSupply', grains: 1, by: AT }]);
  });

  it('what is short already must be made good first', () => {
    expect(explainPromise(schedule(-4, [supply('PO', AT + DAY, 9)]), windowOf(), { at: AT })!.changes).toEqual([
      { kind: 'moreSupply', grains: 5, by: AT }, { kind: 'earlierSupply', reference: 'PO', grains: 5, from: AT + DAY, by: AT },
    ]);
  });

  it('safety stock may be what binds', () => {
    const why = (kept: number, opening: number): readonly FreeingChange[] => explainPromise(schedule(opening), windowOf({ safetyStock: grains(kept) }), { at: AT, step: grains(2) })!.changes;
    expect(why(3, 10)).toEqual([{ kind: 'moreSupply', grains: 2, by: AT }, { kind: 'lessSafetyStock', grains: 2 }]);
    expect(why(3, 2)).toEqual([{ kind: 'moreSupply', grains: 3, by: AT }, { kind: 'lessSafetyStock', grains: 3 }]);
    expect(why(3, 1)).toEqual([{ kind: 'moreSupply', grains: 4, by: AT }]);
    expect(why(2, 10)).toEqual([{ kind: 'moreSupply', grains: 2, by: AT }, { kind: 'lessSafetyStock', grains: 2 }]);
  });

  it('of days, the change is due within what is left of today', () => {
    expect(explainPromise(schedule(0, [], [demand('D', AT + DAY, 2)]), windowOf({ bucket: 'day' }), { at: AT })!.changes[0]).toEqual({ kind: 'moreSupply', grains: 3, by: AT });
  });

  it('where goods end, the bucket that one more would leave short is found by taking it', () => {
    const milk = { ...schedule(0, [], [demand('D1', AT + DAY, 4), demand('D2', AT + 3 * DAY, 2)]), lots: [{ reference: 'L', grains: grains(9), usableUntil: AT + 2 * DAY }] };
    const why = explainPromise(milk, windowOf(), { at: AT })!;
    expect(why.bucket.cumulative).toBe(5);
    expect(why.binding.startAt).toBe(AT + DAY);
    expect(why.changes).toEqual([]);
    expect(explainPromise(milk, windowOf(), { at: AT + 3 * DAY })).toMatchObject({ binding: { startAt: AT + 3 * DAY, projected: -2 }, ended: 5, opening: 9 });
  });

  it('where shortages are forgiven, too', () => {
    const given = schedule(3, [supply('S', AT + 2 * DAY, 5)], [demand('D', AT + DAY, 4)]);
    expect(explainPromise(given, windowOf({ shortage: 'forgive' }), { at: AT })).toMatchObject({ bucket: { cumulative: 0 }, binding: { startAt: AT + DAY }, changes: [] });
  });

  it('is no question before the first bucket, beyond the horizon, or for no step', () => {
    expect(explainPromise(GOODS, windowOf(), { at: AT - 1 })).toBeUndefined();
    expect(explainPromise(GOODS, windowOf({ horizonDays: 2 }), { at: AT + 2 * DAY })).toBeUndefined();
    for (const step of [0, 0.5]) expect(() => explainPromise(GOODS, windowOf(), { at: AT, step: step as never })).toThrow(/^\$\.step: expected whole grains above zero/);
  });
});

const when = fc.integer({ min: 0, max: 14 * 24 }).map((hours) => AT + hours * HOUR);

function changed(given: Schedule, change: FreeingChange): Schedule {
  switch (change.kind) {
    case 'moreSupply': return { ...given, supplies: [...given.supplies, supply('NEW', change.by, change.grains)] };
    case 'earlierSupply': return {
      ...given, supplies: [...given.supplies.map((line) => (line.reference === change.reference ? { ...line, grains: grains(line.grains - change.grains) } : line)), supply('MOVED', change.by, change.grains)],
    };
    case 'lessDemand': return { ...given, demands: given.demands.map((line) => (line.reference === change.reference ? { ...line, grains: grains(line.grains - change.grains) } : line)) };
    case 'lessSafetyStock': return given;
  }
}

describe('an explanation', () => {
  it('the lines up to the binding bucket sum to what can be promised, and each change frees the step and no more', () => {
    fc.assert(fc.property(anySchedule, fc.constantFrom('instant', 'day', 'week', 'supply'), fc.nat(4), fc.integer({ min: 1, max: 5 }), when, (given, bucket, kept, step, at) => {
      const policy = { bucket, safetyStock: grains(kept), supply: { planned: 100, provisionalReceipt: 100 } } as const;
      const why = explainPromise(given, windowOf(policy), { at, step: grains(step) })!;
      const sum = (terms: PromiseExplanation['supplies'] | PromiseExplanation['demands']): number => terms.reduce((total, term) => total + term.grains, 0);
      expect(why.opening + sum(why.supplies) - sum(why.demands)).toBe(why.binding.projected);
      expect(why.binding.projected).toBe(why.bucket.cumulative);
      expect(why.binding.startAt).toBeGreaterThanOrEqual(why.bucket.startAt);
      expect(why.changes.length).toBeGreaterThan(0);
      for (const change of why.changes) {
        const safetyStock = change.kind === 'lessSafetyStock' ? grains(kept - change.grains) : grains(kept);
        const after = availableToPromise(changed(given, change), windowOf({ ...policy, safetyStock }));
        expect(bucketAt(after, at)!.available).toBe(why.bucket.available + step);
      }
    }), { numRuns: runs(800) });
  });

  it('names a bucket that one more leaves short, where goods end or shortages are forgiven', () => {
    fc.assert(fc.property(anyPerishable, fc.constantFrom('carry', 'forgive'), when, (given, shortage, at) => {
      const window = windowOf({ shortage });
      const why = explainPromise(given, window, { at })!;
      fc.pre(why.bucket.cumulative >= 0);
      const more = availableToPromise({ ...given, demands: [...given.demands, demand('NEW', at, why.bucket.cumulative + 1)] }, window);
      const after = bucketAt(more, why.binding.endAt === undefined ? Math.max(why.binding.startAt, at) : why.binding.endAt - 1)!;
      expect(after.projected).toBeLessThan(Math.min(why.binding.projected, 0));
    }), { numRuns: runs(500) });
  });
});
