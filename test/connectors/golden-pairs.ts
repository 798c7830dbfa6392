import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** A partner's message as recorded under test/fixtures, and the place of the canonical reading beside it. */
export interface GoldenPair {
  readonly name: string;
  readonly input: Uint8Array;
  readonly canonicalPath: string;
}

/** The messages of one folder under test/fixtures, in the order of their names. */
export function goldenPairs(folder: string): readonly GoldenPair[] {
  const root = fileURLToPath(new URL(`../fixtures/${folder}/`, import.meta.url));
  return readdirSync(root)
    .filter((file) => /\.(?:json|edi)$/.test(file) && !file.endsWith('.canonical.json'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.\w+$/, '');
      return { name, input: new Uint8Array(readFileSync(root + file)), canonicalPath: `${root}${name}.canonical.json` };
    });
}

/** What was read is what the file beside the message says. Run vitest with `-u` to write it anew, and read the difference before committing it. */
export async function expectGolden(decoded: unknown, pair: GoldenPair): Promise<void> {
  await expect(`${JSON.stringify(decoded, null, 2)}\n`).toMatchFileSnapshot(pair.canonicalPath);
}
