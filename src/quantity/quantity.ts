/**
 * An amount in a unit, as it stands at the border: `{ amount: '12.5', unit: 'KGM' }`. The amount is canonical decimal text (see {@link isCanonicalAmount}),
 * so equal quantities of one unit are equal texts.
 */
export interface Quantity {
  readonly amount: string;
  /** Code of the unit: a pack of the item such as `CA`, or a standard unit such as `KGM`. */
  readonly unit: string;
}
