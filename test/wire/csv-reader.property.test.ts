import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvReader, type CsvFault, type CsvRow } from '../../src/wire/index.js';

const fields = fc.array(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '1') }), { minLength: 2, maxLength: 4 }), { maxLength: 20 });
const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

function read(pieces: readonly string[]): readonly (CsvRow | CsvFault)[] {
  const reader = csvReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

function cut(text: string, places: readonly number[]): readonly string[] {
  const at = [...new Set([0, ...places.map((place) => place % (text.length + 1)), text.length])].sort((left, right) => left - right);
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

describe('a reader of comma-separated values', () => {
  it('reads back what was written, however the text is cut', () => {
    fc.assert(fc.property(fields, fc.array(fc.nat(), { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (records, places, lineEnd) => {
      const text = records.map((record) => record.map(quoted).join(',') + lineEnd).join('');
      expect(read(cut(text, places)).map((row) => (row.ok ? row.fields : row))).toEqual(records);
    }));
  });

  it('finds the same rows and faults in any text, however it is cut', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 200 }), fc.array(fc.nat(), { maxLength: 8 }), (text, places) => {
      expect(read(cut(text, places))).toEqual(read([text]));
    }));
  });
});
