import { describe, expect, it } from 'vitest';
import type { PublishedSetAnswer, PublishQuery } from '../../src/commands/index.js';
import type { BufferRule, SegmentRule } from '../../src/model/index.js';
import { each, KITS, openKits } from './kit-warehouse.js';
import { received } from './warehouse.js';

type Stock = Parameters<typeof openKits>[0];

const [SHOP, MARKET, EDI] = ['shop', 'market', 'edi'].map((channel) => ({ channel })) as [{ channel: string }, { channel: string }, { channel: string }];
/** The shop and the partners sell from everywhere, the market from WEST only. */
const CATALOG = { ...KITS, channels: [...KITS.channels!, { id: 'edi' }] };

interface Rules {
  readonly segments?: readonly Partial<SegmentRule>[] | undefined;
  readonly buffers?: readonly BufferRule[] | undefined;
}

async function publish(stock: Stock, query: Pick<PublishQuery, 'items' | 'targets'>, { segments = [], buffers = [] }: Rules = {}): Promise<readonly PublishedSetAnswer[]> {
  const { inventory } = await openKits(stock, {
    catalog: CATALOG, policy: { version: 'p1', buffers, segments: segments.map((rule, index) => ({ id: `s${index}`, kind: 'ringfence', ...rule })) },
  });
  return inventory.publishSet(query);
}

const numbers = (set: PublishedSetAnswer | undefined, name: 'quantity' | 'overlap' | 'itemOverlap'): readonly number[] => set!.figures.map((figure) => Number(figure[name].amount));

interface Row extends Rules {
  readonly what: string;
  readonly stock: Stock;
  readonly item?: string;
  readonly targets: PublishQuery['targets'];
  readonly quantities: readonly number[];
  readonly overlaps?: readonly number[];
  readonly physical: number;
}

const ROWS: readonly Row[] = [
  { what: 'one channel is told all that can be built', stock: [['CUP', 16], ['BOX', 5]], targets: [SHOP], quantities: [4], physical: 4 },
  { what: 'and what is there pre-assembled', stock: [['CUP', 16], ['BOX', 5], ['SET', 3]], targets: [SHOP], quantities: [7], physical: 7 },
  { what: 'several share alike', stock: [['CUP', 16], ['BOX', 5]], targets: [SHOP, EDI], quantities: [2, 2], physical: 4 },
  { what: 'by weight where they have one', stock: [['CUP', 16], ['BOX', 5]], targets: [{ ...SHOP, weight: 3 }, EDI], quantities: [3, 1], physical: 4 },
  { what: 'no kit is lost to shares that are no whole kits', stock: [['CUP', 15], ['BOX', 9]], targets: [SHOP, EDI, { ...EDI, account: 'A' }], quantities: [1, 1, 1], physical: 3 },
  { what: 'nor where there is one kit for several', stock: [['CUP', 4], ['BOX', 1]], targets: [SHOP, EDI, { ...EDI, account: 'A' }], quantities: [1, 0, 0], physical: 1 },
  { what: 'a single kit goes to the greatest weight', stock: [['CUP', 4], ['BOX', 1]], targets: [SHOP, { ...EDI, weight: 2 }], quantities: [0, 1], physical: 1 },
  { what: 'and to whoever was told of no pre-assembled one', stock: [['CUP', 4], ['BOX', 1], ['SET', 1]], targets: [SHOP, EDI], quantities: [1, 1], physical: 2 },
  { what: 'a kit of kits is built of what is stocked below', stock: [['CUP', 16], ['BOX', 5], ['TEA', 3], ['SET', 9]], item: 'HAMPER', targets: [SHOP, EDI], quantities: [2, 1], physical: 3 },
  { what: 'parts that stand where one does not sell go to the other', stock: [['CUP', 8], ['CUP', 8, 'WEST'], ['BOX', 9, 'WEST']], targets: [SHOP, MARKET], quantities: [3, 1], physical: 4 },
  { what: 'and parts one cannot use for want of others, too', stock: [['CUP', 20, 'WEST'], ['BOX', 9]], targets: [SHOP, MARKET], quantities: [5, 0], physical: 5 },
  { what: 'a minimum on a part is kept for whom it is kept', stock: [['CUP', 16], ['BOX', 9]], segments: [{ item: 'CUP', channels: ['shop'], amount: '12' }], targets: [SHOP, EDI], quantities: [3, 1], physical: 4 },
  { what: 'whether it is in the set or not', stock: [['CUP', 16], ['BOX', 9]], segments: [{ item: 'CUP', channels: ['shop'], amount: '12' }], targets: [EDI], quantities: [1], physical: 4 },
  { what: 'what is kept for two is shared out kit by kit, too', stock: [['CUP', 20], ['BOX', 9]], segments: [{ item: 'CUP', channels: ['shop', 'market'], amount: '12', location: 'EAST' }, { kind: 'partition', item: 'CUP', channels: ['edi'], amount: '8' }], targets: [SHOP, { ...SHOP, account: 'A' }, EDI], quantities: [2, 1, 2], physical: 5 },
  { what: 'what one cannot use is left first where others may have it', stock: [['CUP', 8], ['CUP', 4, 'WEST'], ['BOX', 9, 'WEST']], targets: [SHOP, MARKET], quantities: [2, 1], physical: 3 },
  { what: 'a maximum on a part holds for the kit', stock: [['CUP', 40], ['BOX', 9]], segments: [{ kind: 'cap', item: 'BOX', channels: ['shop'], amount: '2' }], targets: [SHOP, EDI], quantities: [2, 7], physical: 9 },
  { what: 'one for several is common to them, and the first has it', stock: [['CUP', 40], ['BOX', 9]], segments: [{ kind: 'cap', item: 'CUP', channels: ['shop', 'edi'], amount: '13' }], targets: [SHOP, EDI], quantities: [3, 0], physical: 9 },
  { what: 'a rule that names the kit speaks of pre-assembled ones', stock: [['CUP', 16], ['BOX', 5], ['SET', 3]], segments: [{ kind: 'partition', item: 'SET', channels: ['shop'], amount: '3' }], targets: [SHOP, EDI], quantities: [5, 2], physical: 7 },
  { what: 'a buffer comes off a part once for each', stock: [['CUP', 20], ['BOX', 9]], buffers: [{ kind: 'buffer', item: 'CUP', amount: '2' }], targets: [SHOP, EDI], quantities: [2, 2], physical: 5 },
  { what: 'also off the last kit', stock: [['CUP', 17], ['BOX', 9]], buffers: [{ kind: 'buffer', item: 'CUP', channel: 'shop', amount: '2' }], targets: [SHOP, EDI], quantities: [1, 2], physical: 4 },
  { what: 'but whoever has no kit keeps nothing back from the others', stock: [['CUP', 12], ['BOX', 9]], buffers: [{ kind: 'buffer', item: 'CUP', channel: 'shop', amount: '9' }], targets: [SHOP, EDI], quantities: [0, 3], physical: 3 },
  { what: 'and whoever is given a kit of what is left over keeps it back from then on', stock: [['CUP', 16], ['BOX', 9]], buffers: [{ kind: 'buffer', item: 'CUP', channel: 'shop', amount: '4' }], targets: [SHOP, EDI, { ...EDI, account: 'A' }], quantities: [1, 1, 1], physical: 4 },
  { what: 'safety stock at a place is nobody’s', stock: [['CUP', 16], ['BOX', 9]], buffers: [{ kind: 'safetyStock', item: 'CUP', location: 'EAST', amount: '4' }], targets: [SHOP], quantities: [3], physical: 3 },
  { what: 'a view of a part is told what it could build alone, and how much of that twice', stock: [['CUP', 16], ['BOX', 9]], segments: [{ kind: 'view', item: 'CUP', channels: ['shop'] }], targets: [SHOP, EDI], quantities: [4, 4], overlaps: [4, 0], physical: 4 },
  {
    what: 'once of what the others cannot use', stock: [['CUP', 16], ['BOX', 9]], segments: [{ kind: 'view', item: 'CUP', channels: ['shop'] }, { kind: 'cap', item: 'BOX', channels: ['edi'], amount: '3' }],
    targets: [SHOP, EDI], quantities: [4, 3], overlaps: [3, 0], physical: 4,
  },
  {
    what: 'views overlap with views before them', stock: [['CUP', 16], ['BOX', 9]], segments: [{ kind: 'view', item: 'CUP', channels: ['shop'] }, { kind: 'view', item: 'BOX', channels: ['edi'], amount: '3' }],
    targets: [SHOP, EDI], quantities: [4, 3], overlaps: [0, 3], physical: 4,
  },
  { what: 'a view of the kit sees pre-assembled ones twice', stock: [['CUP', 16], ['BOX', 9], ['SET', 2]], segments: [{ kind: 'view', item: 'SET', channels: ['shop'] }], targets: [SHOP, EDI], quantities: [4, 4], overlaps: [2, 0], physical: 6 },
  { what: 'nobody builds of parts below zero', stock: [['CUP', 16]], targets: [SHOP, EDI], quantities: [0, 0], physical: 0 },
];

describe('figures of a kit published together', () => {
  it.each(ROWS)('$what', async ({ stock, item = 'SET', targets, quantities, overlaps = quantities.map(() => 0), physical, ...rules }) => {
    const [set] = await publish(stock, { items: [item], targets }, rules);
    expect(numbers(set, 'quantity')).toEqual(quantities);
    expect(numbers(set, 'overlap')).toEqual(overlaps);
    expect(set?.physical).toEqual(each(physical));
    expect(set?.overlap).toEqual(each(overlaps.reduce((sum, one) => sum + one, 0)));
    expect(set).toMatchObject({ itemOverlap: each(0), sharesWith: [] });
  });

  it('say what of them is pre-assembled, what is built of which parts, and what stands in the way of more', async () => {
    const [set] = await publish([['CUP', 14], ['BOX', 3], ['SET', 1]], { items: ['SET'], targets: [SHOP, EDI] });
    expect(set).toMatchObject({
      item: 'SET', policy: 'p1', physical: each(4), exclusive: each(4), version: { block: 1 },
      parts: [{ item: 'CUP', perKit: '4', physical: each(14), version: { block: 1 } }, { item: 'BOX', perKit: '1', physical: each(3) }],
      figures: [
        { channel: 'shop', exclusive: true, quantity: each(2), own: each(0), shared: each(1), kit: { own: each(1), buildable: each(1), binding: ['CUP', 'BOX'], parts: [{ item: 'CUP', quantity: each(4) }, { item: 'BOX', quantity: each(1) }] } },
        { channel: 'edi', exclusive: true, quantity: each(2), kit: { own: each(0), buildable: each(2), binding: ['CUP', 'BOX'], parts: [{ item: 'CUP', quantity: each(8) }, { item: 'BOX', quantity: each(2) }] } },
      ],
    });
  });

  it('are exact for kits that take part of a grain', async () => {
    const [set] = await publish([['RICE', '0.301'], ['WILD', '5']], { items: ['MIX'], targets: [SHOP, EDI] });
    expect(set?.figures.map(({ quantity }) => quantity.amount)).toEqual(['0.503', '0.5']);
    expect(set?.physical.amount).toBe('1.003');
  });

  it('of a kit that contains itself speak of its own stock', async () => {
    const round = { ...KITS, items: [...KITS.items, { id: 'A', unit: 'EA', components: [{ item: 'A', quantity: each(1) }] }] };
    const { inventory } = await openKits([['CUP', 1]], { catalog: round });
    await inventory.record(received(3, { item: 'A' }));
    const [set] = await inventory.publishSet({ items: ['A'], targets: [SHOP] });
    expect(set).toMatchObject({ figures: [{ quantity: each(3) }], physical: each(3) });
    expect(set).not.toHaveProperty('parts');
  });
});

describe('figures of several items that rest on the same goods', () => {
  const STOCK: Stock = [['CUP', 16], ['BOX', 3], ['TEA', 7]];
  const told = (sets: readonly PublishedSetAnswer[]): readonly string[] => sets.map((set) => `${set.item} ${numbers(set, 'quantity').join('+')}, told before ${numbers(set, 'itemOverlap').join('+')}, shares with ${set.sharesWith.join(' ')}`);

  it('are each told as if it were published itself, and each by how much those before it were told of the same', async () => {
    expect(told(await publish(STOCK, { items: ['SET', 'CUP', 'BOX', 'TEA'], targets: [SHOP, EDI] }))).toEqual([
      // Of 16 cups 12 are told with sets: of the four that are left the shop is told first.
      'SET 2+1, told before 0+0, shares with CUP BOX', 'CUP 8+8, told before 4+8, shares with SET', 'BOX 2+1, told before 2+1, shares with SET', 'TEA 4+3, told before 0+0, shares with ',
    ]);
  });

  it('go by the order of the items', async () => {
    expect(told(await publish(STOCK, { items: ['CUP', 'SET'], targets: [SHOP, EDI] }))).toEqual(['CUP 8+8, told before 0+0, shares with SET', 'SET 2+1, told before 2+1, shares with CUP']);
    expect(told(await publish(STOCK, { items: ['DUO', 'SET', 'CUP'], targets: [SHOP] }))).toEqual([
      'DUO 3, told before 0, shares with SET CUP', 'SET 3, told before 3, shares with DUO CUP', 'CUP 16, told before 6, shares with DUO SET',
    ]);
  });

  it('leave pre-assembled kits out of it', async () => {
    expect(told(await publish([...STOCK, ['SET', 5]], { items: ['BOX', 'SET'], targets: [SHOP] }))).toEqual(['BOX 3, told before 0, shares with SET', 'SET 8, told before 3, shares with BOX']);
  });

  it('count a maximum on the part once for all of them', async () => {
    const segments = [{ kind: 'cap', item: 'CUP', channels: ['shop'], amount: '10' }] as const;
    expect(told(await publish([['CUP', 40], ['BOX', 9]], { items: ['SET', 'CUP'], targets: [SHOP, EDI] }, { segments }))).toEqual([
      // With its sets the shop has eight of its ten; of 40 cups 36 are told with sets.
      'SET 2+7, told before 0+0, shares with CUP', 'CUP 10+30, told before 8+28, shares with SET',
    ]);
  });

  it('state beside it how much a view is told twice within its own set', async () => {
    const segments = [{ kind: 'view', item: 'CUP', channels: ['shop'] }] as const;
    const sets = await publish([['CUP', 16], ['BOX', 2]], { items: ['SET', 'CUP'], targets: [SHOP, EDI] }, { segments });
    expect(sets.map((set) => [numbers(set, 'quantity'), numbers(set, 'overlap'), numbers(set, 'itemOverlap')])).toEqual([[[2, 2], [2, 0], [0, 0]], [[16, 16], [16, 0], [0, 8]]]);
    expect(sets[1]).toMatchObject({ overlap: each(16), itemOverlap: each(8) });
  });

  it('are the same for an item that is named twice', async () => {
    const sets = await publish(STOCK, { items: ['CUP', 'SET', 'CUP'], targets: [SHOP] });
    expect(sets[2]).toEqual(sets[0]);
    expect(sets[0]).toMatchObject({ sharesWith: ['SET'], itemOverlap: each(0) });
  });
});
