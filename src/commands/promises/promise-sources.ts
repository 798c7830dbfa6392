import { no, type Answer } from '../../foundation/index.js';
import { networkOf } from '../../availability/index.js';
import { pictureOf, plannedLinesOf } from '../../ledger/index.js';
import { isWithin, type ExpectedLine, type Register, type RegisteredItem, type WantedLine } from '../../model/index.js';
import { scheduleFrom, workDays, type PromiseSource, type PromiseWindow, type Schedule, type ShipmentLead } from '../../promise/index.js';
import { addGrains, grains, subtractGrains, toGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { readItem, type Batch } from '../engine/batch.js';
import { openingsOf, placeFigures, suppliesFor } from '../goods/channel-supply.js';
import type { PromiseSourceInput } from './promise-input.js';
import { servedRefusal, structuralRefusal, type HoldAsker } from '../goods/offers.js';
import type { ReserveReason } from '../lines/reserve.js';

const ZERO = grains(0);

/** A place that serves a line. */
export interface PromisePlace extends Omit<PromiseSource, 'schedule' | 'components' | 'protections'> {
  readonly priority: number;
}

/** Why places cannot serve, in order of precedence. */
export type PlaceReason =
  | Extract<ReserveReason, { readonly code: 'inventory.unknown_location' | 'inventory.unit' | 'reservation.structural_location' | 'reservation.outside_channel' }>
  | { readonly code: 'promise.no_source'; readonly channel: string }
  | { readonly code: 'promise.overlapping_sources'; readonly location: string; readonly within: string };

/** The places that serve a line of an item: those named, or those the channel sells from, best first. */
export function placesFor(batch: Batch, { channel }: HoldAsker, registered: RegisteredItem, named: readonly PromiseSourceInput[] | undefined): Answer<{ readonly places: readonly PromisePlace[] }, PlaceReason> {
  const { register } = batch;
  if (named === undefined) {
    const places = networkOf(register, { channel }).map(({ id }, priority) => ({ location: id, priority }));
    return places.length === 0 ? no({ code: 'promise.no_source', channel: channel ?? '' }) : { ok: true, places };
  }
  const places: PromisePlace[] = [];
  for (const [index, { location, priority = index, pack, handlingDays, transitDays, handlingCalendar, transitCalendar }] of named.entries()) {
    const node = register.locations.get(location);
    if (node === undefined) return no({ code: 'inventory.unknown_location', location });
    const refused = structuralRefusal(register, location) ?? servedRefusal(register, channel, location);
    if (refused !== undefined) return no(refused);
    const around = places.find((place) => isWithin(node, register.locations.get(place.location)!) || isWithin(register.locations.get(place.location), node));
    if (around !== undefined) return no({ code: 'promise.overlapping_sources', location, within: around.location });
    const packed = pack === undefined ? undefined : packOf(batch, registered, pack);
    if (packed?.ok === false) return packed;
    const lead: ShipmentLead = {
      handlingDays, transitDays, handlingCalendar: handlingCalendar && workDays(handlingCalendar), transitCalendar: transitCalendar && workDays(transitCalendar),
    };
    places.push({ location, priority, pack: packed?.grains, lead });
  }
  return { ok: true, places };
}

/** What one pack of an item holds. */
export function packOf(batch: Batch, { item, units }: RegisteredItem, unit: string): Answer<{ readonly grains: Grains }, Extract<ReserveReason, { readonly code: 'inventory.unit' }>> {
  const quantity: Quantity = { amount: '1', unit };
  const held = toGrains(units, quantity, { at: batch.at, purpose: 'reserve' });
  return held.ok && held.grains > 0 ? { ok: true, grains: held.grains } : no({ code: 'inventory.unit', item: item.id, quantity, unit: item.unit });
}

/** What is asked of the schedules of an item. */
export interface SchedulesQuery extends HoldAsker {
  readonly locations: readonly string[];
  /** An order line whose own demand is left out. */
  readonly except?: string | undefined;
  readonly undatedSupplyAt?: number | undefined;
}

/** The schedules of an item at some places, and what a maximum of the asker leaves. */
export interface ItemSchedules {
  /** By place, in the order asked for; of the places together under an empty name, if that was asked for. */
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly undated: readonly ExpectedLine[];
  readonly limit?: { readonly segment: string; readonly grains: Grains } | undefined;
}

/**
 * The schedules of an item as a batch has it. What a place has to begin with is what availability leaves the asker there: less claims, buffers and what segments keep for
 * others; and where segments divide the item, what comes is divided likewise.
 */
export function schedulesOf(batch: Batch, item: string, { channel, account, locations, except, undatedSupplyAt }: SchedulesQuery, window: PromiseWindow, together: boolean): ItemSchedules {
  const { register, at } = batch;
  const ledger = readItem(batch, item);
  const picture = pictureOf(register, ledger, at);
  const asker = { at, channel, account, locations };
  const figures = placeFigures(register, picture, asker);
  const planned = plannedLinesOf(ledger, except);
  const lines = figures.divided ? { ...planned, expected: suppliesFor(register, picture, asker, planned.expected, window, undatedSupplyAt) } : planned;
  const from = (available: Grains, served: readonly string[]): ReturnType<typeof scheduleFrom> => scheduleFrom({ register, picture, lines, available, at, locations: served, undatedSupplyAt });
  const openings = together ? new Map([['', figures.together]]) : openingsOf(figures);
  const made = [...openings].map(([location, opening]) => [location, from(opening, together ? locations : [location])] as const);
  const { limit } = figures;
  return {
    schedules: new Map(made.map(([location, { schedule }]) => [location, schedule])), undated: made.flatMap(([, { undated }]) => undated),
    ...(limit === undefined ? {} : { limit: { ...limit, grains: subtractGrains(limit.grains, promisedTo(channel, planned.wanted)) } }),
  };
}

/** What lines of a channel want and do not hold: of its maximum it is used already. */
function promisedTo(channel: string | undefined, wanted: readonly WantedLine[]): Grains {
  return wanted.reduce((sum, line) => (line.channel === channel && (line.class === 'reservation' || line.class === 'backorder') ? addGrains(sum, line.grains) : sum), ZERO);
}

/** A part that a line takes goods of: the item itself, or each part of a kit. */
export interface PromisePart {
  readonly item: string;
  /** Grains of it in one grain of what is asked for. */
  readonly per: Grains;
}

/** What a line takes goods of. A part that is named twice is needed twice. */
export function partsOf(batch: Batch, registered: RegisteredItem, assemble: boolean | undefined): Answer<{ readonly parts: readonly PromisePart[] }, Extract<ReserveReason, { readonly code: 'inventory.unit' }>> {
  const { id, components = [], unit } = registered.item;
  if (components.length === 0 || assemble === false) return { ok: true, parts: [{ item: id, per: grains(1) }] };
  const one = packOf(batch, registered, unit);
  if (!one.ok) return one;
  const needed = new Map<string, Grains>();
  for (const { item, quantity } of components) {
    const part = batch.register.item(item)!;
    const amount = toGrains(part.units, quantity, { at: batch.at, purpose: 'reserve' });
    // A kit of which a single grain would take a broken grain of a part cannot be promised by the grain.
    if (!amount.ok || amount.grains % one.grains !== 0) return no({ code: 'inventory.unit', item, quantity, unit: part.item.unit });
    needed.set(item, addGrains(needed.get(item) ?? ZERO, grains(amount.grains / one.grains)));
  }
  return { ok: true, parts: Array.from(needed, ([item, per]) => ({ item, per })) };
}

/** Every item a line takes goods of, as far as the register knows it. */
export function itemsTaken(register: Register, item: string, assemble: boolean | undefined): readonly string[] {
  const components = assemble === false ? [] : (register.item(item)?.item.components ?? []);
  return components.length === 0 ? [item] : components.map((component) => component.item);
}
