/** Writes docs/reference/events.md: `npm run events-doc`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { eventsPage } from './events-page.js';

mkdirSync('docs/reference', { recursive: true });
writeFileSync('docs/reference/events.md', eventsPage());
