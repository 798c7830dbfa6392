import { compareText, isInstant, isTenant, no, type Instant, type No } from '../foundation/index.js';
import type { PublishTarget } from '../availability/index.js';
import {
  asOf, balancesOf, decodeFact, exceptionsOf, explainBalance, startItemLedger, stockCard, verifyItems, type AsOf, type Explanation, type LogEntry, type StandingException,
  type StockCardRow, type StockCardScope, type Verification,
} from '../ledger/index.js';
import { validateEvent, type Balance, type Catalog, type ModelIssue, type Policy, type Position, type Register, type StockEvent } from '../model/index.js';
import type { Block, Clock, StoragePort, StoreHeader } from '../ports/index.js';
import type { Quantity } from '../quantity/index.js';
import {
  answerLine, answerReturnLine, answerTransfer, quantityOf, type AvailabilityAnswer, type LineAnswer, type PublishedSetAnswer, type ReadVersion,
  type RecordAnswer, type ReturnLineAnswer, type TransferAnswer,
} from './answers.js';
import { allocateByJob, type AllocateByAnswer, type AllocateByInput } from './lines/allocate-by.js';
import { startEngine, type Engine, type EngineView } from './engine/engine.js';
import type { RunBackordersInput } from './backorders/backorder-input.js';
import { confirmJob, type ConfirmAnswer } from './promises/confirm.js';
import type { ParkedEvent, StockEntry } from './engine/entry.js';
import { availabilityByChannel, availabilityOf, figuresIn, readKitLine, readParts, type KitLineAnswer } from './kits/kit-answers.js';
import { cancelTransferJob, type CancelTransferAnswer, type CancelTransferInput } from './facts/cancel-transfer.js';
import {
  checkAllocate, checkAllocateBy, checkAmend, checkAmount, checkAuthorizeReturn, checkCancelTransfer, checkChange, checkExtend, checkPick, checkRefund, checkReserve, checkRunBackorders,
} from './inputs.js';
import {
  changeJob, moveJob, type AllocateInput, type AmendInput, type AmountInput, type ChangeAnswer, type ExtendInput, type MoveAnswer, type PickInput,
} from './lines/move-line.js';
import type { ChangeInput } from './lines/order-moves.js';
import type { AvailableToPromiseAnswer } from './promises/promise-answers.js';
import { checkConfirm, checkPromise, type ConfirmInput, type PromiseInput } from './promises/promise-input.js';
import { readAvailableToPromise, readPromise, type AvailableToPromiseQuery, type PromiseAnswer } from './promises/promise-reads.js';
import { publishSets } from './kits/publish-sets.js';
import { recordJob } from './facts/record-events.js';
import { reserveJob, type ReserveAnswer, type ReserveInput } from './lines/reserve.js';
import { authorizeReturnJob, refundJob, type AuthorizeReturnAnswer, type AuthorizeReturnInput, type RefundAnswer, type RefundInput } from './facts/return-requests.js';
import { runBackordersJob, type RunBackordersAnswer } from './backorders/run-backorders.js';
import { startSubscriptions, type InventoryEvents } from './subscriptions.js';
import { ledgerIn } from './engine/partition.js';
import { sweepJob } from './engine/sweep.js';
import { systemClock } from './system-clock.js';

/** How an inventory is set up. */
export interface InventoryOptions {
  readonly storage: StoragePort;
  /** What is new or changed against the register is registered with the first call. */
  readonly catalog?: Catalog | undefined;
  readonly policy?: Policy | readonly Policy[] | undefined;
  /** Whose inventory it is: one handle serves one tenant. Default `default`. */
  readonly tenant?: string | undefined;
  /** How many partitions the store is created with. Default 16; a store that exists must have been created with as many. */
  readonly partitions?: number | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Names commits, each once. Default: random. */
  readonly nextCommitId?: (() => string) | undefined;
  /** How many calls one commit gathers. Default 512. */
  readonly callsPerCommitMax?: number | undefined;
  /** How many calls may wait. Beyond it they are refused as trouble, to be tried later. Default 100,000. */
  readonly callsWaitingMax?: number | undefined;
  /** How far the clock may stand behind the newest block. Default 300,000. */
  readonly clockSkewMsMax?: number | undefined;
  /** After how many entries of a partition a snapshot is saved. Default 100,000. */
  readonly snapshotEveryEntries?: number | undefined;
  /** Told what a listener threw. Default: thrown again outside the call. */
  readonly onListenerError?: ((problem: unknown) => void) | undefined;
}

/** When a call is made; default now. A time before the newest block counts as that block's. */
export interface CallOptions {
  /** In whole milliseconds since 1970. @throws TypeError if it is none */
  readonly at?: Instant | undefined;
}

/** What is asked of availability. */
export interface AvailableQuery extends CallOptions {
  readonly items: readonly string[];
  readonly channel?: string | undefined;
  /** For which customer account, where the policy's segments tell accounts apart. */
  readonly account?: string | undefined;
  readonly locations?: readonly string[] | undefined;
  /** A line whose own hold is not to count against it. */
  readonly exceptLine?: string | undefined;
  /** As fresh as a commit: asks the store for what other processes wrote. Default false: warm state, with its version. */
  readonly fresh?: boolean | undefined;
}

/** What is asked of a set to publish. */
export interface PublishQuery extends CallOptions {
  readonly items: readonly string[];
  readonly targets: readonly PublishTarget[];
  /** As fresh as a commit. Default false. */
  readonly fresh?: boolean | undefined;
}

/** A balance in the item's base unit. */
export type BalanceAnswer = Position & { readonly quantity: Quantity };

/** Input that breaks its schema. Nothing was recorded. */
export type Malformed = No<{ readonly code: 'inventory.malformed'; readonly issues: readonly ModelIssue[] }> & { readonly repeated: false };

/** The stock of one tenant: facts in, answers out. Safe for any number of concurrent callers. */
export interface Inventory {
  /** Records what happened. Each event is answered for itself: recorded, repeated, parked, or refused as malformed or contradicting its identity. */
  record(event: StockEvent, options?: CallOptions): Promise<RecordAnswer>;
  record(events: readonly StockEvent[], options?: CallOptions): Promise<readonly RecordAnswer[]>;
  /** Holds goods for the lines of an order, or says what is missing. */
  reserve(input: ReserveInput, options?: CallOptions): Promise<ReserveAnswer | Malformed>;
  /** Changes how much is wanted of a line: more is held or refused, less is cancelled. */
  amend(input: AmendInput, options?: CallOptions): Promise<MoveAnswer | Malformed>;
  extend(input: ExtendInput, options?: CallOptions): Promise<MoveAnswer | Malformed>;
  release(input: AmountInput, options?: CallOptions): Promise<MoveAnswer | Malformed>;
  cancel(input: AmountInput, options?: CallOptions): Promise<MoveAnswer | Malformed>;
  allocate(input: AllocateInput, options?: CallOptions): Promise<MoveAnswer | Malformed>;
  /** Binds what a line softly holds to lots or pieces, chosen by rule: first expired first out and so on, with a minimum remaining life. */
  allocateBy(input: AllocateByInput, options?: CallOptions): Promise<AllocateByAnswer | Malformed>;
  pick(input: PickInput, options?: CallOptions): Promise<MoveAnswer | Malformed>;
  /**
   * Changes an order, or several, move by move: hold, amend, allocate, relocate, short-pick, split, merge, substitute and more. All moves are made or none,
   * over any number of items; a no says which move and why.
   */
  change(input: ChangeInput, options?: CallOptions): Promise<ChangeAnswer | Malformed>;
  /** Shares what there is of an item anew over its open lines, waiting and softly held, and applies it in one commit; or says what cannot be. */
  runBackorders(input: RunBackordersInput, options?: CallOptions): Promise<RunBackordersAnswer | Malformed>;
  /**
   * Lets goods of an order line come back, or says why not: no more than was shipped on it and none of its returns speaks for. A yes is recorded as `return.authorized`, told by
   * the source that asked; a source that does not own authorisations is refused.
   */
  authorizeReturn(input: AuthorizeReturnInput, options?: CallOptions): Promise<AuthorizeReturnAnswer | Malformed>;
  /**
   * Refunds goods of an order line, in one commit: what has not shipped is cancelled, what was shipped is credited return by return, and what is still to come back is
   * authorised. Credits and authorisations are recorded as told by the source that asked.
   */
  refund(input: RefundInput, options?: CallOptions): Promise<RefundAnswer | Malformed>;
  /** Calls off goods of a transfer that are on their way, no more than there are: taken back at a place or written off, as told by the source that asked. */
  cancelTransfer(input: CancelTransferInput, options?: CallOptions): Promise<CancelTransferAnswer | Malformed>;
  /** What may be sold, one answer for each item asked for, with its terms, policy and version. An unknown item has nothing. */
  available(query: AvailableQuery): Promise<readonly AvailabilityAnswer[]>;
  /** What every channel may sell of an item at one instant of the log. */
  availableByChannel(item: string, options?: CallOptions & { readonly fresh?: boolean | undefined }): Promise<readonly AvailabilityAnswer[]>;
  /**
   * Figures that may be published together, one set for each item: exclusive channels are never told more together than is there, and a view says by how much it overlaps. Of a
   * kit they speak of pre-assembled ones and of what its parts make; figures of items that rest on the same goods say by how much they overlap, too.
   * @throws TypeError for targets that cannot be meant
   */
  publishSet(query: PublishQuery): Promise<readonly PublishedSetAnswer[]>;
  /**
   * What may be promised of items over time: figures by bucket with the dated lines behind them, from what is there, what comes and what is wanted.
   * @throws `promise.invalid` for rules that cannot be meant; TypeError for an `undatedSupplyAt` that is no instant
   */
  availableToPromise(query: AvailableToPromiseQuery): Promise<readonly AvailableToPromiseAnswer[]>;
  /** What would be promised for a date, and why no more. Nothing is recorded: it may be gone when it is asked for next. */
  promise(input: PromiseInput, options?: CallOptions & { readonly fresh?: boolean | undefined }): Promise<PromiseAnswer | Malformed>;
  /**
   * Promises goods for a date and keeps them: lines are opened, what is there is held, and what is to come is promised to nobody else. All lines, or none; a no says of every
   * line what can be.
   */
  confirm(input: ConfirmInput, options?: CallOptions): Promise<ConfirmAnswer | Malformed>;
  /** Every item anything is known of, in code unit order. */
  items(): Promise<readonly string[]>;
  /** Every balance of an item that is not zero. */
  balances(item: string): Promise<readonly BalanceAnswer[]>;
  /** The order line, or undefined. */
  line(item: string, line: string): Promise<LineAnswer | undefined>;
  /** Where the goods of a return line are and what stands open of it, or undefined. */
  returnLine(item: string, returnLine: string): Promise<ReturnLineAnswer | undefined>;
  /** Where the goods of a transfer are, for each lot and owner; nothing for one that nobody spoke of. */
  transfer(item: string, transfer: string): Promise<readonly TransferAnswer[]>;
  /** How a kit line stands in whole kits, with the lines of its parts; undefined for a line that was never taken apart. */
  kitLine(item: string, line: string): Promise<KitLineAnswer | undefined>;
  /** The history of a position in effective order, with running balance. */
  stockCard(scope: StockCardScope): Promise<readonly StockCardRow[]>;
  /** The terms a balance is the sum of. */
  explain(scope: StockCardScope): Promise<Explanation>;
  /** Balances of an item as the world was at one instant, as known at another. */
  balancesAsOf(item: string, when: AsOf): Promise<readonly BalanceAnswer[]>;
  /** What is wrong with the stock as it stands. */
  exceptions(): Promise<readonly StandingException[]>;
  /** Events that wait for the catalogue to know what they speak of. */
  parked(): Promise<readonly ParkedEvent[]>;
  /** Proves every partition: its laws hold, and a fold of its log from nothing gives what is kept. */
  verify(): Promise<Verification>;
  /** Registers what is new or changed, and posts what waited for it. Answers how many events were posted. */
  register(change: { readonly catalog?: Catalog | undefined; readonly policy?: Policy | readonly Policy[] | undefined }): Promise<number>;
  /** Records the soft holds that have run out. They stopped counting at their instant already. */
  sweep(options?: CallOptions): Promise<number>;
  /** Listens in this process, after commits. Answers a function that stops. */
  on<Name extends keyof InventoryEvents>(name: Name, listener: InventoryEvents[Name]): () => void;
  /** Lets waiting calls finish and closes the store. */
  close(): Promise<void>;
}

/** Events one commit takes of one call; a longer list is recorded in several. */
const EVENTS_PER_JOB = 1000;

/**
 * Opens an inventory over a store. The store is opened with the first call, whose trouble it then is if it cannot be.
 * @throws TypeError for settings that cannot be meant; `model.invalid` from the first call for a catalogue that contradicts itself.
 */
export function createInventory(options: InventoryOptions): Inventory {
  const tenant = options.tenant ?? 'default';
  if (!isTenant(tenant)) throw new TypeError('A tenant is named with lower-case letters, digits, - and _');
  const partitions = wholeNumber('partitions', options.partitions ?? 16, 1, 4096);
  const clock = options.clock ?? systemClock;
  const header: StoreHeader = { format: 1, partitions, hash: 'fnv1a-murmur3', seed: 0 };
  const subscriptions = startSubscriptions(options.onListenerError ?? ((problem) => {
    queueMicrotask(() => {
      throw problem;
    });
  }));
  const engine = startEngine({
    storage: options.storage, header, tenant, clock, nextCommitId: options.nextCommitId ?? (() => globalThis.crypto.randomUUID()), catalog: options.catalog, policy: options.policy,
    callsPerCommitMax: wholeNumber('callsPerCommitMax', options.callsPerCommitMax ?? 512, 1, 1_000_000),
    callsWaitingMax: wholeNumber('callsWaitingMax', options.callsWaitingMax ?? 100_000, 1, 10_000_000),
    clockSkewMsMax: wholeNumber('clockSkewMsMax', options.clockSkewMsMax ?? 300_000, 0, Number.MAX_SAFE_INTEGER),
    snapshotEveryEntries: wholeNumber('snapshotEveryEntries', options.snapshotEveryEntries ?? 100_000, 1, Number.MAX_SAFE_INTEGER), observer: subscriptions,
  });
  const now = (call: CallOptions | undefined): Instant => atOf(call) ?? clock.now();

  async function record(input: StockEvent | readonly StockEvent[], call?: CallOptions): Promise<RecordAnswer | readonly RecordAnswer[]> {
    const at = atOf(call);
    const events = Array.isArray(input) ? (input as readonly unknown[]) : [input];
    const answers: RecordAnswer[] = [];
    const valid: { readonly event: StockEvent; readonly index: number }[] = [];
    for (const [index, one] of events.entries()) {
      const checked = validateEvent(one);
      if (checked.ok && (checked.event.tenant ?? tenant) === tenant) valid.push({ event: checked.event, index });
      else answers[index] = { ok: false, reason: { code: 'inventory.malformed', issues: checked.ok ? [OTHER_TENANT] : checked.issues } };
    }
    for (let from = 0; from < valid.length; from += EVENTS_PER_JOB) {
      const part = valid.slice(from, from + EVENTS_PER_JOB);
      const recorded = await engine.submit(recordJob(part.map(({ event }) => event), at));
      part.forEach(({ index }, place) => { answers[index] = recorded[place]!; });
    }
    return Array.isArray(input) ? answers : (answers[0]!);
  }

  const readItem = <Answer>(item: string, look: (view: EngineView) => Answer, fresh = false): Promise<Answer> => engine.read((homes) => [homes.ofItem(item)], fresh, look);

  return {
    record: record as Inventory['record'],
    reserve: async (input, call) => request(checkReserve(input), (valid) => engine.submit(reserveJob(valid, atOf(call)))),
    extend: async (input, call) => request(checkExtend(input), (valid) => engine.submit(moveJob('extend', valid, atOf(call)))),
    release: async (input, call) => request(checkAmount(input), (valid) => engine.submit(moveJob('release', valid, atOf(call)))),
    cancel: async (input, call) => request(checkAmount(input), (valid) => engine.submit(moveJob('cancel', valid, atOf(call)))),
    allocate: async (input, call) => request(checkAllocate(input), (valid) => engine.submit(moveJob('allocate', valid, atOf(call)))),
    allocateBy: async (input, call) => request(checkAllocateBy(input), (valid) => engine.submit(allocateByJob(valid, atOf(call)))),
    amend: async (input, call) => request(checkAmend(input), (valid) => engine.submit(moveJob('amend', valid, atOf(call)))),
    change: async (input, call) => request(checkChange(input), (valid) => engine.submit(changeJob(valid, atOf(call)))),
    runBackorders: async (input, call) => request(checkRunBackorders(input), (valid) => engine.submit(runBackordersJob(valid, atOf(call)))),
    authorizeReturn: async (input, call) => request(checkAuthorizeReturn(input), (valid) => engine.submit(authorizeReturnJob(valid, atOf(call)))),
    refund: async (input, call) => request(checkRefund(input), (valid) => engine.submit(refundJob(valid, atOf(call)))),
    cancelTransfer: async (input, call) => request(checkCancelTransfer(input), (valid) => engine.submit(cancelTransferJob(valid, atOf(call)))),
    pick: async (input, call) => request(checkPick(input), (valid) => engine.submit(moveJob('pick', valid, atOf(call)))),
    available: (query) => readParts(engine, query.items, query.fresh === true, (view) => {
      const at = now(query);
      const register = view.register.inForce(at);
      return query.items.map((item) => availabilityOf(view, register, item, { ...query, at }, (one) => versionOf(view, one)));
    }),
    availableByChannel: (item, call) => readParts(engine, [item], call?.fresh === true, (view) => {
      const at = now(call);
      return availabilityByChannel(view, view.register.inForce(at), item, at, (one) => versionOf(view, one));
    }),
    publishSet: (query) => readParts(engine, query.items, query.fresh === true, (view) => {
      const at = now(query);
      const register = view.register.inForce(at);
      return publishSets({ register, at, figures: figuresIn(view, register, at), versionOf: (one) => versionOf(view, one) }, query.items, query.targets);
    }),
    availableToPromise: async (query) => readAvailableToPromise(engine, query, now(query), versionOf),
    promise: async (input, call) => request(checkPromise(input), (valid) => readPromise(engine, valid, now(call), call?.fresh === true, versionOf)),
    confirm: async (input, call) => request(checkConfirm(input), (valid) => engine.submit(confirmJob(valid, atOf(call)))),
    items: () => engine.read((homes) => homes.all, false, (view) => view.homes.all.flatMap((name) => [...(view.partitions.get(name)?.ledger.items.keys() ?? [])]).sort(compareText)),
    balances: (item) => readItem(item, (view) => balancesOf(view.register, ledgerIn(view, item)).map((balance) => answerBalance(view.register, item, balance))),
    line: (item, line) => readItem(item, (view) => {
      const balance = ledgerIn(view, item).lines.get(line)?.balance;
      return balance === undefined ? undefined : answerLine(view.register, balance);
    }),
    returnLine: (item, returnLine) => readItem(item, (view) => {
      const state = ledgerIn(view, item).returns.get(returnLine);
      return state === undefined ? undefined : answerReturnLine(view.register, item, state);
    }),
    transfer: (item, transfer) => readItem(item, (view) => answerTransfer(view.register, item, [...ledgerIn(view, item).transfers.values()].filter((state) => state.transfer === transfer))),
    kitLine: (item, line) => readKitLine(engine, item, line),
    stockCard: async (scope) => {
      const { register, log } = await logOf(engine, scope.item);
      return stockCard(register, log, scope);
    },
    explain: async (scope) => {
      const { register, log } = await logOf(engine, scope.item);
      return explainBalance(register, log, scope);
    },
    balancesAsOf: async (item, when) => {
      const { register, log } = await logOf(engine, item);
      const ledger = asOf(register, log, when).items.get(item) ?? startItemLedger(item);
      return balancesOf(register, ledger).map((balance) => answerBalance(register, item, balance));
    },
    exceptions: () => engine.read((homes) => homes.all, false, (view) => view.homes.all.flatMap((name) => {
      const ledger = view.partitions.get(name)?.ledger;
      return ledger === undefined ? [] : exceptionsOf(ledger, clock.now());
    })),
    parked: () => engine.read((homes) => homes.all, false, (view) => view.homes.all.flatMap((name) => [...(view.partitions.get(name)?.parked.values() ?? [])])),
    verify: () => verifyAll(engine),
    register: (change) => engine.register(change.catalog, change.policy),
    sweep: async (call) => engine.submit(sweepJob(atOf(call))),
    on: (name, listener) => subscriptions.on(name, listener),
    close: () => engine.close(),
  };
}

const OTHER_TENANT: ModelIssue = {
  path: '$.tenant', rule: 'tenant', expected: 'the tenant of this inventory', got: 'another tenant', message: '$.tenant: expected the tenant of this inventory, got another tenant',
};

async function request<Input, Answer>(
  checked: { readonly ok: true; readonly value: Input } | { readonly ok: false; readonly issues: readonly ModelIssue[] }, submit: (input: Input) => Promise<Answer>,
): Promise<Answer | Malformed> {
  return checked.ok ? submit(checked.value) : { ...no({ code: 'inventory.malformed' as const, issues: checked.issues }), repeated: false };
}

function versionOf(view: EngineView, item: string): ReadVersion {
  const partition = view.homes.ofItem(item);
  const state = view.partitions.get(partition);
  return { partition, block: state?.head ?? 0, at: state?.at ?? 0, register: view.register.version };
}

function answerBalance(register: Register, item: string, { grains, ...place }: Balance): BalanceAnswer {
  const named = Object.fromEntries(Object.entries(place).filter(([, part]) => part !== '')) as Omit<Position, 'item'>;
  return { item, ...named, quantity: quantityOf(register, item, grains) };
}

/** What the log says about an item, in the order it was recorded. */
async function logOf(engine: Engine, item: string): Promise<{ register: Register; log: readonly LogEntry[] }> {
  const { register, partition } = await engine.read((homes) => [homes.ofItem(item)], false, (view) => ({ register: view.register, partition: view.homes.ofItem(item) }));
  const log: LogEntry[] = [];
  for await (const block of engine.blocks(partition)) for (const entry of logEntries(block)) if (itemOfEntry(entry) === item) log.push(entry);
  return { register, log };
}

async function verifyAll(engine: Engine): Promise<Verification> {
  const names = await engine.read((homes) => homes.all, true, (view) => view.homes.all);
  const violations: Verification['violations'][number][] = [];
  for (const name of names) {
    violations.push(...await engine.hold(name, async ({ head, ledger }) => {
      const log: LogEntry[] = [];
      for await (const block of engine.blocks(name)) {
        // What another process commits meanwhile is for the next time.
        if (block.number > head) break;
        log.push(...logEntries(block));
      }
      return verifyItems(ledger, log).violations;
    }));
  }
  return { ok: violations.length === 0, violations };
}

function logEntries(block: Block): readonly LogEntry[] {
  return (block.entries as readonly StockEntry[]).flatMap((entry): readonly LogEntry[] => {
    if (entry.fact !== undefined) return [{ fact: decodeFact(entry.fact), recordedAt: block.at }];
    return entry.decision === undefined ? [] : [{ decision: entry.decision, recordedAt: block.at }];
  });
}

function itemOfEntry(entry: LogEntry): string {
  return 'fact' in entry ? entry.fact.item : entry.decision.item;
}

function atOf(call: CallOptions | undefined): Instant | undefined {
  if (call?.at !== undefined && !isInstant(call.at)) throw new TypeError('The time of a call is given in whole milliseconds since 1970');
  return call?.at;
}

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) throw new TypeError(`${name} is a whole number from ${least} to ${most}, not ${value}`);
  return value;
}
