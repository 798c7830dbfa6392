import { causeId, type CauseDraft } from './cause-list.js';
import type { Cell } from './cell.js';
import type { Comparison, Side } from './difference.js';
import { groupBy } from './link-names.js';
import type { KnownCarried, KnownClaim, KnownEvent } from './read-evidence.js';
import type { Pack } from './read-packs.js';
import type { ClaimMeasure, StatementHead } from './statement.js';

/** Something that would change a difference by an amount, if it were so. */
export interface Candidate {
  readonly cause: CauseDraft;
  /** The change of right less left. */
  readonly amount: bigint;
  /** Others of the same kind, side and amount, which would explain as much. */
  readonly alike?: readonly CauseDraft[] | undefined;
}

/** How many candidates of one kind, side and amount are tried together; the others are named as alike. */
const ALIKE_MAX = 3;

/** A way in which the whole figure of a side may be wrong: it would be n/d times what it should be. */
export interface FactorCandidate {
  readonly cause: CauseDraft;
  readonly side: Side;
  readonly n: bigint;
  readonly d: bigint;
}

/** A side that is rounded to a step. */
export interface RoundingCandidate {
  readonly cause: CauseDraft;
  readonly side: Side;
  readonly step: bigint;
}

/** Everything that could have to do with one cell. */
export interface Candidates {
  readonly parts: readonly Candidate[];
  readonly factors: readonly FactorCandidate[];
  readonly roundings: readonly RoundingCandidate[];
}

/** What candidates are made of, by the text of the cell they belong to. */
export interface CandidateSource {
  readonly events: ReadonlyMap<string, readonly KnownEvent[]>;
  readonly claims: ReadonlyMap<string, readonly KnownClaim[]>;
  readonly carried: ReadonlyMap<string, readonly KnownCarried[]>;
  /** By item. */
  readonly packs: ReadonlyMap<string, readonly Pack[]>;
  readonly comparison: Comparison;
  readonly suspects: readonly Side[];
  /** The steps of the sides that are rounded, at the exact scale. */
  readonly steps: Readonly<Partial<Record<Side, bigint | undefined>>>;
}

/** Everything that could have to do with a cell, without a proof that it has. */
export function candidatesFor(cell: Cell, source: CandidateSource): Candidates {
  const parts: Candidate[] = (source.carried.get(cell.text) ?? []).map(({ amount, reference }) => ({
    amount, cause: { kind: 'carriedOver', side: undefined, certainty: 'fitting', subject: reference, reference },
  }));
  for (const side of source.suspects) {
    parts.push(...eventCandidates(source.events.get(cell.text) ?? [], side));
    parts.push(...claimCandidates(source.claims.get(cell.text) ?? [], side, source.comparison[side]));
  }
  return { parts: withoutAlike(oneForEachCause(parts)), factors: source.suspects.flatMap((side) => factorCandidates(cell, side, source)), roundings: roundingCandidates(source) };
}

/** What a cause changes at a cell is the sum of all its candidates there: postings of one event, claims of one order. */
function oneForEachCause(parts: readonly Candidate[]): readonly Candidate[] {
  return [...groupBy(parts, ({ cause }) => causeId(cause)).values()].map((own) => ({ ...own[0]!, amount: own.reduce((sum, { amount }) => sum + amount, 0n) }));
}

/** At most a few of each kind, side and amount; a set never needs more. */
function withoutAlike(parts: readonly Candidate[]): readonly Candidate[] {
  const classes = groupBy(parts, ({ cause: { kind, side }, amount }) => `${kind} ${side ?? ''} ${amount}`);
  return [...classes.values()].flatMap((members) => {
    const alike = members.slice(ALIKE_MAX).map(({ cause }) => cause);
    return members.slice(0, ALIKE_MAX).map((one) => ({ ...one, alike }));
  });
}

/** An event may be missing or doubled on a side that should have it and has no record of what it counted. */
function eventCandidates(events: readonly KnownEvent[], side: Side): Candidate[] {
  return events.filter(({ counted }) => counted[side].times === 1 && !counted[side].recorded).flatMap(({ event, amount }) => {
    const about = { side, certainty: 'fitting', subject: `${event.source}\u001f${event.id}`, events: [event] } as const;
    return [
      { amount: forSide(side, amount), cause: { ...about, kind: 'duplicateEvent', times: 1 } },
      { amount: forSide(side, -amount), cause: { ...about, kind: 'missingEvent' } },
    ] satisfies Candidate[];
  });
}

/** The claims of one measure together, and each by itself, may be taken off once more or once less than the side says. */
function claimCandidates(claims: readonly KnownClaim[], side: Side, { netOf = [] }: StatementHead): Candidate[] {
  const found: Candidate[] = [];
  for (const measure of ['reserved', 'allocated', 'picked'] satisfies ClaimMeasure[]) {
    const own = claims.filter(({ claim }) => claim.measure === measure);
    if (own.length === 0) continue;
    const rule = `the ${side} side says it is ${netOf.includes(measure) ? `net of ${measure}` : `not net of ${measure}`}`;
    const add = (subject: string, rules: readonly string[], amount: bigint): void => {
      const about = { side, certainty: 'fitting', subject, rules } as const;
      found.push({ amount: forSide(side, -amount), cause: { ...about, kind: 'nettedTwice' } });
      if (netOf.includes(measure)) found.push({ amount: forSide(side, amount), cause: { ...about, kind: 'notNetted' } });
    };
    add(measure, [rule], own.reduce((sum, { amount }) => sum + amount, 0n));
    if (own.some(({ claim }) => claim.reference !== own[0]!.claim.reference)) for (const { claim, amount } of own) add(`${measure}\u001f${claim.reference}`, [rule, claim.reference], amount);
  }
  return found;
}

/** The sign, and each pack of the item in both directions; packs of one number are one factor. */
function factorCandidates({ key, items }: Cell, side: Side, { packs }: CandidateSource): FactorCandidate[] {
  const told = items.flatMap((item) => packs.get(item) ?? []).filter(({ unit, of }) => key.unit === '' || key.unit === unit || key.unit === of)
    .flatMap(({ n, d, text }) => [{ n, d, text }, { n: d, d: n, text }]);
  const factors = [...groupBy(told, ({ n, d }) => (d === 1n ? String(n) : `${n}/${d}`))].map(([factor, own]): FactorCandidate => {
    const { n, d } = own[0]!;
    return { side, n, d, cause: { kind: 'unitFactor', side, certainty: 'fitting', subject: `${key.item}\u001f${factor}`, rules: own.map(({ text }) => text), factor } };
  });
  return [{ side, n: -1n, d: 1n, cause: { kind: 'sign', side, certainty: 'fitting', subject: key.item } }, ...factors];
}

function roundingCandidates({ steps }: CandidateSource): RoundingCandidate[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const step = steps[side];
    return step === undefined ? [] : [{ side, step, cause: { kind: 'rounding', side, certainty: 'proven', subject: '', rules: [`the ${side} side is rounded to its precision`] } }];
  });
}

/** The change of right less left when a side's figure changes. */
export function forSide(side: Side, amount: bigint): bigint {
  return side === 'right' ? amount : -amount;
}
