import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  ELEMENTS_MAX, ISSUES_MAX, amountAt, chunksOf, elements, equalSecretly, eventList, flagAt, headerOf, hmacSha256, identifierAt, issueList, jsonFrom, member, payloadText, publishableCount,
  readJsonPayload, resultsByStatus, retryAfterMs, statementList, textAt, verifyHmac, withoutRepeats, type JsonAt,
} from '../../src/wire/index.js';

const at = (value: unknown): JsonAt => {
  const result = jsonFrom(value);
  if (!result.ok) throw new Error(result.message);
  return { value: result.value, path: '$' };
};

describe('places in a payload', () => {
  it('are walked by name, the first that is there and not null', () => {
    expect(member(at({ a: null, b: 1 }), 'a', 'b')).toEqual({ value: { digits: '1' }, path: '$.b' });
    expect(member(at({}), 'a', 'b')).toEqual({ value: undefined, path: '$.a' });
    expect(member(at('text'), 'length').value).toBeUndefined();
  });

  it('give texts, identifiers, amounts and flags, or nothing', () => {
    expect([textAt(at(' a ')), textAt(at(12)), textAt(at('  ')), textAt(at(true))]).toEqual(['a', '12', undefined, undefined]);
    expect([identifierAt(at('a')), identifierAt(at('@a')), identifierAt(at('x'.repeat(201)))]).toEqual(['a', undefined, undefined]);
    expect([amountAt(at('1.50')), amountAt(at(1e-7)), amountAt(at('x'))]).toEqual(['1.5', '0.0000001', undefined]);
    expect([flagAt(at(false)), flagAt(at('false'))]).toEqual([false, undefined]);
  });

  it('list their elements, or say that there is no list, or too long a one', () => {
    const issues = issueList();
    expect(elements(at([1, 2]), issues).map(({ path }) => path)).toEqual(['$[0]', '$[1]']);
    expect(elements(at({}), issues)).toEqual([]);
    expect(elements({ value: new Array<null>(ELEMENTS_MAX + 1).fill(null), path: '$' }, issues)).toEqual([]);
    expect(issues.issues.map(({ code }) => code)).toEqual(['payload.not_a_list', 'payload.too_many_elements']);
  });
});

describe('payloads', () => {
  it('are bytes, texts or values', () => {
    const read = (payload: unknown) => {
      const issues = issueList();
      return [readJsonPayload(payload, 20, issues)?.value, ...issues.issues.map(({ code }) => code)];
    };
    expect(read(new TextEncoder().encode('[1]'))).toEqual([[{ digits: '1' }]]);
    expect(read('\ufeff[1]')).toEqual([[{ digits: '1' }]]);
    expect(read([1])).toEqual([[{ digits: '1' }]]);
    expect(read(`"${'x'.repeat(20)}"`)).toEqual([undefined, 'payload.too_large']);
    expect(read(`"${'é'.repeat(10)}"`)).toEqual([undefined, 'payload.too_large']);
    expect(read(new Uint8Array(21))).toEqual([undefined, 'payload.too_large']);
  });

  it('that are no UTF-8 are read a byte at a time', () => {
    expect(payloadText(Uint8Array.of(0x41, 0xe9))).toBe('Aé');
    expect(payloadText(new TextEncoder().encode('Aé'))).toBe('Aé');
  });
});

describe('lists', () => {
  it('of issues are bounded, and say so', () => {
    const issues = issueList();
    for (let count = 0; count < ISSUES_MAX + 500; count++) issues.error('a', '$', 'b');
    expect(issues.issues).toHaveLength(ISSUES_MAX);
    expect(issues.issues.at(-1)?.code).toBe('payload.more_issues');
  });

  it('of events take what the model accepts', () => {
    const issues = issueList();
    const events = eventList(issues);
    const event = { type: 'stock.shipped', source: 's', id: 'i', effectiveAt: '2026-05-12T00:00:00Z', item: 'A', location: 'L', quantity: { amount: '1', unit: 'EA' } } as const;
    events.add(event, '$');
    events.add({ ...event, quantity: { amount: '-1', unit: 'EA' } }, '$.x');
    expect(events.events).toEqual([event]);
    expect(issues.issues).toMatchObject([{ code: 'payload.unfit', path: '$.x' }]);
  });

  it('of statements gather by measure and time, and take the same figure once', () => {
    const issues = issueList();
    const statements = statementList(issues);
    const head = { system: 's', measure: 'onHand', asOf: '2026-05-12T00:00:00.000Z', full: false } as const;
    const row = { item: 'A', location: 'L', quantity: { amount: '1', unit: 'EA' } };
    for (const [changed, figure] of [[{}, row], [{}, row], [{}, { ...row, quantity: { amount: '2', unit: 'EA' } }], [{ measure: 'available' }, row], [{}, { ...row, item: '@' }], [{}, { ...row, quantity: { amount: '1', unit: 'x'.repeat(41) } }]] as const) {
      statements.add({ ...head, ...changed }, figure, '$');
    }
    expect(statements.statements.map(({ measure, rows }) => [measure, rows.length])).toEqual([['onHand', 2], ['available', 1]]);
    expect(issues.issues.map(({ code }) => code)).toEqual(['payload.identifier', 'payload.identifier']);
  });

  it('are cut into pieces, and cleaned of what occurs twice', () => {
    expect(chunksOf([1, 2, 3], 2)).toEqual([[1, 2], [3]]);
    const issues = issueList();
    expect(withoutRepeats(['a', 'b', 'a', 'c'], (value) => value, issues)).toEqual([{ value: 'b', path: '$[1]' }, { value: 'c', path: '$[3]' }]);
    expect(issues.issues.map(({ path }) => path)).toEqual(['$[0]', '$[2]']);
  });
});

it('a figure to publish is never more than there is', () => {
  const issues = issueList();
  const count = (amount: string): number | undefined => publishableCount(amount, { min: 0, max: 10 }, '$', issues);
  expect(['9.99', '-0.1', '11', '3', '1e1', 'x'].map(count)).toEqual([9, 0, 10, 3, 10, undefined]);
});

describe('signatures', () => {
  it('are HMAC-SHA256 over the parts', () => {
    expect(Buffer.from(hmacSha256('key', 'a', new TextEncoder().encode('b'))).toString('hex')).toBe(createHmac('sha256', 'key').update('ab').digest('hex'));
  });

  it('are compared whole', () => {
    expect([equalSecretly(Uint8Array.of(1, 2), Uint8Array.of(1, 2)), equalSecretly(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), equalSecretly(Uint8Array.of(1), Uint8Array.of(1, 2))]).toEqual([true, false, false]);
    expect(verifyHmac([Buffer.from(hmacSha256('k', 'a')).toString('base64')], new TextEncoder().encode('k'), 'a')).toEqual({ ok: true });
  });
});

describe('answers', () => {
  it('are judged by their status, where it says enough', () => {
    const outcome = (status: number) => resultsByStatus({ status, body: '' }, ['a'])?.[0]?.outcome;
    expect([200, 204, 299].map(outcome)).toEqual([undefined, undefined, undefined]);
    expect([408, 425, 429, 500, 503].map(outcome)).toEqual(Array<string>(5).fill('retry'));
    expect([302, 400, 401, 403, 404, 422].map(outcome)).toEqual(Array<string>(6).fill('rejected'));
  });

  it('may ask for a wait, which is bounded', () => {
    const wait = (value: string) => retryAfterMs({ status: 429, headers: { 'retry-after': value }, body: '' });
    expect([wait('2'), wait('0.5'), wait('999999'), wait('Wed, 21 Oct 2026 07:28:00 GMT'), wait('-1')]).toEqual([2000, 500, 3_600_000, undefined, undefined]);
  });
});

it('headers are found in any case, and not where they contradict themselves', () => {
  expect(headerOf({ 'x-A': '1' }, 'X-a')).toBe('1');
  expect(headerOf({ b: '2', a: undefined }, 'a', 'b')).toBe('2');
  expect(headerOf({ a: ['1'] }, 'a')).toBe('1');
  expect(headerOf({ a: ['1', '2'] }, 'a')).toBeUndefined();
  expect(headerOf({}, 'a')).toBeUndefined();
});
