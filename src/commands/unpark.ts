import { resolveEvent } from '../ledger/index.js';
import { postFact, stageUnparked, type Batch } from './batch.js';
import type { Job } from './job.js';
import type { PartitionState } from './partition.js';

/** Posts the waiting events that the register can resolve by now, each at its own effective time. Answers how many. */
export function unparkJob(partitions: readonly string[]): Job<number> {
  return {
    needs: ({ homes }) => (partitions.length === 0 ? homes.all : partitions),
    decide(batch) {
      let posted = 0;
      for (const state of batch.partitions.values()) posted += unparkPartition(batch, state);
      return posted;
    },
  };
}

function unparkPartition(batch: Batch, state: PartitionState): number {
  let posted = 0;
  for (const { event } of state.parked.values()) {
    const resolved = resolveEvent(batch.register, event);
    if (!resolved.ok || !batch.partitions.has(batch.homes.ofItem(resolved.fact.item))) continue;
    postFact(batch, resolved.fact);
    stageUnparked(batch, state.name, event.source, event.id);
    posted++;
  }
  return posted;
}

