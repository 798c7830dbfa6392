import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceLines, type OrderSourcing, type SourcingLocation, type SourcingOrder, type SourcingRequest } from '../../src/allocation/index.js';
import { grains } from '../../src/quantity/index.js';
import { runs } from '../runs.js';
import { amount } from './amounts.js';

const ITEMS = ['p', 'q'];
const locationsWith = (packs: fc.Arbitrary<number>): fc.Arbitrary<SourcingLocation[]> => fc.array(fc.record({
  structural: fc.constantFrom(false, false, false, true), distance: fc.option(fc.nat(3), { nil: undefined }), shipmentCost: fc.nat(12),
  offers: fc.tuple(...ITEMS.map((item) => fc.record({ item: fc.constant(item), grains: fc.integer({ min: -1, max: 6 }).map(grains), pack: packs.map(grains), unitCost: fc.nat(4) }))),
}), { maxLength: 4 }).map((all) => all.map((one, index) => ({ location: `S${index}`, ...one })));
const orders: fc.Arbitrary<SourcingOrder[]> = fc.array(fc.array(fc.record({ item: fc.constantFrom(...ITEMS), grains: amount(4) }), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
  .map((all) => all.map((lines, index) => ({ order: `O${index}`, lines: lines.map((line, place) => ({ line: `L${place}`, ...line })) })));
/** Where the orders come from already, of the locations there are. */
const cameBefore = fc.array(fc.array(fc.record({ item: fc.constantFrom(...ITEMS), place: fc.nat(3) }), { maxLength: 3 }), { minLength: 2, maxLength: 2 });
const limits = { shipmentsMax: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), placesPerItemMax: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) };
const rule = fc.constantFrom<SourcingRequest['rule'][]>('priority', 'nearest', 'fewestShipments', 'minimumCost');
const anyRequest = (packs: fc.Arbitrary<number>, searchLimit: fc.Arbitrary<number>): fc.Arbitrary<SourcingRequest> => fc.record({
  orders, locations: locationsWith(packs), rule, partial: fc.constantFrom<SourcingRequest['partial'][]>('refuse', 'wholeLines', 'allow'), ...limits, searchLimit, before: fc.option(cameBefore, { nil: undefined }),
}).map(({ before, ...request }) => (before === undefined ? request : {
  ...request, orders: request.orders.map((order, index) => ({ ...order, before: before[index]!.filter(({ place }) => place < request.locations.length).map(({ item, place }) => ({ item, location: `S${place}` })) })),
}));

/** The locations an order comes from already, of one item or of any. */
function beforeOf({ before = [] }: SourcingOrder, item?: string): ReadonlySet<string> {
  return new Set(before.filter((one) => item === undefined || one.item === item).map(({ location }) => location));
}

interface Best { readonly filled: number; readonly value: number }

/** Every way to fill one order, tried one by one: the most that can be filled, and the least value of those that fill as much. */
function bruteForce({ locations, shipmentsMax = 99, placesPerItemMax = 99, rule: by }: SourcingRequest, order: SourcingOrder, left: (location: string, item: string) => number): Best {
  const open = locations.filter(({ structural }) => structural !== true);
  let best: Best = { filled: -1, value: 0 };
  const wanted = ITEMS.map((item) => order.lines.filter((line) => line.item === item).reduce((sum, line) => sum + line.grains, 0));
  const amounts = ITEMS.map(() => open.map(() => 0));
  const tryFrom = (item: number, place: number, rest: number): void => {
    if (item === ITEMS.length) {
      const added = open.filter(({ location }, index) => !beforeOf(order).has(location) && amounts.some((row) => row[index]! > 0));
      const known = beforeOf(order).size;
      const tooMany = amounts.some((row, of) => {
        const own = beforeOf(order, ITEMS[of]);
        return row.filter((one, index) => one > 0 && !own.has(open[index]!.location)).length > Math.max(placesPerItemMax - own.size, 0);
      });
      if (known + added.length > Math.max(shipmentsMax, known) || tooMany) return;
      const filled = amounts.flat().reduce((sum, one) => sum + one, 0);
      const units = amounts.reduce((sum, row, index) => sum + row.reduce((all, one, at) => all + one * open[at]!.offers[index]!.unitCost!, 0), 0);
      const value = by === 'fewestShipments' ? known + added.length : by === 'minimumCost' ? units + added.reduce((sum, { shipmentCost = 0 }) => sum + shipmentCost, 0) : 0;
      if (filled > best.filled || (filled === best.filled && value < best.value)) best = { filled, value };
      return;
    }
    if (place === open.length) {
      tryFrom(item + 1, 0, wanted[item + 1] ?? 0);
      return;
    }
    const { pack = grains(1) } = open[place]!.offers[item]!;
    for (let one = 0; one <= Math.min(rest, Math.max(0, left(open[place]!.location, ITEMS[item]!))); one += pack) {
      amounts[item]![place] = one;
      tryFrom(item, place + 1, rest - one);
    }
    amounts[item]![place] = 0;
  };
  tryFrom(0, 0, wanted[0]!);
  return best;
}

/** Calls back for each order with what is left before it. */
function walk(request: SourcingRequest, look: (order: SourcingOrder, answer: ReturnType<typeof sourceLines>[number], left: (location: string, item: string) => number) => void): void {
  const left = new Map(request.locations.flatMap(({ location, offers }) => offers.map((offer) => [`${location}/${offer.item}`, offer.grains as number])));
  for (const [index, answer] of sourceLines(request).entries()) {
    look(request.orders[index]!, answer, (location, item) => left.get(`${location}/${item}`)!);
    if (answer.ok) for (const { item, parts } of answer.lines) for (const part of parts) left.set(`${part.location}/${item}`, left.get(`${part.location}/${item}`)! - part.grains);
  }
}

const filledOf = (answer: OrderSourcing): number => answer.lines.reduce((sum, line) => sum + line.sourced, 0);
const somePacks = fc.constantFrom(1, 1, 1, 2, 3, 4);

describe('sourcing', () => {
  it('takes no more than is offered, gives no more than is asked, and keeps its limits', () => {
    fc.assert(fc.property(anyRequest(somePacks, fc.constantFrom(0, 3, 1000)), (request) => {
      walk(request, (order, answer, left) => {
        if (!answer.ok) {
          expect(request.partial).toBe('refuse');
          return;
        }
        expect(answer.lines.map(({ line, requested }) => [line, requested])).toEqual(order.lines.map((line) => [line.line, line.grains]));
        const taken = new Map<string, number>();
        for (const { item, requested, sourced, unfilled, parts } of answer.lines) {
          expect(sourced + unfilled).toBe(requested);
          expect(parts.reduce((sum, part) => sum + part.grains, 0)).toBe(sourced);
          if (request.partial !== 'allow') expect([0, requested]).toContain(sourced);
          if (request.partial === 'refuse') expect(unfilled).toBe(0);
          for (const part of parts) {
            expect(part.grains).toBeGreaterThan(0);
            taken.set(`${part.location}/${item}`, (taken.get(`${part.location}/${item}`) ?? 0) + part.grains);
          }
        }
        for (const [key, grainsTaken] of taken) {
          const [name, item] = key.split('/') as [string, string];
          const place = request.locations.find(({ location }) => location === name)!;
          expect(place.structural).not.toBe(true);
          expect(grainsTaken).toBeLessThanOrEqual(left(name, item));
          expect(grainsTaken % place.offers.find((offer) => offer.item === item)!.pack!).toBe(0);
        }
        const known = beforeOf(order);
        const used = new Set([...known, ...[...taken.keys()].map((key) => key.split('/')[0]!)]);
        expect(new Set(answer.shipments)).toEqual(used);
        expect(answer.shipments).toHaveLength(used.size);
        expect(used.size).toBeLessThanOrEqual(Math.max(request.shipmentsMax ?? 99, known.size));
        for (const item of ITEMS) {
          const own = beforeOf(order, item);
          const places = [...taken.keys()].filter((key) => key.endsWith(`/${item}`)).map((key) => key.split('/')[0]!);
          expect(new Set([...own, ...places]).size).toBeLessThanOrEqual(Math.max(request.placesPerItemMax ?? 99, own.size));
        }
        expect(answer.cost).toBe([...used].filter((name) => !known.has(name)).reduce((sum, name) => sum + request.locations.find(({ location }) => location === name)!.shipmentCost!, 0)
          + [...taken].reduce((sum, [key, one]) => sum + one * request.locations.find(({ location }) => key.startsWith(`${location}/`))!.offers.find(({ item }) => key.endsWith(`/${item}`))!.unitCost!, 0));
      });
    }), { numRuns: runs(1000) });
  });

  it('is never better than its bounds, and never worse than it says, beside every way there is', () => {
    fc.assert(fc.property(anyRequest(somePacks, fc.constantFrom(0, 2, 5, 1000)), (asked) => {
      const request = { ...asked, partial: 'allow' as const };
      walk(request, (order, answer, left) => {
        if (!answer.ok) throw new Error('refused');
        const { filled, value } = bruteForce(request, order, left);
        const { proof } = answer;
        expect(filledOf(answer)).toBeLessThanOrEqual(filled);
        expect(proof.filledAtMost).toBeGreaterThanOrEqual(filled);
        if (proof.exact) expect([filledOf(answer), proof.value ?? 0]).toEqual([filled, value]);
        if (proof.value !== undefined && filledOf(answer) === filled) {
          expect(proof.atLeast).toBeLessThanOrEqual(value);
          expect(proof.value).toBeGreaterThanOrEqual(value);
        }
        expect(proof.value === undefined).toBe(request.rule === 'priority' || request.rule === 'nearest');
      });
    }), { numRuns: runs(2000) });
  });

  it('is exact where packs are alike and the search is not cut short; at least cost, where any number of places may serve an item', () => {
    fc.assert(fc.property(fc.constantFrom(1, 2, 3).chain((pack) => anyRequest(fc.constant(pack), fc.constant(100_000))), (asked) => {
      const request = { ...asked, partial: 'allow' as const, ...(asked.rule === 'minimumCost' ? { placesPerItemMax: undefined } : {}) };
      walk(request, (_, answer) => expect(answer.ok && answer.proof.exact).toBe(true));
    }), { numRuns: runs(1000) });
  });

  it('refuses an order exactly when it cannot be filled whole', () => {
    fc.assert(fc.property(anyRequest(fc.constant(1), fc.constant(100_000)), (asked) => {
      const request = { ...asked, partial: 'refuse' as const };
      walk(request, (order, answer, left) => {
        const wanted = order.lines.reduce((sum, line) => sum + line.grains, 0);
        const within = bruteForce(request, order, left).filled;
        expect(answer.ok).toBe(within === wanted);
        if (answer.ok) return;
        const free = bruteForce({ ...request, shipmentsMax: undefined, placesPerItemMax: undefined }, order, left).filled;
        expect(answer.reason.code).toBe(free < wanted ? 'allocation.insufficient' : 'allocation.shipment_limit');
        expect(answer.reason.shortages.every(({ requested, available }) => available < requested)).toBe(true);
      });
    }), { numRuns: runs(1000) });
  });

  it('by priority and by distance takes all a place has before the next', () => {
    fc.assert(fc.property(anyRequest(fc.constant(1), fc.constant(0)), (asked) => {
      const request = { ...asked, partial: 'allow' as const, rule: asked.rule === 'nearest' ? asked.rule : 'priority' as const, shipmentsMax: undefined, placesPerItemMax: undefined };
      const order = [...request.locations].filter(({ structural }) => structural !== true);
      if (request.rule === 'nearest') order.sort((one, other) => (one.distance ?? 9) - (other.distance ?? 9));
      walk(request, (_, answer, left) => {
        if (!answer.ok) throw new Error('refused');
        const expected = new Map(request.locations.flatMap(({ location }) => ITEMS.map((item) => [`${location}/${item}`, left(location, item)])));
        for (const { item, requested, parts } of answer.lines) {
          let rest: number = requested;
          const takes = order.flatMap(({ location }) => {
            const one = Math.min(rest, Math.max(0, expected.get(`${location}/${item}`)!));
            rest -= one;
            expected.set(`${location}/${item}`, expected.get(`${location}/${item}`)! - one);
            return one > 0 ? [{ location, grains: one }] : [];
          });
          expect(parts).toEqual(takes);
        }
      });
    }), { numRuns: runs(500) });
  });

  it('gives whole lines until none of those left out would fit', () => {
    fc.assert(fc.property(anyRequest(fc.constant(1), fc.constant(1000)), (asked) => {
      const request = { ...asked, partial: 'wholeLines' as const, shipmentsMax: undefined, placesPerItemMax: undefined };
      walk(request, (order, answer, left) => {
        if (!answer.ok) throw new Error('refused');
        for (const item of ITEMS) {
          let rest = request.locations.filter(({ structural }) => structural !== true).reduce((sum, { location }) => sum + Math.max(0, left(location, item)), 0);
          for (const line of answer.lines.filter((one) => one.item === item)) {
            expect(line.sourced).toBe(line.requested <= rest ? line.requested : 0);
            rest -= line.sourced;
          }
        }
        expect(order.lines.length).toBe(answer.lines.length);
      });
    }), { numRuns: runs(500) });
  });

  it('gives the same answer again', () => {
    fc.assert(fc.property(anyRequest(somePacks, fc.constantFrom(2, 1000)), (request) => {
      expect(sourceLines(request)).toEqual(sourceLines(request));
    }), { numRuns: runs(200) });
  });
});
