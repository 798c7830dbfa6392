import { formatInstant } from '../foundation/index.js';
import type { BackorderChange, BackorderReason, BackorderRun } from './backorder-run.js';
import { amountWriter, type ExplainOptions } from './explain-options.js';

const REASONS: Readonly<Record<BackorderReason, string>> = {
  won: 'it must be confirmed in full', gained: 'its turn came while there was more', same: 'it keeps what it had', ranShort: 'others came first', gaveUp: 'it gives up what it had',
  untouched: 'it is not touched',
};

/** A backorder run in words: the order, then each line in its turn with what changed and why. */
export function explainBackorders(run: BackorderRun, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  const turns = [...run.changes].sort((one, other) => one.turn - other.turn);
  return [
    `in order of ${run.order}`,
    ...turns.map((change) => `${change.turn}. ${change.line} (${change.strategy}) had ${amount(change.before)}, has ${amount(change.after)} of ${amount(change.requested)}: ${REASONS[change.why]}${datesOf(change, amount)}`),
    ...run.left.map(({ grains, at }) => `${amount(grains)}${at === undefined ? '' : ` from ${formatInstant(at)} on`} is left`),
  ].join('\n');
}

function datesOf({ confirmations }: BackorderChange, amount: (value: BackorderChange['after']) => string): string {
  const dated = confirmations.flatMap(({ grains, at, late }) => (at === undefined ? [] : [`${amount(grains)} at ${formatInstant(at)}${late ? ', late' : ''}`]));
  return dated.length === 0 ? '' : `; ${dated.join('; ')}`;
}
