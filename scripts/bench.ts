/** Builds the benchmarks with the settings of the shipped build and runs them: `npm run bench -- [--json FILE] [name ...]`. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { build } from 'tsup';

const folder = 'temp/bench';
const files = readdirSync('test/bench').filter((name) => name.endsWith('.bench.ts'));
await build({
  config: false,
  entry: ['test/bench/run.ts', ...files.map((name) => `test/bench/${name}`)],
  outDir: folder,
  format: ['esm'],
  target: 'node20',
  splitting: true,
  removeNodeProtocol: false,
  clean: true,
  skipNodeModulesBundle: true,
  silent: true,
});
const { status } = spawnSync(process.execPath, [`${folder}/run.js`, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
});
process.exit(status ?? 1);
