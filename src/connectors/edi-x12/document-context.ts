import type { Poke } from '../../ports/index.js';
import { decimalText, localTimeText, middayText, type EventList, type IssueList, type StatementList } from '../../wire/index.js';
import { ITEM_QUALIFIERS } from './code-tables.js';
import type { Group, Interchange, Transaction } from './envelope.js';
import type { X12Profile } from './profile.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/** What the reader of every set works with. */
export interface DocumentContext {
  readonly profile: X12Profile;
  readonly interchange: Interchange;
  readonly group: Group;
  readonly transaction: Transaction;
  readonly issues: IssueList;
  readonly events: EventList;
  readonly statements: StatementList;
  readonly pokes: Poke[];
}

/** Reports a fault at a segment or one of its elements; the part is left out. */
export function fault(context: DocumentContext, segment: Segment, element: number | undefined, code: string, message: string): void {
  context.issues.error(code, pathOf(segment, element), message, segment.offset);
}

/** Reports a remark at a segment or one of its elements; the part is read. */
export function remark(context: DocumentContext, segment: Segment, element: number | undefined, code: string, message: string): void {
  context.issues.warning(code, pathOf(segment, element), message, segment.offset);
}

/** A text element, or an error if it is empty. */
export function needed(context: DocumentContext, segment: Segment, element: number, what: string): string | undefined {
  const text = elementOf(segment, element);
  if (text === '') context.issues.error('x12.missing_element', pathOf(segment, element), `The ${what} is missing`, segment.offset);
  return text === '' ? undefined : text;
}

/** An amount as a canonical decimal text, or an error. */
export function amountOf(context: DocumentContext, segment: Segment, element: number): string | undefined {
  const amount = decimalText(elementOf(segment, element));
  if (amount === undefined) context.issues.error('x12.no_amount', pathOf(segment, element), 'A number was expected', segment.offset);
  return amount;
}

/** The unit at an element, translated by the profile; of a composite, the first part. An error if there is none and the profile gives none. */
export function unitOf(context: DocumentContext, segment: Segment, element: number): string | undefined {
  const { profile, interchange } = context;
  const { component } = interchange.delimiters;
  const text = elementOf(segment, element);
  const code = component === undefined ? text : (text.split(component)[0] ?? '').trim();
  if (code !== '') return profile.units !== undefined && Object.hasOwn(profile.units, code) ? profile.units[code] : code;
  if (profile.unit === undefined) context.issues.error('x12.no_unit', pathOf(segment, element), 'No unit is stated, and the profile gives none', segment.offset);
  return profile.unit;
}

/** The item a line is about: the best of its (qualifier, identifier) pairs, or an error. */
export function itemOf(context: DocumentContext, segment: Segment, pairs: readonly number[], upc?: number): string | undefined {
  const found = new Map<string, string>();
  if (upc !== undefined && elementOf(segment, upc) !== '') found.set('UP', elementOf(segment, upc));
  for (const element of pairs) {
    const qualifier = elementOf(segment, element);
    const id = elementOf(segment, element + 1);
    if (qualifier !== '' && id !== '' && !found.has(qualifier)) found.set(qualifier, id);
  }
  for (const qualifier of context.profile.itemQualifiers ?? ITEM_QUALIFIERS) {
    const id = found.get(qualifier);
    if (id !== undefined) return id;
  }
  const known = found.size === 0 ? 'none is there' : `there are only ${[...found.keys()].join(', ').slice(0, 60)}`;
  context.issues.error('x12.no_item', pathOf(segment), `No identifier that the profile reads names the item; ${known}`, segment.offset);
  return undefined;
}

/** The pairs of a LIN: elements 2, 4, 6 … */
export function linPairs(segment: Segment): readonly number[] {
  return Array.from({ length: Math.min(15, Math.floor((segment.elements.length - 1) / 2)) }, (_, index) => 2 + index * 2);
}

const DEFAULT_LOCATION_QUALIFIERS = ['WH', 'SF', 'ST', 'RL', 'SU'];

/** The warehouse a document is about, by its N1 segments, or an error. */
export function warehouseOf(context: DocumentContext, usual: readonly string[] = DEFAULT_LOCATION_QUALIFIERS): string | undefined {
  const { profile, transaction } = context;
  for (const qualifier of profile.locationQualifiers ?? usual) {
    for (const segment of transaction.segments) {
      const id = segment.id === 'N1' && elementOf(segment, 1) === qualifier ? partyId(segment) : '';
      if (id !== '') return id;
    }
  }
  if (profile.location === undefined) fault(context, transaction.header, undefined, 'x12.no_location', 'No party is the warehouse, and the profile gives none');
  return profile.location;
}

/** The id of a party, or its name where it has no id. */
export function partyId(segment: Segment): string {
  return elementOf(segment, 4) || elementOf(segment, 2);
}

/** `20260914` and `260914` as a calendar date. Two-digit years are those of this century. */
export function calendarDate(text: string): string | undefined {
  const full = /^\d{6}$/.test(text) ? `20${text}` : text;
  return /^\d{8}$/.test(full) ? `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}` : undefined;
}

/** The instant of a date and an optional time (`1805`, `180530`) with an optional zone code; `undefined` if there is no such date. */
export function instantOf(profile: X12Profile, dateText: string, timeText = '', zoneCode = ''): string | undefined {
  const date = calendarDate(dateText);
  if (date === undefined) return undefined;
  const zone = zoneCode === 'GM' || zoneCode === 'UT' ? 'UTC' : profile.timeZone;
  const digits = /^\d{4,8}$/.test(timeText) ? timeText.padEnd(6, '0') : undefined;
  return digits === undefined ? middayText(date, zone) : localTimeText(date, `${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`, zone);
}

/** The instant of a date element and perhaps a time element, or an error. */
export function timeOf(context: DocumentContext, segment: Segment, dateElement: number, timeElement?: number): string | undefined {
  const time = timeElement === undefined ? '' : elementOf(segment, timeElement);
  const instant = instantOf(context.profile, elementOf(segment, dateElement), time);
  if (instant === undefined) context.issues.error('x12.no_date', pathOf(segment, dateElement), 'A date was expected', segment.offset);
  return instant;
}

/** A dated reference of the document: the first DTM or G62 with one of the qualifiers. */
export function datedReference(context: DocumentContext, qualifiers: readonly string[]): string | undefined {
  for (const qualifier of qualifiers) {
    for (const segment of context.transaction.segments) {
      if ((segment.id !== 'DTM' && segment.id !== 'G62') || elementOf(segment, 1) !== qualifier) continue;
      // G62 has a qualifier before its time, and DTM a zone after it.
      const [time, zone] = segment.id === 'G62' ? [elementOf(segment, 4), elementOf(segment, 5)] : [elementOf(segment, 3), elementOf(segment, 4)];
      const instant = instantOf(context.profile, elementOf(segment, 2), time, zone);
      if (instant !== undefined) return instant;
    }
  }
  return undefined;
}
