import { compareText, type Instant } from '../foundation/index.js';
import type { Availability, AvailabilityTerms, PublishedFigure, PublishedSet, SegmentTerms, ServingSegment } from '../availability/index.js';
import { boundOf, orderLineOf, type ReturnState, type TransferState, type Unresolved } from '../ledger/index.js';
import type { FrozenPart, LineBalance, LineReference, ModelIssue, Register } from '../model/index.js';
import { formatGrains, type Grains, type Quantity } from '../quantity/index.js';
import { returnStanding, transferStanding, type ReturnStanding, type TransferStanding } from '../returns/index.js';

/** Amounts of one item as people and partners read them, in its base unit. */
export type InBaseUnit<Amounts> = { readonly [Name in keyof Amounts]: NonNullable<Amounts[Name]> extends Grains ? Quantity | Extract<Amounts[Name], undefined> : Amounts[Name] };

/** What became of one event. `parked`: well-formed, its identity is taken, and it is posted when the catalogue knows what it speaks of. */
export type RecordAnswer =
  | { readonly ok: true; readonly outcome: 'recorded' | 'parked'; readonly repeated: false; readonly unresolved?: Unresolved | undefined }
  | { readonly ok: true; readonly outcome: 'repeated'; readonly repeated: true; /** Whether the content was compared. */ readonly verified: boolean }
  | { readonly ok: false; readonly reason: RecordRefusal };

/** Why an event was not recorded. */
export type RecordRefusal =
  | { readonly code: 'inventory.malformed'; readonly issues: readonly ModelIssue[] }
  | { readonly code: 'inventory.identity_conflict'; readonly source: string; readonly id: string; readonly recorded: string; readonly received: string };

/** Where a read stands: how far the log was folded when it was answered. */
export interface ReadVersion {
  readonly partition: string;
  /** The newest block seen. */
  readonly block: number;
  /** The time of that block. */
  readonly at: Instant;
  /** The head of the register log. */
  readonly register: number;
}

/** What a channel may sell of an item, with the terms, policy and version behind it. */
export type AvailabilityAnswer = Omit<InBaseUnit<Availability>, 'locations' | 'segments'> & {
  readonly locations: readonly LocationAnswer[];
  /** Absent where no segment speaks of the item. */
  readonly segments?: SegmentTermsAnswer | undefined;
  readonly version: ReadVersion;
  /** Of a kit: what its parts make. `available` and `signed` are pre-assembled kits and these together; every other term speaks of the kit's own stock. */
  readonly kit?: KitAvailabilityAnswer | undefined;
};

/** What segments make of it. */
export type SegmentTermsAnswer = Omit<InBaseUnit<SegmentTerms>, 'serving'> & { readonly serving: readonly InBaseUnit<ServingSegment>[] };

/** Figures of an item to publish together, with the version behind them. Of a kit they speak of pre-assembled ones and of what its parts make. */
export type PublishedSetAnswer = Omit<InBaseUnit<PublishedSet>, 'figures'> & {
  readonly figures: readonly PublishedFigureAnswer[];
  /** The sum of the figures' overlaps with items before this one in the call. */
  readonly itemOverlap: Quantity;
  /** The items of the call whose figures rest on some of the same goods: kits on their parts, and kits on parts that they share. */
  readonly sharesWith: readonly string[];
  readonly version: ReadVersion;
  /** Of a kit: its parts, and what the locations of all targets together may give of each. */
  readonly parts?: readonly { readonly item: string; readonly perKit: string; readonly physical: Quantity; readonly version: ReadVersion }[] | undefined;
};

/** The figure of one target. Of a kit, `own`, `shared` and `buffer` speak of pre-assembled ones. */
export type PublishedFigureAnswer = InBaseUnit<PublishedFigure> & {
  /** How much of what is left of `quantity` without `overlap` rests on goods that figures of items before it in the call were told of: that much may be sold twice. */
  readonly itemOverlap: Quantity;
  readonly kit?: PublishedKitAnswer | undefined;
};

/** What of a figure is pre-assembled, and what the target's share of the parts makes. */
export interface PublishedKitAnswer {
  readonly own: Quantity;
  readonly buildable: Quantity;
  /** The parts of which there is too little for one more, in the order of the kit. */
  readonly binding: readonly string[];
  /** What those that are built take of each part. */
  readonly parts: readonly { readonly item: string; readonly quantity: Quantity }[];
}

/** How many kits can be built of what is available of their parts: one minimum over whole kits. */
export interface KitAvailabilityAnswer {
  /** Pre-assembled kits. */
  readonly own: Quantity;
  readonly buildable: Quantity;
  /** The parts of which there is too little for one more, in the order of the kit. */
  readonly binding: readonly string[];
  readonly parts: readonly {
    readonly item: string;
    /** How many of the part's grains one grain of the kit takes, as the text of a ratio. */
    readonly perKit: string;
    readonly available: Quantity;
    /** How many kits could be built if no other part were short. */
    readonly kits: Quantity;
    /** What the figure was read from. */
    readonly version: ReadVersion;
  }[];
}

/** The same at one location. */
export type LocationAnswer = {
  readonly location: string; readonly protected?: Quantity | undefined; readonly signed: Quantity; readonly available: Quantity; readonly limitedBy?: string | undefined;
}
  & InBaseUnit<AvailabilityTerms>;

/** An order line as people read it. */
export type LineAnswer = Omit<InBaseUnit<LineBalance>, 'holds' | 'used' | 'promised' | 'kit'> & {
  /** What of the backordered quantity is promised, the earliest first. Absent if nothing is. */
  readonly promised?: readonly { readonly location: string; readonly pickAt: Instant; readonly quantity: Quantity }[] | undefined;
  /** Of a kit that was taken apart: how many of its kits the lines of its parts carry, beside the sum, and what one is made of. */
  readonly kit?: { readonly kits: Quantity; readonly parts: readonly (FrozenPart & LineReference)[] } | undefined;
  readonly holds: readonly { readonly location: string; readonly lot: string; readonly serial: string; readonly reserved: Quantity; readonly allocated: Quantity; readonly picked: Quantity }[];
};

/** Where the goods of a return line are, as people read it. */
export type ReturnLineAnswer = InBaseUnit<ReturnStanding> & {
  readonly item: string;
  /** The order line the goods were sold on; empty if nobody said. */
  readonly orderLine: string;
};

/** Where the goods of a transfer are, of one lot and owner, as people read it. */
export type TransferAnswer = InBaseUnit<TransferStanding> & {
  readonly item: string;
  /** Where they are bound for; empty if nobody said that they left. */
  readonly bound: string;
};

/** Writes amounts of an item in its base unit. */
export function quantityOf(register: Register, item: string, amount: Grains): Quantity {
  const registered = register.item(item);
  if (registered === undefined) return { amount: String(amount), unit: '' };
  return formatGrains(registered.units, amount);
}

/** An availability in base units. */
export function answerAvailability(register: Register, availability: Availability, version: ReadVersion): AvailabilityAnswer {
  const { item, segments } = availability;
  return {
    ...(inBaseUnit(register, item, availability) as Omit<AvailabilityAnswer, 'locations' | 'version'>),
    ...(segments === undefined ? {} : { segments: answerSegments(register, item, segments) }),
    locations: availability.locations.map((location) => inBaseUnit(register, item, location) as unknown as LocationAnswer),
    version,
  };
}

function answerSegments(register: Register, item: string, segments: SegmentTerms): SegmentTermsAnswer {
  return {
    ...(inBaseUnit(register, item, segments) as Omit<SegmentTermsAnswer, 'serving'>),
    serving: segments.serving.map((segment) => inBaseUnit(register, item, segment)),
  };
}

/** A published figure in base units. */
export function answerFigure(register: Register, item: string, figure: PublishedFigure): InBaseUnit<PublishedFigure> {
  return inBaseUnit(register, item, figure);
}

/** A line in base units. */
export function answerLine(register: Register, { used: _used, promised, kit, ...line }: LineBalance): LineAnswer {
  return {
    ...(inBaseUnit(register, line.item, line) as unknown as LineAnswer),
    ...(promised === undefined ? {} : { promised: promised.map(({ location, pickAt, grains }) => ({ location, pickAt, quantity: quantityOf(register, line.item, grains) })) }),
    ...(kit === undefined ? {} : { kit: { kits: quantityOf(register, line.item, kit.kits), parts: kit.parts.map((part) => ({ ...part, line: `${line.line}/${part.item}` })) } }),
    holds: line.holds.map((hold) => inBaseUnit(register, line.item, hold) as unknown as LineAnswer['holds'][number]),
  };
}

/** A return line in base units. */
export function answerReturnLine(register: Register, item: string, state: ReturnState): ReturnLineAnswer {
  return { ...(inBaseUnit(register, item, returnStanding(state)) as unknown as ReturnLineAnswer), item, orderLine: orderLineOf(state) };
}

/** What is known of a transfer in base units, by lot and owner. */
export function answerTransfer(register: Register, item: string, states: readonly TransferState[]): readonly TransferAnswer[] {
  return [...states].sort((left, right) => compareText(left.lot, right.lot) || compareText(left.owner, right.owner))
    .map((state) => ({ ...(inBaseUnit(register, item, transferStanding(state)) as unknown as TransferAnswer), item, bound: boundOf(state) }));
}

/** Which members of a record are no amounts though they are numbers. */
const NOT_AMOUNTS: ReadonlySet<string> = new Set(['at', 'expiresAt', 'from', 'until', 'requestedFor']);

/** A record of amounts of an item in its base unit. */
export function inBaseUnit<Amounts extends object>(register: Register, item: string, record: Amounts): InBaseUnit<Amounts> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [
    name, typeof value === 'number' && !NOT_AMOUNTS.has(name) ? quantityOf(register, item, value as Grains) : (value as unknown),
  ])) as InBaseUnit<Amounts>;
}
