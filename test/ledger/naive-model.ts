import type { StockCounted, StockEvent, StockOpened } from '../../src/model/index.js';
import { CATALOG } from './world.js';

/**
 * What the stock should be, worked out the slow way and without a look at the fold: all events in one sorted list, applied one after the other to a map.
 * Knows one item counted in EA and CA of 12.
 */
export function modelBalances(events: readonly StockEvent[]): Map<string, number> {
  const gone = new Set(events.flatMap((event) => (event.type === 'fact.voided' && (event.target.source === event.source || event.approval !== undefined) ? [`${event.target.source} ${event.target.id}`] : [])));
  const standing = events.filter((event) => !gone.has(`${event.source} ${event.id}`));
  const sorted = standing.sort((left, right) =>
    Date.parse(left.effectiveAt) - Date.parse(right.effectiveAt) || phase(left) - phase(right) || order(left.source, right.source) || order(left.id, right.id));
  const stock = new Map<string, number>();
  for (const event of sorted) apply(stock, event);
  for (const [key, amount] of stock) if (amount === 0) stock.delete(key);
  return stock;
}

/** At one instant: counts taken before its movements, the movements, openings, counts taken after. */
function phase(event: StockEvent): number {
  if (event.type === 'stock.counted') return event.moment === 'before' ? 0 : 3;
  return event.type === 'stock.opened' ? 2 : 1;
}

interface Spot { location: string; state?: string | undefined; lot?: string | undefined; serial?: string | undefined; owner?: string | undefined }

function keyOf(spot: Spot, state = 'sellable'): string {
  return [spot.location, spot.state ?? state, spot.lot ?? '', spot.serial ?? '', spot.owner ?? ''].join('|');
}

function apply(stock: Map<string, number>, event: StockEvent): void {
  const add = (key: string, amount: number): void => {
    stock.set(key, (stock.get(key) ?? 0) + amount);
  };
  switch (event.type) {
    case 'stock.received': case 'stock.adjusted': case 'transfer.received': add(keyOf(event), eaches(event)); return;
    case 'stock.returned': add(keyOf(event, 'inspection'), eaches(event)); return;
    case 'transfer.rejected': add(keyOf(event, 'quarantined'), eaches(event)); return;
    case 'stock.shipped': case 'stock.issued': add(keyOf(event), -eaches(event)); return;
    case 'transfer.dispatched': add(keyOf(event.from), -eaches(event)); return;
    case 'stock.moved': add(keyOf(event.from), -eaches(event)); add(keyOf(event.to), eaches(event)); return;
    case 'stock.stateChanged': add(keyOf({ ...event, state: event.fromState }), -eaches(event)); add(keyOf({ ...event, state: event.toState }), eaches(event)); return;
    case 'return.dispositioned': {
      add(keyOf(event, 'inspection'), -eaches(event));
      const state = { restock: 'sellable', damaged: 'damaged', quarantine: 'quarantined', scrap: '', returnToVendor: '' }[event.disposition];
      if (state !== '') add(keyOf({ ...event, state }), eaches(event));
      return;
    }
    case 'stock.opened': open(stock, event); return;
    case 'stock.counted': count(stock, event); return;
    default:
  }
}

function open(stock: Map<string, number>, event: StockOpened): void {
  stock.clear();
  for (const balance of event.balances) stock.set(keyOf(balance), eaches(balance));
}

/** Every spot goes to the listed balance that speaks of it most closely; the difference of each sum is put where the balance itself points. */
function count(stock: Map<string, number>, event: StockCounted): void {
  const state = event.state ?? 'sellable';
  const owner = event.owner ?? '';
  const detail = event.detail ?? 'none';
  const sums = event.balances.map(() => 0);
  for (const [key, amount] of [...stock]) {
    const [location = '', spotState, lot, serial, spotOwner] = key.split('|');
    if (spotState !== state || spotOwner !== owner) continue;
    const choices = event.balances.map((balance, index) => ({ balance, index })).filter(({ balance }) =>
      pathOf(location).includes(balance.location ?? event.location)
      && (balance.lot === undefined ? detail !== 'lot' || lot === '' : balance.lot === lot)
      && (balance.serial === undefined ? detail !== 'serial' || serial === '' : balance.serial === serial));
    const closeness = ({ balance }: (typeof choices)[number]): number =>
      pathOf(balance.location ?? event.location).length * 10 + Number(balance.lot !== undefined) + Number(balance.serial !== undefined);
    choices.sort((left, right) => closeness(right) - closeness(left) || left.index - right.index);
    const chosen = choices[0];
    if (chosen !== undefined) sums[chosen.index] = (sums[chosen.index] ?? 0) + amount;
    else if (event.unlisted !== 'unknown' && pathOf(location).includes(event.location)) stock.set(key, 0);
  }
  event.balances.forEach((balance, index) => {
    const key = keyOf({ ...balance, location: balance.location ?? event.location, state, owner });
    stock.set(key, (stock.get(key) ?? 0) + eaches(balance) - (sums[index] ?? 0));
  });
}

/** A location and all it is part of. */
function pathOf(location: string): string[] {
  const parent = CATALOG.locations.find(({ id }) => id === location)?.parent;
  return parent === undefined ? [location] : [location, ...pathOf(parent)];
}

function eaches({ quantity }: { readonly quantity: { readonly amount: string; readonly unit: string } }): number {
  return Number(quantity.amount) * (quantity.unit === 'CA' ? 12 : 1);
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
