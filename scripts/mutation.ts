/**
 * Runs mutation testing on one room with that room's own tests: `npm run mutation -- quantity`. Further arguments go to Stryker.
 * Fails below the threshold in stryker.config.mjs; the report is reports/mutation/<room>.html.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const [room, ...rest] = process.argv.slice(2);
if (room === undefined || !existsSync(`src/${room}/index.ts`)) {
  console.error('Name a room: npm run mutation -- <folder of src> [stryker options]');
  process.exit(2);
}
// Stryker copies the project elsewhere, so the data beside the checkout is named by its full path.
const env = { ...process.env, MUTATION_ROOM: room, STOCKWRIGHT_SHARED: process.env['STOCKWRIGHT_SHARED'] ?? resolve('../shared') };
const { status } = spawnSync('npx', ['stryker', 'run', 'stryker.config.mjs', ...rest], { stdio: 'inherit', env });
process.exit(status ?? 1);
