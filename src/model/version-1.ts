import { SELLABLE } from './stock-state.js';
import type { Upcaster } from './upcaster.js';

type Told = Readonly<Record<string, unknown>>;

/** What a condition of goods was called in version 1, where it had another name. */
const STATE_OF_STATUS: ReadonlyMap<unknown, string> = new Map([
  ['available', SELLABLE],
  ['quarantine', 'quarantined'],
]);

/** What each kind of event of version 1 needs beyond the changes they share. */
const SPECIAL: ReadonlyMap<string, (event: Told) => Record<string, unknown>> = new Map<string, (event: Told) => Record<string, unknown>>([
  ['stock.received', received],
  ['stock.shipped', (event) => renamed(event, { order: 'line' })],
  ['stock.adjusted', adjusted],
  ['stock.moved', moved],
  ['stock.counted', counted],
]);

/** Version 1 had five kinds of event; docs/reference/event-versions.md tells what they looked like. */
export const version1To2: Upcaster = {
  from: 1,
  to: 2,
  types: new Set(SPECIAL.keys()),
  up: (event) => {
    const shared = renamed(event, { at: 'effectiveAt', seq: 'sourceSequence', recorded: 'recordedAt', status: 'state', qty: 'quantity' });
    if (Object.hasOwn(shared, 'state')) shared['state'] = STATE_OF_STATUS.get(shared['state']) ?? shared['state'];
    if (isRecord(shared['quantity'])) shared['quantity'] = renamed(shared['quantity'], { value: 'amount', uom: 'unit' });
    return SPECIAL.get(shared['type'] as string)!(shared);
  },
};

function received(event: Told): Record<string, unknown> {
  const { expires, ...rest } = renamed(event, { po: 'supply' });
  return expires === undefined ? rest : { ...rest, lotAttributes: { expiresOn: expires } };
}

/** The amount was above zero, and a direction said whether it was added or taken away. */
function adjusted(event: Told): Record<string, unknown> {
  const { direction, ...rest } = event;
  const { quantity } = rest;
  if (direction === 'in') return rest;
  // Without a direction the sign is unknown: the member stays, and validation refuses it.
  if (direction !== 'out' || !isRecord(quantity) || typeof quantity['amount'] !== 'string') return { ...rest, direction };
  return { ...rest, quantity: { ...quantity, amount: `-${quantity['amount']}` } };
}

/** Both ends were in one condition, lot and hand. */
function moved(event: Told): Record<string, unknown> {
  const { fromLocation, toLocation, state, lot, serial, owner, ...rest } = event;
  const goods = { state, lot, serial, owner };
  return { ...rest, from: { location: fromLocation, ...goods }, to: { location: toLocation, ...goods } };
}

/** A count was one total, or one lot and nothing said of the others. */
function counted(event: Told): Record<string, unknown> {
  const { quantity, lot, ...rest } = event;
  return lot === undefined
    ? { ...rest, detail: 'none', balances: [{ quantity }] }
    : { ...rest, detail: 'lot', unlisted: 'unknown', balances: [{ lot, quantity }] };
}

/** A copy under new names. A member whose new name is taken keeps the old one, so that validation refuses it and nothing is lost in silence. */
function renamed(record: Told, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(record).map(([name, value]): [string, unknown] => {
    const next = Object.hasOwn(names, name) ? names[name] : undefined;
    return [next === undefined || Object.hasOwn(record, next) ? name : next, value];
  });
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
