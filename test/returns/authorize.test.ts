import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineBalance, ReturnBalance } from '../../src/model/index.js';
import { spokenForIn } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideAuthorize, refundEffect, type RefundEffect, type RefundRequest } from '../../src/returns/index.js';
import { line } from '../reservation/lines.js';
import { runs } from '../runs.js';
import { returned } from './balances.js';

const NOON = Date.parse('2026-05-12T12:00:00Z');
const ask = (amount: number, windowEndsAt?: number) => ({ grains: grains(amount), at: NOON, windowEndsAt });

describe('a return is authorised', () => {
  it.each<[string, LineBalance | undefined, ReturnBalance[], Parameters<typeof decideAuthorize>[2], object]>([
    ['up to what was shipped', line({ shipped: 5 }), [], ask(5), { ok: true, authorized: 5, returnable: 0 }],
    ['what was shipped beyond the request included', line({ shipped: 5 }, { excess: grains(2) }), [], ask(6), { ok: true, authorized: 6, returnable: 1 }],
    ['not beyond it', line({ shipped: 5 }), [], ask(6), { ok: false, reason: { code: 'return.exceeds_shipped', requested: 6, shipped: 5, spokenFor: 0, returnable: 5 } }],
    ['not for what is only held', line({ picked: 5 }), [], ask(1), { ok: false, reason: { code: 'return.exceeds_shipped', requested: 1, shipped: 0, spokenFor: 0, returnable: 0 } }],
    ['not for a line nobody knows', undefined, [], ask(1), { ok: false, reason: { code: 'return.exceeds_shipped', requested: 1, shipped: 0, spokenFor: 0, returnable: 0 } }],
    ['less what other returns speak for', line({ shipped: 5 }), [returned({ authorized: 2 }), returned({ authorized: 1, received: 2 })], ask(1), { ok: true, authorized: 1, returnable: 0 }],
    ['and no more than that', line({ shipped: 5 }), [returned({ authorized: 2 }), returned({ authorized: 1, received: 2 })], ask(2),
      { ok: false, reason: { code: 'return.exceeds_shipped', requested: 2, shipped: 5, spokenFor: 4, returnable: 1 } }],
    ['again, for what a closed return did not bring', line({ shipped: 5 }), [returned({ authorized: 5, received: 1, closed: 1 })], ask(4), { ok: true, authorized: 4, returnable: 0 }],
    ['not below nothing, where more came back than was shipped', line({ shipped: 1 }), [returned({ received: 3 })], ask(1), { ok: false, reason: { code: 'return.exceeds_shipped', requested: 1, shipped: 1, spokenFor: 3, returnable: 0 } }],
    ['until the window ends', line({ shipped: 5 }), [], ask(1, NOON + 1), { ok: true, authorized: 1, returnable: 4 }],
    ['not at the instant it ends', line({ shipped: 5 }), [], ask(1, NOON), { ok: false, reason: { code: 'return.window_closed', windowEndsAt: NOON, at: NOON } }],
    ['the window is looked at before the amount', line({ shipped: 5 }), [], ask(9, NOON - 1), { ok: false, reason: { code: 'return.window_closed', windowEndsAt: NOON - 1, at: NOON } }],
  ])('%s', (_, of, returns, request, expected) => {
    expect(decideAuthorize(of, returns, request)).toEqual(expected);
  });
});

describe('a refund means', () => {
  const nothing: RefundEffect = { cancel: grains(0), creditArrived: grains(0), creditExpected: grains(0), authorize: grains(0), creditOnly: grains(0) };
  const refund = (amount: number, shippedGoods: RefundRequest['shippedGoods'] = 'comeBack'): RefundRequest => ({ grains: grains(amount), shippedGoods });

  it.each<[string, LineBalance | undefined, ReturnBalance[], RefundRequest, Partial<Record<keyof RefundEffect, number>>]>([
    ['before anything shipped: a cancellation', line({ backordered: 1, reserved: 1, allocated: 1, picked: 1 }), [], refund(4), { cancel: 4 }],
    ['the same where the goods were to stay away', line({ reserved: 4 }), [], refund(4, 'stayAway'), { cancel: 4 }],
    ['part shipped: first what is still here is cancelled', line({ reserved: 2, shipped: 3 }), [], refund(4), { cancel: 2, authorize: 2 }],
    ['shipped: goods must be authorised to come back', line({ shipped: 5 }), [], refund(5), { authorize: 5 }],
    ['shipped beyond the request too', line({ shipped: 5 }, { excess: grains(1) }), [], refund(6), { authorize: 6 }],
    ['shipped and to stay away: credit alone', line({ shipped: 5 }), [], refund(2, 'stayAway'), { creditOnly: 2 }],
    ['goods that are back are credited first', line({ shipped: 5 }), [returned({ authorized: 3, received: 2 })], refund(1), { creditArrived: 1 }],
    ['then goods on their way back, then others', line({ shipped: 5 }), [returned({ authorized: 3, received: 2 })], refund(4), { creditArrived: 2, creditExpected: 1, authorize: 1 }],
    ['what was credited is not credited again', line({ shipped: 5 }), [returned({ authorized: 3, received: 2, credited: 1 })], refund(4), { creditArrived: 1, creditExpected: 1, authorize: 2 }],
    ['credited before it came counts as that', line({ shipped: 5 }), [returned({ authorized: 3, credited: 2 })], refund(2), { creditExpected: 1, authorize: 1 }],
    ['a return credited beyond what came does not cover another', line({ shipped: 5 }), [returned({ credited: 2 }), returned({ authorized: 2, received: 2 })], refund(3), { creditArrived: 2, authorize: 1 }],
    ['a closed return brings nothing more', line({ shipped: 5 }), [returned({ authorized: 3, closed: 1 })], refund(2), { authorize: 2 }],
  ])('%s', (_, of, returns, request, expected) => {
    expect(refundEffect(of, returns, request)).toEqual({ ok: true, ...nothing, ...expected });
  });

  it.each<[string, LineBalance | undefined, ReturnBalance[], RefundRequest, object]>([
    ['a line nobody knows', undefined, [], refund(1), { requested: 1, refundable: 0, open: 0, shipped: 0, credited: 0 }],
    ['more than open and shipped', line({ reserved: 1, shipped: 2, cancelled: 3 }), [], refund(4), { requested: 4, refundable: 3, open: 1, shipped: 2, credited: 0 }],
    ['what was credited already, with goods or without', line({ shipped: 3 }), [returned({ authorized: 1, received: 1, credited: 1 }), returned({ credited: 1 })], refund(2, 'stayAway'),
      { requested: 2, refundable: 1, open: 0, shipped: 3, credited: 2 }],
    ['nothing, where more was credited than was shipped', line({ shipped: 1 }), [returned({ credited: 3 })], refund(1), { requested: 1, refundable: 0, open: 0, shipped: 1, credited: 3 }],
  ])('nothing, but a no with its numbers: %s', (_, of, returns, request, expected) => {
    expect(refundEffect(of, returns, request)).toEqual({ ok: false, reason: { code: 'return.exceeds_refundable', ...expected } });
  });

  const few = fc.integer({ min: 0, max: 4 });
  const someReturn = fc.record({ authorized: few, received: few, inspected: few, dispositioned: fc.record({ restock: few, scrap: fc.integer({ min: 0, max: 1 }) }), credited: few, closed: fc.integer({ min: 0, max: 1 }) }).map(returned);
  const someLine = fc.record({ backordered: few, reserved: few, picked: few, shipped: fc.integer({ min: 0, max: 12 }) }).map((parts) => line(parts));
  const cases = fc.record({ of: someLine, returns: fc.array(someReturn, { maxLength: 3 }), amount: fc.integer({ min: 1, max: 15 }), shippedGoods: fc.constantFrom('comeBack' as const, 'stayAway' as const) });

  it('every unit refunded in exactly one way, nothing twice, and what must be authorised can be', () => {
    fc.assert(fc.property(cases, ({ of, returns, amount, shippedGoods }) => {
      const effect = refundEffect(of, returns, { grains: grains(amount), shippedGoods });
      if (!effect.ok) {
        expect(effect.reason.refundable).toBeLessThan(amount);
        return;
      }
      const { ok: _ok, ...parts } = effect;
      expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(amount);
      const credited = returns.reduce((sum, one) => sum + one.credited, 0);
      expect(amount - parts.cancel).toBeLessThanOrEqual(Math.max(0, of.shipped - credited));
      expect(parts.authorize === 0 || decideAuthorize(of, returns, { grains: parts.authorize, at: NOON }).ok).toBe(true);
    }), { numRuns: runs(500) });
  });

  it('authorised one after the other, no more ever comes back than was shipped', () => {
    fc.assert(fc.property(someLine, fc.array(fc.record({ amount: fc.integer({ min: 1, max: 4 }), comes: few, closes: fc.boolean() }), { maxLength: 8 }), (of, asked) => {
      const returns: ReturnBalance[] = [];
      for (const { amount, comes, closes } of asked) {
        const decision = decideAuthorize(of, returns, { grains: grains(amount), at: NOON });
        if (decision.ok) returns.push(returned({ authorized: amount, received: Math.min(amount, comes), closed: closes ? 1 : 0 }));
        const spokenFor = returns.reduce((sum, one) => sum + spokenForIn(one), 0);
        expect(spokenFor).toBeLessThanOrEqual(of.shipped);
        if (decision.ok && !closes) expect(decision.returnable).toBe(of.shipped - spokenFor);
        if (!decision.ok) expect(spokenFor + amount).toBeGreaterThan(of.shipped);
      }
    }), { numRuns: runs(300) });
  });
});
