import { byStrength, type CauseDraft } from './cause-list.js';
import type { Cell } from './cell.js';
import { forSide, type Candidate, type Candidates, type FactorCandidate, type RoundingCandidate } from './candidates.js';
import type { Side } from './difference.js';

/**
 * How far small sets of candidates are searched: all sets of one and two, and of three where there are no more than so many candidates. Sets that a rounding closes are tried with up
 * to one candidate.
 */
export const SEARCH = { causesMax: 3, candidatesForThree: 300, alternativesMax: 10 } as const;

/** A set of candidates and what it leaves of a cell's rest. */
export interface Fit {
  /** At most two, of one side, with what each covers. */
  readonly factors: readonly (readonly [FactorCandidate, bigint])[];
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
    const free = size - base.factors.length;
    for (const parts of setsWithSum(candidates.parts, base.left, free)) found.push({ ...base, parts, left: 0n });
    for (const rounding of candidates.roundings) {
      for (const [parts, rest] of roundedSets(cell, candidates.parts, base.left, free - 1, rounding)) found.push({ ...base, parts, rounding, roundingAmount: rest, left: 0n });
    }
  }
  return [...found, ...changedAfter(cell, candidates, size)];
}

/** The sets in which a figure is multiplied first and then carries something over, or is rounded. */
function changedAfter(cell: Cell, { factors, parts, roundings }: Candidates, size: number): readonly Fit[] {
  const found: Fit[] = [];
  const carried = parts.filter(({ cause }) => cause.kind === 'carriedOver');
  for (const factor of factors) {
    const { side, n, d } = factor;
    const meant = meantBy(cell, side);
    if ((meant * n) % d !== 0n) continue;
    const factorAmount = forSide(side, (meant * n) / d - meant);
    const left = cell.rest - factorAmount;
    if (left === 0n) continue;
    const base = { ...plainFit(cell), factors: [[factor, factorAmount]] as const, left: 0n };
    for (const set of setsWithSum(carried, left, size - 1)) found.push({ ...base, parts: set });
    for (const rounding of roundings) {
      for (const [, rest] of roundedSets(cell, [], left, size - 2, rounding)) found.push({ ...base, rounding, roundingAmount: rest });
    }
  }
  return found;
}

/** What a side should say if what is not covered yet were its mistake. */
export function meantBy({ left, right, rest }: Cell, side: Side): bigint {
  return side === 'right' ? right - rest : left + rest;
}

/** What is left of a cell's rest with at most one candidate, whatever it is: for pairs of cells. */
export function leftWith(cell: Cell, candidates: Candidates): readonly Fit[] {
  const [plain, ...withFactor] = bases(cell, candidates).filter(({ factors }) => factors.length <= 1);
  return [plain!, ...candidates.parts.map((part) => ({ ...plain!, parts: [part], left: plain!.left - part.amount })), ...withFactor];
}

/** How many causes a set without a rounding has. */
export function fitSize({ factors, parts }: Fit): number {
  return parts.length + factors.length;
}

/** A set of no causes, which leaves all. */
export function plainFit({ rest }: Cell): Fit {
  return { factors: [], parts: [], rounding: undefined, roundingAmount: 0n, left: rest };
}

/** Whether less than a step is left on a side that stands on its step. */
export function isRounded(cell: Cell, left: bigint, { side, step }: RoundingCandidate): boolean {
  return cell[side] % step === 0n && left < step && left > -step;
}

/** The causes of a set with what each covers. */
export function coveredBy({ factors, parts, rounding, roundingAmount }: Fit): readonly (readonly [CauseDraft, bigint])[] {
  const covered = parts.map(({ cause, amount }): readonly [CauseDraft, bigint] => [cause, amount]);
  for (const [{ cause }, amount] of factors) covered.push([cause, amount]);
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

/** What is left for parts, without a factor and with each one and two of a side that come out even. */
function bases(cell: Cell, { factors }: Candidates): readonly Fit[] {
  const found = [plainFit(cell)];
  const multiply = (side: Side, told: bigint, base: Fit, from: number): void => {
    for (let at = from; at < factors.length; at++) {
      const factor = factors[at]!;
      if (factor.side !== side || (told * factor.d) % factor.n !== 0n) continue;
      const meant = (told * factor.d) / factor.n;
      // The figure is n/d times what it should be; the rest would have been less by this much.
      const amount = forSide(side, told - meant);
      const fit: Fit = { ...base, factors: [...base.factors, [factor, amount]], left: base.left - amount };
      found.push(fit);
      if (base.factors.length === 0) multiply(side, meant, fit, at + 1);
    }
  };
  for (const side of SIDES) multiply(side, cell[side], found[0]!, 0);
  return found;
}

const SIDES: readonly Side[] = ['left', 'right'];

/** The sets of exactly `size` candidates whose amounts sum to `sum`. Smaller ones are tried before, so no part of a set is nothing. */
function setsWithSum(candidates: readonly Candidate[], sum: bigint, size: number): (readonly Candidate[])[] {
  if (size <= 0) return size === 0 && sum === 0n ? [[]] : [];
  if (size === SEARCH.causesMax && candidates.length > SEARCH.candidatesForThree) return [];
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
  return found;
}

/** Sets of no candidate, or of one where `size` allows it, after which less than a step is left on a side that stands on its step, with that rest. */
function roundedSets(cell: Cell, candidates: readonly Candidate[], left: bigint, size: number, rounding: RoundingCandidate): (readonly [readonly Candidate[], bigint])[] {
  if (size < 0) return [];
  const sets: (readonly Candidate[])[] = size === 0 ? [[]] : candidates.map((one) => [one]);
  return sets.map((parts) => [parts, parts.reduce((rest, { amount }) => rest - amount, left)] as const).filter(([, rest]) => isRounded(cell, rest, rounding));
}
