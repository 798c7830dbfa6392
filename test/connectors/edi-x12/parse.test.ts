import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlTotals, decodeX12, parseX12 } from '../../../src/connectors/edi-x12/index.js';
import { describeWithShared } from '../../shared-data.js';

const isa = (component: string, element = '*'): string =>
  ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), 'ZZ', 'LAKESIDE3PL'.padEnd(15), 'ZZ', 'FERNTRADING'.padEnd(15), '260914', '0915', 'U', '00401', '000000007', '0', 'P', component].join(element);
const file = (terminator: string, { element = '*', component = '>', header = isa(component, element) } = {}): string =>
  [header, ...['GS*SW*A*B*20260914*0915*7*X*004010', 'ST*945*0001', 'W06*N*1', 'SE*3*0001', 'GE*1*7', 'IEA*1*000000007'].map((text) => text.replaceAll('*', element))].map((text) => text + terminator).join('');
const segmentIds = (text: string | Uint8Array): readonly string[] => parseX12(text).interchanges.flatMap(({ segments }) => segments.map(({ id }) => id));
const codes = (text: string): readonly string[] => parseX12(text).issues.map(({ code }) => code);
const whole = ['ISA', 'GS', 'ST', 'W06', 'SE', 'GE', 'IEA'];

describe('an interchange is cut as its header says', () => {
  it.each(['~', '^', '*', '}', '|', "'", '\n', '\r\n', '\u0085', '~\n', '~\r\n', '~\n    '])('with the terminator %j', (terminator) => {
    const text = file(terminator, { element: terminator.startsWith('*') ? '~' : '*', component: '>' });
    expect(segmentIds(text)).toEqual(whole);
    expect(codes(text)).toEqual([]);
    expect(segmentIds(new TextEncoder().encode(text))).toEqual(whole);
  });

  it('with a byte order mark before it, and bytes that are no UTF-8', () => {
    expect(segmentIds(`\ufeff${file('~')}`)).toEqual(whole);
    expect(segmentIds(Uint8Array.from([...new TextEncoder().encode(file('~').replace('W06*N*1', 'W06*N*')).slice(0, -1), 0xe9]))).not.toEqual([]);
    expect(segmentIds(Uint8Array.from(Buffer.from(file('\u0085'), 'latin1')))).toEqual(whole);
  });

  it('with a header that is not padded', () => {
    const text = file('~', { header: isa('>').replaceAll(/ +/g, ' ') });
    expect(segmentIds(text)).toEqual(whole);
    expect(codes(text)).toEqual(['x12.isa_width']);
  });

  it('with the component separator left out before the terminator and a line end', () => {
    expect(segmentIds(file('~\n', { header: isa('~').slice(0, -1) }))).toEqual(whole);
  });

  it('with nothing after the last segment', () => {
    expect(segmentIds(file('~').slice(0, -1))).toEqual(whole);
    expect(codes(file('~').slice(0, -1))).toEqual(['x12.missing_terminator']);
  });

  it('where a line end stands for a terminator that is missing, and says where', () => {
    const text = file('~\n').replace('ST*945*0001~', 'ST*945*0001');
    expect(segmentIds(text)).toEqual(whole);
    expect(parseX12(text).issues).toMatchObject([{ code: 'x12.missing_terminator', path: 'ST[1]', offset: text.indexOf('ST*945') }]);
  });

  it('across lines that were broken at a fixed width', () => {
    const text = file('~').replace(/(.{40})/g, '$1\n');
    const header = file('~').slice(0, 106);
    const wrapped = header + file('~').slice(106).replace(/(.{7})/g, '$1\r\n');
    expect(segmentIds(wrapped)).toEqual(whole);
    expect(segmentIds(text).length).toBeGreaterThan(0);
  });

  it('with the repetition separator from version 00402 on', () => {
    const header = (version: string): string => file('~', { header: isa('>').replace('*U*00401*', `*^*${version}*`) });
    expect(parseX12(header('00501')).interchanges[0]?.delimiters).toEqual({ element: '*', component: '>', terminator: '~', repetition: '^' });
    expect(parseX12(header('00401')).interchanges[0]?.delimiters.repetition).toBeUndefined();
  });

  it('one after another, each by its own header', () => {
    const parsed = parseX12(`${file('~')}\n${file('\n', { element: '|' })}`);
    expect(parsed.interchanges.map(({ delimiters }) => delimiters.element)).toEqual(['*', '|']);
    expect(parsed.issues).toEqual([]);
  });
});

describe('an envelope is checked', () => {
  it.each([
    ['SE*3', 'SE*4', 'x12.count', 'SE[1].01'], ['SE*3', 'SE*', 'x12.count', 'SE[1].01'], ['*0001~GE', '*0002~GE', 'x12.control_number', 'SE[1].02'],
    ['GE*1', 'GE*2', 'x12.count', 'GE[1].01'], ['GE*1*7', 'GE*1*8', 'x12.control_number', 'GE[1].02'], ['IEA*1', 'IEA*2', 'x12.count', 'IEA[1].01'],
    ['IEA*1*000000007', 'IEA*1*000000008', 'x12.control_number', 'IEA[1].02'], ['IEA*1*000000007~', '', 'x12.missing_trailer', 'ISA[1]'],
    ['GE*1*7~', '', 'x12.missing_trailer', 'GS[1]'], ['SE*3*0001~', '', 'x12.missing_trailer', 'ST[1]'], ['ST*945', 'XX*1~ST*945', 'x12.stray_segment', 'XX[1]'],
    ['W06', 'w06', 'x12.bad_segment', '$'],
  ])('%s as %s is %s at %s', (from, to, code, path) => {
    const text = file('~');
    expect(text).toContain(from);
    expect(parseX12(text.replace(from, to)).issues.filter((issue) => issue.code === code)).toMatchObject([{ path }]);
  });

  it('and control numbers agree whatever zeros and blanks pad them', () => {
    expect(codes(file('~').replace('GE*1*7', 'GE*1*0007 ').replace('IEA*1*000000007', 'IEA*1*7   '))).toEqual([]);
  });

  it('and a text that is none is one issue', () => {
    for (const text of ['hello', 'ISA', 'ISAA', '{"a":1}']) expect(codes(text)).toEqual(['x12.no_interchange']);
    expect(parseX12('')).toEqual({ interchanges: [], issues: [] });
  });

  it('and a header whose terminator would be a letter is an error', () => {
    expect(codes(`${isa('>')}GS*SW~`)).toContain('x12.isa_elements');
  });

  it('and a payload that is too large is not read', () => {
    expect(codes('~'.repeat(16_777_217))).toEqual(['payload.too_large']);
  });
});

describe('a hostile payload costs time in proportion to its size', () => {
  it.each([
    ['tabs', `${file('~').slice(0, -1)}${'\t'.repeat(4_000_000)}x`],
    ['line ends', `${isa('>')}~GS*${'a\n'.repeat(2_000_000)}`],
    ['headers', 'ISA*~'.repeat(800_000)],
    ['carriage returns', `${file('~').slice(0, -1)}${'A1*\r~'.repeat(200_000)}`],
    ['full headers', `${isa('>')}~`.repeat(40_000)],
    ['no terminators', `ISA*${'*'.repeat(4_000_000)}`],
  ])('of %s', (_, text) => {
    expect(parseX12(text).issues.length).toBeGreaterThan(0);
  });

  it('of very many lines', () => {
    const lines = 'W01*1*EA**VN*A~'.repeat(60_000);
    const decoded = decodeX12(file('~').replace('ST*945', 'ST*940').replace('W06*N*1~', `W05*N*1~${lines}`), { source: 's', timeZone: 'UTC' });
    expect(decoded.events).toHaveLength(60_000);
  });
});

const documents = (path: string) => parseX12(readFileSync(path)).interchanges.flatMap(({ groups }) => groups.flatMap(({ transactions }) => transactions));
const ediFiles = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.edi')).sort();

describeWithShared('real warehouse messages', ['data/edi'], (folder) => {
  it('are nine, and all are read', () => {
    expect(ediFiles(folder)).toHaveLength(9);
    for (const name of ediFiles(folder)) expect(documents(join(folder, name)).length).toBeGreaterThan(0);
  });

  it('state seven totals of quantities, of which six agree and one does not', () => {
    const totals = ediFiles(folder).flatMap((name) => documents(join(folder, name)).flatMap((document) => controlTotals(document).filter(({ of }) => of === 'quantity').map(({ stated, counted, agrees }) => ({ name, stated, counted, agrees }))));
    expect(totals.filter(({ agrees }) => agrees)).toHaveLength(6);
    expect(totals.filter(({ agrees }) => !agrees)).toEqual([{ name: '856-asn-1.edi', stated: '5', counted: '24', agrees: false }]);
  });

  it('have the segments that the senders counted, where they counted well', () => {
    const counts = Object.fromEntries(ediFiles(folder).map((name) => [name, documents(join(folder, name)).map(({ statedSegments, countedSegments }) => [statedSegments, countedSegments])]));
    expect(counts).toEqual({
      '850-square-feet.edi': [[87, 87], [95, 95]], '856-asn-1.edi': [[36, 18]], '856-asn-3.edi': [[12, 14]], '856-asn-5.edi': [[13, 17]], '856-asn-retail.edi': [[31, 31]],
      '894-delivery-1.edi': [[10, 10], [10, 10]], '940-order-lots.edi': [[29, 29]], '940-order-pieces.edi': [[34, 34]], '945-ship-advice.edi': [[12, 16]],
    });
  });
});

describeWithShared('gathered samples of thirteen sets', ['contracts/x12/samples'], (folder) => {
  it.each(ediFiles(folder))('%s is read, its facts are recordable', (name) => {
    const decoded = decodeX12(readFileSync(join(folder, name)), { source: 'partner', timeZone: 'America/Chicago', transitDays: 1, sdqMeasure: 'onHand', location: 'DC', unit: 'EA' });
    expect(decoded.documents.length).toBeGreaterThan(0);
    expect(decoded.issues.filter(({ code }) => code === 'x12.bad_segment' || code === 'x12.no_interchange')).toEqual([]);
  });

  it('have the segments that the senders counted, but for the four that are known not to', () => {
    const off = ediFiles(folder).filter((name) => documents(join(folder, name)).some(({ statedSegments, countedSegments }) => statedSegments !== countedSegments));
    expect(off).toEqual(['856-x12types-1.edi', '940-malformed-1.edi', '945-simplot-body.edi', '945-waqe-1.edi']);
  });
});
