import { Decimal } from 'decimal.js';
import {
  addGrains, compareGrains, compileUnits, convert, formatGrains, grains, subtractGrains, toGrains, type Quantity,
} from '../../src/quantity/index.js';
import { compare, type Benchmark, type Done } from './harness.js';

const COUNT = 200_000;
const MAX = Number.MAX_SAFE_INTEGER;
const AT = Date.UTC(2026, 4, 12);
const EXACT = Decimal.clone({ defaults: true, precision: 40 });

/** Amounts a warehouse meets, the same in every run. */
function amounts(seed: number): number[] {
  return Array.from({ length: COUNT }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed >>> 8) % 1_000_001;
  });
}
const [plainReceived, plainShipped] = [amounts(42), amounts(4711)];
const [received, shipped] = [plainReceived.map(grains), plainShipped.map(grains)];
const [decimalReceived, decimalShipped] = [plainReceived, plainShipped].map((values) => values.map((value) => new EXACT(value))) as [Decimal[], Decimal[]];

const ZERO = grains(0);

// Everyone adds what came in, takes off what went out, and keeps the lowest balance, with a check of the range after each step.
function ours(): Done {
  let balance = ZERO;
  let least = ZERO;
  for (let index = 0; index < COUNT; index++) {
    balance = addGrains(balance, received[index]!);
    balance = subtractGrains(balance, shipped[index]!);
    if (compareGrains(balance, least) < 0) least = balance;
  }
  return { units: COUNT, answer: [balance, least] };
}

function handTuned(): Done {
  let balance = 0;
  let least = 0;
  for (let index = 0; index < COUNT; index++) {
    balance += plainReceived[index]!;
    if (balance > MAX || balance < -MAX) throw new RangeError('Out of range');
    balance -= plainShipped[index]!;
    if (balance > MAX || balance < -MAX) throw new RangeError('Out of range');
    if (balance < least) least = balance;
  }
  return { units: COUNT, answer: [balance, least] };
}

function withDecimals(): Done {
  let balance = new EXACT(0);
  let least = balance;
  for (let index = 0; index < COUNT; index++) {
    balance = balance.plus(decimalReceived[index]!);
    balance = balance.minus(decimalShipped[index]!);
    if (balance.lessThan(least)) least = balance;
  }
  return { units: COUNT, answer: [Number(balance), Number(least)] };
}

const item = compileUnits({
  unit: 'EA', packs: [{ unit: 'PL', holds: { amount: '40', unit: 'CA' } }, { unit: 'CA', holds: { amount: '12', unit: 'EA' } }],
});
const kilos = compileUnits({ unit: 'KGM', granularity: '0.001' });
const PACK_FACTORS = new Map([['EA', new EXACT(1)], ['CA', new EXACT(12)], ['PL', new EXACT(480)]]);
const told: Quantity[] = plainReceived.slice(0, 50_000).map((value, index) => ({ amount: String(value % 1000), unit: ['CA', 'EA', 'PL'][index % 3]! }));
const weighed: Quantity[] = plainReceived.slice(0, 50_000).map((value) => formatGrains(kilos, grains(value)));
const POUND = new EXACT('0.45359237');

function packsByHand(): Done {
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

function total(quantities: readonly Quantity[], units: typeof item): Done {
  let sum = ZERO;
  for (const quantity of quantities) {
    const result = toGrains(units, quantity, options);
    if (result.ok) sum = addGrains(sum, result.grains);
  }
  return { units: quantities.length, answer: sum };
}

export const benchmarks: Benchmark[] = [
  compare({
    name: 'quantity: add, subtract, compare', unit: 'rounds/s', work: 'An addition, a subtraction and a comparison of whole amounts to a million. The range is checked after each step on every side but decimal.js, which has none.',
    ours, baselines: { 'hand-tuned loop': handTuned, 'decimal.js': withDecimals }, reach: { 'hand-tuned loop': 0.5, 'decimal.js': 20 },
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
