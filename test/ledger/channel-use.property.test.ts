import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorbUses, countUses, usesOf, type ChannelUseState } from '../../src/ledger/channel-use.js';
import { absorbDraft, draftOf, startItemLedger, type ItemLedger } from '../../src/ledger/item-ledger.js';
import type { LayeredMap } from '../../src/ledger/layered-map.js';
import { startLine, type LineState } from '../../src/ledger/line.js';
import { addShipment, appendColumn, shippedByInstant, shippedWithin, startColumn } from '../../src/ledger/shipment-column.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';

const location = fc.constantFrom('EAST', 'WEST');
const hold = fc.record({ location, lot: fc.constant(''), serial: fc.constant(''), reserved: fc.nat(5).map(grains), allocated: fc.nat(5).map(grains), picked: fc.nat(5).map(grains) });
const shipment = fc.record({ at: fc.nat(9), location, grains: fc.integer({ min: -3, max: 9 }).map(grains) });

/** A line in some state: whose it is, what it holds, what was shipped. */
const state: fc.Arbitrary<LineState> = fc.record({
  channel: fc.constantFrom('', 'web', 'edi'), account: fc.constantFrom('', 'A', 'B'), holds: fc.array(hold, { maxLength: 3 }), shipments: fc.array(shipment, { maxLength: 3 }),
}).map(({ channel, account, holds, shipments }) => {
  const line = startLine('TEA', 'l');
  return { ...line, shipments, balance: { ...line.balance, channel, account, holds } };
});
/** Some lines, each of which changes through a few states; a draft is started before some changes. */
const changes = fc.array(fc.record({ line: fc.constantFrom('l1', 'l2', 'l3'), state, drafts: fc.boolean() }), { maxLength: 12 });

interface Row { readonly channel: string; readonly account: string; readonly location: string; readonly claimed: number; readonly shipped: readonly number[] }

/** The same from the lines alone: who has claimed how much where, and shipped by and after each instant. */
function byHand(lines: Iterable<LineState>, accounts: ReadonlySet<string>): readonly Row[] {
  const rows = new Map<string, { channel: string; account: string; location: string; claimed: number; shipped: number[] }>();
  for (const { balance, shipments } of lines) {
    const account = accounts.has(balance.account) ? balance.account : '';
    if (balance.channel === '' && account === '') continue;
    const rowAt = (place: string): { claimed: number; shipped: number[] } => {
      const key = `${balance.channel} ${account} ${place}`;
      const row = rows.get(key) ?? { channel: balance.channel, account, location: place, claimed: 0, shipped: SPANS.map(() => 0) };
      rows.set(key, row);
      return row;
    };
    for (const one of balance.holds) rowAt(one.location).claimed += one.reserved + one.allocated + one.picked;
    for (const one of shipments) SPANS.forEach(([from, until], index) => { if (one.at >= from && one.at < until) rowAt(one.location).shipped[index]! += one.grains; });
  }
  return sorted([...rows.values()]);
}

const SPANS = [[-Infinity, Infinity], [0, 3], [3, 10], [4, 4], [5, 6]] as const;

function sorted(rows: readonly Row[]): readonly Row[] {
  const kept = rows.filter(({ claimed, shipped }) => claimed !== 0 || shipped.some((amount) => amount !== 0));
  return kept.map((row) => ({ ...row, shipped: row.shipped.map((amount) => amount + 0) })).sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

function read(item: ItemLedger, accounts: ReadonlySet<string>, leftOut: Parameters<typeof usesOf>[2] = []): readonly Row[] {
  return sorted(usesOf(item, accounts, leftOut).map((use) => ({
    channel: use.channel, account: use.account, location: use.location, claimed: use.claimed, shipped: SPANS.map(([from, until]) => use.shippedWithin(from, until)),
  })));
}

const named = fc.subarray(['A', 'B', 'C']).map((accounts) => new Set(accounts));

describe('what channels have taken', () => {
  it('is what their lines say, in drafts and after, told apart by the accounts that are named', () => {
    fc.assert(fc.property(changes, named, (steps, accounts) => {
      const base = startItemLedger('TEA');
      let item = base;
      let layer = 0;
      const lines = new Map<string, LineState>();
      for (const { line, state: after, drafts } of steps) {
        if (drafts) {
          if (item !== base) absorbDraft(base, item);
          item = draftOf(base, ++layer);
        }
        countUses(item, lines.get(line) ?? startLine('TEA', line), after);
        lines.set(line, after);
        expect(read(item, accounts)).toEqual(byHand(lines.values(), accounts));
      }
      if (item !== base) absorbDraft(base, item);
      expect(read(base, accounts)).toEqual(byHand(lines.values(), accounts));
    }), { numRuns: runs(200) });
  });

  it('is untouched by a draft that is dropped', () => {
    fc.assert(fc.property(state, state, (first, second) => {
      const base = startItemLedger('TEA');
      countUses(base, startLine('TEA', 'l'), first);
      countUses(draftOf(base, 1), first, second);
      expect(read(base, new Set(['A', 'B']))).toEqual(byHand([first], new Set(['A', 'B'])));
    }), { numRuns: runs(100) });
  });

  it('leaves out the claims of a line, soft ones alone or all of them, and never what was shipped', () => {
    fc.assert(fc.property(state, state, fc.boolean(), named, (kept, left, softOnly, accounts) => {
      const item = startItemLedger('TEA');
      countUses(item, startLine('TEA', 'a'), kept);
      countUses(item, startLine('TEA', 'b'), left);
      const holds = softOnly ? left.balance.holds.map((one) => ({ ...one, reserved: grains(0) })) : [];
      expect(read(item, accounts, [{ line: left.balance, softOnly }])).toEqual(byHand([kept, { ...left, balance: { ...left.balance, holds } }], accounts));
    }), { numRuns: runs(100) });
  });

  it('carries nothing but what a draft changed', () => {
    const base = startItemLedger('TEA');
    const draft = draftOf(base, 1);
    absorbUses(base.uses, (draft.uses as LayeredMap<string, ChannelUseState>).own(), 1);
    expect(base.uses.size).toBe(0);
  });
});

describe('a column of shipments', () => {
  const entries = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -4, max: 9 })), { maxLength: 12 });

  it('knows what was shipped from one instant to another, as a plain list would; also in front of another', () => {
    fc.assert(fc.property(entries, entries, fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 }), (behind, infront, from, until) => {
      const base = startColumn(0);
      for (const [at, amount] of behind) addShipment(base, at, grains(amount));
      const column = startColumn(1, base);
      for (const [at, amount] of infront) addShipment(column, at, grains(amount));
      const all = [...behind, ...infront];
      const [first, last] = from <= until ? [from, until] : [until, from];
      const within = all.filter(([at]) => at >= first && at < last).reduce((sum, [, amount]) => sum + amount, 0);
      expect(shippedWithin(column, first, last)).toBe(within);
      const nets = [...new Set(all.map(([at]) => at))].sort((left, right) => left - right)
        .map((at) => [at, all.filter((one) => one[0] === at).reduce((sum, [, amount]) => sum + amount, 0)]).filter(([, net]) => net !== 0);
      expect(shippedByInstant(column)).toEqual(nets);
      appendColumn(base, column);
      expect(shippedWithin(base, first, last)).toBe(within);
      expect(base.times).toEqual([...new Set(base.times)].sort((left, right) => left - right));
    }), { numRuns: runs(300) });
  });
});
