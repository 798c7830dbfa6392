import type { Instant } from '../foundation/index.js';
import { foreignKindOf, negativeRuleOf, SELLABLE, stockMeasure, type Balance, type ChannelUse, type JudgedAt, type Register, type RegisteredLocation, type StockPicture } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';
import type { LocationAvailability } from './location-availability.js';

/** What is there and what is claimed at one node of the location tree, its subtree included. Every amount in grains of the item. */
export interface NodeFigures {
  readonly node: RegisteredLocation;
  /** Goods of our own that are physically there, in any condition. */
  onHand: Grains;
  /** Of these, in a condition and place that may be promised and not past their date. */
  sellable: Grains;
  /** What can be promised of `sellable`: a lot or serial below zero does not eat another's goods. */
  pool: Grains;
  damaged: Grains;
  quarantined: Grains;
  inspection: Grains;
  /** In state `expired`, or of a lot past its date: counted once. */
  expired: Grains;
  /** In another condition that may not be promised, or at a place that sells nothing. */
  blocked: Grains;
  /** Goods that are not our own, whether they may be promised or not. */
  foreign: Grains;
  /** Of these, in whatever condition, what the policy leaves out because of whose they are. */
  foreignExcluded: Grains;
  /** Said to have come and not yet confirmed by the owner of receipts. */
  provisional: Grains;
  reserved: Grains;
  allocated: Grains;
  picked: Grains;
  /** Whether some balance within is below zero where the policy then stops promising. */
  stopped: boolean;
}

/** The figures of an item at an instant: one reading of the picture serves any number of channels. */
export interface ItemFigures {
  readonly item: string;
  readonly at: Instant;
  /** The figures of every node that has any, by location. */
  readonly nodes: Map<string, NodeFigures>;
  /** What channels and accounts have taken. Empty where the policy has no segments: nobody asks. */
  readonly uses: ChannelUse[];
  /** How many claims and goods were added: what was worked out from fewer is out of date. */
  claimsAdded: number;
  /** Answers for locations that are the same for every asker, once somebody has asked. */
  readonly plain: Map<RegisteredLocation, LocationAvailability>;
}

const ZERO = grains(0);

/**
 * The figures of an item at every node that has any, by location. Each balance is counted at its own node and at every node above.
 */
export function figuresOf(register: Register, picture: StockPicture, at: Instant): ItemFigures {
  const uses = register.segments === undefined ? [] : [...picture.uses(register.segments.accounts)];
  return { item: picture.item, at, nodes: nodeFigures(register, picture, at), uses, claimsAdded: 0, plain: new Map() };
}

function nodeFigures(register: Register, picture: StockPicture, at: Instant): Map<string, NodeFigures> {
  const figures = new Map<string, NodeFigures>();
  const judged: JudgedAt = { at, lotEndsAt: picture.lotEndsAt };
  for (const balance of picture.balances) {
    const place = register.locations.get(balance.location);
    if (place !== undefined) countBalance(register, picture.item, figures, place, balance, judged);
  }
  for (const claim of picture.claims) {
    for (let node = register.locations.get(claim.location); node !== undefined; node = node.parent) {
      const figure = figureAt(figures, node);
      figure.reserved = addGrains(figure.reserved, claim.reserved);
      figure.allocated = addGrains(figure.allocated, claim.allocated);
      figure.picked = addGrains(figure.picked, claim.picked);
    }
  }
  for (const [location, amount] of picture.provisional) {
    for (let node = register.locations.get(location); node !== undefined; node = node.parent) {
      const figure = figureAt(figures, node);
      figure.provisional = addGrains(figure.provisional, amount);
    }
  }
  return figures;
}

function countBalance(register: Register, item: string, figures: Map<string, NodeFigures>, place: RegisteredLocation, balance: Balance, judged: JudgedAt): void {
  const measure = stockMeasure(register, item, place, balance, judged);
  const ours = foreignKindOf(place, balance.owner) === undefined;
  const promised = measure === 'sellable' && (balance.grains > 0 || (balance.lot === '' && balance.serial === ''));
  const stops = measure === 'sellable' && balance.grains < 0 && negativeRuleOf(register, item, place) === 'stopPromising';
  for (let node: RegisteredLocation | undefined = place; node !== undefined; node = node.parent) {
    const figure = figureAt(figures, node);
    figure[measure] = addGrains(figure[measure], balance.grains);
    if (ours) figure.onHand = addGrains(figure.onHand, balance.grains);
    else figure.foreign = addGrains(figure.foreign, balance.grains);
    if (promised) figure.pool = addGrains(figure.pool, balance.grains);
    if (stops) figure.stopped = true;
  }
}

/** Counts further goods of no lot and our own, in a condition to be sold, at a node and at every node above: as if they had been there when the figures were read. */
export function receiveIn(register: Register, figures: ItemFigures, place: RegisteredLocation, amount: Grains): void {
  const balance = { location: place.id, state: SELLABLE, lot: '', serial: '', owner: '', grains: amount };
  countBalance(register, figures.item, figures.nodes, place, balance, { at: figures.at, lotEndsAt: () => undefined });
  figures.claimsAdded++;
  figures.plain.clear();
}

/** Who makes a claim: a channel and an account, empty texts for none. */
export interface Claimant {
  readonly channel: string;
  readonly account: string;
}

/** Counts a further soft hold at a node and at every node above, and as taken by whoever it is for. */
export function claimIn(register: Register, figures: ItemFigures, place: RegisteredLocation, amount: Grains, claimant: Claimant = NOBODY): void {
  for (let node: RegisteredLocation | undefined = place; node !== undefined; node = node.parent) {
    const figure = figureAt(figures.nodes, node);
    figure.reserved = addGrains(figure.reserved, amount);
  }
  figures.claimsAdded++;
  figures.plain.clear();
  if (register.segments === undefined) return;
  const account = register.segments.accounts.has(claimant.account) ? claimant.account : '';
  const { channel } = claimant;
  const known = figures.uses.findIndex((use) => use.channel === channel && use.account === account && use.location === place.id);
  // One entry for all claims of an asker at a place: every reading of the figures goes through all of them.
  if (known < 0) figures.uses.push({ channel, account, location: place.id, claimed: amount, shippedWithin: () => ZERO });
  else figures.uses[known] = { ...figures.uses[known]!, claimed: addGrains(figures.uses[known]!.claimed, amount) };
}

const NOBODY: Claimant = { channel: '', account: '' };

/** Figures of a node where there is nothing. */
export function noFigures(node: RegisteredLocation): NodeFigures {
  return {
    node, onHand: ZERO, sellable: ZERO, pool: ZERO, damaged: ZERO, quarantined: ZERO, inspection: ZERO, expired: ZERO, blocked: ZERO, foreign: ZERO, foreignExcluded: ZERO,
    provisional: ZERO, reserved: ZERO, allocated: ZERO, picked: ZERO, stopped: false,
  };
}

function figureAt(figures: Map<string, NodeFigures>, node: RegisteredLocation): NodeFigures {
  const known = figures.get(node.id);
  if (known !== undefined) return known;
  const fresh = noFigures(node);
  figures.set(node.id, fresh);
  return fresh;
}
