import { formatInstant, no, parseInstant, type Answer, type Instant } from '../../foundation/index.js';
import { networkOf } from '../../availability/index.js';
import { availableToPromise, DEFAULT_PROMISE_POLICY, promiseRules, promiseWindow } from '../../promise/index.js';
import { quantityOf, type ReadVersion } from '../answers.js';
import { startBatch, type Batch } from '../engine/batch.js';
import { answerPromises, itemsOf, type PromiseReason, type PromiseYes } from './confirm.js';
import type { Engine, EngineView } from '../engine/engine.js';
import { answerExplained, dated, type AvailableToPromiseAnswer, type PromisedLineAnswer, type PromiseExplained } from './promise-answers.js';
import type { PromiseInput, PromiseTerms } from './promise-input.js';
import { schedulesOf } from './promise-sources.js';

/** What is asked of availability to promise. */
export interface AvailableToPromiseQuery {
  readonly items: readonly string[];
  /** Together. Default: the places the channel sells from; without a channel all. */
  readonly locations?: readonly string[] | undefined;
  /** Whose places, buffers and segments apply. */
  readonly channel?: string | undefined;
  readonly account?: string | undefined;
  /** An order line whose own demand is left out. */
  readonly exceptLine?: string | undefined;
  /** Default: those of `DEFAULT_PROMISE_POLICY`, which promise least. */
  readonly rules?: PromiseTerms | undefined;
  /** RFC 3339 instant at which goods on the way arrive of which nobody said when. Default: they do not count. */
  readonly undatedSupplyAt?: string | undefined;
  /** When it is asked. Default: now. */
  readonly at?: Instant | undefined;
  /** As fresh as a commit. Default false. */
  readonly fresh?: boolean | undefined;
}

/** What may be promised, as if it were to be kept; nothing is recorded. */
export type PromiseAnswer = Answer<Omit<PromiseYes, 'lines' | 'expiresAt'> & {
  /** Each with why there is no more, place by place, for a kit part by part, at the instant of picking for the date wanted. */
  readonly lines: readonly (PromisedLineAnswer & { readonly explanations: readonly PromiseExplained[] })[];
}, PromiseReason> & { readonly versions: readonly ReadVersion[] };

/** Reads what may be promised of items, bucket by bucket. An unknown item has nothing. */
export function readAvailableToPromise(engine: Engine, query: AvailableToPromiseQuery, at: Instant, versionOf: (view: EngineView, item: string) => ReadVersion): Promise<readonly AvailableToPromiseAnswer[]> {
  const rules = promiseRules(query.rules ?? DEFAULT_PROMISE_POLICY);
  const window = promiseWindow(rules, at);
  const undatedSupplyAt = query.undatedSupplyAt === undefined ? undefined : parseInstant(query.undatedSupplyAt);
  if (query.undatedSupplyAt !== undefined && undatedSupplyAt === undefined) throw new TypeError('undatedSupplyAt is an instant in RFC 3339');
  return engine.read((homes) => query.items.map((item) => homes.ofItem(item)), query.fresh === true, (view) => {
    const batch = scratchOf(view, at);
    const { register } = batch;
    const locations = networkOf(register, query).map(({ id }) => id);
    return query.items.map((item): AvailableToPromiseAnswer => {
      const { schedules, undated, limit } = schedulesOf(batch, item, { channel: query.channel, account: query.account, locations, except: query.exceptLine, undatedSupplyAt }, window, true);
      const schedule = schedules.get('')!;
      const { buckets, opening, leftOut, horizonEndAt } = availableToPromise(schedule, window);
      const amounts = { opening, buckets, leftOut, supplies: schedule.supplies, demands: schedule.demands, lots: schedule.lots ?? [], undated };
      return {
        item, ...(query.channel === undefined ? {} : { channel: query.channel }), locations, at: formatInstant(at), rules: rules.version, policy: register.policy.version,
        horizonEndAt: horizonEndAt === undefined ? undefined : formatInstant(horizonEndAt), ...dated(register, item, amounts),
        ...(limit === undefined ? {} : { limit: { segment: limit.segment, quantity: quantityOf(register, item, limit.grains) } }), version: versionOf(view, item),
      };
    });
  });
}

/** Reads what would be promised. The decision is the one that keeps a promise, made in front of the committed state and dropped. */
export async function readPromise(
  engine: Engine, input: PromiseInput, at: Instant, fresh: boolean, versionOf: (view: EngineView, item: string) => ReadVersion,
): Promise<PromiseAnswer> {
  // The parts of kits are known once the register is; what it learns between the two reads is asked for again.
  let items = await engine.read(() => [], fresh, (view) => itemsOf(view.register, input));
  for (;;) {
    const asked = items;
    const answer = await engine.read((homes) => asked.map((item) => homes.ofItem(item)), fresh, (view): PromiseAnswer | undefined => {
      items = itemsOf(view.register, input);
      return items.every((item) => asked.includes(item)) ? answerIn(view, input, at, items.map((item) => versionOf(view, item))) : undefined;
    });
    if (answer !== undefined) return answer;
  }
}

function answerIn(view: EngineView, input: PromiseInput, at: Instant, versions: readonly ReadVersion[]): PromiseAnswer {
  const batch = scratchOf(view, at);
  const answer = answerPromises(batch, input, { request: 'promise', lineName: (place) => `#${place}`, purpose: 'read' });
  if (!answer.ok) return { ...no(answer.reason), versions };
  const { outcomes, ...yes } = answer;
  return { ...yes, lines: yes.lines.map((line, index) => ({ ...line, explanations: answerExplained(batch.register, outcomes[index]!) })), versions };
}

/** A batch that is never committed. */
function scratchOf(view: EngineView, at: Instant): Batch {
  return startBatch(view.register.inForce(at), view.homes, at, view.partitions);
}
