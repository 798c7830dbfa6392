import type { AnswerCode } from './error-codes.js';

/** A business "no": a stable code and the numbers a caller needs to act without asking again. */
export interface Refusal<Code extends AnswerCode = AnswerCode> {
  readonly code: Code;
}

/** The answer "no". */
export interface No<Reason extends Refusal> {
  readonly ok: false;
  readonly reason: Reason;
}

/** The answer "yes" with what it brings, or "no" with its reason. Never thrown. */
export type Answer<Value extends object, Reason extends Refusal> = ({ readonly ok: true } & Value) | No<Reason>;

/** Builds the answer "no". */
export function no<Reason extends Refusal>(reason: Reason): No<Reason> {
  return { ok: false, reason };
}
