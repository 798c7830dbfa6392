import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { Disposition } from './stock-event.js';

/** What is known of one line of a return. Each figure is a sum of facts, so they may run ahead of each other when facts come late. */
export interface ReturnBalance {
  readonly returnLine: string;
  /** How much may come. */
  readonly authorized: Grains;
  /** How much came. */
  readonly received: Grains;
  readonly inspected: Grains;
  /** How much of it found its place, by what it became. */
  readonly dispositioned: Readonly<Partial<Record<Disposition, Grains>>>;
  /** How much the customer was credited for. */
  readonly credited: Grains;
  /** How many facts say that nothing more is expected. */
  readonly closed: number;
}

const ZERO = grains(0);

/** How much of a return found its place, whatever it became. */
export function dispositionedIn(balance: ReturnBalance): Grains {
  return Object.values(balance.dispositioned).reduce<Grains>(addGrains, ZERO);
}

/** How much of a return is here by any account: what was inspected or found its place has come, also where nobody said so yet. */
export function arrivedIn(balance: ReturnBalance): Grains {
  return mostOf(balance.received, mostOf(balance.inspected, dispositionedIn(balance)));
}

/** What a return speaks for of its order line: what came or may still come. Once it is closed, only what came. */
export function spokenForIn(balance: ReturnBalance): Grains {
  const arrived = arrivedIn(balance);
  return balance.closed > 0 ? arrived : mostOf(arrived, balance.authorized);
}

function mostOf(left: Grains, right: Grains): Grains {
  return left > right ? left : right;
}
