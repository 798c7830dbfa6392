/**
 * The long simulation: `npm run campaign:simulation -- [--seeds N] [--seconds S] [--from SEED] [--json FILE]`. Prints and writes what it ran; stops at the first
 * broken law with its seed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { journalStorage } from '../../../src/storage/journal/index.js';
import { runSeed } from './campaign.js';

const { values } = parseArgs({ options: { seeds: { type: 'string' }, seconds: { type: 'string' }, from: { type: 'string' }, json: { type: 'string' } } });
const seconds = values.seconds === undefined ? (values.seeds === undefined ? 60 : Infinity) : Number(values.seconds);
const seeds = values.seeds === undefined ? Infinity : Number(values.seeds);
const from = Number(values.from ?? 1);

const start = performance.now();
const elapsed = (): number => (performance.now() - start) / 1000;
const tally = { seeds: 0, crashes: 0, acknowledged: 0, unknown: 0, calls: 0, failedSeed: null as number | null };
for (let seed = from; tally.seeds < seeds && elapsed() < seconds && tally.failedSeed === null; seed++) {
  try {
    const one = await runSeed(seed, journalStorage);
    tally.seeds++;
    tally.crashes += one.crashes;
    tally.acknowledged += one.acknowledged;
    tally.unknown += one.unknown;
    tally.calls += one.calls;
  } catch (error) {
    tally.failedSeed = seed;
    console.error(`seed ${seed} breaks a law:`, error);
  }
}
const report = { campaign: 'journal simulation', from, seconds: Math.round(elapsed()), ...tally };
console.log(JSON.stringify(report, null, 2));
if (values.json !== undefined) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
process.exitCode = tally.failedSeed === null ? 0 : 1;
