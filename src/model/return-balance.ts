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

/** What of an order line a return speaks for, as goods: what may still come or has come. Once it is closed only what has come. */
export function goodsOf(balance: ReturnBalance): Grains {
  return balance.closed > 0 || balance.received > balance.authorized ? balance.received : balance.authorized;
}

/** How much of a return found its place, whatever it became. */
export function dispositionedIn(balance: ReturnBalance): Grains {
  return Object.values(balance.dispositioned).reduce<Grains>(addGrains, grains(0));
}
