import { isWithin, type RegisteredLocation } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import type { NodeFigures } from './figures.js';
import { withheldBy, type WithheldRule } from './withheld.js';

/** What rules keep back: all of it, and the part of it that is safety stock. */
export interface Withheld {
  readonly buffer: Grains;
  readonly safetyStock: Grains;
}

/** The figures of an item as one asker sees them. */
export interface View {
  readonly figures: ReadonlyMap<string, NodeFigures>;
  /** Rules that name a location. */
  readonly rules: readonly WithheldRule[];
  readonly withheld: Map<string, Withheld>;
  /** What segments keep within each node, for anybody; and how much of that is for the asker wherever it takes goods. Absent without segments. */
  readonly kept?: ReadonlyMap<string, Grains> | undefined;
  readonly own?: ReadonlyMap<string, Grains> | undefined;
  /** What is kept for the asker if it takes goods at that place, or below it. */
  readonly ownAt?: readonly { readonly node: RegisteredLocation; readonly grains: Grains }[] | undefined;
}

const ZERO = grains(0);
const NOTHING: Withheld = { buffer: ZERO, safetyStock: ZERO };

/** A view of figures under rules that name a location. */
export function viewOf(figures: ReadonlyMap<string, NodeFigures>, rules: readonly WithheldRule[], segments?: Pick<View, 'kept' | 'own' | 'ownAt'>): View {
  return { figures, rules, withheld: new Map(), ...segments };
}

/** What a node has free by its own figures: below zero when it has promised more than it has. */
export function freeAt(view: View, node: RegisteredLocation): Grains {
  return freeOf(view.figures.get(node.id), keptAt(view, node), withheldWithin(view, node).buffer);
}

/** What is free by the figures of a node, where that much is kept there by segments and by buffers. */
export function freeOf(figure: NodeFigures | undefined, kept: Grains, buffer: Grains): Grains {
  if (figure?.stopped === true) return grains(Math.min(figure.pool, 0));
  const taken = addGrains(kept, buffer);
  return figure === undefined ? subtractGrains(ZERO, taken) : subtractGrains(subtractGrains(figure.pool, claimedIn(figure)), taken);
}

/** Whether goods kept at a place are within reach of somebody who takes goods somewhere. */
export type Reach = (place: RegisteredLocation) => boolean;

/** What a node and the places below it may give: the least of what it and every place above it have free. */
export function roomAt(view: View, node: RegisteredLocation): Grains {
  return roomFor(view, node, reachedBy(node));
}

/** The same for goods that are taken at the node itself: what is kept for the asker below it is not there. */
export function roomToTake(view: View, node: RegisteredLocation): Grains {
  return roomFor(view, node, (place) => isWithin(node, place));
}

function roomFor(view: View, node: RegisteredLocation, reaches: Reach): Grains {
  let room = freeWith(view, node, reaches);
  for (let above = node.parent; above !== undefined; above = above.parent) room = least(room, freeWith(view, above, reaches));
  return room;
}

/** What a node has free for an asker that reaches some of the places where goods are kept for it. */
export function freeWith(view: View, node: RegisteredLocation, reaches: Reach): Grains {
  const free = freeAt(view, node);
  return view.ownAt === undefined || view.ownAt.length === 0 ? free : addGrains(free, ownWithin(view, node, reaches));
}

/** What segments keep within a node, less what is the asker's wherever it takes goods. */
export function keptAt({ kept, own }: View, node: RegisteredLocation): Grains {
  const all = kept?.get(node.id) ?? ZERO;
  return own === undefined ? all : subtractGrains(all, own.get(node.id) ?? ZERO);
}

/** What is kept for the asker at places within a node that it reaches. */
export function ownWithin(view: View, node: RegisteredLocation, reaches: Reach): Grains {
  let own = ZERO;
  for (const { node: place, grains: amount } of view.ownAt ?? []) if (isWithin(place, node) && reaches(place)) own = addGrains(own, amount);
  return own;
}

/** What several locations offer together: no more than each has, and no more than any place above some of them has. */
export function offeredTogether(view: View, network: readonly RegisteredLocation[]): Grains {
  const reaches: Reach = (place) => network.some((node) => reachedBy(node)(place));
  let gathered: Map<RegisteredLocation, Grains> | undefined;
  let total = ZERO;
  for (const node of upwards(network)) {
    const free = clamp(freeWith(view, node, reaches));
    // A location asked for stands within no other of them, so nothing is gathered below it: it offers what it has free.
    const below = gathered?.get(node);
    const offered = below === undefined ? free : least(below, free);
    if (node.parent === undefined) total = addGrains(total, offered);
    else {
      gathered ??= new Map();
      gathered.set(node.parent, addGrains(gathered.get(node.parent) ?? ZERO, offered));
    }
  }
  return total;
}

/** A location reaches the places it stands in, and those within it. */
export function reachedBy(node: RegisteredLocation): Reach {
  return (place) => isWithin(node, place) || isWithin(place, node);
}

const upward = new WeakMap<readonly RegisteredLocation[], readonly RegisteredLocation[]>();

/** The nodes with every place above them, each once and before the place it stands in. Remembered: the same networks are asked for again and again. */
function upwards(nodes: readonly RegisteredLocation[]): readonly RegisteredLocation[] {
  const known = upward.get(nodes);
  if (known !== undefined) return known;
  const paths = new Set<RegisteredLocation>();
  for (const node of nodes) for (let above: RegisteredLocation | undefined = node; above !== undefined; above = above.parent) paths.add(above);
  const ordered = [...paths].sort((left, right) => right.depth - left.depth);
  upward.set(nodes, ordered);
  return ordered;
}

/** What rules keep back at a node and below it. */
export function withheldWithin(view: View, node: RegisteredLocation): Withheld {
  if (view.rules.length === 0) return NOTHING;
  const known = view.withheld.get(node.id);
  if (known !== undefined) return known;
  let { buffer, safetyStock } = withheldOf(view.rules.filter((rule) => rule.location === node.id), view.figures.get(node.id)?.sellable ?? ZERO);
  for (const child of node.children) {
    const below = withheldWithin(view, child);
    buffer = addGrains(buffer, below.buffer);
    safetyStock = addGrains(safetyStock, below.safetyStock);
  }
  const withheld = { buffer, safetyStock };
  view.withheld.set(node.id, withheld);
  return withheld;
}

/** What rules keep back together where that much is sellable. */
export function withheldOf(rules: readonly WithheldRule[], sellable: Grains): Withheld {
  let buffer = ZERO;
  let safetyStock = ZERO;
  for (const rule of rules) {
    const kept = withheldBy(rule, sellable);
    buffer = addGrains(buffer, kept);
    if (rule.kind === 'safetyStock') safetyStock = addGrains(safetyStock, kept);
  }
  return { buffer, safetyStock };
}

/** Everything claimed within a node. */
export function claimedIn(figure: Pick<NodeFigures, 'reserved' | 'allocated' | 'picked'>): Grains {
  return addGrains(addGrains(figure.reserved, figure.allocated), figure.picked);
}

/** The lesser of two amounts. */
export function least(left: Grains, right: Grains): Grains {
  return grains(Math.min(left, right));
}

/** An amount as far as it is not below zero. */
export function clamp(amount: Grains): Grains {
  return grains(Math.max(amount, 0));
}
