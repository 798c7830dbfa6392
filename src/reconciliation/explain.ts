import type { Explained } from './cause.js';
import { causeList, type CauseList } from './cause-list.js';
import { candidatesFor, type Candidates, type CandidateSource } from './candidates.js';
import { cellsOf, type Cell, type CellAt } from './cell.js';
import { coverBasis, coverEvents } from './cover-known.js';
import type { Comparison, Side } from './difference.js';
import type { Evidence } from './evidence.js';
import { compareFits, coveredBy, describeFit, fitsOf, SEARCH, type Fit } from './fit-parts.js';
import { groupBy, linkNames } from './link-names.js';
import { linkUnits } from './link-units.js';
import { MISPLACED_CELLS_MAX, misplacedCause, misplacedPairs, movableGroups, shownRoundedPairs, type Misplaced } from './misplaced.js';
import { misplacedChains } from './misplaced-chains.js';
import { amountOf, readEvidence, type KnownEvidence } from './read-evidence.js';
import { readPacks } from './read-packs.js';
import { coverStale, staleByRecord } from './stale.js';
import { describeKey } from './statement-key.js';

/**
 * Says where each difference comes from, as far as the evidence goes. First what is proven: names and units that mean the same, events that one side has counted and the other
 * not, claims that one has taken off. Then, for what is left, the smallest set of causes whose parts sum to it exactly: up to three to a key, and goods at a wrong key
 * as one cause of two keys. Where several sets are as small, the stronger one is taken and the others are named. What nothing fits is unexplained. The parts always sum
 * to the difference.
 *
 * @throws InventoryError `reconciliation.malformed` for evidence that is not what it should be.
 */
export function explain(comparison: Comparison, evidence: Evidence = {}): Explained {
  const cells = cellsOf(comparison.differences);
  const causes = causeList();
  const suspects = evidence.suspects ?? ['right'];
  const known = readEvidence(comparison, evidence);
  const packs = readPacks(evidence.packs);
  const names = linkNames(cells, evidence, causes);
  const units = linkUnits(cells, packs, causes);
  const cellAt: CellAt = (text) => {
    const named = names.get(text) ?? cells.get(text);
    return named === undefined ? undefined : units.get(named.text) ?? named;
  };
  coverEvents(cellAt, known.events, staleByRecord(known.events), causes);
  coverBasis(cellAt, known.claims, comparison, causes);
  coverStale(cellAt, known.events, suspects, causes);
  const source: CandidateSource = {
    ...byCell(known, cellAt), packs: groupBy(packs, ({ item }) => item), comparison, suspects,
    steps: { left: stepOf(comparison, 'left'), right: stepOf(comparison, 'right') },
  };
  const cut = search([...cells.values()], source, causes);
  for (const cell of cells.values()) {
    causes.cover(cell, { kind: 'unexplained', side: undefined, certainty: 'none', subject: cell.text }, cell.rest);
  }
  return { ...causes.finish(cells.values()), searchCut: cut.map(({ key }) => key) };
}

function byCell({ events, claims, carried }: KnownEvidence, cellAt: CellAt): Pick<CandidateSource, 'events' | 'claims' | 'carried'> {
  const place = ({ text }: { readonly text: string }): string => cellAt(text)?.text ?? text;
  return { events: groupBy(events, place), claims: groupBy(claims, place), carried: groupBy(carried, place) };
}

function stepOf(comparison: Comparison, side: Side): bigint | undefined {
  const { precision } = comparison[side];
  if (precision === undefined) return undefined;
  const step = amountOf(`$.${side}.precision`, precision);
  return step > 0n ? step : undefined;
}

/** Explains what is left by small sets of candidates, the smallest first. Answers the cells for which not all were tried. */
function search(cells: readonly Cell[], source: CandidateSource, causes: CauseList): readonly Cell[] {
  const known = new Map<Cell, Candidates>();
  const candidatesOf = (cell: Cell): Candidates => {
    const found = known.get(cell) ?? candidatesFor(cell, source);
    known.set(cell, found);
    return found;
  };
  const open = (): Cell[] => cells.filter(({ rest }) => rest !== 0n);
  const pairs = (size: number): void => {
    for (const pair of misplacedPairs(open(), candidatesOf, size)) takeMoves([pair], source, causes);
  };
  pairs(0);
  for (const chain of misplacedChains(open())) takeMoves(chain, source, causes);
  for (const pair of shownRoundedPairs(open(), candidatesOf, ({ text }) => source.events.get(text) ?? [])) takeMoves([pair], source, causes);
  for (let size = 1; size <= SEARCH.causesMax; size++) {
    for (const cell of open()) takeBest(cell, fitsOf(cell, candidatesOf(cell), size), causes);
    if (size < SEARCH.causesMax) pairs(size);
  }
  const left = open();
  const crowded = new Set(movableGroups(left).filter(({ group }) => group.length > MISPLACED_CELLS_MAX).flatMap(({ group }) => group));
  return left.filter((cell) => crowded.has(cell) || candidatesOf(cell).parts.length > SEARCH.candidatesForThree);
}

function takeBest(cell: Cell, fits: readonly Fit[], causes: CauseList): void {
  const [best, ...others] = [...fits].sort(compareFits);
  if (best === undefined) return;
  take(cell, best, causes);
  cell.alternatives = listed([...new Set([...describeFit(best).slice(1), ...others.flatMap(describeFit)])]);
}

function take(cell: Cell, fit: Fit, causes: CauseList): void {
  for (const [cause, amount] of coveredBy(fit)) causes.cover(cell, cause, amount);
}

/** Takes one move of goods, or two that share a cell. */
function takeMoves(moves: readonly Misplaced[], source: CandidateSource, causes: CauseList): void {
  // What a move is depends on what else its cells are out by, so all are named before any is taken.
  const named = moves.map((move) => ({ move, cause: misplacedCause(move, source.suspects[0] ?? 'right', move.cells.flatMap(({ text }) => source.events.get(text) ?? [])) }));
  for (const { move: { cells, fits, rivals }, cause } of named) {
    cells.forEach((cell, at) => {
      const fit = fits[at]!;
      take(cell, fit, causes);
      causes.cover(cell, cause, fit.left);
      cell.alternatives = listed([...new Set([...cell.alternatives, ...rivals.map(({ key }) => `${cause.kind} with ${describeKey(key)}`)])]);
    });
  }
}

/** As many as are shown, and how many more there are. */
function listed(alternatives: readonly string[]): readonly string[] {
  const { alternativesMax } = SEARCH;
  return alternatives.length <= alternativesMax ? alternatives : [...alternatives.slice(0, alternativesMax), `and ${alternatives.length - alternativesMax} more`];
}
