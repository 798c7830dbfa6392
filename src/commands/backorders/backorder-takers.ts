import { needOf, type KitPart } from '../../allocation/index.js';
import type { LineBalance } from '../../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../../quantity/index.js';
import { decideGather, sumHeld } from '../../reservation/index.js';
import { giveUp, hold, softHolds, softIn } from './backorder-holds.js';
import type { BackorderTerms, RunBackordersInput } from './backorder-input.js';
import { carryTrial, stageDecision, trialOf, type Batch } from '../engine/batch.js';
import { gatherable, least, needForMore, partLinesOf, partsFor, partsOfLine, wholeKits } from '../kits/kit-lines.js';
import { askerOf, expiryOf, lineOf, offersWithin } from '../goods/offers.js';
import { reservePlanned } from '../lines/reserve-planned.js';

/** A line that takes part in a run: plain, or of kits. Amounts are grains of a plain line, kits of a kit line and of the line of a part. */
export interface Taker {
  /** The line of the run's item. */
  readonly balance: LineBalance;
  readonly terms: BackorderTerms;
  /** Waiting and softly held. */
  readonly requested: Grains;
  /** Softly held within the locations of the run: of kits, held whole. */
  readonly confirmed: Grains;
  /** Every item it holds goods of. */
  readonly items: readonly string[];
  /** An amount in grains of the run's item. */
  inItem(amount: Grains): Grains;
  /** Gives up so much, of kits whole ones, and whatever is held beside them that makes no whole kit. Answers how much it was. */
  giveUp(batch: Batch, amount: Grains): Grains;
  /** Holds more, and answers how much it was: of kits, whole ones. */
  hold(batch: Batch, amount: Grains): Grains;
  /** Holds of each part as much as there is for kits that cannot be whole. */
  holdRest(batch: Batch): void;
}

/** What a run is about. */
export interface RunContext {
  readonly input: RunBackordersInput;
  readonly request: string;
}

const ZERO = grains(0);

/** A line that is no kit's. */
export function plainTaker(batch: Batch, balance: LineBalance, terms: BackorderTerms, { input, request }: RunContext): Taker {
  const confirmed = softIn(batch.register, balance, input);
  return {
    balance, terms, confirmed, requested: addGrains(balance.backordered, confirmed), items: [balance.item], inItem: (amount) => amount,
    giveUp(trial, amount) {
      giveUp(trial, balance, amount, input, request);
      return amount;
    },
    hold: (trial, amount) => hold(trial, balance, amount, input, request),
    holdRest: () => undefined,
  };
}

/**
 * A kit line, or for a run of a part the line of that part: then it takes part with the kits that are served by parts, and pre-assembled ones are left alone. Kits are given up
 * and held whole, over all their parts; a kit of which a part is bound, picked or shipped stays.
 */
export function kitTaker(batch: Batch, line: LineBalance, terms: BackorderTerms, run: RunContext, ofPart?: LineBalance): Taker {
  const { input, request } = run;
  const exploded = partsOfLine(batch.register, line.item, line, batch.at);
  const parts = exploded?.ok === true ? exploded.parts : [];
  const before = standingOf(batch, line, input);
  const ownSoft = ofPart === undefined ? softIn(batch.register, line, input) : ZERO;
  const pinned = before.wholeWithout(before.movable);
  const soft = [line, ...before.parts.map(({ balance }) => balance)].find((one) => one !== undefined && one.reserved > 0);
  const expiresAt = soft === undefined ? expiryOf(batch.register, {}, batch.at) : soft.expiresAt;
  const part = parts.find(({ item }) => item === ofPart?.item);
  const current = (trial: Batch): LineBalance => lineOf(trial, line.item, line.line)!;

  /** Holds kits that wait as kits. Answers how many are whole. */
  function holdWaiting(trial: Batch, kits: Grains, rule: 'whole' | 'split'): Grains {
    const now = current(trial);
    const wanted = least(kits, now.backordered);
    if (wanted === 0) return ZERO;
    const attempt = trialOf(trial);
    const held = parts.length === 0 ? undefined : reservePlanned(attempt, {
      request, ...askerOf(line), mode: 'backorder', expiresAt, kits: rule,
      lines: [{ line: line.line, item: line.item, grains: wanted, locations: input.locations, kit: { parts, served: now.kit?.kits ?? ZERO, onlyParts: ofPart !== undefined } }],
    });
    // Of a line whose parts cannot have lines of their own, pre-assembled kits alone can be held.
    if (held?.ok !== true) return ofPart === undefined ? hold(trial, line, wanted, input, request, expiresAt) : ZERO;
    const [outcome] = held.lines;
    const hasAny = outcome!.reserved > 0 || outcome!.parts?.some(({ reserved }) => reserved > 0) === true;
    if (hasAny) carryTrial(attempt, trial);
    return outcome!.reserved;
  }

  /** Holds what is missing of kits that are served by parts and not whole yet. */
  function complete(trial: Batch, kits: Grains): Grains {
    const { whole, served, parts: held } = standingOf(trial, current(trial), input);
    const reached = wholeOf(held, served, ({ part: one, name, balance, has }) => (balance === undefined ? ZERO : addGrains(has, sumHeld(offersWithin(trial, askerOf(line), { line: name, item: one.item, grains: balance.backordered }, input.locations)))));
    const more = least(kits, subtractGrains(reached, whole));
    for (const { part: one, balance, has } of more > 0 ? held : []) {
      const missing = subtractGrains(needOf(one, addGrains(whole, more)), has);
      if (missing > 0) hold(trial, balance!, missing, input, request, expiresAt);
    }
    return more;
  }

  return {
    balance: ofPart ?? line, terms, items: [line.item, ...parts.map(({ item }) => item)],
    confirmed: addGrains(ownSoft, subtractGrains(before.whole, pinned)),
    requested: grains((ofPart === undefined ? line.backordered + ownSoft : 0) + before.completable - pinned),
    inItem: (amount) => (part === undefined ? amount : needOf(part, amount)),
    giveUp(trial, amount) {
      const own = least(amount, ownSoft);
      if (own > 0) giveUp(trial, line, own, input, request);
      const { whole, movable, wholeWithout } = standingOf(trial, current(trial), input);
      const gathered = most(movable, (kits) => whole - wholeWithout(kits) <= amount - own);
      gather(trial, current(trial), gathered, run);
      return addGrains(own, subtractGrains(whole, wholeWithout(gathered)));
    },
    hold(trial, amount) {
      const completed = complete(trial, amount);
      return addGrains(completed, holdWaiting(trial, subtractGrains(amount, completed), 'whole'));
    },
    holdRest(trial) {
      for (const { balance } of standingOf(trial, current(trial), input).parts) if (balance !== undefined && balance.backordered > 0) hold(trial, balance, balance.backordered, input, request, expiresAt);
      const now = current(trial);
      holdWaiting(trial, ofPart === undefined ? now.backordered : subtractGrains(before.served, now.kit?.kits ?? ZERO), 'split');
    },
  };
}

/** The line of a part, with what it has: in whatever way, and shipped. */
interface PartStanding {
  readonly part: KitPart;
  readonly name: string;
  readonly balance: LineBalance | undefined;
  readonly has: Grains;
}

/** How the kits of a line stand that are served by parts. */
interface KitStanding {
  readonly served: Grains;
  readonly parts: readonly PartStanding[];
  /** How many have all their parts. */
  readonly whole: Grains;
  /** How many could have them: what is missing of their parts is still wanted. */
  readonly completable: Grains;
  /** How many can be wanted as kits again, of which nothing is bound, picked, shipped, run out, or held elsewhere. */
  readonly movable: Grains;
  /** How many would be whole without some of them. */
  readonly wholeWithout: (kits: Grains) => Grains;
}

function standingOf(batch: Batch, line: LineBalance, input: RunBackordersInput): KitStanding {
  const served = line.kit?.kits ?? ZERO;
  const parts = partLinesOf(line).map(({ part, name }): PartStanding => {
    const balance = lineOf(batch, part.item, name);
    return { part, name, balance, has: balance === undefined ? ZERO : grains(balance.reserved + balance.allocated + balance.picked + balance.shipped) };
  });
  // What waits is taken back first, then what is held.
  const wholeWithout = (kits: Grains): Grains => {
    const left = subtractGrains(served, kits);
    return wholeOf(parts, left, ({ part, balance, has }) => subtractGrains(has, grains(Math.max(needForMore(part, left, kits) - (balance?.backordered ?? 0), 0))));
  };
  return {
    served, parts, whole: wholeWithout(ZERO), completable: wholeOf(parts, served, ({ balance, has }) => addGrains(has, balance?.backordered ?? ZERO)),
    movable: gatherable(batch, line, (balance) => addGrains(balance.backordered, softIn(batch.register, balance, input))), wholeWithout,
  };
}

function wholeOf(parts: readonly PartStanding[], most: Grains, amountOf: (standing: PartStanding) => Grains): Grains {
  return parts.length === 0 ? ZERO : wholeKits(parts.map(({ part }) => part), new Map(parts.map((standing) => [standing.part.item, amountOf(standing)])), most);
}

/** Makes kits wanted as kits again: what waits of their parts and what is softly held within the locations of the run. */
function gather(batch: Batch, line: LineBalance, kits: Grains, { input, request }: RunContext): void {
  if (kits === 0) return;
  const parts = partsFor(batch, line, kits).map((part) => (part.balance === undefined ? part : {
    ...part, balance: { ...part.balance, holds: softHolds(batch.register, part.balance, input), reserved: softIn(batch.register, part.balance, input), allocated: ZERO, picked: ZERO },
  }));
  const gathered = decideGather(line, kits, parts, { at: batch.at, policy: batch.register.policy.version, request });
  if (!gathered.ok) throw new TypeError(`Kits that can be taken back are not: ${gathered.reason.code}`);
  for (const event of gathered.events) stageDecision(batch, event);
}

/** The greatest amount up to a limit for which something holds that holds for nothing and for no amount above one for which it does not. */
function most(limit: Grains, holds: (amount: Grains) => boolean): Grains {
  let [low, high]: [number, number] = [0, limit];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(grains(middle))) low = middle;
    else high = middle - 1;
  }
  return grains(low);
}
