import { defineConfig, type Options } from 'tsup';
import { commandSource, doors } from './scripts/doors.js';

const entry = Object.fromEntries(doors().map(({ name, source }) => [name, source]));
// Declarations are the compiler's own, file by file: scripts/declarations.ts.
const shared: Options = { target: 'node20', splitting: true, removeNodeProtocol: false };

export default defineConfig([
  { ...shared, entry: { ...entry, ...commandSource() }, format: 'esm' },
  { ...shared, entry, format: 'cjs' },
]);
