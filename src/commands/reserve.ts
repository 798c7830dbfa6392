import { formatInstant, no, parseInstant, type Answer } from '../foundation/index.js';
import { claimIn, figuresOf, networkOf, offeredFrom } from '../availability/index.js';
import { pictureOf, startItemLedger } from '../ledger/index.js';
import { isWithin, type LineBalance, type Register, type RegisteredLocation, type StockPicture } from '../model/index.js';
import { addGrains, grains, subtractGrains, toGrains, type Grains, type Quantity } from '../quantity/index.js';
import {
  decideReserve, type Offer, type ReservedLine, type ReserveLine, type ReserveMode, type ReserveRefusal, type TakenAmount,
} from '../reservation/index.js';
import { quantityOf } from './answers.js';
import { readItem, stageDecision, sweepItem, type Batch } from './batch.js';
import type { Job } from './job.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from './request.js';

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
}

/** One line as it was held. */
export interface ReservedLineAnswer {
  readonly line: string;
  readonly item: string;
  readonly requested: Quantity;
  readonly reserved: Quantity;
  readonly backordered: Quantity;
  readonly refused: Quantity;
  readonly holds: readonly { readonly location: string; readonly quantity: Quantity }[];
}

/** Why nothing was held, with the numbers to act on. */
export type ReserveReason =
  | { readonly code: 'inventory.unknown_item'; readonly item: string }
  | { readonly code: 'inventory.unknown_location'; readonly location: string }
  | { readonly code: 'inventory.unknown_channel'; readonly channel: string }
  | { readonly code: 'inventory.unit'; readonly item: string; readonly quantity: Quantity; readonly unit: string }
  | { readonly code: 'reservation.exists'; readonly line: string; readonly item: string; readonly backordered: Quantity; readonly requested: Quantity }
  | { readonly code: 'reservation.expiry_in_past'; readonly expiresAt: string; readonly at: string }
  | { readonly code: 'reservation.structural_location'; readonly location: string }
  | { readonly code: 'reservation.outside_channel'; readonly location: string; readonly channel: string }
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly { readonly line: string; readonly item: string; readonly requested: Quantity; readonly available: Quantity }[] };

/** What a request to hold goods is answered. */
export type ReserveAnswer = Remembered<Answer<ReserveYes, ReserveReason | KeyRefusal>>;

/** What was held, until when, and under which policy. */
export interface ReserveYes {
  readonly lines: readonly ReservedLineAnswer[];
  readonly expiresAt?: string | undefined;
  readonly policy: string;
}

/** The job of a request that was validated. Checks in the order in which {@link ReserveReason} lists them. */
export function reserveJob(input: ReserveInput, at: number | undefined): Job<ReserveAnswer> {
  const scope = input.scope ?? input.channel ?? 'reserve';
  return {
    at,
    needs: ({ homes, register }) => [homes.ofRequest(scope, input.key), ...input.lines.map(({ item }) => homes.ofItem(register.resolveItem(undefined, item)?.id ?? item))],
    isUnresolved: ({ register }) => (input.channel !== undefined && !register.channels.has(input.channel))
      || input.lines.some(({ item, location }) => register.item(item) === undefined || (location !== undefined && !register.locations.has(location))),
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, input.key, { request: 'reserve', ...input }, () => decideRequest(batch, input, scope)),
  };
}

function decideRequest(batch: Batch, input: ReserveInput, scope: string): Answer<ReserveYes, ReserveReason> {
  const { register } = batch;
  const lines: ReserveLine[] = [];
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
  for (const { item } of lines) sweepItem(batch, item);
  const expiresAt = expiryOf(register, input, batch.at);
  const decision = decideReserve({ request: `${scope}\u001f${input.key}`, channel: input.channel, account: input.account, lines, mode: input.mode ?? 'allOrNothing', expiresAt }, {
    at: batch.at, policy: register.policy.version, line: (item, line) => lineOf(batch, item, line),
    offers: (line, taken) => offersFor(batch, input, line, taken),
  });
  if (!decision.ok) return no(answerRefusal(register, decision.reason));
  for (const event of decision.events) stageDecision(batch, event);
  return {
    ok: true, lines: decision.lines.map((line) => answerReserved(register, line)), policy: register.policy.version,
    ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }),
  };
}

/** Why nothing can be held at a location whoever asks: it is purely structural, and so is all below it. */
export function structuralRefusal(register: Register, location: string): Extract<ReserveReason, { code: 'reservation.structural_location' }> | undefined {
  const node = register.locations.get(location);
  return node?.structural === true && holdingNodes(node).length === 0 ? { code: 'reservation.structural_location', location } : undefined;
}

/** Why a channel holds nothing at a location: it does not sell from there. */
export function servedRefusal(
  register: Register, channel: string | undefined, location: string,
): Extract<ReserveReason, { code: 'reservation.outside_channel' }> | undefined {
  return channel === undefined || isServed(register, channel, location) ? undefined : { code: 'reservation.outside_channel', location, channel };
}

function isGiven<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

/** A line as a batch has it. */
export function lineOf(batch: Batch, item: string, line: string): LineBalance | undefined {
  return readItem(batch, item)?.lines.get(line)?.balance;
}

/** An item's picture as a batch has it. */
export function pictureIn(batch: Batch, item: string): StockPicture {
  return pictureOf(batch.register, readItem(batch, item) ?? startItemLedger(item), batch.at);
}

/** Whom goods are held for. */
export interface HoldAsker {
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
}

/** What each location of the channel's network may give to a line, best first, never more together than the whole network has left for the asker. */
export function offersFor(batch: Batch, { channel, account }: HoldAsker, line: ReserveLine, taken: readonly TakenAmount[]): readonly Offer[] {
  const { register, at } = batch;
  const figures = figuresOf(register, pictureIn(batch, line.item), at);
  const claimant = { channel: channel ?? '', account: account ?? '' };
  const claim = (location: string, amount: Grains): void => {
    const node = register.locations.get(location);
    if (node !== undefined) claimIn(register, figures, node, amount, claimant);
  };
  for (const { item, location, grains: amount } of taken) if (item === line.item) claim(location, amount);
  const query = { channel, account, locations: line.location === undefined ? undefined : [line.location] };
  const stock = offeredFrom(register, figures, query);
  const offers: Offer[] = [];
  let left = stock.together;
  for (const node of networkOf(register, query).flatMap(holdingNodes)) {
    const offered = grains(Math.min(stock.at(node), left, line.grains));
    if (offered <= 0) continue;
    offers.push({ location: node.id, grains: offered });
    claim(node.id, offered);
    left = subtractGrains(left, offered);
  }
  return offers;
}

/** Whether a channel sells from a location: it is one of the channel's, or stands within one. Without a channel every location serves. */
function isServed(register: Register, channel: string | undefined, location: string): boolean {
  const place = register.locations.get(location);
  return channel === undefined || networkOf(register, { channel }).some((node) => isWithin(place, node));
}

/** Where goods can be held within a node: itself, or below it if it is structural. */
function holdingNodes(node: RegisteredLocation): readonly RegisteredLocation[] {
  return node.structural ? node.children.flatMap(holdingNodes) : [node];
}

/** When a hold ends: as the request says, else as the policy does. */
export function expiryOf(register: Register, input: { readonly expiresAt?: string | undefined }, at: number): number | undefined {
  if (input.expiresAt !== undefined) return parseInstant(input.expiresAt);
  return register.policy.holdMinutes === undefined ? undefined : at + register.policy.holdMinutes * 60_000;
}

function answerReserved(register: Register, line: ReservedLine): ReservedLineAnswer {
  const quantity = (amount: ReservedLine['requested']): Quantity => quantityOf(register, line.item, amount);
  const byLocation = new Map<string, ReservedLine['requested']>();
  for (const hold of line.holds) byLocation.set(hold.location, addGrains(byLocation.get(hold.location) ?? grains(0), hold.grains));
  return {
    line: line.line, item: line.item, requested: quantity(line.requested), reserved: quantity(line.reserved), backordered: quantity(line.backordered),
    refused: quantity(line.refused), holds: [...byLocation].map(([location, amount]) => ({ location, quantity: quantity(amount) })),
  };
}

function answerRefusal(register: Register, reason: ReserveRefusal): ReserveReason {
  switch (reason.code) {
    case 'reservation.exists':
      return { ...reason, backordered: quantityOf(register, reason.item, reason.backordered), requested: quantityOf(register, reason.item, reason.requested) };
    case 'reservation.expiry_in_past':
      return { code: reason.code, expiresAt: formatInstant(reason.expiresAt), at: formatInstant(reason.at) };
    case 'reservation.insufficient':
      return {
        code: reason.code,
        shortages: reason.shortages.map((shortage) => ({
          ...shortage, requested: quantityOf(register, shortage.item, shortage.requested), available: quantityOf(register, shortage.item, shortage.available),
        })),
      };
  }
}
