/**
 * A process that commits as fast as it can until it is killed: `kill-child.ts DIRECTORY LIFE`. Writes a line for each acknowledged commit, synchronously, so that no line is lost
 * that was written.
 */
import { writeSync } from 'node:fs';
import { journalStorage } from '../../../src/storage/journal/index.js';
import { KILL_HEADER, KILL_PARTITIONS, killCommit } from './kill-campaign.js';

const [directory, life] = process.argv.slice(2) as [string, string];
const storage = journalStorage({ directory, segmentBytes: 200_000 });
await storage.open(KILL_HEADER);
await Promise.all(KILL_PARTITIONS.map(load));

async function load(partition: string): Promise<void> {
  let head = (await storage.heads([partition])).get(partition)!;
  for (let count = 1; ; count++) {
    const commit = killCommit(`life ${life}`, partition, ++head);
    const { ok } = await storage.commit(commit);
    if (!ok) throw new Error(`nobody else writes ${partition}, and yet its head moved`);
    writeSync(1, `${partition} ${head} ${commit.id}\n`);
    if (count % 50 === 0) await storage.saveFeedCursor('mail', partition, head);
    if (count % 100 === 0) await snapshotAndTrim(partition, head);
  }
}

async function snapshotAndTrim(partition: string, head: number): Promise<void> {
  await storage.saveSnapshot({ partition, number: head, format: 'head', state: { head } });
  await storage.trim(partition, head - 60);
}
