import { decimalText, floorDecimal } from './decimal-text.js';
import type { IssueList } from './issue-list.js';

/** The whole numbers a channel takes. */
export interface CountBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * The whole number to publish for an amount: rounded down, so that nothing is offered that is not there, then clamped to the channel's bounds. Each
 * change is reported as a warning. `undefined`, with an error, for a text that is no amount.
 */
export function publishableCount(amount: string, bounds: CountBounds, path: string, issues: IssueList): number | undefined {
  const exact = decimalText(amount);
  if (exact === undefined) {
    issues.error('publish.no_amount', path, 'The figure is no decimal amount');
    return undefined;
  }
  const whole = floorDecimal(exact);
  if (String(whole) !== exact) issues.warning('publish.rounded_down', path, `${exact} is published as ${whole}: the channel counts whole pieces`);
  const clamped = whole < BigInt(bounds.min) ? bounds.min : whole > BigInt(bounds.max) ? bounds.max : Number(whole);
  if (BigInt(clamped) !== whole) issues.warning('publish.clamped', path, `${whole} is published as ${clamped}: the channel takes ${bounds.min} to ${bounds.max}`);
  return clamped;
}
