import type { Instant } from '../foundation/index.js';
import type { Fact, Position, Register } from '../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../quantity/index.js';
import { settle } from './count.js';
import { asOf, replayAdmitted, standingFacts, type LogEntry } from './replay.js';
import { compareOrder, orderOf, type CanonicalOrder } from './statement.js';
import type { ItemLedger } from './item-ledger.js';

/** One row of a stock card. */
export interface StockCardRow {
  readonly at: Instant;
  readonly type: Fact['type'];
  readonly source: string;
  readonly id: string;
  /** Change of the position: a movement, or the adjustment a count implies. */
  readonly change: Grains;
  /** The position after it, in effective order. */
  readonly balance: Grains;
  /** The document, order, supply, transfer or return line it speaks of; empty if none. */
  readonly line: string;
}

/** Which positions a card is about. Parts left out match all. */
export interface StockCardScope {
  readonly item: string;
  readonly location?: string | undefined;
  readonly state?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  readonly owner?: string | undefined;
}

type Parts = Pick<Required<Position>, 'location' | 'state' | 'lot' | 'serial' | 'owner'>;

/**
 * The history of a position, or of several together, in effective order with the running balance: movements as posted and counts as the adjustments they
 * imply today. The last balance is the present one.
 */
export function stockCard(register: Register, log: Iterable<LogEntry>, scope: StockCardScope): readonly StockCardRow[] {
  const entries = [...log].filter((entry) => 'fact' in entry && (entry.fact.item === scope.item));
  const facts = standingFacts(entries);
  const item = asOf(register, entries, {}).items.get(scope.item);
  const rows: { order: CanonicalOrder; fact: Fact; change: Grains }[] = [];
  for (const company of byDocument(facts)) {
    let before = grains(0);
    company.forEach((fact, index) => {
      const after = netWithin(replayAdmitted(register, company.slice(0, index + 1).map((one) => ({ fact: one }))).items.get(scope.item), scope);
      if (after !== before) rows.push({ order: orderOf(fact), fact, change: subtractGrains(after, before) });
      before = after;
    });
  }
  if (item !== undefined) rows.push(...countRows(register, item, scope));
  rows.sort((left, right) => compareOrder(left.order, right.order));
  let balance = grains(0);
  return rows.map(({ fact, change }) => {
    balance = addGrains(balance, change);
    return { at: fact.at, type: fact.type, source: fact.source, id: fact.id, change, balance, line: fact.line };
  });
}

/**
 * The movements in groups that must be read together, each in canonical order: facts of one document settle one another, all others stand alone. What a
 * fact changes is then the fold with it less the fold without, so that every posting rule holds here as well.
 */
function byDocument(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.document === '' && (fact.type === 'stock.counted' || fact.type === 'stock.opened')) continue;
    const key = fact.document === '' ? `\u001f${fact.source}\u001f${fact.id}` : fact.document;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return [...groups.values()].map((group) => group.sort((left, right) => compareOrder(orderOf(left), orderOf(right))));
}

function netWithin(item: ItemLedger | undefined, scope: StockCardScope): Grains {
  let net = grains(0);
  for (const position of item?.positions.values() ?? []) if (matches(position, scope)) net = addGrains(net, position.net);
  return net;
}

function countRows(register: Register, item: ItemLedger, scope: StockCardScope): { order: CanonicalOrder; fact: Fact; change: Grains }[] {
  const changes = new Map<Fact, Grains>();
  settle(register, item, (effect) => {
    if (matches(effect, scope)) changes.set(effect.count, addGrains(changes.get(effect.count) ?? grains(0), subtractGrains(effect.after, effect.before)));
  });
  return [...changes].map(([fact, change]) => ({ order: orderOf(fact), fact, change }));
}

function matches(parts: Parts, scope: StockCardScope): boolean {
  return (scope.location === undefined || scope.location === parts.location) && (scope.state === undefined || scope.state === parts.state)
    && (scope.lot === undefined || scope.lot === parts.lot) && (scope.serial === undefined || scope.serial === parts.serial)
    && (scope.owner === undefined || scope.owner === parts.owner);
}
