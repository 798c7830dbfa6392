import { BACKORDER_PHASES, backorderReason, type BackorderReason } from '../../allocation/index.js';
import { compareText, no, type Answer } from '../../foundation/index.js';
import { figuresOf } from '../../availability/index.js';
import type { LineBalance } from '../../model/index.js';
import { addGrains, grains, subtractGrains, sumGrains, type Grains } from '../../quantity/index.js';
import { orderOf, termsOf, type RunBackordersInput } from './backorder-input.js';
import { kitTaker, plainTaker, type RunContext, type Taker } from './backorder-takers.js';
import { carryTrial, readItem, sweepItem, trialOf, type Batch } from '../engine/batch.js';
import { availableWithParts, buildingParts } from '../kits/kit-figures.js';
import type { JobContext } from '../engine/job.js';
import { isKit, kitLineOfPart, kitsWith, least, partItems, type LinesOf } from '../kits/kit-lines.js';
import { lineOf, pictureIn } from '../goods/offers.js';

/** What a run in which kits take part did to a line, in grains of the run's item. */
export interface KitRunChange {
  readonly taker: Taker;
  readonly turn: number;
  readonly requested: Grains;
  readonly reachable: Grains;
  readonly before: Grains;
  readonly after: Grains;
  readonly why: BackorderReason;
}

/** What a run in which kits take part comes to. */
export interface KitRun {
  readonly order: string;
  /** In the order of the lines' names. */
  readonly changes: readonly KitRunChange[];
  readonly left: Grains;
}

/** What must be and cannot: in grains of the run's item. */
export interface KitRunRefusal {
  readonly code: 'allocation.promises_above_supply';
  readonly required: Grains;
  readonly available: Grains;
  readonly lines: readonly string[];
}

const ZERO = grains(0);

/** The partitions of kits and of their parts that a run of an item touches, as far as they can be told from what is loaded. */
export function kitPartitions({ homes, register, partitions }: Pick<JobContext, 'homes' | 'register' | 'partitions'>, item: string): readonly string[] {
  const linesOf: LinesOf = (one) => partitions.get(homes.ofItem(one))?.ledger.items.get(one)?.lines;
  const touched = new Set(partItems(register, item));
  const touch = ({ item: kit, kit: made }: LineBalance): void => {
    for (const one of [kit, ...(made?.parts.map((part) => part.item) ?? [])]) touched.add(one);
  };
  for (const { balance } of partitions.get(homes.ofItem(item))?.ledger.items.get(item)?.lines.values() ?? []) {
    if (!isOpen(balance)) continue;
    touch(balance);
    if (!isNamedAsPart(balance)) continue;
    const kits = kitsWith(register, item);
    for (const one of kits) touched.add(one);
    const found = kitLineOfPart(kits, linesOf, item, balance.line) ?? kitLineOfPart(loadedItems(partitions), linesOf, item, balance.line);
    if (found !== undefined) touch(found);
    // A kit that takes the item no more may be anywhere.
    else if (kits.every((one) => partitions.has(homes.ofItem(one)))) return homes.all;
  }
  return [...touched].map((one) => homes.ofItem(one));
}

/** The lines that take part in a run of an item if there are kits among them; `undefined` if all of them are plain. Every item they hold goods of is swept. */
export function kitTakers(batch: Batch, run: RunContext): readonly Taker[] | undefined {
  const { register } = batch;
  const { item } = run.input;
  const linesOf: LinesOf = (one) => readItem(batch, one).lines;
  const lines = [...readItem(batch, item).lines.values()].filter(({ balance }) => isOpen(balance)).sort((one, other) => compareText(one.balance.line, other.balance.line))
    .map(({ balance, placed }) => ({ name: balance.line, placed, kit: isNamedAsPart(balance) ? kitOf(batch, linesOf, balance) : undefined, made: balance.kit }));
  const isOfKits = isKit(register, item) || lines.some(({ made }) => made !== undefined);
  if (!isOfKits && lines.every(({ kit }) => kit === undefined)) return undefined;
  for (const one of partItems(register, item)) sweepItem(batch, one);
  for (const { kit, made } of lines) {
    for (const one of [...(kit === undefined ? [] : [kit.item]), ...(kit?.kit ?? made)?.parts.map((part) => part.item) ?? []]) sweepItem(batch, one);
  }
  const takers = lines.map(({ name, placed, kit }): Taker => {
    const balance = lineOf(batch, item, name)!;
    const state = kit === undefined ? undefined : readItem(batch, kit.item).lines.get(kit.line)!;
    const terms = termsOf(run.input, balance, (state?.placed ?? placed).at(-1)?.order.at, batch.at);
    if (state !== undefined) return kitTaker(batch, state.balance, terms, run, balance);
    return isOfKits ? kitTaker(batch, balance, terms, run) : plainTaker(batch, balance, terms, run);
  });
  return takers.filter(({ requested }) => requested > 0);
}

function kitOf(batch: Batch, linesOf: LinesOf, { item, line }: LineBalance): LineBalance | undefined {
  const found = kitLineOfPart(kitsWith(batch.register, item), linesOf, item, line);
  if (found !== undefined) return found;
  const drafted = [...batch.drafts.values()].flatMap(({ items }) => [...items.keys()]);
  return kitLineOfPart([...drafted, ...loadedItems(batch.partitions)], linesOf, item, line);
}

/** Every item anything is known of in the partitions that are loaded. */
function* loadedItems(partitions: JobContext['partitions']): Iterable<string> {
  for (const { ledger } of partitions.values()) yield* ledger.items.keys();
}

/** Whether a line waits, holds softly, or is served by parts. */
function isOpen({ backordered, reserved, kit }: LineBalance): boolean {
  return backordered > 0 || reserved > 0 || (kit !== undefined && kit.kits > 0);
}

function isNamedAsPart({ item, line }: LineBalance): boolean {
  return line.endsWith(`/${item}`);
}

/**
 * Shares what there is anew among lines of which some are of kits. Goods are held line by line, so that each amount is one that can be held: first what must be, then
 * one strategy after the other, each in turn, whole kits only. Lines that gain or win keep what they hold as long as that does not stand in the way of what must be. At
 * last, where the policy splits kits, parts are held as far as they go. The run is staged in the batch unless it is refused.
 */
export function decideKitRun(batch: Batch, takers: readonly Taker[], { input }: RunContext): Answer<KitRun, KitRunRefusal> {
  const reachable = reachableOf(batch, takers);
  const beyond = takers.filter((taker) => taker.terms.strategy === 'win' && reachable.get(taker)! < taker.requested);
  if (beyond.length > 0) return no(refusalOf(beyond, ({ requested }) => requested, (taker) => reachable.get(taker)!));
  const order = orderOf(input.order);
  const turns = takers.map((taker) => ({ taker, line: { ...taker.terms, line: taker.balance.line, requested: taker.inItem(reachable.get(taker)!), confirmed: taker.inItem(taker.confirmed) } }))
    .sort((one, other) => order.compare(one.line, other.line)).map(({ taker }) => taker);
  const shared = share(batch, turns, reachable, input, false) ?? share(batch, turns, reachable, input, true);
  if (shared === undefined) return no(refuseMusts(batch, turns, reachable));
  carryTrial(leastMoves(batch, turns, shared.amounts) ?? shared.trial, batch);
  return {
    ok: true, order: order.description, left: leftOf(batch, input),
    changes: takers.map((taker) => {
      const after = shared.amounts.get(taker)!;
      return {
        taker, turn: turns.indexOf(taker) + 1, requested: taker.inItem(taker.requested), reachable: taker.inItem(reachable.get(taker)!), before: taker.inItem(taker.confirmed), after: taker.inItem(after),
        why: backorderReason({ strategy: taker.terms.strategy, confirmed: taker.confirmed }, after),
      };
    }),
  };
}

/** How much each line could have if nobody else wanted anything. Never less than it has. */
function reachableOf(batch: Batch, takers: readonly Taker[]): ReadonlyMap<Taker, Grains> {
  const without = trialOf(batch);
  for (const taker of takers) taker.giveUp(without, taker.confirmed);
  return new Map(takers.map((taker) => {
    const alone = taker.hold(trialOf(without), taker.requested);
    return [taker, alone > taker.confirmed ? least(alone, taker.requested) : taker.confirmed];
  }));
}

/** What each line has when the strategies have been gone through; `undefined` if what must be cannot be. `anew`: lines that gain or win give up what they hold, too, and take it anew. */
function share(
  batch: Batch, turns: readonly Taker[], reachable: ReadonlyMap<Taker, Grains>, input: RunBackordersInput, anew: boolean,
): { readonly trial: Batch; readonly amounts: ReadonlyMap<Taker, Grains> } | undefined {
  const trial = trialOf(batch);
  const splits = batch.register.policy.kits === 'split';
  const amounts = new Map<Taker, Grains>();
  for (const taker of turns) {
    const { strategy } = taker.terms;
    const keeps = strategy === 'skip' || (!anew && (strategy === 'gain' || strategy === 'win'));
    amounts.set(taker, keeps ? taker.confirmed : ZERO);
    if (!keeps) taker.giveUp(trial, taker.confirmed);
    else if (strategy !== 'skip' && !splits) taker.giveUp(trial, ZERO);
  }
  // Goods that are promised above what there is are kept by nobody: whoever must keep them has to find them.
  if (!anew && turns.some(({ terms, confirmed }) => confirmed > 0 && (terms.strategy === 'gain' || terms.strategy === 'win')) && isOverdrawn(trial, turns, input)) return undefined;
  for (const { strategy, upTo, must } of BACKORDER_PHASES) {
    for (const taker of strategy === 'skip' ? [] : turns) {
      if (taker.terms.strategy !== strategy) continue;
      const wanted = upTo === 'requested' ? reachable.get(taker)! : taker.confirmed;
      const missing = subtractGrains(wanted, amounts.get(taker)!);
      if (missing > 0) amounts.set(taker, addGrains(amounts.get(taker)!, taker.hold(trial, missing)));
      if (must && amounts.get(taker)! < wanted) return undefined;
    }
  }
  if (splits) for (const taker of turns) if (MAY_GROW.has(taker.terms.strategy)) taker.holdRest(trial);
  return { trial, amounts };
}

const MAY_GROW: ReadonlySet<string> = new Set(BACKORDER_PHASES.filter(({ upTo }) => upTo === 'requested').map(({ strategy }) => strategy));

/** The same amounts with as little moved as possible: who has less gives up the difference, then who has more takes it. `undefined` where that does not come to the same. */
function leastMoves(batch: Batch, turns: readonly Taker[], amounts: ReadonlyMap<Taker, Grains>): Batch | undefined {
  if (batch.register.policy.kits === 'split') return undefined;
  const trial = trialOf(batch);
  const moved = turns.filter(({ terms }) => terms.strategy !== 'skip');
  for (const taker of moved) {
    const less = grains(Math.max(taker.confirmed - amounts.get(taker)!, 0));
    if (taker.giveUp(trial, less) !== less) return undefined;
  }
  for (const taker of moved) {
    const more = grains(Math.max(amounts.get(taker)! - taker.confirmed, 0));
    if (more > 0 && taker.hold(trial, more) !== more) return undefined;
  }
  return trial;
}

/** Whether more is promised of some item than there is. */
function isOverdrawn(batch: Batch, takers: readonly Taker[], input: RunBackordersInput): boolean {
  return [...new Set(takers.flatMap(({ items }) => items))].some((item) => {
    const figures = figuresOf(batch.register, pictureIn(batch, item), batch.at);
    return availableWithParts(batch.register, () => figures, item, [], { locations: input.locations, physical: true }).own.signed < 0;
  });
}

/** Why what must be cannot be: what lines that must keep or get something need together, and how much of it there is for them in their turns. */
function refuseMusts(batch: Batch, turns: readonly Taker[], reachable: ReadonlyMap<Taker, Grains>): KitRunRefusal {
  const trial = trialOf(batch);
  for (const taker of turns) if (taker.terms.strategy !== 'skip') taker.giveUp(trial, taker.confirmed);
  const needs = new Map<Taker, Grains>();
  const had = new Map<Taker, Grains>();
  for (const { strategy, upTo, must } of BACKORDER_PHASES) {
    for (const taker of must ? turns : []) {
      const wanted = upTo === 'requested' ? reachable.get(taker)! : taker.confirmed;
      if (taker.terms.strategy !== strategy || wanted === 0) continue;
      needs.set(taker, wanted);
      had.set(taker, strategy === 'skip' ? wanted : taker.hold(trial, wanted));
    }
  }
  return refusalOf([...needs.keys()].sort((one, other) => compareText(one.balance.line, other.balance.line)), (taker) => needs.get(taker)!, (taker) => had.get(taker)!);
}

function refusalOf(takers: readonly Taker[], required: (taker: Taker) => Grains, available: (taker: Taker) => Grains): KitRunRefusal {
  const sum = (amountOf: (taker: Taker) => Grains): Grains => sumGrains(takers.map((taker) => taker.inItem(amountOf(taker))));
  return { code: 'allocation.promises_above_supply', required: sum(required), available: sum(available), lines: takers.map(({ balance }) => balance.line) };
}

/** What nobody took: of a kit, pre-assembled ones and what the parts make that nobody took. */
function leftOf(batch: Batch, { item, locations }: RunBackordersInput): Grains {
  const figures = (one: string): ReturnType<typeof figuresOf> => figuresOf(batch.register, pictureIn(batch, one), batch.at);
  return availableWithParts(batch.register, figures, item, buildingParts(batch.register, item, batch.at), { locations, physical: true }).available;
}
