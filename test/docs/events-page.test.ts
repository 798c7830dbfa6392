import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { eventsPage } from '../../scripts/events-page.js';

it('docs/reference/events.md is what the schemas give today (npm run events-doc writes it)', () => {
  expect(readFileSync('docs/reference/events.md', 'utf8') === eventsPage(), 'docs/reference/events.md is up to date').toBe(true);
});
