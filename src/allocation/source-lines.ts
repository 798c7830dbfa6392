import { InventoryError, no, type Answer } from '../foundation/index.js';
import { addGrains, grains, subtractGrains } from '../quantity/index.js';
import { ALLOCATION_INPUT_MAX, isAmount, requireAmount, requireNamedOnce, requireStep } from './check-input.js';
import { choosePlaces } from './choose-places.js';
import { fillDirectly } from './fill-directly.js';
import { firstRepeated } from './first-repeated.js';
import { offeredGoods, requireTerms, turnsOf, type OfferedGoods } from './offered-goods.js';
import { demandsBefore, demandsOf, placesBefore, shipmentCostOf, type ChosenPlaces, type ItemDemand, type OrderContext } from './order-context.js';
import {
  SEARCH_LIMIT, type OrderSourcing, type SourcedLine, type SourcedPart, type SourcingLine, type SourcingOrder, type SourcingRefusal, type SourcingRequest,
  type SourcingShortage,
} from './sourcing-request.js';

/** One order's answer: where it comes from, or why it does not. */
export type SourcedOrder = Answer<OrderSourcing, SourcingRefusal>;

/**
 * Decides where orders come from, one after another, each from what those before it left. Demand is summed by item over an order before anything is checked. As much
 * as can be is filled, then the rule decides; what no location can ship is said line by line.
 *
 * `priority` and `nearest` without limits take time in proportion to the lines. The other rules, and limits that are exceeded, search: up to `searchLimit` choices for an
 * order, and `proof` says how far from the best the answer could be.
 *
 * An order that is not to be filled in part is checked in this order: there is enough; there is enough within the limits.
 *
 * @throws TypeError for a name that occurs twice or is not known, or an impossible number; InventoryError `quantity.overflow` if amounts or costs of an order sum beyond
 * the exact range
 */
export function sourceLines(request: SourcingRequest): readonly SourcedOrder[] {
  const { orders, shipmentsMax, placesPerItemMax, searchLimit, rule } = request;
  if (shipmentsMax !== undefined) requireStep(shipmentsMax, 'shipmentsMax');
  if (placesPerItemMax !== undefined) requireStep(placesPerItemMax, 'placesPerItemMax');
  if (searchLimit !== undefined) requireAmount(searchLimit, 'searchLimit');
  requireNamedOnce(orders, ({ order }) => order, 'orders');
  const goods = offeredGoods(request.locations, rule);
  return orders.map((order, index) => {
    requireOrder(order, index, goods);
    const { terms, locations } = order;
    const { filled, answer } = sourceOrder({
      request, goods, order, listed: terms === undefined || rule !== 'nearest',
      turns: terms === undefined ? goods.turns : turnsOf(goods.locations, rule, (place) => (terms.get(goods.locations[place]!.location) ?? goods.locations[place]!).distance),
      allowed: locations === undefined ? undefined : new Set(locations.map((name) => goods.indexes.get(name)!)), before: placesBefore(order, goods.indexes),
    });
    if (answer.ok) takeAway(filled);
    return answer;
  });
}

function requireOrder({ lines, locations, terms, before }: SourcingOrder, index: number, { indexes }: OfferedGoods): void {
  // Orders are many and right: no name of a list is made up, nor a function that would, before something is wrong.
  if (lines.length > ALLOCATION_INPUT_MAX || firstRepeated(lines, lineName) >= 0) requireNamedOnce(lines, lineName, `orders[${index}].lines`);
  for (let place = 0; place < lines.length; place++) if (!isAmount(lines[place]!.grains)) requireAmount(lines[place]!.grains, `orders[${index}].lines`, place, 'grains');
  if (locations !== undefined) for (const name of locations) requireLocation(name, index, indexes);
  if (before !== undefined) for (const { location } of before) requireLocation(location, index, indexes);
  if (terms === undefined) return;
  for (const [name, one] of terms) {
    requireLocation(name, index, indexes);
    requireTerms(one, `orders[${index}].terms.${name}`);
  }
}

function requireLocation(name: string, order: number, indexes: ReadonlyMap<string, number>): void {
  if (!indexes.has(name)) throw new TypeError(`orders[${order}] names ${JSON.stringify(name)}, which is no location`);
}

const lineName = ({ line }: SourcingLine): string => line;

/** Lines that are filled, and from which places. */
interface FilledLines {
  readonly demands: readonly ItemDemand[];
  readonly chosen: ChosenPlaces;
  readonly lines: readonly SourcedLine[];
}

interface Decided {
  readonly filled: FilledLines;
  readonly answer: SourcedOrder;
}

function sourceOrder(context: OrderContext): Decided {
  const { order, request } = context;
  const filled = fillLines(context, order.lines);
  if (request.partial === 'allow' || filled.lines.every(({ unfilled }) => unfilled === 0)) return { filled, answer: answerOf(context, filled) };
  if (request.partial === 'refuse') return { filled, answer: no(refusalOf(context, filled)) };
  const whole = fillWholeLines(context, filled);
  const staying = new Map(whole.lines.map((line) => [line.line, line]));
  return { filled: whole, answer: answerOf(context, { ...whole, lines: order.lines.map((line) => staying.get(line.line) ?? lineOf(line, [])) }) };
}

/** Fills lines as far as it goes. */
function fillLines(context: OrderContext, lines: readonly SourcingLine[]): FilledLines {
  const { demands, demandOf } = demandsOf(lines, context.goods);
  const before = context.before === undefined ? undefined : demandsBefore(context.before, demands);
  const all = before === undefined ? demands : [...demands, ...before];
  const chosen = fillDirectly(context, all) ?? choosePlaces(context, all, context.request.searchLimit ?? SEARCH_LIMIT);
  if (before === undefined) return { demands, chosen, lines: shareOut(lines, demandOf, chosen) };
  const placed = chosen.placed.slice(0, demands.length);
  const filledAtMost = before.reduce((left, { grains: stood }) => subtractGrains(left, stood), chosen.proof.filledAtMost);
  return { demands: all, chosen: { ...chosen, proof: { ...chosen.proof, filledAtMost } }, lines: shareOut(lines, demandOf, { ...chosen, placed }) };
}

/**
 * Leaves lines out until those that stay are filled in full: of each item the first that is short, so that a later, smaller one may have what was too little for it.
 */
function fillWholeLines(context: OrderContext, filled: FilledLines): FilledLines {
  let current = filled;
  for (;;) {
    const leaving = new Map<string, string>();
    for (const { line, item, unfilled } of current.lines) if (unfilled > 0 && !leaving.has(item)) leaving.set(item, line);
    if (leaving.size === 0) return current;
    const out = new Set(leaving.values());
    const staying = new Set(current.lines.map(({ line }) => line).filter((line) => !out.has(line)));
    current = fillLines(context, context.order.lines.filter(({ line }) => staying.has(line)));
  }
}

/** Deals what is taken of each item out to its lines, in the order of the lines. */
function shareOut(lines: readonly SourcingLine[], demandOf: readonly number[], { placed }: ChosenPlaces): readonly SourcedLine[] {
  // Where each line has an item of its own there is nothing to deal.
  if (placed.length === lines.length) return lines.map((line, index) => lineOf(line, placed[index]!.parts));
  // By demand: the part that is dealt out, and how much of it is gone.
  const next = placed.map(() => 0);
  const gone = placed.map(() => 0);
  return lines.map((line, index) => {
    const demand = demandOf[index]!;
    const parts = placed[demand]!.parts;
    const dealt: SourcedPart[] = [];
    for (let left: number = line.grains; left > 0 && next[demand]! < parts.length;) {
      const part = parts[next[demand]!]!;
      const amount = Math.min(left, part.grains - gone[demand]!);
      dealt.push({ location: part.location, grains: grains(amount) });
      left -= amount;
      gone[demand]! += amount;
      if (gone[demand] === part.grains) {
        next[demand]! += 1;
        gone[demand] = 0;
      }
    }
    return lineOf(line, dealt);
  });
}

function lineOf({ line, item, grains: requested }: SourcingLine, parts: readonly SourcedPart[]): SourcedLine {
  let sourced = grains(0);
  for (const part of parts) sourced = addGrains(sourced, part.grains);
  return { line, item, requested, sourced, unfilled: subtractGrains(requested, sourced), parts };
}

function answerOf(context: OrderContext, { demands, chosen, lines }: FilledLines): SourcedOrder {
  const { goods, order, turns } = context;
  const used: number[] = [];
  let cost = 0;
  for (let item = 0; item < demands.length; item++) {
    const { offers } = demands[item]!;
    const { slots, parts } = chosen.placed[item]!;
    for (let place = 0; place < slots.length; place++) {
      const index = offers!.places[slots[place]!]!;
      cost += parts[place]!.grains * offers!.unitCosts[slots[place]!]!;
      if (used.includes(index)) continue;
      insertByTurn(used, index, turns);
      cost += shipmentCostOf(context, index);
    }
  }
  if (!Number.isSafeInteger(cost)) throw new InventoryError('quantity.overflow', `The cost of order ${order.order} comes to ${cost}, beyond the exact range`);
  const shipments = used.map((index) => goods.locations[index]!.location);
  return { ok: true, order: order.order, lines, shipments, cost, proof: chosen.proof };
}

/** Puts a location among others where its turn is: they are few, and come nearly in order. */
function insertByTurn(indexes: number[], index: number, turns: readonly number[]): void {
  indexes.push(index);
  for (let place = indexes.length - 1; place > 0 && turns[indexes[place - 1]!]! > turns[index]!; place--) {
    indexes[place] = indexes[place - 1]!;
    indexes[place - 1] = index;
  }
}

function shortagesOf(lines: readonly SourcedLine[]): readonly SourcingShortage[] {
  return lines.filter(({ unfilled }) => unfilled > 0).map(({ line, item, requested, sourced }) => ({ line, item, requested, available: sourced }));
}

/** Whether there is too little, or only too little within the limits. */
function refusalOf(context: OrderContext, { chosen, lines }: FilledLines): SourcingRefusal {
  const { order, request } = context;
  const shortages = shortagesOf(lines);
  const { shipmentsMax, placesPerItemMax } = request;
  if (shipmentsMax !== undefined || placesPerItemMax !== undefined) {
    const free = shortagesOf(fillLines({ ...context, request: { ...request, rule: 'priority', shipmentsMax: undefined, placesPerItemMax: undefined } }, order.lines).lines);
    if (free.length > 0) return { code: 'allocation.insufficient', order: order.order, shortages: free };
    const requested = order.lines.reduce((sum, line) => addGrains(sum, line.grains), grains(0));
    return { code: 'allocation.shipment_limit', order: order.order, shipmentsMax, placesPerItemMax, shortages, certain: chosen.proof.filledAtMost < requested };
  }
  return { code: 'allocation.insufficient', order: order.order, shortages };
}

function takeAway({ demands, chosen }: FilledLines): void {
  for (let item = 0; item < demands.length; item++) {
    const { slots, parts } = chosen.placed[item]!;
    for (let place = 0; place < slots.length; place++) demands[item]!.offers!.left[slots[place]!]! -= parts[place]!.grains;
  }
}
