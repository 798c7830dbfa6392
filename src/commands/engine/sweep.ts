import { lapsedLines } from '../../ledger/index.js';
import { sweepItem } from './batch.js';
import type { Job } from './job.js';

/** Records every soft hold that has run out, in the partitions given. They stopped counting at their instant already. Answers how many there were. */
export function sweepJob(at: number | undefined): Job<number> {
  return {
    at,
    needs: ({ homes }) => homes.all,
    decide(batch) {
      let lapsed = 0;
      for (const name of batch.homes.all) {
        for (const [item, ledger] of batch.partitions.get(name)?.ledger.items ?? []) if (lapsedLines(ledger, batch.at).length > 0) lapsed += sweepItem(batch, item);
      }
      return lapsed;
    },
  };
}
