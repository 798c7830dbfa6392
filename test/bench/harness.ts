/**
 * Benchmarks as ratios: our code beside hand-written code doing the same work in the same run. A file `test/bench/<room>.bench.ts` exports
 * `benchmarks`, made by {@link compare} and {@link limit}; `npm run bench` builds and runs them as shipped.
 */

/** What is measured once: how many units of work were done, and what came out, where sides can be held to the same answer. */
export interface Done {
  readonly units: number;
  /** Compared between the sides as JSON: unequal answers are not the same work. */
  readonly answer?: unknown;
}

/** What a side gives back: a count of units, or more. */
type Measured = number | Done | Promise<number | Done>;

/** One side of a comparison: a function, or {@link prepared} input and a function. */
export type Side = (() => Measured) | { readonly prepare: () => unknown; readonly run: (input: never) => Measured };

/** A side that is given fresh input before each run; making it is not timed. */
export function prepared<Input>(prepare: () => Input | Promise<Input>, run: (input: Input) => Measured): Side {
  return { prepare, run };
}

/** A comparison by speed, in units of work per second. */
export interface Comparison {
  readonly name: string;
  /** What is counted, `events/s`. */
  readonly unit: string;
  /** What is inside on every side (identity, postings, claims, durability), for the reader of the report. */
  readonly work: string;
  readonly ours: Side;
  /** By name: `hand-tuned loop`, `plain version`. */
  readonly baselines: Readonly<Record<string, Side>>;
  /** By baseline's name: the least ratio of ours to it. A baseline without one is shown for comparison only. */
  readonly reach?: Readonly<Record<string, number>> | undefined;
  /** Counted rounds, after one that is thrown away. */
  readonly rounds?: number | undefined;
  /** A side is run again within a round until this much time has passed. */
  readonly roundMs?: number | undefined;
  /** How many cores the measured code keeps busy. */
  readonly cores?: number | undefined;
  /**
   * What time is taken: that which the processor spent on this process, which others on the machine do not lengthen (default), or that of the clock on
   * the wall, where a side waits for a disk or has threads of its own.
   */
  readonly clock?: 'processor' | 'wall' | undefined;
}

/** A figure held against a limit: memory per position, a delay, a size. */
export interface Limit {
  readonly name: string;
  readonly unit: string;
  readonly work: string;
  /** Measures the figure; less is better. */
  readonly measure: () => number | Promise<number>;
  readonly atMost: number;
}

/** One line of the report. */
export interface BenchmarkResult {
  readonly name: string;
  readonly unit: string;
  /** The median over the rounds, in `unit`. */
  readonly ours: number;
  /** The baseline's median, or the limit. */
  readonly baseline: number;
  readonly baselineName: string;
  /** How many times better ours is: ours by baseline for speeds, limit by ours for figures where less is better. */
  readonly ratio: number;
  /** The ratio promised; null where the baseline is shown for comparison only. */
  readonly reach: number | null;
  /** Whether the ratio reaches it; null where none is promised. */
  readonly met: boolean | null;
  /** Half the distance between the quartiles over the rounds, as a share of the median. */
  readonly oursSpread: number;
  readonly baselineSpread: number;
  readonly rounds: number;
  readonly work: string;
  readonly cores: number;
  readonly clock: 'processor' | 'wall';
}

/** A benchmark that has not run yet. */
export interface Benchmark {
  readonly name: string;
  readonly run: () => Promise<BenchmarkResult[]>;
}

/** Builds a comparison of speeds. The sides run interleaved, in a rotating order, so that a passing disturbance meets them all. */
export function compare(comparison: Comparison): Benchmark {
  return { name: comparison.name, run: () => runComparison(comparison) };
}

/** Builds a check of a figure against a limit. */
export function limit(spec: Limit): Benchmark {
  return { name: spec.name, run: () => runLimit(spec) };
}

async function runComparison(comparison: Comparison): Promise<BenchmarkResult[]> {
  const { name, unit, work, reach = {}, rounds = 9, roundMs = 150, cores = 1, clock = 'processor' } = comparison;
  const sides: [string, Side][] = [['ours', comparison.ours], ...Object.entries(comparison.baselines)];
  for (const promised of Object.keys(reach)) {
    if (!(promised in comparison.baselines)) throw new TypeError(`${name}: a reach is given for "${promised}", which is no baseline`);
  }
  const speeds = new Map<string, number[]>(sides.map(([side]) => [side, []]));
  let answer: string | undefined;
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < sides.length; turn++) {
      const [side, subject] = sides[(turn + round) % sides.length]!;
      const measured = await measure(subject, roundMs, clock === 'wall' ? wallMs : processorMs);
      if (measured.answer !== undefined) {
        answer ??= measured.answer;
        if (answer !== measured.answer) throw new Error(`${name}: ${side} gives another answer: ${measured.answer.slice(0, 300)} instead of ${answer.slice(0, 300)}`);
      }
      if (round > 0) speeds.get(side)!.push(measured.unitsPerSecond);
    }
  }
  const ours = summary(speeds.get('ours')!);
  return Object.keys(comparison.baselines).map((baselineName) => {
    const baseline = summary(speeds.get(baselineName)!);
    const ratio = ours.median / baseline.median;
    const promised = reach[baselineName] ?? null;
    return {
      name, unit, ours: ours.median, baseline: baseline.median, baselineName, ratio, reach: promised, met: promised === null ? null : ratio >= promised,
      oursSpread: ours.spread, baselineSpread: baseline.spread, rounds, work, cores, clock,
    };
  });
}

async function runLimit({ name, unit, work, measure: figure, atMost }: Limit): Promise<BenchmarkResult[]> {
  const ours = await figure();
  return [{
    name, unit, ours, baseline: atMost, baselineName: 'limit', ratio: atMost / ours, reach: 1, met: ours <= atMost,
    oursSpread: 0, baselineSpread: 0, rounds: 1, work, cores: 1, clock: 'processor',
  }];
}

async function measure(side: Side, roundMs: number, now: () => number): Promise<{ unitsPerSecond: number; answer: string | undefined }> {
  let elapsedMs = 0;
  let units = 0;
  let answer: unknown;
  collectGarbage();
  do {
    const input = typeof side === 'function' ? undefined : await side.prepare();
    const start = now();
    // A synchronous side is not made to wait for a turn of the event loop inside the timed stretch.
    const pending = typeof side === 'function' ? side() : side.run(input as never);
    const done = pending instanceof Promise ? await pending : pending;
    elapsedMs += now() - start;
    units += typeof done === 'number' ? done : done.units;
    answer ??= typeof done === 'number' ? undefined : done.answer;
  } while (elapsedMs < roundMs);
  return { unitsPerSecond: (units / elapsedMs) * 1000, answer: answer === undefined ? undefined : JSON.stringify(answer) };
}

function wallMs(): number {
  return performance.now();
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Collects garbage where the runtime offers it, so that one side does not pay for another's. Needed before measuring memory. */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/** The bytes of heap and array buffers that a value built by `build` keeps alive. Built twice: the first time compiles the code and is thrown away. */
export function retainedBytes<Value>(build: () => Value): { readonly bytes: number; readonly value: Value } {
  build();
  collectGarbage();
  const before = process.memoryUsage();
  const value = build();
  collectGarbage();
  const after = process.memoryUsage();
  return { bytes: after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers, value };
}

function summary(values: readonly number[]): { median: number; spread: number } {
  const sorted = [...values].sort((left, right) => left - right);
  const median = quantile(sorted, 0.5);
  return { median, spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / median };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
}
