import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.js';
import { describeWithShared } from '../shared-data.js';
import { collectingTerminal } from './collecting-terminal.js';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'stockwright-retail-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const MONTHS = ['2010-12', '2011-01', '2011-02', '2011-03'].map((month) => `data/online-retail/${month}.csv.gz`);

interface Report {
  readonly recorded: number;
  readonly repeated: number;
  readonly balances: readonly { readonly item: string; readonly onHand: string }[];
}

/** Runs the command in a process of its own; with `killAfter`, ends it without warning when it has told its progress that many times while it records. */
async function runProcess(words: readonly string[], killAfter?: number): Promise<{ killed: boolean; report: Report | undefined; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', '--json', ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let steps = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    steps += text.split('recording ').length - 1;
    if (killAfter !== undefined && steps >= killAfter) child.kill('SIGKILL');
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) => child.on('close', (exit, sent) => {
    done([exit, sent]);
  }));
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  return { killed: signal === 'SIGKILL', report: last.startsWith('{"type":"report"') ? (JSON.parse(last) as Report) : undefined, code };
}

describeWithShared('four months of a wholesaler', MONTHS, (...paths) => {
  it('give the published control totals', async () => {
    const terminal = collectingTerminal();
    expect(await runCommand(['--json', ...paths], terminal)).toBe(0);
    expect(JSON.parse(terminal.lines.at(-1)!)).toMatchObject({
      lines: 142_083, recorded: 141_255, repeated: 0, issues: 0, items: 3174, onHand: '-1330046', verified: true,
      kinds: {
        sale: { lines: 138_266, units: '-1407208' }, return: { lines: 2437, units: '102737' }, adjustment: { lines: 552, units: '-25575' }, financial: { lines: 828, units: '0' },
      },
    });
  }, 600_000);

  it('survive a kill at any point: the same command goes on, and no line is lost or counted twice', async () => {
    const month = paths[2]!;
    const data = join(folder, 'killed');
    const uninterrupted = await runProcess([month]);
    expect(uninterrupted.code).toBe(0);
    const points = [1 + Math.floor(Math.random() * 4), 1 + Math.floor(Math.random() * 4)];
    for (const point of points) expect((await runProcess(['--data', data, month], point)).killed, `killed at step ${points.join(', ')}`).toBe(true);
    const resumed = await runProcess(['--data', data, month]);
    expect(resumed.code).toBe(0);
    expect(resumed.report!.repeated, `killed at step ${points.join(', ')}`).toBeGreaterThan(0);
    expect(resumed.report!.recorded + resumed.report!.repeated).toBe(uninterrupted.report!.recorded);
    expect(resumed.report!.balances).toEqual(uninterrupted.report!.balances);
  }, 600_000);
});
