/** The long campaign of kills: `npm run campaign:kill -- [--kills N] [--seed SEED] [--json FILE]`. Prints and writes what it ran. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../../src/testing/index.js';
import { runKills } from './kill-campaign.js';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, json: { type: 'string' } } });
const directory = mkdtempSync(join(tmpdir(), 'stockwright-kill-'));
const tally = await runKills(join(directory, 'journal'), Number(values.kills), seededRandom(Number(values.seed)), ({ kills, acknowledged }) => {
  if (kills % 20 === 0) console.log(`${kills} kills, ${acknowledged} acknowledged commits, none lost`);
});
rmSync(directory, { recursive: true });
const report = { campaign: 'journal kill', seed: Number(values.seed), ...tally };
console.log(JSON.stringify(report, null, 2));
if (values.json !== undefined) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
