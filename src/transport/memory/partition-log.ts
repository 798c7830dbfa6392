import type { OutgoingMessage } from '../../ports/index.js';

/** The messages of one partition that are kept, oldest first. */
export interface PartitionLog {
  /** The position of the oldest message that is kept. */
  first(): number;
  /** The position the next message will get; positions count from 1. */
  end(): number;
  at(position: number): OutgoingMessage | undefined;
  /** How many more messages fit, if everything below `needed` may go. */
  room(needed: number): number;
  /** Adds a message, dropping old ones as far as there is no room. */
  add(message: OutgoingMessage, needed: number): void;
}

/** Builds an empty log that keeps at most so many messages. */
export function partitionLog(messagesMax: number): PartitionLog {
  const messages = new Map<number, OutgoingMessage>();
  let first = 1;
  let end = 1;
  return {
    first: () => first,
    end: () => end,
    at: (position) => messages.get(position),
    room: (needed) => messagesMax - (end - Math.min(Math.max(needed, first), end)),
    add(message: OutgoingMessage, needed: number): void {
      while (end - first >= messagesMax && first < needed) messages.delete(first++);
      messages.set(end++, message);
    },
  };
}
