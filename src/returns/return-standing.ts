import { arrivedIn, dispositionedIn, type Disposition, type ReturnBalance } from '../model/index.js';
import { grains, subtractGrains, type Grains } from '../quantity/index.js';
import { beyond } from './beyond.js';

/** What a return line waits for: goods, the rest of them, an inspection, a disposition, to be closed, or nothing. */
export type ReturnStage = 'expected' | 'receiving' | 'inspecting' | 'deciding' | 'settled' | 'closed';

/**
 * Where the goods of a return line are. At all times: arrived = awaiting inspection + awaiting disposition + all that was dispositioned; and
 * authorised + unannounced = arrived + expected + withdrawn.
 */
export interface ReturnStanding {
  readonly returnLine: string;
  readonly stage: ReturnStage;
  readonly authorized: Grains;
  readonly received: Grains;
  /** Here by any account: received, or inspected or dispositioned before anyone said that it came. */
  readonly arrived: Grains;
  /** Authorised and still to come. */
  readonly expected: Grains;
  /** Authorised, not come, and no longer expected because the return is closed. */
  readonly withdrawn: Grains;
  /** Arrived beyond what was authorised. */
  readonly unannounced: Grains;
  /** Inspected or dispositioned, and nobody said that it came. */
  readonly untold: Grains;
  readonly awaitingInspection: Grains;
  readonly awaitingDisposition: Grains;
  readonly restocked: Grains;
  readonly damaged: Grains;
  readonly quarantined: Grains;
  readonly scrapped: Grains;
  readonly returnedToVendor: Grains;
  readonly credited: Grains;
  readonly open: boolean;
}

const ZERO = grains(0);

/** Where the goods of a return line are, told from its counters alone. Goods that were dispositioned count as inspected. */
export function returnStanding(balance: ReturnBalance): ReturnStanding {
  const { returnLine, authorized, received, inspected, credited } = balance;
  const dispositioned = dispositionedIn(balance);
  const lookedAt = inspected > dispositioned ? inspected : dispositioned;
  const arrived = arrivedIn(balance);
  const open = balance.closed === 0;
  const toCome = beyond(authorized, arrived);
  const standing = {
    returnLine, authorized, received, arrived, expected: open ? toCome : ZERO, withdrawn: open ? ZERO : toCome, unannounced: beyond(arrived, authorized),
    untold: subtractGrains(arrived, received), awaitingInspection: subtractGrains(arrived, lookedAt), awaitingDisposition: subtractGrains(lookedAt, dispositioned),
    restocked: became(balance, 'restock'), damaged: became(balance, 'damaged'), quarantined: became(balance, 'quarantine'), scrapped: became(balance, 'scrap'),
    returnedToVendor: became(balance, 'returnToVendor'), credited, open,
  };
  return { ...standing, stage: stageOf(standing) };
}

function stageOf(standing: Omit<ReturnStanding, 'stage'>): ReturnStage {
  if (!standing.open) return 'closed';
  if (standing.expected > 0 || standing.untold > 0) return standing.arrived > 0 ? 'receiving' : 'expected';
  if (standing.awaitingInspection > 0) return 'inspecting';
  return standing.awaitingDisposition > 0 ? 'deciding' : 'settled';
}

function became(balance: ReturnBalance, disposition: Disposition): Grains {
  return balance.dispositioned[disposition] ?? ZERO;
}
