/**
 * Requests for goods, decided. Its law: a line moves only by a legal transition, whole or in part, nothing is held beyond what is there, and "no"
 * comes with its numbers.
 * @module
 */
export { TRANSITIONS, type LineBucket, type Transition } from './transitions.js';
export {
  decideReserve, type Offer, type ReserveDecision, type ReservedLine, type ReserveLine, type ReserveMode, type ReserveRefusal, type ReserveRequest, type ReserveView,
  inTurn, takeOffers, type Shortage, type TakenAmount,
} from './reserve.js';
export {
  decideAllocate, decideCancel, decideExtend, decideLapse, decidePick, decideRelease, type AllocateTarget, type MoveContext, type MoveDecision, type MoveRefusal,
} from './moves.js';
export { decidePromise, type PromisedLine, type PromiseLineDecision } from './promise-line.js';
export { decideAmend, wantedOf, type AmendDecision } from './amend.js';
export { decideDeallocate, decideGiveUp, decideMoveHold, decidePutBack, decideShortPick, type MovedHold } from './rearrange.js';
export { decideReassign, decideSubstitute, type ReassignTarget, type SubstituteTarget } from './reassign.js';
export { decideGather, explodeEvents, type ExplodedLine, type PartOfKit } from './kits.js';
export { sumHeld, type HeldPlace } from './held.js';
