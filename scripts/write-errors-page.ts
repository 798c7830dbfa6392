/** Writes docs/reference/errors.md: `npm run errors-doc`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.js';

mkdirSync('docs/reference', { recursive: true });
writeFileSync('docs/reference/errors.md', errorsPage());
