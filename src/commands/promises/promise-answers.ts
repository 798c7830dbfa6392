import { formatInstant } from '../../foundation/index.js';
import type { ExpectedLine, Register } from '../../model/index.js';
import type { LeftOut, Promised, PromisedShipment, PromiseBucket, PromiseExplanation, PromiseGap, Schedule } from '../../promise/index.js';
import type { Grains, Quantity } from '../../quantity/index.js';
import type { ReadVersion } from '../answers.js';
import { quantityOf } from '../answers.js';
import type { PromiseLineOutcome, PromiseLineRefused } from './decide-promise.js';

/** A record of one item as people and partners read it: amounts in its base unit, instants in RFC 3339, `grains` as `quantity`. */
export type Dated<Value> =
  Value extends Grains ? Quantity
    : Value extends number ? string
      : Value extends readonly (infer Entry)[] ? readonly Dated<Entry>[]
        : Value extends object ? { readonly [Name in keyof Value as Name extends 'grains' ? 'quantity' : Name]: Dated<Value[Name]> }
          : Value;

/** What may be promised of an item, bucket by bucket, with the dated lines behind it. */
export interface AvailableToPromiseAnswer {
  readonly item: string;
  readonly channel?: string | undefined;
  /** The places the figures are of, together. */
  readonly locations: readonly string[];
  readonly at: string;
  /** The version of the rules of promising, and of the policy that buffers and segments are of. */
  readonly rules: string;
  readonly policy: string;
  /** Usable now. Below zero where more is claimed than there is. */
  readonly opening: Quantity;
  readonly horizonEndAt: string | undefined;
  readonly buckets: readonly Dated<PromiseBucket>[];
  /** Goods to come and goods wanted, line by line, as the ledger has them. */
  readonly supplies: readonly Dated<Schedule['supplies'][number]>[];
  readonly demands: readonly Dated<Schedule['demands'][number]>[];
  /** What ends, of what is there. */
  readonly lots: readonly Dated<NonNullable<Schedule['lots']>[number]>[];
  /** What the rules do not count. */
  readonly leftOut: readonly Dated<LeftOut>[];
  /** Goods on the way without a date, which do not count. */
  readonly undated: readonly Dated<ExpectedLine>[];
  /** What a maximum of the channel leaves it, and which. */
  readonly limit?: { readonly segment: string; readonly quantity: Quantity } | undefined;
  readonly version: ReadVersion;
}

/** One line as it was promised. */
export interface PromisedLineAnswer extends Dated<Omit<Promised, 'policy' | 'shipments' | 'gap' | 'at'>> {
  readonly line: string;
  readonly item: string;
  readonly wantedAt: string;
  readonly shipments: readonly Dated<PromisedShipment>[];
  /** What is lacking, for a planner; absent if everything is confirmed. */
  readonly gap?: Dated<PromiseGap> | undefined;
  /** What is held now, or would be. */
  readonly holds: readonly { readonly item: string; readonly location: string; readonly quantity: Quantity }[];
  /** The parts of a kit that it takes; absent for what is no kit. */
  readonly parts?: readonly { readonly item: string; readonly quantity: Quantity }[] | undefined;
}

/** Why one line is not promised. */
export type PromiseLineReason = Dated<PromiseLineRefused>;

/** A line that cannot be promised as asked. */
export interface RefusedPromiseLine {
  readonly line: string;
  readonly item: string;
  readonly reason: PromiseLineReason;
}

/** Why there is no more, at a place. */
export type PromiseExplained = Dated<PromiseExplanation> & { readonly location: string; readonly item: string };

const INSTANTS: ReadonlySet<string> = new Set(['at', 'by', 'from', 'usableUntil']);

/** Writes amounts of an item in its base unit and instants in RFC 3339, at every depth. */
export function dated<Value>(register: Register, item: string, value: Value, name = ''): Dated<Value> {
  return written(register, item, value, name) as Dated<Value>;
}

function written(register: Register, item: string, value: unknown, name: string): unknown {
  if (typeof value === 'number') return INSTANTS.has(name) || name.endsWith('At') ? formatInstant(value) : quantityOf(register, item, value as Grains);
  if (Array.isArray(value)) return value.map((entry: unknown) => written(register, item, entry, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, content]) => [member === 'grains' ? 'quantity' : member, written(register, item, content, member)]));
}

/** A promised line in base units. */
export function answerPromised(register: Register, { line, item, wantedAt, parts, holds }: PromiseLineOutcome, promised: Promised): PromisedLineAnswer {
  const { policy: _policy, at: _at, shipments, gap, ...said } = promised;
  const kit = parts.length > 1 || parts[0]?.item !== item;
  return {
    line, item, wantedAt: formatInstant(wantedAt), ...dated(register, item, said),
    shipments: dated(register, item, shipments), ...(gap === undefined ? {} : { gap: dated(register, item, gap) }),
    holds: holds.map(({ item: part, location, grains }) => ({ item: part, location, quantity: quantityOf(register, part, grains) })),
    ...(kit ? { parts: parts.map((part) => ({ item: part.item, quantity: quantityOf(register, part.item, (promised.confirmed * part.per) as Grains) })) } : {}),
  };
}

/** The explanations of a line in base units, each in that of its part. */
export function answerExplained(register: Register, { explanations }: PromiseLineOutcome): readonly PromiseExplained[] {
  return explanations.map(({ location, item, ...explained }) => ({ location, item, ...dated(register, item, explained) }));
}
