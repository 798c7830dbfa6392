import { availableFrom, figuresOf, receiveIn, type Availability, type ItemFigures } from '../../availability/index.js';
import { isWithin, type ExpectedLine, type Register, type StockPicture } from '../../model/index.js';
import { countedAt, countedSupply, type PromiseWindow } from '../../promise/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../../quantity/index.js';
import type { HoldAsker } from './offers.js';

/** Who asks for goods of some places. */
export interface PlacesAsker extends HoldAsker {
  readonly at: number;
  readonly locations: readonly string[];
}

/** What places have for an asker, each and together. Below zero where more is claimed than there is. */
export interface PlaceFigures {
  readonly places: ReadonlyMap<string, Grains>;
  readonly together: Grains;
  /** What a maximum of the asker leaves, which is no part of the figures: what others want does not count against it. */
  readonly limit: { readonly segment: string; readonly grains: Grains } | undefined;
  /** Whether segments divide the item. */
  readonly divided: boolean;
}

/** The figures of places: what is sellable less claims, buffers, and what segments keep for others. */
export function placeFigures(register: Register, picture: StockPicture, asker: PlacesAsker): PlaceFigures {
  return placeFiguresIn(register, figuresOf(register, picture, asker.at), asker);
}

function placeFiguresIn(register: Register, figures: ItemFigures, { channel, account, locations }: PlacesAsker): PlaceFigures {
  const availability = availableFrom(register, figures, { channel, account, locations });
  const { segments } = availability;
  if (segments?.limit === undefined) return { places: byPlace(availability, availability), together: leastOf(availability, availability), limit: undefined, divided: segments !== undefined };
  const { limit, limitedBy: segment = '' } = segments;
  const physical = availableFrom(register, figures, { channel, account, locations, physical: true });
  const together = subtractGrains(physical.signed, segments.protected);
  return { places: byPlace(availability, physical), together: together < physical.available ? together : physical.available, limit: { segment, grains: limit }, divided: true };
}

function byPlace({ locations }: Availability, offered: Availability): ReadonlyMap<string, Grains> {
  return new Map(locations.map((location, index) => [location.location, leastOf(location, offered.locations[index]!)]));
}

function leastOf({ signed }: Pick<Availability, 'signed'>, { available }: Pick<Availability, 'available'>): Grains {
  return signed < available ? signed : available;
}

/**
 * What of expected goods is for the asker where segments divide the item: what its figures rise by when the goods are added to what is there, line by line as they come. So what
 * comes is divided as what is there is. The stock is read once, and each line counted on top of those before it.
 */
export function suppliesFor(register: Register, picture: StockPicture, asker: PlacesAsker, lines: readonly ExpectedLine[], window: PromiseWindow, undatedSupplyAt: number | undefined): readonly ExpectedLine[] {
  const shares = new Map<ExpectedLine, Grains>();
  const figures = figuresOf(register, picture, asker.at);
  let before = placeFiguresIn(register, figures, asker);
  for (const { line, dueAt, counted, percent } of countedIn(lines, window, undatedSupplyAt)) {
    const node = register.locations.get(line.location);
    const place = asker.locations.find((id) => node !== undefined && isWithin(node, register.locations.get(id)!));
    if (place === undefined || dueAt === undefined) continue;
    receiveIn(register, figures, node!, counted);
    const after = placeFiguresIn(register, figures, asker);
    const risen = Math.min(counted, subtractGrains(after.together, before.together), subtractGrains(after.places.get(place)!, before.places.get(place)!));
    shares.set(line, grains(Math.floor((Math.max(risen, 0) * 100) / percent)));
    before = after;
  }
  return lines.map((line) => ({ ...line, grains: shares.get(line) ?? line.grains }));
}

/** The lines that the rules count, in order of date, with how much of each. */
function countedIn(
  lines: readonly ExpectedLine[], window: PromiseWindow, undatedSupplyAt: number | undefined,
): readonly { readonly line: ExpectedLine; readonly dueAt: number | undefined; readonly counted: Grains; readonly percent: number }[] {
  return lines.flatMap((line) => {
    const dueAt = line.dueAt ?? undatedSupplyAt;
    if (dueAt === undefined) return [];
    const at = countedAt(window, 'supply', dueAt);
    const counted = countedSupply(window, { ...line, dueAt });
    return typeof at === 'string' || typeof counted === 'string' || counted === 0 ? [] : [{ line, dueAt: at, counted, percent: window.rules.supply[line.class] }];
  }).sort((left, right) => left.dueAt - right.dueAt);
}

/** What each place has to begin with: together no more than the places have together. What is kept back over all of them is taken from the last first. */
export function openingsOf({ places, together }: PlaceFigures): ReadonlyMap<string, Grains> {
  const openings = Array.from(places, ([place, figure]): [string, Grains] => [place, figure]);
  let beyond = subtractGrains(openings.reduce((sum, [, opening]) => addGrains(sum, opening), grains(0)), together);
  for (const entry of openings.toReversed()) {
    const kept = grains(Math.min(Math.max(beyond, 0), Math.max(entry[1], 0)));
    entry[1] = subtractGrains(entry[1], kept);
    beyond = subtractGrains(beyond, kept);
  }
  const first = openings[0];
  if (beyond > 0 && first !== undefined) first[1] = subtractGrains(first[1], beyond);
  return new Map(openings);
}
