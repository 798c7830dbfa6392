import * as fc from 'fast-check';
import {
  explain, keyText, statementKey, type CarriedEvidence, type CauseKind, type ClaimEvidence, type Evidence, type EventEvidence, type Explained, type PackEvidence, type ProcessedEvent, type StatementHead, type StatementKey,
} from '../../src/reconciliation/index.js';
import { compared } from './statements.js';

/** How many keys and events a planted history has: items A and B, each at two places in two lots. */
export const ITEMS = ['A1', 'b2'] as const;
const PLACES = [['W1', 'L1', 'S1'], ['W1', 'L2', 'S1'], ['W2', 'L1', 'S1'], ['W2', 'L2', 'S1'], ['W1', 'L1', 'S2']] as const;

/** The last event before the tail that an old statement lacks. */
export const BEFORE_TAIL = 25;

/** A history of one system, and what another makes of it once causes are planted. All amounts in thousandths. */
export interface World {
  readonly keys: readonly StatementKey[];
  readonly events: (EventEvidence & { readonly grains: bigint; readonly place: number })[];
  /** What the right side counted: indexes of events, and where it put each. */
  counted: { event: number; place: number }[];
  /** What happens to the right figure of a place at last. */
  readonly last: ((figures: bigint[]) => void)[];
  readonly left: { -readonly [Member in keyof StatementHead]: StatementHead[Member] };
  readonly right: { -readonly [Member in keyof StatementHead]: StatementHead[Member] };
  readonly claims: (ClaimEvidence & { readonly place: number; readonly grains: bigint })[];
  readonly carried: CarriedEvidence[];
  readonly packs: PackEvidence[];
  readonly aliases: { part: 'item'; names: readonly string[] }[];
  /** How often each side takes the claims off. */
  netted: { left: number; right: number };
  renamed: (item: string) => string;
}

/** The digits of what is planted: which item, place and event, freely chosen. */
export interface Choice {
  readonly item: 0 | 1;
  readonly place: number;
  readonly event: number;
}

export const anyChoice: fc.Arbitrary<Choice> = fc.record({ item: fc.constantFrom<0 | 1>(0, 1), place: fc.nat(4), event: fc.nat(2) });

const minute = (n: number): string => new Date(Date.UTC(2026, 2, 1, 8, n)).toISOString();

/** The amounts are powers of five: sums of few of them, with small factors, are unlike all others. */
export function startWorld(signs: readonly boolean[]): World {
  const keys = ITEMS.flatMap((item) => PLACES.map(([location, lot, serial]) => statementKey({ item, location, lot, serial, unit: 'EA' })));
  const events: World['events'] = [];
  // Round after round over all keys, so that every key has an early, a middle and a late event.
  for (let round = 0; round < 3; round++) {
    keys.forEach(({ unit: _unit, ...key }, place) => {
      const digit = (place % PLACES.length) * 3 + round;
      const grains = 1000n * 5n ** BigInt(digit) * (round > 0 && signs[events.length % signs.length] === true ? -1n : 1n);
      const at = minute(events.length);
      events.push({ ...key, unit: 'EA', source: 'wms', id: `E${events.length}`, amount: text(grains), grains, place, effectiveAt: at, recordedAt: at });
    });
  }
  const head = (source: string): StatementHead => ({ source, asOf: minute(60), full: true });
  return {
    keys, events, counted: events.map(({ place }, event) => ({ event, place })), last: [], left: head('erp'), right: head('wms'), claims: [], carried: [], packs: [], aliases: [],
    netted: { left: 0, right: 0 }, renamed: (item) => item,
  };
}

/** Plants a cause; answers the words by which it must be named. */
export type Plant = (world: World, choice: Choice) => string;

const placeOf = ({ item, place }: Choice): number => item * PLACES.length + place;
const eventOf = (world: World, choice: Choice): number => world.events.findIndex(({ place }) => place === placeOf(choice)) + (choice.event % 3) * world.keys.length;
/** Another key of the same item that differs in one part alone. */
const neighbour = (world: World, at: number, part: 'location' | 'lot' | 'serial'): number => {
  const here = world.keys[at]!;
  return world.keys.findIndex((key, place) => place !== at && keyText({ ...key, [part]: '' }) === keyText({ ...here, [part]: '' }));
};
const claimsAt = (world: World, at: number): void => {
  world.claims.push({ ...world.keys[at]!, measure: 'reserved', amount: '7', grains: 7000n, reference: `O${world.claims.length}`, place: at });
};
const misplace = (part: 'location' | 'lot' | 'serial'): Plant => (world, choice) => {
  const event = eventOf(world, part === 'serial' ? { ...choice, place: 0 } : choice);
  const from = world.events[event]!.place;
  const to = neighbour(world, from, part);
  world.counted = world.counted.map((one) => (one.event === event ? { ...one, place: to } : one));
  return part === 'location' ? 'wrongLocation' : part === 'lot' ? 'lotMixUp' : 'serialMixUp';
};

/** Gives the first event of a place a fraction, once: without one there is nothing to round. */
export function giveFraction(world: World, choice: Choice): void {
  const event = eventOf(world, { ...choice, event: 0 });
  const { grains } = world.events[event]!;
  if (grains % 1000n !== 0n) return;
  world.events[event] = { ...world.events[event]!, grains: grains + 400n, amount: text(grains + 400n) };
}

export const PLANTS: Readonly<Partial<Record<CauseKind, Plant>>> = {
  inFlight: (world, choice) => {
    const event = eventOf(world, choice);
    world.events[event] = { ...world.events[event]!, recordedAt: minute(61) };
    world.left.asOf = minute(70);
    world.counted = world.counted.filter((one) => one.event !== event);
    return `inFlight E${event}`;
  },
  staleSnapshot: (world) => {
    // The event in front of the tail is counted: missing, it would be one of the tail.
    const since = BEFORE_TAIL + 1;
    world.counted = world.counted.filter(({ event }) => event < since || (world.events[event]!.recordedAt! > minute(60)));
    return 'staleSnapshot';
  },
  basis: (world, choice) => {
    claimsAt(world, placeOf(choice));
    claimsAt(world, placeOf({ ...choice, place: (choice.place + 1) % 5 }));
    world.right.netOf = ['reserved'];
    world.netted.right += 1;
    return 'basis';
  },
  nettedTwice: (world, choice) => {
    claimsAt(world, placeOf(choice));
    world.netted.right += 1;
    return 'nettedTwice';
  },
  notNetted: (world, choice) => {
    claimsAt(world, placeOf(choice));
    world.left.netOf = ['reserved'];
    world.right.netOf = ['reserved'];
    world.netted.left += 1;
    return 'notNetted';
  },
  duplicateEvent: (world, choice) => {
    const event = eventOf(world, choice);
    world.counted.push(...world.counted.filter((one) => one.event === event));
    return `duplicateEvent E${event}`;
  },
  missingEvent: (world, choice) => {
    const event = eventOf(world, choice);
    world.counted = world.counted.filter((one) => one.event !== event);
    return `missingEvent E${event}`;
  },
  unitFactor: (world, choice) => {
    world.packs.push({ item: ITEMS[choice.item], unit: 'CA', holds: '12', of: 'EA' });
    world.last.push((figures) => {
      figures[placeOf(choice)]! *= 12n;
    });
    return 'unitFactor';
  },
  sign: (world, choice) => {
    world.last.push((figures) => {
      figures[placeOf(choice)]! *= -1n;
    });
    return 'sign';
  },
  swapped: (world, choice) => {
    const one = placeOf(choice);
    const other = neighbour(world, one, 'lot') < 0 ? neighbour(world, one, 'serial') : neighbour(world, one, 'lot');
    world.last.push((figures) => {
      [figures[one], figures[other]] = [figures[other]!, figures[one]!];
    });
    return 'swapped';
  },
  wrongLocation: (world, choice) => misplace('location')(world, choice.place === 4 ? { ...choice, place: 0 } : choice),
  lotMixUp: (world, choice) => misplace('lot')(world, choice.place === 4 ? { ...choice, place: 0 } : choice),
  serialMixUp: misplace('serial'),
  identity: (world, choice) => {
    const item = ITEMS[choice.item];
    const other = choice.place === 0 ? `00${item}` : choice.place === 1 ? 'ALIAS-9' : item.toUpperCase() === item ? item.toLowerCase() : item.toUpperCase();
    if (choice.place === 1) world.aliases.push({ part: 'item', names: [item, other] });
    const before = world.renamed;
    world.renamed = (name) => (name === item ? other : before(name));
    return 'identity';
  },
  rounding: (world, choice) => {
    giveFraction(world, choice);
    world.right.precision = '1';
    world.last.push((figures) => {
      const place = placeOf(choice);
      // Down to whole units, whatever else happened; towards zero.
      figures[place] = figures[place]! - (figures[place]! % 1000n);
    });
    return 'rounding';
  },
  carriedOver: (world, choice) => {
    const place = placeOf(choice);
    world.carried.push({ ...world.keys[place]!, amount: '3', reference: 'run-1' });
    world.last.push((figures) => {
      figures[place]! += 3000n;
    });
    return 'carriedOver run-1';
  },
  unexplained: (world, choice) => {
    world.last.push((figures) => {
      figures[placeOf(choice)]! += 50n;
    });
    return 'unexplained';
  },
};

/** Thousandths as an amount. */
function text(grains: bigint): string {
  const size = grains < 0n ? -grains : grains;
  const fraction = String(size % 1000n).padStart(3, '0').replace(/0+$/, '');
  return `${grains < 0n ? '-' : ''}${size / 1000n}${fraction === '' ? '' : `.${fraction}`}`;
}

/** What is found in a world, with the right side's records or without. */
export function found(world: World, records: boolean): { explained: Explained; names: string[]; differences: number } {
  const left = world.keys.map(() => 0n);
  const right = world.keys.map(() => 0n);
  for (const { grains, place } of world.events) left[place]! += grains;
  for (const { event, place } of world.counted) right[place]! += world.events[event]!.grains;
  for (const { grains, place } of world.claims) {
    left[place]! -= grains * BigInt(world.netted.left);
    right[place]! -= grains * BigInt(world.netted.right);
  }
  for (const change of world.last) change(right);
  const rows = (figures: bigint[], rename: (item: string) => string): { amount: string }[] => world.keys.map((key, at) => ({ ...key, item: rename(key.item), amount: text(figures[at]!) }));
  const comparison = compared({ ...world.left, rows: rows(left, (item) => item) }, { ...world.right, rows: rows(right, world.renamed) });
  const { events, claims, carried, packs, aliases } = world;
  const processed: ProcessedEvent[] = world.counted.map(({ event }) => ({ source: 'wms', id: `E${event}` }));
  const evidence: Evidence = { events, claims, carried, packs, aliases, ...(records ? { processed: { right: processed } } : {}) };
  const explained = explain(comparison, evidence);
  return { explained, names: explained.causes.map(nameOf), differences: comparison.differences.length };
}

function nameOf({ kind, proof, reference }: Explained['causes'][number]): string {
  if (kind === 'inFlight' || kind === 'duplicateEvent' || kind === 'missingEvent') return `${kind} ${proof.events.map(({ id }) => id).join(' ')}`;
  return reference === undefined ? kind : `${kind} ${reference}`;
}
