import { unreachable } from '../foundation/index.js';
import type { Fact, LotAttributes, Register } from '../model/index.js';
import { addGrains, addRatioTexts, grains, negateGrains, type Grains } from '../quantity/index.js';
import { insertCount, removeCount } from './count.js';
import { arrivalOf, changedDocument, effectOf, type Effect, type Spot } from './document.js';
import type { ItemLedger, ReturnState, ScheduleState, TransferState, VoidState } from './item-ledger.js';
import { withShipment, type PlacedOrder } from './line.js';
import { changeLine } from './line-table.js';
import { post } from './position.js';
import { withoutStatement, withStatement, type Statement } from './statement.js';
import type { Table } from './layered-map.js';

const ZERO = grains(0);

/**
 * Folds one new fact into its item. Every effect is a sum or an entry in canonical order, so facts may come in any order, and each can be taken back
 * exactly. The caller has checked that the fact is new.
 */
export function applyFact(register: Register, item: ItemLedger, fact: Fact): void {
  if (fact.type === 'fact.voided') {
    applyVoid(register, item, fact);
    return;
  }
  if (item.voids.size > 0 && (item.voids.get(identityOf(fact.source, fact.id))?.allowed ?? 0) > 0) return;
  applyUnlessSettled(register, item, fact, 1);
}

/** The key of an identity within an item. */
export function identityOf(source: string, id: string): string {
  return `${source}\u001f${id}`;
}

function applyUnlessSettled(register: Register, item: ItemLedger, fact: Fact, sign: 1 | -1): void {
  if (fact.document === '') contribute(register, item, fact, sign, 'all');
  else applyDocument(register, item, fact, sign);
}

/** Adds a fact's contribution, or takes it back: all of it, that goods left, or nothing. */
function contribute(register: Register, item: ItemLedger, fact: Fact, sign: 1 | -1, effect: Effect): void {
  if (effect === 'nothing') return;
  const amount = sign === 1 ? fact.grains : negateGrains(fact.grains);
  if (fact.remainder !== '') item.rounding = addRatioTexts(item.rounding, fact.remainder, sign);
  switch (fact.type) {
    case 'stock.received':
      postAt(item, fact, fact, amount, sign);
      item.supplier = addGrains(item.supplier, negateGrains(amount));
      if (fact.line !== '') changeSchedule(item.supplies, fact.line, (state) => ({ ...state, received: addGrains(state.received, amount) }));
      if (fact.detail?.lotAttributes !== undefined) applyLotAttributes(item, fact, fact.detail.lotAttributes, sign);
      return;
    case 'stock.shipped':
      postAt(item, fact, fact, negateGrains(amount), sign === 1 ? -1 : 1);
      item.customer = addGrains(item.customer, amount);
      if (fact.line !== '') applyShipment(register, item, fact, amount);
      return;
    case 'stock.issued':
      postAt(item, fact, fact, negateGrains(amount), sign === 1 ? -1 : 1);
      if (fact.detail?.issue === 'returnedToVendor') item.supplier = addGrains(item.supplier, amount);
      else item.adjustment = addGrains(item.adjustment, amount);
      return;
    case 'stock.returned':
      postAt(item, fact, fact, amount, sign);
      item.customer = addGrains(item.customer, negateGrains(amount));
      changeReturn(item, fact.line, (state) => ({ ...state, received: addGrains(state.received, amount) }));
      return;
    case 'stock.adjusted':
      postAt(item, fact, fact, amount, sign);
      item.adjustment = addGrains(item.adjustment, negateGrains(amount));
      return;
    case 'stock.moved':
    case 'stock.stateChanged':
      postAt(item, fact, fact, negateGrains(amount), sign === 1 ? -1 : 1);
      arrive(item, fact, amount, sign, effect);
      return;
    case 'stock.opened':
    case 'stock.counted':
      if (sign === 1) insertCount(item, fact);
      else removeCount(item, fact);
      return;
    case 'transfer.dispatched':
      postAt(item, fact, fact, negateGrains(amount), sign === 1 ? -1 : 1);
      changeTransfer(item, fact, (state) => ({
        ...state, bound: restated(state.bound, fact, sign, fact.detail?.to?.location ?? ''), dispatched: addGrains(state.dispatched, amount),
      }));
      return;
    case 'transfer.received':
      postAt(item, fact, fact, amount, sign);
      changeTransfer(item, fact, (state) => ({ ...state, received: addGrains(state.received, amount) }));
      return;
    case 'transfer.rejected':
      postAt(item, fact, fact, amount, sign);
      changeTransfer(item, fact, (state) => ({ ...state, rejected: addGrains(state.rejected, amount) }));
      return;
    case 'transfer.lost':
      item.adjustment = addGrains(item.adjustment, amount);
      changeTransfer(item, fact, (state) => ({ ...state, lost: addGrains(state.lost, amount) }));
      return;
    case 'supply.scheduled':
    case 'supply.changed':
    case 'supply.cancelled':
      changeSchedule(item.supplies, fact.line, (state) => ({ ...state, statements: restated(state.statements, fact, sign, scheduled(fact)) }));
      return;
    case 'demand.scheduled':
    case 'demand.changed':
    case 'demand.cancelled':
      changeSchedule(item.demands, fact.line, (state) => ({ ...state, statements: restated(state.statements, fact, sign, scheduled(fact)) }));
      return;
    case 'order.placed':
      changeLine(register, item, fact.line, (line) => ({
        placed: restated(line.placed, fact, sign, placedOrder(fact)),
      }));
      return;
    case 'order.cancelled':
      changeLine(register, item, fact.line, (line) => ({
        cancels: restated(line.cancels, fact, sign, { grains: fact.grains, everything: fact.detail?.everything === true }),
      }));
      return;
    case 'claim.reported': {
      const claim = fact.detail?.claim ?? { measure: 'allocated', mode: 'delta' };
      changeLine(register, item, fact.line, (line) => ({
        claims: restated(line.claims, fact, sign, { source: fact.source, ...claim, location: fact.location, grains: fact.grains }),
      }));
      return;
    }
    case 'return.authorized':
      changeReturn(item, fact.line, (state) => ({ ...state, authorized: addGrains(state.authorized, amount), orderLines: restatedOrderLine(state, fact, sign) }));
      return;
    case 'return.credited':
      changeReturn(item, fact.line, (state) => ({ ...state, credited: addGrains(state.credited, amount), orderLines: restatedOrderLine(state, fact, sign) }));
      return;
    case 'return.inspected':
      changeReturn(item, fact.line, (state) => ({ ...state, inspected: addGrains(state.inspected, amount) }));
      return;
    case 'return.dispositioned':
      applyDisposition(item, fact, amount, sign, effect);
      return;
    case 'return.closed':
      changeReturn(item, fact.line, (state) => ({ ...state, closed: state.closed + sign }));
      return;
    case 'receipt.settled':
    case 'fact.voided':
      return;
    default:
      unreachable(fact.type);
  }
}

function postAt(item: ItemLedger, fact: Fact, place: Spot, amount: Grains, weightSign: 1 | -1): void {
  post(item, item.positions, place.location, place.state, place.lot, place.serial, place.owner, fact.at, amount);
  if (fact.weight === 0) return;
  const weight = weightSign === 1 ? fact.weight : negateGrains(fact.weight);
  post(item, item.weights, place.location, place.state, place.lot, place.serial, place.owner, fact.at, weight);
  item.weightOutside = addGrains(item.weightOutside, negateGrains(weight));
}

/** Puts goods where they came to stand. While only that they left counts they are nowhere that is known: that account holds the other end. */
function arrive(item: ItemLedger, fact: Fact, amount: Grains, sign: 1 | -1, effect: Effect): void {
  if (effect === 'leaving') item.unconfirmed = addGrains(item.unconfirmed, amount);
  else postAt(item, fact, arrivalOf(fact) ?? fact, amount, sign);
}

function applyVoid(register: Register, item: ItemLedger, fact: Fact): void {
  const target = fact.detail?.target ?? { source: '', id: '' };
  const key = identityOf(target.source, target.id);
  const known: VoidState = item.voids.get(key) ?? { ...target, told: 0, allowed: 0 };
  const allowed = target.source === fact.source || fact.detail?.approval !== undefined;
  const reverses = fact.detail?.reverses;
  if (allowed && known.allowed === 0 && reverses !== undefined) applyUnlessSettled(register, item, reverses, -1);
  item.voids.set(key, { ...target, told: known.told + 1, allowed: known.allowed + (allowed ? 1 : 0) });
}

/** Facts that two systems tell of one document line: the owner's word replaces what others said before or after it. */
function applyDocument(register: Register, item: ItemLedger, fact: Fact, sign: 1 | -1): void {
  const known = item.documents.get(fact.document);
  const changed = changedDocument(known, fact, sign);
  for (const waiting of known?.provisional ?? []) contribute(register, item, waiting, -1, effectOf(known!, waiting));
  for (const waiting of changed?.provisional ?? []) contribute(register, item, waiting, 1, effectOf(changed!, waiting));
  if (!fact.provisional) contribute(register, item, fact, sign, 'all');
  if (changed === undefined) item.documents.delete(fact.document);
  else item.documents.set(fact.document, changed);
}

function applyShipment(register: Register, item: ItemLedger, fact: Fact, amount: Grains): void {
  changeLine(register, item, fact.line, (line) => {
    const shipped = new Map(line.shipped);
    const now = addGrains(shipped.get(fact.location) ?? ZERO, amount);
    if (now === 0) shipped.delete(fact.location);
    else shipped.set(fact.location, now);
    return { shipped, shipments: withShipment(line.shipments, fact.at, fact.location, amount) };
  });
}

function applyDisposition(item: ItemLedger, fact: Fact, amount: Grains, sign: 1 | -1, effect: Effect): void {
  const disposition = fact.detail?.disposition ?? 'quarantine';
  postAt(item, fact, fact, negateGrains(amount), sign === 1 ? -1 : 1);
  if (disposition === 'scrap') item.adjustment = addGrains(item.adjustment, amount);
  else if (disposition === 'returnToVendor') item.supplier = addGrains(item.supplier, amount);
  else arrive(item, fact, amount, sign, effect);
  // What goods became is known only when they are believed to have come there.
  if (effect === 'leaving') return;
  changeReturn(item, fact.line, (state) => ({
    ...state, dispositioned: { ...state.dispositioned, [disposition]: addGrains(state.dispositioned[disposition] ?? ZERO, amount) },
  }));
}

function applyLotAttributes(item: ItemLedger, fact: Fact, attributes: LotAttributes, sign: 1 | -1): void {
  const statements = restated(item.lots.get(fact.lot) ?? [], fact, sign, attributes);
  if (statements.length === 0) item.lots.delete(fact.lot);
  else item.lots.set(fact.lot, statements);
}

function placedOrder(fact: Fact): PlacedOrder {
  const requestedFor = fact.detail?.requestedFor;
  const { channel = '', account = '' } = fact.detail ?? {};
  return { grains: fact.grains, channel, account, location: fact.location, ...(requestedFor === undefined ? {} : { requestedFor }) };
}

function restated<Content>(statements: readonly Statement<Content>[], fact: Fact, sign: 1 | -1, content: Content): readonly Statement<Content>[] {
  return sign === 1 ? withStatement(statements, fact, content) : withoutStatement(statements, fact);
}

/** Statements of the order line a return belongs to. A fact that names none says nothing of it. */
function restatedOrderLine(state: ReturnState, fact: Fact, sign: 1 | -1): ReturnState['orderLines'] {
  const named = fact.detail?.orderLine;
  return named === undefined ? state.orderLines : restated(state.orderLines, fact, sign, named);
}

function scheduled(fact: Fact): ScheduleState['statements'][number]['content'] {
  return {
    class: fact.detail?.class ?? 'planned', location: fact.location, channel: fact.detail?.channel ?? '', dueAt: fact.detail?.dueAt ?? fact.at, grains: fact.grains,
    cancelled: fact.type === 'supply.cancelled' || fact.type === 'demand.cancelled',
  };
}

function changeSchedule(table: Table<string, ScheduleState>, line: string, change: (state: ScheduleState) => ScheduleState): void {
  const changed = change(table.get(line) ?? { line, statements: [], received: ZERO });
  if (changed.statements.length === 0 && changed.received === 0) table.delete(line);
  else table.set(line, changed);
}

function changeTransfer(item: ItemLedger, fact: Fact, change: (state: TransferState) => TransferState): void {
  const key = `${fact.line}\u001f${fact.lot}\u001f${fact.owner}`;
  const known = item.transfers.get(key)
    ?? { transfer: fact.line, lot: fact.lot, owner: fact.owner, bound: [], dispatched: ZERO, received: ZERO, rejected: ZERO, lost: ZERO };
  const changed = change(known);
  // Without a word on where they are bound for, nothing was dispatched.
  if (changed.bound.length === 0 && changed.received === 0 && changed.rejected === 0 && changed.lost === 0) item.transfers.delete(key);
  else item.transfers.set(key, changed);
}

function changeReturn(item: ItemLedger, returnLine: string, change: (state: ReturnState) => ReturnState): void {
  if (returnLine === '') return;
  const changed = change(item.returns.get(returnLine) ?? { returnLine, authorized: ZERO, received: ZERO, inspected: ZERO, dispositioned: {}, credited: ZERO, closed: 0, orderLines: [] });
  const used = changed.orderLines.length > 0 || Object.values(changed.dispositioned).some((amount) => amount !== 0);
  if (!used && changed.authorized === 0 && changed.received === 0 && changed.inspected === 0 && changed.credited === 0 && changed.closed === 0) item.returns.delete(returnLine);
  else item.returns.set(returnLine, changed);
}
