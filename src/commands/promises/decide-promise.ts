import { no, type Answer, type Instant } from '../../foundation/index.js';
import type { HeldAmount, PromisedPart } from '../../model/index.js';
import {
  datesBackward, DEFAULT_PROMISE_POLICY, explainPromise, promise, promiseRules, promiseWindow, type Promised, type PromiseExplanation, type PromiseRefused, type PromiseRequest,
  type PromiseRules, type PromiseSource, type PromiseWindow, type Schedule,
} from '../../promise/index.js';
import { addGrains, grains, subtractGrains, sumGrains, toGrains, type Grains } from '../../quantity/index.js';
import { decidePromise, takeOffers, type PromiseLineDecision, type TakenAmount } from '../../reservation/index.js';
import { stageDecision, sweepItem, type Batch } from '../engine/batch.js';
import type { PromiseInput, PromiseLineInput } from './promise-input.js';
import { packOf, partsOf, placesFor, schedulesOf, type PlaceReason, type PromisePart, type PromisePlace } from './promise-sources.js';
import { instantOf, lineOf, offersFor } from '../goods/offers.js';
import type { ReserveReason } from '../lines/reserve.js';

/** Why a line cannot even be looked at. In order of precedence. */
export type PromiseInputReason =
  | Extract<ReserveReason, { readonly code: 'inventory.unknown_item' | 'inventory.unknown_channel' | 'reservation.expiry_in_past' }>
  | PlaceReason;

/** Why one line is not promised, in grains of its item. */
export type PromiseLineRefused =
  | PromiseRefused
  | { readonly code: 'promise.channel_limit'; readonly segment: string; readonly requested: Grains; readonly available: Grains }
  | Extract<PromiseLineDecision, { readonly ok: false }>['reason'];

/** One line as it was promised, or not. */
export interface PromiseLineOutcome {
  readonly line: string;
  readonly item: string;
  readonly wantedAt: Instant;
  readonly answer: Answer<Promised, PromiseLineRefused>;
  readonly parts: readonly PromisePart[];
  /** What is held of each part. */
  readonly holds: readonly TakenAmount[];
  /** Why there is no more, place by place and part by part. */
  readonly explanations: readonly (PromiseExplanation & { readonly location: string; readonly item: string })[];
}

/** How lines are decided. */
export interface PromiseCall {
  /** The request: scope and key. */
  readonly request: string;
  /** What a line without a name is called, with its place in the request from 1. */
  readonly lineName: (place: number) => string;
  readonly expiresAt?: Instant | undefined;
  /** `read`: as if it were to be kept, of lines that exist as well, with explanations. `keep`: only goods that are there or expected. */
  readonly purpose: 'read' | 'keep';
}

const ZERO = grains(0);

/**
 * Decides the lines of a promise one after the other, each after what the lines before it take, and stages in the batch what follows. A line that cannot be promised does not
 * keep the others from being looked at; the caller drops the batch then. Checks in the order in which {@link PromiseInputReason} lists them, line by line.
 */
export function decidePromises(batch: Batch, input: PromiseInput, call: PromiseCall): Answer<{ readonly lines: readonly PromiseLineOutcome[] }, PromiseInputReason> {
  const { register } = batch;
  for (const { item } of input.lines) if (register.item(item) === undefined) return no({ code: 'inventory.unknown_item', item });
  if (input.channel !== undefined && !register.channels.has(input.channel)) return no({ code: 'inventory.unknown_channel', channel: input.channel });
  const given = promiseRules(input.rules ?? DEFAULT_PROMISE_POLICY);
  // What the rules promise beyond what is expected stands behind no goods, and would stand in the way of everybody's.
  const rules: PromiseRules = call.purpose === 'keep' ? { ...given, horizonEnd: 'unknown' } : given;
  const window = promiseWindow(rules, batch.at);
  const lines: PromiseLineOutcome[] = [];
  for (const [index, line] of input.lines.entries()) {
    const decided = decideLine(batch, input, call, window, line, line.line ?? call.lineName(index + 1));
    if (!decided.ok) return decided;
    lines.push(decided.outcome);
  }
  return { ok: true, lines };
}

function decideLine(
  batch: Batch, input: PromiseInput, call: PromiseCall, window: PromiseWindow, line: PromiseLineInput, name: string,
): Answer<{ readonly outcome: PromiseLineOutcome }, PromiseInputReason> {
  const { item, quantity, mode = 'allOrNothing' } = line;
  const registered = batch.register.item(item)!;
  const amount = toGrains(registered.units, quantity, { at: batch.at, purpose: 'reserve' });
  if (!amount.ok) return no({ code: 'inventory.unit', item, quantity, unit: registered.item.unit });
  const pack = line.pack === undefined ? undefined : packOf(batch, registered, line.pack.unit);
  if (pack?.ok === false) return pack;
  const made = partsOf(batch, registered, line.assemble);
  if (!made.ok) return made;
  const places = placesFor(batch, input, registered, line.sources);
  if (!places.ok) return places;
  const { parts } = made;
  for (const part of parts) sweepItem(batch, part.item);
  const wantedAt = Math.max(instantOf(line.wantedAt) ?? batch.at, batch.at);
  const { sources, limit } = sourcesOf(batch, input, window, parts, places.places, name);
  const asked: PromiseRequest = {
    mode, grains: amount.grains, wantedAt, sources, supply: line.supply, pack: pack === undefined ? undefined : { grains: pack.grains, rounding: line.pack!.rounding },
    noSplit: line.noSplit, prefer: line.prefer,
  };
  const explanations = call.purpose === 'read' ? explain(parts, sources, window, wantedAt, pack?.grains) : [];
  const outcome = (answer: PromiseLineOutcome['answer'], holds: readonly TakenAmount[] = []): { readonly ok: true; readonly outcome: PromiseLineOutcome } => ({
    ok: true, outcome: { line: name, item, wantedAt, answer, parts, holds, explanations },
  });
  const answer = promise(asked, window);
  if (!answer.ok) return outcome(answer);
  if (limit !== undefined && answer.confirmed > limit.grains) {
    return outcome(no({ code: 'promise.channel_limit', segment: limit.segment, requested: amount.grains, available: grains(Math.max(limit.grains, 0)) }));
  }
  const holds: TakenAmount[] = [];
  for (const { item: part, per } of parts) {
    const shipments = shipmentsOf(answer, per);
    const held = input.hold === 'nothing' ? [] : holdsFor(batch, input, window, part, name, shipments, scheduleOf(sources, part));
    const staged = keep(batch, input, call, { part, name, rules: window.rules.version, wantedAt, shipments, held });
    if (!staged.ok) return outcome(no(inGrainsOf(staged.reason, per)));
    holds.push(...held.map(({ location, grains: taken }) => ({ item: part, location, grains: taken })));
  }
  return outcome(answer, holds);
}

/** The places with their schedules, or, for a kit, those of its parts; and the least that a maximum leaves. */
function sourcesOf(
  batch: Batch, input: PromiseInput, window: PromiseWindow, parts: readonly PromisePart[], places: readonly PromisePlace[], name: string,
): { readonly sources: readonly PromiseSource[]; readonly limit: { readonly segment: string; readonly grains: Grains } | undefined } {
  const query = { channel: input.channel, account: input.account, locations: places.map(({ location }) => location), except: name, undatedSupplyAt: instantOf(input.undatedSupplyAt) };
  const made = parts.map((part) => ({ ...part, ...schedulesOf(batch, part.item, query, window, false) }));
  let limit: { readonly segment: string; readonly grains: Grains } | undefined;
  for (const part of made) {
    if (part.limit === undefined) continue;
    const makes = grains(Math.floor(part.limit.grains / part.per));
    if (limit === undefined || makes < limit.grains) limit = { segment: part.limit.segment, grains: makes };
  }
  const sources = places.map((place): PromiseSource => {
    const components = made.map(({ item, per, schedules }) => ({ item, per, schedule: schedules.get(place.location)! }));
    const [only] = components;
    return only?.per === 1 && components.length === 1 ? { ...place, schedule: only.schedule } : { ...place, components };
  });
  return { sources, limit };
}

function scheduleOf(sources: readonly PromiseSource[], item: string): ReadonlyMap<string, Schedule> {
  return new Map(sources.map((source) => [source.location, source.schedule ?? source.components!.find((component) => component.item === item)!.schedule]));
}

/** What of a part is promised, by place and instant. */
function shipmentsOf({ shipments }: Promised, per: Grains): readonly PromisedPart[] {
  const parts = new Map<string, PromisedPart>();
  for (const { location, pickAt, grains: amount } of shipments) {
    const key = `${pickAt}\u001f${location}`;
    parts.set(key, { location, pickAt, grains: addGrains(parts.get(key)?.grains ?? ZERO, grains(amount * per)) });
  }
  return [...parts.values()];
}

/**
 * What can be held now of what was promised at each place: no more than could be promised there for now, so that nobody who is promised goods before loses them, and no more
 * than is there.
 */
function holdsFor(
  batch: Batch, input: PromiseInput, window: PromiseWindow, item: string, line: string, shipments: readonly PromisedPart[], schedules: ReadonlyMap<string, Schedule>,
): readonly HeldAmount[] {
  const holds: HeldAmount[] = [];
  for (const location of new Set(shipments.map((shipment) => shipment.location))) {
    const wanted = sumGrains(shipments.filter((shipment) => shipment.location === location).map((shipment) => shipment.grains));
    const now = promise({ mode: 'partialOnDate', grains: wanted, wantedAt: window.at, sources: [{ location, schedule: schedules.get(location)! }] }, window);
    if (!now.ok) continue;
    const taken = holds.map((hold): TakenAmount => ({ item, location: hold.location, grains: hold.grains }));
    holds.push(...takeOffers(now.confirmed, offersFor(batch, input, { line, item, grains: now.confirmed, location }, taken)));
  }
  return holds;
}

/** Stages what keeps a promise for a line of one item. */
function keep(
  batch: Batch, input: PromiseInput, call: PromiseCall, promised: {
    readonly part: string; readonly name: string; readonly rules: string; readonly wantedAt: Instant; readonly shipments: readonly PromisedPart[]; readonly held: readonly HeldAmount[];
  },
): PromiseLineDecision {
  const { part: item, name: line, rules, wantedAt: requestedFor, shipments, held: holds } = promised;
  const view = { at: batch.at, policy: batch.register.policy.version, line: (one: string, other: string) => lineOf(batch, one, other) };
  const known = lineOf(batch, item, line);
  const wanted = sumGrains(shipments.map((shipment) => shipment.grains));
  // Who merely asks may ask for more than a line has open.
  if (call.purpose === 'read' && known !== undefined && known.backordered < wanted) {
    stageDecision(batch, { type: 'reservation.amended', item, line, policy: view.policy, added: subtractGrains(wanted, known.backordered), ...(known.used.length === 0 ? {} : { used: known.used }) });
  }
  const decision = decidePromise({
    item, line, request: call.request, channel: input.channel, account: input.account, rules, requestedFor, shipments, holds, expiresAt: holds.length === 0 ? undefined : call.expiresAt,
  }, view);
  for (const event of decision.ok ? decision.events : []) stageDecision(batch, event);
  return decision;
}

/** What a part refuses, in grains of what was asked for. */
function inGrainsOf(reason: Extract<PromiseLineDecision, { readonly ok: false }>['reason'], per: Grains): PromiseLineRefused {
  if (reason.code !== 'reservation.exists') return reason;
  return { ...reason, backordered: grains(Math.floor(reason.backordered / per)), requested: grains(reason.requested / per) };
}

function explain(parts: readonly PromisePart[], sources: readonly PromiseSource[], window: PromiseWindow, wantedAt: Instant, pack: Grains | undefined): PromiseLineOutcome['explanations'] {
  return sources.flatMap((source) => parts.flatMap(({ item, per }) => {
    const at = Math.max(datesBackward(source.lead ?? {}, wantedAt, window.rules.calendar).pickAt, window.at);
    const explained = explainPromise(scheduleOf([source], item).get(source.location)!, window, { at, step: grains((pack ?? source.pack ?? 1) * per) });
    return explained === undefined ? [] : { ...explained, location: source.location, item };
  }));
}
