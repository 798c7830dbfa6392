import { defineConfig, type Options } from 'tsup';
import { commandSource, doors } from './scripts/doors.js';

const entry = Object.fromEntries(doors().map(({ name, source }) => [name, source]));
// tsup sets baseUrl for its declaration build, which TypeScript 6 reports as deprecated.
const shared: Options = { target: 'node20', splitting: true, dts: { entry, compilerOptions: { ignoreDeprecations: '6.0' } } };

export default defineConfig([
  { ...shared, entry: { ...entry, ...commandSource() }, format: 'esm' },
  { ...shared, entry, format: 'cjs' },
]);
