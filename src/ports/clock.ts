import type { Instant } from '../foundation/index.js';

/** Where the machinery reads the time and waits. Nothing below the ports has one. */
export interface Clock {
  /** The present in epoch milliseconds. */
  now(): Instant;
  /** Calls back after a while; the returned function takes that back. */
  after(delayMs: number, callback: () => void): () => void;
}
