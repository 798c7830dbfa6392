import { describe, expect, it } from 'vitest';
import type { AliasEvidence, Evidence, StatementRow } from '../../src/reconciliation/index.js';
import { briefly, event, explained, tea } from './explained.js';

const named = (item: string, amount: string, rest: Partial<StatementRow> = {}): StatementRow => ({ item, amount, ...rest });
const aliases: AliasEvidence[] = [{ part: 'item', names: ['TEA', 'X8', 'X9'] }, { part: 'location', names: ['W1', 'N7'] }];

describe('which names mean one thing', () => {
  const cases: [rule: string, left: StatementRow[], right: StatementRow[], evidence: Evidence, causes: string[]][] = [
    ['several of one side belong to the only one of the other', [named('a', '1'), named('0a', '2')], [named('A', '3')], {}, [
      'identity | right | fitting | item 0a = A (letter case, leading zeros) | -2 2', 'identity | right | fitting | item A = a (letter case) | 1 -1',
    ]],
    ['and the other way round', [named('A', '3')], [named('a', '1'), named('0a', '2')], {}, [
      'identity | right | fitting | item 0a = A (letter case, leading zeros) | 2 -2', 'identity | right | fitting | item A = a (letter case) | -1 1',
    ]],
    ['those of either side belong to the one that both use', [named('A', '7'), named('0a', '2')], [named('A', '5'), named('a', '4')], {}, [
      'identity | right | fitting | item 0a = A (letter case, leading zeros) | -2 2', 'identity | right | fitting | item A = a (letter case) | -4 4',
    ]],
    ['none belongs to two that both sides use', [named('A', '7'), named('a', '3'), named('0a', '1')], [named('A', '6'), named('a', '5')], {}, ['unexplained | - | none |  | -1', 'unexplained | - | none |  | -1', 'unexplained | - | none |  | 2']],
    ['nor to another beside them', [named('A', '7'), named('a', '3'), named('0a', '1')], [named('00a', '1'), named('A', '6'), named('a', '5')], {}, ['unexplained | - | none |  | 1', 'unexplained | - | none |  | -1', 'unexplained | - | none |  | -1', 'unexplained | - | none |  | 2']],
    ['part by part, however the words are spread over the parts', [named('AB', '5', { location: 'C' })], [named('A', '5', { location: 'BC' })], {}, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | -5']],
    ['of several on each side those with one and the same figure', [named('A', '5'), named('a', '9'), named('00a', '7')], [named('0A', '5'), named('0a', '8')], {}, [
      'identity | right | fitting | item 0A = A (leading zeros) | 5 -5', 'unexplained | - | none |  | -7', 'unexplained | - | none |  | 8', 'unexplained | - | none |  | -9',
    ]],
    ['and not where two have that figure on the one side', [named('A', '5'), named('a', '5')], [named('0A', '5'), named('0a', '8')], {}, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | 8', 'unexplained | - | none |  | -5', 'unexplained | - | none |  | -5']],
    ['or on the other', [named('A', '5'), named('a', '8')], [named('0A', '5'), named('0a', '5')], {}, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | 5', 'unexplained | - | none |  | -5', 'unexplained | - | none |  | -8']],
    ['names of two parts at once', [named('a', '5', { lot: '007' })], [named('A', '5', { lot: '7' })], {}, ['identity | right | fitting | item A = a (letter case), lot 007 = 7 (leading zeros) | 5 -5']],
    ['only where every part means the same', [named('a', '5', { lot: '1' })], [named('A', '5', { lot: '2' })], {}, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | -5']],
    ['zeros in front count only before another character', [named('10', '5')], [named('1', '5')], {}, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | -5']],
    ['aliases are proven', [named('TEA', '5')], [named('X9', '5')], { aliases }, ['identity | right | proven | item TEA = X9 (alias) | -5 5']],
    ['of two that are not the first, too', [named('X9', '5')], [named('X8', '5')], { aliases }, ['identity | left | proven | item X8 = X9 (alias) | 5 -5']],
    ['aliases in a loose spelling only fit', [named('TEA', '5')], [named('x9', '5')], { aliases: [{ part: 'item', names: ['X9', 'TEA'] }] }, ['identity | left | fitting | item TEA = x9 (alias, letter case) | -5 5']],
    ['aliases and loose names of another part only fit together', [named('TEA', '5', { lot: 'l' })], [named('X9', '5', { lot: 'L' })], { aliases }, ['identity | right | fitting | item TEA = X9 (alias), lot L = l (letter case) | -5 5']],
    ['two aliases are proven together', [named('TEA', '5', { location: 'N7' })], [named('X9', '5', { location: 'W1' })], { aliases }, ['identity | right | proven | item TEA = X9 (alias), location N7 = W1 (alias) | -5 5']],
    ['aliases of one part are none of another', [named('A', '5', { lot: 'W1' })], [named('A', '5', { lot: 'N7' })], { aliases }, ['lotMixUp | right | fitting | lot N7 and W1 | 5 -5']],
    ['aliases of a place, on the side that does not use the first', [named('A', '5', { location: 'N7' })], [named('A', '5', { location: 'W1' })], { aliases }, ['identity | left | proven | location N7 = W1 (alias) | -5 5']],
    ['zero is a name, and not the same as none', [named('A', '5', { lot: '0' })], [named('A', '5')], {}, ['lotMixUp | right | fitting | lot (none) and 0 | 5 -5']],
    ['letters are alike as small ones', [named('MASS', '5')], [named('Maß', '5')], {}, ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 5']],
    ['aliases hold where letter case tells apart', [named('TEA', '5')], [named('X9', '5')], { aliases, looseParts: [] }, ['identity | right | proven | item TEA = X9 (alias) | -5 5']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, causes) => {
    expect(briefly(explained(left, right, evidence))).toEqual(causes);
  });

  it.each(['item', 'location', 'state', 'lot', 'serial', 'owner'] as const)('%s is loose unless other parts are named', (part) => {
    const [left, right] = [[tea('5', { [part]: 'a' })], [tea('5', { [part]: 'A' })]];
    expect(briefly(explained(left, right))).toEqual([`identity | right | fitting | ${part} A = a (letter case) | 5 -5`]);
    expect(explained(left, right, { looseParts: [part] }).causes[0]).toMatchObject({ kind: 'identity', part });
    expect(explained(left, right, { looseParts: [part === 'lot' ? 'item' : 'lot'] }).causes[0]!.kind).not.toBe('identity');
  });

  it('the side at fault is the one that does not use the first of the aliases, else the one suspected', () => {
    const side = (left: string, right: string[], suspects?: Evidence['suspects']): unknown => explained([named(left, '5')], right.map((item) => named(item, '5')), { aliases, suspects }).causes.map((cause) => `${cause.kind} ${cause.side ?? '-'} ${cause.proof.rules.join()}`);
    expect(side('X9', ['TEA', 'X8'])).toEqual(['identity left item TEA = X9 (alias)', 'identity right item X8 = X9 (alias)', 'unexplained - ']);
    expect(side('TEA', ['X9'], ['left'])).toEqual(['identity right item TEA = X9 (alias)']);
    expect(side('nut', ['NUT'], ['left'])).toEqual(['identity left item NUT = nut (letter case)']);
  });
});

describe('what is found under another name', () => {
  const packs = [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }];

  it('belongs to the figure of the side that says so', () => {
    expect(briefly(explained([named('TEA', '5')], [named('TEA', '24'), named('tea', '36')], { packs }))).toEqual(['unitFactor | right | fitting | 1 CA = 12 EA | 55', 'identity | right | fitting | item TEA = tea (letter case) | -36 36']);
    expect(briefly(explained([named('TEA', '24'), named('tea', '36')], [named('TEA', '5')], { packs, suspects: ['left'] }))).toEqual(['unitFactor | left | fitting | 1 CA = 12 EA | -55', 'identity | left | fitting | item TEA = tea (letter case) | 36 -36']);
  });

  it('counts once where only the place has another name', () => {
    const found = explained([named('TEA', '5', { location: 'w1' })], [named('TEA', '60', { location: 'W1' })], { packs });
    expect(found.differences.map(({ alternatives }) => alternatives)).toEqual([[], []]);
    expect(briefly(found)[0]).toBe('unitFactor | right | fitting | 1 CA = 12 EA | 55');
  });

  it('are events, claims and what is carried over', () => {
    const evidence: Evidence = {
      events: [event('R1', '5', 1, { item: 'tea' })], claims: [{ item: 'tea', measure: 'reserved', amount: '70', reference: 'O1' }], carried: [{ item: 'tea', amount: '900', reference: 'run 1' }],
    };
    const kinds = (right: string): string[] => explained([named('TEA', '10')], [named('tea', right)], evidence).causes.map(({ kind }) => kind);
    expect([kinds('5'), kinds('-60'), kinds('910')]).toEqual([['missingEvent', 'identity'], ['nettedTwice', 'identity'], ['identity', 'carriedOver']]);
  });
});

describe('figures in different units', () => {
  const packs = [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }];
  const cases: [rule: string, left: StatementRow[], right: StatementRow[], evidence: Evidence, causes: string[]][] = [
    ['are one where a pack says so', [tea('5', { unit: 'CA' })], [tea('60', { unit: 'EA' })], { packs }, ['unitFactor | left | proven | 1 CA = 12 EA | -5 60']],
    ['also where a pack of one says so: it is one unit under two names', [tea('5', { unit: 'PCE' })], [tea('5', { unit: 'EA' })], { packs: [{ item: 'TEA', unit: 'PCE', holds: '1', of: 'EA' }] }, ['unitFactor | left | proven | 1 PCE = 1 EA | 5 -5']],
    ['also beside figures in other units', [tea('2', { unit: 'BG' }), tea('5', { unit: 'CA' })], [tea('7', { unit: 'DZ' }), tea('60', { unit: 'EA' })], { packs }, ['unitFactor | left | proven | 1 CA = 12 EA | -5 60', 'unexplained | - | none |  | -2', 'unexplained | - | none |  | 7']],
    ['also beside a figure in the smaller unit', [tea('5', { unit: 'CA' }), tea('3', { unit: 'EA' })], [tea('63', { unit: 'EA' })], { packs }, ['unitFactor | left | proven | 1 CA = 12 EA | -5 60']],
    ['not where both sides state the larger one', [tea('5', { unit: 'CA' }), tea('12', { unit: 'EA' })], [tea('6', { unit: 'CA' })], { packs }, ['unexplained | - | none |  | 1', 'unexplained | - | none |  | -12']],
    ['not where one side states both', [], [tea('5', { unit: 'CA' }), tea('60', { unit: 'EA' })], { packs }, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | 60']],
    ['not of another item', [{ item: 'NUT', unit: 'CA', amount: '5' }], [{ item: 'NUT', unit: 'EA', amount: '60' }], { packs }, ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 60']],
    ['not at another place', [tea('5', { unit: 'CA', location: 'W1' })], [tea('60', { unit: 'EA', location: 'W2' })], { packs }, ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 60']],
    ['not at another key, however the words are spread over its parts', [{ item: 'TEA', location: 'W', unit: 'CA', amount: '5' }], [{ item: 'TE', location: 'AW', unit: 'EA', amount: '60' }], { packs }, ['unexplained | - | none |  | 60', 'unexplained | - | none |  | -5']],
    ['not in a unit the pack does not speak of', [tea('5', { unit: 'PAL' })], [tea('60', { unit: 'EA' })], { packs }, ['unexplained | - | none |  | 60', 'unexplained | - | none |  | -5']],
    ['by the pack of an item under its other name', [tea('3', { unit: 'EA' }), { item: 'tea', unit: 'CA', amount: '5' }], [{ item: 'tea', unit: 'EA', amount: '63' }], { packs }, [
      'unitFactor | left | proven | 1 CA = 12 EA | -5 60', 'identity | right | fitting | item TEA = tea (letter case) | -3 3',
    ]],
    ['in fractions', [tea('3', { unit: 'BG' })], [tea('7.5', { unit: 'KGM' })], { packs: [{ item: 'TEA', unit: 'BG', holds: '2.5', of: 'KGM' }] }, ['unitFactor | left | proven | 1 BG = 2.5 KGM | -3 7.5']],
    ['not where the product has more places than an amount', [tea(`0.${'0'.repeat(29)}1`, { unit: 'BG' })], [tea('1', { unit: 'KGM' })], { packs: [{ item: 'TEA', unit: 'BG', holds: `0.${'0'.repeat(19)}1`, of: 'KGM' }] }, [
      `unexplained | - | none |  | -0.${'0'.repeat(29)}1`, 'unexplained | - | none |  | 1',
    ]],
    ['and what else is wrong with them', [tea('60', { unit: 'EA' })], [tea('-5', { unit: 'CA' })], { packs }, ['unitFactor | right | proven | 1 CA = 12 EA | -5 60', 'sign | right | fitting |  | -120']],
    ['in fractions, and what else is wrong with them', [tea('7.5', { unit: 'KGM' })], [tea('-3', { unit: 'BG' })], { packs: [{ item: 'TEA', unit: 'BG', holds: '2.5', of: 'KGM' }] }, ['unitFactor | right | proven | 1 BG = 2.5 KGM | -3 7.5', 'sign | right | fitting |  | -15']],
    ['in fractions on the left', [tea('-3', { unit: 'BG' })], [tea('7.5', { unit: 'KGM' })], { packs: [{ item: 'TEA', unit: 'BG', holds: '2.5', of: 'KGM' }], suspects: ['left'] }, ['unitFactor | left | proven | 1 BG = 2.5 KGM | 3 -7.5', 'sign | left | fitting |  | 15']],
    ['on the left, too', [tea('-5', { unit: 'CA' })], [tea('60', { unit: 'EA' })], { packs, suspects: ['left'] }, ['unitFactor | left | proven | 1 CA = 12 EA | 5 -60', 'sign | left | fitting |  | 120']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, causes) => {
    expect(briefly(explained(left, right, evidence))).toEqual(causes);
  });

  it('say their factor, and events in the larger unit are found at the smaller one', () => {
    const { causes } = explained([tea('5', { unit: 'CA' })], [tea('55', { unit: 'EA' })], { packs, events: [event('R1', '5', 1, { unit: 'CA' })] });
    expect(causes[0]).toMatchObject({ kind: 'unitFactor', factor: '12', proof: { rules: ['1 CA = 12 EA'] } });
    expect(causes.map(({ kind }) => kind)).toEqual(['unitFactor', 'missingEvent']);
  });
});
