import { availableIn, figuresOf, publishSet, type Availability, type AvailabilityQuery, type PublishedSet, type PublishTarget } from '../../src/availability/index.js';
import { compileRegister, type Balance, type Catalog, type ChannelUse, type ClaimedAt, type Policy, type Register, type SegmentRule, type StockPicture } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT, balance, claim, picture } from './pictures.js';

/** Two sites under a group, one of them with bins, and a store; four channels, two of which sell from some of them only. */
export const SELLERS: Catalog = {
  items: [{ id: 'TEA', unit: 'EA' }, { id: 'RICE', unit: 'KGM', granularity: '0.001' }],
  locations: [
    { id: 'ALL', kind: 'group' },
    { id: 'EAST', kind: 'warehouse', parent: 'ALL' },
    { id: 'EAST-A', kind: 'bin', parent: 'EAST' },
    { id: 'EAST-B', kind: 'bin', parent: 'EAST' },
    { id: 'WEST', kind: 'warehouse', parent: 'ALL' },
    { id: 'SHOP', kind: 'store' },
  ],
  channels: [{ id: 'web' }, { id: 'market' }, { id: 'edi' }, { id: 'store', locations: ['SHOP'] }, { id: 'west', locations: ['WEST', 'EAST'] }, { id: 'bins', locations: ['EAST-A', 'SHOP'] }],
};

/** What somebody has taken: claimed at a place, or shipped from it at instants. */
export interface Taken {
  readonly channel?: string;
  readonly account?: string;
  readonly location?: string;
  readonly claimed?: number;
  readonly shipped?: readonly (readonly [at: number, amount: number])[];
}

export function segmentsOf(segments: readonly Partial<SegmentRule>[], policy: Partial<Policy> = {}): Register {
  return compileRegister(SELLERS, { version: 'p1', segments: segments.map((rule, index) => ({ id: `s${index}`, kind: 'ringfence', item: 'TEA', ...rule })), ...policy }, 1);
}

export function takenIn(taken: readonly Taken[]): { readonly claims: readonly ClaimedAt[]; readonly uses: StockPicture['uses'] } {
  const uses = taken.map(({ channel = '', account = '', location = 'EAST', claimed = 0, shipped = [] }): ChannelUse => ({
    channel, account, location, claimed: grains(claimed),
    shippedWithin: (from, until) => grains(shipped.filter(([at]) => at >= from && at < until).reduce((sum, [, amount]) => sum + amount, 0)),
  }));
  return {
    claims: taken.map(({ location = 'EAST', claimed = 0 }) => claim(location, claimed)),
    uses: (accounts) => uses.map((use) => (accounts.has(use.account) ? use : { ...use, account: '' })),
  };
}

/** Plain stock by place. */
export function stockAt(amounts: Readonly<Record<string, number>>): readonly Balance[] {
  return Object.entries(amounts).map(([location, amount]) => balance(location, amount));
}

export function pictureOfTaken(stock: Readonly<Record<string, number>>, taken: readonly Taken[] = [], item = 'TEA'): StockPicture {
  const { claims, uses } = takenIn(taken);
  return picture(stockAt(stock), claims, { uses, item });
}

export function askFor(register: Register, stock: Readonly<Record<string, number>>, taken: readonly Taken[], query: Partial<AvailabilityQuery> = {}): Availability {
  return availableIn(register, pictureOfTaken(stock, taken), { at: AT, ...query });
}

export function publishFor(register: Register, stock: Readonly<Record<string, number>>, taken: readonly Taken[], targets: readonly PublishTarget[], at = AT): PublishedSet {
  return publishSet(register, figuresOf(register, pictureOfTaken(stock, taken), at), targets);
}
