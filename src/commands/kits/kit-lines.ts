import { isIdentifier, no, type Answer } from '../../foundation/index.js';
import { explodeKit, kitAvailable, kitStructure, needOf, type KitPart } from '../../allocation/index.js';
import type { Catalog, LineBalance, LineKit, Register } from '../../model/index.js';
import { grains, ratioFromText, subtractGrains, type Grains } from '../../quantity/index.js';
import type { PartOfKit } from '../../reservation/index.js';
import type { Batch } from '../engine/batch.js';
import type { JobContext } from '../engine/job.js';
import { lineOf } from '../goods/offers.js';

/** Why a line cannot be taken apart: the kit contains itself, or the name of a part's line would be no identifier. */
export type KitLineRefusal =
  | { readonly code: 'allocation.kit_cycle'; readonly cycle: readonly string[] }
  | { readonly code: 'reservation.part_line'; readonly item: string; readonly line: string };

const ZERO = grains(0);

/** The line of a part of a kit: the kit's line, a stroke, and the part. */
export function partLine(line: string, part: string): string {
  return `${line}/${part}`;
}

/** Whether the catalogue says that an item is a kit. */
export function isKit(register: Register, item: string): boolean {
  return (register.item(item)?.item.components?.length ?? 0) > 0;
}

/** What is stocked of a kit, over all its levels, each item once. Empty for an item that is no kit. */
export function partItems(register: Register, kit: string): readonly string[] {
  if (!isKit(register, kit)) return [];
  const seen = new Set<string>([kit]);
  // What is added while it is gone through is gone through too.
  for (const item of seen) for (const component of register.item(item)?.item.components ?? []) seen.add(component.item);
  return [...seen].filter((item) => !isKit(register, item));
}

const kitsByPart = new WeakMap<Catalog, ReadonlyMap<string, readonly string[]>>();

/**
 * The kits whose figure depends on what is stocked of an item: the item itself if it is one, else every kit that takes it at any level. What a kit within a kit has
 * pre-assembled counts for itself alone.
 */
export function kitsWith(register: Register, item: string): readonly string[] {
  if (isKit(register, item)) return [item];
  const { catalog } = register;
  let above = kitsByPart.get(catalog);
  if (above === undefined) {
    above = kitsAbove(catalog);
    kitsByPart.set(catalog, above);
  }
  const kits = new Set(above.get(item));
  // What is added while it is gone through is gone through too.
  for (const kit of kits) for (const outer of above.get(kit) ?? []) kits.add(outer);
  return [...kits];
}

/** The kits that name an item among their components, by item. */
function kitsAbove(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const above = new Map<string, string[]>();
  for (const { id, components } of catalog.items) {
    for (const { item } of components ?? []) {
      const known = above.get(item);
      if (known === undefined) above.set(item, [id]);
      else known.push(id);
    }
  }
  return above;
}

/** The items of a line that was taken apart, in the committed state: what a move of the line touches beside its own item. */
export function partItemsOfLine({ homes, partitions }: Pick<JobContext, 'homes' | 'partitions'>, item: string, line: string): readonly string[] {
  return partitions.get(homes.ofItem(item))?.ledger.items.get(item)?.lines.get(line)?.balance.kit?.parts.map((part) => part.item) ?? [];
}

/** The lines of an item as they stand, of any state: committed, or of a batch. */
export type LinesOf = (item: string) => { get(line: string): { readonly balance: LineBalance } | undefined } | undefined;

/**
 * The kit line that a line of a part serves, among the lines of some items; `undefined` for a line that stands for itself. A part's line is named after its kit's, and a kit line says what it was
 * made of when it was taken apart.
 */
export function kitLineOfPart(items: Iterable<string>, linesOf: LinesOf, part: string, name: string): LineBalance | undefined {
  const end = `/${part}`;
  if (!name.endsWith(end)) return undefined;
  for (const item of items) {
    const balance = linesOf(item)?.get(name.slice(0, -end.length))?.balance;
    if (balance?.kit?.parts.some((one) => one.item === part) === true) return balance;
  }
  return undefined;
}

/** What a line of an item is made of: as it was frozen with the line, else as the catalogue says now; `undefined` for an item that is no kit. */
export function partsOfLine(register: Register, item: string, line: LineBalance | undefined, at: number): Answer<{ readonly parts: readonly KitPart[] }, KitLineRefusal> | undefined {
  if (line?.kit !== undefined) return { ok: true, parts: frozenParts(line.kit) };
  if (!isKit(register, item)) return undefined;
  const exploded = explodeKit(item, kitStructure(register, { at }));
  if (exploded.ok) return exploded;
  // An item with components is a kit, so it can only be that it contains itself.
  return no({ code: 'allocation.kit_cycle', cycle: exploded.reason.code === 'allocation.kit_cycle' ? exploded.reason.cycle : [item] });
}

/** Why the parts of a line cannot have lines of their own. */
export function partLineRefusal(line: string, parts: readonly KitPart[]): KitLineRefusal | undefined {
  const bad = parts.find(({ item }) => !isIdentifier(partLine(line, item)));
  return bad === undefined ? undefined : { code: 'reservation.part_line', item: bad.item, line: partLine(line, bad.item) };
}

/** The parts of a line as they were frozen. */
export function frozenParts(kit: LineKit): readonly KitPart[] {
  return kit.parts.map(({ item, perKit }) => ({ item, perKit: ratioFromText(perKit) }));
}

/** What a part is needed for more when there are so many kits more. Whole grains are rounded up once for all kits of the line. */
export function needForMore(part: KitPart, before: Grains, more: Grains): Grains {
  return subtractGrains(needOf(part, grains(before + more)), needOf(part, before));
}

/** What a part is wanted for less when kits of a line are its parts' no more. */
export function partsFor(batch: Batch, line: LineBalance, kits: Grains): readonly PartOfKit[] {
  const served = line.kit?.kits ?? ZERO;
  const left = subtractGrains(served, kits);
  return partLinesOf(line).map(({ part, name }) => ({ item: part.item, line: name, grains: needForMore(part, left, kits), balance: lineOf(batch, part.item, name) }));
}

/** How much of a part's line is open. */
type OpenOf = (balance: LineBalance) => Grains;

const allOpen: OpenOf = ({ backordered, reserved, allocated, picked }) => grains(backordered + reserved + allocated + picked);

/**
 * How many kits of a line can be wanted as kits again: of none of them has a part shipped, run out or been given up. `openOf` says what of a part's line may be
 * taken back for it. Default: all that is open.
 */
export function gatherable(batch: Batch, line: LineBalance, openOf: OpenOf = allOpen): Grains {
  const served = line.kit?.kits ?? ZERO;
  let kept = ZERO;
  for (const { part, name } of partLinesOf(line)) {
    const balance = lineOf(batch, part.item, name);
    const gone = subtractGrains(needOf(part, served), balance === undefined ? ZERO : openOf(balance));
    // The least number of kits that need all that is gone.
    const whole = wholeKits([part], new Map([[part.item, gone]]), served);
    const least = needOf(part, whole) < gone ? grains(whole + 1) : whole;
    if (least > kept) kept = least;
  }
  return kept > served ? ZERO : subtractGrains(served, kept);
}

/** How many whole kits some amounts of the parts make, and no more than there are. */
export function wholeKits(parts: readonly KitPart[], amounts: ReadonlyMap<string, Grains>, most: Grains): Grains {
  const { kits } = kitAvailable(parts, amounts);
  return kits < most ? kits : most;
}

/** The frozen parts of a line with the names of their lines. */
export function partLinesOf(line: LineBalance): readonly { readonly part: KitPart; readonly name: string }[] {
  return line.kit === undefined ? [] : frozenParts(line.kit).map((part) => ({ part, name: partLine(line.line, part.item) }));
}

/** The lesser of two amounts. */
export function least(left: Grains, right: Grains): Grains {
  return left < right ? left : right;
}
