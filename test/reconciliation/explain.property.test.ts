import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { addRatios, ratioFromDecimal, ratioToDecimal, ZERO_RATIO } from '../../src/quantity/index.js';
import { explain, keyText, type CauseKind } from '../../src/reconciliation/index.js';
import { runs } from '../runs.js';
import { anyChoice, BEFORE_TAIL, found, giveFraction, PLANTS, startWorld, type Choice } from './planted.js';
import { anyRows, compared, stated } from './statements.js';

const kinds = Object.keys(PLANTS) as CauseKind[];
const anySigns = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });

interface Score {
  named: number;
  right: number;
  planted: number;
}
const scores: Record<'single' | 'pairs' | 'meeting', Score> = { meeting: { named: 0, right: 0, planted: 0 }, single: { named: 0, right: 0, planted: 0 }, pairs: { named: 0, right: 0, planted: 0 } };
function score(into: Score, names: readonly string[], planted: readonly string[]): void {
  into.named += names.length;
  into.planted += planted.length;
  into.right += planted.filter((one) => names.includes(one)).length;
}

afterAll(() => {
  for (const [name, { named, right, planted }] of Object.entries(scores)) {
    console.log(`${name}: ${planted} causes planted, ${named} named, precision ${(right / Math.max(1, named)).toFixed(4)}, recall ${(right / Math.max(1, planted)).toFixed(4)}`);
  }
});

describe('a planted cause', () => {
  it.each(kinds)('%s is found and named, and no other, with the records of the other side', (kind) => {
    fc.assert(fc.property(anySigns, anyChoice, (signs, choice) => {
      const world = startWorld(signs);
      const planted = [PLANTS[kind]!(world, choice)];
      const { names } = found(world, true);
      score(scores.single, names, planted);
      expect(names).toEqual(planted);
    }), { numRuns: runs(60) });
  });

  it.each(kinds)('%s is found and named, and no other, from the figures alone', (kind) => {
    fc.assert(fc.property(anySigns, anyChoice, (signs, choice) => {
      const world = startWorld(signs);
      const planted = [PLANTS[kind]!(world, choice)];
      const { names } = found(world, false);
      score(scores.single, names, planted);
      expect(names).toEqual(planted);
    }), { numRuns: runs(60) });
  });

  it('leaves nothing to explain where nothing is planted', () => {
    expect(found(startWorld([true, false]), true).explained).toEqual({ causes: [], differences: [], searchCut: [] });
  });
});

/** Causes that cannot both be: what one plants is what the other denies. */
const CONTRADICTORY = new Set(['basis notNetted', 'nettedTwice notNetted']);

describe('two planted causes', () => {
  const pairs = kinds.flatMap((one, at) => kinds.slice(at + 1).map((other): [CauseKind, CauseKind] => [one, other])).filter((pair) => !CONTRADICTORY.has(pair.join(' ')));

  // The tail of the history is about the second item.
  const itemOf = (kind: CauseKind, other: CauseKind, item: 0 | 1): 0 | 1 => (kind === 'staleSnapshot' ? 1 : other === 'staleSnapshot' ? 0 : item);

  it.each(pairs)('%s and %s at two items are both named, and no other', (one, other) => {
    fc.assert(fc.property(anySigns, anyChoice, anyChoice, (signs, first, second) => {
      const world = startWorld(signs);
      const item = itemOf(one, other, first.item);
      const planted = [PLANTS[one]!(world, { ...first, item }), PLANTS[other]!(world, { ...second, item: item === 0 ? 1 : 0 })];
      const { names } = found(world, true);
      score(scores.pairs, names, planted);
      expect([...names].sort()).toEqual(planted.sort());
    }), { numRuns: runs(20) });
  });

  it('at one item are both named, and no other, wherever both show', () => {
    const meeting: Score = { named: 0, right: 0, planted: 0 };
    const met = { shown: 0, hidden: 0, one: 0, mixed: 0 };
    fc.assert(fc.property(anySigns, fc.constantFrom(...pairs), anyChoice, anyChoice, (signs, [one, other], first, second) => {
      const plants: Planting[] = [[one, first], [other, { ...second, item: first.item }]];
      const both = planted(signs, plants, [0, 1]);
      const [none, alone, beside] = [planted(signs, plants, []), planted(signs, plants, [0]), planted(signs, plants, [1])];
      const { names } = both;
      if ([...names].sort().join() === [...both.planted].sort().join()) {
        score(meeting, names, both.planted);
        met.shown++;
      } else if (both.figures === none.figures || both.figures === alone.figures || both.figures === beside.figures) {
        // What one changes the other has taken away: a doubled event that was left out after all is only left out.
        const seen = both.figures === none.figures ? none : both.figures === alone.figures ? alone : beside;
        expect([...names].sort()).toEqual([...seen.planted].sort());
        met.hidden++;
      } else if (both.planted.includes('staleSnapshot') && both.planted.includes(`missingEvent E${BEFORE_TAIL}`)) {
        // Missing in front of a tail that is missing, an event is one of the tail.
        expect(names).toEqual(['staleSnapshot']);
        met.one++;
      } else if (both.planted.includes('unexplained') && meet(alone.keys, beside.keys)) {
        // Of a figure that something unknown has changed too nothing can be told, and nothing is guessed.
        expect(names.filter((name) => name !== 'unexplained' && !both.planted.includes(name))).toEqual([]);
        expect(names).toContain('unexplained');
        met.mixed++;
      } else if (MOVES.has(one) && MOVES.has(other) && alone.keys.join() === beside.keys.join()) {
        // Two moves between the same two keys are one move.
        expect(names).toHaveLength(1);
        expect(both.planted).toContain(names[0]);
        met.one++;
      } else {
        score(meeting, names, both.planted);
        expect([...names].sort()).toEqual([...both.planted].sort());
        met.shown++;
      }
    }), { numRuns: runs(1000) });
    scores.meeting = meeting;
    console.log(`two causes at one item: ${met.shown} both show, ${met.hidden} one hides the other, ${met.one} are one story, ${met.mixed} are mixed with something unknown`);
  });
});

type Planting = readonly [CauseKind, Choice];

const MOVES = new Set<CauseKind>(['swapped', 'wrongLocation', 'lotMixUp', 'serialMixUp']);

/** A world with some of the plants, and what is found in it. */
function planted(signs: readonly boolean[], plants: readonly Planting[], chosen: readonly number[]): { names: string[]; planted: string[]; figures: string; keys: string[] } {
  const world = startWorld(signs);
  for (const [kind, choice] of plants) if (kind === 'rounding') giveFraction(world, choice);
  const words = chosen.map((at) => PLANTS[plants[at]![0]]!(world, plants[at]![1]));
  const { explained, names } = found(world, true);
  return {
    names, planted: words, keys: explained.differences.map(({ key }) => keyText(key)),
    figures: explained.differences.map(({ key, difference }) => `${keyText(key)} ${difference}`).join('\n'),
  };
}

function meet(one: readonly string[], other: readonly string[]): boolean {
  return one.some((key) => other.includes(key));
}

describe('the parts', () => {
  it('sum to the difference, whatever is planted', () => {
    fc.assert(fc.property(anySigns, fc.array(fc.tuple(fc.constantFrom(...kinds), anyChoice), { maxLength: 4 }), fc.boolean(), (signs, plants, records) => {
      const world = startWorld(signs);
      for (const [kind, choice] of plants) PLANTS[kind]!(world, choice);
      expectSums(found(world, records).explained);
    }), { numRuns: runs(200) });
  });

  it('sum to the difference for any two statements', () => {
    fc.assert(fc.property(anyRows, anyRows, (left, right) => {
      expectSums(explain(compared(stated('a', left), stated('b', right)), { packs: [{ item: 'A', unit: 'CA', holds: '12', of: 'EA' }] }));
    }), { numRuns: runs(200) });
  });
});

function expectSums({ differences, causes }: ReturnType<typeof explain>): void {
  for (const { difference, parts } of differences) {
    expect(ratioToDecimal(parts.reduce((sum, { amount }) => addRatios(sum, ratioFromDecimal(amount)), ZERO_RATIO))).toBe(difference);
    for (const { cause } of parts) expect(causes[cause]).toBeDefined();
  }
}
