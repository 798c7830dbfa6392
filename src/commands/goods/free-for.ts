import { availableIn, figuresOf } from '../../availability/index.js';
import { isWithin, type HoldBalance, type Register } from '../../model/index.js';
import { grains, subtractGrains, type Grains } from '../../quantity/index.js';
import type { HeldPlace } from '../../reservation/index.js';
import { readItem, type Batch } from '../engine/batch.js';
import { pictureIn, type HoldAsker } from './offers.js';

const ZERO = grains(0);

/**
 * How much of a place, lot or serial may still be bound: what availability gives there, the line's own soft hold not counted against it, and no more than
 * the lot or serial itself has left of others' bindings. `anybody` binds goods that are held already, within what segments left: that takes nothing from anyone.
 */
export function freeFor(batch: Batch, item: string, target: HeldPlace, asker: HoldAsker | 'anybody', own?: { readonly line: string; readonly from: string }): Grains {
  const { register, at } = batch;
  const node = register.locations.get(target.location);
  const ledger = readItem(batch, item);
  const held = own === undefined ? [] : (ledger.lines.get(own.line)?.balance.holds.filter((hold) => hold.location === own.from && hold.lot === '' && hold.serial === '') ?? []);
  const picture = pictureIn(batch, item);
  const claims = picture.claims.map((claim) => (claim.location === own?.from
    ? { ...claim, reserved: held.reduce((sum, hold) => subtractGrains(sum, hold.reserved), claim.reserved) }
    : claim));
  const whom = register.segments === undefined || asker === 'anybody' ? { physical: true } : asker;
  const free = availableIn(register, { ...picture, claims }, { at, locations: [target.location], ...whom }).locations[0]?.available ?? ZERO;
  if (node === undefined || (target.lot === undefined && target.serial === undefined)) return free;
  const bound: HoldBalance[] = [];
  for (const { balance } of ledger.lines.values()) for (const hold of balance.holds) if (isOfTarget(hold, target)) bound.push(hold);
  const lotPicture = { ...picture, balances: picture.balances.filter((balance) => isOfTarget(balance, target)), claims: bound.map((hold) => ({ ...hold, reserved: ZERO })) };
  const there = figuresOf(register, lotPicture, at).nodes.get(node.id);
  const unbound = there === undefined ? ZERO : subtractGrains(subtractGrains(there.pool, there.allocated), there.picked);
  return unbound < free ? unbound : free;
}

/** Whether a location is a place or stands within it. */
export function isWithinPlace(register: Register, location: string, place: string): boolean {
  const [inner, outer] = [register.locations.get(location), register.locations.get(place)];
  return location === place || (inner !== undefined && outer !== undefined && isWithin(inner, outer));
}

function isOfTarget(parts: { readonly lot: string; readonly serial: string }, target: HeldPlace): boolean {
  return (target.lot === undefined || parts.lot === target.lot) && (target.serial === undefined || parts.serial === target.serial);
}
