import { assert, type Instant } from '../../foundation/index.js';
import type { Clock } from '../../ports/index.js';

/** A clock that stands still until told. */
export interface ManualClock extends Clock {
  /**
   * Lets time pass: calls back what falls due, in the order of its time and then of its asking, and lets everything that follows from it happen before the next.
   */
  advance(delayMs: number): Promise<void>;
  /** How many callbacks wait. */
  pending(): number;
}

interface Timer {
  readonly at: Instant;
  readonly callback: () => void;
}

/** Builds a clock that shows `start`, in epoch milliseconds. */
export function manualClock(start: Instant = 0): ManualClock {
  let now = start;
  let timers: Timer[] = [];

  /** The earliest timer, the first asked for where several fall due together. */
  function nextUntil(end: Instant): Timer | undefined {
    const due = timers.filter(({ at }) => at <= end);
    return due.reduce<Timer | undefined>((earliest, timer) => (earliest === undefined || timer.at < earliest.at ? timer : earliest), undefined);
  }

  return {
    now: () => now,
    after(delayMs: number, callback: () => void): () => void {
      const timer: Timer = { at: now + Math.max(0, delayMs), callback };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    async advance(delayMs: number): Promise<void> {
      assert(delayMs >= 0, 'Time does not run backwards');
      const end = now + delayMs;
      await settled();
      for (let timer = nextUntil(end); timer !== undefined; timer = nextUntil(end)) {
        const due = timer;
        timers = timers.filter((other) => other !== due);
        now = Math.max(now, due.at);
        due.callback();
        await settled();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}

/** A turn of the event loop comes after every microtask that is ready, and after those that they make ready. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
