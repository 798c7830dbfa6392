import type { Instant } from '../foundation/index.js';
import type { CauseList } from './cause-list.js';
import type { CellAt } from './cell.js';
import type { Side } from './difference.js';
import type { KnownEvent } from './read-evidence.js';

/** A side that is older than it says. */
export interface StaleSide {
  readonly side: Side;
  /** The last recorded time that is in its figures. */
  readonly since: Instant;
}

/** An event missing alone is a missing event; from two on, with nothing later counted, the statement is old. */
const EVENTS_MIN = 2;

/** The sides of which, by their own records, a whole tail is missing: from some instant on they have counted none of the events they should have. */
export function staleByRecord(events: readonly KnownEvent[]): readonly StaleSide[] {
  return SIDES.flatMap((side) => {
    const due = latestFirst(events, side, true);
    const since = missingTail(due, side);
    return since === undefined ? [] : [{ side, since }];
  });
}

/**
 * Covers the tails that are missing by the figures, where a side has no record of what it counted: there is an instant such that leaving out all later events makes
 * figures fit, and makes none wrong that is right now.
 */
export function coverStale(cellAt: CellAt, events: readonly KnownEvent[], suspects: readonly Side[], causes: CauseList): void {
  for (const side of suspects) {
    const due = latestFirst(events, side, false);
    const since = fittingTail(cellAt, due, side);
    if (since === undefined || isOneEvent(cellAt, due, since)) continue;
    for (const { text, amount, event, recordedAt } of due) {
      const cell = recordedAt > since ? cellAt(text) : undefined;
      if (cell !== undefined) causes.cover(cell, { kind: 'staleSnapshot', side, certainty: 'fitting', subject: '', events: [event], since }, side === 'right' ? -amount : amount);
    }
  }
}

/** Whether the tail is about one figure that a single event explains as well: the smaller story is the better one. */
function isOneEvent(cellAt: CellAt, due: readonly KnownEvent[], since: Instant): boolean {
  const cells = new Set(due.filter(({ recordedAt }) => recordedAt > since).map(({ text }) => cellAt(text)).filter((cell) => cell !== undefined));
  const [only, ...others] = cells;
  return others.length === 0 && due.some(({ text, amount }) => cellAt(text) === only && (amount === only!.rest || amount === -only!.rest));
}

const SIDES: readonly Side[] = ['left', 'right'];

/** The events a side should have counted, of which it has a record or not. */
function latestFirst(events: readonly KnownEvent[], side: Side, recorded: boolean): KnownEvent[] {
  return events.filter(({ counted }) => counted[side].due && counted[side].recorded === recorded).sort((one, other) => other.recordedAt - one.recordedAt);
}

/** The time of the last event counted, or the time before all if none is, where two or more later ones are not. */
function missingTail(due: readonly KnownEvent[], side: Side): Instant | undefined {
  const earliest = due.at(-1);
  if (earliest === undefined) return undefined;
  const since = due.find(({ counted }) => counted[side].times > 0)?.recordedAt ?? earliest.recordedAt - 1;
  const missing = new Set(due.filter(({ recordedAt }) => recordedAt > since).map(({ event }) => `${event.source}\u001f${event.id}`));
  return missing.size < EVENTS_MIN ? undefined : since;
}

/** The time before the tail that makes the most figures fit, if it makes none wrong and at least two events are in figures that fit. */
function fittingTail(cellAt: CellAt, due: readonly KnownEvent[], side: Side): Instant | undefined {
  const tails = new Map<string, { sum: bigint; ids: Set<string> }>();
  let best: { since: Instant; fitting: number } | undefined;
  for (let at = 0; at < due.length; at++) {
    const { text, amount, event, recordedAt } = due[at]!;
    const place = cellAt(text)?.text ?? text;
    const tail = tails.get(place) ?? { sum: 0n, ids: new Set() };
    tail.sum += amount;
    tail.ids.add(`${event.source}\u001f${event.id}`);
    tails.set(place, tail);
    const before = due[at + 1]?.recordedAt ?? recordedAt - 1;
    if (before === recordedAt) continue;
    const judged = judge(cellAt, tails, side);
    if (judged > (best?.fitting ?? 0)) best = { since: before, fitting: judged };
  }
  return best?.since;
}

/** How many figures fit without the tails, less those that then have another part missing; none if that makes figures wrong or says too little. */
function judge(cellAt: CellAt, tails: ReadonlyMap<string, { sum: bigint; ids: Set<string> }>, side: Side): number {
  let fitting = 0;
  const ids = new Set<string>();
  for (const [text, { sum, ids: own }] of tails) {
    if (sum === 0n) continue;
    const rest = cellAt(text)?.rest ?? 0n;
    if (rest === 0n) return 0;
    if (rest !== (side === 'right' ? -sum : sum)) fitting--;
    else {
      fitting++;
      for (const id of own) ids.add(id);
    }
  }
  return ids.size >= EVENTS_MIN ? fitting : 0;
}
