import { describe, expect, it } from 'vitest';
import { arrivalsOf, itemOf, replay, returnsOfLine, type LogEntry } from '../../src/ledger/index.js';
import { MIDNIGHT, told } from './told.js';
import { register } from './world.js';

let made = 0;
const at = (hour: number, rest: object): LogEntry => told({ id: `a${made++}`, effectiveAt: new Date(MIDNIGHT + hour * 3_600_000).toISOString(), ...rest });
const hours = (known: ReadonlyMap<string, number>): readonly (readonly [string, number])[] => [...known].map(([name, instant]) => [name, (instant - MIDNIGHT) / 3_600_000]);

describe('the arrivals of an item', () => {
  it.each<[string, LogEntry[], object]>([
    ['of nothing', [], { lots: [], serials: [] }],
    ['of goods without a name are not kept', [at(1, {})], { lots: [], serials: [] }],
    ['of a lot, its first', [at(3, { lot: 'L' }), at(2, { lot: 'L' })], { lots: [['L', 2]], serials: [] }],
    ['of a lot, wherever that was', [at(3, { lot: 'L' }), at(2, { lot: 'L', location: 'WEST' }), at(4, { lot: 'L', location: 'CAGE' })], { lots: [['L', 2]], serials: [] }],
    ['of a lot that left before any came, when some came', [at(1, { lot: 'L', type: 'stock.shipped' }), at(2, { lot: 'L' })], { lots: [['L', 2]], serials: [] }],
    ['of a lot that only left, none', [at(1, { lot: 'L', type: 'stock.shipped' })], { lots: [], serials: [] }],
    ['of a piece, its first', [at(2, { serial: 'S' }), at(1, { serial: 'S', location: 'WEST' })], { lots: [], serials: [['S', 1]] }],
    ['of a piece of a lot, both', [at(2, { lot: 'L', serial: 'S' }), at(1, { lot: 'L' })], { lots: [['L', 1]], serials: [['S', 2]] }],
  ])('%s', (_, entries, expected) => {
    const { lots, serials } = arrivalsOf(itemOf(replay(register, entries), 'TEA'));
    expect({ lots: hours(lots), serials: hours(serials) }).toEqual(expected);
  });
});

it('the returns of an order line are those that name it', () => {
  const authorized = (returnLine: string, line?: string): LogEntry => at(1, { type: 'return.authorized', location: undefined, returnLine, ...(line !== undefined && { line }) });
  const item = itemOf(replay(register, [authorized('R1', 'SO#1'), authorized('R2', 'SO#2'), authorized('R3'), authorized('R4', 'SO#1')]), 'TEA');
  const named = (line: string): readonly string[] => returnsOfLine(item, line).map(({ returnLine }) => returnLine);
  expect([named('SO#1'), named('SO#2'), named('SO#3'), named('')]).toEqual([['R1', 'R4'], ['R2'], [], ['R3']]);
});
