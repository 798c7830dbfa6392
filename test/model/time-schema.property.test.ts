import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseInstant } from '../../src/foundation/index.js';
import { isInstantText } from '../../src/model/time-schema.js';

const usual = '2026-02-28T23:59:59.999Z';

it('an instant is what parseInstant reads, neither more nor less', () => {
  const two = fc.constantFrom('00', '01', '02', '12', '13', '23', '24', '28', '29', '30', '31', '32', '59', '60', '0a', '-1');
  const built = fc.tuple(fc.constantFrom('2026', '2024', '0000', '0001', '9999', '20x6'), two, two, fc.constantFrom('T', 't', ' '), two, two, two, fc.constantFrom('', '.5', '.123', '.12a', ',123', '.123456'), fc.constantFrom('Z', 'z', '+00:00', '-01:30', ''))
    .map(([year, month, day, separator, hour, minute, second, fraction, offset]) => `${year}-${month}-${day}${separator}${hour}:${minute}:${second}${fraction}${offset}`);
  const edited = fc.tuple(fc.constantFrom(usual, '2026-02-28T23:59:59Z'), fc.nat(24), fc.constantFrom('', '0', '9', '/', ':', '-', 'T', 'Z', ' ', 'é'))
    .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at + 1));
  fc.assert(fc.property(fc.oneof(built, edited, fc.string()), (text) => {
    expect(isInstantText(text)).toBe(parseInstant(text) !== undefined);
  }), { numRuns: 5000 });
});

it('the usual spellings are instants', () => {
  for (const text of [usual, '2026-02-28T23:59:59Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z']) expect(isInstantText(text)).toBe(true);
});
