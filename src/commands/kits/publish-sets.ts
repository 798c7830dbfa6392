import { kitsFrom, needOf } from '../../allocation/index.js';
import { checkTargets, moreFor, publishFrom, setGoods, useMore, useOnly, type PublishedFigure, type PublishedSet, type PublishTarget, type SetGoods } from '../../availability/index.js';
import type { Register } from '../../model/index.js';
import { addGrains, grains, ratioText, subtractGrains, sumGrains, type Grains } from '../../quantity/index.js';
import { answerFigure, quantityOf, type PublishedSetAnswer, type ReadVersion } from '../answers.js';
import { divideKits, type DividedKits, type PartGoods } from './divide-kits.js';
import { buildingParts, readOnce, type FiguresOf } from './kit-figures.js';
import { least } from './kit-lines.js';

/** What figures are told under, and from what. */
export interface PublishContext {
  readonly register: Register;
  readonly at: number;
  readonly figures: FiguresOf;
  readonly versionOf: (item: string) => ReadVersion;
}

/** A figure on its way out: what of it no figure before it was told of. */
interface Told {
  readonly figure: PublishedFigure;
  readonly kits: DividedKits | undefined;
  readonly itemOverlap: Grains;
}

/** The set of one item, and the items its goods are of. */
interface ToldSet {
  readonly set: PublishedSet;
  readonly parts: readonly PartGoods[];
  readonly told: readonly Told[];
}

const ZERO = grains(0);

/**
 * The figures of several items for several targets. Each figure is right for itself: a kit is told with what its parts make. Where figures of different items rest on
 * the same goods, each says how much of it figures of items before it were told of, too: all figures less both overlaps need no more of anything than there is.
 * @throws TypeError for targets that cannot be meant
 */
export function publishSets(context: PublishContext, items: readonly string[], targets: readonly PublishTarget[]): readonly PublishedSetAnswer[] {
  checkTargets(targets);
  const figures = readOnce(context.figures);
  const grounds = new Map<string, SetGoods>();
  const sets = new Map<string, ToldSet>();
  for (const item of new Set(items)) sets.set(item, tellSet({ ...context, figures }, item, targets, grounds));
  return items.map((item) => answerSet(context, sets.get(item)!, [...sets.values()].filter((other) => other !== sets.get(item) && haveInCommon(other, sets.get(item)!)).map(({ set }) => set.item)));
}

function tellSet({ register, at, figures }: PublishContext, item: string, targets: readonly PublishTarget[], grounds: Map<string, SetGoods>): ToldSet {
  const goods = setGoods(register, figures(item), targets);
  const set = publishFrom(register, at, goods);
  const parts = buildingParts(register, item, at).map((part): PartGoods => ({ part, goods: setGoods(register, figures(part.item), targets) }));
  const divided = parts.length === 0 ? undefined : divideKits(parts, set.figures.map(({ quantity }) => quantity));
  const overlaps = new Map<number, Grains>();
  const own = grounds.get(item);
  // As within a set, figures that stand side by side come before views.
  for (const index of [...targets.keys()].sort((left, right) => Number(isView(set, divided, left)) - Number(isView(set, divided, right)))) {
    const { quantity, overlap } = set.figures[index]!;
    const twice = own === undefined ? ZERO : tellAgain(own, index, subtractGrains(quantity, overlap));
    overlaps.set(index, addGrains(twice, divided === undefined ? ZERO : tellKitsAgain(parts, index, divided[index]!, grounds)));
  }
  if (own === undefined) grounds.set(item, goods);
  for (const part of parts) if (!grounds.has(part.part.item)) grounds.set(part.part.item, part.goods);
  return { set, parts, told: set.figures.map((figure, index) => ({ figure, kits: divided?.[index], itemOverlap: overlaps.get(index)! })) };
}

function isView({ figures }: PublishedSet, divided: readonly DividedKits[] | undefined, index: number): boolean {
  return !figures[index]!.exclusive || divided?.[index]!.exclusive === false;
}

/** Takes goods of a figure from what figures before it left. Answers how much of it they were told of. */
function tellAgain(ground: SetGoods, index: number, wanted: Grains): Grains {
  const target = ground.targets[index]!;
  const left = least(wanted, moreFor(ground, target));
  useMore(ground, target, left);
  return subtractGrains(wanted, left);
}

/** The same for kits: of parts that no figure before them rests on, they have what they were given. */
function tellKitsAgain(parts: readonly PartGoods[], index: number, { kits, overlap }: DividedKits, grounds: ReadonlyMap<string, SetGoods>): Grains {
  const wanted = subtractGrains(kits, overlap);
  const told = parts.flatMap(({ part }) => {
    const ground = grounds.get(part.item);
    return ground === undefined ? [] : [{ part, ground, target: ground.targets[index]! }];
  });
  const left = told.reduce((sum, { part, ground, target }) => least(sum, kitsFrom(part, moreFor(ground, target))), wanted);
  for (const { part, ground, target } of told) useMore(ground, target, needOf(part, left));
  for (const { part, goods } of parts) if (!grounds.has(part.item)) useOnly(goods, goods.targets[index]!, needOf(part, left));
  return subtractGrains(wanted, left);
}

/** Whether two items are stocked as, or built of, some of the same goods. */
function haveInCommon(one: ToldSet, other: ToldSet): boolean {
  const stocked = stockedOf(other);
  return stockedOf(one).some((item) => stocked.includes(item));
}

function stockedOf({ set, parts }: ToldSet): readonly string[] {
  return [set.item, ...parts.map(({ part }) => part.item)];
}

function answerSet({ register, versionOf }: PublishContext, { set, parts, told }: ToldSet, sharesWith: readonly string[]): PublishedSetAnswer {
  const { item } = set;
  const quantity = (amount: Grains): ReturnType<typeof quantityOf> => quantityOf(register, item, amount);
  const figures = told.map(({ figure, kits }) => (kits === undefined ? figure : {
    ...figure, exclusive: figure.exclusive && kits.exclusive, quantity: addGrains(figure.quantity, kits.kits), overlap: addGrains(figure.overlap, kits.overlap),
  }));
  const physical = parts.length === 0 ? set.physical : addGrains(set.physical, parts.map(({ part, goods }) => kitsFrom(part, goods.physical)).reduce(least));
  return {
    item, at: set.at, policy: set.policy, physical: quantity(physical), exclusive: quantity(sumGrains(figures.filter(({ exclusive }) => exclusive).map((figure) => figure.quantity))),
    overlap: quantity(sumGrains(figures.map(({ overlap }) => overlap))), itemOverlap: quantity(sumGrains(told.map(({ itemOverlap }) => itemOverlap))), sharesWith, version: versionOf(item),
    figures: told.map(({ figure: own, kits, itemOverlap }, index) => ({
      ...answerFigure(register, item, figures[index]!), itemOverlap: quantity(itemOverlap),
      ...(kits === undefined ? {} : {
        kit: {
          own: quantity(own.quantity), buildable: quantity(kits.kits), binding: kits.binding,
          parts: parts.map(({ part }) => ({ item: part.item, quantity: quantityOf(register, part.item, needOf(part, kits.kits)) })),
        },
      }),
    })),
    ...(parts.length === 0 ? {} : {
      parts: parts.map(({ part, goods }) => ({ item: part.item, perKit: ratioText(part.perKit), physical: quantityOf(register, part.item, goods.physical), version: versionOf(part.item) })),
    }),
  };
}
