import { ratioText } from '../quantity/index.js';
import type { DrawDown } from './draw-down.js';
import { amountWriter, type ExplainOptions } from './explain-options.js';
import type { FairShares, ShareMethod } from './fair-share.js';
import type { QuotaRequest, Quotas } from './quota.js';
import type { Waterfall } from './waterfall.js';

const METHODS: Readonly<Record<ShareMethod, string>> = { largestRemainder: 'by largest remainder', divisor: 'by Webster’s divisor method' };

const HELD = { floor: ', its floor', cap: ', its cap', level: '' } as const;

/** A fair share in words, a line for each claim. The level is in grains for each unit of weight. */
export function explainFairShare(answer: FairShares, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  return [
    `${amount(answer.supply)} shared ${METHODS[answer.method]}, in multiples of ${amount(answer.multiple)}`,
    answer.level === undefined ? 'floors or caps alone decide' : `the exact level is ${ratioText(answer.level)} for each unit of weight`,
    ...answer.shares.map(({ claim, grains, heldBy }) => `${claim} gets ${amount(grains)}${HELD[heldBy]}`),
    `${amount(answer.common)} stays common`,
  ].join('\n');
}

/** A waterfall in words, a line for each claim in the order of their turns. */
export function explainWaterfall(answer: Waterfall, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  const turns = [...answer.grants].sort((one, other) => one.turn - other.turn);
  return [
    `${amount(answer.supply)} given in order of priority, in multiples of ${amount(answer.multiple)}`,
    ...turns.map(({ claim, turn, requested, granted }) => `${turn}. ${claim} gets ${amount(granted)} of ${amount(requested)}`),
    `${amount(answer.common)} stays common`,
  ].join('\n');
}

const QUOTAS: Readonly<Record<QuotaRequest['rule'], string>> = {
  fixed: 'to fixed targets in order', scaled: 'to targets, scaled down alike where short', percent: 'by percent', ratio: 'by ratio',
};

/** Quotas in words, a line for each claim. */
export function explainQuota(answer: Quotas, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  return [
    `${amount(answer.pool)} divided ${QUOTAS[answer.rule]}, in multiples of ${amount(answer.multiple)}`,
    ...answer.shares.map(({ claim, grains }) => `${claim} gets ${amount(grains)}`),
    `${amount(answer.common)} stays common`,
  ].join('\n');
}

const RIGHTS = { own: 'its own', above: 'above it', lowerRank: 'a less important branch' } as const;

/** A draw-down in words, a line for each draw. */
export function explainDrawDown(answer: DrawDown, options: ExplainOptions = {}): string {
  const amount = amountWriter(options);
  return [
    `${amount(answer.requested)} asked for at ${answer.at}`,
    ...answer.draws.map(({ node, grains, by }) => `${amount(grains)} from ${node}, ${RIGHTS[by]}`),
    ...(answer.remainder > 0 ? [`${amount(answer.remainder)} no node in reach covers`] : []),
  ].join('\n');
}
