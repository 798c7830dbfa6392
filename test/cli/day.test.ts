import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.js';
import { collectingTerminal } from './collecting-terminal.js';

/** Written anew by `npm start --silent > test/cli/day.txt`; read what changed before committing it. */
const EXPECTED = readFileSync(new URL('day.txt', import.meta.url), 'utf8');

interface Step {
  readonly type: string;
  readonly time: string;
  readonly notes: readonly string[];
  readonly availability: readonly { readonly item: string; readonly channel: string; readonly available: { readonly amount: string } }[];
}

it('tells a distributor’s day as it is committed', async () => {
  const terminal = collectingTerminal();
  expect(await runCommand([], terminal)).toBe(0);
  expect(`${terminal.lines.join('\n')}\n`).toBe(EXPECTED);
  expect(terminal.remarks).toEqual([]);
});

it('tells it to machines, and a second day over the same journal records nothing again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'stockwright-day-test-'));
  try {
    const days: Step[][] = [];
    for (let day = 0; day < 2; day++) {
      const terminal = collectingTerminal();
      expect(await runCommand(['--json', '--data', data], terminal)).toBe(0);
      days.push(terminal.lines.map((line) => JSON.parse(line) as Step));
    }
    const [first, second] = days as [Step[], Step[]];
    expect(first.at(-1)).toMatchObject({ type: 'end', verified: true, exceptions: [] });
    expect(second.flatMap(({ notes = [] }) => notes).filter((note) => note.endsWith(': recorded'))).toEqual([]);
    const figures = ({ availability }: Step): unknown[] => availability.map(({ item, channel, available }) => [item, channel, available.amount]);
    const evening = (steps: readonly Step[]): unknown => figures(steps.find(({ time }) => time === '20:00')!);
    expect(evening(first)).toEqual([['TEA-100', 'shopify', '284'], ['TEA-100', 'amazon', '254'], ['TEA-100', 'edi', '180'], ['TEA-100', 'field', '104']]);
    expect(evening(second)).toEqual(evening(first));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
