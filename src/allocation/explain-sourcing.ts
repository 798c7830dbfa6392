import { amountWriter, type ExplainOptions } from './explain-options.js';
import type { SourcedOrder } from './source-lines.js';
import type { OrderSourcing, SourcingShortage } from './sourcing-request.js';

/** One order's answer in words: where each line comes from, what is missing, and how good the choice is known to be. */
export function explainSourcing(answer: SourcedOrder, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  const short = ({ line, requested, available }: SourcingShortage): string => `line ${line}: ${amount(available)} of ${amount(requested)}`;
  if (answer.ok) return sourcedText(answer, amount);
  const { reason } = answer;
  if (reason.code === 'allocation.insufficient') return [`order ${reason.order} is refused: ${reason.certain ? 'there is not enough' : 'no way to fill it in whole packs was found'}`, ...reason.shortages.map(short)].join('\n');
  const limits = [
    ...(reason.shipmentsMax === undefined ? [] : [`at most ${reason.shipmentsMax} shipments`]), ...(reason.placesPerItemMax === undefined ? [] : [`at most ${reason.placesPerItemMax} places for an item`]),
  ].join(' and ');
  const certain = reason.certain ? 'no choice fills it' : 'no choice that fills it was found';
  return [`order ${reason.order} is refused: there is enough, but with ${limits} ${certain}`, ...reason.shortages.map(short)].join('\n');
}

function sourcedText(answer: OrderSourcing, amount: ReturnType<typeof amountWriter>): string {
  const { order, lines, shipments, cost } = answer;
  return [
    `order ${order} in ${shipments.length} shipments, cost ${cost}`,
    ...lines.map(({ line, unfilled, parts }) => {
      const from = parts.map(({ location, grains }) => `${amount(grains)} from ${location}`);
      return `line ${line}: ${[...from, ...(unfilled > 0 ? [`${amount(unfilled)} unfilled`] : [])].join(', ') || 'nothing asked for'}`;
    }),
    proofText(answer, amount),
  ].join('\n');
}

function proofText({ lines, proof }: OrderSourcing, amount: ReturnType<typeof amountWriter>): string {
  if (proof.exact) return 'no choice within the limits is better';
  const filled = lines.reduce((sum, { sourced }) => sum + sourced, 0);
  const gaps = [
    ...(proof.filledAtMost > filled ? [`${amount(proof.filledAtMost)} might be filled`] : []),
    ...(proof.value === undefined || proof.atLeast === undefined || proof.atLeast >= proof.value ? [] : [`${proof.atLeast} instead of ${proof.value} might do`]),
  ];
  return `the best choice found: ${gaps.join(', ')}`;
}
