import { describe, expect, it } from 'vitest';
import { accountFor, checkPublished, rollForward, type AccountRule, type PublishedCheck } from '../../src/reconciliation/index.js';

const ORDER: AccountRule = { name: 'order', total: 'ordered', parts: { shipped: 1, open: 1, cancelled: 1 } };
const STOCKED: AccountRule = { name: 'receipt', total: 'stocked', parts: { received: 1, rejected: -1 } };

describe('a document accounts for itself', () => {
  const cases: [rule: string, figures: Record<string, string>, finding: object | undefined][] = [
    ['when what was ordered is shipped, open or cancelled', { ordered: '10', shipped: '4', open: '5.5', cancelled: '0.5' }, undefined],
    ['not when something is left over', { ordered: '10', shipped: '4', open: '5', cancelled: '0' }, { stated: '10', accounted: '9', difference: '-1', missing: [] }],
    ['not when a part is not said: that is not zero', { ordered: '9', shipped: '4', open: '5' }, { stated: '9', accounted: undefined, difference: undefined, missing: ['cancelled'] }],
    ['not when hardly anything is said', { shipped: '4' }, { stated: undefined, accounted: undefined, difference: undefined, missing: ['ordered', 'open', 'cancelled'] }],
    ['not when the whole is not said', { shipped: '4', open: '5', cancelled: '0' }, { stated: undefined, accounted: '9', difference: undefined, missing: ['ordered'] }],
  ];

  it.each(cases)('%s', (_, figures, finding) => {
    expect(accountFor([{ document: 'SO-1', figures }], [ORDER])).toEqual(finding === undefined ? [] : [{ document: 'SO-1', rule: 'order', ...finding }]);
  });

  it('by each rule, and parts can be taken off', () => {
    const records = [{ document: 'PO-1', figures: { received: '3', rejected: '1', stocked: '2' } }, { document: 'PO-2', figures: { received: '3', rejected: '1', stocked: '4' } }];
    expect(accountFor(records, [STOCKED, STOCKED]).map(({ document, difference }) => [document, difference])).toEqual([['PO-2', '-2'], ['PO-2', '-2']]);
  });

  it('with figures that are amounts, and none that only look like members', () => {
    expect(() => accountFor([{ document: 'A', figures: { ordered: '1' } }, { document: 'B', figures: { ordered: '1.0' } }], [ORDER])).toThrow('$[1].figures.ordered');
    expect(() => accountFor([{ document: 'A', figures: { ordered: '1', shipped: 'x' } }], [ORDER])).toThrow('$[0].figures.shipped');
    expect(accountFor([{ document: 'A', figures: {} }], [{ name: 'x', total: 'constructor', parts: {} }])).toMatchObject([{ missing: ['constructor'] }]);
  });
});

describe('a period opens with what the one before closed with', () => {
  const balance = (series: string, period: number, opening: string, closing: string): { series: string; period: number; opening: string; closing: string } => ({ series, period, opening, closing });

  it('or the break is named; periods may come in any order', () => {
    expect(rollForward([balance('JP', 2002, '1900', '5'), balance('JP', 2001, '3', '0'), balance('NO', 2003, '7', '7')])).toEqual({
      breaks: [{ series: 'JP', period: 2002, closing: '0', opening: '1900', difference: '1900' }], gaps: 0,
    });
  });

  it('where nothing is between them: a missing period is a gap and no break', () => {
    expect(rollForward([balance('JP', 2001, '3', '0'), balance('JP', 2003, '9', '5'), balance('JP', 2004, '5', '5')])).toEqual({ breaks: [], gaps: 1 });
  });

  it('series by series, in the order of series and periods', () => {
    const balances = [balance('NO', 2, '8', '1'), balance('JP', 2, '6', '3'), balance('NO', 1, '0', '7'), balance('JP', 3, '2', '0'), balance('JP', 1, '0', '5')];
    const breaks = ['JP 2 1', 'JP 3 -1', 'NO 2 1'];
    for (const listed of [balances, [...balances].reverse()]) {
      const found = rollForward(listed);
      expect(found.breaks.map(({ series, period, difference }) => `${series} ${period} ${difference}`)).toEqual(breaks);
      expect(found.gaps).toBe(0);
    }
    expect(rollForward([])).toEqual({ breaks: [], gaps: 0 });
  });

  it('and every missing period is counted', () => {
    expect(rollForward([balance('JP', 1, '0', '5'), balance('JP', 3, '5', '5'), balance('JP', 6, '5', '5'), balance('NO', 9, '5', '5')]).gaps).toBe(2);
  });

  it('in amounts', () => {
    expect(() => rollForward([balance('JP', 1, '0', 'x')])).toThrow('$[0].closing');
    expect(() => rollForward([balance('JP', 1, '', '1')])).toThrow('$[0].opening');
  });
});

describe('a published figure', () => {
  const figure = (amount: string): { channel: string; item: string; amount: string; publishedAt: string } => ({ channel: 'web', item: 'TEA', amount, publishedAt: '2026-03-01T00:00:00Z' });
  const cases: [rule: string, published: string | undefined, now: string | undefined, then: string | undefined, verdict: string | undefined, oversold: string][] = [
    ['is right when it is what should be published now', '5', '5', '5', undefined, ''],
    ['is right even where nobody knows what was right then', '5', '5', undefined, undefined, ''],
    ['is outdated when it was right and is not any more', '5', '3', '5', 'outdated', '2'],
    ['is wrong when it never was right', '5', '3', '4', 'wrong', '2'],
    ['is wrong the other way round too, which sells too little', '2', '3', '4', 'wrong', '0'],
    ['is mended when stock moved to meet it', '5', '5', '4', 'mended', '0'],
    ['is missing when there is something to publish', undefined, '5', undefined, 'unpublished', '0'],
    ['is unfounded when there is nothing to publish', '5', undefined, '5', 'unfounded', '5'],
    ['cannot be judged when nobody knows what was right then', '5', '3', undefined, 'unverifiable', '2'],
  ];

  it.each(cases)('%s', (_, published, now, then, verdict, oversold) => {
    const list = <Row>(amount: string | undefined, make: (amount: string) => Row): Row[] => (amount === undefined ? [] : [make(amount)]);
    const check: PublishedCheck = { published: list(published, figure), now: list(now, figure), then: list(then, figure) };
    const findings = checkPublished(check);
    if (verdict === undefined) expect(findings).toEqual([]);
    else expect(findings).toMatchObject([{ channel: 'web', key: { item: 'TEA' }, verdict, published, now, then, oversold }]);
  });

  it('is held against the figures of its own channel and key', () => {
    const at = (channel: string, lot: string, amount: string): PublishedCheck['published'][number] => ({ channel, item: 'TEA', lot, amount, publishedAt: `2026-03-01T0${amount}:00:00Z` });
    const findings = checkPublished({ published: [at('web', 'L1', '1'), at('web', 'L2', '2'), at('app', 'L1', '3')], now: [at('app', 'L1', '4'), at('web', 'L2', '5'), at('web', 'L1', '6')], then: [at('web', 'L2', '2'), at('app', 'L1', '7')] });
    expect(findings.map(({ channel, key, verdict, published, publishedAt, now, then }) => [channel, key.lot, verdict, published, publishedAt, now, then])).toEqual([
      ['app', 'L1', 'wrong', '3', '2026-03-01T03:00:00Z', '4', '7'],
      ['web', 'L1', 'unverifiable', '1', '2026-03-01T01:00:00Z', '6', undefined],
      ['web', 'L2', 'outdated', '2', '2026-03-01T02:00:00Z', '5', '2'],
    ]);
    expect(checkPublished({ published: [], now: [at('web', 'L1', '1')], then: [] })).toEqual([
      { channel: 'web', key: findings[1]!.key, verdict: 'unpublished', published: undefined, publishedAt: undefined, now: '1', then: undefined, oversold: '0' },
    ]);
  });

  it('is an amount, and so is what it is held against', () => {
    expect(() => checkPublished({ published: [], now: [figure('1'), figure('x')], then: [] })).toThrow('$.now[1].amount');
    expect(() => checkPublished({ published: [], now: [], then: [figure('x')] })).toThrow('$.then[0].amount');
  });

  it('is judged by channel and key, in their order', () => {
    const rows = ['B', 'A'].flatMap((item) => ['web', 'app', 'shop'].map((channel) => ({ channel, item, amount: '1', publishedAt: '2026-03-01T00:00:00Z' })));
    expect(checkPublished({ published: rows, now: [], then: [] }).map(({ channel, key }) => `${key.item} ${channel}`)).toEqual(['A app', 'A shop', 'A web', 'B app', 'B shop', 'B web']);
    expect(() => checkPublished({ published: [figure('1e3')], now: [], then: [] })).toThrow('$.published[0].amount');
  });
});
