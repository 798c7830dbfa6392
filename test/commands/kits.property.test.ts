import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/commands/index.js';
import { availableOf, open, received } from './warehouse.js';
import { each, KITS, openKits, standing } from './kit-warehouse.js';

const RECIPES: Readonly<Record<string, Readonly<Record<string, number>>>> = { SET: { CUP: 4, BOX: 1 }, DUO: { CUP: 2, BOX: 1 } };
const PARTS = ['CUP', 'BOX'];

interface PlainKit {
  readonly item: string;
  own: number;
  inParts: number;
  waiting: number;
  closed: number;
  /** What is held of each part; less than its kits take only where kits were split. */
  readonly parts: Record<string, number>;
}

/** Kits as someone would keep them with a notebook: counts kits one by one. Shares no code with the library. */
class Notebook {
  readonly stock: Record<string, number> = { CUP: 0, BOX: 0, SET: 0, DUO: 0 };
  readonly kits = new Map<string, PlainKit>();
  readonly cups = new Map<string, number>();

  free(item: string): number {
    let left = this.stock[item]!;
    for (const kit of this.kits.values()) left -= (kit.item === item ? kit.own : 0) + (kit.parts[item] ?? 0);
    if (item === 'CUP') for (const held of this.cups.values()) left -= held;
    return left;
  }

  buildable(item: string): number {
    let kits = 0;
    while (PARTS.every((part) => this.free(part) >= RECIPES[item]![part]! * (kits + 1))) kits++;
    return kits;
  }

  /** What of a new line can be held, and what is then written down. */
  reserve(name: string, item: string, wanted: number, mode: 'allOrNothing' | 'partial' | 'backorder', split: boolean): number | undefined {
    const own = Math.min(wanted, this.free(item));
    const built = Math.min(wanted - own, this.buildable(item));
    if (own + built < wanted && (mode === 'allOrNothing' || (mode === 'partial' && own + built === 0))) return undefined;
    const inParts = mode === 'backorder' && split ? wanted - own : built;
    const parts: Record<string, number> = {};
    for (const part of PARTS) parts[part] = Math.min(this.free(part), inParts * RECIPES[item]![part]!);
    if (mode === 'backorder' || own + built > 0) this.kits.set(name, { item, own, inParts, waiting: mode === 'backorder' ? wanted - own - inParts : 0, closed: 0, parts });
    return own + built;
  }

  held({ item, own, inParts, parts }: PlainKit): number {
    let whole = 0;
    while (whole < inParts && PARTS.every((part) => parts[part]! >= RECIPES[item]![part]! * (whole + 1))) whole++;
    return own + whole;
  }

  cancel(name: string, wanted: number): boolean {
    const kit = this.kits.get(name);
    if (kit === undefined || wanted > kit.waiting + kit.inParts + kit.own) return false;
    for (let left = wanted; left > 0; left--) {
      if (kit.waiting > 0) kit.waiting--;
      else if (kit.inParts > 0) {
        kit.inParts--;
        // What no part has goes first: the rest of the kits keep what is held up to what they take.
        for (const part of PARTS) kit.parts[part] = Math.min(kit.parts[part]!, kit.inParts * RECIPES[kit.item]![part]!);
      } else kit.own--;
      kit.closed++;
    }
    return true;
  }
}

interface World {
  readonly handles: readonly Inventory[];
  readonly notebook: Notebook;
  calls: number;
}

type Step = (world: World) => Promise<void>;

const kit = fc.constantFrom('SET', 'DUO');
const steps: readonly fc.Arbitrary<Step>[] = [
  fc.record({ item: fc.constantFrom('CUP', 'CUP', 'BOX', 'SET'), amount: fc.integer({ min: 1, max: 12 }) }).map(({ item, amount }) => async ({ handles, notebook }) => {
    await handles[0]!.record(received(amount, { item }));
    notebook.stock[item]! += amount;
  }),
  fc.record({ item: kit, amount: fc.integer({ min: 1, max: 4 }), mode: fc.constantFrom('allOrNothing', 'partial', 'backorder'), split: fc.boolean(), handle: fc.nat(1) })
    .map(({ item, amount, mode, split, handle }) => async (world) => {
      const name = `k${++world.calls}`;
      const answer = await world.handles[handle]!.reserve({ key: name, mode, kits: split ? 'split' : 'whole', lines: [{ item, line: name, quantity: each(amount) }] });
      const held = world.notebook.reserve(name, item, amount, mode, split);
      if (held === undefined) expect(answer).toMatchObject({ ok: false, reason: { code: 'reservation.insufficient' } });
      else expect(answer).toMatchObject({ ok: true, lines: [{ reserved: each(held) }] });
    }),
  fc.record({ kits: fc.array(fc.record({ item: kit, amount: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 3 }), cups: fc.nat(6), handle: fc.nat(1) })
    .map(({ kits, cups, handle }) => async (world) => {
      const name = `o${++world.calls}`;
      const lines = kits.map(({ item, amount }, index) => ({ item, line: `${name}-${index}`, quantity: each(amount) }));
      const answer = await world.handles[handle]!.reserve({ key: name, lines: cups === 0 ? lines : [...lines, { item: 'CUP', line: `${name}-c`, quantity: each(cups) }] });
      // An order is held as a whole or not at all: tried in a copy of the notebook.
      const before = new Map([...world.notebook.kits].map(([key, one]) => [key, one] as const));
      const whole = kits.every(({ item, amount }, index) => world.notebook.reserve(`${name}-${index}`, item, amount, 'allOrNothing', false) !== undefined) && world.notebook.free('CUP') >= cups;
      expect(answer.ok, `order of ${JSON.stringify(kits)} and ${cups} cups`).toBe(whole);
      if (whole && cups > 0) world.notebook.cups.set(`${name}-c`, cups);
      if (whole) return;
      world.notebook.kits.clear();
      for (const [key, one] of before) world.notebook.kits.set(key, one);
    }),
  fc.record({ which: fc.nat(), amount: fc.integer({ min: 1, max: 4 }), handle: fc.nat(1) }).map(({ which, amount, handle }) => async (world) => {
    const names = [...world.notebook.kits.keys()];
    const name = names[which % Math.max(1, names.length)];
    if (name === undefined) return;
    const answer = await world.handles[handle]!.cancel({ key: `c${++world.calls}`, item: world.notebook.kits.get(name)!.item, line: name, quantity: each(amount) });
    expect(answer.ok, `cancel ${amount} of ${name}`).toBe(world.notebook.cancel(name, amount));
  }),
];

async function check({ handles, notebook }: World): Promise<void> {
  for (const inventory of handles) {
    for (const item of ['CUP', 'BOX', 'SET', 'DUO']) {
      const built = item in RECIPES ? notebook.buildable(item) : 0;
      expect(await availableOf(inventory, item, { fresh: true }), `available of ${item}`).toBe(notebook.free(item) + built);
    }
  }
  for (const [name, one] of notebook.kits) {
    const { requested = 0, waiting = 0, reserved = 0, closed = 0, inParts = 0 } = await standing(handles[0]!, one.item, name);
    const held = notebook.held(one);
    expect({ requested, waiting, reserved, closed, inParts }, `line ${name}`).toEqual({
      requested: one.own + one.inParts + one.waiting + one.closed, waiting: one.own + one.inParts + one.waiting - held, reserved: held, closed: one.closed, inParts: one.inParts,
    });
  }
}

describe('kits through two handles, beside a notebook', () => {
  it('are held, counted and taken back alike, and no part is promised twice', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(...steps), { minLength: 1, maxLength: 12 }), async (run) => {
      const first = await openKits([]);
      const world: World = { handles: [first.inventory, open({ catalog: KITS, shared: first.shared, testClock: first.clock }).inventory], notebook: new Notebook(), calls: 0 };
      for (const step of run) {
        await step(world);
        await check(world);
      }
      expect(await first.inventory.verify()).toEqual({ ok: true, violations: [] });
    }), { numRuns: 60 });
  });
});
