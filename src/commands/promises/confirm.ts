import { formatInstant, no, type Answer } from '../../foundation/index.js';
import type { Register } from '../../model/index.js';
import { carryTrial, sweepItem, trialOf, type Batch } from '../engine/batch.js';
import { decidePromises, type PromiseCall, type PromiseInputReason, type PromiseLineOutcome } from './decide-promise.js';
import type { Job } from '../engine/job.js';
import { answerPromised, dated, type PromisedLineAnswer, type RefusedPromiseLine } from './promise-answers.js';
import type { ConfirmInput, PromiseInput } from './promise-input.js';
import { itemsTaken } from './promise-sources.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from '../engine/request.js';
import { expiryOf } from '../goods/offers.js';

/** Why nothing is promised: the request cannot be looked at, or not every line can be promised as asked; then every line that cannot is named with its numbers. */
export type PromiseReason = PromiseInputReason | { readonly code: 'promise.refused'; readonly lines: readonly RefusedPromiseLine[] };

/** What is promised, under which versions of the rules of promising and of the policy. */
export interface PromiseYes {
  readonly lines: readonly PromisedLineAnswer[];
  readonly rules: string;
  readonly policy: string;
  /** When the holds end by themselves. */
  readonly expiresAt?: string | undefined;
}

/** What a promise that is to be kept is answered. */
export type ConfirmAnswer = Remembered<Answer<PromiseYes, PromiseReason | KeyRefusal>>;

/** The job of a promise that is to be kept. Every partition it decided on it writes to, so that the commit fails if anybody was quicker, and it is decided again. */
export function confirmJob(input: ConfirmInput, at: number | undefined): Job<ConfirmAnswer> {
  const scope = input.scope ?? input.channel ?? 'confirm';
  return {
    at,
    needs: ({ homes, register }) => [homes.ofRequest(scope, input.key), ...itemsOf(register, input).map((item) => homes.ofItem(item))],
    isUnresolved: ({ register }) => isUnresolved(register, input),
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, input.key, { request: 'confirm', ...input }, () => {
      for (const item of itemsOf(batch.register, input)) if (batch.register.item(item) !== undefined) sweepItem(batch, item);
      const expiresAt = expiryOf(batch.register, input, batch.at);
      if (expiresAt !== undefined && expiresAt <= batch.at) return no({ code: 'reservation.expiry_in_past' as const, expiresAt: formatInstant(expiresAt), at: formatInstant(batch.at) });
      const trial = trialOf(batch);
      const answer = answerPromises(trial, input, { request: `${scope}\u001f${input.key}`, lineName: (place) => `${input.key}#${place}`, expiresAt, purpose: 'keep' });
      if (!answer.ok) return answer;
      carryTrial(trial, batch);
      const { outcomes: _outcomes, ...yes } = answer;
      return yes;
    }),
  };
}

/** Every item whose schedule a request is decided on. */
export function itemsOf(register: Register, { lines }: Pick<PromiseInput, 'lines'>): readonly string[] {
  return [...new Set(lines.flatMap(({ item, assemble }) => [item, ...itemsTaken(register, item, assemble)]))];
}

/** Whether a request names something the register does not know. */
export function isUnresolved(register: Register, { channel, lines }: PromiseInput): boolean {
  return (channel !== undefined && !register.channels.has(channel))
    || lines.some(({ item, sources = [] }) => register.item(item) === undefined || sources.some(({ location }) => !register.locations.has(location)));
}

/** Decides a request in a batch and answers it in base units: every line, or which cannot. */
export function answerPromises(batch: Batch, input: PromiseInput, call: PromiseCall): Answer<PromiseYes & { readonly outcomes: readonly PromiseLineOutcome[] }, PromiseReason> {
  const { register } = batch;
  const decided = decidePromises(batch, input, call);
  if (!decided.ok) return decided;
  const promised: PromisedLineAnswer[] = [];
  const refused: RefusedPromiseLine[] = [];
  let rules = '';
  for (const outcome of decided.lines) {
    const { line, item, answer } = outcome;
    if (answer.ok) {
      const { ok: _ok, ...made } = answer;
      rules = made.policy;
      promised.push(answerPromised(register, outcome, made));
    } else refused.push({ line, item, reason: dated(register, item, answer.reason) });
  }
  if (refused.length > 0) return no({ code: 'promise.refused', lines: refused });
  const holds = promised.some((line) => line.holds.length > 0);
  return {
    ok: true, lines: promised, rules, policy: register.policy.version, outcomes: decided.lines,
    ...(call.expiresAt === undefined || !holds ? {} : { expiresAt: formatInstant(call.expiresAt) }),
  };
}
