import { formatInstant, no, parseInstant, type Answer } from '../../foundation/index.js';
import type { Register, SourcingSettings } from '../../model/index.js';
import { addGrains, grains, toGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { decideReserve, type ReserveMode, type ReserveRequest, type Shortage } from '../../reservation/index.js';
import { quantityOf } from '../answers.js';
import { stageDecision, sweepItem, type Batch } from '../engine/batch.js';
import type { Job } from '../engine/job.js';
import { partItems, partItemsOfLine, partLineRefusal, partsOfLine, type KitLineRefusal } from '../kits/kit-lines.js';
import { expiryOf, lineOf, servedRefusal, structuralRefusal } from '../goods/offers.js';
import { goodsFor } from '../goods/order-goods.js';
import type { KitRule, AskedLine } from './plan-holds.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from '../engine/request.js';
import { sourcingFor, type SourcedHolds } from './plan-sourcing.js';
import { reservePlanned, type KitShortage, type PlannedOutcome, type PlannedRefusal } from './reserve-planned.js';

/** One line of a request to hold goods. */
export interface ReserveLineInput {
  readonly item: string;
  readonly quantity: Quantity;
  /** The order line. Default: the request key, `#` and the line's place in the request from 1. */
  readonly line?: string | undefined;
  /** Only from here. */
  readonly location?: string | undefined;
  /** RFC 3339 instant at which it is wanted: from when on it counts as demand where it is not held. Default: as soon as possible. */
  readonly requestedFor?: string | undefined;
}

/** A request to hold goods for an order. */
export interface ReserveInput {
  /** Names the request: the same key with the same content is given the first answer again. */
  readonly key: string;
  /** Whose keys it is one of. Default: the channel, else `reserve`. */
  readonly scope?: string | undefined;
  readonly channel?: string | undefined;
  /** The customer account it is for, as an opaque identifier. */
  readonly account?: string | undefined;
  readonly lines: readonly ReserveLineInput[];
  /** Default `allOrNothing`. */
  readonly mode?: ReserveMode | undefined;
  /** RFC 3339 instant at which the hold ends by itself. Default: as the policy says, else never. */
  readonly expiresAt?: string | undefined;
  /** What becomes of kits that cannot all be held. Default: as the policy says, else `whole`. */
  readonly kits?: KitRule | undefined;
  /** Where goods come from, all lines of the request together. Default: as the policy says, else location by location, as the channel lists them. */
  readonly sourcing?: SourcingSettings | undefined;
}

/** One line as it was held. */
export interface ReservedLineAnswer {
  readonly line: string;
  readonly item: string;
  readonly requested: Quantity;
  readonly reserved: Quantity;
  readonly backordered: Quantity;
  readonly refused: Quantity;
  /** Goods of the line's own item: of a kit, pre-assembled ones. */
  readonly holds: readonly { readonly location: string; readonly quantity: Quantity }[];
  /** Of a kit that is served by its parts: the lines of the parts. */
  readonly parts?: readonly ReservedLineAnswer[] | undefined;
}

/** A line that cannot be held in full. Of a kit, `parts` are those of which there is too little for one more. */
export interface ShortageAnswer {
  readonly line: string;
  readonly item: string;
  readonly requested: Quantity;
  readonly available: Quantity;
  readonly parts?: readonly ShortageAnswer[] | undefined;
}

/** Why nothing was held, with the numbers to act on. */
export type ReserveReason =
  | { readonly code: 'inventory.unknown_item'; readonly item: string }
  | { readonly code: 'inventory.unknown_location'; readonly location: string }
  | { readonly code: 'inventory.unknown_channel'; readonly channel: string }
  | { readonly code: 'inventory.unit'; readonly item: string; readonly quantity: Quantity; readonly unit: string }
  | KitLineRefusal
  | { readonly code: 'reservation.exists'; readonly line: string; readonly item: string; readonly backordered: Quantity; readonly requested: Quantity }
  | { readonly code: 'reservation.expiry_in_past'; readonly expiresAt: string; readonly at: string }
  | { readonly code: 'reservation.structural_location'; readonly location: string }
  | { readonly code: 'reservation.outside_channel'; readonly location: string; readonly channel: string }
  | {
    readonly code: 'allocation.shipment_limit'; readonly shipmentsMax: number | undefined; readonly placesPerItemMax: number | undefined;
    /** Whether no choice within the limits holds the order, or only none was found. */
    readonly certain: boolean; readonly shortages: readonly ShortageAnswer[];
  }
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly ShortageAnswer[] };

/** What a request to hold goods is answered. */
export type ReserveAnswer = Remembered<Answer<ReserveYes, ReserveReason | KeyRefusal>>;

/** What was held, until when, and under which policy. */
export interface ReserveYes {
  readonly lines: readonly ReservedLineAnswer[];
  readonly expiresAt?: string | undefined;
  readonly policy: string;
  /** Where the lines that name no location come from, if a rule decided, and how good the choice is known to be. Amounts in the proof are whole grains. */
  readonly sourcing?: SourcedHolds | undefined;
}

/** The job of a request that was validated. Checks in the order in which {@link ReserveReason} lists them. */
export function reserveJob(input: ReserveInput, at: number | undefined): Job<ReserveAnswer> {
  const scope = input.scope ?? input.channel ?? 'reserve';
  return {
    at,
    needs: ({ homes, register }) => [homes.ofRequest(scope, input.key), ...input.lines.flatMap(({ item }) => [item, ...partItems(register, item)]).map((item) => homes.ofItem(item))],
    needsThen: (context) => input.lines.flatMap(({ item, line }) => (line === undefined ? [] : partItemsOfLine(context, item, line))).map((item) => context.homes.ofItem(item)),
    isUnresolved: ({ register }) => (input.channel !== undefined && !register.channels.has(input.channel))
      || input.lines.some(({ item, location }) => register.item(item) === undefined || (location !== undefined && !register.locations.has(location))),
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, input.key, { request: 'reserve', ...input }, () => decideRequest(batch, input, scope)),
  };
}

function decideRequest(batch: Batch, input: ReserveInput, scope: string): Answer<ReserveYes, ReserveReason> {
  const { register } = batch;
  const lines: AskedLine[] = [];
  for (const [index, { item, quantity, line, location, requestedFor }] of input.lines.entries()) {
    const registered = register.item(item);
    if (registered === undefined) return no({ code: 'inventory.unknown_item', item });
    if (location !== undefined && !register.locations.has(location)) return no({ code: 'inventory.unknown_location', location });
    const amount = toGrains(registered.units, quantity, { at: batch.at, purpose: 'reserve' });
    if (!amount.ok) return no({ code: 'inventory.unit', item, quantity, unit: registered.item.unit });
    lines.push({ line: line ?? `${input.key}#${index + 1}`, item, grains: amount.grains, location, ...(requestedFor === undefined ? {} : { requestedFor: parseInstant(requestedFor) }) });
  }
  if (input.channel !== undefined && !register.channels.has(input.channel)) return no({ code: 'inventory.unknown_channel', channel: input.channel });
  const places = lines.flatMap(({ location }) => location ?? []);
  const refused = places.map((location) => structuralRefusal(register, location)).find(isGiven) ?? places.map((location) => servedRefusal(register, input.channel, location)).find(isGiven);
  if (refused !== undefined) return no(refused);
  const parts = sweptParts(batch, lines);
  if (!parts.ok) return parts;
  const expiresAt = expiryOf(register, input, batch.at);
  const asked = { request: `${scope}\u001f${input.key}`, channel: input.channel, account: input.account, mode: input.mode ?? 'allOrNothing', expiresAt };
  const sourcing = sourcingFor(register, input.sourcing, input);
  const decision = sourcing === undefined && parts.lines.every(({ kit }) => kit === undefined)
    ? reservePlain(batch, input, { ...asked, lines })
    : reservePlanned(batch, { ...asked, lines: parts.lines, kits: input.kits ?? register.policy.kits ?? 'whole', sourcing });
  if (!decision.ok) return no(answerRefusal(register, decision.reason));
  return {
    ok: true, lines: decision.lines.map((line) => answerReserved(register, line)), policy: register.policy.version,
    ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }), ...(decision.sourcing === undefined ? {} : { sourcing: decision.sourcing }),
  };
}

function reservePlain(batch: Batch, input: ReserveInput, request: ReserveRequest): Answer<{ readonly lines: readonly PlannedOutcome[]; readonly sourcing?: undefined }, PlannedRefusal> {
  const goods = goodsFor(batch, input);
  let counted = 0;
  const decision = decideReserve(request, {
    at: batch.at, policy: batch.register.policy.version, line: (item, line) => lineOf(batch, item, line),
    offers(line, taken) {
      while (counted < taken.length) goods.take(taken[counted++]!);
      return goods.offers(line);
    },
  });
  if (!decision.ok) return decision;
  for (const event of decision.events) stageDecision(batch, event);
  return { ok: true, lines: decision.lines };
}

/** The lines with what they are made of. All items they speak of are swept. */
function sweptParts(batch: Batch, lines: readonly AskedLine[]): Answer<{ readonly lines: readonly AskedLine[] }, KitLineRefusal> {
  const taken: AskedLine[] = [];
  for (const line of lines) {
    sweepItem(batch, line.item);
    const known = lineOf(batch, line.item, line.line);
    const parts = partsOfLine(batch.register, line.item, known, batch.at);
    if (parts === undefined) {
      taken.push(line);
      continue;
    }
    if (!parts.ok) return parts;
    const refused = partLineRefusal(line.line, parts.parts);
    if (refused !== undefined) return no(refused);
    for (const { item } of parts.parts) sweepItem(batch, item);
    taken.push({ ...line, kit: { parts: parts.parts, served: known?.kit?.kits ?? grains(0) } });
  }
  return { ok: true, lines: taken };
}

function isGiven<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

function answerReserved(register: Register, line: PlannedOutcome): ReservedLineAnswer {
  const quantity = (amount: Grains): Quantity => quantityOf(register, line.item, amount);
  const byLocation = new Map<string, Grains>();
  for (const hold of line.holds) byLocation.set(hold.location, addGrains(byLocation.get(hold.location) ?? grains(0), hold.grains));
  return {
    line: line.line, item: line.item, requested: quantity(line.requested), reserved: quantity(line.reserved), backordered: quantity(line.backordered),
    refused: quantity(line.refused), holds: [...byLocation].map(([location, amount]) => ({ location, quantity: quantity(amount) })),
    ...(line.parts === undefined ? {} : { parts: line.parts.map((part) => answerReserved(register, part)) }),
  };
}

function answerRefusal(register: Register, reason: PlannedRefusal): ReserveReason {
  switch (reason.code) {
    case 'inventory.unit':
      return reason;
    case 'reservation.exists':
      return { ...reason, backordered: quantityOf(register, reason.item, reason.backordered), requested: quantityOf(register, reason.item, reason.requested) };
    case 'reservation.expiry_in_past':
      return { code: reason.code, expiresAt: formatInstant(reason.expiresAt), at: formatInstant(reason.at) };
    case 'allocation.shipment_limit':
    case 'reservation.insufficient':
      return { ...reason, shortages: answerShortages(register, reason.shortages) };
  }
}

/** Shortages in base units. */
export function answerShortages(register: Register, shortages: readonly KitShortage[]): readonly ShortageAnswer[] {
  return shortages.map(({ parts, ...shortage }) => ({ ...answerShortage(register, shortage), ...(parts === undefined ? {} : { parts: parts.map((part) => answerShortage(register, part)) }) }));
}

function answerShortage(register: Register, shortage: Shortage): ShortageAnswer {
  return { ...shortage, requested: quantityOf(register, shortage.item, shortage.requested), available: quantityOf(register, shortage.item, shortage.available) };
}
