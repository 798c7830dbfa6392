import { availableFrom, figuresOf, pictureOf } from '../../src/index.js';
import { applyDecision, applyFact, startItemLedger, type ItemLedger } from '../../src/ledger/index.js';
import { compileRegister, type Catalog, type Fact, type Policy, type Register, type SegmentRule } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { compare, type Benchmark, type Done } from './harness.js';

const ITEMS = 500;
const LOCATIONS = 20;
const CHANNELS = 10;
const AT = Date.UTC(2026, 4, 12);

const items = Array.from({ length: ITEMS }, (_, index) => `SKU-${index}`);
const locations = Array.from({ length: LOCATIONS }, (_, index) => `DC-${index}`);
/** Each channel sells from half of the locations, beginning at its own. */
const channels = Array.from({ length: CHANNELS }, (_, index) => ({ id: `channel-${index}`, locations: Array.from({ length: LOCATIONS / 2 }, (_one, place) => locations[(index * 2 + place) % LOCATIONS]!) }));
const catalog: Catalog = { items: items.map((id) => ({ id, unit: 'EA' })), locations: locations.map((id) => ({ id, kind: 'warehouse' })), channels };

const stockAt = (item: number, location: number): number => 50 + ((item * 31 + location * 17) % 200);
const claimAt = (item: number, location: number): number => (item * 7 + location * 13) % 40;
const FLOOR = 60;
const CAP = 900;

/** Channel 0 to 4 have a protected minimum, channel 5 to 9 a maximum. */
const segments: readonly SegmentRule[] = items.flatMap((item) => channels.map(({ id }, index): SegmentRule => ({
  id: `${item}/${id}`, kind: index < 5 ? 'ringfence' : 'cap', item, channels: [id], amount: String(index < 5 ? FLOOR : CAP),
})));

function fact(item: string, location: string, amount: number): Fact {
  return {
    type: 'stock.received', source: 'erp', id: `${item}/${location}`, at: AT - 1, stream: '', sequence: -1, item, location, state: 'sellable', lot: '', serial: '', owner: '', grains: grains(amount),
    weight: grains(0), line: '', document: '', provisional: false, told: undefined, via: '', remainder: '', fingerprint: '', detail: undefined,
  };
}

/** What one place of an item has, and what each channel has claimed there. */
function warm(register: Register): readonly ItemLedger[] {
  return items.map((id, item) => {
    const ledger = startItemLedger(id);
    locations.forEach((location, place) => {
      applyFact(register, ledger, fact(id, location, stockAt(item, place)));
      const claimed = claimAt(item, place);
      if (claimed === 0) return;
      const line = { item: id, line: `order/${location}`, policy: 'p1' };
      applyDecision(register, ledger, { type: 'reservation.opened', ...line, channel: channels[place % CHANNELS]!.id, requested: grains(claimed) });
      applyDecision(register, ledger, { type: 'reservation.reserved', ...line, holds: [{ location, grains: grains(claimed) }] });
    });
    return ledger;
  });
}

function ours(register: Register, ledgers: readonly ItemLedger[]): Done {
  let total = 0;
  for (const ledger of ledgers) {
    const figures = figuresOf(register, pictureOf(register, ledger, AT), AT);
    for (const { id } of channels) total += availableFrom(register, figures, { channel: id }).available;
  }
  return { units: ITEMS * CHANNELS, answer: total };
}

interface HandStock { readonly location: string; readonly amount: number; readonly claims: { readonly channel: string; readonly reserved: number; readonly allocated: number; readonly picked: number }[] }

const handState: readonly (readonly HandStock[])[] = items.map((_id, item) => locations.map((location, place) => ({
  location, amount: stockAt(item, place), claims: claimAt(item, place) === 0 ? [] : [{ channel: channels[place % CHANNELS]!.id, reserved: claimAt(item, place), allocated: 0, picked: 0 }],
})));

interface HandFigure { onHand: number; sellable: number; reserved: number; allocated: number; picked: number; available: number }

/** The figures of an item by place, as one would write them down: no conditions, lots, owners, places within places, buffers or ranges. */
function figuresByHand(stock: readonly HandStock[]): Map<string, HandFigure> {
  const figures = new Map<string, HandFigure>();
  for (const { location, amount, claims } of stock) {
    const figure = { onHand: amount, sellable: amount, reserved: 0, allocated: 0, picked: 0, available: 0 };
    for (const claim of claims) {
      figure.reserved += claim.reserved;
      figure.allocated += claim.allocated;
      figure.picked += claim.picked;
    }
    figure.available = figure.sellable - figure.reserved - figure.allocated - figure.picked;
    figures.set(location, figure);
  }
  return figures;
}

/** One channel's answer with the figures of each of its places. */
function answerByHand(figures: ReadonlyMap<string, HandFigure>, named: readonly string[], free: (location: string, figure: HandFigure) => number): { readonly available: number; readonly locations: readonly object[] } {
  const total = { onHand: 0, sellable: 0, reserved: 0, allocated: 0, picked: 0, available: 0 };
  const places: object[] = [];
  for (const location of named) {
    const figure = figures.get(location);
    if (figure === undefined) continue;
    total.onHand += figure.onHand;
    total.sellable += figure.sellable;
    total.reserved += figure.reserved;
    total.allocated += figure.allocated;
    total.picked += figure.picked;
    const available = Math.max(0, free(location, figure));
    total.available += available;
    places.push({ location, ...figure, available });
  }
  return { ...total, locations: places };
}

function byHand(): Done {
  let total = 0;
  for (const stock of handState) {
    const figures = figuresByHand(stock);
    for (const { locations: named } of channels) total += answerByHand(figures, named, (_location, figure) => figure.available).available;
  }
  return { units: ITEMS * CHANNELS, answer: total };
}

/** The same with minima laid on the places of their channel and maxima at the end: no parts, periods, percentages, accounts or places of their own. */
function segmentsByHand(): Done {
  let total = 0;
  for (const stock of handState) {
    const figures = figuresByHand(stock);
    const used = new Map<string, number>();
    for (const { claims } of stock) for (const { channel, reserved, allocated, picked } of claims) used.set(channel, (used.get(channel) ?? 0) + reserved + allocated + picked);
    const kept = new Map<string, number>();
    const keptOf = channels.map(({ id, locations: named }, index) => {
      const own = new Map<string, number>();
      let left = index < 5 ? Math.max(0, FLOOR - (used.get(id) ?? 0)) : 0;
      for (const location of named) {
        const laid = Math.min(left, Math.max(0, (figures.get(location)?.available ?? 0) - (kept.get(location) ?? 0)));
        if (laid === 0) continue;
        own.set(location, laid);
        kept.set(location, (kept.get(location) ?? 0) + laid);
        left -= laid;
      }
      return own;
    });
    channels.forEach(({ id, locations: named }, index) => {
      const { available } = answerByHand(figures, named, (location, figure) => figure.available - (kept.get(location) ?? 0) + (keptOf[index]!.get(location) ?? 0));
      total += index < 5 ? available : Math.max(0, Math.min(available, CAP - (used.get(id) ?? 0)));
    });
  }
  return { units: ITEMS * CHANNELS, answer: total };
}

function prepared(policy: Policy): () => Done {
  const register = compileRegister(catalog, policy);
  const ledgers = warm(register);
  return () => ours(register, ledgers);
}

const work = `${ITEMS} items at ${LOCATIONS} places, ${CHANNELS} channels of ${LOCATIONS / 2} places each: ours reads conditions, lots and claims from the ledger and answers 20 terms for each place and channel; by hand a map of sums and 7`;

export const benchmarks: readonly Benchmark[] = [
  compare({ name: 'available: every channel of every item', unit: 'answers/s', work, ours: prepared({ version: 'p1' }), baselines: { 'loop by hand': byHand }, reach: { 'loop by hand': 0.5 } }),
  compare({
    name: 'available: every channel under segments', unit: 'answers/s', work: `${work}; five channels with a minimum, five with a maximum`, ours: prepared({ version: 'p1', segments: segments }),
    baselines: { 'loop by hand': segmentsByHand }, reach: { 'loop by hand': 0.5 },
  }),
];
