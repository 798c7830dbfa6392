import { compareText, formatInstant, no, parseInstant, type Answer } from '../../foundation/index.js';
import { orderLineOf, returnsOfLine, type ItemLedger, type ReturnState } from '../../ledger/index.js';
import { arrivedIn, spokenForIn, type LineBalance, type Register } from '../../model/index.js';
import { addGrains, grains, subtractGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { decideCancel } from '../../reservation/index.js';
import { decideAuthorize, refundEffect, type AuthorizeRefusal, type RefundEffect, type RefundRefusal, type RefundRequest } from '../../returns/index.js';
import { answerLine, answerReturnLine, inBaseUnit, quantityOf, type InBaseUnit, type LineAnswer, type ReturnLineAnswer } from '../answers.js';
import { readItem, stageDecision, sweepItem, type Batch } from '../engine/batch.js';
import type { Job } from '../engine/job.js';
import type { KeyRefusal, Remembered } from '../engine/request.js';
import { itemsToldBy, readTold, tellFacts, tellingJob, type RecordedFact, type TellingInputReason, type TellingReason, type TellingRequest, type ToldFact } from './told-facts.js';

/** Goods sold on an order line that a request is about. */
export interface ReturnRequest extends TellingRequest {
  /** The order line they were sold on. */
  readonly line: string;
  /** The line of the return that is authorised. */
  readonly returnLine: string;
  readonly quantity: Quantity;
  readonly reason?: string | undefined;
}

/** A request to let goods of an order line come back. */
export interface AuthorizeReturnInput extends ReturnRequest {
  /** RFC 3339 instant from which it is too late. Default: it never is. */
  readonly windowEndsAt?: string | undefined;
}

/** A request to give a customer money back for goods of an order line. Of the money it says nothing. */
export interface RefundInput extends ReturnRequest, Pick<RefundRequest, 'shippedGoods'> {}

/** Why nothing may be decided about a return. */
export type ReturnRequestReason =
  | TellingInputReason
  | { readonly code: 'reservation.unknown_line'; readonly line: string }
  /** The return is of another order line; a return has one. */
  | { readonly code: 'return.other_line'; readonly returnLine: string; readonly line: string }
  | TellingReason;

/** Why a return is not authorised, with the numbers to act on. Checked in this order, authority and identity last. */
export type AuthorizeReturnReason =
  | ReturnRequestReason
  | { readonly code: 'return.window_closed'; readonly windowEndsAt: string; readonly at: string }
  | Extract<AuthorizeRefusal, { readonly code: 'return.closed' }>
  | InBaseUnit<Extract<AuthorizeRefusal, { readonly code: 'return.exceeds_shipped' }>>;

/** Why nothing is refunded, with the numbers to act on. */
export type RefundReason = ReturnRequestReason | Extract<AuthorizeRefusal, { readonly code: 'return.closed' }> | InBaseUnit<RefundRefusal>;

/** What may come, and how much more could be asked for. */
export interface ReturnAuthorizedYes {
  readonly authorized: Quantity;
  readonly returnable: Quantity;
  /** The return afterwards. */
  readonly returnLine: ReturnLineAnswer;
  readonly recorded: readonly RecordedFact[];
  readonly policy: string;
}

/** What a refund did, part by part: the parts sum to what was asked for. */
export interface RefundYes extends InBaseUnit<RefundEffect> {
  readonly line: LineAnswer;
  /** Every return of the order line that was credited or authorised, as it is afterwards. */
  readonly returnLines: readonly ReturnLineAnswer[];
  readonly recorded: readonly RecordedFact[];
  readonly policy: string;
}

/** What a request to let goods come back is answered. */
export type AuthorizeReturnAnswer = Remembered<Answer<ReturnAuthorizedYes, AuthorizeReturnReason | KeyRefusal>>;

/** What a request for a refund is answered. */
export type RefundAnswer = Remembered<Answer<RefundYes, RefundReason | KeyRefusal>>;

const ZERO = grains(0);

/** The job of a request to let goods come back. */
export function authorizeReturnJob(input: AuthorizeReturnInput, at: number | undefined): Job<AuthorizeReturnAnswer> {
  return tellingJob(input, at, { name: 'authorizeReturn', facts: () => 1, decide: (batch, scope) => authorize(batch, input, scope) });
}

/** The job of a refund. It may authorise more, credit what no return speaks for, and credits each return of the order line. */
export function refundJob(input: RefundInput, at: number | undefined): Job<RefundAnswer> {
  return tellingJob(input, at, { name: 'refund', facts: (batch, item) => 2 + returnsFor(readItem(batch, item), input).length, decide: (batch, scope) => refund(batch, input, scope) });
}

/** What a request about a return is decided on. */
interface Asked {
  readonly item: string;
  readonly amount: Grains;
  readonly line: LineBalance;
  /** The returns of the order line, and the one that is asked for, should nobody have said of which line it is. */
  readonly returns: readonly ReturnState[];
}

function readAsked(batch: Batch, input: ReturnRequest): Answer<Asked, ReturnRequestReason> {
  const told = readTold(batch, input);
  if (!told.ok) return told;
  const { item, amount } = told;
  const ledger = readItem(batch, item);
  const line = ledger.lines.get(input.line)?.balance;
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: input.line });
  const own = ledger.returns.get(input.returnLine);
  const of = own === undefined ? '' : orderLineOf(own);
  if (of !== '' && of !== input.line) return no({ code: 'return.other_line', returnLine: input.returnLine, line: of });
  return { ok: true, item, amount, line, returns: returnsFor(ledger, input) };
}

function authorize(batch: Batch, input: AuthorizeReturnInput, scope: string): Answer<ReturnAuthorizedYes, AuthorizeReturnReason> {
  const { register } = batch;
  const { returnLine } = input;
  const asked = readAsked(batch, input);
  if (!asked.ok) return asked;
  const { item, amount } = asked;
  const windowEndsAt = input.windowEndsAt === undefined ? undefined : parseInstant(input.windowEndsAt);
  const decision = decideAuthorize(asked.line, asked.returns, { grains: amount, at: batch.at, windowEndsAt, returnLine });
  if (!decision.ok) return no(answerRefusal(register, item, decision.reason));
  const told = tellFacts(batch, input, scope, [authorizedFact(input, amount)]);
  if (!told.ok) return told;
  return {
    ok: true, authorized: quantityOf(register, item, decision.authorized), returnable: quantityOf(register, item, decision.returnable),
    returnLine: answerReturnLine(register, item, readItem(batch, item).returns.get(returnLine)!), recorded: told.recorded, policy: register.policy.version,
  };
}

function refund(batch: Batch, input: RefundInput, scope: string): Answer<RefundYes, RefundReason> {
  const { register } = batch;
  for (const item of itemsToldBy(register, input)) sweepItem(batch, item);
  const asked = readAsked(batch, input);
  if (!asked.ok) return asked;
  const { item, amount, line, returns } = asked;
  const effect = refundEffect(line, returns, { grains: amount, shippedGoods: input.shippedGoods });
  if (!effect.ok) return no(inBaseUnit(register, item, effect.reason));
  const own = returns.find((one) => one.returnLine === input.returnLine);
  if (effect.authorize > 0 && own !== undefined && own.closed > 0) return no({ code: 'return.closed', returnLine: own.returnLine });
  const facts = [...authorizedBy(input, effect, own), ...creditedBy(input, effect, returns)];
  const told = tellFacts(batch, input, scope, facts);
  if (!told.ok) return told;
  if (effect.cancel > 0) {
    const cancelled = decideCancel(line, line.line, effect.cancel, { at: batch.at, policy: register.policy.version, request: `${scope}\u001f${input.key}` });
    if (!cancelled.ok) throw new TypeError(`What is open of a line cannot be cancelled: ${cancelled.reason.code}`);
    for (const event of cancelled.events) stageDecision(batch, event);
  }
  const after = readItem(batch, item);
  const { ok: _ok, ...parts } = effect;
  return {
    ok: true, ...inBaseUnit(register, item, parts), line: answerLine(register, after.lines.get(input.line)!.balance),
    returnLines: [...new Set(facts.map(({ returnLine }) => returnLine))].map((name) => answerReturnLine(register, item, after.returns.get(name)!)),
    recorded: told.recorded, policy: register.policy.version,
  };
}

type ReturnFact = Extract<ToldFact, { readonly type: 'return.authorized' | 'return.credited' }>;

/** What a refund must let come back. What came on that return unannounced is authorised with it, so that as much more may come. */
function authorizedBy(input: RefundInput, { authorize: more }: RefundEffect, own: ReturnState | undefined): readonly ReturnFact[] {
  if (more === 0) return [];
  const arrived = own === undefined ? ZERO : arrivedIn(own);
  return [authorizedFact(input, own !== undefined && arrived > own.authorized ? addGrains(more, subtractGrains(arrived, own.authorized)) : more)];
}

/** What a refund credits, one fact for each return in the order of their names: first what came on it, then what is to come; what no return speaks for is credited on the one that was named. */
function creditedBy(input: RefundInput, effect: RefundEffect, returns: readonly ReturnState[]): readonly ReturnFact[] {
  const credits = new Map<string, Grains>();
  const credit = (returnLine: string, amount: Grains): void => {
    if (amount > 0) credits.set(returnLine, addGrains(credits.get(returnLine) ?? ZERO, amount));
  };
  let [arrived, expected]: readonly [number, number] = [effect.creditArrived, effect.creditExpected];
  for (const one of returns) {
    const back = Math.min(arrived, Math.max(arrivedIn(one) - one.credited, 0));
    const toCome = Math.min(expected, Math.max(spokenForIn(one) - Math.max(arrivedIn(one), one.credited), 0));
    credit(one.returnLine, grains(back + toCome));
    arrived -= back;
    expected -= toCome;
  }
  credit(input.returnLine, addGrains(effect.authorize, effect.creditOnly));
  return Array.from(credits, ([returnLine, amount]) => ({ type: 'return.credited' as const, returnLine, line: input.line, grains: amount, ...reasonOf(input) }));
}

function authorizedFact(input: ReturnRequest, amount: Grains): ReturnFact {
  return { type: 'return.authorized', returnLine: input.returnLine, line: input.line, grains: amount, ...reasonOf(input) };
}

function reasonOf({ reason }: ReturnRequest): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

/** What a request looks at, in the order of names: that in which a ledger came to know them is not the same for every process. */
function returnsFor(ledger: ItemLedger, { line, returnLine }: ReturnRequest): readonly ReturnState[] {
  const returns = returnsOfLine(ledger, line);
  const own = ledger.returns.get(returnLine);
  return (own === undefined || orderLineOf(own) !== '' ? [...returns] : [...returns, own]).sort((one, other) => compareText(one.returnLine, other.returnLine));
}

function answerRefusal(register: Register, item: string, reason: AuthorizeRefusal): AuthorizeReturnReason {
  switch (reason.code) {
    case 'return.window_closed':
      return { code: reason.code, windowEndsAt: formatInstant(reason.windowEndsAt), at: formatInstant(reason.at) };
    case 'return.closed':
      return reason;
    case 'return.exceeds_shipped':
      return inBaseUnit(register, item, reason);
  }
}
