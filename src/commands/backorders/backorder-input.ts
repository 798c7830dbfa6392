import { compareText } from '../../foundation/index.js';
import type { BackorderLine, BackorderOrder, BackorderStrategy } from '../../allocation/index.js';
import type { LineBalance } from '../../model/index.js';
import { subtractGrains } from '../../quantity/index.js';
import { instantOf } from '../goods/offers.js';

/** Which lines a rule speaks of: what is left out matches all. */
export interface BackorderRule {
  readonly line?: string | undefined;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  /** What the run may do to them. Default `gain`. */
  readonly strategy?: BackorderStrategy | undefined;
  /** The lower, the sooner; a whole number. Default 0. */
  readonly priority?: number | undefined;
  /** RFC 3339 instant by which they are wanted. Default: as the order said, else as soon as possible. */
  readonly requestedAt?: string | undefined;
  /** RFC 3339 instant at which they were ordered. Default: as the order said, else before all others. */
  readonly placedAt?: string | undefined;
}

/** What lines go by, one after another; equal ones by their names. */
export type BackorderKey = 'priority' | 'requestedAt' | 'placedAt' | 'smallestFirst' | 'largestFirst' | 'line';

/** A request to share what there is of an item anew over its open lines. */
export interface RunBackordersInput {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default `runBackorders`. */
  readonly scope?: string | undefined;
  readonly item: string;
  /** Only goods at these locations, and lines as far as they can be served from there. Default: everywhere. */
  readonly locations?: readonly string[] | undefined;
  /** Of each setting, the first rule that fits a line and has it. */
  readonly rules?: readonly BackorderRule[] | undefined;
  /** Default: priority, requested date, date placed. */
  readonly order?: readonly BackorderKey[] | undefined;
  /** Answers what would be done, and does nothing. The key is not remembered. Default false. */
  readonly dryRun?: boolean | undefined;
}

/** What the rules of a run say of a line. */
export type BackorderTerms = Pick<BackorderLine, 'requestedAt' | 'placedAt'> & { readonly strategy: BackorderStrategy; readonly priority: number };

/** What the rules of a run say of a line, or its order where they say nothing. */
export function termsOf(input: RunBackordersInput, line: LineBalance, placedAt: number | undefined, at: number): BackorderTerms {
  const setting = <Value>(read: (rule: BackorderRule) => Value | undefined): Value | undefined => settingOf(input, line, read);
  return {
    strategy: setting(({ strategy }) => strategy) ?? 'gain', priority: setting(({ priority }) => priority) ?? 0,
    requestedAt: instantOf(setting(({ requestedAt }) => requestedAt)) ?? line.requestedFor ?? at, placedAt: instantOf(setting((rule) => rule.placedAt)) ?? placedAt ?? 0,
  };
}

function settingOf<Value>({ rules = [] }: RunBackordersInput, line: LineBalance, read: (rule: BackorderRule) => Value | undefined): Value | undefined {
  for (const rule of rules) {
    const fits = (rule.line ?? line.line) === line.line && (rule.channel ?? line.channel) === line.channel && (rule.account ?? line.account) === line.account;
    const value = fits ? read(rule) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

const BY: Readonly<Record<BackorderKey, { readonly words: string; readonly compare: BackorderOrder['compare'] }>> = {
  priority: { words: 'priority', compare: (one, other) => (one.priority ?? 0) - (other.priority ?? 0) },
  requestedAt: { words: 'requested date', compare: (one, other) => one.requestedAt - other.requestedAt },
  placedAt: { words: 'date placed', compare: (one, other) => one.placedAt - other.placedAt },
  smallestFirst: { words: 'smallest first', compare: (one, other) => subtractGrains(one.requested, other.requested) },
  largestFirst: { words: 'largest first', compare: (one, other) => subtractGrains(other.requested, one.requested) },
  line: { words: 'line', compare: (one, other) => compareText(one.line, other.line) },
};

/** A declared order as a comparison; lines that are equal by it go by their names. */
export function orderOf(keys: readonly BackorderKey[] = ['priority', 'requestedAt', 'placedAt']): BackorderOrder {
  const all = [...new Set([...keys, 'line' as const])].map((key) => BY[key]);
  return {
    description: all.map(({ words }) => words).join(', '),
    compare: (one, other) => {
      for (const { compare } of all) {
        const difference = compare(one, other);
        if (difference !== 0) return difference;
      }
      return 0;
    },
  };
}
