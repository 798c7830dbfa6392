/** A place in a record or event where it breaks its schema. */
export interface ModelIssue {
  /** Where it stands: `$.quantity.amount`, `$.balances[3].lot`. */
  readonly path: string;
  /**
   * The rule that is broken, a stable name. Of any member: `type`, `required`, `unknown_key`, `unreadable` (reading it threw). Of texts: `identifier`, `unit`,
   * `tenant`, `request`, `text`, `amount`, `percent`, `instant`, `date`, `time_zone`, `country`, `gtin`. Of numbers: `integer`, `too_small`, `too_large`. Of
   * choices: `choice`. Of lists and tables: `too_few`, `too_many`, `key`. Of the version: `version`. Between members: `distinct`, `one_total`, `total`,
   * `needs_detail`, `not_zero`, `not_held`, `sum`. Of CloudEvents: `uri`, `sequence`.
   */
  readonly rule: string;
  /** What was wanted, in words. */
  readonly expected: string;
  /** What was there instead: its kind and the beginning of it, at most some 60 characters. */
  readonly got: string;
  readonly message: string;
}

/** How many issues an answer lists. */
export const ISSUES_MAX = 20;

/** The longest part of a value or name that an issue repeats, in UTF-16 code units. */
export const EXCERPT_LENGTH_MAX = 40;

/** Builds an issue. The message is made from the parts. */
export function modelIssue(path: string, rule: string, expected: string, value: unknown): ModelIssue {
  const got = describeValue(value);
  return { path, rule, expected, got, message: `${path}: expected ${expected}, got ${got}` };
}

/** A value's kind and the beginning of it. Never throws and never calls a method of the value. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return value.length <= EXCERPT_LENGTH_MAX ? `text ${JSON.stringify(value)}` : `text ${JSON.stringify(excerpt(value))} of ${value.length} characters`;
    case 'number':
      return `number ${Object.is(value, -0) ? '-0' : value}`;
    case 'boolean':
      return `boolean ${value}`;
    case 'object':
      return value === null ? 'null' : describeObject(value);
    default:
      return typeof value;
  }
}

function describeObject(value: object): string {
  try {
    return Array.isArray(value) && typeof value.length === 'number' ? `list of ${value.length}` : 'object';
  } catch {
    // A proxy that was revoked, or whose traps throw.
    return 'object';
  }
}

/** The path of a member. Names that are not plain words are quoted, and cut where they are long. */
export function memberPath(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]{0,39}$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(excerpt(name))}]`;
}

function excerpt(text: string): string {
  return text.length <= EXCERPT_LENGTH_MAX ? text : `${text.slice(0, EXCERPT_LENGTH_MAX - 1)}…`;
}
