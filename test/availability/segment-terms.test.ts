import { describe, expect, it } from 'vitest';
import { availableFrom, claimIn, figuresOf, offeredFrom } from '../../src/availability/index.js';
import type { SegmentRule } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { AT } from './pictures.js';
import { askFor, pictureOfTaken, segmentsOf } from './sellers.js';

const DAY = 86_400_000;
const web: Partial<SegmentRule> = { id: 'web', channels: ['web'] };

describe('an availability under segments shows', () => {
  it('what is kept for others, its own, what is shared, and the maximum', () => {
    const register = segmentsOf([{ ...web, amount: '30' }, { id: 'edi', channels: ['edi'], amount: '20' }, { id: 'most', kind: 'cap', channels: ['web'], amount: '60' }]);
    const answer = askFor(register, { EAST: 100 }, [{ channel: 'web', claimed: 10 }], { channel: 'web' });
    expect(answer).toMatchObject({ sellable: 100, reserved: 10, signed: 50, available: 50 });
    expect(answer.segments).toEqual({
      serving: [{ segment: 'web', kind: 'ringfence', size: 30, used: 10, left: 20 }, { segment: 'most', kind: 'cap', size: 60, used: 10, left: 50 }],
      protected: 20, own: 20, shared: 50, limit: 50, limitedBy: 'most', overlap: 30,
    });
    expect(answer).not.toHaveProperty('account');
  });

  it('the account it was asked for', () => {
    expect(askFor(segmentsOf([{ ...web, amount: '1' }]), { EAST: 9 }, [], { channel: 'edi', account: 'ACME' })).toMatchObject({ channel: 'edi', account: 'ACME', available: 8 });
  });

  it('the period in which shipped goods count', () => {
    const register = segmentsOf([{ ...web, kind: 'cap', amount: '30', per: 'day' }, { id: 'open', kind: 'cap', channels: ['web'], amount: '40', per: 'window', from: new Date(AT - DAY).toISOString() }]);
    expect(askFor(register, { EAST: 100 }, [{ channel: 'web', shipped: [[AT - DAY, 5], [AT, 7]] }], { channel: 'web' }).segments?.serving).toEqual([
      { segment: 'web', kind: 'cap', size: 30, used: 7, left: 23, from: Date.parse('2026-05-12T00:00:00Z'), until: Date.parse('2026-05-13T00:00:00Z') },
      { segment: 'open', kind: 'cap', size: 40, used: 12, left: 28, from: AT - DAY },
    ]);
  });

  it('a maximum that was overrun below zero, and nothing available', () => {
    const answer = askFor(segmentsOf([{ ...web, kind: 'cap', amount: '5' }]), { EAST: 100 }, [{ channel: 'web', claimed: 9 }], { channel: 'web' });
    expect(answer).toMatchObject({ signed: -4, available: 0, segments: { limit: -4, overlap: 0 } });
  });

  it('more promised than there is below zero', () => {
    expect(askFor(segmentsOf([{ ...web, amount: '5' }]), { EAST: 3 }, [{ channel: 'web', claimed: 9 }], { channel: 'edi' })).toMatchObject({ signed: -6, available: 0 });
  });

  it('what is protected place by place', () => {
    const answer = askFor(segmentsOf([{ ...web, amount: '12' }]), { EAST: 10, SHOP: 4 }, [], { channel: 'edi', locations: ['EAST', 'SHOP'] });
    expect(answer.locations.map(({ location, protected: kept, signed, available }) => [location, kept, signed, available])).toEqual([['EAST', 0, 10, 0], ['SHOP', 2, 2, 2]]);
    expect(answer.locations[0]).toMatchObject({ limitedBy: 'ALL' });
    expect(answer.locations[1]).not.toHaveProperty('limitedBy');
    expect(answer.segments).toMatchObject({ protected: 2, own: 0, shared: 2, overlap: 2 });
  });

  it('goods that are kept for the asker around a place, and that it may not have there, as kept from it once', () => {
    const register = segmentsOf([{ id: 'west', kind: 'partition', channels: ['west'], location: 'EAST', amount: '1' }, { id: 'none', kind: 'cap', channels: ['west'], location: 'EAST-A', percent: '0' }]);
    const answer = askFor(register, { WEST: 1, 'EAST-A': 1 }, [], { channel: 'west' });
    expect(answer.locations.map(({ location, available }) => [location, available])).toEqual([['WEST', 1], ['EAST', 0]]);
    expect(answer.available).toBe(1);
  });

  it('its own within the locations asked for, and where they stand', () => {
    const own = (location: string | undefined, locations: readonly string[]): number | undefined => askFor(segmentsOf([{ ...web, amount: '12', location }]), { EAST: 10, WEST: 20 }, [], { channel: 'web', locations }).segments?.own;
    expect([own('WEST', ['EAST']), own('WEST', ['EAST', 'WEST']), own('WEST', ['WEST']), own('WEST', ['ALL']), own('ALL', ['EAST']), own(undefined, ['SHOP'])]).toEqual([0, 12, 12, 12, 12, 0]);
  });

  it('for taking, at each place what is kept there or around it, and not what is kept below', () => {
    const at = (location: string, kept: string): number => {
      const register = segmentsOf([{ ...web, amount: '10', location: kept }]);
      const figures = figuresOf(register, pictureOfTaken({ EAST: 0, 'EAST-A': 10 }), AT);
      return offeredFrom(register, figures, { channel: 'web' }).at(register.locations.get(location)!);
    };
    expect([at('EAST-A', 'EAST-A'), at('EAST-A', 'EAST'), at('EAST', 'EAST'), at('EAST', 'EAST-A')]).toEqual([10, 10, 10, 0]);
  });

  it('a claim that was added as taken, with what was shipped before', () => {
    const register = segmentsOf([{ ...web, amount: '30', per: 'day' }]);
    const figures = figuresOf(register, pictureOfTaken({ EAST: 100 }, [{ channel: 'web', shipped: [[AT, 4]] }]), AT);
    claimIn(register, figures, register.locations.get('EAST')!, grains(20), { channel: 'web', account: '' });
    expect(availableFrom(register, figures, { channel: 'market' })).toMatchObject({ reserved: 20, available: 74 });
  });

  it('what is kept out of at a bin, where it and its site are closed', () => {
    const register = segmentsOf([{ id: 'site', channels: ['web'], kind: 'partition', amount: '12', location: 'EAST' }, { ...web, kind: 'partition', parent: 'site', amount: '5', location: 'EAST-A' }]);
    expect(askFor(register, { 'EAST-A': 10, 'EAST-B': 20 }, [], { channel: 'web', locations: ['EAST-A'] }).locations[0]).toMatchObject({ protected: 5, available: 5 });
  });

  it('the first of the least maxima', () => {
    expect(askFor(segmentsOf([{ ...web, kind: 'cap', amount: '5' }, { id: 'same', kind: 'cap', channels: ['web'], amount: '5' }]), { EAST: 9 }, [], { channel: 'web' }).segments).toMatchObject({ limit: 5, limitedBy: 'web' });
  });

  it('no share of less than nothing', () => {
    expect(askFor(segmentsOf([{ ...web, percent: '50' }]), { EAST: -4 }, [], { channel: 'web' }).segments?.serving).toEqual([{ segment: 'web', kind: 'ringfence', size: 0, used: 0, left: 0 }]);
  });

  it('at each place no more than the maximum', () => {
    expect(askFor(segmentsOf([{ ...web, kind: 'cap', amount: '6' }]), { EAST: 10, WEST: 3 }, [], { channel: 'web', locations: ['EAST', 'WEST'] }).locations.map(({ available }) => available)).toEqual([6, 3]);
  });

  it('nothing of the kind where no segment speaks of the item, or segments are left aside', () => {
    const rice = segmentsOf([{ ...web, item: 'RICE', amount: '1' }]);
    for (const answer of [askFor(rice, { EAST: 9 }, [], { channel: 'web' }), askFor(segmentsOf([{ ...web, amount: '5' }]), { EAST: 9 }, [], { channel: 'edi', physical: true })]) {
      expect(answer.available).toBe(9);
      expect(answer).not.toHaveProperty('segments');
      expect(answer.locations[0]).not.toHaveProperty('protected');
    }
  });
});

describe('a stepped buffer', () => {
  const keep = (sellable: number): number => askFor(segmentsOf([], { buffers: [{ kind: 'buffer', item: 'TEA', steps: [{ from: '5', amount: '2' }, { from: '20', percent: '15' }, { from: '100', amount: '0' }] }] }), { EAST: sellable }, []).buffer;

  it.each([[4, 0], [5, 2], [19, 2], [20, 3], [21, 4], [99, 15], [100, 0], [-3, 0]])('keeps of %i sellable %i back', (sellable, kept) => {
    expect(keep(sellable)).toBe(kept);
  });
});
