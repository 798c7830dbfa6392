import { needOf, type KitPart } from '../../allocation/index.js';
import { figuresOf } from '../../availability/index.js';
import { pictureOf } from '../../ledger/index.js';
import type { LineBalance, Register } from '../../model/index.js';
import { addGrains, grains, ratioText, type Grains, type Quantity } from '../../quantity/index.js';
import { answerAvailability, answerLine, quantityOf, type AvailabilityAnswer, type KitAvailabilityAnswer, type LineAnswer, type ReadVersion } from '../answers.js';
import type { Engine, EngineView } from '../engine/engine.js';
import { ledgerIn } from '../engine/partition.js';
import { availableWithParts, buildingParts, readOnce, type FiguresOf } from './kit-figures.js';
import { partItems, partItemsOfLine, partLine, partLinesOf, wholeKits } from './kit-lines.js';

/** A part of a kit line, with its own line as it stands. */
export interface KitPartAnswer {
  readonly item: string;
  readonly line: string;
  readonly perKit: string;
  /** What the kits that are served by parts take of it. */
  readonly needed: Quantity;
  /** Absent if it never wanted anything. */
  readonly standing?: LineAnswer | undefined;
}

/**
 * How a kit line stands, in whole kits: pre-assembled ones and those that are served by parts together. requested = waiting + reserved + allocated + picked + shipped +
 * closed. A kit is as far as the part of it that is least far.
 */
export interface KitLineAnswer {
  readonly item: string;
  readonly line: string;
  readonly requested: Quantity;
  /** Wanted and not held whole. */
  readonly waiting: Quantity;
  readonly reserved: Quantity;
  readonly allocated: Quantity;
  readonly picked: Quantity;
  readonly shipped: Quantity;
  /** Released, expired or cancelled on the line itself. */
  readonly closed: Quantity;
  /** How many of the kits are served by parts. */
  readonly inParts: Quantity;
  readonly parts: readonly KitPartAnswer[];
}

/** Who asks, when, and where. */
export interface KitQuery {
  readonly at: number;
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly exceptLine?: string | undefined;
}

const ZERO = grains(0);

/** Reads items and, of kits, all their parts at one state of the log. */
export async function readParts<Answer>(engine: Engine, items: readonly string[], fresh: boolean, look: (view: EngineView) => Answer): Promise<Answer> {
  let all = items;
  for (;;) {
    const read = await engine.read((homes) => all.map((item) => homes.ofItem(item)), fresh, (view) => {
      const parts = items.flatMap((item) => partItems(view.register, item));
      const isRead = parts.every((part) => all.includes(part));
      return isRead ? { answer: look(view) } : { parts };
    });
    if ('answer' in read) return read.answer;
    all = [...items, ...read.parts];
  }
}

/** How a kit line stands. */
export async function readKitLine(engine: Engine, item: string, line: string): Promise<KitLineAnswer | undefined> {
  const parts = await engine.read((homes) => [homes.ofItem(item)], false, (view) => partItemsOfLine(view, item, line));
  return engine.read((homes) => [item, ...parts].map((one) => homes.ofItem(one)), false, (view) => kitLineOf(view, view.register, item, line));
}

/** The answer for an item, of a kit by its parts. A line that is left out is left out with the lines of its parts. */
export function availabilityOf(view: EngineView, register: Register, item: string, query: KitQuery, versionOf: (item: string) => ReadVersion): AvailabilityAnswer {
  const { at, exceptLine, channel, account, locations } = query;
  const figures = figuresIn(view, register, at, (one) => (exceptLine === undefined || one === item ? exceptLine : partLine(exceptLine, one)));
  return answerWithParts(register, figures, item, buildingParts(register, item, at), { channel, account, locations }, versionOf);
}

/** What every channel may sell of an item, of a kit by its parts. */
export function availabilityByChannel(view: EngineView, register: Register, item: string, at: number, versionOf: (item: string) => ReadVersion): readonly AvailabilityAnswer[] {
  const figures = readOnce(figuresIn(view, register, at));
  const parts = buildingParts(register, item, at);
  return [...register.channels.keys()].map((channel) => answerWithParts(register, figures, item, parts, { channel }, versionOf));
}

/** Reads the figures of items in a view. */
export function figuresIn(view: EngineView, register: Register, at: number, exceptLineOf: (item: string) => string | undefined = () => undefined): FiguresOf {
  return (item) => figuresOf(register, pictureOf(register, ledgerIn(view, item), at, exceptLineOf(item)), at);
}

function answerWithParts(
  register: Register, figures: FiguresOf, item: string, parts: readonly KitPart[], query: Omit<KitQuery, 'at' | 'exceptLine'>, versionOf: (item: string) => ReadVersion,
): AvailabilityAnswer {
  const { own, built, available } = availableWithParts(register, figures, item, parts, query);
  if (built === undefined) return answerAvailability(register, own, versionOf(item));
  const kits = (amount: Grains): Quantity => quantityOf(register, item, amount);
  const kit: KitAvailabilityAnswer = {
    own: kits(own.available), buildable: kits(built.kits), binding: built.binding,
    parts: built.limits.map((limit) => ({
      item: limit.item, perKit: ratioText(limit.perKit), available: quantityOf(register, limit.item, limit.available), kits: kits(limit.kits), version: versionOf(limit.item),
    })),
  };
  return { ...answerAvailability(register, { ...own, signed: addGrains(own.signed, built.kits), available }, versionOf(item)), kit };
}

/** How a kit line stands; `undefined` if there is none, or it was never taken apart. */
function kitLineOf(view: EngineView, register: Register, item: string, name: string): KitLineAnswer | undefined {
  const line = ledgerIn(view, item).lines.get(name)?.balance;
  if (line?.kit === undefined) return undefined;
  const lines = partLinesOf(line).map(({ part, name: partName }) => ({ part, name: partName, balance: ledgerIn(view, part.item).lines.get(partName)?.balance }));
  const served = line.kit.kits;
  /** How many kits have all their parts at least that far. */
  const reached = (...buckets: readonly ('reserved' | 'allocated' | 'picked' | 'shipped')[]): Grains => wholeOf(lines, served, (balance) => buckets.reduce((sum, bucket) => addGrains(sum, balance[bucket]), ZERO));
  const shipped = reached('shipped');
  const picked = reached('shipped', 'picked');
  const allocated = reached('shipped', 'picked', 'allocated');
  const held = reached('shipped', 'picked', 'allocated', 'reserved');
  const kits = (amount: number): Quantity => quantityOf(register, item, grains(amount));
  return {
    item, line: name, requested: kits(line.requested + served), waiting: kits(line.backordered + served - held), reserved: kits(line.reserved + held - allocated),
    allocated: kits(line.allocated + allocated - picked), picked: kits(line.picked + picked - shipped), shipped: kits(line.shipped + shipped),
    closed: kits(line.released + line.expired + line.cancelled), inParts: kits(served),
    parts: lines.map(({ part, name: partName, balance }) => ({
      item: part.item, line: partName, perKit: ratioText(part.perKit), needed: quantityOf(register, part.item, needOf(part, served)),
      ...(balance === undefined ? {} : { standing: answerLine(register, balance) }),
    })),
  };
}

function wholeOf(lines: readonly { readonly part: KitPart; readonly balance: LineBalance | undefined }[], served: Grains, amountOf: (balance: LineBalance) => Grains): Grains {
  return wholeKits(lines.map(({ part }) => part), new Map(lines.map(({ part, balance }) => [part.item, balance === undefined ? ZERO : amountOf(balance)])), served);
}
