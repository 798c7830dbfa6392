import type { Fact, FactBalance, Register } from '../model/index.js';
import { isWithin } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import type { ItemLedger } from './item-ledger.js';
import type { Table } from './layered-map.js';
import { netLaterThan } from './movement-history.js';
import { writablePosition, type PositionState } from './position.js';
import { compareOrder, orderOf } from './statement.js';

const ZERO = grains(0);

/** What a count or opening made of one position: the adjustment it implies there. */
export interface CountEffect {
  readonly count: Fact;
  readonly location: string;
  readonly state: string;
  readonly lot: string;
  readonly serial: string;
  readonly owner: string;
  /** What the ledger had at that moment, and what it has after the count. */
  readonly before: Grains;
  readonly after: Grains;
}

/** Puts a count or opening among the others of its item. */
export function insertCount(item: ItemLedger, count: Fact): void {
  const index = item.counts.findLastIndex((other) => compareCounts(other, count) < 0) + 1;
  item.counts = [...item.counts.slice(0, index), count, ...item.counts.slice(index)];
  item.lastCountAt = Math.max(item.lastCountAt, count.at);
  item.settled = false;
}

/**
 * The order in which counts and openings set what they saw: that of time, and at one instant first the counts taken before its movements, then openings,
 * which absorb the whole instant, then the other counts.
 */
function compareCounts(left: Fact, right: Fact): number {
  return left.at - right.at || phaseOf(left) - phaseOf(right) || compareOrder(orderOf(left), orderOf(right));
}

function phaseOf(count: Fact): 0 | 1 | 2 {
  if (count.type === 'stock.opened') return 1;
  return count.detail?.count?.before === true ? 0 : 2;
}

/** Takes a count or opening out again. */
export function removeCount(item: ItemLedger, count: Fact): void {
  item.counts = item.counts.filter((other) => other.source !== count.source || other.id !== count.id);
  item.lastCountAt = item.counts.reduce((latest, other) => Math.max(latest, other.at), -Infinity);
  item.settled = false;
}

/**
 * Brings `derived` of every position up to date: the counts in canonical order, each setting what it saw as of its own time. A coarse difference goes to
 * the place without a lot or bin. Reports each effect if asked.
 */
export function settle(register: Register, item: ItemLedger, report?: (effect: CountEffect) => void): void {
  if (item.settled && report === undefined) return;
  for (const table of [item.positions, item.weights]) {
    for (const position of [...table.values()]) {
      if (position.derived !== 0) own(item, table, position).derived = ZERO;
    }
  }
  for (const count of item.counts) {
    setCounted(register, item, item.positions, count, (balance) => balance.grains, report);
    if (item.weights.size > 0 || statesWeight(count)) setCounted(register, item, item.weights, count, weightOf, undefined);
  }
  item.settled = true;
}

/** One listed balance and the positions it speaks of. */
interface Target {
  readonly balance: FactBalance;
  readonly members: PositionState[];
}

function setCounted(
  register: Register, item: ItemLedger, table: Table<string, PositionState>, count: Fact, amountOf: (balance: FactBalance, members: number) => Grains | undefined,
  report: ((effect: CountEffect) => void) | undefined,
): void {
  const { targets, unlisted } = sortIntoTargets(register, table, count);
  const absorbsOwnInstant = count.type === 'stock.opened' || count.detail?.count?.before !== true;
  const had = (position: PositionState): Grains =>
    addGrains(subtractGrains(position.net, netLaterThan(position.history, count.at, !absorbsOwnInstant)), position.derived);
  const adjust = (position: PositionState, before: Grains, difference: Grains): void => {
    if (difference === 0 && report === undefined) return;
    const mine = own(item, table, position);
    mine.derived = addGrains(mine.derived, difference);
    report?.({
      count, location: mine.location, state: mine.state, lot: mine.lot, serial: mine.serial, owner: mine.owner, before, after: addGrains(before, difference),
    });
  };
  for (const { balance, members } of targets) {
    const counted = amountOf(balance, members.length);
    if (counted === undefined) continue;
    const difference = subtractGrains(counted, members.reduce((sum, position) => addGrains(sum, had(position)), ZERO));
    const place = writablePosition(item, table, balance.location, balance.state, balance.lot, balance.serial, balance.owner);
    adjust(place, had(place), difference);
  }
  for (const position of unlisted) {
    const before = had(position);
    adjust(position, before, subtractGrains(ZERO, before));
  }
}

/** Which positions each listed balance speaks of, and which are in scope of the count and listed nowhere though they were seen to be empty. */
function sortIntoTargets(register: Register, table: Table<string, PositionState>, count: Fact): { targets: readonly Target[]; unlisted: readonly PositionState[] } {
  const balances = count.detail?.balances ?? [];
  const targets: Target[] = balances.map((balance) => ({ balance, members: [] }));
  const unlisted: PositionState[] = [];
  const opening = count.type === 'stock.opened';
  const detail = count.detail?.count?.detail ?? 'none';
  const node = register.locations.get(count.location);
  for (const position of table.values()) {
    if (!opening && (position.state !== count.state || position.owner !== count.owner)) continue;
    const place = register.locations.get(position.location);
    let best: Target | undefined;
    let bestRank = -1;
    for (const target of targets) {
      const { balance } = target;
      if (opening ? !isSamePosition(balance, position) : !speaksOf(detail, balance, position)) continue;
      const region = register.locations.get(balance.location);
      if (balance.location !== position.location && (region === undefined || !isWithin(place, region))) continue;
      const rank = (region?.depth ?? 0) * 3 + (balance.lot === '' ? 0 : 1) + (balance.serial === '' ? 0 : 1);
      if (rank > bestRank) {
        best = target;
        bestRank = rank;
      }
    }
    const inScope = opening || position.location === count.location || (node !== undefined && isWithin(place, node));
    if (best !== undefined) best.members.push(position);
    else if (inScope && (opening || count.detail?.count?.unlisted !== 'unknown')) unlisted.push(position);
  }
  return { targets, unlisted };
}

function isSamePosition(left: FactBalance, right: PositionState): boolean {
  return left.location === right.location && left.state === right.state && left.lot === right.lot && left.serial === right.serial && left.owner === right.owner;
}

/** Whether what was listed speaks of a lot and serial: a named one of itself, no name of all of them, but in a count by lot or serial of goods without one. */
function speaksOf(detail: 'none' | 'bin' | 'lot' | 'serial', listed: FactBalance, position: PositionState): boolean {
  return (listed.lot === position.lot || (listed.lot === '' && detail !== 'lot')) && (listed.serial === position.serial || (listed.serial === '' && detail !== 'serial'));
}

function statesWeight(count: Fact): boolean {
  return count.detail?.balances?.some(({ weight }) => weight !== 0) === true;
}

/** What a count says about weight: what it states, or nothing left where nothing was counted. */
function weightOf(balance: FactBalance): Grains | undefined {
  return balance.weight !== 0 || balance.grains === 0 ? balance.weight : undefined;
}

function own(item: ItemLedger, table: Table<string, PositionState>, position: PositionState): PositionState {
  return writablePosition(item, table, position.location, position.state, position.lot, position.serial, position.owner);
}
