import { isWithin, type LineBalance, type Register } from '../../model/index.js';
import { grains, sumGrains, type Grains } from '../../quantity/index.js';
import { decideGiveUp, decideReserve } from '../../reservation/index.js';
import type { RunBackordersInput } from './backorder-input.js';
import { stageDecision, type Batch } from '../engine/batch.js';
import { askerOf, lineOf, offersWithin, softEnd } from '../goods/offers.js';

const ZERO = grains(0);

/** How many of a line's soft holds are within the locations of a run, and count still. */
export function softIn(register: Register, line: LineBalance, input: RunBackordersInput): Grains {
  return sumGrains(softHolds(register, line, input).map(({ reserved }) => reserved));
}

/** A line's soft holds within the locations of a run. */
export function softHolds({ locations }: Register, line: LineBalance, input: RunBackordersInput): LineBalance['holds'] {
  const places = input.locations?.map((location) => locations.get(location)!);
  return line.holds.filter(({ reserved, location, lot, serial }) => reserved > 0 && lot === '' && serial === ''
    && (places === undefined || places.some((place) => isWithin(locations.get(location), place))));
}

/** Gives up so much of what a line softly holds within the locations of a run. */
export function giveUp(batch: Batch, line: LineBalance, amount: Grains, input: RunBackordersInput, request: string): void {
  let left: number = amount;
  for (const { location, reserved } of softHolds(batch.register, line, input)) {
    const part = grains(Math.min(left, reserved));
    if (part <= 0) continue;
    const current = lineOf(batch, line.item, line.line);
    // Of a place only what is softly held: what is bound there stays.
    const soft = current === undefined ? undefined : { ...current, holds: current.holds.filter((hold) => hold.lot === '' && hold.serial === '') };
    const decision = decideGiveUp(soft, line.line, { location }, part, { at: batch.at, policy: batch.register.policy.version, request });
    if (!decision.ok) throw new TypeError(`A soft hold cannot be given up: ${decision.reason.code}`);
    for (const event of decision.events) stageDecision(batch, event);
    left -= part;
  }
}

/** Holds more for a line, as it was before the run, and answers how much it was. The hold ends with its other soft holds, unless another end is given. */
export function hold(batch: Batch, line: LineBalance, amount: Grains, input: RunBackordersInput, request: string, expiresAt = softEnd(batch, line, {}) ?? line.expiresAt): Grains {
  const current = lineOf(batch, line.item, line.line)!;
  const decision = decideReserve({ request, ...askerOf(line), mode: 'backorder', expiresAt, lines: [{ item: line.item, line: line.line, grains: amount }] }, {
    at: batch.at, policy: batch.register.policy.version, line: () => current, offers: (one) => offersWithin(batch, askerOf(line), one, input.locations),
  });
  if (!decision.ok) return ZERO;
  for (const event of decision.events) stageDecision(batch, event);
  return decision.lines[0]!.reserved;
}
