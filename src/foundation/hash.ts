/**
 * A 32-bit hash of a text's UTF-16 code units with a seed: FNV-1a over the units, then the finalizer of MurmurHash3. Decides which partition an
 * item or key lives in, so it is part of the stored format and must never change; not for identity or security.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
