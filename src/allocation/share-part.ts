import type { Vessel } from './fill-level.js';

/** A claim in whole multiples. */
export interface SharePart extends Vessel {
  readonly claim: string;
  /** Floor and cap as numbers of multiples. */
  readonly least: number;
  readonly most: number;
}
