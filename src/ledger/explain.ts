import { compareText } from '../foundation/index.js';
import { inTransit, type Fact, type Register } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';
import { replayAdmitted, type LogEntry } from './replay.js';
import { stockCard, type StockCardRow, type StockCardScope } from './stock-card.js';

/** One side of a double entry: how much a place, real or virtual, gained or lost. */
export interface Posting {
  /** A location, or `@supplier`, `@customer`, `@adjustment`, `@transit/<line>`, `@unconfirmed`. */
  readonly place: string;
  readonly state: string;
  readonly lot: string;
  readonly serial: string;
  readonly owner: string;
  readonly grains: Grains;
}

/** Everything of one kind that made a figure. */
export interface ExplainedTerm {
  readonly type: Fact['type'];
  readonly grains: Grains;
  readonly rows: readonly StockCardRow[];
}

/** A figure and the terms it is the sum of. */
export interface Explanation {
  readonly grains: Grains;
  readonly terms: readonly ExplainedTerm[];
}

/** The postings of one fact by itself; they sum to zero. A count posts nothing by itself: what it implies depends on what came before. */
export function postingsOf(register: Register, fact: Fact): readonly Posting[] {
  const postings: Posting[] = [];
  const note = (place: string, amount: Grains, parts: Partial<Posting> = {}): void => {
    if (amount !== 0) postings.push({ place, state: '', lot: '', serial: '', owner: '', ...parts, grains: amount });
  };
  const item = replayAdmitted(register, [{ fact }]).items.get(fact.item);
  if (item === undefined) return postings;
  for (const position of item.positions.values()) note(position.location, position.net, { state: position.state, lot: position.lot, serial: position.serial, owner: position.owner });
  note('@supplier', item.supplier);
  note('@customer', item.customer);
  note('@adjustment', item.adjustment);
  note('@unconfirmed', item.unconfirmed);
  for (const transfer of item.transfers.values()) note(`@transit/${transfer.transfer}`, inTransit(transfer), { lot: transfer.lot, owner: transfer.owner });
  return postings;
}

/** Where the balance of a position, or of several together, comes from: its stock card, grouped by kind of event. The terms sum to the balance. */
export function explainBalance(register: Register, log: Iterable<LogEntry>, scope: StockCardScope): Explanation {
  const byType = new Map<Fact['type'], StockCardRow[]>();
  for (const row of stockCard(register, log, scope)) byType.set(row.type, [...(byType.get(row.type) ?? []), row]);
  const terms = [...byType].sort(([left], [right]) => compareText(left, right)).map(([type, rows]) => ({ type, rows, grains: sum(rows.map((row) => row.change)) }));
  return { grains: sum(terms.map((term) => term.grains)), terms };
}

function sum(amounts: readonly Grains[]): Grains {
  return amounts.reduce((running, amount) => addGrains(running, amount), grains(0));
}
