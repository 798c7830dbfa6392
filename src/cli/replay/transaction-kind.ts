import type { TransactionLine } from './transaction-line.js';

/** What a line of a transaction file is about. */
export type TransactionKind = 'sale' | 'return' | 'adjustment' | 'financial';

/** Stock codes under which postage, fees, discounts and manual entries are booked. */
const FINANCIAL_ITEMS: ReadonlySet<string> = new Set(['POST', 'DOT', 'M', 'D', 'S', 'C2', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK']);

/** Whether a stock code stands for money and not for goods. */
export function isFinancialItem(item: string): boolean {
  return FINANCIAL_ITEMS.has(item) || item.startsWith('GIFT_');
}

/**
 * Tells what a line is. Money alone: a document beginning with `A`, or an item that is none. A return: a document beginning with `C`. An adjustment: the only
 * line of its document, free, and for no customer. Everything else is a sale.
 */
export function transactionKind({ document, item, isFree, hasCustomer }: TransactionLine, linesOfDocument: number): TransactionKind {
  if (document.startsWith('A') || isFinancialItem(item)) return 'financial';
  if (document.startsWith('C')) return 'return';
  return isFree && !hasCustomer && linesOfDocument === 1 ? 'adjustment' : 'sale';
}

/** By how much a line changes stock: an adjustment by its own sign, a sale or return against it, money not at all. */
export function stockChange(kind: TransactionKind, quantity: string): bigint {
  if (kind === 'financial') return 0n;
  return kind === 'adjustment' ? BigInt(quantity) : -BigInt(quantity);
}
