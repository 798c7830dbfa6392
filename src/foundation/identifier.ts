/** The longest identifier accepted at the border, in UTF-16 code units. */
export const IDENTIFIER_LENGTH_MAX = 200;

/** The longest tenant name. */
export const TENANT_LENGTH_MAX = 64;

/**
 * Whether a text can serve as an identifier of an item, place, lot, source, document or line: 1 to {@link IDENTIFIER_LENGTH_MAX} characters, no
 * control characters, no lone surrogates, no white space at either end, and not starting with `@`, which marks the ledger's own virtual places.
 */
export function isIdentifier(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > IDENTIFIER_LENGTH_MAX) return false;
  const first = text.charCodeAt(0);
  if (first === 0x40 || isSpace(first) || isSpace(text.charCodeAt(length - 1))) return false;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
    if (code >= 0xd800 && code <= 0xdfff) {
      if (code >= 0xdc00) return false;
      const next = text.charCodeAt(index + 1);
      if (!(next >= 0xdc00 && next <= 0xdfff)) return false;
      index++;
    }
  }
  return true;
}

/** Whether a text can name a tenant: lower-case letters, digits, `-` and `_`, starting with a letter or digit. */
export function isTenant(text: string): boolean {
  return text.length <= TENANT_LENGTH_MAX && /^[a-z0-9][a-z0-9_-]*$/.test(text);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff || code === 0x3000 || (code >= 0x2000 && code <= 0x200a);
}

/** Compares two texts by UTF-16 code unit: the same order on every runtime and in every locale. Negative, zero or positive. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
