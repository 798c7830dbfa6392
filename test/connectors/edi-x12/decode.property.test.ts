import fc from 'fast-check';
import { describe, it } from 'vitest';
import { decodeX12 } from '../../../src/connectors/edi-x12/index.js';
import { goldenPairs } from '../golden-pairs.js';
import { damagedBytes } from '../hostile-payloads.js';
import { expectRecordable } from '../recordable.js';

const profile = { source: 'lakeside', timeZone: 'America/Chicago', sdqMeasure: 'onHand', transitDays: 2, location: 'L', unit: 'EA' } as const;

describe('partner data never throws', () => {
  it('whatever bytes and texts arrive', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string(), fc.string({ unit: 'binary' })), (payload) => {
      expectRecordable(decodeX12(payload, profile).events);
    }));
  });

  it('with a real document cut, doubled and overwritten at random', () => {
    fc.assert(fc.property(fc.constantFrom(...goldenPairs('edi-x12')), damagedBytes(), (pair, damage) => {
      expectRecordable(decodeX12(damage(pair.input), profile).events);
    }), { numRuns: 400 });
  });

  it('with an element of a real document replaced by anything', () => {
    const strange = fc.constantFrom('', ' ', '-', '-0', '-1', '1E9', '.', '9'.repeat(60), 'x'.repeat(300), '@x', '\u0000', '\ud800', '>', '__proto__', '20260230', '00000000', '99999999');
    fc.assert(fc.property(fc.constantFrom(...goldenPairs('edi-x12')), fc.nat(), strange, (pair, at, value) => {
      const elements = new TextDecoder().decode(pair.input).split('*');
      elements[17 + (at % (elements.length - 17))] = value;
      expectRecordable(decodeX12(elements.join('*'), profile).events);
    }), { numRuns: 600 });
  });
});
