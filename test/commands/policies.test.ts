import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/index.js';
import { availableOf, each, open, received, START } from './warehouse.js';

const NOON = START + 4 * 3_600_000;
const EVENING: Policy = { version: 'evening', validFrom: '2026-05-12T12:00:00Z', holdMinutes: 10, buffers: [{ kind: 'buffer', item: 'TEA', amount: '3' }] };

describe('policies', () => {
  it('take over at their instant, for reads and for decisions, and each decision names the one it was made under', async () => {
    const { inventory } = open({ policy: [{ version: 'day' }, EVENING] });
    await inventory.record(received(10), { at: START });
    expect(await availableOf(inventory, 'TEA', { at: NOON - 1 })).toBe(10);
    expect(await availableOf(inventory, 'TEA', { at: NOON })).toBe(7);
    const line = (key: string) => ({ key, lines: [{ item: 'TEA', quantity: each(2) }] });
    expect(await inventory.reserve(line('a'), { at: NOON - 1 })).toMatchObject({ ok: true, policy: 'day' });
    expect(await inventory.reserve(line('b'), { at: NOON })).toMatchObject({ ok: true, policy: 'evening', expiresAt: '2026-05-12T12:10:00.000Z' });
    expect(await inventory.reserve({ ...line('c'), lines: [{ item: 'TEA', quantity: each(4) }] }, { at: NOON })).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
    expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
  });

  it('are kept by the store: another handle needs none', async () => {
    const { inventory, shared } = open({ policy: [{ version: 'day' }, EVENING] });
    await inventory.record(received(10), { at: START });
    await inventory.close();
    const again = open({ shared }).inventory;
    expect(await availableOf(again, 'TEA', { at: NOON })).toBe(7);
    expect(await availableOf(again, 'TEA', { at: START })).toBe(10);
  });

  it('registered without an instant replace all that were', async () => {
    const { inventory } = open({ policy: [{ version: 'day' }, EVENING] });
    await inventory.record(received(10), { at: START });
    await inventory.register({ policy: { version: 'simple' } });
    expect((await inventory.available({ items: ['TEA'], at: NOON }))[0]).toMatchObject({ policy: 'simple', available: each(10) });
  });

  it.each<[string, readonly Policy[]]>([
    ['two without an instant', [{ version: 'day' }, { version: 'simple' }]],
    ['one without an instant behind another', [EVENING, { version: 'simple' }]],
  ])('in one list that put one another aside are refused by name: %s', async (_, policy) => {
    const { inventory } = open({ policy });
    await expect(inventory.record(received(10), { at: START })).rejects.toMatchObject({ code: 'inventory.register_conflict', details: { policy: 'simple' } });
  });

  it('are said once: the same version with other rules is refused, and nothing is written', async () => {
    const { inventory } = open({ policy: [{ version: 'day' }, EVENING] });
    await inventory.record(received(10), { at: START });
    expect(await inventory.register({ policy: [{ version: 'day' }, EVENING] })).toBe(0);
    await expect(inventory.register({ policy: [{ version: 'night', validFrom: '2026-05-12T20:00:00Z' }, { ...EVENING, holdMinutes: 11 }] })).rejects.toMatchObject({ code: 'inventory.register_conflict', details: { policy: 'evening' } });
    expect((await inventory.available({ items: ['TEA'], at: START + 13 * 3_600_000 }))[0]).toMatchObject({ policy: 'evening' });
  });
});
