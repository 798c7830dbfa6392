import { isWithin, type RegisteredLocation } from '../model/index.js';
import { addGrains, grains, negateGrains, subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import { clamp, freeAt, least, roomAt, type View } from './free.js';
import { addUpwards, type PlacedAmount } from './place-segments.js';
import { divideByWeight } from './webster.js';

/** A maximum over what is given within a place, or everywhere. It may be common to several parties. */
export interface Maximum {
  readonly scope: RegisteredLocation | undefined;
  left: Grains;
}

/** Goods as they were given to a party, so that they can be given back. */
export interface Draw {
  readonly kind: Kind;
  readonly node: RegisteredLocation;
  /** The kept goods they are of; `undefined` for goods that nobody keeps. */
  readonly place: PlacedAmount | undefined;
  /** The maxima they count against. */
  readonly maxima: readonly Maximum[];
  /** How many of those in the division might have had them. */
  readonly among: number;
  amount: Grains;
}

/** One who is given goods. */
export interface Party {
  readonly weight: bigint;
  /** Where it sells from. */
  readonly network: readonly RegisteredLocation[];
  /** What segments keep for it. */
  readonly keeps: ReadonlySet<PlacedAmount>;
  /** Places where it is kept out of goods that nobody keeps. */
  readonly closed: readonly RegisteredLocation[];
  readonly maxima: readonly Maximum[];
  /** Given of goods that were kept for it, and of goods that nobody keeps. */
  own: Grains;
  shared: Grains;
  /** The same, one by one. */
  readonly draws: Draw[];
}

/** Goods that are being given away. */
export interface Division {
  /** What is there, less what is kept and what was given. */
  readonly pool: View;
  /** Kept or given within each node: the part of the view that changes. */
  readonly held: Map<string, Grains>;
  /** What is left of the goods that segments keep, in the order they were laid down. */
  readonly kept: Map<PlacedAmount, Grains>;
}

const ZERO = grains(0);

/**
 * Gives away all that the parties may have: kept goods to those they are kept for, then goods that nobody keeps, inner places first. What several may have is
 * divided by weight among them; goods that the same parties may have are divided as one amount, so that small amounts at many places do not all go one way.
 */
export function divideGoods(division: Division, parties: readonly Party[]): void {
  const groups = new Map<string, Group>();
  for (const place of [...division.kept.keys()]) giveKept(division, place, parties, groups);
  for (const group of groups.values()) giveGroup(division, group);
  groups.clear();
  for (const node of nodesOf(parties)) {
    const room = clamp(roomAt(division.pool, node));
    // Whoever sells from a place above sells from here, too: what nobody may have here, nobody has there.
    addUpwards(division.held, node, room);
    const members = parties.filter((party) => sellsAt(party, node) && !isClosed(party, node));
    if (members.length > 0) gather(groups, 'shared', members, parties, { node, amount: room });
  }
  for (const group of groups.values()) giveGroup(division, group);
}

/**
 * Gives one party what it may still have, kept goods first, up to an amount. Answers how much that was. Its maxima are looked at unless the amount is known to be
 * within them.
 */
export function giveMore(division: Division, party: Party, wanted: Grains, isWithinMaxima = false): Pick<Party, 'own' | 'shared'> {
  const roomFor = (node: RegisteredLocation): Grains => (isWithinMaxima ? NO_MAXIMUM : roomUnder(party, node, 'own'));
  let own = ZERO;
  for (const [place, left] of division.kept) {
    if (party.keeps.has(place)) own = addGrains(own, takeKept(division, place, party, least(least(left, subtractGrains(wanted, own)), roomFor(place.node))));
  }
  let shared = ZERO;
  for (const node of party.network) {
    // Where it is kept out in part, it counts as kept out: that only makes less of what it is given. A maximum of a place within counts for the same reason.
    if (party.closed.some((closed) => isWithin(node, closed) || isWithin(closed, node))) continue;
    const given = least(least(subtractGrains(subtractGrains(wanted, own), shared), clamp(roomAt(division.pool, node))), roomFor(node));
    if (given === 0) continue;
    addUpwards(division.held, node, given);
    take(party, { kind: 'shared', node, place: undefined, maxima: party.maxima.filter((maximum) => holdsAt(maximum, node, 'own')), among: 1, amount: given });
    shared = addGrains(shared, given);
  }
  return { own, shared };
}

/** Takes goods back from a party: first those that most others might have, kept goods last. */
export function giveBack(division: Division, party: Party, amount: Grains): void {
  const order = [...party.draws].sort((left, right) => (left.kind === right.kind ? right.among - left.among : left.kind === 'own' ? 1 : -1));
  let left = amount;
  for (const draw of order) left = subtractGrains(left, returnDraw(division, party, draw, left));
  party.draws.splice(0, party.draws.length, ...party.draws.filter((draw) => draw.amount > 0));
}

/** Takes back what a party was given since it had so many draws. */
export function undoGiving(division: Division, party: Party, had: number): void {
  for (const draw of party.draws.splice(had)) returnDraw(division, party, draw, draw.amount);
}

function returnDraw(division: Division, party: Party, draw: Draw, most: Grains): Grains {
  const back = least(most, draw.amount);
  draw.amount = subtractGrains(draw.amount, back);
  party[draw.kind] = subtractGrains(party[draw.kind], back);
  for (const maximum of draw.maxima) maximum.left = addGrains(maximum.left, back);
  if (draw.place === undefined) addUpwards(division.held, draw.node, negateGrains(back));
  else {
    division.kept.set(draw.place, addGrains(division.kept.get(draw.place)!, back));
    holdBelow(division, draw.node, draw.place.node, negateGrains(back));
  }
  return back;
}

function take(party: Party, draw: Draw): void {
  noteGiven(party, draw);
  for (const maximum of draw.maxima) maximum.left = subtractGrains(maximum.left, draw.amount);
}

function noteGiven(party: Party, draw: Draw): void {
  party.draws.push(draw);
  party[draw.kind] = addGrains(party[draw.kind], draw.amount);
}

type Kind = 'own' | 'shared';

/** Goods at one place: those that a segment keeps there, or what nobody keeps. */
interface Lot {
  readonly node: RegisteredLocation;
  readonly amount: Grains;
  readonly place?: PlacedAmount | undefined;
}

/** Goods at one or more places that the same parties may have under the same maxima. */
interface Group {
  readonly kind: Kind;
  readonly members: readonly Party[];
  readonly lots: Lot[];
}

function gather(groups: Map<string, Group>, kind: Kind, members: readonly Party[], parties: readonly Party[], lot: Lot): void {
  const key = members.map((party) => `${parties.indexOf(party)}:${party.maxima.map((maximum) => (holdsAt(maximum, lot.node, kind) ? 1 : 0)).join('')}`).join(' ');
  const known = groups.get(key);
  if (known === undefined) groups.set(key, { kind, members, lots: [lot] });
  else known.lots.push(lot);
}

/** Divides what a group may have; what its maxima leave over is there as before. */
function giveGroup(division: Division, { kind, members, lots }: Group): void {
  const { node: anywhere } = lots[0]!;
  const parts = divideAmount(sumGrains(lots.map(({ amount }) => amount)), anywhere, members, kind);
  let over = subtractGrains(sumGrains(lots.map(({ amount }) => amount)), sumGrains(parts));
  let [turn, wanted] = [0, parts[0]!];
  for (const { node, amount, place } of lots) {
    const kept = least(over, amount);
    over = subtractGrains(over, kept);
    if (place === undefined) addUpwards(division.held, node, negateGrains(kept));
    else division.kept.set(place, kept);
    // Whichever of the lots a member has is all the same: they are dealt out in order.
    for (let left = subtractGrains(amount, kept); left > 0;) {
      while (wanted === 0) wanted = parts[++turn]!;
      const part = least(left, wanted);
      const party = members[turn]!;
      noteGiven(party, { kind, node, place, maxima: party.maxima.filter((maximum) => holdsAt(maximum, node, kind)), among: members.length, amount: part });
      left = subtractGrains(left, part);
      wanted = subtractGrains(wanted, part);
    }
  }
}

function giveKept(division: Division, place: PlacedAmount, parties: readonly Party[], groups: Map<string, Group>): void {
  const members = parties.filter((party) => party.keeps.has(place));
  if (members.every((party) => sellsAt(party, place.node))) {
    gather(groups, 'own', members, parties, { node: place.node, amount: place.grains, place });
    return;
  }
  // Some sell from places within it only, and may find less there: one after the other is given its part of what is left.
  members.forEach((party, index) => {
    const left = division.kept.get(place)!;
    const part = divideByWeight(left, members.slice(index).map(({ weight }) => weight))[0]!;
    takeKept(division, place, party, least(part, roomUnder(party, place.node, 'own')));
  });
}

/** Takes kept goods for a party: at their place, or from where it sells within it. Answers how much there was. */
function takeKept(division: Division, place: PlacedAmount, party: Party, wanted: Grains): Grains {
  const maxima = party.maxima.filter((maximum) => holdsAt(maximum, place.node, 'own'));
  let taken = ZERO;
  for (const node of sellsAt(party, place.node) ? [place.node] : party.network.filter((one) => isWithin(one, place.node))) {
    const wantedHere = subtractGrains(wanted, taken);
    const here = node === place.node ? wantedHere : least(wantedHere, clamp(roomBelow(division.pool, node, place.node)));
    if (here === 0) continue;
    holdBelow(division, node, place.node, here);
    take(party, { kind: 'own', node, place, maxima, among: 1, amount: here });
    taken = addGrains(taken, here);
  }
  division.kept.set(place, subtractGrains(division.kept.get(place)!, taken));
  return taken;
}

/** Counts an amount at a node and the places above it, as far as they stand below another. */
function holdBelow({ held }: Division, node: RegisteredLocation, top: RegisteredLocation, amount: Grains): void {
  for (let below: RegisteredLocation | undefined = node; below !== undefined && below !== top; below = below.parent) held.set(below.id, addGrains(held.get(below.id) ?? ZERO, amount));
}

/** What a node and the places above it have free, as far as they stand below another. */
function roomBelow(pool: View, node: RegisteredLocation, top: RegisteredLocation): Grains {
  let room = freeAt(pool, node);
  for (let above = node.parent; above !== undefined && above !== top; above = above.parent) room = least(room, freeAt(pool, above));
  return room;
}

/** Divides an amount by weight; what somebody may not have goes to the others. Answers what each is given. */
function divideAmount(amount: Grains, node: RegisteredLocation, members: readonly Party[], kind: Kind): readonly Grains[] {
  const sums = new Map(members.map((party) => [party, ZERO]));
  let left = amount;
  let hungry = members;
  while (left > 0 && hungry.length > 0) {
    const parts = partsWithin(left, hungry, node, kind);
    hungry.forEach((party, index) => {
      // A maximum that several share may be reached by those before.
      const given = least(parts[index]!, roomUnder(party, node, kind));
      for (const maximum of party.maxima) if (holdsAt(maximum, node, kind)) maximum.left = subtractGrains(maximum.left, given);
      sums.set(party, addGrains(sums.get(party)!, given));
      left = subtractGrains(left, given);
    });
    hungry = hungry.filter((party) => roomUnder(party, node, kind) > 0);
  }
  return members.map((party) => sums.get(party)!);
}

/** The parts of an amount by weight, nobody's above what its maxima leave: whoever would get more is given that, and the rest is divided anew. */
function partsWithin(amount: Grains, members: readonly Party[], node: RegisteredLocation, kind: Kind): readonly Grains[] {
  const full = new Map<Party, Grains>();
  for (;;) {
    const rest = subtractGrains(amount, sumGrains(full.values()));
    const parts = divideByWeight(rest, members.map((party) => (full.has(party) ? 0n : party.weight)));
    const over = members.filter((party, index) => !full.has(party) && parts[index]! > roomUnder(party, node, kind));
    if (over.length === 0) return members.map((party, index) => full.get(party) ?? parts[index]!);
    for (const party of over) full.set(party, roomUnder(party, node, kind));
  }
}

/** What a party's maxima leave at a node; without any, more than there can be. */
function roomUnder(party: Party, node: RegisteredLocation, kind: Kind): Grains {
  return party.maxima.reduce((room, maximum) => (holdsAt(maximum, node, kind) ? least(room, clamp(maximum.left)) : room), NO_MAXIMUM);
}

const NO_MAXIMUM = grains(Number.MAX_SAFE_INTEGER);

/**
 * Whether a maximum speaks of goods at a node. Of goods kept for somebody it does, too, when its place is within the node, since they may come from there; what
 * nobody keeps was given away there before.
 */
function holdsAt({ scope }: Maximum, node: RegisteredLocation, kind: Kind): boolean {
  return scope === undefined || isWithin(node, scope) || (kind === 'own' && isWithin(scope, node));
}

/** Every place where parties sell, are kept out, or have a maximum, each once; the inner ones first. */
function nodesOf(parties: readonly Party[]): readonly RegisteredLocation[] {
  const nodes = new Set<RegisteredLocation>();
  for (const { network, closed, maxima } of parties) for (const node of [...network, ...closed, ...maxima.flatMap(({ scope }) => scope ?? [])]) nodes.add(node);
  return [...nodes].sort((left, right) => right.depth - left.depth || left.index - right.index);
}

function sellsAt(party: Party, node: RegisteredLocation): boolean {
  return party.network.some((one) => isWithin(node, one));
}

function isClosed(party: Party, node: RegisteredLocation): boolean {
  return party.closed.some((closed) => isWithin(node, closed));
}
