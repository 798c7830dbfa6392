import { describe, it } from 'vitest';
import { memoryStorage, sharedMemory } from '../../src/storage/memory/index.js';
import { storageConformance } from '../../src/testing/index.js';

storageConformance({
  runner: { describe, it },
  name: 'memoryStorage',
  supports: ['reopen', 'shared'],
  open: () => {
    const shared = sharedMemory();
    const handle = (): ReturnType<typeof memoryStorage> => memoryStorage({ shared, commitBytesMax: 1_000_000 });
    return { storage: handle(), reopen: handle, rival: handle };
  },
});
