import { absoluteDecimal, negateDecimal } from '../../wire/index.js';
import { ADJUSTMENT_RULES, lookUp, type AdjustmentRule } from './code-tables.js';
import { amountOf, fault, itemOf, needed, remark, timeOf, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { lineKey, lineLoops, type LineLoop } from './line-loops.js';
import { elementOf, pathOf } from './segment.js';

/**
 * 947, warehouse inventory adjustment advice: each line does what the rule of its reason says. A reason without a rule is an error, because a hold that is
 * read as a loss is wrong twice.
 */
export function decode947(context: DocumentContext): void {
  const header = context.transaction.segments.find(({ id }) => id === 'W15');
  if (header === undefined) {
    fault(context, context.transaction.header, undefined, 'x12.no_header', 'There is no W15');
    return;
  }
  const number = elementOf(header, 2) || needed(context, header, 3, 'adjustment number');
  const adjustedAt = timeOf(context, header, 1);
  const location = warehouseOf(context);
  if (number === undefined || adjustedAt === undefined || location === undefined) return;
  for (const loop of lineLoops(context.transaction.segments, 'W19')) decodeLine(context, loop, { number, adjustedAt, location });
}

interface Adjustment {
  readonly number: string;
  readonly adjustedAt: string;
  readonly location: string;
}

function decodeLine(context: DocumentContext, loop: LineLoop, adjustment: Adjustment): void {
  const { segment } = loop;
  const code = elementOf(segment, 1);
  const rule = lookUp(code, ADJUSTMENT_RULES, context.profile.adjustmentRules);
  if (rule === undefined) {
    fault(context, segment, 1, 'x12.unknown_reason', `The reason ${code.slice(0, 20) || 'that is missing'} has no rule; give it one in the profile`);
    return;
  }
  if (rule.kind === 'ignore') {
    remark(context, segment, 1, 'x12.no_stock_effect', `The reason ${code} moves no stock`);
    return;
  }
  const item = itemOf(context, segment, [5, 7], 4);
  const unit = unitOf(context, segment, 3);
  const amount = amountOf(context, segment, 2);
  if (item === undefined || unit === undefined || amount === undefined) return;
  const lot = elementOf(segment, 9);
  const line = {
    source: context.profile.source, id: `947/${adjustment.number}#${lineKey(loop)}`, effectiveAt: adjustment.adjustedAt, item,
    correlationId: `947/${adjustment.number}`, location: adjustment.location, ...(lot === '' ? {} : { lot }),
  };
  const size = { amount: absoluteDecimal(amount), unit };
  if (rule.kind === 'state') context.events.add({ type: 'stock.stateChanged', ...line, fromState: rule.from, toState: rule.to, quantity: size }, pathOf(segment));
  else if (rule.kind === 'return') context.events.add({ type: 'stock.returned', ...line, state: 'inspection', quantity: size }, pathOf(segment));
  else context.events.add({ type: 'stock.adjusted', ...line, reason: `947/${code}`, quantity: { amount: signed(amount, rule), unit } }, pathOf(segment));
}

function signed(amount: string, rule: Extract<AdjustmentRule, { kind: 'adjust' }>): string {
  if (rule.sign === 'asSent') return amount;
  return rule.sign === 'up' ? absoluteDecimal(amount) : negateDecimal(absoluteDecimal(amount));
}
