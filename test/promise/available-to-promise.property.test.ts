import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableToPromise, availableToPromiseSeries, bucketAt, type AvailableToPromise, type Schedule } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { anyPerishable, anyPolicy, anySchedule, AT, DAY, demand, HOUR, supply, windowOf } from './schedules.js';

const when = fc.integer({ min: 0, max: 14 * 24 }).map((hours) => AT + hours * HOUR);
const cumulativeAt = (answer: AvailableToPromise, at: number): number | undefined => bucketAt(answer, at)?.cumulative;
const withDemand = (given: Schedule, at: number, amount: number): Schedule => ({ ...given, demands: [...given.demands, demand('NEW', at, amount)] });

/** What every bucket ends with when counted line by line, from the definition: everything counted up to the end of the bucket. */
function byDefinition(given: Schedule, answer: AvailableToPromise, counted: { supply: (line: Schedule['supplies'][number]) => number | undefined; demand: (line: Schedule['demands'][number]) => number | undefined }): readonly number[] {
  return answer.buckets.map(({ endAt }) => {
    const by = (at: number | undefined): boolean => at !== undefined && (endAt === undefined || at < endAt);
    const comes = given.supplies.filter((line) => by(counted.supply(line))).reduce((sum, line) => sum + line.grains, 0);
    const goes = given.demands.filter((line) => by(counted.demand(line))).reduce((sum, line) => sum + line.grains, 0);
    return given.opening + comes - goes;
  });
}

describe('goods that keep', () => {
  it('the balance is what came by the end of each bucket less what was wanted by then, and the promise the least of it from there on', () => {
    fc.assert(fc.property(anySchedule, fc.constantFrom('instant', 'day', 'week', 'supply'), fc.constantFrom('UTC', 'America/New_York'), (given, bucket, timeZone) => {
      const answer = availableToPromise(given, windowOf({ bucket, timeZone, supply: { planned: 100, provisionalReceipt: 100 }, demand: { forecast: true }, pastDueSupply: 'today' }));
      const projected = byDefinition(given, answer, { supply: ({ dueAt }) => Math.max(dueAt, AT), demand: ({ dueAt }) => Math.max(dueAt, AT) });
      expect(answer.buckets.map((one) => one.projected)).toEqual(projected);
      expect(answer.buckets.map((one) => one.cumulative)).toEqual(projected.map((_, index) => Math.min(...projected.slice(index))));
    }), { numRuns: runs(800) });
  });

  it('safe: accepting what is offered leaves no bucket short that was not; tight: one more does', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, when, (given, policy, at) => {
      const before = availableToPromise(given, windowOf(policy));
      const offered = cumulativeAt(before, at);
      fc.pre(offered !== undefined && offered >= 0);
      const start = bucketAt(before, at)!.startAt;
      const later = (answer: AvailableToPromise): readonly number[] => answer.buckets.filter(({ startAt }) => startAt >= start).map(({ projected }) => projected);
      const after = availableToPromise(withDemand(given, at, offered), windowOf(policy));
      expect(Math.min(...later(after))).toBe(0);
      expect(Math.min(...later(availableToPromise(withDemand(given, at, offered + 1), windowOf(policy))))).toBe(-1);
    }), { numRuns: runs(800) });
  });

  it('more supply, or earlier, never lowers it; more demand, or earlier, never raises it', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, when, when, fc.nat(9), when, (given, policy, due, sooner, amount, at) => {
      const window = windowOf(policy);
      const [early, late] = [Math.min(due, sooner), Math.max(due, sooner)];
      const withSupply = (arrives: number): Schedule => ({ ...given, supplies: [...given.supplies, supply('NEW', arrives, amount)] });
      const plain = cumulativeAt(availableToPromise(given, window), at);
      fc.pre(plain !== undefined);
      const suppliedLate = cumulativeAt(availableToPromise(withSupply(late), window), at)!;
      expect(suppliedLate).toBeGreaterThanOrEqual(plain);
      expect(cumulativeAt(availableToPromise(withSupply(early), window), at)).toBeGreaterThanOrEqual(suppliedLate);
      const wantedLate = cumulativeAt(availableToPromise(withDemand(given, late, amount), window), at)!;
      expect(wantedLate).toBeLessThanOrEqual(plain);
      expect(cumulativeAt(availableToPromise(withDemand(given, early, amount), window), at)).toBeLessThanOrEqual(wantedLate);
    }), { numRuns: runs(500) });
  });

  it('it never falls from a bucket to the next, and rises only where supply comes', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, (given, policy) => {
      const { buckets } = availableToPromise(given, windowOf(policy));
      for (const bucket of buckets.slice(1)) {
        expect(bucket.discrete).toBeGreaterThanOrEqual(0);
        if (bucket.supply === 0) expect(bucket.discrete).toBe(0);
      }
      expect(buckets.reduce((sum, { discrete }) => sum + discrete, 0)).toBe(buckets.at(-1)!.projected);
    }), { numRuns: runs(500) });
  });

  it('what arrives as expected moves nothing: the line is used up and the goods are there', () => {
    fc.assert(fc.property(anySchedule, when, fc.nat(9), (given, due, amount) => {
      const window = windowOf({}, due);
      const expected = availableToPromise({ ...given, supplies: [...given.supplies, supply('NEW', due, amount)] }, window);
      const arrived = availableToPromise({ ...given, opening: grains(given.opening + amount) }, window);
      expect(arrived.buckets.map(({ startAt, cumulative }) => [startAt, cumulative])).toEqual(expected.buckets.map(({ startAt, cumulative }) => [startAt, cumulative]));
      const wanted = availableToPromise(withDemand(given, due, amount), window);
      const shipped = availableToPromise({ ...given, opening: grains(given.opening - amount) }, window);
      expect(shipped.buckets.map(({ cumulative }) => cumulative)).toEqual(wanted.buckets.map(({ cumulative }) => cumulative));
    }), { numRuns: runs(500) });
  });

  it('the passing of time changes nothing but the window, as long as nothing falls due', () => {
    fc.assert(fc.property(anySchedule, when, fc.integer({ min: 1, max: 48 * HOUR }), (given, at, passed) => {
      const last = Math.max(0, ...[...given.supplies, ...given.demands].map(({ dueAt }) => dueAt).filter((due) => due < at + passed));
      fc.pre(last < at);
      const policy = { pastDueSupply: 'today', pastDueDemand: 'today' } as const;
      const rows = [at, at + passed].map((now) => availableToPromise(given, windowOf(policy, now)).buckets.map(({ cumulative }) => cumulative));
      expect(rows[1]).toEqual(rows[0]);
    }), { numRuns: runs(300) });
  });

  it('a forgiven shortage is the row of consumption backward in time and accumulation forward', () => {
    const table = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(table, (periods) => {
      const net = periods.map(([comes, goes]) => comes - goes);
      net.forEach((amount, index) => {
        if (amount >= 0) return;
        for (let back = index - 1; back >= 0 && net[index]! < 0; back--) {
          const taken = Math.min(Math.max(net[back]!, 0), -net[index]!);
          net[back] = net[back]! - taken;
          net[index] = net[index]! + taken;
        }
      });
      let sum = 0;
      const expected = net.map((amount) => (amount < 0 ? amount : (sum += amount)));
      const given: Schedule = {
        opening: grains(0), supplies: periods.map(([comes], day) => supply(`S${day}`, AT + day * DAY, comes)), demands: periods.map(([, goes], day) => demand(`D${day}`, AT + day * DAY, goes)),
      };
      const row = availableToPromise(given, windowOf({ bucket: 'day', horizonDays: periods.length, shortage: 'forgive' })).buckets.map(({ cumulative }) => cumulative);
      // A shortage shows in its own bucket; where it meets nothing left, the running sum stands still around it.
      expect(row.map((amount, index) => (net[index]! < 0 ? Math.min(amount, 0) : amount))).toEqual(expected);
    }), { numRuns: runs(800) });
  });

  it('a series of figures gives the same as lines', () => {
    fc.assert(fc.property(fc.integer({ min: -9, max: 30 }), fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 12 }), (opening, days) => {
      const series = availableToPromiseSeries({ opening, supply: days.map(([comes]) => comes), demand: days.map(([, goes]) => goes) });
      const given: Schedule = {
        opening: grains(opening), supplies: days.map(([comes], day) => supply(`S${day}`, AT + day * DAY, comes)), demands: days.map(([, goes], day) => demand(`D${day}`, AT + day * DAY, goes)),
      };
      const { buckets } = availableToPromise(given, windowOf({ bucket: 'day', horizonDays: days.length }));
      expect([[...series.projected], [...series.cumulative]]).toEqual([buckets.map(({ projected }) => projected), buckets.map(({ cumulative }) => cumulative)]);
    }), { numRuns: runs(300) });
  });
});

describe('goods that end', () => {
  it('safe: accepting what is offered makes nobody wait who did not; tight: one more does', () => {
    fc.assert(fc.property(anyPerishable, anyPolicy, when, (given, policy, at) => {
      const before = availableToPromise(given, windowOf(policy));
      const offered = cumulativeAt(before, at);
      fc.pre(offered !== undefined && offered >= 0);
      // The same buckets for all three, so that they can be compared one by one.
      const waiting = (amount: number): readonly number[] => availableToPromise(withDemand(given, at, amount), windowOf(policy)).buckets.map(({ projected }) => Math.max(0 - projected, 0));
      const plain = waiting(0);
      expect(waiting(offered)).toEqual(plain);
      const more = waiting(offered + 1);
      expect(more.some((amount, index) => amount > plain[index]!)).toBe(true);
      expect(more.every((amount, index) => amount >= plain[index]!)).toBe(true);
    }), { numRuns: runs(1500) });
  });

  it('the offer is the most that a matching of single units finds', () => {
    fc.assert(fc.property(anyPerishable, fc.constantFrom('instant', 'day'), (given, bucket) => {
      const answer = availableToPromise(given, windowOf({ bucket }));
      const last = answer.buckets.length - 1;
      const bucketsOf = (from: number, until: number | undefined): readonly [number, number] => [
        Math.max(answer.buckets.findLastIndex(({ startAt }) => startAt <= from), 0),
        until === undefined ? last : answer.buckets.findLastIndex(({ endAt }) => endAt !== undefined && endAt <= until),
      ];
      const units: (readonly [number, number])[] = [];
      const add = (count: number, span: readonly [number, number]): void => {
        for (let unit = 0; unit < count; unit++) units.push(span);
      };
      const late = bucket === 'day' ? answer.buckets[0]!.startAt : AT;
      add(Math.max(given.opening, 0), [0, last]);
      for (const lot of given.lots ?? []) add(lot.grains, bucketsOf(AT, lot.usableUntil));
      for (const line of given.supplies) {
        if ((line.class === 'onOrder' || line.class === 'inTransit') && line.dueAt >= late) add(line.grains, bucketsOf(line.dueAt, line.usableUntil));
      }
      const wanted = given.demands.filter((line) => line.class !== 'forecast').flatMap((line) => Array.from({ length: line.grains }, () => bucketsOf(line.dueAt, undefined)[0]));
      wanted.push(...Array.from({ length: Math.max(0 - given.opening, 0) }, () => 0));
      wanted.sort((left, right) => left - right);
      const { serviceAt, waitsAt } = serveByHand(units, wanted, answer.buckets.length);
      answer.buckets.forEach(({ cumulative }, index) => {
        const most = mostMatched(units, serviceAt, index);
        expect(cumulative).toBe(most > 0 ? most : 0 - Math.max(0, ...waitsAt.slice(index)));
      });
    }), { numRuns: runs(400) });
  });

  it('with goods that all keep for longer than is looked, both computations give the same', () => {
    fc.assert(fc.property(anySchedule, anyPolicy, fc.constantFrom('carry', 'forgive', 'clamp'), (given, policy, shortage) => {
      const window = windowOf({ ...policy, shortage });
      const keeping = availableToPromise(given, window);
      const ending = availableToPromise({ ...given, lots: [{ reference: 'L', grains: grains(0), usableUntil: AT + 60 * DAY }] }, window);
      const row = (answer: AvailableToPromise): readonly unknown[] => answer.buckets.slice(0, keeping.buckets.length).map(({ startAt, supply: comes, projected, cumulative, ended }) => [startAt, comes, projected, cumulative, ended]);
      expect(row(ending)).toEqual(row(keeping));
    }), { numRuns: runs(500) });
  });

  it('the balance moves by what comes, goes and ends, and by nothing else', () => {
    fc.assert(fc.property(anyPerishable, anyPolicy, (given, policy) => {
      const answer = availableToPromise(given, windowOf(policy));
      let balance: number = answer.opening;
      for (const bucket of answer.buckets) {
        balance += bucket.supply - bucket.demand - bucket.ended;
        expect(bucket.projected).toBe(balance);
      }
    }), { numRuns: runs(500) });
  });

  // Where somebody waits in vain, goods that come earlier or last longer may serve him instead, and the offer falls.
  it('where nobody waits, more goods, or the same earlier or for longer, never lower the offer', () => {
    fc.assert(fc.property(anyPerishable, when, fc.nat(5), fc.nat(72), fc.nat(72), when, (given, due, amount, life, change, at) => {
      const answer = (lines: Schedule['supplies']): AvailableToPromise => availableToPromise({ ...given, supplies: [...given.supplies, ...lines] }, windowOf());
      const plain = answer([]);
      fc.pre(plain.buckets.every(({ projected }) => projected >= 0));
      const offer = (lines: Schedule['supplies']): number => cumulativeAt(answer(lines), at)!;
      const short = offer([supply('NEW', due, amount, { usableUntil: due + life * HOUR })]);
      expect(short).toBeGreaterThanOrEqual(cumulativeAt(plain, at)!);
      expect(offer([supply('NEW', due, amount, { usableUntil: due + (life + change) * HOUR })])).toBeGreaterThanOrEqual(short);
      expect(offer([supply('NEW', Math.max(due - change * HOUR, AT), amount, { usableUntil: due + life * HOUR })])).toBeGreaterThanOrEqual(short);
    }), { numRuns: runs(400) });
  });
});

/** Unit by unit: each wanted unit, in order, waits until something usable is there, and takes what ends first. */
function serveByHand(units: readonly (readonly [number, number])[], wanted: readonly number[], buckets: number): { readonly serviceAt: readonly number[]; readonly waitsAt: readonly number[] } {
  const free = [...units].sort((left, right) => left[1] - right[1]);
  const serviceAt: number[] = [];
  const waitsAt: number[] = [];
  let open = [...wanted];
  for (let index = 0; index < buckets; index++) {
    const still: number[] = [];
    for (const due of open) {
      const place = due <= index ? free.findIndex(([first, last]) => first <= index && last >= index) : -1;
      if (place < 0) still.push(due);
      else {
        free.splice(place, 1);
        serviceAt.push(index);
      }
    }
    open = still;
    waitsAt.push(open.filter((due) => due <= index).length);
  }
  return { serviceAt, waitsAt };
}

/** The most units that can be taken in a bucket while every service stays where it is: augmenting paths in a graph of single units. */
function mostMatched(units: readonly (readonly [number, number])[], serviceAt: readonly number[], at: number): number {
  const takers = [...serviceAt, ...units.map(() => at)];
  const takenBy = new Map<number, number>();
  const place = (taker: number, seen: Set<number>): boolean => units.some(([first, last], unit) => {
    if (seen.has(unit) || first > takers[taker]! || last < takers[taker]!) return false;
    seen.add(unit);
    const other = takenBy.get(unit);
    if (other !== undefined && !place(other, seen)) return false;
    takenBy.set(unit, taker);
    return true;
  });
  serviceAt.forEach((_, taker) => expect(place(taker, new Set())).toBe(true));
  let most = 0;
  while (most < units.length && place(serviceAt.length + most, new Set())) most++;
  return most;
}
