import * as z from 'zod';
import { identifierSchema } from './identifier-schema.js';
import { nonNegativeAmountSchema, percentSchema } from './quantity-schema.js';
import { freeTextSchema } from './text-schema.js';
import { instantSchema, timeZoneSchema } from './time-schema.js';

/**
 * What a segment does. `partition`: an exclusive share, which nobody else sells and beyond which its own channels do not go. `ringfence`: a protected
 * minimum, beyond which its channels may go. `cap`: a maximum, which guarantees nothing. `view`: a window on the shared pool that others see as well.
 */
export type SegmentKind = 'partition' | 'ringfence' | 'cap' | 'view';

/** Over which time what was shipped counts as consumed. Open claims always count. */
export type SegmentPeriod = 'day' | 'week' | 'month' | 'window';

/** From an instant on a protection is no more than this. */
export interface SegmentStep {
  readonly at: string;
  /** In the measure of the segment: an amount, a percentage or a weight. */
  readonly to: string;
}

/**
 * A rule that divides one physical pool among channels and accounts. Earlier rules are filled first. A segment within another divides what that one has.
 * Its size is exactly one of `amount`, `percent` and `ratio`; a view may have none.
 */
export interface SegmentRule {
  readonly id: string;
  readonly description?: string | undefined;
  readonly kind: SegmentKind;
  /** The segment it is a part of: region, channel, account. */
  readonly parent?: string | undefined;
  /** Default: every item, each for itself. An amount needs one. */
  readonly item?: string | undefined;
  /** The pool is this place with all below it. Default: where its channels sell from. */
  readonly location?: string | undefined;
  /** The channels it serves. */
  readonly channels?: readonly string[] | undefined;
  /** The accounts it serves, by opaque identifiers. With channels: these accounts in these channels. With neither: whom its parts serve. */
  readonly accounts?: readonly string[] | undefined;
  /** A decimal in the item's base unit. */
  readonly amount?: string | undefined;
  /** A decimal from 0 to 100: part of the pool, or of what its parent has. Rounded down; what rounding leaves is shared. */
  readonly percent?: string | undefined;
  /** A weight: amounts and percentages beside it are taken first, and the rest is divided by weight without loss (Webster's method). */
  readonly ratio?: string | undefined;
  /** Timed release of a partition or ringfence, down to nothing. */
  readonly steps?: readonly SegmentStep[] | undefined;
  /** The rule holds from this instant on. Default: always did. */
  readonly from?: string | undefined;
  /** The rule holds up to this instant, and not at it: what was protected then is in the pool again. Default: no end. */
  readonly until?: string | undefined;
  /** What was shipped within the period that runs counts as consumed. `window` is from `from` to `until`. Default: shipped goods do not count. */
  readonly per?: SegmentPeriod | undefined;
  /** Whose calendar days, weeks from Monday and months are meant. Default UTC. */
  readonly timeZone?: string | undefined;
  /** Whether a partition's channels may sell from the pool around it when their share is used up. Default false. */
  readonly shared?: boolean | undefined;
  /**
   * Whom a protection holds against: everyone else, or only those no earlier segment serves. Said by an outermost segment for all its parts. Default
   * `everyone`.
   */
  readonly against?: 'everyone' | 'later' | undefined;
}

/** How many segments a policy may have. */
export const SEGMENTS_MAX = 10_000;

/** How many channels, and how many accounts, a segment may name. */
export const SEGMENT_AUDIENCE_MAX = 10_000;

/** In how many steps a protection may be released. */
export const SEGMENT_STEPS_MAX = 1000;

/** How deep segments may stand within each other. */
export const SEGMENT_DEPTH_MAX = 16;

const segmentStepSchema = z
  .strictObject({
    at: instantSchema.describe('From this instant on.'),
    to: nonNegativeAmountSchema.describe('What is protected then, in the measure of the segment.'),
  })
  .meta({ id: 'SegmentStep', description: 'A step of a timed release.' }) satisfies z.ZodType<SegmentStep>;

/** Schema of {@link SegmentRule}. Rules between its members and between segments are for `compileRegister` to say. */
export const segmentRuleSchema = z
  .strictObject({
    id: identifierSchema.describe('Names the segment; unique in the policy.'),
    description: freeTextSchema.optional().describe('For people.'),
    kind: z.enum(['partition', 'ringfence', 'cap', 'view']).describe('An exclusive share, a protected minimum, a maximum, or a window on what others see as well.'),
    parent: identifierSchema.optional().describe('The segment it is a part of.'),
    item: identifierSchema.optional().describe('Default: every item, each for itself. An amount needs one.'),
    location: identifierSchema.optional().describe('The pool is this place with all below it. Default: where its channels sell from.'),
    channels: z.array(identifierSchema).min(1).max(SEGMENT_AUDIENCE_MAX).optional().describe('The channels it serves.'),
    accounts: z.array(identifierSchema).min(1).max(SEGMENT_AUDIENCE_MAX).optional().describe('The accounts it serves, within its channels if it names any.'),
    amount: nonNegativeAmountSchema.optional().describe('A decimal in the item’s base unit. One of `amount`, `percent`, `ratio`.'),
    percent: percentSchema.optional().describe('Part of the pool, or of what the parent has; rounded down.'),
    ratio: nonNegativeAmountSchema.optional().describe('A weight in dividing what amounts and percentages beside it leave.'),
    steps: z.array(segmentStepSchema).min(1).max(SEGMENT_STEPS_MAX).optional().describe('Timed release, later steps never above earlier ones.'),
    from: instantSchema.optional().describe('The rule holds from this instant on.'),
    until: instantSchema.optional().describe('The rule holds up to this instant, and not at it.'),
    per: z.enum(['day', 'week', 'month', 'window']).optional().describe('The period within which shipped goods count as consumed. Default: they do not count.'),
    timeZone: timeZoneSchema.optional().describe('Whose calendar periods are meant. Default UTC.'),
    shared: z.boolean().optional().describe('Whether a partition’s channels may sell from the pool around it.').meta({ default: false }),
    against: z.enum(['everyone', 'later']).optional().describe('Whom a protection holds against.').meta({ default: 'everyone' }),
  })
  .meta({ id: 'SegmentRule', description: 'A rule that divides one physical pool among channels and accounts.' }) satisfies z.ZodType<SegmentRule>;
