import { canonicalJson, compareText, sha256 } from '../foundation/index.js';
import type { LotAttributes, Register } from '../model/index.js';
import { grains, type Grains } from '../quantity/index.js';
import { identityOf } from './apply-fact.js';
import { settle } from './count.js';
import { decodeFact, encodeFact, type EncodedFact } from './fact-codec.js';
import { addIdentity, listIdentities } from './identity-table.js';
import { startItemLedger, type DocumentState, type ItemLedger, type ReturnState, type ScheduleState, type TransferState, type VoidState } from './item-ledger.js';
import type { Table } from './layered-map.js';
import { startLedger, type Ledger } from './ledger.js';
import { changeLine } from './line-table.js';
import { netByInstant, noteMovement, startHistory } from './movement-history.js';
import { balanceOf, positionKey, type PositionState } from './position.js';
import { compareOrder, type Statement } from './statement.js';
import { decodeStreamCursor, encodeStreamCursor, type StreamCursor } from './stream-cursor.js';

/** Names the shape of {@link encodeLedger}'s answer. */
export const LEDGER_FORMAT = 'stockwright-ledger-6';

/**
 * The canonical form of a ledger's state as plain JSON: the same bytes for the same set of facts in any order of arrival, with the decisions held fixed.
 * Block numbers and commit times are not in it. A ledger can be made again from it.
 */
export function encodeLedger(ledger: Ledger): Record<string, unknown> {
  const items = sorted([...ledger.items.values()], (item) => item.item).map((item) => encodeItem(ledger.register, item)).filter((item) => Object.keys(item).length > 1);
  const streams = [...ledger.streams].flatMap(([source, cursors]) => [...cursors].map(([stream, cursor]) => ({ source, stream, ...encodeStreamCursor(cursor) })));
  return {
    format: LEDGER_FORMAT,
    items,
    streams: sorted(streams, ({ source, stream }) => identityOf(source, stream)),
    identities: listIdentities(ledger.identities).map(([identity, fingerprint]) => identity + fingerprint),
    conflicts: sorted([...ledger.conflicts.values()], ({ source, id, received }) => `${identityOf(source, id)}\u001f${received}`),
  };
}

/** The SHA-256 of a ledger's canonical form: equal for equal state. */
export function stateHash(ledger: Ledger): string {
  return sha256(canonicalJson(encodeLedger(ledger)));
}

/** The ledger of a canonical form. Balances of lines are made anew from their parts. */
export function decodeLedger(register: Register, encoded: Record<string, unknown>): Ledger {
  const ledger = startLedger(register);
  for (const item of encoded['items'] as Record<string, unknown>[]) ledger.items.set(item['item'] as string, decodeItem(register, item));
  for (const stream of encoded['streams'] as { source: string; stream: string; low: number; seen: number[] }[]) {
    const cursors = ledger.streams.get(stream.source) ?? new Map<string, StreamCursor>();
    cursors.set(stream.stream, decodeStreamCursor(stream));
    ledger.streams.set(stream.source, cursors);
  }
  for (const entry of encoded['identities'] as string[]) addIdentity(ledger.identities, entry.slice(0, 32), entry.slice(32));
  for (const conflict of encoded['conflicts'] as { source: string; id: string; item: string; recorded: string; received: string }[]) {
    ledger.conflicts.set(`${identityOf(conflict.source, conflict.id)}\u001f${conflict.received}`, conflict);
  }
  return ledger;
}

/** The canonical form of one item. */
export function encodeItem(register: Register, item: ItemLedger): Record<string, unknown> {
  settle(register, item);
  const parts: Record<string, unknown> = {
    item: item.item,
    positions: encodePositions(item.positions),
    weights: encodePositions(item.weights),
    supplier: item.supplier, customer: item.customer, adjustment: item.adjustment, unconfirmed: item.unconfirmed, weightOutside: item.weightOutside, rounding: item.rounding,
    counts: item.counts.map(encodeFact),
    lines: sorted([...item.lines.values()], ({ line }) => line).map(({ balance, ...state }) => ({
      ...state, item: undefined, balance: { ...balance, item: undefined, line: undefined, used: undefined }, shipped: sorted([...state.shipped], ([location]) => location),
      placed: inOrder(state.placed), claims: inOrder(state.claims), cancels: inOrder(state.cancels),
    })),
    transfers: sorted([...item.transfers], ([key]) => key).map(([, state]) => ({ ...state, bound: inOrder(state.bound) })),
    supplies: encodeSchedules(item.supplies),
    demands: encodeSchedules(item.demands),
    returns: sorted([...item.returns.values()], ({ returnLine }) => returnLine).map((state) => ({
      ...state, dispositioned: nonZero(state.dispositioned), orderLines: inOrder(state.orderLines),
    })),
    documents: sorted([...item.documents.values()], ({ document }) => document).map((state) => ({
      ...state, provisional: sorted([...state.provisional], ({ source, id }) => identityOf(source, id)).map(encodeFact),
    })),
    voids: sorted([...item.voids], ([key]) => key).map(([, state]) => state),
    lots: sorted([...item.lots], ([lot]) => lot).map(([lot, statements]) => [lot, inOrder(statements)]),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== 0 && value !== '' && !(Array.isArray(value) && value.length === 0)));
}

/** The item of its canonical form. */
export function decodeItem(register: Register, encoded: Record<string, unknown>): ItemLedger {
  const item = startItemLedger(encoded['item'] as string);
  const amount = (name: string): Grains => grains((encoded[name] as number | undefined) ?? 0);
  const list = <T>(name: string): T[] => (encoded[name] as T[] | undefined) ?? [];
  decodePositions(item.positions, list('positions'));
  decodePositions(item.weights, list('weights'));
  item.supplier = amount('supplier');
  item.customer = amount('customer');
  item.adjustment = amount('adjustment');
  item.unconfirmed = amount('unconfirmed');
  item.weightOutside = amount('weightOutside');
  item.rounding = (encoded['rounding'] as string | undefined) ?? '';
  item.counts = list<EncodedFact>('counts').map(decodeFact);
  item.lastCountAt = item.counts.reduce((latest, count) => Math.max(latest, count.at), -Infinity);
  item.settled = item.counts.length === 0;
  for (const { line, shipped, balance: _balance, ...state } of list<Record<string, unknown> & { line: string; shipped: [string, Grains][] }>('lines')) {
    changeLine(register, item, line, () => ({ ...state, shipped: new Map(shipped) }));
  }
  for (const state of list<TransferState>('transfers')) item.transfers.set(transferKey(state), state);
  for (const state of list<ScheduleState>('supplies')) item.supplies.set(state.line, state);
  for (const state of list<ScheduleState>('demands')) item.demands.set(state.line, state);
  for (const state of list<ReturnState>('returns')) item.returns.set(state.returnLine, state);
  for (const state of list<Omit<DocumentState, 'provisional'> & { provisional: EncodedFact[] }>('documents')) {
    item.documents.set(state.document, { ...state, provisional: state.provisional.map(decodeFact) });
  }
  for (const state of list<VoidState>('voids')) item.voids.set(identityOf(state.source, state.id), state);
  for (const [lot, statements] of list<[string, readonly Statement<LotAttributes>[]]>('lots')) item.lots.set(lot, statements);
  return item;
}

function encodePositions(table: Table<string, PositionState>): readonly unknown[] {
  return sorted([...table], ([key]) => key)
    .map(([, position]) => [position.location, position.state, position.lot, position.serial, position.owner, balanceOf(position), netByInstant(position.history)] as const)
    .filter(([, , , , , balance, movements]) => balance !== 0 || movements.length > 0);
}

type EncodedPosition = readonly [string, string, string, string, string, Grains, readonly (readonly [number, Grains])[]];

function decodePositions(table: Table<string, PositionState>, encoded: readonly EncodedPosition[]): void {
  for (const [location, state, lot, serial, owner, , movements] of encoded) {
    const history = startHistory();
    let net = 0;
    for (const [at, amount] of movements) {
      noteMovement(history, at, amount);
      net += amount;
    }
    table.set(positionKey(location, state, lot, serial, owner), { location, state, lot, serial, owner, net: grains(net), derived: grains(0), history, layer: 0 });
  }
}

function encodeSchedules(table: Table<string, ScheduleState>): readonly unknown[] {
  return sorted([...table.values()], ({ line }) => line).map((state) => ({ ...state, statements: inOrder(state.statements) }));
}

function transferKey(state: { readonly transfer: string; readonly lot: string; readonly owner: string }): string {
  return `${state.transfer}\u001f${state.lot}\u001f${state.owner}`;
}

function nonZero(amounts: Readonly<Record<string, Grains>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));
}

function inOrder<Content>(statements: readonly Statement<Content>[]): readonly Statement<Content>[] {
  return [...statements].sort((left, right) => compareOrder(left.order, right.order));
}

function sorted<T>(values: T[], keyOf: (value: T) => string): T[] {
  return values.sort((left, right) => compareText(keyOf(left), keyOf(right)));
}
