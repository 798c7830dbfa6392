import * as z from 'zod';
import { attempt, boundsOf, compileGuard, definitionOf, memberOf, optionsOf, REFUSED } from './compile-guard.js';
import { ISSUES_MAX, memberPath, modelIssue, type ModelIssue } from './model-issue.js';

/** What is wrong with a value, or, if nothing is after all, the copy of it. */
export interface Explained {
  /** A plain copy with only the schema's members, as far as it could be read. Only to be used if there are no issues. */
  readonly copy: unknown;
  /** The first issues, in the schema's order. */
  readonly issues: readonly ModelIssue[];
  /** How many issues there are beyond the listed ones, counted up to {@link ISSUES_COUNTED_MAX} in all. */
  readonly more: number;
}

/** After so many issues the rest of a value is not looked at. */
export const ISSUES_COUNTED_MAX = 1000;

/** How many unknown members of one object are named. */
const UNKNOWN_KEYS_MAX = ISSUES_MAX;

/**
 * Looks at a value that a guard refused and says what is wrong with it. Goes only where the schema goes, so depth is bounded; a list or table above its bound is
 * not entered. Only own members count, each is read once, and one that throws is an issue. What zod has to say of texts, numbers and rules between members is
 * zod's own answer.
 */
export function explainRefusal(schema: z.core.$ZodType, value: unknown): Explained {
  const report: Report = { issues: [], count: 0 };
  const copy = explain(report, schema, value, '$');
  return { copy, issues: report.issues, more: report.count - report.issues.length };
}

interface Report {
  readonly issues: ModelIssue[];
  count: number;
}

function add(report: Report, path: string, rule: string, expected: string, value: unknown): void {
  report.count++;
  if (report.issues.length < ISSUES_MAX) report.issues.push(modelIssue(path, rule, expected, value));
}

function explain(report: Report, schema: z.core.$ZodType, value: unknown, path: string): unknown {
  if (report.count >= ISSUES_COUNTED_MAX) return undefined;
  const def = definitionOf(schema);
  switch (def.type) {
    case 'object':
      return explainObject(report, schema, def, value, path);
    case 'array':
      return explainArray(report, schema, def, value, path);
    case 'record':
      return explainRecord(report, schema, def, value, path);
    case 'union':
      return explainUnion(report, schema, def, value, path);
    default:
      return explainByZod(report, schema, value, path, value);
  }
}

function explainUnion(report: Report, schema: z.core.$ZodType, def: z.core.$ZodUnionDef, value: unknown, path: string): unknown {
  const own = ownKeys(report, value, path);
  if (own === undefined) return undefined;
  const { discriminator, options } = optionsOf(def);
  const at = memberPath(path, discriminator);
  const told = own.has(discriminator) ? readMember(report, value as object, discriminator, at) : undefined;
  if (told === UNREADABLE) return undefined;
  const option = options.get(told);
  if (option === undefined) {
    add(report, at, told === undefined ? 'required' : 'choice', choice([...options.keys()]), told);
    return undefined;
  }
  const before = report.count;
  const copy = explain(report, option, value, path);
  return report.count === before ? explainOwnChecks(report, schema, copy, path, value) : copy;
}

function explainObject(report: Report, schema: z.core.$ZodType, def: z.core.$ZodObjectDef, value: unknown, path: string): unknown {
  const own = ownKeys(report, value, path);
  if (own === undefined) return undefined;
  const before = report.count;
  const copy: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(def.shape)) {
    const { schema: member, optional } = memberOf(declared);
    const at = memberPath(path, name);
    const read = own.has(name) ? readMember(report, value as object, name, at) : undefined;
    if (read === UNREADABLE) continue;
    if (read !== undefined) copy[name] = explain(report, member, read, at);
    else if (!optional) add(report, at, 'required', wanted(member), undefined);
  }
  explainUnknownKeys(report, def, own, value as object, path);
  return report.count === before ? explainOwnChecks(report, schema, copy, path, value) : copy;
}

function explainUnknownKeys(report: Report, def: z.core.$ZodObjectDef, own: ReadonlySet<string>, value: object, path: string): void {
  const known = def.shape;
  let named = 0;
  for (const name of own) {
    if (Object.hasOwn(known, name)) continue;
    if (named++ >= UNKNOWN_KEYS_MAX) {
      report.count++;
      continue;
    }
    const at = memberPath(path, name);
    const read = readMember(report, value, name, at);
    if (read !== UNREADABLE) add(report, at, 'unknown_key', 'no member of this name', read);
  }
}

function explainArray(report: Report, schema: z.core.$ZodType, def: z.core.$ZodArrayDef, value: unknown, path: string): unknown {
  const length = lengthOf(value);
  if (length === undefined) {
    add(report, path, 'type', 'a list', value);
    return undefined;
  }
  const { most } = boundsOf(schema);
  if (length > most) {
    add(report, path, 'too_many', `a list of at most ${most}`, value);
    return undefined;
  }
  const before = report.count;
  const guard = compileGuard(def.element);
  const copy: unknown[] = [];
  for (let index = 0; index < length && report.count < ISSUES_COUNTED_MAX; index++) {
    const at = `${path}[${index}]`;
    const read = readMember(report, value as object, index, at);
    if (read === UNREADABLE) continue;
    if (read === undefined) {
      add(report, at, 'required', wanted(def.element), undefined);
      continue;
    }
    const accepted = attempt(guard, read);
    copy.push(accepted === REFUSED ? explain(report, def.element, read, at) : accepted);
  }
  return report.count === before ? explainOwnChecks(report, schema, copy, path, value) : copy;
}

function explainRecord(report: Report, schema: z.core.$ZodType, def: z.core.$ZodRecordDef, value: unknown, path: string): unknown {
  const own = ownKeys(report, value, path);
  if (own === undefined) return undefined;
  if (own.size > RECORD_KEYS_MAX) {
    add(report, path, 'too_many', `at most ${RECORD_KEYS_MAX} members`, value);
    return undefined;
  }
  const before = report.count;
  const key = compileGuard(def.keyType);
  const copy = Object.create(null) as Record<string, unknown>;
  for (const name of own) {
    if (report.count >= ISSUES_COUNTED_MAX) break;
    const at = memberPath(path, name);
    if (name === '__proto__' || key(name) === REFUSED) {
      add(report, at, 'key', `as a name ${wanted(def.keyType)}`, name);
      continue;
    }
    const read = readMember(report, value as object, name, at);
    if (read === UNREADABLE) continue;
    if (read === undefined) add(report, at, 'required', wanted(def.valueType), undefined);
    else copy[name] = explain(report, def.valueType, read, at);
  }
  return report.count === before ? explainOwnChecks(report, schema, copy, path, value) : copy;
}

/** No table of the model holds more; its own rules may allow less. */
const RECORD_KEYS_MAX = 10_000;

/** The checks of an object, list or table whose members are known to be right already, so that they are not gone through a second time. */
function explainOwnChecks(report: Report, schema: z.core.$ZodType, copy: unknown, path: string, value: unknown): unknown {
  const checks = schema._zod.def.checks ?? [];
  return checks.length === 0 ? copy : explainByZod(report, z.any().check(...(checks as unknown as z.core.$ZodCheck<unknown>[])), copy, path, value);
}

function explainByZod(report: Report, schema: z.core.$ZodType, copy: unknown, path: string, value: unknown): unknown {
  const parsed = z.core.safeParse(schema, copy);
  if (parsed.success) return copy;
  for (const issue of parsed.error.issues) {
    const at = issue.path.reduce<string>((text, name) => (typeof name === 'number' ? `${text}[${name}]` : memberPath(text, String(name))), path);
    const got = issue.path.length === 0 ? value : issue.path.reduce<unknown>((holder, name) => (holder as Record<PropertyKey, unknown> | undefined)?.[name], copy);
    const { rule, expected } = ruleOf(issue, schema);
    add(report, at, rule, expected, got);
  }
  return copy;
}

function ruleOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType): { readonly rule: string; readonly expected: string } {
  switch (issue.code) {
    case 'custom': {
      const { rule, expected } = issue.params as { rule: string; expected: string };
      return { rule, expected };
    }
    case 'invalid_value':
      return { rule: 'choice', expected: wanted(schema) };
    case 'too_small':
      return issue.origin === 'array' ? { rule: 'too_few', expected: `a list of at least ${issue.minimum}` } : { rule: 'too_small', expected: `a number of at least ${issue.minimum}` };
    case 'too_big':
      // A number too large to be whole without doubt is reported as too big as well.
      return { rule: 'too_large', expected: `a number of at most ${issue.maximum}` };
    case 'invalid_type':
      return issue.expected === 'int' ? { rule: 'integer', expected: 'a whole number' } : { rule: 'type', expected: wanted(schema) };
    default:
      throw new TypeError(`The model has no schema that gives the issue ${issue.code}`);
  }
}

/** What a schema wants, in words. */
function wanted(schema: z.core.$ZodType): string {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'literal':
      return choice(def.values);
    case 'enum':
      return choice(Object.values(def.entries));
    default:
      return 'an object';
  }
}

function choice(values: readonly unknown[]): string {
  const quoted = values.map((value) => JSON.stringify(value));
  return quoted.length === 1 ? quoted[0]! : `one of ${quoted.join(', ')}`;
}

/** The names of an object's own members, or nothing if it is no plain object. Objects of another realm are plain too: their prototype has none. */
function ownKeys(report: Report, value: unknown, path: string): ReadonlySet<string> | undefined {
  try {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype === null || Object.getPrototypeOf(prototype) === null) return new Set(Object.keys(value));
      add(report, path, 'type', 'a plain object', value);
      return undefined;
    }
  } catch {
    add(report, path, 'unreadable', 'an object that can be read', undefined);
    return undefined;
  }
  add(report, path, 'type', 'an object', value);
  return undefined;
}

/** The length of a list; nothing for any other value and for one that cannot be read. */
function lengthOf(value: unknown): number | undefined {
  try {
    return Array.isArray(value) ? value.length : undefined;
  } catch {
    return undefined;
  }
}

const UNREADABLE: unique symbol = Symbol('unreadable');

function readMember(report: Report, holder: object, name: PropertyKey, path: string): unknown {
  try {
    return (holder as Record<PropertyKey, unknown>)[name];
  } catch {
    add(report, path, 'unreadable', 'a member that can be read', undefined);
    return UNREADABLE;
  }
}
