import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfirmAnswer, Inventory } from '../../src/commands/index.js';
import { formatInstant } from '../../src/foundation/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { sharedMemory } from '../../src/storage/memory/index.js';
import { runs } from '../runs.js';
import { each, open, received, START } from './warehouse.js';

const HOUR = 3_600_000;
const at = (hours: number): string => formatInstant(START + hours * HOUR);
const supply = (name: string, hours: number, amount: number, item = 'TEA'): StockEvent =>
  ({ type: 'supply.scheduled', source: 'erp', id: `${item}-${name}`, effectiveAt: at(-1), item, location: 'EAST', supply: name, class: 'onOrder', dueAt: at(hours), quantity: each(amount) });
const confirmedIn = (answer: Awaited<ReturnType<Inventory['confirm']>>): number => (answer.ok ? Number(answer.lines[0]!.confirmed.amount) : 0);

describe.each([1, 2, 3])('%i handles that promise at the same time', (count) => {
  const start = async (): Promise<readonly Inventory[]> => {
    const shared = sharedMemory();
    const handles = Array.from({ length: count }, () => open({ shared }).inventory);
    await handles[0]!.record([received(5), supply('P1', 2, 20), supply('P2', 4, 15), received(4, { item: 'CUP' }), supply('P', 3, 26, 'CUP')]);
    return handles;
  };
  const handleOf = (handles: readonly Inventory[], n: number): Inventory => handles[n % handles.length]!;

  it('never promise goods that come to two callers, and all of them to somebody', async () => {
    const handles = await start();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => handleOf(handles, n).confirm({ key: `k${n}`, lines: [{ item: 'TEA', quantity: each(1), wantedAt: at(n % 2 === 0 ? 3 : 5) }] })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(40);
    for (const handle of handles) {
      const [answer] = await handle.availableToPromise({ items: ['TEA'], fresh: true });
      expect(answer!.buckets.at(-1)!.cumulative).toEqual(each(0));
      expect(await handle.verify()).toEqual({ ok: true, violations: [] });
    }
  });

  it('promise several items together or not at all', async () => {
    const handles = await start();
    const line = (item: string) => ({ item, quantity: each(1), wantedAt: at(5) });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => handleOf(handles, n).confirm({ key: `k${n}`, lines: n % 2 === 0 ? [line('TEA'), line('CUP')] : [line('CUP'), line('TEA')] })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
    for (const [item, left] of [['TEA', 10], ['CUP', 0]] as const) {
      const [answer] = await handles[0]!.availableToPromise({ items: [item], fresh: true });
      expect(answer!.buckets.at(-1)!.cumulative).toEqual(each(left));
    }
  });

  it('give a key one promise', async () => {
    const handles = await start();
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => handleOf(handles, n).confirm({ key: 'same', lines: [{ item: 'TEA', quantity: each(7), wantedAt: at(3) }] })));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, repeated: false }))).size).toBe(1);
  });

  it('in whatever order they come, with goods put off and received between', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.record({ amount: fc.integer({ min: 1, max: 9 }), hours: fc.nat(6), mode: fc.constantFrom('allOrNothing', 'partialOnDate', 'earliestDate', 'schedule') }), { minLength: 2, maxLength: 14 }), fc.nat(14),
      async (calls, when) => {
        const handles = await start();
        const late: StockEvent[] = [{ ...supply('P1', 3, 20), type: 'supply.changed', id: 'late', effectiveAt: at(0) } as StockEvent, received(20, { id: `in${when}`, supply: 'P1' })];
        const answers = await Promise.all(calls.flatMap((call, n): Promise<unknown>[] => [
          ...(n === when ? late.map((event) => handleOf(handles, n + 1).record(event)) : []),
          handleOf(handles, n).confirm({ key: `k${n}`, lines: [{ item: 'TEA', quantity: each(call.amount), wantedAt: at(call.hours), mode: call.mode }] }),
        ]));
        const confirmed = (answers.filter((answer) => typeof answer === 'object' && answer !== null && 'repeated' in answer && !('outcome' in answer)) as ConfirmAnswer[]).map(confirmedIn);
        expect(confirmed).toHaveLength(calls.length);
        const [answer] = await handles[0]!.availableToPromise({ items: ['TEA'], fresh: true });
        for (const bucket of answer!.buckets) expect(Number(bucket.projected.amount)).toBeGreaterThanOrEqual(when < calls.length ? -20 : 0); // What is put off may come too late, and no more than that.
        expect(Number(answer!.buckets.at(-1)!.projected.amount)).toBe(40 - confirmed.reduce((sum, amount) => sum + amount, 0));
        const total = confirmed.reduce((sum, amount) => sum + amount, 0);
        expect(total).toBeLessThanOrEqual(40);
      },
    ), { numRuns: runs(25) });
  });
});

describe('a handle that has not heard of what another did', () => {
  it('refuses a promise only for what does not come', async () => {
    const shared = sharedMemory();
    // Many partitions, so that the request's own commit does not run into the news by chance.
    const [writer, reader] = [open({ shared, partitions: 512 }).inventory, open({ shared, partitions: 512 }).inventory];
    await writer.record(supply('P1', 2, 3));
    expect((await reader.availableToPromise({ items: ['TEA'] }))[0]!.buckets.at(-1)!.available).toEqual(each(3));
    await writer.record(supply('P2', 3, 5));
    expect(await reader.confirm({ key: 'k', lines: [{ item: 'TEA', quantity: each(8), wantedAt: at(4) }] })).toMatchObject({ ok: true });
  });

  it('reads as fresh as a commit when it is asked to', async () => {
    const shared = sharedMemory();
    const [writer, reader] = [open({ shared }).inventory, open({ shared }).inventory];
    const ask = { lines: [{ item: 'TEA', quantity: each(3), wantedAt: at(4) }] };
    expect(await reader.promise(ask)).toMatchObject({ ok: false });
    await writer.record(supply('P1', 2, 3));
    expect(await reader.promise(ask)).toMatchObject({ ok: false, versions: [{ block: 0 }] });
    expect(await reader.promise(ask, { fresh: true })).toMatchObject({ ok: true, versions: [{ block: 1 }] });
  });
});
