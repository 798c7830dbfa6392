import { describe, expect, it } from 'vitest';
import type { ReturnBalance } from '../../src/model/index.js';
import { arrivedIn, dispositionedIn, spokenForIn } from '../../src/model/index.js';
import { returnStanding, type ReturnStanding } from '../../src/returns/index.js';
import { returned } from './balances.js';

describe('where the goods of a return are', () => {
  it.each<[string, ReturnBalance, Partial<Record<keyof ReturnStanding, unknown>>]>([
    ['authorised: it is expected', returned({ authorized: 3 }), { stage: 'expected', expected: 3, open: true }],
    ['part came: the rest is expected', returned({ authorized: 3, received: 1 }), { stage: 'receiving', arrived: 1, expected: 2, awaitingInspection: 1 }],
    ['all came: it waits for an inspection', returned({ authorized: 3, received: 3 }), { stage: 'inspecting', expected: 0, awaitingInspection: 3 }],
    ['part was looked at', returned({ authorized: 3, received: 3, inspected: 1 }), { stage: 'inspecting', awaitingInspection: 2, awaitingDisposition: 1 }],
    ['all was looked at: it waits for a disposition', returned({ authorized: 3, received: 3, inspected: 3 }), { stage: 'deciding', awaitingInspection: 0, awaitingDisposition: 3 }],
    ['part found its place', returned({ authorized: 3, received: 3, inspected: 3, dispositioned: { restock: 1, scrap: 1 } }), { stage: 'deciding', awaitingDisposition: 1, restocked: 1, scrapped: 1 }],
    ['what found its place counts as looked at', returned({ authorized: 3, received: 3, dispositioned: { damaged: 2 } }), { stage: 'inspecting', awaitingInspection: 1, awaitingDisposition: 0, damaged: 2 }],
    ['all found its place: nothing is waited for', returned({ authorized: 3, received: 3, dispositioned: { quarantine: 2, returnToVendor: 1 } }), { stage: 'settled', quarantined: 2, returnedToVendor: 1 }],
    ['more came than was authorised', returned({ authorized: 1, received: 3 }), { stage: 'inspecting', unannounced: 2, awaitingInspection: 3 }],
    ['it came unannounced', returned({ received: 3 }), { unannounced: 3, expected: 0 }],
    ['looked at before anyone said that it came', returned({ authorized: 3, inspected: 2 }), { stage: 'receiving', arrived: 2, untold: 2, expected: 1, awaitingDisposition: 2 }],
    ['found its place before anyone said that it came', returned({ authorized: 3, dispositioned: { restock: 3 } }), { stage: 'receiving', arrived: 3, untold: 3, expected: 0, restocked: 3 }],
    ['credited before it came', returned({ authorized: 3, credited: 3 }), { stage: 'expected', credited: 3, expected: 3 }],
    ['credited without goods', returned({ credited: 3 }), { stage: 'settled', credited: 3, arrived: 0 }],
    ['closed while goods were expected', returned({ authorized: 3, received: 1, closed: 1 }), { stage: 'closed', expected: 0, withdrawn: 2, open: false, awaitingInspection: 1 }],
    ['closed twice is closed', returned({ closed: 2 }), { stage: 'closed', open: false }],
  ])('%s', (_, balance, expected) => {
    expect(returnStanding(balance)).toMatchObject({ returnLine: 'R', ...expected });
  });
});

describe('what a return speaks for of its order line', () => {
  it.each<[string, ReturnBalance, number, number, number]>([
    ['what may come', returned({ authorized: 3, received: 1 }), 1, 3, 0],
    ['what came beyond it', returned({ authorized: 1, received: 3 }), 3, 3, 0],
    ['what was looked at and not told', returned({ authorized: 1, inspected: 2 }), 2, 2, 0],
    ['what found its place and was not told', returned({ authorized: 1, dispositioned: { restock: 1, scrap: 1 } }), 2, 2, 2],
    ['only what came, once it is closed', returned({ authorized: 3, received: 1, closed: 1 }), 1, 1, 0],
    ['nothing for a credit alone', returned({ credited: 3 }), 0, 0, 0],
  ])('%s', (_, balance, arrived, spokenFor, dispositioned) => {
    expect([arrivedIn(balance), spokenForIn(balance), dispositionedIn(balance)]).toEqual([arrived, spokenFor, dispositioned]);
  });
});
