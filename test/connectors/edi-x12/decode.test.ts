import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeX12, type X12Profile } from '../../../src/connectors/edi-x12/index.js';
import type { StockEvent } from '../../../src/model/index.js';
import { expectGolden, goldenPairs } from '../golden-pairs.js';
import { expectRecordable } from '../recordable.js';

const profile: X12Profile = { source: 'lakeside', timeZone: 'America/Chicago', linePrefix: 'shopify' };
const pairs = goldenPairs('edi-x12');
const input = (name: string): string => {
  const pair = pairs.find((candidate) => candidate.name === name);
  if (pair === undefined) throw new Error(`no fixture ${name}`);
  return new TextDecoder().decode(pair.input);
};
const decode = (name: string, changes: Partial<X12Profile> = {}, edit: (text: string) => string = (text) => text) => decodeX12(edit(input(name)), { ...profile, ...changes });
const codes = (decoded: { readonly issues: readonly { readonly code: string }[] }): readonly string[] => decoded.issues.map(({ code }) => code);
const kinds = (events: readonly StockEvent[]): readonly string[] => events.map(({ type, id }) => `${type} ${id}`);

describe('a document reads as its canonical file says', () => {
  it.each(pairs)('$name', async (pair) => {
    const decoded = decodeX12(pair.input, profile);
    expectRecordable(decoded.events);
    await expectGolden(decoded, pair);
  });
});

describe('dates', () => {
  it('without a time stand for the middle of the day in the partner’s zone', () => {
    expect(decode('944-receipt').events[0]?.effectiveAt).toBe('2026-09-18T17:00:00.000Z');
    expect(decode('944-receipt', { timeZone: 'UTC' }).events[0]?.effectiveAt).toBe('2026-09-18T12:00:00.000Z');
  });

  it('that do not exist leave the document out', () => {
    const decoded = decode('944-receipt', {}, (text) => text.replace('F*20260918', 'F*20260931'));
    expect(decoded.events).toEqual([]);
    expect(decoded.issues).toContainEqual(expect.objectContaining({ code: 'x12.no_date', path: 'W17[1].02', severity: 'error' }));
  });

  it('in a zone that nobody knows are a mistake of the caller', () => {
    expect(() => decodeX12('', { ...profile, timeZone: 'Mars/Olympus' })).toThrow(TypeError);
  });
});

describe('945, shipping advice', () => {
  it('names the order line as the shop does, so that both speak of the same line', () => {
    expect(decode('945-partial').events[0]).toMatchObject({ type: 'stock.shipped', line: 'shopify/5678901234501#9007199254740995' });
  });

  it('cancels what was not shipped, but not what is still owed', () => {
    expect(kinds(decode('945-partial').events)).toEqual([
      'stock.shipped 945/5678901234501/SHP-7001#1',
      'stock.shipped 945/5678901234501/SHP-7001#2', 'order.cancelled 945/5678901234501/SHP-7001#2/short',
      'stock.shipped 945/5678901234501/SHP-7001#3',
      'order.cancelled 945/5678901234501/SHP-7001#4/short',
    ]);
    expect(kinds(decode('945-partial', { backorderedStatuses: ['BP', 'CP'] }).events).filter((kind) => kind.startsWith('order.cancelled'))).toEqual([]);
  });

  it('names the line by LX or by item where the profile says so', () => {
    const lines = (lineReference: X12Profile['lineReference']) => decode('945-partial', { lineReference }).events.map((event) => ('line' in event ? event.line : undefined));
    expect(lines('LX')[0]).toBe('shopify/5678901234501#1');
    expect(lines('item')[0]).toBe('shopify/5678901234501#TEA-100');
  });

  it('keeps two quantities under one line number apart', () => {
    const decoded = decode('945-partial', {}, (text) => text.replace('LX*2~\n', ''));
    expect(kinds(decoded.events).slice(0, 2)).toEqual(['stock.shipped 945/5678901234501/SHP-7001#1', 'stock.shipped 945/5678901234501/SHP-7001#1.2']);
  });

  it('does not turn a reversal into a shipment', () => {
    const decoded = decode('945-partial', {}, (text) => text.replace('TEA-100*L2605', 'TEA-100*L2605***********2'));
    expect(codes(decoded)).toContain('x12.reversal');
    expect(decoded.events.filter(({ item }) => item === 'TEA-100')).toEqual([]);
  });

  it('says the same facts when the file is sent again under other control numbers', () => {
    const again = decode('945-partial', {}, (text) => text.replaceAll('7001*X', '7055*X').replaceAll('000007001', '000007055').replace('GE*1*7001', 'GE*1*7055'));
    expect(again.events).toEqual(decode('945-partial').events);
    expect(again.documents[0]?.envelope).not.toBe(decode('945-partial').documents[0]?.envelope);
    expect(codes(again)).toEqual(codes(decode('945-partial')));
  });
});

describe('944, receipt advice', () => {
  it('counts damaged goods inside what was received, or beside it, as the profile says', () => {
    expect(decode('944-receipt').events.filter(({ type }) => type === 'stock.stateChanged')).toHaveLength(2);
    const beside = decode('944-receipt', { receivedIncludesDamaged: false }).events;
    expect(beside.map((event) => [event.type, 'state' in event ? event.state : undefined])).toEqual([
      ['stock.received', undefined], ['stock.received', 'damaged'], ['stock.received', 'inspection'], ['stock.received', undefined],
    ]);
    expectRecordable(beside);
  });

  it('is provisional where another system has to confirm it', () => {
    expect(decode('944-receipt', { provisionalReceipts: true }).events[0]).toMatchObject({ type: 'stock.received', provisional: true, document: 'PO-31#10000' });
    expect(decode('944-receipt').events[0]).not.toHaveProperty('provisional');
  });

  it('from a customer is a return into inspection', () => {
    const { events } = decode('944-receipt', {}, (text) => text.replace('W17*F', 'W17*C'));
    expectRecordable(events);
    expect(events.map((event) => [event.type, 'state' in event ? event.state : 'toState' in event ? event.toState : ''])).toEqual([
      ['stock.returned', 'inspection'], ['stock.stateChanged', 'damaged'], ['stock.returned', 'inspection'],
    ]);
  });
});

describe('947, adjustment advice', () => {
  it('looks at the reason of a hold and not at its sign', () => {
    const flip = (text: string): string => text.replace('05*12', '05*-12').replace('55*-4', '55*4').replace('AU*-1', 'AU*1');
    expect(decode('947-adjustments', {}, flip).events.filter(({ type }) => type === 'stock.stateChanged')).toEqual(
      decode('947-adjustments').events.filter(({ type }) => type === 'stock.stateChanged'));
  });

  it('reads a reason that has no rule by the one in the profile, and otherwise not at all', () => {
    expect(codes(decode('947-adjustments'))).toContain('x12.unknown_reason');
    const ruled = decode('947-adjustments', { adjustmentRules: { ZX: { kind: 'adjust', sign: 'down' } } });
    expect(codes(ruled)).not.toContain('x12.unknown_reason');
    expect(ruled.events.at(-1)).toMatchObject({ type: 'stock.adjusted', reason: '947/ZX', quantity: { amount: '-5' } });
  });

  it('lets the profile overrule a usual meaning, and takes no inherited member for a code', () => {
    expect(decode('947-adjustments', { adjustmentRules: { '05': { kind: 'ignore' } } }).events.filter(({ item }) => item === 'POT-01')).toHaveLength(1);
    expect(codes(decode('947-adjustments', {}, (text) => text.replace('W19*AA', 'W19*constructor')))).toContain('x12.unknown_reason');
  });
});

describe('846 and 852, figures to compare', () => {
  it('a change of some figures says nothing about the others', () => {
    expect(decode('846-report').statements.every(({ full }) => full)).toBe(true);
    expect(decode('846-report', {}, (text) => text.replace('BIA*00', 'BIA*04')).statements.some(({ full }) => full)).toBe(false);
  });

  it('a distribution counts what the profile says, or nothing', () => {
    const text = input('846-report').replace('QTY*29*60*EA', 'SDQ*EA*92*LAKE-1*40*HARB-2*0');
    expect(codes(decodeX12(text, profile))).toContain('x12.sdq_measure');
    expect(decodeX12(text, { ...profile, sdqMeasure: 'safetyStock' }).statements.find(({ measure }) => measure === 'safetyStock')?.rows).toEqual([
      { item: 'POT-01', location: 'LAKE-1', quantity: { amount: '40', unit: 'EA' } }, { item: 'POT-01', location: 'HARB-2', quantity: { amount: '0', unit: 'EA' } },
    ]);
  });

  it('QA is available in an activity report, and no balance in an advice', () => {
    expect(decode('852-activity').statements[0]).toMatchObject({ measure: 'available', asOf: '2026-09-14T05:00:00.000Z' });
    expect(codes(decode('846-report', {}, (text) => text.replace('QTY*33', 'QTY*QA')))).toContain('x12.not_a_balance');
  });
});

describe('856, ship notice', () => {
  it('without a delivery date is due only as the profile says', () => {
    const undated = (text: string): string => text.replace('DTM*017*20260918~\n', '');
    expect(codes(decode('856-notice', {}, undated))).toContain('x12.no_delivery_date');
    expect(decode('856-notice', { transitDays: 3 }, undated).events[0]).toMatchObject({ dueAt: '2026-09-18T17:00:00.000Z' });
  });

  it('cancels and replaces what an earlier one announced', () => {
    const { events } = decode('856-notice', {}, (text) => text.replace('BSN*00', 'BSN*01'));
    expectRecordable(events);
    expect(events[0]).toMatchObject({ type: 'supply.cancelled', supply: '856/SHP-880012#3' });
    const replaced = decode('856-notice', {}, (text) => text.replace('BSN*00', 'BSN*05'));
    expectRecordable(replaced.events);
    expect(replaced.events[0]).toMatchObject({ type: 'supply.changed', supply: '856/SHP-880012#3' });
    expect(codes(replaced)).toEqual(['x12.replacement', 'x12.replacement']);
  });
});

describe('940, shipping order', () => {
  it('a cancellation without lines and a change have to be looked up', () => {
    const bare = decode('940-cancel', {}, (text) => text.replace(/LX[^]*?(?=W76)/, ''));
    expect([bare.events, bare.pokes]).toEqual([[], [{ resource: '940', id: 'SO-10077', change: 'F' }]]);
    expect(decode('940-order', {}, (text) => text.replace('W05*N', 'W05*R')).pokes).toEqual([{ resource: '940', id: 'SO-10077', change: 'R' }]);
  });
});

describe('items, units and places', () => {
  it('the profile chooses which identifier names the item', () => {
    expect(decode('945-partial', { itemQualifiers: ['UP', 'VN'] }).events[0]?.item).toBe('036000291452');
    expect(codes(decode('945-partial', { itemQualifiers: ['ZZ'] }))).toContain('x12.no_item');
  });

  it('keeps a unit code as sent unless the profile translates it', () => {
    const cassette = (text: string): string => text.replace('142*CA', '142*CS');
    expect(decode('944-receipt', {}, cassette).events[0]).toMatchObject({ quantity: { unit: 'CS' } });
    expect(decode('944-receipt', { units: { CS: 'CA' } }, cassette).events[0]).toMatchObject({ quantity: { unit: 'CA' } });
    const none = (text: string): string => text.replace('142*CA', '142*');
    expect(codes(decode('944-receipt', {}, none))).toContain('x12.no_unit');
    expect(decode('944-receipt', { unit: 'EA' }, none).events[0]).toMatchObject({ quantity: { unit: 'EA' } });
  });

  it('a document that names no warehouse is left out unless the profile gives one', () => {
    const nowhere = (text: string): string => text.replace(/N1\*WH[^~]*~\n/, '');
    expect(codes(decode('944-receipt', {}, nowhere))).toContain('x12.no_location');
    expect(decode('944-receipt', { location: 'LAKE-9' }, nowhere).events[0]).toMatchObject({ location: 'LAKE-9' });
  });
});

describe('what a document says about itself', () => {
  it('is compared with what is there, and the document read all the same', () => {
    const decoded = decode('945-partial', {}, (text) => text.replace('W03*14', 'W03*15'));
    expect(decoded.issues).toContainEqual(expect.objectContaining({ code: 'x12.control_total', path: 'W03[1].01', severity: 'warning' }));
    expect(decoded.events).toHaveLength(5);
  });

  it.each([['W03*14', 'W03*15'], ['SE*20*', 'SE*21*']])('leaves it out where the profile refuses what is miscounted: %s', (from, to) => {
    const decoded = decode('945-partial', { refuseMiscounted: true }, (text) => text.replace(from, to));
    expect(decoded.events).toEqual([]);
    expect(codes(decoded)).toContain('x12.miscounted');
    expect(decoded.documents).toMatchObject([{ set: '945', number: '5678901234501', read: false }]);
  });

  it('agrees in the fixtures', () => {
    for (const pair of pairs) expect(decodeX12(readFileSync(pair.canonicalPath.replace('.canonical.json', '.edi')), { ...profile, refuseMiscounted: true }).documents.every(({ read }) => read)).toBe(true);
  });

  it('is not asked of a set that is not read', () => {
    expect(codes(decode('940-order', {}, (text) => text.replaceAll('ST*940', 'ST*810')))).toEqual(['x12.unknown_set']);
  });
});
