import { Decimal } from 'decimal.js';
import {
  addGrains, compareGrains, compileUnits, convert, formatGrains, grains, subtractGrains, toGrains, type Grains, type Quantity,
} from '../../src/quantity/index.js';
import { compare, type Benchmark } from './harness.js';

const COUNT = 200_000;
const MAX = Number.MAX_SAFE_INTEGER;
const AT = Date.UTC(2026, 4, 12);
const EXACT = Decimal.clone({ defaults: true, precision: 40 });

/** Amounts a warehouse meets, the same in every run. */
function amounts(): number[] {
  let seed = 42;
  return Array.from({ length: COUNT }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed % 2_000_001) - 1_000_000;
  });
}
const plain = amounts();
const counted: Grains[] = plain.map(grains);
const decimals = plain.map((value) => new EXACT(value));

const ZERO = grains(0);

function ours(): { units: number; answer: unknown } {
  let total = ZERO;
  let least = ZERO;
  for (let index = 0; index < COUNT; index++) {
    const amount = counted[index]!;
    total = index % 2 === 0 ? addGrains(total, amount) : subtractGrains(total, amount);
    if (compareGrains(total, least) < 0) least = total;
  }
  return { units: COUNT, answer: [total, least] };
}

function handTuned(): { units: number; answer: unknown } {
  let total = 0;
  let least = 0;
  for (let index = 0; index < COUNT; index++) {
    const amount = plain[index]!;
    const next = index % 2 === 0 ? total + amount : total - amount;
    if (next > MAX || next < -MAX) throw new RangeError('Out of range');
    total = next;
    if (total < least) least = total;
  }
  return { units: COUNT, answer: [total, least] };
}

function withDecimals(): { units: number; answer: unknown } {
  let total = new EXACT(0);
  let least = total;
  for (let index = 0; index < COUNT; index++) {
    const amount = decimals[index]!;
    total = index % 2 === 0 ? total.plus(amount) : total.minus(amount);
    if (total.lessThan(least)) least = total;
  }
  return { units: COUNT, answer: [Number(total), Number(least)] };
}

const item = compileUnits({
  unit: 'EA', packs: [{ unit: 'PL', holds: { amount: '40', unit: 'CA' } }, { unit: 'CA', holds: { amount: '12', unit: 'EA' } }],
});
const kilos = compileUnits({ unit: 'KGM', granularity: '0.001' });
const PACK_FACTORS = new Map([['EA', new EXACT(1)], ['CA', new EXACT(12)], ['PL', new EXACT(480)]]);
const told: Quantity[] = plain.slice(0, 50_000).map((value, index) => ({ amount: String(Math.abs(value) % 1000), unit: ['CA', 'EA', 'PL'][index % 3]! }));
const weighed: Quantity[] = plain.slice(0, 50_000).map((value) => formatGrains(kilos, grains(Math.abs(value))));
const POUND = new EXACT('0.45359237');

function packsByHand(): { units: number; answer: unknown } {
  const factors = new Map([['EA', 1], ['CA', 12], ['PL', 480]]);
  let total = 0;
  for (const { amount, unit } of told) {
    const factor = factors.get(unit);
    const value = Number(amount);
    if (factor === undefined || !Number.isSafeInteger(value)) throw new RangeError('Not a quantity');
    total += value * factor;
    if (total > MAX) throw new RangeError('Out of range');
  }
  return { units: told.length, answer: total };
}

const options = { at: AT, purpose: 'fact' } as const;

function total(quantities: readonly Quantity[], units: typeof item): { units: number; answer: unknown } {
  let sum = ZERO;
  for (const quantity of quantities) {
    const result = toGrains(units, quantity, options);
    if (result.ok) sum = addGrains(sum, result.grains);
  }
  return { units: quantities.length, answer: sum };
}

export const benchmarks: Benchmark[] = [
  compare({
    name: 'quantity: add, subtract, compare', unit: 'operations/s', work: 'Checked addition or subtraction, then a comparison, on whole amounts to a million; overflow checked on every side but decimal.js, which has no range.',
    ours, baselines: { 'hand-tuned loop': handTuned, 'decimal.js': withDecimals }, reach: { 'hand-tuned loop': 0.8, 'decimal.js': 8 },
  }),
  compare({
    name: 'quantity: packs to grains', unit: 'quantities/s', work: 'Amount text in each, case or pallet to whole pieces, and their checked sum. Ours checks the canonical form, the dated unit graph and the range, and returns remainder and conversion used; the loop trusts Number().',
    ours: () => total(told, item),
    baselines: {
      'decimal.js': () => {
        let sum = new EXACT(0);
        for (const { amount, unit } of told) sum = sum.plus(new EXACT(amount).times(PACK_FACTORS.get(unit)!));
        return { units: told.length, answer: Number(sum) };
      },
      'hand-tuned loop': packsByHand,
    },
    reach: { 'decimal.js': 4 },
  }),
  compare({
    name: 'quantity: parse and format', unit: 'quantities/s', work: 'Weight text to thousandths of a kilogram and back to canonical text.',
    ours: () => {
      let characters = 0;
      for (const quantity of weighed) {
        const result = toGrains(kilos, quantity, options);
        if (result.ok) characters += formatGrains(kilos, result.grains).amount.length;
      }
      return { units: weighed.length, answer: characters };
    },
    baselines: {
      'decimal.js': () => {
        let characters = 0;
        for (const { amount } of weighed) {
          const whole = new EXACT(amount).times(1000);
          if (whole.isInteger()) characters += whole.dividedBy(1000).toFixed().length;
        }
        return { units: weighed.length, answer: characters };
      },
    },
    reach: { 'decimal.js': 3 },
  }),
  compare({
    name: 'quantity: kilograms to pounds', unit: 'quantities/s', work: 'Weight text to pounds cut to hundredths, exactly; ours returns the exact remainder, too.',
    ours: () => {
      let characters = 0;
      for (let index = 0; index < 5000; index++) {
        const result = convert(kilos, weighed[index]!, 'LBR', { at: AT, purpose: 'publish', step: '0.01' });
        if (result.ok) characters += result.quantity.amount.length;
      }
      return { units: 5000, answer: characters };
    },
    baselines: {
      'decimal.js': () => {
        let characters = 0;
        for (let index = 0; index < 5000; index++) characters += new EXACT(weighed[index]!.amount).dividedBy(POUND).toDecimalPlaces(2, EXACT.ROUND_DOWN).toFixed().length;
        return { units: 5000, answer: characters };
      },
    },
  }),
];
