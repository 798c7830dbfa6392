import { compareText } from '../foundation/index.js';
import { inTransit, SELLABLE, type ExpectedLine, type Fact, type PlannedLines, type WantedLine } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { identityOf } from './apply-fact.js';
import { waitingIn } from './document.js';
import type { ItemLedger, ScheduledContent, ScheduleState, TransferState } from './item-ledger.js';
import type { LineState } from './line.js';
import { compareOrder, orderOf } from './statement.js';

const ZERO = grains(0);

/**
 * What is to come and to go of an item beyond its balances and holds. What was received against a supply line, or moved on a transfer of its name, is no longer to come of it;
 * a demand line of the name of an order line says when that is wanted, and counts by itself only as far as it exceeds the order. So goods that arrive, and orders that
 * follow on what was announced, move nothing. What was promised of a line is wanted where and when it was promised. `except` leaves out what one line wants.
 */
export function plannedLinesOf(item: ItemLedger, except?: string): PlannedLines {
  return { expected: expectedOf(item), wanted: wantedOf(item).filter(({ reference }) => reference !== except) };
}

function expectedOf(item: ItemLedger): readonly ExpectedLine[] {
  const transfers = transfersOf(item);
  const waiting = waitingByLine(item);
  const expected: ExpectedLine[] = [];
  const note = (line: ExpectedLine): void => {
    if (line.grains > 0) expected.push(line);
  };
  for (const state of item.supplies.values()) {
    const said = lastSaid(state);
    if (said === undefined) continue;
    const arrived = addGrains(state.received, transfers.get(state.line)?.arrived ?? ZERO);
    note({ reference: state.line, class: said.class as ExpectedLine['class'], location: said.location, dueAt: said.dueAt, grains: subtractGrains(said.grains, arrived) });
  }
  for (const [reference, transfer] of transfers) {
    // A transfer of which a supply line speaks is expected there, with its date.
    if (isSaid(item.supplies.get(reference))) continue;
    for (const [owner, under] of transfer.under) note({ reference, class: 'inTransit', location: transfer.bound, dueAt: undefined, grains: under, ...ownedBy(owner) });
  }
  const open = new Map(expected.map((line) => [line.reference, line.grains]));
  for (const [line, facts] of waiting) {
    // Goods that were expected and are said to have come stay expected until the owner of receipts confirms them; only what exceeds them is news.
    let covered = open.get(line) ?? ZERO;
    for (const fact of [...facts].sort((left, right) => compareOrder(orderOf(left), orderOf(right)))) {
      const taken = covered < fact.grains ? covered : fact.grains;
      covered = subtractGrains(covered, taken);
      note({ reference: identityOf(fact.source, fact.id), class: 'provisionalReceipt', location: fact.location, dueAt: fact.at, grains: subtractGrains(fact.grains, taken), ...ownedBy(fact.owner) });
    }
  }
  return expected.sort(byDate);
}

function wantedOf(item: ItemLedger): readonly WantedLine[] {
  const wanted: WantedLine[] = [];
  for (const line of item.lines.values()) {
    if (line.balance.backordered <= 0) continue;
    const { channel, promised = [], requestedFor } = line.balance;
    let open = line.balance.backordered;
    for (const { location, pickAt, grains: amount } of promised) {
      wanted.push({ reference: line.line, class: 'reservation', location, channel, dueAt: pickAt, grains: amount });
      open = subtractGrains(open, amount);
    }
    if (open <= 0) continue;
    const said = lastSaid(item.demands.get(line.line));
    const placed = line.placed[line.placed.length - 1]?.content;
    wanted.push({
      reference: line.line, class: 'backorder', location: placed?.location || said?.location || '', channel, dueAt: said?.dueAt ?? requestedFor, grains: open,
    });
  }
  for (const state of item.demands.values()) {
    const said = lastSaid(state);
    if (said === undefined) continue;
    const beyond = subtractGrains(said.grains, orderedOn(item.lines.get(state.line)));
    if (beyond > 0) wanted.push({ reference: state.line, class: said.class as WantedLine['class'], location: said.location, channel: said.channel, dueAt: said.dueAt, grains: beyond });
  }
  return wanted.sort(byDate);
}

/** What of a demand has become an order, or was shipped without one. */
function orderedOn(line: LineState | undefined): Grains {
  return line === undefined ? ZERO : addGrains(line.balance.requested, line.balance.excess);
}

interface Moved {
  bound: string;
  arrived: Grains;
  /** What is under way, by owner. */
  readonly under: Map<string, Grains>;
}

function ownedBy(owner: string): Pick<ExpectedLine, 'owner'> {
  return owner === '' ? {} : { owner };
}

/** What of each transfer has reached its end, in whatever way, and what is under way, over its lots and owners. */
function transfersOf(item: ItemLedger): ReadonlyMap<string, Moved> {
  const transfers = new Map<string, Moved>();
  for (const state of item.transfers.values()) {
    const known = transfers.get(state.transfer) ?? { bound: '', arrived: ZERO, under: new Map<string, Grains>() };
    known.bound ||= boundOf(state);
    known.arrived = addGrains(known.arrived, addGrains(addGrains(state.received, state.rejected), state.lost));
    known.under.set(state.owner, addGrains(known.under.get(state.owner) ?? ZERO, inTransit(state)));
    transfers.set(state.transfer, known);
  }
  return transfers;
}

/** Where the goods of a transfer are bound for, as the last dispatch said; empty if nobody did. */
export function boundOf(state: TransferState): string {
  return state.bound[state.bound.length - 1]?.content ?? '';
}

/** Goods said to have come in a condition that sells, by the line they were expected on. */
function waitingByLine(item: ItemLedger): ReadonlyMap<string, readonly Fact[]> {
  const waiting = new Map<string, Fact[]>();
  for (const document of item.documents.values()) {
    for (const fact of waitingIn(document)) {
      if (fact.state !== SELLABLE || (fact.type !== 'stock.received' && fact.type !== 'transfer.received')) continue;
      const facts = waiting.get(fact.line) ?? [];
      facts.push(fact);
      waiting.set(fact.line, facts);
    }
  }
  return waiting;
}

/** What a line was last said to be; `undefined` for one that is cancelled, or of which only receipts are known. */
function lastSaid(state: ScheduleState | undefined): ScheduledContent | undefined {
  const said = state?.statements[state.statements.length - 1]?.content;
  return said?.cancelled === true ? undefined : said;
}

function isSaid(state: ScheduleState | undefined): boolean {
  return state !== undefined && state.statements.length > 0;
}

interface Dated { readonly dueAt: number | undefined; readonly reference: string; readonly owner?: string | undefined }

function byDate(left: Dated, right: Dated): number {
  const early = (left.dueAt ?? -Infinity) - (right.dueAt ?? -Infinity);
  if (early !== 0 && !Number.isNaN(early)) return early;
  return compareText(left.reference, right.reference) || compareText(left.owner ?? '', right.owner ?? '');
}
