import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import shared from './vitest.config.js';

/**
 * One room's own suites, without the second time zone: what `scripts/mutation.ts` runs against each mutant. Left out are suites that fold a large data
 * set for many seconds; the small ones beside them must do without.
 */
const { projects, ...test } = shared.test ?? {};
const room = process.env['MUTATION_ROOM'] ?? '*';

export default mergeConfig({ ...shared, test }, defineConfig({
  test: {
    include: [`test/${room}/**/*.test.ts`], exclude: [...configDefaults.exclude, 'test/ledger/online-retail.test.ts', 'test/reservation/machine.test.ts'], setupFiles: ['test/mutation-setup.ts'],
    env: { TZ: 'UTC' }, isolate: false, reporters: ['default'],
  },
}));
