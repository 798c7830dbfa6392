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
export { PUBLISH_TARGETS_MAX, PUBLISH_WEIGHT_MAX, publishSet, type PublishedFigure, type PublishedSet, type PublishTarget } from './publish-set.js';
