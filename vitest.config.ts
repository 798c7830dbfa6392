import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = fileURLToPath(new URL('src', import.meta.url));

/** The suites that read calendars or instants run a second time as if the machine stood in another time zone. */
const ZONED = ['test/foundation/**/*.test.ts', 'test/quantity/**/*.test.ts', 'test/**/*.zoned.test.ts'];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^stockwright$/, replacement: `${source}/index.ts` },
      { find: /^stockwright\/(.+)$/, replacement: `${source}/$1/index.ts` },
    ],
  },
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: ['test/seed-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reportsDirectory: 'coverage', reporter: ['text-summary', 'html'] },
    projects: [
      { extends: true, test: { name: 'utc', include: ['test/**/*.test.ts'], env: { TZ: 'UTC' } } },
      { extends: true, test: { name: 'new-york', include: ZONED, env: { TZ: 'America/New_York' } } },
    ],
  },
});
