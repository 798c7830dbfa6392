import { ERROR_CODES, type ErrorCode, type RetryClass } from './error-codes.js';

const BRAND: unique symbol = Symbol.for('stockwright.InventoryError') as never;

/** What an {@link InventoryError} carries beside its message. */
export interface InventoryErrorOptions {
  /** The facts of the case, safe to log: identifiers, versions, counts. Never raw payloads or secrets. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** The failure underneath, if another library raised one. */
  readonly cause?: unknown;
  /** How long to wait before trying again, in milliseconds, when the failing system said so. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Trouble: the world failed, or was told something it cannot read. The `code` outlives the message and is the contract; `retry` says
 * whether trying again can help. A business "no" is never thrown; it is a returned answer.
 */
export class InventoryError extends Error {
  readonly code: ErrorCode;
  /** `now`: the same call may succeed at once; `later`: after a pause; `never`: not without a change. */
  readonly retry: RetryClass;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: InventoryErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'InventoryError';
    this.code = code;
    this.retry = ERROR_CODES[code].retry;
    this.details = options.details ?? {};
    this.retryAfterMs = options.retryAfterMs;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * Whether a caught value is an {@link InventoryError}, and, if `code` is given, one with that code. Reads a mark on the error rather than
 * its class, so it holds across two copies of the package.
 */
export function isInventoryError(value: unknown, code?: ErrorCode): value is InventoryError {
  if (typeof value !== 'object' || value === null || (value as { [BRAND]?: unknown })[BRAND] !== true) return false;
  return code === undefined || (value as InventoryError).code === code;
}
