import { formatInstant, parseInstant } from '../../foundation/index.js';
import {
  SCHEMA_VERSION, SELLABLE, STOCK_EVENT_TYPES, type CountedBalance, type PlacedQuantity, type StockEvent, type StockEventType,
} from '../../model/index.js';
import type { Quantity } from '../../quantity/index.js';
import type { Arbitrary, FastCheck } from './fast-check.js';

/** An item that generated events speak of. */
export interface ArbitraryItem {
  readonly id: string;
  /** Units its quantities are told in. Default `EA`. */
  readonly units?: readonly string[] | undefined;
  /** How many digits its amounts have after the point, at most. Default 0. */
  readonly decimals?: number | undefined;
  /** The unit of its second balance, for catch-weight items. */
  readonly weightUnit?: string | undefined;
}

/** What generated events speak of. Few names make for many encounters; an empty list leaves the member out where it is optional. */
export interface StockEventOptions {
  readonly items: readonly ArbitraryItem[];
  readonly locations: readonly string[];
  readonly sources: readonly string[];
  /** The kinds of event. Default: all. */
  readonly types?: readonly StockEventType[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly lots?: readonly string[] | undefined;
  readonly serials?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  /** Order lines. */
  readonly lines?: readonly string[] | undefined;
  readonly transfers?: readonly string[] | undefined;
  readonly supplies?: readonly string[] | undefined;
  readonly demands?: readonly string[] | undefined;
  readonly returnLines?: readonly string[] | undefined;
  readonly documents?: readonly string[] | undefined;
  /** The tenant that events may name. Default: none does. */
  readonly tenant?: string | undefined;
  /** The first effective time, RFC 3339. Default `2026-01-05T00:00:00Z`. */
  readonly from?: string | undefined;
  /** Effective times lie on whole minutes within so many from the first, so that some coincide. Default 240. */
  readonly minutes?: number | undefined;
  /** The greatest amount, in the unit. Default 100. */
  readonly amountMax?: number | undefined;
}

/**
 * Arbitrary facts, valid by construction. Ids are `d0`, `d1` … and may repeat; `stockHistoryArbitrary` numbers them.
 *
 * @param fc - The fast-check module; this library imports none.
 */
export function stockEventArbitrary(fc: FastCheck, options: StockEventOptions): Arbitrary<StockEvent> {
  const types = options.types ?? STOCK_EVENT_TYPES;
  return fc.constantFrom(...options.items).chain((item) => {
    const parts = partsOf(fc, options, item);
    return fc.oneof(...types.map((type) => eventOf(fc, parts, type, item.id)));
  }) as Arbitrary<StockEvent>;
}

/** Members that are always there, and members that may be left out. One without an arbitrary is never there. */
interface Members {
  readonly required: Readonly<Record<string, Arbitrary<unknown>>>;
  readonly optional?: Readonly<Record<string, Arbitrary<unknown> | undefined>>;
}

type Parts = ReturnType<typeof partsOf>;

/** The members that events are made of. A member nobody gave names for is `undefined`. */
function partsOf(fc: FastCheck, options: StockEventOptions, item: ArbitraryItem) {
  const names = (given: readonly string[]): Arbitrary<string> | undefined => (given.length === 0 ? undefined : fc.constantFrom(...given));
  const most = options.amountMax ?? 100;
  const decimals = item.decimals ?? 0;
  const units = fc.constantFrom(...(item.units ?? ['EA']));
  const weightUnit = item.weightUnit;
  const quantity = (least: number): Arbitrary<Quantity> => quantityOf(fc, least, most, decimals, units);
  const weight = (least: number): Arbitrary<Quantity> | undefined =>
    weightUnit === undefined ? undefined : quantityOf(fc, least, most, 3, fc.constant(weightUnit));
  const place = {
    location: fc.constantFrom(...options.locations),
    state: names(options.states ?? ['sellable', 'damaged', 'quarantined']),
    lot: names(options.lots ?? ['L1', 'L2']),
    serial: names(options.serials ?? []),
    owner: names(options.owners ?? []),
  };
  const first = parseInstant(options.from ?? '2026-01-05T00:00:00Z');
  if (first === undefined) throw new TypeError('The first effective time is not an RFC 3339 instant');
  const instant = fc.integer({ min: 0, max: options.minutes ?? 240 }).map((minute) => formatInstant(first + minute * 60_000));
  const source = fc.constantFrom(...options.sources);
  return {
    source, place, instant, quantity, weight,
    id: fc.integer({ min: 0, max: 30 }).map((number) => `d${number}`),
    channel: names(options.channels ?? ['shop']),
    line: fc.constantFrom(...(options.lines ?? ['SO-1#1', 'SO-1#2', 'SO-2#1'])),
    transfer: fc.constantFrom(...(options.transfers ?? ['TO-1#1', 'TO-2#1'])),
    supply: fc.constantFrom(...(options.supplies ?? ['PO-1#1', 'PO-2#1'])),
    demand: fc.constantFrom(...(options.demands ?? ['FC-1#1', 'FC-2#1'])),
    returnLine: fc.constantFrom(...(options.returnLines ?? ['RMA-1#1', 'RMA-2#1'])),
    document: fc.constantFrom(...(options.documents ?? ['ASN-1#1', 'ASN-2#1'])),
    tenant: options.tenant === undefined ? undefined : fc.constant(options.tenant),
  };
}

function eventOf(fc: FastCheck, parts: Parts, type: StockEventType, item: string): Arbitrary<unknown> {
  const { required, optional = {} } = membersOf(fc, parts, type);
  const event = shape(fc, {
    required: { type: fc.constant(type), source: parts.source, id: parts.id, effectiveAt: parts.instant, item: fc.constant(item), ...required },
    optional: {
      schemaVersion: fc.constant(SCHEMA_VERSION), recordedAt: parts.instant, correlationId: parts.id, causationId: parts.id, tenant: parts.tenant,
      ...(type !== 'receipt.settled' && { document: parts.document }), ...optional,
    },
  });
  return type === 'stock.counted' ? event.chain((count) => withBalances(fc, parts, count as Uncounted)) : event;
}

function membersOf(fc: FastCheck, parts: Parts, type: StockEventType): Members {
  const { place: { location, ...goods }, quantity, weight, instant } = parts;
  const one = (...values: string[]): Arbitrary<string> => fc.constantFrom(...values);
  const remark = one('as reported', 'found behind the rack', '17');
  const placed = { required: { location, quantity: quantity(1) }, optional: { ...goods, weight: weight(1) } };
  const wherever = shape(fc, { required: { location }, optional: goods });
  switch (type) {
    case 'stock.opened':
      return { required: { balances: openedBalances(fc, shape(fc, { required: { location, quantity: quantity(0) }, optional: { ...goods, weight: weight(0) } }) as Arbitrary<PlacedQuantity>) } };
    case 'stock.received':
      return {
        required: placed.required,
        optional: { ...placed.optional, provisional: fc.boolean(), supply: parts.supply, lotAttributes: shape(fc, { required: {}, optional: { expiresOn: one('2026-06-30', '2027-01-31'), manufacturedOn: one('2025-12-01'), origin: one('NL', 'CN') } }) },
      };
    case 'receipt.settled':
      return { required: { document: parts.document, outcome: one('confirmed', 'rejected') } };
    case 'stock.shipped':
      return { required: placed.required, optional: { ...placed.optional, line: parts.line } };
    case 'stock.issued':
      return { required: { ...placed.required, reason: one('consumed', 'scrapped', 'sampled', 'returnedToVendor', 'lost', 'other') }, optional: { ...placed.optional, note: remark } };
    case 'stock.returned':
      return { required: placed.required, optional: { ...placed.optional, returnLine: parts.returnLine } };
    case 'stock.moved':
      return { required: { from: wherever, to: wherever, quantity: quantity(1) }, optional: { weight: weight(1) } };
    case 'stock.stateChanged': {
      const { state, ...rest } = goods;
      const condition = state ?? one('sellable');
      return { required: { location, fromState: condition, toState: condition, quantity: quantity(1) }, optional: { ...rest, weight: weight(1) } };
    }
    case 'stock.adjusted':
      return { required: { location, quantity: fc.oneof(quantity(1), negative(quantity(1))), reason: remark }, optional: { ...goods, weight: weight(1), approval: one('A-1') } };
    case 'stock.counted':
      return {
        required: { location },
        optional: { state: goods.state, owner: goods.owner, detail: one('none', 'bin', ...(goods.lot === undefined ? [] : ['lot']), ...(goods.serial === undefined ? [] : ['serial'])), unlisted: one('zero', 'unknown'), includesPicked: fc.boolean(), moment: one('after', 'before') },
      };
    case 'transfer.dispatched':
      return { required: { transfer: parts.transfer, from: wherever, to: location, quantity: quantity(1) } };
    case 'transfer.received':
      return { required: { ...placed.required, transfer: parts.transfer }, optional: placed.optional };
    case 'transfer.rejected':
      return { required: { ...placed.required, transfer: parts.transfer }, optional: { ...placed.optional, reason: remark } };
    case 'transfer.lost':
      return { required: { transfer: parts.transfer, quantity: quantity(1) }, optional: { lot: goods.lot, owner: goods.owner } };
    case 'supply.scheduled':
    case 'supply.changed':
      return {
        required: { supply: parts.supply, class: one('onOrder', 'inTransit', 'provisionalReceipt', 'planned'), location, dueAt: instant, quantity: quantity(type === 'supply.changed' ? 0 : 1) },
      };
    case 'supply.cancelled':
      return { required: { supply: parts.supply } };
    case 'demand.scheduled':
    case 'demand.changed':
      return {
        required: { demand: parts.demand, class: one('confirmed', 'forecast'), location, dueAt: instant, quantity: quantity(type === 'demand.changed' ? 0 : 1) },
        optional: { channel: parts.channel },
      };
    case 'demand.cancelled':
      return { required: { demand: parts.demand } };
    case 'order.placed':
      return { required: { line: parts.line, quantity: quantity(1) }, optional: { channel: parts.channel, location, requestedFor: instant } };
    case 'order.cancelled':
      return { required: { line: parts.line }, optional: { quantity: quantity(1) } };
    case 'claim.reported':
      return {
        required: {
          line: parts.line, measure: one('allocated', 'picked'), location,
          mode: one('delta', 'cumulative'), quantity: quantity(1),
        },
      };
    case 'return.authorized':
    case 'return.credited':
      return { required: { returnLine: parts.returnLine, quantity: quantity(1) }, optional: { line: parts.line, reason: remark } };
    case 'return.inspected':
      return { required: { returnLine: parts.returnLine, quantity: quantity(1) }, optional: { finding: remark } };
    case 'return.dispositioned':
      return { required: { ...placed.required, returnLine: parts.returnLine, disposition: one('restock', 'damaged', 'quarantine', 'scrap', 'returnToVendor') }, optional: placed.optional };
    case 'return.closed':
      return { required: { returnLine: parts.returnLine } };
    case 'fact.voided':
      return { required: { target: shape(fc, { required: { source: parts.source, id: parts.id } }), reason: remark }, optional: { approval: one('A-1') } };
  }
}

/** A count before its balances are known. */
interface Uncounted {
  readonly location: string;
  readonly detail?: 'none' | 'bin' | 'lot' | 'serial';
  readonly unlisted?: 'zero' | 'unknown';
}

function withBalances(fc: FastCheck, { place, quantity, weight }: Parts, { unlisted, ...count }: Uncounted): Arbitrary<unknown> {
  const seen = { quantity: quantity(0) };
  if (count.detail === undefined || count.detail === 'none') {
    return shape(fc, { required: seen, optional: { weight: weight(0) } }).map((total) => ({ ...count, balances: [total] }));
  }
  const by: Members['optional'] = { bin: { location: place.location }, lot: { lot: place.lot }, serial: { serial: place.serial } }[count.detail];
  const balance = shape(fc, { required: seen, optional: { ...by, weight: weight(0) } }) as Arbitrary<CountedBalance>;
  return fc.array(balance, { maxLength: 4 }).map((balances) => ({
    ...count,
    ...(unlisted !== undefined && { unlisted }),
    balances: distinct(balances, ({ location = count.location, lot, serial }) => [location, lot, serial]),
  }));
}

function openedBalances(fc: FastCheck, balance: Arbitrary<PlacedQuantity>): Arbitrary<PlacedQuantity[]> {
  return fc.array(balance, { maxLength: 4 }).map((balances) => distinct(balances, ({ location, state = SELLABLE, lot, serial, owner }) => [location, state, lot, serial, owner]));
}

/** The first of all records with one key. */
function distinct<T>(records: readonly T[], keyOf: (record: T) => readonly (string | undefined)[]): T[] {
  const taken = new Set<string>();
  return records.filter((record) => {
    const key = JSON.stringify(keyOf(record));
    return !taken.has(key) && taken.add(key);
  });
}

/** Objects of these members, in this order; those without an arbitrary are left out. */
function shape(fc: FastCheck, { required, optional = {} }: Members): Arbitrary<unknown> {
  const model: Record<string, Arbitrary<unknown>> = { ...required };
  for (const [name, arbitrary] of Object.entries(optional)) if (arbitrary !== undefined) model[name] = arbitrary;
  return fc.record(model, { requiredKeys: Object.keys(required) });
}

function quantityOf(fc: FastCheck, least: number, most: number, decimals: number, unit: Arbitrary<string>): Arbitrary<Quantity> {
  const amount = fc.integer({ min: least, max: most * 10 ** decimals }).map((steps) => decimalText(steps, decimals));
  return shape(fc, { required: { amount, unit } }) as Arbitrary<Quantity>;
}

/** The canonical decimal of so many steps of the last digit. */
function decimalText(steps: number, decimals: number): string {
  const digits = String(steps).padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 || fraction === '' ? whole : `${whole}.${fraction}`;
}

function negative(quantity: Arbitrary<Quantity>): Arbitrary<Quantity> {
  return quantity.map(({ amount, unit }) => ({ amount: `-${amount}`, unit }));
}
