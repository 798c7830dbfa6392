import type { CauseDraft, CauseList } from './cause-list.js';
import type { CellAt } from './cell.js';
import type { Comparison, Side } from './difference.js';
import { otherSide } from './difference.js';
import type { KnownClaim, KnownEvent } from './read-evidence.js';
import type { StaleSide } from './stale.js';
import type { ClaimMeasure } from './statement.js';

/** Covers what each side is known to have counted more or less often than the other. */
export function coverEvents(cellAt: CellAt, events: readonly KnownEvent[], stale: readonly StaleSide[], causes: CauseList): void {
  for (const known of events) {
    const { left, right } = known.counted;
    const cell = left.times === right.times ? undefined : cellAt(known.text);
    if (cell === undefined) continue;
    // One side has it, so each should have it once: what a side has beyond that it has twice, and what it lacks it lacks.
    for (const side of ['left', 'right'] as const) {
      const excess = BigInt(known.counted[side].times - 1);
      if (excess !== 0n) causes.cover(cell, countedWrong(known, side, stale), known.amount * (side === 'left' ? -excess : excess));
    }
  }
}

/** The cause of a side's having counted an event more or less often than once. */
function countedWrong(known: KnownEvent, side: Side, stale: readonly StaleSide[]): CauseDraft {
  const { times, due } = known.counted[side];
  const { event, recordedAt } = known;
  const subject = `${event.source}\u001f${event.id}`;
  if (times > 1) return { kind: 'duplicateEvent', side, certainty: 'proven', subject, events: [event], times: times - 1 };
  if (!due) {
    const head = `recorded at ${event.recordedAt ?? event.effectiveAt}, behind the ${side} side's watermark`;
    return { kind: 'inFlight', side, certainty: 'proven', subject, events: [event], rules: [head] };
  }
  const old = stale.find((one) => one.side === side && recordedAt > one.since);
  if (old !== undefined) return { kind: 'staleSnapshot', side, certainty: 'proven', subject: '', events: [event], since: old.since };
  return { kind: 'missingEvent', side, certainty: 'proven', subject, events: [event] };
}

/** Covers the claims that one side says it has taken off and the other not. */
export function coverBasis(cellAt: CellAt, claims: readonly KnownClaim[], { left, right }: Comparison, causes: CauseList): void {
  const netOf = { left: new Set<ClaimMeasure>(left.netOf), right: new Set<ClaimMeasure>(right.netOf) };
  for (const { claim, text, amount } of claims) {
    const { measure } = claim;
    if (netOf.left.has(measure) === netOf.right.has(measure)) continue;
    const side: Side = netOf.left.has(measure) ? 'left' : 'right';
    const cell = cellAt(text);
    if (cell === undefined) continue;
    const rule = `the ${side} side is net of ${measure}, the ${otherSide(side)} one is not`;
    causes.cover(cell, { kind: 'basis', side: undefined, certainty: 'proven', subject: measure, rules: [rule] }, side === 'right' ? -amount : amount);
  }
}
