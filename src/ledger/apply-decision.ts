import { compareText, parseInstant, unreachable } from '../foundation/index.js';
import type {
  HeldAmount, HeldBucket, HoldBalance, LineCancelled, LinePromised, LineReassigned, PromisedPart, Register, ReservationEvent, UsedAmount,
} from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import type { ItemLedger } from './item-ledger.js';
import type { LineState } from './line.js';
import { changeLine } from './line-table.js';
import { withoutHeld, withoutLatest } from './promised.js';

const ZERO = grains(0);
const NOTHING_USED: readonly UsedAmount[] = [];

/** Folds one decision about an order line into its item. Decisions are folded in the order they were made. */
export function applyDecision(register: Register, item: ItemLedger, event: ReservationEvent): void {
  changeLine(register, item, event.line, (line) => {
    const seen = { ...line, settled: event.used ?? NOTHING_USED };
    return { settled: seen.settled, ...decided(register, seen, event) };
  });
}

function decided(register: Register, line: LineState, event: ReservationEvent): Partial<LineState> {
  switch (event.type) {
    case 'reservation.opened':
      return {
        requested: event.requested, channel: event.channel ?? '', account: event.account ?? '', ...(event.requestedFor === undefined ? {} : { requestedFor: parseInstant(event.requestedFor) }),
      };
    case 'reservation.amended':
      return { amended: addGrains(line.amended, event.added) };
    case 'reservation.reserved':
      return {
        holds: moveHolds(line.holds, event.holds, 'backordered', 'reserved'), expiresAt: instantOf(event.expiresAt) ?? keptExpiry(line),
        ...stillPromised(line, (parts) => withoutHeld(register, parts, event.holds)),
      };
    case 'reservation.extended':
      return { expiresAt: instantOf(event.expiresAt) };
    case 'reservation.allocated':
      return { holds: moveHolds(takeAt(line.holds, event.from, event.holds), event.holds, 'backordered', 'allocated') };
    case 'reservation.moved': {
      const holds = moveHolds(moveHolds(line.holds, event.out, event.from, 'backordered'), event.into, 'backordered', event.to);
      return event.to === 'reserved' ? { holds, expiresAt: instantOf(event.expiresAt) ?? keptExpiry(line) } : { holds };
    }
    case 'reservation.picked':
      return { holds: moveHolds(line.holds, event.holds, event.from, 'picked') };
    case 'reservation.backordered':
      return { holds: moveHolds(line.holds, event.holds, event.from, 'backordered') };
    case 'reservation.released':
      return { holds: moveHolds(line.holds, event.holds, event.from, 'backordered'), released: addGrains(line.released, totalOf(event.holds)) };
    case 'reservation.cancelled':
      return { holds: moveHolds(line.holds, event.holds, event.from, 'backordered'), cancelled: addGrains(line.cancelled, event.grains), ...notWanted(line, event) };
    case 'reservation.reassigned':
      return { holds: moveHolds(line.holds, event.holds, event.from, 'backordered'), amended: subtractGrains(line.amended, event.grains), ...notWanted(line, event) };
    case 'reservation.assigned':
      return {
        holds: moveHolds(line.holds, event.holds, 'backordered', event.to), amended: addGrains(line.amended, event.grains), channel: line.channel || (event.channel ?? ''),
        account: line.account || (event.account ?? ''),
        ...(line.requestedFor === undefined && event.requestedFor !== undefined ? { requestedFor: parseInstant(event.requestedFor) } : {}),
        ...(event.to === 'reserved' && { expiresAt: instantOf(event.expiresAt) }),
      };
    case 'reservation.promised':
      return { requestedFor: parseInstant(event.requestedFor), promised: promisedIn(event) };
    case 'reservation.exploded':
      return { amended: subtractGrains(line.amended, event.grains), kit: { kits: addGrains(line.kit?.kits ?? ZERO, event.grains), parts: event.parts } };
    case 'reservation.gathered':
      return { amended: addGrains(line.amended, event.grains), ...(line.kit === undefined ? {} : { kit: { ...line.kit, kits: subtractGrains(line.kit.kits, event.grains) } }) };
    case 'reservation.lapsed': {
      const lapsed = line.holds.reduce((sum, hold) => addGrains(sum, hold.reserved), ZERO);
      return { holds: tidy(line.holds.map((hold) => ({ ...hold, reserved: ZERO }))), expired: addGrains(line.expired, lapsed), expiresAt: undefined, settled: line.settled.map(lapsedUse) };
    }
    default:
      return unreachable(event);
  }
}

/** What was promised, the earliest first. */
function promisedIn({ shipments }: LinePromised): readonly PromisedPart[] {
  const parts = shipments.map(({ location, pickAt, grains: amount }) => ({ location, pickAt: parseInstant(pickAt)!, grains: amount }));
  return parts.sort((left, right) => left.pickAt - right.pickAt || compareText(left.location, right.location));
}

function stillPromised(line: LineState, change: (parts: readonly PromisedPart[]) => readonly PromisedPart[]): Partial<LineState> {
  return line.promised === undefined ? {} : { promised: change(line.promised) };
}

/** Of backordered quantity that is wanted no more the promise ends too. */
function notWanted(line: LineState, event: LineCancelled | LineReassigned): Partial<LineState> {
  return event.from === 'backordered' ? stillPromised(line, (parts) => withoutLatest(parts, event.grains)) : {};
}

/** A kind of hold, or all that is held nowhere. */
type Bucket = HeldBucket | 'backordered';

/** Moves amounts between the kinds of hold at their places, out of the holds and into them. */
function moveHolds(holds: readonly HoldBalance[], amounts: readonly HeldAmount[], from: Bucket, to: Bucket): readonly HoldBalance[] {
  let moved = holds;
  for (const { location, lot = '', serial = '', grains: amount } of amounts) {
    const index = moved.findIndex((hold) => hold.location === location && hold.lot === lot && hold.serial === serial);
    const known: HoldBalance = moved[index] ?? { location, lot, serial, reserved: ZERO, allocated: ZERO, picked: ZERO };
    const changed = {
      ...known,
      ...(from === 'backordered' ? {} : { [from]: subtractGrains(known[from], amount) }),
      ...(to === 'backordered' ? {} : { [to]: addGrains(known[to], amount) }),
    };
    moved = index < 0 ? [...moved, changed] : moved.with(index, changed);
  }
  return tidy(moved);
}

/** Takes the sum of some amounts from the soft hold at a place. */
function takeAt(holds: readonly HoldBalance[], location: string, amounts: readonly HeldAmount[]): readonly HoldBalance[] {
  return moveHolds(holds, [{ location, grains: totalOf(amounts) }], 'reserved', 'backordered');
}

function tidy(holds: readonly HoldBalance[]): readonly HoldBalance[] {
  return holds.filter((hold) => hold.reserved !== 0 || hold.allocated !== 0 || hold.picked !== 0);
}

/** A use of a soft hold is, once the hold has run out, a use of what has expired. */
function lapsedUse(used: UsedAmount): UsedAmount {
  return used.from.bucket === 'reserved' ? { ...used, from: { bucket: 'expired' } } : used;
}

/** A further hold without an end of its own keeps the end of the holds that are there. */
function keptExpiry(line: LineState): LineState['expiresAt'] {
  const decidedSoft = line.holds.reduce((sum, hold) => addGrains(sum, hold.reserved), ZERO);
  const soft = line.settled.reduce((sum, { from, grains: amount }) => (from.bucket === 'reserved' ? subtractGrains(sum, amount) : sum), decidedSoft);
  return soft > 0 ? line.expiresAt : undefined;
}

function totalOf(amounts: readonly HeldAmount[]): Grains {
  return amounts.reduce((sum, held) => addGrains(sum, held.grains), ZERO);
}

function instantOf(text: string | undefined): LineState['expiresAt'] {
  return text === undefined ? undefined : parseInstant(text);
}
