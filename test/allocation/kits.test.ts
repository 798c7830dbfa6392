import { describe, expect, it } from 'vitest';
import {
  allocateKits, explainExplosion, explainKitAllocation, explainKitAvailability, explainKitShortage, explodeKit, kitAvailable, kitShortage, kitStructure, partNeeds,
  type KitDemand, type KitPart, type KitPartialRule, type KitStructure,
} from '../../src/allocation/index.js';
import { compileRegister } from '../../src/model/index.js';
import { ratio, ratioText } from '../../src/quantity/index.js';
import { g, stock } from './amounts.js';

/** `{ SET: { CUP: 4, SAUCER: [1, 2] } }`: what one of each takes, as a number or a fraction. */
type Bill = Readonly<Record<string, Readonly<Record<string, number | readonly [number, number]>>>>;
const structure = (bill: Bill): KitStructure => (item) => (bill[item] === undefined ? undefined : Object.entries(bill[item]).map(([part, per]) => ({
  item: part, perKit: typeof per === 'number' ? ratio(BigInt(per)) : ratio(BigInt(per[0]), BigInt(per[1])),
})));
const parts = (bill: Bill, kit: string): readonly KitPart[] => {
  const answer = explodeKit(kit, structure(bill));
  if (!answer.ok) throw new Error(answer.reason.code);
  return answer.parts;
};
const texts = (all: readonly KitPart[]): string => all.map(({ item, perKit }) => `${item}:${ratioText(perKit)}`).join(' ');

const BILL: Bill = { SET: { CUP: 4, TRAY: 1, BOX: 1 }, TRAY: { BOARD: 1, SCREW: 6 }, BOX: { BOARD: [1, 2], SCREW: 2, TAPE: [1, 3] }, DUO: { CUP: 2, SET: 2 } };

describe('taking a kit apart', () => {
  it.each<[string, Bill, string, string]>([
    ['one level', { A: { b: 2, c: 3 } }, 'A', 'b:2 c:3'],
    ['through its levels, each part once with the sum of its uses', BILL, 'SET', 'CUP:4 BOARD:3/2 SCREW:8 TAPE:1/3'],
    ['a kit within it more than once', BILL, 'DUO', 'CUP:10 BOARD:3 SCREW:16 TAPE:2/3'],
    ['a sub-kit used at two depths counts both', { A: { B: 1, c: 1 }, B: { C: 2, c: 1 }, C: { c: 5 } }, 'A', 'c:12'],
    ['a sub-kit met first at the lower depth counts both', { A: { B: 1, C: 3 }, B: { C: 2 }, C: { c: 5, d: 1 } }, 'A', 'c:25 d:5'],
    ['an empty bill is a part', { A: { b: 2 }, b: {} }, 'A', 'b:2'],
  ])('%s', (_, bill, kit, expected) => expect(texts(parts(bill, kit))).toBe(expected));

  it.each<[string, Bill, string, object]>([
    ['an item without a bill is no kit', BILL, 'CUP', { code: 'allocation.not_a_kit', item: 'CUP' }],
    ['nor is one with an empty bill', { A: {} }, 'A', { code: 'allocation.not_a_kit', item: 'A' }],
    ['a kit that contains itself is refused', { A: { A: 1 } }, 'A', { code: 'allocation.kit_cycle', cycle: ['A', 'A'] }],
    ['a cycle below is named, without the way to it', { A: { B: 1 }, B: { c: 1, C: 1 }, C: { D: 1 }, D: { B: 1 } }, 'A', { code: 'allocation.kit_cycle', cycle: ['B', 'C', 'D', 'B'] }],
  ])('%s', (_, bill, kit, reason) => expect(explodeKit(kit, structure(bill))).toEqual({ ok: false, reason }));

  it('a part of nothing is a mistake', () => expect(() => explodeKit('A', structure({ A: { b: 0 } }))).toThrow(new TypeError('A takes more than nothing of b')));

  it('the explosion is frozen', () => {
    const answer = explodeKit('SET', structure(BILL));
    if (!answer.ok) throw new Error('no kit');
    expect([answer.parts, answer.parts[0], answer.parts[0]!.perKit].every(Object.isFrozen)).toBe(true);
  });

  it('a deep kit is no deeper in the call stack, and a much used sub-kit is read once', () => {
    const depth = 5000;
    let reads = 0;
    const chain: KitStructure = (item) => {
      reads++;
      const level = Number(item.slice(1));
      return level === depth ? undefined : [{ item: `K${level + 1}`, perKit: ratio(1n) }, { item: `K${Math.min(level + 2, depth)}`, perKit: ratio(1n) }];
    };
    const answer = explodeKit('K0', chain);
    expect(answer.ok && answer.parts.map(({ item }) => item)).toEqual([`K${depth}`]);
    expect(reads).toBeLessThanOrEqual(depth + 2);
  });

  it('quantities are read from the catalogue in grains, packs included', () => {
    const register = compileRegister({
      items: [
        { id: 'KIT', unit: 'EA', components: [{ item: 'FLOUR', quantity: { amount: '0.25', unit: 'KGM' } }, { item: 'EGG', quantity: { amount: '1', unit: 'CS' } }] },
        { id: 'FLOUR', unit: 'KGM', granularity: '0.001' }, { id: 'EGG', unit: 'EA', packs: [{ unit: 'CS', holds: { amount: '6', unit: 'EA' } }] },
        { id: 'MIX', unit: 'KGM', granularity: '0.1', components: [{ item: 'FLOUR', quantity: { amount: '1', unit: 'KGM' } }] },
        { id: 'ODD', unit: 'EA', components: [{ item: 'EGG', quantity: { amount: '1', unit: 'KGM' } }] },
      ],
      locations: [],
    });
    const componentsOf = kitStructure(register, { at: 0 });
    expect(texts(componentsOf('KIT')!)).toBe('FLOUR:250 EGG:6');
    expect(texts(componentsOf('MIX')!)).toBe('FLOUR:100');
    expect([componentsOf('EGG'), componentsOf('nothing')]).toEqual([undefined, undefined]);
    expect(() => componentsOf('ODD')).toThrow(expect.objectContaining({ code: 'quantity.no_conversion' }));
  });
});

const SET = parts({ SET: { CUP: 4, SAUCER: 4, BOX: 1 } }, 'SET');
const DUO = parts({ DUO: { CUP: 2, BOX: 1 } }, 'DUO');
const HALF = parts({ HALF: { BAR: [1, 2] } }, 'HALF');
const demand = (line: string, of: readonly KitPart[], kits: number): KitDemand => ({ line, parts: of, kits: g(kits) });

describe('how many kits can be built', () => {
  it.each<[string, readonly KitPart[], Record<string, number>, KitDemand[], number, string[]]>([
    ['the least over the parts, whole kits', SET, { CUP: 19, SAUCER: 23, BOX: 9 }, [], 4, ['CUP']],
    ['several parts may be the limit', SET, { CUP: 8, SAUCER: 11, BOX: 9 }, [], 2, ['CUP', 'SAUCER']],
    ['a part that is not there', SET, { CUP: 8, BOX: 9 }, [], 0, ['SAUCER']],
    ['a part below zero', SET, { CUP: 8, SAUCER: -8, BOX: 9 }, [], 0, ['SAUCER']],
    ['a part that takes half of another', HALF, { BAR: 3 }, [], 6, ['BAR']],
    ['what other kits take of a shared part is taken once, before the minimum', SET, { CUP: 16, SAUCER: 99, BOX: 5 }, [demand('a', DUO, 2)], 3, ['CUP', 'BOX']],
    ['and not as a difference of two minima, which would say 2', SET, { CUP: 12, SAUCER: 99, BOX: 2 }, [demand('a', DUO, 1)], 1, ['BOX']],
    ['others that take more than there is leave nothing', SET, { CUP: 4, SAUCER: 9, BOX: 1 }, [demand('a', DUO, 9)], 0, ['CUP', 'BOX']],
  ])('%s', (_, of, available, others, kits, binding) => expect(kitAvailable(of, stock(available), others)).toMatchObject({ kits, binding }));

  it('shows what each part allows', () => {
    expect(kitAvailable(SET, stock({ CUP: 19, SAUCER: 23, BOX: -1 })).limits).toMatchObject([{ item: 'CUP', available: 19, kits: 4 }, { item: 'SAUCER', available: 23, kits: 5 }, { item: 'BOX', available: 0, kits: 0 }]);
  });

  it('of no parts is a mistake', () => expect(() => kitAvailable([], new Map())).toThrow(new TypeError('A kit has at least one part')));
});

describe('what several lines of kits need', () => {
  it('is summed by part before any check, each line in whole grains', () => {
    expect(partNeeds([demand('a', SET, 2), demand('b', DUO, 3), demand('c', HALF, 3), demand('d', HALF, 1)])).toEqual([
      { item: 'CUP', needed: 14 }, { item: 'SAUCER', needed: 8 }, { item: 'BOX', needed: 5 }, { item: 'BAR', needed: 3 },
    ]);
  });

  it('is short of each part by a number: two lines that pass alone do not pass together', () => {
    const available = stock({ CUP: 12, SAUCER: 12, BOX: 9, BAR: -2 });
    expect(kitShortage([demand('a', SET, 3)], available)).toEqual([]);
    expect(kitShortage([demand('a', SET, 3), demand('b', DUO, 2), demand('c', HALF, 2)], available)).toEqual([
      { item: 'CUP', needed: 16, available: 12, short: 4 }, { item: 'BAR', needed: 1, available: 0, short: 1 },
    ]);
  });
});

describe('allocating kits', () => {
  const lines = [demand('a', SET, 3), demand('b', DUO, 4)];
  const allocate = (partial: KitPartialRule, available: Record<string, number>): unknown => {
    const answer = allocateKits({ lines, available: stock(available), partial });
    return answer.ok ? answer.lines.map(({ line, kits, unfilled, takes }) => `${line} ${kits}+${unfilled}: ${takes.map((take) => `${take.item}:${take.grains}`).join(' ')}`) : answer.reason;
  };

  it.each<[string, KitPartialRule, Record<string, number>, unknown]>([
    ['all there', 'refuse', { CUP: 20, SAUCER: 12, BOX: 7 }, ['a 3+0: CUP:12 SAUCER:12 BOX:3', 'b 4+0: CUP:8 BOX:4']],
    ['refused whole when a part is short', 'refuse', { CUP: 20, SAUCER: 12, BOX: 6 }, { code: 'allocation.insufficient', shortages: [{ item: 'BOX', needed: 7, available: 6, short: 1 }] }],
    ['whole kits: line by line', 'wholeKits', { CUP: 17, SAUCER: 12, BOX: 7 }, ['a 3+0: CUP:12 SAUCER:12 BOX:3', 'b 2+2: CUP:4 BOX:2']],
    ['whole kits: never a part of one', 'wholeKits', { CUP: 11, SAUCER: 12, BOX: 2 }, ['a 2+1: CUP:8 SAUCER:8 BOX:2', 'b 0+4: ']],
    ['whole kits: no more than asked for', 'wholeKits', { CUP: 99, SAUCER: 99, BOX: 99 }, ['a 3+0: CUP:12 SAUCER:12 BOX:3', 'b 4+0: CUP:8 BOX:4']],
    ['components: each part as far as it goes', 'components', { CUP: 13, SAUCER: 2, BOX: 5, TAPE: 1 }, ['a 0+3: CUP:12 SAUCER:2 BOX:3', 'b 0+4: CUP:1 BOX:2']],
    ['components: no more than asked for', 'components', { CUP: 99, SAUCER: 99, BOX: 99 }, ['a 3+0: CUP:12 SAUCER:12 BOX:3', 'b 4+0: CUP:8 BOX:4']],
    ['components: a part below zero gives nothing and stays so', 'components', { CUP: -5, SAUCER: 2 }, ['a 0+3: SAUCER:2', 'b 0+4: ']],
  ])('%s', (_, partial, available, expected) => expect(allocate(partial, available)).toEqual(expected));

  it('a part that is rounded up makes no more kits than were asked for', () => {
    expect(allocateKits({ lines: [demand('a', HALF, 3)], available: stock({ BAR: 9 }), partial: 'components' })).toMatchObject({ lines: [{ kits: 3, unfilled: 0, takes: [{ item: 'BAR', grains: 2 }] }] });
  });

  it('states what is short, also when it goes ahead, and leaves what it was given as it was', () => {
    const available = stock({ CUP: 17, SAUCER: 12, BOX: 7 });
    expect(allocateKits({ lines, available, partial: 'wholeKits' })).toMatchObject({ ok: true, partial: 'wholeKits', shortages: [{ item: 'CUP', needed: 20, available: 17, short: 3 }] });
    expect([...available.values()]).toEqual([17, 12, 7]);
  });

  it.each<[string, () => unknown]>([
    ['lines[1] names "a" a second time', () => allocateKits({ lines: [demand('a', SET, 1), demand('a', SET, 1)], available: new Map(), partial: 'refuse' })],
    ['lines[0].kits is a whole number not below zero, not -1', () => allocateKits({ lines: [demand('a', SET, -1)], available: new Map(), partial: 'refuse' })],
    ['A kit has at least one part', () => allocateKits({ lines: [demand('a', [], 0)], available: new Map(), partial: 'refuse' })],
  ])('%s', (message, call) => expect(call).toThrow(new TypeError(message)));
});

describe('explanations', () => {
  const inUnits = { amount: (item: string, value: number): string => `${value} ${item === 'BOX' ? 'boxes' : 'pieces'}` };

  it('of a kit and of how many can be built', () => {
    const answer = explodeKit('SET', structure(BILL));
    expect(answer.ok && explainExplosion(answer)).toBe('one grain of SET takes\n4 of CUP\n3/2 of BOARD\n8 of SCREW\n1/3 of TAPE');
    const available = kitAvailable(DUO, stock({ CUP: 9, BOX: 3 }));
    expect(explainKitAvailability(available)).toBe('3 kits can be built\n9 of CUP at 2 each make 4\n3 of BOX at 1 each make 3: the limit');
    expect(explainKitAvailability(available, inUnits)).toContain('3 boxes of BOX');
  });

  it('of an allocation and of what is short', () => {
    const text = (partial: KitPartialRule, available: Record<string, number>): unknown => {
      const answer = allocateKits({ lines: [demand('a', DUO, 3)], available: stock(available), partial });
      return answer.ok && explainKitAllocation(answer, inUnits);
    };
    expect(text('wholeKits', { CUP: 5, BOX: 9 })).toBe('as many whole kits as there are\na gets 2 of 3 kits: 4 pieces of CUP, 2 boxes of BOX\nCUP is short by 1 pieces: 6 pieces needed, 5 pieces there');
    expect(text('components', {})).toBe('each part as far as it goes\na gets 0 of 3 kits: nothing\nCUP is short by 6 pieces: 6 pieces needed, 0 pieces there\nBOX is short by 3 boxes: 3 boxes needed, 0 boxes there');
    expect(text('refuse', { CUP: 9, BOX: 9 })).toBe('kits whole or not at all\na gets 3 of 3 kits: 6 pieces of CUP, 3 boxes of BOX');
    expect(explainKitShortage([])).toBe('no part is short');
    expect(explainKitShortage(kitShortage([demand('a', DUO, 3)], stock({})))).toBe('CUP is short by 6: 6 needed, 0 there\nBOX is short by 3: 3 needed, 0 there');
  });
});
