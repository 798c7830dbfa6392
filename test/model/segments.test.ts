import { describe, expect, it } from 'vitest';
import { isInventoryError } from '../../src/foundation/index.js';
import { channelsOf, compileRegister, serves, validatePolicy, type Catalog, type Policy, type SegmentRule } from '../../src/model/index.js';

const CATALOG: Catalog = {
  items: [{ id: 'TEA', unit: 'EA' }, { id: 'CUP', unit: 'EA' }],
  locations: [{ id: 'EAST', kind: 'warehouse' }, { id: 'EAST-A', kind: 'bin', parent: 'EAST' }, { id: 'WEST', kind: 'warehouse' }],
  channels: [{ id: 'web' }, { id: 'edi' }],
};

const rule = (more: Partial<SegmentRule>): SegmentRule => ({ id: 's', kind: 'ringfence', channels: ['web'], item: 'TEA', amount: '10', ...more });
const percent = (id: string, size: string, more: Partial<SegmentRule> = {}): SegmentRule => ({ id, kind: 'ringfence', channels: ['web'], percent: size, ...more });

/** What a policy is told is wrong with it; empty if nothing is. */
function problemsOf(segments: readonly SegmentRule[], more: Partial<Policy> = {}): readonly string[] {
  try {
    compileRegister(CATALOG, { version: 'p1', segments, ...more });
    return [];
  } catch (error) {
    if (!isInventoryError(error, 'model.invalid')) throw error;
    return error.details['problems'] as readonly string[];
  }
}

const JUNE = '2026-06-01T00:00:00Z';
const JULY = '2026-07-01T00:00:00Z';
const { channels: _channels, ...nameless } = rule({});

const CONTRADICTIONS: readonly (readonly [what: string, problem: string, segments: readonly SegmentRule[]])[] = [
  ['two segments of one id', 'segments[1] s: repeated: two segments have this id', [rule({}), rule({})]],
  ['an unknown item', 'segments[0] s: unknown_item: it names unknown item MILK', [rule({ item: 'MILK' })]],
  ['an unknown location', 'segments[0] s: unknown_location: it names unknown location MOON', [rule({ location: 'MOON' })]],
  ['an unknown channel', 'segments[0] s: unknown_channel: it names unknown channel fax', [rule({ channels: ['web', 'fax'] })]],
  ['no size', 'segments[0] s: size: a ringfence takes exactly one of amount, percent and ratio', [{ ...rule({}), amount: undefined }]],
  ['two sizes', 'segments[0] s: size: a cap takes exactly one of amount, percent and ratio', [rule({ kind: 'cap', percent: '5' })]],
  ['an amount for no item', 'segments[0] s: amount_without_item: an amount needs an item, since amounts are in its base unit', [rule({ item: undefined })]],
  ['a maximum by weight', 'segments[0] s: ratio_of_limit: a cap is no share, so it has no ratio', [rule({ kind: 'cap', amount: undefined, ratio: '1' })]],
  ['a minimum that shares', 'segments[0] s: shared: only a partition is kept out of the pool around it, a ringfence is not', [rule({ shared: true })]],
  ['a maximum against somebody', 'segments[0] s: against: a cap protects nothing', [rule({ kind: 'cap', against: 'later' })]],
  ['a part that says against whom', 'segments[1] s: against_of_part: whom a part holds against is for its outermost segment to say', [rule({ id: 'p' }), rule({ parent: 'p', amount: '1', against: 'later' })]],
  ['a maximum that is released', 'segments[0] s: steps: a cap protects nothing that could be released', [rule({ kind: 'cap', steps: [{ at: JUNE, to: '0' }] })]],
  ['steps out of order', 'segments[0] s: steps_order: steps[1] is not later than the one before it', [rule({ steps: [{ at: JUNE, to: '5' }, { at: JUNE, to: '0' }] })]],
  ['a step up', 'segments[0] s: steps_rise: steps[1] protects 6, more than before; a release goes down', [rule({ steps: [{ at: JUNE, to: '5' }, { at: JULY, to: '6' }] })]],
  ['a first step up', 'segments[0] s: steps_rise: steps[0] protects 10.5, more than before; a release goes down', [rule({ steps: [{ at: JUNE, to: '10.5' }] })]],
  ['an end before the beginning', 'segments[0] s: window: it ends before it begins', [rule({ from: JUNE, until: JUNE })]],
  ['a window without a beginning', 'segments[0] s: window_without_from: consumption within a window needs the instant it begins', [rule({ per: 'window', until: JUNE })]],
  ['a zone without a calendar', 'segments[0] s: time_zone: a time zone is for days, weeks and months', [rule({ timeZone: 'Europe/Paris' })]],
  ['a zone for a window', 'segments[0] s: time_zone: a time zone is for days, weeks and months', [rule({ per: 'window', from: JUNE, timeZone: 'Europe/Paris' })]],
  ['a view that is consumed', 'segments[0] s: period_of_view: a view is not consumed', [rule({ kind: 'view', per: 'day' })]],
  ['an unknown parent', 'segments[0] s: unknown_parent: it names unknown parent p', [rule({ parent: 'p' })]],
  ['a segment within itself', 'segments[0] s: cycle: it is a part of itself', [rule({ parent: 's' })]],
  ['segments within each other', 'segments[0] a: cycle: it is a part of itself', [rule({ id: 'a', parent: 'b' }), rule({ id: 'b', parent: 'a' })]],
  ['a part for another item', 'segments[1] s: item_of_parent: its parent p is for item TEA alone', [rule({ id: 'p' }), rule({ parent: 'p', item: 'CUP' })]],
  ['a part for every item of one item', 'segments[1] s: item_of_parent: its parent p is for item TEA alone', [rule({ id: 'p' }), percent('s', '5', { parent: 'p' })]],
  ['a part at another place', 'segments[1] s: location_of_parent: its parent p is for EAST alone', [rule({ id: 'p', location: 'EAST' }), rule({ parent: 'p', location: 'WEST' })]],
  ['a part everywhere of one place', 'segments[1] s: location_of_parent: its parent p is for EAST alone', [rule({ id: 'p', location: 'EAST' }), rule({ parent: 'p' })]],
  ['a segment for nobody', 'segments[0] s: serves_nobody: it names no channel and no account, and has no parts', [nameless]],
  ['parts for nobody', 'segments[0] s: serves_nobody: it names no channel and no account, and has no parts', [nameless, { ...nameless, id: 'part', parent: 's' }]],
  ['more than all', 'segments[1] b: percent_sum: a, b take 110 percent of one pool, more than 100', [percent('a', '60'), percent('b', '50')]],
  ['more than all of one item', 'segments[1] b: percent_sum: a, b take 100.5 percent of one pool, more than 100', [percent('a', '60'), percent('b', '40.5', { item: 'TEA' })]],
  ['more than all of a place', 'segments[1] b: percent_sum: a, b take 110 percent of one pool, more than 100', [percent('a', '60', { location: 'EAST' }), percent('b', '50', { location: 'EAST' })]],
  ['more than all at some time', 'segments[1] b: percent_sum: a, b take 110 percent of one pool, more than 100 from 2026-06-01T00:00:00.000Z on', [percent('a', '60'), percent('b', '50', { from: JUNE })]],
  ['more than all before a release', 'segments[1] b: percent_sum: a, b take 110 percent of one pool, more than 100 from 2026-06-01T00:00:00.000Z on', [percent('a', '90', { steps: [{ at: JUNE, to: '60' }, { at: JULY, to: '0' }] }), percent('b', '50', { from: JUNE })]],
  ['more than the whole', 'segments[0] p: parts_exceed_whole: it has 10, and a, b within it protect 11', [rule({ id: 'p' }), rule({ id: 'a', parent: 'p', amount: '5' }), rule({ id: 'b', parent: 'p', amount: '6' })]],
  ['more than a maximum around', 'segments[0] p: parts_exceed_whole: it has 10, and a, b within it protect 11', [rule({ id: 'p', kind: 'cap' }), rule({ id: 'a', parent: 'p', amount: '5.5' }), rule({ id: 'b', parent: 'p', amount: '5.5' })]],
  ['a maximum below a minimum', 'segments[1] c: cap_below_floor: it allows 9, and s protects 10 for the same', [rule({}), rule({ id: 'c', kind: 'cap', amount: '9' })]],
  ['a maximum of several below a minimum of one', 'segments[0] c: cap_below_floor: it allows 9, and s protects 10 for the same', [rule({ id: 'c', kind: 'cap', amount: '9', channels: ['edi', 'web'] }), rule({})]],
  ['a maximum in percent below a minimum', 'segments[1] c: cap_below_floor: it allows 4, and a protects 5 for the same', [percent('a', '5'), percent('c', '4', { kind: 'cap' })]],
  ['a maximum of accounts below a minimum', 'segments[1] c: cap_below_floor: it allows 9, and s protects 10 for the same', [rule({ accounts: ['A'] }), rule({ id: 'c', kind: 'cap', amount: '9', accounts: ['A', 'B'] })]],
  ['a maximum of a place below a minimum within it', 'segments[1] c: cap_below_floor: it allows 9, and s protects 10 for the same', [rule({ location: 'EAST-A' }), rule({ id: 'c', kind: 'cap', amount: '9', location: 'EAST' })]],
  ['weights of nothing', 'segments[0] a: ratio_without_weights: a, b divide by weights that are all zero', [percent('a', '0', { percent: undefined, ratio: '0' }), percent('b', '0', { percent: undefined, ratio: '0' })]],
  ['weights over two periods', 'segments[1] b: ratio_periods: it divides one pool with a, and counts what was shipped over another period', [percent('a', '0', { percent: undefined, ratio: '1' }), percent('b', '0', { percent: undefined, ratio: '1', per: 'day' })]],
  ['weights over two zones', 'segments[1] b: ratio_periods: it divides one pool with a, and counts what was shipped over another period', [percent('a', '0', { percent: undefined, ratio: '1', per: 'day' }), percent('b', '0', { percent: undefined, ratio: '1', per: 'day', timeZone: 'Europe/Paris' })]],
  ['two shares of one channel', 'segments[1] b: two_partitions: channel web has another exclusive share of the same pool, a', [rule({ id: 'a', kind: 'partition' }), rule({ id: 'b', kind: 'partition' })]],
  ['two shares of one account', 'segments[1] b: two_partitions: account A has another exclusive share of the same pool, a', [{ ...nameless, id: 'a', kind: 'partition', accounts: ['A'] }, { ...nameless, id: 'b', kind: 'partition', accounts: ['B', 'A'] }]],
  ['two shares of an account in a channel', 'segments[1] b: two_partitions: account A in channel web has another exclusive share of the same pool, a', [rule({ id: 'a', kind: 'partition', accounts: ['A'] }), rule({ id: 'b', kind: 'partition', accounts: ['A'] })]],
];

const SOUND: readonly (readonly [what: string, segments: readonly SegmentRule[]])[] = [
  ['no segments', []],
  ['all there is', [percent('a', '60'), percent('b', '40')]],
  ['percentages of two places', [percent('a', '60', { location: 'EAST' }), percent('b', '60', { location: 'WEST' })]],
  ['percentages of two items', [percent('a', '60', { item: 'TEA' }), percent('b', '60', { item: 'CUP' })]],
  ['percentages one after the other', [percent('a', '60', { until: JUNE }), percent('b', '60', { from: JUNE })]],
  ['percentages after a release', [percent('a', '60', { steps: [{ at: JUNE, to: '40' }] }), percent('b', '60', { from: JUNE })]],
  ['percentages after a release that began before', [percent('a', '60', { from: JULY, steps: [{ at: JUNE, to: '40' }] }), percent('b', '60')]],
  ['percentages of caps', [percent('a', '60', { kind: 'cap' }), percent('b', '60', { kind: 'cap', channels: ['edi'] })]],
  ['percentages of a whole and of its part', [percent('a', '60'), percent('b', '60', { parent: 'a' })]],
  ['parts that make up the whole', [rule({ id: 'p' }), rule({ id: 'a', parent: 'p', amount: '4' }), rule({ id: 'b', parent: 'p', amount: '6' })]],
  ['parts of a view', [rule({ id: 'p', kind: 'view' }), rule({ id: 'a', parent: 'p', amount: '14' })]],
  ['parts one after the other', [rule({ id: 'p' }), rule({ id: 'a', parent: 'p', until: JUNE }), rule({ id: 'b', parent: 'p', from: JUNE })]],
  ['a step that keeps the size', [rule({ steps: [{ at: JUNE, to: '10' }] })]],
  ['a view without a size', [{ ...rule({ kind: 'view' }), amount: undefined }]],
  ['a maximum equal to the minimum', [rule({}), rule({ id: 'c', kind: 'cap' })]],
  ['a maximum of another channel', [rule({}), rule({ id: 'c', kind: 'cap', amount: '1', channels: ['edi'] })]],
  ['a maximum of some of the channels', [rule({ channels: ['web', 'edi'] }), rule({ id: 'c', kind: 'cap', amount: '1' })]],
  ['a maximum of an account', [rule({}), rule({ id: 'c', kind: 'cap', amount: '1', accounts: ['A'] })]],
  ['a maximum of another item', [rule({}), rule({ id: 'c', kind: 'cap', amount: '1', item: 'CUP' })]],
  ['a maximum of another place', [rule({ location: 'EAST' }), rule({ id: 'c', kind: 'cap', amount: '1', location: 'WEST' })]],
  ['a maximum of a place and a minimum of all', [rule({}), rule({ id: 'c', kind: 'cap', amount: '1', location: 'WEST' })]],
  ['a maximum in another measure', [percent('a', '50', { item: 'TEA' }), rule({ id: 'c', kind: 'cap', amount: '1' })]],
  ['a maximum in percent of another whole', [percent('a', '50'), percent('b', '20', { parent: 'a', kind: 'cap' })]],
  ['a maximum in percent of a place around', [percent('a', '50', { location: 'EAST-A' }), percent('b', '20', { kind: 'cap', location: 'EAST' })]],
  ['a weight of nothing beside another', [percent('a', '0', { percent: undefined, ratio: '0' }), percent('b', '0', { percent: undefined, ratio: '1' })]],
  ['shares of one channel for two accounts', [rule({ id: 'a', kind: 'partition', accounts: ['A'] }), rule({ id: 'b', kind: 'partition', accounts: ['B'] })]],
  ['shares of one channel one after the other', [rule({ id: 'a', kind: 'partition', until: JUNE }), rule({ id: 'b', kind: 'partition', from: JUNE })]],
  ['shares of one channel of two items', [rule({ id: 'a', kind: 'partition' }), rule({ id: 'b', kind: 'partition', item: 'CUP' })]],
  ['a share within a share', [rule({ id: 'a', kind: 'partition' }), rule({ id: 'b', kind: 'partition', parent: 'a' })]],
  ['a window with a beginning', [rule({ per: 'window', from: JUNE })]],
  ['sixteen segments within each other', Array.from({ length: 16 }, (_one, index) => rule({ id: `s${index}`, ...(index === 0 ? {} : { parent: `s${index - 1}` }) }))],
];

describe('segments that contradict themselves or each other', () => {
  it.each(CONTRADICTIONS)('%s', (_what, problem, segments) => {
    expect(problemsOf(segments)).toEqual([`Policy p1, ${problem}`].concat(problem.includes(' cycle: ') && segments.length === 2 ? ['Policy p1, segments[1] b: cycle: it is a part of itself'] : []).concat(
      problem.includes('serves_nobody') && segments.length === 2 ? ['Policy p1, segments[1] part: serves_nobody: it names no channel and no account, and has no parts'] : [],
    ));
  });

  it('stand no deeper than sixteen', () => {
    const deep = Array.from({ length: 17 }, (_one, index) => rule({ id: `s${index}`, ...(index === 0 ? {} : { parent: `s${index - 1}` }) }));
    expect(problemsOf(deep)).toEqual(['Policy p1, segments[16] s16: depth: it stands more than 16 deep, or within a circle']);
  });

  it('are all named at once', () => {
    expect(problemsOf([rule({ item: 'MILK', channels: ['fax'] }), rule({ id: 'b', parent: 'x' })])).toHaveLength(3);
  });
});

describe('sound segments', () => {
  it.each(SOUND)('%s', (_what, segments) => {
    expect(problemsOf(segments)).toEqual([]);
  });
});

const ROW_PROBLEMS: readonly (readonly [what: string, problem: string, buffer: NonNullable<Policy['buffers']>[number]])[] = [
  ['no size', 'a buffer rule takes exactly one of amount, percent and steps', { kind: 'buffer', item: 'TEA' }],
  ['two sizes', 'a buffer rule takes exactly one of amount, percent and steps', { kind: 'buffer', item: 'TEA', amount: '1', steps: [{ from: '0', amount: '1' }] }],
  ['rows for no item', 'a stepped buffer needs an item, since its rows begin at amounts in its base unit', { kind: 'buffer', steps: [{ from: '0', percent: '1' }] }],
  ['a row of no size', 'row 1 of a stepped safetyStock takes either an amount or a percent', { kind: 'safetyStock', item: 'TEA', steps: [{ from: '0' }] }],
  ['a row of two sizes', 'row 2 of a stepped buffer takes either an amount or a percent', { kind: 'buffer', item: 'TEA', steps: [{ from: '0', amount: '1' }, { from: '1', amount: '1', percent: '1' }] }],
  ['rows out of order', 'row 2 of a stepped buffer does not begin above the row before it', { kind: 'buffer', item: 'TEA', steps: [{ from: '10', amount: '1' }, { from: '10', amount: '2' }] }],
];

describe('a stepped buffer is refused with', () => {
  it.each(ROW_PROBLEMS)('%s', (_what, problem, buffer) => {
    expect(problemsOf([], { buffers: [buffer] })).toEqual([`Policy p1: ${problem}`]);
  });

  it('nothing to say against rows in order', () => {
    expect(problemsOf([], { buffers: [{ kind: 'buffer', item: 'TEA', steps: [{ from: '0', amount: '0' }, { from: '9.5', percent: '5' }] }] })).toEqual([]);
  });
});

describe('a segment', () => {
  const treeOf = (segments: readonly SegmentRule[]): NonNullable<ReturnType<typeof compileRegister>['segments']> => compileRegister(CATALOG, { version: 'p1', segments }).segments!;

  it('serves by its own words and those around it', () => {
    const [whole, part] = treeOf([rule({ id: 'p', accounts: undefined }), rule({ id: 'a', parent: 'p', channels: undefined, accounts: ['A'], amount: '1' })]).segments;
    expect(serves(whole!, { channel: 'web', account: '' })).toBe(true);
    expect(serves(whole!, { channel: 'edi', account: 'A' })).toBe(false);
    expect(serves(part!, { channel: 'web', account: 'A' })).toBe(true);
    expect(serves(part!, { channel: 'edi', account: 'A' })).toBe(false);
    expect(serves(part!, { channel: 'web', account: 'B' })).toBe(false);
  });

  it('without words serves whom its parts serve', () => {
    const [whole] = treeOf([{ ...nameless, id: 'p' }, rule({ parent: 'p', amount: '1' }), { ...nameless, id: 'b', parent: 'p', accounts: ['A'], amount: '1' }]).segments;
    expect([['web', ''], ['edi', 'A'], ['edi', 'B']].map(([channel = '', account = '']) => serves(whole!, { channel, account }))).toEqual([true, true, false]);
  });

  it('has its pool where its channels sell from: its own, those around it, or those of its parts', () => {
    const named = (segments: readonly SegmentRule[], index: number): readonly string[] | undefined => {
      const channels = channelsOf(treeOf(segments).segments[index]!);
      return channels === undefined ? undefined : [...channels];
    };
    expect(named([rule({})], 0)).toEqual(['web']);
    expect(named([rule({ id: 'p' }), { ...nameless, id: 'a', parent: 'p', accounts: ['A'], amount: '1' }], 1)).toEqual(['web']);
    expect(named([{ ...nameless, id: 'a', accounts: ['A'] }], 0)).toBeUndefined();
    expect(named([{ ...nameless, id: 'p' }, rule({ parent: 'p', amount: '1' }), rule({ id: 'b', parent: 'p', channels: ['edi'], amount: '1' })], 0)).toEqual(['web', 'edi']);
    expect(named([{ ...nameless, id: 'p' }, rule({ parent: 'p', amount: '1' }), { ...nameless, id: 'b', parent: 'p', accounts: ['A'], amount: '1' }], 0)).toBeUndefined();
  });

  it('is found by item, with those for every item, in the order of the policy', () => {
    const tree = treeOf([rule({ id: 'a' }), percent('b', '1'), rule({ id: 'c', item: 'CUP' }), rule({ id: 'd', amount: '1' })]);
    expect(['TEA', 'CUP', 'MILK', ''].map((item) => tree.of(item).map(({ rule: { id } }) => id))).toEqual([['a', 'b', 'd'], ['b', 'c'], ['b'], ['b']]);
    expect(compileRegister(CATALOG, { version: 'p1', segments: [] }).segments).toBeUndefined();
    expect(compileRegister(CATALOG, { version: 'p1' }).segments).toBeUndefined();
  });

  it('is checked as it comes in: bounds, kinds and unknown members', () => {
    const issuesOf = (segment: object): readonly string[] => {
      const checked = validatePolicy({ version: 'p1', segments: [{ ...rule({}), ...segment }] });
      return checked.ok ? [] : checked.issues.map(({ path }) => path);
    };
    expect(issuesOf({})).toEqual([]);
    expect(issuesOf({ kind: 'fence' })).toEqual(['$.segments[0].kind']);
    expect(issuesOf({ channels: [] })).toEqual(['$.segments[0].channels']);
    expect(issuesOf({ amount: '-1' })).toEqual(['$.segments[0].amount']);
    expect(issuesOf({ percent: '101' })).toEqual(['$.segments[0].percent']);
    expect(issuesOf({ steps: [{ at: 'soon', to: '1' }] })).toEqual(['$.segments[0].steps[0].at']);
    expect(issuesOf({ per: 'year' })).toEqual(['$.segments[0].per']);
    expect(issuesOf({ size: '1' })).toEqual(['$.segments[0].size']);
  });
});
