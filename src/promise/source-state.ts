import { assert, type Instant } from '../foundation/index.js';
import { grains, sumGrains, type Grains } from '../quantity/index.js';
import { kitParts, kitsAt, withoutDemand } from './available-kits.js';
import { availableIn, placeOf } from './available-to-promise.js';
import { bucketed, shownCumulative, type Bucketed, type Taken } from './bucketed.js';
import type { PromiseRequest, PromiseSource } from './promise-request.js';
import type { PromiseWindow } from './promise-window.js';

const ZERO = grains(0);

/** A source cut into buckets, and what a request may have of it. */
export interface SourceState {
  readonly source: PromiseSource;
  /** Where what may be had changes. */
  readonly starts: readonly Instant[];
  /** What may be had at an instant, before packs: never below zero. */
  availableAt(at: Instant): Grains;
}

/** Opens a source for a request. Its own demand is left out; what it has taken before counts as demand. */
export function openSource(source: PromiseSource, request: PromiseRequest, window: PromiseWindow, taken: readonly Taken[], path: string): SourceState {
  if (source.components !== undefined) {
    const kit = kitParts(source.components, window, request.excludes, taken, path);
    return stateOf(source, request, kit.starts, (at, figure) => kitsAt(kit, at, figure).available);
  }
  assert(source.schedule !== undefined, 'A source has a schedule or components');
  const counted = bucketed(withoutDemand(source.schedule, request.excludes), window, taken, `${path}.schedule`);
  return stateOf(source, request, Array.from(counted.timeline.starts), (at, figure) => {
    const index = placeOf(counted, at);
    return index === undefined ? ZERO : figure(counted, index);
  });
}

type Figure = (counted: Bucketed, index: number) => Grains;

function stateOf(source: PromiseSource, request: PromiseRequest, starts: readonly Instant[], figureAt: (at: Instant, figure: Figure) => Grains): SourceState {
  const free = (at: Instant): Grains => grains(Math.max(figureAt(at, availableIn) - protectedAt(source, at), 0));
  const changes = new Set([...starts, ...(source.protections ?? []).flatMap(({ releasesAt }) => (releasesAt === undefined ? [] : [releasesAt]))]);
  const changesAt = [...changes].sort((left, right) => left - right);
  if (request.supply !== 'singleReceipt') return { source, starts: changesAt, availableAt: free };
  // What the receipts up to each start added at most, one by one.
  const most: Grains[] = [];
  let before = 0;
  for (const [index, start] of starts.entries()) {
    const here = Math.max(figureAt(start, shownCumulative), 0);
    most.push(grains(Math.max(most[index - 1] ?? 0, here - before)));
    before = here;
  }
  return {
    source, starts: changesAt,
    availableAt(at) {
      const single = most[starts.findLastIndex((start) => start <= at)] ?? ZERO;
      const all = free(at);
      return single < all ? single : all;
    },
  };
}

/** What a source keeps for others at an instant. */
function protectedAt(source: PromiseSource, at: Instant): Grains {
  return sumGrains((source.protections ?? []).filter(({ releasesAt }) => releasesAt === undefined || at < releasesAt).map((protection) => protection.grains));
}
