import { describe, expect, it } from 'vitest';
import { explain, statementKey, trackExceptions, type Cause, type Evidence, type Explained, type ReconciliationException, type RoutingRule, type StatementRow } from '../../src/reconciliation/index.js';
import { compared, stated } from './statements.js';

const explained = (right: StatementRow[], evidence: Evidence = {}): Explained => explain(compared(stated('erp', [{ item: 'TEA', location: 'W1', unit: 'EA', amount: '9' }, { item: 'NUT', location: 'W2', unit: 'KGM', amount: '2' }]), stated('wms', right)), evidence);
const wrong = explained([{ item: 'TEA', location: 'W1', unit: 'EA', amount: '8' }, { item: 'NUT', location: 'W2', unit: 'KGM', amount: '2' }]);
const right = explained([{ item: 'TEA', location: 'W1', unit: 'EA', amount: '9' }, { item: 'NUT', location: 'W2', unit: 'KGM', amount: '2' }]);
const run = (known: readonly ReconciliationException[], at: string, found: Explained, rules: readonly RoutingRule[] = []): readonly ReconciliationException[] =>
  trackExceptions(known, { at, left: 'erp', right: 'wms', explained: found, rules });

const part = (item: string, location: string, unit: string, amount: string): Cause['parts'][number] => ({ key: statementKey({ item, location, unit }), amount });
/** What was explained by one cause, a difference of one TEA that nothing explains unless it says otherwise. */
const only = (cause: Partial<Cause>): Explained =>
  ({ causes: [{ id: 'c', kind: 'unexplained', side: undefined, certainty: 'none', proof: { events: [], rules: [] }, parts: [part('TEA', 'W1', 'EA', '1')], ...cause }], differences: [], searchCut: [] });

describe('an exception', () => {
  const first = run([], '2026-03-01T08:00:00Z', wrong);

  it('is opened when a cause is first seen', () => {
    expect(run([], '2026-03-01T08:00:00Z', wrong)).toMatchObject([{
      kind: 'unexplained', status: 'opened', team: 'warehouse', severity: 'medium', nature: 'business', left: 'erp', right: 'wms', title: 'unexplained at TEA W1 EA', keys: 1,
      amounts: [{ unit: 'EA', amount: '1' }], firstSeenAt: '2026-03-01T08:00:00.000Z', openedAt: '2026-03-01T08:00:00.000Z', lastSeenAt: '2026-03-01T08:00:00.000Z', closedAt: undefined,
      dueAt: '2026-03-02T08:00:00.000Z', overdue: false, ageMinutes: 0, runs: 1, occurrences: 1,
    }]);
  });

  it('stays open while it is seen, and its clock goes on', () => {
    const second = run(first, '2026-03-02T08:00:00Z', wrong);
    expect(second).toMatchObject([{ id: first[0]!.id, status: 'open', runs: 2, occurrences: 1, ageMinutes: 1440, overdue: false, openedAt: '2026-03-01T08:00:00.000Z' }]);
    expect(run(second, '2026-03-02T08:00:01Z', wrong)).toMatchObject([{ overdue: true, runs: 3 }]);
  });

  it('is closed when it is seen no more, and stays closed as it was', () => {
    const closed = run(first, '2026-03-01T09:00:00Z', right);
    expect(closed).toMatchObject([{ status: 'closed', closedAt: '2026-03-01T09:00:00.000Z', lastSeenAt: '2026-03-01T08:00:00.000Z', ageMinutes: 60, overdue: false }]);
    expect(run(closed, '2026-03-05T09:00:00Z', right)).toEqual(closed);
    expect(run(first, '2026-03-05T09:00:00Z', right)).toMatchObject([{ status: 'closed', overdue: true }]);
  });

  it('recurs when it comes back, with a new clock', () => {
    const closed = run(first, '2026-03-01T09:00:00Z', right);
    const back = run(closed, '2026-03-03T09:00:00Z', wrong);
    expect(back).toMatchObject([{ status: 'recurring', occurrences: 2, runs: 1, firstSeenAt: '2026-03-01T08:00:00.000Z', openedAt: '2026-03-03T09:00:00.000Z', closedAt: undefined, overdue: false }]);
    expect(run(back, '2026-03-03T10:00:00Z', wrong)).toMatchObject([{ status: 'recurring', occurrences: 2, runs: 2 }]);
  });

  it('between other systems is left alone', () => {
    const other = trackExceptions([], { at: '2026-03-01T08:00:00Z', left: 'erp', right: 'shop', explained: wrong });
    expect(other[0]!.id).not.toBe(first[0]!.id);
    expect(run(other, '2026-03-01T09:00:00Z', right)).toEqual(other);
    expect(trackExceptions(first, { at: '2026-03-01T09:00:00Z', left: 'crm', right: 'wms', explained: right })).toEqual(first);
  });

  it('is one for a cause, however many keys it touches', () => {
    const claims = [{ item: 'TEA', location: 'W1', unit: 'EA', measure: 'reserved', amount: '3', reference: 'O1' }, { item: 'NUT', location: 'W2', unit: 'KGM', measure: 'reserved', amount: '1', reference: 'O2' }] as const;
    const both = explained([{ item: 'TEA', location: 'W1', unit: 'EA', amount: '6' }, { item: 'NUT', location: 'W2', unit: 'KGM', amount: '1' }], { claims });
    expect(run([], '2026-03-01T08:00:00Z', both)).toMatchObject([{ kind: 'nettedTwice', keys: 2, amounts: [{ unit: 'EA', amount: '3' }, { unit: 'KGM', amount: '1' }], title: 'nettedTwice on the right side (the right side says it is not net of reserved) at 2 keys' }]);
  });

  it.each<[rule: string, cause: Partial<Cause>, title: string]>([
    ['its kind and its only key', {}, 'unexplained at TEA W1 EA'],
    ['its side', { kind: 'sign', side: 'left' }, 'sign on the left side at TEA W1 EA'],
    ['the only event that shows it, rather than a rule', { kind: 'inFlight', side: 'right', proof: { events: [{ source: 'wms', id: 'R1' }], rules: ['late'] } }, 'inFlight on the right side (wms R1) at TEA W1 EA'],
    ['the first rule, where several events show it', { kind: 'staleSnapshot', proof: { events: [{ source: 'wms', id: 'R1' }, { source: 'wms', id: 'R2' }], rules: ['old', 'older'] } }, 'staleSnapshot (old) at TEA W1 EA'],
    ['nothing more, where several events show it and no rule', { kind: 'staleSnapshot', proof: { events: [{ source: 'wms', id: 'R1' }, { source: 'wms', id: 'R2' }], rules: [] } }, 'staleSnapshot at TEA W1 EA'],
    ['how many keys it touches', { parts: [part('TEA', 'W1', 'EA', '1'), part('TEA', 'W2', 'EA', '1')] }, 'unexplained at 2 keys'],
  ])('is called by %s', (_, cause, title) => {
    expect(run([], '2026-03-01T08:00:00Z', only(cause))[0]!.title).toBe(title);
  });

  it('comes to how much it touches, without signs, unit by unit', () => {
    const parts = [part('TEA', 'W1', 'KGM', '-2.5'), part('TEA', 'W1', 'EA', '3'), part('TEA', 'W2', 'EA', '-3'), part('NUT', 'W2', 'KGM', '1')];
    expect(run([], '2026-03-01T08:00:00Z', only({ parts }))).toMatchObject([{ keys: 4, amounts: [{ unit: 'EA', amount: '6' }, { unit: 'KGM', amount: '3.5' }] }]);
  });

  it('is listed by when it was opened, then by its name', () => {
    const [later, earlier] = [run([], '2026-03-01T09:00:00Z', only({ id: 'a' })), run([], '2026-03-01T08:00:00Z', only({ id: 'b' }))];
    const many = { ...only({}), causes: ['c', 'd', 'e', 'f'].map((id) => only({ id }).causes[0]!) };
    const listed = trackExceptions([...later, ...earlier], { at: '2026-03-01T10:00:00Z', left: 'crm', right: 'wms', explained: many });
    expect(listed.map(({ openedAt }) => openedAt.slice(11, 13))).toEqual(['08', '09', '10', '10', '10', '10']);
    const ids = listed.slice(2).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(trackExceptions([...listed].reverse(), { at: '2026-03-01T10:00:00Z', left: 'crm', right: 'shop', explained: right })).toEqual(listed);
  });

  it('has its age in whole minutes', () => {
    expect(run(first, '2026-03-01T08:01:59Z', wrong)).toMatchObject([{ ageMinutes: 1 }]);
    expect(run(first, '2026-03-01T08:01:59Z', right)).toMatchObject([{ ageMinutes: 1 }]);
  });

  it('is late the moment after it was due, when it is closed too', () => {
    expect(run(first, '2026-03-02T08:00:00Z', right)).toMatchObject([{ status: 'closed', overdue: false }]);
    expect(run(first, '2026-03-02T08:00:00.001Z', right)).toMatchObject([{ status: 'closed', overdue: true }]);
  });

  it('keeps what it was between two runs in which it is seen at the same time', () => {
    const again = run(first, '2026-03-01T08:00:00Z', wrong);
    expect(again).toEqual([{ ...first[0]!, status: 'open', runs: 2 }]);
  });

  it('names the event that shows it', () => {
    const missing = explained([{ item: 'TEA', location: 'W1', unit: 'EA', amount: '8' }, { item: 'NUT', location: 'W2', unit: 'KGM', amount: '2' }], { events: [{ source: 'wms', id: 'R1', item: 'TEA', location: 'W1', unit: 'EA', amount: '1', effectiveAt: '2026-02-01T00:00:00Z' }] });
    expect(run([], '2026-03-01T08:00:00Z', missing)[0]!.title).toBe('missingEvent on the right side (wms R1) at TEA W1 EA');
  });

  it('that is known has times that are some', () => {
    const knownWith = (rest: Partial<ReconciliationException>): ReconciliationException[] => [{ ...first[0]!, ...rest }];
    expect(() => run(knownWith({ openedAt: 'noon' }), '2026-03-01T09:00:00Z', wrong)).toThrow('$.openedAt: expected an RFC 3339 instant');
    expect(() => run(knownWith({ openedAt: 'noon' }), '2026-03-01T09:00:00Z', right)).toThrow('$.openedAt: expected an RFC 3339 instant');
    expect(() => run(knownWith({ dueAt: 'noon' }), '2026-03-01T09:00:00Z', right)).toThrow('$.dueAt: expected an RFC 3339 instant');
  });

  it('needs a time that is one', () => {
    expect(() => run([], 'yesterday', wrong)).toThrow('$.at: expected an RFC 3339 instant');
  });
});

describe('routing', () => {
  const cases: [rule: string, rules: RoutingRule[], expected: object][] = [
    ['as usual where no rule fits', [{ kind: 'sign', team: 'finance' }], { team: 'warehouse', severity: 'medium' }],
    ['by kind', [{ kind: 'unexplained', team: 'finance' }], { team: 'finance', severity: 'medium', nature: 'business' }],
    ['by item', [{ item: 'NUT', team: 'a' }, { item: 'TEA', team: 'b' }], { team: 'b' }],
    ['by location', [{ location: 'W2', team: 'a' }, { location: 'W1', team: 'b' }], { team: 'b' }],
    ['by amount, from the least on', [{ amountAtLeast: '1.5', severity: 'critical' }, { amountAtLeast: '1', severity: 'high' }], { severity: 'high', dueAt: '2026-03-01T12:00:00.000Z' }],
    ['the first rule that fits decides', [{ nature: 'technical' }, { team: 'finance' }], { nature: 'technical', team: 'warehouse' }],
    ['with a time of its own', [{ settleMinutes: 5 }], { dueAt: '2026-03-01T08:05:00.000Z' }],
    ['critical things are due in an hour', [{ severity: 'critical' }], { dueAt: '2026-03-01T09:00:00.000Z' }],
    ['low ones in three days', [{ severity: 'low' }], { dueAt: '2026-03-04T08:00:00.000Z' }],
  ];

  it.each(cases)('%s', (_, rules, expected) => {
    expect(run([], '2026-03-01T08:00:00Z', wrong, rules)).toMatchObject([expected]);
  });

  const spread = only({ parts: [part('TEA', 'W1', 'EA', '-1'), part('NUT', 'W2', 'KGM', '3')] });
  it.each<[rule: string, rules: RoutingRule[], team: string]>([
    ['by the item of any of its keys', [{ item: 'OAT', team: 'a' }, { item: 'NUT', team: 'b' }], 'b'],
    ['by the location of any of its keys', [{ location: 'W9', team: 'a' }, { location: 'W2', team: 'b' }], 'b'],
    ['by the amount in any of its units', [{ amountAtLeast: '3.1', team: 'a' }, { amountAtLeast: '3', team: 'b' }], 'b'],
    ['by the amount without its sign', [{ item: 'TEA', amountAtLeast: '1', team: 'a' }], 'a'],
    ['only where all that it says fits', [{ kind: 'sign', item: 'TEA', team: 'a' }, { item: 'TEA', location: 'W9', team: 'b' }, { item: 'TEA', amountAtLeast: '4', team: 'c' }, { team: 'd' }], 'd'],
  ])('of a cause at several keys %s', (_, rules, team) => {
    expect(run([], '2026-03-01T08:00:00Z', spread, rules)).toMatchObject([{ team }]);
  });

  it('is as usual where no rules are given', () => {
    expect(trackExceptions([], { at: '2026-03-01T08:00:00Z', left: 'erp', right: 'wms', explained: wrong })).toEqual(run([], '2026-03-01T08:00:00Z', wrong));
  });

  it('refuses a least amount that is none', () => {
    expect(() => run([], '2026-03-01T08:00:00Z', wrong, [{}, { amountAtLeast: '1,5' }])).toThrow('$.rules[1].amountAtLeast');
  });
});
