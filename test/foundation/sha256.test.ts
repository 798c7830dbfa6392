import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINGERPRINT_ALGORITHM, fingerprintOf, sha256 } from '../../src/foundation/index.js';

const reference = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('sha256', () => {
  it('gives the published digests', () => {
    // FIPS 180-2, appendix B, and the empty message.
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe('248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1');
    expect(sha256('a'.repeat(1_000_000))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
  });

  it('pads every length about the block borders as Node does', () => {
    for (let length = 0; length <= 200; length++) expect(sha256('x'.repeat(length))).toBe(reference('x'.repeat(length)));
  });

  it('agrees with Node’s on any text, lone surrogates included', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 }).map((units) => String.fromCharCode(...units))), (text) => {
      expect(sha256(text)).toBe(reference(text));
    }), { numRuns: 500 });
  });
});

describe('fingerprintOf', () => {
  it('is the first 128 bits, under a name that says so', () => {
    expect(FINGERPRINT_ALGORITHM).toBe('sha256-128');
    expect(fingerprintOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223');
  });
});
