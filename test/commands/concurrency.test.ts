import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import { sharedMemory } from '../../src/storage/memory/index.js';
import { availableOf, each, open, received, shipped } from './warehouse.js';

type Answer = Awaited<ReturnType<Inventory['reserve']>>;

function held(answers: readonly Answer[]): number {
  return answers.reduce((sum, answer) => sum + (answer.ok ? answer.lines.reduce((lines, line) => lines + Number(line.reserved.amount), 0) : 0), 0);
}

async function agree(handles: readonly Inventory[], item: string, expected: { readonly available: number; readonly reserved: number }): Promise<void> {
  for (const handle of handles) {
    const [answer] = await handle.available({ items: [item], fresh: true });
    expect({ available: Number(answer?.available.amount), reserved: Number(answer?.reserved.amount) }).toEqual(expected);
    expect(await handle.verify()).toEqual({ ok: true, violations: [] });
  }
}

describe('callers of one handle', () => {
  it('never hold more than there is, and all of it', async () => {
    const { inventory } = open();
    await inventory.record(received(100));
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => inventory.reserve({ key: `k${n}`, channel: 'shop', lines: [{ item: 'TEA', quantity: each(1) }] })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
    expect(held(answers)).toBe(100);
    await agree([inventory], 'TEA', { available: 0, reserved: 100 });
  });

  it('share what is left in uneven parts', async () => {
    const { inventory } = open({ callsPerCommitMax: 7 });
    await inventory.record(received(50));
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) =>
      inventory.reserve({ key: `k${n}`, mode: n % 3 === 0 ? 'partial' : 'allOrNothing', lines: [{ item: 'TEA', quantity: each((n % 5) + 1) }] })));
    expect(held(answers)).toBe(50);
    await agree([inventory], 'TEA', { available: 0, reserved: 50 });
  });

  it('give a key one effect and one answer', async () => {
    const { inventory } = open();
    await inventory.record(received(100));
    const answers = await Promise.all(Array.from({ length: 20 }, () => inventory.reserve({ key: 'same', lines: [{ item: 'TEA', quantity: each(3) }] })));
    const [first] = answers;
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    for (const answer of answers) expect({ ...answer, repeated: false }).toEqual(first);
    await agree([inventory], 'TEA', { available: 97, reserved: 3 });
  });

  it('record an event sent at the same time twice once', async () => {
    const { inventory } = open();
    const event = received(10);
    const answers = await Promise.all(Array.from({ length: 10 }, () => inventory.record(event)));
    expect(answers.filter((answer) => answer.ok && answer.outcome === 'recorded')).toHaveLength(1);
    expect(answers.filter((answer) => answer.ok && answer.outcome === 'repeated' && answer.verified)).toHaveLength(9);
    expect(await availableOf(inventory)).toBe(10);
  });

  it('are refused as trouble when too many wait', async () => {
    const { inventory } = open({ callsWaitingMax: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => inventory.record(received(1))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected']);
    expect((outcomes[4] as PromiseRejectedResult).reason).toMatchObject({ code: 'inventory.overloaded' });
  });

  it('are answered before the handle closes, and refused after', async () => {
    const { inventory, shared } = open({ callsPerCommitMax: 1 });
    const calls = Array.from({ length: 5 }, () => inventory.record(received(1)));
    await inventory.close();
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
    await expect(inventory.record(received(1))).rejects.toMatchObject({ code: 'inventory.closed' });
    await expect(inventory.available({ items: ['TEA'] })).rejects.toMatchObject({ code: 'inventory.closed' });
    expect(await availableOf(open({ shared }).inventory)).toBe(5);
  });

  it('do not keep a fresh read waiting behind calls made after it', async () => {
    const { inventory } = open({ callsPerCommitMax: 1 });
    await inventory.record(received(1));
    const order: string[] = [];
    const before = Array.from({ length: 2 }, (_, n) => inventory.record(received(1)).then(() => order.push(`before ${n}`)));
    const read = inventory.available({ items: ['TEA'], fresh: true }).then(() => order.push('read'));
    const after = Array.from({ length: 20 }, (_, n) => inventory.record(received(1)).then(() => order.push(`after ${n}`)));
    await Promise.all([...before, read, ...after]);
    expect(order.indexOf('read')).toBeLessThan(order.indexOf('after 5'));
  });
});

describe.each([2, 3])('%i handles racing on one store', (count) => {
  const start = async (): Promise<readonly Inventory[]> => {
    const shared = sharedMemory();
    const handles = Array.from({ length: count }, () => open({ shared }).inventory);
    await handles[0]?.record([received(90), received(60, { item: 'CUP' })]);
    return handles;
  };
  const handleOf = (handles: readonly Inventory[], n: number): Inventory => handles[n % handles.length]!;

  it('never hold more than there is', async () => {
    const handles = await start();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => handleOf(handles, n).reserve({ key: `k${n}`, lines: [{ item: 'TEA', quantity: each(1) }] })));
    expect(held(answers)).toBe(90);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(90);
    await agree(handles, 'TEA', { available: 0, reserved: 90 });
  });

  it('hold several items together or not at all', async () => {
    const handles = await start();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) =>
      handleOf(handles, n).reserve({ key: `k${n}`, lines: [{ item: n % 2 === 0 ? 'TEA' : 'CUP', quantity: each(1) }, { item: n % 2 === 0 ? 'CUP' : 'TEA', quantity: each(1) }] })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(60);
    await agree(handles, 'TEA', { available: 30, reserved: 60 });
    await agree(handles, 'CUP', { available: 0, reserved: 60 });
  });

  it('give a key one effect and equal answers', async () => {
    const handles = await start();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => handleOf(handles, n).reserve({ key: 'same', lines: [{ item: 'TEA', quantity: each(4) }, { item: 'CUP', quantity: each(1) }] })));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, repeated: false }))).size).toBe(1);
    await agree(handles, 'TEA', { available: 86, reserved: 4 });
  });

  it('record a fact once and its contradiction never', async () => {
    const handles = await start();
    const event = received(5);
    const other = { ...event, quantity: each(6) } as typeof event;
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => handleOf(handles, n).record(n === 7 ? other : event)));
    const recorded = answers.filter((answer) => answer.ok && answer.outcome === 'recorded');
    expect(recorded).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok).length).toBe(recorded[0] === answers[7] ? 11 : 1);
  });

  it('count what one receives, ships and gives back for the others', async () => {
    const handles = await start();
    await Promise.all(Array.from({ length: 60 }, (_, n) => {
      const handle = handleOf(handles, n);
      if (n % 3 === 0) return handle.record(received(2));
      if (n % 3 === 1) return handle.record(shipped(1));
      return handle.reserve({ key: `k${n}`, lines: [{ item: 'TEA', quantity: each(1), line: `l${n}` }] })
        .then(() => handleOf(handles, n + 1).release({ key: `b${n}`, item: 'TEA', line: `l${n}` }));
    }));
    await agree(handles, 'TEA', { available: 110, reserved: 0 });
  });
});

describe('a handle that has not heard of what another did', () => {
  it('says no only to what is not there now', async () => {
    const shared = sharedMemory();
    // Many partitions, so that the request's own commit does not run into the news by chance.
    const [writer, reader] = [open({ shared, partitions: 512 }).inventory, open({ shared, partitions: 512 }).inventory];
    await writer.record(received(1));
    expect(await availableOf(reader)).toBe(1);
    await writer.record(received(9));
    expect(await reader.reserve({ key: 'k', lines: [{ item: 'TEA', quantity: each(10) }] })).toMatchObject({ ok: true });
    await writer.reserve({ key: 'w', lines: [{ item: 'CUP', line: 'cup', quantity: each(1) }], mode: 'backorder' });
    expect(await reader.cancel({ key: 'c', item: 'CUP', line: 'cup' })).toMatchObject({ ok: true, moved: each(1) });
  });

  it('learns of items, places and rules that another registered', async () => {
    const shared = sharedMemory();
    const [first, second] = [open({ shared }).inventory, open({ shared }).inventory];
    await Promise.all([availableOf(first), availableOf(second)]);
    await first.register({ catalog: { items: [{ id: 'POT', unit: 'EA' }], locations: [{ id: 'NORTH', kind: 'warehouse' }] }, policy: { version: 'p2', buffers: [{ kind: 'buffer', item: 'TEA', amount: '2' }] } });
    expect(await second.record(received(5, { item: 'POT', location: 'NORTH' }))).toMatchObject({ outcome: 'recorded' });
    expect(await second.reserve({ key: 'k', lines: [{ item: 'POT', quantity: each(5), location: 'NORTH' }] })).toMatchObject({ ok: true });
    await first.record(received(10));
    expect(await availableOf(second, 'TEA', { fresh: true })).toBe(8);
  });

  it('reads a partition first under the register it was written under', async () => {
    const shared = sharedMemory();
    const [first, second] = [open({ shared, partitions: 1, snapshotEveryEntries: 1 }).inventory, open({ shared, partitions: 1 }).inventory];
    await first.available({ items: [] });
    await second.available({ items: [] });
    await first.register({ catalog: { items: [{ id: 'POT', unit: 'EA' }], locations: [{ id: 'NORTH', kind: 'warehouse' }] } });
    await first.record(received(5, { item: 'POT', location: 'NORTH' }));
    expect(await second.balances('POT')).toEqual([{ item: 'POT', location: 'NORTH', state: 'sellable', quantity: each(5) }]);
    expect(await availableOf(second, 'POT')).toBe(5);
  });
});
