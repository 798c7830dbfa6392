import { describe, expect, it } from 'vitest';
import { statementKey, type Explained, type StatementRow } from '../../src/reconciliation/index.js';
import { at, briefly, event, explained, tea } from './explained.js';

const row = (item: string, amount: string): StatementRow => ({ item, amount });
const R1 = event('R1', '5', 1);

describe('the causes', () => {
  it('are proven ones first, then those that fit, then what nothing explains; of each the stronger kind first, then by key', () => {
    const found = explained([row('A', '9'), row('B', '9'), row('C', '9'), row('D', '9'), row('E', '1.5')], [row('A', '8'), row('B', '-9'), row('C', '4'), row('D', '-9'), row('E', '1')], { events: [{ ...R1, item: 'C' }] }, {}, { precision: '1' });
    expect(found.causes.map(({ kind, parts }) => `${kind} ${parts.map(({ key }) => key.item).join('')}`)).toEqual(['rounding E', 'missingEvent C', 'sign B', 'sign D', 'unexplained A']);
  });

  it('of one strength come in the order of their first keys, in whichever order they are told', () => {
    const events = [event('R2', '1', 2, { item: 'B' }), event('R1', '1', 1, { item: 'C' }), event('R3', '1', 1, { item: 'A' })];
    const found = explained(['A', 'B', 'C'].map((item) => row(item, '9')), ['A', 'B', 'C'].map((item) => row(item, '8')), { events: [...events, event('R4', '9', 19)], processed: { right: [event('R4', '9', 19)] } });
    expect(briefly(found)).toEqual(['missingEvent | right | proven | R3 | -1', 'missingEvent | right | proven | R2 | -1', 'missingEvent | right | proven | R1 | -1']);
  });

  it('have their parts in the order of keys', () => {
    const claims = ['B', 'C', 'A'].map((item) => ({ item, measure: 'reserved', amount: '2', reference: `O-${item}` }) as const);
    const found = explained(['A', 'B', 'C'].map((item) => row(item, '9')), ['A', 'B', 'C'].map((item) => row(item, '7')), { claims }, {}, { netOf: ['reserved'] });
    expect(found.causes.map(({ parts }) => parts)).toEqual([['A', 'B', 'C'].map((item) => ({ key: statementKey({ item }), amount: '-2' }))]);
  });

  it('show each event and rule once', () => {
    const claims = [{ item: 'TEA', measure: 'reserved', amount: '2', reference: 'O1' }, { item: 'TEA', measure: 'reserved', amount: '3', reference: 'O2' }] as const;
    expect(briefly(explained([tea('9')], [tea('4')], { claims }, {}, { netOf: ['reserved'] }))).toEqual(['basis | - | proven | the right side is net of reserved, the left one is not | -5']);
    const moved = [event('M1', '-5', 1, { location: 'A' }), event('M1', '5', 1, { location: 'B' }), event('M1', '7', 1, { location: 'B', source: 'shop' })];
    const found = explained([tea('9', { location: 'A' }), tea('20', { location: 'B' })], [tea('14', { location: 'A' }), tea('8', { location: 'B' })], { events: moved, processed: { right: [] } });
    expect(found.causes).toMatchObject([{ kind: 'staleSnapshot', proof: { events: [{ source: 'wms', id: 'M1' }, { source: 'shop', id: 'M1' }], rules: [] }, parts: [{ amount: '5' }, { amount: '-12' }] }]);
    expect(found.causes[0]!.proof.events.map((one) => Object.keys(one))).toEqual([['source', 'id'], ['source', 'id']]);
  });

  it('that come to nothing are none', () => {
    const events = [event('R2', '3', 2), event('R3', '-3', 3)];
    expect(briefly(explained([tea('9')], [tea('8')], { events, processed: { right: [] } }))).toEqual(['unexplained | - | none |  | -1']);
    expect(briefly(explained([tea('9')], [tea('8')], { events: [event('R2', '0', 2)], processed: { right: [] } }))).toEqual(['unexplained | - | none |  | -1']);
    expect(briefly(explained([tea('9')], [tea('6')], { events: [event('R2', '3', 2), event('R3', '0', 3)], processed: { right: [] } }))).toEqual(['staleSnapshot | right | proven | R2 | -3']);
  });

  it('say no more than they know', () => {
    const members = (found: Explained): string[] => Object.keys(found.causes[0]!).slice(6);
    expect(Object.keys(explained([tea('9')], [tea('8')]).causes[0]!)).toEqual(['id', 'kind', 'side', 'certainty', 'proof', 'parts']);
    expect(members(explained([tea('9')], [tea('14')], { events: [R1] }))).toEqual(['times']);
    expect(members(explained([tea('5')], [tea('60')], { packs: [{ item: 'TEA', unit: 'CA', holds: '12', of: 'EA' }] }))).toEqual(['factor']);
    expect(members(explained([tea('9')], [tea('4')], { events: [event('R2', '3', 2), event('R3', '2', 3)] }))).toEqual(['since']);
    expect(members(explained([tea('9')], [tea('8')], { carried: [{ item: 'TEA', amount: '-1', reference: 'run 1' }] }))).toEqual(['reference']);
    expect(members(explained([row('a', '9')], [row('A', '9')]))).toEqual(['part']);
  });

  it('are known again by what they are about, not by how much', () => {
    const idOf = (found: Explained): string => found.causes[0]!.id;
    const missing = idOf(explained([tea('9')], [tea('4')], { events: [R1] }));
    expect(idOf(explained([tea('19')], [tea('14')], { events: [R1] }))).toBe(missing);
    expect(idOf(explained([tea('9')], [tea('4')], { events: [R1], processed: { right: [] } }))).toBe(missing);
    const others = [
      explained([tea('9')], [tea('14')], { events: [R1] }), explained([tea('4')], [tea('9')], { events: [R1], suspects: ['left'] }), explained([tea('9')], [tea('4')], { events: [{ ...R1, id: 'R2' }] }),
      explained([tea('9')], [tea('4')], { events: [{ ...R1, source: 'shop' }] }), explained([tea('9')], [tea('4')]), explained([row('NUT', '9')], [row('NUT', '4')]),
    ].map(idOf);
    expect(new Set([missing, ...others]).size).toBe(7);
  });
});

describe('the differences', () => {
  it('name their causes by number, with the amount of each, and sum to what is out', () => {
    const found = explained([row('NUT', '9'), tea('9.7')], [row('NUT', '8'), tea('4')], { events: [R1] }, {}, { precision: '1' });
    expect(found.differences).toEqual([
      { key: statementKey({ item: 'NUT' }), difference: '-1', parts: [{ cause: 2, amount: '-1' }], alternatives: [] },
      { key: statementKey({ item: 'TEA' }), difference: '-5.7', parts: [{ cause: 0, amount: '-0.7' }, { cause: 1, amount: '-5' }], alternatives: [] },
    ]);
    expect(found.causes.map(({ kind }) => kind)).toEqual(['rounding', 'missingEvent', 'unexplained']);
  });
});

it('an event at its very watermark is in, one behind it is not', () => {
  const kinds = (recorded: number, mark: number): string[] => explained([tea('9')], [tea('4')], { events: [event('R1', '5', recorded)] }, {}, { watermarks: [{ source: 'wms', recordedAt: at(mark) }, { source: 'shop', recordedAt: at(1) }] }).causes.map(({ kind }) => kind);
  expect([kinds(7, 7), kinds(8, 7), kinds(7, 8)]).toEqual([['missingEvent'], ['inFlight'], ['missingEvent']]);
});
