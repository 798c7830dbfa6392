import { describe, expect, it } from 'vitest';
import type { SegmentRule } from '../../src/model/index.js';
import { availableOf, each, open, received, type Opened } from './warehouse.js';

function opened(segments: readonly Partial<SegmentRule>[]): Opened {
  return open({ policy: { version: 'p1', segments: segments.map((rule, index) => ({ id: `s${index}`, kind: 'ringfence', item: 'TEA', channels: ['shop'], ...rule })) } });
}

const line = { item: 'TEA', line: 'l' };

describe('moves of a line under segments', () => {
  it('an amended line takes no more than its channel is left', async () => {
    const { inventory } = opened([{ kind: 'cap', amount: '10' }]);
    await inventory.record(received(100));
    await inventory.reserve({ key: 'k', channel: 'shop', lines: [{ ...line, quantity: each(8) }] });
    expect(await inventory.amend({ key: 'a', ...line, quantity: each(11) })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
    expect(await inventory.amend({ key: 'b', ...line, quantity: each(10) })).toMatchObject({ ok: true, line: { reserved: each(10) } });
  });

  it('an amended line of an account takes what is kept for the account', async () => {
    const { inventory } = opened([{ channels: undefined, accounts: ['ACME'], amount: '100' }]);
    await inventory.record(received(100));
    await inventory.reserve({ key: 'k', channel: 'shop', account: 'ACME', lines: [{ ...line, quantity: each(8) }] });
    expect(await inventory.amend({ key: 'a', ...line, quantity: each(20) })).toMatchObject({ ok: true, line: { reserved: each(20), account: 'ACME' } });
  });

  it('a hold moves to no goods that are kept for others there', async () => {
    const { inventory } = opened([{ channels: undefined, accounts: ['ACME'], location: 'WEST', amount: '6' }]);
    await inventory.record([received(10), received(10, { location: 'WEST' })]);
    await inventory.reserve({ key: 'k', channel: 'shop', lines: [{ ...line, quantity: each(5), location: 'EAST' }] });
    expect(await inventory.change({ key: 'a', moves: [{ move: 'relocate', ...line, from: 'EAST', to: 'WEST' }] })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
    expect(await inventory.change({ key: 'b', moves: [{ move: 'relocate', ...line, from: 'EAST', to: 'WEST', quantity: each(4) }] })).toMatchObject({ ok: true });
    expect(await inventory.change({ key: 'c', moves: [{ move: 'allocate', ...line, from: 'EAST', quantity: each(1) }] })).toMatchObject({ ok: true });
    expect(await inventory.change({ key: 'd', moves: [{ move: 'reallocate', ...line, from: { location: 'EAST' }, to: { location: 'WEST' } }] })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
  });

  it('a line that is split off is for the same account', async () => {
    const { inventory } = opened([{ channels: undefined, accounts: ['ACME'], amount: '20' }]);
    await inventory.record(received(100));
    await inventory.reserve({ key: 'k', channel: 'shop', account: 'ACME', lines: [{ ...line, quantity: each(8) }] });
    expect(await inventory.change({ key: 's', moves: [{ move: 'reassign', ...line, to: 'm', quantity: each(3) }] })).toMatchObject({ ok: true });
    expect(await inventory.line('TEA', 'm')).toMatchObject({ channel: 'shop', account: 'ACME', reserved: each(3) });
    await inventory.change({ key: 't', moves: [{ move: 'substitute', ...line, by: { item: 'CUP', quantity: each(1) }, quantity: each(1), mode: 'backorder' }] });
    expect(await inventory.line('CUP', 'l')).toMatchObject({ channel: 'shop', account: 'ACME', backordered: each(1) });
    expect(await availableOf(inventory, 'TEA', { channel: 'shop' })).toBe(80);
    expect(await inventory.verify()).toMatchObject({ ok: true });
  });
});
