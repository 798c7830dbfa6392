import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableIn } from '../../src/availability/index.js';
import { placeFigures, suppliesFor, type PlacesAsker } from '../../src/commands/goods/channel-supply.js';
import { compileRegister, isWithin, type Balance, type Catalog, type ExpectedLine, type Policy, type Register, type SegmentRule, type StockPicture } from '../../src/model/index.js';
import { countedAt, countedSupply, promiseRules, promiseWindow, type PromiseWindow } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { balance, claim, picture } from '../availability/pictures.js';
import { runs } from '../runs.js';

const AT = Date.parse('2026-05-12T08:00:00Z');
const HOUR = 3_600_000;
const CATALOG: Catalog = {
  items: [{ id: 'TEA', unit: 'EA' }],
  locations: [
    { id: 'ALL', kind: 'group' }, { id: 'EAST', kind: 'warehouse', parent: 'ALL' }, { id: 'EAST-A', kind: 'bin', parent: 'EAST' }, { id: 'CAGE', kind: 'zone', parent: 'EAST', sellable: false },
    { id: 'WEST', kind: 'warehouse', parent: 'ALL' }, { id: 'SHOP', kind: 'store' },
  ],
  channels: [{ id: 'web' }, { id: 'edi' }, { id: 'store', locations: ['SHOP'] }],
};

/** The shares as they were first worked out: the whole picture with one balance more, read from nothing for every line. */
function suppliesByHand(register: Register, stock: StockPicture, asker: PlacesAsker, lines: readonly ExpectedLine[], window: PromiseWindow, undatedAt: number | undefined): readonly number[] {
  const counted = lines.flatMap((line, index) => {
    const dueAt = line.dueAt ?? undatedAt;
    const at = dueAt === undefined ? 'undated' : countedAt(window, 'supply', dueAt);
    const amount = dueAt === undefined ? 'undated' : countedSupply(window, { ...line, dueAt });
    return typeof at === 'string' || typeof amount === 'string' || amount === 0 ? [] : [{ index, line, at, amount }];
  }).sort((one, other) => one.at - other.at);
  const shares = lines.map((line): number => line.grains);
  let balances = stock.balances;
  for (const { index, line, amount } of counted) {
    const place = asker.locations.find((id) => register.locations.has(line.location) && isWithin(register.locations.get(line.location), register.locations.get(id)!));
    if (place === undefined) continue;
    const before = placeFigures(register, { ...stock, balances }, asker);
    balances = [...balances, { location: line.location, state: 'sellable', lot: '', serial: '', owner: '', grains: amount } satisfies Balance];
    const after = placeFigures(register, { ...stock, balances }, asker);
    const risen = Math.max(0, Math.min(amount, after.together - before.together, after.places.get(place)! - before.places.get(place)!));
    shares[index] = Math.floor((risen * 100) / window.rules.supply[line.class]);
  }
  return shares;
}

const channels = fc.uniqueArray(fc.constantFrom('web', 'edi', 'store'), { minLength: 1, maxLength: 2 });
const place = fc.constantFrom('ALL', 'EAST', 'EAST-A', 'CAGE', 'WEST', 'SHOP');
const rule: fc.Arbitrary<Partial<SegmentRule>> = fc.record({
  kind: fc.constantFrom('partition', 'ringfence', 'cap', 'view'), channels, size: fc.constantFrom('amount', 'percent'), value: fc.nat(30), location: fc.option(fc.constantFrom('EAST', 'WEST'), { nil: undefined }),
}).map(({ kind, channels: whom, size, value, location }) => ({ kind, channels: whom, [size]: String(value), ...(location === undefined ? {} : { location }) }));
const register = fc.record({ rules: fc.array(rule, { maxLength: 4 }), buffer: fc.nat(40), over: fc.option(fc.constantFrom('EAST', 'WEST'), { nil: undefined }) }).map(({ rules, buffer, over }): Register | undefined => {
  const policy: Policy = {
    version: 'p', segments: rules.map((one, index) => ({ id: `s${index}`, item: 'TEA', ...one }) as SegmentRule),
    buffers: [{ kind: 'buffer', item: 'TEA', percent: String(buffer), ...(over === undefined ? {} : { location: over }) }],
  };
  try {
    return compileRegister(CATALOG, policy, 1);
  } catch {
    return undefined;
  }
}).filter((one) => one !== undefined);
const stock = fc.record({
  balances: fc.array(fc.record({ place, amount: fc.integer({ min: -6, max: 40 }), state: fc.constantFrom('sellable', 'damaged') }), { maxLength: 5 }),
  claims: fc.array(fc.record({ place, amount: fc.nat(8), channel: fc.constantFrom('', 'web', 'edi') }), { maxLength: 4 }),
}).map(({ balances, claims }): StockPicture => picture(balances.map((one) => balance(one.place, one.amount, { state: one.state })), claims.map((one) => claim(one.place, one.amount)), {
  uses: () => claims.map((one) => ({ channel: one.channel, account: '', location: one.place, claimed: grains(one.amount), shippedWithin: () => grains(0) })),
}));
const expected: fc.Arbitrary<readonly ExpectedLine[]> = fc.array(fc.record({
  reference: fc.constant('P'), class: fc.constantFrom('onOrder' as const, 'planned' as const), location: place, dueAt: fc.option(fc.integer({ min: -30, max: 60 }).map((hours) => AT + hours * HOUR), { nil: undefined }),
  grains: fc.integer({ min: 0, max: 25 }).map(grains),
}), { maxLength: 8 });
const asker = fc.record({
  channel: fc.option(fc.constantFrom('web', 'edi'), { nil: undefined }), locations: fc.constantFrom(['EAST', 'WEST'], ['ALL', 'SHOP'], ['EAST'], ['SHOP', 'WEST']),
}).map((one): PlacesAsker => ({ ...one, at: AT }));

describe('what of expected goods is for a channel', () => {
  it('is the same, read once, as if all stock were read anew for every line', () => {
    const window = promiseWindow(promiseRules({ version: 'r', timeZone: 'UTC', bucket: 'instant', supply: { planned: 60 }, pastDueSupply: { fenceDays: 1, offsetDays: 0 } }), AT);
    let divided = 0;
    fc.assert(fc.property(register, stock, asker, expected, fc.option(fc.constant(AT + HOUR), { nil: undefined }), (policy, there, whom, lines, undatedAt) => {
      const shares = suppliesFor(policy, there, whom, lines, window, undatedAt);
      expect(shares.map((line) => line.grains)).toEqual(suppliesByHand(policy, there, whom, lines, window, undatedAt));
      expect(shares.map(({ grains: _grains, ...line }) => line)).toEqual(lines.map(({ grains: _grains, ...line }) => line));
      if (shares.some((line, index) => line.grains > 0 && line.grains < lines[index]!.grains)) divided++;
    }), { numRuns: runs(600) });
    expect(divided).toBeGreaterThan(0);
  });

  it('leaves the picture as it was', () => {
    const there = picture([balance('EAST', 5)]);
    const policy = compileRegister(CATALOG, { version: 'p', segments: [{ id: 's', kind: 'ringfence', item: 'TEA', channels: ['edi'], percent: '50' }] }, 1);
    const window = promiseWindow(promiseRules({ version: 'r', timeZone: 'UTC', bucket: 'instant' }), AT);
    const before = availableIn(policy, there, { at: AT, channel: 'web' });
    const line = { reference: 'P', class: 'onOrder' as const, location: 'EAST', dueAt: AT + HOUR, grains: grains(10) };
    expect(suppliesFor(policy, there, { at: AT, channel: 'web', locations: ['EAST', 'WEST'] }, [line], window, undefined)[0]!.grains).toBe(5);
    expect(availableIn(policy, there, { at: AT, channel: 'web' })).toEqual(before);
  });
});
