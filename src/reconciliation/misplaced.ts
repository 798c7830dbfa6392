import type { CauseKind } from './cause.js';
import { type CauseDraft } from './cause-list.js';
import type { Candidates } from './candidates.js';
import type { Cell } from './cell.js';
import type { Side } from './difference.js';
import { compareFits, fitSize, leftWith, type Fit } from './fit-parts.js';
import { groupBy } from './link-names.js';
import type { KnownEvent } from './read-evidence.js';
import { KEY_PARTS, type KeyPart } from './statement-key.js';

/** Two cells that differ in one part of their keys, and what one has too much the other lacks, after what else explains them. */
export interface Misplaced {
  readonly cells: readonly [Cell, Cell];
  readonly fits: readonly [Fit, Fit];
  readonly part: MovablePart;
  /** Other cells that would do as well as the second. */
  readonly rivals: readonly Cell[];
}

/** The parts of a key in which goods can be misplaced. */
export type MovablePart = 'location' | 'state' | 'lot' | 'serial' | 'owner';

const KINDS: Readonly<Record<MovablePart, CauseKind>> = { location: 'wrongLocation', lot: 'lotMixUp', serial: 'serialMixUp', state: 'wrongState', owner: 'wrongOwner' };

/** How many cells may differ in one part alone for pairs with other causes to be tried; pure pairs are always found. */
export const MISPLACED_CELLS_MAX = 200;

/** The pairs among unexplained cells that so many other causes beside the misplacement explain, each cell in one pair, in the order of keys. */
export function misplacedPairs(cells: readonly Cell[], candidatesOf: (cell: Cell) => Candidates, size: number): readonly Misplaced[] {
  const found: Misplaced[] = [];
  const taken = new Set<Cell>();
  for (const part of Object.keys(KINDS) as MovablePart[]) {
    for (const group of groupBy(cells, ({ key }) => KEY_PARTS.filter((one) => one !== part).map((one) => key[one]).join('\u001f')).values()) {
      if (group.length < 2 || (size > 0 && group.length > MISPLACED_CELLS_MAX)) continue;
      const offers = group.filter((cell) => !taken.has(cell)).flatMap((cell) => leftWith(cell, size === 0 ? NONE : candidatesOf(cell)).map((fit) => ({ cell, fit })));
      const byLeft = groupBy(offers, ({ fit }) => String(fit.left));
      for (const own of groupBy(offers, ({ cell: { text } }) => text).values()) {
        const { cell } = own[0]!;
        const matches = matchesOf(own, byLeft, size).filter(({ other }) => !taken.has(other));
        const [best] = taken.has(cell) ? [] : matches;
        if (best === undefined) continue;
        const rivals = [...new Set(matches.filter(({ other }) => other !== best.other).map(({ other }) => other))];
        taken.add(cell).add(best.other);
        found.push({ cells: [cell, best.other], fits: [best.own, best.theirs], part, rivals });
      }
    }
  }
  return found;
}

const NONE: Candidates = { parts: [], factors: [], roundings: [] };

interface Match {
  readonly other: Cell;
  readonly own: Fit;
  readonly theirs: Fit;
}

/** A cell with a set of causes and what that leaves. */
interface Offer {
  readonly cell: Cell;
  readonly fit: Fit;
}

/** The cells with which a cell makes a pair, best first. */
function matchesOf(offers: readonly Offer[], byLeft: ReadonlyMap<string, readonly Offer[]>, size: number): readonly Match[] {
  const matches: Match[] = [];
  for (const { cell, fit: own } of offers) {
    if (own.left === 0n) continue;
    for (const { cell: other, fit: theirs } of byLeft.get(String(-own.left)) ?? []) {
      if (other !== cell && fitSize(own) + fitSize(theirs) === size) matches.push({ other, own, theirs });
    }
  }
  return matches.sort((one, another) => compareFits(one.own, another.own) || compareFits(one.theirs, another.theirs));
}

/** What a side should say if what is not covered yet were its mistake. */
function meant({ left, right, rest }: Cell, side: Side): bigint {
  return side === 'right' ? right - rest : left + rest;
}

/** The cause of a pair, with the event that shows it where one and only one has just that amount. */
export function misplacedCause({ cells: [one, other], fits, part }: Misplaced, side: Side, events: readonly KnownEvent[]): CauseDraft {
  const moved = fits[0].left;
  const size = moved < 0n ? -moved : moved;
  const named = events.filter(({ amount }) => amount === size || amount === -size);
  const values = [one.key[part], other.key[part]].map((value) => (value === '' ? '(none)' : value));
  const alone = fitSize(fits[0]) + fitSize(fits[1]) === 0;
  const exchanged = alone && one[side] === meant(other, side) && other[side] === meant(one, side) && one[side] !== 0n && other[side] !== 0n;
  return {
    kind: exchanged ? 'swapped' : KINDS[part], side, certainty: 'fitting', subject: `${one.text}\u001e${other.text}`, part: part satisfies KeyPart,
    rules: [`${part} ${values[0]!} and ${values[1]!}`], events: named.length === 1 ? [named[0]!.event] : [],
  };
}
