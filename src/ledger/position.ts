import { SELLABLE } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { Instant } from '../foundation/index.js';
import { noteMovement, startHistory, type MovementHistory } from './movement-history.js';
import type { Table } from './layered-map.js';

/** What is kept of one position: where it is, what moved, and what counts made of it. The balance is `net + derived`. */
export interface PositionState {
  readonly location: string;
  readonly state: string;
  readonly lot: string;
  readonly serial: string;
  readonly owner: string;
  /** Sum of all movements. */
  net: Grains;
  /** Sum of the adjustments that counts and openings imply; a cache, made anew when a count or an earlier movement arrives. */
  derived: Grains;
  readonly history: MovementHistory;
  /** The layer that may write it. */
  readonly layer: number;
}

const ZERO = grains(0);

/** What posting needs to know of the item it belongs to. */
export interface PositionOwner {
  /** The layer that is being written. */
  readonly layer: number;
  readonly lastCountAt: number;
  settled: boolean;
}

/** The key of a position within its item: the bare location for plain sellable goods of our own, all parts otherwise. */
export function positionKey(location: string, state: string, lot: string, serial: string, owner: string): string {
  if (lot === '' && serial === '' && owner === '' && state === SELLABLE) return location;
  return `${location}\u001f${state}\u001f${lot}\u001f${serial}\u001f${owner}`;
}

/** The position's balance. Its item must be settled. */
export function balanceOf(position: PositionState): Grains {
  return addGrains(position.net, position.derived);
}

/** Posts a signed movement to one position, creating it if need be. */
export function post(
  item: PositionOwner, table: Table<string, PositionState>, location: string, state: string, lot: string, serial: string, owner: string, at: Instant, amount: Grains,
): void {
  const position = writablePosition(item, table, location, state, lot, serial, owner);
  position.net = addGrains(position.net, amount);
  noteMovement(position.history, at, amount);
  if (at <= item.lastCountAt) item.settled = false;
}

/** The position as this layer of the item may change it: its own, or a copy in front of the committed one. */
export function writablePosition(
  item: PositionOwner, table: Table<string, PositionState>, location: string, state: string, lot: string, serial: string, owner: string,
): PositionState {
  const key = positionKey(location, state, lot, serial, owner);
  const known = table.get(key);
  if (known?.layer === item.layer) return known;
  const fresh: PositionState = known === undefined
    ? { location, state, lot, serial, owner, net: ZERO, derived: ZERO, history: startHistory(), layer: item.layer }
    : { ...known, history: startHistory(known.history), layer: item.layer };
  table.set(key, fresh);
  return fresh;
}
