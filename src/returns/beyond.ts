import { grains, subtractGrains, type Grains } from '../quantity/index.js';

/** What of an amount another does not cover; nothing where it covers all. */
export function beyond(amount: Grains, other: Grains): Grains {
  return amount > other ? subtractGrains(amount, other) : grains(0);
}
