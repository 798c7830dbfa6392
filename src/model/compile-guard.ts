import * as z from 'zod';

/** What a guard answers for a value it does not accept. */
export const REFUSED: unique symbol = Symbol('refused');

/**
 * Accepts a value that the schema accepts and answers with a fresh copy: plain objects with only the schema's members, in the schema's order. Reads every
 * member once, so that what was checked is what is copied. May refuse what the schema accepts where it would have to look twice (an object of another realm).
 */
export type Guard = (value: unknown) => unknown;

/**
 * Turns a schema into closures that do nothing but accept and copy. zod stays the source: its definition is walked once, and its checks are called as they
 * stand. Knows the parts of zod that the model uses.
 * @throws TypeError for any other part: a schema that cannot be guarded is a mistake.
 */
export function compileGuard(schema: z.core.$ZodType): Guard {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'string':
      return withChecks(schema, (value) => (typeof value === 'string' ? value : REFUSED));
    case 'number':
      return withChecks(schema, (value) => (typeof value === 'number' && Number.isFinite(value) ? value : REFUSED));
    case 'boolean':
      return withChecks(schema, (value) => (typeof value === 'boolean' ? value : REFUSED));
    case 'literal':
      return oneOf(def.values);
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'array':
      return withChecks(schema, arrayGuard(compileGuard(def.element), boundsOf(schema).most));
    case 'record':
      return withChecks(schema, recordGuard(compileGuard(def.keyType), compileGuard(def.valueType)));
    case 'object':
      return withChecks(schema, objectGuard(def));
    case 'union':
      return withChecks(schema, unionGuard(def));
    default:
      throw new TypeError(`No guard can be made for a ${def.type} schema`);
  }
}

/** The records a union is told apart into, by the text of its telling member, and the name of that member. */
export function optionsOf(def: z.core.$ZodUnionDef): { readonly discriminator: string; readonly options: ReadonlyMap<unknown, z.core.$ZodType> } {
  const { discriminator } = def as Partial<z.core.$ZodDiscriminatedUnionDef>;
  if (discriminator === undefined) throw new TypeError('No guard can be made for a union that no member tells apart');
  const options = new Map<unknown, z.core.$ZodType>();
  for (const option of def.options) {
    const record = definitionOf(option);
    const member = record.type === 'object' && record.shape[discriminator] !== undefined ? definitionOf(record.shape[discriminator]) : undefined;
    if (member?.type !== 'literal') throw new TypeError(`No guard can be made for a union whose ${discriminator} is not one text for each record`);
    for (const value of member.values) options.set(value, option);
  }
  return { discriminator, options };
}

/** A schema's definition, told apart by kind. */
export function definitionOf(schema: z.core.$ZodType): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** A member's schema without its `optional`, and whether it had one. */
export function memberOf(schema: z.core.$ZodType): { readonly schema: z.core.$ZodType; readonly optional: boolean } {
  const def = definitionOf(schema);
  return def.type === 'optional' ? { schema: def.innerType, optional: true } : { schema, optional: false };
}

/** The least and most elements or characters that a schema's own checks allow. */
export function boundsOf(schema: z.core.$ZodType): { readonly least: number; readonly most: number } {
  let least = 0;
  let most = Infinity;
  for (const check of schema._zod.def.checks ?? []) {
    const def = (check as z.core.$ZodChecks)._zod.def;
    if (def.check === 'min_length') least = Math.max(least, def.minimum);
    if (def.check === 'max_length') most = Math.min(most, def.maximum);
  }
  return { least, most };
}

/** Whether a value is an object of the plain kind: made by a literal, by `JSON.parse` or without a prototype. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * A guard's answer, but a value that throws while it is read is refused, and so is every value while something has put members into every object of this realm:
 * a guard would take them for the value's own.
 */
export function attempt(guard: Guard, value: unknown): unknown {
  try {
    return isPolluted() ? REFUSED : guard(value);
  } catch {
    return REFUSED;
  }
}

function withChecks(schema: z.core.$ZodType, guard: Guard): Guard {
  const tests = (schema._zod.def.checks ?? []).map(testOf);
  const own = definitionOf(schema);
  if (own.type === 'number' && 'check' in own) tests.unshift(testOf(schema as unknown as z.core.$ZodCheck));
  const [first, second] = tests;
  if (first === undefined) return guard;
  if (second === undefined) {
    return (value) => {
      const copy = guard(value);
      return copy !== REFUSED && first(copy) ? copy : REFUSED;
    };
  }
  return (value) => {
    const copy = guard(value);
    if (copy === REFUSED) return REFUSED;
    for (const test of tests) if (!test(copy)) return REFUSED;
    return copy;
  };
}

function testOf(check: z.core.$ZodCheck): (value: unknown) => boolean {
  const def = (check as unknown as z.core.$ZodChecks | z.core.$ZodCustom)._zod.def;
  switch (def.check) {
    case 'custom': {
      // A `superRefine` is a custom check without a function to call.
      const test = def.fn as ((value: unknown) => unknown) | undefined;
      if (test === undefined) throw new TypeError('No guard can be made for a check that is not a refinement');
      return (value) => test(value) === true;
    }
    case 'number_format':
      if (def.format !== 'safeint') throw new TypeError(`No guard can be made for the number format ${def.format}`);
      return Number.isSafeInteger;
    case 'greater_than':
      return (value) => (def.inclusive ? (value as number) >= (def.value as number) : (value as number) > (def.value as number));
    case 'less_than':
      return (value) => (def.inclusive ? (value as number) <= (def.value as number) : (value as number) < (def.value as number));
    case 'min_length':
      return (value) => (value as { length: number }).length >= def.minimum;
    case 'max_length':
      return (value) => (value as { length: number }).length <= def.maximum;
    default:
      throw new TypeError(`No guard can be made for the check ${def.check}`);
  }
}

function oneOf(values: readonly unknown[]): Guard {
  const [only] = values;
  if (values.length === 1) return (value) => (value === only ? value : REFUSED);
  const allowed = new Set(values);
  return (value) => (allowed.has(value) ? value : REFUSED);
}

function arrayGuard(element: Guard, most: number): Guard {
  return (value) => {
    if (!Array.isArray(value)) return REFUSED;
    const length = value.length;
    if (length > most) return REFUSED;
    const copy: unknown[] = [];
    for (let index = 0; index < length; index++) {
      const accepted = element(value[index]);
      if (accepted === REFUSED) return REFUSED;
      copy.push(accepted);
    }
    return copy;
  };
}

function recordGuard(key: Guard, member: Guard): Guard {
  return (value) => {
    if (!isPlain(value)) return REFUSED;
    const copy = Object.create(null) as Record<string, unknown>;
    for (const name of Object.keys(value)) {
      if (name === '__proto__' || key(name) === REFUSED) return REFUSED;
      const accepted = member(value[name]);
      if (accepted === REFUSED) return REFUSED;
      copy[name] = accepted;
    }
    return copy;
  };
}

function objectGuard(def: z.core.$ZodObjectDef): Guard {
  if (def.catchall?._zod.def.type !== 'never') throw new TypeError('No guard can be made for an object that is not strict');
  const names = Object.keys(def.shape);
  const count = names.length;
  const members = names.map((name) => memberOf(def.shape[name]!));
  const guards = members.map(({ schema }) => compileGuard(schema));
  const required = members.map(({ optional }) => !optional);
  const requiredCount = required.filter(Boolean).length;
  const places = new Map(names.map((name, place) => [name, place]));
  return (value) => {
    if (!isPlain(value)) return REFUSED;
    // A walk over what is there, and one over the places for the order: faster than asking the value for every member there could be.
    const accepted = new Array<unknown>(count);
    let missing = requiredCount;
    for (const name in value) {
      const place = places.get(name);
      if (place === undefined) return REFUSED;
      const member = value[name];
      if (member === undefined) continue;
      const copied = guards[place]!(member);
      if (copied === REFUSED) return REFUSED;
      accepted[place] = copied;
      if (required[place]!) missing--;
    }
    if (missing > 0) return REFUSED;
    const copy: Record<string, unknown> = {};
    for (let place = 0; place < count; place++) {
      if (accepted[place] !== undefined) copy[names[place]!] = accepted[place];
    }
    return copy;
  };
}

function unionGuard(def: z.core.$ZodUnionDef): Guard {
  const { discriminator, options } = optionsOf(def);
  const guards = new Map([...options].map(([value, option]) => [value, compileGuard(option)]));
  // The record's own guard looks at the telling member again, so a member that answers otherwise the second time is refused.
  return (value) => (isPlain(value) ? (guards.get(value[discriminator])?.(value) ?? REFUSED) : REFUSED);
}

const NOTHING = {};

function isPolluted(): boolean {
  for (const _ in NOTHING) return true;
  return false;
}
