import type { ForeignStockKind, ForeignStockRule } from './foreign-stock.js';

/** What a check needs to know of a location. */
export interface ForeignStockPlace {
  readonly id: string;
  readonly parent: ForeignStockPlace | undefined;
  readonly children: readonly ForeignStockPlace[];
  readonly foreignKind: Exclude<ForeignStockKind, 'consignment'> | undefined;
}

/** What rules on foreign stock may name. */
export interface ForeignStockSurroundings {
  hasItem(id: string): boolean;
  locationOf(id: string): ForeignStockPlace | undefined;
}

/**
 * What contradicts itself in the rules on foreign stock: each problem says where, by which rule, and why. A rule that an earlier one covers is never asked, so
 * it says nothing, or something that does not hold.
 */
export function foreignStockProblems(rules: readonly ForeignStockRule[], around: ForeignStockSurroundings): readonly string[] {
  const problems: string[] = [];
  const earlier = new Map<string, number>();
  rules.forEach((rule, index) => {
    const report = (name: string, message: string): void => {
      problems.push(`foreignStock[${index}]: ${name}: ${message}`);
    };
    const place = rule.location === undefined ? undefined : around.locationOf(rule.location);
    if (rule.item !== undefined && !around.hasItem(rule.item)) report('unknown_item', `it names unknown item ${rule.item}`);
    if (rule.location !== undefined && place === undefined) report('unknown_location', `it names unknown location ${rule.location}`);
    else if (rule.kind !== undefined && place !== undefined && !holdsKind(place, rule.kind)) report('kind_of_location', `no goods of kind ${rule.kind} stand at ${place.id}`);
    const before = coveredBy(rule, place, earlier);
    if (before === undefined) earlier.set(keyOf(rule), index);
    else if (rules[before]!.use === rule.use) report('repeated', `foreignStock[${before}] covers it and says the same`);
    else report('unreachable', `foreignStock[${before}] covers it and says ${rules[before]!.use}`);
  });
  return problems;
}

/** The first earlier rule that fits wherever this one does. Looked for by what it can say, so the work grows with the depth of the tree and not with the rules. */
function coveredBy(rule: ForeignStockRule, place: ForeignStockPlace | undefined, earlier: ReadonlyMap<string, number>): number | undefined {
  const locations: (string | undefined)[] = [undefined, rule.location];
  for (let above = place?.parent; above !== undefined; above = above.parent) locations.push(above.id);
  let first: number | undefined;
  for (const location of locations) for (const item of [undefined, rule.item]) for (const owner of [undefined, rule.owner]) for (const kind of [undefined, rule.kind]) {
    const found = earlier.get(keyOf({ location, item, owner, kind }));
    if (found !== undefined && (first === undefined || found < first)) first = found;
  }
  return first;
}

function keyOf({ location, item, owner, kind }: Omit<ForeignStockRule, 'use'>): string {
  return [location, item, owner, kind].map((part) => part ?? '').join('\u001f');
}

/** Whether goods of a kind can stand at a place or below it. */
function holdsKind(place: ForeignStockPlace, kind: ForeignStockKind): boolean {
  return (place.foreignKind ?? 'consignment') === kind || place.children.some((child) => holdsKind(child, kind));
}
