import { describe, expect, it } from 'vitest';
import { SEARCH, type Evidence, type EventEvidence, type PackEvidence, type Statement } from '../../src/reconciliation/index.js';
import { briefly, event, explained, tea } from './explained.js';

const packs: PackEvidence[] = [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }];
const carried = (amount: string, reference = 'run 1'): NonNullable<Evidence['carried']>[number] => ({ item: 'TEA', amount, reference });
const claim = (measure: 'reserved' | 'allocated' | 'picked', amount: string, reference: string): NonNullable<Evidence['claims']>[number] => ({ item: 'TEA', measure, amount, reference });
const inPieces = { precision: '1' };

/** What explains a difference at one key, and what would do as well. */
function told(left: string, right: string, evidence: Evidence, leftHead: Partial<Statement> = {}, rightHead: Partial<Statement> = {}): string[] {
  const found = explained([tea(left)], [tea(right)], evidence, leftHead, rightHead);
  return [...briefly(found), ...found.differences[0]!.alternatives.map((one) => `or ${one}`)];
}

describe('an event', () => {
  const R1 = event('R1', '5', 1);
  const cases: [rule: string, left: string, right: string, evidence: Evidence, told: string[]][] = [
    ['may be missing', '9', '4', { events: [R1] }, ['missingEvent | right | fitting | R1 | -5']],
    ['may be missing on either side that is suspected', '9', '4', { events: [R1], suspects: ['left', 'right'] }, ['duplicateEvent | left | fitting | R1 | -5', 'or missingEvent right wms R1']],
    ['may not be missing where a record has it', '9', '4', { events: [R1], processed: { right: [R1] } }, ['unexplained | - | none |  | -5']],
    ['may not be missing where it cannot be yet', '9', '4', { events: [event('R1', '5', 21)] }, ['unexplained | - | none |  | -5']],
    ['in two parts at one key is missing as a whole', '9', '1', { events: [R1, event('R1', '3', 1)] }, ['missingEvent | right | fitting | R1 | -8']],
    ['is not missing in part', '9', '4', { events: [R1, event('R1', '3', 1)] }, ['unexplained | - | none |  | -5']],
    ['that goes in and out again explains nothing', '9', '4', { events: [R1, event('R1', '-5', 1)] }, ['unexplained | - | none |  | -5']],
    ['of another source with the same name is another one', '9', '1', { events: [R1, event('R1', '3', 1, { source: 'shop' }), event('R0', '99', 2)] }, ['missingEvent | right | fitting | R1 | -5', 'missingEvent | right | fitting | R1 | -3']],
    ['missing and another doubled come to their difference', '9', '7', { events: [R1, event('R2', '3', 2), event('R3', '100', 3)] }, ['duplicateEvent | right | fitting | R2 | 3', 'missingEvent | right | fitting | R1 | -5']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, expected) => {
    expect(told(left, right, evidence)).toEqual(expected);
  });

  it('doubled was counted once too often', () => {
    expect(explained([tea('9')], [tea('14')], { events: [R1] }).causes[0]!.times).toBe(1);
    expect(explained([tea('9')], [tea('19')], { events: [R1], processed: { right: [R1, R1, R1] } }).causes[0]!.times).toBe(2);
    expect(explained([tea('9')], [tea('4')], { events: [R1] }).causes[0]).not.toHaveProperty('times');
  });

  it('counted twice by both sides makes no difference', () => {
    expect(briefly(explained([tea('9')], [tea('8')], { events: [R1], processed: { left: [R1, R1], right: [R1, R1] } }))).toEqual(['unexplained | - | none |  | -1']);
  });
});

describe('claims', () => {
  const net = { netOf: ['reserved', 'allocated', 'picked'] } as const;
  const cases: [rule: string, right: string, claims: Evidence['claims'], heads: [Partial<Statement>, Partial<Statement>], told: string[]][] = [
    ['allocated, taken off twice', '5', [claim('allocated', '4', 'O1')], [net, net], ['nettedTwice | right | fitting | the right side says it is net of allocated | -4']],
    ['picked, not taken off', '13', [claim('picked', '4', 'O1')], [net, net], ['notNetted | right | fitting | the right side says it is net of picked | 4']],
    ['all of one measure, and no other measure', '3', [claim('reserved', '4', 'O1'), claim('picked', '2', 'O1')], [net, net], [
      'nettedTwice | right | fitting | the right side says it is net of reserved | -4', 'nettedTwice | right | fitting | the right side says it is net of picked | -2',
    ]],
    ['of one order alone are all there are', '5', [claim('reserved', '4', 'O1')], [net, net], ['nettedTwice | right | fitting | the right side says it is net of reserved | -4']],
    ['of one order in two parts, too', '2', [claim('reserved', '4', 'O1'), claim('reserved', '3', 'O1')], [net, net], ['nettedTwice | right | fitting | the right side says it is net of reserved | -7']],
    ['of one order among others count as a whole', '2', [claim('reserved', '4', 'O1'), claim('reserved', '3', 'O1'), claim('reserved', '1', 'O2')], [net, net], ['nettedTwice | right | fitting | the right side says it is net of reserved, O1 | -7']],
    ['of one order not taken off', '13', [claim('reserved', '4', 'O1'), claim('reserved', '30', 'O2')], [net, net], ['notNetted | right | fitting | the right side says it is net of reserved, O1 | 4']],
    ['are judged by what the side itself says', '5', [claim('reserved', '4', 'O1')], [{}, {}], ['nettedTwice | right | fitting | the right side says it is not net of reserved | -4']],
    ['of two orders, where both measures are told by one side alone', '2', [claim('reserved', '4', 'O1'), claim('picked', '3', 'O1')], [{}, net], [
      'basis | - | proven | the right side is net of reserved, the left one is not | -4', 'basis | - | proven | the right side is net of picked, the left one is not | -3',
    ]],
    ['are taken off by whom they are taken off', '10', [claim('reserved', '4', 'O1'), claim('picked', '3', 'O1')], [{ netOf: ['reserved'] }, { netOf: ['picked'] }], [
      'basis | - | proven | the left side is net of reserved, the right one is not | 4', 'basis | - | proven | the right side is net of picked, the left one is not | -3',
    ]],
  ];

  it.each(cases)('%s', (_, right, claims, heads, expected) => {
    expect(told('9', right, { claims }, ...heads)).toEqual(expected);
  });

  it('at a key without a difference explain nothing', () => {
    expect(explained([tea('9')], [tea('9')], { claims: [claim('reserved', '4', 'O1')] }, {}, net).causes).toEqual([]);
  });
});

describe('a factor', () => {
  const bag: PackEvidence = { item: 'TEA', unit: 'BG', holds: '2.5', of: 'KGM' };
  const pallet: PackEvidence = { item: 'TEA', unit: 'PAL', holds: '40', of: 'CA' };
  const cases: [rule: string, left: string, right: string, evidence: Evidence, told: string[]][] = [
    ['may be that of any pack', '5', '200', { packs: [...packs, pallet] }, ['unitFactor | right | fitting | 1 PAL = 40 CA | 195']],
    ['may be a fraction', '5', '12.5', { packs: [bag] }, ['unitFactor | right | fitting | 1 BG = 2.5 KGM | 7.5']],
    ['may be that fraction turned over', '12.5', '5', { packs: [bag] }, ['unitFactor | right | fitting | 1 BG = 2.5 KGM | -7.5']],
    ['may come twice: by two packs', '1', '480', { packs: [...packs, pallet] }, ['unitFactor | right | fitting | 1 CA = 12 EA | 440', 'unitFactor | right | fitting | 1 PAL = 40 CA | 39']],
    ['is of one side: two sides do not make a fraction', '40', '12', { packs: [...packs, pallet], suspects: ['left', 'right'] }, [
      'unitFactor | left | fitting | 1 CA = 12 EA | 440', 'unitFactor | left | fitting | 1 PAL = 40 CA | -468', 'or unitFactor right TEA 12 + unitFactor right TEA 1/40',
    ]],
    ['of one number that two packs have is one factor', '5', '60', { packs: [...packs, { ...packs[0]!, unit: 'BX' }] }, ['unitFactor | right | fitting | 1 CA = 12 EA, 1 BX = 12 EA | 55']],
    ['does not come twice by packs of one number', '5', '720', { packs: [...packs, { ...packs[0]!, unit: 'BX' }] }, ['unexplained | - | none |  | 715']],
    ['comes before an event', '5', '60', { packs, events: [event('R1', '55', 1)] }, ['duplicateEvent | right | fitting | R1 | 55', 'or unitFactor right TEA 12']],
    ['beside an event that is missing', '10', '60', { packs, events: [event('R1', '5', 1)] }, ['missingEvent | right | fitting | R1 | -5', 'unitFactor | right | fitting | 1 CA = 12 EA | 55']],
    ['beside two', '14', '60', { packs, events: [event('R1', '5', 1), event('R2', '4', 2), event('R0', '900', 3)] }, [
      'missingEvent | right | fitting | R1 | -5', 'missingEvent | right | fitting | R2 | -4', 'unitFactor | right | fitting | 1 CA = 12 EA | 55',
    ]],
    ['with the sign reversed beside an event', '10', '-60', { packs, events: [event('R1', '5', 1)] }, [
      'missingEvent | right | fitting | R1 | -5', 'unitFactor | right | fitting | 1 CA = 12 EA | 55', 'sign | right | fitting |  | -120',
    ]],
    ['and then carried over', '5', '63', { packs, carried: [carried('3')] }, ['unitFactor | right | fitting | 1 CA = 12 EA | 55', 'carriedOver | - | fitting |  | 3']],
    ['and then carried over twice', '5', '163', { packs, carried: [carried('3'), carried('100', 'run 2')] }, ['unitFactor | right | fitting | 1 CA = 12 EA | 55', 'carriedOver | - | fitting |  | 3', 'carriedOver | - | fitting |  | 100']],
    ['after what was carried over', '5', '96', { packs, carried: [carried('3')] }, ['unitFactor | right | fitting | 1 CA = 12 EA | 88', 'carriedOver | - | fitting |  | 3']],
    ['down, and then carried over', '60', '8', { packs, carried: [carried('3')] }, ['unitFactor | right | fitting | 1 CA = 12 EA | -55', 'carriedOver | - | fitting |  | 3']],
    ['down does not hide a figure that would not come out even', '61', '8', { packs, carried: [carried('3')] }, ['unexplained | - | none |  | -53']],
    ['by a fraction, and then carried over', '7', '19.8', { packs: [{ ...bag, holds: '2.4' }], carried: [carried('3')] }, ['unitFactor | right | fitting | 1 BG = 2.4 KGM | 9.8', 'carriedOver | - | fitting |  | 3']],
    ['may be a fraction of which one part is no decimal', '16.8', '7', { packs: [{ ...bag, holds: '2.4' }] }, ['unitFactor | right | fitting | 1 BG = 2.4 KGM | -9.8']],
    ['is one of all that happened before: an event does not come after it', '10', '125', { packs, events: [event('R1', '5', 1)] }, ['unexplained | - | none |  | 115']],
    ['on the left, and then carried over', '63', '5', { packs, carried: [carried('-3')], suspects: ['left'] }, ['unitFactor | left | fitting | 1 CA = 12 EA | -55', 'carriedOver | - | fitting |  | -3']],
    ['does not come three times', '1', '-480', { packs: [...packs, pallet] }, ['unexplained | - | none |  | -481']],
    ['does not come twice beside three events', '10', '480', { packs: [...packs, pallet], events: [event('R1', '5.03', 1), event('R2', '3.7', 2), event('R3', '0.27', 3), event('R0', '9000', 4)] }, ['unexplained | - | none |  | 470']],
    ['is no answer to nothing', '0', '3', { packs }, ['unexplained | - | none |  | 3']],
    ['of nothing is nothing', '3', '0', { packs }, ['unexplained | - | none |  | -3']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, expected) => {
    expect(told(left, right, evidence)).toEqual(expected);
  });

  it.each<[unit: string, kind: string]>([['', 'unitFactor'], ['CA', 'unitFactor'], ['EA', 'unitFactor'], ['PAL', 'unexplained']])('is told of a figure in %o by a pack of cases and pieces: %s', (unit, kind) => {
    expect(explained([tea('5', { unit })], [tea('60', { unit })], { packs }).causes.map((cause) => cause.kind)).toEqual([kind]);
  });

  it('is given as the figure to what it should be', () => {
    const factor = (left: string, right: string, evidence: Evidence): unknown => explained([tea(left)], [tea(right)], evidence).causes[0]!.factor;
    expect([factor('5', '60', { packs }), factor('60', '5', { packs }), factor('5', '12.5', { packs: [bag] }), factor('12.5', '5', { packs: [bag] })]).toEqual(['12', '1/12', '5/2', '2/5']);
    expect(explained([tea('5')], [tea('-5')]).causes[0]).not.toHaveProperty('factor');
  });
});

describe('rounding', () => {
  const by = (side: string): string => `rounding | ${side} | proven | the ${side} side is rounded to its precision | `;
  const cases: [rule: string, left: string, right: string, evidence: Evidence, heads: [Partial<Statement>, Partial<Statement>], told: string[]][] = [
    ['of the left side', '5', '5.7', {}, [inPieces, {}], [`${by('left')}0.7`]],
    ['of the side that stands on its step', '5.5', '5', {}, [{ precision: '0.2' }, inPieces], [`${by('right')}-0.5`]],
    ['of both, if both stand on their steps', '5.5', '5', {}, [{ precision: '0.1' }, inPieces], [`${by('right')}-0.5`]],
    ['to a step of ten', '57', '60', {}, [{}, { precision: '10' }], [`${by('right')}3`]],
    ['below zero', '-57', '-60', {}, [{}, { precision: '10' }], [`${by('right')}-3`]],
    ['is less than a step', '50', '60', {}, [{}, { precision: '10' }], ['unexplained | - | none |  | 10']],
    ['is less than a step, downwards', '70', '60', {}, [{}, { precision: '10' }], ['unexplained | - | none |  | -10']],
    ['beside one cause', '9.7', '14', { events: [event('R1', '5', 1)] }, [{}, inPieces], [`${by('right')}-0.7`, 'duplicateEvent | right | fitting | R1 | 5']],
    ['not beside two', '9.7', '22', { events: [event('R1', '5', 1), event('R2', '8', 2), event('R0', '900', 3)] }, [{}, inPieces], ['unexplained | - | none |  | 12.3']],
    ['beside a factor', '5.2', '62', { packs }, [{}, inPieces], [`${by('right')}-0.4`, 'unitFactor | right | fitting | 1 CA = 12 EA | 57.2']],
    ['beside a factor that comes out even and one cause', '10.03', '60', { packs, events: [event('R1', '5', 1)] }, [{}, inPieces], [`${by('right')}-0.03`, 'missingEvent | right | fitting | R1 | -5', 'unitFactor | right | fitting | 1 CA = 12 EA | 55']],
    ['not beside a factor that does not and one cause', '10.2', '62', { packs, events: [event('R1', '5', 1)] }, [{}, inPieces], ['unexplained | - | none |  | 51.8']],
    ['after a factor down', '62', '5', { packs }, [{}, inPieces], ['unexplained | - | none |  | -57']],
    ['beside a cause gives way to one cause that explains all', '9', '4', { events: [event('R1', '5', 1), event('R2', '4.6', 2), event('R0', '900', 3)] }, [{}, inPieces], ['missingEvent | right | fitting | R1 | -5']],
    ['beside a factor and a cause gives way to two causes that explain all', '10.03', '60', { packs, events: [event('R1', '5', 1), event('R2', '40.97', 2), event('R3', '9', 3)] }, [{}, inPieces], ['duplicateEvent | right | fitting | R2 | 40.97', 'duplicateEvent | right | fitting | R3 | 9']],
    ['does not hide a whole cause', '9', '4', { events: [event('R1', '5', 1)] }, [{}, inPieces], ['missingEvent | right | fitting | R1 | -5']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, heads, expected) => {
    expect(told(left, right, evidence, ...heads)).toEqual(expected);
  });
});

describe('of sets that fit', () => {
  const of = (...amounts: string[]): EventEvidence[] => amounts.map((amount, number) => event(`R${number + 1}`, amount, 19 - number));

  it('the smaller one is taken', () => {
    expect(told('99', '91', { events: of('1000', '8', '5', '3') })).toEqual(['missingEvent | right | fitting | R2 | -8']);
    expect(told('99', '91', { events: of('1000', '5', '3', '2', '1') })).toEqual(['missingEvent | right | fitting | R2 | -5', 'missingEvent | right | fitting | R3 | -3']);
  });

  it('the stronger one is taken, then the one whose next cause is stronger', () => {
    expect(told('99', '91', { events: of('1000', '8'), carried: [carried('-8')] })).toEqual(['missingEvent | right | fitting | R2 | -8', 'or carriedOver run 1']);
    expect(told('99', '91', { events: of('1000', '5', '2', '-3'), carried: [carried('-6')] })).toEqual([
      'duplicateEvent | right | fitting | R4 | -3', 'missingEvent | right | fitting | R2 | -5', 'or missingEvent right wms R3 + carriedOver run 1',
    ]);
    expect(told('99', '91', { events: of('1000', '6', '2'), carried: [carried('-2')] })).toEqual([
      'missingEvent | right | fitting | R2 | -6', 'missingEvent | right | fitting | R3 | -2', 'or missingEvent right wms R2 + carriedOver run 1',
    ]);
  });

  it('each candidate is in a set once', () => {
    expect(told('99', '93', { events: of('1000', '3') })).toEqual(['unexplained | - | none |  | -6']);
    expect(told('99', '90', { events: of('1000', '3') })).toEqual(['unexplained | - | none |  | -9']);
    expect(told('99', '92', { events: of('1000', '3', '1') })).toEqual(['unexplained | - | none |  | -7']);
  });

  it('three are the most', () => {
    expect(briefly(explained([tea('99')], [tea('62')], { events: of('1000', '27', '9', '1') }))).toHaveLength(3);
    expect(told('9999', '9888', { events: of('30000', '81', '27', '2', '1') })).toEqual(['unexplained | - | none |  | -111']);
  });

  it('those of three are tried for as many candidates as that takes not too long', () => {
    // Every event is two candidates. Sums of the great ones are unlike those of the three small ones.
    const many = (count: number): EventEvidence[] => [...of('9000000', '1', '3', '9'), ...Array.from({ length: count - 4 }, (_, number) => event(`Z${number}`, String(1_000_000 + 7 * number * number), 1))];
    const kinds = (count: number): string[] => explained([tea('99')], [tea('86')], { events: many(count) }).causes.map(({ kind }) => kind);
    expect(kinds(SEARCH.candidatesForThree / 2)).toEqual(['missingEvent', 'missingEvent', 'missingEvent']);
    expect(kinds(SEARCH.candidatesForThree / 2 + 1)).toEqual(['unexplained']);
    expect(explained([tea('99')], [tea('86')], { events: many(SEARCH.candidatesForThree / 2 + 1) }).searchCut).toMatchObject([{ item: 'TEA' }]);
    expect(explained([tea('99')], [tea('85.5')], { events: many(SEARCH.candidatesForThree / 2) }).searchCut).toEqual([]);
    expect(explained([tea('99')], [tea('95')], { events: many(SEARCH.candidatesForThree / 2 + 1) }).causes).toHaveLength(2);
  });

  it('up to three alike are tried together, and the others named in the place of each', () => {
    const five = Array.from({ length: 5 }, (_, number) => event(`R${number}`, '5', 1));
    const found = explained([tea('99')], [tea('84')], { events: five });
    expect(briefly(found)).toEqual(['missingEvent | right | fitting | R0 | -5', 'missingEvent | right | fitting | R1 | -5', 'missingEvent | right | fitting | R2 | -5']);
    expect(found.differences[0]!.alternatives).toEqual([
      'missingEvent right wms R3 + missingEvent right wms R1 + missingEvent right wms R2', 'missingEvent right wms R4 + missingEvent right wms R1 + missingEvent right wms R2',
      'missingEvent right wms R0 + missingEvent right wms R3 + missingEvent right wms R2', 'missingEvent right wms R0 + missingEvent right wms R4 + missingEvent right wms R2',
      'missingEvent right wms R0 + missingEvent right wms R1 + missingEvent right wms R3', 'missingEvent right wms R0 + missingEvent right wms R1 + missingEvent right wms R4',
    ]);
  });

  it('as many are named as the list is long, and how many more there are', () => {
    const alternatives = (count: number): readonly string[] => explained([tea('99')], [tea('94')], { events: Array.from({ length: count }, (_, number) => event(`R${number}`, '5', number === 0 ? 19 : 1)) }).differences[0]!.alternatives;
    expect(alternatives(SEARCH.alternativesMax + 1)).toHaveLength(SEARCH.alternativesMax);
    expect(alternatives(SEARCH.alternativesMax + 1).at(-1)).toMatch(/^missingEvent right wms R/);
    expect(alternatives(SEARCH.alternativesMax + 2).at(-1)).toBe('and 1 more');
  });

  it('those of one event told twice by two sides keep their sides', () => {
    expect(told('9', '14', { events: [event('R1', '5', 1)], suspects: ['left', 'right'] })).toEqual(['duplicateEvent | right | fitting | R1 | 5', 'or missingEvent left wms R1']);
  });
});

it('what is carried over has its reference, and parts of one reference are one', () => {
  expect(explained([tea('9')], [tea('6')], { carried: [carried('-3')] }).causes[0]).toMatchObject({ kind: 'carriedOver', side: undefined, certainty: 'fitting', reference: 'run 1' });
  expect(told('9', '2', { carried: [carried('-3'), carried('-4')] })).toEqual(['carriedOver | - | fitting |  | -7']);
  expect(told('9', '6', { carried: [carried('-3'), carried('-4')] })).toEqual(['unexplained | - | none |  | -3']);
});
