import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/**
 * Real-world data lies beside the checkout and is never part of it. Where it is missing, the suites that need it are skipped with a printed reason;
 * under `CI` they fail instead, so that a green run always means that they ran.
 */
const SHARED = process.env['STOCKWRIGHT_SHARED'] ?? resolve(fileURLToPath(new URL('..', import.meta.url)), '../shared');

/** The full path of a file or folder below `../shared`, or `undefined` where it does not exist. */
export function sharedPath(relative: string): string | undefined {
  const path = resolve(SHARED, relative);
  return existsSync(path) ? path : undefined;
}

/**
 * A `describe` whose tests need data from `../shared`; `fn` receives the full paths in the order asked for.
 *
 * @example
 * describeWithShared('the Rec 20 list', ['data/uom-rec20'], (folder) => { it('…', () => { … }); });
 */
export function describeWithShared(name: string, relativePaths: readonly string[], fn: (...paths: string[]) => void): void {
  const paths = relativePaths.map(sharedPath);
  const missing = relativePaths.filter((_, index) => paths[index] === undefined);
  if (missing.length === 0) {
    describe(name, () => {
      fn(...(paths as string[]));
    });
    return;
  }
  const reason = `needs ../shared/${missing.join(', ../shared/')}`;
  if (process.env['CI'] !== undefined) {
    it(`${name}: ${reason}`, () => {
      throw new Error(`${reason}, which is missing; under CI that is a failure`);
    });
    return;
  }
  console.warn(`skipped: ${name}: ${reason}`);
  describe.skip(`${name} (${reason})`, () => {
    it('is skipped', () => undefined);
  });
}
