import { compareText } from '../foundation/index.js';
import { exactOf, exactText } from './decimal-sum.js';
import { amountOf } from './read-evidence.js';
import { compareKeys, keyText, statementKey, type PartialKey, type StatementKey } from './statement-key.js';

/** What a channel was told, and when. */
export interface PublishedFigure extends PartialKey {
  readonly channel: string;
  readonly amount: string;
  /** RFC 3339. */
  readonly publishedAt: string;
}

/** What a channel should be told. */
export interface RightFigure extends PartialKey {
  readonly channel: string;
  readonly amount: string;
}

/**
 * How a published figure stands.
 * - `outdated`: right when it was published, not any more: publish again
 * - `wrong`: it was not right when it was published, nor is it now: find out why
 * - `mended`: it was wrong when it was published and is right now, by chance or because stock moved to meet it
 * - `unpublished`: there is something to publish, and nothing was
 * - `unfounded`: something was published, and nothing should be
 * - `unverifiable`: not right now, and nobody knows what was right when it was published
 */
export type PublishedVerdict = 'outdated' | 'wrong' | 'mended' | 'unpublished' | 'unfounded' | 'unverifiable';

/** A published figure that is not simply right. */
export interface PublishedFinding {
  readonly channel: string;
  readonly key: StatementKey;
  readonly verdict: PublishedVerdict;
  readonly published: string | undefined;
  readonly publishedAt: string | undefined;
  /** What should be published now. */
  readonly now: string | undefined;
  /** What was right when it was published. */
  readonly then: string | undefined;
  /** How much more the channel may sell than there is: published less now, where that is above zero. */
  readonly oversold: string;
}

/** The published figures and what they are held against. */
export interface PublishedCheck {
  readonly published: readonly PublishedFigure[];
  /** What should be published now. */
  readonly now: readonly RightFigure[];
  /** What was right when each figure was published, as far as it can be told. */
  readonly then: readonly RightFigure[];
}

/** The published figures that are not simply right, in the order of keys and channels. @throws InventoryError `reconciliation.malformed` */
export function checkPublished({ published, now, then }: PublishedCheck): readonly PublishedFinding[] {
  const [publishedAt, nowAt, thenAt] = [figuresAt('published', published), figuresAt('now', now), figuresAt('then', then)];
  const findings: PublishedFinding[] = [];
  for (const [place, { channel, key }] of new Map([...publishedAt, ...nowAt])) {
    const told = publishedAt.get(place)?.figure as PublishedFigure | undefined;
    const right = nowAt.get(place)?.figure.amount;
    const was = thenAt.get(place)?.figure.amount;
    const verdict = verdictOf(told?.amount, right, was);
    if (verdict === undefined) continue;
    const over = exactOf(told?.amount ?? '0') - exactOf(right ?? '0');
    findings.push({ channel, key, verdict, published: told?.amount, publishedAt: told?.publishedAt, now: right, then: was, oversold: exactText(over > 0n ? over : 0n) });
  }
  return findings.sort((one, other) => compareKeys(one.key, other.key) || compareText(one.channel, other.channel));
}

function verdictOf(published: string | undefined, now: string | undefined, then: string | undefined): PublishedVerdict | undefined {
  if (published === undefined) return 'unpublished';
  if (now === undefined) return 'unfounded';
  if (published === now) return then === undefined || then === published ? undefined : 'mended';
  if (then === undefined) return 'unverifiable';
  return then === published ? 'outdated' : 'wrong';
}

interface FigureAt {
  readonly channel: string;
  readonly key: StatementKey;
  readonly figure: PublishedFigure | RightFigure;
}

function figuresAt(name: string, figures: readonly (PublishedFigure | RightFigure)[]): Map<string, FigureAt> {
  return new Map(figures.map((figure, at) => {
    amountOf(`$.${name}[${at}].amount`, figure.amount);
    const key = statementKey(figure);
    return [`${figure.channel}\u001f${keyText(key)}`, { channel: figure.channel, key, figure }];
  }));
}
