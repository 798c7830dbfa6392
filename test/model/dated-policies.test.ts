import { describe, expect, it } from 'vitest';
import { compileRegister, type Catalog, type Policy } from '../../src/model/index.js';

const CATALOG: Catalog = { items: [{ id: 'TEA', unit: 'EA' }], locations: [{ id: 'EAST', kind: 'warehouse' }] };
const at = (text: string): number => Date.parse(text);
const inForce = (policies: Policy | readonly Policy[], when: string): string => compileRegister(CATALOG, policies).inForce(at(when)).policy.version;

describe('the policy in force', () => {
  const spring: Policy = { version: 'spring', validFrom: '2026-03-01T00:00:00Z' };
  const summer: Policy = { version: 'summer', validFrom: '2026-06-01T00:00:00Z' };
  it.each([
    ['one without an instant always is', { version: 'p' }, '1970-01-01T00:00:00Z', 'p'],
    ['before any other: the default', [spring], '2026-02-28T23:59:59.999Z', 'default'],
    ['from its very instant', [spring], '2026-03-01T00:00:00Z', 'spring'],
    ['until the next', [spring, summer], '2026-05-31T23:59:59.999Z', 'spring'],
    ['in order of time and not of the list', [summer, spring], '2026-07-01T00:00:00Z', 'summer'],
    ['at one instant the later in the list', [spring, { ...spring, version: 'spring-2' }], '2026-04-01T00:00:00Z', 'spring-2'],
    ['one without an instant replaces all before it', [spring, { version: 'p' }, summer], '2026-04-01T00:00:00Z', 'p'],
    ['and is replaced by those after it', [spring, { version: 'p' }, summer], '2026-06-01T00:00:00Z', 'summer'],
  ] as const)('%s', (_rule, policies, when, expected) => {
    expect(inForce(policies, when)).toBe(expected);
  });

  it('is the same register for the same policy, and the first one at the beginning', () => {
    const register = compileRegister(CATALOG, [spring, summer], 7);
    expect(register.policy.version).toBe('default');
    expect(register.inForce(-Infinity)).toBe(register);
    expect(register.inForce(at('2026-03-05T00:00:00Z'))).toBe(register.inForce(at('2026-04-05T00:00:00Z')));
    expect(register.inForce(Infinity)).toMatchObject({ version: 7, policy: summer });
    expect(register.inForce(Infinity).inForce(at('2026-03-05T00:00:00Z')).policy).toBe(spring);
    expect(register.inForce(Infinity).item('TEA')).toBe(register.item('TEA'));
  });

  it('is checked whenever it comes into force, and names what contradicts', () => {
    expect(() => compileRegister(CATALOG, [spring, { ...summer, buffers: [{ kind: 'buffer', item: 'GOLD', amount: '1' }] }])).toThrow('Policy summer names unknown item GOLD');
    expect(() => compileRegister(CATALOG, { version: 'p', validFrom: 'tomorrow' })).toThrow('Policy p is in force from no instant');
  });
});
