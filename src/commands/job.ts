import type { StoragePort } from '../ports/index.js';
import type { Register } from '../model/index.js';
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
  needs(context: Pick<JobContext, 'homes' | 'register'>): readonly string[];
  /** Fetches what a decision needs beyond the loaded partitions. Called again when the decision has to be made again. */
  prepare?(context: JobContext): Promise<void>;
  /** Decides against the batch and stages what follows. Called again, on another batch, if the commit loses a race. */
  decide(batch: Batch): Answer;
}
