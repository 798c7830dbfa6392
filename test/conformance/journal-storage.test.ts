import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { journalStorage } from '../../src/storage/journal/index.js';
import { storageConformance } from '../../src/testing/index.js';

for (const { name, segmentBytes } of [{ name: 'journalStorage', segmentBytes: undefined }, { name: 'journalStorage with small segments', segmentBytes: 1000 }]) {
  storageConformance({
    runner: { describe, it },
    name,
    supports: ['reopen', 'exclusive'],
    open: () => {
      const directory = mkdtempSync(join(tmpdir(), 'stockwright-journal-'));
      const handle = (): ReturnType<typeof journalStorage> => journalStorage({ directory, segmentBytes, commitBytesMax: 1_000_000 });
      return { storage: handle(), reopen: handle, rival: handle, dispose: () => rm(directory, { recursive: true }) };
    },
  });
}
