import { describe, expect, it } from 'vitest';
import { AMOUNT_LENGTH_MAX, canonicalAmount, isCanonicalAmount, parseAmount, PARTNER_AMOUNT_LENGTH_MAX } from '../../src/quantity/index.js';

const CANONICAL = ['0', '1', '-1', '10', '12.5', '-12.5', '0.5', '-0.5', '0.001', '100.01', '1.000000001', '9'.repeat(40), `0.${'1'.repeat(38)}`];
/** What it is, and what a partner meant by it, if that can be told. */
const OTHERS: readonly [string, string | undefined][] = [
  ['', undefined], ['-', undefined], ['+', undefined], ['.', undefined], ['-.', undefined], ['1.2.3', undefined], ['1-', undefined], ['--1', undefined], ['+-1', undefined],
  ['NaN', undefined], ['Infinity', undefined], ['-Infinity', undefined], ['1e3', undefined], ['1E3', undefined], ['0x10', undefined], ['0b1', undefined],
  [' 1', undefined], ['1 ', undefined], ['1,5', undefined], ['1,000', undefined], ['1_000', undefined], ['１', undefined], ['٣', undefined], ['1\n', undefined], ['\u00a01', undefined],
  ['/', undefined], [':', undefined], ['1/2', undefined], ['1:2', undefined], ['1./', undefined], ['0.1:', undefined], ['0.:1', undefined], ['0./1', undefined],
  ['12.50', '12.5'], ['007', '7'], ['00', '0'], ['00.5', '0.5'], ['+1', '1'], ['.5', '0.5'], ['-.5', '-0.5'], ['5.', '5'], ['0.0', '0'], ['-0', '0'], ['-0.00', '0'], ['1.0', '1'],
  ['-007.50', '-7.5'], ['01', '1'], ['-01.5', '-1.5'],
];

describe('isCanonicalAmount', () => {
  it.each(CANONICAL)('takes %s', (text) => {
    expect(isCanonicalAmount(text)).toBe(true);
    expect(parseAmount(text)).toBe(text);
    expect(canonicalAmount(text)).toBe(text);
  });

  it.each(OTHERS.map(([text]) => text))('refuses %j', (text) => {
    expect(isCanonicalAmount(text)).toBe(false);
    expect(() => parseAmount(text)).toThrow(expect.objectContaining({ code: 'quantity.malformed' }));
  });

  it(`refuses more than ${AMOUNT_LENGTH_MAX} characters`, () => {
    expect(isCanonicalAmount('1'.repeat(AMOUNT_LENGTH_MAX))).toBe(true);
    expect(isCanonicalAmount('1'.repeat(AMOUNT_LENGTH_MAX + 1))).toBe(false);
    expect(isCanonicalAmount(`-${'1'.repeat(AMOUNT_LENGTH_MAX)}`)).toBe(false);
  });
});

describe('parseAmount', () => {
  it('says what the amount should have been', () => {
    expect(() => parseAmount('12.50')).toThrow('"12.50" is not a canonical amount: its canonical text is "12.5"');
    expect(() => parseAmount('1e3')).toThrow('"1e3" is not a canonical amount: expected plain decimal digits such as "12.5"');
  });

  it('does not echo megabytes', () => {
    const caught = (() => {
      try {
        parseAmount('9'.repeat(1_000_000));
      } catch (error) {
        return error as Error & { details: unknown };
      }
      return undefined;
    })();
    expect(caught?.message).toBe(`"${'9'.repeat(40)}…" is not a canonical amount: expected plain decimal digits such as "12.5"`);
    expect(caught?.details).toEqual({ length: 1_000_000 });
    expect(() => parseAmount(`+${'9'.repeat(AMOUNT_LENGTH_MAX - 1)}`)).toThrow(`"+${'9'.repeat(AMOUNT_LENGTH_MAX - 1)}" is not`);
  });

  it('names the kind of a value that is no text', () => {
    expect(() => parseAmount(12 as unknown as string)).toThrow('An amount is a decimal text, not a number');
    expect(() => parseAmount(null as unknown as string)).toThrow('An amount is a decimal text, not a null');
    expect(() => parseAmount(undefined as unknown as string)).toThrow('An amount is a decimal text, not a undefined');
  });
});

describe('canonicalAmount', () => {
  it.each(OTHERS)('%j becomes %j', (text, meant) => {
    expect(canonicalAmount(text)).toBe(meant);
  });

  it('bounds what it reads and what it returns', () => {
    expect(canonicalAmount(`1${'0'.repeat(PARTNER_AMOUNT_LENGTH_MAX - 1)}`)).toBeUndefined();
    expect(canonicalAmount(`${'0'.repeat(PARTNER_AMOUNT_LENGTH_MAX - 1)}1`)).toBe('1');
    expect(canonicalAmount(`${'0'.repeat(PARTNER_AMOUNT_LENGTH_MAX)}1`)).toBeUndefined();
    expect(canonicalAmount('9'.repeat(AMOUNT_LENGTH_MAX))).toBe('9'.repeat(AMOUNT_LENGTH_MAX));
    expect(canonicalAmount('9'.repeat(AMOUNT_LENGTH_MAX + 1))).toBeUndefined();
  });

  it('keeps every digit that decimal.js would round away by default', () => {
    expect(canonicalAmount('1234567890123456789012345.50')).toBe('1234567890123456789012345.5');
    expect(canonicalAmount('1000000000000000000000000000000')).toBe('1000000000000000000000000000000');
    expect(canonicalAmount('0.00000000000000000000000000010')).toBe('0.0000000000000000000000000001');
  });
});
