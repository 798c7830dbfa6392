import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { doors } from '../../scripts/doors.js';

const folder = fileURLToPath(new URL('public-names', import.meta.url));

describe('the public names', () => {
  it.each(doors())('of $specifier are the ones listed', async ({ source, slug }) => {
    const names = Object.keys((await import(pathToFileURL(resolve(source)).href)) as object).sort();
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(join(folder, `${slug}.txt`));
  });

  it('are listed for no door that is gone', () => {
    const known = new Set(doors().map(({ slug }) => `${slug}.txt`));
    expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
  });
});
