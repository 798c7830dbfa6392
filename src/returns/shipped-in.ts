import type { LineBalance } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';

/** All that left for an order line, what exceeded the request included. */
export function shippedIn(line: LineBalance | undefined): Grains {
  return line === undefined ? grains(0) : addGrains(line.shipped, line.excess);
}
