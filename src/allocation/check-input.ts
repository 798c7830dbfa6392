/** The most records one call takes in one list: a bound against runaway input, far above any real run. */
export const ALLOCATION_INPUT_MAX = 1_000_000;

/** Where in the input a value stands: `claims[3].max`. */
export interface InputPlace {
  readonly list: string;
  readonly index: number;
  readonly field: string;
}

/** @throws TypeError if an amount is not a whole number from zero up. */
export function requireAmount(value: number, place: InputPlace | string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${placeText(place)} is a whole number not below zero, not ${value}`);
}

/** @throws TypeError if a number is not whole and safe; it may be below zero. */
export function requireWhole(value: number, place: InputPlace | string): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${placeText(place)} is a whole number, not ${value}`);
}

/** @throws TypeError if a multiple, pack or limit is not a whole number above zero. */
export function requireStep(value: number, place: InputPlace | string): void {
  if (!Number.isSafeInteger(value) || value <= 0) throw new TypeError(`${placeText(place)} is a whole number above zero, not ${value}`);
}

/** @throws TypeError if a list has more than {@link ALLOCATION_INPUT_MAX} entries. */
export function requireSize(list: readonly unknown[], name: string): void {
  if (list.length > ALLOCATION_INPUT_MAX) throw new TypeError(`${name} has ${list.length} entries; at most ${ALLOCATION_INPUT_MAX} are taken`);
}

/** @throws TypeError if a name occurs twice: whatever an answer says of it would be ambiguous. */
export function requireNamedOnce<Entry>(list: readonly Entry[], nameOf: (entry: Entry) => string, name: string): void {
  requireSize(list, name);
  const seen = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const id = nameOf(entry);
    if (seen.has(id)) throw new TypeError(`${name}[${index}] names ${JSON.stringify(id)} a second time`);
    seen.add(id);
  }
}

function placeText(place: InputPlace | string): string {
  return typeof place === 'string' ? place : `${place.list}[${place.index}].${place.field}`;
}
