import { canonicalJson, compareText, type Instant } from '../foundation/index.js';
import { dispositionedIn, inTransit, isWithin, negativeRuleOf, stockMeasure, type JudgedAt, type LotAttributes, type Register, type RegisteredLocation } from '../model/index.js';
import { addGrains, grains, negateGrains, subtractGrains, type Grains } from '../quantity/index.js';
import { settle } from './count.js';
import { maySettle, unsettledIn } from './document.js';
import type { DocumentState, ItemLedger } from './item-ledger.js';
import type { Ledger } from './ledger.js';
import { claimsAt, lotEnd } from './picture.js';
import { balanceOf, type PositionState } from './position.js';
import { orderLineOf } from './returns.js';
import { firstGap } from './stream-cursor.js';

/** What is wrong with the stock as it stands. */
export type ExceptionKind =
  | 'negative_stock' | 'oversold' | 'over_shipment' | 'unknown_line' | 'unknown_supply' | 'transfer_negative' | 'transfer_not_dispatched' | 'serial_count'
  | 'serial_in_two_places' | 'return_unauthorised' | 'return_over_dispositioned' | 'return_closed_early' | 'return_over_credited' | 'untracked_stock' | 'lot_contradiction' | 'provisional_unsettled' | 'unauthorised_settlement' | 'unauthorised_void' | 'identity_conflict' | 'source_gap';

/**
 * A standing exception: a function of the state and nothing else, so it goes when its cause goes. Kept as data, keyed by kind, subject and cause.
 */
export interface StandingException {
  readonly kind: ExceptionKind;
  /** The item, empty for what concerns no single item. */
  readonly item: string;
  /** What it is about: a position, line, transfer, stream. */
  readonly subject: string;
  /** A second identifier where the subject alone does not tell: a location, a source. */
  readonly cause: string;
  /** How much, in grains of the item, where there is an amount. */
  readonly grains?: Grains | undefined;
  /** The same in words, for people. */
  readonly message: string;
}

const ZERO = grains(0);

/** Every standing exception of a ledger at an instant, in order of item, kind, subject and cause. Without an instant nothing is too young to count. */
export function exceptionsOf(ledger: Ledger, at?: Instant): readonly StandingException[] {
  const found = [...ledger.items.values()].flatMap((item) => exceptionsOfItem(ledger.register, item, at));
  for (const { source, id, item, recorded, received } of ledger.conflicts.values()) {
    found.push({ kind: 'identity_conflict', item, subject: `${source} ${id}`, cause: received, message: `${source} sent ${id} again with other content (${recorded} stands)` });
  }
  for (const [source, streams] of ledger.streams) {
    for (const [stream, cursor] of streams) {
      const gap = firstGap(cursor);
      if (gap === undefined) continue;
      const numbers = gap.from === gap.to ? `number ${gap.from} is` : `numbers ${gap.from} to ${gap.to} are`;
      found.push({ kind: 'source_gap', item: '', subject: source, cause: stream, message: `${source}${stream === '' ? '' : `, stream ${stream}`}: ${numbers} missing` });
    }
  }
  return found.sort(byKey);
}

/** The standing exceptions of one item at an instant. */
export function exceptionsOfItem(registered: Register, item: ItemLedger, at?: Instant): readonly StandingException[] {
  const register = registered.inForce(at ?? Infinity);
  settle(register, item);
  const found: StandingException[] = [];
  const note = (kind: ExceptionKind, subject: string, cause: string, message: string, amount?: Grains): void => {
    found.push({ kind, item: item.item, subject, cause, message, ...(amount === undefined ? {} : { grains: amount }) });
  };
  notePositions(register, item, note);
  noteOversold(register, item, at, note);
  for (const { balance, requested, placed } of item.lines.values()) {
    if (requested === undefined && placed.length === 0) note('unknown_line', balance.line, '', `Line ${balance.line} is spoken of and was never ordered`, balance.excess);
    else if (balance.excess > 0) note('over_shipment', balance.line, '', `Line ${balance.line} was shipped ${balance.excess} beyond its request`, balance.excess);
  }
  for (const state of item.transfers.values()) {
    const transit = inTransit(state);
    const goods = nameOf({ lot: state.lot, owner: state.owner });
    if (state.bound.length === 0) note('transfer_not_dispatched', state.transfer, goods, `Transfer ${state.transfer} arrived and was never dispatched`, transit);
    else if (transit < 0) note('transfer_negative', state.transfer, goods, `More of transfer ${state.transfer} arrived than was dispatched`, transit);
  }
  noteReturns(item, note);
  for (const state of item.supplies.values()) {
    if (state.statements.length === 0) note('unknown_supply', state.line, '', `Supply line ${state.line} was received and never expected`, state.received);
  }
  for (const [lot, statements] of item.lots) {
    const attributes = new Set(statements.map(({ content }) => canonicalJson(content)));
    if (attributes.size > 1 && contradict(statements.map(({ content }) => content))) note('lot_contradiction', lot, '', `Lot ${lot} is described in ${attributes.size} ways`);
  }
  const minutesToSettle = register.policy.provisionalMinutesMax ?? PROVISIONAL_MINUTES;
  for (const document of item.documents.values()) {
    const oldestAt = unsettledIn(document).reduce((oldest, fact) => Math.min(oldest, fact.at), Infinity);
    if (oldestAt !== Infinity && (at ?? Infinity) >= oldestAt + minutesToSettle * 60_000) {
      note('provisional_unsettled', document.document, '', `Document ${document.document} waits for the owner's word`);
    }
    for (const source of strangersIn(document)) note('unauthorised_settlement', document.document, source, `Document ${document.document} was settled by ${source}, who may not`);
  }
  for (const { source, id, told, allowed } of item.voids.values()) {
    if (told > 0 && allowed === 0) note('unauthorised_void', `${source} ${id}`, '', `${source} ${id} was taken back by someone who may not`);
  }
  return found.sort(byKey);
}

/** How long a provisional fact may wait where the policy does not say. */
const PROVISIONAL_MINUTES = 1440;

/** Who confirmed or rejected a document line and is believed by none of the facts that wait there. */
function strangersIn({ provisional, words }: DocumentState): readonly string[] {
  if (provisional.length === 0) return [];
  return words.filter(({ source, confirmed, rejected }) => confirmed + rejected > 0 && !provisional.some((fact) => maySettle(source, fact))).map(({ source }) => source);
}

/** Returns that do not add up. What was credited is judged by order line, where the return names one that is known here: orders shipped before the ledger began are not. */
function noteReturns(item: ItemLedger, note: Note): void {
  const credited = new Map<string, Grains>();
  for (const state of item.returns.values()) {
    const { returnLine, authorized, received } = state;
    const waiting = subtractGrains(received, dispositionedIn(state));
    if (received > authorized) {
      const beyond = subtractGrains(received, authorized);
      note('return_unauthorised', returnLine, '', `${beyond} came back on ${returnLine} that were not authorised`, beyond);
    }
    // Goods may come back without naming their return; then its dispositions alone are known and cannot be judged.
    if (received > 0 && waiting < 0) note('return_over_dispositioned', returnLine, '', `${negateGrains(waiting)} more of ${returnLine} found a place than came back`, negateGrains(waiting));
    if (waiting > 0 && state.closed > 0) note('return_closed_early', returnLine, '', `${returnLine} is closed and ${waiting} of it wait for a disposition`, waiting);
    const orderLine = orderLineOf(state);
    if (item.lines.get(orderLine) !== undefined) credited.set(orderLine, addGrains(credited.get(orderLine) ?? ZERO, state.credited));
  }
  for (const [line, amount] of credited) {
    const { shipped, excess } = item.lines.get(line)!.balance;
    const beyond = subtractGrains(amount, addGrains(shipped, excess));
    if (beyond > 0) note('return_over_credited', line, '', `Line ${line} was credited ${beyond} beyond what was shipped`, beyond);
  }
}

/** Goods by lot, piece and owner, as people would name them and so that no two read alike. */
function nameOf(goods: { readonly lot: string; readonly serial?: string; readonly owner: string }, before = ''): string {
  const named = (['lot', 'serial', 'owner'] as const).flatMap((part) => (goods[part] === undefined || goods[part] === '' ? [] : [`${part} ${goods[part]}`]));
  return named.length === 0 ? '' : `${before}${named.join(' ')}`;
}

type Note = (kind: ExceptionKind, subject: string, cause: string, message: string, amount?: Grains) => void;

function notePositions(register: Register, item: ItemLedger, note: Note): void {
  const registered = register.item(item.item);
  const serials = new Map<string, Map<string, Grains>>();
  for (const position of item.positions.values()) {
    const amount = balanceOf(position);
    const subject = `${position.location} ${position.state}${nameOf(position, ' ')}`;
    if (amount < 0 && negativeRuleOf(register, item.item, register.locations.get(position.location)) !== 'allow' && !isCovered(register, item, position)) note('negative_stock', subject, '', `${subject} stands at ${amount}`, amount);
    if (amount > 0 && ((registered?.lotTracked === true && position.lot === '') || (registered?.serialTracked === true && position.serial === ''))) {
      note('untracked_stock', subject, '', `${amount} at ${subject} without ${registered.lotTracked && position.lot === '' ? 'lot' : 'serial'}`, amount);
    }
    if (position.serial !== '' && amount !== 0) {
      const places = serials.get(position.serial) ?? new Map<string, Grains>();
      places.set(subject, amount);
      serials.set(position.serial, places);
    }
  }
  for (const [serial, places] of serials) {
    const occupied = [...places].filter(([, amount]) => amount > 0);
    if (occupied.length > 1) note('serial_in_two_places', serial, '', `Serial ${serial} is at ${occupied.map(([place]) => place).sort(compareText).join(' and ')}`);
    for (const [place, amount] of places) if (amount > 1) note('serial_count', serial, place, `Serial ${serial} counts ${amount} at ${place}`, amount);
  }
}

/**
 * Whether what is missing at a place without lot, serial or bin is there within the place under a name: goods left and nobody said from which bin or lot.
 * It nets against the pool of its place; a named lot, serial or bin below zero never does.
 */
function isCovered(register: Register, item: ItemLedger, position: PositionState): boolean {
  const place = register.locations.get(position.location);
  if (place === undefined || position.lot !== '' || position.serial !== '') return false;
  let pool = ZERO;
  for (const other of item.positions.values()) {
    if (other.state !== position.state || other.owner !== position.owner || !isWithin(register.locations.get(other.location), place)) continue;
    pool = addGrains(pool, balanceOf(other));
  }
  return pool >= 0;
}

function noteOversold(register: Register, item: ItemLedger, at: Instant | undefined, note: Note): void {
  for (const [location, amount] of oversoldIn(register, item, at)) note('oversold', location, '', `${location} has promised ${amount} more than is there to sell`, negateGrains(amount));
}

/**
 * By how much the claims on an item are beyond what is sellable, by node of the tree; only nodes where they are. The item's counts are settled. Without an
 * instant no hold has lapsed and no lot has ended.
 */
export function oversoldIn(register: Register, item: ItemLedger, at?: Instant): ReadonlyMap<string, Grains> {
  if (item.claims.size === 0) return new Map();
  const free = new Map<string, Grains>();
  const claimed = new Map<string, Grains>();
  const addUpwards = (sums: Map<string, Grains>, place: RegisteredLocation | undefined, amount: Grains): void => {
    for (let node = place; node !== undefined; node = node.parent) sums.set(node.id, addGrains(sums.get(node.id) ?? ZERO, amount));
  };
  const judged: JudgedAt | undefined = at === undefined ? undefined : { at, lotEndsAt: (lot, timeZone) => lotEnd(item, lot, timeZone) };
  for (const position of item.positions.values()) {
    const place = register.locations.get(position.location);
    if (place !== undefined && stockMeasure(register, item.item, place, position, judged) === 'sellable') addUpwards(free, place, balanceOf(position));
  }
  const claims = at === undefined ? [...item.claims].map(([location, total]) => ({ location, ...total })) : claimsAt(item, at);
  for (const { location, reserved, allocated, picked } of claims) addUpwards(claimed, register.locations.get(location), addGrains(addGrains(reserved, allocated), picked));
  return new Map([...claimed].map(([node, total]) => [node, subtractGrains(total, free.get(node) ?? ZERO)] as const).filter(([node, over]) => over > 0 && claimed.get(node)! > 0));
}

/** Whether two descriptions of a lot name one attribute differently. */
function contradict(descriptions: readonly LotAttributes[]): boolean {
  return (['expiresOn', 'manufacturedOn', 'origin'] as const).some((name) => new Set(descriptions.map((one) => one[name]).filter((value) => value !== undefined)).size > 1);
}

function byKey(left: StandingException, right: StandingException): number {
  return compareText(left.item, right.item) || compareText(left.kind, right.kind) || compareText(left.subject, right.subject) || compareText(left.cause, right.cause);
}
