import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { AuthorityRule, StockEvent } from '../../src/model/index.js';
import { sharedMemory } from '../../src/storage/memory/index.js';
import { CATALOG, each, open, received, shipped, START } from './warehouse.js';

let ids = 0;
const told = (type: string, rest: object, amount?: number, more: object = {}): StockEvent => ({
  type, source: 'rma', id: `t${ids += 1}`, effectiveAt: '2026-05-12T07:45:00Z', item: 'TEA', ...(amount === undefined ? {} : { quantity: each(amount) }), ...rest, ...more,
}) as unknown as StockEvent;
const SOLD = { line: 'SO#1' };
const authorized = (returnLine: string, amount: number, line: object = SOLD): StockEvent => told('return.authorized', { returnLine, ...line }, amount);
const back = (returnLine: string, amount: number): StockEvent => told('stock.returned', { returnLine, location: 'EAST' }, amount);
const credited = (returnLine: string, amount: number): StockEvent => told('return.credited', { returnLine, ...SOLD }, amount);
const closed = (returnLine: string): StockEvent => told('return.closed', { returnLine });

const ASK = { source: 'rma', item: 'TEA', line: 'SO#1', returnLine: 'R#1' };
type Ask = Partial<Parameters<Inventory['authorizeReturn']>[0]>;

/** Ten of twelve ordered have shipped, two are held; then what happened on returns. */
async function sold(events: readonly StockEvent[] = [], authority: readonly AuthorityRule[] = []): Promise<Inventory> {
  const { inventory } = open({ catalog: { ...CATALOG, authority } });
  await inventory.record(received(20));
  await inventory.reserve({ key: 'o', channel: 'shop', lines: [{ item: 'TEA', line: 'SO#1', quantity: each(12) }] });
  await inventory.record([shipped(10, { line: 'SO#1' }), ...events]);
  return inventory;
}

const amounts = (record: object): Record<string, unknown> => Object.fromEntries(Object.entries(record).map(([name, value]) =>
  [name, typeof value === 'object' && value !== null && 'amount' in value ? Number((value as { amount: string }).amount) : (value as unknown)]));

describe('a request to let goods come back is judged by what was shipped and by all returns of the line', () => {
  it.each<[string, readonly StockEvent[], Ask, object]>([
    ['up to what was shipped', [], { quantity: each(10) }, { ok: true, authorized: 10, returnable: 0 }],
    ['in packs of the item, but not beyond it', [], { quantity: { amount: '1', unit: 'CA' } }, { code: 'return.exceeds_shipped', requested: 12, shipped: 10, spokenFor: 0, returnable: 10 }],
    ['less what other returns speak for', [authorized('R#0', 3), back('R#0', 4)], { quantity: each(6) }, { ok: true, authorized: 6, returnable: 0 }],
    ['and no more than that', [authorized('R#0', 3), back('R#0', 4)], { quantity: each(7) }, { code: 'return.exceeds_shipped', requested: 7, shipped: 10, spokenFor: 4, returnable: 6 }],
    ['more on a return that has some', [authorized('R#1', 3)], { quantity: each(7) }, { ok: true, authorized: 7, returnable: 0 }],
    ['what came on it unannounced, once', [told('stock.returned', { returnLine: 'R#1', location: 'EAST' }, 10)], { quantity: each(10) }, { ok: true, authorized: 10, returnable: 0 }],
    ['not what came unannounced on another', [authorized('R#0', 1), back('R#0', 10)], { quantity: each(1) }, { code: 'return.exceeds_shipped', requested: 1, shipped: 10, spokenFor: 10, returnable: 0 }],
    ['what a closed return did not bring', [authorized('R#0', 10), back('R#0', 1), closed('R#0')], { quantity: each(9) }, { ok: true, authorized: 9, returnable: 0 }],
    ['not on a closed return', [authorized('R#1', 2), closed('R#1')], { quantity: each(1) }, { code: 'return.closed', returnLine: 'R#1' }],
    ['not on a return of another order line', [authorized('R#1', 2, { line: 'SO#2' })], { quantity: each(1) }, { code: 'return.other_line', returnLine: 'R#1', line: 'SO#2' }],
    ['until the window ends', [], { quantity: each(1), windowEndsAt: '2026-05-12T08:00:00.001Z' }, { ok: true, authorized: 1, returnable: 9 }],
    ['not at the instant it ends, which is looked at before the amount', [], { quantity: each(99), windowEndsAt: '2026-05-12T08:00:00Z' },
      { code: 'return.window_closed', windowEndsAt: '2026-05-12T08:00:00.000Z', at: '2026-05-12T08:00:00.000Z' }],
    ['not of a line nobody knows', [], { line: 'SO#9', quantity: each(1) }, { code: 'reservation.unknown_line', line: 'SO#9' }],
    ['not of an item nobody knows', [], { item: 'ODD', quantity: each(1) }, { code: 'inventory.unknown_item', item: 'ODD' }],
    ['not in a unit the item does not have', [], { quantity: { amount: '1', unit: 'PAL' } }, { code: 'inventory.unit', item: 'TEA', unit: 'EA' }],
    ['not in parts of a piece', [], { quantity: each('0.5') }, { code: 'inventory.unit', item: 'TEA', unit: 'EA' }],
  ])('%s', async (_, events, ask, expected) => {
    const inventory = await sold(events);
    const answer = await inventory.authorizeReturn({ key: 'k', ...ASK, quantity: each(1), ...ask });
    expect(amounts(answer.ok ? answer : answer.reason)).toMatchObject(expected);
    expect(answer.repeated).toBe(false);
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('and is recorded as told by the source that asked, at the time of its block, under the policy in force', async () => {
    const { inventory } = open({ policy: [{ version: 'p1' }, { version: 'p2', validFrom: '2026-05-12T08:00:00Z' }] });
    await inventory.record([received(5), told('order.placed', { line: 'SO#1', channel: 'shop' }, 5), shipped(5, { line: 'SO#1' })]);
    const answer = await inventory.authorizeReturn({ key: 'k', ...ASK, quantity: each(2) }, { at: START + 60_000 });
    expect(answer).toMatchObject({
      ok: true, policy: 'p2', recorded: [{ type: 'return.authorized', source: 'rma', id: 'authorizeReturn:k#1', quantity: each(2) }],
      returnLine: { returnLine: 'R#1', orderLine: 'SO#1', stage: 'expected', authorized: each(2), expected: each(2) },
    });
    expect(await inventory.returnLine('TEA', 'R#1')).toEqual((answer as { returnLine: object }).returnLine);
    expect(await inventory.record(told('return.authorized', { ...SOLD, returnLine: 'R#1' }, 2, { id: 'authorizeReturn:k#1', effectiveAt: '2026-05-12T08:01:00Z' }))).toMatchObject({ outcome: 'repeated', verified: true });
  });
});

describe('a refund', () => {
  type Refund = Partial<Parameters<Inventory['refund']>[0]>;
  const parts = (cancel: number, creditArrived: number, creditExpected: number, authorize: number, creditOnly = 0): object => ({ ok: true, cancel, creditArrived, creditExpected, authorize, creditOnly });

  it.each<[string, readonly StockEvent[], Refund, object, readonly string[]]>([
    ['cancels what has not shipped', [], { quantity: each(2) }, parts(2, 0, 0, 0), []],
    ['then lets goods come back and credits them', [], { quantity: each(5) }, parts(2, 0, 0, 3), ['return.authorized 3', 'return.credited 3']],
    ['or credits them alone', [], { quantity: each(5), shippedGoods: 'stayAway' }, parts(2, 0, 0, 0, 3), ['return.credited 3']],
    ['credits what is back, return by return, then what is to come', [authorized('R#0', 3), back('R#0', 2), authorized('R#2', 2), back('R#2', 2)], { quantity: each(7) }, parts(2, 4, 1, 0), ['return.credited 3', 'return.credited 2']],
    ['credits nothing twice', [authorized('R#0', 3), back('R#0', 3), credited('R#0', 2)], { quantity: each(4) }, parts(2, 1, 0, 1), ['return.authorized 1', 'return.credited 1', 'return.credited 1']],
    ['credits what came unannounced on the return that is named', [back('R#1', 2)], { quantity: each(4) }, parts(2, 2, 0, 0), ['return.credited 2']],
    ['authorises what came unannounced along with what is to come', [back('R#1', 2)], { quantity: each(7) }, parts(2, 2, 0, 3), ['return.authorized 5', 'return.credited 5']],
    ['has an end', [], { quantity: each(13) }, { code: 'return.exceeds_refundable', requested: 13, refundable: 12, open: 2, shipped: 10, credited: 0 }, []],
    ['which credits bring nearer', [credited('R#0', 10)], { quantity: each(3) }, { code: 'return.exceeds_refundable', requested: 3, refundable: 2, open: 2, shipped: 10, credited: 10 }, []],
    ['lets nothing come on a closed return', [authorized('R#1', 1), closed('R#1')], { quantity: each(3) }, { code: 'return.closed', returnLine: 'R#1' }, []],
    ['credits a closed return all the same', [closed('R#1')], { quantity: each(3), shippedGoods: 'stayAway' }, parts(2, 0, 0, 0, 1), ['return.credited 1']],
    ['is of one order line', [authorized('R#1', 1, { line: 'SO#2' })], { quantity: each(1) }, { code: 'return.other_line', returnLine: 'R#1', line: 'SO#2' }, []],
    ['is of a line that is known', [], { line: 'SO#9', quantity: each(1) }, { code: 'reservation.unknown_line', line: 'SO#9' }, []],
  ])('%s', async (_, events, ask, expected, recorded) => {
    const inventory = await sold(events);
    const answer = await inventory.refund({ key: 'k', ...ASK, shippedGoods: 'comeBack', quantity: each(1), ...ask });
    expect(amounts(answer.ok ? answer : answer.reason)).toMatchObject(expected);
    if (answer.ok) {
      expect(answer.recorded.map(({ type, quantity }) => `${type} ${quantity.amount}`)).toEqual(recorded);
      expect(answer.line).toEqual(await inventory.line('TEA', 'SO#1'));
      for (const one of answer.returnLines) expect(one).toEqual(await inventory.returnLine('TEA', one.returnLine));
    } else expect(amounts((await inventory.line('TEA', 'SO#1'))!)).toMatchObject({ reserved: 2, cancelled: 0 });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('goes by the names of returns, not by which was heard of first', async () => {
    const inventory = await sold([authorized('R#2', 2), back('R#2', 2), authorized('R#0', 3), back('R#0', 3)]);
    const answer = await inventory.refund({ key: 'k', ...ASK, shippedGoods: 'comeBack', quantity: each(6) });
    expect(answer.ok && answer.returnLines.map(({ returnLine, credited: so }) => `${returnLine} ${so.amount}`)).toEqual(['R#0 3', 'R#2 1']);
  });

  it('of goods whose hold ran out cancels nothing', async () => {
    const { inventory, clock } = open();
    await inventory.record(received(5));
    await inventory.reserve({ key: 'o', lines: [{ item: 'TEA', line: 'SO#1', quantity: each(5) }], expiresAt: '2026-05-12T09:00:00Z' });
    clock.move(3_600_000);
    expect(await inventory.refund({ key: 'k', ...ASK, shippedGoods: 'comeBack', quantity: each(1) })).toMatchObject({ ok: false, reason: { code: 'return.exceeds_refundable', open: each(0) } });
  });

  it('credits more returns than were there when it was called', async () => {
    const { inventory } = open({ partitions: 64 });
    await inventory.record([received(40), told('order.placed', { line: 'SO#1', channel: 'shop' }, 40), shipped(40, { line: 'SO#1' })]);
    const events = Array.from({ length: 30 }, (_, n) => [authorized(`A#${n}`, 1), back(`A#${n}`, 1)]).flat();
    const [, answer] = await Promise.all([inventory.record(events), inventory.refund({ key: 'k', ...ASK, shippedGoods: 'comeBack', quantity: each(31) })]);
    expect(amounts(answer)).toMatchObject(parts(0, 30, 0, 1));
    expect(answer.ok && answer.recorded.length).toBe(32);
  });
});

describe('who may say so', () => {
  const rules = (kind: AuthorityRule['kind']): readonly AuthorityRule[] => [{ kind, source: 'erp' }, { kind: 'return', source: 'wms' }];

  it.each<[string, AuthorityRule['kind'], string, boolean]>([
    ['the owner of authorisations', 'authorization', 'erp', true],
    ['nobody else', 'authorization', 'rma', false],
    ['not even the owner of goods that come back', 'authorization', 'wms', false],
    ['anybody, where credits alone have an owner', 'credit', 'rma', true],
  ])('authorises: %s', async (_, kind, source, ok) => {
    const inventory = await sold([], rules(kind));
    const answer = await inventory.authorizeReturn({ key: 'k', ...ASK, source, quantity: each(1) });
    expect(answer.ok).toBe(ok);
    if (!answer.ok) {
      expect(answer.reason).toEqual({ code: 'inventory.no_authority', source, type: 'return.authorized', owners: ['erp'] });
      expect(await inventory.returnLine('TEA', 'R#1')).toBeUndefined();
    }
  });

  it.each<[string, AuthorityRule['kind'], 'comeBack' | 'stayAway', number, string | undefined]>([
    ['cancels for anybody', 'credit', 'comeBack', 2, undefined],
    ['credits for the owner of credits alone', 'credit', 'stayAway', 3, 'return.credited'],
    ['authorises for the owner of authorisations alone, and then does nothing at all', 'authorization', 'comeBack', 3, 'return.authorized'],
    ['needs no owner of authorisations where nothing is authorised', 'authorization', 'stayAway', 3, undefined],
  ])('a refund: %s', async (_, kind, shippedGoods, amount, type) => {
    const inventory = await sold([], rules(kind));
    const answer = await inventory.refund({ key: 'k', ...ASK, shippedGoods, quantity: each(amount) });
    if (type === undefined) expect(answer).toMatchObject({ ok: true, cancel: each(2) });
    else {
      expect(answer).toMatchObject({ ok: false, reason: { code: 'inventory.no_authority', type, owners: ['erp'] } });
      expect(amounts((await inventory.line('TEA', 'SO#1'))!)).toMatchObject({ reserved: 2, cancelled: 0 });
    }
  });

  it('a stranger’s authorisation, told as a fact, waits for the owner’s word and is not counted', async () => {
    const inventory = await sold([authorized('R#1', 4)], rules('authorization'));
    expect(await inventory.returnLine('TEA', 'R#1')).toBeUndefined();
    expect(await inventory.authorizeReturn({ key: 'k', ...ASK, source: 'erp', quantity: each(10) })).toMatchObject({ ok: true });
  });

  it('an authority over authorisations or credits is at no place', async () => {
    const { inventory } = open({ catalog: { ...CATALOG, authority: [{ kind: 'credit', source: 'erp', location: 'EAST' }] } });
    await expect(inventory.items()).rejects.toMatchObject({ code: 'model.invalid' });
  });
});

describe('a request about a return is one of its key', () => {
  it('gives the first answer again, yes or no, and refuses other content', async () => {
    const inventory = await sold();
    const ask = { key: 'k', ...ASK, quantity: each(6) };
    const first = await inventory.authorizeReturn(ask);
    expect(await inventory.authorizeReturn(ask)).toEqual({ ...first, repeated: true });
    expect(await inventory.authorizeReturn({ ...ask, quantity: each(1) })).toMatchObject({ ok: false, reason: { code: 'inventory.key_reused', key: 'k' } });
    const refused = await inventory.authorizeReturn({ ...ask, key: 'n' });
    expect(refused).toMatchObject({ ok: false, reason: { code: 'return.exceeds_shipped' } });
    await inventory.record(shipped(2, { line: 'SO#1' }));
    expect(await inventory.authorizeReturn({ ...ask, key: 'n' })).toEqual({ ...refused, repeated: true });
    expect(await inventory.authorizeReturn({ ...ask, key: 'm' })).toMatchObject({ ok: true });
    expect(amounts((await inventory.returnLine('TEA', 'R#1'))!)).toMatchObject({ authorized: 12 });
  });

  it('also after a restart, for a refund', async () => {
    const shared = sharedMemory();
    const { inventory } = open({ shared });
    await inventory.record([received(5), told('order.placed', { line: 'SO#1', channel: 'shop' }, 5), shipped(3, { line: 'SO#1' })]);
    const ask = { key: 'k', ...ASK, shippedGoods: 'comeBack' as const, quantity: each(4) };
    const first = await inventory.refund(ask);
    expect(first.ok).toBe(true);
    const again = open({ shared }).inventory;
    expect(await again.refund(ask)).toEqual({ ...first, repeated: true });
    expect(amounts((await again.returnLine('TEA', 'R#1'))!)).toMatchObject({ authorized: 2, credited: 2 });
    expect(await again.verify()).toEqual({ ok: true, violations: [] });
  });

  it('does not take an id its source has used for something else', async () => {
    const inventory = await sold([told('return.closed', { returnLine: 'R#7' }, undefined, { id: 'authorizeReturn:k#1' })]);
    expect(await inventory.authorizeReturn({ key: 'k', ...ASK, quantity: each(1) })).toMatchObject({ ok: false, reason: { code: 'inventory.identity_conflict', source: 'rma', id: 'authorizeReturn:k#1' } });
  });

  it.each([['another with the same name all through', 'a', 'b:c', 'a:b', 'c'], ['one with a long name', 's', 'k'.repeat(400), 's', `${'k'.repeat(400)}#`]])('does not take the id of %s', async (_, scope, key, otherScope, otherKey) => {
    const inventory = await sold();
    for (const [one, two] of [[scope, key], [otherScope, otherKey]] as const) expect(await inventory.authorizeReturn({ scope: one, key: two, ...ASK, quantity: each(1) })).toMatchObject({ ok: true });
    expect(amounts((await inventory.returnLine('TEA', 'R#1'))!)).toMatchObject({ authorized: 2 });
  });

  it.each<[string, object, string]>([
    ['nothing', { quantity: each(0) }, '$.quantity.amount'], ['no source', { source: undefined }, '$.source'], ['what it does not know', { location: 'EAST' }, '$.location'],
    ['a window that is no instant', { windowEndsAt: 'soon' }, '$.windowEndsAt'],
  ])('is refused for %s, and nothing is remembered', async (_, more, path) => {
    const inventory = await sold();
    const ask = { key: 'k', ...ASK, quantity: each(1) };
    expect(await inventory.authorizeReturn({ ...ask, ...more })).toMatchObject({ ok: false, reason: { code: 'inventory.malformed', issues: [{ path }] } });
    expect(await inventory.authorizeReturn(ask)).toMatchObject({ ok: true, repeated: false });
  });
});

describe('names of the source’s own system', () => {
  it('are read as in its events', async () => {
    const catalog = {
      ...CATALOG, systems: [{ id: 'desk' }], sources: [{ id: 'rma', system: 'desk' }],
      items: CATALOG.items.map((item) => (item.id === 'CUP' ? { ...item, aliases: [{ system: 'desk', id: 'TEA' }] } : item.id === 'TEA' ? { ...item, aliases: [{ system: 'desk', id: '4711' }] } : item)),
    };
    const { inventory } = open({ catalog });
    await inventory.record([received(5), told('order.placed', { line: 'SO#1', channel: 'shop' }, 5, { source: 'shop' }), shipped(5, { line: 'SO#1' })]);
    expect(await inventory.authorizeReturn({ key: 'a', ...ASK, item: '4711', quantity: each(5) })).toMatchObject({ ok: true, returnLine: { item: 'TEA', authorized: each(5) } });
    // What that system calls TEA is a cup, of which nothing was sold.
    expect(await inventory.authorizeReturn({ key: 'b', ...ASK, quantity: each(1) })).toMatchObject({ ok: false, reason: { code: 'reservation.unknown_line' } });
  });
});
