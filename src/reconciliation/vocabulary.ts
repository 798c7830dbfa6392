import { isIdentifier } from '../foundation/index.js';

/** A number for each distinct text, in the order they were first met; the empty text is 0. */
export interface Vocabulary {
  /** How many texts it has. */
  readonly size: number;
  /** The number of a text; -1 if the text is no identifier. */
  intern(text: string): number;
  /**
   * The number of the text in `bytes[from, to)`, UTF-8; -1 if it is no identifier or no UTF-8. `hash` is the bytes' {@link hashBytes}, or that of the bytes run
   * through {@link hashByte} one by one.
   */
  internBytes(bytes: Uint8Array, from: number, to: number, hash: number): number;
  /** The number of a text, or -1 if it is not here. */
  lookup(text: string): number;
  /** The number of a text that another vocabulary has, or -1 if it is not here. */
  find(other: Vocabulary, id: number): number;
  /** The text of a number. */
  text(id: number): string;
  /** What the numbers stand for, as bytes; for {@link Vocabulary.find}. */
  readonly store: VocabularyStore;
}

/** The texts of a vocabulary as it keeps them: the bytes of all of them end to end. */
export interface VocabularyStore {
  bytes: Uint8Array;
  /** Where the text of a number begins; it ends where the next one begins. */
  begins: Int32Array;
  hashes: Int32Array;
}

/** The hash before the first byte. */
export const HASH_START = 0x811c9dc5 | 0;

/** Takes one more byte into a hash. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** The hash of bytes. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_START;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  return hash;
}

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** An empty vocabulary. */
export function startVocabulary(): Vocabulary {
  let slots = new Int32Array(SLOT_WORDS * 1024);
  let size = 1;
  let filled = 0;
  let scratch = new Uint8Array(1024);
  const texts: (string | undefined)[] = [''];
  const store: VocabularyStore = { bytes: new Uint8Array(8192), begins: new Int32Array(513), hashes: new Int32Array(512) };
  store.hashes[0] = HASH_START;

  /** The slot of a text, which is empty if the text is not here. */
  function slotOf(bytes: Uint8Array, from: number, length: number, hash: number): number {
    const table = slots;
    const mask = table.length - 1;
    const kept = store.bytes;
    for (let slot = (spread(hash) * SLOT_WORDS) & mask; ; slot = (slot + SLOT_WORDS) & mask) {
      if (table[slot] === 0) return slot;
      if (table[slot + 1] !== hash || table[slot + 3] !== length) continue;
      const begin = table[slot + 2]!;
      let index = 0;
      while (index < length && kept[begin + index] === bytes[from + index]) index++;
      if (index === length) return slot;
    }
  }

  function add(bytes: Uint8Array, from: number, length: number, hash: number, slot: number, text: string | undefined): number {
    const id = size++;
    if (store.begins.length < size + 1) {
      store.begins = grown(store.begins, 2 * size + 1);
      store.hashes = grown(store.hashes, 2 * size);
    }
    const end = filled + length;
    if (store.bytes.length < end) {
      const larger = new Uint8Array(2 * end);
      larger.set(store.bytes);
      store.bytes = larger;
    }
    for (let index = 0; index < length; index++) store.bytes[filled + index] = bytes[from + index]!;
    filled = end;
    store.begins[id + 1] = end;
    store.hashes[id] = hash;
    setSlot(slot, id);
    if (text !== undefined) texts[id] = text;
    if (size * SLOT_WORDS * 2 > slots.length) rehash();
    return id;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 4);
    const mask = slots.length - 1;
    for (let id = 1; id < size; id++) {
      let slot = (spread(store.hashes[id]!) * SLOT_WORDS) & mask;
      while (slots[slot] !== 0) slot = (slot + SLOT_WORDS) & mask;
      setSlot(slot, id);
    }
  }

  function setSlot(slot: number, id: number): void {
    const begin = store.begins[id]!;
    slots[slot] = id;
    slots[slot + 1] = store.hashes[id]!;
    slots[slot + 2] = begin;
    slots[slot + 3] = store.begins[id + 1]! - begin;
  }

  return {
    get size() {
      return size;
    },
    store,
    intern(text) {
      const { length } = text;
      if (length === 0) return 0;
      if (scratch.length < length * 3) scratch = new Uint8Array(length * 3);
      let hash = HASH_START;
      let end = 0;
      for (; end < length; end++) {
        const code = text.charCodeAt(end);
        if (code > 0x7f) break;
        scratch[end] = code;
        hash = Math.imul(hash ^ code, 0x01000193);
      }
      if (end < length) {
        // Half characters would be written as U+FFFD and taken for a text that has it.
        if (!isIdentifier(text)) return -1;
        end = encoder.encodeInto(text, scratch).written;
        hash = hashBytes(scratch, 0, end);
      }
      const slot = slotOf(scratch, 0, end, hash);
      if (slots[slot] !== 0) return slots[slot]!;
      return isIdentifier(text) ? add(scratch, 0, end, hash, slot, text) : -1;
    },
    internBytes(bytes, from, to, hash) {
      if (from === to) return 0;
      const slot = slotOf(bytes, from, to - from, hash);
      if (slots[slot] !== 0) return slots[slot]!;
      const text = decoded(bytes, from, to);
      return text !== undefined && isIdentifier(text) ? add(bytes, from, to - from, hash, slot, undefined) : -1;
    },
    lookup(text) {
      const bytes = encoder.encode(text);
      if (bytes.length === 0) return 0;
      return slots[slotOf(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length))] || -1;
    },
    find(other, id) {
      if (id === 0) return 0;
      const { bytes, begins, hashes } = other.store;
      const slot = slotOf(bytes, begins[id]!, begins[id + 1]! - begins[id]!, hashes[id]!);
      return slots[slot] || -1;
    },
    text(id) {
      return (texts[id] ??= strict.decode(store.bytes.subarray(store.begins[id], store.begins[id + 1])));
    },
  };
}

/** A slot of the table is the number of a text (0 for an empty slot), its hash, where its bytes begin and how many they are: all that a lookup needs but the bytes. */
const SLOT_WORDS = 4;

/** Spreads a hash over the low bits, by which slots are chosen. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function decoded(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return strict.decode(bytes.subarray(from, to));
  } catch {
    return undefined;
  }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
