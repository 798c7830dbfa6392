/**
 * What may be promised now. Its law: one formula, always with its terms, never more than any place above still has, and no lot eats another's goods.
 * @module
 */
export {
  availableFrom, availableIn, networkOf, offeredFrom, type Availability, type AvailabilityQuery, type AvailabilityTerms, type LocationAvailability, type OfferedStock,
} from './available.js';
export { claimIn, figuresOf, type NodeFigures } from './figures.js';
