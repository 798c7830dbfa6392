import { compareText, formatInstant, no, type Answer } from '../foundation/index.js';
import { backorderRun, type BackorderChange, type BackorderLine, type BackorderOrder, type BackorderReason, type BackorderStrategy } from '../allocation/index.js';
import { availableIn } from '../availability/index.js';
import { isWithin, type LineBalance, type Register } from '../model/index.js';
import { addGrains, grains, subtractGrains, sumGrains, type Grains, type Quantity } from '../quantity/index.js';
import { decideGiveUp, decideReserve, sumHeld } from '../reservation/index.js';
import { quantityOf } from './answers.js';
import { carryTrial, readItem, stageDecision, sweepItem, trialOf, type Batch } from './batch.js';
import type { Job } from './job.js';
import { askerOf, instantOf, lineOf, offersFor, pictureIn, softEnd } from './offers.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from './request.js';

/** Which lines a rule speaks of: what is left out matches all. */
export interface BackorderRule {
  readonly line?: string | undefined;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  /** What the run may do to them. Default `gain`. */
  readonly strategy?: BackorderStrategy | undefined;
  /** The lower, the sooner; a whole number. Default 0. */
  readonly priority?: number | undefined;
  /** RFC 3339 instant by which they are wanted. Default: as the order said, else as soon as possible. */
  readonly requestedAt?: string | undefined;
  /** RFC 3339 instant at which they were ordered. Default: as the order said, else before all others. */
  readonly placedAt?: string | undefined;
}

/** What lines go by, one after another; equal ones by their names. */
export type BackorderKey = 'priority' | 'requestedAt' | 'placedAt' | 'smallestFirst' | 'largestFirst' | 'line';

/** A request to share what there is of an item anew over its open lines. */
export interface RunBackordersInput {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default `runBackorders`. */
  readonly scope?: string | undefined;
  readonly item: string;
  /** Only goods at these locations, and lines as far as they can be served from there. Default: everywhere. */
  readonly locations?: readonly string[] | undefined;
  /** Of each setting, the first rule that fits a line and has it. */
  readonly rules?: readonly BackorderRule[] | undefined;
  /** Default: priority, requested date, date placed. */
  readonly order?: readonly BackorderKey[] | undefined;
  /** Answers what would be done, and does nothing. The key is not remembered. Default false. */
  readonly dryRun?: boolean | undefined;
}

/** What a run did to a line. Only demand that is waiting or softly held takes part; what is bound or picked stays. */
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

const ZERO = grains(0);

/** The job of a request that was validated. */
export function runBackordersJob(input: RunBackordersInput, at: number | undefined): Job<RunBackordersAnswer> {
  const { key, scope = 'runBackorders' } = input;
  const request = `${scope}\u001f${key}`;
  return {
    at,
    needs: ({ homes }) => [homes.ofRequest(scope, key), homes.ofItem(input.item)],
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
  readonly strategy: BackorderStrategy;
  /** Waiting and softly held. */
  readonly requested: Grains;
  /** Softly held within the locations of the run. */
  readonly confirmed: Grains;
  readonly reachable: Grains;
  readonly terms: { readonly priority: number; readonly requestedAt: number; readonly placedAt: number };
}

function decideRun(batch: Batch, input: RunBackordersInput, request: string): Answer<BackordersRun, RunBackordersReason> {
  const { register } = batch;
  const { item } = input;
  if (register.item(item) === undefined) return no({ code: 'inventory.unknown_item', item });
  const unknown = input.locations?.find((location) => !register.locations.has(location));
  if (unknown !== undefined) return no({ code: 'inventory.unknown_location', location: unknown });
  // What is only tried may not leave the sweep behind either.
  const trial = trialOf(batch);
  if (input.dryRun === true) sweepItem({ ...trial, swept: new Set(batch.swept) }, item);
  else sweepItem(batch, item);
  const { participants, supply } = participantsOf(trial, input, request);
  const quantity = (amount: Grains): Quantity => quantityOf(register, item, amount);
  const beyond = participants.filter(({ strategy, requested, reachable }) => strategy === 'win' && reachable < requested);
  if (beyond.length > 0) {
    const sum = (amountOf: (one: Participant) => Grains): Quantity => quantity(sumGrains(beyond.map(amountOf)));
    return no({ code: 'allocation.promises_above_supply', required: sum(({ requested }) => requested), available: sum(({ reachable }) => reachable), lines: beyond.map(({ balance }) => balance.line) });
  }
  const decided = backorderRun({
    supply: [{ grains: supply }], order: orderOf(input.order ?? ['priority', 'requestedAt', 'placedAt']),
    lines: participants.map(({ balance, strategy, reachable, confirmed, terms }): BackorderLine => ({ line: balance.line, strategy, requested: reachable, confirmed, ...terms })),
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

/** The open lines of the item, in the order of their names, and all there is for them: what is free, and what they hold softly. */
function participantsOf(batch: Batch, input: RunBackordersInput, request: string): { readonly participants: readonly Participant[]; readonly supply: Grains } {
  const { register, at } = batch;
  const states = [...(readItem(batch, input.item)?.lines.values() ?? [])].filter(({ balance }) => balance.backordered > 0 || softIn(register, balance, input) > 0);
  states.sort((one, other) => compareText(one.line, other.line));
  const drawn = states.map((state) => {
    const { balance } = state;
    const placed = state.placed.at(-1);
    const setting = <Value>(read: (rule: BackorderRule) => Value | undefined): Value | undefined => settingOf(input, balance, read);
    return {
      balance, strategy: setting(({ strategy }) => strategy) ?? 'gain', confirmed: softIn(register, balance, input),
      terms: {
        priority: setting(({ priority }) => priority) ?? 0, requestedAt: instantOf(setting(({ requestedAt }) => requestedAt)) ?? balance.requestedFor ?? at,
        placedAt: instantOf(setting(({ placedAt }) => placedAt)) ?? placed?.order.at ?? 0,
      },
    };
  });
  // What there is if all of them gave up what they hold softly: what a run leaves alone is theirs in any case.
  const without = trialOf(batch);
  for (const { balance } of drawn) giveUp(without, balance, softIn(register, balance, input), input, request);
  const skipped = sumGrains(drawn.filter(({ strategy }) => strategy === 'skip').map(({ confirmed }) => confirmed));
  const { available } = availableIn(register, pictureIn(without, input.item), { at, locations: input.locations, physical: true });
  const participants = drawn.map((one): Participant => {
    const requested = addGrains(one.balance.backordered, one.confirmed);
    const offered = sumHeld(offersWithin(without, one.balance, requested, input));
    return { ...one, requested, reachable: grains(Math.min(requested, Math.max(offered, one.confirmed))) };
  });
  return { participants, supply: grains(Math.max(available, skipped)) };
}

function settingOf<Value>({ rules = [] }: RunBackordersInput, line: LineBalance, read: (rule: BackorderRule) => Value | undefined): Value | undefined {
  for (const rule of rules) {
    const fits = (rule.line ?? line.line) === line.line && (rule.channel ?? line.channel) === line.channel && (rule.account ?? line.account) === line.account;
    const value = fits ? read(rule) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** How many of a line's soft holds are within the locations of a run, and count still. */
function softIn(register: Register, line: LineBalance, input: RunBackordersInput): Grains {
  return sumGrains(softHolds(register, line, input).map(({ reserved }) => reserved));
}

function softHolds({ locations }: Register, line: LineBalance, input: RunBackordersInput): LineBalance['holds'] {
  const places = input.locations?.map((location) => locations.get(location)!);
  return line.holds.filter(({ reserved, location, lot, serial }) => reserved > 0 && lot === '' && serial === ''
    && (places === undefined || places.some((place) => isWithin(locations.get(location), place))));
}

/** What a line may be given within the locations of a run. */
function offersWithin(batch: Batch, line: LineBalance, wanted: Grains, input: RunBackordersInput): ReturnType<typeof offersFor> {
  const asker = askerOf(line);
  if (input.locations === undefined) return offersFor(batch, asker, { line: line.line, item: line.item, grains: wanted }, []);
  const offers: ReturnType<typeof offersFor>[number][] = [];
  let left: number = wanted;
  for (const location of input.locations) {
    for (const offer of offersFor(batch, asker, { line: line.line, item: line.item, grains: grains(left), location }, offers.map((one) => ({ ...one, item: line.item })))) {
      offers.push(offer);
      left -= offer.grains;
    }
  }
  return offers;
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

function giveUp(batch: Batch, line: LineBalance, amount: Grains, input: RunBackordersInput, request: string): void {
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

/** Holds more for a line, and answers how much it was. */
function hold(batch: Batch, line: LineBalance, amount: Grains, input: RunBackordersInput, request: string): Grains {
  const current = lineOf(batch, line.item, line.line)!;
  const decision = decideReserve({
    request, ...askerOf(line), mode: 'backorder', expiresAt: softEnd(batch, line, {}) ?? line.expiresAt, lines: [{ item: line.item, line: line.line, grains: amount }],
  }, { at: batch.at, policy: batch.register.policy.version, line: () => current, offers: (one) => offersWithin(batch, line, one.grains, input) });
  if (!decision.ok) return ZERO;
  for (const event of decision.events) stageDecision(batch, event);
  return decision.lines[0]!.reserved;
}

const BY: Readonly<Record<BackorderKey, { readonly words: string; readonly compare: BackorderOrder['compare'] }>> = {
  priority: { words: 'priority', compare: (one, other) => (one.priority ?? 0) - (other.priority ?? 0) },
  requestedAt: { words: 'requested date', compare: (one, other) => one.requestedAt - other.requestedAt },
  placedAt: { words: 'date placed', compare: (one, other) => one.placedAt - other.placedAt },
  smallestFirst: { words: 'smallest first', compare: (one, other) => subtractGrains(one.requested, other.requested) },
  largestFirst: { words: 'largest first', compare: (one, other) => subtractGrains(other.requested, one.requested) },
  line: { words: 'line', compare: (one, other) => compareText(one.line, other.line) },
};

/** A declared order as a comparison; lines that are equal by it go by their names. */
function orderOf(keys: readonly BackorderKey[]): BackorderOrder {
  const all = [...new Set([...keys, 'line' as const])].map((key) => BY[key]);
  return {
    description: all.map(({ words }) => words).join(', '),
    compare: (one, other) => {
      for (const { compare } of all) {
        const difference = compare(one, other);
        if (difference !== 0) return difference;
      }
      return 0;
    },
  };
}
