import { describe, expect, it } from 'vitest';
import { addIdentity, findIdentity, identityTableBytes, listIdentities, startIdentityTable } from '../../src/ledger/identity-table.js';

const hex = (...words: readonly number[]): string => words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
/** Eight identities share each place of their search, and each word tells some of them apart. */
const identityOf = (number: number): string => hex(1 + Math.floor(number / 4), number >> 3, number % 2, number % 4);
const contentOf = (number: number): string => hex(number, 0, number * 7, 0xffffffff);

describe('a table of identities', () => {
  it('finds every one of many, however often it grew, and nothing else', () => {
    const table = startIdentityTable();
    const numbers = Array.from({ length: 1000 }, (_, number) => number);
    for (const number of numbers) expect(addIdentity(table, identityOf(number), contentOf(number))).toBe(true);
    expect(numbers.filter((number) => findIdentity(table, identityOf(number)) !== contentOf(number))).toEqual([]);
    expect(numbers.filter((number) => addIdentity(table, identityOf(number), contentOf(number + 1)))).toEqual([]);
    expect(findIdentity(table, hex(1, 0, 1, 2))).toBeUndefined();
    expect(table.size).toBe(1000);
    const listed = listIdentities(table);
    expect(listed).toEqual(numbers.map((number) => [identityOf(number), contentOf(number)]).sort(([one], [other]) => (one! < other! ? -1 : 1)));
  });

  it('grows to twice its size when three quarters are taken, and no sooner', () => {
    const table = startIdentityTable();
    const sizes = Array.from({ length: 97 }, (_, number) => {
      addIdentity(table, identityOf(number), contentOf(number));
      return identityTableBytes(table);
    });
    expect([sizes[0], sizes[47], sizes[48], sizes[95], sizes[96]]).toEqual([2048, 2048, 4096, 4096, 8192]);
  });

  it.each(['', 'ab', '0'.repeat(31), '0'.repeat(33)])('takes no digest of another length: %j', (digest) => {
    expect(() => addIdentity(startIdentityTable(), digest, hex(1, 2, 3, 4))).toThrow('A digest has 32 hexadecimal digits');
    expect(() => findIdentity(startIdentityTable(), digest)).toThrow(TypeError);
  });
});
