import { assert } from '../foundation/index.js';

/**
 * The identities of recorded facts and the hashes of what they said, in open addressing over one array of words: 32 bytes an entry, 43 to 86 with the
 * free places. Exact as 128-bit digests are: no filter, no window.
 */
export interface IdentityTable {
  size: number;
  /** Eight words an entry: four of the identity's digest, four of the content's. An entry whose first word is 0 is free. */
  words: Uint32Array;
}

const ENTRY = 8;
const START_ENTRIES = 64;

/** A table with nothing in it. */
export function startIdentityTable(): IdentityTable {
  return { size: 0, words: new Uint32Array(START_ENTRIES * ENTRY) };
}

/** The content hash recorded under an identity; both are 32 hexadecimal digits. */
export function findIdentity(table: IdentityTable, identity: string): string | undefined {
  const place = placeOf(table.words, readDigest(identity, 0), readDigest(identity, 1), readDigest(identity, 2), readDigest(identity, 3));
  if (table.words[place] === 0) return undefined;
  return [4, 5, 6, 7].map((offset) => ((table.words[place + offset]!) >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Records an identity and its content hash. Returns false if the identity is there already; the first stands. */
export function addIdentity(table: IdentityTable, identity: string, fingerprint: string): boolean {
  if ((table.size + 1) * 4 > (table.words.length / ENTRY) * 3) grow(table);
  const words = [0, 1, 2, 3].map((index) => readDigest(identity, index)) as [number, number, number, number];
  const place = placeOf(table.words, ...words);
  if (table.words[place] !== 0) return false;
  for (let index = 0; index < 4; index++) {
    table.words[place + index] = words[index]!;
    table.words[place + 4 + index] = readContent(fingerprint, index);
  }
  table.size++;
  return true;
}

/** Every entry as identity and content hash, in order of identity. */
export function listIdentities(table: IdentityTable): readonly (readonly [identity: string, fingerprint: string])[] {
  const entries: [string, string][] = [];
  for (let place = 0; place < table.words.length; place += ENTRY) {
    if (table.words[place] === 0) continue;
    const hex = Array.from(table.words.subarray(place, place + ENTRY), (word) => word.toString(16).padStart(8, '0')).join('');
    entries.push([hex.slice(0, 32), hex.slice(32)]);
  }
  return entries.sort((left, right) => (left[0] < right[0] ? -1 : 1));
}

/** Bytes taken by the table. */
export function identityTableBytes(table: IdentityTable): number {
  return table.words.byteLength;
}

function grow(table: IdentityTable): void {
  const { words } = table;
  const grown = new Uint32Array(words.length * 2);
  for (let place = 0; place < words.length; place += ENTRY) {
    if (words[place] === 0) continue;
    const target = placeOf(grown, words[place]!, words[place + 1]!, words[place + 2]!, words[place + 3]!);
    grown.set(words.subarray(place, place + ENTRY), target);
  }
  table.words = grown;
}

/** Where the entry of an identity is, or the free place where it belongs. */
function placeOf(words: Uint32Array, first: number, second: number, third: number, fourth: number): number {
  const mask = words.length / ENTRY - 1;
  for (let entry = second & mask; ; entry = (entry + 1) & mask) {
    const place = entry * ENTRY;
    if (words[place] === 0) return place;
    if (words[place] === first && words[place + 1] === second && words[place + 2] === third && words[place + 3] === fourth) return place;
  }
}

/** One word of an identity's digest; the first is never 0, which marks a free place. */
function readDigest(hex: string, index: number): number {
  const word = readContent(hex, index);
  return index === 0 && word === 0 ? 1 : word;
}

function readContent(hex: string, index: number): number {
  assert(hex.length === 32, 'A digest has 32 hexadecimal digits');
  return parseInt(hex.slice(index * 8, index * 8 + 8), 16);
}
