import { compareText, no, type Answer } from '../../foundation/index.js';
import { type TransferState } from '../../ledger/index.js';
import { inTransit } from '../../model/index.js';
import { grains, sumGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { decideCancelTransfer, type CancelTransferRequest, type TransferEnd } from '../../returns/index.js';
import { answerTransfer, quantityOf, type TransferAnswer } from '../answers.js';
import { readItem, type Batch } from '../engine/batch.js';
import type { Job } from '../engine/job.js';
import type { KeyRefusal, Remembered } from '../engine/request.js';
import { readTold, tellFacts, tellingJob, type RecordedFact, type TellingInputReason, type TellingReason, type TellingRequest, type ToldFact } from './told-facts.js';

/**
 * A request to call off goods on their way: they are taken back at a place and sellable there, or written off.
 */
export type CancelTransferInput = TellingRequest & {
  readonly transfer: string;
  /** Only goods of this lot, as `transfer` names it: empty for those without one. Default: of any. */
  readonly lot?: string | undefined;
  /** Only goods of this owner, empty for our own. Default: of any. */
  readonly owner?: string | undefined;
  /** Default: all that is on its way. */
  readonly quantity?: Quantity | undefined;
} & (
  | { readonly outcome: 'restock'; /** In canonical identifiers or those of the source’s system. */ readonly location: string }
  | { readonly outcome: 'writeOff' });

/** Why nothing is called off, with the numbers to act on. Checked in this order. */
export type CancelTransferReason =
  | TellingInputReason
  | { readonly code: 'inventory.unknown_location'; readonly location: string }
  | { readonly code: 'transfer.several_goods'; readonly transfer: string; readonly goods: readonly { readonly lot: string; readonly owner: string; readonly inTransit: Quantity }[] }
  | { readonly code: 'transfer.not_in_transit'; readonly transfer: string; readonly wanted: Quantity; readonly inTransit: Quantity }
  | TellingReason;

/** What was called off. */
export interface TransferCancelledYes {
  readonly cancelled: Quantity;
  /** The transfer afterwards, for each lot and owner. */
  readonly transfer: readonly TransferAnswer[];
  readonly recorded: readonly RecordedFact[];
  readonly policy: string;
}

/** What a request to call goods off is answered. */
export type CancelTransferAnswer = Remembered<Answer<TransferCancelledYes, CancelTransferReason | KeyRefusal>>;

const ZERO = grains(0);

/** The job of a request to call goods off. There is a fact for each lot and owner. */
export function cancelTransferJob(input: CancelTransferInput, at: number | undefined): Job<CancelTransferAnswer> {
  return tellingJob(input, at, {
    name: 'cancelTransfer',
    facts: (batch, item) => goodsOf(batch, item, input).length,
    isUnresolved: (register) => unknownLocation(input, register) !== undefined,
    decide: (batch, scope) => cancel(batch, input, scope),
  });
}

function cancel(batch: Batch, input: CancelTransferInput, scope: string): Answer<TransferCancelledYes, CancelTransferReason> {
  const { register } = batch;
  const { transfer } = input;
  const told = readTold(batch, input);
  if (!told.ok) return told;
  const { item, amount } = told;
  const location = unknownLocation(input, register);
  if (location !== undefined) return no({ code: 'inventory.unknown_location', location });
  const quantity = (one: Grains): Quantity => quantityOf(register, item, one);
  const goods = goodsOf(batch, item, input);
  if (amount !== undefined && goods.length > 1) {
    return no({ code: 'transfer.several_goods', transfer, goods: goods.map((one) => ({ lot: one.lot, owner: one.owner, inTransit: quantity(inTransit(one)) })) });
  }
  if (goods.length === 0) return no({ code: 'transfer.not_in_transit', transfer, wanted: quantity(amount ?? ZERO), inTransit: quantity(ZERO) });
  const ends: TransferEnd[] = [];
  for (const one of goods) {
    const decision = decideCancelTransfer(one, requestOf(input, amount));
    if (!decision.ok) return no({ ...decision.reason, wanted: quantity(decision.reason.wanted), inTransit: quantity(decision.reason.inTransit) });
    ends.push(decision.end);
  }
  const recorded = tellFacts(batch, input, scope, ends.map(factOf));
  if (!recorded.ok) return recorded;
  return {
    ok: true, cancelled: quantity(sumGrains(ends.map((end) => end.grains))), recorded: recorded.recorded, policy: register.policy.version,
    transfer: answerTransfer(register, item, legsOf(batch, item, transfer)),
  };
}

function requestOf(input: CancelTransferInput, amount: Grains | undefined): CancelTransferRequest {
  return input.outcome === 'restock' ? { outcome: 'restock', location: input.location, grains: amount } : { outcome: 'writeOff', grains: amount };
}

function factOf({ lot, owner, ...end }: TransferEnd): ToldFact {
  return { ...end, ...(lot === '' ? {} : { lot }), ...(owner === '' ? {} : { owner }) };
}

/** What of the transfer is on its way and was asked for, in the order of lot and owner. */
function goodsOf(batch: Batch, item: string, { transfer, lot, owner }: CancelTransferInput): readonly TransferState[] {
  return legsOf(batch, item, transfer).filter((one) => (lot ?? one.lot) === one.lot && (owner ?? one.owner) === one.owner && inTransit(one) > 0)
    .sort((left, right) => compareText(left.lot, right.lot) || compareText(left.owner, right.owner));
}

function legsOf(batch: Batch, item: string, transfer: string): TransferState[] {
  return [...readItem(batch, item).transfers.values()].filter((one) => one.transfer === transfer);
}

function unknownLocation(input: CancelTransferInput, register: Batch['register']): string | undefined {
  if (input.outcome === 'writeOff') return undefined;
  return register.resolveLocation(register.sources.get(input.source)?.system, input.location) === undefined ? input.location : undefined;
}
