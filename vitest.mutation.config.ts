import { defineConfig, mergeConfig } from 'vitest/config';
import shared from './vitest.config.js';

/** One room's own suites, without the second time zone: what `scripts/mutation.ts` runs against each mutant. */
const { projects, ...test } = shared.test ?? {};
const room = process.env['MUTATION_ROOM'] ?? '*';

export default mergeConfig({ ...shared, test }, defineConfig({ test: { include: [`test/${room}/**/*.test.ts`], env: { TZ: 'UTC' }, reporters: ['default'] } }));
