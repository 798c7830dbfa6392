import { ratioText, type Grains } from '../quantity/index.js';
import type { KitAllocation, KitPartialRule } from './allocate-kits.js';
import type { KitExplosion } from './explode-kit.js';
import type { KitAvailability, PartShortage } from './kit-availability.js';

/** How an explanation of kits writes amounts: each part has its own unit. */
export interface ExplainKitOptions {
  /** The text of an amount of an item. Default: the plain number of grains. */
  readonly amount?: ((item: string, grains: Grains) => string) | undefined;
}

/** The parts of a kit in words. */
export function explainExplosion(explosion: KitExplosion): string {
  return [`one grain of ${explosion.kit} takes`, ...explosion.parts.map(({ item, perKit }) => `${ratioText(perKit)} of ${item}`)].join('\n');
}

/** How many kits can be built and what stands in the way of one more, in words. */
export function explainKitAvailability(answer: KitAvailability, options: ExplainKitOptions = {}): string {
  const amount = amountOf(options);
  return [
    `${answer.kits} kits can be built`,
    ...answer.limits.map(({ item, perKit, available, kits }) => `${amount(item, available)} of ${item} at ${ratioText(perKit)} each make ${kits}${answer.binding.includes(item) ? ': the limit' : ''}`),
  ].join('\n');
}

const PARTIAL: Readonly<Record<KitPartialRule, string>> = {
  refuse: 'kits whole or not at all', wholeKits: 'as many whole kits as there are', components: 'each part as far as it goes',
};

/** An allocation of kits in words, line by line, and what is short. */
export function explainKitAllocation(answer: KitAllocation, options: ExplainKitOptions = {}): string {
  const amount = amountOf(options);
  return [
    PARTIAL[answer.partial],
    ...answer.lines.map(({ line, requested, kits, takes }) => `${line} gets ${kits} of ${requested} kits: ${takes.map((take) => `${amount(take.item, take.grains)} of ${take.item}`).join(', ') || 'nothing'}`),
    ...answer.shortages.map((shortage) => shortageText(shortage, amount)),
  ].join('\n');
}

/** Short parts in words, one to a line. */
export function explainKitShortage(shortages: readonly PartShortage[], options: ExplainKitOptions = {}): string {
  const amount = amountOf(options);
  return shortages.length === 0 ? 'no part is short' : shortages.map((shortage) => shortageText(shortage, amount)).join('\n');
}

function shortageText({ item, needed, available, short }: PartShortage, amount: (item: string, grains: Grains) => string): string {
  return `${item} is short by ${amount(item, short)}: ${amount(item, needed)} needed, ${amount(item, available)} there`;
}

function amountOf(options: ExplainKitOptions): (item: string, grains: Grains) => string {
  return options.amount ?? ((_item, grains) => String(grains));
}
