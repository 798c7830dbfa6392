/** One order as numbers: what it wants of each item, and what each candidate location could ship of it. */
export interface OrderProblem {
  /** What is wanted, by item. */
  readonly demands: readonly number[];
  /** How many candidates there are. They stand in the order of preference. */
  readonly size: number;
  /** By item and candidate: what could be shipped at most, in whole packs and no more than is wanted. */
  readonly usable: readonly (readonly number[])[];
  readonly packs: readonly (readonly number[])[];
  readonly unitCosts: readonly (readonly number[])[];
  /** By candidate. */
  readonly shipmentCosts: readonly number[];
  readonly shipmentsMax: number;
  readonly placesPerItemMax: number;
  /** By item: the candidates it comes from already, and how many others it may come from. */
  readonly before: readonly ReadonlySet<number>[];
  readonly newPlacesMax: readonly number[];
}

/** What candidates ship: amounts by item and candidate. */
export interface OrderFill {
  readonly amounts: readonly ReadonlyMap<number, number>[];
  readonly filled: number;
  /** The candidates that ship something. */
  readonly used: ReadonlySet<number>;
}

/** The cost of one item from one candidate, for sorting. */
export type PlaceOrder = (item: number) => readonly number[];

/**
 * Fills an order from candidates. `orderOf` lists those that may ship an item, the first to be used first. Where taking in that order leaves something unfilled
 * that greater packs would fill, greater packs go first; where more places would be used for an item than may be, those that have most are.
 */
export function fillOrder(problem: OrderProblem, orderOf: PlaceOrder): OrderFill {
  const amounts = problem.demands.map((demand, item) => fillItem(problem, item, demand, orderOf(item)));
  const used = new Set<number>();
  let filled = 0;
  for (const byPlace of amounts) {
    for (const [place, amount] of byPlace) {
      used.add(place);
      filled += amount;
    }
  }
  return { amounts, filled, used };
}

/** What of an order its candidates could fill at most, were there no limits and no packs but those within each place. */
export function mostFillable({ demands, usable }: OrderProblem): number {
  return demands.reduce((sum, demand, item) => sum + Math.min(demand, usable[item]!.reduce((all, amount) => Math.min(demand, all + amount), 0)), 0);
}

function fillItem(problem: OrderProblem, item: number, demand: number, places: readonly number[]): ReadonlyMap<number, number> {
  const inOrder = takePacks(problem, item, demand, places);
  const best = inOrder.left > 0 ? fewerLeft(inOrder, takePacks(problem, item, demand, greaterPacksFirst(problem, item, places))) : inOrder;
  const [before, newMax] = [problem.before[item]!, problem.newPlacesMax[item]!];
  const isNew = (place: number): boolean => !before.has(place);
  if (best.taken.size <= newMax || [...best.taken.keys()].filter(isNew).length <= newMax) return best.taken;
  const usable = problem.usable[item]!;
  const greatest = new Set(places.filter(isNew).sort((one, other) => usable[other]! - usable[one]!).slice(0, newMax));
  const few = places.filter((place) => before.has(place) || greatest.has(place));
  return fewerLeft(takePacks(problem, item, demand, few), takePacks(problem, item, demand, greaterPacksFirst(problem, item, few))).taken;
}

interface Take {
  readonly taken: ReadonlyMap<number, number>;
  readonly left: number;
}

function takePacks({ usable, packs }: OrderProblem, item: number, demand: number, places: readonly number[]): Take {
  const taken = new Map<number, number>();
  let left = demand;
  for (const place of places) {
    if (left === 0) break;
    const offered = Math.min(usable[item]![place]!, left);
    const amount = offered - (offered % packs[item]![place]!);
    if (amount === 0) continue;
    taken.set(place, amount);
    left -= amount;
  }
  return { taken, left };
}

function fewerLeft(one: Take, other: Take): Take {
  return other.left < one.left ? other : one;
}

function greaterPacksFirst({ packs }: OrderProblem, item: number, places: readonly number[]): readonly number[] {
  return [...places].sort((one, other) => packs[item]![other]! - packs[item]![one]!);
}

/**
 * Whether the packs of each item are alike or divide one another, so that taking greater packs first fills as much as any way of taking.
 */
export function packsNest({ packs, usable }: OrderProblem): boolean {
  return packs.every((all, item) => {
    const sizes = [...new Set(all.filter((_, place) => usable[item]![place]! > 0))].sort((one, other) => one - other);
    return sizes.every((size, index) => size % (sizes[index - 1] ?? 1) === 0);
  });
}

/** Whether the packs of each item are alike, so that taking the cheapest first is the cheapest way to fill it. */
export function packsAlike({ packs, usable }: OrderProblem): boolean {
  return packs.every((all, item) => new Set(all.filter((_, place) => usable[item]![place]! > 0)).size <= 1);
}
