import { describe, expect, it } from 'vitest';
import { availableFrom, claimIn, figuresOf, networkOf } from '../../src/availability/index.js';
import { periodOf } from '../../src/availability/consumption-period.js';
import { itemSegments } from '../../src/availability/item-segments.js';
import { placedIn } from '../../src/availability/place-segments.js';
import { withheldRules } from '../../src/availability/withheld.js';
import { grains } from '../../src/quantity/index.js';
import { AT, balance, picture, registerWith } from './pictures.js';
import { pictureOfTaken, segmentsOf } from './sellers.js';

describe('what is the same for many askers is worked out once', () => {
  const register = segmentsOf([{ id: 'web', channels: ['web'], amount: '5' }, { id: 'acme', accounts: ['ACME'], amount: '5' }], { buffers: [{ kind: 'buffer', item: 'TEA', amount: '1' }] });

  it('the segments, buffers and networks of a register', () => {
    expect(itemSegments(register, 'TEA')).toBe(itemSegments(register, 'TEA'));
    expect(itemSegments(register, 'MOON')).toBeUndefined();
    expect(withheldRules(register, 'TEA')).toBe(withheldRules(register, 'TEA'));
    expect(networkOf(register, { channel: 'store' })).toBe(networkOf(register, { channel: 'store' }));
    expect(networkOf(register, {})).toBe(networkOf(register, {}));
  });

  it('whom segments serve, channel by channel and account by account that they name', () => {
    const served = itemSegments(register, 'TEA')!.servedBy;
    const asker = (channel: string, account = ''): ReturnType<typeof served> => served({ channel, account });
    expect(asker('web')).toBe(asker('web'));
    expect(asker('')).toBe(asker(''));
    expect(asker('web', 'ACME')).toBe(asker('web', 'ACME'));
    expect(asker('web', 'ACME')).not.toBe(asker('web'));
    expect(asker('web', 'OTHER')).toBe(asker('web'));
    expect(asker('fax')).not.toBe(asker('fax'));
  });

  it('where the goods of segments stand, until a claim is added or another register asks', () => {
    const figures = figuresOf(register, pictureOfTaken({ EAST: 9 }), AT);
    const placed = placedIn(register, figures);
    expect(placedIn(register, figures)).toBe(placed);
    expect(placedIn(segmentsOf([{ id: 'web', channels: ['web'], amount: '5' }]), figures)).not.toBe(placed);
    const again = placedIn(register, figures);
    claimIn(register, figures, register.locations.get('EAST')!, grains(1), { channel: 'web', account: '' });
    expect(placedIn(register, figures)).not.toBe(again);
  });

  it('the period an instant falls into, from its first instant on', () => {
    const rule = { id: 'web', kind: 'cap', channels: ['web'], amount: '1', per: 'day' } as const;
    const day = periodOf(rule, AT)!;
    expect(periodOf(rule, day.from)).toBe(day);
    expect(periodOf(rule, day.until)).not.toBe(day);
  });

  it('the figure of a location where no rule and no segment makes a difference, and of no other', () => {
    const ruled = registerWith({ buffers: [{ kind: 'buffer', item: 'TEA', location: 'EAST', channel: 'web', amount: '4' }] });
    const figures = figuresOf(ruled, picture([balance('EAST', 10)]), AT);
    const at = (channel: string): unknown => availableFrom(ruled, figures, { channel, locations: ['EAST'] }).locations[0];
    expect(at('all')).toMatchObject({ available: 10 });
    expect(at('web')).toMatchObject({ available: 6 });
    expect(at('nested')).toBe(at('all'));
  });

  it('also where buffers come off the whole answer alone', () => {
    const ruled = registerWith({ buffers: [{ kind: 'buffer', item: 'TEA', amount: '4' }] });
    const figures = figuresOf(ruled, picture([balance('EAST', 10)]), AT);
    const at = (channel: string): unknown => availableFrom(ruled, figures, { channel, locations: ['EAST'] }).locations[0];
    expect(at('web')).toBe(at('all'));
  });
});
