import { describe, expect, it } from 'vitest';
import { figuresOf, PUBLISH_TARGETS_MAX, PUBLISH_WEIGHT_MAX, publishSet, type PublishTarget } from '../../src/availability/index.js';
import type { Policy, SegmentRule } from '../../src/model/index.js';
import { AT } from './pictures.js';
import { pictureOfTaken, publishFor, segmentsOf, type Taken } from './sellers.js';

interface Row {
  readonly what: string;
  readonly segments?: readonly Partial<SegmentRule>[];
  readonly policy?: Partial<Policy>;
  /** Default: 100 in EAST. */
  readonly stock?: Readonly<Record<string, number>>;
  readonly taken?: readonly Taken[];
  readonly targets: readonly PublishTarget[];
  readonly quantities: readonly number[];
  readonly overlaps?: readonly number[];
  readonly physical?: number;
}

const [WEB, MARKET, EDI, STORE, WEST, BINS]: readonly PublishTarget[] = ['web', 'market', 'edi', 'store', 'west', 'bins'].map((channel) => ({ channel })) as [PublishTarget, PublishTarget, PublishTarget, PublishTarget, PublishTarget, PublishTarget];
const web: Partial<SegmentRule> = { id: 'web', channels: ['web'] };
const market: Partial<SegmentRule> = { id: 'market', channels: ['market'] };
const edi: Partial<SegmentRule> = { id: 'edi', channels: ['edi'] };

const ROWS: readonly Row[] = [
  { what: 'nobody is told nothing', targets: [], quantities: [], physical: 0 },
  { what: 'one channel is told all', targets: [WEB], quantities: [100] },
  { what: 'channels without segments share alike', targets: [WEB, MARKET, EDI], quantities: [34, 33, 33] },
  { what: 'by weight where they have one', targets: [{ channel: 'web', weight: 3 }, MARKET], quantities: [75, 25] },
  {
    what: 'nobody more than alone: what one is kept out of at a place may be all that the group has', stock: { WEST: 1, EAST: 2 }, taken: [{ location: 'ALL', claimed: 2 }],
    segments: [{ ...web, kind: 'partition', location: 'WEST', amount: '0', shared: false }], targets: [WEB, WEST], quantities: [0, 1], physical: 1,
  },
  { what: 'small amounts at many places do not all go one way', stock: { EAST: 1, WEST: 1, SHOP: 1 }, targets: [WEB, MARKET, EDI], quantities: [1, 1, 1], physical: 3 },
  { what: 'nothing is told of goods below zero', stock: { EAST: -5 }, targets: [WEB, MARKET], quantities: [0, 0], physical: 0 },
  { what: 'goods are shared where several sell, and not where one does', stock: { EAST: 10, SHOP: 6 }, targets: [WEB, STORE, WEST], quantities: [8, 3, 5], physical: 16 },
  { what: 'what is there is what the places of the targets have', stock: { EAST: 100, SHOP: 5 }, targets: [STORE], quantities: [5], physical: 5 },
  { what: 'a maximum that is over holds no more', segments: [{ ...web, kind: 'cap', amount: '10', until: new Date(AT).toISOString() }], targets: [WEB, MARKET], quantities: [50, 50] },
  { what: 'an unknown channel sells nothing', targets: [WEB, { channel: 'fax' }], quantities: [100, 0] },
  { what: 'what is kept goes to those it is kept for', segments: [{ ...web, amount: '40' }], targets: [WEB, MARKET], quantities: [70, 30] },
  { what: 'what is kept for somebody who is not in the set is told to nobody', segments: [{ ...web, amount: '40' }], targets: [MARKET, EDI], quantities: [30, 30] },
  { what: 'what is kept for several is divided among them', segments: [{ id: 'both', channels: ['web', 'market'], amount: '40' }], stock: { EAST: 40 }, targets: [WEB, MARKET, EDI], quantities: [20, 20, 0], physical: 40 },
  { what: 'what is kept for several at many places is divided as one', segments: [{ id: 'both', channels: ['web', 'market'], amount: '40' }], stock: { EAST: 1, WEST: 1, SHOP: 1, 'EAST-A': 1 }, targets: [WEB, MARKET, EDI], quantities: [2, 2, 0], physical: 4 },
  { what: 'a partition is told its share alone', segments: [{ ...web, kind: 'partition', amount: '40' }], targets: [WEB, MARKET], quantities: [40, 60] },
  { what: 'a partition that may share is told of the rest, too', segments: [{ ...web, kind: 'partition', amount: '40', shared: true }], targets: [WEB, MARKET], quantities: [70, 30] },
  { what: 'a partition of a place keeps its channel out there alone', segments: [{ ...web, kind: 'partition', amount: '5', location: 'EAST' }], stock: { EAST: 25, WEST: 20 }, targets: [WEB, MARKET], quantities: [15, 30], physical: 45 },
  { what: 'goods that nobody may have are told to nobody', segments: [{ ...web, kind: 'partition', amount: '5', location: 'EAST' }], stock: { EAST: 25 }, targets: [WEB], quantities: [5], physical: 25 },
  { what: 'a maximum leaves the rest to others', segments: [{ ...web, kind: 'cap', amount: '10' }], targets: [WEB, MARKET, EDI], quantities: [10, 45, 45] },
  { what: 'what a maximum leaves is divided with the rest, and not by itself', segments: [{ ...edi, kind: 'cap', amount: '2' }], stock: { EAST: 10 }, targets: [WEB, MARKET, EDI], quantities: [4, 4, 2], physical: 10 },
  { what: 'a maximum counts what was claimed', segments: [{ ...web, kind: 'cap', amount: '10' }], taken: [{ channel: 'web', claimed: 4 }], targets: [WEB, MARKET], quantities: [6, 90], physical: 96 },
  { what: 'an overrun maximum leaves nothing', segments: [{ ...web, kind: 'cap', amount: '10' }], taken: [{ channel: 'web', claimed: 40 }], targets: [WEB, MARKET], quantities: [0, 60], physical: 60 },
  { what: 'a maximum of several is common to them', segments: [{ id: 'both', kind: 'cap', channels: ['web', 'market'], amount: '10' }], targets: [WEB, MARKET, EDI], quantities: [10, 0, 90] },
  { what: 'a maximum of a place holds there alone', segments: [{ ...web, kind: 'cap', amount: '10', location: 'EAST' }], stock: { EAST: 100, WEST: 40 }, targets: [WEB, MARKET], quantities: [30, 110], physical: 140 },
  { what: 'everybody at a maximum leaves goods over', segments: [{ ...web, kind: 'cap', amount: '10' }, { ...market, kind: 'cap', amount: '20' }], targets: [WEB, MARKET], quantities: [10, 20] },
  { what: 'buffers come off at the end', policy: { buffers: [{ kind: 'buffer', item: 'TEA', channel: 'web', amount: '7' }] }, targets: [WEB, MARKET], quantities: [43, 50] },
  { what: 'a buffer takes no more than there is', policy: { buffers: [{ kind: 'buffer', item: 'TEA', channel: 'web', amount: '70' }] }, targets: [WEB, MARKET], quantities: [0, 50] },
  { what: 'a buffer at a place comes off what is above it', policy: { buffers: [{ kind: 'buffer', item: 'TEA', location: 'WEST', amount: '7' }] }, stock: { EAST: 10, WEST: 3 }, targets: [WEB], quantities: [6], physical: 13 },
  { what: 'safety stock at a place is nobody’s', policy: { buffers: [{ kind: 'safetyStock', item: 'TEA', location: 'EAST', amount: '20' }] }, targets: [WEB, MARKET], quantities: [40, 40], physical: 80 },
  { what: 'a view is told what it would be alone, and by how much that is told twice', segments: [{ ...web, kind: 'view' }], targets: [WEB, MARKET], quantities: [100, 100], overlaps: [100, 0] },
  { what: 'a view is told twice of what others were told of alone', segments: [{ ...web, kind: 'view', amount: '60' }, { ...market, kind: 'cap', amount: '70' }], targets: [WEB, MARKET], quantities: [60, 70], overlaps: [30, 0] },
  { what: 'views overlap with views before them', segments: [{ ...web, kind: 'view', amount: '60' }, { ...market, kind: 'view', amount: '50' }], targets: [WEB, MARKET], quantities: [60, 50], overlaps: [0, 10] },
  { what: 'a view that is alone overlaps with nobody', segments: [{ ...web, kind: 'view' }], targets: [WEB], quantities: [100], overlaps: [0] },
  { what: 'a view’s own goods are told once', segments: [{ ...web, kind: 'view' }, { id: 'floor', channels: ['web'], amount: '30' }], targets: [MARKET, WEB], quantities: [70, 100], overlaps: [0, 70] },
  { what: 'a view with a share of its own keeps to it', segments: [{ ...web, kind: 'view' }, { id: 'share', kind: 'partition', channels: ['web'], amount: '30' }], targets: [MARKET, WEB], quantities: [70, 30], overlaps: [0, 0] },
  { what: 'a channel and an account in it are two targets', segments: [{ id: 'acme', accounts: ['ACME'], amount: '40' }], targets: [EDI, { channel: 'edi', account: 'ACME' }], quantities: [30, 70] },
  { what: 'what gives way is told to those it is kept for', segments: [{ ...web, amount: '10' }, { ...market, amount: '40', against: 'later' }], stock: { EAST: 50 }, targets: [WEB, MARKET, EDI], quantities: [10, 40, 0], physical: 50 },
  { what: 'goods kept at a group go to channels that sell from its sites', segments: [{ id: 'west', channels: ['west'], location: 'ALL', amount: '30' }], stock: { EAST: 20, WEST: 20 }, targets: [WEST, WEB], quantities: [35, 5], physical: 40 },
  { what: 'goods kept at a group for two go to each from where it sells', segments: [{ id: 'two', channels: ['west', 'web'], location: 'ALL', amount: '30' }], stock: { EAST: 15, WEST: 15 }, targets: [WEST, WEB, EDI], quantities: [15, 15, 0], physical: 30 },
  { what: 'goods kept at a group go to each from where it sells, as far as they are there', segments: [{ id: 'two', channels: ['west', 'web'], location: 'ALL', amount: '30' }], stock: { ALL: 20, EAST: 5, WEST: 5 }, targets: [WEST, WEB], quantities: [10, 20], physical: 30 },
  { what: 'goods kept at a site go to its bins, and none from elsewhere', segments: [{ id: 'bins', channels: ['bins'], location: 'EAST', amount: '30' }], stock: { EAST: 30, 'EAST-A': 5, SHOP: 10 }, targets: [BINS, MARKET], quantities: [10, 10], physical: 45 },
  { what: 'goods kept around a site come from its bins as far as the site has them', segments: [{ id: 'bins', channels: ['bins'], location: 'ALL', amount: '30' }], stock: { 'EAST-A': 10, WEST: 30 }, taken: [{ location: 'EAST', claimed: 6 }], targets: [BINS], quantities: [4], physical: 4 },
  { what: 'goods kept around a site are given once', segments: [{ id: 'two', channels: ['bins', 'west'], location: 'ALL', amount: '10' }], stock: { ALL: 6, 'EAST-A': 4 }, targets: [BINS, WEST], quantities: [4, 0], physical: 4 },
  { what: 'a maximum of a place counts nothing that came from elsewhere', segments: [{ id: 'west', channels: ['west'], kind: 'cap', amount: '10', location: 'WEST' }], stock: { EAST: 40, WEST: 40 }, targets: [WEST], quantities: [50], physical: 80 },
  { what: 'a maximum of a place holds for goods kept around it', segments: [{ ...web, amount: '60' }, { id: 'most', kind: 'cap', channels: ['web'], amount: '10', location: 'EAST' }], targets: [WEB, MARKET], quantities: [10, 40] },
  { what: 'a view is told once of what is kept for it and a maximum leaves', segments: [{ id: 'both', channels: ['web', 'market'], amount: '40' }, { ...web, kind: 'cap', amount: '10' }, { ...market, kind: 'view' }], targets: [WEB, MARKET], quantities: [10, 100], overlaps: [0, 10] },
  { what: 'a view that is kept out of a place is told twice of what is around it', segments: [{ ...web, kind: 'view' }, { id: 'share', kind: 'partition', channels: ['web'], amount: '30', location: 'EAST' }], stock: { EAST: 60, WEST: 20, SHOP: 5 }, targets: [WEB], quantities: [55], overlaps: [20], physical: 85 },
  { what: 'parts within segments: own, then around, then the rest', segments: [{ id: 'region', kind: 'partition', channels: ['web', 'market'], amount: '60' }, { ...web, parent: 'region', amount: '20' }], targets: [WEB, MARKET, EDI], quantities: [40, 20, 40] },
  { what: 'three of ten with twenty beside', segments: [{ ...web, kind: 'partition', amount: '10', shared: true }, { ...market, kind: 'partition', amount: '10', shared: true }, { ...edi, kind: 'partition', amount: '10' }], stock: { EAST: 50 }, targets: [WEB, MARKET, EDI], quantities: [20, 20, 10], physical: 50 },
];

describe('figures published together', () => {
  it.each(ROWS)('$what', ({ segments = [], policy, stock = { EAST: 100 }, taken = [], targets, quantities, overlaps = quantities.map(() => 0), physical = 100 }) => {
    const set = publishFor(segmentsOf(segments, policy), stock, taken, targets);
    expect(set.figures.map(({ quantity }) => quantity)).toEqual(quantities);
    expect(set.figures.map(({ overlap }) => overlap)).toEqual(overlaps);
    expect(set.physical).toBe(physical);
    expect(set.overlap).toBe(overlaps.reduce((sum, overlap) => sum + overlap, 0));
  });

  it('show of a view as its own what is kept for it alone', () => {
    expect(publishFor(segmentsOf([{ ...web, kind: 'view' }, { ...market, amount: '30' }]), { EAST: 100 }, [], [WEB]).figures).toStrictEqual([
      { channel: 'web', exclusive: false, quantity: 70, own: 0, shared: 70, buffer: 0, overlap: 0 },
    ]);
  });

  it('say where they come from', () => {
    const register = segmentsOf([{ ...web, amount: '40' }, { ...market, kind: 'view' }], { buffers: [{ kind: 'buffer', item: 'TEA', channel: 'web', amount: '7' }] });
    expect(publishFor(register, { EAST: 100 }, [], [WEB, { channel: 'market', account: 'ACME' }])).toEqual({
      item: 'TEA', at: AT, policy: 'p1', physical: 100, exclusive: 93, overlap: 60,
      figures: [
        { channel: 'web', exclusive: true, quantity: 93, own: 40, shared: 60, buffer: 7, overlap: 0 },
        { channel: 'market', account: 'ACME', exclusive: false, quantity: 60, own: 0, shared: 0, buffer: 0, overlap: 60 },
      ],
    });
  });

  it('are refused for targets that cannot be meant', () => {
    const figures = figuresOf(segmentsOf([]), pictureOfTaken({ EAST: 1 }), AT);
    const publish = (targets: readonly PublishTarget[]): unknown => publishSet(segmentsOf([]), figures, targets);
    expect(() => publish([WEB, MARKET, WEB])).toThrow(new TypeError('A set has one figure for each channel and account: web  is named twice'));
    expect(() => publish([{ channel: 'edi', account: 'A' }, { channel: 'edi', account: 'A', weight: 2 }])).toThrow(new TypeError('A set has one figure for each channel and account: edi A is named twice'));
    expect(() => publish([{ channel: 'edi', account: 'A' }, EDI])).not.toThrow();
    for (const weight of [0, 1.5, -1, PUBLISH_WEIGHT_MAX + 1, Number.NaN]) expect(() => publish([{ channel: 'web', weight }])).toThrow(new TypeError(`A weight is a whole number from 1 to 1000000, not ${weight}`));
    expect(() => publish([{ channel: 'web', weight: PUBLISH_WEIGHT_MAX }])).not.toThrow();
    expect(() => publish(Array.from({ length: PUBLISH_TARGETS_MAX + 1 }, (_one, index) => ({ channel: `c${index}` })))).toThrow(new TypeError('A set has no more than 10000 figures, not 10001'));
  });
});
