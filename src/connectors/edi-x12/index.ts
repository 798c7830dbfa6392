/**
 * X12 warehouse documents: 846, 852, 856, 940, 943, 944, 945 and 947 in; 846 and 997 out. Its law: tolerant in reading and strict in writing, what a code
 * means is the partner's profile, and what a document says about itself is checked.
 * @module
 */
export {
  ACTIVITY_MEASURES, ADJUSTMENT_RULES, BACKORDERED_STATUSES, ITEM_QUALIFIERS, QUANTITY_MEASURES, RECEIVING_CONDITIONS, type AdjustmentRule,
} from './code-tables.js';
export { controlTotals, type ControlTotal } from './control-totals.js';
export { decodeX12, type X12Decoded, type X12Document } from './decode.js';
export type { Delimiters } from './delimiters.js';
export { parseX12, type Group, type Interchange, type ParsedX12, type Transaction } from './envelope.js';
export { X12_LIMITS } from './limits.js';
export type { X12Profile } from './profile.js';
export { elementOf, pathOf, type Segment } from './segment.js';
export { write846, type Write846Options, type WrittenX12, type X12Figure } from './write-846.js';
export { write997, type Acknowledgement } from './write-997.js';
export { writeX12, x12Text, type X12Body, type X12Envelope, type X12Party } from './writer.js';
