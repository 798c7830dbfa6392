import { formatInstant, parseInstant, type Instant } from '../foundation/index.js';
import { addRatios, compareRatios, negateRatio, ratio, ratioFromDecimal, ratioToDecimal, subtractRatios, ZERO_RATIO, type Ratio } from '../quantity/index.js';
import { SEGMENT_DEPTH_MAX, type SegmentRule } from './segment.js';
import { segmentTree, type RegisteredSegment } from './segment-tree.js';

/** What segments may name. */
export interface SegmentSurroundings {
  hasItem(id: string): boolean;
  hasChannel(id: string): boolean;
  hasLocation(id: string): boolean;
  /** Whether one location stands within another. */
  isWithin(location: string, other: string): boolean;
}

/**
 * What contradicts itself in the segments of a policy: each problem says where, by which rule, and with which numbers. What a segment says by itself is
 * looked at first; only segments that are sound by themselves are compared with each other.
 */
export function segmentProblems(rules: readonly SegmentRule[], around: SegmentSurroundings): readonly string[] {
  const problems: string[] = [];
  const report: Report = (rule, index, name, message) => {
    problems.push(`segments[${index}] ${rule.id}: ${name}: ${message}`);
  };
  const byId = new Map<string, SegmentRule>();
  rules.forEach((rule, index) => {
    if (byId.has(rule.id)) report(rule, index, 'repeated', 'two segments have this id');
    byId.set(rule.id, rule);
  });
  rules.forEach((rule, index) => {
    checkNames(rule, index, around, report);
    checkSize(rule, index, report);
    checkTimes(rule, index, report);
    checkParent(rule, index, byId, around, report);
  });
  if (problems.length > 0) return problems;
  const { segments } = segmentTree(rules);
  for (const segment of segments) if (!servesSomebody(segment)) report(segment.rule, segment.index, 'serves_nobody', 'it names no channel and no account, and has no parts');
  checkShares(segments, report);
  for (const segment of segments) checkParts(segment, report);
  checkCaps(segments, around, report);
  checkAudiences(segments, report);
  return problems;
}

type Report = (rule: SegmentRule, index: number, name: string, message: string) => void;

const PROTECTS: ReadonlySet<string> = new Set(['partition', 'ringfence']);

function checkNames(rule: SegmentRule, index: number, around: SegmentSurroundings, report: Report): void {
  if (rule.item !== undefined && !around.hasItem(rule.item)) report(rule, index, 'unknown_item', `it names unknown item ${rule.item}`);
  if (rule.location !== undefined && !around.hasLocation(rule.location)) report(rule, index, 'unknown_location', `it names unknown location ${rule.location}`);
  for (const channel of rule.channels ?? []) if (!around.hasChannel(channel)) report(rule, index, 'unknown_channel', `it names unknown channel ${channel}`);
}

function checkSize(rule: SegmentRule, index: number, report: Report): void {
  const sizes = [rule.amount, rule.percent, rule.ratio].filter((size) => size !== undefined).length;
  if (sizes > 1 || (sizes === 0 && rule.kind !== 'view')) report(rule, index, 'size', `a ${rule.kind} takes exactly one of amount, percent and ratio`);
  if (rule.amount !== undefined && rule.item === undefined) report(rule, index, 'amount_without_item', 'an amount needs an item, since amounts are in its base unit');
  if (rule.ratio !== undefined && !PROTECTS.has(rule.kind)) report(rule, index, 'ratio_of_limit', `a ${rule.kind} is no share, so it has no ratio`);
  if (rule.shared !== undefined && rule.kind !== 'partition') report(rule, index, 'shared', `only a partition is kept out of the pool around it, a ${rule.kind} is not`);
  if (rule.against !== undefined && !PROTECTS.has(rule.kind)) report(rule, index, 'against', `a ${rule.kind} protects nothing`);
  if (rule.against !== undefined && rule.parent !== undefined) report(rule, index, 'against_of_part', 'whom a part holds against is for its outermost segment to say');
  if (rule.steps !== undefined) checkSteps(rule, index, rule.steps, report);
}

function checkSteps(rule: SegmentRule, index: number, steps: NonNullable<SegmentRule['steps']>, report: Report): void {
  if (!PROTECTS.has(rule.kind)) {
    report(rule, index, 'steps', `a ${rule.kind} protects nothing that could be released`);
    return;
  }
  let last = ratioFromDecimal(rule.amount ?? rule.percent ?? rule.ratio ?? '0');
  let lastAt = -Infinity;
  steps.forEach((step, place) => {
    const at = instantOf(step.at);
    const to = ratioFromDecimal(step.to);
    if (at <= lastAt) report(rule, index, 'steps_order', `steps[${place}] is not later than the one before it`);
    if (compareRatios(to, last) > 0) report(rule, index, 'steps_rise', `steps[${place}] protects ${step.to}, more than before; a release goes down`);
    last = to;
    lastAt = at;
  });
}

function checkTimes(rule: SegmentRule, index: number, report: Report): void {
  if (rule.from !== undefined && rule.until !== undefined && instantOf(rule.from) >= instantOf(rule.until)) report(rule, index, 'window', 'it ends before it begins');
  if (rule.per === 'window' && rule.from === undefined) report(rule, index, 'window_without_from', 'consumption within a window needs the instant it begins');
  if (rule.timeZone !== undefined && (rule.per === undefined || rule.per === 'window')) report(rule, index, 'time_zone', 'a time zone is for days, weeks and months');
  if (rule.per !== undefined && rule.kind === 'view') report(rule, index, 'period_of_view', 'a view is not consumed');
}

function checkParent(rule: SegmentRule, index: number, byId: ReadonlyMap<string, SegmentRule>, around: SegmentSurroundings, report: Report): void {
  if (rule.parent === undefined) return;
  const parent = byId.get(rule.parent);
  if (parent === undefined) {
    report(rule, index, 'unknown_parent', `it names unknown parent ${rule.parent}`);
    return;
  }
  let current: SegmentRule | undefined = parent;
  for (let depth = 1; current !== undefined; depth++) {
    if (current.id === rule.id) {
      report(rule, index, 'cycle', 'it is a part of itself');
      return;
    }
    if (depth >= SEGMENT_DEPTH_MAX) {
      report(rule, index, 'depth', `it stands more than ${SEGMENT_DEPTH_MAX} deep, or within a circle`);
      return;
    }
    current = current.parent === undefined ? undefined : byId.get(current.parent);
  }
  if (parent.item !== undefined && parent.item !== rule.item) report(rule, index, 'item_of_parent', `its parent ${parent.id} is for item ${parent.item} alone`);
  if (parent.location !== undefined && (rule.location === undefined || !around.isWithin(rule.location, parent.location))) {
    report(rule, index, 'location_of_parent', `its parent ${parent.id} is for ${parent.location} alone`);
  }
}

function servesSomebody(segment: RegisteredSegment): boolean {
  return segment.channels !== undefined || segment.accounts !== undefined || segment.parts.some(servesSomebody);
}

/** Shares of one pool: percentages sum to no more than 100 at any instant, and not all weights are zero. */
function checkShares(segments: readonly RegisteredSegment[], report: Report): void {
  for (const group of groups(segments.filter(({ rule }) => PROTECTS.has(rule.kind)))) {
    const over = firstAbove(group.filter(({ rule }) => rule.percent !== undefined), HUNDRED);
    if (over !== undefined) {
      const last = over.there[over.there.length - 1]!;
      report(last.rule, last.index, 'percent_sum', `${names(over.there)} take ${textOf(over.sum)} percent of one pool, more than 100${from(over.at)}`);
    }
    const weights = group.filter(({ rule }) => rule.ratio !== undefined);
    const first = weights[0];
    if (first !== undefined && weights.every(({ rule }) => rule.ratio === '0')) report(first.rule, first.index, 'ratio_without_weights', `${names(weights)} divide by weights that are all zero`);
    const other = weights.find(({ rule }) => rule.per !== first?.rule.per || rule.timeZone !== first?.rule.timeZone);
    if (other !== undefined) report(other.rule, other.index, 'ratio_periods', `it divides one pool with ${first!.rule.id}, and counts what was shipped over another period`);
  }
}

interface Excess { readonly at: Instant; readonly sum: Ratio; readonly there: readonly RegisteredSegment[] }

/** The first instant at which protections together are above a limit, and who they are. Sizes change at few instants, so these are gone through in order. */
function firstAbove(segments: readonly RegisteredSegment[], limit: Ratio): Excess | undefined {
  const changes = segments.flatMap(changesOf).sort((left, right) => left.at - right.at || compareRatios(left.by, right.by));
  let sum = ZERO_RATIO;
  for (const { at, by } of changes) {
    sum = addRatios(sum, by);
    if (compareRatios(sum, limit) <= 0) continue;
    const there = segments.filter(({ rule }) => startOf(rule) <= at && at < endOf(rule));
    return { at, sum: there.reduce((running, { rule }) => addRatios(running, ratioFromDecimal(sizeTextAt(rule, at))), ZERO_RATIO), there };
  }
  return undefined;
}

/** When the size of a protection changes, and by how much: it begins, is released step by step, and ends. */
function changesOf({ rule }: RegisteredSegment): readonly { readonly at: Instant; readonly by: Ratio }[] {
  const [start, end] = [startOf(rule), endOf(rule)];
  let size = ratioFromDecimal(sizeTextAt(rule, start));
  const changes = [{ at: start, by: size }];
  for (const step of rule.steps ?? []) {
    const at = instantOf(step.at);
    if (at <= start || at >= end) continue;
    const to = ratioFromDecimal(step.to);
    changes.push({ at, by: subtractRatios(to, size) });
    size = to;
  }
  if (end !== Infinity) changes.push({ at: end, by: negateRatio(size) });
  return changes;
}

/** Segments that take from one pool: of one parent, at one place, each item with what is for every item. */
function groups(segments: readonly RegisteredSegment[]): readonly (readonly RegisteredSegment[])[] {
  const pools = new Map<string, RegisteredSegment[]>();
  for (const segment of segments) push(pools, `${segment.rule.parent ?? ''}\u001f${segment.rule.location ?? ''}`, segment);
  return [...pools.values()].flatMap((pool) => {
    const general = pool.filter(({ rule }) => rule.item === undefined);
    const byItem = new Map<string, RegisteredSegment[]>();
    for (const segment of pool) if (segment.rule.item !== undefined) push(byItem, segment.rule.item, segment);
    return byItem.size === 0 ? [general] : [...byItem.values()].map((own) => [...general, ...own].sort((left, right) => left.index - right.index));
  });
}

/** What is protected within a segment is no more than the segment. */
function checkParts(segment: RegisteredSegment, report: Report): void {
  const { rule } = segment;
  if (rule.amount === undefined || rule.kind === 'view') return;
  const over = firstAbove(segment.parts.filter((part) => PROTECTS.has(part.rule.kind) && part.rule.amount !== undefined), ratioFromDecimal(rule.amount));
  if (over !== undefined) report(rule, segment.index, 'parts_exceed_whole', `it has ${rule.amount}, and ${names(over.there)} within it protect ${textOf(over.sum)}${from(over.at)}`);
}

/** A minimum above the maximum of the same channels cannot be kept. */
function checkCaps(segments: readonly RegisteredSegment[], around: SegmentSurroundings, report: Report): void {
  const floors = new Map<string, RegisteredSegment[]>();
  for (const segment of segments) if (PROTECTS.has(segment.rule.kind)) for (const key of [...keysOf(segment)].slice(0, 1)) push(floors, key, segment);
  for (const cap of segments) {
    if (cap.rule.kind !== 'cap') continue;
    for (const key of keysOf(cap)) {
      for (const floor of floors.get(key) ?? []) {
        const measure = cap.rule.amount === undefined ? 'percent' : 'amount';
        const [most, least] = [cap.rule[measure], floor.rule[measure]];
        if (most === undefined || least === undefined || !isCovered(floor, cap, around)) continue;
        if (measure === 'percent' && (cap.rule.parent !== floor.rule.parent || cap.rule.location !== floor.rule.location)) continue;
        if (compareRatios(ratioFromDecimal(most), ratioFromDecimal(least)) < 0) {
          report(cap.rule, cap.index, 'cap_below_floor', `it allows ${most}, and ${floor.rule.id} protects ${least} for the same`);
        }
      }
    }
  }
}

/** Whether all a floor speaks of is within what a cap speaks of. */
function isCovered(floor: RegisteredSegment, cap: RegisteredSegment, around: SegmentSurroundings): boolean {
  return (cap.rule.item === undefined || cap.rule.item === floor.rule.item)
    && (cap.rule.location === undefined || (floor.rule.location !== undefined && around.isWithin(floor.rule.location, cap.rule.location)))
    && isSubset(floor.channels, cap.channels) && isSubset(floor.accounts, cap.accounts);
}

function isSubset(part: ReadonlySet<string> | undefined, whole: ReadonlySet<string> | undefined): boolean {
  return whole === undefined || (part !== undefined && [...part].every((one) => whole.has(one)));
}

/** One channel or account has one exclusive share of a pool. */
function checkAudiences(segments: readonly RegisteredSegment[], report: Report): void {
  for (const group of groups(segments.filter(({ rule }) => rule.kind === 'partition'))) {
    const taken = new Map<string, RegisteredSegment>();
    for (const segment of group) {
      for (const key of keysOf(segment)) {
        const other = taken.get(key);
        if (other !== undefined && overlap(other.rule, segment.rule)) {
          report(segment.rule, segment.index, 'two_partitions', `${key} has another exclusive share of the same pool, ${other.rule.id}`);
          break;
        }
        taken.set(key, segment);
      }
    }
  }
}

/** Whether two rules hold at some instant together. */
function overlap(left: SegmentRule, right: SegmentRule): boolean {
  return startOf(left) < endOf(right) && startOf(right) < endOf(left);
}

/** Whom a segment names, one text each: channels alone, accounts alone, or accounts in channels. */
function* keysOf({ channels, accounts }: RegisteredSegment): Iterable<string> {
  if (channels === undefined) for (const account of accounts ?? []) yield `account ${account}`;
  else for (const channel of channels) {
    if (accounts === undefined) yield `channel ${channel}`;
    else for (const account of accounts) yield `account ${account} in channel ${channel}`;
  }
}

const HUNDRED = ratio(100n);

/** The size of a protection as it is written for an instant. */
function sizeTextAt(rule: SegmentRule, at: Instant): string {
  return rule.steps?.findLast((step) => instantOf(step.at) <= at)?.to ?? rule.amount ?? rule.percent ?? '0';
}

function startOf(rule: SegmentRule): Instant {
  return rule.from === undefined ? -Infinity : instantOf(rule.from);
}

function endOf(rule: SegmentRule): Instant {
  return rule.until === undefined ? Infinity : instantOf(rule.until);
}

/** Checked by the schema before. */
function instantOf(text: string): Instant {
  return parseInstant(text) ?? Number.NaN;
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

function names(segments: readonly RegisteredSegment[]): string {
  return segments.map(({ rule }) => rule.id).join(', ');
}

function textOf(value: Ratio): string {
  return ratioToDecimal(value) ?? `${value.n}/${value.d}`;
}

function from(at: Instant): string {
  return at === -Infinity ? '' : ` from ${formatInstant(at)} on`;
}
