import type { Register, RegisteredLocation } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import type { ItemFigures } from './figures.js';
import { clamp, least, roomAt, viewOf, withheldWithin, type View } from './free.js';
import { itemSegments, outermostOf, type ItemSegment, type ItemSegments } from './item-segments.js';
import { segmentStates, type SegmentStates } from './segment-sizes.js';
import { reservesOf } from './withheld.js';

/** Goods that a segment keeps at a node, or anywhere below it. */
export interface PlacedAmount {
  readonly node: RegisteredLocation;
  readonly grains: Grains;
}

/** Where the goods stand that segments keep. */
export interface PlacedSegments {
  readonly item: ItemSegments;
  /** The segments that hold at the instant. */
  readonly states: SegmentStates;
  /** What each keeps beyond what segments within it keep, and where. */
  readonly places: ReadonlyMap<ItemSegment, readonly PlacedAmount[]>;
  /** What all of them keep within each node that has any. */
  readonly kept: ReadonlyMap<string, Grains>;
  /** The figures without buffers: what is there for everybody, less what is claimed and kept. */
  readonly pool: View;
}

const ZERO = grains(0);

/**
 * Where the goods stand that segments keep for those they serve: each protection is laid upon goods that are free, as if it were a claim, so that all of them
 * can be kept at once and none is kept of goods that are not there. Earlier segments come first, parts before what is around them, then weights, at last what holds
 * against later ones only; each takes its locations in their order. Taking other goods moves none of it: laid anew, every protection comes to lie where it lay. `undefined` where no segment speaks of the item.
 */
export function placedIn(register: Register, figures: ItemFigures): PlacedSegments | undefined {
  const item = itemSegments(register, figures.item);
  if (item === undefined) return undefined;
  const known = latest.get(figures);
  if (known?.register === register && known.claimsAdded === figures.claimsAdded) return known.placed;
  const placed = place(register, figures, item);
  latest.set(figures, { register, claimsAdded: figures.claimsAdded, placed });
  return placed;
}

/** One reading serves every channel, until a claim is added to the figures. */
const latest = new WeakMap<ItemFigures, { readonly register: Register; readonly claimsAdded: number; readonly placed: PlacedSegments }>();

function place(register: Register, figures: ItemFigures, item: ItemSegments): PlacedSegments {
  const kept = new Map<string, Grains>();
  const pool = viewOf(figures.nodes, reservesOf(register, figures.item), { kept });
  const states = segmentStates(item, {
    register, figures,
    poolAt: (node) => {
      const figure = figures.nodes.get(node.id);
      return figure === undefined || figure.stopped ? ZERO : clamp(subtractGrains(figure.pool, withheldWithin(pool, node).safetyStock));
    },
  });
  const wanted = new Map<ItemSegment, Grains>();
  for (const segment of item.outermost) noteWanted(segment, states, wanted);
  const places = new Map<ItemSegment, readonly PlacedAmount[]>();
  // What gives way may be taken by others, and then looks for other goods: never for those of a segment that does not give way.
  for (const yields of item.yielding.length === 0 ? [false] : [false, true]) {
    for (const [segment, amount] of wanted) if ((outermostOf(segment).rule.against === 'later') === yields) places.set(segment, layOn(segment.nodes, amount, pool, kept));
  }
  return { item, states, places, kept, pool };
}

/** Notes what a segment and those within it are to keep, parts first. Answers how much that is altogether. */
function noteWanted(segment: ItemSegment, states: SegmentStates, wanted: Map<ItemSegment, Grains>): Grains {
  const state = states[segment.order];
  if (state === undefined) return ZERO;
  let within = ZERO;
  for (const part of segment.parts) within = addGrains(within, noteWanted(part, states, wanted));
  if (!segment.protects) return within;
  const beyond = clamp(subtractGrains(subtractGrains(state.size, state.used), within));
  if (beyond > 0) wanted.set(segment, beyond);
  return addGrains(within, beyond);
}

function layOn(nodes: readonly RegisteredLocation[], amount: Grains, pool: View, kept: Map<string, Grains>): readonly PlacedAmount[] {
  const placed: PlacedAmount[] = [];
  let left = amount;
  for (const node of nodes) {
    if (left === 0) break;
    const laid = least(left, clamp(roomAt(pool, node)));
    if (laid === 0) continue;
    addUpwards(kept, node, laid);
    placed.push({ node, grains: laid });
    left = subtractGrains(left, laid);
  }
  return placed;
}

/** Counts an amount at a node and at every node above it. */
export function addUpwards(amounts: Map<string, Grains>, node: RegisteredLocation, amount: Grains): void {
  for (let above: RegisteredLocation | undefined = node; above !== undefined; above = above.parent) amounts.set(above.id, addGrains(amounts.get(above.id) ?? ZERO, amount));
}
