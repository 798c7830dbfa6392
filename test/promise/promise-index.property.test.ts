import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableToPromise, bucketAt, promiseIndex, type PromiseIndex } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyPerishable, anyPolicy, anySchedule, AT, demand, HOUR, supply, windowOf } from './schedules.js';

const when = fc.integer({ min: -4 * 24, max: 20 * 24 }).map((hours) => AT + hours * HOUR);
const amount = fc.nat(12).map((value) => grains(value));
const name = fc.nat(9);
const life = fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined });
type Change = (index: PromiseIndex) => void;
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(name, when, amount).map(([line, due, units]): Change => (index) => index.putSupply(supply(`S${line}`, due, units))),
  fc.tuple(name, when, amount).map(([line, due, units]): Change => (index) => index.putDemand(demand(`D${line}`, due, units))),
  name.map((line): Change => (index) => index.removeSupply(`S${line}`)),
  name.map((line): Change => (index) => index.removeDemand(`D${line}`)),
  fc.tuple(name, amount).map(([line, units]): Change => (index) => index.receive(`S${line}`, units)),
  fc.tuple(name, amount).map(([line, units]): Change => (index) => index.issue(`D${line}`, units)),
  fc.integer({ min: -5, max: 5 }).map((units): Change => (index) => index.adjust(grains(units))),
);
const perishing = fc.tuple(name, when, amount, life).map(([line, due, units, hours]): Change => (index) => index.putSupply(supply(`S${line}`, due, units, { usableUntil: hours === undefined ? undefined : due + hours * HOUR })));

function agrees(index: PromiseIndex, at: number, wanted: number): void {
  const answer = availableToPromise(index.schedule(), index.window);
  expect(index.cumulativeAt(at)).toBe(bucketAt(answer, at)?.cumulative);
  expect(index.availableAt(at)).toBe(bucketAt(answer, at)?.available);
  for (const bucket of answer.buckets) expect(index.cumulativeAt(bucket.startAt)).toBe(bucket.cumulative);
  const from = Math.max(at, index.window.firstAt);
  const first = answer.buckets.find(({ endAt, available }) => (endAt === undefined || endAt > from) && available >= wanted);
  expect(index.earliest(grains(wanted), at)).toBe(first === undefined ? undefined : Math.max(first.startAt, from));
}

describe('a promise index', () => {
  it('gives after every change what the definition gives', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, fc.constantFrom('carry', 'clamp', 'forgive'), fc.nat(3), fc.array(fc.tuple(change, when, fc.integer({ min: -1, max: 30 })), { maxLength: 25 }), (given, policy, shortage, kept, changes) => {
      const index = promiseIndex(given, windowOf({ ...policy, shortage, safetyStock: grains(kept) }));
      agrees(index, AT, 5);
      for (const [apply, at, wanted] of changes) {
        apply(index);
        agrees(index, at, wanted);
      }
    }), { numRuns: runs(500) });
  });

  it('gives it where goods end too', () => {
    fc.assert(fc.property(anyPerishable, fc.constantFrom('instant', 'day'), fc.array(fc.tuple(fc.oneof(change, perishing), when, fc.nat(20)), { maxLength: 12 }), (given, bucket, changes) => {
      const index = promiseIndex(given, windowOf({ bucket }));
      for (const [apply, at, wanted] of changes) {
        apply(index);
        agrees(index, at, wanted);
      }
    }), { numRuns: runs(300) });
  });

  it('what arrives or leaves on its date as expected moves no answer', () => {
    fc.assert(fc.property(anySchedule, amount, amount, when, (given, comes, goes, at) => {
      const index = promiseIndex(given, windowOf());
      index.putSupply(supply('IN', AT, comes));
      index.putDemand(demand('OUT', AT, goes));
      const before = [index.cumulativeAt(AT), index.cumulativeAt(at)];
      index.receive('IN', comes);
      index.issue('OUT', goes);
      expect([index.cumulativeAt(AT), index.cumulativeAt(at)]).toEqual(before);
    }), { numRuns: runs(300) });
  });
});
