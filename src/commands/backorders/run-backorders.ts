import { compareText, formatInstant, no, type Answer } from '../../foundation/index.js';
import { backorderRun, type BackorderChange, type BackorderLine, type BackorderReason, type BackorderStrategy } from '../../allocation/index.js';
import { availableIn } from '../../availability/index.js';
import type { LineBalance } from '../../model/index.js';
import { addGrains, grains, sumGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { sumHeld } from '../../reservation/index.js';
import { quantityOf } from '../answers.js';
import { giveUp, hold, softIn } from './backorder-holds.js';
import { orderOf, termsOf, type BackorderTerms, type RunBackordersInput } from './backorder-input.js';
import { carryTrial, readItem, sweepItem, trialOf, type Batch } from '../engine/batch.js';
import type { Job } from '../engine/job.js';
import { askerOf, offersWithin, pictureIn } from '../goods/offers.js';
import { decideKitRun, kitPartitions, kitTakers, type KitRun, type KitRunRefusal } from './run-kit-backorders.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from '../engine/request.js';

/**
 * What a run did to a line. Only demand that is waiting or softly held takes part; what is bound or picked stays. Of a kit line amounts are whole kits, of the line of a
 * kit's part what whole kits take of it.
 */
export interface BackorderChangeAnswer {
  readonly line: string;
  readonly strategy: BackorderStrategy;
  /** Its place in the order, from 1. */
  readonly turn: number;
  readonly requested: Quantity;
  /** Of that, how much could be had from where the line may be served, if nobody else wanted it. Never less than it has. */
  readonly reachable: Quantity;
  readonly before: Quantity;
  readonly after: Quantity;
  readonly why: BackorderReason;
}

/** What a run did. */
export interface BackordersRun {
  /** What decided who runs short. */
  readonly order: string;
  readonly changes: readonly BackorderChangeAnswer[];
  /** What nobody took. */
  readonly left: Quantity;
  readonly policy: string;
  /** Whether it was only tried. */
  readonly dryRun: boolean;
}

/** Why nothing was changed. */
export type RunBackordersReason =
  | { readonly code: 'inventory.unknown_item'; readonly item: string }
  | { readonly code: 'inventory.unknown_location'; readonly location: string }
  /** The lines that must be held need more than there is, or more than they can reach. */
  | { readonly code: 'allocation.promises_above_supply'; readonly by?: string | undefined; readonly required: Quantity; readonly available: Quantity; readonly lines: readonly string[] };

/** What a run is answered. */
export type RunBackordersAnswer = Remembered<Answer<BackordersRun, RunBackordersReason | KeyRefusal>>;

/** The job of a request that was validated. */
export function runBackordersJob(input: RunBackordersInput, at: number | undefined): Job<RunBackordersAnswer> {
  const { key, scope = 'runBackorders' } = input;
  const request = `${scope}\u001f${key}`;
  return {
    at,
    needs: ({ homes }) => [homes.ofRequest(scope, key), homes.ofItem(input.item)],
    needsThen: (context) => kitPartitions(context, input.item),
    isUnresolved: ({ register }) => register.item(input.item) === undefined || (input.locations ?? []).some((location) => !register.locations.has(location)),
    isRefused: isNewNo,
    decide: (batch) => (input.dryRun === true
      ? { ...decideRun(batch, input, request), repeated: false }
      : decideOnce(batch, scope, key, { request: 'runBackorders', ...input }, () => decideRun(batch, input, request))),
  };
}

/** A line that takes part. */
interface Participant {
  readonly balance: LineBalance;
  /** Waiting and softly held. */
  readonly requested: Grains;
  /** Softly held within the locations of the run. */
  readonly confirmed: Grains;
  readonly reachable: Grains;
  readonly terms: BackorderTerms;
}

function decideRun(batch: Batch, input: RunBackordersInput, request: string): Answer<BackordersRun, RunBackordersReason> {
  const { register } = batch;
  const { item } = input;
  if (register.item(item) === undefined) return no({ code: 'inventory.unknown_item', item });
  const unknown = input.locations?.find((location) => !register.locations.has(location));
  if (unknown !== undefined) return no({ code: 'inventory.unknown_location', location: unknown });
  // What is only tried may not leave the sweep behind either.
  const trial = trialOf(batch);
  const swept = input.dryRun === true ? { ...trial, swept: new Set(batch.swept) } : batch;
  sweepItem(swept, item);
  const takers = kitTakers(swept, { input, request });
  if (takers !== undefined) return answerKitRun(batch, trial, decideKitRun(trial, takers, { input, request }), input);
  const { participants, supply } = participantsOf(trial, input, request);
  const quantity = (amount: Grains): Quantity => quantityOf(register, item, amount);
  const beyond = participants.filter(({ terms, requested, reachable }) => terms.strategy === 'win' && reachable < requested);
  if (beyond.length > 0) {
    const sum = (amountOf: (one: Participant) => Grains): Quantity => quantity(sumGrains(beyond.map(amountOf)));
    return no({ code: 'allocation.promises_above_supply', required: sum(({ requested }) => requested), available: sum(({ reachable }) => reachable), lines: beyond.map(({ balance }) => balance.line) });
  }
  const decided = backorderRun({
    supply: [{ grains: supply }], order: orderOf(input.order),
    lines: participants.map(({ balance, reachable, confirmed, terms }): BackorderLine => ({ line: balance.line, requested: reachable, confirmed, ...terms })),
  });
  if (!decided.ok) {
    const { by, required, available, lines } = decided.reason;
    return no({ code: 'allocation.promises_above_supply', by: formatInstant(by), required: quantity(required), available: quantity(available), lines });
  }
  const short = apply(trial, participants, decided.changes, input, request);
  if (short !== undefined) return no({ code: 'allocation.promises_above_supply', required: quantity(short.required), available: quantity(short.available), lines: [short.line] });
  if (input.dryRun !== true) carryTrial(trial, batch);
  return {
    ok: true, order: decided.order, left: quantity(sumGrains(decided.left.map((layer) => layer.grains))), policy: register.policy.version, dryRun: input.dryRun === true,
    changes: decided.changes.map((change, index) => {
      const { requested, reachable } = participants[index]!;
      const { line, strategy, turn, before, after, why } = change;
      return { line, strategy, turn, requested: quantity(requested), reachable: quantity(reachable), before: quantity(before), after: quantity(after), why };
    }),
  };
}

function answerKitRun(batch: Batch, trial: Batch, decided: Answer<KitRun, KitRunRefusal>, input: RunBackordersInput): Answer<BackordersRun, RunBackordersReason> {
  const quantity = (amount: Grains): Quantity => quantityOf(batch.register, input.item, amount);
  if (!decided.ok) {
    const { required, available, lines } = decided.reason;
    return no({ code: 'allocation.promises_above_supply', required: quantity(required), available: quantity(available), lines });
  }
  if (input.dryRun !== true) carryTrial(trial, batch);
  return {
    ok: true, order: decided.order, left: quantity(decided.left), policy: batch.register.policy.version, dryRun: input.dryRun === true,
    changes: decided.changes.map(({ taker: { balance, terms }, turn, why, ...change }) => ({
      line: balance.line, strategy: terms.strategy, turn, requested: quantity(change.requested), reachable: quantity(change.reachable), before: quantity(change.before), after: quantity(change.after), why,
    })),
  };
}

/** The open lines of the item, in the order of their names, and all there is for them: what is free, and what they hold softly. */
function participantsOf(batch: Batch, input: RunBackordersInput, request: string): { readonly participants: readonly Participant[]; readonly supply: Grains } {
  const { register, at } = batch;
  const states = [...readItem(batch, input.item).lines.values()].filter(({ balance }) => balance.backordered > 0 || softIn(register, balance, input) > 0);
  states.sort((one, other) => compareText(one.line, other.line));
  const drawn = states.map(({ balance, placed }) => ({ balance, confirmed: softIn(register, balance, input), terms: termsOf(input, balance, placed.at(-1)?.order.at, at) }));
  // What there is if all of them gave up what they hold softly: what a run leaves alone is theirs in any case.
  const without = trialOf(batch);
  for (const { balance } of drawn) giveUp(without, balance, softIn(register, balance, input), input, request);
  const skipped = sumGrains(drawn.filter(({ terms }) => terms.strategy === 'skip').map(({ confirmed }) => confirmed));
  const { available } = availableIn(register, pictureIn(without, input.item), { at, locations: input.locations, physical: true });
  const participants = drawn.map((one): Participant => {
    const requested = addGrains(one.balance.backordered, one.confirmed);
    const offered = sumHeld(offersWithin(without, askerOf(one.balance), { line: one.balance.line, item: one.balance.item, grains: requested }, input.locations));
    return { ...one, requested, reachable: grains(Math.min(requested, Math.max(offered, one.confirmed))) };
  });
  return { participants, supply: grains(Math.max(available, skipped)) };
}

/** Brings every line to what the run decided. First those that lose give up and those that gain take; if that leaves somebody short, all give up and take anew in their turns. */
function apply(
  batch: Batch, participants: readonly Participant[], changes: readonly BackorderChange[], input: RunBackordersInput, request: string,
): { readonly line: string; readonly required: Grains; readonly available: Grains } | undefined {
  const turns = changes.map((change, index) => ({ change, balance: participants[index]!.balance })).sort((one, other) => one.change.turn - other.change.turn);
  const attempt = (trial: Batch, anew: boolean): ReturnType<typeof apply> => {
    for (const { change, balance } of turns) {
      const less = anew && change.strategy !== 'skip' ? change.before : grains(Math.max(change.before - change.after, 0));
      giveUp(trial, balance, less, input, request);
    }
    for (const { change, balance } of turns) {
      const more = anew && change.strategy !== 'skip' ? change.after : grains(Math.max(change.after - change.before, 0));
      if (more === 0) continue;
      const got = hold(trial, balance, more, input, request);
      if (got < more) return { line: change.line, required: more, available: got };
    }
    return undefined;
  };
  let short: ReturnType<typeof apply>;
  for (const anew of [false, true]) {
    const trial = trialOf(batch);
    short = attempt(trial, anew);
    if (short !== undefined) continue;
    carryTrial(trial, batch);
    return undefined;
  }
  return short;
}
