/**
 * SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal (FIPS 180-4). Written here because the pure rooms may not reach for a runtime's own:
 * Node's is a built-in and the web's is asynchronous. Checked against Node's in the tests.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */
export function sha256(text: string): string {
  return hexOf(digest(text), 8);
}

/** The name kept beside every fingerprint made by {@link fingerprintOf}. */
export const FINGERPRINT_ALGORITHM = 'sha256-128';

/** The first 128 bits of the SHA-256 of a text, in hexadecimal: what identifies a content in the log. */
export function fingerprintOf(text: string): string {
  return hexOf(digest(text), 4);
}

const encoder = new TextEncoder();

// Used again by every call and empty between them: most texts are short, and making the arrays would cost more than filling them.
const words = new Int32Array(64);
const state = new Int32Array(8);
let padded = new Uint8Array(1024);

function digest(text: string): Int32Array {
  const length = fill(text);
  const end = ((length + 8) >> 6 << 6) + 64;
  padded[length] = 0x80;
  padded.fill(0, length + 1, end);
  writeWord(end - 8, Math.floor(length / 0x20000000));
  writeWord(end - 4, length << 3);
  state.set(START);
  for (let offset = 0; offset < end; offset += 64) compress(offset);
  return state;
}

/** Writes the text's UTF-8 bytes into `padded`, with room for the padding. Returns how many there are. */
function fill(text: string): number {
  const { length } = text;
  if (padded.length < length + 72) padded = new Uint8Array(2 * (length + 72));
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return fillEncoded(text);
    padded[index] = code;
  }
  return length;
}

function fillEncoded(text: string): number {
  const bytes = encoder.encode(text);
  if (padded.length < bytes.length + 72) padded = new Uint8Array(2 * (bytes.length + 72));
  padded.set(bytes);
  return bytes.length;
}

function writeWord(offset: number, word: number): void {
  padded[offset] = word >>> 24;
  padded[offset + 1] = word >>> 16;
  padded[offset + 2] = word >>> 8;
  padded[offset + 3] = word;
}

function compress(offset: number): void {
  for (let round = 0; round < 16; round++) {
    const place = offset + round * 4;
    words[round] = (padded[place]! << 24) | (padded[place + 1]! << 16) | (padded[place + 2]! << 8) | padded[place + 3]!;
  }
  for (let round = 16; round < 64; round++) {
    const early = words[round - 15]!;
    const late = words[round - 2]!;
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words[round] = (words[round - 16]! + sigma0 + words[round - 7]! + sigma1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let round = 0; round < 64; round++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + ROUND[round]! + words[round]!) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (sum0 + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

function hexOf(digested: Int32Array, count: number): string {
  let hex = '';
  for (let index = 0; index < count; index++) hex += (digested[index]! >>> 0).toString(16).padStart(8, '0');
  return hex;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const START = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const ROUND = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
  0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
  0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
