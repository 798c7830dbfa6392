import { canonicalJson, fingerprintOf, no, type No } from '../../foundation/index.js';
import { answeredRequest, stageAnswer, type Batch } from './batch.js';

/** Why a request was not looked at, or cannot be. */
export interface KeyRefusal {
  readonly code: 'inventory.key_reused';
  readonly key: string;
}

/** A yes or a no, and whether it was given before. */
export type Remembered<Answer> = Answer & { readonly repeated: boolean };

/** Whether a request was refused now, and not before. */
export function isNewNo(answer: { readonly ok: boolean; readonly repeated: boolean }): boolean {
  return !answer.ok && !answer.repeated;
}

/**
 * Decides a request once: the same key with the same content is given the first answer again, yes or no; the same key with other content is refused.
 * The answer is committed with its effects.
 */
export function decideOnce<Answer extends object>(
  batch: Batch, scope: string, key: string, content: unknown, decide: () => Answer,
): Remembered<Answer> | (No<KeyRefusal> & { readonly repeated: false }) {
  const fingerprint = fingerprintOf(canonicalJson(content));
  const before = answeredRequest(batch, scope, key);
  if (before !== undefined) {
    if (before.fingerprint !== fingerprint) return { ...no<KeyRefusal>({ code: 'inventory.key_reused', key }), repeated: false };
    return { ...(before.answer as Answer), repeated: true };
  }
  const answer = decide();
  stageAnswer(batch, scope, key, fingerprint, answer);
  return { ...answer, repeated: false };
}
