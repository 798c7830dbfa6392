import { describe, expect, it } from 'vitest';
import { applyProposals, explain, propose, statementKey, type Evidence, type Explained, type StatementRow } from '../../src/reconciliation/index.js';
import { compared, stated } from './statements.js';

const event = { source: 'wms', id: 'R1', item: 'TEA', amount: '5', effectiveAt: '2026-02-01T00:00:00Z' };

const cases: [cause: string, left: StatementRow[], right: StatementRow[], evidence: Evidence, kind: string, approval: boolean][] = [
  ['an event on its way is waited for', [{ item: 'TEA', amount: '9' }], [{ item: 'TEA', amount: '4' }], { events: [{ ...event, recordedAt: '2026-03-02T00:00:00Z' }], processed: { left: [event] } }, 'awaitEvent', false],
  ['a missing event is sent again', [{ item: 'TEA', amount: '9' }], [{ item: 'TEA', amount: '4' }], { events: [event] }, 'replayEvent', false],
  ['a doubled event is taken back, with approval', [{ item: 'TEA', amount: '9' }], [{ item: 'TEA', amount: '14' }], { events: [event] }, 'voidEvent', true],
  ['a reversed sign is corrected in the mapping', [{ item: 'TEA', amount: '9' }], [{ item: 'TEA', amount: '-9' }], {}, 'mappingFix', true],
  ['goods at a wrong place are counted', [{ item: 'TEA', location: 'W1', amount: '9' }, { item: 'TEA', location: 'W2', amount: '1' }], [{ item: 'TEA', location: 'W1', amount: '7' }, { item: 'TEA', location: 'W2', amount: '3' }], {}, 'countRequest', false],
  ['what nothing explains is counted', [{ item: 'TEA', amount: '9' }], [{ item: 'TEA', amount: '8' }], {}, 'countRequest', false],
];

describe('what is proposed', () => {
  it.each(cases)('%s', (_, left, right, evidence, kind, approval) => {
    const proposals = propose(explain(compared(stated('erp', left), stated('wms', right)), evidence));
    expect(proposals).toMatchObject([{ kind, side: 'right', cause: 0, needsApproval: approval }]);
  });

  it('is a posting with approval for rounding', () => {
    const proposals = propose(explain(compared(stated('erp', [{ item: 'TEA', amount: '9.4' }]), stated('wms', [{ item: 'TEA', amount: '9' }], { precision: '1' }))));
    expect(proposals).toMatchObject([{ kind: 'adjustment', needsApproval: true, effects: [{ key: { item: 'TEA' }, amount: '0.4' }] }]);
  });

  it('changes the side that is asked for where the cause does not say', () => {
    const explained = explain(compared(stated('erp', [{ item: 'TEA', amount: '9' }]), stated('wms', [{ item: 'TEA', amount: '8' }])));
    expect(propose(explained, { change: 'left' })).toMatchObject([{ side: 'left', effects: [{ amount: '-1' }] }]);
    expect(propose(explained)).toMatchObject([{ side: 'right', effects: [{ amount: '1' }] }]);
  });

  it('changes the side at fault the other way round, so that both give the same', () => {
    const found = (suspects: Evidence['suspects']): Explained => explain(compared(stated('erp', [{ item: 'TEA', amount: '9' }]), stated('wms', [{ item: 'TEA', amount: '-9' }])), { suspects });
    expect(propose(found(['right']))).toMatchObject([{ kind: 'mappingFix', side: 'right', effects: [{ amount: '18' }] }]);
    expect(propose(found(['left']), { change: 'right' })).toMatchObject([{ kind: 'mappingFix', side: 'left', effects: [{ amount: '-18' }] }]);
  });

  it('carries what shows its cause, and its number', () => {
    const explained = explain(compared(stated('erp', [{ item: 'NUT', amount: '1' }, { item: 'TEA', amount: '9' }]), stated('wms', [{ item: 'NUT', amount: '-1' }, { item: 'TEA', amount: '4' }])), { events: [event] });
    expect(propose(explained)).toMatchObject([
      { cause: 0, kind: 'replayEvent', events: [{ source: 'wms', id: 'R1' }], rules: [], effects: [{ key: { item: 'TEA' }, amount: '5' }] },
      { cause: 1, kind: 'mappingFix', events: [], rules: [], effects: [{ key: { item: 'NUT' }, amount: '2' }] },
    ]);
    const netted = explain(compared(stated('erp', [{ item: 'TEA', amount: '9' }]), stated('wms', [{ item: 'TEA', amount: '4' }])), { claims: [{ item: 'TEA', measure: 'picked', amount: '5', reference: 'O1' }] });
    expect(propose(netted)).toMatchObject([{ kind: 'mappingFix', rules: ['the right side says it is not net of picked'] }]);
  });

  it('has another name when it says something else', () => {
    const idOf = (amount: string): string => propose(explain(compared(stated('erp', [{ item: 'TEA', amount }]), stated('wms', [{ item: 'TEA', amount: '8' }]))))[0]!.id;
    expect(idOf('9')).not.toBe(idOf('10'));
    expect(idOf('9')).toBe(idOf('9'));
    const nettedAt = (item: string): string => propose(explain(compared(stated('erp', [{ item, amount: '9' }]), stated('wms', [{ item, amount: '8' }])), { claims: [{ item, measure: 'picked', amount: '1', reference: 'O1' }] }))[0]!.id;
    expect(nettedAt('TEA')).not.toBe(nettedAt('NUT'));
    const explained = explain(compared(stated('erp', [{ item: 'TEA', amount: '9' }]), stated('wms', [{ item: 'TEA', amount: '8' }])));
    expect(propose(explained, { change: 'left' })[0]!.id).not.toBe(propose(explained)[0]!.id);
  });
});

describe('applying proposals', () => {
  it('adds a row for each effect of those accepted, for its own side only', () => {
    const [left, right] = [stated('erp', [{ item: 'TEA', amount: '9' }]), stated('wms', [{ item: 'TEA', amount: '8' }])];
    const proposals = propose(explain(compared(left, right)));
    expect(applyProposals(right, 'right', proposals)).toEqual({ ...right, rows: [...right.rows, { ...statementKey({ item: 'TEA' }), amount: '1' }], applied: [proposals[0]!.id] });
    expect(applyProposals(right, 'right', [proposals[0]!, proposals[0]!]).rows).toHaveLength(2);
    expect(applyProposals(left, 'left', proposals)).toEqual({ ...left, applied: [] });
    expect(applyProposals(right, 'right', [])).toEqual({ ...right, applied: [] });
    expect(applyProposals({ ...right, applied: [proposals[0]!.id] }, 'right', proposals).rows).toEqual(right.rows);
  });
});
