/** How long to wait before the next delivery. */
export interface Backoff {
  /** After the first delivery; doubles with each further one. */
  readonly delayMs: number;
  readonly delayMsMax: number;
}

/** The pause after a number of deliveries: doubling, up to the greatest. */
export function pauseAfter({ delayMs, delayMsMax }: Backoff, deliveries: number): number {
  return Math.min(delayMsMax, delayMs * 2 ** Math.min(deliveries - 1, 52));
}
