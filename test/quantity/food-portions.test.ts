import { expect, it } from 'vitest';
import {
  canonicalAmount, compileUnits, convertExactly, divideRatios, equalRatios, ratio, ratioFromDecimal, type PackSpec, type Ratio,
} from '../../src/quantity/index.js';
import { describeWithShared } from '../shared-data.js';
import { readTable } from './read-table.js';

interface Portion {
  readonly food: string;
  readonly unit: string;
  readonly amount: string;
  readonly grams: string;
}

describeWithShared('household portions of food', ['data/food-portions/food_portion.csv.gz'], (path) => {
  const portions = readTable(path).map((row): Portion => ({
    food: row['fdc_id']!, unit: row['modifier']!, amount: canonicalAmount(row['amount']!)!, grams: canonicalAmount(row['gram_weight']!)!,
  }));

  /** "3 piece weigh 28 g" in whole numbers of both: 3/28 piece to the gram may have no decimal, but `amount` of the unit as one portion has. */
  function packsOf(group: readonly Portion[]): PackSpec[] {
    return group.flatMap(({ amount, grams }, index) => [
      { unit: `portion ${index}`, holds: { amount, unit: 'U' } }, { unit: `portion ${index}`, holds: { amount: grams, unit: 'GRM' } },
    ]);
  }
  const compile = (group: readonly Portion[]): ReturnType<typeof compileUnits> => compileUnits({ unit: 'GRM', granularity: '0.001', packs: packsOf(group) });
  const isZero = ({ amount, grams }: Portion): boolean => amount === '0' || grams === '0';
  const groups = new Map<string, Portion[]>();
  for (const portion of portions.filter((each) => !isZero(each))) {
    const key = JSON.stringify([portion.food, portion.unit]);
    groups.set(key, [...(groups.get(key) ?? []), portion]);
  }
  const accepted = new Map<string, Ratio>();
  const refused: string[] = [];
  for (const [key, group] of groups) {
    try {
      accepted.set(key, convertExactly(compile(group), '1', { from: 'U', to: 'GRM', at: 0 }));
    } catch (error) {
      if ((error as { code?: string }).code !== 'quantity.inconsistent_units') throw error;
      refused.push(key);
    }
  }

  it('of no amount or no weight are refused, not divided by', () => {
    expect(portions.length).toBe(7158);
    const zeros = portions.filter(isZero);
    expect(zeros.length).toBe(10);
    for (const zero of zeros) expect(() => compile([zero])).toThrow(expect.objectContaining({ code: 'quantity.inconsistent_units' }));
  });

  it('that contradict each other are refused, all others weigh exactly weight by amount', () => {
    expect([accepted.size, refused.length]).toEqual([6875, 114]);
    for (const [key, grams] of accepted) {
      const { amount, grams: weight } = groups.get(key)![0]!;
      if (!equalRatios(grams, divideRatios(ratioFromDecimal(weight), ratioFromDecimal(amount)))) throw new Error(`${key} weighs something else`);
    }
  });

  it('do not make sixteen tablespoons a cup', () => {
    const foods = new Set([...accepted.keys()].map((key) => (JSON.parse(key) as [string, string])[0]));
    let both = 0;
    let other = 0;
    for (const food of foods) {
      const cup = accepted.get(JSON.stringify([food, 'cup']));
      const spoon = accepted.get(JSON.stringify([food, 'tbsp']));
      if (cup === undefined || spoon === undefined) continue;
      both++;
      if (!equalRatios(divideRatios(cup, spoon), ratio(16n))) other++;
    }
    expect([both, other]).toEqual([131, 104]);
  });
});
