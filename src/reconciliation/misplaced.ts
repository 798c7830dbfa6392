import type { CauseKind } from './cause.js';
import { type CauseDraft } from './cause-list.js';
import type { Candidates } from './candidates.js';
import type { Cell } from './cell.js';
import type { Side } from './difference.js';
import { compareFits, fitSize, fitsOf, isRounded, leftWith, meantBy, plainFit, type Fit } from './fit-parts.js';
import { groupBy } from './link-names.js';
import type { KnownEvent } from './read-evidence.js';
import { compareKeys, KEY_PARTS, type KeyPart } from './statement-key.js';

/** Two cells that differ in one part of their keys, and what one has too much the other lacks, after what else explains them. */
export interface Misplaced {
  readonly cells: readonly [Cell, Cell];
  readonly fits: readonly [Fit, Fit];
  readonly part: MovablePart;
  /** Other cells that would do as well as the second. */
  readonly rivals: readonly Cell[];
}

/** A cell with a set of causes and what that leaves. */
export interface Offer {
  readonly cell: Cell;
  readonly fit: Fit;
}

/** The parts of a key in which goods can be misplaced. */
export type MovablePart = 'location' | 'state' | 'lot' | 'serial' | 'owner';

const KINDS: Readonly<Record<MovablePart, CauseKind>> = { location: 'wrongLocation', lot: 'lotMixUp', serial: 'serialMixUp', state: 'wrongState', owner: 'wrongOwner' };

/** How many cells may differ in one part alone for pairs with other causes, and for two moves at three cells, to be tried; pure pairs are always found. */
export const MISPLACED_CELLS_MAX = 200;

/** The cells that differ in one part alone, by part, where there are two or more. */
export function movableGroups(cells: readonly Cell[]): readonly { readonly part: MovablePart; readonly group: readonly Cell[] }[] {
  return (Object.keys(KINDS) as MovablePart[]).flatMap((part) => {
    const groups = groupBy(cells, ({ key }) => KEY_PARTS.filter((one) => one !== part).map((one) => key[one]).join('\u001f'));
    return [...groups.values()].filter((group) => group.length > 1).map((group) => ({ part, group }));
  });
}

/** The pairs among unexplained cells that so many other causes beside the misplacement explain, each cell in one pair, in the order of keys. */
export function misplacedPairs(cells: readonly Cell[], candidatesOf: (cell: Cell) => Candidates, size: number): readonly Misplaced[] {
  const found: Misplaced[] = [];
  const taken = new Set<Cell>();
  for (const { part, group } of movableGroups(cells)) {
    if (size > 0 && group.length > MISPLACED_CELLS_MAX) continue;
    const offers = group.flatMap((cell) => leftWith(cell, size === 0 ? NONE : candidatesOf(cell)).map((fit) => ({ cell, fit })));
    const byLeft = groupBy(offers, ({ fit }) => String(fit.left));
    for (const own of groupBy(offers, ({ cell: { text } }) => text).values()) {
      const { cell } = own[0]!;
      if (taken.has(cell)) continue;
      const matches = [...matchesOf(own, byLeft, size), ...(size === 1 ? roundedMatches(cell, group, candidatesOf) : [])].filter(({ other }) => !taken.has(other));
      const [best] = matches.sort((one, another) => compareFits(one.own, another.own) || compareFits(one.theirs, another.theirs));
      if (best === undefined) continue;
      const rivals = [...new Set(matches.filter(({ other }) => other !== best.other).map(({ other }) => other))];
      taken.add(cell).add(best.other);
      found.push(moveBetween({ cell, fit: best.own }, { cell: best.other, fit: best.theirs }, part, rivals));
    }
  }
  return found;
}

/** A move between two cells, in the order of their keys. */
export function moveBetween(one: Offer, other: Offer, part: MovablePart, rivals: readonly Cell[]): Misplaced {
  const [first, second] = compareKeys(one.cell.key, other.cell.key) < 0 ? [one, other] : [other, one];
  return { cells: [first.cell, second.cell], fits: [first.fit, second.fit], part, rivals };
}

const NONE: Candidates = { parts: [], factors: [], roundings: [] };

interface Match {
  readonly other: Cell;
  readonly own: Fit;
  readonly theirs: Fit;
}

/** The cells with which a cell makes a pair. */
function matchesOf(offers: readonly Offer[], byLeft: ReadonlyMap<string, readonly Offer[]>, size: number): readonly Match[] {
  const matches: Match[] = [];
  for (const { cell, fit: own } of offers) {
    for (const { cell: other, fit: theirs } of byLeft.get(String(-own.left)) ?? []) {
      if (other !== cell && fitSize(own) + fitSize(theirs) === size) matches.push({ other, own, theirs });
    }
  }
  return matches;
}

/**
 * The pairs in which an event shows what was moved, one cell is rounded besides, and nothing else explains the other: rounding alone would explain the one and leave the other.
 */
export function shownRoundedPairs(cells: readonly Cell[], candidatesOf: (cell: Cell) => Candidates, eventsOf: (cell: Cell) => readonly KnownEvent[]): readonly Misplaced[] {
  const found: Misplaced[] = [];
  const taken = new Set<Cell>();
  const isShown = ({ own, other }: Match, cell: Cell): boolean => [...eventsOf(cell), ...eventsOf(other)].some(({ amount }) => amount === own.left || amount === -own.left);
  for (const { part, group } of movableGroups(cells)) {
    if (group.length > MISPLACED_CELLS_MAX) continue;
    for (const cell of group) {
      if (taken.has(cell) || candidatesOf(cell).roundings.length === 0 || fitsOf(cell, candidatesOf(cell), 1).length > 0) continue;
      const [best, ...others] = roundedMatches(cell, group, candidatesOf).filter((match) => !taken.has(match.other) && match.own.rounding === undefined && isShown(match, cell));
      if (best === undefined) continue;
      taken.add(cell).add(best.other);
      found.push(moveBetween({ cell, fit: best.own }, { cell: best.other, fit: best.theirs }, part, others.map(({ other }) => other)));
    }
  }
  return found;
}

/** The cells with which a cell makes a pair but for less than a step, where one of the two is rounded. */
function roundedMatches(cell: Cell, cells: readonly Cell[], candidatesOf: (cell: Cell) => Candidates): readonly Match[] {
  const { roundings } = candidatesOf(cell);
  return roundings.flatMap((rounding) => cells.filter((other) => other !== cell).flatMap((other): Match[] => {
    const between = cell.rest + other.rest;
    const rounded = (one: Cell): Fit => ({ ...plainFit(one), rounding, roundingAmount: between, left: one.rest - between });
    const fits = (one: Cell): boolean => isRounded(one, between, rounding);
    const found = [...(fits(cell) ? [{ other, own: rounded(cell), theirs: plainFit(other) }] : []), ...(fits(other) ? [{ other, own: plainFit(cell), theirs: rounded(other) }] : [])];
    // Where both stand on the step, the one that should not is the likelier one.
    return meantBy(cell, rounding.side) % rounding.step === 0n ? found.reverse() : found;
  }));
}

/**
 * Whether two keys have each other's figures, before or after what else is wrong with either. What a side says is what it should say and its misplaced part; the parts of
 * two keys that were exchanged are as far apart as the figures.
 */
function isExchanged([one, other]: Misplaced['cells'], fits: Misplaced['fits'], side: Side): boolean {
  const moved = side === 'right' ? fits[0].left : -fits[0].left;
  const told = ({ [side]: figure, rest }: Cell, { left }: Fit): bigint[] => [figure, figure - (side === 'right' ? rest - left : left - rest)];
  return told(one, fits[0]).some((first) => first !== 0n && told(other, fits[1]).some((second) => second !== 0n && first - second === moved));
}

/** The cause of a pair, with the event that shows it where one and only one has just that amount. */
export function misplacedCause({ cells: [one, other], fits, part }: Misplaced, side: Side, events: readonly KnownEvent[]): CauseDraft {
  const moved = fits[0].left;
  const named = events.filter(({ amount }) => amount === moved || amount === -moved);
  const values = [one.key[part], other.key[part]].map((value) => (value === '' ? '(none)' : value));
  return {
    kind: isExchanged([one, other], fits, side) ? 'swapped' : KINDS[part], side, certainty: 'fitting', subject: `${one.text}\u001e${other.text}`, part: part satisfies KeyPart,
    rules: [`${part} ${values[0]!} and ${values[1]!}`], events: named.length === 1 ? [named[0]!.event] : [],
  };
}
