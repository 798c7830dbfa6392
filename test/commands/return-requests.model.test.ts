import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import type { StockEvent } from '../../src/model/index.js';
import { sharedMemory } from '../../src/storage/memory/index.js';
import { runs } from '../runs.js';
import { each, open, received, testClock } from './warehouse.js';

/** A return as somebody would keep it by hand. */
interface PlainReturn { line: string; authorized: number; arrived: number; credited: number; closed: boolean }

/** Order lines and their returns by hand: nothing is summed ahead, every request is dealt with unit by unit. Shares no code with the library. */
class PlainDesk {
  readonly lines = new Map<string, { open: number; shipped: number }>();
  readonly returns = new Map<string, PlainReturn>();

  of(name: string): PlainReturn {
    const known = this.returns.get(name) ?? { line: '', authorized: 0, arrived: 0, credited: 0, closed: false };
    this.returns.set(name, known);
    return known;
  }

  /** The returns a request about a line looks at, by name: those of the line, and the one it names if nobody said of which line that is. */
  seen(line: string, name: string): readonly PlainReturn[] {
    return [...this.returns].sort().filter(([one, state]) => state.line === line || (one === name && state.line === '')).map(([, state]) => state);
  }

  spoken({ closed, arrived, authorized }: PlainReturn): number {
    return closed ? arrived : Math.max(arrived, authorized);
  }

  refusal(line: string, name: string): string | undefined {
    if (!this.lines.has(line)) return 'reservation.unknown_line';
    const own = this.returns.get(name);
    return own !== undefined && own.line !== '' && own.line !== line ? 'return.other_line' : undefined;
  }

  authorize(line: string, name: string, amount: number): string {
    const refused = this.refusal(line, name);
    if (refused !== undefined) return refused;
    const own = this.of(name);
    if (own.closed) return 'return.closed';
    const others = this.seen(line, name).filter((one) => one !== own).reduce((sum, one) => sum + this.spoken(one), 0);
    if (others + own.authorized + amount > this.lines.get(line)!.shipped) return 'return.exceeds_shipped';
    own.authorized += amount;
    own.line = line;
    return 'yes';
  }

  refund(line: string, name: string, amount: number, comeBack: boolean): string {
    const refused = this.refusal(line, name);
    if (refused !== undefined) return refused;
    const sold = { ...this.lines.get(line)! };
    const own = this.of(name);
    const trial = new Map(this.seen(line, name).map((one) => [one, { ...one }]));
    const mine = (): PlainReturn => trial.get(own) ?? (trial.set(own, { ...own }), trial.get(own)!);
    let shut = false;
    for (let unit = 0; unit < amount; unit++) {
      if (sold.open > 0) {
        sold.open--;
        continue;
      }
      const states = [...trial.values()];
      if (states.reduce((sum, { credited }) => sum + credited, 0) >= sold.shipped) return 'return.exceeds_refundable';
      const owed = states.find(({ arrived, credited }) => credited < arrived) ?? states.find((one) => one.credited < this.spoken(one));
      if (!comeBack) mine().credited++;
      else if (owed !== undefined) owed.credited++;
      else {
        shut ||= own.closed;
        mine().authorized = Math.max(mine().authorized, mine().arrived) + 1;
        mine().credited++;
      }
    }
    if (shut) return 'return.closed';
    for (const [one, changed] of trial) if (one.authorized !== changed.authorized || one.credited !== changed.credited) Object.assign(one, changed, { line });
    this.lines.set(line, sold);
    return 'yes';
  }
}

const LINES = ['SO#1', 'SO#2'];
const RETURNS = ['R#1', 'R#2', 'R#3'];
const step = fc.record({
  kind: fc.constantFrom('ship', 'come', 'close', 'authorize', 'authorize', 'authorize', 'refund', 'refund', 'refund', 'again', 'reopen'), line: fc.constantFrom(...LINES, 'SO#9'), name: fc.constantFrom(...RETURNS),
  amount: fc.integer({ min: 1, max: 7 }), comeBack: fc.boolean(),
});

describe('returns asked for, beside a desk that keeps them by hand', () => {
  it('are answered and counted alike', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const [shared, clock] = [sharedMemory(), testClock()];
      let { inventory } = open({ shared, testClock: clock, snapshotEveryEntries: 5 });
      const desk = new PlainDesk();
      await inventory.record(received(100));
      for (const line of LINES) {
        await inventory.reserve({ key: line, lines: [{ item: 'TEA', line, quantity: each(8) }] });
        desk.lines.set(line, { open: 8, shipped: 0 });
      }
      let again: (() => Promise<unknown>) | undefined;
      for (const [index, { kind, line, name, amount, comeBack }] of steps.entries()) {
        const told = (type: string, rest: object): StockEvent => ({ type, source: 'rma', id: `f${index}`, effectiveAt: '2026-05-12T07:30:00Z', item: 'TEA', ...rest }) as unknown as StockEvent;
        const ask = { key: `k${index}`, source: 'rma', item: 'TEA', line, returnLine: name, quantity: each(amount) };
        if (kind === 'ship') {
          const known = desk.lines.get(line);
          if (known === undefined) continue;
          await inventory.record(told('stock.shipped', { location: 'EAST', line, quantity: each(amount) }));
          desk.lines.set(line, { open: Math.max(known.open - amount, 0), shipped: known.shipped + amount });
        } else if (kind === 'come') {
          await inventory.record(told('stock.returned', { location: 'EAST', returnLine: name, quantity: each(amount) }));
          desk.of(name).arrived += amount;
        } else if (kind === 'close') {
          await inventory.record(told('return.closed', { returnLine: name }));
          desk.of(name).closed = true;
        } else if (kind === 'authorize') {
          again = () => inventory.authorizeReturn(ask);
          const answer = await inventory.authorizeReturn(ask);
          expect(answer.ok ? 'yes' : answer.reason.code, `step ${index}`).toBe(desk.authorize(line, name, amount));
        } else if (kind === 'refund') {
          const refund = { ...ask, shippedGoods: comeBack ? 'comeBack' as const : 'stayAway' as const };
          again = () => inventory.refund(refund);
          const answer = await inventory.refund(refund);
          expect(answer.ok ? 'yes' : answer.reason.code, `step ${index}`).toBe(desk.refund(line, name, amount, comeBack));
        } else if (kind === 'again') expect(((await again?.()) as { readonly repeated: boolean } | undefined)?.repeated).not.toBe(false);
        else inventory = open({ shared, testClock: clock, snapshotEveryEntries: 5 }).inventory;
        for (const one of RETURNS) {
          const answer = await inventory.returnLine('TEA', one);
          const { authorized, arrived, credited, line: of } = desk.returns.get(one) ?? { authorized: 0, arrived: 0, credited: 0, line: '' };
          expect([Number(answer?.authorized.amount ?? 0), Number(answer?.arrived.amount ?? 0), Number(answer?.credited.amount ?? 0), answer?.orderLine ?? ''], `${one} after step ${index}`).toEqual([authorized, arrived, credited, of]);
        }
        for (const [one, { open: left, shipped }] of desk.lines) {
          const answer = (await inventory.line('TEA', one))!;
          expect([Number(answer.reserved.amount), Number(answer.shipped.amount) + Number(answer.excess.amount)], `${one} after step ${index}`).toEqual([left, shipped]);
        }
      }
      expect(await inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: runs(300) });
  });
});

describe.each([1, 2, 3])('%i handles that decide on one line at the same time', (count) => {
  const start = async (): Promise<readonly Inventory[]> => {
    const shared = sharedMemory();
    const handles = Array.from({ length: count }, () => open({ shared }).inventory);
    await handles[0]!.record(received(100));
    await handles[0]!.reserve({ key: 'o', lines: [{ item: 'TEA', line: 'SO#1', quantity: each(30) }] });
    await handles[0]!.record({ ...received(25), type: 'stock.shipped', id: 'out', line: 'SO#1' } as StockEvent);
    return handles;
  };
  const figures = async (inventory: Inventory): Promise<{ readonly spoken: number; readonly credited: number; readonly authorized: number }> => {
    const sums = { spoken: 0, credited: 0, authorized: 0 };
    for (let name = 0; name < 8; name++) {
      const one = await inventory.returnLine('TEA', `R#${name}`);
      if (one === undefined) continue;
      sums.spoken += Math.max(Number(one.arrived.amount), one.open ? Number(one.authorized.amount) : 0);
      sums.credited += Number(one.credited.amount);
      sums.authorized += Number(one.authorized.amount);
    }
    return sums;
  };

  it('let all of it come back, and no more', async () => {
    const handles = await start();
    const answers = await Promise.all(Array.from({ length: 70 }, (_, n) => handles[n % count]!.authorizeReturn({ key: `k${n}`, source: 'rma', item: 'TEA', line: 'SO#1', returnLine: `R#${n % 8}`, quantity: each(1) })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(25);
    for (const handle of handles) {
      await handle.available({ items: ['TEA'], fresh: true });
      expect(await figures(handle)).toEqual({ spoken: 25, credited: 0, authorized: 25 });
      expect(await handle.verify()).toEqual({ ok: true, violations: [] });
    }
  });

  it('authorise and credit no more than was shipped, whatever else is asked and comes', async () => {
    const call = fc.record({ kind: fc.constantFrom('authorize', 'refund', 'stay', 'cancel', 'come'), name: fc.nat(3), amount: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(fc.asyncProperty(fc.array(call, { minLength: 2, maxLength: 24 }), async (calls) => {
      const handles = await start();
      await Promise.all(calls.map(async ({ kind, name, amount }, n): Promise<unknown> => {
        const handle = handles[n % count]!;
        const ask = { key: `k${n}`, source: 'rma', item: 'TEA', line: 'SO#1', returnLine: `R#${name}`, quantity: each(amount) };
        if (kind === 'authorize') return handle.authorizeReturn(ask);
        if (kind === 'cancel') return handle.cancel({ key: `k${n}`, item: 'TEA', line: 'SO#1', quantity: each(1) });
        // Only so much comes as nobody can doubt: what comes unasked is a fact and no decision.
        if (kind === 'come') return n < 4 ? handle.record({ ...received(1), type: 'stock.returned', id: `b${n}`, returnLine: `R#${name}` } as StockEvent) : undefined;
        return handle.refund({ ...ask, shippedGoods: kind === 'refund' ? 'comeBack' : 'stayAway' });
      }));
      await handles[0]!.available({ items: ['TEA'], fresh: true });
      const { credited, authorized } = await figures(handles[0]!);
      expect(credited).toBeLessThanOrEqual(25);
      expect(authorized).toBeLessThanOrEqual(25);
      const line = (await handles[0]!.line('TEA', 'SO#1'))!;
      expect(Number(line.reserved.amount) + Number(line.cancelled.amount)).toBe(5);
      expect(await handles[0]!.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: runs(40) });
  });
});

describe('a handle that has not heard of what another did', () => {
  it('refuses a return only for what was not shipped', async () => {
    const shared = sharedMemory();
    // Many partitions, so that the request's own commit does not run into the news by chance.
    const [writer, reader] = [open({ shared, partitions: 512 }).inventory, open({ shared, partitions: 512 }).inventory];
    await writer.record([received(9), { ...received(2), type: 'order.placed', id: 'o', line: 'SO#1', channel: 'shop', location: undefined } as unknown as StockEvent]);
    expect(await reader.line('TEA', 'SO#1')).toBeDefined();
    await writer.record({ ...received(2), type: 'stock.shipped', id: 's', line: 'SO#1' } as StockEvent);
    expect(await reader.authorizeReturn({ key: 'k', source: 'rma', item: 'TEA', line: 'SO#1', returnLine: 'R#1', quantity: each(2) })).toMatchObject({ ok: true });
  });
});
