import { formatInstant, no, parseInstant, type Answer } from '../../foundation/index.js';
import { pickLots, pickSerials, type LotOffer, type LotPassedOver, type SerialOffer, type SerialRefusal } from '../../allocation/index.js';
import { arrivalsOf } from '../../ledger/index.js';
import type { Balance, LineBalance, LotOrder, LotPolicy, Register, RegisteredItem } from '../../model/index.js';
import { grains, subtractGrains, sumGrains, toGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { decideAllocate, type HeldPlace } from '../../reservation/index.js';
import { answerLine, quantityOf, type LineAnswer } from '../answers.js';
import { carryTrial, readItem, stageDecision, sweepItem, trialOf, type Batch } from '../engine/batch.js';
import type { MoveReason } from './decide-move.js';
import { freeFor, isWithinPlace } from '../goods/free-for.js';
import type { Job } from '../engine/job.js';
import { lineOf, pictureIn } from '../goods/offers.js';
import type { LineMoveInput, MoveRequest } from './order-moves.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from '../engine/request.js';
import type { ShortageAnswer } from './reserve.js';

/** A request to bind what a line softly holds to lots or pieces, chosen by rule. */
export interface AllocateByInput extends MoveRequest, LineMoveInput {
  /** Only the soft hold at this place. Default: wherever the line holds, each place by itself. */
  readonly from?: string | undefined;
  /** Default: all that is softly held there. */
  readonly quantity?: Quantity | undefined;
  /** Which lots go first. Default: as the policy says, else `firstExpiredFirstOut`. */
  readonly rule?: LotOrder | undefined;
  /** For how many days after they leave the customer must still be able to use the goods. Default: as the policy says for the account, else 0. */
  readonly remainingLifeDays?: number | undefined;
  /** RFC 3339 instant at which the goods leave. Default: now. */
  readonly leavesAt?: string | undefined;
  /** Pieces that must be among those bound, first and in this order. */
  readonly serials?: readonly string[] | undefined;
  /** `partial` binds what there is. Default `allOrNothing`. */
  readonly mode?: 'allOrNothing' | 'partial' | undefined;
}

/** Goods that were bound. */
export interface BoundGoods {
  readonly location: string;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly quantity: Quantity;
}

/** A lot or piece that was passed over, what it has, and why. */
export interface PassedGoods {
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly why: LotPassedOver;
  readonly quantity: Quantity;
}

/** What was bound, by which rule, and what was passed over. */
export interface AllocatedBy {
  readonly moved: Quantity;
  readonly rule: LotOrder;
  /** Until when goods had to be usable to be considered. */
  readonly usableUntil: string;
  readonly bound: readonly BoundGoods[];
  readonly passedOver: readonly PassedGoods[];
  readonly line: LineAnswer;
}

/** Why nothing was bound. */
export type AllocateByReason =
  | MoveReason
  | SerialRefusal
  | { readonly code: 'allocation.insufficient'; readonly shortages: readonly ShortageAnswer[]; readonly passedOver: readonly PassedGoods[] };

/** What a request to bind by rule is answered. */
export type AllocateByAnswer = Remembered<Answer<AllocatedBy, AllocateByReason | KeyRefusal>>;

const DAY = 86_400_000;

/** The job of a request that was validated. Checks: item, place, unit; the line exists and holds so much softly; named pieces are there; there is enough that is usable. */
export function allocateByJob(input: AllocateByInput, at: number | undefined): Job<AllocateByAnswer> {
  const { key, scope = 'allocateBy' } = input;
  return {
    at,
    needs: ({ homes }) => [homes.ofRequest(scope, key), homes.ofItem(input.item)],
    isUnresolved: ({ register }) => register.item(input.item) === undefined,
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, key, { request: 'allocateBy', ...input }, () => decideBy(batch, input, `${scope}\u001f${key}`)),
  };
}

/** How goods are chosen. */
interface Choice {
  readonly registered: RegisteredItem;
  readonly line: string;
  readonly rule: LotOrder;
  readonly leavesAt: number;
  readonly lifeMs: number;
  readonly context: { readonly at: number; readonly policy: string; readonly request: string };
}

interface Bound extends HeldPlace {
  readonly grains: Grains;
}

interface Outcome {
  readonly bound: readonly Bound[];
  readonly passedOver: readonly PassedGoods[];
}

function decideBy(batch: Batch, input: AllocateByInput, request: string): Answer<AllocatedBy, AllocateByReason> {
  const { register } = batch;
  const { item, line: name, from } = input;
  const registered = register.item(item);
  if (registered === undefined) return no({ code: 'inventory.unknown_item', item });
  if (from !== undefined && !register.locations.has(from)) return no({ code: 'inventory.unknown_location', location: from });
  const amount = input.quantity === undefined ? undefined : toGrains(registered.units, input.quantity, { at: batch.at, purpose: 'reserve' });
  if (amount?.ok === false) return no({ code: 'inventory.unit', item, quantity: input.quantity!, unit: registered.item.unit });
  sweepItem(batch, item);
  const line = lineOf(batch, item, name);
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: name });
  const holds = line.holds.filter((hold) => hold.reserved > 0 && hold.lot === '' && hold.serial === '' && (from === undefined || hold.location === from));
  const open = sumGrains(holds.map(({ reserved }) => reserved));
  const wanted = amount?.grains ?? open;
  const quantity = (value: Grains): Quantity => quantityOf(register, item, value);
  if (open === 0 && line.expired > 0) return no({ code: 'reservation.lapsed', line: name, expired: quantity(line.expired) });
  if (wanted === 0 || wanted > open) return no({ code: 'reservation.not_open', line: name, wanted: quantity(wanted), open: quantity(open) });
  let named = registered.serialTracked ? (input.serials ?? []) : [];
  const pieces = Math.floor(wanted / pieceOf(registered, batch.at));
  if (named.length > pieces) return no({ code: 'allocation.named_beyond_count', count: pieces, named: named.length });
  const choice = choiceOf(batch, registered, line, input, request);
  const trial = trialOf(batch);
  const bound: Bound[] = [];
  const passedOver: PassedGoods[] = [];
  let left = wanted;
  for (const hold of holds) {
    if (left === 0) break;
    const part = left < hold.reserved ? left : hold.reserved;
    const outcome = registered.serialTracked ? bindPieces(trial, choice, hold.location, part, named, holds.length > 1) : bindLots(trial, choice, hold.location, part);
    if (!('bound' in outcome)) return no(outcome);
    bound.push(...outcome.bound);
    passedOver.push(...outcome.passedOver);
    named = named.filter((serial) => !outcome.bound.some((one) => one.serial === serial));
    left = subtractGrains(left, sumGrains(outcome.bound.map((one) => one.grains)));
  }
  if (named.length > 0) return no({ code: 'allocation.serial_not_offered', serials: named });
  const moved = subtractGrains(wanted, left);
  if (moved === 0 || (left > 0 && input.mode !== 'partial')) {
    return no({ code: 'allocation.insufficient', shortages: [{ line: name, item, requested: quantity(wanted), available: quantity(moved) }], passedOver });
  }
  carryTrial(trial, batch);
  return {
    ok: true, moved: quantity(moved), rule: choice.rule, usableUntil: formatInstant(choice.leavesAt + choice.lifeMs),
    bound: bound.map(({ grains: held, ...place }) => ({ ...place, quantity: quantity(held) })), passedOver, line: answerLine(register, lineOf(batch, item, name)!),
  };
}

function choiceOf(batch: Batch, registered: RegisteredItem, line: LineBalance, input: AllocateByInput, request: string): Choice {
  const { register, at } = batch;
  const leavesAt = input.leavesAt === undefined ? at : Math.max(at, parseInstant(input.leavesAt)!);
  return {
    registered, line: line.line, leavesAt, context: { at, policy: register.policy.version, request },
    rule: input.rule ?? settingOf(register, line, ({ rule }) => rule) ?? 'firstExpiredFirstOut',
    lifeMs: (input.remainingLifeDays ?? settingOf(register, line, ({ remainingLifeDays }) => remainingLifeDays) ?? 0) * DAY,
  };
}

/** A setting of the first rule of the policy that fits a line and has it. */
function settingOf<Value>({ policy }: Register, line: LineBalance, read: (rule: LotPolicy) => Value | undefined): Value | undefined {
  for (const rule of policy.lots ?? []) {
    const fits = (rule.item ?? line.item) === line.item && (rule.channel ?? line.channel) === line.channel && (rule.account ?? line.account) === line.account;
    const value = fits ? read(rule) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Binds lots below a place. What the places of a lot give one by one may be less than the lot has in all: the choice is then made again with that. */
function bindLots(batch: Batch, choice: Choice, from: string, wanted: Grains): Outcome {
  const item = choice.registered.item.id;
  const balances = goodsWithin(batch, item, from).filter(({ lot }) => (lot === '') === !choice.registered.lotTracked);
  const caps = new Map<string, Grains>();
  for (;;) {
    const offers = lotOffers(batch, choice, from, balances, caps);
    const plan = pickLots({ requested: wanted, rule: choice.rule, lots: offers, at: choice.leavesAt, remainingLifeMs: choice.lifeMs });
    const trial = trialOf(batch);
    const bound: Bound[] = [];
    let short: { readonly lot: string; readonly grains: Grains } | undefined;
    for (const pick of plan.picks) {
      const got = bindLot(trial, choice, from, pick.lot, pick.grains, placesOf(batch, balances, pick.lot), bound);
      if (got < pick.grains) short ??= { lot: pick.lot, grains: got };
    }
    if (short === undefined) {
      carryTrial(trial, batch);
      const quantity = (value: Grains): Quantity => quantityOf(batch.register, item, value);
      return { bound, passedOver: plan.passedOver.filter(({ lot, why }) => lot !== '' && why !== 'empty').map(({ lot, why, grains: has }) => ({ lot, why, quantity: quantity(has) })) };
    }
    caps.set(short.lot, short.grains);
  }
}

function bindLot(trial: Batch, choice: Choice, from: string, lot: string, wanted: Grains, places: readonly string[], bound: Bound[]): Grains {
  const { registered: { item: { id: item } }, line } = choice;
  let left = wanted;
  for (const location of places) {
    const place = lot === '' ? { location } : { location, lot };
    const free = freeFor(trial, item, place, 'anybody', { line, from });
    const take = free < left ? free : left;
    if (take <= 0) continue;
    bind(trial, choice, from, { ...place, grains: take });
    bound.push({ ...place, grains: take });
    left = subtractGrains(left, take);
  }
  return subtractGrains(wanted, left);
}

function lotOffers(batch: Batch, choice: Choice, from: string, balances: readonly Balance[], caps: ReadonlyMap<string, Grains>): readonly LotOffer[] {
  const item = choice.registered.item.id;
  const arrivals = arrivalsOf(readItem(batch, item)).lots;
  return [...new Set(balances.map(({ lot }) => lot))].map((lot) => {
    const endsAt = endOf(batch, item, lot, from);
    const there = sumGrains(balances.filter((balance) => balance.lot === lot).map((balance) => balance.grains));
    // What has ended is offered to nobody; it is told with what is there of it.
    const free = endsAt !== undefined && endsAt <= choice.leavesAt ? there : freeFor(batch, item, { location: from, lot }, 'anybody', { line: choice.line, from });
    const cap = caps.get(lot);
    return { lot, grains: cap !== undefined && cap < free ? cap : free, endsAt, receivedAt: arrivals.get(lot) };
  });
}

/** Binds pieces below a place. */
function bindPieces(batch: Batch, choice: Choice, from: string, wanted: Grains, named: readonly string[], severalPlaces: boolean): Outcome | AllocateByReason {
  const { registered, line, rule, leavesAt, lifeMs } = choice;
  const item = registered.item.id;
  const piece = pieceOf(registered, batch.at);
  if (wanted % piece !== 0) return { code: 'inventory.unit', item, quantity: quantityOf(batch.register, item, wanted), unit: registered.item.unit };
  const arrivals = arrivalsOf(readItem(batch, item)).serials;
  const places = new Map<string, HeldPlace>();
  const offers: SerialOffer[] = [];
  const passedOver: PassedGoods[] = [];
  for (const { location, lot, serial, grains: there } of goodsWithin(batch, item, from)) {
    if (serial === '' || places.has(serial)) continue;
    const place = { location, serial, ...(lot === '' ? {} : { lot }) };
    const endsAt = lot === '' ? undefined : endOf(batch, item, lot, from);
    if (endsAt !== undefined && endsAt < leavesAt + lifeMs) {
      passedOver.push({ serial, ...(lot === '' ? {} : { lot }), why: endsAt <= leavesAt ? 'ended' : 'shortLife', quantity: quantityOf(batch.register, item, there) });
    } else if (freeFor(batch, item, place, 'anybody', { line, from }) >= piece) {
      places.set(serial, place);
      offers.push({ serial, endsAt, receivedAt: arrivals.get(serial), ...(lot === '' ? {} : { lot }) });
    }
  }
  // Where a line holds at several places, each gives the named pieces it has.
  const here = severalPlaces ? named.filter((serial) => places.has(serial)).slice(0, wanted / piece) : named;
  const plan = pickSerials({ count: wanted / piece, serials: offers, named: here, rule: rule === 'fewestLots' ? 'firstExpiredFirstOut' : rule, at: leavesAt });
  if (!plan.ok) return plan.reason;
  const bound: Bound[] = [];
  for (const serial of plan.serials) {
    const place = places.get(serial)!;
    // Pieces may be fewer together than one by one: a rule over the whole place keeps some back.
    if (freeFor(batch, item, place, 'anybody', { line, from }) < piece) continue;
    bind(batch, choice, from, { ...place, grains: piece });
    bound.push({ ...place, grains: piece });
  }
  return { bound, passedOver };
}

/** One piece in grains. */
function pieceOf({ units, item }: RegisteredItem, at: number): Grains {
  const piece = toGrains(units, { amount: '1', unit: item.unit }, { at, purpose: 'reserve' });
  return piece.ok ? piece.grains : grains(1);
}

/** Stages the binding of goods that are known to be free. */
function bind(batch: Batch, { registered, line, context }: Choice, from: string, goods: Bound): void {
  const decision = decideAllocate(lineOf(batch, registered.item.id, line), line, { from, ...goods, free: goods.grains }, context);
  if (!decision.ok) throw new TypeError(`Goods that are free cannot be bound: ${decision.reason.code}`);
  for (const event of decision.events) stageDecision(batch, event);
}

/** The first instant at which a lot may no longer be used, in the calendar of a place. */
function endOf(batch: Batch, item: string, lot: string, location: string): number | undefined {
  return lot === '' ? undefined : pictureIn(batch, item).lotEndsAt(lot, batch.register.locations.get(location)?.timeZone ?? 'UTC');
}

/** What is at a place and below it, in sellable condition or not. */
function goodsWithin(batch: Batch, item: string, from: string): readonly Balance[] {
  return pictureIn(batch, item).balances.filter(({ location, grains: amount }) => amount > 0 && isWithinPlace(batch.register, location, from));
}

/** Where a lot is, in the order of the catalogue. */
function placesOf({ register }: Batch, balances: readonly Balance[], lot: string): readonly string[] {
  const places = new Set(balances.filter((balance) => balance.lot === lot).map(({ location }) => location));
  return [...places].sort((one, other) => (register.locations.get(one)?.index ?? 0) - (register.locations.get(other)?.index ?? 0));
}
