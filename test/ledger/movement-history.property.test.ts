import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendHistory, netByInstant, netLaterThan, noteMovement, startHistory } from '../../src/ledger/movement-history.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';

const movements = fc.array(fc.tuple(fc.nat(8), fc.integer({ min: -9, max: 9 })), { maxLength: 30 });

it('a history knows what moved after an instant, and at each, as a plain list would; also in front of another', () => {
  fc.assert(fc.property(movements, movements, fc.nat(9), fc.array(fc.nat(60), { maxLength: 3 }), (committed, drafted, at, looks) => {
    const base = startHistory();
    for (const [time, amount] of committed) noteMovement(base, time, grains(amount));
    const draft = startHistory(base);
    drafted.forEach(([time, amount], index) => {
      noteMovement(draft, time, grains(amount));
      if (looks.includes(index)) netLaterThan(draft, at, true);
    });
    const check = (history: typeof base, all: typeof movements extends fc.Arbitrary<infer List> ? List : never): void => {
      const sum = (take: (time: number) => boolean): number => all.reduce((total, [time, amount]) => (take(time) ? total + amount : total), 0);
      expect(netLaterThan(history, at, false)).toBe(sum((time) => time > at));
      expect(netLaterThan(history, at, true)).toBe(sum((time) => time >= at));
      expect(netByInstant(history)).toEqual(Array.from({ length: 10 }, (_, time) => [time, sum((other) => other === time)]).filter(([, net]) => net !== 0));
    };
    check(draft, [...committed, ...drafted]);
    check(base, committed);
    appendHistory(base, draft);
    check(base, [...committed, ...drafted]);
  }), { numRuns: runs(300) });
});
