import type { Instant } from '../foundation/index.js';
import type { ChannelUse, LineBalance } from '../model/index.js';
import { addGrains, grains, negateGrains, subtractGrains, type Grains } from '../quantity/index.js';
import type { Table } from './layered-map.js';
import type { LineState } from './line.js';
import { addShipment, appendColumn, shippedWithin, startColumn, type ShipmentColumn } from './shipment-column.js';

/** What one channel has taken at one location, over all lines: of one account, or of all of them together under an empty account. */
export interface ChannelUseState {
  readonly channel: string;
  readonly account: string;
  readonly location: string;
  /** Reserved, allocated and picked. */
  claimed: Grains;
  shipments: ShipmentColumn;
  /** The layer that may write it. */
  readonly layer: number;
}

/** What counting uses needs to know of the item they belong to. */
export interface UseOwner {
  /** The layer that is being written. */
  readonly layer: number;
  readonly uses: Table<string, ChannelUseState>;
  /** The keys of `uses` by account; under an empty one those of whole channels. */
  readonly useKeys: Table<string, readonly string[]>;
}

const ZERO = grains(0);

/** Keeps the uses of channels in step with a line that changed. Lines that name neither channel nor account are nobody's. */
export function countUses(item: UseOwner, before: LineState, after: LineState): void {
  for (const hold of before.balance.holds) countClaimed(item, before.balance, hold.location, negateGrains(claimedIn(hold)));
  for (const hold of after.balance.holds) countClaimed(item, after.balance, hold.location, claimedIn(hold));
  const same = before.balance.channel === after.balance.channel && before.balance.account === after.balance.account;
  if (same && before.shipments === after.shipments) return;
  for (const { location, at, grains: amount } of before.shipments) countShipped(item, before.balance, location, at, negateGrains(amount));
  for (const { location, at, grains: amount } of after.shipments) countShipped(item, after.balance, location, at, amount);
}

/** What channels have taken, told apart by these accounts, with the claims of some lines left out in part. */
export function usesOf(item: UseOwner, accounts: ReadonlySet<string>, leftOut: readonly LeftOut[]): readonly ChannelUse[] {
  const missing = new Map<string, Grains>();
  for (const { line, softOnly } of leftOut) {
    for (const hold of line.holds) {
      for (const key of keysOf(line, hold.location)) missing.set(key, addGrains(missing.get(key) ?? ZERO, softOnly ? hold.reserved : claimedIn(hold)));
    }
  }
  const uses: ChannelUse[] = [];
  const toldApart = new Map<string, ChannelUse[]>();
  for (const account of accounts) {
    for (const key of item.useKeys.get(account) ?? []) {
      const use = useOf(item.uses.get(key)!, missing.get(key) ?? ZERO);
      uses.push(use);
      const whole = useKey(use.channel, '', use.location);
      const known = toldApart.get(whole);
      if (known === undefined) toldApart.set(whole, [use]);
      else known.push(use);
    }
  }
  for (const key of item.useKeys.get('') ?? []) uses.push(remainderOf(useOf(item.uses.get(key)!, missing.get(key) ?? ZERO), toldApart.get(key) ?? []));
  return uses;
}

/** A line whose holds are not to count, its soft holds alone or all of them. */
export interface LeftOut {
  readonly line: LineBalance;
  readonly softOnly: boolean;
}

/** Carries what a draft changed into the committed uses. */
export function absorbUses(base: Table<string, ChannelUseState>, changed: Iterable<[string, ChannelUseState]>, layer: number): void {
  for (const [key, use] of changed) {
    let { shipments } = use;
    if (shipments.layer === layer) {
      shipments = use.shipments.earlier ?? startColumn(0);
      appendColumn(shipments, use.shipments);
    }
    base.set(key, { ...use, shipments, layer: 0 });
  }
}

/** The key of a use within its item. */
export function useKey(channel: string, account: string, location: string): string {
  return `${channel}\u001f${account}\u001f${location}`;
}

/** The keys under which a line counts at a location. */
function keysOf(line: Pick<LineBalance, 'channel' | 'account'>, location: string): readonly string[] {
  return [...(line.channel === '' ? [] : [useKey(line.channel, '', location)]), ...(line.account === '' ? [] : [useKey(line.channel, line.account, location)])];
}

function claimedIn(hold: LineBalance['holds'][number]): Grains {
  return addGrains(addGrains(hold.reserved, hold.allocated), hold.picked);
}

function countClaimed(item: UseOwner, line: LineBalance, location: string, amount: Grains): void {
  if (line.channel !== '') addClaimed(writableUse(item, line.channel, '', location), amount);
  if (line.account !== '') addClaimed(writableUse(item, line.channel, line.account, location), amount);
}

function addClaimed(use: ChannelUseState, amount: Grains): void {
  use.claimed = addGrains(use.claimed, amount);
}

function countShipped(item: UseOwner, line: LineBalance, location: string, at: Instant, amount: Grains): void {
  if (line.channel !== '') addShipment(writableColumn(item, writableUse(item, line.channel, '', location)), at, amount);
  if (line.account !== '') addShipment(writableColumn(item, writableUse(item, line.channel, line.account, location)), at, amount);
}

/** The use as this layer of the item may change it: its own, or a copy in front of the committed one. */
function writableUse(item: UseOwner, channel: string, account: string, location: string): ChannelUseState {
  const key = useKey(channel, account, location);
  const known = item.uses.get(key);
  if (known?.layer === item.layer) return known;
  const fresh = known === undefined ? { channel, account, location, claimed: ZERO, shipments: startColumn(item.layer), layer: item.layer } : { ...known, layer: item.layer };
  if (known === undefined) item.useKeys.set(account, [...(item.useKeys.get(account) ?? []), key]);
  item.uses.set(key, fresh);
  return fresh;
}

function writableColumn(item: UseOwner, use: ChannelUseState): ShipmentColumn {
  if (use.shipments.layer !== item.layer) use.shipments = startColumn(item.layer, use.shipments);
  return use.shipments;
}

function useOf(state: ChannelUseState, missing: Grains): ChannelUse {
  const { channel, account, location, shipments } = state;
  return { channel, account, location, claimed: subtractGrains(state.claimed, missing), shippedWithin: (from, until) => shippedWithin(shipments, from, until) };
}

/** What is left of a channel's use when those of some of its accounts are taken off. */
function remainderOf(whole: ChannelUse, parts: readonly ChannelUse[]): ChannelUse {
  if (parts.length === 0) return whole;
  return {
    ...whole,
    claimed: parts.reduce((left, part) => subtractGrains(left, part.claimed), whole.claimed),
    shippedWithin: (from, until) => parts.reduce((left, part) => subtractGrains(left, part.shippedWithin(from, until)), whole.shippedWithin(from, until)),
  };
}
