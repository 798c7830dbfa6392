import { parseInstant, type Instant } from '../../foundation/index.js';
import { claimIn, figuresOf, networkOf, offeredFrom, type ItemFigures } from '../../availability/index.js';
import { pictureOf } from '../../ledger/index.js';
import { isWithin, type LineBalance, type Register, type RegisteredLocation, type StockPicture } from '../../model/index.js';
import { grains, subtractGrains, type Grains } from '../../quantity/index.js';
import type { Offer, ReserveLine, TakenAmount } from '../../reservation/index.js';
import { readItem, type Batch } from '../engine/batch.js';

/** Nothing can be held at a location that is purely structural. */
export interface StructuralRefusal {
  readonly code: 'reservation.structural_location';
  readonly location: string;
}

/** A channel holds nothing where it does not sell from. */
export interface ServedRefusal {
  readonly code: 'reservation.outside_channel';
  readonly location: string;
  readonly channel: string;
}

/** Why nothing can be held at a location whoever asks: it is purely structural, and so is all below it. */
export function structuralRefusal(register: Register, location: string): StructuralRefusal | undefined {
  const node = register.locations.get(location);
  return node?.structural === true && holdingNodes(node).length === 0 ? { code: 'reservation.structural_location', location } : undefined;
}

/** Why a channel holds nothing at a location: it does not sell from there. */
export function servedRefusal(
  register: Register, channel: string | undefined, location: string,
): ServedRefusal | undefined {
  return channel === undefined || isServed(register, channel, location) ? undefined : { code: 'reservation.outside_channel', location, channel };
}

/** A line as a batch has it. */
export function lineOf(batch: Batch, item: string, line: string): LineBalance | undefined {
  return readItem(batch, item).lines.get(line)?.balance;
}

/** An item's picture as a batch has it. */
export function pictureIn(batch: Batch, item: string): StockPicture {
  return pictureOf(batch.register, readItem(batch, item), batch.at);
}

/** Whom goods are held for. */
export interface HoldAsker {
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
}

/** The figures of an item with what was taken of it counted as held for an asker. */
export function figuresWith(batch: Batch, asker: HoldAsker, item: string, taken: readonly TakenAmount[]): ItemFigures {
  const figures = figuresOf(batch.register, pictureIn(batch, item), batch.at);
  for (const one of taken) if (one.item === item) claimFor(batch.register, figures, asker, one.location, one.grains);
  return figures;
}

/** Counts goods in figures as held for an asker at a location. */
export function claimFor(register: Register, figures: ItemFigures, { channel = '', account = '' }: HoldAsker, location: string, amount: Grains): void {
  const node = register.locations.get(location);
  if (node !== undefined) claimIn(register, figures, node, amount, { channel, account });
}

/** What each location of the channel's network may give to a line, best first, never more together than the whole network has left for the asker. */
export function offersFor(batch: Batch, asker: HoldAsker, line: ReserveLine, taken: readonly TakenAmount[]): readonly Offer[] {
  return offersFrom(batch.register, figuresWith(batch, asker, line.item, taken), asker, line);
}

/** The same from figures that were read before, in which each offer is counted as held for the asker: the next one is what is left beside it. */
export function offersFrom(register: Register, figures: ItemFigures, asker: HoldAsker, line: ReserveLine): readonly Offer[] {
  const query = { channel: asker.channel, account: asker.account, locations: line.location === undefined ? undefined : [line.location] };
  const stock = offeredFrom(register, figures, query);
  const offers: Offer[] = [];
  let left = stock.together;
  for (const node of networkOf(register, query).flatMap(holdingNodes)) {
    const offered = grains(Math.min(stock.at(node), left, line.grains));
    if (offered <= 0) continue;
    offers.push({ location: node.id, grains: offered });
    claimFor(register, figures, asker, node.id, offered);
    left = subtractGrains(left, offered);
  }
  return offers;
}

/** The same from several locations one after the other. */
export function offersInTurn(register: Register, figures: ItemFigures, asker: HoldAsker, line: ReserveLine, locations: readonly string[]): readonly Offer[] {
  let left: number = line.grains;
  return locations.flatMap((location) => {
    const offers = offersFrom(register, figures, asker, { ...line, grains: grains(left), location });
    for (const offer of offers) left -= offer.grains;
    return offers;
  });
}

/** What a line may have from locations one after the other; without any, from the channel's network or where the line says. */
export function offersWithin(batch: Batch, asker: HoldAsker, line: ReserveLine, locations: readonly string[] | undefined): readonly Offer[] {
  const figures = figuresWith(batch, asker, line.item, []);
  return locations === undefined ? offersFrom(batch.register, figures, asker, line) : offersInTurn(batch.register, figures, asker, line, locations);
}

/** Whether a channel sells from a location: it is one of the channel's, or stands within one. Without a channel every location serves. */
function isServed(register: Register, channel: string | undefined, location: string): boolean {
  const place = register.locations.get(location);
  return channel === undefined || networkOf(register, { channel }).some((node) => isWithin(place, node));
}

/** Where goods can be held within a node: itself, or below it if it is structural. */
export function holdingNodes(node: RegisteredLocation): readonly RegisteredLocation[] {
  return node.structural ? node.children.flatMap(holdingNodes) : [node];
}

/** The instant a validated text names. */
export function instantOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text);
}

/** When a hold ends: as the request says, else as the policy does. */
export function expiryOf(register: Register, input: { readonly expiresAt?: string | undefined }, at: number): number | undefined {
  if (input.expiresAt !== undefined) return parseInstant(input.expiresAt);
  return register.policy.holdMinutes === undefined ? undefined : at + register.policy.holdMinutes * 60_000;
}

/** When goods that become softly held end to be so: as said, else with the line's other soft holds, else as the policy says. */
export function softEnd(batch: Batch, line: LineBalance | undefined, input: { readonly expiresAt?: string | undefined }): number | undefined {
  return input.expiresAt === undefined && line !== undefined && line.reserved > 0 ? undefined : expiryOf(batch.register, input, batch.at);
}

/** The channel of a line, if it has one. */
export function channelOf(line: LineBalance): string | undefined {
  return line.channel === '' ? undefined : line.channel;
}

/** Whom a line is for. */
export function askerOf(line: LineBalance): HoldAsker {
  return { channel: channelOf(line), account: line.account === '' ? undefined : line.account };
}
