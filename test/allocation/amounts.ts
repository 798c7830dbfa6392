import * as fc from 'fast-check';
import { grains, type Grains } from '../../src/quantity/index.js';

/** Short for the tables: a plain number as grains. */
export const g = (value: number): Grains => grains(value);

/** A small amount from zero up. */
export const amount = (max: number): fc.Arbitrary<Grains> => fc.nat(max).map(grains);

/** Available amounts by item, from a plain record. */
export const stock = (amounts: Readonly<Record<string, number>>): ReadonlyMap<string, Grains> => new Map(Object.entries(amounts).map(([item, value]) => [item, grains(value)]));
