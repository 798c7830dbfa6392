/**
 * Runs the benchmarks beside this file, each file in a process of its own so that one's compiled code does not colour another's:
 * `npm run bench -- [--json FILE] [part of a file's or benchmark's name ...]`. Exits with 1 when a promised ratio is not reached.
 */
import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Benchmark, BenchmarkResult } from './harness.js';

const self = fileURLToPath(import.meta.url);
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, file: { type: 'string' } } });

if (values.file === undefined) await runAll();
else await runFile(values.file);

async function runAll(): Promise<void> {
  const results: BenchmarkResult[] = [];
  let failed = false;
  print('name', ['ours', 'baseline', 'ratio', 'reach', 'unit', 'baseline’s name']);
  for (const file of readdirSync(dirname(self)).filter((name) => /\.bench\.[jt]s$/.test(name)).sort()) {
    const { rows, code } = await inChild(file);
    results.push(...rows);
    if (code !== 0) {
      failed = true;
      console.error(`${file} failed`);
    }
  }
  if (values.json !== undefined) {
    mkdirSync(dirname(values.json), { recursive: true });
    writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
  const missed = results.filter(({ met }) => met === false);
  console.log(`${results.length} comparisons, ${missed.length} below their reach${missed.length === 0 ? '' : `: ${missed.map(({ name, baselineName }) => `${name} / ${baselineName}`).join('; ')}`}`);
  process.exitCode = failed || missed.length > 0 ? 1 : 0;
}

function inChild(file: string): Promise<{ rows: BenchmarkResult[]; code: number | null }> {
  const rows: BenchmarkResult[] = [];
  const child = fork(self, ['--file', file, ...positionals], { execArgv: [...process.execArgv.filter((arg) => arg !== '--expose-gc'), '--expose-gc'] });
  child.on('message', (row: BenchmarkResult) => rows.push(row));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ rows, code }));
  });
}

async function runFile(file: string): Promise<void> {
  const { benchmarks } = (await import(pathToFileURL(join(dirname(self), file)).href)) as { benchmarks: readonly Benchmark[] };
  const wanted = ({ name }: Benchmark): boolean => positionals.length === 0 || positionals.some((part) => file.includes(part) || name.includes(part));
  for (const benchmark of benchmarks.filter(wanted)) {
    for (const row of await benchmark.run()) {
      process.send?.(row);
      print(row.name, [
        `${figure(row.ours)} ±${percent(row.oursSpread)}`, `${figure(row.baseline)} ±${percent(row.baselineSpread)}`,
        `${row.ratio.toFixed(2)}x`, row.reach === null ? '' : `${row.reach}x ${row.met === true ? 'met' : 'MISSED'}`, row.unit, row.baselineName,
      ]);
    }
  }
  if (process.connected) process.disconnect();
}

function print(name: string, [ours, baseline, ratio, reach, unit, baselineName]: string[]): void {
  console.log(`${name.padEnd(44)} ${ours!.padStart(14)} ${baseline!.padStart(14)} ${ratio!.padStart(9)} ${reach!.padStart(12)}  ${unit!.padEnd(12)} ${baselineName!}`);
}

function figure(value: number): string {
  const [scaled, suffix] = value >= 1e9 ? [value / 1e9, 'G'] : value >= 1e6 ? [value / 1e6, 'M'] : value >= 1e4 ? [value / 1e3, 'k'] : [value, ''];
  return `${scaled >= 100 ? scaled.toFixed(0) : scaled.toPrecision(3)}${suffix}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}
