import { InventoryError, isInventoryError, type Instant } from '../../foundation/index.js';
import type { Catalog, Policy, Register } from '../../model/index.js';
import type { Block, Clock, Commit, StoragePort, StoreHeader } from '../../ports/index.js';
import { absorbBatch, changedItems, commitOf, isEmpty, startBatch, type Batch } from './batch.js';
import { homesOf, type Homes } from './home.js';
import type { Job, JobContext } from './job.js';
import { catchUp, encodeSnapshot, loadPartition, type PartitionState } from './partition.js';
import { compileState, NO_REGISTER, readRegister, registerDifference, withEntries, type RegisterState } from './register-log.js';
import { unparkJob } from './unpark.js';

/** How the engine is set up. */
export interface EngineOptions {
  readonly storage: StoragePort;
  readonly header: StoreHeader;
  readonly tenant: string;
  readonly clock: Clock;
  readonly nextCommitId: () => string;
  readonly catalog: Catalog | undefined;
  readonly policy: Policy | readonly Policy[] | undefined;
  readonly callsPerCommitMax: number;
  readonly callsWaitingMax: number;
  readonly clockSkewMsMax: number;
  readonly snapshotEveryEntries: number;
  /** Told before and after a batch becomes the present state, with the items it changed. */
  readonly observer: Observer;
}

/** Whoever wants to know what changed. */
export interface Observer {
  /** The items it has to look at when some have changed. Their partitions are loaded before the commit. */
  itemsBeside(register: Register, changed: readonly string[]): readonly string[];
  /** Asked before a batch is taken over; what it answers is called afterwards. */
  observe(engine: EngineView, changed: readonly string[], at: Instant): () => void;
}

/** The committed state, for reading. Consistent for as long as nothing is awaited. */
export interface EngineView {
  readonly register: Register;
  readonly homes: Homes;
  readonly partitions: ReadonlyMap<string, PartitionState>;
}

/** Gathers calls, decides them together against folded state, commits, and answers. */
export interface Engine {
  /** Waits for the call's answer, which is given after its commit. @throws trouble of the store, `inventory.overloaded`, `inventory.closed` */
  submit<Answer>(job: Job<Answer>): Promise<Answer>;
  /** Reads committed state. With `fresh`, everything other processes committed before the call is seen. */
  read<Answer>(partitionsOf: (homes: Homes) => readonly string[], fresh: boolean, look: (view: EngineView) => Answer): Promise<Answer>;
  /** Looks at a partition with everything committed so far while no call of this handle changes it. */
  hold<Answer>(partition: string, look: (state: PartitionState) => Promise<Answer>): Promise<Answer>;
  /** Every block of a partition, oldest first, as one page after another. */
  blocks(partition: string): AsyncIterable<Block>;
  /** Registers what is new in a catalogue and policy, and posts what waited for it. Answers how many events were posted. */
  register(catalog: Catalog | undefined, policy: Policy | readonly Policy[] | undefined): Promise<number>;
  /** Lets waiting calls finish, then closes the store. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Job<unknown>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (problem: unknown) => void;
}

const ATTEMPTS_MAX = 100;
const RESOLVE_ATTEMPTS_MAX = 20;
const PAGE = 128;

/** Starts an engine; the store is opened with the first call. */
export function startEngine(options: EngineOptions): Engine {
  const { storage, clock } = options;
  const partitions = new Map<string, PartitionState>();
  let homes: Homes | undefined;
  let registerState: RegisterState = NO_REGISTER;
  let register: Register | undefined;
  let queue: Waiting[] = [];
  let closed = false;
  let tail: Promise<unknown> = Promise.resolve();
  let draining = false;
  /** Partitions whose waiting events were not yet looked at under the present register. */
  const unlooked = new Set<string>();

  /** One thing at a time touches the partitions. */
  function exclusive<T>(work: () => Promise<T>): Promise<T> {
    const run = tail.then(work);
    tail = run.catch(() => undefined);
    return run;
  }

  async function ready(): Promise<EngineView> {
    homes ??= homesOf(options.tenant, await storage.open(options.header));
    if (register === undefined) {
      registerState = await readRegister(storage, homes.register, registerState);
      await appendRegister(options.catalog, options.policy);
    }
    return { homes, register: register!, partitions };
  }

  async function appendRegister(catalog: Catalog | undefined, policy: Policy | readonly Policy[] | undefined): Promise<void> {
    const name = (homes!).register;
    let piecemeal = false;
    for (let attempt = 0; ; attempt++) {
      const difference = registerDifference(registerState, catalog, policy);
      // Checked as a whole before any of it is written.
      const next = compileState(withEntries(registerState, difference));
      if (difference.length === 0) {
        useRegister(registerState.head === register?.version ? register : next);
        return;
      }
      // All of it in one block, so that no crash leaves half a catalogue; piece by piece where the store takes no block that large.
      const entries = piecemeal ? difference.slice(0, 1) : difference;
      const number = registerState.head + 1;
      const at = Math.max(clock.now(), registerState.at);
      const id = options.nextCommitId();
      const members = [{ partition: name, number }];
      try {
        await commitKnowing({ id, blocks: [{ partition: name, number, commit: id, members, at, register: number, entries, keys: [], cursors: [] }] });
      } catch (problem) {
        if (piecemeal || !isInventoryError(problem, 'storage.too_large')) throw problem;
        piecemeal = true;
      }
      registerState = await readRegister(storage, name, registerState);
      if (attempt > ATTEMPTS_MAX + difference.length) throw new InventoryError('storage.version_conflict', 'Others keep changing the register', { details: { attempt } });
    }
  }

  function useRegister(next: Register): void {
    register = next;
    for (const state of partitions.values()) {
      state.ledger = { ...state.ledger, register: next };
      if (state.parked.size > 0) unlooked.add(state.name);
    }
  }

  async function refreshRegister(): Promise<void> {
    registerState = await readRegister(storage, (homes!).register, registerState);
    if (registerState.head !== register?.version) useRegister(compileState(registerState));
  }

  async function registerSince(version: number): Promise<Register> {
    if (version > (register!).version) await refreshRegister();
    return register!;
  }

  async function load(names: readonly string[]): Promise<void> {
    for (const name of new Set(names)) {
      let state = partitions.get(name);
      if (state === undefined) {
        state = await loadPartition(storage, name, registerSince);
        partitions.set(name, state);
        if (state.parked.size > 0) unlooked.add(name);
      }
      state.usedAt = clock.now();
    }
  }

  /** Loads what the jobs need, under a register that knows what they name if there is one. */
  async function loadFor(waiting: readonly Waiting[]): Promise<EngineView> {
    let asked = false;
    for (;;) {
      const view: EngineView = { homes: homes!, register: register!, partitions };
      if (!asked && waiting.some(({ job }) => job.isUnresolved?.(view) === true)) {
        asked = true;
        await refreshRegister();
        continue;
      }
      await load(waiting.flatMap(({ job }) => job.needs(view)));
      for (;;) {
        const further = waiting.flatMap(({ job }) => job.needsThen?.(view) ?? []).filter((name) => !partitions.has(name));
        if (further.length === 0) break;
        await load(further);
      }
      await unpark().catch(ignoreTrouble);
      if (view.register === register) return view;
    }
  }

  /** Folds what other processes committed. */
  async function foldNews(names: Iterable<string>): Promise<void> {
    for (const name of names) {
      const state = partitions.get(name);
      if (state !== undefined) await catchUp(storage, state, registerSince);
    }
  }

  /** Folds what others have written beyond what the jobs were decided on. Answers whether there was anything. */
  async function wasBehind(waiting: readonly Waiting[], view: EngineView): Promise<boolean> {
    if (storage.capabilities.writers === 'one-process') return false;
    const names = [...new Set(waiting.flatMap(({ job }) => [...job.needs(view), ...(job.needsThen?.(view) ?? [])]))];
    const heads = await storage.heads([view.homes.register, ...names]);
    const behind = behindAt(names, heads);
    const registered = (heads.get(view.homes.register) ?? 0) > registerState.head;
    if (registered) await refreshRegister();
    await foldNews(behind);
    return registered || behind.length > 0;
  }

  /** Brings what an observer looks at beside a batch up to date. What the batch itself changes stays as it was decided on: its commit is the fence. */
  async function loadBeside(batch: Batch, items: readonly string[]): Promise<void> {
    const names = [...new Set(items.map((item) => batch.homes.ofItem(item)))].filter((name) => !batch.drafts.has(name));
    if (names.length === 0) return;
    await load(names);
    if (storage.capabilities.writers === 'one-process') return;
    const heads = await storage.heads(names);
    await foldNews(behindAt(names, heads));
  }

  function behindAt(names: readonly string[], heads: ReadonlyMap<string, number>): readonly string[] {
    return names.filter((name) => (heads.get(name) ?? 0) > (partitions.get(name)?.head ?? 0));
  }

  /** Posts what waits in partitions that were loaded, or given another register, since this was last done. */
  async function unpark(): Promise<number> {
    const names = [...unlooked];
    if (names.length === 0) return 0;
    unlooked.clear();
    let posted = 0;
    let trouble: unknown;
    try {
      await cycle([{ job: unparkJob(names), resolve: (answer) => { posted = answer as number; }, reject: (problem) => { trouble = problem; } }]);
      if (trouble !== undefined) throw trouble as Error;
    } catch (problem) {
      for (const name of names) unlooked.add(name);
      throw problem;
    }
    return posted;
  }

  /** Commits, and finds out what became of it if the store could not say. */
  async function commitKnowing(commit: Commit): Promise<boolean> {
    try {
      return (await storage.commit(commit)).ok;
    } catch (problem) {
      const unknown = isInventoryError(problem, 'storage.outcome_unknown') || isInventoryError(problem, 'storage.unavailable');
      if (!unknown) throw problem;
      const [member] = commit.blocks;
      for (let attempt = 1; member !== undefined; attempt++) {
        try {
          return (await storage.resolve(commit.id, member)) === 'committed';
        } catch (again) {
          if (attempt >= RESOLVE_ATTEMPTS_MAX) throw new InventoryError('storage.outcome_unknown', `What became of commit ${commit.id} could not be learned`, { cause: again, details: { commit: commit.id } });
          await pause(clock, Math.min(1000, 10 * 2 ** attempt));
        }
      }
      throw problem;
    }
  }

  function timeOf(job: Job<unknown>): Instant {
    const now = job.at ?? clock.now();
    let latest = now;
    for (const state of partitions.values()) if (state.at > latest) latest = state.at;
    if (job.at === undefined && latest - now > options.clockSkewMsMax) {
      throw new InventoryError('inventory.clock_skew', `The clock stands ${latest - now} ms before the newest block`, { details: { now, latest } });
    }
    return latest;
  }

  /**
   * Decides waiting calls together; one that throws is answered with its error and the others are decided again without it. Stops at a call that needs partitions which
   * are not loaded, and names them.
   */
  function decideAll(waiting: readonly Waiting[], view: EngineView): { batch: Batch; answers: readonly unknown[]; decided: readonly Waiting[]; missing: readonly string[] } {
    let remaining = waiting;
    for (;;) {
      const first = remaining[0];
      if (first === undefined) return { batch: startBatch(view.register, view.homes, 0, partitions), answers: [], decided: [], missing: [] };
      let failed: Waiting | undefined;
      const answers: unknown[] = [];
      let batch: Batch | undefined;
      try {
        const at = timeOf(first.job);
        batch = startBatch(view.register.inForce(at), view.homes, at, partitions);
      } catch (problem) {
        for (const call of remaining) call.reject(problem);
        remaining = [];
        continue;
      }
      for (const call of remaining) {
        try {
          const missing = call.job.needsNow?.(batch).filter((name) => !partitions.has(name)) ?? [];
          if (missing.length > 0) return { batch, answers, decided: remaining, missing };
          answers.push(call.job.decide(batch));
        } catch (problem) {
          call.reject(problem);
          failed = call;
          break;
        }
      }
      if (failed === undefined) return { batch, answers, decided: remaining, missing: [] };
      remaining = remaining.filter((call) => call !== failed);
    }
  }

  async function cycle(waiting: readonly Waiting[]): Promise<void> {
    await ready();
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      const view = await loadFor(waiting);
      const context: JobContext = { ...view, storage };
      for (const { job } of waiting) if (job.prepare !== undefined) await job.prepare(context);
      const { batch, answers, decided, missing } = decideAll(waiting, view);
      if (missing.length > 0) {
        await load(missing);
        waiting = decided;
        continue;
      }
      if (decided.some((call, index) => call.job.isRefused?.(answers[index]) === true) && (await wasBehind(decided, view))) {
        waiting = decided;
        continue;
      }
      if (isEmpty(batch)) {
        decided.forEach((call, index) => { call.resolve(answers[index]); });
        return;
      }
      const changed = changedItems(batch);
      await loadBeside(batch, options.observer.itemsBeside(view.register, changed));
      if (view.register !== register) {
        // What was loaded was written under a newer register.
        waiting = decided;
        continue;
      }
      const commit = commitOf(batch, options.nextCommitId());
      let committed: boolean;
      try {
        committed = await commitKnowing(commit);
      } catch (problem) {
        if (!isInventoryError(problem, 'storage.too_large') || decided.length < 2) throw problem;
        const half = decided.length >> 1;
        await settle(decided.slice(0, half));
        await settle(decided.slice(half));
        return;
      }
      if (committed) {
        const tell = options.observer.observe(view, changed, batch.at);
        absorbBatch(batch, commit);
        tell();
        decided.forEach((call, index) => { call.resolve(answers[index]); });
        await saveSnapshots(commit);
        return;
      }
      await foldNews(commit.blocks.map(({ partition }) => partition));
      waiting = decided;
    }
    throw new InventoryError('storage.version_conflict', `Other writers won ${ATTEMPTS_MAX} times in a row`, { details: { attempts: ATTEMPTS_MAX } });
  }

  async function settle(waiting: readonly Waiting[]): Promise<void> {
    try {
      await cycle(waiting);
    } catch (problem) {
      for (const call of waiting) call.reject(problem);
    }
  }

  async function saveSnapshots(commit: Commit): Promise<void> {
    for (const { partition } of commit.blocks) {
      const state = partitions.get(partition);
      if (state === undefined || state.entriesSince < options.snapshotEveryEntries) continue;
      state.entriesSince = 0;
      state.snapshotHead = state.head;
      try {
        await storage.saveSnapshot(encodeSnapshot(state));
      } catch (problem) {
        // A snapshot is a cache: the log says everything, and the next one may succeed. A poisoned store says so at the next commit.
        if (!isInventoryError(problem)) throw problem;
      }
    }
  }

  /** One commit's worth of calls; the rest takes its turn behind reads that wait already. */
  async function drain(): Promise<void> {
    const [first] = queue as [Waiting];
    const together = queue.slice(0, options.callsPerCommitMax);
    // Calls that name a time of their own are decided at that time, with others of the same time only.
    const end = together.findIndex(({ job }) => job.at !== first.job.at);
    const waiting = end < 0 ? together : together.slice(0, end);
    queue = queue.slice(waiting.length);
    await settle(waiting);
    draining = queue.length > 0;
    if (draining) void exclusive(drain);
  }

  return {
    submit<Answer>(job: Job<Answer>): Promise<Answer> {
      if (closed) return Promise.reject(new InventoryError('inventory.closed', 'The inventory was closed'));
      if (queue.length >= options.callsWaitingMax) {
        return Promise.reject(new InventoryError('inventory.overloaded', `${queue.length} calls wait already`, { details: { waiting: queue.length }, retryAfterMs: 100 }));
      }
      return new Promise<Answer>((resolve, reject) => {
        queue.push({ job, resolve: resolve as (answer: unknown) => void, reject });
        if (draining) return;
        draining = true;
        void exclusive(drain);
      });
    },
    async read(partitionsOf, fresh, look) {
      if (closed) throw new InventoryError('inventory.closed', 'The inventory was closed');
      const wanted = homes === undefined || register === undefined ? undefined : partitionsOf(homes);
      if (!fresh && wanted?.every((name) => partitions.has(name)) === true) return look({ homes: homes!, register: register!, partitions });
      return exclusive(async () => {
        const view = await ready();
        const names = partitionsOf(view.homes);
        if (fresh) await refreshRegister();
        await load(names);
        if (fresh) await foldNews(names);
        await unpark().catch(ignoreTrouble);
        return look({ homes: homes!, register: register!, partitions });
      });
    },
    hold: (partition, look) => exclusive(async () => {
      if (closed) throw new InventoryError('inventory.closed', 'The inventory was closed');
      await ready();
      await refreshRegister();
      await load([partition]);
      await foldNews([partition]);
      return look(partitions.get(partition)!);
    }),
    async *blocks(partition) {
      let after = 0;
      for (;;) {
        const blocks = await storage.read(partition, after, PAGE);
        if (blocks.length === 0) return;
        for (const block of blocks) yield block;
        after = (blocks[blocks.length - 1]!).number;
      }
    },
    register: (catalog, policy) => exclusive(async () => {
      await ready();
      await appendRegister(catalog, policy);
      await load((homes!).all);
      return unpark();
    }),
    async close() {
      if (closed) return;
      closed = true;
      // Calls that were made before are queued behind each other, so the turn to close comes again until none is left.
      do await exclusive(() => Promise.resolve()); while (draining);
      await exclusive(() => storage.close());
    },
  };
}

/** Waiting events are looked at again with the next call; the call at hand need not fail for them. */
function ignoreTrouble(problem: unknown): void {
  if (!isInventoryError(problem)) throw problem;
}

function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
