import type { Register, RegisteredLocation } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { offeredFrom } from './available.js';
import { divideGoods, giveBack, giveMore, undoGiving, type Division, type Maximum, type Party } from './division.js';
import type { ItemFigures } from './figures.js';
import { clamp, least, offeredTogether, viewOf, type View } from './free.js';
import type { ItemSegment } from './item-segments.js';
import { networkOf, withoutInner } from './network.js';
import { placedIn, type PlacedAmount, type PlacedSegments } from './place-segments.js';
import type { PublishTarget } from './publish-target.js';
import { segmentViewOf, type SegmentView } from './segment-view.js';
import { reservesOf } from './withheld.js';

/** A target on its way to a figure. */
export interface TargetGoods {
  readonly target: PublishTarget;
  /** Whether a view serves it. */
  readonly view: boolean;
  readonly party: Party;
  /** What it would be told alone, and how much buffers take off that. */
  readonly alone: Grains;
  readonly buffer: Grains;
  /** How much of what it was given a figure speaks of. */
  used: Grains;
}

/** The goods of one item on their way to the targets of a set. Changed by whoever gives them away. */
export interface SetGoods {
  readonly item: string;
  /** What the locations of all targets together may give, segments left aside. */
  readonly physical: Grains;
  readonly division: Division;
  /** In the order of the targets. */
  readonly targets: readonly TargetGoods[];
}

const ZERO = grains(0);
const ALL = grains(Number.MAX_SAFE_INTEGER);

/** The goods of an item before any target was given some. */
export function setGoods(register: Register, figures: ItemFigures, targets: readonly PublishTarget[]): SetGoods {
  const placed = placedIn(register, figures);
  const division = startDivision(register, figures, placed);
  const physical = clamp(offeredTogether(division.pool, withoutInner([...new Set(targets.flatMap((target) => networkOf(register, { channel: target.channel })))])));
  if (placed !== undefined) holdPlaced(division, placed);
  const maxima = new Map<ItemSegment, Maximum>();
  return { item: figures.item, physical, division, targets: targets.map((target) => targetOf(register, figures, placed, target, maxima)) };
}

/** Gives all there is to some of the targets, as figures that stand side by side: what one has, no other has. */
export function divideAmong({ division }: SetGoods, targets: readonly TargetGoods[]): void {
  divideGoods(division, targets.map(({ party }) => party));
  for (const target of targets) target.used = clamp(subtractGrains(givenTo(target), target.buffer));
}

/** How much more of the goods a figure of the target could speak of, if it were given all that it may still have. */
export function moreFor(goods: SetGoods, target: TargetGoods): Grains {
  const had = target.party.draws.length;
  giveMore(goods.division, target.party, ALL);
  const more = clamp(subtractGrains(subtractGrains(givenTo(target), target.used), target.buffer));
  undoGiving(goods.division, target.party, had);
  return more;
}

/** Lets a figure of the target speak of more of the goods, no more than {@link moreFor} said. What buffers take off is held beside it. */
export function useMore(goods: SetGoods, target: TargetGoods, amount: Grains): void {
  if (amount === 0) return;
  target.used = addGrains(target.used, amount);
  const lacking = subtractGrains(addGrains(target.used, target.buffer), givenTo(target));
  if (lacking > 0) giveMore(goods.division, target.party, lacking);
}

/** Lets figures of the target speak of so much, no more than they do, and takes back what is not needed for that. */
export function useOnly(goods: SetGoods, target: TargetGoods, amount: Grains): void {
  target.used = amount;
  const idle = subtractGrains(givenTo(target), amount === 0 ? ZERO : addGrains(amount, target.buffer));
  if (idle > 0) giveBack(goods.division, target.party, idle);
}

/** Gives a view what nobody else was told of, up to what it is told. Answers how much of it is its own and how much of goods that nobody keeps. */
export function giveView({ division }: SetGoods, target: TargetGoods): { readonly own: Grains; readonly shared: Grains } {
  const given = giveMore(division, target.party, target.alone, true);
  target.used = addGrains(given.own, given.shared);
  return given;
}

function givenTo({ party: { own, shared } }: TargetGoods): Grains {
  return addGrains(own, shared);
}

function startDivision(register: Register, figures: ItemFigures, placed: PlacedSegments | undefined): Division {
  const held = new Map<string, Grains>();
  return { held, kept: new Map(), pool: viewOf(figures.nodes, placed?.pool.rules ?? reservesOf(register, figures.item), { kept: held }) };
}

function holdPlaced({ held, kept }: Division, placed: PlacedSegments): void {
  for (const [node, amount] of placed.kept) held.set(node, amount);
  for (const places of placed.places.values()) for (const place of places) kept.set(place, place.grains);
}

function targetOf(
  register: Register, figures: ItemFigures, placed: PlacedSegments | undefined, target: PublishTarget, maxima: Map<ItemSegment, Maximum>,
): TargetGoods {
  const { channel, account = '', weight = 1 } = target;
  const network = networkOf(register, { channel });
  const segments = placed === undefined ? undefined : segmentViewOf(placed, { channel, account });
  const serving = placed === undefined ? [] : placed.item.servedBy({ channel, account }).filter(({ order }) => placed.states[order] !== undefined);
  const alone = offeredFrom(register, figures, { channel, account }).together;
  const buffer = clamp(subtractGrains(unbuffered(register, figures, placed, segments, network), alone));
  // Goods that it is kept out of at one place may be what keeps it from goods at another: then it is told no more than alone.
  const most: Maximum = { scope: undefined, left: addGrains(alone, buffer) };
  return {
    target, view: serving.some(({ rule }) => rule.kind === 'view'), alone, buffer, used: ZERO,
    party: {
      weight: BigInt(weight), network, keeps: new Set(keptFor(placed, serving, segments)), closed: segments?.closed ?? [],
      maxima: [most, ...serving.filter(({ rule }) => rule.kind === 'cap').map((segment) => maximumOf(placed!, segment, maxima))], own: ZERO, shared: ZERO, draws: [],
    },
  };
}

/** What is kept for a target by segments that serve it. What it may take of others' besides is theirs as long as it does not. */
function keptFor(placed: PlacedSegments | undefined, serving: readonly ItemSegment[], segments: SegmentView | undefined): readonly PlacedAmount[] {
  const places = new Set(serving.flatMap((segment) => placed?.places.get(segment) ?? []));
  return segments?.own.filter((place) => places.has(place)) ?? [];
}

/** What a target would have alone if no buffer came off. */
function unbuffered(
  register: Register, figures: ItemFigures, placed: PlacedSegments | undefined, segments: SegmentView | undefined, network: readonly RegisteredLocation[],
): Grains {
  const view: View = viewOf(figures.nodes, placed?.pool.rules ?? reservesOf(register, figures.item), segments?.parts);
  const together = offeredTogether(view, network);
  return segments?.limit === undefined ? together : least(together, segments.limit.grains);
}

/** Caps are common to all they serve: what one is given, another cannot have. */
function maximumOf({ states }: PlacedSegments, segment: ItemSegment, maxima: Map<ItemSegment, Maximum>): Maximum {
  const known = maxima.get(segment);
  if (known !== undefined) return known;
  const { size, used } = states[segment.order]!;
  const fresh = { scope: segment.scope, left: clamp(subtractGrains(size, used)) };
  maxima.set(segment, fresh);
  return fresh;
}
