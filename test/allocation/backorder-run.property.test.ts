import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKORDER_ORDER, backorderRun, waterfall, type BackorderLine, type BackorderStrategy, type SupplyLayer } from '../../src/allocation/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const STRATEGIES: BackorderStrategy[] = ['win', 'gain', 'improve', 'redistribute', 'fill', 'lose', 'skip'];
const lines: fc.Arbitrary<BackorderLine[]> = fc.array(fc.record({
  strategy: fc.constantFrom(...STRATEGIES, 'redistribute' as const, 'redistribute' as const), requested: amount(8), part: fc.nat(8), requestedAt: fc.nat(6), confirmedAt: fc.option(fc.nat(6), { nil: undefined }), placedAt: fc.nat(2), priority: fc.option(fc.nat(2), { nil: undefined }),
}), { maxLength: 7 }).map((all) => all.map(({ part, ...line }, index) => ({ line: `L${index}`, ...line, confirmed: grains(Math.min(part, line.requested)) })));
const supply: fc.Arbitrary<SupplyLayer[]> = fc.array(fc.record({ grains: amount(12), at: fc.option(fc.nat(7), { nil: undefined }) }), { maxLength: 5 });

/** Goods one by one, each with its date, taken by scanning them all. */
function unitByUnit(all: readonly BackorderLine[], layers: readonly SupplyLayer[]): Map<string, number[]> | undefined {
  const units = layers.flatMap(({ grains: held, at = -Infinity }) => Array.from({ length: held }, () => at));
  const got = new Map(all.map(({ line }) => [line, [] as number[]]));
  const order = [...all].sort((one, other) => BACKORDER_ORDER.compare(one, other));
  const serve = (line: BackorderLine, wanted: number, by: number, late: boolean): boolean => {
    while (got.get(line.line)!.length < wanted) {
      const inTime = Math.max(...units.filter((at) => at <= by));
      const place = units.some((at) => at <= by) ? units.indexOf(inTime) : late ? units.indexOf(Math.min(...units)) : -1;
      if (place < 0) return false;
      got.get(line.line)!.push(...units.splice(place, 1));
    }
    return true;
  };
  const promised = (line: BackorderLine): number => line.confirmedAt ?? line.requestedAt;
  const of = (strategy: BackorderStrategy): BackorderLine[] => order.filter((line) => line.strategy === strategy);
  const must = [
    ...of('skip').map((line) => serve(line, line.confirmed, promised(line), false)), ...of('win').map((line) => serve(line, line.requested, line.requestedAt, false)),
    ...of('gain').map((line) => serve(line, line.confirmed, promised(line), false)),
  ];
  if (must.includes(false)) return undefined;
  for (const line of of('gain')) serve(line, line.requested, line.requestedAt, true);
  for (const line of of('improve')) serve(line, line.confirmed, promised(line), true);
  for (const line of of('improve')) serve(line, line.requested, line.requestedAt, true);
  for (const line of of('redistribute')) serve(line, line.requested, line.requestedAt, true);
  for (const line of of('fill')) serve(line, line.confirmed, promised(line), true);
  return got;
}

/** Whether every unit that must be confirmed can be, each from a unit in time: by searching for chains of exchanges. */
function canAllBe(all: readonly BackorderLine[], layers: readonly SupplyLayer[]): boolean {
  const units = layers.flatMap(({ grains: held, at = -Infinity }) => Array.from({ length: held }, () => at));
  const needs = all.flatMap((line) => {
    if (line.strategy === 'win') return Array.from({ length: line.requested }, () => line.requestedAt);
    return line.strategy === 'gain' || line.strategy === 'skip' ? Array.from({ length: line.confirmed }, () => line.confirmedAt ?? line.requestedAt) : [];
  });
  const user = new Array<number | undefined>(units.length).fill(undefined);
  const place = (need: number, seen: Set<number>): boolean => units.some((at, unit) => {
    if (at > needs[need]! || seen.has(unit)) return false;
    seen.add(unit);
    if (user[unit] !== undefined && !place(user[unit], seen)) return false;
    user[unit] = need;
    return true;
  });
  return needs.every((_, need) => place(need, new Set()));
}

describe('a backorder run', () => {
  it('is refused exactly when what must be cannot be', () => {
    fc.assert(fc.property(lines, supply, (all, layers) => {
      const answer = backorderRun({ lines: all, supply: layers });
      expect(answer.ok).toBe(canAllBe(all, layers));
      if (!answer.ok) expect(answer.reason.required).toBeGreaterThan(answer.reason.available);
    }), { numRuns: runs(1000) });
  });

  it('comes to the same as handing goods out one by one', () => {
    fc.assert(fc.property(lines, supply, (all, layers) => {
      const answer = backorderRun({ lines: all, supply: layers });
      const model = unitByUnit(all, layers);
      expect(answer.ok).toBe(model !== undefined);
      if (!answer.ok) return;
      for (const { line, after, strategy, confirmations } of answer.changes) {
        expect(after).toBe(model!.get(line)!.length);
        if (strategy === 'skip') continue;
        expect(confirmations.flatMap(({ grains: held, at = -Infinity }) => Array.from({ length: held }, () => at))).toEqual(model!.get(line)!.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)));
      }
    }), { numRuns: runs(1000) });
  });

  it('keeps its promises to each strategy, and hands out what is there and no more', () => {
    fc.assert(fc.property(lines, supply, (all, layers) => {
      const answer = backorderRun({ lines: all, supply: layers });
      if (!answer.ok) return;
      for (const { strategy, requested, before, after, confirmations } of answer.changes) {
        expect(after).toBeLessThanOrEqual(requested);
        if (strategy === 'win') expect([after, confirmations.some(({ late }) => late)]).toEqual([requested, false]);
        if (strategy === 'gain') expect(after).toBeGreaterThanOrEqual(before);
        if (strategy === 'fill') expect(after).toBeLessThanOrEqual(before);
        if (strategy === 'lose') expect(after).toBe(0);
        if (strategy === 'skip') expect(after).toBe(before);
      }
      const total = layers.reduce((sum, layer) => sum + layer.grains, 0);
      expect(answer.changes.reduce((sum, { after }) => sum + after, 0) + answer.left.reduce((sum, layer) => sum + layer.grains, 0)).toBe(total);
    }), { numRuns: runs(1000) });
  });

  it('does not depend on the order lines are given in', () => {
    fc.assert(fc.property(lines, supply, (all, layers) => {
      const [answer, turned] = [backorderRun({ lines: all, supply: layers }), backorderRun({ lines: [...all].reverse(), supply: layers })];
      expect(answer.ok).toBe(turned.ok);
      if (answer.ok && turned.ok) expect([...turned.changes].reverse()).toEqual(answer.changes);
    }), { numRuns: runs(500) });
  });

  it('that only redistributes what is there now is a waterfall', () => {
    fc.assert(fc.property(lines, amount(40), (all, held) => {
      const answer = backorderRun({ lines: all.map((line) => ({ ...line, strategy: 'redistribute' as const })), supply: [{ grains: held }] });
      const order = [...all].sort((one, other) => BACKORDER_ORDER.compare(one, other));
      const poured = waterfall({ supply: held, claims: order.map(({ line, requested }) => ({ claim: line, requested })) });
      expect(answer.ok && new Map(answer.changes.map(({ line, after }) => [line, after]))).toEqual(new Map(all.map(({ line }) => [line, poured.grants.find(({ claim }) => claim === line)!.granted])));
    }), { numRuns: runs(300) });
  });
});
