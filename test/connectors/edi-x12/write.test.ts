import { describe, expect, it } from 'vitest';
import { decodeX12, parseX12, write846, write997, writeX12, x12Text, type X12Figure } from '../../../src/connectors/edi-x12/index.js';

const envelope = { sender: { qualifier: 'ZZ', id: 'FERNTRADING' }, receiver: { qualifier: '01', id: '049351117' }, controlNumber: 42, at: '2026-09-14T09:15:30-05:00' };
const figure = (id: string, amount: string, measure: X12Figure['measure'] = 'available', location = 'LAKE-1'): X12Figure => ({ item: { qualifier: 'VN', id }, location, measure, amount, unit: 'EA' });
const options = { envelope, reference: 'INV-7', asOf: '2026-09-14T09:00:00-05:00' };

describe('846', () => {
  const figures = [figure('TEA-100', '95'), figure('TEA-100', '120', 'onHand'), figure('POT-01', '2.5'), figure('TEA-100', '7', 'available', 'HARB-2')];

  it('is written with a header of 106 characters and counts that hold', () => {
    const { text, issues } = write846(figures, options);
    expect(issues).toEqual([]);
    expect(text.split('\n')).toEqual([
      'ISA*00*          *00*          *ZZ*FERNTRADING    *01*049351117      *260914*0915*U*00401*000000042*0*P*>~',
      'GS*IB*FERNTRADING*049351117*20260914*0915*42*X*004010~', 'ST*846*0001~', 'BIA*00*SI*INV-7*20260914*0900~',
      'N1*WH**92*LAKE-1~', 'LIN*1*VN*TEA-100~', 'QTY*33*95*EA~', 'QTY*17*120*EA~', 'LIN*2*VN*POT-01~', 'QTY*33*2.5*EA~',
      'N1*WH**92*HARB-2~', 'LIN*3*VN*TEA-100~', 'QTY*33*7*EA~', 'CTT*3~', 'SE*13*0001~', 'GE*1*42~', 'IEA*1*000000042~', '',
    ]);
    expect(text.split('\n')[0]).toHaveLength(106);
    expect(parseX12(text).issues).toEqual([]);
  });

  it('reads back as the figures it was written from', () => {
    const { statements, issues } = decodeX12(write846(figures, options).text, { source: 'us', timeZone: 'America/Chicago' });
    expect(issues).toEqual([]);
    expect(statements.map(({ measure, full, asOf }) => [measure, full, asOf])).toEqual([['available', true, '2026-09-14T14:00:00.000Z'], ['onHand', true, '2026-09-14T14:00:00.000Z']]);
    expect(statements[0]?.rows.map(({ item, location, quantity }) => [item, location, quantity.amount])).toEqual([['TEA-100', 'LAKE-1', '95'], ['POT-01', 'LAKE-1', '2.5'], ['TEA-100', 'HARB-2', '7']]);
  });

  it('leaves out what contradicts itself, has no code or is no amount', () => {
    const { issues, text } = write846([figure('A', '1'), figure('A', '2'), figure('B', '1', 'safetyStock'), figure('C', 'x'), figure('D', '4')], options);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['publish.repeated', '$[0]'], ['publish.repeated', '$[1]'], ['x12.no_measure_code', '$[2]'], ['publish.no_amount', '$[3]']]);
    expect(text).toContain('CTT*1~');
  });

  it('does not let an identifier break out of its element', () => {
    const { text } = write846([figure('A*B~SE*1', '1')], options);
    expect(text).toContain('LIN*1*VN*A B SE 1~');
    expect(parseX12(text).issues).toEqual([]);
  });
});

describe('997', () => {
  it('accepts a group that was counted well, and notes errors in one that was not', () => {
    const group = (text: string) => {
      const found = parseX12(text).interchanges[0]?.groups[0];
      if (found === undefined) throw new Error('no group');
      return found;
    };
    const { text } = write846([figure('A', '1')], options);
    const answer = write997(group(text), envelope);
    expect(answer.split('\n').slice(2, 8)).toEqual(['ST*997*0001~', 'AK1*IB*42~', 'AK2*846*0001~', 'AK5*A~', 'AK9*A*1*1*1~', 'SE*6*0001~']);
    expect(parseX12(answer).issues).toEqual([]);
    expect(write997(group(text.replace('SE*7', 'SE*8')), envelope)).toContain('AK5*E~\nAK9*E*1*1*1~');
    expect(write997(group(text), envelope, () => 'R')).toContain('AK5*R~\nAK9*R*1*1*0~');
  });
});

describe('the writer', () => {
  it('refuses what does not fit an envelope', () => {
    const write = (change: object) => () => writeX12('FA', [], { ...envelope, ...change });
    expect(write({ controlNumber: 0 })).toThrow(TypeError);
    expect(write({ controlNumber: 1_000_000_000 })).toThrow(TypeError);
    expect(write({ sender: { qualifier: 'ZZ', id: 'X'.repeat(16) } })).toThrow(TypeError);
    expect(write({ sender: { qualifier: 'ZZ', id: 'A*B' } })).toThrow(TypeError);
    expect(write({ at: '2026-09-14' })).toThrow(TypeError);
    expect(() => writeX12('FA', [{ set: '997', segments: [['AK1', 'A~B']] }], envelope)).toThrow(TypeError);
  });

  it('cleans a text of separators and of what is not printable', () => {
    expect(x12Text(' Tea*for>two~é\n')).toBe('Tea for two');
  });
});
