import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableToPromise, promise, type PromisedShipment, type PromiseRequest, type PromiseSource, type Schedule } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyPerishable, anyPolicy, anySchedule, AT, DAY, demand, HOUR, windowOf } from './schedules.js';

const when = fc.integer({ min: 0, max: 14 * 24 }).map((hours) => AT + hours * HOUR);
const wanted = fc.integer({ min: 1, max: 40 }).map((value) => grains(value));
const lead = fc.option(fc.record({ handlingDays: fc.nat(2), transitDays: fc.nat(3) }), { nil: undefined });
const sourcesOf = (schedules: fc.Arbitrary<Schedule>): fc.Arbitrary<readonly PromiseSource[]> => fc.array(
  fc.record({ schedule: schedules, priority: fc.nat(2), pack: fc.constantFrom(undefined, undefined, grains(3)), lead, kept: fc.nat(3) }), { minLength: 1, maxLength: 3 })
  .map((list) => list.map(({ kept, ...source }, index): PromiseSource => ({ ...source, location: `L${index}`, protections: [{ reference: 'others', grains: grains(kept) }] })));
const mode = fc.constantFrom<PromiseRequest['mode'][]>('allOrNothing', 'partialOnDate', 'earliestDate', 'schedule');
const options = fc.record({ prefer: fc.constantFrom(undefined, 'date', 'priority', 'shipments'), noSplit: fc.boolean(), supply: fc.constantFrom(undefined, 'pooled', 'singleReceipt') });

const taking = (given: Schedule, shipments: readonly PromisedShipment[]): Schedule => ({ ...given, demands: [...given.demands, ...shipments.map((shipment, index) => demand(`NEW${index}`, shipment.pickAt, shipment.grains))] });
const waiting = (given: Schedule, policy: Parameters<typeof windowOf>[0]): readonly number[] => availableToPromise(given, windowOf(policy)).buckets.map(({ projected }) => Math.max(0 - projected, 0));

describe('a promise', () => {
  it.each([['goods that keep', anySchedule], ['goods that end', anyPerishable]])('of %s can be kept: who did not wait does not wait for it', (_, schedules) => {
    fc.assert(fc.property(sourcesOf(schedules), anyPolicy, mode, options, wanted, when, (sources, policy, how, more, amount, wantedAt) => {
      const answer = promise({ mode: how, grains: amount, wantedAt, sources, ...more }, windowOf(policy));
      if (!answer.ok) return;
      for (const source of sources) {
        const own = answer.shipments.filter(({ location }) => location === source.location);
        if (own.length === 0) continue;
        // Nothing taken, at the same instants: so that both rows have the same buckets.
        const before = taking(source.schedule!, own.map((shipment) => ({ ...shipment, grains: grains(0) })));
        const after = waiting(taking(source.schedule!, own), policy);
        expect(after).toEqual(waiting(before, policy));
        for (const shipment of own) expect(shipment.grains % (source.pack ?? 1)).toBe(0);
      }
      expect(answer.shipments.reduce((sum, shipment) => sum + shipment.grains, 0)).toBe(answer.confirmed);
      expect(answer.confirmed + (answer.gap?.grains ?? 0)).toBe(amount);
      expect(Math.max(...answer.shipments.map(({ arriveAt }) => arriveAt))).toBe(answer.completeAt);
      if (more.noSplit) expect(new Set(answer.shipments.map(({ location }) => location)).size).toBe(1);
      if (how === 'allOrNothing' || how === 'partialOnDate') expect(answer.completeAt).toBeLessThanOrEqual(Math.max(wantedAt, AT));
      if (how === 'allOrNothing' || how === 'earliestDate') expect(answer.confirmed).toBe(amount);
    }), { numRuns: runs(700) });
  });

  it('leaves what is kept for others', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, fc.constantFrom('partialOnDate', 'schedule'), fc.nat(5), when, (given, policy, how, kept, wantedAt) => {
      const source = { location: 'DC', schedule: given, protections: [{ reference: 'others', grains: grains(kept) }] };
      const answer = promise({ mode: how, grains: grains(10_000), wantedAt, sources: [source] }, windowOf(policy));
      fc.pre(answer.ok);
      const left = availableToPromise(taking(given, answer.shipments), windowOf(policy));
      for (const shipment of answer.shipments) expect(left.buckets.findLast(({ startAt }) => startAt <= shipment.pickAt)!.cumulative).toBeGreaterThanOrEqual(kept);
    }), { numRuns: runs(300) });
  });

  it('on a date is everything exactly if it is no more than what can be had by then, and the date named is the first such', () => {
    fc.assert(fc.property(anySchedule, wanted, when, (given, amount, wantedAt) => {
      const window = windowOf();
      const ask = (how: PromiseRequest['mode'], at: number): ReturnType<typeof promise> => promise({ mode: how, grains: amount, wantedAt: at, sources: [{ location: 'DC', schedule: given }] }, window);
      const has = (at: number): number => availableToPromise(given, window).buckets.findLast(({ startAt }) => startAt <= at)!.available;
      expect(ask('allOrNothing', wantedAt).ok).toBe(has(wantedAt) >= amount);
      const earliest = ask('earliestDate', wantedAt);
      const first = availableToPromise(given, window).buckets.find(({ startAt, endAt, available }) => available >= amount && (endAt ?? Infinity) > wantedAt && startAt >= 0);
      expect(earliest.ok ? earliest.completeAt : undefined).toBe(first === undefined ? undefined : Math.max(first.startAt, wantedAt));
      const refused = ask('allOrNothing', wantedAt);
      if (!refused.ok && refused.reason.code === 'promise.insufficient') {
        expect(refused.reason.earliestAt).toBe(earliest.ok ? earliest.completeAt : undefined);
        expect(refused.reason.available).toBe(has(wantedAt));
      }
      const pieces = ask('schedule', wantedAt);
      expect(pieces.ok ? pieces.confirmed : 0).toBe(Math.min(amount, has(AT + 400 * DAY)));
    }), { numRuns: runs(500) });
  });

  it('of a line that is asked for again is as if its demand were not there', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, mode, wanted, when, fc.nat(20), (given, policy, how, amount, wantedAt, own) => {
      const again: Schedule = { ...given, demands: [...given.demands, demand('MINE', wantedAt, own)] };
      const ask = (schedule: Schedule, excludes?: string): unknown => promise({ mode: how, grains: amount, wantedAt, excludes, sources: [{ location: 'DC', schedule }] }, windowOf(policy));
      expect(ask(again, 'MINE')).toEqual(ask(given));
    }), { numRuns: runs(300) });
  });

  it('from several places that may share is no less and no later than from any one of them', () => {
    fc.assert(fc.property(sourcesOf(anySchedule), wanted, when, (sources, amount, wantedAt) => {
      const plain = sources.map(({ pack: _, ...source }) => source);
      const ask = (how: PromiseRequest['mode'], from: readonly PromiseSource[]): ReturnType<typeof promise> => promise({ mode: how, grains: amount, wantedAt, sources: from }, windowOf());
      const [all, part] = [ask('earliestDate', plain), ask('partialOnDate', plain)];
      for (const source of plain) {
        const alone = ask('earliestDate', [source]);
        if (alone.ok) expect(all.ok && all.completeAt <= alone.completeAt).toBe(true);
        const some = ask('partialOnDate', [source]);
        if (some.ok) expect(part.ok && part.confirmed >= some.confirmed).toBe(true);
      }
    }), { numRuns: runs(300) });
  });

  it('by fewest shipments takes no more places than any other plan, and by priority none of worse priority than needed', () => {
    fc.assert(fc.property(sourcesOf(anySchedule), wanted, when, (sources, amount, wantedAt) => {
      const plain = sources.map(({ pack: _, ...source }) => source);
      const ask = (prefer: PromiseRequest['prefer'], from: readonly PromiseSource[]): ReturnType<typeof promise> => promise({ mode: 'earliestDate', grains: amount, wantedAt, prefer, sources: from }, windowOf());
      const subsets = plain.reduce<PromiseSource[][]>((sets, source) => [...sets, ...sets.map((set) => [...set, source])], [[]]).filter((set) => set.length > 0);
      const able = subsets.filter((set) => ask('date', set).ok);
      const [few, best] = [ask('shipments', plain), ask('priority', plain)];
      expect(few.ok ? few.shipments.length : undefined).toBe(able.length === 0 ? undefined : Math.min(...able.map((set) => set.length)));
      const worst = (locations: readonly string[]): number => Math.max(...plain.filter(({ location }) => locations.includes(location)).map(({ priority }) => priority ?? 0));
      expect(best.ok ? worst(best.shipments.map(({ location }) => location)) : undefined).toBe(able.length === 0 ? undefined : Math.min(...able.map((set) => worst(set.map(({ location }) => location)))));
    }), { numRuns: runs(300) });
  });
});
