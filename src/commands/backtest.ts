import { compareText, InventoryError, parseInstant, type Instant } from '../foundation/index.js';
import { identityOf, oversoldIn, resolveEvent, settle } from '../ledger/index.js';
import {
  compileRegister, validateEvent, type Catalog, type Fact, type Invalid, type LineBalance, type LineReference, type Policy, type Register, type RegisteredLocation, type StockEvent,
} from '../model/index.js';
import { addGrains, grains, subtractGrains, toGrains, type Grains, type Quantity } from '../quantity/index.js';
import { quantityOf } from './answers.js';
import { absorbBatch, commitOf, isEmpty, startBatch, type Batch } from './engine/batch.js';
import { homesOf, type Homes } from './engine/home.js';
import { changeJob, touchedBy } from './lines/move-line.js';
import { checkChange, checkReserve } from './inputs.js';
import type { ChangeInput } from './lines/order-moves.js';
import { startPartition, type PartitionState } from './engine/partition.js';
import { recordOne } from './facts/record-events.js';
import { reserveJob, type ReserveInput } from './lines/reserve.js';

/** Something that happened or was asked for, and when it was known. */
export type BacktestStep = { readonly at: string } & (
  | { readonly event: StockEvent }
  | { readonly reserve: ReserveInput }
  | { readonly change: ChangeInput }
);

/** What is to be replayed, and under which policies. */
export interface BacktestInput {
  readonly catalog: Catalog;
  /** In the order in which it was known. */
  readonly history: Iterable<BacktestStep>;
  /** Each a policy, or several that take over from each other in time. */
  readonly policies: readonly (Policy | readonly Policy[])[];
  /** What becomes of an order placed elsewhere: it is held as far as there are goods, or left as demand. Default `hold`. */
  readonly placedOrders?: 'hold' | 'leave' | undefined;
}

/** What one channel was told about one item under one policy. */
export interface BacktestOutcome {
  /** Asked for, by requests and by orders placed elsewhere. */
  readonly requested: Quantity;
  /** Held at once. */
  readonly promised: Quantity;
  /** Taken on as demand without goods. */
  readonly backordered: Quantity;
  /** Neither. */
  readonly refused: Quantity;
  /** Promised and then not there: what counts and late facts took away, charged to the latest promises. The most there was at any one time. */
  readonly oversold: Quantity;
}

/** A channel and an item, with what came of each policy, in the order of the policies. An empty channel stands for requests without one. */
export interface BacktestRow {
  readonly channel: string;
  readonly item: string;
  readonly outcomes: readonly BacktestOutcome[];
}

/** What would have been promised, refused and oversold under each policy. */
export interface BacktestReport {
  /** The names of the policies' versions, those that follow each other joined by a comma. */
  readonly policies: readonly string[];
  /** By channel, then item. */
  readonly rows: readonly BacktestRow[];
}

interface Tally { requested: Grains; promised: Grains; backordered: Grains; refused: Grains; oversold: Grains }

const ZERO = grains(0);
const NO_TALLY: Readonly<Tally> = { requested: ZERO, promised: ZERO, backordered: ZERO, refused: ZERO, oversold: ZERO };
const HOMES: Homes = homesOf('backtest', { format: 1, partitions: 1, hash: 'fnv1a-murmur3', seed: 0 });
const PARTITION = HOMES.all[0]!;

/**
 * Replays a history under other policies, by the fold and the decisions of live processing: facts stand as they are, requests are decided anew. What was
 * shipped under one policy is shipped under every other, promised or not.
 *
 * @throws `model.invalid` for a catalogue or policy that contradicts itself, and for a step that is malformed.
 */
export function backtest(input: BacktestInput): BacktestReport {
  const history = [...input.history].map(checkStep);
  const runs = input.policies.map((policy) => runUnder(input, compileRegister(input.catalog, policy, 1), history));
  const keys = new Set(runs.flatMap(({ tallies }) => [...tallies.keys()]));
  const rows = [...keys].map((key): BacktestRow => {
    const [channel, item] = key.split('\u001f') as [string, string];
    return { channel, item, outcomes: runs.map(({ register, tallies }) => answerTally(register, item, tallies.get(key) ?? NO_TALLY)) };
  });
  return {
    policies: input.policies.map((policy) => [policy].flat().map(({ version }) => version).join(', ')),
    rows: rows.sort((left, right) => compareText(left.channel, right.channel) || compareText(left.item, right.item)),
  };
}

/** A step as it is replayed. @throws `model.invalid` naming the step and what is wrong with it */
function checkStep(step: BacktestStep, index: number): BacktestStep {
  if (parseInstant(step.at) === undefined) throw new InventoryError('model.invalid', `Step ${index}: expected an RFC 3339 instant as its time`, { details: { step: index } });
  if ('event' in step) {
    const checked = validateEvent(step.event);
    return checked.ok ? { at: step.at, event: checked.event } : malformed(index, checked);
  }
  if ('reserve' in step) {
    const checked = checkReserve(step.reserve);
    return checked.ok ? { at: step.at, reserve: checked.value } : malformed(index, checked);
  }
  const checked = checkChange(step.change);
  return checked.ok ? { at: step.at, change: checked.value } : malformed(index, checked);
}

function malformed(index: number, { issues }: Invalid): never {
  throw new InventoryError('model.invalid', `Step ${index}: ${issues[0]?.message ?? ''}`, { details: { step: index, issues } });
}

interface Run {
  readonly register: Register;
  readonly state: PartitionState;
  readonly tallies: Map<string, Tally>;
  readonly facts: Map<string, Fact>;
  /** By item, its lines in the order in which they were last promised something. */
  readonly promised: Map<string, Map<string, string>>;
}

function runUnder(input: BacktestInput, register: Register, history: readonly BacktestStep[]): Run {
  const run: Run = { register, state: startPartition(PARTITION, register), tallies: new Map(), facts: new Map(), promised: new Map() };
  for (const step of history) {
    const at = parseInstant(step.at)!;
    if ('event' in step) replayEvent(run, step.event, at, input.placedOrders ?? 'hold');
    else if ('reserve' in step) replayReserve(run, step.reserve, at);
    else replayChange(run, step.change, at);
  }
  return run;
}

function replayEvent(run: Run, event: StockEvent, at: Instant, placedOrders: 'hold' | 'leave'): void {
  const resolved = resolveEvent(run.register, event);
  const recorded = inBatch(run, at, (batch) => recordOne(batch, event, resolved, run.facts));
  if (!resolved.ok || !recorded.ok || recorded.outcome !== 'recorded') return;
  const { fact } = resolved;
  run.facts.set(identityOf(fact.source, fact.id), fact);
  noteShortfall(run, fact.item, at);
  if (fact.type !== 'order.placed') return;
  const line = run.state.ledger.items.get(fact.item)?.lines.get(fact.line)?.balance;
  if (line === undefined) return;
  const wanted = line.backordered;
  const held = placedOrders === 'leave' || wanted === 0 ? ZERO : inBatch(run, at, (batch) => {
    const change = changeJob({ key: `${fact.source}/${fact.id}`, scope: 'backtest', moves: [{ move: 'hold', item: fact.item, line: fact.line, mode: 'backorder' }] }, at).decide(batch);
    return change.ok ? grainsIn(run.register, fact.item, change.moved[0]!) : ZERO;
  });
  if (held > 0) notePromise(run, fact.item, line);
  add(run, line.channel, fact.item, { requested: fact.grains, promised: held, backordered: subtractGrains(wanted, held) });
}

function replayReserve(run: Run, request: ReserveInput, at: Instant): void {
  const answer = inBatch(run, at, (batch) => reserveJob(request, at).decide(batch));
  if (answer.repeated) return;
  const channel = request.channel ?? '';
  if (!answer.ok) {
    for (const { item, quantity } of request.lines) {
      const amount = grainsIn(run.register, item, quantity);
      add(run, channel, item, { requested: amount, refused: amount });
    }
    return;
  }
  for (const { item, line, requested, reserved, backordered, refused } of answer.lines) {
    const of = (quantity: Quantity): Grains => grainsIn(run.register, item, quantity);
    add(run, channel, item, { requested: of(requested), promised: of(reserved), backordered: of(backordered), refused: of(refused) });
    const balance = run.state.ledger.items.get(item)?.lines.get(line)?.balance;
    if (balance !== undefined && of(reserved) > 0) notePromise(run, item, balance);
  }
}

/** A change asks for what it adds to its lines in all, by channel: what one line hands to another is asked for once. */
function replayChange(run: Run, change: ChangeInput, at: Instant): void {
  const touched = touchedBy(change.moves);
  const before = linesOf(run, touched);
  const answer = inBatch(run, at, (batch) => changeJob(change, at).decide(batch));
  if (answer.repeated) return;
  if (!answer.ok) {
    for (const { item, line, requested } of answer.reason.code === 'reservation.insufficient' ? answer.reason.shortages : []) {
      const amount = grainsIn(run.register, item, requested);
      add(run, before.get(`${item}\u001f${line}`)?.channel ?? '', item, { requested: amount, refused: amount });
    }
    return;
  }
  const changes = new Map<string, { requested: Grains; claimed: Grains }>();
  for (const [key, line] of linesOf(run, touched)) {
    const was = before.get(key);
    const claimed = subtractGrains(claimOf(line), was === undefined ? ZERO : claimOf(was));
    const total = changes.get(`${line.channel}\u001f${line.item}`) ?? { requested: ZERO, claimed: ZERO };
    changes.set(`${line.channel}\u001f${line.item}`, {
      requested: addGrains(total.requested, subtractGrains(line.requested, was?.requested ?? ZERO)), claimed: addGrains(total.claimed, claimed),
    });
    if (claimed > 0) notePromise(run, line.item, line);
  }
  for (const [key, { requested, claimed }] of changes) {
    const [channel, item] = key.split('\u001f') as [string, string];
    add(run, channel, item, { requested: atLeastNone(requested), promised: atLeastNone(claimed), backordered: atLeastNone(subtractGrains(atLeastNone(requested), atLeastNone(claimed))) });
  }
}

function linesOf(run: Run, lines: readonly LineReference[]): ReadonlyMap<string, LineBalance> {
  return new Map(lines.flatMap(({ item, line }) => {
    const balance = run.state.ledger.items.get(item)?.lines.get(line)?.balance;
    return balance === undefined ? [] : [[`${item}\u001f${line}`, balance] as const];
  }));
}

function atLeastNone(amount: Grains): Grains {
  return grains(Math.max(amount, 0));
}

/** One commit of the replay: decided against what stands, and made to stand. */
function inBatch<Answer>(run: Run, at: Instant, decide: (batch: Batch) => Answer): Answer {
  const { state } = run;
  const time = Math.max(at, state.at);
  const batch = startBatch(run.register.inForce(time), HOMES, time, new Map([[PARTITION, state]]));
  const answer = decide(batch);
  if (!isEmpty(batch)) absorbBatch(batch, commitOf(batch, `step-${state.head + 1}`));
  return answer;
}

function notePromise(run: Run, item: string, line: LineBalance): void {
  const lines = run.promised.get(item) ?? new Map<string, string>();
  lines.delete(line.line);
  lines.set(line.line, line.channel);
  run.promised.set(item, lines);
}

/** Charges what an item lacks for its promises to the channels of the latest of them. */
function noteShortfall(run: Run, item: string, at: Instant): void {
  const ledger = run.state.ledger.items.get(item);
  const lines = run.promised.get(item);
  if (ledger === undefined || lines === undefined) return;
  const register = run.register.inForce(at);
  settle(register, ledger);
  let missing = shortfallOf(register, oversoldIn(register, ledger, at));
  const byChannel = new Map<string, Grains>();
  for (const [name, channel] of missing > 0 ? [...lines].reverse() : []) {
    const line = ledger.lines.get(name)?.balance;
    const charged = line === undefined ? ZERO : grains(Math.min(missing, claimOf(line)));
    byChannel.set(channel, addGrains(byChannel.get(channel) ?? ZERO, charged));
    missing = subtractGrains(missing, charged);
    if (missing === 0) break;
  }
  for (const [channel, amount] of byChannel) {
    const tally = tallyOf(run, channel, item);
    if (amount > tally.oversold) tally.oversold = amount;
  }
}

/** What is missing over the whole tree: at each place what it lacks itself, or what the places below lack together, whichever is more. */
function shortfallOf(register: Register, lacking: ReadonlyMap<string, Grains>): Grains {
  if (lacking.size === 0) return ZERO;
  const at = (node: RegisteredLocation): Grains => {
    const below = node.children.reduce((sum, child) => addGrains(sum, at(child)), ZERO);
    return grains(Math.max(below, lacking.get(node.id) ?? ZERO));
  };
  return [...register.locations.values()].reduce((sum, node) => (node.parent === undefined ? addGrains(sum, at(node)) : sum), ZERO);
}

function claimOf(line: LineBalance): Grains {
  return addGrains(addGrains(line.reserved, line.allocated), line.picked);
}

function add(run: Run, channel: string, item: string, change: Partial<Tally>): void {
  const tally = tallyOf(run, channel, item);
  for (const name of ['requested', 'promised', 'backordered', 'refused'] as const) tally[name] = addGrains(tally[name], change[name] ?? ZERO);
}

function tallyOf(run: Run, channel: string, item: string): Tally {
  const key = `${channel}\u001f${item}`;
  const known = run.tallies.get(key);
  if (known !== undefined) return known;
  const fresh = { ...NO_TALLY };
  run.tallies.set(key, fresh);
  return fresh;
}

/** A quantity as it was asked for, in grains; nothing for an item or a unit nobody knows. */
function grainsIn(register: Register, item: string, quantity: Quantity): Grains {
  const registered = register.item(item);
  const amount = registered === undefined ? undefined : toGrains(registered.units, quantity, { at: 0, purpose: 'request' });
  return amount?.ok === true ? amount.grains : ZERO;
}

function answerTally(register: Register, item: string, tally: Readonly<Tally>): BacktestOutcome {
  const of = (amount: Grains): Quantity => quantityOf(register, item, amount);
  return { requested: of(tally.requested), promised: of(tally.promised), backordered: of(tally.backordered), refused: of(tally.refused), oversold: of(tally.oversold) };
}
