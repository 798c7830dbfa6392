import { resolveEvent } from '../../ledger/index.js';
import { postFact, stageUnparked, type Batch } from './batch.js';
import type { Job } from './job.js';
import type { PartitionState } from './partition.js';

/** Posts the events that wait in some loaded partitions and can be resolved by now, each at its own effective time. Answers how many. */
export function unparkJob(partitions: readonly string[]): Job<number> {
  return {
    needs: ({ homes, register, partitions: loaded }) => partitions.flatMap((name) => [name, ...[...(loaded.get(name)?.parked.values() ?? [])].flatMap(({ event }) => {
      const resolved = resolveEvent(register, event);
      return resolved.ok ? [homes.ofItem(resolved.fact.item)] : [];
    })]),
    decide(batch) {
      let posted = 0;
      for (const name of partitions) posted += unparkPartition(batch, batch.partitions.get(name));
      return posted;
    },
  };
}

function unparkPartition(batch: Batch, state: PartitionState | undefined): number {
  if (state === undefined) return 0;
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

