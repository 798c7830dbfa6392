import type { Inventory } from '../../commands/index.js';
import { formatInstant, type Instant } from '../../foundation/index.js';
import type { StockEvent } from '../../model/index.js';
import type { ConnectorIssue } from '../../ports/index.js';

/** What a step of the day works with. */
export interface DayContext {
  readonly inventory: Inventory;
  /** The time of the step. */
  readonly at: Instant;
  /** Says something about the step. */
  readonly say: (text: string) => void;
}

/** Records facts and says what became of each. */
export async function recordFacts({ inventory, at, say }: DayContext, events: readonly StockEvent[], issues: readonly ConnectorIssue[] = []): Promise<void> {
  for (const { severity, code, path, message } of issues) say(`${severity} ${code} at ${path}: ${message}`);
  const answers = await inventory.record(events, { at });
  answers.forEach((answer, index) => {
    const { type, source, id } = events[index]!;
    if (!answer.ok) say(`${type} ${source} ${id}: refused, ${answer.reason.code}`);
    else if (answer.repeated) say(`${type} ${source} ${id}: known already, nothing changes`);
    else say(`${type} ${source} ${id}: ${answer.outcome}`);
  });
}

/** Holds goods for every line of an order that still waits for them, under one key for the order, and says what was held where. */
export async function reserveOrder({ inventory, at, say }: DayContext, key: string, events: readonly StockEvent[]): Promise<void> {
  const placed = events.filter((event) => event.type === 'order.placed');
  const lines = placed.map(({ item, line, quantity }) => ({ item, line, quantity }));
  const channel = placed[0]?.channel;
  const answer = await inventory.reserve({ key, channel, mode: 'backorder', lines }, { at });
  if (!answer.ok) {
    say(`not reserved: ${answer.reason.code}`);
    return;
  }
  for (const { item, reserved, backordered, holds } of answer.lines) {
    const where = holds.map(({ location, quantity }) => `${quantity.amount} at ${location}`).join(', ');
    say(`${answer.repeated ? 'the first answer again: ' : ''}${item}: ${reserved.amount} ${reserved.unit} reserved (${where}), ${backordered.amount} backordered`);
  }
}

/** An instant of the day, `09:30`, as the library takes it. */
export function dayInstant(time: string): string {
  return `${DAY}T${time}:00Z`;
}

/** The time of an instant, `09:30`. */
export function dayTime(at: Instant): string {
  return formatInstant(at).slice(11, 16);
}

const DAY = '2026-05-12';
