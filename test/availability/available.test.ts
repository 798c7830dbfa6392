import { describe, expect, it } from 'vitest';
import { availableIn, networkOf } from '../../src/availability/index.js';
import { endOfDate } from '../../src/foundation/index.js';
import type { Balance, ClaimedAt, Policy } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT, balance, claim, picture, registerWith } from './pictures.js';

interface Row {
  readonly what: string;
  readonly balances: readonly Balance[];
  readonly claims?: readonly ClaimedAt[];
  readonly policy?: Partial<Policy>;
  readonly channel?: string;
  readonly locations?: readonly string[];
  readonly expected: Readonly<Record<string, number>>;
}

const buffers = (...rules: NonNullable<Policy['buffers']>): Partial<Policy> => ({ buffers: rules.map((rule) => ({ item: 'TEA', ...rule })) });

const STOP = 'stopPromising';

/** Ten in EAST, and one lot there one below zero: either all of it is offered or nothing. */
const BELOW_ZERO: readonly { readonly what: string; readonly rules: NonNullable<Policy['negative']>; readonly available: number; readonly lot?: number }[] = [
  { what: 'goes on without a rule', rules: [], available: 10 },
  { what: 'stops by a rule for the place', rules: [{ location: 'EAST', rule: STOP }], available: 0 },
  { what: 'stops by a rule for a place above', rules: [{ location: 'ALL', rule: STOP }], available: 0 },
  { what: 'stops by a rule for the item', rules: [{ item: 'TEA', rule: STOP }], available: 0 },
  { what: 'stops by a rule for everything', rules: [{ rule: STOP }], available: 0 },
  { what: 'goes on where the rule is for another place', rules: [{ location: 'WEST', rule: STOP }], available: 10 },
  { what: 'goes on where the rule is for a place below', rules: [{ location: 'EAST-A', rule: STOP }], available: 10 },
  { what: 'goes on where the rule is for another item', rules: [{ item: 'RICE', rule: STOP }], available: 10 },
  { what: 'goes on where the rule is for another item at the place', rules: [{ item: 'RICE', location: 'EAST', rule: STOP }], available: 10 },
  { what: 'goes by the first rule that fits', rules: [{ item: 'TEA', rule: 'alert' }, { rule: STOP }], available: 10 },
  { what: 'passes over rules that do not fit', rules: [{ item: 'RICE', rule: 'alert' }, { location: 'WEST', rule: 'alert' }, { rule: STOP }], available: 0 },
  { what: 'goes on where the rule is to allow it', rules: [{ rule: 'allow' }], available: 10 },
  { what: 'goes on where the lot is at zero', rules: [{ rule: STOP }], available: 10, lot: 0 },
  { what: 'goes on where the lot is above zero', rules: [{ rule: STOP }], available: 11, lot: 1 },
];

const ROWS: readonly Row[] = [
  { what: 'nothing is nothing', balances: [], expected: { onHand: 0, sellable: 0, signed: 0, available: 0 } },
  { what: 'claims of every kind are subtracted', balances: [balance('EAST', 20)], claims: [claim('EAST', 3, 4, 5)], expected: { onHand: 20, reserved: 3, allocated: 4, picked: 5, signed: 8, available: 8 } },
  { what: 'a promise beyond the stock is signed below zero and offered as zero', balances: [balance('EAST', 5)], claims: [claim('EAST', 9)], expected: { signed: -4, available: 0 } },
  { what: 'a subtree counts at its node', balances: [balance('EAST-A', 3), balance('EAST-B', 4), balance('WEST', 100)], locations: ['EAST'], expected: { onHand: 7, available: 7 } },
  { what: 'a claim above limits what is below', balances: [balance('EAST-A', 6), balance('EAST-B', 2)], claims: [claim('EAST', 5)], locations: ['EAST-A'], expected: { signed: 6, available: 3 } },
  { what: 'a claim at a sibling limits nothing', balances: [balance('EAST-A', 6), balance('EAST-B', 2)], claims: [claim('EAST-B', 2)], locations: ['EAST-A'], expected: { available: 6 } },
  { what: 'bins together give no more than the place above them has', balances: [balance('EAST-A', 6), balance('EAST-B', 6)], claims: [claim('EAST', 5)], channel: 'bins', expected: { signed: 12, available: 7 } },
  { what: 'sites together give no more than the group above them has', balances: [balance('EAST', 6), balance('WEST', 6)], claims: [claim('ALL', 10)], channel: 'web', expected: { available: 2 } },
  { what: 'places beside one that stands alone give no more than the place above them has', balances: [balance('EAST', 5), balance('WEST', 5), balance('SHOP', 5)], claims: [claim('ALL', 6)], locations: ['EAST', 'WEST', 'SHOP'], expected: { signed: 15, available: 9 } },
  { what: 'an over-claimed site does not eat another’s goods', balances: [balance('EAST', 5), balance('SHOP', 5)], claims: [claim('EAST', 9)], channel: 'nested', expected: { signed: 1, available: 5 } },
  { what: 'a lot below zero hits only itself', balances: [balance('EAST', 5, { lot: 'L1' }), balance('EAST', -3, { lot: 'L2' })], expected: { sellable: 2, available: 5 } },
  { what: 'a serial below zero hits only itself', balances: [balance('EAST', 5), balance('EAST', -1, { serial: 'S2' })], expected: { sellable: 4, available: 5 } },
  { what: 'stock at a place that is not registered counts nowhere', balances: [balance('MOON', 9), balance('EAST', 1)], expected: { onHand: 1, sellable: 1, available: 1 } },
  { what: 'stock below zero without a lot nets with the pool', balances: [balance('EAST', 5, { lot: 'L1' }), balance('EAST', -3)], expected: { sellable: 2, available: 2 } },
  {
    what: 'each condition is counted under its name and not offered',
    balances: ['damaged', 'quarantined', 'inspection', 'expired', 'recalled', 'blocked'].map((state, index) => balance('EAST', index + 1, { state })),
    expected: { onHand: 21, sellable: 0, damaged: 1, quarantined: 2, inspection: 3, expired: 4, blocked: 11, available: 0 },
  },
  { what: 'a condition declared sellable is offered', balances: [balance('EAST', 3, { state: 'outlet' })], expected: { sellable: 3, available: 3 } },
  { what: 'goods where nothing is sold are blocked', balances: [balance('CAGE', 3), balance('EAST', 1)], expected: { onHand: 4, blocked: 3, available: 1 } },
  { what: 'goods of others are seen and not offered', balances: [balance('EAST', 3, { owner: 'ACME' }), balance('EAST', 1)], expected: { onHand: 1, foreign: 3, available: 1 } },
  { what: 'goods of others are offered where the policy says so', balances: [balance('EAST', 3, { owner: 'ACME' }), balance('EAST', 1)], policy: { foreignStock: [{ use: 'include' }] }, expected: { onHand: 1, foreign: 3, sellable: 4, available: 4 } },
  { what: 'a buffer at a place is kept back', balances: [balance('EAST', 10)], policy: buffers({ kind: 'buffer', location: 'EAST', amount: '3' }), expected: { buffer: 3, safetyStock: 0, signed: 7, available: 7 } },
  { what: 'safety stock is a part of the buffer', balances: [balance('EAST', 10)], policy: buffers({ kind: 'safetyStock', amount: '2' }, { kind: 'buffer', amount: '1' }), expected: { buffer: 3, safetyStock: 2, available: 7 } },
  { what: 'a buffer in percent is rounded up', balances: [balance('EAST', 7)], policy: buffers({ kind: 'buffer', percent: '10' }), expected: { buffer: 1, available: 6 } },
  { what: 'a percent that comes out whole is not rounded', balances: [balance('EAST', 20)], policy: buffers({ kind: 'buffer', percent: '10' }), expected: { buffer: 2, available: 18 } },
  { what: 'nothing is kept back of less than nothing', balances: [balance('EAST', -25)], policy: buffers({ kind: 'buffer', percent: '10' }), expected: { buffer: 0, signed: -25, available: 0 } },
  { what: 'a percent at a place is of what is sellable within it', balances: [balance('EAST-A', 20), balance('WEST', 90)], policy: buffers({ kind: 'buffer', location: 'EAST', percent: '10' }), expected: { buffer: 2, available: 108 } },
  { what: 'a percent for every item is kept back of this one', balances: [balance('EAST', 20)], policy: { buffers: [{ kind: 'buffer', percent: '10' }] }, expected: { buffer: 2, available: 18 } },
  { what: 'an amount finer than the grain is rounded up', balances: [balance('EAST', 10)], policy: buffers({ kind: 'buffer', amount: '2.5' }), expected: { buffer: 3, available: 7 } },
  { what: 'safety stock at a place is a part of its buffer', balances: [balance('EAST', 10)], policy: buffers({ kind: 'safetyStock', location: 'EAST', amount: '2' }, { kind: 'buffer', location: 'EAST', amount: '1' }), locations: ['EAST'], expected: { buffer: 3, safetyStock: 2, available: 7 } },
  { what: 'buffers over the whole answer are kept back of what places offer together', balances: [balance('EAST', 3), balance('WEST', 3)], policy: buffers({ kind: 'buffer', amount: '8' }), channel: 'web', expected: { buffer: 8, signed: -2, available: 0 } },
  { what: 'a rule for a channel is for that channel', balances: [balance('EAST', 10)], policy: buffers({ kind: 'buffer', channel: 'web', amount: '4' }), channel: 'all', expected: { buffer: 0, available: 10 } },
  { what: 'and binds it', balances: [balance('EAST', 10)], policy: buffers({ kind: 'buffer', channel: 'web', amount: '4' }), channel: 'web', expected: { buffer: 4, available: 6 } },
  { what: 'a rule for another item is not for this one', balances: [balance('EAST', 10)], policy: buffers({ kind: 'buffer', item: 'RICE', amount: '4' }), expected: { buffer: 0, available: 10 } },
  { what: 'a buffer below binds above', balances: [balance('EAST-A', 10)], policy: buffers({ kind: 'buffer', location: 'EAST-A', amount: '4' }), locations: ['EAST'], expected: { buffer: 4, available: 6 } },
  { what: 'a buffer above limits what is below', balances: [balance('EAST-A', 10)], policy: buffers({ kind: 'buffer', location: 'EAST', amount: '4' }), locations: ['EAST-A'], expected: { buffer: 0, available: 6 } },
  { what: 'a channel that is not registered sells nothing', balances: [balance('EAST', 10)], channel: 'nobody', expected: { onHand: 0, available: 0 } },
  { what: 'a place that is not registered has nothing', balances: [balance('EAST', 10)], locations: ['MOON'], expected: { onHand: 0, available: 0 } },
];

describe('what may be promised', () => {
  it.each(ROWS)('$what', ({ balances, claims = [], policy = {}, channel, locations, expected }) => {
    const answer = availableIn(registerWith(policy), picture(balances, claims), { at: AT, channel, locations });
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, answer[name as keyof typeof answer]]))).toEqual(expected);
  });

  it.each(BELOW_ZERO)('with a balance below zero $what', ({ rules, available, lot = -1 }) => {
    const given = picture([balance('EAST', 10), balance('EAST', lot, { lot: 'L' })]);
    expect(availableIn(registerWith({ negative: rules }), given, { at: AT, locations: ['EAST'] }).available).toBe(available);
  });

  it('stops for a place where a balance within is below zero, and not for a place beside it', () => {
    const answer = availableIn(registerWith({ negative: [{ rule: STOP }] }), picture([balance('EAST-A', -1, { lot: 'L' }), balance('EAST-B', 4), balance('SHOP', 5)]), { at: AT, locations: ['EAST', 'SHOP'] });
    expect(answer.locations.map(({ location, available }) => [location, available])).toEqual([['EAST', 0], ['SHOP', 5]]);
  });

  it('names the channel it is for, and none where none was asked', () => {
    expect(availableIn(registerWith(), picture([]), { at: AT, channel: 'web' }).channel).toBe('web');
    expect(availableIn(registerWith(), picture([]), { at: AT }).channel).toBe('');
  });

  it('names no place above where the location’s own figure is as low', () => {
    const [answer] = availableIn(registerWith(), picture([balance('EAST', 6)]), { at: AT, locations: ['EAST'] }).locations;
    expect(answer?.available).toBe(6);
    expect(Object.keys(answer ?? {})).not.toContain('limitedBy');
  });

  it('names a place above that stopped promising below zero as the limit', () => {
    const answer = availableIn(registerWith({ negative: [{ rule: STOP }] }), picture([balance('EAST', -5)]), { at: AT, locations: ['EAST-A'] });
    expect(answer.locations).toMatchObject([{ location: 'EAST-A', signed: 0, available: 0, limitedBy: 'EAST' }]);
  });

  it('says which place above is the limit', () => {
    const answer = availableIn(registerWith(), picture([balance('EAST-A', 6)], [claim('ALL', 4), claim('EAST', 1)]), { at: AT, locations: ['EAST-A', 'SHOP'] });
    expect(answer.locations.map(({ location, available, limitedBy }) => [location, available, limitedBy])).toEqual([['EAST-A', 1, 'ALL'], ['SHOP', 0, undefined]]);
  });

  it('shows provisional goods and never offers them', () => {
    const answer = availableIn(registerWith(), picture([balance('EAST', 1)], [], { provisional: new Map([['EAST-A', grains(9)]]) }), { at: AT });
    expect([answer.provisional, answer.onHand, answer.available]).toEqual([9, 1, 1]);
  });

  it('ends a lot at its instant in the calendar of the place', () => {
    const of = picture([balance('EAST', 3, { lot: 'L' }), balance('SHOP', 4, { lot: 'L' })], [], { lotEndsAt: (_lot, zone) => endOfDate('2026-05-12', zone) });
    const at = (text: string): readonly number[] => {
      const { sellable, expired, available } = availableIn(registerWith(), of, { at: Date.parse(text) });
      return [sellable, expired, available];
    };
    expect(at('2026-05-12T23:59:59.999Z')).toEqual([7, 0, 7]);
    expect(at('2026-05-13T00:00:00.000Z')).toEqual([4, 3, 4]);
    expect(at('2026-05-13T03:59:59.999Z')).toEqual([4, 3, 4]);
    expect(at('2026-05-13T04:00:00.000Z')).toEqual([0, 7, 0]);
  });

  it('asks for the end of lots only: goods without one have none', () => {
    const answer = availableIn(registerWith(), picture([balance('EAST', 3)], [], { lotEndsAt: () => AT }), { at: AT });
    expect([answer.sellable, answer.expired]).toEqual([3, 0]);
  });

  it('counts goods past their date once, under their state', () => {
    const answer = availableIn(registerWith(), picture([balance('EAST', 3, { lot: 'L', state: 'damaged' }), balance('EAST', 2, { lot: 'L', state: 'expired' })], [], { lotEndsAt: () => AT }), { at: AT });
    expect([answer.onHand, answer.damaged, answer.expired]).toEqual([5, 3, 2]);
  });
});

describe('the network of a channel', () => {
  const ids = (query: Parameters<typeof networkOf>[1]): readonly string[] => networkOf(registerWith(), query).map(({ id }) => id);
  it('is its locations in its order, each once', () => { expect(ids({ channel: 'web' })).toEqual(['WEST', 'EAST']); });
  it('leaves out what stands within another of them', () => { expect(ids({ channel: 'nested' })).toEqual(['EAST', 'SHOP']); });
  it('is every place without a parent where none is named', () => {
    expect(ids({ channel: 'all' })).toEqual(['ALL', 'SHOP']);
    expect(ids({})).toEqual(['ALL', 'SHOP']);
  });
  it('is the places asked for, of those that are registered', () => {
    expect(ids({ channel: 'web', locations: ['SHOP', 'MOON'] })).toEqual(['SHOP']);
    expect(ids({ locations: ['MOON'] })).toEqual([]);
  });
  it('is nothing for a channel that is not registered, whatever is asked', () => {
    expect(ids({ channel: 'nobody' })).toEqual([]);
    expect(ids({ channel: 'nobody', locations: ['SHOP'] })).toEqual([]);
  });
});
