import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory, PublishQuery } from '../../src/commands/index.js';
import type { Policy, SegmentRule } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { each, KITS, openKits } from './kit-warehouse.js';

type Stock = Readonly<Record<'CUP' | 'BOX' | 'SET' | 'DUO', Readonly<Record<'EAST' | 'WEST', number>>>>;
type Target = PublishQuery['targets'][number];

const RECIPES: Readonly<Record<string, Readonly<Record<string, number>>>> = { SET: { CUP: 4, BOX: 1 }, DUO: { CUP: 2, BOX: 1 } };
const ITEMS = ['SET', 'DUO', 'CUP', 'BOX'] as const;
const CATALOG = { ...KITS, channels: [{ id: 'shop' }, { id: 'edi' }, { id: 'west', locations: ['WEST'] }] };

const amount = (max: number): fc.Arbitrary<{ readonly EAST: number; readonly WEST: number }> => fc.record({ EAST: fc.nat(max), WEST: fc.nat(max) });
const stock: fc.Arbitrary<Stock> = fc.record({ CUP: amount(30), BOX: amount(8), SET: amount(2), DUO: amount(2) });
const weight = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
const targetsOf = (channels: readonly string[]): fc.Arbitrary<readonly Target[]> => fc.uniqueArray(
  fc.record({ channel: fc.constantFrom(...channels), account: fc.constantFrom(undefined, 'A', 'B'), weight }), { minLength: 1, maxLength: 4, selector: ({ channel, account }) => `${channel} ${account}` },
);
const itemsInOrder = fc.shuffledSubarray([...ITEMS], { minLength: 1 });

const segment: fc.Arbitrary<Partial<SegmentRule>> = fc.record({
  kind: fc.constantFrom('ringfence', 'partition', 'cap', 'view'), item: fc.constantFrom(...ITEMS), channels: fc.uniqueArray(fc.constantFrom('shop', 'edi', 'west'), { minLength: 1, maxLength: 2 }),
  amount: fc.nat(12).map(String), location: fc.constantFrom(undefined, undefined, 'EAST', 'WEST'),
}).map(({ location, ...rule }) => ({ ...rule, ...(location === undefined ? {} : { location }) }));
const policy: fc.Arbitrary<Policy> = fc.record({
  segments: fc.array(segment, { maxLength: 4 }),
  buffers: fc.array(fc.record({ item: fc.constantFrom(...ITEMS), channel: fc.constantFrom(undefined, 'shop', 'edi'), amount: fc.nat(5).map(String) }), { maxLength: 2 }),
}).map(({ segments, buffers }) => ({
  version: 'p', segments: segments.map((rule, index) => ({ id: `s${index}`, kind: 'ringfence', ...rule })),
  buffers: buffers.map(({ channel, ...rule }) => ({ kind: 'buffer', ...rule, ...(channel === undefined ? {} : { channel }) })),
}));

/** An inventory over the stock; undefined for a policy that contradicts itself. */
async function opened(there: Stock, one: Policy): Promise<Inventory | undefined> {
  try {
    const goods = ITEMS.flatMap((item) => (['EAST', 'WEST'] as const).map((place) => [item, there[item][place], place] as const)).filter(([, held]) => held > 0);
    return (await openKits(goods, { catalog: CATALOG, policy: one })).inventory;
  } catch {
    return undefined;
  }
}

const amountOf = (quantity: { readonly amount: string }): number => Number(quantity.amount);
const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);
const both = (held: { readonly EAST: number; readonly WEST: number }): number => held.EAST + held.WEST;

/** How many kits some parts make, counted one by one. */
function builtByHand(item: string, parts: Readonly<Record<string, number>>): number {
  let kits = 0;
  while (Object.entries(RECIPES[item]!).every(([part, takes]) => parts[part]! >= takes * (kits + 1))) kits++;
  return kits;
}

describe('figures of kits published together, under any policy', () => {
  it('are never more than a target may sell alone, and alike in whatever company and order', async () => {
    await fc.assert(fc.asyncProperty(stock, policy, targetsOf(['shop', 'edi', 'west']), itemsInOrder, async (there, one, targets, items) => {
      const inventory = await opened(there, one);
      if (inventory === undefined) return;
      const sets = await inventory.publishSet({ items, targets });
      for (const set of sets) {
        for (const [index, { channel, account }] of targets.entries()) {
          const [alone] = await inventory.available({ items: [set.item], channel, account });
          const { quantity, overlap, itemOverlap, exclusive } = set.figures[index]!;
          expect(amountOf(quantity), `${set.item} of ${channel} ${account}`).toBeLessThanOrEqual(amountOf(alone!.available));
          if (!exclusive && set.parts === undefined) expect(quantity).toEqual(alone!.available);
          expect(amountOf(overlap) + amountOf(itemOverlap)).toBeLessThanOrEqual(amountOf(quantity));
          if (targets.length === 1) expect(quantity).toEqual(alone!.available);
        }
        const [itself] = await inventory.publishSet({ items: [set.item], targets });
        expect(set.figures.map(({ quantity, overlap, exclusive }) => ({ quantity, overlap, exclusive }))).toEqual(itself!.figures.map(({ quantity, overlap, exclusive }) => ({ quantity, overlap, exclusive })));
        expect(itself!.itemOverlap).toEqual(each(0));
      }
    }), { numRuns: runs(150) });
  });

  it('of exclusive targets rest on goods that are there, place by place', async () => {
    await fc.assert(fc.asyncProperty(stock, policy, targetsOf(['shop', 'edi', 'west']), fc.constantFrom('SET', 'DUO'), async (there, one, targets, item) => {
      const inventory = await opened(there, one);
      if (inventory === undefined) return;
      const [set] = await inventory.publishSet({ items: [item], targets });
      // What targets that sell from one place take must be there, and what all of them take must be there in all.
      const taken = (part: 'CUP' | 'BOX' | 'SET' | 'DUO', channels: readonly string[]): number => sum(set!.figures.filter(({ channel, exclusive }) => exclusive && channels.includes(channel)).map(({ kit }) => (
        part === item ? amountOf(kit!.own) : amountOf(kit!.buildable) * (RECIPES[item]![part] ?? 0)
      )));
      for (const part of ITEMS) {
        expect(taken(part, ['west']), `${part} of WEST`).toBeLessThanOrEqual(there[part].WEST);
        expect(taken(part, ['west', 'shop', 'edi']), part).toBeLessThanOrEqual(both(there[part]));
      }
      expect(amountOf(set!.exclusive)).toBeLessThanOrEqual(amountOf(set!.physical));
    }), { numRuns: runs(150) });
  });

  it('less what they overlap need no more of any part than there is, over all items of the call', async () => {
    await fc.assert(fc.asyncProperty(stock, policy, targetsOf(['shop', 'edi', 'west']), itemsInOrder, async (there, one, targets, items) => {
      const inventory = await opened(there, one);
      if (inventory === undefined) return;
      const sets = await inventory.publishSet({ items, targets });
      const once = new Map(sets.map((set) => [set.item, sum(set.figures.map(({ quantity, overlap, itemOverlap }) => amountOf(quantity) - amountOf(overlap) - amountOf(itemOverlap)))]));
      // Pre-assembled kits go first, as they do when kits are held.
      const built = (item: 'SET' | 'DUO'): number => Math.max(0, (once.get(item) ?? 0) - both(there[item]));
      expect((once.get('CUP') ?? 0) + 4 * built('SET') + 2 * built('DUO')).toBeLessThanOrEqual(both(there.CUP));
      expect((once.get('BOX') ?? 0) + built('SET') + built('DUO')).toBeLessThanOrEqual(both(there.BOX));
    }), { numRuns: runs(200) });
  });
});

describe('figures of kits published together, where all sell from all and nothing is kept', () => {
  const targets = targetsOf(['shop', 'edi']);

  it('are all that can be built, shared out kit by kit', async () => {
    await fc.assert(fc.asyncProperty(stock, targets, fc.constantFrom('SET', 'DUO'), async (there, whom, item) => {
      const inventory = (await opened({ ...there, SET: { EAST: 0, WEST: 0 }, DUO: { EAST: 0, WEST: 0 } }, { version: 'p' }))!;
      const equal = whom.map(({ weight: _weight, ...target }) => target);
      const [set] = await inventory.publishSet({ items: [item], targets: equal });
      const all = builtByHand(item, { CUP: both(there.CUP), BOX: both(there.BOX) });
      const told = set!.figures.map(({ quantity }) => amountOf(quantity));
      expect([amountOf(set!.exclusive), amountOf(set!.physical), sum(told)]).toEqual([all, all, all]);
      // One after the other is given a kit, in the order of the targets.
      expect(told).toEqual(equal.map((_target, index) => Math.floor((all + equal.length - 1 - index) / equal.length)));
      const [weighed] = await inventory.publishSet({ items: [item], targets: whom });
      expect(amountOf(weighed!.exclusive)).toBe(all);
    }), { numRuns: runs(120) });
  });

  it('overlap by exactly what the items of the call need together beyond what there is, and can be sold less that', async () => {
    await fc.assert(fc.asyncProperty(stock, targets, itemsInOrder, fc.array(fc.nat(), { minLength: 16, maxLength: 16 }), async (there, whom, items, order) => {
      const inventory = (await opened(there, { version: 'p' }))!;
      const sets = await inventory.publishSet({ items, targets: whom });
      const left: Record<string, number> = { CUP: both(there.CUP), BOX: both(there.BOX), SET: both(there.SET), DUO: both(there.DUO) };
      const orders: { readonly item: string; readonly target: Target; readonly amount: number }[] = [];
      for (const set of sets) {
        set.figures.forEach(({ quantity, itemOverlap }, index) => {
          // Someone who writes down what is told, item by item: pre-assembled kits as told, the others of what parts are left.
          const kit = set.figures[index]!.kit;
          const own = kit === undefined ? Math.min(amountOf(quantity), left[set.item]!) : amountOf(kit.own);
          const wanted = kit === undefined ? 0 : amountOf(kit.buildable);
          const built = wanted === 0 ? 0 : Math.min(wanted, builtByHand(set.item, left));
          left[set.item]! -= own;
          for (const [part, takes] of Object.entries(RECIPES[set.item] ?? {})) left[part]! -= built * takes;
          expect(amountOf(itemOverlap), `${set.item} of ${set.figures[index]!.channel}`).toBe(amountOf(quantity) - own - built);
          if (own + built > 0) orders.push({ item: set.item, target: whom[index]!, amount: own + built });
        });
      }
      const shuffled = orders.map((one, index) => ({ one, turn: order[index]! })).sort((left1, right) => left1.turn - right.turn).map(({ one }) => one);
      for (const [index, { item, target: { channel, account }, amount: wanted }] of shuffled.entries()) {
        const answer = await inventory.reserve({ key: `k${index}`, channel, account, lines: [{ item, quantity: each(wanted) }] });
        expect(answer.ok, `${wanted} of ${item} for ${channel} ${account}`).toBe(true);
      }
    }), { numRuns: runs(120) });
  });
});

