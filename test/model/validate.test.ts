import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../src/model/compile-guard.js';
import { validateCatalog, validateEvent, validatePolicy, validateReservationEvent, type Invalid, type ModelIssue } from '../../src/model/index.js';
import { CATALOG_EXAMPLE, changed, DECISION_EXAMPLES, EXAMPLES, FACT_EXAMPLES, kindOf, pathText, POLICY_EXAMPLE, spotsOf, type Example, type Spot } from './example.js';

function validate({ name }: Example, value: unknown): { readonly ok: true } | Invalid {
  if (name === 'catalog') return validateCatalog(value);
  if (name === 'policy') return validatePolicy(value);
  return name.startsWith('reservation.') ? validateReservationEvent(value) : validateEvent(value);
}

function issuesOf(example: Example, value: unknown): readonly ModelIssue[] {
  const checked = validate(example, value);
  return checked.ok ? [] : checked.issues;
}

/** The rules that may speak where a value of another kind stands; `type` of an event picks its schema, so it is a choice of its own. */
function wrongKind({ schema, path }: Spot): { readonly value: unknown; readonly rule: string; readonly got: string }[] {
  const choice = definitionOf(schema).type === 'enum' || definitionOf(schema).type === 'literal';
  const rule = choice || (path.length === 1 && path[0] === 'type') ? 'choice' : 'type';
  const kinds: [unknown, string][] = [[null, 'null'], [17, 'number 17'], ['?', 'text "?"'], [true, 'boolean true'], [[], 'list of 0'], [{}, 'object'], [() => 1, 'function'], [10n, 'bigint'], [Symbol('s'), 'symbol'], [NaN, 'number NaN']];
  const own: Readonly<Record<string, readonly string[]>> = {
    string: ['text "?"'], number: ['number 17'], boolean: ['boolean true'], array: ['list of 0'], object: ['object'], record: ['object'],
  };
  return kinds.filter(([, got]) => !(own[definitionOf(schema).type] ?? []).includes(got)).map(([value, got]) => ({ value, rule, got }));
}

const LONG = '7'.repeat(1_000_000);
const MANY = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, 'EA']));

/** A value far above the bound of its kind, and the rule that says so. */
function oversize({ schema }: Spot): { readonly value: unknown; readonly rule: readonly string[]; readonly got: string } | undefined {
  switch (definitionOf(schema).type) {
    case 'string': {
      return { value: LONG, rule: [RULES[kindOf(schema)!]!], got: `text "${LONG.slice(0, 39)}…" of 1000000 characters` };
    }
    case 'number':
      return { value: 1e300, rule: ['integer', 'too_large', 'version'], got: 'number 1e+300' };
    case 'array':
      return { value: new Array(3_000_000_000), rule: ['too_many'], got: 'list of 3000000000' };
    case 'record':
      return { value: MANY, rule: ['too_many'], got: 'object' };
    default:
      return undefined;
  }
}

const RULES: Readonly<Record<string, string>> = {
  Identifier: 'identifier', UnitCode: 'unit', Tenant: 'tenant', RequestKey: 'request', FreeText: 'text', Instant: 'instant', CalendarDate: 'date', TimeZone: 'time_zone',
  PositiveAmount: 'amount', NonNegativeAmount: 'amount', SignedAmount: 'amount', Percent: 'percent', Country: 'country', Gtin: 'gtin', PartRatio: 'ratio',
};

describe.each(EXAMPLES)('$name', (example) => {
  const { schema, value } = example;
  const spots = spotsOf(schema);

  it('passes with every member', () => {
    expect(validate(example, value)).toMatchObject({ ok: true });
  });

  it('passes without any member that is optional, and with each of them undefined', () => {
    for (const { path, optional } of spots.filter((spot) => spot.optional)) {
      if (path.at(-1) === 'detail') continue; // changes what the balances may say
      expect(validate(example, changed(value, path, undefined)), pathText(path)).toMatchObject({ ok: true });
      if (optional && path.length === 1) expect(validate(example, { ...value, [path[0]!]: undefined })).toMatchObject({ ok: true });
    }
  });

  it('a value of another kind is named with its path, the rule and the kind', () => {
    for (const spot of spots) {
      for (const { value: wrong, rule, got } of wrongKind(spot)) {
        const issues = issuesOf(example, changed(value, spot.path, wrong));
        expect(issues, `${pathText(spot.path)} ${got}`).toContainEqual(expect.objectContaining({ path: pathText(spot.path), rule, got }));
        for (const { path, message } of issues) expect(message.startsWith(`${path}: expected `)).toBe(true);
      }
    }
  });

  it('a required member that is missing is named', () => {
    for (const { path, optional } of spots) {
      if (optional || typeof path.at(-1) === 'number') continue;
      expect(issuesOf(example, changed(value, path, undefined)), pathText(path)).toContainEqual(expect.objectContaining({ path: pathText(path), rule: 'required', got: 'nothing' }));
    }
  });

  it('an element that is missing is named', () => {
    for (const { path } of spots.filter((spot) => typeof spot.path.at(-1) === 'number')) {
      expect(issuesOf(example, changed(value, path, undefined)), pathText(path)).toContainEqual(expect.objectContaining({ path: pathText(path), rule: 'required' }));
    }
  });

  it('an unknown member is named in every object, whatever it is called', () => {
    const objects = [{ path: [] as readonly (string | number)[], schema }, ...spots].filter((spot) => definitionOf(spot.schema).type === 'object');
    for (const { path } of objects) {
      for (const [name, text] of [['surprise', '.surprise'], ['', '[""]'], ['a b', '["a b"]'], ['__proto__', '.__proto__'], ['constructor', '.constructor'], ['toString', '.toString']] as const) {
        const at = path.reduce<unknown>((holder, step) => (holder as Record<string, unknown>)[step], value) as object;
        const holder = Object.defineProperty({ ...at }, name, { value: 'x', enumerable: true, writable: true, configurable: true });
        expect(issuesOf(example, changed(value, path, holder))).toEqual([expect.objectContaining({ path: pathText(path) + text, rule: 'unknown_key', got: 'text "x"' })]);
      }
    }
  });

  it('a value above its bound is named and not repeated', () => {
    for (const spot of spots) {
      const large = oversize(spot);
      if (large === undefined || (spot.path.length === 1 && spot.path[0] === 'type')) continue;
      const issues = issuesOf(example, changed(value, spot.path, large.value));
      expect(issues, pathText(spot.path)).toContainEqual(expect.objectContaining({ path: pathText(spot.path), got: large.got }));
      expect(large.rule).toContain(issues[0]!.rule);
      expect(JSON.stringify(issues).length).toBeLessThan(3000);
    }
  });
});

describe('the answer', () => {
  const fact = FACT_EXAMPLES.find(({ name }) => name === 'stock.received')!.value;

  it('is a copy in the order of the schema, whatever the order of the input', () => {
    const shuffled = Object.fromEntries(Object.entries(fact).reverse());
    const checked = validateEvent(shuffled);
    expect(checked.ok && Object.keys(checked.event)).toEqual(Object.keys(fact));
    expect(checked.ok && checked.event).toEqual(fact);
    expect(checked.ok && checked.event).not.toBe(shuffled);
    expect(checked.ok && (checked.event as { quantity?: unknown }).quantity).not.toBe(fact['quantity']);
  });

  it('has no member that is undefined', () => {
    const checked = validateEvent({ ...fact, lot: undefined });
    expect(checked.ok && 'lot' in checked.event).toBe(false);
  });

  it('lists at most 20 issues and counts the others', () => {
    const balances = Array.from({ length: 100 }, () => ({ location: '', quantity: { amount: '-1', unit: 'EA' } }));
    const checked = validateEvent({ ...FACT_EXAMPLES[0]!.value, balances });
    expect(!checked.ok && checked.issues.length).toBe(20);
    expect(!checked.ok && checked.more).toBe(180);
  });

  it('stops counting at a thousand', () => {
    const balances = Array.from({ length: 10_000 }, () => ({}));
    const checked = validateEvent({ ...FACT_EXAMPLES[0]!.value, balances });
    expect(!checked.ok && checked.more).toBeGreaterThanOrEqual(980);
    expect(!checked.ok && checked.more).toBeLessThan(990);
  });

  it('names few of a thousand unknown members and counts the others', () => {
    const extra = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, index]));
    const checked = validateEvent({ ...fact, ...extra });
    expect(!checked.ok && [checked.issues.length, checked.more]).toEqual([20, 980]);
  });

  it.each([[undefined, 'nothing'], [null, 'null'], ['{}', 'text "{}"'], [5, 'number 5'], [-0, 'number -0'], [() => 1, 'function']])('no object: %s', (input, got) => {
    for (const check of [validateEvent, validateReservationEvent, validateCatalog, validatePolicy]) {
      expect(check(input)).toEqual({ ok: false, more: 0, issues: [expect.objectContaining({ path: '$', rule: 'type', got })] });
    }
  });

  it.each([[undefined, 'required'], ['stock.vanished', 'choice'], ['toString', 'choice'], ['__proto__', 'choice'], [{}, 'choice']])('no known type: %s', (type, rule) => {
    expect(validateEvent({ ...fact, type })).toEqual({ ok: false, more: 0, issues: [expect.objectContaining({ path: '$.type', rule, expected: expect.stringMatching(/^one of "stock.opened", /) as string })] });
  });
});

describe('rules of texts', () => {
  const fact = FACT_EXAMPLES.find(({ name }) => name === 'stock.received')!.value;
  const ruleAt = (change: object): string | undefined => {
    const checked = validateEvent({ ...fact, ...change });
    return checked.ok ? undefined : checked.issues.map(({ path, rule }) => `${path} ${rule}`).join();
  };

  it.each(['', ' x', 'x ', '@unassigned', 'a\u0000b', 'a\nb', '\ud800', 'x'.repeat(201), '\u00a0x'])('no identifier: %j', (id) => {
    expect(ruleAt({ id })).toBe('$.id identifier');
  });
  it.each(['a', 'ä ö', '订单-17#1', '😀', 'a@b', 'x'.repeat(200)])('an identifier: %j', (id) => {
    expect(ruleAt({ id })).toBeUndefined();
  });
  it.each(['2026-05-12', '2026-05-12T08:00:00', '2026-02-29T00:00:00Z', '2026-05-12T24:00:00Z', '2026-05-12T08:00:60Z', '0000-01-01T00:00:00Z', 'now'])('no instant: %s', (effectiveAt) => {
    expect(ruleAt({ effectiveAt })).toBe('$.effectiveAt instant');
  });
  it.each(['2026-05-12T08:00:00.123456789+02:00', '2024-02-29T00:00:00z', '0001-01-01T00:00:00Z'])('an instant: %s', (effectiveAt) => {
    expect(ruleAt({ effectiveAt })).toBeUndefined();
  });
  it.each(['0', '-1', '+1', '1.', '.5', '01', '1.50', '1e3', 'NaN', 'Infinity', '-0', '', ' 1', '1,5', '1'.repeat(41), '0.0'])('no amount of a movement: %j', (amount) => {
    expect(ruleAt({ quantity: { amount, unit: 'EA' } })).toBe('$.quantity.amount amount');
  });
  it.each(['1', '0.5', '12.345', '9'.repeat(40)])('an amount of a movement: %s', (amount) => {
    expect(ruleAt({ quantity: { amount, unit: 'EA' } })).toBeUndefined();
  });
  it.each([0, -1, 1.5, Infinity, 2 ** 53])('no sequence number: %s', (sourceSequence) => {
    expect(ruleAt({ sourceSequence })).toMatch(/^\$\.sourceSequence (too_small|too_large|integer|type)$/);
  });
  it.each(['\u0000', 'a\u0007', '', 'x'.repeat(1001), '\udc00', '\u0085'])('no free text: %j', (note) => {
    expect(validateEvent({ ...FACT_EXAMPLES.find(({ name }) => name === 'stock.issued')!.value, note })).toMatchObject({ ok: false, issues: [{ path: '$.note', rule: 'text' }] });
  });
  it('a free text may have lines and tabs', () => {
    expect(validateEvent({ ...FACT_EXAMPLES.find(({ name }) => name === 'stock.issued')!.value, note: 'a\tb\r\nc 😀' })).toMatchObject({ ok: true });
  });
  it.each(['100.1', '-1', '101', '1000', '100.0', '05'])('no percent: %s', (percent) => {
    expect(validatePolicy(changed(POLICY_EXAMPLE.value, ['buffers', 0, 'percent'], percent))).toMatchObject({ ok: false, issues: [{ path: '$.buffers[0].percent', rule: 'percent' }] });
  });
  it.each(['0', '100', '99.9', '0.001', '7'])('a percent: %s', (percent) => {
    expect(validatePolicy(changed(POLICY_EXAMPLE.value, ['buffers', 0, 'percent'], percent))).toMatchObject({ ok: true });
  });
  it.each(['Mars/Olympus', '+01:00', ''])('no time zone: %j', (timeZone) => {
    expect(validateCatalog(changed(CATALOG_EXAMPLE.value, ['locations', 0, 'timeZone'], timeZone))).toMatchObject({ ok: false, issues: [{ path: '$.locations[0].timeZone', rule: 'time_zone' }] });
  });
});

describe('rules between members', () => {
  const of = (name: string): Record<string, unknown> => [...FACT_EXAMPLES, ...DECISION_EXAMPLES].find((example) => example.name === name)!.value;
  const first = (value: unknown, check: (input: unknown) => { readonly ok: true } | Invalid = validateEvent): string => {
    const checked = check(value);
    return checked.ok ? 'ok' : checked.issues.map(({ path, rule }) => `${path} ${rule}`).join();
  };
  const quantity = (amount: string): object => ({ amount, unit: 'EA' });
  const { unlisted: _, ...counted } = of('stock.counted');

  it.each([
    ['one total', { detail: 'none', balances: [{ quantity: quantity('0') }] }, 'ok'],
    ['one total, detail left out', { detail: undefined, balances: [{ quantity: quantity('5') }] }, 'ok'],
    ['no total', { detail: 'none', balances: [] }, '$.balances one_total'],
    ['two totals', { detail: 'none', balances: [{ quantity: quantity('1') }, { quantity: quantity('1'), lot: 'L' }] }, '$.balances one_total,$.balances total'],
    ['a total of a lot', { detail: 'none', balances: [{ quantity: quantity('1'), lot: 'L' }] }, '$.balances total'],
    ['a total at a place', { detail: undefined, balances: [{ quantity: quantity('1'), location: 'B' }] }, '$.balances total'],
    ['a total with a word on the rest', { detail: 'none', unlisted: 'zero', balances: [{ quantity: quantity('1') }] }, '$.unlisted needs_detail'],
    ['nothing seen', { detail: 'lot', balances: [] }, 'ok'],
    ['two lots', { detail: 'lot', unlisted: 'unknown', balances: [{ quantity: quantity('1'), lot: 'L' }, { quantity: quantity('1') }] }, 'ok'],
    ['one lot twice', { detail: 'lot', balances: [{ quantity: quantity('1'), lot: 'L' }, { quantity: quantity('2'), lot: 'L' }] }, '$.balances distinct'],
    ['the counted place named and not', { detail: 'bin', location: 'A', balances: [{ quantity: quantity('1') }, { quantity: quantity('2'), location: 'A' }] }, '$.balances distinct'],
    ['a negative sight', { detail: 'lot', balances: [{ quantity: quantity('-1'), lot: 'L' }] }, '$.balances[0].quantity.amount amount'],
  ])('count: %s', (_name, change, outcome) => {
    expect(first({ ...counted, ...change })).toBe(outcome);
  });

  it.each([
    ['empty', [], 'ok'],
    ['zero', [{ location: 'A', quantity: quantity('0') }], 'ok'],
    ['one place, two lots', [{ location: 'A', lot: '1', quantity: quantity('1') }, { location: 'A', lot: '2', quantity: quantity('1') }], 'ok'],
    ['one place twice, once with its condition', [{ location: 'A', quantity: quantity('1') }, { location: 'A', state: 'sellable', quantity: quantity('1') }], '$.balances distinct'],
    ['serial and lot do not run together', [{ location: 'A', lot: 'x', quantity: quantity('1') }, { location: 'A', serial: 'x', quantity: quantity('1') }], 'ok'],
  ])('opening: %s', (_name, balances, outcome) => {
    expect(first({ ...of('stock.opened'), balances })).toBe(outcome);
  });

  it.each([
    ['0', undefined, '$.quantity.amount not_zero'], ['0', '0', '$.quantity.amount not_zero'], ['0', '-0.5', 'ok'], ['-3', undefined, 'ok'], ['3', '0', 'ok'],
  ])('adjustment of %s and a weight of %s', (amount, weight, outcome) => {
    expect(first({ ...of('stock.adjusted'), quantity: quantity(amount), weight: weight === undefined ? undefined : quantity(weight) })).toBe(outcome);
  });

  it.each([
    ['delta', '0', '$.quantity.amount not_zero'], ['delta', '-1', 'ok'], ['delta', '1', 'ok'],
    ['cumulative', '0', 'ok'], ['cumulative', '1', 'ok'], ['cumulative', '-1', '$.quantity.amount amount'],
  ])('claim, %s of %s', (mode, amount, outcome) => {
    expect(first({ ...of('claim.reported'), mode, quantity: quantity(amount) })).toBe(outcome);
  });

  it.each(['supply', 'demand'])('%s: zero may be changed to and not scheduled', (line) => {
    expect(first({ ...of(`${line}.changed`), quantity: quantity('0') })).toBe('ok');
    expect(first({ ...of(`${line}.scheduled`), quantity: quantity('0') })).toBe('$.quantity.amount amount');
  });

  it.each([
    ['backordered', 5, [], 'ok'], ['backordered', 5, [5], '$.holds not_held'], ['reserved', 5, [2, 3], 'ok'], ['picked', 5, [2, 2], '$.holds sum'], ['reserved', 5, [], '$.holds sum'],
  ])('cancelled from %s: %s held as %s', (from, grains, held, outcome) => {
    expect(first({ ...of('reservation.cancelled'), from, grains, holds: held.map((part) => ({ location: 'A', grains: part })) }, validateReservationEvent)).toBe(outcome);
  });
});
