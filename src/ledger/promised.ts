import { isWithin, type HeldAmount, type PromisedPart, type Register, type UsedAmount } from '../model/index.js';
import { grains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';

const ZERO = grains(0);
const NOTHING: readonly PromisedPart[] = [];

/** What is left of promised parts when goods are held: of those promised there the earliest first, then of the earliest wherever they are. */
export function withoutHeld(register: Register, parts: readonly PromisedPart[], holds: readonly HeldAmount[]): readonly PromisedPart[] {
  return parts.length === 0 ? parts : holds.reduce((left, { location, grains: amount }) => withoutTaken(register, left, location, amount), parts);
}

/** What is left of promised parts when so much is wanted no more: the latest goes first. */
export function withoutLatest(parts: readonly PromisedPart[], amount: Grains): readonly PromisedPart[] {
  return parts.length === 0 ? parts : take(parts.toReversed(), amount, () => true).left.toReversed();
}

/**
 * The promised parts of a line of which so much is still backordered. What facts took of that has used up what was promised where they took it; beyond that
 * less is wanted, and the latest goes first.
 */
export function openParts(register: Register, parts: readonly PromisedPart[], backordered: Grains, used: readonly UsedAmount[]): readonly PromisedPart[] {
  let beyond = subtractGrains(totalOf(parts), backordered);
  if (beyond <= 0) return parts;
  let left = parts;
  for (const { from, at, grains: amount } of used) {
    if (from.bucket !== 'backordered' || at === undefined || beyond <= 0) continue;
    const taken = amount < beyond ? amount : beyond;
    left = withoutTaken(register, left, at, taken);
    beyond = subtractGrains(beyond, taken);
  }
  return withoutLatest(left, beyond);
}

function withoutTaken(register: Register, parts: readonly PromisedPart[], location: string, amount: Grains): readonly PromisedPart[] {
  const place = register.locations.get(location);
  const here = take(parts, amount, (part) => {
    const promisedAt = register.locations.get(part.location);
    return part.location === location || (place !== undefined && promisedAt !== undefined && isWithin(place, promisedAt));
  });
  return take(here.left, here.wanting, () => true).left;
}

/** Takes an amount from parts in their order. */
function take(parts: readonly PromisedPart[], amount: Grains, from: (part: PromisedPart) => boolean): { readonly left: readonly PromisedPart[]; readonly wanting: Grains } {
  let wanting = amount;
  const left = parts.flatMap((part) => {
    if (wanting <= 0 || !from(part)) return part;
    const taken = part.grains < wanting ? part.grains : wanting;
    wanting = subtractGrains(wanting, taken);
    return taken === part.grains ? NOTHING : { ...part, grains: subtractGrains(part.grains, taken) };
  });
  return { left, wanting: wanting > 0 ? wanting : ZERO };
}

function totalOf(parts: readonly PromisedPart[]): Grains {
  return sumGrains(parts.map((part) => part.grains));
}
