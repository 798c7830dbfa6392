import { isIdentifier, IDENTIFIER_LENGTH_MAX } from '../foundation/index.js';
import { hashWords } from './hash-words.js';

/** A number for each distinct text, in the order they were first met; the empty text is 0. */
export interface Vocabulary {
  /** How many texts it has. */
  readonly size: number;
  /** The number of a text; -1 if the text is no identifier. */
  intern(text: string): number;
  /** The number of the text in `bytes[from, to)`, UTF-8; -1 if it is no identifier or no UTF-8. */
  internBytes(bytes: Uint8Array, from: number, to: number): number;
  /** The number of a text, or -1 if it is not here. */
  lookup(text: string): number;
  /** The number of a text that another vocabulary has, or -1 if it is not here. */
  find(other: Vocabulary, id: number): number;
  /** The text of a number. */
  text(id: number): string;
  /** Forgets all texts but the empty one: numbers given before mean nothing any more. */
  clear(): void;
  /** What the numbers stand for, as bytes; for {@link Vocabulary.find}. */
  readonly store: VocabularyStore;
}

/** The texts of a vocabulary as it keeps them: the bytes of all of them end to end. */
export interface VocabularyStore {
  bytes: Uint8Array;
  /** Where the text of a number begins; it ends where the next one begins. */
  begins: Int32Array;
}

/**
 * A slot of the table is the number of a text (0 for an empty slot) and three words that tell the text apart, so that most lookups touch one line of memory and no more: a text of up to
 * twelve bytes is its own words, filled up with zero bytes, which no identifier has. Of a longer one they are zero, the hash of its bytes, and zero.
 */
const SLOT_WORDS = 4;
const SHORT_BYTES_MAX = 12;

/** By how many bytes of a word belong to a text, and eight more: what is kept of it. */
const MASKS = Int32Array.from({ length: SHORT_BYTES_MAX + 9 }, (_, at) => (at <= 8 ? 0 : at >= 12 ? -1 : 2 ** (8 * (at - 8)) - 1));

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** An empty vocabulary. */
export function startVocabulary(): Vocabulary {
  let slots = new Int32Array(SLOT_WORDS * 1024);
  let size = 1;
  let filled = 0;
  /** Room for the bytes of any identifier. */
  const scratch = new Uint8Array(3 * IDENTIFIER_LENGTH_MAX);
  /** The texts that are known as such; others are decoded when they are asked for. */
  let texts: (string | undefined)[] = [];
  let viewed: Uint8Array = scratch;
  let view: DataView = new DataView(scratch.buffer);
  const store: VocabularyStore = { bytes: new Uint8Array(8192), begins: new Int32Array(512) };

  /** The slot of a text that neither begins nor ends with a zero byte; the slot is empty if the text is not here. */
  function slotOf(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (length > SHORT_BYTES_MAX) return longSlotOf(bytes, from, to);
    if (from + SHORT_BYTES_MAX > bytes.length) return shortSlotOf(wordOf(bytes, from, to), wordOf(bytes, from + 4, to), wordOf(bytes, from + 8, to));
    // Four bytes at a time, and what lies behind the end is masked.
    if (bytes !== viewed) {
      viewed = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const first = view.getInt32(from, true) & MASKS[length + 8]!;
    const second = view.getInt32(from + 4, true) & MASKS[length + 4]!;
    return shortSlotOf(first, second, view.getInt32(from + 8, true) & MASKS[length]!);
  }

  function shortSlotOf(first: number, second: number, third: number): number {
    const table = slots;
    const mask = table.length - 1;
    for (let slot = firstSlot(first, second, third); ; slot = (slot + SLOT_WORDS) & mask) {
      if (table[slot + 1] === first && table[slot + 2] === second && table[slot + 3] === third) return slot;
      if (table[slot] === 0) return slot;
    }
  }

  function longSlotOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = slots.length - 1;
    const hash = hashOf(bytes, from, to);
    for (let slot = firstSlot(0, hash, 0); ; slot = (slot + SLOT_WORDS) & mask) {
      const id = slots[slot]!;
      if (id === 0 || (slots[slot + 1] === 0 && slots[slot + 2] === hash && isText(id, bytes, from, to))) return slot;
    }
  }

  function isText(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const begin = store.begins[id]!;
    if (store.begins[id + 1]! - begin !== to - from) return false;
    for (let at = from; at < to; at++) if (store.bytes[begin + at - from] !== bytes[at]) return false;
    return true;
  }

  function add(bytes: Uint8Array, from: number, to: number, slot: number, text: string | undefined): number {
    const id = size++;
    if (store.begins.length < size + 1) {
      const larger = new Int32Array(2 * size);
      larger.set(store.begins);
      store.begins = larger;
    }
    const end = filled + to - from;
    if (store.bytes.length < end) {
      const larger = new Uint8Array(2 * end);
      larger.set(store.bytes);
      store.bytes = larger;
    }
    for (let at = from; at < to; at++) store.bytes[filled + at - from] = bytes[at]!;
    filled = end;
    store.begins[id + 1] = end;
    setSlot(slot, id);
    texts[id] = text;
    if (size * SLOT_WORDS * 2 > slots.length) rehash();
    return id;
  }

  function rehash(): void {
    const before = slots;
    slots = new Int32Array(2 * before.length);
    const mask = slots.length - 1;
    for (let from = 0; from < before.length; from += SLOT_WORDS) {
      if (before[from] === 0) continue;
      let slot = firstSlot(before[from + 1]!, before[from + 2]!, before[from + 3]!);
      while (slots[slot] !== 0) slot = (slot + SLOT_WORDS) & mask;
      for (let word = 0; word < SLOT_WORDS; word++) slots[slot + word] = before[from + word]!;
    }
  }

  function firstSlot(first: number, second: number, third: number): number {
    return (hashWords(hashWords(first, second), third) * SLOT_WORDS) & (slots.length - 1);
  }

  function setSlot(slot: number, id: number): void {
    const [from, to] = [store.begins[id]!, store.begins[id + 1]!];
    const short = to - from <= SHORT_BYTES_MAX;
    slots[slot] = id;
    slots[slot + 1] = short ? wordOf(store.bytes, from, to) : 0;
    slots[slot + 2] = short ? wordOf(store.bytes, from + 4, to) : hashOf(store.bytes, from, to);
    slots[slot + 3] = short ? wordOf(store.bytes, from + 8, to) : 0;
  }

  function internByBytes(text: string): number {
    const { length } = text;
    if (length > IDENTIFIER_LENGTH_MAX) return -1;
    let end = 0;
    for (; end < length; end++) {
      const code = text.charCodeAt(end);
      if (code > 0x7f) break;
      scratch[end] = code;
    }
    if (end < length) {
      // Half characters would be written as U+FFFD and taken for a text that has it.
      if (!isIdentifier(text)) return -1;
      end = encoder.encodeInto(text, scratch).written;
    }
    if (hasZeroEnd(scratch, 0, end)) return -1;
    const slot = slotOf(scratch, 0, end);
    if (slots[slot] !== 0) return slots[slot]!;
    return isIdentifier(text) ? add(scratch, 0, end, slot, text) : -1;
  }

  return {
    get size() {
      return size;
    },
    store,
    intern(text) {
      const { length } = text;
      if (length === 0) return 0;
      if (length > SHORT_BYTES_MAX) return internByBytes(text);
      // Straight from the characters into the words, which cannot tell what takes more than a byte, nor a zero at the end.
      let [first, second, third, seen, code] = [0, 0, 0, 0, 0];
      for (let at = 0; at < length; at++) {
        code = text.charCodeAt(at);
        seen |= code;
        if (at < 4) first |= code << (8 * at);
        else if (at < 8) second |= code << (8 * (at - 4));
        else third |= code << (8 * (at - 8));
      }
      if (seen > 0x7f || code === 0) return internByBytes(text);
      return slots[shortSlotOf(first, second, third)]! || internByBytes(text);
    },
    internBytes(bytes, from, to) {
      if (from === to) return 0;
      if (hasZeroEnd(bytes, from, to)) return -1;
      const slot = slotOf(bytes, from, to);
      if (slots[slot] !== 0) return slots[slot]!;
      return isPlain(bytes, from, to) || isIdentifierBytes(bytes, from, to) ? add(bytes, from, to, slot, undefined) : -1;
    },
    lookup(text) {
      const bytes = encoder.encode(text);
      if (bytes.length === 0) return 0;
      return hasZeroEnd(bytes, 0, bytes.length) ? -1 : slots[slotOf(bytes, 0, bytes.length)] || -1;
    },
    find(other, id) {
      if (id === 0) return 0;
      const { bytes, begins } = other.store;
      return slots[slotOf(bytes, begins[id]!, begins[id + 1]!)] || -1;
    },
    text(id) {
      return (texts[id] ??= strict.decode(store.bytes.subarray(store.begins[id], store.begins[id + 1])));
    },
    clear() {
      slots.fill(0);
      [size, filled, texts] = [1, 0, []];
    },
  };
}

/** Up to four bytes from a place, the first one lowest; zero bytes behind the end. */
function wordOf(bytes: Uint8Array, from: number, to: number): number {
  if (from + 4 <= to) return bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24);
  let word = 0;
  for (let at = to - 1; at >= from; at--) word = (word << 8) | bytes[at]!;
  return word;
}

/** FNV-1a over bytes. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}

function hasZeroEnd(bytes: Uint8Array, from: number, to: number): boolean {
  return bytes[from] === 0 || bytes[to - 1] === 0;
}

/** Whether bytes are printable ASCII fit for an identifier, which most are: they need no decoding. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > IDENTIFIER_LENGTH_MAX || bytes[from] === 0x40 || bytes[from] === 0x20 || bytes[to - 1] === 0x20) return false;
  for (let at = from; at < to; at++) if (bytes[at]! < 0x20 || bytes[at]! > 0x7e) return false;
  return true;
}

function isIdentifierBytes(bytes: Uint8Array, from: number, to: number): boolean {
  try {
    return isIdentifier(strict.decode(bytes.subarray(from, to)));
  } catch {
    return false;
  }
}
