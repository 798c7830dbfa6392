import { TRANSITIONS } from '../src/reservation/transitions.js';
import { RETURN_TRANSITIONS } from '../src/returns/return-transitions.js';
import { TRANSFER_TRANSITIONS } from '../src/returns/transfer-transitions.js';
import type { MachineRow } from './machine-page.js';

/** Every page that prints a machine, with the rows it is made from and the states nothing leaves. */
export const MACHINE_PAGES: readonly { readonly page: string; readonly rows: readonly MachineRow[]; readonly end: readonly string[] }[] = [
  { page: 'docs/concepts/reservations.md', rows: TRANSITIONS, end: ['shipped', 'released', 'cancelled'] },
  { page: 'docs/concepts/returns.md', rows: RETURN_TRANSITIONS, end: ['restocked', 'damaged', 'quarantined', 'scrapped', 'returnedToVendor', 'credited'] },
  { page: 'docs/concepts/transfers.md', rows: TRANSFER_TRANSITIONS, end: ['received', 'rejected', 'lost'] },
];
