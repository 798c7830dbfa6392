import type { Cell } from './cell.js';
import { plainFit } from './fit-parts.js';
import { groupBy } from './link-names.js';
import { MISPLACED_CELLS_MAX, movableGroups, moveBetween, type Misplaced, type MovablePart } from './misplaced.js';

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
      found.push([moveToEnd(middle, best[0], rivals), moveToEnd(middle, best[1], rivals)]);
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
  return near.flatMap((one, at) => (byRest.get(String(-middle.rest - one.cell.rest)) ?? []).filter((other) => places.get(other)! > at).map((other) => [one, other] as const));
}

/** The move between the cell in the middle and one at an end, of all that the end is out by. */
function moveToEnd(middle: Cell, { cell, part }: Neighbour, rivals: readonly Cell[]): Misplaced {
  return moveBetween({ cell: middle, fit: { ...plainFit(middle), left: -cell.rest } }, { cell, fit: plainFit(cell) }, part, rivals);
}
