import { describe, expect, it } from 'vitest';
import type { Evidence, EventEvidence, Statement, StatementRow } from '../../src/reconciliation/index.js';
import { briefly, event, explained, spread, tea } from './explained.js';

const carried = (lot: string, amount: string, reference = 'run 1'): NonNullable<Evidence['carried']>[number] => ({ item: 'TEA', lot, amount, reference });
const inLot = (lot: string, id: string, amount: string): EventEvidence => event(id, amount, 1, { lot });
const inPieces = { precision: '1' };
const ROUNDED = 'rounding | right | proven | the right side is rounded to its precision | ';

/** What explains figures of the lots A, B, C, ..., and what would do as well for each. */
function told(left: string[], right: string[], evidence: Evidence = {}, head: Partial<Statement> = {}): string[] {
  const found = explained(spread('lot', ...left), spread('lot', ...right), evidence, {}, head);
  return [...briefly(found), ...found.differences.flatMap(({ key, alternatives }) => alternatives.map((one) => `${key.lot} or ${one}`))];
}

describe('goods at a wrong key', () => {
  const cases: [rule: string, left: string[], right: string[], evidence: Evidence, told: string[]][] = [
    ['are one cause at two keys', ['9', '4'], ['7', '6'], {}, ['lotMixUp | right | fitting | lot A and B | -2 2']],
    ['are all of them, where one figure is gone', ['5', '1'], ['0', '6'], {}, ['lotMixUp | right | fitting | lot A and B | -5 5']],
    ['are all of them, where one key is new', ['5', '0'], ['0', '5'], {}, ['lotMixUp | right | fitting | lot A and B | -5 5']],
    ['are all of them, the other way round', ['0', '5'], ['5', '0'], {}, ['lotMixUp | right | fitting | lot A and B | 5 -5']],
    ['are exchanged where each has the figure of the other', ['9', '4'], ['4', '9'], {}, ['swapped | right | fitting | lot A and B | -5 5']],
    ['are exchanged on the left, where that is suspected', ['9', '4'], ['4', '9'], { suspects: ['left'] }, ['swapped | left | fitting | lot A and B | -5 5']],
    ['are on the left, where that is suspected', ['9', '4'], ['7', '6'], { suspects: ['left'] }, ['lotMixUp | left | fitting | lot A and B | -2 2']],
    ['are on the side suspected first', ['9', '4'], ['7', '6'], { suspects: ['left', 'right'] }, ['lotMixUp | left | fitting | lot A and B | -2 2']],
    ['are on the right where no side is suspected', ['9', '4'], ['7', '6'], { suspects: [] }, ['lotMixUp | right | fitting | lot A and B | -2 2']],
    ['are two causes at four keys', ['9', '4', '90', '40'], ['7', '6', '80', '50'], {}, ['lotMixUp | right | fitting | lot A and B | -2 2', 'lotMixUp | right | fitting | lot C and D | -10 10']],
    ['are with the first of several that would do, and the others are named once', ['9', '4', '5', '6'], ['7', '6', '7', '8'], {}, [
      'lotMixUp | right | fitting | lot A and B | -2 2', 'unexplained | - | none |  | 2', 'unexplained | - | none |  | 2', 'A or lotMixUp with TEA C', 'A or lotMixUp with TEA D', 'B or lotMixUp with TEA C', 'B or lotMixUp with TEA D',
    ]],
    ['are at each key once', ['9', '4', '5'], ['7', '6', '3'], {}, ['lotMixUp | right | fitting | lot A and B | -2 2', 'unexplained | - | none |  | -2']],
    ['come before an event that explains one figure alone', ['9', '4'], ['7', '6'], { events: [inLot('A', 'R1', '2')] }, ['lotMixUp | right | fitting | R1, lot A and B | -2 2']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, expected) => {
    expect(told(left, right, evidence)).toEqual(expected);
  });

  it.each<[rule: string, events: EventEvidence[], shown: string]>([
    ['the only one of just that amount', [inLot('A', 'R1', '2'), inLot('A', 'R2', '3')], 'R2, '],
    ['one at the other key', [inLot('B', 'R1', '3')], 'R1, '],
    ['one that took it out', [inLot('A', 'R1', '-3')], 'R1, '],
    ['none of several', [inLot('A', 'R1', '3'), inLot('B', 'R2', '-3')], ''],
    ['none of another key', [inLot('C', 'R1', '3')], ''],
    ['none of another amount', [inLot('A', 'R1', '6')], ''],
  ])('are shown by an event: %s', (_, events, shown) => {
    const counted = { events, processed: { right: events } };
    expect(told(['9', '4'], ['6', '7'], counted)).toEqual([`lotMixUp | right | fitting | ${shown}lot A and B | -3 3`]);
    expect(told(['4', '9'], ['7', '6'], counted)).toEqual([`lotMixUp | right | fitting | ${shown}lot A and B | 3 -3`]);
  });

  it('without a lot are at none', () => {
    const rows = (none: string, lot: string): StatementRow[] => [tea(none), tea(lot, { lot: 'L1' })];
    expect(briefly(explained(rows('9', '4'), rows('7', '6')))).toEqual(['lotMixUp | right | fitting | lot (none) and L1 | -2 2']);
    expect(explained(rows('9', '4'), rows('7', '6')).causes[0]).toMatchObject({ part: 'lot' });
  });

  it('differ in one part, however the words are spread over the parts', () => {
    const rows = (one: string, other: string): StatementRow[] => [{ item: 'AB', location: 'C', amount: one }, { item: 'A', location: 'BC', amount: other }];
    expect(briefly(explained(rows('9', '4'), rows('7', '6')))).toEqual(['unexplained | - | none |  | 2', 'unexplained | - | none |  | -2']);
  });

  it('have another name at other keys', () => {
    const idOf = (one: string, other: string): string => explained([tea('9', { lot: one }), tea('4', { lot: other })], [tea('7', { lot: one }), tea('6', { lot: other })]).causes[0]!.id;
    expect(new Set([idOf('A', 'B'), idOf('A', 'C'), idOf('B', 'C')]).size).toBe(3);
    expect(idOf('A', 'B')).toBe(idOf('B', 'A'));
  });
});

describe('goods at a wrong key beside another cause', () => {
  const cases: [rule: string, left: string[], right: string[], evidence: Evidence, told: string[]][] = [
    ['at the first key', ['90', '4'], ['48', '6'], { events: [inLot('A', 'R1', '40')] }, ['missingEvent | right | fitting | R1 | -40', 'lotMixUp | right | fitting | lot A and B | -2 2']],
    ['at the second', ['9', '4'], ['7', '46'], { events: [inLot('B', 'R1', '40')] }, ['duplicateEvent | right | fitting | R1 | 40', 'lotMixUp | right | fitting | lot A and B | -2 2']],
    ['at both', ['90', '4'], ['48', '306'], { events: [inLot('A', 'R1', '40'), inLot('B', 'R2', '300')] }, [
      'duplicateEvent | right | fitting | R2 | 300', 'missingEvent | right | fitting | R1 | -40', 'lotMixUp | right | fitting | lot A and B | -2 2',
    ]],
    ['not beside two at one key', ['900', '4'], ['558', '6'], { events: [inLot('A', 'R1', '40'), inLot('A', 'R2', '300'), inLot('B', 'R3', '7000')] }, ['unexplained | - | none |  | -342', 'unexplained | - | none |  | 2']],
    ['by a factor', ['5', '4'], ['36', '6'], { packs: [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }] }, ['unitFactor | right | fitting | 1 CA = 12 EA | 33', 'lotMixUp | right | fitting | lot A and B | -2 2']],
    ['not by two factors at one key', ['5', '4'], ['-36', '6'], { packs: [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }] }, ['unexplained | - | none |  | -41', 'unexplained | - | none |  | 2']],
    ['the stronger of two at the first key', ['90', '4'], ['48', '6'], { events: [inLot('A', 'R1', '40')], carried: [carried('A', '-40')] }, ['missingEvent | right | fitting | R1 | -40', 'lotMixUp | right | fitting | lot A and B | -2 2']],
    ['the stronger of two at the second', ['9', '4'], ['7', '46'], { events: [inLot('B', 'R1', '40')], carried: [carried('B', '40')] }, ['duplicateEvent | right | fitting | R1 | 40', 'lotMixUp | right | fitting | lot A and B | -2 2']],
    ['not where the causes of one figure would answer each other', ['99', '1'], ['94', '8'], { events: [inLot('A', 'R1', '7'), inLot('A', 'R2', '3')] }, ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 7']],
    ['unless two alone explain a figure', ['900', '4'], ['558', '606'], { events: [inLot('A', 'R1', '40'), inLot('A', 'R2', '302'), inLot('B', 'R3', '300')] }, [
      'missingEvent | right | fitting | R1 | -40', 'missingEvent | right | fitting | R2 | -302', 'unexplained | - | none |  | 602',
    ]],
    ['unless one alone explains a figure', ['90', '4'], ['50', '6'], { events: [inLot('A', 'R1', '40')] }, ['missingEvent | right | fitting | R1 | -40', 'unexplained | - | none |  | 2']],
    ['exchanged, and then carried over at the first key', ['9', '4'], ['7', '9'], { carried: [carried('A', '3')] }, ['swapped | right | fitting | lot A and B | -5 5', 'carriedOver | - | fitting |  | 3']],
    ['exchanged, and then carried over at the second', ['9', '4'], ['4', '12'], { carried: [carried('B', '3')] }, ['swapped | right | fitting | lot A and B | -5 5', 'carriedOver | - | fitting |  | 3']],
    ['exchanged with what was wrong before at the first', ['9', '4'], ['4', '12'], { carried: [carried('A', '3')] }, ['swapped | right | fitting | lot A and B | -8 8', 'carriedOver | - | fitting |  | 3']],
    ['exchanged on the left, and then carried over', ['7', '9'], ['9', '4'], { carried: [carried('A', '-3')], suspects: ['left'] }, ['swapped | left | fitting | lot A and B | 5 -5', 'carriedOver | - | fitting |  | -3']],
    ['exchanged on the left with what was wrong before', ['4', '12'], ['9', '4'], { carried: [carried('A', '-3')], suspects: ['left'] }, ['swapped | left | fitting | lot A and B | 8 -8', 'carriedOver | - | fitting |  | -3']],
    ['in part, and carried over', ['9', '4'], ['10', '6'], { carried: [carried('A', '3')] }, ['lotMixUp | right | fitting | lot A and B | -2 2', 'carriedOver | - | fitting |  | 3']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, expected) => {
    expect(told(left, right, evidence)).toEqual(expected);
  });
});

describe('goods at a wrong key that is rounded', () => {
  const shown = (...events: EventEvidence[]): Evidence => ({ events, processed: { right: events } });
  const cases: [rule: string, left: string[], right: string[], evidence: Evidence, told: string[]][] = [
    ['are shown by an event of just that amount', ['9', '4.4'], ['8', '5'], shown(inLot('A', 'R1', '1')), [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | R1, lot A and B | -1 1']],
    ['by one at the other key', ['9', '4.4'], ['8', '5'], shown(inLot('B', 'R1', '-1')), [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | R1, lot A and B | -1 1']],
    ['the other way round', ['9', '4.4'], ['10', '3'], shown(inLot('A', 'R1', '1')), [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | R1, lot A and B | 1 -1']],
    ['with the rounded one first', ['4.4', '9'], ['5', '8'], shown(inLot('A', 'R1', '1')), [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | R1, lot A and B | 1 -1']],
    ['not by an event of another amount', ['9', '4.4'], ['8', '5'], shown(inLot('A', 'R1', '2')), [`${ROUNDED}0.6`, 'unexplained | - | none |  | -1']],
    ['not where an event alone explains the whole figure', ['9', '4.4'], ['8', '5'], { events: [inLot('A', 'R1', '1')] }, [`${ROUNDED}0.6`, 'missingEvent | right | fitting | R1 | -1']],
    ['with the first of two that would do', ['9', '4.4', '7.4'], ['8', '5', '8'], shown(inLot('A', 'R1', '1')), [
      `${ROUNDED}-0.4 0.6`, 'lotMixUp | right | fitting | R1, lot A and B | -1 1', 'A or lotMixUp with TEA C', 'B or lotMixUp with TEA C',
    ]],
    ['twice, each key once', ['9', '4.4', '19', '7.4'], ['8', '5', '18', '8'], shown(inLot('A', 'R1', '1'), inLot('C', 'R2', '1')), [
      `${ROUNDED}-0.4 -0.4`, 'lotMixUp | right | fitting | R1, lot A and B | -1 1', 'lotMixUp | right | fitting | R2, lot C and D | -1 1', 'A or lotMixUp with TEA D', 'B or lotMixUp with TEA D',
    ]],
    ['not of a key that is in another pair', ['9', '4.4', '9.2'], ['6', '7', '7'], shown(inLot('A', 'R1', '3'), inLot('B', 'R2', '2.6')), [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | R1, lot A and B | -3 3', 'unexplained | - | none |  | -2.2']],
    ['not where an event alone explains the other figure', ['4.4', '9'], ['7', '6'], { events: [inLot('B', 'R1', '3')] }, ['missingEvent | right | fitting | R1 | -3', 'unexplained | - | none |  | 2.6']],
    ['beyond a step need no event', ['9', '14.4'], ['4', '19'], {}, [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | lot A and B | -5 5']],
    ['beyond a step, with the rounded one first', ['14.4', '9'], ['19', '4'], {}, [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | lot A and B | 5 -5']],
    ['beyond a step, of two that may be rounded the one that should not stand on it', ['9', '14.4', '1'], ['4', '19', '2'], {}, [`${ROUNDED}-0.4`, 'lotMixUp | right | fitting | lot A and B | -5 5', 'unexplained | - | none |  | 1']],
    ['are out by less than a step together', ['9', '14'], ['4', '20'], {}, ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 6']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, expected) => {
    expect(told(left, right, evidence, inPieces)).toEqual(expected);
  });

  it('are not where the figure does not stand on the step', () => {
    expect(told(['9', '14.2'], ['4', '19.1'], {}, inPieces)).toEqual([`${ROUNDED}-0.1`, 'lotMixUp | right | fitting | lot A and B | -4.9 4.9']);
    expect(told(['9.4', '14.2'], ['4.1', '19.1'], {}, inPieces)).toEqual(['unexplained | - | none |  | -5.3', 'unexplained | - | none |  | 4.9']);
    expect(told(['9', '14.4'], ['4', '19'])).toEqual(['unexplained | - | none |  | -5', 'unexplained | - | none |  | 4.6']);
  });
});

describe('two moves over three keys', () => {
  const cases: [rule: string, left: string[], right: string[], told: string[]][] = [
    ['from one to two others', ['19', '4', '1'], ['14', '7', '3'], ['lotMixUp | right | fitting | lot A and B | -3 3', 'lotMixUp | right | fitting | lot A and C | -2 2']],
    ['from two to one', ['14', '7', '3'], ['19', '4', '1'], ['lotMixUp | right | fitting | lot A and B | 3 -3', 'lotMixUp | right | fitting | lot A and C | 2 -2']],
    ['with the one between in the middle', ['4', '19', '1'], ['7', '14', '3'], ['lotMixUp | right | fitting | lot A and B | 3 -3', 'lotMixUp | right | fitting | lot B and C | -2 2']],
    ['twice', ['19', '4', '1', '190', '40', '10'], ['14', '7', '3', '140', '70', '30'], [
      'lotMixUp | right | fitting | lot A and B | -3 3', 'lotMixUp | right | fitting | lot A and C | -2 2', 'lotMixUp | right | fitting | lot D and E | -30 30', 'lotMixUp | right | fitting | lot D and F | -20 20',
    ]],
    ['each key in one of them', ['19', '4', '1', '9', '5'], ['14', '7', '3', '11', '8'], [
      'lotMixUp | right | fitting | lot A and B | -3 3', 'lotMixUp | right | fitting | lot A and C | -2 2', 'unexplained | - | none |  | 2', 'unexplained | - | none |  | 3',
      ...['A', 'B', 'C'].flatMap((lot) => [`${lot} or lotMixUp with TEA D`, `${lot} or lotMixUp with TEA E`]),
    ]],
    ['and none passes through a key of another', ['19', '4', '1', '9', '5'], ['14', '7.1', '2.9', '16', '3'], [
      'lotMixUp | right | fitting | lot A and B | -3.1 3.1', 'lotMixUp | right | fitting | lot A and C | -1.9 1.9', 'unexplained | - | none |  | 7', 'unexplained | - | none |  | -2',
    ]],
    ['only where they sum to nothing', ['19', '4', '1'], ['14', '7', '4'], ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 3', 'unexplained | - | none |  | 3']],
    ['not with one of them twice', ['19', '4'], ['14', '6.5'], ['unexplained | - | none |  | -5', 'unexplained | - | none |  | 2.5']],
  ];

  it.each(cases)('%s', (_, left, right, expected) => {
    expect(told(left, right)).toEqual(expected);
  });

  it('go to or from the key in the middle before they pass through it', () => {
    const places = [{ location: 'W1', lot: 'A' }, { location: 'W1', lot: 'B' }, { location: 'W2', lot: 'A' }, { location: 'W2', lot: 'B' }];
    const rows = (...amounts: string[]): StatementRow[] => amounts.map((amount, at) => tea(amount, places[at]));
    // W1 A lacks 5. It gave 3 to W1 B and 2 to W2 A; or W1 B passed on to W2 B what it got from W1 A.
    expect(briefly(explained(rows('19', '9', '9', '9'), rows('14', '12', '11', '11')))).toEqual(['wrongLocation | right | fitting | location W1 and W2 | -2 2', 'lotMixUp | right | fitting | lot A and B | -3 3', 'unexplained | - | none |  | 2']);
    expect(briefly(explained(rows('19', '9', '9', '9'), rows('14', '12', '9', '11')))).toEqual(['wrongLocation | right | fitting | location W1 and W2 | -2 2', 'lotMixUp | right | fitting | lot A and B | -5 5']);
  });
});

describe('where many keys differ in one part alone', () => {
  /** So many lots that nothing explains, and the first few of other figures. */
  function crowd(lots: number, left: string[], right: string[], evidence: Evidence = {}, head: Partial<Statement> = {}): { kinds: string[]; cut: number } {
    const others = Array.from({ length: lots - left.length }, (_, number) => number);
    const rows = (front: string[], other: (number: number) => number): StatementRow[] => [...spread('lot', ...front), ...others.map((number) => tea(String(other(number)), { lot: `Z${number}` }))];
    const found = explained(rows(left, () => 1), rows(right, (number) => 100_000 + number * number), evidence, {}, head);
    return { kinds: found.causes.map(({ kind }) => kind).filter((kind) => kind !== 'unexplained'), cut: found.searchCut.length };
  }
  const events = [inLot('A', 'R1', '40')];
  const shown = { events: [inLot('A', 'R1', '1')], processed: { right: [inLot('A', 'R1', '1')] } };

  it('plain moves are found', () => {
    expect(crowd(203, ['9', '4'], ['7', '6'])).toEqual({ kinds: ['lotMixUp'], cut: 201 });
    expect(crowd(202, ['9', '4'], ['7', '6'])).toEqual({ kinds: ['lotMixUp'], cut: 0 });
  });

  it('moves beside other causes, two that share a key and rounded ones are found among 200', () => {
    expect(crowd(200, ['90', '4'], ['48', '6'], { events })).toEqual({ kinds: ['missingEvent', 'lotMixUp'], cut: 0 });
    expect(crowd(200, ['19', '4', '1'], ['14', '7', '3'])).toEqual({ kinds: ['lotMixUp', 'lotMixUp'], cut: 0 });
    expect(crowd(200, ['9', '4.4'], ['8', '5'], shown, inPieces)).toEqual({ kinds: ['rounding', 'lotMixUp'], cut: 0 });
  });

  it('and among more they are not looked for, which is said', () => {
    expect(crowd(201, ['90', '4'], ['48', '6'], { events })).toEqual({ kinds: [], cut: 201 });
    expect(crowd(201, ['19', '4', '1'], ['14', '7', '3'])).toEqual({ kinds: [], cut: 201 });
    expect(crowd(202, ['9', '4.4'], ['8', '5'], shown, inPieces)).toEqual({ kinds: ['rounding'], cut: 201 });
  });
});
