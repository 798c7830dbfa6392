import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/foundation/index.js';
import { absorbDraft, applyDecision, applyFact, balancesOf, draftOf, encodeItem, exceptionsOfItem, lapsedLines, startItemLedger, type ItemLedger, type LogEntry } from '../../src/ledger/index.js';
import { layerOver } from '../../src/ledger/layered-map.js';
import { runs } from '../runs.js';
import { histories, logOf, ruledRegister, wishes } from './world.js';

const keys = fc.constantFrom('a', 'b', 'c', 'd');
const steps = fc.array(fc.oneof(fc.tuple(fc.constant('set'), keys, fc.nat(9)), fc.tuple(fc.constant('delete'), keys, fc.constant(0))), { maxLength: 30 });

describe('a layered map', () => {
  it('reads as a copy of the map would, leaves the map alone, and absorbs into what the copy is', () => {
    fc.assert(fc.property(fc.dictionary(keys, fc.nat(9)), steps, steps, (start, first, second) => {
      const base = new Map(Object.entries(start));
      const before = [...base];
      const copy = new Map(base);
      const layer = layerOver(base);
      const above = layerOver(layer);
      for (const [kind, key, value] of first) {
        if (kind === 'set') {
          layer.set(key, value);
          copy.set(key, value);
        } else expect(layer.delete(key)).toBe(copy.delete(key));
        expectSame(layer, copy);
      }
      const middle = [...copy].sort();
      for (const [kind, key, value] of second) {
        if (kind === 'set') {
          above.set(key, value);
          copy.set(key, value);
        } else expect(above.delete(key)).toBe(copy.delete(key));
        expectSame(above, copy);
      }
      expect([...layer].sort()).toEqual(middle);
      expect([...base]).toEqual(before);
      above.absorb();
      layer.absorb();
      expect([...base].sort()).toEqual([...copy].sort());
    }), { numRuns: runs(120) });
  });
});

function expectSame(layer: ReturnType<typeof layerOver<string, number>>, copy: ReadonlyMap<string, number>): void {
  expect(layer.size).toBe(copy.size);
  expect([...layer].sort()).toEqual([...copy].sort());
  expect([...layer.values()].sort()).toEqual([...copy.values()].sort());
  for (const key of ['a', 'b', 'c', 'd']) {
    expect(layer.get(key)).toBe(copy.get(key));
    expect(layer.has(key)).toBe(copy.has(key));
  }
}

describe('a draft of an item', () => {
  const fold = (item: ItemLedger, entries: readonly LogEntry[]): void => {
    for (const entry of entries) {
      if ('fact' in entry) applyFact(ruledRegister, item, entry.fact);
      else applyDecision(ruledRegister, item, entry.decision);
    }
  };
  const bytes = (item: ItemLedger): string => canonicalJson(encodeItem(ruledRegister, item));
  const logs = fc.record({ events: histories({ items: [{ id: 'TEA' }], maxLength: 30 }), wished: fc.array(wishes, { maxLength: 15 }), cuts: fc.array(fc.nat(45), { maxLength: 4 }), look: fc.boolean() });

  it('absorbed is the same as applied at once, however the log is cut and whatever is read in between', () => {
    fc.assert(fc.property(logs, ({ events, wished, cuts, look }) => {
      const log = logOf(ruledRegister, events, wished);
      const straight = startItemLedger('TEA');
      fold(straight, log);
      const item = startItemLedger('TEA');
      const bounds = [0, ...[...cuts].sort((left, right) => left - right), log.length];
      for (let part = 0; part + 1 < bounds.length; part++) {
        const draft = draftOf(item, part + 1);
        for (const entry of log.slice(bounds[part], bounds[part + 1])) {
          fold(draft, [entry]);
          if (look) {
            balancesOf(ruledRegister, draft);
            exceptionsOfItem(ruledRegister, draft);
          }
        }
        const seen = bytes(draft);
        absorbDraft(item, draft);
        expect(bytes(item)).toBe(seen);
      }
      expect(bytes(item)).toBe(bytes(straight));
      for (const minute of [0, 30, 60, 300]) {
        const at = Date.parse('2026-01-05T00:00:00Z') + minute * 60_000;
        expect(lapsedLines(item, at)).toEqual(lapsedLines(straight, at));
        expect(lapsedLines(straight, at)).toEqual([...straight.lines.values()].map(({ balance }) => balance)
          .filter((line) => line.reserved > 0 && line.expiresAt !== undefined && line.expiresAt <= at).sort((left, right) => (left.line < right.line ? -1 : 1)));
      }
    }), { numRuns: runs(60) });
  });

  it('dropped leaves what is committed as it was', () => {
    fc.assert(fc.property(logs, fc.nat(40), ({ events, wished }, cut) => {
      const log = logOf(ruledRegister, events, wished);
      const item = startItemLedger('TEA');
      fold(item, log.slice(0, cut));
      const before = bytes(item);
      const positions = JSON.stringify([...item.positions]);
      const draft = draftOf(item, 1);
      fold(draft, log.slice(cut));
      bytes(draft);
      expect(JSON.stringify([...item.positions])).toBe(positions);
      expect(bytes(item)).toBe(before);
      // And another draft starts from there.
      const second = draftOf(item, 2);
      fold(second, log.slice(cut));
      expect(bytes(second)).toBe(bytes(draft));
    }), { numRuns: runs(60) });
  });
});
