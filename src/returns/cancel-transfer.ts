import { no, type Answer } from '../foundation/index.js';
import type { TransferBalance } from '../model/index.js';
import type { Grains } from '../quantity/index.js';
import { requireAmount } from './require-amount.js';
import { transferStanding } from './transfer-standing.js';

/** A transfer is called off while goods are on their way. */
export type CancelTransferRequest =
  | { readonly outcome: 'restock'; readonly location: string; readonly grains?: Grains | undefined }
  | { readonly outcome: 'writeOff'; readonly grains?: Grains | undefined };

/** How called-off goods end: taken back at a place, or lost. The type names the event that records it. */
export type TransferEnd =
  & { readonly transfer: string; readonly lot: string; readonly owner: string; readonly grains: Grains }
  & ({ readonly type: 'transfer.received'; readonly location: string } | { readonly type: 'transfer.lost' });

/** Less is on its way than is to be called off. */
export interface CancelTransferRefusal {
  readonly code: 'transfer.not_in_transit';
  readonly transfer: string;
  readonly wanted: Grains;
  readonly inTransit: Grains;
}

/** The decision on a transfer that is called off. */
export type CancelTransferDecision = Answer<{ readonly end: TransferEnd }, CancelTransferRefusal>;

/**
 * Ends what is on its way, or part of it: restocked where it is taken back, or written off. There is no third way, so dispatched = received + rejected +
 * lost + in transit holds after it. Without an amount: all that is on its way.
 * @throws TypeError for an amount that is not above zero
 */
export function decideCancelTransfer(balance: TransferBalance, request: CancelTransferRequest): CancelTransferDecision {
  if (request.grains !== undefined) requireAmount(request.grains);
  const { transfer, lot, owner } = balance;
  const { inTransit } = transferStanding(balance);
  const wanted = request.grains ?? inTransit;
  if (inTransit === 0 || wanted > inTransit) return no({ code: 'transfer.not_in_transit', transfer, wanted, inTransit });
  const goods = { transfer, lot, owner, grains: wanted };
  return { ok: true, end: request.outcome === 'restock' ? { type: 'transfer.received', ...goods, location: request.location } : { type: 'transfer.lost', ...goods } };
}
