import { grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';
import { tableSeries } from './table-series.js';

/**
 * Dynamics 365 order promising: the balance less what goes, net, in later periods until more has come than gone since. It stops looking there, so a lack behind that
 * period is not seen. Never below zero. Late lines count within fences and from an offset, which the caller states as the policy's past-due rules.
 */
export const d365OrderPromising: Dialect = {
  name: 'd365OrderPromising',
  title: 'Dynamics 365 order promising',
  source: 'https://learn.microsoft.com/en-us/dynamics365/supply-chain/sales-marketing/delivery-dates-available-promise-calculations',
  terms: { shows: 'cumulative', looksAhead: 'toFirstRecovery', shortage: 'carried', below: 'zero' },
  reads: { bucket: 'day' },
  row(table) {
    const { projected } = tableSeries(table);
    return Array.from(projected, (balance, index) => {
      let last = index;
      // Since this period more has come than gone exactly when the balance is higher.
      while (last + 1 < projected.length && projected[last + 1]! <= balance) last += 1;
      return grains(Math.max(projected[last]!, 0));
    });
  },
};
