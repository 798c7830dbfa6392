/** Writes `exports` and `bin` of package.json from the list of doors: `npm run doors`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { commandMap, exportMap } from './doors.js';

const text = readFileSync('package.json', 'utf8');
const { exports: _exports, bin: _bin, ...manifest } = JSON.parse(text) as Record<string, unknown>;
const bin = commandMap();
const members = Object.entries(manifest).flatMap(([key, value]) =>
  key === 'files' ? [...(Object.keys(bin).length > 0 ? [['bin', bin]] : []), ['exports', exportMap()], [key, value]] : [[key, value]]);
// Lists of texts stay on one line, as they were written.
const oneLineLists = (json: string): string => json.replace(/\[\s+("[^[\]{}]*?")\s+\]/g, (_, list: string) => `[${list.replace(/\s*\n\s*/g, ' ')}]`);
writeFileSync('package.json', `${oneLineLists(JSON.stringify(Object.fromEntries(members), null, 2))}\n`);
