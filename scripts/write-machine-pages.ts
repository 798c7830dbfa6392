import { readFileSync, writeFileSync } from 'node:fs';
import { withMachine } from './machine-page.js';
import { MACHINE_PAGES } from './machine-pages.js';

for (const { page, rows, end } of MACHINE_PAGES) writeFileSync(page, withMachine(readFileSync(page, 'utf8'), rows, end));
