import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableFrom, availableIn, claimIn, figuresOf, networkOf, offeredFrom, publishSet, type ItemFigures, type PublishTarget } from '../../src/availability/index.js';
import { placedIn } from '../../src/availability/place-segments.js';
import { serves, type Policy, type Register, type SegmentRule } from '../../src/model/index.js';
import { grains, subtractGrains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { AT } from './pictures.js';
import { pictureOfTaken, segmentsOf, SELLERS, type Taken } from './sellers.js';

type Stock = Readonly<Record<string, number>>;

const CHANNELS = ['web', 'market', 'edi', 'store', 'west'] as const;
const ACCOUNTS = ['ACME', 'BOLT'] as const;
const place = fc.constantFrom('EAST', 'EAST-A', 'EAST-B', 'WEST', 'SHOP');
const anyPlace = fc.constantFrom('ALL', 'EAST', 'EAST-A', 'WEST', 'SHOP');
const stock: fc.Arbitrary<Stock> = fc.dictionary(place, fc.integer({ min: -5, max: 40 }), { maxKeys: 5 });
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });
const asker = fc.record({ channel: fc.constantFrom(...CHANNELS), account: optional(fc.constantFrom(...ACCOUNTS)) });
const taken: fc.Arbitrary<readonly Taken[]> = fc.array(fc.record({ channel: fc.constantFrom('', ...CHANNELS), account: fc.constantFrom('', ...ACCOUNTS), location: anyPlace, claimed: fc.nat(12) }), { maxLength: 5 });

/** The channels that sell from everywhere. */
const EVERYWHERE = ['web', 'market', 'edi'] as const;

const audienceOf = (channels: readonly string[]): fc.Arbitrary<Partial<SegmentRule>> => fc.oneof(
  fc.record({ channels: fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1, maxLength: 2 }), accounts: fc.constant(undefined) }),
  fc.record({ channels: fc.constant(undefined), accounts: fc.uniqueArray(fc.constantFrom(...ACCOUNTS), { minLength: 1, maxLength: 2 }) }),
);
const sizeOf = (measures: readonly string[]): fc.Arbitrary<Partial<SegmentRule>> => fc.oneof(...measures.map((measure) => fc.record({ [measure]: fc.integer({ min: 0, max: 30 }).map(String) })));

/** Rules that may contradict each other; those that do are thrown out. */
const rulesOf = (
  kinds: readonly SegmentRule['kind'][], measures: readonly string[], channels: readonly string[] = CHANNELS, location: fc.Arbitrary<string | undefined> = optional(anyPlace),
): fc.Arbitrary<readonly Partial<SegmentRule>[]> => fc.array(fc.record({
  kind: fc.constantFrom(...kinds), audience: audienceOf(channels), size: sizeOf(measures), location, parent: optional(fc.nat(3)), shared: fc.boolean(), later: fc.boolean(),
}), { minLength: 1, maxLength: 5 }).map((drafts) => drafts.map(({ kind, audience: whom, size, location, parent, shared, later }, index): Partial<SegmentRule> => ({
  id: `s${index}`, kind, ...whom, ...(location === undefined ? {} : { location }), ...(parent === undefined || parent >= index ? {} : { parent: `s${parent}` }),
  ...(kind === 'cap' || kind === 'view' ? withoutRatio(size) : { ...size, ...(later && (parent === undefined || parent >= index) ? { against: 'later' } : {}) }), ...(kind === 'partition' ? { shared } : {}),
})));

function withoutRatio({ ratio, ...size }: Partial<SegmentRule>): Partial<SegmentRule> {
  return ratio === undefined ? size : { amount: ratio };
}

function tryRegister(rules: readonly Partial<SegmentRule>[], policy: Partial<Policy> = {}): Register | undefined {
  try {
    return segmentsOf(rules, policy);
  } catch {
    return undefined;
  }
}

/** Registers print as their segments, so that a counterexample can be read. */
function printed(register: Register): Register {
  return Object.assign(register, { [fc.toStringMethod]: () => JSON.stringify({ segments: register.policy.segments, buffers: register.policy.buffers }) });
}

const registerOf = (kinds: readonly SegmentRule['kind'][], measures: readonly string[] = ['amount', 'percent', 'ratio']): fc.Arbitrary<Register> => rulesOf(kinds, measures)
  .map((rules) => tryRegister(rules)).filter((register) => register !== undefined).map(printed);
const anyRegister = registerOf(['partition', 'ringfence', 'cap', 'view']);

/** One after the other takes what it is offered, up to what it wants; what comes of it is what everyone took. */
interface Wish { readonly channel: string; readonly account: string | undefined; readonly wanted: number; readonly location: string | undefined }
const wish: fc.Arbitrary<Wish> = fc.record({ channel: fc.constantFrom(...CHANNELS), account: optional(fc.constantFrom(...ACCOUNTS)), wanted: fc.integer({ min: 1, max: 25 }), location: optional(place) });

function takeOffers(register: Register, stockThere: Stock, before: readonly Taken[], { channel, account, wanted, location }: Wish): readonly Taken[] {
  const figures = figuresOf(register, pictureOfTaken(stockThere, before), AT);
  const query = { channel, account, locations: location === undefined ? undefined : [location] };
  const offered = offeredFrom(register, figures, query);
  let left = Math.min(wanted, offered.together);
  const added: Taken[] = [];
  for (const node of networkOf(register, query)) {
    const amount = Math.min(left, offered.at(node));
    if (amount <= 0) continue;
    added.push({ channel, account: account ?? '', location: node.id, claimed: amount });
    claimIn(register, figures, node, grains(amount), { channel, account: account ?? '' });
    left -= amount;
  }
  return [...before, ...added];
}

/** The places above and including one, read from the catalogue anew. */
function upwards(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id, ...upwards(SELLERS.locations.find((location) => location.id === id)?.parent)];
}

/** What a place has, its subtree included, less what is claimed within. */
function freeByHand(id: string, there: Stock, claims: readonly Taken[]): number {
  const goods = Object.entries(there).filter(([location]) => upwards(location).includes(id)).reduce((sum, [, amount]) => sum + amount, 0);
  return goods - claims.filter(({ location }) => upwards(location).includes(id)).reduce((sum, { claimed = 0 }) => sum + claimed, 0);
}

/** What segments keep for each of them. */
function keptBy(register: Register, figures: ItemFigures): ReadonlyMap<string, number> {
  const placed = placedIn(register, figures);
  return new Map((placed?.item.segments ?? []).map((segment) => [segment.rule.id, (placed?.places.get(segment) ?? []).reduce((sum, one) => sum + one.grains, 0)]));
}

describe('one pool under any segments', () => {
  it('is never promised beyond what is there, whoever asks in whatever order', () => {
    fc.assert(fc.property(anyRegister, stock, fc.array(wish, { maxLength: 8 }), (register, there, wishes) => {
      let claims: readonly Taken[] = [];
      for (const one of wishes) claims = takeOffers(register, there, claims, one);
      for (const { location } of claims) for (const id of upwards(location)) expect(freeByHand(id, there, claims)).toBeGreaterThanOrEqual(0);
    }), { numRuns: runs(200) });
  });

  it('is read alike whether claims were there, or were added one by one', () => {
    fc.assert(fc.property(anyRegister, stock, taken, taken, fc.constantFrom(...CHANNELS), (register, there, before, more, channel) => {
      const figures = figuresOf(register, pictureOfTaken(there, before), AT);
      // Twice, so that some askers take at one place again and again.
      for (const one of [...more, ...more]) claimIn(register, figures, register.locations.get(one.location!)!, grains(one.claimed!), { channel: one.channel!, account: one.account! });
      const anew = figuresOf(register, pictureOfTaken(there, [...before, ...more, ...more]), AT);
      expect(availableFrom(register, figures, { channel })).toEqual(availableFrom(register, anew, { channel }));
    }), { numRuns: runs(200) });
  });

  it('never offers more than without segments', () => {
    fc.assert(fc.property(anyRegister, stock, taken, asker, (register, there, claims, query) => {
      const picture = pictureOfTaken(there, claims);
      expect(availableIn(register, picture, { at: AT, ...query }).available).toBeLessThanOrEqual(availableIn(register, picture, { at: AT, ...query, physical: true }).available);
    }), { numRuns: runs(200) });
  });

  it('is as it was for items that no segment speaks of', () => {
    fc.assert(fc.property(stock, taken, asker, (there, claims, query) => {
      const other = segmentsOf([{ id: 'rice', item: 'RICE', channels: ['web'], amount: '9' }]);
      const none = segmentsOf([]);
      const { account: _account, ...without } = query;
      expect(availableIn(other, pictureOfTaken(there, claims), { at: AT, ...query })).toEqual(availableIn(none, pictureOfTaken(there, claims), { at: AT, ...without }));
    }), { numRuns: runs(100) });
  });

  it('offers together no more than all places, nor than its own, what is shared, and its maximum', () => {
    fc.assert(fc.property(anyRegister, stock, taken, asker, (register, there, claims, query) => {
      const answer = availableIn(register, pictureOfTaken(there, claims), { at: AT, ...query });
      expect(answer.available).toBeLessThanOrEqual(answer.locations.reduce((sum, { available }) => sum + available, 0));
      const { own, shared, overlap, limit = Infinity } = answer.segments ?? { own: 0, shared: 0, overlap: 0 };
      expect(answer.available).toBeLessThanOrEqual(Math.min(Math.max(0, limit), own + shared));
      expect(overlap).toBeLessThanOrEqual(shared);
    }), { numRuns: runs(120) });
  });
});

describe('a protected minimum', () => {
  const protectors = registerOf(['partition', 'ringfence']);

  it('stays whole while others take what they are offered', () => {
    fc.assert(fc.property(protectors, stock, taken, fc.array(wish, { minLength: 1, maxLength: 6 }), (register, there, before, wishes) => {
      let claims = before;
      for (const one of wishes) {
        const kept = keptBy(register, figuresOf(register, pictureOfTaken(there, claims), AT));
        const after = takeOffers(register, there, claims, one);
        const keptAfter = keptBy(register, figuresOf(register, pictureOfTaken(there, after), AT));
        for (const segment of register.segments!.segments) {
          const related = [segment, ...partsOf(segment), ...around(segment)];
          const mine = related.some((relative) => serves(relative, { channel: one.channel, account: one.account ?? '' }));
          // One that an earlier segment serves may take of what holds against later ones only.
          if (!mine && [segment, ...around(segment)].at(-1)!.rule.against !== 'later') expect(keptAfter.get(segment.rule.id)).toBeGreaterThanOrEqual(kept.get(segment.rule.id)!);
        }
        claims = after;
      }
    }), { numRuns: runs(200) });
  });

  it('can be had by those it is kept for', () => {
    fc.assert(fc.property(registerOf(['ringfence']), stock, taken, (register, there, claims) => {
      const picture = pictureOfTaken(there, claims);
      const kept = keptBy(register, figuresOf(register, picture, AT));
      for (const segment of register.segments!.segments) {
        for (const channel of segment.channels ?? []) {
          // A channel of several may not sell everywhere the goods stand; alone it does.
          if (segment.channels!.size > 1 || segment.parent !== undefined || register.channels.get(channel)?.locations !== undefined) continue;
          expect(availableIn(register, picture, { at: AT, channel }).available).toBeGreaterThanOrEqual(kept.get(segment.rule.id)!);
        }
      }
    }), { numRuns: runs(120) });
  });

  it('is in the pool again from its instant on', () => {
    fc.assert(fc.property(rulesOf(['ringfence', 'partition'], ['amount', 'percent']), stock, taken, asker, fc.integer({ min: 0, max: 3 }), (rules, there, claims, query, which) => {
      const at = new Date(AT).toISOString();
      const released = rules.filter((_rule, index) => index === which % rules.length || rules[which % rules.length]?.id === rules[index]?.parent).map(({ id }) => id);
      const ended = tryRegister(rules.map((rule) => (released.includes(rule.id) ? { ...rule, until: at } : rule)));
      const never = tryRegister(rules.filter((rule) => !released.includes(rule.id) && (rule.parent === undefined || !released.includes(rule.parent))));
      fc.pre(ended !== undefined && never?.segments !== undefined);
      fc.pre(ended.segments!.segments.every(({ rule }) => released.includes(rule.id) || rule.parent === undefined || !released.includes(rule.parent)));
      const picture = pictureOfTaken(there, claims);
      expect(availableIn(ended, picture, { at: AT, ...query }).available).toBe(availableIn(never, picture, { at: AT, ...query }).available);
    }), { numRuns: runs(120) });
  });
});

type Segment = NonNullable<Register['segments']>['segments'][number];

function partsOf(segment: Segment): readonly Segment[] {
  return segment.parts.flatMap((part) => [part, ...partsOf(part)]);
}

function around(segment: Segment): readonly Segment[] {
  return segment.parent === undefined ? [] : [segment.parent, ...around(segment.parent)];
}

describe('a maximum', () => {
  it('is kept, whoever takes what they are offered', () => {
    fc.assert(fc.property(registerOf(['cap', 'ringfence'], ['amount']), stock, fc.array(wish, { maxLength: 8 }), (register, there, wishes) => {
      let claims: readonly Taken[] = [];
      for (const one of wishes) claims = takeOffers(register, there, claims, one);
      for (const segment of register.segments!.segments) {
        if (segment.rule.kind !== 'cap') continue;
        const used = claims.filter(({ channel = '', account = '', location }) => serves(segment, { channel, account }) && (segment.rule.location === undefined || upwards(location).includes(segment.rule.location)));
        expect(used.reduce((sum, { claimed = 0 }) => sum + claimed, 0)).toBeLessThanOrEqual(Number(segment.rule.amount));
      }
    }), { numRuns: runs(200) });
  });
});

describe('more supply', () => {
  // Where channels sell from different places, shares of a pool that has grown may come to lie where somebody else sold before.
  const everywhere = (measures: readonly string[]): fc.Arbitrary<Register> => rulesOf(['partition', 'ringfence', 'cap', 'view'], measures, EVERYWHERE, fc.constant(undefined))
    .map((rules) => tryRegister(rules)).filter((register) => register !== undefined).map(printed);
  // Where more is claimed than is there, what arrives is owed to somebody.
  const covered = fc.tuple(fc.dictionary(place, fc.nat(30), { maxKeys: 5 }), fc.array(wish, { maxLength: 3 }));
  const grown = (register: Register, there: Stock, wishes: readonly Wish[], where: string, more: number, channel: string, account: string | undefined): readonly [number, number] => {
    const claims = wishes.reduce<readonly Taken[]>((before, one) => takeOffers(register, there, before, one), []);
    const query = { at: AT, channel, account };
    return [availableIn(register, pictureOfTaken(there, claims), query).available, availableIn(register, pictureOfTaken({ ...there, [where]: (there[where] ?? 0) + more }, claims), query).available];
  };

  it('never takes anything from anybody where sizes are amounts and weights', () => {
    fc.assert(fc.property(everywhere(['amount', 'ratio']), covered, asker, place, fc.integer({ min: 1, max: 9 }), (register, [there, wishes], { account }, where, more) => {
      for (const channel of EVERYWHERE) {
        const [now, then] = grown(register, there, wishes, where, more, channel, account);
        expect(then).toBeGreaterThanOrEqual(now);
      }
    }), { numRuns: runs(300) });
  });

  it('takes from the shared pool at most one grain for each percentage, which rounding left there', () => {
    fc.assert(fc.property(everywhere(['percent']), covered, asker, place, (register, [there, wishes], { account }, where) => {
      for (const channel of EVERYWHERE) {
        const [now, then] = grown(register, there, wishes, where, 1, channel, account);
        expect(then).toBeGreaterThanOrEqual(now - register.segments!.segments.length);
      }
    }), { numRuns: runs(200) });
  });
});

describe('a published set', () => {
  const targets: fc.Arbitrary<readonly PublishTarget[]> = fc.uniqueArray(fc.record({ channel: fc.constantFrom(...CHANNELS), account: optional(fc.constantFrom(...ACCOUNTS)), weight: optional(fc.integer({ min: 1, max: 5 })) }), {
    maxLength: 6, selector: ({ channel, account }) => `${channel} ${account ?? ''}`,
  });
  const buffers: fc.Arbitrary<NonNullable<Policy['buffers']>> = fc.array(fc.record({
    item: fc.constant('TEA'), kind: fc.constantFrom('buffer', 'safetyStock'), location: optional(anyPlace), channel: optional(fc.constantFrom(...CHANNELS)), amount: fc.nat(6).map(String),
  }), { maxLength: 2 });
  const buffered = fc.tuple(rulesOf(['partition', 'ringfence', 'cap', 'view'], ['amount', 'percent', 'ratio']), buffers)
    .map(([rules, kept]) => tryRegister(rules, { buffers: kept })).filter((register) => register !== undefined).map(printed);

  it('tells exclusive channels no more together than is there, and each no more than it may sell', () => {
    fc.assert(fc.property(fc.oneof(buffered, buffers.map((kept) => segmentsOf([], { buffers: kept }))), stock, taken, targets, (register, there, claims, wanted) => {
      const picture = pictureOfTaken(there, claims);
      const set = publishSet(register, figuresOf(register, picture, AT), wanted);
      const sum = set.figures.filter(({ exclusive }) => exclusive).reduce((total, { quantity }) => total + quantity, 0);
      expect(set.exclusive).toBe(sum);
      expect(sum).toBeLessThanOrEqual(set.physical);
      for (const { channel, account, quantity } of set.figures) expect(quantity).toBeLessThanOrEqual(availableIn(register, picture, { at: AT, channel, account }).available);
    }), { numRuns: runs(400) });
  });

  it('says by how much views overlap: all figures less their overlap are no more than is there', () => {
    fc.assert(fc.property(buffered, stock, taken, targets, (register, there, claims, wanted) => {
      const set = publishSet(register, figuresOf(register, pictureOfTaken(there, claims), AT), wanted);
      const all = set.figures.reduce((total, { quantity, overlap }) => total + quantity - overlap, 0);
      expect(all).toBeLessThanOrEqual(set.physical);
      expect(set.overlap).toBe(set.figures.reduce((total, { overlap }) => total + overlap, 0));
      for (const { exclusive, overlap, quantity, own, shared, buffer } of set.figures) {
        expect(overlap).toBe(exclusive ? 0 : quantity - own - shared);
        if (exclusive) expect(quantity).toBe(Math.max(0, own + shared - buffer));
      }
    }), { numRuns: runs(200) });
  });

  it('can be sold together, in any order, where all channels sell from everywhere', () => {
    fc.assert(fc.property(anyRegister.filter((register) => register.segments!.segments.every(({ rule }) => rule.location === undefined)), stock, fc.shuffledSubarray(['web', 'market', 'edi']), (register, there, order) => {
      const set = publishSet(register, figuresOf(register, pictureOfTaken(there), AT), ['web', 'market', 'edi'].map((channel) => ({ channel })));
      let claims: readonly Taken[] = [];
      for (const channel of order) {
        const { quantity, exclusive } = set.figures.find((figure) => figure.channel === channel)!;
        if (!exclusive || quantity === 0) continue;
        const before = claims.length;
        claims = takeOffers(register, there, claims, { channel, account: undefined, wanted: quantity, location: undefined });
        expect(claims.slice(before).reduce((sum, { claimed = 0 }) => sum + claimed, 0)).toBe(quantity);
      }
    }), { numRuns: runs(200) });
  });

  it('leaves nothing over that one of its channels could still sell', () => {
    fc.assert(fc.property(stock, taken, fc.uniqueArray(fc.constantFrom('web', 'market', 'edi'), { minLength: 1 }), (there, claims, channels) => {
      const register = segmentsOf([]);
      const set = publishSet(register, figuresOf(register, pictureOfTaken(there, claims), AT), channels.map((channel) => ({ channel })));
      expect(set.exclusive).toBe(set.physical);
      const amounts = set.figures.map(({ quantity }) => quantity);
      expect(Math.max(...amounts) - subtractGrains(grains(Math.min(...amounts)), grains(0))).toBeLessThanOrEqual(3);
    }), { numRuns: runs(200) });
  });
});
