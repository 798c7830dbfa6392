import { InventoryError } from '../foundation/index.js';

/** The error for a schedule, policy or request that breaks its rules: where, what was wanted, and what was found, cut short. */
export function invalid(path: string, wanted: string, found: unknown): InventoryError {
  const text = typeof found === 'string' ? JSON.stringify(found.slice(0, 60)) : typeof found === 'number' || typeof found === 'boolean' ? String(found) : found === undefined ? 'nothing' : `a value of type ${typeof found}`;
  return new InventoryError('promise.invalid', `${path}: expected ${wanted}, found ${text}`, { details: { path, wanted } });
}
