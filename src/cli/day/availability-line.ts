import type { AvailabilityAnswer } from '../../commands/index.js';

/** Terms that take away from what is sellable, and measures that are there and do not count, in the order they are told. */
const TAKEN = [['reserved', 'reserved'], ['allocated', 'allocated'], ['picked', 'picked'], ['buffer', 'kept back']] as const;
const ASIDE = [['provisional', 'provisional'], ['inspection', 'in inspection'], ['damaged', 'damaged'], ['quarantined', 'quarantined'], ['expired', 'expired'], ['blocked', 'blocked'], ['foreignExcluded', 'of others']] as const;

/** One answer in words: what a channel may sell, and how that comes about. */
export function availabilityLine(answer: AvailabilityAnswer): string {
  const { item, channel, available, sellable, signed } = answer;
  const taken = TAKEN.filter(([term]) => answer[term].amount !== '0').map(([term, words]) => ` - ${answer[term].amount} ${words}`);
  const aside = ASIDE.filter(([term]) => answer[term].amount !== '0').map(([term, words]) => `${answer[term].amount} ${words}`);
  const limited = signed.amount === available.amount ? '' : `, clamped from ${signed.amount}`;
  const beside = aside.length === 0 ? '' : `; not counted: ${aside.join(', ')}`;
  return `${item.padEnd(8)} ${channel.padEnd(8)} ${available.amount.padStart(7)} ${available.unit.padEnd(3)} = ${sellable.amount} sellable${taken.join('')}${limited}${beside}`;
}
