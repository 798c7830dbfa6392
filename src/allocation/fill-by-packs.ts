/** What is wanted of items, and what candidate places ship of them in whole packs; by item, and by item and place. */
export interface PackOffers {
  readonly demands: readonly number[];
  readonly usable: readonly (readonly number[])[];
  readonly packs: readonly (readonly number[])[];
  /** The places it comes from already, and how many others it may come from. */
  readonly before: readonly ReadonlySet<number>[];
  readonly newPlacesMax: readonly number[];
}

/** What places ship of one item, and what is left of the demand. */
export interface Take {
  readonly taken: ReadonlyMap<number, number>;
  readonly left: number;
}

/** How many sums of packs are looked at to fill one item. */
const SUMS_MAX = 10_000;

/** Whether the sums of whole packs that all places could ship are few enough to be looked at one by one. */
export function sumsAreFew(problem: PackOffers, item: number): boolean {
  const offering = offeringPlaces(problem, item, [...problem.usable[item]!.keys()]);
  return sumsUpTo(problem.demands[item]!, unitOf(problem, item, offering)) * offering.length <= SUMS_MAX;
}

/**
 * Fills an item from whole packs of different sizes: no other choice from as few places that are new to it as it may have leaves less. Of such choices one from the fewest new places, that
 * takes least from the places that come last. Takes time in proportion to the sums up to the demand, for each place.
 */
export function fillByPacks(problem: PackOffers, item: number, places: readonly number[]): Take {
  const { packs, usable } = problem;
  const demand = problem.demands[item]!;
  const [before, newMax] = [problem.before[item]!, problem.newPlacesMax[item]!];
  const offering = offeringPlaces(problem, item, places);
  const unit = unitOf(problem, item, offering);
  const most = sumsUpTo(demand, unit);
  // By sum: from how few new places it can come. Then, by place and sum, how many packs of the place are in it.
  let fewest: Int32Array = new Int32Array(most + 1).fill(NEVER);
  fewest[0] = 0;
  const packsTaken = offering.map((place) => {
    const pack = packs[item]![place]! / unit;
    const [next, taken] = addPlace(fewest, pack, usable[item]![place]! / packs[item]![place]!, before.has(place) ? 0 : 1);
    fewest = next;
    return taken;
  });
  let sum = most;
  while (fewest[sum]! > Math.min(newMax, offering.length)) sum--;
  const taken = new Map<number, number>();
  const left = demand - sum * unit;
  for (let at = offering.length - 1; at >= 0; at--) {
    const place = offering[at]!;
    const count = packsTaken[at]![sum]!;
    if (count > 0) taken.set(place, count * packs[item]![place]!);
    sum -= (count * packs[item]![place]!) / unit;
  }
  return { taken: new Map([...taken].reverse()), left };
}

/** More new places than there are. */
const NEVER = 2 ** 30;

/** Lets a place ship up to so many packs: for each sum, from how few new places it can come now, and with how few packs of this one. */
function addPlace(fewest: Int32Array, pack: number, count: number, cost: number): readonly [fewest: Int32Array, taken: Int32Array] {
  const next = fewest.slice();
  const taken = new Int32Array(fewest.length);
  // Sums a pack apart stand in one row. Of the last `count` before each, those that can be best from here on are kept, the best first.
  const kept = new Int32Array(fewest.length);
  for (let row = 0; row < pack && row < fewest.length; row++) {
    let [first, end] = [0, 0];
    for (let sum = row + pack; sum < fewest.length; sum += pack) {
      while (end > first && fewest[kept[end - 1]!]! >= fewest[sum - pack]!) end--;
      kept[end++] = sum - pack;
      while (kept[first]! < sum - count * pack) first++;
      const from = kept[first]!;
      if (fewest[from]! + cost >= next[sum]!) continue;
      next[sum] = fewest[from]! + cost;
      taken[sum] = (sum - from) / pack;
    }
  }
  return [next, taken];
}

function offeringPlaces({ usable }: PackOffers, item: number, places: readonly number[]): readonly number[] {
  return places.filter((place) => usable[item]![place]! > 0);
}

/** What all packs are whole numbers of. */
function unitOf({ packs }: PackOffers, item: number, places: readonly number[]): number {
  return places.reduce((unit, place) => greatestCommonDivisor(unit, packs[item]![place]!), 0);
}

function sumsUpTo(demand: number, unit: number): number {
  return unit === 0 ? 0 : Math.floor(demand / unit);
}

/** The greatest whole number that divides both; of zero and another, the other. */
export function greatestCommonDivisor(one: number, other: number): number {
  let [larger, smaller] = [one, other];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
