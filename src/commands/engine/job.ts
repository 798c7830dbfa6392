import type { StoragePort } from '../../ports/index.js';
import type { Register } from '../../model/index.js';
import type { Batch } from './batch.js';
import type { Homes } from './home.js';
import type { PartitionState } from './partition.js';

/** What a job may look at before it is decided. */
export interface JobContext {
  readonly storage: StoragePort;
  readonly homes: Homes;
  readonly register: Register;
  readonly partitions: ReadonlyMap<string, PartitionState>;
}

/** One call, waiting to be decided together with the others of its cycle. */
export interface Job<Answer> {
  /** The caller's time, if it gave one. */
  readonly at?: number | undefined;
  /** The partitions it reads or writes. May name more than it ends up touching. */
  needs(context: Pick<JobContext, 'homes' | 'register' | 'partitions'>): readonly string[];
  /** Further partitions, known once the first are loaded: those of the parts of a kit line. Asked again until it names none that is not loaded. */
  needsThen?(context: Pick<JobContext, 'homes' | 'register' | 'partitions'>): readonly string[];
  /** Further partitions it may write to, known once everything before it in the batch is decided. The batch is decided anew with those that were not loaded. */
  needsNow?(batch: Batch): readonly string[];
  /** Whether it names something this register does not know: the newest register is then asked for before it is said to be unknown. */
  isUnresolved?(context: Pick<JobContext, 'register'>): boolean;
  /** Whether an answer is a new no: it stands for good, so it is given against the newest state only. A yes is fenced by its own commit. */
  isRefused?(answer: Answer): boolean;
  /** Fetches what a decision needs beyond the loaded partitions. Called again when the decision has to be made again. */
  prepare?(context: JobContext): Promise<void>;
  /** Decides against the batch and stages what follows. Called again, on another batch, if the commit loses a race. */
  decide(batch: Batch): Answer;
}
