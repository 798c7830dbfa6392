import { closeOfDateText } from '../../wire/index.js';
import { ACTIVITY_MEASURES, lookUp } from './code-tables.js';
import { amountOf, calendarDate, fault, itemOf, linPairs, partyId, remark, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/**
 * 852, product activity data: the balances at the end of the reported period, by the retailer's location. Sales, receipts and returns of the retailer are
 * not ours to record.
 */
export function decode852(context: DocumentContext): void {
  const period = context.transaction.segments.find(({ id }) => id === 'XQ');
  const asOf = period === undefined ? undefined : endOfPeriod(context, period);
  if (asOf === undefined) {
    fault(context, period ?? context.transaction.header, undefined, 'x12.no_date', 'The report does not say which period it is about');
    return;
  }
  let location = warehouseOf(context);
  let item: string | undefined;
  for (const segment of context.transaction.segments) {
    if (segment.id === 'N1' && elementOf(segment, 1) === 'RL') location = partyId(segment) || location;
    else if (segment.id === 'LIN') item = itemOf(context, segment, linPairs(segment));
    else if (segment.id === 'ZA' && item !== undefined && location !== undefined) readActivity(context, segment, { item, location, asOf });
  }
}

/** XQ-03, or XQ-02 where the period is one day. */
function endOfPeriod(context: DocumentContext, period: Segment): string | undefined {
  const date = calendarDate(elementOf(period, 3) || elementOf(period, 2));
  return date === undefined ? undefined : closeOfDateText(date, context.profile.timeZone);
}

interface Subject {
  readonly item: string;
  readonly location: string;
  readonly asOf: string;
}

function readActivity(context: DocumentContext, segment: Segment, { item, location, asOf }: Subject): void {
  const code = elementOf(segment, 1);
  const measure = code === 'QO' ? 'available' : lookUp(code, ACTIVITY_MEASURES, context.profile.activityMeasures);
  if (measure === undefined) {
    remark(context, segment, 1, 'x12.not_a_balance', `The activity ${code.slice(0, 10)} is no balance that is compared`);
    return;
  }
  const amount = amountOf(context, segment, 2);
  const unit = unitOf(context, segment, 3);
  // QO says that nothing is left; its number counts what was missed, not what is there.
  if (amount === undefined || unit === undefined) return;
  const head = { system: context.profile.source, measure, asOf, full: false };
  context.statements.add(head, { item, location, quantity: { amount: code === 'QO' ? '0' : amount, unit } }, pathOf(segment));
}
