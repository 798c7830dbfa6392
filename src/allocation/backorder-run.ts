import { compareText, no, type Answer, type Instant } from '../foundation/index.js';
import { addGrains, grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import { byNumber } from './by-number.js';
import { requireAmount, requireNamedOnce, requireWhole } from './check-input.js';
import { startOf, supplyLayers, type LayerTake, type SupplyLayer, type SupplyLayers } from './supply-layers.js';

/**
 * What a run may do to a line.
 * - `win`: it must be confirmed in full and on time
 * - `gain`: it keeps at least what it has, and should get more
 * - `improve`: as `gain`, but what it has is kept only if that can be
 * - `redistribute`: it may get more or less, by its turn
 * - `fill`: it never gets more, and may get less
 * - `lose`: it gives up all it has
 * - `skip`: it is not touched
 */
export type BackorderStrategy = 'win' | 'gain' | 'improve' | 'redistribute' | 'fill' | 'lose' | 'skip';

/** An open line. */
export interface BackorderLine {
  readonly line: string;
  readonly strategy: BackorderStrategy;
  /** What is wanted and not yet shipped. */
  readonly requested: Grains;
  /** What is confirmed now, no more than is wanted. */
  readonly confirmed: Grains;
  /** By when it is wanted. */
  readonly requestedAt: Instant;
  /** By when what is confirmed now is promised. Default: `requestedAt`. */
  readonly confirmedAt?: Instant | undefined;
  readonly placedAt: Instant;
  /** The lower, the sooner; a whole number. Default 0. */
  readonly priority?: number | undefined;
}

/** Who comes before whom; the last ones run short. Lines it calls equal go in the order given. */
export interface BackorderOrder {
  /** What the order is, for those who read the result. */
  readonly description: string;
  /** Below zero if the first line comes first. */
  compare(one: BackorderLine, other: BackorderLine): number;
}

/** The order where a run names none. */
export const BACKORDER_ORDER: BackorderOrder = {
  description: 'priority, requested date, date placed, line',
  compare: (one, other) => byNumber(one.priority ?? 0, other.priority ?? 0) || byNumber(one.requestedAt, other.requestedAt) || byNumber(one.placedAt, other.placedAt)
    || compareText(one.line, other.line),
};

/** Lines of one strategy, each in turn, are brought up to what they want or to what they have. */
export interface BackorderPhase {
  readonly strategy: BackorderStrategy;
  readonly upTo: 'requested' | 'confirmed';
  /** Whether that must be, on time, or the run is refused. */
  readonly must: boolean;
}

/** What a run does one after another. Lines that lose are in none of it. */
export const BACKORDER_PHASES: readonly BackorderPhase[] = [
  { strategy: 'skip', upTo: 'confirmed', must: true }, { strategy: 'win', upTo: 'requested', must: true }, { strategy: 'gain', upTo: 'confirmed', must: true },
  { strategy: 'gain', upTo: 'requested', must: false }, { strategy: 'improve', upTo: 'confirmed', must: false }, { strategy: 'improve', upTo: 'requested', must: false },
  { strategy: 'redistribute', upTo: 'requested', must: false }, { strategy: 'fill', upTo: 'confirmed', must: false },
];

/** A run over the open lines of one item. */
export interface BackorderRequest {
  readonly lines: readonly BackorderLine[];
  /** All there is for these lines, what they are confirmed for now included. What came by correction of a figure and not by receipt is the caller's to leave out. */
  readonly supply: readonly SupplyLayer[];
  /** Default: {@link BACKORDER_ORDER}. */
  readonly order?: BackorderOrder | undefined;
}

/** A part of a line that is confirmed. */
export interface Confirmation {
  readonly grains: Grains;
  /** When the goods are there; absent if they are there now. */
  readonly at?: Instant | undefined;
  /** Whether that is after the line wanted them. */
  readonly late: boolean;
}

/**
 * Why a line has what it has now.
 * - `won`: it had to be confirmed in full
 * - `gained`: its turn came while there was more for it
 * - `same`: it has as much as before
 * - `ranShort`: others came first
 * - `gaveUp`: it had to give up all
 * - `untouched`: the run left it alone
 */
export type BackorderReason = 'won' | 'gained' | 'same' | 'ranShort' | 'gaveUp' | 'untouched';

/** What the run did to a line. */
export interface BackorderChange {
  readonly line: string;
  readonly strategy: BackorderStrategy;
  /** Its place in the order, from 1. */
  readonly turn: number;
  readonly requested: Grains;
  readonly before: Grains;
  readonly after: Grains;
  /** `after − before`. */
  readonly change: Grains;
  readonly why: BackorderReason;
  /** Earliest first. Empty for an untouched line, whose confirmation stands as it was. */
  readonly confirmations: readonly Confirmation[];
}

/** The run's proposal, lines in the order given. Nothing is applied by it. */
export interface BackorderRun {
  /** The description of the order that decided who runs short. */
  readonly order: string;
  readonly changes: readonly BackorderChange[];
  /** What nobody took, earliest first. */
  readonly left: readonly SupplyLayer[];
}

/** Why the run proposes nothing: by a date, the lines that must be confirmed need more than there is. The first such date. */
export interface BackorderRefusal {
  readonly code: 'allocation.promises_above_supply';
  readonly by: Instant;
  readonly required: Grains;
  readonly available: Grains;
  /** The lines that make it up, in the order given. */
  readonly lines: readonly string[];
}

/**
 * Shares the supply of one item anew over its open lines. First what must be is checked, date by date: skipped lines keep what they have, `win` lines get all on
 * time, `gain` lines keep what they have. If that cannot be, the answer is no and nothing changes. Then, each in turn: `gain` lines get more; `improve` lines keep
 * what they have, then get more; `redistribute` lines get what is left, `fill` lines no more than they had, `lose` lines nothing.
 *
 * A line is served from what is there by its date, the latest first, and after that from what comes later, the earliest first.
 *
 * @throws TypeError for a line named twice, an impossible number, or more confirmed than requested
 */
export function backorderRun(request: BackorderRequest): Answer<BackorderRun, BackorderRefusal> {
  const { lines, supply, order = BACKORDER_ORDER } = request;
  requireNamedOnce(lines, ({ line }) => line, 'lines');
  for (const [index, line] of lines.entries()) requireLine(line, index);
  const layers = supplyLayers(supply);
  const broken = firstBroken(lines, supply);
  if (broken !== undefined) return no(broken);
  const turns = [...lines].sort((one, other) => order.compare(one, other));
  const served = new Map<string, Serving>(turns.map((line, index) => [line.line, { turn: index + 1, takes: [], sum: ZERO }]));
  for (const { strategy, upTo, must } of BACKORDER_PHASES) {
    for (const line of turns) if (line.strategy === strategy) serveLine(layers, served.get(line.line)!, line[upTo], dateOf(line, upTo), !must);
  }
  return { ok: true, order: order.description, changes: lines.map((line) => changeOf(line, served.get(line.line)!)), left: layers.left() };
}

interface Serving {
  readonly turn: number;
  readonly takes: LayerTake[];
  sum: Grains;
}

const ZERO = grains(0);

const promisedBy = (line: BackorderLine): Instant => line.confirmedAt ?? line.requestedAt;

/** By when a line is to have what it wants, or what it has. */
function dateOf(line: BackorderLine, upTo: BackorderPhase['upTo']): Instant {
  return upTo === 'requested' ? line.requestedAt : promisedBy(line);
}

function requireLine(line: BackorderLine, index: number): void {
  requireAmount(line.requested, 'lines', index, 'requested');
  requireAmount(line.confirmed, 'lines', index, 'confirmed');
  requireWhole(line.priority ?? 0, 'lines', index, 'priority');
  requireWhole(line.requestedAt, 'lines', index, 'requestedAt');
  requireWhole(promisedBy(line), 'lines', index, 'confirmedAt');
  requireWhole(line.placedAt, 'lines', index, 'placedAt');
  if (line.confirmed > line.requested) throw new TypeError(`lines[${index}].confirmed is no more than is requested, ${line.requested}, not ${line.confirmed}`);
}

/** The first date by which more must be confirmed than there is. If there is none, all can be: who may wait longer can always use what others may. */
function firstBroken(lines: readonly BackorderLine[], supply: readonly SupplyLayer[]): BackorderRefusal | undefined {
  const musts = lines.flatMap((line) => {
    const must = BACKORDER_PHASES.find((phase) => phase.must && phase.strategy === line.strategy);
    return must === undefined ? [] : [{ line: line.line, wanted: line[must.upTo], by: dateOf(line, must.upTo) }];
  });
  const dates = [...musts].sort((one, other) => one.by - other.by);
  const layers = [...supply].sort((one, other) => byNumber(startOf(one), startOf(other)));
  let required = ZERO;
  let available = ZERO;
  let next = 0;
  for (const [index, { by, wanted }] of dates.entries()) {
    required = addGrains(required, wanted);
    for (; next < layers.length && startOf(layers[next]!) <= by; next++) available = addGrains(available, layers[next]!.grains);
    if (required > available && dates[index + 1]?.by !== by) {
      return { code: 'allocation.promises_above_supply', by, required, available, lines: musts.filter((must) => must.by <= by && must.wanted > 0).map(({ line }) => line) };
    }
  }
  return undefined;
}

/** Brings what a line has up to an amount. */
function serveLine(layers: SupplyLayers, serving: Serving, wanted: Grains, by: Instant, late: boolean): void {
  for (const take of [layers.takeBy, ...(late ? [layers.takeAfter] : [])]) {
    if (serving.sum >= wanted) return;
    const takes = take(subtractGrains(wanted, serving.sum), by);
    serving.takes.push(...takes);
    serving.sum = addGrains(serving.sum, sumGrains(takes.map((one) => one.grains)));
  }
}

function changeOf(line: BackorderLine, { turn, takes, sum }: Serving): BackorderChange {
  const skipped = line.strategy === 'skip';
  return {
    line: line.line, strategy: line.strategy, turn, requested: line.requested, before: line.confirmed, after: sum, change: subtractGrains(sum, line.confirmed),
    why: backorderReason(line, sum), confirmations: skipped ? [] : confirmationsOf(takes, line.requestedAt),
  };
}

/** Why a line has so much after a run. */
export function backorderReason({ strategy, confirmed }: Pick<BackorderLine, 'strategy' | 'confirmed'>, after: Grains): BackorderReason {
  if (strategy === 'skip') return 'untouched';
  if (strategy === 'win') return 'won';
  if (after === confirmed) return 'same';
  if (after > confirmed) return 'gained';
  return strategy === 'lose' ? 'gaveUp' : 'ranShort';
}

/** One confirmation for each instant at which goods are taken. */
function confirmationsOf(takes: readonly LayerTake[], requestedAt: Instant): readonly Confirmation[] {
  const byTime = new Map<Instant | undefined, Grains>();
  for (const { at, grains: taken } of takes) byTime.set(at, addGrains(byTime.get(at) ?? ZERO, taken));
  return [...byTime].sort(([one], [other]) => byNumber(one ?? -Infinity, other ?? -Infinity))
    .map(([at, taken]) => ({ grains: taken, ...(at === undefined ? {} : { at }), late: at !== undefined && at > requestedAt }));
}
