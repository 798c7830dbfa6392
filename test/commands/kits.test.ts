import { describe, expect, it } from 'vitest';
import { availableOf, open, shipped } from './warehouse.js';
import { each, heldOf, KITS, openKits, standing } from './kit-warehouse.js';

describe('what may be sold of a kit', () => {
  it.each([
    { stock: [['CUP', 16], ['BOX', 5]], item: 'SET', available: 4, binding: ['CUP'] },
    { stock: [['CUP', 16], ['BOX', 4]], item: 'SET', available: 4, binding: ['CUP', 'BOX'] },
    { stock: [['CUP', 16]], item: 'SET', available: 0, binding: ['BOX'] },
    { stock: [['CUP', 16], ['BOX', 5], ['SET', 3]], item: 'SET', available: 7, binding: ['CUP'] },
    { stock: [['CUP', 16], ['BOX', 5], ['TEA', 2]], item: 'HAMPER', available: 2, binding: ['TEA'] },
    // A pre-assembled kit within a kit is not taken apart or used: the hamper is built of what is stocked below it.
    { stock: [['SET', 9], ['TEA', 9]], item: 'HAMPER', available: 0, binding: ['CUP', 'BOX'] },
    { stock: [['RICE', '0.3'], ['WILD', '0.7']], item: 'MIX', available: 1, binding: ['RICE', 'WILD'] },
    { stock: [['CUP', 6, 'EAST'], ['CUP', 6, 'WEST'], ['BOX', 9, 'WEST']], item: 'SET', available: 3, binding: ['CUP'] },
  ] as const)('$item of $stock is $available', async ({ stock, item, available, binding }) => {
    const { inventory } = await openKits(stock);
    const [answer] = await inventory.available({ items: [item] });
    expect(Number(answer?.available.amount)).toBe(available);
    expect(answer?.kit?.binding).toEqual(binding);
  });

  it('follows the channel, the place, and the rules of each part', async () => {
    const { inventory } = await openKits([['CUP', 16, 'EAST'], ['BOX', 5, 'EAST'], ['CUP', 8, 'WEST'], ['BOX', 1, 'WEST']], { policy: { version: 'p', buffers: [{ kind: 'buffer', item: 'BOX', amount: '1', channel: 'shop' }] } });
    expect(await availableOf(inventory, 'SET')).toBe(6);
    expect(await availableOf(inventory, 'SET', { channel: 'shop' })).toBe(5);
    expect(await availableOf(inventory, 'SET', { channel: 'market' })).toBe(1);
    expect(await availableOf(inventory, 'SET', { locations: ['EAST'] })).toBe(4);
    expect((await inventory.availableByChannel('SET')).map(({ channel, available }) => `${channel} ${available.amount}`)).toEqual(['shop 5', 'market 1']);
  });

  it('does not count what a line holds against itself, its parts included', async () => {
    const { inventory } = await openKits([['CUP', 16], ['BOX', 5], ['SET', 1]]);
    await inventory.reserve({ key: 'k', lines: [{ item: 'SET', line: 'l', quantity: each(4) }] });
    expect(await availableOf(inventory, 'SET')).toBe(1);
    expect(await availableOf(inventory, 'SET', { exceptLine: 'l' })).toBe(5);
  });
});

describe('a kit that is reserved', () => {
  it('holds pre-assembled ones, then the parts of the others, each under a line of its own', async () => {
    const { inventory } = await openKits([['CUP', 16], ['BOX', 5], ['SET', 1]]);
    expect(await inventory.reserve({ key: 'k', channel: 'shop', lines: [{ item: 'SET', line: 'l', quantity: each(3) }] })).toMatchObject({
      ok: true, lines: [{
        line: 'l', item: 'SET', requested: each(3), reserved: each(3), backordered: each(0), holds: [{ location: 'EAST', quantity: each(1) }],
        parts: [{ line: 'l/CUP', item: 'CUP', requested: each(8), reserved: each(8), holds: [{ location: 'EAST', quantity: each(8) }] }, { line: 'l/BOX', item: 'BOX', reserved: each(2) }],
      }],
    });
    expect(await inventory.line('SET', 'l')).toMatchObject({ requested: each(1), reserved: each(1), kit: { kits: each(2), parts: [{ item: 'CUP', perKit: '4', line: 'l/CUP' }, { item: 'BOX', perKit: '1' }] } });
    expect(await inventory.line('CUP', 'l/CUP')).toMatchObject({ channel: 'shop', requested: each(8), reserved: each(8) });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 3, reserved: 3, inParts: 2 });
    expect(await inventory.kitLine('CUP', 'l/CUP')).toBeUndefined();
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('shares a part with other kits and with plain lines, which is counted once', async () => {
    const { inventory } = await openKits([['CUP', 16], ['BOX', 9]]);
    const lines = (cups: number): { item: string; line: string; quantity: ReturnType<typeof each> }[] => [
      { item: 'SET', line: 'a', quantity: each(2) }, { item: 'DUO', line: 'b', quantity: each(2) }, { item: 'CUP', line: 'c', quantity: each(cups) },
    ];
    expect(await inventory.reserve({ key: 'k1', lines: lines(5) })).toMatchObject({
      ok: false, reason: { code: 'reservation.insufficient', shortages: [{ line: 'c', item: 'CUP', requested: each(5), available: each(4) }] },
    });
    expect(await heldOf(inventory, 'BOX')).toBe(0);
    expect(await inventory.reserve({ key: 'k2', lines: lines(4) })).toMatchObject({ ok: true });
    expect(await availableOf(inventory, 'CUP')).toBe(0);
    expect(await availableOf(inventory, 'SET')).toBe(0);
  });

  it.each([
    { mode: 'allOrNothing', kits: 'whole', answer: { ok: false }, cups: 0, boxes: 0, standing: {} },
    { mode: 'partial', kits: 'whole', answer: { ok: true, lines: [{ reserved: each(3), refused: each(2) }] }, cups: 12, boxes: 3, standing: { requested: 3, reserved: 3, inParts: 3 } },
    { mode: 'partial', kits: 'split', answer: { ok: true, lines: [{ reserved: each(3), refused: each(2) }] }, cups: 12, boxes: 3, standing: { requested: 3, reserved: 3, inParts: 3 } },
    { mode: 'backorder', kits: 'whole', answer: { ok: true, lines: [{ reserved: each(3), backordered: each(2) }] }, cups: 12, boxes: 3, standing: { requested: 5, waiting: 2, reserved: 3, inParts: 3 } },
    {
      mode: 'backorder', kits: 'split', answer: { ok: true, lines: [{ reserved: each(3), backordered: each(2), parts: [{ reserved: each(14), backordered: each(6) }, { reserved: each(5), backordered: each(0) }] }] },
      cups: 14, boxes: 5, standing: { requested: 5, waiting: 2, reserved: 3, inParts: 5 },
    },
  ] as const)('in part, $mode and $kits: what there is of 5', async ({ mode, kits, answer, cups, boxes, standing: expected }) => {
    const { inventory } = await openKits([['CUP', 14], ['BOX', 6]]);
    expect(await inventory.reserve({ key: 'k', mode, kits, lines: [{ item: 'SET', line: 'l', quantity: each(5) }] })).toMatchObject(answer);
    expect([await heldOf(inventory, 'CUP'), await heldOf(inventory, 'BOX')]).toEqual([cups, boxes]);
    if (mode !== 'allOrNothing') expect(await standing(inventory, 'SET', 'l')).toEqual(expected);
  });

  it('is refused with the parts that stand in the way', async () => {
    const { inventory } = await openKits([['CUP', 14], ['BOX', 6], ['SET', 1]]);
    expect(await inventory.reserve({ key: 'k', lines: [{ item: 'SET', line: 'l', quantity: each(5) }] })).toMatchObject({
      ok: false, reason: { code: 'reservation.insufficient', shortages: [{ line: 'l', item: 'SET', requested: each(5), available: each(4), parts: [{ line: 'l/CUP', item: 'CUP', requested: each(16), available: each(14) }] }] },
    });
  });

  it('is split where the policy says so and the request does not', async () => {
    const { inventory } = await openKits([['CUP', 5], ['BOX', 2]], { policy: { version: 'p', kits: 'split' } });
    await inventory.reserve({ key: 'k', mode: 'backorder', lines: [{ item: 'SET', line: 'l', quantity: each(2) }] });
    expect(await heldOf(inventory, 'CUP')).toBe(5);
  });

  it('keeps what it was made of when the kit changes', async () => {
    const { inventory } = await openKits([['CUP', 4], ['BOX', 9], ['TEA', 9]]);
    await inventory.reserve({ key: 'k', mode: 'backorder', lines: [{ item: 'SET', line: 'l', quantity: each(3) }] });
    await inventory.register({ catalog: { ...KITS, items: KITS.items.map((item) => (item.id === 'SET' ? { ...item, components: [{ item: 'TEA', quantity: each(1) }] } : item)) } });
    expect(await availableOf(inventory, 'SET')).toBe(9);
    await inventory.record({ type: 'stock.received', source: 'wms', id: 'more', effectiveAt: '2026-05-12T07:00:00Z', item: 'CUP', location: 'EAST', quantity: each(8) });
    expect(await inventory.change({ key: 'h', moves: [{ move: 'hold', item: 'SET', line: 'l' }] })).toMatchObject({ ok: true, moved: [each(2)] });
    expect([await heldOf(inventory, 'CUP'), await heldOf(inventory, 'BOX'), await heldOf(inventory, 'TEA')]).toEqual([12, 3, 0]);
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 3, reserved: 3, inParts: 3 });
  });

  it('of an order placed elsewhere is held by a later decision', async () => {
    const { inventory } = await openKits([['CUP', 8], ['BOX', 9]]);
    await inventory.record({ type: 'order.placed', source: 'erp', id: 'o', effectiveAt: '2026-05-12T07:00:00Z', item: 'SET', line: 'l', location: 'EAST', channel: 'shop', quantity: each(3) });
    expect(await inventory.change({ key: 'h', moves: [{ move: 'hold', item: 'SET', line: 'l', mode: 'backorder' }] })).toMatchObject({ ok: true, moved: [each(2)] });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 3, waiting: 1, reserved: 2, inParts: 2 });
    expect(await inventory.line('CUP', 'l/CUP')).toMatchObject({ channel: 'shop', reserved: each(8) });
  });

  it('is refused for a line of that name, for a name that is too long, and for a kit within itself', async () => {
    const { inventory } = await openKits([['CUP', 20], ['BOX', 9]]);
    await inventory.reserve({ key: 'k1', lines: [{ item: 'CUP', line: 'l/CUP', quantity: each(1) }] });
    expect(await inventory.reserve({ key: 'k2', lines: [{ item: 'SET', line: 'l', quantity: each(1) }] })).toMatchObject({ ok: false, reason: { code: 'reservation.exists', line: 'l/CUP', item: 'CUP' } });
    expect(await inventory.reserve({ key: 'k3', lines: [{ item: 'SET', line: 'm', quantity: each(1) }, { item: 'BOX', line: 'm/BOX', quantity: each(1) }] })).toMatchObject({ ok: false, reason: { code: 'reservation.exists', line: 'm/BOX' } });
    expect(await inventory.reserve({ key: 'k4', lines: [{ item: 'SET', line: 'x'.repeat(198), quantity: each(1) }] })).toMatchObject({ ok: false, reason: { code: 'reservation.part_line', item: 'CUP' } });
    const { inventory: round } = open({ catalog: { ...KITS, items: [{ id: 'A', unit: 'EA', components: [{ item: 'B', quantity: each(1) }] }, { id: 'B', unit: 'EA', components: [{ item: 'A', quantity: each(1) }] }] } });
    expect(await round.reserve({ key: 'k', lines: [{ item: 'A', quantity: each(1) }] })).toMatchObject({ ok: false, reason: { code: 'allocation.kit_cycle', cycle: ['A', 'B', 'A'] } });
    expect(await availableOf(round, 'A')).toBe(0);
  });
});

describe('a kit line', () => {
  const start = async (stock: Parameters<typeof openKits>[0] = [['CUP', 16], ['BOX', 5], ['SET', 1]], quantity = 4): ReturnType<typeof openKits> => {
    const opened = await openKits(stock);
    await opened.inventory.reserve({ key: 'k', mode: 'backorder', lines: [{ item: 'SET', line: 'l', quantity: each(quantity) }] });
    return opened;
  };

  it('is picked and shipped part by part, and is as far as its last part', async () => {
    const { inventory } = await start();
    expect(await inventory.pick({ key: 'p', item: 'SET', line: 'l', quantity: each(3) })).toMatchObject({ ok: true, moved: each(3) });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 4, reserved: 1, picked: 3, inParts: 3 });
    expect(await inventory.line('CUP', 'l/CUP')).toMatchObject({ picked: each(8), reserved: each(4) });
    await inventory.record(shipped(8, { item: 'CUP', line: 'l/CUP' }));
    expect(await standing(inventory, 'SET', 'l')).toMatchObject({ picked: 3 });
    await inventory.record(shipped(1, { item: 'BOX', line: 'l/BOX' }));
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 4, reserved: 1, picked: 2, shipped: 1, inParts: 3 });
    await inventory.record(shipped(1, { item: 'SET', line: 'l' }));
    expect(await standing(inventory, 'SET', 'l')).toMatchObject({ shipped: 2, picked: 1 });
    expect(await inventory.pick({ key: 'p2', item: 'SET', line: 'l' })).toMatchObject({ ok: true, moved: each(1) });
    expect(await inventory.pick({ key: 'p3', item: 'SET', line: 'l' })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open' } });
  });

  it('is cancelled with its parts: what waits, then what parts serve, then pre-assembled kits', async () => {
    const { inventory } = await start(undefined, 6);
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 6, waiting: 1, reserved: 5, inParts: 4 });
    expect(await inventory.cancel({ key: 'c', item: 'SET', line: 'l', quantity: each(3) })).toMatchObject({ ok: true, moved: each(3) });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 6, reserved: 3, closed: 3, inParts: 2 });
    expect([await heldOf(inventory, 'CUP'), await heldOf(inventory, 'BOX'), await heldOf(inventory, 'SET')]).toEqual([8, 2, 1]);
    expect(await inventory.cancel({ key: 'd', item: 'SET', line: 'l' })).toMatchObject({ ok: true, moved: each(3) });
    expect([await heldOf(inventory, 'CUP'), await heldOf(inventory, 'BOX'), await heldOf(inventory, 'SET')]).toEqual([0, 0, 0]);
    expect(await inventory.cancel({ key: 'e', item: 'SET', line: 'l' })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: each(0) } });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('is released and given up with its parts', async () => {
    const { inventory } = await start();
    expect(await inventory.release({ key: 'r', item: 'SET', line: 'l', quantity: each(2) })).toMatchObject({ ok: true, moved: each(2) });
    expect(await inventory.line('SET', 'l')).toMatchObject({ released: each(1), cancelled: each(1), kit: { kits: each(2) } });
    expect(await inventory.change({ key: 'g', moves: [{ move: 'giveUp', item: 'SET', line: 'l' }] })).toMatchObject({ ok: true, moved: [each(2)] });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 4, waiting: 2, closed: 2 });
    expect(await heldOf(inventory, 'CUP')).toBe(0);
    expect(await inventory.change({ key: 'h', moves: [{ move: 'hold', item: 'SET', line: 'l' }] })).toMatchObject({ ok: true, moved: [each(2)] });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 4, reserved: 2, closed: 2, inParts: 1 });
  });

  it('is amended up and down', async () => {
    const { inventory } = await start();
    expect(await inventory.amend({ key: 'a', item: 'SET', line: 'l', quantity: each(5) })).toMatchObject({ ok: true, moved: each(1) });
    expect(await heldOf(inventory, 'CUP')).toBe(16);
    expect(await inventory.amend({ key: 'b', item: 'SET', line: 'l', quantity: each(6) })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ item: 'SET', available: each(0), parts: [{ item: 'CUP' }] }] } });
    expect(await inventory.amend({ key: 'c', item: 'SET', line: 'l', quantity: each(2) })).toMatchObject({ ok: true, moved: each(3) });
    expect(await standing(inventory, 'SET', 'l')).toEqual({ requested: 5, reserved: 2, closed: 3, inParts: 1 });
  });

  it('cannot take back a kit of which a part has shipped', async () => {
    const { inventory } = await start();
    await inventory.record(shipped(5, { item: 'CUP', line: 'l/CUP' }));
    expect(await inventory.cancel({ key: 'c', item: 'SET', line: 'l' })).toMatchObject({ ok: true, moved: each(2) });
    expect(await inventory.line('CUP', 'l/CUP')).toMatchObject({ requested: each(8), shipped: each(5), reserved: each(3) });
    expect(await inventory.cancel({ key: 'd', item: 'SET', line: 'l', quantity: each(1) })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: each(0) } });
  });

  it('lapses with its parts, and is extended with them before', async () => {
    const { inventory, clock } = await openKits([['CUP', 16], ['BOX', 5], ['SET', 1]]);
    await inventory.reserve({ key: 'k', expiresAt: '2026-05-12T08:10:00Z', lines: [{ item: 'SET', line: 'l', quantity: each(3) }] });
    expect(await inventory.extend({ key: 'e', item: 'SET', line: 'l', expiresAt: '2026-05-12T08:20:00Z' })).toMatchObject({ ok: true, moved: each(3) });
    clock.move(15 * 60_000);
    expect(await availableOf(inventory, 'SET')).toBe(2);
    clock.move(15 * 60_000);
    expect(await availableOf(inventory, 'SET')).toBe(5);
    expect(await inventory.cancel({ key: 'c', item: 'SET', line: 'l' })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open', open: each(0) } });
    expect(await inventory.extend({ key: 'f', item: 'SET', line: 'l', expiresAt: '2026-05-12T09:00:00Z' })).toMatchObject({ ok: false, reason: { code: 'reservation.lapsed' } });
  });

  it('of a blend is rounded up once for the line', async () => {
    const { inventory } = await openKits([['RICE', '1'], ['WILD', '1']]);
    expect(await inventory.reserve({ key: 'k', lines: [{ item: 'MIX', line: 'l', quantity: { amount: '0.999', unit: 'KGM' } }] })).toMatchObject({
      ok: true, lines: [{ parts: [{ reserved: { amount: '0.3', unit: 'KGM' } }, { reserved: { amount: '0.7', unit: 'KGM' } }] }],
    });
    expect(await standing(inventory, 'MIX', 'l')).toEqual({ requested: 0.999, reserved: 0.999, inParts: 0.999 });
    expect(await inventory.amend({ key: 'a', item: 'MIX', line: 'l', quantity: { amount: '1', unit: 'KGM' } })).toMatchObject({ ok: true });
    expect(await heldOf(inventory, 'RICE')).toBe(0.3);
    expect(await inventory.cancel({ key: 'c', item: 'MIX', line: 'l' })).toMatchObject({ ok: true, moved: { amount: '1', unit: 'KGM' } });
    expect(await heldOf(inventory, 'RICE')).toBe(0);
  });
});

describe('a handle that is opened later', () => {
  it.each([1, 100_000])('finds a kit line as it was and moves it with the parts it was frozen with (snapshot every %i entries)', async (snapshotEveryEntries) => {
    const options = { partitions: 64, snapshotEveryEntries };
    const { inventory, shared } = await openKits([['CUP', 16], ['BOX', 5], ['SET', 1]], options);
    await inventory.reserve({ key: 'k', mode: 'backorder', lines: [{ item: 'SET', line: 'l', quantity: each(6) }] });
    await inventory.register({ catalog: { ...KITS, items: KITS.items.map((item) => (item.id === 'SET' ? { ...item, components: undefined } : item)) } });
    const before = await inventory.kitLine('SET', 'l');
    const reading = open({ catalog: KITS, shared, ...options }).inventory;
    expect(await reading.kitLine('SET', 'l')).toEqual(before);
    const moving = open({ shared, ...options, catalog: { ...KITS, items: KITS.items.map((item) => (item.id === 'SET' ? { ...item, components: undefined } : item)) } }).inventory;
    expect(await moving.cancel({ key: 'c', item: 'SET', line: 'l' })).toMatchObject({ ok: true, moved: each(6) });
    expect([await heldOf(moving, 'CUP'), await heldOf(moving, 'BOX'), await heldOf(moving, 'SET')]).toEqual([0, 0, 0]);
    expect(await moving.verify()).toEqual({ ok: true, violations: [] });
  });
});

describe('two handles on one store', () => {
  it('never hold more of a part than there is, whoever asks for which kit', async () => {
    const first = await openKits([['CUP', 60], ['BOX', 25]]);
    const second = open({ catalog: KITS, shared: first.shared });
    const handles = [first.inventory, second.inventory];
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => handles[n % 2]!.reserve({
      key: `k${n}`, lines: n % 4 === 3 ? [{ item: 'CUP', line: `l${n}`, quantity: each(3) }] : [{ item: n % 3 === 0 ? 'DUO' : 'SET', line: `l${n}`, quantity: each(1) }],
    })));
    const held = answers.filter(({ ok }) => ok).length;
    expect(held).toBeGreaterThan(0);
    for (const inventory of handles) {
      for (const [item, there] of [['CUP', 60], ['BOX', 25]] as const) {
        const [answer] = await inventory.available({ items: [item], fresh: true });
        expect(Number(answer?.reserved.amount)).toBeLessThanOrEqual(there);
        expect(Number(answer?.available.amount) + Number(answer?.reserved.amount)).toBe(there);
      }
      expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
    }
    // What was refused could not have been held: no kit and no three cups are left.
    const [cup] = await first.inventory.available({ items: ['CUP'], fresh: true });
    expect(answers.every(({ ok }) => ok) || Number(cup?.available.amount) < 4 || (await availableOf(first.inventory, 'BOX')) === 0).toBe(true);
  });
});
