import { kitAvailable, needOf, type KitAvailability, type KitPart } from '../../allocation/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../../quantity/index.js';
import { inTurn, sumHeld, takeOffers, type Offer, type ReserveLine, type ReserveMode } from '../../reservation/index.js';
import type { HeldAmount } from '../../model/index.js';
import type { Batch } from '../engine/batch.js';
import { needForMore, partLine } from '../kits/kit-lines.js';
import type { HoldAsker } from '../goods/offers.js';
import { goodsFor } from '../goods/order-goods.js';

/**
 * What becomes of kits that cannot all be held: `whole` holds as many whole kits as there are and leaves or refuses the others as kits; `split`, where what is
 * missing is left as demand, holds each part as far as it goes and leaves what is missing of each.
 */
export type KitRule = 'whole' | 'split';

/** A line that goods are wanted for. */
export interface AskedLine extends ReserveLine {
  /** What it is made of, if it is a kit, and how many of its kits are served by parts already. */
  readonly kit?: { readonly parts: readonly KitPart[]; readonly served: Grains; /** Whether no pre-assembled ones are to be held. */ readonly onlyParts?: boolean | undefined } | undefined;
  /** Only from these, one after the other. */
  readonly locations?: readonly string[] | undefined;
}

/** What is held of one part of a kit. */
export interface PlannedPart {
  readonly item: string;
  readonly line: string;
  /** What all kits of the line that are not held as such would take. */
  readonly needed: Grains;
  /** What there is for them. */
  readonly offered: Grains;
  /** What its line is to carry. */
  wanted: Grains;
  holds: readonly HeldAmount[];
}

/** Kits of a line that are served by parts. */
export interface PlannedKit {
  readonly availability: KitAvailability;
  readonly parts: readonly PlannedPart[];
  /** How many the parts' lines are to carry. */
  served: Grains;
  /** How many of them are held whole. */
  held: Grains;
}

/** What is to be held for a line. */
export interface PlannedLine {
  readonly wanted: AskedLine;
  /** Goods of the line's own item. */
  holds: readonly HeldAmount[];
  readonly kit?: PlannedKit | undefined;
}

const ZERO = grains(0);

/** How much of a line is held, whole kits of parts included. */
export function heldOf(line: PlannedLine): Grains {
  return addGrains(sumHeld(line.holds), line.kit?.held ?? ZERO);
}

/**
 * What can be held for lines, each from what those before it left: of a kit first pre-assembled ones, then what its parts make, as one minimum over whole kits. A part
 * that several lines need is taken once for each of them.
 */
export function planHolds(batch: Batch, asker: HoldAsker, lines: readonly AskedLine[], mode: ReserveMode, kits: KitRule): readonly PlannedLine[] {
  const goods = goodsFor(batch, asker);
  const planned = new Map<AskedLine, PlannedLine>();
  const hold = (item: string, wanted: Grains, offers: readonly Offer[]): readonly HeldAmount[] => {
    const holds = takeOffers(wanted, offers);
    for (const one of holds) goods.take({ ...one, item });
    return holds;
  };
  for (const line of inTurn(lines)) {
    const holds = line.kit?.onlyParts === true ? [] : hold(line.item, line.grains, goods.offers(line, line.locations));
    const rest = subtractGrains(line.grains, sumHeld(holds));
    if (line.kit === undefined || rest === 0) {
      planned.set(line, { wanted: line, holds });
      continue;
    }
    const { parts, served } = line.kit;
    const offered = parts.map((part) => {
      const needed = needForMore(part, served, rest);
      const offers = goods.offers({ line: partLine(line.line, part.item), item: part.item, grains: needed, location: line.location }, line.locations);
      return { part, needed, offers, sum: sumHeld(offers) };
    });
    const availability = buildable(offered.map(({ part, sum }) => [part, sum]), served);
    const whole = availability.kits < rest ? availability.kits : rest;
    const serve = mode === 'allOrNothing' || (mode === 'backorder' && kits === 'split') ? rest : whole;
    planned.set(line, {
      wanted: line, holds, kit: {
        availability, served: serve, held: whole,
        parts: offered.map(({ part, needed, offers, sum }) => {
          const wanted = needForMore(part, served, serve);
          return { item: part.item, line: partLine(line.line, part.item), needed, offered: sum, wanted, holds: hold(part.item, wanted, offers) };
        }),
      },
    });
  }
  return lines.map((line) => planned.get(line)!);
}

/** How many kits more can be built when some are served already: what those have is theirs. */
export function buildable(offered: readonly (readonly [KitPart, Grains])[], served: Grains): KitAvailability {
  const available = new Map(offered.map(([part, sum]) => [part.item, addGrains(sum, needOf(part, served))]));
  const answer = kitAvailable(offered.map(([part]) => part), available);
  if (served === 0) return answer;
  return {
    kits: subtractGrains(answer.kits, served), binding: answer.binding,
    limits: answer.limits.map((limit, index) => ({ ...limit, available: offered[index]![1], kits: subtractGrains(limit.kits, served) })),
  };
}
