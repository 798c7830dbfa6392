import { firstRepeated } from './first-repeated.js';

/** The most records one call takes in one list: a bound against runaway input, far above any real run. */
export const ALLOCATION_INPUT_MAX = 1_000_000;

/** The name of a list in the input: told, or made up when there is something wrong. */
export type ListName = string | (() => string);

/** Whether a number is whole, safe and not below zero. */
export function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** @throws TypeError if an amount is not a whole number from zero up. */
export function requireAmount(value: number, list: ListName, index?: number, field?: string): void {
  if (!isAmount(value)) throw new TypeError(`${placeText(list, index, field)} is a whole number not below zero, not ${value}`);
}

/** @throws TypeError if a number is not whole and safe; it may be below zero. */
export function requireWhole(value: number, list: ListName, index?: number, field?: string): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${placeText(list, index, field)} is a whole number, not ${value}`);
}

/** @throws TypeError if a multiple, pack or limit is not a whole number above zero. */
export function requireStep(value: number, list: ListName, index?: number, field?: string): void {
  if (!Number.isSafeInteger(value) || value <= 0) throw new TypeError(`${placeText(list, index, field)} is a whole number above zero, not ${value}`);
}

/** @throws TypeError if a list has more than {@link ALLOCATION_INPUT_MAX} entries. */
export function requireSize(list: readonly unknown[], name: ListName): void {
  if (list.length > ALLOCATION_INPUT_MAX) throw new TypeError(`${placeText(name)} has ${list.length} entries; at most ${ALLOCATION_INPUT_MAX} are taken`);
}

/** @throws TypeError if a name occurs twice: whatever an answer says of it would be ambiguous. */
export function requireNamedOnce<Entry>(list: readonly Entry[], nameOf: (entry: Entry) => string, name: ListName): void {
  requireSize(list, name);
  const index = firstRepeated(list, nameOf);
  if (index >= 0) throw namedTwice(nameOf(list[index]!), index, name);
}

/** What is thrown for the name of an entry that an earlier one has. */
export function namedTwice(id: string, index: number, name: ListName): TypeError {
  return new TypeError(`${placeText(name)}[${index}] names ${JSON.stringify(id)} a second time`);
}

/** Where in the input a value stands: `claims[3].max`. */
function placeText(list: ListName, index?: number, field?: string): string {
  const name = typeof list === 'string' ? list : list();
  return index === undefined ? name : `${name}[${index}].${field ?? ''}`;
}
