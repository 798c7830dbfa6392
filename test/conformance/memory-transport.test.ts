import { describe, it } from 'vitest';
import { manualClock, transportConformance } from '../../src/testing/index.js';
import { memoryTransport } from '../../src/transport/memory/index.js';

for (const partitions of [1, 4]) {
  transportConformance({
    runner: { describe, it },
    name: `memoryTransport with ${partitions} partitions`,
    supports: ['replay'],
    open: () => {
      const clock = manualClock(1_790_000_000_000);
      return { transport: memoryTransport({ clock, partitions }), pass: (delayMs) => clock.advance(delayMs) };
    },
  });
}
