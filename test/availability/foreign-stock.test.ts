import { describe, expect, it } from 'vitest';
import { availableIn, figuresOf, publishSet } from '../../src/availability/index.js';
import { foreignKindOf, foreignStockUse, type Balance, type ForeignStockRule } from '../../src/model/index.js';
import { foreignRegister } from './foreign.js';
import { AT, balance, claim, picture } from './pictures.js';

type Rules = readonly ForeignStockRule[];
const CONSIGNED = balance('DC-1', 4, { owner: 'ACME' });
const VENDORS = balance('VMI-1', 4);
const DROP = balance('SUP-A', 4);

describe('whose goods they are', () => {
  it.each<[string, string, string, string | undefined]>([
    ['ours where nothing is said', 'DC', '', undefined], ['ours in a bin', 'DC-1', '', undefined], ['another’s under its name', 'DC', 'ACME', 'consignment'], ['another’s in a bin', 'DC-1', 'ACME', 'consignment'],
    ['the vendor’s where a vendor manages', 'VMI', '', 'vendorManaged'], ['and in its bins', 'VMI-1', '', 'vendorManaged'], ['and under a name', 'VMI-1', 'ACME', 'vendorManaged'],
    ['the supplier’s at a drop-ship place', 'SUP', '', 'dropShip'], ['and in its zones', 'SUP-A', '', 'dropShip'], ['and under a name', 'SUP', 'ACME', 'dropShip'],
    ['ours at a site of our own within it', 'OURS', '', undefined], ['another’s under its name there', 'OURS', 'ACME', 'consignment'],
  ])('%s', (_, location, owner, kind) => {
    expect(foreignKindOf(foreignRegister(undefined).locations.get(location)!, owner)).toBe(kind);
  });
});

describe('which goods that are not our own may be promised', () => {
  // Four consigned, four of a vendor, four at a drop-ship supplier: which of them the policy includes, and the rule that says so.
  it.each<[string, Rules | undefined, string]>([
    ['none by default', undefined, '- - -'],
    ['none where no rule fits', [], '- - -'],
    ['all by a rule for everything', [{ use: 'include' }], '0 0 0'],
    ['one kind', [{ kind: 'consignment', use: 'include' }], '0 - -'],
    ['another kind', [{ kind: 'vendorManaged', use: 'include' }], '- 0 -'],
    ['the third kind', [{ kind: 'dropShip', use: 'include' }], '- - 0'],
    ['those of an owner who is named', [{ owner: 'ACME', use: 'include' }], '0 - -'],
    ['not those of another owner', [{ owner: 'ELSE', use: 'include' }], '- - -'],
    ['those at a place and below it', [{ location: 'DC', use: 'include' }], '0 0 -'],
    ['those at the place below', [{ location: 'VMI', use: 'include' }], '- 0 -'],
    ['not those above a place', [{ location: 'VMI-1', use: 'include' }], '- 0 -'],
    ['those of the item', [{ item: 'TEA', use: 'include' }], '0 0 0'],
    ['not those of another item', [{ item: 'RICE', use: 'include' }], '- - -'],
    ['what the first rule that fits says', [{ kind: 'dropShip', use: 'exclude' }, { location: 'VMI', use: 'exclude' }, { use: 'include' }], '2 1x 0x'],
    ['all parts of a rule must fit', [{ kind: 'consignment', owner: 'ACME', location: 'DC-1', item: 'TEA', use: 'include' }, { kind: 'vendorManaged', owner: 'ACME', use: 'include' }], '0 - -'],
  ])('%s', (_, rules, expected) => {
    const register = foreignRegister(rules);
    const said = [CONSIGNED, VENDORS, DROP].map(({ location, owner }) => {
      const place = register.locations.get(location)!;
      const { use, rule } = foreignStockUse(register, 'TEA', place, foreignKindOf(place, owner)!, owner);
      return `${rule ?? '-'}${rule !== undefined && use === 'exclude' ? 'x' : ''}`;
    });
    expect(said.join(' ')).toBe(expected);
    const included = said.map((text, index) => (/^\d+$/.test(text) ? [CONSIGNED, VENDORS, DROP][index]!.grains : 0));
    const answer = availableIn(register, picture([CONSIGNED, VENDORS, DROP, balance('DC', 1)]), { at: AT });
    const total = included.reduce<number>((sum, one) => sum + one, 0);
    expect(answer).toMatchObject({ onHand: 1, foreign: 12, foreignExcluded: 12 - total, sellable: 1 + total, available: 1 + total });
  });
});

interface Row {
  readonly what: string;
  readonly goods: readonly Balance[];
  readonly rules?: Rules;
  readonly expected: Record<string, number>;
}

const ALL: Rules = [{ use: 'include' }];
const ROWS: readonly Row[] = [
  { what: 'what is left out shows as that in whatever condition', goods: [balance('DC', 3, { owner: 'ACME' }), balance('DC', 2, { owner: 'ACME', state: 'damaged' })], expected: { onHand: 0, foreign: 5, foreignExcluded: 5, damaged: 0, sellable: 0, available: 0 } },
  { what: 'what is included shows in its condition', goods: [balance('DC', 3, { owner: 'ACME' }), balance('DC', 2, { owner: 'ACME', state: 'damaged' })], rules: ALL, expected: { onHand: 0, foreign: 5, foreignExcluded: 0, damaged: 2, sellable: 3, available: 3 } },
  { what: 'included goods at a place that sells nothing are not offered', goods: [balance('SUP-CAGE', 3)], rules: ALL, expected: { foreign: 3, foreignExcluded: 0, blocked: 3, available: 0 } },
  { what: 'goods of ours at our own site within a supplier’s are ours', goods: [balance('OURS', 3)], expected: { onHand: 3, foreign: 0, available: 3 } },
  { what: 'what is missing of foreign goods takes nothing from ours', goods: [balance('DC', 5), balance('DC', -3, { owner: 'ACME' })], expected: { foreign: -3, foreignExcluded: -3, sellable: 5, available: 5 } },
  { what: 'included, it nets with ours', goods: [balance('DC', 5), balance('DC', -3, { owner: 'ACME' })], rules: ALL, expected: { foreign: -3, foreignExcluded: 0, sellable: 2, available: 2 } },
];

describe('the terms of an answer', () => {
  it.each(ROWS)('$what', ({ goods, rules, expected }) => {
    const answer = availableIn(foreignRegister(rules), picture(goods), { at: AT });
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, answer[name as keyof typeof answer]]))).toEqual(expected);
  });

  it('are told by place', () => {
    const answer = availableIn(foreignRegister([{ kind: 'dropShip', use: 'include' }]), picture([CONSIGNED, DROP, balance('DC', 1)]), { at: AT, channel: 'web' });
    expect(answer.locations.map(({ location, foreign, foreignExcluded, available }) => [location, foreign, foreignExcluded, available])).toEqual([['DC', 4, 4, 1], ['SUP', 4, 0, 4]]);
  });

  it('published figures hold what may be promised and no more', () => {
    const figures = (rules: Rules): unknown => publishSet(foreignRegister(rules), figuresOf(foreignRegister(rules), picture([CONSIGNED, DROP, balance('DC', 1)], [claim('DC', 1)]), AT), [{ channel: 'web' }]).figures;
    expect(figures([])).toMatchObject([{ quantity: 0 }]);
    expect(figures([{ owner: 'ACME', use: 'include' }])).toMatchObject([{ quantity: 4 }]);
    expect(figures(ALL)).toMatchObject([{ quantity: 8 }]);
  });
});

describe('a balance below zero', () => {
  it.each<[string, Rules, Balance, number]>([
    ['of goods that may be promised stops promising', [], balance('DC', -1, { lot: 'L' }), 0],
    ['of goods that are left out does not', [], balance('DC', -1, { lot: 'L', owner: 'ACME' }), 5],
    ['of an owner’s goods that are included does', ALL, balance('DC', -1, { lot: 'L', owner: 'ACME' }), 0],
    ['of goods in a condition that is not promised does not', [], balance('DC', -1, { lot: 'L', state: 'damaged' }), 5],
  ])('%s', (_, rules, below, available) => {
    expect(availableIn(foreignRegister(rules, { negative: [{ rule: 'stopPromising' }] }), picture([balance('DC', 5), below]), { at: AT, locations: ['DC'] }).available).toBe(available);
  });
});
