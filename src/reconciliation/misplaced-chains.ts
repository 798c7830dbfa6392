import type { Cell } from './cell.js';
import { plainFit } from './fit-parts.js';
import { groupBy } from './link-names.js';
import { MISPLACED_CELLS_MAX, movableGroups, type Misplaced, type MovablePart } from './misplaced.js';
import { compareKeys } from './statement-key.js';

interface Neighbour {
  readonly cell: Cell;
  readonly part: MovablePart;
}

/**
 * Three unexplained cells that two moves explain: what one has too much two others lack, or the other way round, each of which differs from it in one part alone. First those in which
 * the one in the middle gives to both or takes from both, then those through which goods have passed; each cell in one of them.
 */
export function misplacedChains(cells: readonly Cell[]): readonly (readonly [Misplaced, Misplaced])[] {
  const near = neighboursOf(cells);
  const found: (readonly [Misplaced, Misplaced])[] = [];
  const taken = new Set<Cell>();
  for (const passing of [false, true]) {
    for (const [middle, all] of near) {
      if (taken.has(middle)) continue;
      const chains = endsOf(middle, all.filter(({ cell }) => !taken.has(cell))).filter(([one, other]) => (one.cell.rest < 0n !== other.cell.rest < 0n) === passing);
      const [best, ...others] = chains;
      if (best === undefined) continue;
      const rivals = [...new Set(others.flat().map(({ cell }) => cell))].filter((cell) => best.every((end) => end.cell !== cell));
      for (const cell of [middle, best[0].cell, best[1].cell]) taken.add(cell);
      found.push([moveBetween(middle, best[0], rivals), moveBetween(middle, best[1], rivals)]);
    }
  }
  return found;
}

function neighboursOf(cells: readonly Cell[]): ReadonlyMap<Cell, readonly Neighbour[]> {
  const near = new Map<Cell, Neighbour[]>();
  for (const { part, group } of movableGroups(cells)) {
    if (group.length > MISPLACED_CELLS_MAX) continue;
    for (const cell of group) {
      const known = near.get(cell) ?? [];
      for (const other of group) if (other !== cell) known.push({ cell: other, part });
      near.set(cell, known);
    }
  }
  return near;
}

/** The pairs of neighbours that together are out by as much as the one in the middle, the other way round. */
function endsOf(middle: Cell, near: readonly Neighbour[]): readonly (readonly [Neighbour, Neighbour])[] {
  const byRest = groupBy(near, ({ cell }) => String(cell.rest));
  const places = new Map(near.map((one, at) => [one, at]));
  return near.flatMap((one, at) => (byRest.get(String(-middle.rest - one.cell.rest)) ?? []).filter((other) => places.get(other)! > at && other.cell !== one.cell).map((other) => [one, other] as const));
}

/** The move between the cell in the middle and one at an end, of all that the end is out by. */
function moveBetween(middle: Cell, { cell, part }: Neighbour, rivals: readonly Cell[]): Misplaced {
  const end = plainFit(cell);
  const share = { ...plainFit(middle), left: -cell.rest };
  return compareKeys(middle.key, cell.key) < 0 ? { cells: [middle, cell], fits: [share, end], part, rivals } : { cells: [cell, middle], fits: [end, share], part, rivals };
}
