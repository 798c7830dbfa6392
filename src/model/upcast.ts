import { InventoryError } from '../foundation/index.js';
import { SCHEMA_VERSION } from './event-envelope.js';
import type { Upcaster } from './upcaster.js';
import { version1To2 } from './version-1.js';

/** The steps from the oldest version to the present one. A published step never changes. */
export const UPCASTERS: readonly Upcaster[] = [version1To2];

/**
 * Reads an event of an older schema version as one of the present version; docs/reference/event-versions.md has the versions. An event that states no version is
 * taken to be of the present one. The answer still has to be validated; the input is never changed, and what is no event comes back as it was.
 *
 * @throws `model.unsupported_version` for a version newer than the present one, and for an event that the stated version did not have.
 */
export function upcast(input: unknown): unknown {
  return upcastThrough(UPCASTERS, SCHEMA_VERSION, input);
}

/**
 * {@link upcast} through given steps up to a given version.
 * @throws `model.unsupported_version`
 */
export function upcastThrough(steps: readonly Upcaster[], target: number, input: unknown): unknown {
  const stated = statedVersion(input);
  if (stated === undefined || stated === target) return input;
  let event = input as Readonly<Record<string, unknown>>;
  if (stated > target) throw unsupported(stated, target, event['type']);
  for (let version = stated; version < target; version++) {
    const step = steps.find(({ from }) => from === version);
    const type = event['type'];
    if (step === undefined || typeof type !== 'string' || !step.types.has(type)) throw unsupported(stated, target, type);
    event = { ...step.up(event), schemaVersion: step.to };
  }
  return event;
}

/** The whole number an event states as its schema version. */
function statedVersion(input: unknown): number | undefined {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, 'schemaVersion')) return undefined;
  const version = (input as { readonly schemaVersion?: unknown }).schemaVersion;
  return Number.isSafeInteger(version) ? (version as number) : undefined;
}

function unsupported(stated: number, target: number, type: unknown): InventoryError {
  const name = typeof type === 'string' ? type.slice(0, 40) : typeof type;
  return new InventoryError('model.unsupported_version', `No event ${name} of schema version ${stated} can be read; the present version is ${target}`, {
    details: { type: name, version: stated, supported: target },
  });
}
