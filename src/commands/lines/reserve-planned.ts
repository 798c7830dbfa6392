import { formatInstant, no, type Answer } from '../../foundation/index.js';
import type { SourcingSettings } from '../../model/index.js';
import { grains, ratioText, subtractGrains } from '../../quantity/index.js';
import { decideReserve, explodeEvents, sumHeld, type ReservedLine, type ReserveLine, type ReserveMode, type ReserveRefusal, type Shortage } from '../../reservation/index.js';
import { carryTrial, stageDecision, trialOf, type Batch } from '../engine/batch.js';
import { lineOf, type HoldAsker } from '../goods/offers.js';
import { heldOf, planHolds, type KitRule, type PlannedLine, type AskedLine } from './plan-holds.js';
import { sourceHolds, type SourcedHolds, type SourcingNo } from './plan-sourcing.js';

/** A request to hold goods whose lines are known to be right. */
export interface PlannedRequest extends HoldAsker {
  readonly request: string;
  readonly lines: readonly AskedLine[];
  readonly mode: ReserveMode;
  readonly expiresAt?: number | undefined;
  readonly kits: KitRule;
  readonly sourcing?: SourcingSettings | undefined;
}

/** A line that cannot be held in full; of a kit with the parts that stand in the way of one more. */
export interface KitShortage extends Shortage {
  readonly parts?: readonly Shortage[] | undefined;
}

/** Why nothing was held. */
export type PlannedRefusal =
  | Exclude<ReserveRefusal, { code: 'reservation.insufficient' }>
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly KitShortage[] }
  | Exclude<SourcingNo, { code: 'reservation.insufficient' }>;

/** How a line came out; of a kit with the lines of its parts. */
export interface PlannedOutcome extends ReservedLine {
  readonly parts?: readonly ReservedLine[] | undefined;
}

/** What was held. */
export interface PlannedReservation {
  readonly lines: readonly PlannedOutcome[];
  readonly sourcing?: SourcedHolds | undefined;
}

const ZERO = grains(0);

/**
 * Decides a request whose lines are kits, or are sourced together, and stages what follows. Checks in the order of `decideReserve`. Every item it speaks of, parts
 * included, has been swept.
 */
export function reservePlanned(batch: Batch, request: PlannedRequest): Answer<PlannedReservation, PlannedRefusal> {
  const { lines, mode, expiresAt } = request;
  if (expiresAt !== undefined && expiresAt <= batch.at) return no({ code: 'reservation.expiry_in_past', expiresAt, at: batch.at });
  const known = knownLine(batch, lines);
  if (known !== undefined) return no(known);
  const planned = planHolds(batch, request, lines, mode, request.kits);
  let sourcing: SourcedHolds | undefined;
  if (request.sourcing !== undefined) {
    const sourced = sourceHolds(batch, request, planned, request.sourcing, mode);
    if (!sourced.ok) return sourced;
    sourcing = sourced.holds;
  }
  const shortages = planned.filter((line) => heldOf(line) < line.wanted.grains).map(shortageOf);
  const nothing = planned.every((line) => heldOf(line) === 0 && (line.kit?.parts.every(({ holds }) => holds.length === 0) ?? true));
  if (shortages.length > 0 && (mode === 'allOrNothing' || (mode === 'partial' && nothing))) return no({ code: 'reservation.insufficient', shortages });
  const trial = trialOf(batch);
  const outcomes = stagePlanned(trial, request, planned);
  carryTrial(trial, batch);
  return { ok: true, lines: outcomes, ...(sourcing === undefined ? {} : { sourcing }) };
}

/** The first line that exists with less open than is asked for, or whose part's line is somebody else's. */
function knownLine(batch: Batch, lines: readonly AskedLine[]): Extract<ReserveRefusal, { code: 'reservation.exists' }> | undefined {
  const named = new Set(lines.map(({ item, line }) => `${item}\u001f${line}`));
  for (const { line, item, grains: requested, kit } of lines) {
    const before = lineOf(batch, item, line);
    if (before !== undefined && before.backordered < requested) return { code: 'reservation.exists', line, item, backordered: before.backordered, requested };
    for (const part of kit?.parts ?? []) {
      const name = `${line}/${part.item}`;
      const theirs = lineOf(batch, part.item, name);
      const taken = named.has(`${part.item}\u001f${name}`) || (before?.kit === undefined && (theirs?.requested ?? ZERO) > 0);
      if (taken) return { code: 'reservation.exists', line: name, item: part.item, backordered: theirs?.backordered ?? ZERO, requested };
    }
  }
  return undefined;
}

function shortageOf(line: PlannedLine): KitShortage {
  const { wanted: { line: name, item, grains: requested }, kit } = line;
  const shortage = { line: name, item, requested, available: heldOf(line) };
  if (kit === undefined) return shortage;
  const parts = kit.parts.filter((part) => kit.availability.binding.includes(part.item) && part.offered < part.needed);
  return { ...shortage, parts: parts.map((part) => ({ line: part.line, item: part.item, requested: part.needed, available: part.offered })) };
}

/** Stages what a plan says: kits are taken apart first, then goods are held for every line. */
function stagePlanned(trial: Batch, request: PlannedRequest, planned: readonly PlannedLine[]): readonly PlannedOutcome[] {
  const { mode, channel, account } = request;
  const context = { at: trial.at, policy: trial.register.policy.version, request: request.request };
  const offers = new Map<string, PlannedLine['holds']>();
  const lines: ReserveLine[] = [];
  const ask = (line: ReserveLine, holds: PlannedLine['holds']): void => {
    lines.push(line);
    offers.set(`${line.item}\u001f${line.line}`, holds);
  };
  for (const line of planned) {
    const { wanted, holds, kit } = line;
    const { item, line: name } = wanted;
    if (wanted.kit === undefined) {
      ask(wanted, holds);
      continue;
    }
    const served = kit?.served ?? ZERO;
    const missing = subtractGrains(wanted.grains, grains(sumHeld(holds) + served));
    const kept = mode === 'backorder' ? wanted.grains : subtractGrains(wanted.grains, missing);
    if (kept === 0) continue;
    if (lineOf(trial, item, name) === undefined) {
      stageDecision(trial, { type: 'reservation.opened', item, line: name, policy: context.policy, request: context.request, channel, ...(account === undefined ? {} : { account }), requested: kept, ...(wanted.requestedFor === undefined ? {} : { requestedFor: formatInstant(wanted.requestedFor) }) });
    }
    const opened = lineOf(trial, item, name)!;
    if (served > 0 || opened.kit === undefined) {
      const frozen = wanted.kit.parts.map((part) => ({ item: part.item, perKit: ratioText(part.perKit) }));
      const parts = (kit?.parts ?? []).map((part) => ({ item: part.item, line: part.line, grains: part.wanted, balance: lineOf(trial, part.item, part.line) }));
      for (const event of explodeEvents(opened, served, frozen, parts, context)) stageDecision(trial, event);
    }
    const own = subtractGrains(kept, served);
    if (own > 0) ask({ line: name, item, grains: own, location: wanted.location }, holds);
    for (const part of kit?.parts ?? []) {
      // What has shipped for a part's line before it was wanted is wanted no more.
      const open = lineOf(trial, part.item, part.line)?.backordered ?? ZERO;
      const amount = part.wanted < open ? part.wanted : open;
      if (amount > 0) ask({ line: part.line, item: part.item, grains: amount, location: wanted.location }, part.holds);
    }
  }
  const decision = decideReserve({ ...request, channel, account, lines, mode: mode === 'allOrNothing' ? 'backorder' : mode }, {
    ...context, line: (item, line) => lineOf(trial, item, line), offers: (line) => offers.get(`${line.item}\u001f${line.line}`) ?? [],
  });
  if (!decision.ok) throw new TypeError(`A reservation that was planned is refused: ${decision.reason.code}`);
  for (const event of decision.events) stageDecision(trial, event);
  const outcomes = new Map(decision.lines.map((line) => [`${line.item}\u001f${line.line}`, line]));
  return planned.map((line) => outcomeOf(line, mode, outcomes));
}

function outcomeOf(line: PlannedLine, mode: ReserveMode, outcomes: ReadonlyMap<string, ReservedLine>): PlannedOutcome {
  const { wanted, kit, holds } = line;
  const own = outcomes.get(`${wanted.item}\u001f${wanted.line}`);
  if (wanted.kit === undefined) return own!;
  const reserved = heldOf(line);
  const missing = subtractGrains(wanted.grains, reserved);
  const backordered = mode === 'backorder' ? missing : ZERO;
  return {
    line: wanted.line, item: wanted.item, requested: wanted.grains, reserved, backordered, refused: subtractGrains(missing, backordered), holds,
    ...(kit === undefined || kit.served === 0 ? {} : { parts: kit.parts.flatMap((part) => outcomes.get(`${part.item}\u001f${part.line}`) ?? []) }),
  };
}
