/**
 * Writes the declarations under dist/types, each file twice: as `.d.ts` for ESM and as `.d.cts` for CommonJS, whose relative imports say so. Bundling them by tsup was
 * tried; it took several times as long and gained nothing, since the export map already hides what is no door.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesUnder } from './files.js';

const files = filesUnder('temp/types', '.d.ts');
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const target = file.replace(/^temp\/types/, 'dist/types');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  writeFileSync(target.replace(/\.d\.ts$/, '.d.cts'), text.replace(/(["'])(\.{1,2}\/[^"'\n]+)\.js\1/g, '$1$2.cjs$1'));
}
console.log(`${files.length} declaration files in dist/types`);
