import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../src/foundation/index.js';
import { isWithin, validatePolicy, type ForeignStockRule } from '../../src/model/index.js';
import { foreignRegister } from '../availability/foreign.js';
import { runs } from '../runs.js';

/** What is wrong with a policy of these rules. */
function problemsOf(rules: readonly ForeignStockRule[]): readonly string[] {
  try {
    foreignRegister(rules);
    return [];
  } catch (problem) {
    if (!isInventoryError(problem, 'model.invalid')) throw problem;
    return problem.details['problems'] as string[];
  }
}

describe('rules on foreign stock', () => {
  it.each<[string, readonly ForeignStockRule[], readonly string[]]>([
    ['none', [], []],
    ['of every scope, the narrow ones first', [{ kind: 'dropShip', owner: 'ACME', item: 'TEA', location: 'SUP-A', use: 'exclude' }, { kind: 'dropShip', use: 'include' }, { use: 'exclude' }], []],
    ['for an item nobody knows', [{ item: 'ODD', use: 'include' }], ['Policy p, foreignStock[0]: unknown_item: it names unknown item ODD']],
    ['for a place nobody knows', [{ location: 'MOON', use: 'include' }], ['Policy p, foreignStock[0]: unknown_location: it names unknown location MOON']],
    ['for an owner nobody spoke of yet', [{ owner: 'NEW', use: 'include' }], []],
    ['after one for everything', [{ use: 'include' }, { owner: 'ACME', use: 'exclude' }], ['Policy p, foreignStock[1]: unreachable: foreignStock[0] covers it and says include']],
    ['said twice', [{ owner: 'ACME', use: 'include' }, { owner: 'ACME', use: 'include' }], ['Policy p, foreignStock[1]: repeated: foreignStock[0] covers it and says the same']],
    ['said twice, otherwise', [{ owner: 'ACME', use: 'include' }, { owner: 'ACME', use: 'exclude' }], ['Policy p, foreignStock[1]: unreachable: foreignStock[0] covers it and says include']],
    ['for a place within one that was spoken of', [{ location: 'DC', use: 'exclude' }, { location: 'VMI-1', kind: 'vendorManaged', use: 'include' }], ['Policy p, foreignStock[1]: unreachable: foreignStock[0] covers it and says exclude']],
    ['for a place around one that was spoken of', [{ location: 'VMI-1', use: 'exclude' }, { location: 'DC', use: 'include' }], []],
    ['for another owner', [{ owner: 'ACME', use: 'exclude' }, { owner: 'ELSE', use: 'include' }], []],
    ['for another kind', [{ kind: 'dropShip', use: 'exclude' }, { kind: 'consignment', use: 'include' }], []],
    ['for one owner of what is spoken of for one kind', [{ kind: 'dropShip', use: 'exclude' }, { owner: 'ACME', use: 'include' }], []],
    ['of a kind that cannot stand at a place', [{ kind: 'dropShip', location: 'DC', use: 'include' }], ['Policy p, foreignStock[0]: kind_of_location: no goods of kind dropShip stand at DC']],
    ['of consignment at a supplier’s own place', [{ kind: 'consignment', location: 'SUP-A', use: 'include' }], ['Policy p, foreignStock[0]: kind_of_location: no goods of kind consignment stand at SUP-A']],
    ['of consignment around it, where a store of ours is', [{ kind: 'consignment', location: 'SUP', use: 'include' }], []],
    ['of a kind that stands below a place', [{ kind: 'vendorManaged', location: 'DC', use: 'include' }], []],
    ['of a kind that stands above a place', [{ kind: 'vendorManaged', location: 'VMI-1', use: 'include' }], []],
  ])('%s', (_, rules, problems) => {
    expect(problemsOf(rules)).toEqual(problems);
  });

  it('are named when an earlier one covers them, and only then', () => {
    const part = <Value>(...values: Value[]): fc.Arbitrary<Value | undefined> => fc.constantFrom(undefined, ...values);
    const rule: fc.Arbitrary<ForeignStockRule> = fc.record({
      kind: part<ForeignStockRule['kind']>('consignment', 'vendorManaged'), owner: part('ACME'), item: part('TEA'), location: part('DC', 'VMI'), use: fc.constantFrom<ForeignStockRule['use']>('include', 'exclude'),
    });
    const { locations } = foreignRegister([]);
    const covers = (wide: ForeignStockRule, narrow: ForeignStockRule): boolean =>
      (['kind', 'owner', 'item'] as const).every((name) => wide[name] === undefined || wide[name] === narrow[name])
      && (wide.location === undefined || (narrow.location !== undefined && isWithin(locations.get(narrow.location), locations.get(wide.location)!)));
    fc.assert(fc.property(fc.array(rule, { maxLength: 7 }), (rules) => {
      const named = problemsOf(rules).filter((problem) => !problem.includes('kind_of_location')).map((problem) => Number(/\[(\d+)\]/.exec(problem)![1]));
      expect(named).toEqual(rules.flatMap((one, index) => (rules.slice(0, index).some((before) => covers(before, one)) ? [index] : [])));
    }), { numRuns: runs(300) });
  });

  it.each<[string, unknown, boolean]>([
    ['use', { use: 'include' }, true], ['no use', { kind: 'dropShip' }, false], ['another use', { use: 'sometimes' }, false], ['another kind', { kind: 'ours', use: 'include' }, false],
    ['a channel: the goods are what a rule is about, not who sells them', { channel: 'web', use: 'include' }, false],
  ])('say %s', (_, rule, ok) => {
    expect(validatePolicy({ version: 'p', foreignStock: [rule] }).ok).toBe(ok);
  });

  it('are compared with each other by the ten thousand', () => {
    const owners = Array.from({ length: 20_000 }, (_, index): ForeignStockRule => ({ owner: `O${index}`, location: 'VMI-1', use: 'include' }));
    expect(problemsOf([...owners, { owner: 'O7', location: 'VMI-1', use: 'exclude' }])).toEqual(['Policy p, foreignStock[20000]: unreachable: foreignStock[7] covers it and says include']);
  });
});
