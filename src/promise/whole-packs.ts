import { grains, type Grains } from '../quantity/index.js';

/** An amount, not below zero, as a whole number of packs: less of it, or more. Without a pack it is whole as it is. @throws InventoryError `quantity.overflow` */
export function wholePacks(amount: Grains, pack: Grains | undefined, direction: 'down' | 'up'): Grains {
  if (pack === undefined) return amount;
  const over = amount % pack;
  return grains(over === 0 || direction === 'down' ? amount - over : amount - over + pack);
}
