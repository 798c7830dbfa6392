import type { IssueList } from './issue-list.js';

/** A figure and its place in the list it was given in. */
export interface Placed<T> {
  readonly value: T;
  readonly path: string;
}

/**
 * The figures whose key occurs once. Two figures for the same thing contradict each other or are one too many, and nothing here can tell which one is
 * meant: both are left out with an error.
 */
export function withoutRepeats<T>(list: readonly T[], keyOf: (value: T) => string, issues: IssueList): readonly Placed<T>[] {
  const counts = new Map<string, number>();
  for (const value of list) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  const kept: Placed<T>[] = [];
  list.forEach((value, index) => {
    const path = `$[${index}]`;
    if (counts.get(keyOf(value)) === 1) kept.push({ value, path });
    else issues.error('publish.repeated', path, 'There is another figure for the same item and place; none of them is sent');
  });
  return kept;
}
