import { kitAvailable, kitsFrom, needOf, type KitPart } from '../../allocation/index.js';
import { divideAmong, moreFor, useMore, useOnly, type SetGoods, type TargetGoods } from '../../availability/index.js';
import { addGrains, grains, grainsFromBigint, subtractGrains, type Grains } from '../../quantity/index.js';
import { least } from './kit-lines.js';

/** A part of a kit with its goods on their way to the targets of a set. */
export interface PartGoods {
  readonly part: KitPart;
  readonly goods: SetGoods;
}

/** How many kits one target is told that its goods make. */
export interface DividedKits {
  /** Whether nobody else in the set but views was told of these goods. */
  readonly exclusive: boolean;
  readonly kits: Grains;
  /** Of these, how many rest on goods that others in the set were told of. */
  readonly overlap: Grains;
  /** The parts of which there is too little for one more, in the order of the kit. */
  readonly binding: readonly string[];
}

const ZERO = grains(0);
const ONE = grains(1);

/**
 * Divides the parts of a kit among the targets of a set, so that whole kits come of it. Each part is divided as it is when it is published itself, and a target builds
 * what its shares make. What it cannot use is divided again among those who can, by weight, down to single kits; those go to whoever has the fewest for its weight,
 * pre-assembled ones counted. A target that a view serves, of any part, is told what it could build alone.
 *
 * `assembled` is what each target is told of pre-assembled kits.
 */
export function divideKits(parts: readonly PartGoods[], assembled: readonly Grains[]): readonly DividedKits[] {
  const indexes = [...assembled.keys()];
  const views = new Set(indexes.filter((index) => parts.some(({ goods }) => goods.targets[index]!.view)));
  const builders = indexes.filter((index) => !views.has(index)).map((index) => builderOf(parts, index, assembled[index]!));
  for (const { goods } of parts) divideAmong(goods, builders.map(({ index }) => goods.targets[index]!));
  for (const builder of builders) settle(builder);
  for (let open: readonly Builder[] = builders; open.length > 0;) open = divideAgain(open);
  const divided = new Map<number, DividedKits>(builders.map((builder) => [builder.index, { exclusive: true, kits: builder.kits, overlap: ZERO, binding: bindingOf(builder) }]));
  for (const index of views) {
    const builder = builderOf(parts, index, assembled[index]!);
    const alone = kitAvailable(parts.map(({ part }) => part), new Map(parts.map(({ part, goods }) => [part.item, goods.targets[index]!.alone])));
    const own = least(alone.kits, kitsMore(builder));
    build(builder, own);
    divided.set(index, { exclusive: false, kits: alone.kits, overlap: subtractGrains(alone.kits, own), binding: alone.binding });
  }
  return indexes.map((index) => divided.get(index)!);
}

/** One target and what it has of every part. */
interface Builder {
  readonly index: number;
  readonly weight: bigint;
  /** What it is told of pre-assembled ones. */
  readonly assembled: Grains;
  readonly parts: readonly { readonly part: KitPart; readonly goods: SetGoods; readonly target: TargetGoods }[];
  kits: Grains;
}

function builderOf(parts: readonly PartGoods[], index: number, assembled: Grains): Builder {
  const own = parts.map(({ part, goods }) => ({ part, goods, target: goods.targets[index]! }));
  return { index, weight: own[0]!.target.party.weight, assembled, parts: own, kits: ZERO };
}

/** Builds what the shares make, and gives back what is not needed for that. */
function settle(builder: Builder): void {
  builder.kits = leastOf(builder.parts.map(({ part, target }) => kitsFrom(part, target.used)));
  for (const { part, goods, target } of builder.parts) useOnly(goods, target, needOf(part, builder.kits));
}

/** Divides what is left by weight among those who can build more of it. Answers who might still be able to. */
function divideAgain(open: readonly Builder[]): readonly Builder[] {
  const able = open.flatMap((builder) => {
    const more = kitsMore(builder);
    return more > 0 ? [{ builder, more }] : [];
  });
  if (able.length === 0) return [];
  const weights = able.reduce((sum, { builder }) => sum + builder.weight, 0n);
  const chunks = able.map(({ builder, more }) => ({ builder, chunk: grainsFromBigint((BigInt(more) * builder.weight) / weights) }));
  const isByWeight = chunks.some(({ chunk }) => chunk > 0);
  for (const { builder, chunk } of isByWeight ? chunks : [...chunks].sort((one, other) => byFewest(one.builder, other.builder))) {
    build(builder, least(isByWeight ? chunk : ONE, kitsMore(builder)));
  }
  return able.map(({ builder }) => builder);
}

/** Whoever has the fewest kits for its weight first, by the method of odd numbers. */
function byFewest(one: Builder, other: Builder): number {
  const has = ({ kits, assembled }: Builder): bigint => BigInt(kits) + BigInt(assembled);
  const [own, others] = [one.weight * (2n * has(other) + 1n), other.weight * (2n * has(one) + 1n)];
  return own === others ? 0 : own > others ? -1 : 1;
}

function build(builder: Builder, more: Grains): void {
  const kits = addGrains(builder.kits, more);
  for (const { part, goods, target } of builder.parts) useMore(goods, target, subtractGrains(needOf(part, kits), needOf(part, builder.kits)));
  builder.kits = kits;
}

/** How many kits more a target could build of what it may still have. */
function kitsMore(builder: Builder): Grains {
  return subtractGrains(leastOf(builder.parts.map((one) => kitsAtMost(one))), builder.kits);
}

function bindingOf(builder: Builder): readonly string[] {
  return builder.parts.filter((one) => kitsAtMost(one) === builder.kits).map(({ part }) => part.item);
}

function kitsAtMost({ part, goods, target }: Builder['parts'][number]): Grains {
  return kitsFrom(part, addGrains(target.used, moreFor(goods, target)));
}

function leastOf(amounts: readonly Grains[]): Grains {
  return amounts.reduce(least);
}
