import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withMachine } from '../../scripts/machine-page.js';
import { MACHINE_PAGES } from '../../scripts/machine-pages.js';

describe.each(MACHINE_PAGES)('$page', ({ page, rows, end }) => {
  it('prints the table and the diagram of the code (npm run machines-doc writes them)', () => {
    const text = readFileSync(page, 'utf8');
    expect(text).toBe(withMachine(text, rows, end));
  });

  it('ends in states that nothing leaves but what the table says', () => {
    for (const state of end) expect(rows.filter(({ from }) => from.includes(state)), state).toEqual([]);
    for (const state of new Set(rows.map(({ to }) => to))) {
      expect(end.includes(state) || rows.some(({ from, to }) => from.includes(state) && to !== state), `something leaves ${state}, or it is an end`).toBe(true);
    }
  });
});
