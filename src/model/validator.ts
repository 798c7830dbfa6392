import type * as z from 'zod';
import { attempt, compileGuard, REFUSED, type Guard } from './compile-guard.js';
import { explainRefusal } from './explain-refusal.js';
import type { ModelIssue } from './model-issue.js';

/** The answer to input that breaks its schema. */
export interface Invalid {
  readonly ok: false;
  /** What is wrong, in the schema's order; the first 20. */
  readonly issues: readonly ModelIssue[];
  /** How many issues there are beyond the listed ones; counting ends at 1000. */
  readonly more: number;
}

/** A value that passed, or what is wrong with it. */
export type Checked<Value> = { readonly ok: true; readonly value: Value } | Invalid;

/**
 * Builds the check of a record: a guard accepts and copies what is right; what it refuses is looked at again and explained. The guard is made at the first use.
 */
export function validator<Value>(schema: z.ZodType<Value>): (input: unknown) => Checked<Value> {
  let guard: Guard | undefined;
  return (input) => {
    guard ??= compileGuard(schema);
    const accepted = attempt(guard, input);
    if (accepted !== REFUSED) return { ok: true, value: accepted as Value };
    const { copy, issues, more } = explainRefusal(schema, input);
    return issues.length === 0 ? { ok: true, value: copy as Value } : { ok: false, issues, more };
  };
}
