import type { Direction } from './rounding.js';

/** What a conversion is for. It decides which way the result is rounded; see {@link PURPOSES}. */
export type Purpose = 'fact' | 'reserve' | 'sell' | 'publish' | 'purchase' | 'request' | 'confirm' | 'transfer' | 'display';

/** How one purpose rounds. */
export interface PurposeRule {
  readonly direction: Direction;
  /** Why, in a sentence. */
  readonly meaning: string;
}

/** The closed set of purposes with their rounding. Every conversion rounds at most once, here, and returns the exact remainder. */
export const PURPOSES: Readonly<Record<Purpose, PurposeRule>> = {
  fact: { direction: 'halfEven', meaning: 'What happened is recorded at the nearest grain, without drift over many facts; the remainder stays with the fact.' },
  reserve: { direction: 'exact', meaning: 'A hold is exactly what was asked for, or refused.' },
  sell: { direction: 'down', meaning: 'Only whole packs that are there can be sold.' },
  publish: { direction: 'down', meaning: 'A channel is told no more than is there.' },
  purchase: { direction: 'up', meaning: 'A purchase covers the need; minimum and multiple follow in purchaseQuantity.' },
  request: { direction: 'up', meaning: 'A customer gets at least what was asked for; who must not get more refuses when a remainder comes back, or asks as reserve.' },
  confirm: { direction: 'down', meaning: 'No more is confirmed than is there.' },
  transfer: { direction: 'down', meaning: 'Only whole lots are moved; the leftover stays where it is.' },
  display: { direction: 'halfEven', meaning: 'A figure for people; never stored.' },
};
