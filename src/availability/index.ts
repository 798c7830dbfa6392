/**
 * What may be promised now. Its law: one formula, always with its terms, never more than any place above still has, and no lot eats another's goods; segments
 * divide that one pool and never add to it.
 * @module
 */
export {
  availableFrom, availableIn, offeredFrom, type Availability, type AvailabilityQuery, type OfferedStock, type SegmentTerms,
} from './available.js';
export type { AvailabilityTerms, LocationAvailability } from './location-availability.js';
export type { ServingSegment } from './segment-view.js';
export { claimIn, figuresOf, receiveIn, type Claimant, type ItemFigures, type NodeFigures } from './figures.js';
export { networkOf } from './network.js';
export { publishFrom, publishSet, type PublishedFigure, type PublishedSet } from './publish-set.js';
export { checkTargets, PUBLISH_TARGETS_MAX, PUBLISH_WEIGHT_MAX, type PublishTarget } from './publish-target.js';
export { divideAmong, moreFor, setGoods, useMore, useOnly, type SetGoods, type TargetGoods } from './set-goods.js';
