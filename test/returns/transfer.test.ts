import { describe, expect, it } from 'vitest';
import type { TransferBalance } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { decideCancelTransfer, transferStanding } from '../../src/returns/index.js';
import { moved } from './balances.js';

describe('where the goods of a transfer are', () => {
  it.each<[string, TransferBalance, object]>([
    ['all of it is under way', moved({ dispatched: 5 }), { stage: 'inTransit', inTransit: 5, ahead: 0 }],
    ['part of it arrived', moved({ dispatched: 5, received: 2 }), { stage: 'partlyArrived', inTransit: 3, ahead: 0 }],
    ['part of it was refused', moved({ dispatched: 5, rejected: 1 }), { stage: 'partlyArrived', inTransit: 4, ahead: 0 }],
    ['part of it is lost', moved({ dispatched: 5, lost: 1 }), { stage: 'partlyArrived', inTransit: 4, ahead: 0 }],
    ['it arrived, was refused or is lost', moved({ dispatched: 5, received: 2, rejected: 2, lost: 1 }), { stage: 'done', inTransit: 0, ahead: 0 }],
    ['more arrived than left', moved({ dispatched: 5, received: 6 }), { stage: 'ahead', inTransit: 0, ahead: 1 }],
    ['it arrived before anyone said that it left', moved({ received: 3 }), { stage: 'ahead', inTransit: 0, ahead: 3 }],
    ['nothing is known', moved({}), { stage: 'done', inTransit: 0, ahead: 0 }],
  ])('%s', (_, balance, expected) => {
    expect(transferStanding(balance)).toEqual({ ...balance, ...expected });
  });
});

describe('a transfer that is called off', () => {
  const goods = moved({ transfer: 'T', lot: 'L', owner: 'SUP', dispatched: 5, received: 2 });
  const named = { transfer: 'T', lot: 'L', owner: 'SUP' };

  it.each<[string, Parameters<typeof decideCancelTransfer>[1], object]>([
    ['is taken back where it is restocked', { outcome: 'restock', location: 'EAST' }, { ok: true, end: { type: 'transfer.received', ...named, grains: 3, location: 'EAST' } }],
    ['in part', { outcome: 'restock', location: 'EAST', grains: grains(2) }, { ok: true, end: { type: 'transfer.received', ...named, grains: 2, location: 'EAST' } }],
    ['or is lost', { outcome: 'writeOff' }, { ok: true, end: { type: 'transfer.lost', ...named, grains: 3 } }],
    ['in part', { outcome: 'writeOff', grains: grains(1) }, { ok: true, end: { type: 'transfer.lost', ...named, grains: 1 } }],
    ['but not beyond what is on its way', { outcome: 'writeOff', grains: grains(4) }, { ok: false, reason: { code: 'transfer.not_in_transit', transfer: 'T', wanted: 4, inTransit: 3 } }],
  ])('%s: %j', (_, request, expected) => {
    expect(decideCancelTransfer(goods, request)).toEqual(expected);
  });

  it.each([[moved({ dispatched: 5, received: 5 })], [moved({ received: 5 })]])('is too late where nothing is on its way', (done) => {
    expect(decideCancelTransfer(done, { outcome: 'writeOff' })).toEqual({ ok: false, reason: { code: 'transfer.not_in_transit', transfer: 'T', wanted: 0, inTransit: 0 } });
  });
});
