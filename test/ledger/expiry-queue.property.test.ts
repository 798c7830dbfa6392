import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dropStale, forEachDue, noteExpiry, startExpiryQueue, type ExpiryQueue } from '../../src/ledger/expiry-queue.js';
import { runs } from '../runs.js';

const entries = fc.array(fc.tuple(fc.nat(50), fc.constantFrom('x', 'y', 'z')), { maxLength: 60 });

function dueAt(queue: ExpiryQueue, at: number): string[] {
  const due: string[] = [];
  forEachDue(queue, at, (line, time) => due.push(`${time} ${line}`));
  return due.sort();
}

it('an expiry queue names every entry due by an instant, its own and those behind it, and no other', () => {
  fc.assert(fc.property(entries, entries, fc.nat(60), (behind, own, at) => {
    const base = startExpiryQueue();
    for (const [time, line] of behind) noteExpiry(base, time, line);
    const queue = startExpiryQueue(base);
    for (const [time, line] of own) noteExpiry(queue, time, line);
    const expected = (all: readonly (readonly [number, string])[]): string[] => all.filter(([time]) => time <= at).map(([time, line]) => `${time} ${line}`).sort();
    expect(dueAt(queue, at)).toEqual(expected([...behind, ...own]));
    expect(dueAt(base, at)).toEqual(expected(behind));
  }), { numRuns: runs(300) });
});

it('dropping what is out of date keeps everything that is not, in an order that still finds it', () => {
  fc.assert(fc.property(entries, fc.nat(60), fc.nat(60), (all, staleBefore, at) => {
    const queue = startExpiryQueue();
    for (const [time, line] of all) noteExpiry(queue, time, line);
    dropStale(queue, (_line, time) => time >= staleBefore);
    expect(queue.times.length).toBe(queue.lines.length);
    expect(queue.times.length).toBe(all.filter(([time]) => time >= staleBefore).length);
    expect(dueAt(queue, at)).toEqual(all.filter(([time]) => time >= staleBefore && time <= at).map(([time, line]) => `${time} ${line}`).sort());
  }), { numRuns: runs(300) });
});
