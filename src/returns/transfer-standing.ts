import { inTransit, type TransferBalance } from '../model/index.js';
import { grains, negateGrains, type Grains } from '../quantity/index.js';

/** How far a transfer is: under way, part of it there, all of it there or lost, or more of it there than left. */
export type TransferStage = 'inTransit' | 'partlyArrived' | 'done' | 'ahead';

/** Where the goods of a transfer are. At all times: dispatched + ahead = received + rejected + lost + in transit. */
export interface TransferStanding extends TransferBalance {
  readonly stage: TransferStage;
  readonly inTransit: Grains;
  /** Arrived or lost beyond what anyone said was dispatched. */
  readonly ahead: Grains;
}

const ZERO = grains(0);

/** Where the goods of a transfer line, lot and owner are, told from its counters alone. */
export function transferStanding(balance: TransferBalance): TransferStanding {
  const { transfer, lot, owner, dispatched, received, rejected, lost } = balance;
  const signed = inTransit(balance);
  const standing = { transfer, lot, owner, dispatched, received, rejected, lost, inTransit: signed > 0 ? signed : ZERO, ahead: signed < 0 ? negateGrains(signed) : ZERO };
  return { ...standing, stage: stageOf(standing) };
}

function stageOf(standing: Omit<TransferStanding, 'stage'>): TransferStage {
  if (standing.ahead > 0) return 'ahead';
  if (standing.inTransit === 0) return 'done';
  return standing.inTransit === standing.dispatched ? 'inTransit' : 'partlyArrived';
}
