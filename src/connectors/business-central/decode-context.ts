import type { Poke } from '../../ports/index.js';
import {
  amountAt, elements, eventList, identifierAt, isJsonObject, issueList, member, middayText, readJsonPayload, statementList, textAt, type EventList, type IssueList,
  type JsonAt, type Payload, type StatementList,
} from '../../wire/index.js';
import type { PartnerDecoded } from '../../ports/index.js';
import { BUSINESS_CENTRAL_LIMITS } from './limits.js';
import { optionText } from './option-text.js';
import type { BusinessCentralOptions } from './options.js';

/** What every reader works with. */
export interface DecodeContext {
  readonly options: BusinessCentralOptions;
  readonly issues: IssueList;
  readonly events: EventList;
  readonly statements: StatementList;
  readonly pokes: Poke[];
}

/** Runs a reader over the entities of an answer: the elements of `value`, or the one entity that the answer is. */
export function decodeEntities(payload: Payload, options: BusinessCentralOptions, read: (context: DecodeContext, entity: JsonAt) => void): PartnerDecoded {
  const issues = issueList();
  const context: DecodeContext = { options, issues, events: eventList(issues), statements: statementList(issues), pokes: [] };
  const root = readJsonPayload(payload, BUSINESS_CENTRAL_LIMITS.payloadBytesMax, issues);
  if (root !== undefined) {
    const list = isJsonObject(root.value) && !root.value.has('value') ? [root] : elements(member(root, 'value'), issues);
    for (const entity of list) read(context, entity);
  }
  return { events: context.events.events, statements: context.statements.statements, pokes: context.pokes, issues: issues.issues };
}

/** An identifier, or an error that says what is missing. */
export function neededAt(context: DecodeContext, at: JsonAt, what: string): string | undefined {
  const text = identifierAt(at);
  if (text === undefined) context.issues.error('bc.missing', at.path, `The ${what} is missing or no identifier`);
  return text;
}

/** The middle of a posting date in the company's zone, or an error. */
export function postedAt(context: DecodeContext, at: JsonAt): string | undefined {
  const date = textAt(at);
  const instant = date === undefined ? undefined : middayText(date, context.options.timeZone);
  if (instant === undefined) context.issues.error('bc.no_date', at.path, 'A posting date was expected');
  return instant;
}

/** An amount, or an error. */
export function neededAmount(context: DecodeContext, at: JsonAt): string | undefined {
  const amount = amountAt(at);
  if (amount === undefined) context.issues.error('bc.no_amount', at.path, 'An amount was expected');
  return amount;
}

/** The location a line names, or that of the options, or an error. */
export function locationOf(context: DecodeContext, line: JsonAt): string | undefined {
  const location = identifierAt(member(line, 'locationCode')) ?? context.options.location;
  if (location === undefined) context.issues.error('bc.no_location', line.path, 'The line names no location, and the options give none');
  return location;
}

/** The unit an item is counted in where the answer does not say. */
export function baseUnitOf({ options }: DecodeContext, item: string): string {
  const own = options.baseUnits !== undefined && Object.hasOwn(options.baseUnits, item) ? options.baseUnits[item] : undefined;
  return own ?? options.baseUnit ?? 'PCS';
}

/** An option value without its escapes; empty if there is none. */
export function optionAt(at: JsonAt): string {
  return optionText(textAt(at) ?? '');
}
