import { describe, expect, it } from 'vitest';
import { explain, SEARCH, type Evidence, type Statement, type StatementRow } from '../../src/reconciliation/index.js';
import { at, briefly, event, explained, tea } from './explained.js';
import { compared, stated } from './statements.js';

describe('events', () => {
  const R1 = event('R1', '5', 1);
  const cases: [rule: string, right: string, evidence: Evidence, leftHead: Partial<Statement>, rightHead: Partial<Statement>, causes: string[]][] = [
    ['behind the right time are in flight there', '4', { events: [event('R1', '5', 19)] }, {}, { asOf: at(18) }, ["inFlight | right | proven | R1, recorded at 2026-03-01T19:00:00Z, behind the right side's watermark | -5"]],
    ['behind the left time are in flight here', '14', { events: [event('R1', '5', 19)] }, { asOf: at(18) }, {}, ["inFlight | left | proven | R1, recorded at 2026-03-01T19:00:00Z, behind the left side's watermark | 5"]],
    ['at the very time are in', '4', { events: [event('R1', '5', 18)] }, {}, { asOf: at(18) }, ['missingEvent | right | fitting | R1 | -5']],
    ['are judged by when they were recorded', '4', { events: [event('R1', '5', 1, { recordedAt: at(19) })] }, {}, { asOf: at(18) }, ["inFlight | right | proven | R1, recorded at 2026-03-01T19:00:00Z, behind the right side's watermark | -5"]],
    ['are judged by a watermark before the time', '4', { events: [event('R1', '5', 19)] }, {}, { asOf: at(18), watermarks: [{ source: 'wms', recordedAt: at(19) }] }, ['missingEvent | right | fitting | R1 | -5']],
    ['are judged by a number before either', '4', { events: [event('R1', '5', 19, { sequence: 8 })] }, {}, { watermarks: [{ source: 'wms', sequence: 7 }] }, ["inFlight | right | proven | R1, recorded at 2026-03-01T19:00:00Z, behind the right side's watermark | -5"]],
    ['up to the number are in', '4', { events: [event('R1', '5', 19, { sequence: 7 })] }, {}, { watermarks: [{ source: 'wms', sequence: 7 }] }, ['missingEvent | right | fitting | R1 | -5']],
    ['without a number are judged by time', '4', { events: [R1] }, {}, { watermarks: [{ source: 'wms', sequence: 7 }, { source: 'shop', recordedAt: at(0) }] }, ['missingEvent | right | fitting | R1 | -5']],
    ['with a number are judged by time where the watermark has none', '4', { events: [event('R1', '5', 19, { sequence: 7 })] }, {}, { watermarks: [{ source: 'wms', recordedAt: at(19) }] }, ['missingEvent | right | fitting | R1 | -5']],
    ['without a number are judged by the time of a watermark that has both', '4', { events: [event('R1', '5', 19)] }, {}, { watermarks: [{ source: 'wms', sequence: 7, recordedAt: at(18) }] }, ["inFlight | right | proven | R1, recorded at 2026-03-01T19:00:00Z, behind the right side's watermark | -5"]],
    ['of another source are not the same', '4', { events: [R1], processed: { right: [{ source: 'shop', id: 'R1' }] } }, {}, {}, ['missingEvent | right | proven | R1 | -5']],
    ['known to neither side explain nothing', '4', { events: [R1], processed: { left: [], right: [] } }, {}, {}, ['unexplained | - | none |  | -5']],
    ['missing by a side’s own records are proven', '4', { events: [R1], processed: { right: [] } }, {}, {}, ['missingEvent | right | proven | R1 | -5']],
    ['doubled by its own records are proven', '14', { events: [R1], processed: { right: [R1, R1] } }, {}, {}, ['duplicateEvent | right | proven | R1 | 5']],
    ['counted three times are covered twice', '19', { events: [R1], processed: { right: [R1, R1, R1] } }, {}, {}, ['duplicateEvent | right | proven | R1 | 10']],
    ['missing on the left by its records', '14', { events: [R1], processed: { left: [] } }, {}, {}, ['missingEvent | left | proven | R1 | 5']],
    ['doubled on the left by its records', '4', { events: [R1], processed: { left: [R1, R1] } }, {}, {}, ['duplicateEvent | left | proven | R1 | -5']],
    ['that fit doubled', '14', { events: [R1, event('R2', '-3', 2)] }, {}, {}, ['duplicateEvent | right | fitting | R1 | 5']],
    ['of which two fit together', '1', { events: [R1, event('R2', '3', 2), event('R3', '50', 3)] }, {}, {}, ['missingEvent | right | fitting | R1 | -5', 'missingEvent | right | fitting | R2 | -3']],
    ['of which three fit together', '-19', { events: [R1, event('R2', '3', 2), event('R3', '20', 3), event('R4', '700', 4)] }, {}, {}, ['missingEvent | right | fitting | R1 | -5', 'missingEvent | right | fitting | R2 | -3', 'missingEvent | right | fitting | R3 | -20']],
    ['that fit on the left, where that is suspected', '4', { events: [R1], suspects: ['left'] }, {}, {}, ['duplicateEvent | left | fitting | R1 | -5']],
    ['that do not fit explain nothing', '3', { events: [R1] }, {}, {}, ['unexplained | - | none |  | -6']],
    ['of other keys explain nothing', '4', { events: [event('R1', '5', 1, { lot: 'L1' })] }, {}, {}, ['unexplained | - | none |  | -5']],
  ];

  it.each(cases)('%s', (_, right, evidence, leftHead, rightHead, causes) => {
    expect(briefly(explained([tea('9')], [tea(right)], evidence, leftHead, rightHead))).toEqual(causes);
  });

  it('are found at the parts compared, whatever else their keys say', () => {
    const comparison = compared(stated('erp', [tea('9', { lot: 'L1' })], { asOf: at(20) }), stated('wms', [tea('4')], { asOf: at(20) }), { by: ['item'] });
    expect(briefly(explain(comparison, { events: [event('R1', '5', 1, { lot: 'L1' })] }))).toEqual(['missingEvent | right | fitting | R1 | -5']);
  });

  it('that move goods are one cause at two keys', () => {
    const moved = [event('M1', '-5', 1, { location: 'W1' }), event('M1', '5', 1, { location: 'W2' })];
    const found = explained([tea('1', { location: 'W1' }), tea('9', { location: 'W2' })], [tea('6', { location: 'W1' }), tea('4', { location: 'W2' })], { events: moved, processed: { right: [] } });
    expect(briefly(found)).toEqual(['missingEvent | right | proven | M1 | 5 -5']);
  });
});

describe('an old statement', () => {
  const tail = [event('R1', '5', 1), event('R2', '3', 10), event('R3', '2', 11)];

  it('lacks all events from some time on, by its own records', () => {
    const found = explained([tea('10')], [tea('5')], { events: tail, processed: { right: [tail[0]!] } });
    expect(briefly(found)).toEqual(['staleSnapshot | right | proven | R2, R3 | -5']);
    expect(found.causes[0]!.since).toBe(Date.parse(at(1)));
  });

  it('lacks them by the figures, where there are no records', () => {
    const other = { ...event('R4', '40', 12), item: 'NUT' };
    const found = explained([tea('10'), { item: 'NUT', amount: '40' }], [tea('5'), { item: 'NUT', amount: '0' }], { events: [...tail, other] });
    expect(briefly(found)).toEqual(['staleSnapshot | right | fitting | R4, R3, R2 | -40 -5']);
  });

  it('lacks more than one: a single event is missing and no more', () => {
    expect(briefly(explained([tea('10')], [tea('8')], { events: tail, processed: { right: tail.slice(0, 2) } }))).toEqual(['missingEvent | right | proven | R3 | -2']);
    expect(briefly(explained([tea('10')], [tea('8')], { events: tail }))).toEqual(['missingEvent | right | fitting | R3 | -2']);
  });

  it('lacks everything later: what was counted after it disproves it', () => {
    expect(briefly(explained([tea('10')], [tea('2')], { events: tail, processed: { right: [tail[2]!] } }))).toEqual(['missingEvent | right | proven | R1 | -5', 'missingEvent | right | proven | R2 | -3']);
    const later = { ...event('R9', '1', 12), item: 'NUT' };
    expect(briefly(explained([tea('10'), { item: 'NUT', amount: '1' }], [tea('5'), { item: 'NUT', amount: '1' }], { events: [...tail, later] }))).toEqual(['missingEvent | right | fitting | R1 | -5']);
  });

  it('may be the left one', () => {
    expect(briefly(explained([tea('5')], [tea('10')], { events: tail, processed: { left: [tail[0]!] } }))).toEqual(['staleSnapshot | left | proven | R2, R3 | 5']);
  });
});

describe('claims', () => {
  const claims = [{ item: 'TEA', measure: 'reserved', amount: '4', reference: 'O1' }, { item: 'TEA', measure: 'reserved', amount: '2', reference: 'O2' }] as const;
  const net = { netOf: ['reserved'] } as const;
  const cases: [rule: string, right: string, leftHead: Partial<Statement>, rightHead: Partial<Statement>, causes: string[]][] = [
    ['taken off on the right alone', '3', {}, net, ['basis | - | proven | the right side is net of reserved, the left one is not | -6']],
    ['taken off on the left alone', '15', net, {}, ['basis | - | proven | the left side is net of reserved, the right one is not | 6']],
    ['taken off twice', '3', net, net, ['nettedTwice | right | fitting | the right side says it is net of reserved | -6']],
    ['taken off though it says gross', '3', {}, {}, ['nettedTwice | right | fitting | the right side says it is not net of reserved | -6']],
    ['not taken off though it says net', '15', net, net, ['notNetted | right | fitting | the right side says it is net of reserved | 6']],
    ['of one order taken off twice', '5', net, net, ['nettedTwice | right | fitting | the right side says it is net of reserved, O1 | -4']],
    ['cannot be missing where none are taken off', '15', {}, {}, ['unexplained | - | none |  | 6']],
  ];

  it.each(cases)('%s', (_, right, leftHead, rightHead, causes) => {
    expect(briefly(explained([tea('9')], [tea(right)], { claims }, leftHead, rightHead))).toEqual(causes);
  });
});

describe('whole figures', () => {
  const packs = [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }];
  const cases: [rule: string, left: StatementRow[], right: StatementRow[], evidence: Evidence, head: Partial<Statement>, causes: string[]][] = [
    ['counted in pieces where cases are meant', [tea('5')], [tea('60')], { packs }, {}, ['unitFactor | right | fitting | 1 CA = 12 EA | 55']],
    ['counted in cases where pieces are meant', [tea('60')], [tea('5')], { packs }, {}, ['unitFactor | right | fitting | 1 CA = 12 EA | -55']],
    ['of another item are not', [{ item: 'NUT', amount: '60' }], [{ item: 'NUT', amount: '5' }], { packs }, {}, ['unexplained | - | none |  | -55']],
    ['in a unit the pack is not of are not', [tea('60', { unit: 'KGM' })], [tea('5', { unit: 'KGM' })], { packs }, {}, ['unexplained | - | none |  | -55']],
    ['stated in another unit are one figure', [tea('5', { unit: 'CA' })], [tea('60', { unit: 'EA' })], { packs }, {}, ['unitFactor | left | proven | 1 CA = 12 EA | 5', 'x']],
    ['with the sign reversed', [tea('5')], [tea('-5')], {}, {}, ['sign | right | fitting |  | -10']],
    ['rounded down', [tea('5.7')], [tea('5')], {}, { precision: '1' }, ['rounding | right | proven | the right side is rounded to its precision | -0.7']],
    ['rounded up', [tea('5.7')], [tea('6')], {}, { precision: '1' }, ['rounding | right | proven | the right side is rounded to its precision | 0.3']],
    ['out by a whole step are not rounded', [tea('5')], [tea('6')], {}, { precision: '1' }, ['unexplained | - | none |  | 1']],
    ['that are not on the step are not rounded', [tea('5.7')], [tea('5.5')], {}, { precision: '1' }, ['unexplained | - | none |  | -0.2']],
    ['rounded with an event missing', [tea('9.7')], [tea('4')], { events: [event('R1', '5', 1)] }, { precision: '1' }, ['rounding | right | proven | the right side is rounded to its precision | -0.7', 'missingEvent | right | fitting | R1 | -5']],
    ['in cases, with the sign reversed', [tea('5')], [tea('-60')], { packs }, {}, ['unitFactor | right | fitting | 1 CA = 12 EA | 55', 'sign | right | fitting |  | -120']],
    ['in cases, and carried over besides', [tea('5')], [tea('63')], { packs, carried: [{ item: 'TEA', amount: '3', reference: 'run 1' }] }, {}, ['unitFactor | right | fitting | 1 CA = 12 EA | 55', 'carriedOver | - | fitting |  | 3']],
    ['in cases, and rounded', [tea('5.2')], [tea('62')], { packs }, { precision: '1' }, ['rounding | right | proven | the right side is rounded to its precision | -0.4', 'unitFactor | right | fitting | 1 CA = 12 EA | 57.2']],
    ['carried over', [tea('9')], [tea('6')], { carried: [{ item: 'TEA', amount: '-3', reference: 'run 1' }] }, {}, ['carriedOver | - | fitting |  | -3']],
    ['carried over with another figure are not', [tea('9')], [tea('5')], { carried: [{ item: 'TEA', amount: '-3', reference: 'run 1' }] }, {}, ['unexplained | - | none |  | -4']],
  ];

  it.each(cases.filter(([, , , , , causes]) => !causes.includes('x')))('%s', (_, left, right, evidence, head, causes) => {
    expect(briefly(explained(left, right, evidence, {}, head))).toEqual(causes);
  });

  it('stated in another unit are one figure, whichever side states it', () => {
    expect(briefly(explained([tea('5', { unit: 'CA' })], [tea('60', { unit: 'EA' })], { packs }))).toEqual(['unitFactor | left | proven | 1 CA = 12 EA | -5 60']);
    expect(briefly(explained([tea('60', { unit: 'EA' })], [tea('5', { unit: 'CA' })], { packs }))).toEqual(['unitFactor | right | proven | 1 CA = 12 EA | 5 -60']);
    expect(briefly(explained([tea('61', { unit: 'EA' })], [tea('5', { unit: 'CA' })], { packs }))).toEqual(['unitFactor | right | proven | 1 CA = 12 EA | 5 -60', 'unexplained | - | none |  | -1']);
  });

  it('in cases under another name are found by either name', () => {
    expect(briefly(explained([tea('5')], [{ item: 'tea', amount: '60' }], { packs }))).toEqual(['unitFactor | right | fitting | 1 CA = 12 EA | 55', 'identity | right | fitting | item TEA = tea (letter case) | -5 5']);
    expect(briefly(explained([tea('5')], [{ item: 'tea', amount: '60' }], { packs: [{ ...packs[0]!, item: 'tea' }] }))).toHaveLength(2);
  });

  it('on the left, where that is suspected', () => {
    expect(briefly(explained([tea('-5')], [tea('5')], { suspects: ['left'] }))).toEqual(['sign | left | fitting |  | 10']);
    expect(briefly(explained([tea('60')], [tea('5')], { packs, suspects: ['left'] }))).toEqual(['unitFactor | left | fitting | 1 CA = 12 EA | -55']);
  });
});

describe('goods at a wrong key', () => {
  const two = (part: string, one: string, other: string): StatementRow[] => [tea(one, { [part]: 'A' }), tea(other, { [part]: 'B' })];

  it.each([['location', 'wrongLocation'], ['lot', 'lotMixUp'], ['serial', 'serialMixUp'], ['state', 'wrongState'], ['owner', 'wrongOwner']])('in another %s are %s', (part, kind) => {
    expect(briefly(explained(two(part, '9', '4'), two(part, '7', '6')))).toEqual([`${kind} | right | fitting | ${part} A and B | -2 2`]);
    expect(briefly(explained(two(part, '9', '4'), two(part, '4', '9')))).toEqual([`swapped | right | fitting | ${part} A and B | -5 5`]);
  });

  it('are named with the one event that fits', () => {
    const events = [event('R1', '2', 1, { location: 'A' }), event('R2', '7', 2, { location: 'A' })];
    expect(briefly(explained(two('location', '9', '4'), two('location', '7', '6'), { events }))).toEqual(['wrongLocation | right | fitting | R1, location A and B | -2 2']);
  });

  it('beside another cause are still found', () => {
    const events = [event('R1', '40', 1, { location: 'A' })];
    expect(briefly(explained(two('location', '90', '4'), two('location', '48', '6'), { events }))).toEqual(['missingEvent | right | fitting | R1 | -40', 'wrongLocation | right | fitting | location A and B | -2 2']);
  });

  it('moved twice over three keys are two causes', () => {
    const places = [{ location: 'A', lot: '1' }, { location: 'A', lot: '2' }, { location: 'B', lot: '1' }];
    const three = (...amounts: string[]): StatementRow[] => amounts.map((amount, at) => tea(amount, places[at]));
    expect(briefly(explained(three('19', '4', '1'), three('14', '6', '4')))).toEqual(['wrongLocation | right | fitting | location A and B | -3 3', 'lotMixUp | right | fitting | lot 1 and 2 | -2 2']);
    expect(briefly(explained(three('9', '4', '1'), three('11', '4', '-1')))).toEqual(['wrongLocation | right | fitting | location A and B | 2 -2']);
    // One lot went through: 3 from another lot, 5 on to another place.
    expect(briefly(explained(three('9', '4', '1'), three('7', '1', '6')))).toEqual(['wrongLocation | right | fitting | location A and B | -5 5', 'lotMixUp | right | fitting | lot 1 and 2 | 3 -3']);
    expect(briefly(explained(three('9', '4', '1'), three('4', '6', '5')))).toEqual(['unexplained | - | none |  | -5', 'unexplained | - | none |  | 2', 'unexplained | - | none |  | 4']);
  });

  it('exchanged beside another cause are still exchanged', () => {
    const carried = [{ item: 'TEA', lot: 'A', amount: '3', reference: 'run 1' }];
    expect(briefly(explained(two('lot', '9', '4'), two('lot', '7', '9'), { carried }))).toEqual(['swapped | right | fitting | lot A and B | -5 5', 'carriedOver | - | fitting |  | 3']);
  });

  it('at a rounded place are told from rounding alone by the event that shows them', () => {
    const rounded = { precision: '1' };
    const events = [event('R1', '1', 1, { lot: 'A' })];
    expect(briefly(explained(two('lot', '9', '4.4'), two('lot', '8', '5'), { events, processed: { right: events } }, {}, rounded)).sort()).toEqual([
      'lotMixUp | right | fitting | R1, lot A and B | -1 1', 'rounding | right | proven | the right side is rounded to its precision | -0.4',
    ]);
    expect(briefly(explained(two('lot', '9', '4.4'), two('lot', '8', '5'), {}, {}, rounded))).toEqual(['rounding | right | proven | the right side is rounded to its precision | 0.6', 'unexplained | - | none |  | -1']);
    expect(briefly(explained(two('lot', '9', '14.4'), two('lot', '4', '19'), {}, {}, rounded))).toEqual(['rounding | right | proven | the right side is rounded to its precision | -0.4', 'lotMixUp | right | fitting | lot A and B | -5 5']);
  });

  it('say when other places would do as well', () => {
    const three = (amounts: string[]): StatementRow[] => amounts.map((amount, place) => tea(amount, { location: `W${place}` }));
    const found = explained(three(['9', '4', '4']), three(['7', '6', '6']));
    expect(briefly(found)).toEqual(['wrongLocation | right | fitting | location W0 and W1 | -2 2', 'unexplained | - | none |  | 2']);
    expect(found.differences[0]!.alternatives).toEqual(['wrongLocation with TEA W2']);
  });

  it('differ in one part and no more', () => {
    expect(briefly(explained([tea('9', { location: 'A', lot: '1' }), tea('4', { location: 'B', lot: '2' })], [tea('7', { location: 'A', lot: '1' }), tea('6', { location: 'B', lot: '2' })]))).toEqual(['unexplained | - | none |  | -2', 'unexplained | - | none |  | 2']);
  });
});

describe('names', () => {
  const cases: [rule: string, left: StatementRow[], right: StatementRow[], evidence: Evidence, causes: string[]][] = [
    ['that differ in letter case', [{ item: 'a1', amount: '5' }], [{ item: 'A1', amount: '5' }], {}, ['identity | right | fitting | item A1 = a1 (letter case) | 5 -5']],
    ['that differ in leading zeros', [{ item: '0042', amount: '5' }], [{ item: '42', amount: '5' }], {}, ['identity | right | fitting | item 0042 = 42 (leading zeros) | -5 5']],
    ['that differ in both', [{ item: '00a', amount: '5' }], [{ item: 'A', amount: '5' }], {}, ['identity | right | fitting | item 00a = A (letter case, leading zeros) | -5 5']],
    ['that are aliases, on the side that does not use the first', [{ item: 'TEA', amount: '5' }], [{ item: 'X9', amount: '5' }], { aliases: [{ part: 'item', names: ['TEA', 'X9'] }] }, ['identity | right | proven | item TEA = X9 (alias) | -5 5']],
    ['the other way round', [{ item: 'X9', amount: '5' }], [{ item: 'TEA', amount: '5' }], { aliases: [{ part: 'item', names: ['TEA', 'X9'] }] }, ['identity | left | proven | item TEA = X9 (alias) | 5 -5']],
    ['of places', [{ item: 'A', location: 'w1', amount: '5' }], [{ item: 'A', location: 'W1', amount: '5' }], {}, ['identity | right | fitting | location W1 = w1 (letter case) | 5 -5']],
    ['whose amounts differ leave the rest to others', [{ item: 'a1', amount: '5' }], [{ item: 'A1', amount: '4' }], {}, ['identity | right | fitting | item A1 = a1 (letter case) | 5 -5', 'unexplained | - | none |  | -1']],
    ['of which one side writes both', [{ item: 'A1', amount: '7' }, { item: 'a1', amount: '5' }], [{ item: 'A1', amount: '12' }], {}, ['identity | right | fitting | item A1 = a1 (letter case) | 5 -5']],
    ['that are strict are two things', [{ item: 'a1', amount: '5' }], [{ item: 'A1', amount: '5' }], { looseParts: ['location'] }, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | -5']],
    ['of units are never loose', [{ item: 'A', unit: 'ea', amount: '5' }], [{ item: 'A', unit: 'EA', amount: '5' }], {}, ['unexplained | - | none |  | 5', 'unexplained | - | none |  | -5']],
    ['zero alone is a name', [{ item: '0', amount: '5' }], [{ item: '000', amount: '5' }], {}, ['identity | right | fitting | item 0 = 000 (leading zeros) | -5 5']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, causes) => {
    expect(briefly(explained(left, right, evidence))).toEqual(causes);
  });

  it('that several could mean go by their figures, or stay apart', () => {
    const left = [{ item: 'a1', amount: '5' }, { item: '0a1', amount: '7' }];
    expect(briefly(explained(left, [{ item: 'A1', amount: '7' }, { item: '0A1', amount: '5' }]))).toHaveLength(2);
    expect(briefly(explained(left, [{ item: 'A1', amount: '1' }, { item: '0A1', amount: '2' }])).every((cause) => cause.startsWith('unexplained'))).toBe(true);
    expect(briefly(explained([{ item: 'a1', amount: '5' }, { item: '0a1', amount: '5' }], [{ item: 'A1', amount: '5' }, { item: '0A1', amount: '5' }])).every((cause) => cause.startsWith('unexplained'))).toBe(true);
  });

  it('are one cause for all the keys they are in, and events are found under either name', () => {
    const rows = (item: string, amounts: string[]): StatementRow[] => amounts.map((amount, place) => ({ item, location: `W${place}`, amount }));
    const found = explained(rows('TEA', ['5', '9']), rows('tea', ['5', '4']), { events: [event('R1', '5', 1, { location: 'W1' })] });
    expect(briefly(found)).toEqual(['identity | right | fitting | item TEA = tea (letter case) | -5 -9 5 9', 'missingEvent | right | fitting | R1 | -5'].sort((one, other) => (one < other ? 1 : -1)));
  });
});

describe('what is left open', () => {
  it('names other sets that fit as well', () => {
    const found = explained([tea('9')], [tea('4')], { events: [event('R1', '5', 1), event('R2', '5', 2), event('R3', '-5', 3)] });
    expect(briefly(found)).toEqual(['duplicateEvent | right | fitting | R3 | -5']);
    expect(found.differences[0]!.alternatives).toEqual(['missingEvent right wms R1', 'missingEvent right wms R2']);
  });

  it('names those that are alike, as many as fit the list', () => {
    const events = Array.from({ length: 20 }, (_, number) => event(`R${number}`, '5', 1));
    const { alternatives } = explained([tea('100')], [tea('95')], { events }).differences[0]!;
    expect(alternatives).toHaveLength(SEARCH.alternativesMax + 1);
    expect(alternatives.at(-1)).toBe('and 9 more');
  });

  it('says where not all sets were tried', () => {
    const events = Array.from({ length: SEARCH.candidatesForThree }, (_, number) => event(`R${number}`, String(1000 + 3 * number), 1));
    expect(explained([tea('100')], [tea('99.5')], { events }).searchCut).toMatchObject([{ item: 'TEA' }]);
    expect(explained([tea('100')], [tea('99.5')], { events: events.slice(0, 10) }).searchCut).toEqual([]);
  });

  it('is what is unknown, and what is no difference in stock: neither needs a cause', () => {
    expect(explained([tea('5'), { item: 'NUT', amount: '0' }], [], {}, {}, { full: false })).toEqual({ causes: [], differences: [], searchCut: [] });
    expect(explained([tea('0')], [])).toEqual({ causes: [], differences: [], searchCut: [] });
  });
});

describe('evidence that is not what it should be is refused', () => {
  it.each<[Evidence, string]>([
    [{ events: [event('R1', '1.0', 1)] }, '$.events[0].amount'], [{ events: [{ ...event('R1', '1', 1), effectiveAt: 'noon' }] }, '$.events[0]'], [{ events: [{ ...event('R1', '1', 1), recordedAt: 'noon' }] }, '$.events[0].recordedAt'],
    [{ events: [{ ...event('R1', '1', 1), recordedAt: at(1), effectiveAt: 'noon' }] }, '$.events[0].effectiveAt'],
    [{ events: [event('R1', '1', 1), { ...event('R2', '1', 1), amount: 1 as never }] }, '$.events[1].amount: expected a canonical amount such as "12.5"'], [{ events: [{ ...event('R1', '1', 1), effectiveAt: 1 as never }] }, '$.events[0].recordedAt: expected an RFC 3339 instant'],
    [{ claims: [{ measure: 'reserved', amount: '-1', reference: 'O' }] }, '$.claims[0].amount: expected an amount above zero'], [{ packs: [{ item: 'A', unit: 'CA', holds: '-1', of: 'EA' }] }, '$.packs[0].holds: expected an amount above zero'],
    [{ claims: [{ measure: 'reserved', amount: '0', reference: 'O' }] }, '$.claims[0].amount: expected an amount above zero'], [{ claims: [{ measure: 'reserved', amount: 'x', reference: 'O' }] }, '$.claims[0].amount: expected a canonical'],
    [{ packs: [{ item: 'A', unit: 'CA', holds: '2', of: 'EA' }, { item: 'A', unit: 'CA', holds: '0', of: 'EA' }] }, '$.packs[1].holds'], [{ packs: [{ item: 'A', unit: 'CA', holds: '2', of: 'EA' }, { item: 'A', unit: 'CA', holds: '1e3', of: 'EA' }] }, '$.packs[1].holds: expected a canonical'], [{ carried: [{ amount: '', reference: 'r' }] }, '$.carried[0].amount'],
  ])('%o', (evidence, place) => {
    expect(() => explained([tea('1')], [tea('2')], evidence)).toThrow(place);
  });

  it('with its place', () => {
    expect(() => explained([tea('1')], [tea('2')], { carried: [{ amount: 'x', reference: 'r' }] })).toThrow(expect.objectContaining({ code: 'reconciliation.malformed', details: { path: '$.carried[0].amount' } }));
  });

  it('and so are heads', () => {
    expect(() => explained([tea('1')], [tea('2')], {}, { asOf: 'noon' })).toThrow('$.left.asOf');
    expect(() => explained([tea('1')], [tea('2')], {}, {}, { asOf: 'noon' })).toThrow('$.right.asOf');
    expect(() => explained([tea('1')], [tea('2')], {}, { precision: 'fine' })).toThrow('$.left.precision');
    expect(() => explained([tea('1')], [tea('2')], {}, {}, { precision: 'fine' })).toThrow('$.right.precision');
    expect(() => explained([tea('1')], [tea('2')], {}, { watermarks: [{ source: 'shop', sequence: 1 }, { source: 'wms', recordedAt: 'noon' }] })).toThrow('$.left.watermarks[1].recordedAt');
    expect(() => explained([tea('1')], [tea('2')], {}, {}, { watermarks: [{ source: 'wms', recordedAt: 'noon' }] })).toThrow('$.right.watermarks[0].recordedAt');
  });

  it('a pack of one changes nothing, and a step of zero rounds nothing', () => {
    expect(briefly(explained([tea('1')], [tea('2')], { packs: [{ item: 'TEA', unit: 'BG', holds: '1', of: 'EA' }] }, {}, { precision: '0' }))).toEqual(['unexplained | - | none |  | 1']);
    expect(briefly(explained([tea('1.5')], [tea('2')], {}, {}, { precision: '-1' }))).toEqual(['unexplained | - | none |  | 0.5']);
  });
});
