import * as z from 'zod';
import { isInventoryError } from '../../foundation/index.js';
import { identifierSchema, instantSchema, positiveQuantitySchema, requestSchema, validator, type Checked, type ModelIssue } from '../../model/index.js';
import {
  CALENDAR_DATES_MAX, PROMISE_DAYS_MAX, PROMISE_SOURCES_MAX, promiseRules, workDays, type PromiseMode, type PromisePolicy, type WorkCalendar,
} from '../../promise/index.js';
import type { Quantity } from '../../quantity/index.js';
import { REQUEST_LINES_MAX } from '../inputs.js';

/** The rules of a promise, without safety stock: that is kept back by the buffers of the inventory's own policy, item by item. */
export type PromiseTerms = Omit<PromisePolicy, 'safetyStock'>;

/** A place that may serve a line, with all below it. */
export interface PromiseSourceInput {
  readonly location: string;
  /** Which places are to serve first: the lower the better. Default: the place in the list. */
  readonly priority?: number | undefined;
  /** It ships whole packs of this unit of the item only. */
  readonly pack?: string | undefined;
  /** Working days from picking to leaving, and of the carrier from leaving to arriving. Default 0. */
  readonly handlingDays?: number | undefined;
  readonly transitDays?: number | undefined;
  /** On which days the place, and the carrier, work. Default: as the rules say. */
  readonly handlingCalendar?: WorkCalendar | undefined;
  readonly transitCalendar?: WorkCalendar | undefined;
}

/** One line of what is to be promised. */
export interface PromiseLineInput {
  readonly item: string;
  readonly quantity: Quantity;
  /** The order line: its own demand does not stand in its way. Default: it is a new one. */
  readonly line?: string | undefined;
  /** RFC 3339 instant at which the goods are to have arrived. In the past, or absent, it means now. */
  readonly wantedAt?: string | undefined;
  /** Default `allOrNothing`. */
  readonly mode?: PromiseMode | undefined;
  /** It is wanted in whole packs of this unit of the item; what is no whole number of them is rounded up, or refused. */
  readonly pack?: { readonly unit: string; readonly rounding: 'up' | 'refuse' } | undefined;
  /** `singleReceipt`: from each place no more than one receipt adds. Default `pooled`. */
  readonly supply?: 'pooled' | 'singleReceipt' | undefined;
  /** Everything comes from one place. Default: several may serve. */
  readonly noSplit?: boolean | undefined;
  /** What counts first where places could share. Default `date`. */
  readonly prefer?: 'date' | 'priority' | 'shipments' | undefined;
  /** Who may serve. Default: the places the channel sells from, best first; without a channel all that have no parent. */
  readonly sources?: readonly PromiseSourceInput[] | undefined;
  /** Whether a kit is promised from its parts. Default: yes, for an item that has parts. */
  readonly assemble?: boolean | undefined;
}

/** What is to be promised: all of the lines, or none. */
export interface PromiseInput {
  readonly channel?: string | undefined;
  /** The customer account it is for, as an opaque identifier. */
  readonly account?: string | undefined;
  readonly lines: readonly PromiseLineInput[];
  /** The rules it is promised under. Default: those of `DEFAULT_PROMISE_POLICY`, which promise least. */
  readonly rules?: PromiseTerms | undefined;
  /** RFC 3339 instant at which goods on the way arrive of which nobody said when. Default: they do not count. */
  readonly undatedSupplyAt?: string | undefined;
  /** `available`: what can be held now is held, as far as nobody else is promised it before. `nothing`: all of it waits for its date. Default `available`. */
  readonly hold?: 'available' | 'nothing' | undefined;
}

/** A promise that is to be kept: it is decided, recorded and held in one commit. */
export interface ConfirmInput extends PromiseInput {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default: the channel, else `confirm`. */
  readonly scope?: string | undefined;
  /** RFC 3339 instant at which the holds end by themselves. Default: as the policy says, else never. */
  readonly expiresAt?: string | undefined;
}

const days = z.int().min(0).max(PROMISE_DAYS_MAX).optional();
const datesSchema = z.array(identifierSchema).max(CALENDAR_DATES_MAX).optional();
const calendarSchema = z.strictObject({ timeZone: identifierSchema, workdays: z.array(z.int().min(1).max(7)).max(7).optional(), closedOn: datesSchema, openOn: datesSchema });
const flag = z.boolean().optional();

const sourceSchema = z.strictObject({
  location: identifierSchema, priority: z.int().optional(), pack: identifierSchema.optional(), handlingDays: days, transitDays: days, handlingCalendar: calendarSchema.optional(),
  transitCalendar: calendarSchema.optional(),
}) satisfies z.ZodType<PromiseSourceInput>;

const lineSchema = z.strictObject({
  item: identifierSchema,
  quantity: positiveQuantitySchema,
  line: identifierSchema.optional(),
  wantedAt: instantSchema.optional(),
  mode: z.enum(['allOrNothing', 'partialOnDate', 'earliestDate', 'schedule']).optional(),
  pack: z.strictObject({ unit: identifierSchema, rounding: z.enum(['up', 'refuse']) }).optional(),
  supply: z.enum(['pooled', 'singleReceipt']).optional(),
  noSplit: flag,
  prefer: z.enum(['date', 'priority', 'shipments']).optional(),
  sources: z.array(sourceSchema).min(1).max(PROMISE_SOURCES_MAX).optional(),
  assemble: flag,
}) satisfies z.ZodType<PromiseLineInput>;

const promiseShape = {
  channel: identifierSchema.optional(),
  account: identifierSchema.optional(),
  lines: z.array(lineSchema).min(1).max(REQUEST_LINES_MAX),
  undatedSupplyAt: instantSchema.optional(),
  hold: z.enum(['available', 'nothing']).optional(),
};

function hasOwnNames(input: { readonly lines: readonly PromiseLineInput[] }): boolean {
  return new Set(input.lines.map(({ item, line }, index) => `${item}\u001f${line ?? `#${index + 1}`}`)).size === input.lines.length;
}
const ownNames = { path: ['lines'], error: 'expected lines with names of their own', params: { rule: 'distinct', expected: 'lines with names of their own' } };

const promiseInput = validator<Omit<PromiseInput, 'rules'>>(z.strictObject(promiseShape).refine(hasOwnNames, ownNames));
const confirmInput = validator<Omit<ConfirmInput, 'rules'>>(z.strictObject({
  ...promiseShape, key: requestSchema, scope: identifierSchema.optional(), expiresAt: instantSchema.optional(),
}).refine(hasOwnNames, ownNames));

/** Checks of what callers ask for. Bad input is a refusal that names path, rule and kind of value; nothing is remembered of it. */
export const checkPromise = (input: unknown): Checked<PromiseInput> => withRules(promiseInput, input);
export const checkConfirm = (input: unknown): Checked<ConfirmInput> => withRules(confirmInput, input);

const TERMS: ReadonlySet<string> = new Set<keyof PromiseTerms>([
  'version', 'timeZone', 'bucket', 'weekStartsOn', 'horizonDays', 'horizonEnd', 'supply', 'confidenceMin', 'demand', 'pastDueSupply', 'pastDueDemand', 'shortage', 'shelfLife',
  'remainingDaysMin', 'calendar',
]);

/** Rules are checked where they are made, which knows them; the rest by its schema. */
function withRules<Input extends Omit<PromiseInput, 'rules'>>(check: (input: unknown) => Checked<Input>, input: unknown): Checked<Input & Pick<PromiseInput, 'rules'>> {
  if (typeof input !== 'object' || input === null) return check(input);
  const { rules, ...rest } = input as { readonly rules?: unknown };
  const checked = check(rest);
  if (!checked.ok) return checked;
  const issue = issueIn(checked.value, rules);
  if (issue !== undefined) return { ok: false, issues: [issue], more: 0 };
  return { ok: true, value: rules === undefined ? checked.value : { ...checked.value, rules: JSON.parse(JSON.stringify(rules)) as PromiseTerms } };
}

function issueIn({ lines }: Pick<PromiseInput, 'lines'>, rules: unknown): ModelIssue | undefined {
  if (rules !== undefined) {
    if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) return issueAt('$.rules', 'an object', rules === null ? 'null' : typeof rules);
    const unknown = Object.keys(rules).find((name) => !TERMS.has(name));
    if (unknown !== undefined) return issueAt(`$.rules.${unknown}`, 'no such member', 'a member nobody knows');
    const wrong = refusedBy('$.rules', () => promiseRules(rules as PromiseTerms));
    if (wrong !== undefined) return wrong;
  }
  for (const [index, { sources = [] }] of lines.entries()) {
    for (const [place, { handlingCalendar, transitCalendar }] of sources.entries()) {
      const path = `$.lines[${index}].sources[${place}]`;
      const wrong = refusedBy(`${path}.handlingCalendar`, () => handlingCalendar && workDays(handlingCalendar)) ?? refusedBy(`${path}.transitCalendar`, () => transitCalendar && workDays(transitCalendar));
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

/** What a check of the promise room says against a value, at its place in the request. */
function refusedBy(path: string, check: () => unknown): ModelIssue | undefined {
  try {
    check();
    return undefined;
  } catch (problem) {
    if (!isInventoryError(problem, 'promise.invalid')) throw problem;
    const { path: within, wanted } = problem.details as { readonly path: string; readonly wanted: string };
    return issueAt(path + within.slice(1), wanted, problem.message.slice(`${within}: expected ${wanted}, found `.length));
  }
}

function issueAt(path: string, expected: string, got: string): ModelIssue {
  return { path, rule: 'promise', expected, got, message: `${path}: expected ${expected}, got ${got}` };
}
