import { subtractGrains, type Grains } from '../quantity/index.js';

/** What is known of the goods of one transfer line, lot and owner. Each figure is a sum of facts, so they may run ahead of each other when facts come late. */
export interface TransferBalance {
  readonly transfer: string;
  readonly lot: string;
  readonly owner: string;
  readonly dispatched: Grains;
  readonly received: Grains;
  readonly rejected: Grains;
  readonly lost: Grains;
}

/** What of a transfer is on its way: dispatched less received, rejected and lost. Below zero where more came than left. */
export function inTransit(transfer: TransferBalance): Grains {
  return subtractGrains(subtractGrains(subtractGrains(transfer.dispatched, transfer.received), transfer.rejected), transfer.lost);
}
