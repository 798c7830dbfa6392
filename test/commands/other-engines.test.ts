import { describe, expect, it } from 'vitest';
import type { StockEvent } from '../../src/model/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import { availableOf, each, onHandOf, open, received, shipped, START } from './warehouse.js';

describe('what other engines get wrong', () => {
  it('checks and holds in one step: two buyers of the last piece get one yes', async () => {
    const { inventory } = open();
    await inventory.record(received(1));
    const answers = await Promise.all(['a', 'b'].map((key) => inventory.reserve({ key, lines: [{ item: 'TEA', quantity: each(1) }] })));
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('sums two lines of one item before it grants either', async () => {
    const { inventory } = open();
    await inventory.record(received(5));
    const line = { item: 'TEA', quantity: each(5) };
    expect(await inventory.reserve({ key: 'k', lines: [line, line] })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
    expect(await availableOf(inventory)).toBe(5);
  });

  it('opens no second hold for a line that is held, nor two lines of one name', async () => {
    const { inventory } = open();
    await inventory.record(received(9));
    const line = { item: 'TEA', line: 'l', quantity: each(3) };
    expect(await inventory.reserve({ key: 'k', lines: [line, line] })).toMatchObject({ ok: false, reason: { code: 'inventory.malformed', issues: [{ rule: 'distinct' }] } });
    await inventory.reserve({ key: 'one', lines: [line] });
    expect(await inventory.reserve({ key: 'two', lines: [line] })).toMatchObject({ ok: false, reason: { code: 'reservation.exists' } });
    expect(await availableOf(inventory)).toBe(6);
  });

  it('does not revive a lapsed hold by extending it', async () => {
    const { inventory, clock } = open();
    await inventory.record(received(5));
    await inventory.reserve({ key: 'k', expiresAt: formatInstant(START + 1000), lines: [{ item: 'TEA', line: 'l', quantity: each(5) }] });
    clock.move(1000);
    expect(await availableOf(inventory)).toBe(5);
    expect(await inventory.extend({ key: 'e', item: 'TEA', line: 'l', expiresAt: formatInstant(START + 9000) })).toMatchObject({ ok: false, reason: { code: 'reservation.lapsed', expired: each(5) } });
    expect(await inventory.line('TEA', 'l')).toMatchObject({ expired: each(5), reserved: each(0) });
  });

  it('does the same for a delivery that comes twice as for one, and names a contradiction', async () => {
    const { inventory } = open();
    const event = received(5);
    await inventory.record([event, event]);
    expect(await inventory.record({ ...event, quantity: each(6) } as StockEvent)).toMatchObject({ ok: false, reason: { code: 'inventory.identity_conflict' } });
    expect(await onHandOf(inventory)).toBe(5);
  });

  it('binds the physical pool, whichever channel sold from it', async () => {
    const { inventory } = open();
    await inventory.record(received(4, { location: 'WEST' }));
    await inventory.reserve({ key: 'k', channel: 'market', lines: [{ item: 'TEA', quantity: each(3) }] });
    expect((await inventory.availableByChannel('TEA')).map(({ available }) => available.amount)).toEqual(['1', '1']);
  });

  it('splits a line over places without giving more or less than asked', async () => {
    const { inventory } = open();
    await inventory.record([received(10), received(15, { location: 'WEST' })]);
    expect(await inventory.reserve({ key: 'k', lines: [{ item: 'TEA', quantity: each(13) }] }))
      .toMatchObject({ ok: true, lines: [{ reserved: each(13), holds: [{ location: 'EAST', quantity: each(10) }, { location: 'WEST', quantity: each(3) }] }] });
  });

  it('ships a split line from each place what is held there', async () => {
    const { inventory } = open();
    await inventory.record([received(6), received(4, { location: 'WEST' })]);
    await inventory.reserve({ key: 'k', lines: [{ item: 'TEA', line: 'l', quantity: each(10) }] });
    await inventory.record([shipped(6, { line: 'l' }), shipped(4, { line: 'l', location: 'WEST' })]);
    expect(await inventory.line('TEA', 'l')).toMatchObject({ shipped: each(10), reserved: each(0), excess: each(0), holds: [] });
    expect(await inventory.balances('TEA')).toEqual([]);
  });

  it('allocates only within the hold, and never of a lot past its date', async () => {
    const { inventory } = open();
    const lot = (name: string, expiresOn: string): StockEvent => received(5, { item: 'MILK', lot: name, lotAttributes: { expiresOn } });
    await inventory.record([lot('OLD', '2026-05-11'), lot('NEW', '2026-06-11')]);
    await inventory.reserve({ key: 'k', lines: [{ item: 'MILK', line: 'l', quantity: each(5) }] });
    const bind = { item: 'MILK', line: 'l', from: 'EAST', quantity: each(2) };
    expect(await inventory.allocate({ key: '1', ...bind, lot: 'OLD' })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient', shortages: [{ available: each(0) }] } });
    expect(await inventory.allocate({ key: '2', ...bind, location: 'WEST' })).toMatchObject({ ok: false, reason: { code: 'reservation.not_open' } });
    expect(await inventory.allocate({ key: '3', ...bind, lot: 'NEW' })).toMatchObject({ ok: true, line: { allocated: each(2), reserved: each(3) } });
  });
});

describe('listeners', () => {
  it('hear of each channel, of a lapse, and of exceptions that come and go; one that throws disturbs nobody', async () => {
    const problems: unknown[] = [];
    const { inventory, clock } = open({ onListenerError: (problem) => problems.push(problem) });
    const heard: string[] = [];
    inventory.on('availabilityChanged', () => { throw new Error('mine'); });
    const stop = inventory.on('availabilityChanged', ({ item, channel, before, after }) => heard.push(`${item} ${channel} ${before.amount}>${after.amount}`));
    inventory.on('exceptionRaised', ({ exception }) => heard.push(`+${exception.kind}`));
    inventory.on('exceptionCleared', ({ exception }) => heard.push(`-${exception.kind}`));
    const said = (): readonly string[] => heard.splice(0);
    await inventory.record(received(5, { location: 'WEST' }));
    expect(said()).toEqual(['TEA shop 0>5', 'TEA market 0>5']);
    await inventory.record(received(2));
    expect(said()).toEqual(['TEA shop 5>7']);
    await inventory.reserve({ key: 'k', channel: 'market', expiresAt: formatInstant(START + 1000), lines: [{ item: 'TEA', quantity: each(1) }] });
    expect(said()).toEqual(['TEA shop 7>6', 'TEA market 5>4']);
    clock.move(1000);
    expect(await inventory.sweep()).toBe(1);
    expect(said()).toEqual(['TEA shop 6>7', 'TEA market 4>5']);
    stop();
    await inventory.record(shipped(3));
    expect(said()).toEqual(['+negative_stock']);
    await inventory.record(received(3));
    expect(said()).toEqual(['-negative_stock']);
    expect(problems.length).toBeGreaterThan(4);
  });
});
