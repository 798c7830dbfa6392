import { InventoryError } from '../../foundation/index.js';

/** Stored bytes that no crash can explain. */
export function corrupt(file: string, offset: number, what: string, cause?: unknown): InventoryError {
  return new InventoryError('storage.corrupt', `${file} at byte ${offset}: ${what}`, { details: { file, offset }, cause });
}

/** A failure that leaves what is stored as it was. */
export function unavailable(doing: string, cause: unknown): InventoryError {
  return new InventoryError('storage.unavailable', `${doing} failed`, { cause });
}

/** Raised by every call after a write or sync failed. */
export function poisonedError(cause: unknown): InventoryError {
  return new InventoryError('storage.poisoned', 'A write or sync failed, so what is durable can no longer be told; open the store again', { cause });
}

/** Raised by every call after `close`. */
export function closedError(): InventoryError {
  return new InventoryError('storage.closed', 'The store was closed');
}
