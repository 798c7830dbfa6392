import { no, type Answer } from '../../foundation/index.js';
import { sourceLines, type OrderSourcing, type SourcedBefore, type SourcedLine, type SourcingLocation, type SourcingOffer } from '../../allocation/index.js';
import { networkOf } from '../../availability/index.js';
import { isWithin, type HeldAmount, type Register, type RegisteredLocation, type SourcingPlace, type SourcingSettings } from '../../model/index.js';
import { grains, sumGrains, toGrains, type Grains, type Quantity } from '../../quantity/index.js';
import { sumHeld, takeOffers, type ReserveMode, type Shortage, type TakenAmount } from '../../reservation/index.js';
import type { Batch } from '../engine/batch.js';
import { needForMore, partLine } from '../kits/kit-lines.js';
import { holdingNodes, lineOf, offersFor, type HoldAsker } from '../goods/offers.js';
import { goodsFor, type OrderGoods } from '../goods/order-goods.js';
import { buildable, type PlannedLine } from './plan-holds.js';

/** Where lines that name no location come from, and how good that choice is known to be. */
export interface SourcedHolds extends Pick<OrderSourcing, 'shipments' | 'cost' | 'proof'> {
  readonly rule: SourcingSettings['rule'];
  /**
   * Whether a limit over several locations, such as a buffer or a share of the whole network, stood in the way of what the rule would choose. What there is was then
   * dealt out by priority first, and the proof speaks of the choice among that.
   */
  readonly sharedLimit: boolean;
}

/** Why nothing was held: there is enough, but not within the limits of the rule. */
export interface SourcingLimitRefusal {
  readonly code: 'allocation.shipment_limit';
  readonly shipmentsMax: number | undefined;
  readonly placesPerItemMax: number | undefined;
  /** Whether no choice within the limits holds the order, or only none was found. */
  readonly certain: boolean;
  readonly shortages: readonly Shortage[];
}

/** Why nothing was held. */
export type SourcingNo =
  | SourcingLimitRefusal
  | { readonly code: 'reservation.insufficient'; readonly shortages: readonly Shortage[] }
  | { readonly code: 'inventory.unit'; readonly item: string; readonly quantity: Quantity; readonly unit: string };

/** Goods of one item that a line wants, wherever they come from; and where to write down where that is. */
interface Demand {
  readonly line: string;
  readonly item: string;
  readonly grains: Grains;
  readonly place: (holds: readonly HeldAmount[]) => void;
}

/** The rule by which goods for an asker are sourced: as the request says, else as the policy does for the channel and account; `undefined` for location by location. */
export function sourcingFor({ policy }: Register, given: SourcingSettings | undefined, asker: HoldAsker): SourcingSettings | undefined {
  return given ?? policy.sourcing?.find(({ channel, account }) => (channel ?? asker.channel) === asker.channel && (account ?? asker.account) === asker.account);
}

/**
 * Decides where the lines of a plan come from, all together, and writes it into the plan. Lines that name a location come from there. Where lines have goods already counts
 * among their shipments and places.
 */
export function sourceHolds(
  batch: Batch, asker: HoldAsker, planned: readonly PlannedLine[], rule: SourcingSettings, mode: ReserveMode,
): Answer<{ readonly holds: SourcedHolds }, SourcingNo> {
  const bound = planned.filter(({ wanted }) => wanted.location !== undefined);
  const free = planned.filter(({ wanted }) => wanted.location === undefined);
  const taken = bound.flatMap(takenBy);
  const demands = free.flatMap(demandsOf);
  const terms = termsOf(batch, rule);
  if (!terms.ok) return terms;
  const needs = new Map<string, Grains>();
  for (const { item, grains: amount } of demands) needs.set(item, grains((needs.get(item) ?? 0) + amount));
  const nodes = nodesOf(batch, asker);
  const before = free.flatMap((line) => heldBefore(batch, nodes, line));
  const solve = (offered: (item: string, need: Grains) => readonly { readonly location: string; readonly grains: Grains }[]): ReturnType<typeof sourceLines>[number] => {
    const partial = mode === 'allOrNothing' || rule.shipComplete === true ? 'refuse' : rule.wholeLines === true ? 'wholeLines' : 'allow';
    const locations = locationsOf(nodes, rule, terms.terms, [...needs].map(([item, need]) => [item, offered(item, need)]), before);
    const { shipmentsMax, placesPerItemMax, searchLimit } = rule;
    return sourceLines({
      rule: rule.rule, partial, locations, shipmentsMax, placesPerItemMax, searchLimit,
      orders: [{ order: 'order', before, lines: demands.map(({ item, grains: amount }, index) => ({ line: String(index), item, grains: amount })) }],
    })[0]!;
  };
  const goods = goodsFor(batch, asker);
  for (const one of taken) goods.take(one);
  let answer = solve((item, need) => offersAlone(goods, nodes, item, need));
  // What each location has by itself may be more than they have together: then what they have together is dealt out first.
  const sharedLimit = !offersHoldTogether(batch, goods, nodes, needs.keys()) && !(answer.ok && fitsTogether(batch, goods, demands, answer.lines));
  if (sharedLimit) answer = solve((item, need) => offersFor(batch, asker, { line: '', item, grains: need }, taken));
  if (!answer.ok) {
    const { reason } = answer;
    const shortages = reason.shortages.map(({ line, ...shortage }) => ({ ...shortage, line: demands[Number(line)]!.line }));
    if (reason.code === 'allocation.insufficient') return no({ code: 'reservation.insufficient', shortages });
    return no({ code: 'allocation.shipment_limit', shipmentsMax: reason.shipmentsMax, placesPerItemMax: reason.placesPerItemMax, certain: reason.certain, shortages });
  }
  answer.lines.forEach(({ parts }, index) => { demands[index]!.place(parts); });
  for (const line of free) settleKit(line, mode);
  const { shipments, cost, proof } = answer;
  return { ok: true, holds: { rule: rule.rule, shipments, cost, proof, sharedLimit } };
}

/** What a planned line takes already. */
function takenBy({ wanted, holds, kit }: PlannedLine): readonly TakenAmount[] {
  return [...holds.map((hold) => ({ ...hold, item: wanted.item })), ...(kit?.parts ?? []).flatMap((part) => part.holds.map((hold) => ({ ...hold, item: part.item })))];
}

function demandsOf(line: PlannedLine): readonly Demand[] {
  const { wanted, kit } = line;
  const own = wanted.kit === undefined ? wanted.grains : sumHeld(line.holds);
  return [
    { line: wanted.line, item: wanted.item, grains: own, place: (holds: readonly HeldAmount[]) => { line.holds = holds; } },
    ...(kit?.parts ?? []).map((part) => ({ line: part.line, item: part.item, grains: part.wanted, place: (holds: readonly HeldAmount[]) => { part.holds = holds; } })),
  ].filter((demand) => demand.grains > 0);
}

/** Brings a kit down to what was found for its parts: to whole kits, unless each part is to go as far as it does. */
function settleKit({ wanted, kit }: PlannedLine, mode: ReserveMode): void {
  if (wanted.kit === undefined || kit === undefined || kit.served === 0) return;
  const { parts, served } = wanted.kit;
  const found = buildable(kit.parts.map((part, index) => [parts[index]!, sumHeld(part.holds)]), served).kits;
  const split = kit.served > kit.held;
  kit.held = found < kit.held ? found : kit.held;
  if (split && mode === 'backorder') return;
  kit.served = kit.held;
  kit.parts.forEach((part, index) => {
    part.wanted = needForMore(parts[index]!, served, kit.served);
    part.holds = takeOffers(part.wanted, part.holds);
  });
}

/** What a rule says of items at locations. */
type Terms = ReadonlyMap<string, Pick<SourcingOffer, 'pack' | 'unitCost'>>;

function termsOf(batch: Batch, rule: SourcingSettings): Answer<{ readonly terms: Terms }, Extract<SourcingNo, { code: 'inventory.unit' }>> {
  const terms = new Map<string, Pick<SourcingOffer, 'pack' | 'unitCost'>>();
  for (const { location, items } of rule.places ?? []) {
    for (const { item, pack, unitCost } of items ?? []) {
      const registered = batch.register.item(item);
      // The first word counts.
      if (registered === undefined || terms.has(termKey(location, item))) continue;
      const amount = pack === undefined ? undefined : toGrains(registered.units, pack, { at: batch.at, purpose: 'reserve' });
      if (amount?.ok === false) return no({ code: 'inventory.unit', item, quantity: pack!, unit: registered.item.unit });
      terms.set(termKey(location, item), { pack: amount?.grains, unitCost });
    }
  }
  return { ok: true, terms };
}

function termKey(location: string, item: string): string {
  return `${location}\u001f${item}`;
}

type Offers = readonly { readonly location: string; readonly grains: Grains }[];

/** Where a line, and those of its parts, have goods already; by the location that goods are held at, where they stand within one. */
function heldBefore(batch: Batch, nodes: readonly RegisteredLocation[], { wanted }: PlannedLine): readonly SourcedBefore[] {
  const lines = [{ item: wanted.item, line: wanted.line }, ...(wanted.kit?.parts ?? []).map(({ item }) => ({ item, line: partLine(wanted.line, item) }))];
  return lines.flatMap(({ item, line }) => (lineOf(batch, item, line)?.holds ?? []).filter(({ reserved, allocated, picked }) => reserved + allocated + picked > 0).map(({ location }) => {
    const place = batch.register.locations.get(location);
    return { item, location: nodes.find((node) => isWithin(place, node))?.id ?? location };
  }));
}

/** The locations that offer goods, and at the end those that offer none and have some held. */
function locationsOf(
  nodes: readonly RegisteredLocation[], rule: SourcingSettings, terms: Terms, offered: readonly (readonly [item: string, offers: Offers])[], before: readonly SourcedBefore[],
): readonly SourcingLocation[] {
  const places = new Map<string, SourcingPlace>((rule.places ?? []).map((place) => [place.location, place]));
  const offers = new Map<string, SourcingOffer[]>();
  for (const [item, list] of offered) {
    for (const { location, grains: amount } of list) {
      const there = offers.get(location) ?? [];
      there.push({ item, grains: amount, ...terms.get(termKey(location, item)) });
      offers.set(location, there);
    }
  }
  const listed = new Set([...nodes.map(({ id }) => id), ...before.map(({ location }) => location)]);
  return Array.from(listed, (id) => ({ location: id, distance: places.get(id)?.distance, shipmentCost: places.get(id)?.shipmentCost, offers: offers.get(id) ?? [] }));
}

function nodesOf({ register }: Batch, { channel }: HoldAsker): readonly RegisteredLocation[] {
  return networkOf(register, { channel }).flatMap(holdingNodes);
}

/** What each location may give if no other gives anything. */
function offersAlone(goods: OrderGoods, nodes: readonly RegisteredLocation[], item: string, need: Grains): Offers {
  const stock = goods.offered(item);
  const most = stock.together < need ? stock.together : need;
  return nodes.map((node) => ({ location: node.id, grains: grains(Math.min(stock.at(node), most)) })).filter((offer) => offer.grains > 0);
}

/** Whether locations may give together all that each of them may give: then any choice among them can be held. */
function offersHoldTogether(batch: Batch, goods: OrderGoods, nodes: readonly RegisteredLocation[], items: Iterable<string>): boolean {
  if (batch.register.segments !== undefined || nodes.some(({ parent }) => parent !== undefined)) return false;
  for (const item of items) {
    const stock = goods.offered(item);
    if (sumGrains(nodes.map((node) => stock.at(node))) > stock.together) return false;
  }
  return true;
}

/** Whether what was chosen can be held, one hold after another. It takes the goods. */
function fitsTogether(batch: Batch, goods: OrderGoods, demands: readonly Demand[], lines: readonly SourcedLine[]): boolean {
  for (const [index, { parts }] of lines.entries()) {
    const { item } = demands[index]!;
    for (const part of parts) {
      const stock = goods.offered(item);
      if (part.grains > stock.at(batch.register.locations.get(part.location)!) || part.grains > stock.together) return false;
      goods.take({ item, ...part });
    }
  }
  return true;
}
