import { describe, expect, it } from 'vitest';
import { ERROR_CODES, InventoryError, isInventoryError, no, type ErrorCode } from '../../src/foundation/index.js';

describe('InventoryError', () => {
  it('carries code, retry class, details, cause and a wait', () => {
    const cause = new Error('ECONNRESET');
    const error = new InventoryError('storage.unavailable', 'The store did not answer', { details: { partition: '3' }, cause, retryAfterMs: 250 });
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('InventoryError');
    expect(error).toMatchObject({ code: 'storage.unavailable', retry: 'later', details: { partition: '3' }, retryAfterMs: 250 });
    expect(error.message).toBe('The store did not answer');
    expect(error.cause).toBe(cause);
  });

  it('has empty details and no cause unless given', () => {
    const error = new InventoryError('storage.closed', 'Closed');
    expect(error.details).toEqual({});
    expect('cause' in error).toBe(false);
    expect(error.retryAfterMs).toBeUndefined();
  });

  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s takes its retry class from the table', (code) => {
    expect(new InventoryError(code, 'x').retry).toBe(ERROR_CODES[code].retry);
  });

  it('keeps its mark out of what is listed and logged', () => {
    const error = new InventoryError('storage.closed', 'Closed');
    expect(Object.getOwnPropertySymbols(error).filter((symbol) => Object.prototype.propertyIsEnumerable.call(error, symbol))).toEqual([]);
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: 'InventoryError', code: 'storage.closed', retry: 'never', details: {} });
  });
});

describe('isInventoryError', () => {
  const error = new InventoryError('storage.version_conflict', 'Another writer was first');

  it('knows one, and its code if asked', () => {
    expect(isInventoryError(error)).toBe(true);
    expect(isInventoryError(error, 'storage.version_conflict')).toBe(true);
    expect(isInventoryError(error, 'storage.locked')).toBe(false);
  });

  it('knows one made by another copy of the package, which `instanceof` does not', () => {
    const copy = Object.defineProperty(new Error('from elsewhere'), Symbol.for('stockwright.InventoryError'), { value: true });
    expect(copy).not.toBeInstanceOf(InventoryError);
    expect(isInventoryError(copy)).toBe(true);
  });

  it.each([undefined, null, 'storage.closed', 7, {}, new Error('x'), { code: 'storage.closed', retry: 'never', name: 'InventoryError' }])('is not deceived by %s', (value) => {
    expect(isInventoryError(value)).toBe(false);
  });
});

describe('no', () => {
  it('is a returned answer with its reason', () => {
    expect(no({ code: 'reservation.insufficient' })).toEqual({ ok: false, reason: { code: 'reservation.insufficient' } });
  });
});
