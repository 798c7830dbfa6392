import { byStrength, causeId, type CauseDraft } from './cause-list.js';
import type { Cell } from './cell.js';
import type { Candidate, Candidates, FactorCandidate, RoundingCandidate } from './candidates.js';

/**
 * How far small sets of candidates are searched: all sets of one and two, and of three where there are no more than so many candidates. Sets that a rounding closes are tried with up
 * to one candidate.
 */
export const SEARCH = { causesMax: 3, candidatesForThree: 300, alternativesMax: 10 } as const;

/** A set of candidates and what it leaves of a cell's rest. */
export interface Fit {
  readonly factor: FactorCandidate | undefined;
  /** What the factor covers. */
  readonly factorAmount: bigint;
  readonly parts: readonly Candidate[];
  readonly rounding: RoundingCandidate | undefined;
  /** What the rounding covers. */
  readonly roundingAmount: bigint;
  /** What is left: zero for a set that explains all. */
  readonly left: bigint;
}

/** The sets of exactly so many candidates that explain all of a cell's rest. */
export function fitsOf(cell: Cell, candidates: Candidates, size: number): readonly Fit[] {
  const found: Fit[] = [];
  for (const base of bases(cell, candidates)) {
    const free = size - (base.factor === undefined ? 0 : 1);
    if (free < 0) continue;
    for (const parts of setsWithSum(candidates.parts, base.left, free)) found.push({ ...base, parts, left: 0n });
    for (const rounding of candidates.roundings) {
      for (const [parts, rest] of roundedSets(cell, candidates.parts, base.left, free - 1, rounding)) found.push({ ...base, parts, rounding, roundingAmount: rest, left: 0n });
    }
  }
  return found;
}

/** What is left of a cell's rest with at most one candidate, whatever it is: for pairs of cells. */
export function leftWith(cell: Cell, candidates: Candidates): readonly Fit[] {
  const [plain, ...withFactor] = bases(cell, candidates);
  return [plain!, ...candidates.parts.map((part) => ({ ...plain!, parts: [part], left: plain!.left - part.amount })), ...withFactor];
}

/** How many causes a set has. */
export function fitSize({ factor, parts, rounding }: Fit): number {
  return parts.length + (factor === undefined ? 0 : 1) + (rounding === undefined ? 0 : 1);
}

/** The causes of a set with what each covers. */
export function coveredBy({ factor, factorAmount, parts, rounding, roundingAmount }: Fit): readonly (readonly [CauseDraft, bigint])[] {
  const covered = parts.map(({ cause, amount }): readonly [CauseDraft, bigint] => [cause, amount]);
  if (factor !== undefined) covered.push([factor.cause, factorAmount]);
  if (rounding !== undefined) covered.push([rounding.cause, roundingAmount]);
  return covered.sort(([one], [other]) => byStrength(one, other));
}

/** The order of preference among sets of one size: by their strongest cause, then by the next. */
export function compareFits(one: Fit, other: Fit): number {
  const [ours, theirs] = [coveredBy(one), coveredBy(other)];
  for (let at = 0; at < ours.length && at < theirs.length; at++) {
    const order = byStrength(ours[at]![0], theirs[at]![0]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A set in words, and the same with others that are alike in the place of each part. */
export function describeFit(fit: Fit): readonly string[] {
  const causes = coveredBy(fit).map(([cause]) => cause);
  const words = (replaced?: CauseDraft, by?: CauseDraft): string => causes.map((cause) => describeCause(cause === replaced ? by! : cause)).join(' + ');
  return [words(), ...fit.parts.flatMap(({ cause, alike = [] }) => alike.map((other) => words(cause, other)))];
}

function describeCause({ kind, side, subject }: CauseDraft): string {
  return [kind, side ?? '', ...subject.split('\u001f')].filter((word) => word !== '').join(' ');
}

/** What is left for parts, without a factor and with each that comes out even. */
function bases({ left, right, rest }: Cell, { factors }: Candidates): readonly Fit[] {
  const plain: Fit = { factor: undefined, factorAmount: 0n, parts: [], rounding: undefined, roundingAmount: 0n, left: rest };
  const found = [plain];
  for (const factor of factors) {
    const told = factor.side === 'right' ? right : left;
    if (told === 0n || (told * factor.d) % factor.n !== 0n) continue;
    const meant = (told * factor.d) / factor.n;
    // The figure is n/d times what it should be; the rest would have been less by this much.
    const factorAmount = factor.side === 'right' ? told - meant : meant - told;
    if (factorAmount !== 0n) found.push({ ...plain, factor, factorAmount, left: rest - factorAmount });
  }
  return found;
}

/** The sets of exactly `size` candidates whose amounts sum to `sum`. */
function setsWithSum(candidates: readonly Candidate[], sum: bigint, size: number): (readonly Candidate[])[] {
  if (size === 0) return sum === 0n ? [[]] : [];
  if (sum === 0n || (size === SEARCH.causesMax && candidates.length > SEARCH.candidatesForThree)) return [];
  if (size === 1) return candidates.filter(({ amount }) => amount === sum).map((one) => [one]);
  const byAmount = new Map<bigint, number[]>();
  candidates.forEach(({ amount }, at) => byAmount.set(amount, [...(byAmount.get(amount) ?? []), at]));
  const found: (readonly Candidate[])[] = [];
  const close = (chosen: readonly number[], last: number, missing: bigint): void => {
    for (const at of byAmount.get(missing) ?? []) if (at > last) found.push([...chosen, at].map((index) => candidates[index]!));
  };
  for (let first = 0; first < candidates.length; first++) {
    const missing = sum - candidates[first]!.amount;
    if (size === 2) close([first], first, missing);
    else for (let second = first + 1; second < candidates.length; second++) close([first, second], second, missing - candidates[second]!.amount);
  }
  return found.filter(hasNoNeedless);
}

/** Whether no part of a set is nothing: two candidates that cancel explain nothing. */
function hasNoNeedless(parts: readonly Candidate[]): boolean {
  return parts.every((one, at) => parts.every((other, place) => place <= at || (one.amount !== -other.amount && causeId(one.cause) !== causeId(other.cause))));
}

/** Sets after which less than a step is left on a side that stands on its step, with that rest. */
function roundedSets(cell: Cell, candidates: readonly Candidate[], left: bigint, size: number, { side, step }: RoundingCandidate): (readonly [readonly Candidate[], bigint])[] {
  if (size < 0 || size > 1 || cell[side] % step !== 0n) return [];
  const sets: (readonly Candidate[])[] = size === 0 ? [[]] : candidates.map((one) => [one]);
  return sets.map((parts) => [parts, parts.reduce((rest, { amount }) => rest - amount, left)] as const).filter(([, rest]) => rest !== 0n && rest < step && rest > -step);
}
