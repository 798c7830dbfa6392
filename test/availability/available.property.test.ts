import fc from 'fast-check';
import { describe, it } from 'vitest';
import { availableIn } from '../../src/availability/index.js';
import type { Balance, ClaimedAt, Policy } from '../../src/model/index.js';
import { runs } from '../runs.js';
import { AT, balance, CATALOG, claim, picture, registerWith } from './pictures.js';

const place = fc.constantFrom(...CATALOG.locations.map(({ id }) => id));
const balances: fc.Arbitrary<readonly Balance[]> = fc.array(
  fc.tuple(place, fc.integer({ min: -20, max: 60 }), fc.constantFrom('sellable', 'damaged', 'outlet', 'blocked'), fc.constantFrom('', 'L1', 'L2'), fc.constantFrom('', '', 'ACME'))
    .map(([location, amount, state, lot, owner]) => balance(location, amount, { state, lot, owner })), { maxLength: 10 });
const claims: fc.Arbitrary<readonly ClaimedAt[]> = fc.array(fc.tuple(place, fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => claim(...parts)), { maxLength: 6 });
const policy: fc.Arbitrary<Partial<Policy>> = fc.record({
  foreignStock: fc.constantFrom(undefined, [], [{ use: 'include' as const }], [{ owner: 'ACME', use: 'exclude' as const }, { use: 'include' as const }]),
  buffers: fc.array(fc.record({ item: fc.constant('TEA'), kind: fc.constantFrom('buffer', 'safetyStock'), location: fc.option(place, { nil: undefined }), amount: fc.nat(9).map(String) }), { maxLength: 3 }),
});
const locations = fc.option(fc.uniqueArray(place, { minLength: 1, maxLength: 4 }), { nil: undefined });
const stock = { balances, claims, policy, locations };

/** The parents of a place, itself first, read from the catalogue anew. */
function upwards(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id, ...upwards(CATALOG.locations.find((location) => location.id === id)?.parent)];
}

/** What a place and those below it have that may be sold, no lot below zero counted, less every claim and buffer there. */
function freeByHand(id: string, given: { balances: readonly Balance[]; claims: readonly ClaimedAt[]; policy: Partial<Policy> }): number {
  const within = (location: string): boolean => upwards(location).includes(id);
  const sells = ({ location, state, owner }: Balance): boolean => location !== 'CAGE' && (state === 'sellable' || state === 'outlet') && (owner === '' || given.policy.foreignStock?.[0]?.use === 'include');
  const goods = given.balances.filter((one) => within(one.location) && sells(one) && (one.lot === '' || one.grains > 0)).reduce((sum, one) => sum + one.grains, 0);
  const taken = given.claims.filter((one) => within(one.location)).reduce((sum, one) => sum + one.reserved + one.allocated + one.picked, 0);
  const kept = (given.policy.buffers ?? []).filter((rule) => rule.location !== undefined && within(rule.location)).reduce((sum, rule) => sum + Number(rule.amount), 0);
  return goods - taken - kept;
}

describe('what may be promised', () => {
  it('at a place is the least of what it and every place above have free', () => {
    fc.assert(fc.property(fc.record(stock), (given) => {
      const answer = availableIn(registerWith(given.policy), picture(given.balances, given.claims), { at: AT, locations: given.locations });
      return answer.locations.every(({ location, available }) => available === Math.max(0, Math.min(...upwards(location).map((id) => freeByHand(id, given)))));
    }), { numRuns: runs(500) });
  });

  it('at several places together is no more than their sum, nor than any place above them has', () => {
    fc.assert(fc.property(fc.record(stock), (given) => {
      const answer = availableIn(registerWith(given.policy), picture(given.balances, given.claims), { at: AT, locations: given.locations });
      const sum = answer.locations.reduce((total, { available }) => total + available, 0);
      const roots = new Set(answer.locations.map(({ location }) => upwards(location).at(-1)!));
      const above = [...roots].reduce((total, root) => total + Math.max(0, freeByHand(root, given)), 0);
      return answer.available >= 0 && answer.available <= sum && answer.available <= above;
    }), { numRuns: runs(500) });
  });

  it('is never more than what of it may be sold, lot by lot', () => {
    fc.assert(fc.property(fc.record(stock), (given) => {
      const { available } = availableIn(registerWith(given.policy), picture(given.balances, given.claims), { at: AT, locations: given.locations });
      return available <= given.balances.reduce((sum, { grains }) => sum + Math.max(0, grains), 0);
    }), { numRuns: runs(300) });
  });

  it('grows with supply and shrinks with claims, never the other way', () => {
    fc.assert(fc.property(fc.record({ ...stock, where: place, amount: fc.nat(30) }), ({ where, amount, ...given }) => {
      const register = registerWith(given.policy);
      const query = { at: AT, locations: given.locations };
      const now = availableIn(register, picture(given.balances, given.claims), query).available;
      return availableIn(register, picture([...given.balances, balance(where, amount)], given.claims), query).available >= now
        && availableIn(register, picture(given.balances, [...given.claims, claim(where, amount)]), query).available <= now;
    }), { numRuns: runs(500) });
  });

  it('does not depend on the order of balances and claims, nor on how they are cut', () => {
    fc.assert(fc.property(fc.record(stock).chain((given) => fc.record({
      given: fc.constant(given), balances: fc.shuffledSubarray([...given.balances], { minLength: given.balances.length }), claims: fc.shuffledSubarray([...given.claims], { minLength: given.claims.length }),
    })), ({ given, balances: shuffled, claims: mixed }) => {
      const register = registerWith(given.policy);
      const query = { at: AT, locations: given.locations };
      const cut = mixed.flatMap((one) => [claim(one.location, one.reserved), claim(one.location, 0, one.allocated, one.picked)]);
      const text = JSON.stringify(availableIn(register, picture(given.balances, given.claims), query));
      return text === JSON.stringify(availableIn(register, picture(shuffled, mixed), query)) && text === JSON.stringify(availableIn(register, picture(shuffled, cut), query));
    }), { numRuns: runs(300) });
  });
});
