import { compareText, type Instant } from '../foundation/index.js';
import type { Fact } from '../model/index.js';
import { rankOf } from '../model/index.js';

/** What orders facts: all of it stated by the source, none of it by us. */
export interface CanonicalOrder {
  readonly at: Instant;
  readonly rank: number;
  readonly source: string;
  readonly sequence: number;
  readonly id: string;
}

/** The place of a fact in canonical order: effective time, then rank, source, source sequence, id. */
export function orderOf(fact: Fact): CanonicalOrder {
  return { at: fact.at, rank: rankOf(fact), source: fact.source, sequence: fact.sequence, id: fact.id };
}

/** Compares two places in canonical order: negative if the first comes first. Zero only for the same fact. */
export function compareOrder(left: CanonicalOrder, right: CanonicalOrder): number {
  return left.at - right.at || left.rank - right.rank || compareText(left.source, right.source) || left.sequence - right.sequence || compareText(left.id, right.id);
}

/** A statement about something that a later one replaces. */
export interface Statement<Content> {
  readonly order: CanonicalOrder;
  readonly content: Content;
}

/** The statements with one more, in canonical order. */
export function withStatement<Content>(statements: readonly Statement<Content>[], fact: Fact, content: Content): readonly Statement<Content>[] {
  const order = orderOf(fact);
  let index = statements.length;
  while (index > 0 && compareOrder((statements[index - 1]!).order, order) > 0) index--;
  return [...statements.slice(0, index), { order, content }, ...statements.slice(index)];
}

/** The statements without the one a fact made. */
export function withoutStatement<Content>(statements: readonly Statement<Content>[], fact: Fact): readonly Statement<Content>[] {
  return statements.filter(({ order }) => order.source !== fact.source || order.id !== fact.id);
}
