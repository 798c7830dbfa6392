import type { Instant } from '../foundation/index.js';
import { isWithin, SELLABLE, stockMeasure, type ExpectedLine, type PlannedLines, type Register, type RegisteredLocation, type StockPicture, type WantedLine } from '../model/index.js';
import { subtractGrains, sumGrains, type Grains } from '../quantity/index.js';
import type { DatedDemand, DatedLot, DatedSupply, Schedule } from './schedule.js';

/** What a schedule is made from: what the ledger knows of one item, and what availability makes of it. */
export interface ScheduleInput {
  readonly register: Register;
  /** What is there. */
  readonly picture: StockPicture;
  /** What is to come and to go. */
  readonly lines: PlannedLines;
  /** What is available now at the places, signed: sellable less claims and less what the policy keeps back. */
  readonly available: Grains;
  readonly at: Instant;
  /** The places that serve, with all below them. Default: all. */
  readonly locations?: readonly string[] | undefined;
  /** When goods on the way arrive of which nobody said. Default: they are not counted. */
  readonly undatedSupplyAt?: Instant | undefined;
}

/** A schedule with what could not be put in it. */
export interface ScheduleFrom {
  readonly schedule: Schedule;
  /** Goods on the way without a date, where no instant was given for them. */
  readonly undated: readonly ExpectedLine[];
}

/**
 * The schedule of an item at some places. What is held is gone from what is available at once, whenever its line is wanted: a hold is kept against everyone. What is wanted
 * without a place may be served from any, so it counts at each, and what is wanted of a place at each one within it; what is wanted without a date is wanted now. Goods
 * of lots that end are shown apart, and claims are set against what keeps first, so that no claim is thought to be served by goods that end before it is. Goods that may
 * not be promised once they are there are left out.
 */
export function scheduleFrom(input: ScheduleInput): ScheduleFrom {
  const { register, lines, at } = input;
  const places = (input.locations ?? []).flatMap((id) => register.locations.get(id) ?? []);
  const serves = (location: string): boolean => {
    const node = register.locations.get(location);
    return input.locations === undefined || (node !== undefined && places.some((place) => isWithin(node, place)));
  };
  const lots = endingLots(input, serves);
  const expected = lines.expected.filter((line) => serves(line.location) && willSell(input, line));
  const undated = expected.filter(({ dueAt }) => dueAt === undefined && input.undatedSupplyAt === undefined);
  const supplies = expected.flatMap((line): DatedSupply[] => {
    const dueAt = line.dueAt ?? input.undatedSupplyAt;
    return dueAt === undefined ? [] : [{ reference: line.reference, class: line.class, dueAt, grains: line.grains }];
  });
  const wanted = (line: WantedLine): boolean => line.location === '' || serves(line.location) || isAround(register.locations.get(line.location), places);
  const demands = lines.wanted.filter(wanted).map(({ reference, class: kind, dueAt, grains }): DatedDemand => ({ reference, class: kind, dueAt: dueAt ?? at, grains }));
  const opening = subtractGrains(input.available, sumGrains(lots.map((lot) => lot.grains)));
  return { schedule: { opening, lots, supplies, demands }, undated };
}

/** Whether goods that are expected may be promised when they are there in good condition. Of a place nobody knows nothing is known against it. */
function willSell({ register, picture }: ScheduleInput, { location, owner = '' }: ExpectedLine): boolean {
  const place = register.locations.get(location);
  return place === undefined || stockMeasure(register, picture.item, place, { state: SELLABLE, owner, lot: '' }) === 'sellable';
}

function isAround(location: RegisteredLocation | undefined, places: readonly RegisteredLocation[]): boolean {
  return location !== undefined && places.some((place) => isWithin(place, location));
}

/** What is there and sells, of lots that end. */
function endingLots({ register, picture, at }: ScheduleInput, serves: (location: string) => boolean): readonly DatedLot[] {
  return picture.balances.flatMap(({ location, state, lot, owner, grains }): DatedLot[] => {
    const place = register.locations.get(location);
    if (grains <= 0 || lot === '' || !serves(location) || place === undefined || stockMeasure(register, picture.item, place, { state, owner, lot: '' }) !== 'sellable') return [];
    const usableUntil = picture.lotEndsAt(lot, place.timeZone);
    return usableUntil === undefined || usableUntil <= at ? [] : [{ reference: lot, grains, usableUntil }];
  });
}
