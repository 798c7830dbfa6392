import { describe, expect, it } from 'vitest';
import type { EventEvidence, Evidence, StatementRow } from '../../src/reconciliation/index.js';
import { at, briefly, event, explained, tea } from './explained.js';

const of = (item: string, id: string, amount: string, hour: number): EventEvidence => ({ ...event(id, amount, hour), item });
const row = (item: string, amount: string): StatementRow => ({ item, amount });

describe('an old statement, by its own records', () => {
  const R1 = event('R1', '5', 1);
  const R2 = event('R2', '3', 10);
  const R3 = event('R3', '2', 11);
  const cases: [rule: string, right: string, evidence: Evidence, causes: string[]][] = [
    ['lacks all it should have', '0', { events: [R1, R2, R3], processed: { right: [] } }, ['staleSnapshot | right | proven | R1, R2, R3 | -10']],
    ['lacks what is after the last event it has counted, in whichever order they are told', '5', { events: [R3, R1, R2], processed: { right: [R1] } }, ['staleSnapshot | right | proven | R3, R2 | -5']],
    ['lacks an earlier event besides', '0', { events: [R1, R2, R3, event('R4', '7', 9)], processed: { right: [event('R4', '7', 9)] } }, ['missingEvent | right | proven | R1 | -5', 'staleSnapshot | right | proven | R2, R3 | -5']],
    ['has counted the last one three times', '15', { events: [R1, R2, R3], processed: { right: [R1, R1, R1] } }, ['duplicateEvent | right | proven | R1 | 10', 'staleSnapshot | right | proven | R2, R3 | -5']],
    ['is not old for one event in two parts', '5', { events: [R1, event('R2', '3', 10), event('R2', '2', 10)], processed: { right: [R1] } }, ['missingEvent | right | proven | R2 | -5']],
    ['is not old for an event of the same moment as the last one counted', '0', { events: [event('R0', '8', 10), R2, R3], processed: { right: [R2] } }, ['missingEvent | right | proven | R0 | -8', 'missingEvent | right | proven | R3 | -2']],
    ['lacks an event of that moment besides', '-8', { events: [event('R0', '8', 10), R2, R3, event('R4', '8', 12)], processed: { right: [R2] } }, ['missingEvent | right | proven | R0 | -8', 'staleSnapshot | right | proven | R3, R4 | -10']],
    ['is not old for what it cannot have yet', '5', { events: [R1, event('R5', '3', 21), event('R6', '2', 21)], processed: { left: [R1, event('R5', '3', 21), event('R6', '2', 21)], right: [R1] } }, [
      "inFlight | right | proven | R5, recorded at 2026-03-01T21:00:00Z, behind the right side's watermark | -3", "inFlight | right | proven | R6, recorded at 2026-03-01T21:00:00Z, behind the right side's watermark | -2",
    ]],
    ['tells two events of one name by their sources', '5', { events: [R1, R2, { ...R2, source: 'shop', amount: '2' }], processed: { right: [R1] } }, ['staleSnapshot | right | proven | R2, R2 | -5']],
  ];

  it.each(cases)('%s', (_, right, evidence, causes) => {
    expect(briefly(explained([tea('10')], [tea(right)], evidence))).toEqual(causes);
    expect(briefly(explained([tea('10')], [tea(right)], { ...evidence, events: [...evidence.events!].reverse() })).map((cause) => cause.split(' | ')[0])).toEqual(causes.map((cause) => cause.split(' | ')[0]));
  });

  it('says since when: from the last event counted, or from before the first', () => {
    const since = (processed: EventEvidence[]): unknown => explained([tea('10')], [tea('5')], { events: [R1, R2, R3], processed: { right: processed } }).causes.map((cause) => cause.since)[0];
    expect(since([R1])).toBe(Date.parse(at(1)));
    expect(since([])).toBe(Date.parse(at(1)) - 1);
  });

  it('is one side; what the other one lacks is its own affair', () => {
    const late = event('R9', '1', 12);
    const found = explained([tea('1')], [tea('8')], { events: [R1, R2, late], processed: { left: [late], right: [R1, R2] } }, { asOf: at(11) });
    expect(briefly(found)).toEqual(['missingEvent | right | proven | R9 | -1', 'staleSnapshot | left | proven | R1, R2 | 8']);
  });

  it('is told of what the other side has: what neither has makes no difference', () => {
    expect(briefly(explained([tea('8')], [tea('10')], { events: [R1, R2, R3, event('R4', '1', 12)], processed: { left: [R1, R2], right: [R1, R2, R3] } }))).toEqual(['staleSnapshot | left | proven | R3 | 2']);
  });
});

describe('an old statement, by its figures alone', () => {
  const cases: [rule: string, left: StatementRow[], right: StatementRow[], evidence: Evidence, causes: string[]][] = [
    ['lacks a whole tail at several keys', [row('NUT', '9'), row('TEA', '9')], [row('NUT', '5'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 10), of('TEA', 'T1', '7', 11)] }, ['staleSnapshot | right | fitting | T1, N1 | -4 -7']],
    ['is not old if one of its figures has counted what is between', [row('NUT', '9'), row('PEA', '9'), row('TEA', '9')], [row('NUT', '5'), row('PEA', '9'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 9), of('PEA', 'P1', '1', 10), of('TEA', 'T1', '7', 11)] },
      ['missingEvent | right | fitting | N1 | -4', 'missingEvent | right | fitting | T1 | -7']],
    ['is not old if what it lacks is of one moment and not all of that moment', [row('NUT', '9'), row('PEA', '9'), row('TEA', '9')], [row('NUT', '5'), row('PEA', '9'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 10), of('PEA', 'P1', '1', 10), of('TEA', 'T1', '7', 11)] },
      ['missingEvent | right | fitting | N1 | -4', 'missingEvent | right | fitting | T1 | -7']],
    ['nor where what is later is one event at two keys', [row('NUT', '9'), row('OAT', '9'), row('PEA', '9'), row('TEA', '9')], [row('NUT', '5'), row('OAT', '16'), row('PEA', '9'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 10), of('PEA', 'P1', '1', 10), of('TEA', 'M1', '7', 11), of('OAT', 'M1', '-7', 11)] },
      ['missingEvent | right | fitting | N1 | -4', 'missingEvent | right | fitting | M1 | 7 -7']],
    ['goes back no further where as many figures more are out by something else as fit', [row('NUT', '9'), row('OAT', '19'), row('TEA', '9')], [row('NUT', '5'), row('OAT', '10'), row('TEA', '2')],
      { events: [of('NUT', 'N1', '4', 10), of('OAT', 'O1', '2', 10), of('TEA', 'T1', '3', 11), of('TEA', 'T2', '4', 12)], carried: [{ item: 'OAT', amount: '-7', reference: 'run 1' }] },
      ['missingEvent | right | fitting | N1 | -4', 'missingEvent | right | fitting | O1 | -2', 'staleSnapshot | right | fitting | T2, T1 | -7', 'carriedOver | - | fitting |  | -7']],
    ['is not old where one event explains as much, though what comes to nothing is later', [row('PEA', '9'), row('TEA', '9')], [row('PEA', '9'), row('TEA', '4')], { events: [of('TEA', 'R1', '5', 9), of('TEA', 'R2', '3', 10), of('TEA', 'R3', '2', 11), of('PEA', 'P1', '1', 12), of('PEA', 'P2', '-1', 12)] },
      ['missingEvent | right | fitting | R1 | -5']],
    ['lacks what comes to nothing at a figure that is right', [row('NUT', '9'), row('PEA', '9'), row('TEA', '9')], [row('NUT', '5'), row('PEA', '9'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 9), of('PEA', 'P1', '1', 10), of('PEA', 'P2', '-1', 10), of('TEA', 'T1', '7', 11)] },
      ['staleSnapshot | right | fitting | T1, N1 | -4 -7']],
    ['goes back as far as figures fit', [row('NUT', '9'), row('PEA', '9'), row('TEA', '9')], [row('NUT', '5'), row('PEA', '8'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 9), of('PEA', 'P1', '1', 10), of('TEA', 'T1', '7', 11)] },
      ['staleSnapshot | right | fitting | T1, P1, N1 | -4 -1 -7']],
    ['goes back no further than that', [row('NUT', '9'), row('PEA', '9'), row('TEA', '9')], [row('NUT', '2'), row('PEA', '8'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 9), of('PEA', 'P1', '1', 10), of('TEA', 'T1', '7', 11)] },
      ['staleSnapshot | right | fitting | T1, P1 | -1 -7', 'unexplained | - | none |  | -7']],
    ['is old where more figures fit than are out by something else', [row('NUT', '9'), row('OAT', '9'), row('TEA', '9')], [row('NUT', '4'), row('OAT', '7'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 10), of('OAT', 'O1', '2', 10), of('TEA', 'T1', '7', 10)], carried: [{ item: 'NUT', amount: '-1', reference: 'run 1' }] },
      ['staleSnapshot | right | fitting | N1, O1, T1 | -4 -2 -7', 'carriedOver | - | fitting |  | -1']],
    ['is not old where as many are out by something else', [row('NUT', '9'), row('TEA', '9')], [row('NUT', '4'), row('TEA', '2')], { events: [of('NUT', 'N1', '4', 10), of('TEA', 'T1', '3', 10), of('TEA', 'T2', '4', 10)], carried: [{ item: 'NUT', amount: '-1', reference: 'run 1' }] },
      ['missingEvent | right | fitting | N1 | -4', 'missingEvent | right | fitting | T1 | -3', 'missingEvent | right | fitting | T2 | -4', 'carriedOver | - | fitting |  | -1']],
    ['is not old for one event, at however many keys', [row('NUT', '9'), row('TEA', '9')], [row('NUT', '5'), row('TEA', '13')], { events: [of('NUT', 'M1', '4', 10), of('TEA', 'M1', '-4', 10)] }, ['missingEvent | right | fitting | M1 | -4 4']],
    ['is not old where one event missing explains as much', [tea('9')], [tea('4')], { events: [event('R1', '5', 9), event('R2', '3', 10), event('R3', '2', 11)] }, ['missingEvent | right | fitting | R1 | -5']],
    ['is not old where one event explains as much, whatever is wrong elsewhere', [row('NUT', '8'), row('TEA', '9')], [row('NUT', '9'), row('TEA', '4')], { events: [of('NUT', 'N1', '7', 8), of('NUT', 'N2', '70', 9), of('TEA', 'R1', '5', 9), of('TEA', 'R2', '3', 10), of('TEA', 'R3', '2', 11)] },
      ['missingEvent | right | fitting | R1 | -5', 'unexplained | - | none |  | 1']],
    ['is old where one event of that amount is at another key', [row('NUT', '9'), row('TEA', '9')], [row('NUT', '9'), row('TEA', '4')], { events: [of('NUT', 'N1', '5', 8), of('TEA', 'R2', '3', 10), of('TEA', 'R3', '2', 11)] }, ['staleSnapshot | right | fitting | R3, R2 | -5']],
    ['is not old where one event doubled explains as much', [tea('9')], [tea('4')], { events: [event('R1', '-5', 9), event('R2', '3', 10), event('R3', '2', 11)] }, ['duplicateEvent | right | fitting | R1 | -5']],
    ['is old at one figure that no single event explains', [tea('9')], [tea('4')], { events: [event('R1', '50', 9), event('R2', '3', 10), event('R3', '2', 11)] }, ['staleSnapshot | right | fitting | R3, R2 | -5']],
    ['is old from the first event on', [tea('9')], [tea('4')], { events: [event('R2', '3', 10), event('R3', '2', 11)] }, ['staleSnapshot | right | fitting | R3, R2 | -5']],
    ['is the left one, where that is suspected', [tea('4')], [tea('9')], { events: [event('R1', '50', 9), event('R2', '3', 10), event('R3', '2', 11)], suspects: ['left'] }, ['staleSnapshot | left | fitting | R3, R2 | 5']],
    ['is not the left one unless that is suspected', [tea('4')], [tea('9')], { events: [event('R1', '50', 9), event('R2', '3', 10), event('R3', '2', 11)] }, ['duplicateEvent | right | fitting | R2 | 3', 'duplicateEvent | right | fitting | R3 | 2']],
    ['has no records: with them nothing is left to guess', [tea('9')], [tea('4')], { events: [event('R2', '3', 10), event('R3', '2', 11)], processed: { right: [event('R2', '3', 10), event('R3', '2', 11)] } }, ['unexplained | - | none |  | -5']],
    ['cannot lack what is after it', [tea('9')], [tea('4')], { events: [event('R2', '3', 21), event('R3', '2', 21)] }, ['unexplained | - | none |  | -5']],
  ];

  it.each(cases)('%s', (_, left, right, evidence, causes) => {
    expect(briefly(explained(left, right, evidence))).toEqual(causes);
  });

  it('says since when: from the last event before the tail, or from before the first', () => {
    const tail = [event('R2', '3', 10), event('R3', '2', 11)];
    expect(explained([tea('9')], [tea('4')], { events: [event('R1', '50', 9), ...tail] }).causes[0]!.since).toBe(Date.parse(at(9)));
    expect(explained([tea('9')], [tea('4')], { events: tail }).causes[0]!.since).toBe(Date.parse(at(10)) - 1);
  });

  it('has its tail under whichever name', () => {
    const events = [of('NUT', 'N1', '4', 10), of('tea', 'T1', '2', 10), of('TEA', 'T2', '5', 11)];
    const names = { left: [row('NUT', '9'), row('TEA', '9')], right: [row('NUT', '5'), row('tea', '2')] };
    expect(briefly(explained(names.left, names.right, { events }))).toEqual(['identity | right | fitting | item TEA = tea (letter case) | -9 9', 'staleSnapshot | right | fitting | T2, N1, T1 | -4 -7']);
  });
});
