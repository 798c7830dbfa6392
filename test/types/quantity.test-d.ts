/** Checked by the compiler alone, as part of `npm test`. */
import { expectTypeOf } from 'vitest';
import {
  addGrains, compileUnits, formatGrains, grains, toGrains, type Grains, type ItemUnits, type Purpose, type Quantity, type Ratio,
} from '../../src/quantity/index.js';

declare const held: Grains;
declare const units: ItemUnits;

expectTypeOf(addGrains(held, grains(1))).toEqualTypeOf<Grains>();
expectTypeOf(formatGrains(units, held)).toEqualTypeOf<Quantity>();
// Grains may be looked at as a number, never the other way round.
expectTypeOf(held).toExtend<number>();
// @ts-expect-error a plain number is no number of grains
addGrains(held, 1);
// @ts-expect-error the sum of two amounts by hand is a plain number again, unchecked
export const unchecked: Grains = held + held;
// @ts-expect-error an amount at the border is text
export const border: Quantity = { amount: 12.5, unit: 'KGM' };
// @ts-expect-error a purpose is one of the closed set
export const purpose: Purpose = 'round';
// @ts-expect-error units are compiled before they convert
toGrains({ unit: 'EA' }, { amount: '1', unit: 'EA' }, { at: 0, purpose: 'fact' });
// @ts-expect-error a conversion names its purpose
toGrains(units, { amount: '1', unit: 'EA' }, { at: 0 });

const told = toGrains(compileUnits({ unit: 'EA' }), { amount: '1', unit: 'EA' }, { at: 0, purpose: 'fact' });
// @ts-expect-error what a conversion gives is out of reach before its answer was looked at
export const tooEarly = told.grains;
if (told.ok) {
  expectTypeOf(told.grains).toEqualTypeOf<Grains>();
  expectTypeOf(told.remainder).toEqualTypeOf<Ratio>();
} else {
  expectTypeOf(told.quantity).toEqualTypeOf<Quantity>();
}
