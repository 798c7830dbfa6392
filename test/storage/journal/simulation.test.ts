import { describe, expect, it } from 'vitest';
import { journalStorage } from '../../../src/storage/journal/index.js';
import { runSeed } from './campaign.js';
import { MUTANTS, mutatedJournal } from './mutants.js';
import { SCENARIOS } from './scenarios.js';

/** A short campaign; `npm run campaign:simulation` runs a long one. */
const SEEDS = 150;
/** A planted bug is found within this many seeds. */
const SEEDS_FOR_MUTANT = 300;

describe('a journal on a simulated disk', () => {
  it(`keeps what it acknowledged over ${SEEDS} seeds of crashes and failures`, async () => {
    let crashes = 0;
    for (let seed = 1; seed <= SEEDS; seed++) crashes += (await at(seed, () => runSeed(seed, journalStorage))).crashes;
    expect(crashes).toBeGreaterThan(SEEDS * 3);
  });

  it('does the same again for the same seed', async () => {
    expect(await runSeed(7, journalStorage)).toEqual(await runSeed(7, journalStorage));
  });

  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    it(`scenario: ${name}`, () => scenario(journalStorage));
  }
});

describe('the simulation finds a journal that', () => {
  it.each(MUTANTS)('$name', async (mutant) => {
    const journal = await mutatedJournal(mutant);
    if (mutant.scenario !== undefined) await expect(SCENARIOS[mutant.scenario](journal)).rejects.toBeDefined();
    else expect(await seedThatFinds(journal)).toBeLessThanOrEqual(SEEDS_FOR_MUTANT);
  });
});

async function seedThatFinds(journal: typeof journalStorage): Promise<number> {
  for (let seed = 1; seed <= SEEDS_FOR_MUTANT; seed++) {
    const found = await runSeed(seed, journal).then(() => false, () => true);
    if (found) return seed;
  }
  return Infinity;
}

async function at<Value>(seed: number, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
