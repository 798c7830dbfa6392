import { resolveEvent, type Ledger } from '../../src/ledger/index.js';
import type { Fact, Register, StockEvent } from '../../src/model/index.js';

export const RETAIL_SOURCE = 'invoices';

/** One line of the file, and what it does to the stock. */
export interface RetailRow {
  readonly kind: 'sale' | 'return' | 'adjustment' | 'financial';
  readonly item: string;
  /** Invoice and place within it. */
  readonly id: string;
  readonly at: string;
  /** Change of the stock in eaches. */
  readonly change: number;
  readonly text: string;
}

const NOT_GOODS = new Set(['POST', 'DOT', 'M', 'D', 'S', 'C2', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK']);

/** Reads one file by the rules of its description: no quoted field spans lines. */
export function readRows(text: string): RetailRow[] {
  const lines = text.split('\n').slice(1).filter((line) => line !== '');
  const cells = lines.map(cellsOf);
  const sizes = new Map<string, number>();
  for (const [invoice = ''] of cells) sizes.set(invoice, (sizes.get(invoice) ?? 0) + 1);
  const ordinals = new Map<string, number>();
  return cells.map(([invoice = '', code = '', , quantity = '', date = '', price = '', customer = ''], index) => {
    const ordinal = (ordinals.get(invoice) ?? 0) + 1;
    ordinals.set(invoice, ordinal);
    const item = code.trim().toUpperCase();
    const kind = invoice.startsWith('A') || NOT_GOODS.has(item) || item.startsWith('GIFT_') ? 'financial'
      : invoice.startsWith('C') ? 'return'
        : Number(price) === 0 && customer === '' && sizes.get(invoice) === 1 ? 'adjustment' : 'sale';
    const amount = Number(quantity);
    return { kind, item, id: `${invoice}#${ordinal}`, at: `${date.replace(' ', 'T')}Z`, change: kind === 'financial' ? 0 : kind === 'adjustment' ? amount : 0 - amount, text: lines[index]! };
  });
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const sign = line[index]!;
    if (sign === '"' && quoted && line[index + 1] === '"') cell += line[++index]!;
    else if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

export function factsOfRows(register: Register, rows: readonly RetailRow[], numbered: boolean): Fact[] {
  return rows.map(({ kind, item, id, at, change }, index) => {
    const envelope = { source: RETAIL_SOURCE, id, effectiveAt: at, item, location: 'DC', ...(numbered && { sourceSequence: index + 1 }) };
    const amount = { quantity: { amount: String(Math.abs(change)), unit: 'EA' } };
    const event: StockEvent = kind === 'adjustment' || (kind === 'sale' && change > 0) || (kind === 'return' && change < 0)
      ? { type: 'stock.adjusted', ...envelope, quantity: { amount: String(change), unit: 'EA' }, reason: kind }
      : kind === 'sale' ? { type: 'stock.shipped', ...envelope, ...amount } : { type: 'stock.returned', ...envelope, ...amount, state: 'sellable' };
    const resolved = resolveEvent(register, event);
    if (!resolved.ok) throw new Error(`${id}: ${JSON.stringify(resolved.unresolved)}`);
    return resolved.fact;
  });
}

export function balanceOfAll(ledger: Ledger): Map<string, number> {
  const balances = new Map<string, number>();
  for (const [item, { positions }] of ledger.items) balances.set(item, [...positions.values()].reduce((sum, position) => sum + position.net + position.derived, 0));
  return balances;
}
