import { describe, expect, it } from 'vitest';
import { compareKeys, describeKey, KEY_PARTS, keyOf, keyText, otherSide, statementKey, type PartialKey } from '../../src/reconciliation/index.js';

const full = statementKey({ item: 'TEA', location: 'W1', state: 'damaged', lot: 'L1', serial: 'S1', owner: 'O1', unit: 'EA' });

describe('a key', () => {
  it('has all parts, empty where they are left out', () => {
    expect(Object.keys(statementKey({}))).toEqual([...KEY_PARTS]);
    expect(Object.values(statementKey({ item: 'TEA', owner: undefined }))).toEqual(['TEA', '', '', '', '', '', '']);
    expect(Object.values(full)).toEqual(['TEA', 'W1', 'damaged', 'L1', 'S1', 'O1', 'EA']);
  });

  it('is described by the parts that say something', () => {
    expect(describeKey(full)).toBe('TEA W1 damaged L1 S1 O1 EA');
    expect(describeKey(statementKey({ item: 'TEA', unit: 'EA' }))).toBe('TEA EA');
    expect(describeKey(statementKey({}))).toBe('');
  });

  it('keeps its unit and the parts that are asked for', () => {
    expect(keyOf(full, ['lot', 'item'])).toEqual(statementKey({ item: 'TEA', lot: 'L1', unit: 'EA' }));
    expect(keyOf(full, [])).toEqual(statementKey({ unit: 'EA' }));
  });

  it('has a text of its own, however its words are spread over its parts', () => {
    expect(keyText(statementKey({ item: 'AB' }))).not.toBe(keyText(statementKey({ item: 'A', location: 'B' })));
    expect(keyText(statementKey({ lot: 'A' }))).not.toBe(keyText(statementKey({ serial: 'A' })));
    expect(keyText(full)).toBe(keyText({ ...full }));
  });
});

describe('the order of keys', () => {
  it.each<[rule: string, one: PartialKey, other: PartialKey, order: number]>([
    ['is none between equal keys', { item: 'A', lot: 'L' }, { item: 'A', lot: 'L' }, 0],
    ['goes by the item', { item: 'A' }, { item: 'B' }, -1],
    ['goes by the item before all others', { item: 'B' }, { item: 'A', location: 'Z', unit: 'Z' }, 1],
    ['then by the place', { item: 'A', location: 'W1', state: 'z' }, { item: 'A', location: 'W2', state: 'a' }, -1],
    ['at last by the unit', { item: 'A', unit: 'KGM' }, { item: 'A', unit: 'EA' }, 1],
    ['puts a part left out first', { item: 'A', lot: '' }, { item: 'A', lot: '0' }, -1],
    ['puts capitals before small letters', { item: 'a' }, { item: 'B' }, 1],
  ])('%s', (_, one, other, order) => {
    expect(compareKeys(statementKey(one), statementKey(other))).toBe(order);
  });
});

it('each side has the other', () => {
  expect([otherSide('left'), otherSide('right')]).toEqual(['right', 'left']);
});
