/**
 * Who gets which goods, from where. Its law: nothing is given that is not there, nothing is lost on the way, what is not given is said, and equal claims go in the
 * order declared.
 * @module
 */
export { ALLOCATION_INPUT_MAX } from './check-input.js';
export type { ExplainOptions } from './explain-options.js';
export { pickLots, type LotOffer, type LotPassedOver, type LotPick, type LotPlan, type LotRequest, type LotRule, type PassedLot } from './pick-lots.js';
export { explainLots } from './explain-lots.js';
export { pickSerials, type SerialOffer, type SerialPlan, type SerialRefusal, type SerialRequest, type SerialRule } from './pick-serials.js';
export { explainSerials } from './explain-serials.js';
export { fairShare, type FairShareRefusal, type FairShareRequest, type FairShares, type Share, type ShareClaim, type ShareMethod } from './fair-share.js';
export { waterfall, type Waterfall, type WaterfallClaim, type WaterfallGrant, type WaterfallRequest } from './waterfall.js';
export { quota, type FixedQuota, type PercentQuota, type QuotaRefusal, type QuotaRequest, type Quotas, type QuotaShare, type RatioQuota } from './quota.js';
export { drawDown, type Draw, type DrawDown, type DrawDownRequest, type SegmentNode } from './draw-down.js';
export { explainDrawDown, explainFairShare, explainQuota, explainWaterfall } from './explain-shares.js';
export { kitStructure, type KitComponentShare, type KitStructure } from './kit-structure.js';
export { explodeKit, type KitExplosion, type KitPart, type KitRefusal } from './explode-kit.js';
export {
  kitAvailable, kitsFrom, kitShortage, needOf, partNeeds, type KitAvailability, type KitDemand, type PartLimit, type PartNeed, type PartShortage,
} from './kit-availability.js';
export {
  allocateKits, type KitAllocation, type KitAllocationRefusal, type KitAllocationRequest, type KitLineAllocation, type KitPartialRule, type PartTake,
} from './allocate-kits.js';
export { explainExplosion, explainKitAllocation, explainKitAvailability, explainKitShortage, type ExplainKitOptions } from './explain-kits.js';
export type { SupplyLayer } from './supply-layers.js';
export {
  BACKORDER_ORDER, BACKORDER_PHASES, backorderReason, backorderRun, type BackorderChange, type BackorderLine, type BackorderOrder, type BackorderPhase, type BackorderReason, type BackorderRefusal, type BackorderRequest,
  type BackorderRun, type BackorderStrategy, type Confirmation,
} from './backorder-run.js';
export { explainBackorders } from './explain-backorders.js';
export {
  SEARCH_LIMIT, type OrderSourcing, type SourcedLine, type SourcedBefore, type SourcedPart, type SourcingLine, type SourcingLocation, type SourcingOffer, type SourcingOrder, type SourcingPartialRule,
  type SourcingProof, type SourcingRefusal, type SourcingRequest, type SourcingRule, type SourcingShortage, type SourcingTerms,
} from './sourcing-request.js';
export { sourceLines, type SourcedOrder } from './source-lines.js';
export { explainSourcing } from './explain-sourcing.js';
