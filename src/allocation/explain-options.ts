import type { Grains } from '../quantity/index.js';

/** How an explanation writes amounts. */
export interface ExplainOptions {
  /** The text of an amount, such as `12.5 KGM`. Default: the plain number of grains. */
  readonly amount?: ((grains: Grains) => string) | undefined;
}

/** The writer of amounts that options name. */
export function amountWriter(options: ExplainOptions): (grains: Grains) => string {
  return options.amount ?? String;
}
