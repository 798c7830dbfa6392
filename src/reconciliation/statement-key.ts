/** The parts of a key, in the order by which statements are sorted and results are listed. */
export const KEY_PARTS = ['item', 'location', 'state', 'lot', 'serial', 'owner', 'unit'] as const;

/** One part of a key. */
export type KeyPart = (typeof KEY_PARTS)[number];

/**
 * What a figure is about. Parts that are not told apart are empty texts. The unit is a part of the key: amounts of different units are never added, and two
 * systems that count in different units differ until their units are translated.
 */
export type StatementKey = Readonly<Record<KeyPart, string>>;

/** A key as it is written: parts left out are empty. */
export type PartialKey = Readonly<Partial<Record<KeyPart, string | undefined>>>;

/** The full key of one that leaves parts out. */
export function statementKey(parts: PartialKey): StatementKey {
  return {
    item: parts.item ?? '', location: parts.location ?? '', state: parts.state ?? '', lot: parts.lot ?? '', serial: parts.serial ?? '', owner: parts.owner ?? '',
    unit: parts.unit ?? '',
  };
}

/** The order of two keys: part by part, each by UTF-16 code unit. Negative, zero or positive. */
export function compareKeys(left: StatementKey, right: StatementKey): number {
  for (const part of KEY_PARTS) {
    if (left[part] !== right[part]) return left[part] < right[part] ? -1 : 1;
  }
  return 0;
}

/** One text for a key, equal for equal keys only: parts never hold control characters. */
export function keyText(key: StatementKey): string {
  return KEY_PARTS.map((part) => key[part]).join('\u001f');
}

/** A key for people: the parts that say something. */
export function describeKey(key: StatementKey): string {
  return KEY_PARTS.map((part) => key[part]).filter((text) => text !== '').join(' ');
}

/** The key with only some of its parts; the unit always stays. */
export function keyOf(key: StatementKey, parts: readonly KeyPart[]): StatementKey {
  const kept: Partial<Record<KeyPart, string>> = { unit: key.unit };
  for (const part of parts) kept[part] = key[part];
  return statementKey(kept);
}
