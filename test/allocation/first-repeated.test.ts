import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstRepeated } from '../../src/allocation/first-repeated.js';
import { hash32 } from '../../src/foundation/index.js';
import { runs } from '../runs.js';

const itself = (name: string): string => name;

/** As many names with one hash as asked for, built like an attacker would: pairs that collide behind a prefix, chained. */
function colliding(pairs: number): string[] {
  let names = [''];
  for (let pair = 0; pair < pairs; pair++) {
    const seen = new Map<number, string>();
    for (let suffix = 0; ; suffix++) {
      const text = suffix.toString(36);
      const other = seen.get(hash32(`${names[0]!}${text}`));
      seen.set(hash32(`${names[0]!}${text}`), text);
      if (other === undefined) continue;
      names = names.flatMap((name) => [`${name}${other}`, `${name}${text}`]);
      break;
    }
  }
  return names;
}

describe('the first name that occurs a second time', () => {
  it.each<[string, string[], number]>([
    ['none of none', [], -1], ['none of one', ['a'], -1], ['among few', ['a', 'b', 'a', 'b'], 2], ['next to itself', ['a', 'a'], 1], ['none among few', ['a', 'b', 'c'], -1],
    ['among many', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'c', 'a'], 11], ['at the end', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'k'], 11], ['none among many', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'], -1],
    ['eight are few', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'g'], 7], ['nine are many', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'h'], 8],
  ])('%s', (_, names, expected) => expect(firstRepeated(names, itself)).toBe(expected));

  it('is what comparing all with all finds', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ maxLength: 2 }), fc.nat(300).map(String)), { maxLength: 60 }), (names) => {
      expect(firstRepeated(names, itself)).toBe(names.findIndex((name, index) => names.indexOf(name) < index));
    }), { numRuns: runs(1000) });
  });

  it('takes no longer for names that are made to collide', () => {
    const names = colliding(8);
    expect(new Set(names.map((name) => hash32(name))).size).toBe(1);
    expect(new Set(names).size).toBe(256);
    let read = 0;
    const counted = (name: string): string => {
      read++;
      return name;
    };
    expect(firstRepeated(names, counted)).toBe(-1);
    expect(read).toBeLessThan(names.length * 12);
    expect(firstRepeated([...names, names[100]!, names[7]!], itself)).toBe(256);
  });

  it('needs one look at a name that collides with none', () => {
    let read = 0;
    const names = Array.from({ length: 5000 }, (_, index) => `CH-${index}`);
    expect(firstRepeated(names, (name) => (read++, name))).toBe(-1);
    expect(read).toBeLessThan(names.length * 2);
  });
});
