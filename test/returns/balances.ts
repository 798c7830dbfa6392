import type { ReturnBalance, TransferBalance } from '../../src/model/index.js';

type Counters<Balance> = { readonly [Name in keyof Balance]?: Balance[Name] extends string ? string : Balance[Name] extends number ? number : Readonly<Record<string, number>> };

/** A return line of which only this is known. */
export function returned(counters: Counters<ReturnBalance>): ReturnBalance {
  return { returnLine: 'R', authorized: 0, received: 0, inspected: 0, dispositioned: {}, credited: 0, closed: 0, ...counters } as ReturnBalance;
}

/** A transfer of which only this is known. */
export function moved(counters: Counters<TransferBalance>): TransferBalance {
  return { transfer: 'T', lot: '', owner: '', dispatched: 0, received: 0, rejected: 0, lost: 0, ...counters } as TransferBalance;
}
