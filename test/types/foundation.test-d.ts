/** Checked by the compiler alone, as part of `npm test`. */
import { expectTypeOf } from 'vitest';
import { InventoryError, isInventoryError, no, type Answer, type ErrorCode, type Refusal, type RetryClass } from '../../src/foundation/index.js';

interface Insufficient extends Refusal<'reservation.insufficient'> {
  readonly available: string;
}
declare const answer: Answer<{ readonly held: string }, Insufficient>;

if (answer.ok) {
  expectTypeOf(answer.held).toEqualTypeOf<string>();
} else {
  expectTypeOf(answer.reason.code).toEqualTypeOf<'reservation.insufficient'>();
  expectTypeOf(answer.reason.available).toEqualTypeOf<string>();
}
// @ts-expect-error what a yes brings is out of reach before the answer was looked at
export const tooEarly = answer.held;

declare const caught: unknown;
if (isInventoryError(caught)) {
  expectTypeOf(caught.code).toEqualTypeOf<ErrorCode>();
  expectTypeOf(caught.retry).toEqualTypeOf<RetryClass>();
}

// @ts-expect-error a code that no table lists
export const unlisted = new InventoryError('storage.on_fire', 'No such code');
// @ts-expect-error trouble is thrown, never returned as a refusal
export const returned = no({ code: 'storage.closed' });
// Options may be given as undefined under exactOptionalPropertyTypes.
export const open = new InventoryError('storage.closed', 'Closed', { details: undefined, retryAfterMs: undefined });
