import { describe, expect, it } from 'vitest';
import type { Grains } from '../../src/quantity/index.js';
import { decideAuthorize, decideCancelTransfer, refundEffect } from '../../src/returns/index.js';
import { line } from '../reservation/lines.js';
import { moved, returned } from './balances.js';

describe('an amount that cannot be meant is a mistake of the caller, whatever else would be answered', () => {
  it.each([0, -1, 0.5, NaN, Infinity])('%d', (amount) => {
    const grains = amount as Grains;
    const said = `request.grains is a whole number above zero, not ${amount}`;
    expect(() => decideAuthorize(line({ shipped: 5 }), [], { grains, at: 0 })).toThrow(new TypeError(said));
    expect(() => decideAuthorize(undefined, [], { grains, at: 2, windowEndsAt: 1 })).toThrow(TypeError);
    expect(() => refundEffect(line({ shipped: 5 }), [returned({ received: 2 })], { grains, shippedGoods: 'comeBack' })).toThrow(new TypeError(said));
    expect(() => decideCancelTransfer(moved({ dispatched: 5 }), { outcome: 'writeOff', grains })).toThrow(new TypeError(said));
    expect(() => decideCancelTransfer(moved({}), { outcome: 'restock', location: 'EAST', grains })).toThrow(TypeError);
  });
});
