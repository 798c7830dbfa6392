import { addGrains, grains, subtractGrains, type Grains } from '../../quantity/index.js';
import type { Dialect } from './dialect.js';

/**
 * SAP's cumulated available-to-promise quantity: each requirement, in order of date, takes from the receipt nearest before it, then from earlier ones. What receipts have
 * left adds up; a requirement that nothing covers is taken off, so that a sum below zero says that more is confirmed than comes.
 */
export const sapReceiptNetting: Dialect = {
  name: 'sapReceiptNetting',
  title: 'SAP, receipt netting',
  source: 'https://www.sapdatasheet.org/abap/dtel/mng14.html',
  terms: { shows: 'cumulative', looksAhead: 'toTheEnd', shortage: 'carriedOn', below: 'signed' },
  reads: { bucket: 'day' },
  row({ opening, periods }) {
    const open = periods.map(({ supply }, index) => (index === 0 && opening > 0 ? addGrains(supply, opening) : supply));
    const uncovered = periods.map(({ demand }, index) => {
      let wanted: Grains = index === 0 && opening < 0 ? subtractGrains(demand, opening) : demand;
      for (let receipt = index; receipt >= 0 && wanted > 0; receipt--) {
        const taken = grains(Math.min(open[receipt]!, wanted));
        open[receipt] = subtractGrains(open[receipt]!, taken);
        wanted = subtractGrains(wanted, taken);
      }
      return wanted;
    });
    let sum = grains(0);
    return open.map((left, index) => (sum = subtractGrains(addGrains(sum, left), uncovered[index]!)));
  },
};
