import { describe, expect, it } from 'vitest';
import { exceptionsOf, itemOf, pictureOf, postingsOf, replay, replayAdmitted, standingFacts, stockCard, type LogEntry } from '../../src/ledger/index.js';
import type { Fact } from '../../src/model/index.js';
import { register } from './world.js';
import { fact, MIDNIGHT, opened, THREE, told, type Told } from './told.js';

describe('the postings of one fact', () => {
  const NONE = { state: '', lot: '', serial: '', owner: '' };
  it('name every part of the place', () => {
    expect(postingsOf(register, fact({ state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP' }))).toEqual([
      { place: 'EAST', state: 'damaged', lot: 'L', serial: 'S', owner: 'SUP', grains: 3 }, { place: '@supplier', ...NONE, grains: -3 },
    ]);
    expect(postingsOf(register, fact({ type: 'transfer.dispatched', transfer: 'T', from: { location: 'EAST', lot: 'L', owner: 'SUP' }, to: 'WEST' }))).toEqual([
      { place: 'EAST', state: 'sellable', lot: 'L', serial: '', owner: 'SUP', grains: -3 }, { place: '@transit/T', ...NONE, lot: 'L', owner: 'SUP', grains: 3 },
    ]);
  });

  it.each<[string, Told]>([
    ['of a count', { type: 'stock.counted', balances: [THREE] }], ['of an opening', { type: 'stock.opened', balances: [{ location: 'EAST', ...THREE }] }], ['of an order', { type: 'order.placed', line: 'SO' }],
    ['of what rounds to nothing', { item: 'HAM', quantity: { amount: '0.001', unit: 'KGM' } }],
  ])('there are none %s', (_, rest) => {
    expect(postingsOf(register, fact(rest))).toEqual([]);
  });
});

describe('what a log says', () => {
  it('a repeat and a conflict are left out, and decisions are no facts', () => {
    const first = told({});
    expect(standingFacts([first, first, told({ quantity: { amount: '4', unit: 'EA' } }), opened('SO')])).toEqual([(first as { fact: Fact }).fact]);
  });

  it('a void stands, and what it may take back does not, wherever it stands', () => {
    const undo = told({ id: 'v', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r' });
    const approved = told({ id: 'w', source: 'shop', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r', approval: 'A' });
    const unlawful = told({ id: 'x', source: 'shop', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r' });
    const ids = (...log: LogEntry[]): string[] => standingFacts(log).map(({ id }) => id);
    expect(ids(told({}), undo)).toEqual(['v']);
    expect(ids(undo, told({}))).toEqual(['v']);
    expect(ids(approved, told({}))).toEqual(['w']);
    expect(ids(unlawful, told({}))).toEqual(['x', 'a']);
    expect(ids(undo, told({ id: 'v2', type: 'fact.voided', target: { source: 'erp', id: 'v' }, reason: 'r' }))).toEqual(['v', 'v2']);
  });

  it('a void in a replayed log that carries what it takes back takes it back once', () => {
    const carried: LogEntry = { fact: { ...fact({ id: 'v', type: 'fact.voided', target: { source: 'erp', id: 'a' }, reason: 'r' }), detail: { target: { source: 'erp', id: 'a' }, reason: 'r', reverses: fact({}) } } };
    expect(pictureOf(register, itemOf(replay(register, [told({}), carried]), 'TEA'), MIDNIGHT).balances).toEqual([]);
    expect(exceptionsOf(replay(register, [told({}), carried]))).toEqual([]);
  });

  it('a log may be any iterable', () => {
    expect(itemOf(replayAdmitted(register, new Set([told({})])), 'TEA').positions.get('EAST')?.net).toBe(3);
  });
});

describe('a stock card reads the facts of one document together', () => {
  const provisional = told({ id: 's', source: 'shop', document: 'D', provisional: true });
  const own = told({ id: 'o', document: 'D', quantity: { amount: '5', unit: 'EA' }, effectiveAt: '2026-01-05T01:00:00Z' });
  const card = (...log: LogEntry[]): unknown => stockCard(register, log, { item: 'TEA' }).map(({ id, change, balance }) => [id, change, balance]);

  it.each<[string, LogEntry[], unknown[]]>([
    ['a receipt that waits has no row', [provisional], []],
    ['one that is confirmed has its row at the confirmation', [provisional, told({ id: 't', type: 'receipt.settled', document: 'D', outcome: 'confirmed', effectiveAt: '2026-01-05T01:00:00Z' })], [['t', 3, 3]]],
    ['the owner’s has its row', [provisional, own], [['o', 5, 5]]],
    ['a provisional shipment has its row, and the owner’s what it changes', [told({ id: 's', source: 'shop', type: 'stock.shipped' }), told({ id: 'b', location: 'WEST' })], [['b', 3, 3], ['s', -3, 0]]],
    ['facts that change nothing in scope have none', [told({ id: 'm', type: 'stock.moved', from: { location: 'EAST' }, to: { location: 'WEST' } })], []],
  ])('%s', (_, log, expected) => {
    expect(card(...log)).toEqual(expected);
  });

  it('a count that belongs to a document has its row', () => {
    expect(card(told({ id: 'c', type: 'stock.counted', document: 'D', balances: [THREE] }))).toEqual([['c', 3, 3]]);
  });

  it.each<[string, object, number[]]>([
    ['all', {}, [3, 3, 3, 3, 3, 3]], ['a place', { location: 'WEST' }, [3]], ['a condition', { state: 'damaged' }, [3]], ['a lot', { lot: 'L' }, [3]], ['a serial', { serial: 'S' }, [3]], ['an owner', { owner: 'SUP' }, [3]],
    ['no lot', { lot: '' }, [3, 3, 3, 3, 3]], ['a place and a lot', { location: 'WEST', lot: 'L' }, []],
  ])('in scope: %s', (_, scope, changes) => {
    const log = [{}, { id: 'b', location: 'WEST' }, { id: 'c', state: 'damaged' }, { id: 'd', lot: 'L' }, { id: 'e', serial: 'S' }, { id: 'f', owner: 'SUP' }].map(told);
    expect(stockCard(register, log, { item: 'TEA', ...scope }).map(({ change }) => change)).toEqual(changes);
  });
});
