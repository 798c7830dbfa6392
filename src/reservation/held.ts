import type { HeldAmount, HeldBucket, HoldBalance, LineBalance } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';

/** Holds of one kind. */
export interface HeldPart<Bucket extends HeldBucket = HeldBucket> {
  readonly from: Bucket;
  readonly holds: readonly HeldAmount[];
}

/** Part of what is open of a line: demand without goods, or holds of one kind. */
export interface OpenPart {
  readonly from: 'backordered' | HeldBucket;
  readonly grains: Grains;
  readonly holds: readonly HeldAmount[];
}

/** Where something is held: a location, and there everything or one lot or piece. */
export interface HeldPlace {
  readonly location: string;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
}

const ZERO = grains(0);

/** Draws an amount from holds, bucket by bucket in the order given; everything without an amount. */
export function drawHeld<Bucket extends HeldBucket>(holds: readonly HoldBalance[], buckets: readonly Bucket[], amount: Grains | undefined): readonly HeldPart<Bucket>[] {
  let left: number = amount ?? Infinity;
  const parts: HeldPart<Bucket>[] = [];
  for (const from of buckets) {
    const drawn: HeldAmount[] = [];
    for (const hold of holds) {
      const take = Math.min(left, hold[from]);
      if (take <= 0) continue;
      drawn.push({ location: hold.location, ...(hold.lot === '' ? {} : { lot: hold.lot }), ...(hold.serial === '' ? {} : { serial: hold.serial }), grains: grains(take) });
      left -= take;
    }
    if (drawn.length > 0) parts.push({ from, holds: drawn });
  }
  return parts;
}

/** Draws an amount of what is open of a line: backordered quantity first, then its holds, bucket by bucket in the order given. */
export function drawOpen(line: LineBalance, buckets: readonly HeldBucket[], amount: Grains): readonly OpenPart[] {
  const backordered = grains(Math.min(amount, line.backordered));
  const held = drawHeld(line.holds, buckets, subtractGrains(amount, backordered)).map(({ from, holds }) => ({ from, holds, grains: sumHeld(holds) }));
  return backordered === 0 ? held : [{ from: 'backordered', holds: [], grains: backordered }, ...held];
}

/** Holds, less what was drawn from them. */
export function withoutParts(holds: readonly HoldBalance[], parts: readonly HeldPart[]): readonly HoldBalance[] {
  let left = holds;
  for (const { from, holds: drawn } of parts) {
    for (const { location, lot = '', serial = '', grains: amount } of drawn) {
      left = left.map((hold) => (hold.location === location && hold.lot === lot && hold.serial === serial ? { ...hold, [from]: subtractGrains(hold[from], amount) } : hold));
    }
  }
  return left;
}

/** The line with no more than what it holds at a place. Without a place: the line as it is. */
export function heldAt(line: LineBalance | undefined, place: HeldPlace | undefined): LineBalance | undefined {
  if (line === undefined || place === undefined) return line;
  const holds = line.holds.filter((hold) => hold.location === place.location
    && (place.lot === undefined || hold.lot === place.lot) && (place.serial === undefined || hold.serial === place.serial));
  return { ...line, holds, reserved: sumBucket(holds, 'reserved'), allocated: sumBucket(holds, 'allocated'), picked: sumBucket(holds, 'picked') };
}

/** How much a line holds in some buckets. */
export function heldIn(line: LineBalance, buckets: readonly HeldBucket[]): Grains {
  return buckets.reduce((sum, bucket) => addGrains(sum, line[bucket]), ZERO);
}

/** How much some holds have in one bucket. */
export function sumBucket(holds: readonly HoldBalance[], bucket: HeldBucket): Grains {
  return holds.reduce((sum, hold) => addGrains(sum, hold[bucket]), ZERO);
}

/** The sum of some amounts. */
export function sumHeld(holds: readonly HeldAmount[]): Grains {
  return holds.reduce((sum, hold) => addGrains(sum, hold.grains), ZERO);
}

/** The sum of some parts. */
export function totalOf(parts: readonly HeldPart[]): Grains {
  return parts.reduce((sum, part) => addGrains(sum, sumHeld(part.holds)), ZERO);
}
