import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableIn, figuresOf } from '../../src/availability/index.js';
import { endOfDate } from '../../src/foundation/index.js';
import { exceptionsOfItem, itemOf, oversoldIn, pictureOf, replay, type ItemLedger, type LogEntry } from '../../src/ledger/index.js';
import type { ForeignStockRule, StockEvent } from '../../src/model/index.js';
import { scheduleFrom } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideReserve } from '../../src/reservation/index.js';
import { FOREIGN_CATALOG, foreignRegister } from '../availability/foreign.js';
import { runs } from '../runs.js';
import { factOf } from '../ledger/world.js';

const PLACES = FOREIGN_CATALOG.locations.map(({ id }) => id);
const MIDNIGHT = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
/** A lot that ends with the day, and one that does not. */
const ENDS: Readonly<Record<string, string>> = { L1: '2026-01-05' };

const goods = fc.record({
  location: fc.constantFrom(...PLACES), state: fc.constantFrom('sellable', 'sellable', 'damaged', 'blocked'), owner: fc.constantFrom(undefined, undefined, 'ACME', 'ELSE'),
  lot: fc.constantFrom(undefined, 'L1', 'L2'), amount: fc.integer({ min: -9, max: 30 }).filter((amount) => amount !== 0),
});
const holds = fc.array(fc.record({ location: fc.constantFrom(...PLACES), amount: fc.integer({ min: 1, max: 12 }), endsAfter: fc.constantFrom(undefined, 12, 36), bound: fc.boolean() }), { maxLength: 5 });
const oneOf = <Value>(...values: Value[]): fc.Arbitrary<Value | undefined> => fc.constantFrom(undefined, undefined, ...values);
// A later rule may be covered by an earlier one, which a policy must not say: such lists are left out.
const rules = fc.array(fc.record({
  kind: oneOf<ForeignStockRule['kind']>('consignment', 'vendorManaged', 'dropShip'), owner: oneOf('ACME', 'ELSE'), item: oneOf('TEA', 'RICE'), location: oneOf(...PLACES),
  use: fc.constantFrom<ForeignStockRule['use']>('include', 'exclude'),
}), { maxLength: 5 }).filter((list) => isSound(list));
const world = fc.record({ stock: fc.array(goods, { maxLength: 12 }), holds, rules });
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;
interface Goods { readonly location: string; readonly state: string; readonly owner: string | undefined; readonly lot: string | undefined; readonly amount: number }

function isSound(list: readonly ForeignStockRule[]): boolean {
  try {
    foreignRegister(list);
    return true;
  } catch {
    return false;
  }
}

function ledgerOf({ stock, holds: held, rules: list }: World): ItemLedger {
  const register = foreignRegister(list);
  const base = { source: 'erp', effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA' };
  const log: LogEntry[] = stock.map(({ amount, ...place }, index) => ({
    fact: factOf(register, { ...base, id: `s${index}`, type: 'stock.adjusted', reason: 'r', ...place, quantity: { amount: String(amount), unit: 'EA' } }),
  }));
  for (const [lot, expiresOn] of Object.entries(ENDS)) {
    const described = { ...base, id: lot, type: 'stock.received', location: 'DC', lot, lotAttributes: { expiresOn }, quantity: { amount: '1', unit: 'EA' } };
    log.push({ fact: factOf(register, described as unknown as StockEvent) });
  }
  held.forEach(({ location, amount, endsAfter, bound }, index) => {
    if (bound) {
      const line = { ...base, line: `L${index}`, quantity: { amount: String(amount), unit: 'EA' } };
      const told = [{ ...line, id: `o${index}`, type: 'order.placed' }, { ...line, id: `c${index}`, type: 'claim.reported', measure: 'allocated', mode: 'delta', location }];
      for (const one of told) log.push({ fact: factOf(register, one as unknown as StockEvent) });
      return;
    }
    const decision = decideReserve(
      { request: 'r', mode: 'allOrNothing', lines: [{ line: `L${index}`, item: 'TEA', grains: grains(amount) }], expiresAt: endsAfter === undefined ? undefined : MIDNIGHT + endsAfter * HOUR },
      { at: MIDNIGHT, policy: 'p', line: () => undefined, offers: () => [{ location, grains: grains(amount) }] },
    );
    if (!decision.ok) throw new Error(JSON.stringify(decision));
    log.push(...decision.events.map((event) => ({ decision: event })));
  });
  return itemOf(replay(register, log), 'TEA');
}

/** A place and all it stands in, read from the catalogue anew. */
function upwards(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id, ...upwards(FOREIGN_CATALOG.locations.find((location) => location.id === id)?.parent)];
}

/** Whether goods may be promised, written down once more from the words of the rule. */
function sells({ location, state, owner, lot }: Goods, list: readonly ForeignStockRule[], at: number): boolean {
  const site = { VMI: 'vendorManaged', 'VMI-1': 'vendorManaged', SUP: 'dropShip', 'SUP-A': 'dropShip', 'SUP-CAGE': 'dropShip' }[location];
  const kind = site ?? (owner === undefined ? 'ours' : 'consignment');
  const rule = list.find((one) => [one.kind ?? kind, one.owner ?? owner, one.item ?? 'TEA'].join() === [kind, owner, 'TEA'].join() && (one.location === undefined || upwards(location).includes(one.location)));
  if (kind !== 'ours' && rule?.use !== 'include') return false;
  return state === 'sellable' && location !== 'SUP-CAGE' && !(lot === 'L1' && at >= MIDNIGHT + 24 * HOUR);
}

describe('one rule says which goods may be promised', () => {
  it('and every reader of it agrees: figures, offers, the exception and the schedule', () => {
    fc.assert(fc.property(world, fc.constantFrom(0, 18, 24, 48), (given, hours) => {
      const register = foreignRegister(given.rules);
      const item = ledgerOf(given);
      const at = MIDNIGHT + hours * HOUR;
      // The receipt that describes the lot brings one of it.
      const stock: readonly Goods[] = [...given.stock, { location: 'DC', state: 'sellable', owner: undefined, lot: 'L1', amount: 1 }];
      const held = given.holds.filter(({ bound, endsAfter }) => bound || endsAfter === undefined || endsAfter > hours);
      const picture = pictureOf(register, item, at);
      const { nodes } = figuresOf(register, picture, at);
      const oversold = oversoldIn(register, item, at);
      for (const place of PLACES) {
        const within = stock.filter((one) => upwards(one.location).includes(place));
        const sellable = within.filter((one) => sells(one, given.rules, at)).reduce((sum, { amount }) => sum + amount, 0);
        const claimed = held.filter(({ location }) => upwards(location).includes(place)).reduce((sum, { amount }) => sum + amount, 0);
        expect([place, nodes.get(place)?.sellable ?? 0]).toEqual([place, sellable]);
        expect([place, oversold.get(place) ?? 0]).toEqual([place, claimed > 0 ? Math.max(0, claimed - sellable) : 0]);
        const answer = availableIn(register, picture, { at, locations: [place] });
        expect(answer.signed).toBe(sellable - claimed);
        expect(answer.onHand + answer.foreign).toBe(answer.sellable + answer.damaged + answer.quarantined + answer.inspection + answer.expired + answer.blocked + answer.foreignExcluded);
        if (oversold.has(place) && stock.every(({ amount }) => amount > 0)) expect(answer.available).toBe(0);
      }
      expect(exceptionsOfItem(register, item, at).filter(({ kind }) => kind === 'oversold').map(({ subject }) => subject).sort()).toEqual([...oversold.keys()].sort());
      const { lots = [] } = scheduleFrom({ register, picture, lines: { expected: [], wanted: [] }, available: grains(0), at }).schedule;
      const dated = picture.balances.filter(({ lot, grains: amount, location, state, owner }) => lot === 'L1' && amount > 0 && sells({ location, state, lot, owner: owner === '' ? undefined : owner, amount }, given.rules, at));
      expect(lots.reduce((sum, lot) => sum + lot.grains, 0)).toBe(dated.reduce((sum, { grains: amount }) => sum + amount, 0));
      for (const { usableUntil } of lots) expect(usableUntil).toBe(endOfDate(ENDS['L1']!, 'UTC'));
    }), { numRuns: runs(400) });
  });

  it('including more never leaves less', () => {
    fc.assert(fc.property(world, fc.constantFrom(...PLACES), (given, place) => {
      const plenty = { ...given, stock: given.stock.filter(({ amount }) => amount > 0) };
      const picture = pictureOf(foreignRegister([]), ledgerOf(plenty), MIDNIGHT);
      const availableUnder = (list: readonly ForeignStockRule[]): number => availableIn(foreignRegister(list), picture, { at: MIDNIGHT, locations: [place] }).available;
      expect(availableUnder([])).toBeLessThanOrEqual(availableUnder(given.rules));
      expect(availableUnder(given.rules)).toBeLessThanOrEqual(availableUnder([{ use: 'include' }]));
    }), { numRuns: runs(200) });
  });
});
