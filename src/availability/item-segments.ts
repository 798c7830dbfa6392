import { parseInstant, type Instant } from '../foundation/index.js';
import { channelsOf, serves, type Asker, type Register, type RegisteredItem, type RegisteredLocation, type RegisteredSegment, type SegmentKind, type SegmentRule } from '../model/index.js';
import { grains, ratio, ratioFromDecimal, multiplyRatios, toGrains, type Grains, type Ratio } from '../quantity/index.js';
import { networkOf, withoutInner } from './network.js';

/** How big a segment is to be: an amount, a part of its pool, a weight among those beside it, or, for a view, all there is. */
export type SegmentSize =
  | { readonly kind: 'amount'; readonly grains: Grains }
  | { readonly kind: 'percent'; readonly part: Ratio }
  | { readonly kind: 'ratio'; readonly weight: bigint }
  | { readonly kind: 'all' };

/** A segment made ready for one item. */
export interface ItemSegment {
  /** Its place among the item's segments. */
  readonly order: number;
  readonly segment: RegisteredSegment;
  readonly rule: SegmentRule;
  readonly parent: ItemSegment | undefined;
  /** In the order in which they are served: those that divide by weight what the others leave come after them. */
  readonly parts: readonly ItemSegment[];
  /** The place it names. */
  readonly scope: RegisteredLocation | undefined;
  /** Where its pool is, best first: the place it names, or where its channels sell from. None stands within another. */
  readonly nodes: readonly RegisteredLocation[];
  readonly kind: SegmentKind;
  readonly protects: boolean;
  /** Whether what is shipped counts against it. */
  readonly countsShipped: boolean;
  /** Whether it keeps those it serves out of what nobody keeps. */
  readonly closes: boolean;
  readonly from: Instant;
  readonly until: Instant;
  readonly size: SegmentSize;
  /** What the size becomes, and when, in order of time. */
  readonly steps: readonly { readonly at: Instant; readonly size: SegmentSize }[];
}

/** The segments that speak of one item. */
export interface ItemSegments {
  /** In the order of the policy. */
  readonly segments: readonly ItemSegment[];
  /** Those that are part of no other, in the order in which they are served. */
  readonly outermost: readonly ItemSegment[];
  /** Those that take from one pool together: of one parent, at one place. Outer ones before those within. */
  readonly pools: readonly (readonly ItemSegment[])[];
  /** Those that give way to whom an earlier one serves. */
  readonly yielding: readonly ItemSegment[];
  /** The segments that serve an asker, in the order of the policy. */
  readonly servedBy: (asker: Asker) => readonly ItemSegment[];
}

const compiled = new WeakMap<Register, Map<string, ItemSegments | undefined>>();

/** The segments of an item, read once per register and item; `undefined` where none speaks of it. */
export function itemSegments(register: Register, item: string): ItemSegments | undefined {
  if (register.segments === undefined) return undefined;
  let byItem = compiled.get(register);
  if (byItem === undefined) {
    byItem = new Map();
    compiled.set(register, byItem);
  }
  if (byItem.has(item)) return byItem.get(item);
  const registered = register.item(item);
  if (registered === undefined) return undefined;
  const segments = register.segments.of(item);
  const ready = segments.length === 0 ? undefined : compileSegments(register, registered, segments, register.segments.accounts);
  byItem.set(item, ready);
  return ready;
}

function compileSegments(register: Register, item: RegisteredItem, segments: readonly RegisteredSegment[], accounts: ReadonlySet<string>): ItemSegments {
  const ready = new Map<RegisteredSegment, ItemSegment & { readonly parts: ItemSegment[] }>();
  const compile = (segment: RegisteredSegment): ItemSegment & { readonly parts: ItemSegment[] } => {
    const known = ready.get(segment);
    if (known !== undefined) return known;
    const parent = segment.parent === undefined ? undefined : compile(segment.parent);
    const fresh = { ...compileSegment(register, item, segment), order: segments.indexOf(segment), parent, parts: [] };
    ready.set(segment, fresh);
    return fresh;
  };
  const ordered = segments.map(compile);
  for (const segment of weightsLast(ordered)) if (segment.parent !== undefined) ready.get(segment.parent.segment)!.parts.push(segment);
  const served = new Map<string, readonly ItemSegment[]>();
  return {
    segments: ordered,
    outermost: weightsLast(ordered.filter(({ parent }) => parent === undefined)),
    pools: poolsOf(ordered),
    yielding: ordered.filter((segment) => outermostOf(segment).rule.against === 'later'),
    servedBy({ channel, account }) {
      // Accounts that no segment names are all alike, so what is remembered is bounded by the policy.
      const known = accounts.has(account) ? account : '';
      const key = `${channel}\u001f${known}`;
      let serving = served.get(key);
      if (serving === undefined) {
        serving = ordered.filter(({ segment }) => serves(segment, { channel, account: known }));
        if (channel === '' || register.channels.has(channel)) served.set(key, serving);
      }
      return serving;
    },
  };
}

/** Segments in their order, but those that divide by weight what the others leave after them. */
function weightsLast<Segment extends ItemSegment>(segments: readonly Segment[]): readonly Segment[] {
  return [...segments.filter(({ rule }) => rule.ratio === undefined), ...segments.filter(({ rule }) => rule.ratio !== undefined)];
}

function compileSegment(register: Register, item: RegisteredItem, segment: RegisteredSegment): Omit<ItemSegment, 'order' | 'parent' | 'parts'> {
  const { rule } = segment;
  const scope = rule.location === undefined ? undefined : register.locations.get(rule.location);
  const size = sizeOf(item, rule, rule.amount ?? rule.percent ?? rule.ratio);
  return {
    segment, rule, scope, nodes: scope === undefined ? poolOf(register, segment) : [scope], kind: rule.kind, protects: rule.kind === 'partition' || rule.kind === 'ringfence',
    countsShipped: rule.per !== undefined, closes: rule.kind === 'partition' && rule.shared !== true,
    from: instantOf(rule.from, -Infinity), until: instantOf(rule.until, Infinity), size,
    steps: (rule.steps ?? []).map(({ at, to }) => ({ at: instantOf(at, Infinity), size: sizeOf(item, rule, to) })),
  };
}

/** Where the channels of a segment sell from; everywhere if it is for accounts of any channel. */
function poolOf(register: Register, segment: RegisteredSegment): readonly RegisteredLocation[] {
  const channels = channelsOf(segment);
  if (channels === undefined) return networkOf(register, {});
  const networks = [...channels].map((channel) => networkOf(register, { channel }));
  return withoutInner([...new Set(networks.flat())]);
}

function sizeOf(item: RegisteredItem, rule: SegmentRule, text: string | undefined): SegmentSize {
  if (text === undefined) return { kind: 'all' };
  if (rule.percent !== undefined) return { kind: 'percent', part: multiplyRatios(ratioFromDecimal(text), ratio(1n, 100n)) };
  if (rule.ratio !== undefined) return { kind: 'ratio', weight: weightOf(text) };
  // Only whole grains can be shared out: a part of a grain is not promised to anybody.
  const amount = toGrains(item.units, { amount: text, unit: item.item.unit }, { at: 0, purpose: 'publish' });
  return { kind: 'amount', grains: amount.ok ? amount.grains : grains(Number.MAX_SAFE_INTEGER) };
}

/** Weights as whole numbers: amounts have no more than this many digits, so one factor makes all of them whole. */
const WEIGHT_SCALE = 10n ** 40n;

function weightOf(text: string): bigint {
  const { n, d } = ratioFromDecimal(text);
  return (n * WEIGHT_SCALE) / d;
}

function poolsOf(segments: readonly ItemSegment[]): readonly (readonly ItemSegment[])[] {
  const pools = new Map<string, ItemSegment[]>();
  for (const segment of [...segments].sort((left, right) => depthOf(left) - depthOf(right))) {
    const key = `${segment.rule.parent ?? ''}\u001f${segment.rule.location ?? ''}`;
    const known = pools.get(key);
    if (known === undefined) pools.set(key, [segment]);
    else known.push(segment);
  }
  return [...pools.values()];
}

/** The segment that a segment is at last a part of: itself, if it is a part of none. */
export function outermostOf(segment: ItemSegment): ItemSegment {
  return segment.parent === undefined ? segment : outermostOf(segment.parent);
}

function depthOf(segment: ItemSegment): number {
  return segment.parent === undefined ? 0 : depthOf(segment.parent) + 1;
}

function instantOf(text: string | undefined, otherwise: number): Instant {
  return text === undefined ? otherwise : (parseInstant(text) ?? otherwise);
}
