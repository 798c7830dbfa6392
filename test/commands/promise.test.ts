import { describe, expect, it } from 'vitest';
import type { Inventory, PromiseInput, PromiseLineInput } from '../../src/commands/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { CATALOG, each, open, received, START, type Opened } from './warehouse.js';

const DAY = 86_400_000;
const day = (days: number): string => formatInstant(START + days * DAY);
const catalog = {
  ...CATALOG,
  items: [
    ...CATALOG.items, { id: 'LEAF', unit: 'EA' },
    { id: 'SET', unit: 'EA', components: [{ item: 'TEA', quantity: each(2) }, { item: 'CUP', quantity: each(1) }, { item: 'TEA', quantity: each(1) }] },
    { id: 'MIX', unit: 'KGM', granularity: '0.001', components: [{ item: 'LEAF', quantity: each(1) }] },
  ],
  locations: [...CATALOG.locations, { id: 'HALL', kind: 'group' as const }],
  channels: [{ id: 'shop' }, { id: 'market', locations: ['WEST'] }, { id: 'edi' }, { id: 'shut', locations: [] }],
};
let told = 0;
const said = (type: StockEvent['type'], more: object): StockEvent => ({ type, source: 'erp', id: `t${++told}`, effectiveAt: '2026-05-12T07:00:00Z', item: 'TEA', ...more } as unknown as StockEvent);
const supply = (name: string, days: number, amount: number, more: object = {}): StockEvent => said('supply.scheduled', { location: 'EAST', supply: name, class: 'onOrder', dueAt: day(days), quantity: each(amount), ...more });
const order = (name: string, days: number, amount: number, more: object = {}): StockEvent => said('order.placed', { line: name, requestedFor: day(days), quantity: each(amount), ...more });
const opened = (policy: object = {}): Opened => open({ catalog, policy: { version: 'p1', ...policy } });
const asked = (amount: number, days: number, more: Partial<PromiseLineInput> = {}): PromiseLineInput => ({ item: 'TEA', quantity: each(amount), wantedAt: day(days), ...more });

/** Figures of one item as days from the start and amounts. */
async function row(inventory: Inventory, more: Omit<Parameters<Inventory['availableToPromise']>[0], 'items'> & { readonly item?: string } = {}): Promise<readonly string[]> {
  const [answer] = await inventory.availableToPromise({ items: [more.item ?? 'TEA'], ...more });
  return answer!.buckets.map(({ startAt, cumulative }) => `${(Date.parse(startAt) - START) / DAY}: ${cumulative.amount}`);
}

/** What would be promised, as place, day and amount, or the reason. */
async function told1(inventory: Inventory, line: PromiseLineInput, more: Omit<PromiseInput, 'lines'> = {}): Promise<unknown> {
  const answer = await inventory.promise({ lines: [line], ...more });
  if (answer.ok) return answer.lines[0]!.shipments.map(({ location, pickAt, quantity }) => `${location} ${(Date.parse(pickAt) - START) / DAY} ${quantity.amount}`);
  if (answer.reason.code !== 'promise.refused') return answer.reason;
  return answer.reason.lines[0]!.reason;
}

describe('what may be promised', () => {
  it('counts every kind of line once', async () => {
    const { inventory } = opened();
    await inventory.record([
      received(20), received(4, { location: 'WEST' }),
      supply('PO', 2, 10), supply('ASN', 3, 5, { class: 'inTransit' }), supply('PLAN', 4, 50, { class: 'planned' }),
      said('transfer.dispatched', { transfer: 'T', from: { location: 'WEST' }, to: 'EAST', quantity: each(3) }),
      order('SO', 3, 6), said('demand.scheduled', { demand: 'D', class: 'confirmed', location: 'EAST', dueAt: day(1), quantity: each(2) }),
      said('demand.scheduled', { demand: 'F', class: 'forecast', location: 'EAST', dueAt: day(1), quantity: each(9) }),
    ]);
    await inventory.reserve({ key: 'r', mode: 'backorder', lines: [{ item: 'TEA', quantity: each(25), line: 'R', requestedFor: day(5) }] });
    // 21 are there, all of them held; 4 are wanted on day 5.
    expect(await row(inventory)).toEqual(['0: -2', '1: -2', '2: 3', '3: 3', '5: 3']);
    const [answer] = await inventory.availableToPromise({ items: ['TEA'] });
    expect(answer).toMatchObject({
      item: 'TEA', locations: ['EAST', 'WEST', 'HALL'], at: day(0), rules: 'default', policy: 'p1', opening: each(0),
      supplies: [{ reference: 'PO' }, { reference: 'ASN', dueAt: day(3), quantity: each(5) }, { reference: 'PLAN', class: 'planned' }],
      demands: [{ reference: 'D' }, { reference: 'F' }, { reference: 'SO' }, { reference: 'R', class: 'backorder', dueAt: day(5), quantity: each(4) }],
      undated: [{ reference: 'T', location: 'EAST', quantity: each(3) }], leftOut: [{ reference: 'PLAN', reason: 'class', quantity: each(50) }, { reference: 'F', reason: 'class' }],
      version: { partition: 'default/0002' },
    });
    expect(await row(inventory, { undatedSupplyAt: day(1) })).toEqual(['0: 0', '1: 1', '2: 6', '3: 6', '5: 6']);
    expect(await row(inventory, { exceptLine: 'SO' })).toEqual(['0: -2', '1: -2', '2: 8', '3: 9', '5: 9']);
    expect(await row(inventory, { rules: { version: 'week', bucket: 'week', supply: { planned: 50 }, horizonDays: 7 } })).toEqual(['-1.3333333333333333: 28', '5.666666666666667: 28']);
    expect(await row(inventory, { locations: ['WEST'] })).toEqual(['0: -10', '3: -10', '5: -10']);
    expect(await row(inventory, { item: 'NONE' })).toEqual(['0: 0']);
  });

  it('of a channel is what its segments and buffers leave', async () => {
    const { inventory } = opened({ buffers: [{ kind: 'buffer', channel: 'edi', amount: '3', item: 'TEA' }], segments: [{ id: 's', kind: 'ringfence', item: 'TEA', channels: ['shop'], amount: '8' }] });
    await inventory.record([received(20), supply('PO', 1, 5)]);
    expect(await row(inventory)).toEqual(['0: 12', '1: 17']);
    expect(await row(inventory, { channel: 'edi' })).toEqual(['0: 9', '1: 14']);
    expect(await row(inventory, { channel: 'shop' })).toEqual(['0: 20', '1: 25']);
    expect(await row(inventory, { channel: 'bazaar' })).toEqual(['0: 0']);
  });

  it('of goods that come is divided as that of goods that are there', async () => {
    const { inventory } = opened({ segments: [
      { id: 'a', kind: 'partition', item: 'TEA', channels: ['shop'], percent: '60' }, { id: 'b', kind: 'partition', item: 'TEA', channels: ['edi'], percent: '40' },
      { id: 'c', kind: 'ringfence', item: 'CUP', channels: ['shop'], amount: '30' },
    ] });
    await inventory.record([
      received(100), supply('PO', 1, 50), supply('PLAN', 2, 50, { class: 'planned' }), supply('LATE', 3, 10),
      received(20, { item: 'CUP' }), supply('P1', 1, 25, { item: 'CUP', class: 'planned' }), supply('P2', 2, 7, { item: 'CUP' }),
    ]);
    expect([await row(inventory, { channel: 'shop' }), await row(inventory, { channel: 'edi' })]).toEqual([['0: 60', '1: 90', '3: 96'], ['0: 40', '1: 60', '3: 64']]);
    expect(await row(inventory)).toEqual(['0: 0', '1: 0', '3: 0']);
    expect([await row(inventory, { item: 'CUP', channel: 'shop' }), await row(inventory, { item: 'CUP', channel: 'edi' })]).toEqual([['0: 20', '2: 27'], ['0: 0', '2: 0']]);
    // Half of the plan is relied on: of 12 the first 10 fill what is kept.
    const half = { version: 'half', supply: { planned: 50 } };
    expect([await row(inventory, { item: 'CUP', channel: 'shop', rules: half }), await row(inventory, { item: 'CUP', channel: 'edi', rules: half })]).toEqual([['0: 20', '1: 32', '2: 39'], ['0: 0', '1: 2', '2: 9']]);
    expect(await told1(inventory, asked(41, 0), { channel: 'edi' })).toMatchObject({ code: 'promise.insufficient', available: each(40), earliestAt: day(1) });
  });

  it('refuses rules and instants that cannot be meant', async () => {
    const { inventory } = opened();
    await expect(inventory.availableToPromise({ items: [], rules: { version: 'x', timeZone: 'Mars' } })).rejects.toMatchObject({ code: 'promise.invalid' });
    await expect(inventory.availableToPromise({ items: [], undatedSupplyAt: 'soon' })).rejects.toThrow(TypeError);
  });
});

describe('a promise', () => {
  const stocked = async (): Promise<Inventory> => {
    const { inventory } = opened();
    await inventory.record([received(6), received(5, { location: 'WEST' }), supply('P1', 2, 10), supply('P2', 4, 7, { location: 'WEST' })]);
    return inventory;
  };

  it.each<[string, PromiseLineInput, unknown]>([
    ['all on the date, from the first place as far as it goes', asked(9, 0), ['EAST 0 6', 'WEST 0 3']],
    ['not all on the date', asked(12, 1), { code: 'promise.insufficient', requested: each(12), available: each(11), gap: { quantity: each(1), wantedAt: day(1), location: 'EAST', pickAt: day(1) }, earliestAt: day(2) }],
    ['part of it on the date', asked(12, 1, { mode: 'partialOnDate' }), ['EAST 1 6', 'WEST 1 5']],
    ['all as soon as it can be had', asked(22, 0, { mode: 'earliestDate' }), ['EAST 2 16', 'WEST 4 6']],
    ['as it comes', asked(26, 0, { mode: 'schedule' }), ['EAST 0 6', 'WEST 0 5', 'EAST 2 10', 'WEST 4 5']],
    ['without a date', { item: 'TEA', quantity: each(2) }, ['EAST 0 2']],
    ['from one place', asked(12, 0, { mode: 'earliestDate', noSplit: true }), ['EAST 2 12']],
    ['of one receipt', asked(14, 3, { supply: 'singleReceipt' }), ['EAST 3 10', 'WEST 3 4']],
    ['in whole packs of the request', asked(14, 2, { pack: { unit: 'CA', rounding: 'up' } }), { code: 'promise.insufficient', requested: each(14), available: each(12), gap: { quantity: each(12), wantedAt: day(2), location: 'EAST', pickAt: day(2) }, earliestAt: day(4) }],
    ['in no whole packs', asked(14, 2, { pack: { unit: 'CA', rounding: 'refuse' } }), { code: 'promise.not_whole_packs', requested: each(14), pack: each(12), next: each(24) }],
    ['in whole packs of a place', asked(15, 2, { mode: 'partialOnDate', sources: [{ location: 'EAST', pack: 'CA' }, { location: 'WEST' }] }), ['EAST 2 12', 'WEST 2 3']],
    ['from the places named, best first', asked(7, 0, { sources: [{ location: 'WEST' }, { location: 'EAST' }] }), ['WEST 0 5', 'EAST 0 2']],
    ['by priority', asked(7, 0, { sources: [{ location: 'EAST', priority: 9 }, { location: 'WEST', priority: 1 }] }), ['EAST 0 2', 'WEST 0 5']],
    ['after lead times', asked(12, 6, { mode: 'earliestDate', sources: [{ location: 'EAST', handlingDays: 1, transitDays: 2 }] }), ['EAST 3 12']],
    ['beyond what comes', asked(99, 0, { mode: 'earliestDate' }), { code: 'promise.beyond_horizon', requested: each(99), available: each(28), gap: { quantity: each(71), wantedAt: day(0), location: 'EAST', pickAt: day(0) } }],
  ])('is asked for: %s', async (_, line, expected) => {
    expect(await told1(await stocked(), line)).toEqual(expected);
  });

  it('explains why there is no more, place by place', async () => {
    const answer = await (await stocked()).promise({ lines: [asked(3, 1)] });
    expect(answer).toMatchObject({
      ok: true, rules: 'default', policy: 'p1', versions: [{ partition: 'default/0002' }],
      lines: [{
        line: '#1', requested: each(3), confirmed: each(3), roundedUp: each(0), roundedAway: each(0), completeAt: day(1), holds: [{ item: 'TEA', location: 'EAST', quantity: each(3) }],
        explanations: [
          { location: 'EAST', item: 'TEA', at: day(1), opening: each(6), binding: { available: each(6) }, changes: [{ kind: 'moreSupply', quantity: each(1), by: day(0) }, { kind: 'earlierSupply', reference: 'P1', from: day(2) }] },
          { location: 'WEST', opening: each(5) }, { location: 'HALL', opening: each(0) },
        ],
      }],
    });
  });

  it('leaves nothing behind', async () => {
    const inventory = await stocked();
    const before = await row(inventory);
    await inventory.promise({ lines: [asked(9, 0)] });
    expect(await row(inventory)).toEqual(before);
    expect(await inventory.line('TEA', '#1')).toBeUndefined();
  });

  it('of a kit is of its parts together, and its lines see what the others take', async () => {
    const { inventory } = opened();
    await inventory.record([received(10), received(9, { item: 'CUP' }), supply('P1', 1, 5)]);
    const kit = asked(3, 0, { item: 'SET' });
    expect(await told1(inventory, kit)).toEqual(['EAST 0 3']);
    expect(await told1(inventory, { ...kit, quantity: each(4) })).toMatchObject({ code: 'promise.insufficient', available: each(3), earliestAt: day(1) });
    expect(await told1(inventory, { ...kit, assemble: false })).toMatchObject({ code: 'promise.insufficient', available: each(0) });
    expect(await inventory.promise({ lines: [kit, asked(1, 0)] })).toMatchObject({ ok: true, lines: [{ parts: [{ item: 'TEA', quantity: each(9) }, { item: 'CUP', quantity: each(3) }] }, { confirmed: each(1) }] });
    expect(await inventory.promise({ lines: [kit, asked(2, 0)] })).toMatchObject({ ok: false, reason: { lines: [{ line: '#2', item: 'TEA', reason: { available: each(1) } }] } });
    expect(await told1(inventory, { item: 'MIX', quantity: { amount: '1', unit: 'KGM' } })).toMatchObject({ code: 'inventory.unit', item: 'LEAF' });
  });

  it('of a line asked for again leaves its own demand out', async () => {
    const { inventory } = opened();
    await inventory.record([received(5), order('SO', 2, 4)]);
    expect(await told1(inventory, asked(4, 2))).toMatchObject({ code: 'promise.insufficient', available: each(1) });
    expect(await told1(inventory, asked(5, 2, { line: 'SO' }))).toEqual(['EAST 2 5']);
  });

  it('keeps what a channel must not have', async () => {
    const { inventory } = opened({ segments: [{ id: 'most', kind: 'cap', item: 'TEA', channels: ['edi'], amount: '6' }], buffers: [{ kind: 'buffer', item: 'TEA', amount: '4' }] });
    await inventory.record([received(10), received(2, { location: 'WEST' }), supply('PO', 1, 20)]);
    expect(await told1(inventory, asked(8, 0))).toEqual(['EAST 0 8']);
    expect(await told1(inventory, asked(9, 0))).toMatchObject({ code: 'promise.insufficient', available: each(8) });
    expect(await told1(inventory, asked(7, 1), { channel: 'edi' })).toEqual({ code: 'promise.channel_limit', segment: 'most', requested: each(7), available: each(6) });
    await inventory.record(order('SO', 0, 5, { channel: 'shop' }));
    expect(await told1(inventory, asked(4, 0), { channel: 'edi' })).toMatchObject({ code: 'promise.insufficient', available: each(3) });
    expect(await inventory.confirm({ key: 'k', channel: 'edi', hold: 'nothing', lines: [asked(6, 1)] })).toMatchObject({ ok: true });
    expect(await told1(inventory, asked(1, 1), { channel: 'edi' })).toEqual({ code: 'promise.channel_limit', segment: 'most', requested: each(1), available: each(0) });
  });

  it.each<[string, PromiseLineInput, Omit<PromiseInput, 'lines'>, object]>([
    ['an item', asked(1, 0, { item: 'COFFEE' }), {}, { code: 'inventory.unknown_item', item: 'COFFEE' }],
    ['a channel', asked(1, 0), { channel: 'bazaar' }, { code: 'inventory.unknown_channel', channel: 'bazaar' }],
    ['a unit', asked(1, 0, { quantity: { amount: '1', unit: 'BARREL' } }), {}, { code: 'inventory.unit', item: 'TEA' }],
    ['a pack', asked(1, 0, { pack: { unit: 'BARREL', rounding: 'up' } }), {}, { code: 'inventory.unit', quantity: { amount: '1', unit: 'BARREL' } }],
    ['a pack of a place', asked(1, 0, { sources: [{ location: 'EAST', pack: 'BARREL' }] }), {}, { code: 'inventory.unit', quantity: { amount: '1', unit: 'BARREL' } }],
    ['a place', asked(1, 0, { sources: [{ location: 'MOON' }] }), {}, { code: 'inventory.unknown_location', location: 'MOON' }],
    ['goods at a structural place', asked(1, 0, { sources: [{ location: 'HALL' }] }), {}, { code: 'reservation.structural_location', location: 'HALL' }],
    ['goods where the channel does not sell', asked(1, 0, { sources: [{ location: 'EAST' }] }), { channel: 'market' }, { code: 'reservation.outside_channel', location: 'EAST', channel: 'market' }],
    ['goods of a channel that sells nowhere', asked(1, 0), { channel: 'shut' }, { code: 'promise.no_source', channel: 'shut' }],
    ['a place twice', asked(1, 0, { sources: [{ location: 'EAST' }, { location: 'EAST' }] }), {}, { code: 'promise.overlapping_sources', location: 'EAST', within: 'EAST' }],
    ['a place within another', asked(1, 0, { sources: [{ location: 'EAST-A' }, { location: 'EAST' }] }), {}, { code: 'promise.overlapping_sources', location: 'EAST', within: 'EAST-A' }],
  ])('of %s that cannot be is refused', async (_, line, more, reason) => {
    const { inventory } = opened();
    expect(await told1(inventory, line, more)).toMatchObject(reason);
    expect(await inventory.confirm({ key: 'k', lines: [line], ...more })).toMatchObject({ ok: false, reason, repeated: false });
  });

  it.each<[string, object | undefined, string]>([
    ['no lines', { lines: [] }, '$.lines'],
    ['a line twice', { lines: [asked(1, 0, { line: 'a' }), asked(2, 0, { line: 'a' })] }, '$.lines'],
    ['no rules', { lines: [asked(1, 0)], rules: 7 }, '$.rules'],
    ['rules nobody knows', { lines: [asked(1, 0)], rules: { version: 'x', safetyStock: 3 } }, '$.rules.safetyStock'],
    ['rules that cannot be', { lines: [asked(1, 0)], rules: { version: 'x', pastDueSupply: { fenceDays: -1 } } }, '$.rules.pastDueSupply.fenceDays'],
    ['a calendar that cannot be', { lines: [asked(1, 0, { sources: [{ location: 'EAST', transitCalendar: { timeZone: 'Mars' } }] })] }, '$.lines[0].sources[0].transitCalendar.timeZone'],
    ['no text', undefined, '$'],
  ])('of %s is malformed', async (_, input, path) => {
    const { inventory } = opened();
    expect(await inventory.promise(input as PromiseInput)).toMatchObject({ ok: false, reason: { code: 'inventory.malformed', issues: [{ path }] } });
  });
});

describe('a promise that is kept', () => {
  const line = (inventory: Inventory, name: string, item = 'TEA') => inventory.line(item, name);

  it('holds what is there and waits for the rest; the key has one answer', async () => {
    const { inventory } = opened();
    await inventory.record([received(3), supply('PO', 2, 5)]);
    const input = { key: 'k', channel: 'shop', lines: [asked(7, 3, { line: 'SO' })] };
    const first = await inventory.confirm(input);
    expect(first).toMatchObject({ ok: true, rules: 'default', policy: 'p1', repeated: false, lines: [{ line: 'SO', shipments: [{ location: 'EAST', pickAt: day(3), quantity: each(7) }], holds: [{ location: 'EAST', quantity: each(3) }] }] });
    expect(await line(inventory, 'SO')).toMatchObject({ channel: 'shop', requested: each(7), reserved: each(3), backordered: each(4), requestedFor: START + 3 * DAY, promised: [{ location: 'EAST', pickAt: START + 3 * DAY, quantity: each(4) }] });
    expect(await inventory.confirm(input)).toEqual({ ...first, repeated: true });
    expect(await inventory.confirm({ ...input, lines: [asked(6, 3)] })).toMatchObject({ ok: false, reason: { code: 'inventory.key_reused' } });
    expect(await row(inventory)).toEqual(['0: 0', '2: 1', '3: 1']);
    expect(await inventory.verify()).toMatchObject({ ok: true });
  });

  it('takes nothing that somebody else is promised before', async () => {
    const { inventory } = opened();
    await inventory.record([received(3), order('SO', 1, 2), supply('PO', 2, 5)]);
    expect(await inventory.confirm({ key: 'k', lines: [asked(5, 3)] })).toMatchObject({ ok: true, lines: [{ holds: [{ quantity: each(1) }] }] });
    expect(await row(inventory)).toEqual(['0: 0', '1: 0', '2: 1', '3: 1']);
  });

  it('is kept against who asks for goods of a place within', async () => {
    const { inventory } = opened();
    await inventory.record([received(5, { location: 'EAST-A' }), supply('PO', 1, 4, { location: 'EAST-A' })]);
    expect(await inventory.confirm({ key: 'k', hold: 'nothing', lines: [asked(7, 2, { sources: [{ location: 'EAST' }] })] })).toMatchObject({ ok: true });
    expect(await told1(inventory, asked(3, 2, { sources: [{ location: 'EAST-A' }] }))).toMatchObject({ code: 'promise.insufficient', available: each(2) });
  });

  it('is for several items of several partitions, or for none', async () => {
    const { inventory } = open({ catalog, partitions: 16 });
    await inventory.record([received(3), received(1, { item: 'CUP' })]);
    const lines = [asked(2, 0), asked(2, 0, { item: 'CUP' })];
    expect(await inventory.confirm({ key: 'k', lines })).toMatchObject({ ok: false, reason: { code: 'promise.refused', lines: [{ line: 'k#2', item: 'CUP', reason: { code: 'promise.insufficient', requested: each(2), available: each(1) } }] } });
    expect([await line(inventory, 'k#1'), await row(inventory)]).toEqual([undefined, ['0: 3']]);
    await inventory.record(received(1, { item: 'CUP' }));
    expect(await inventory.confirm({ key: 'l', lines })).toMatchObject({ ok: true });
    expect([await row(inventory), await row(inventory, { item: 'CUP' })]).toEqual([['0: 1'], ['0: 0']]);
  });

  it('of a kit is kept for each of its parts', async () => {
    const { inventory } = opened();
    await inventory.record([received(7), received(1, { item: 'CUP' }), supply('P', 1, 4, { item: 'CUP' })]);
    expect(await inventory.confirm({ key: 'k', lines: [asked(2, 2, { item: 'SET', line: 'SO' })] })).toMatchObject({ ok: true, lines: [{ holds: [{ item: 'TEA', quantity: each(6) }, { item: 'CUP', quantity: each(1) }] }] });
    expect([await line(inventory, 'SO'), await line(inventory, 'SO', 'CUP')]).toMatchObject([{ reserved: each(6), backordered: each(0) }, { reserved: each(1), backordered: each(1) }]);
    expect([await row(inventory), await row(inventory, { item: 'CUP' })]).toEqual([['0: 1'], ['0: 0', '1: 3', '2: 3']]);
  });

  it('holds nothing, or until an instant, if it is told to', async () => {
    const { inventory, clock } = opened({ holdMinutes: 60 });
    await inventory.record([received(5), supply('PO', 2, 5)]);
    expect(await inventory.confirm({ key: 'a', hold: 'nothing', lines: [asked(4, 3)] })).toMatchObject({ ok: true, lines: [{ holds: [] }] });
    expect(await row(inventory)).toEqual(['0: 5', '2: 6', '3: 6']);
    expect(await inventory.confirm({ key: 'b', lines: [asked(2, 0)] })).toMatchObject({ ok: true, expiresAt: '2026-05-12T09:00:00.000Z' });
    expect(await inventory.confirm({ key: 'c', expiresAt: day(0), lines: [asked(2, 0)] })).toMatchObject({ ok: false, reason: { code: 'reservation.expiry_in_past' } });
    clock.move(3_600_000);
    expect((await row(inventory))[0]).toMatch(/: 5$/);
  });

  it('of an order placed elsewhere is kept for its line, and again in place of before', async () => {
    const { inventory } = opened();
    await inventory.record([order('SO', 1, 6), supply('PO', 2, 10)]);
    expect(await row(inventory)).toEqual(['0: -6', '1: -6', '2: 4']);
    expect(await inventory.confirm({ key: 'a', lines: [asked(7, 3, { line: 'SO' })] })).toMatchObject({ ok: false, reason: { lines: [{ reason: { code: 'reservation.exists', backordered: each(6), requested: each(7) } }] } });
    expect(await inventory.confirm({ key: 'b', lines: [asked(6, 2, { line: 'SO' })] })).toMatchObject({ ok: true });
    expect(await row(inventory)).toEqual(['0: 0', '2: 4']);
    await inventory.record(said('supply.changed', { location: 'EAST', supply: 'PO', class: 'onOrder', dueAt: day(4), quantity: each(10), effectiveAt: '2026-05-12T07:30:00Z' }));
    expect(await inventory.confirm({ key: 'c', lines: [asked(6, 2, { line: 'SO', mode: 'earliestDate' })] })).toMatchObject({ ok: true, lines: [{ completeAt: day(4) }] });
    expect(await row(inventory)).toEqual(['0: 0', '4: 4']);
  });

  it('is used up by goods that come and are held, and moves no figure', async () => {
    const { inventory } = opened();
    await inventory.record(supply('PO', 2, 10));
    await inventory.confirm({ key: 'a', lines: [asked(6, 3, { line: 'SO' })] });
    const before = await row(inventory);
    await inventory.record(received(10, { supply: 'PO' }));
    expect((await row(inventory)).map((one) => one.split(': ')[1])).toEqual(['4', '4']);
    expect(before).toEqual(['0: 0', '2: 4', '3: 4']);
    await inventory.change({ key: 'h', moves: [{ move: 'hold', item: 'TEA', line: 'SO' }] });
    expect(await row(inventory)).toEqual(['0: 4']);
    expect(await line(inventory, 'SO')).toMatchObject({ reserved: each(6), backordered: each(0) });
    expect((await line(inventory, 'SO'))?.promised).toBeUndefined();
  });

  it('is of goods only, whatever the rules promise beyond them', async () => {
    const { inventory } = opened();
    await inventory.record(received(2));
    const input = { rules: { version: 'lead', horizonEnd: { leadTimeDays: 3 } }, lines: [asked(9, 0, { mode: 'earliestDate' as const })] };
    expect(await inventory.promise(input)).toMatchObject({ ok: true, rules: 'lead', lines: [{ shipments: [{ basis: 'leadTime', pickAt: day(3) }] }] });
    expect(await inventory.confirm({ key: 'k', ...input })).toMatchObject({ ok: false, reason: { lines: [{ reason: { code: 'promise.beyond_horizon', available: each(2), gap: { quantity: each(7) } } }] } });
    expect(await inventory.confirm({ key: 'l', rules: { version: 'own' }, lines: [asked(2, 0)] })).toMatchObject({ ok: true, rules: 'own' });
  });
});
