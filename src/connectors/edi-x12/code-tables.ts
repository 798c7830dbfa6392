import type { PartnerMeasure } from '../../ports/index.js';

/**
 * What partners usually mean by their codes, in our words and limited to stock. A code means what the trading partner says it means: every table can be
 * overridden in the profile.
 */

/** QTY01 of an 846 (data element 673). A code that counts a movement or a forecast is no balance and has no measure. */
export const QUANTITY_MEASURES: Readonly<Record<string, PartnerMeasure>> = {
  '17': 'onHand', BI: 'onHand', '26': 'onHand', TX: 'onHand', '33': 'available', '34': 'available', V2: 'available', '27': 'committed', XU: 'reserved',
  '20': 'damaged', '74': 'damaged', QH: 'quarantined', '63': 'onOrder', IQ: 'inTransit', BQ: 'backordered',
};

/** ZA01 of an 852 (data element 859). `QA` means available here, while the same letters as QTY01 mean approved. */
export const ACTIVITY_MEASURES: Readonly<Record<string, PartnerMeasure>> = {
  QA: 'available', OH: 'onHand', QE: 'onHand', QC: 'committed', QH: 'quarantined', HL: 'quarantined', DG: 'damaged', QI: 'inTransit', QP: 'onOrder',
};

/** W13-03 of a 944 (data element 412): the condition that part of a receipt is in. Shortage (`02`) and overage (`03`) move nothing. */
export const RECEIVING_CONDITIONS: Readonly<Record<string, string>> = { '01': 'damaged', '09': 'inspection' };

/** What a line of a 947 does to stock. */
export type AdjustmentRule =
  /** The figure is corrected: by the amount as signed, or always down, or always up. */
  | { readonly kind: 'adjust'; readonly sign: 'asSent' | 'down' | 'up' }
  /** Goods change their condition; the sign is not looked at, because holds are sent with either. */
  | { readonly kind: 'state'; readonly from: string; readonly to: string }
  /** Goods came back from a customer. */
  | { readonly kind: 'return' }
  /** Nothing physical happened. */
  | { readonly kind: 'ignore' };

/** W19-01 of a 947 (data element 426). */
export const ADJUSTMENT_RULES: Readonly<Record<string, AdjustmentRule>> = {
  '05': { kind: 'state', from: 'sellable', to: 'quarantined' },
  '55': { kind: 'state', from: 'quarantined', to: 'sellable' },
  '08': { kind: 'state', from: 'sellable', to: 'inspection' },
  '88': { kind: 'state', from: 'inspection', to: 'sellable' },
  AU: { kind: 'state', from: 'sellable', to: 'damaged' },
  AV: { kind: 'state', from: 'sellable', to: 'damaged' },
  AW: { kind: 'state', from: 'sellable', to: 'blocked' },
  '06': { kind: 'adjust', sign: 'down' },
  '07': { kind: 'adjust', sign: 'down' },
  '56': { kind: 'adjust', sign: 'up' },
  AA: { kind: 'adjust', sign: 'asSent' },
  AE: { kind: 'adjust', sign: 'asSent' },
  AF: { kind: 'adjust', sign: 'asSent' },
  CR: { kind: 'return' },
  PC: { kind: 'ignore' },
};

/** W12-01 of a 945 (data element 368): statuses under which what was not shipped is still owed. */
export const BACKORDERED_STATUSES: readonly string[] = ['BP', 'BO'];

/** Which identifier of a line names the item, best first: the seller's and the buyer's numbers before bar codes, whose level is a pack. */
export const ITEM_QUALIFIERS: readonly string[] = ['VN', 'SK', 'VP', 'VC', 'BP', 'IN', 'PI', 'UP', 'UI', 'EN', 'UK', 'UA', 'MG'];

/** The value of a code in a table of the profile, or else in the usual one. Inherited members are no codes. */
export function lookUp<T>(code: string, usual: Readonly<Record<string, T>>, own?: Readonly<Record<string, T>>): T | undefined {
  if (own !== undefined && Object.hasOwn(own, code)) return own[code];
  return Object.hasOwn(usual, code) ? usual[code] : undefined;
}
