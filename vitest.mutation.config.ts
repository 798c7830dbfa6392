import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import shared from './vitest.config.js';

/** Examples before laws: most faults are noticed by an example, and each mutant is done with its first failing test. */
class ExamplesFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const key = ({ moduleId }: TestSpecification): string => `${moduleId.includes('.property.') ? 'b' : 'a'} ${moduleId}`;
    return Promise.resolve([...files].sort((left, right) => (key(left) < key(right) ? -1 : 1)));
  }
}

/**
 * One room's own suites, without the second time zone: what `scripts/mutation.ts` runs against each mutant. Left out are suites that fold a large data
 * set for many seconds; the small ones beside them must do without.
 */
const { projects, ...test } = shared.test ?? {};
const room = process.env['MUTATION_ROOM'] ?? '*';

export default mergeConfig({ ...shared, test }, defineConfig({
  test: {
    include: [`test/${room}/**/*.test.ts`], exclude: [...configDefaults.exclude, 'test/ledger/online-retail.test.ts', 'test/reservation/machine.test.ts'], setupFiles: ['test/mutation-setup.ts'],
    env: { TZ: 'UTC' }, isolate: false, reporters: ['default'], sequence: { sequencer: ExamplesFirst },
  },
}));
