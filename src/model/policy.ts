import * as z from 'zod';
import { lotPolicySchema, sourcingPolicySchema, type LotPolicy, type SourcingPolicy } from './allocation-policy.js';
import { foreignStockRuleSchema, type ForeignStockRule } from './foreign-stock.js';
import { identifierSchema } from './identifier-schema.js';
import { nonNegativeAmountSchema, percentSchema } from './quantity-schema.js';
import { segmentRuleSchema, SEGMENTS_MAX, type SegmentRule } from './segment.js';
import { instantSchema } from './time-schema.js';

/** What the ledger does where a balance goes below zero. Facts are recorded in every case. */
export type NegativeRule = 'allow' | 'alert' | 'stopPromising';

/** Scope of a rule about goods; what is left out matches all. A location matches its subtree. */
export interface RuleScope {
  readonly item?: string | undefined;
  readonly location?: string | undefined;
}

/** A row of a stepped buffer: what is kept back where at least that much is sellable. */
export interface BufferStep {
  /** A decimal in the item's base unit. */
  readonly from: string;
  readonly amount?: string | undefined;
  readonly percent?: string | undefined;
}

/** Goods kept back from promising: an amount in the item's base unit, a part of what is sellable, or a table by how much is sellable. */
export interface BufferRule extends RuleScope {
  readonly channel?: string | undefined;
  /** `buffer` for a channel's margin of error, `safetyStock` for a reserve against supply. Both are withheld. */
  readonly kind: 'buffer' | 'safetyStock';
  /** A decimal in the item's base unit. */
  readonly amount?: string | undefined;
  /** A decimal from 0 to 100; rounded up to a whole grain, so that more is kept back. */
  readonly percent?: string | undefined;
  /** The last row that is reached applies; below the first nothing is kept back. */
  readonly steps?: readonly BufferStep[] | undefined;
}

/** The rules decisions are made under: data, versioned and effective-dated. */
export interface Policy {
  /** Names this version; recorded on each decision. */
  readonly version: string;
  /**
   * RFC 3339 instant from which it is in force. A policy with an instant takes over from those registered before it when its instant comes; one without
   * replaces them all.
   */
  readonly validFrom?: string | undefined;
  /** How long a soft hold lasts if the request does not say, in minutes. Default: no end. */
  readonly holdMinutes?: number | undefined;
  readonly buffers?: readonly BufferRule[] | undefined;
  /** How the pool is divided among channels and accounts. Default: everyone sells from all of it. */
  readonly segments?: readonly SegmentRule[] | undefined;
  readonly negative?: readonly (RuleScope & { readonly rule: NegativeRule })[] | undefined;
  /** Which goods that are not our own may be promised; the first rule that fits decides. Default: none. */
  readonly foreignStock?: readonly ForeignStockRule[] | undefined;
  /** How old an unsettled provisional fact may be before it is an exception, in minutes. Default 1440. */
  readonly provisionalMinutesMax?: number | undefined;
  /** What becomes of kits that cannot all be held, if the request does not say. Default `whole`. */
  readonly kits?: 'whole' | 'split' | undefined;
  /** Where goods come from, if the request does not say: the first rule that fits its channel and account. Default: location by location, as the channel lists them. */
  readonly sourcing?: readonly SourcingPolicy[] | undefined;
  /** How lots are chosen, if the request does not say: of each setting, the first rule that fits and has it. */
  readonly lots?: readonly LotPolicy[] | undefined;
}

/** The longest time a policy may name, in minutes: ten years. */
export const POLICY_MINUTES_MAX = 5_260_000;

/** How many rules of one kind a policy may have. */
export const POLICY_RULES_MAX = 100_000;

const scopeShape = {
  item: identifierSchema.optional().describe('Default: every item.'),
  location: identifierSchema.optional().describe('The place, with all below it. Default: everywhere.'),
};

/** How many rows a stepped buffer may have. */
export const BUFFER_STEPS_MAX = 1000;

const bufferStepSchema = z
  .strictObject({
    from: nonNegativeAmountSchema.describe('Where at least that much is sellable, in the item\u2019s base unit.'),
    amount: nonNegativeAmountSchema.optional().describe('A decimal in the item\u2019s base unit. Either this or `percent`.'),
    percent: percentSchema.optional().describe('A part of what is sellable, rounded up to a whole grain.'),
  })
  .meta({ id: 'BufferStep', description: 'A row of a stepped buffer.' }) satisfies z.ZodType<BufferStep>;

/** Schema of {@link BufferRule}. */
export const bufferRuleSchema = z
  .strictObject({
    ...scopeShape,
    channel: identifierSchema.optional().describe('Default: every channel.'),
    kind: z.enum(['buffer', 'safetyStock']).describe('A margin of error for a channel, or a reserve against supply. Both are withheld.'),
    amount: nonNegativeAmountSchema.optional().describe('A decimal in the item\u2019s base unit. One of `amount`, `percent`, `steps`.'),
    percent: percentSchema.optional().describe('A part of what is sellable, rounded up to a whole grain.'),
    steps: z.array(bufferStepSchema).min(1).max(BUFFER_STEPS_MAX).optional().describe('By how much is sellable, lowest first; the last row reached applies.'),
  })
  .meta({ id: 'BufferRule', description: 'Goods kept back from promising.' }) satisfies z.ZodType<BufferRule>;

const negativeRuleSchema = z
  .strictObject({
    ...scopeShape,
    rule: z.enum(['allow', 'alert', 'stopPromising']).describe('What happens where a balance goes below zero. Facts are recorded in every case.'),
  })
  .meta({ id: 'NegativeRule', description: 'What the ledger does where a balance goes below zero.' });

/** Schema of {@link Policy}. */
export const policySchema = z
  .strictObject({
    version: identifierSchema.describe('Names this version; recorded on each decision.'),
    validFrom: instantSchema.optional().describe('From when it is in force. Without it, it replaces every policy registered before.'),
    holdMinutes: z.int().min(1).max(POLICY_MINUTES_MAX).optional().describe('How long a soft hold lasts if the request does not say, in minutes. Default: no end.'),
    buffers: z.array(bufferRuleSchema).max(POLICY_RULES_MAX).optional().describe('What is kept back.'),
    segments: z.array(segmentRuleSchema).max(SEGMENTS_MAX).optional().describe('How the pool is divided among channels and accounts, first filled first.'),
    negative: z.array(negativeRuleSchema).max(POLICY_RULES_MAX).optional().describe('What happens below zero.'),
    foreignStock: z.array(foreignStockRuleSchema).max(POLICY_RULES_MAX).optional().describe('Which goods that are not our own may be promised, first fitting first. Default: none.'),
    provisionalMinutesMax: z
      .int().min(1).max(POLICY_MINUTES_MAX).optional()
      .describe('How old an unsettled provisional fact may be before it is an exception, in minutes.').meta({ default: 1440 }),
    kits: z.enum(['whole', 'split']).optional().describe('What becomes of kits that cannot all be held, if the request does not say.').meta({ default: 'whole' }),
    sourcing: z.array(sourcingPolicySchema).max(POLICY_RULES_MAX).optional().describe('Where goods come from, if the request does not say: the first rule that fits.'),
    lots: z.array(lotPolicySchema).max(POLICY_RULES_MAX).optional().describe('How lots are chosen, if the request does not say.'),
  })
  .meta({ id: 'Policy', description: 'The rules decisions are made under.' }) satisfies z.ZodType<Policy>;
