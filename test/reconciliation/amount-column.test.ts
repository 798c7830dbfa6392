import { describe, expect, it } from 'vitest';
import { amountText, decimalOf, setAmount, setShortAmount, SHORT_DIGITS_MAX, startAmountColumn, wholeOf, type AmountColumn } from '../../src/reconciliation/amount-column.js';
import { commonScale, exactAmount, scaledAmount } from '../../src/reconciliation/common-scale.js';
import { addDecimalTexts, exactOf, exactText, negateDecimalText } from '../../src/reconciliation/decimal-sum.js';

function columnOf(...amounts: string[]): AmountColumn {
  const column = startAmountColumn(1);
  amounts.forEach((amount, row) => expect(setAmount(column, row, amount)).toBe(true));
  return column;
}

describe('an amount in a column', () => {
  it.each<[amount: string, mantissa: number, places: number]>([
    ['0', 0, 0], ['7', 7, 0], ['-7', -7, 0], ['0.5', 5, 1], ['-0.05', -5, 2], ['12.75', 1275, 2], ['999999999999999', 999_999_999_999_999, 0], ['-999999999999999', -999_999_999_999_999, 0],
    ['99999999999999.9', 999_999_999_999_999, 1], ['-99999999999999.9', -999_999_999_999_999, 1], ['9.99999999999999', 999_999_999_999_999, 14], ['-9.99999999999999', -999_999_999_999_999, 14], ['-1.2345678901234', -12_345_678_901_234, 13],
  ])('of at most fifteen digits is a number: %s', (amount, mantissa, places) => {
    const column = columnOf('1', amount);
    expect([column.mantissas[1], column.places[1], column.long.size]).toEqual([mantissa, places, 0]);
    expect(amountText(column, 1)).toBe(amount);
  });

  it.each(['1000000000000000', '-1000000000000000', '100000000000000.5', '0.123456789012345', '-0.123456789012345', '9007199254740993', '1.00000000000000000001'])('of more is kept as it is written: %s', (amount) => {
    const column = columnOf('1', amount);
    expect([column.mantissas[1], column.places[1], column.long.get(1)]).toEqual([Number.NaN, 0, amount]);
    expect(amountText(column, 1)).toBe(amount);
  });

  it.each(['', '-', '.', '-.', '-0', '00', '01', '1.', '.5', '1.0', '0.0', '1.2.3', '+1', '1e3', ' 1', '1 ', '1,5', 'x', '0x1', '-00000000000000000', '1000000000000000.0', '00000000000000001', '1'.repeat(41)])('that is none is not set: %o', (text) => {
    const column = columnOf('5', '6');
    expect(setAmount(column, 1, text)).toBe(false);
    expect(amountText(column, 1)).toBe('6');
  });

  it('is counted among the greatest of its places, without its sign', () => {
    const { greatest } = columnOf('0.1', '-12', '7', '0.25', '-0.3', '123456789012345678');
    expect([...greatest]).toEqual([12, 3, 25, ...Array.from({ length: SHORT_DIGITS_MAX - 2 }, () => -1)]);
    expect([...columnOf('0').greatest.subarray(0, 2)]).toEqual([0, -1]);
    expect([...startAmountColumn(1).greatest]).toEqual(Array.from({ length: SHORT_DIGITS_MAX + 1 }, () => -1));
  });

  it('of zero is zero, whichever way it is set', () => {
    const column = startAmountColumn(1);
    setShortAmount(column, 0, -0, 0);
    expect(column.greatest[0] === 0).toBe(true);
    expect(amountText(column, 0)).toBe('0');
  });

  it('stays where it is while the column grows', () => {
    const column = columnOf(...Array.from({ length: 300 }, (_, row) => `${row}.${(row % 9) + 1}`));
    expect(Array.from({ length: 300 }, (_, row) => amountText(column, row))).toEqual(Array.from({ length: 300 }, (_, row) => `${row}.${(row % 9) + 1}`));
  });
});

describe('whole numbers at a scale', () => {
  it.each<[value: bigint, places: number, text: string]>([
    [0n, 0, '0'], [0n, 3, '0'], [5n, 0, '5'], [-5n, 0, '-5'], [5n, 1, '0.5'], [-5n, 1, '-0.5'], [5n, 3, '0.005'], [1500n, 2, '15'], [-1500n, 3, '-1.5'], [120n, 2, '1.2'], [100n, 2, '1'],
  ])('%s of 10^-%i is %s', (value, places, text) => {
    expect(decimalOf(value, places)).toBe(text);
    expect(wholeOf(text, places)).toBe(value);
  });

  it('are written as amounts of up to 40 characters, and refused beyond', () => {
    expect(decimalOf(10n ** 39n, 0)).toBe(`1${'0'.repeat(39)}`);
    expect(() => decimalOf(10n ** 40n, 0)).toThrow(expect.objectContaining({ code: 'quantity.overflow', message: `A sum takes more than 40 characters: 1${'0'.repeat(39)}…` }));
  });

  it('add, and turn their sign', () => {
    expect(exactText(exactOf('-12.000000000000000000000000000000000001'))).toBe('-12.000000000000000000000000000000000001');
    expect([addDecimalTexts('0.1', '0.2'), addDecimalTexts('1', '-1'), addDecimalTexts('-0.5', '0.25')]).toEqual(['0.3', '0', '-0.25']);
    expect([negateDecimalText('0'), negateDecimalText('5'), negateDecimalText('-0.5')]).toEqual(['0', '-5', '0.5']);
  });
});

describe('the common scale', () => {
  it.each<[rule: string, columns: string[][], places: number, exactPlaces: number]>([
    ['of nothing is whole', [[], []], 0, 0],
    ['of whole amounts is whole', [['1', '-7'], ['3']], 0, 0],
    ['is that of the finest amount', [['1', '0.5'], ['0.125']], 3, 3],
    ['is that of the finest amount, whichever side has it', [['0.125'], ['1', '0.5']], 3, 3],
    ['passes over places that no amount has', [['0.5', '0.00005'], []], 5, 5],
    ['goes to the fifteenth place', [['0'], ['-0.9999999999999']], 13, 13],
    ['leaves out places at which a greater amount is no safe integer any more', [['900719925474099', '0.5'], ['0.25']], 1, 2],
    ['keeps an amount that is still a safe integer there', [['900719925474099'], ['0.1']], 1, 1],
    ['leaves out what is just too great', [['900719925474100', '0.1'], []], 0, 1],
    ['leaves out what is too great on the other side', [['0.1'], ['900719925474100']], 0, 1],
    ['counts sizes, not signs', [['-900719925474100', '0.1'], []], 0, 1],
    ['takes the places of long amounts into the exact scale alone', [['1', '0.1234567890123456789'], ['0.5']], 1, 19],
    ['counts places of a long amount behind its point', [['123456789012345.678'], []], 0, 3],
    ['does not mind long amounts that are whole', [['12345678901234567890'], ['0.5']], 1, 1],
    ['takes the finest of several long amounts', [['12345678901234.567', '123456789012345.6'], ['1234567890123456.78']], 0, 3],
  ])('%s', (_, columns, places, exactPlaces) => {
    expect(commonScale(columns.map((amounts) => columnOf(...amounts)))).toEqual({ places, exactPlaces });
  });

  it('is the scale at which amounts are safe integers, and at which all are whole', () => {
    const column = columnOf('5', '-0.5', '0.125', '123456789012345678.25');
    const at = (scale: number): number[] => [0, 1, 2, 3].map((row) => scaledAmount(column, row, scale));
    expect(at(0)).toEqual([5, Number.NaN, Number.NaN, Number.NaN]);
    expect(at(1)).toEqual([50, -5, Number.NaN, Number.NaN]);
    expect(at(3)).toEqual([5000, -500, 125, Number.NaN]);
    expect([0, 1, 2, 3].map((row) => exactAmount(column, row, 3))).toEqual([5000n, -500n, 125n, 123_456_789_012_345_678_250n]);
  });
});
