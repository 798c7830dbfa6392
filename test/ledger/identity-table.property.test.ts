import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listIdentities } from '../../src/ledger/identity-table.js';
import { addIdentity, findIdentity, identityTableBytes, startIdentityTable } from '../../src/ledger/index.js';
import { runs } from '../runs.js';

// The first word of an identity is never zero inside; here it starts at two, so that no two keys are made one.
const word = fc.constantFrom('00000000', '00000001', '00000041', '7fffffff', 'ffffffff', '80000000');
const identities = fc.tuple(fc.constantFrom('00000002', '80000000', 'ffffffff'), word, word, word).map((words) => words.join(''));
const contents = fc.tuple(word, word, word, word).map((words) => words.join(''));

describe('an identity table', () => {
  it('answers as a map would, also where many identities want the same place', () => {
    fc.assert(fc.property(fc.array(fc.tuple(identities, contents), { maxLength: 400 }), fc.array(identities), (entries, probes) => {
      const table = startIdentityTable();
      const map = new Map<string, string>();
      for (const [identity, content] of entries) {
        expect(addIdentity(table, identity, content)).toBe(!map.has(identity));
        if (!map.has(identity)) map.set(identity, content);
        expect(findIdentity(table, identity)).toBe(map.get(identity));
      }
      expect(table.size).toBe(map.size);
      for (const probe of [...probes, ...map.keys()]) expect(findIdentity(table, probe)).toBe(map.get(probe));
      expect(listIdentities(table)).toEqual([...map].sort(([left], [right]) => (left < right ? -1 : 1)));
    }), { numRuns: runs(100) });
  });

  it('an identity whose digest begins with zeros is kept like any other', () => {
    const table = startIdentityTable();
    const zeros = '0'.repeat(32);
    expect(findIdentity(table, zeros)).toBeUndefined();
    expect(addIdentity(table, zeros, 'f'.repeat(32))).toBe(true);
    expect(addIdentity(table, zeros, 'e'.repeat(32))).toBe(false);
    expect(findIdentity(table, zeros)).toBe('f'.repeat(32));
  });

  it('takes 43 to 86 bytes an entry once it has grown', () => {
    const table = startIdentityTable();
    for (let index = 0; index < 50_000; index++) {
      addIdentity(table, (index * 2_654_435_761 % 2 ** 32 + 2).toString(16).padStart(16, '0').padEnd(32, '7'), 'a'.repeat(32));
      if (index > 100) {
        const perEntry = identityTableBytes(table) / table.size;
        if (perEntry < 42 || perEntry > 87) expect.fail(`${perEntry} bytes an entry at ${table.size}`);
      }
    }
    expect(table.size).toBe(50_000);
  });

  it('only digests are taken', () => {
    expect(() => addIdentity(startIdentityTable(), 'abc', 'f'.repeat(32))).toThrow();
    expect(() => findIdentity(startIdentityTable(), '')).toThrow();
  });
});
