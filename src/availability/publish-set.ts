import type { Instant } from '../foundation/index.js';
import type { Register } from '../model/index.js';
import { grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import type { ItemFigures } from './figures.js';
import { checkTargets, type PublishTarget } from './publish-target.js';
import { divideAmong, giveView, setGoods, type SetGoods, type TargetGoods } from './set-goods.js';

/** The figure of one target. In grains of the item. */
export interface PublishedFigure {
  readonly channel: string;
  readonly account?: string | undefined;
  /** Whether nobody else in the set but views was told of these goods. False for one that a view serves. */
  readonly exclusive: boolean;
  /** What to publish. */
  readonly quantity: Grains;
  /** Of its share, what segments keep for it, and what came of goods that nobody keeps. For a view: what of its figure nobody else was told of. */
  readonly own: Grains;
  readonly shared: Grains;
  /** Taken off its share by buffers. */
  readonly buffer: Grains;
  /** How much of `quantity` others in the set were told of as well: that much may be sold twice. */
  readonly overlap: Grains;
}

/** Figures to publish together. All figures, less their overlap, are never more than what is physically there. */
export interface PublishedSet {
  readonly item: string;
  readonly at: Instant;
  readonly policy: string;
  /** What the locations of all targets together may give, segments left aside. */
  readonly physical: Grains;
  /** The sum of the exclusive figures: never above `physical`. */
  readonly exclusive: Grains;
  readonly overlap: Grains;
  /** In the order of the targets. */
  readonly figures: readonly PublishedFigure[];
}

const ZERO = grains(0);

/**
 * The figures of an item for several channels that may be published together. What segments keep goes to those it is kept for, and what nobody keeps is
 * divided by weight among those who may sell it, so that no two exclusive figures rest on the same goods. A view is told what it would be told alone, and by how
 * much that overlaps with the others.
 * @throws TypeError for a set that is too large, names a target twice, or weighs by anything but whole numbers from 1.
 */
export function publishSet(register: Register, figures: ItemFigures, targets: readonly PublishTarget[]): PublishedSet {
  checkTargets(targets);
  return publishFrom(register, figures.at, setGoods(register, figures, targets));
}

/** The figures of goods that nobody was given yet. They are given away by it. */
export function publishFrom(register: Register, at: Instant, goods: SetGoods): PublishedSet {
  divideAmong(goods, goods.targets.filter(({ view }) => !view));
  // Views come last: each overlaps with the exclusive figures and with the views before it.
  const published = goods.targets.map((target) => (target.view ? viewFigure(goods, target) : exclusiveFigure(target)));
  return {
    item: goods.item, at, policy: register.policy.version, physical: goods.physical,
    exclusive: sumGrains(published.filter(({ exclusive }) => exclusive).map(({ quantity }) => quantity)), overlap: sumGrains(published.map(({ overlap }) => overlap)),
    figures: published,
  };
}

function exclusiveFigure({ target, party: { own, shared }, buffer, used }: TargetGoods): PublishedFigure {
  return { ...namesOf(target), exclusive: true, quantity: used, own, shared, buffer, overlap: ZERO };
}

function viewFigure(goods: SetGoods, target: TargetGoods): PublishedFigure {
  const { alone, buffer } = target;
  const { own, shared } = giveView(goods, target);
  return { ...namesOf(target.target), exclusive: false, quantity: alone, own, shared, buffer, overlap: subtractGrains(alone, sumGrains([own, shared])) };
}

function namesOf({ channel, account }: PublishTarget): Pick<PublishedFigure, 'channel' | 'account'> {
  return { channel, ...(account === undefined ? {} : { account }) };
}
