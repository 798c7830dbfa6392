import { validateEvent, type StockEvent } from '../model/index.js';
import type { IssueList } from './issue-list.js';

/** Collects the facts of a payload in order. */
export interface EventList {
  readonly events: readonly StockEvent[];
  /** Takes a fact that the model accepts; otherwise an error says why it was left out. */
  add(event: StockEvent, path: string): void;
}

/** An empty list that reports what it refuses to `issues`. */
export function eventList(issues: IssueList): EventList {
  const events: StockEvent[] = [];
  return {
    events,
    add: (event, path) => {
      const validated = validateEvent(event);
      if (validated.ok) {
        events.push(validated.event);
        return;
      }
      const [first] = validated.issues;
      issues.error('payload.unfit', path, `What it says makes no ${event.type}: ${first === undefined ? 'unknown' : `${first.path} ${first.message}`}`);
    },
  };
}
