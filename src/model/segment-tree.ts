import type { SegmentRule } from './segment.js';

/** A segment with its place among the others. */
export interface RegisteredSegment {
  readonly rule: SegmentRule;
  /** Its order in the policy, from 0. */
  readonly index: number;
  readonly parent: RegisteredSegment | undefined;
  /** The segments within it, in the order of the policy. */
  readonly parts: readonly RegisteredSegment[];
  readonly channels: ReadonlySet<string> | undefined;
  readonly accounts: ReadonlySet<string> | undefined;
}

/** The segments of a policy. */
export interface SegmentTree {
  /** In the order of the policy. */
  readonly segments: readonly RegisteredSegment[];
  /** Every account that some segment names: nobody else is told apart by account. */
  readonly accounts: ReadonlySet<string>;
  /** The segments that speak of an item, in the order of the policy. */
  of(item: string): readonly RegisteredSegment[];
}

/** Whom a question is asked for: a channel and, where it is known, an account. Empty texts for none. */
export interface Asker {
  readonly channel: string;
  readonly account: string;
}

/** Whether a segment serves a channel and account: by its own words and those of the segments around it, or without words of its own by those of its parts. */
export function serves(segment: RegisteredSegment, asker: Asker): boolean {
  if (segment.channels === undefined && segment.accounts === undefined) return segment.parts.some((part) => serves(part, asker));
  for (let current: RegisteredSegment | undefined = segment; current !== undefined; current = current.parent) {
    if (current.channels?.has(asker.channel) === false || current.accounts?.has(asker.account) === false) return false;
  }
  return true;
}

/**
 * The channels whose locations make up a segment's pool where it names no location: its own, else those around it, else those of its parts; `undefined`
 * if it serves accounts of any channel.
 */
export function channelsOf(segment: RegisteredSegment): ReadonlySet<string> | undefined {
  for (let current: RegisteredSegment | undefined = segment; current !== undefined; current = current.parent) if (current.channels !== undefined) return current.channels;
  if (segment.accounts !== undefined) return undefined;
  const channels = new Set<string>();
  for (const part of segment.parts) {
    const named = channelsOf(part);
    if (named === undefined) return undefined;
    for (const channel of named) channels.add(channel);
  }
  return channels;
}

/** Puts the segments of a policy that was checked in their places. */
export function segmentTree(rules: readonly SegmentRule[]): SegmentTree {
  const nodes = new Map<string, RegisteredSegment & { parent: RegisteredSegment | undefined; readonly parts: RegisteredSegment[] }>();
  rules.forEach((rule, index) => nodes.set(rule.id, {
    rule, index, parent: undefined, parts: [], channels: rule.channels && new Set(rule.channels), accounts: rule.accounts && new Set(rule.accounts),
  }));
  const ofItem = new Map<string, RegisteredSegment[]>();
  for (const node of nodes.values()) {
    const parent = node.rule.parent === undefined ? undefined : nodes.get(node.rule.parent);
    node.parent = parent;
    parent?.parts.push(node);
    const item = node.rule.item ?? EVERY_ITEM;
    const known = ofItem.get(item);
    if (known === undefined) ofItem.set(item, [node]);
    else known.push(node);
  }
  const general = ofItem.get(EVERY_ITEM) ?? [];
  return {
    segments: [...nodes.values()],
    accounts: new Set(rules.flatMap(({ accounts = [] }) => accounts)),
    of: (item) => {
      const own = item === EVERY_ITEM ? undefined : ofItem.get(item);
      return own === undefined ? general : [...general, ...own].sort((left, right) => left.index - right.index);
    },
  };
}

/** No item is named so: identifiers are not empty. */
const EVERY_ITEM = '';
