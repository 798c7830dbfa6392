import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOCATION_INPUT_MAX, explainSerials, pickSerials, type SerialRequest } from '../../src/allocation/index.js';
import { runs } from '../runs.js';

const OFFERS = [{ serial: 'S3', endsAt: 30, receivedAt: 3 }, { serial: 'S1', endsAt: 50, receivedAt: 1 }, { serial: 'S2', receivedAt: 2 }, { serial: 'S0', endsAt: 30 }];
const pick = (more: Partial<SerialRequest>): unknown => {
  const answer = pickSerials({ count: 2, serials: OFFERS, ...more });
  return answer.ok ? answer.serials.join(' ') : answer.reason;
};

describe('which pieces', () => {
  it.each<[string, Partial<SerialRequest>, unknown]>([
    ['as given, without a rule', {}, 'S3 S1'],
    ['as given', { rule: 'asGiven', count: 3 }, 'S3 S1 S2'],
    ['first expired, first out, equal ones as given, those without an end last', { rule: 'firstExpiredFirstOut', count: 4 }, 'S3 S0 S1 S2'],
    ['first in, first out, unknown arrivals first', { rule: 'firstInFirstOut', count: 4 }, 'S0 S1 S2 S3'],
    ['last in, first out, unknown arrivals last', { rule: 'lastInFirstOut', count: 4 }, 'S3 S2 S1 S0'],
    ['the same, whichever way they are given', { rule: 'firstInFirstOut', count: 4, serials: [...OFFERS].reverse() }, 'S0 S1 S2 S3'],
    ['and last in, first out', { rule: 'lastInFirstOut', count: 4, serials: [...OFFERS].reverse() }, 'S3 S2 S1 S0'],
    ['a named piece is not picked again by the rule', { named: ['S0'], count: 3, rule: 'firstInFirstOut' }, 'S0 S1 S2'],
    ['named ones come first, in the order named', { named: ['S2', 'S1'] }, 'S2 S1'],
    ['the rest follows by the rule', { named: ['S2'], count: 3, rule: 'firstInFirstOut' }, 'S2 S0 S1'],
    ['pieces that have ended by the departure are left out', { at: 30 }, 'S1 S2'],
    ['one that ends an instant later is not', { at: 29 }, 'S3 S1'],
    ['none for none', { count: 0 }, ''],
    ['more named than wanted is refused', { named: ['S1', 'S2', 'S3'] }, { code: 'allocation.named_beyond_count', count: 2, named: 3 }],
    ['a named piece that is not there is refused, with its name', { named: ['S1', 'S9'] }, { code: 'allocation.serial_not_offered', serials: ['S9'] }],
    ['so is one that has ended', { named: ['S3'], at: 40 }, { code: 'allocation.serial_not_offered', serials: ['S3'] }],
  ])('%s', (_, more, expected) => expect(pick(more)).toEqual(expected));

  it('a piece said to be in two bins is one piece, and said to be so', () => {
    const answer = pickSerials({ count: 3, serials: [...OFFERS.slice(0, 2), OFFERS[0]!, OFFERS[0]!] });
    expect(answer).toEqual({ ok: true, rule: 'asGiven', count: 3, serials: ['S3', 'S1'], remainder: 1, repeated: ['S3'], ended: [] });
  });

  it('an ended piece is reported', () => expect(pickSerials({ count: 1, serials: OFFERS, at: 30 })).toMatchObject({ ended: ['S3', 'S0'], remainder: 0 }));

  it('impossible input is a mistake', () => {
    expect(() => pick({ count: 1.5 })).toThrow(new TypeError('count is a whole number not below zero, not 1.5'));
    expect(() => pick({ named: ['S1', 'S1'] })).toThrow(new TypeError('named[1] names "S1" a second time'));
    expect(pick({ serials: new Array<(typeof OFFERS)[0]>(ALLOCATION_INPUT_MAX).fill(OFFERS[0]!) })).toBe('S3');
    expect(() => pick({ serials: { length: 1_000_001 } as never })).toThrow(new TypeError('serials has 1000001 entries; at most 1000000 are taken'));
  });

  it('each piece once, as many as there are, whatever is offered', () => {
    const serial = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(fc.property(fc.array(fc.record({ serial, receivedAt: fc.nat(3) }), { maxLength: 9 }), fc.nat(7), fc.constantFrom('asGiven', 'lastInFirstOut'), (serials, count, rule) => {
      const answer = pickSerials({ count, serials, rule });
      const there = new Set<string>(serials.map((offer) => offer.serial));
      expect(answer.ok).toBe(true);
      if (!answer.ok) return;
      expect(new Set(answer.serials).size).toBe(answer.serials.length);
      expect(answer.serials.every((one) => there.has(one))).toBe(true);
      expect(answer.serials.length).toBe(Math.min(count, there.size));
      expect(answer.remainder).toBe(count - answer.serials.length);
    }), { numRuns: runs(500) });
  });
});

it('a plan explains itself line by line', () => {
  const answer = pickSerials({ count: 3, serials: [...OFFERS, OFFERS[1]!], at: 30, rule: 'firstInFirstOut' });
  expect(answer.ok && explainSerials(answer)).toBe([
    'pieces asked for: 3, first in, first out', 'piece S1', 'piece S2', 'piece S3 passed over: may no longer be used', 'piece S0 passed over: may no longer be used',
    'piece S1 is said to be in more than one place; counted once', 'missing: 1',
  ].join('\n'));
  const text = (rule: SerialRequest['rule']): unknown => {
    const plan = pickSerials({ count: 0, serials: [], rule });
    return plan.ok && explainSerials(plan);
  };
  expect([text('asGiven'), text('firstExpiredFirstOut'), text('lastInFirstOut')]).toEqual([
    'pieces asked for: 0, in the order given', 'pieces asked for: 0, first expired, first out', 'pieces asked for: 0, last in, first out',
  ]);
});
