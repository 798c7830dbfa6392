import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { open } from './warehouse.js';

let ids = 0;
const told = (type: string, rest: object, amount?: string, unit = 'EA'): StockEvent => ({
  type, source: 'erp', id: `e${ids += 1}`, effectiveAt: '2026-05-12T07:00:00Z', item: 'TEA', ...(amount === undefined ? {} : { quantity: { amount, unit } }), ...rest,
}) as unknown as StockEvent;
const R = { returnLine: 'R#1' };
const T = { transfer: 'T#1' };

/** The members of an answer by name, amounts as texts. */
function shown(answer: object | undefined, ...names: readonly string[]): readonly unknown[] {
  return names.map((name) => {
    const value = (answer as Record<string, unknown>)[name];
    return typeof value === 'object' && value !== null && 'amount' in value ? `${String(value.amount)}${String((value as { unit?: unknown }).unit)}` : value;
  });
}

async function after(events: readonly StockEvent[]): Promise<Inventory> {
  const { inventory } = open();
  await inventory.record(events);
  return inventory;
}

describe('what stands open of a return', () => {
  const names = ['stage', 'expected', 'arrived', 'awaitingInspection', 'awaitingDisposition', 'restocked', 'credited', 'orderLine', 'open'];

  it.each<[string, readonly StockEvent[], readonly unknown[]]>([
    ['authorised, in packs', [told('return.authorized', { ...R, line: 'SO#1' }, '1', 'CA')], ['expected', '12EA', '0EA', '0EA', '0EA', '0EA', '0EA', 'SO#1', true]],
    ['part of it came', [told('return.authorized', R, '3'), told('stock.returned', { ...R, location: 'EAST' }, '2')], ['receiving', '1EA', '2EA', '2EA', '0EA', '0EA', '0EA', '', true]],
    ['looked at, and part of it sold again', [told('stock.returned', { ...R, location: 'EAST' }, '2'), told('return.inspected', R, '2'), told('return.dispositioned', { ...R, location: 'EAST', disposition: 'restock' }, '1')],
      ['deciding', '0EA', '2EA', '0EA', '1EA', '1EA', '0EA', '', true]],
    ['closed', [told('return.authorized', R, '3'), told('return.closed', R)], ['closed', '0EA', '0EA', '0EA', '0EA', '0EA', '0EA', '', false]],
  ])('%s', async (_, events, expected) => {
    const inventory = await after(events);
    const answer = await inventory.returnLine('TEA', 'R#1');
    expect(answer).toMatchObject({ item: 'TEA', returnLine: 'R#1' });
    expect(shown(answer, ...names)).toEqual(expected);
  });

  it('is nothing for one that nobody spoke of, of this item', async () => {
    const inventory = await after([told('return.authorized', R, '3')]);
    expect([await inventory.returnLine('TEA', 'R#2'), await inventory.returnLine('CUP', 'R#1'), await inventory.returnLine('ODD', 'R#1')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('what stands open of a transfer', () => {
  const names = ['transfer', 'lot', 'owner', 'bound', 'stage', 'dispatched', 'received', 'rejected', 'lost', 'inTransit', 'ahead'];

  it.each<[string, readonly StockEvent[], readonly (readonly unknown[])[]]>([
    ['nothing is known', [], []],
    ['it left', [told('transfer.dispatched', { ...T, from: { location: 'EAST' }, to: 'WEST' }, '1', 'CA')], [['T#1', '', '', 'WEST', 'inTransit', '12EA', '0EA', '0EA', '0EA', '12EA', '0EA']]],
    ['each lot and owner for itself, in order', [
      told('transfer.dispatched', { ...T, from: { location: 'EAST', lot: 'L2' }, to: 'WEST' }, '5'), told('transfer.dispatched', { ...T, from: { location: 'EAST', lot: 'L1', owner: 'SUP' }, to: 'WEST' }, '3'),
      told('transfer.dispatched', { ...T, from: { location: 'EAST', lot: 'L1' }, to: 'WEST' }, '4'), told('transfer.received', { ...T, location: 'WEST', lot: 'L2' }, '2'), told('transfer.lost', { ...T, lot: 'L1' }, '4'),
      told('transfer.dispatched', { transfer: 'T#2', from: { location: 'EAST' }, to: 'WEST' }, '9'),
    ], [
      ['T#1', 'L1', '', 'WEST', 'done', '4EA', '0EA', '0EA', '4EA', '0EA', '0EA'], ['T#1', 'L1', 'SUP', 'WEST', 'inTransit', '3EA', '0EA', '0EA', '0EA', '3EA', '0EA'],
      ['T#1', 'L2', '', 'WEST', 'partlyArrived', '5EA', '2EA', '0EA', '0EA', '3EA', '0EA'],
    ]],
    ['it arrived and nobody said that it left', [told('transfer.received', { ...T, location: 'WEST' }, '2')], [['T#1', '', '', '', 'ahead', '0EA', '2EA', '0EA', '0EA', '0EA', '2EA']]],
  ])('%s', async (_, events, expected) => {
    const inventory = await after(events);
    expect((await inventory.transfer('TEA', 'T#1')).map((answer) => shown(answer, ...names))).toEqual(expected);
    expect(await inventory.transfer('CUP', 'T#1')).toEqual([]);
  });
});
