import { parseInstant, type Instant } from '../foundation/index.js';
import {
  eventFingerprint, SELLABLE, type AuthorityKind, type Fact, type FactBalance, type FactDetail, type Register, type RegisteredItem, type StockEvent,
  type StockEventType,
} from '../model/index.js';
import { grains, ratioText, toGrains, type Grains, type ItemUnits, type Quantity } from '../quantity/index.js';

/** Why a well-formed event cannot be posted yet. It is parked with its identity and posted when the register can resolve it. */
export interface Unresolved {
  readonly code: 'unknown_item' | 'unknown_location' | 'unknown_state' | 'unknown_channel' | 'no_conversion' | 'too_large';
  /** What could not be resolved, as told. */
  readonly value: string;
  /** Where in the event it stands: `$.quantity.unit`. */
  readonly path: string;
}

/** The fact an event is, or what keeps it from being one. */
export type Resolved = { readonly ok: true; readonly fact: Fact } | { readonly ok: false; readonly unresolved: Unresolved };

/**
 * Turns a validated event into the fact that is recorded: identifiers translated, the quantity in whole grains, authority read at the effective time.
 * Rounds once, half to even, and keeps the remainder.
 */
export function resolveEvent(register: Register, event: StockEvent): Resolved {
  const source = register.sources.get(event.source);
  const named = register.resolveItem(source?.system, event.item);
  const item = named === undefined ? undefined : register.item(named.id);
  if (item === undefined) return { ok: false, unresolved: { code: 'unknown_item', value: event.item, path: '$.item' } };
  const reading: Reading = { register, item, system: source?.system, unitCodes: unitTable(register, source?.unitCodes), at: instantOf(event.effectiveAt), unresolved: undefined };
  const fact = readFact(reading, event);
  return reading.unresolved === undefined ? { ok: true, fact } : { ok: false, unresolved: reading.unresolved };
}

/** What reading one event needs; the first thing that cannot be resolved is noted and reading goes on. */
interface Reading {
  readonly register: Register;
  readonly item: RegisteredItem;
  readonly system: string | undefined;
  readonly unitCodes: Readonly<Record<string, string>> | undefined;
  readonly at: Instant;
  unresolved: Unresolved | undefined;
}

const ZERO = grains(0);
const NOWHERE: PlaceParts = { location: '', state: '', lot: '', serial: '', owner: '' };

type PlaceParts = Pick<Fact, 'location' | 'state' | 'lot' | 'serial' | 'owner'>;
interface Amount { readonly grains: Grains; readonly weight: Grains; readonly told: Quantity | undefined; readonly via: string; readonly remainder: string }
const NO_AMOUNT: Amount = { grains: ZERO, weight: ZERO, told: undefined, via: '', remainder: '' };

function readFact(reading: Reading, event: StockEvent): Fact {
  const parts = readParts(reading, event);
  const place = parts.place ?? NOWHERE;
  const amount = parts.amount ?? NO_AMOUNT;
  const owners = ownersOf(reading, event.type, place.location, parts.detail);
  const provisional = (event.type === 'stock.received' && event.provisional === true) || owners.some((owner) => owner !== event.source);
  return {
    type: event.type, source: reading.register.sources.get(event.source)?.id ?? event.source, id: event.id, at: reading.at, stream: event.stream ?? '', sequence: event.sourceSequence ?? -1,
    item: reading.item.item.id, location: place.location, state: place.state, lot: place.lot, serial: place.serial, owner: place.owner,
    grains: amount.grains, weight: amount.weight, line: parts.line ?? '',
    document: event.document ?? (provisional || owners.length > 0 ? event.id : ''),
    provisional, told: amount.told, via: amount.via, remainder: amount.remainder, fingerprint: eventFingerprint(event),
    // Authority is read at the effective time, once: whose word is waited for does not change with the rules.
    detail: provisional && owners.length > 0 ? { ...parts.detail, settledBy: [...new Set(owners)].sort() } : parts.detail,
  };
}

interface Parts {
  readonly place?: PlaceParts | undefined;
  readonly amount?: Amount | undefined;
  readonly line?: string | undefined;
  readonly detail?: FactDetail | undefined;
}

function readParts(reading: Reading, event: StockEvent): Parts {
  switch (event.type) {
    case 'stock.received':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), line: event.supply, detail: event.lotAttributes === undefined ? undefined : { lotAttributes: event.lotAttributes } };
    case 'stock.shipped':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), line: event.line };
    case 'stock.issued':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), detail: { issue: event.reason } };
    case 'stock.returned':
      return { place: readPlace(reading, event, 'inspection'), amount: readAmount(reading, event), line: event.returnLine };
    case 'stock.adjusted':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), detail: { reason: event.reason, approval: event.approval } };
    case 'stock.moved':
      return { place: readPlace(reading, event.from, SELLABLE, '$.from'), amount: readAmount(reading, event), detail: { to: readPlace(reading, event.to, SELLABLE, '$.to') } };
    case 'stock.stateChanged': {
      const place = { ...readPlace(reading, event), state: readState(reading, event.fromState, '$.fromState') };
      return { place, amount: readAmount(reading, event), detail: { to: { ...place, state: readState(reading, event.toState, '$.toState') } } };
    }
    case 'stock.opened':
      return { detail: { balances: event.balances.map((balance, index) => readBalance(reading, balance, balance, `$.balances[${index}]`)) } };
    case 'stock.counted':
      return readCount(reading, event);
    case 'transfer.dispatched':
      return {
        place: readPlace(reading, event.from, SELLABLE, '$.from'), amount: readAmount(reading, event), line: event.transfer,
        detail: { to: { ...NOWHERE, location: readLocation(reading, event.to, '$.to') } },
      };
    case 'transfer.received':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), line: event.transfer };
    case 'transfer.rejected':
      return { place: readPlace(reading, event, 'quarantined'), amount: readAmount(reading, event), line: event.transfer, detail: { reason: event.reason } };
    case 'transfer.lost':
      return { place: { ...NOWHERE, lot: event.lot ?? '', owner: event.owner ?? '' }, amount: readAmount(reading, event), line: event.transfer };
    case 'supply.scheduled':
    case 'supply.changed':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), line: event.supply, detail: { class: event.class, dueAt: instantOf(event.dueAt) } };
    case 'supply.cancelled':
      return { line: event.supply };
    case 'demand.scheduled':
    case 'demand.changed':
      return {
        place: readPlace(reading, event), amount: readAmount(reading, event), line: event.demand,
        detail: { class: event.class, dueAt: instantOf(event.dueAt), channel: readChannel(reading, event.channel) },
      };
    case 'demand.cancelled':
      return { line: event.demand };
    case 'order.placed':
      return {
        place: event.location === undefined ? undefined : readPlace(reading, { location: event.location }), amount: readAmount(reading, event), line: event.line,
        detail: { channel: readChannel(reading, event.channel), account: event.account, requestedFor: event.requestedFor === undefined ? undefined : instantOf(event.requestedFor) },
      };
    case 'order.cancelled':
      return event.quantity === undefined
        ? { line: event.line, detail: { everything: true } }
        : { amount: readAmount(reading, { quantity: event.quantity }), line: event.line };
    case 'claim.reported':
      return { place: readPlace(reading, event), amount: readAmount(reading, event), line: event.line, detail: { claim: { measure: event.measure, mode: event.mode } } };
    case 'return.authorized':
    case 'return.credited':
      return { amount: readAmount(reading, event), line: event.returnLine, detail: event.line === undefined ? undefined : { orderLine: event.line } };
    case 'return.inspected':
      return { amount: readAmount(reading, event), line: event.returnLine };
    case 'return.dispositioned':
      return { place: readPlace(reading, event, 'inspection'), amount: readAmount(reading, event), line: event.returnLine, detail: { disposition: event.disposition } };
    case 'return.closed':
      return { line: event.returnLine };
    case 'receipt.settled':
      return { detail: { outcome: event.outcome } };
    case 'fact.voided':
      return { detail: { target: event.target, reason: event.reason, approval: event.approval } };
  }
}

function readCount(reading: Reading, event: Extract<StockEvent, { type: 'stock.counted' }>): Parts {
  const place = readPlace(reading, event);
  return {
    place,
    detail: {
      balances: event.balances.map((balance, index) => readBalance(
        reading, { ...balance, location: balance.location ?? event.location, state: event.state, owner: event.owner }, balance, `$.balances[${index}]`)),
      count: { detail: event.detail ?? 'none', unlisted: event.unlisted ?? 'zero', includesPicked: event.includesPicked ?? true, before: event.moment === 'before' },
    },
  };
}

interface ToldPlace {
  readonly location: string;
  readonly state?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly owner?: string | undefined;
}
interface ToldAmount { readonly quantity: Quantity; readonly weight?: Quantity | undefined }

function readBalance(reading: Reading, place: ToldPlace, amount: ToldAmount, path: string): FactBalance {
  const { grains: counted, weight } = readAmount(reading, amount, path);
  return { ...readPlace(reading, place, SELLABLE, path), grains: counted, weight };
}

function readPlace(reading: Reading, place: ToldPlace, state = SELLABLE, path = '$'): PlaceParts {
  return {
    location: readLocation(reading, place.location, `${path}.location`), state: readState(reading, place.state ?? state, `${path}.state`),
    lot: place.lot ?? '', serial: place.serial ?? '', owner: place.owner ?? '',
  };
}

function readLocation(reading: Reading, told: string, path: string): string {
  const named = reading.register.resolveLocation(reading.system, told);
  if (named === undefined) note(reading, 'unknown_location', told, path);
  return named?.id ?? told;
}

function readState(reading: Reading, state: string, path: string): string {
  if (reading.register.stateSells(state) === undefined) note(reading, 'unknown_state', state, path);
  return state;
}

function readChannel(reading: Reading, told: string | undefined): string | undefined {
  if (told === undefined) return undefined;
  const named = reading.register.resolveChannel(reading.system, told);
  if (named === undefined) note(reading, 'unknown_channel', told, '$.channel');
  return named?.id;
}

function readAmount(reading: Reading, told: ToldAmount, path = '$'): Amount {
  const count = readGrains(reading, reading.item.units, told.quantity, `${path}.quantity`);
  const weight = told.weight === undefined || reading.item.weightUnits === undefined
    ? ZERO
    : readGrains(reading, reading.item.weightUnits, told.weight, `${path}.weight`).grains;
  return { grains: count.grains, weight, told: told.quantity, via: count.via, remainder: count.remainder };
}

function readGrains(reading: Reading, units: ItemUnits, told: Quantity, path: string): { grains: Grains; via: string; remainder: string } {
  let converted = toGrains(units, told, { at: reading.at, purpose: 'fact' });
  if (!converted.ok && reading.unitCodes !== undefined && Object.hasOwn(reading.unitCodes, told.unit)) {
    converted = toGrains(units, { amount: told.amount, unit: reading.unitCodes[told.unit]! }, { at: reading.at, purpose: 'fact' });
  }
  if (converted.ok) {
    return { grains: converted.grains, via: converted.via === 'base' ? '' : converted.via, remainder: converted.remainder.n === 0n ? '' : ratioText(converted.remainder) };
  }
  if (converted.code === 'quantity.overflow') note(reading, 'too_large', told.amount, `${path}.amount`);
  else note(reading, 'no_conversion', told.unit, `${path}.unit`);
  return { grains: ZERO, via: '', remainder: '' };
}

function note(reading: Reading, code: Unresolved['code'], value: string, path: string): void {
  reading.unresolved ??= { code, value, path };
}

const KIND_OF: Readonly<Partial<Record<StockEventType, AuthorityKind>>> = {
  'stock.received': 'receipt', 'stock.shipped': 'issue', 'stock.issued': 'issue', 'stock.moved': 'move', 'stock.stateChanged': 'move', 'stock.counted': 'count',
  'stock.adjusted': 'adjustment', 'transfer.dispatched': 'transfer', 'transfer.received': 'transfer', 'transfer.rejected': 'transfer', 'transfer.lost': 'transfer',
  'stock.returned': 'return', 'return.dispositioned': 'return', 'return.authorized': 'authorization', 'return.credited': 'credit',
};

/** Who owns a kind of fact where it happened. A move happens at both its ends. */
function ownersOf(reading: Reading, type: StockEventType, location: string, detail: FactDetail | undefined): readonly string[] {
  const kind = KIND_OF[type];
  if (kind === undefined) return [];
  const ends = type === 'stock.moved' ? [location, detail?.to?.location ?? location] : [location];
  return ends.flatMap((end) => reading.register.authority(kind, end, reading.at) ?? []);
}

function unitTable(register: Register, name: string | undefined): Readonly<Record<string, string>> | undefined {
  const tables = register.catalog.unitCodes;
  return name !== undefined && tables !== undefined && Object.hasOwn(tables, name) ? tables[name] : undefined;
}

/** Validated before: a text that names no instant is a mistake of the caller. */
function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new TypeError('An event must be validated before it is resolved');
  return instant;
}
