/* eslint-disable @typescript-eslint/no-explicit-any -- what is only handed through has no type here */
/** The part of fast-check's arbitraries that is used here; those of fast-check 4 have this shape, and these can be given to its properties. */
export interface Arbitrary<T> {
  filter<U extends T>(refinement: (value: T) => value is U): Arbitrary<U>;
  filter(predicate: (value: T) => boolean): Arbitrary<T>;
  map<U>(mapper: (value: T) => U, unmapper?: (value: unknown) => T): Arbitrary<U>;
  chain<U>(chainer: (value: T) => Arbitrary<U>): Arbitrary<U>;
  generate(random: any, biasFactor: number | undefined): any;
  canShrinkWithoutContext(value: unknown): value is T;
  shrink(value: T, context: unknown): any;
}

/** The part of the fast-check module that is used here. Hand in the module itself: `import fc from 'fast-check'`. */
export interface FastCheck {
  boolean(): Arbitrary<boolean>;
  integer(constraints: { min?: number; max?: number }): Arbitrary<number>;
  constant<T>(value: T): Arbitrary<T>;
  constantFrom<T>(...values: T[]): Arbitrary<T>;
  array<T>(element: Arbitrary<T>, constraints: { minLength?: number; maxLength?: number }): Arbitrary<T[]>;
  record(model: Record<string, Arbitrary<any>>, constraints: { requiredKeys: string[] }): Arbitrary<any>;
  oneof(...choices: Arbitrary<any>[]): Arbitrary<any>;
}
