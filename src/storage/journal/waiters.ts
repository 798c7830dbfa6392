/** Readers that wait for a partition's head to pass a number. */
export interface Waiters {
  /** Resolves when woken, or when the signal aborts. */
  wait(partition: string, after: number, signal: AbortSignal): Promise<void>;
  /** Wakes those that wait for a head below the one given. */
  wake(partition: string, head: number): void;
  wakeAll(): void;
}

interface Waiter {
  readonly after: number;
  wake(): void;
}

/** Builds an empty set of waiting readers. */
export function waiters(): Waiters {
  const waiting = new Map<string, Set<Waiter>>();

  function wakeAbove(partition: string, head: number): void {
    for (const waiter of [...(waiting.get(partition) ?? [])]) {
      if (head > waiter.after) waiter.wake();
    }
  }

  return {
    wait: (partition, after, signal) => new Promise((resolve) => {
      const own = waiting.get(partition) ?? new Set();
      const waiter: Waiter = { after, wake: finish };
      waiting.set(partition, own.add(waiter));
      signal.addEventListener('abort', finish);
      if (signal.aborted) finish();

      function finish(): void {
        own.delete(waiter);
        signal.removeEventListener('abort', finish);
        resolve();
      }
    }),
    wake: wakeAbove,
    wakeAll(): void {
      for (const partition of [...waiting.keys()]) wakeAbove(partition, Infinity);
    },
  };
}
