import { compileRegister, type Balance, type Catalog, type ClaimedAt, type Policy, type Register, type StockPicture } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';

export const AT = Date.parse('2026-05-12T08:00:00Z');

/** Two sites under a group; one site with bins; a cage that sells nothing; a store of its own in another zone. */
export const CATALOG: Catalog = {
  items: [{ id: 'TEA', unit: 'EA', tracking: 'lot' }, { id: 'RICE', unit: 'KGM', granularity: '0.001' }],
  locations: [
    { id: 'ALL', kind: 'group' },
    { id: 'EAST', kind: 'warehouse', parent: 'ALL' },
    { id: 'EAST-A', kind: 'bin', parent: 'EAST' },
    { id: 'EAST-B', kind: 'bin', parent: 'EAST' },
    { id: 'CAGE', kind: 'zone', parent: 'EAST', sellable: false },
    { id: 'WEST', kind: 'warehouse', parent: 'ALL' },
    { id: 'SHOP', kind: 'store', timeZone: 'America/New_York' },
  ],
  channels: [{ id: 'web', locations: ['WEST', 'EAST'] }, { id: 'bins', locations: ['EAST-B', 'EAST-A', 'EAST-A'] }, { id: 'nested', locations: ['EAST-A', 'EAST', 'SHOP'] }, { id: 'all' }],
  states: [{ id: 'outlet', sellable: true }, { id: 'recalled', sellable: false }],
};

export function registerWith(policy: Partial<Policy> = {}): Register {
  return compileRegister(CATALOG, { version: 'p1', ...policy }, 1);
}

export function balance(location: string, amount: number, more: Partial<Balance> = {}): Balance {
  return { location, state: 'sellable', lot: '', serial: '', owner: '', grains: grains(amount), ...more };
}

export function claim(location: string, reserved: number, allocated = 0, picked = 0): ClaimedAt {
  return { location, reserved: grains(reserved), allocated: grains(allocated), picked: grains(picked) };
}

export function picture(balances: readonly Balance[], claims: readonly ClaimedAt[] = [], more: Partial<StockPicture> = {}): StockPicture {
  return { item: 'TEA', balances, claims, provisional: new Map(), lotEndsAt: () => undefined, uses: () => [], ...more };
}
