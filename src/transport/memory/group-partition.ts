import { InventoryError, assert } from '../../foundation/index.js';
import type { Clock, IncomingMessage, OutgoingMessage } from '../../ports/index.js';
import { pauseAfter, type Backoff } from './backoff.js';
import type { DeadLetterBox } from './dead-letter-box.js';
import type { PartitionLog } from './partition-log.js';

/** One subscription of a group. */
export interface Consumer {
  readonly handler: (message: IncomingMessage) => Promise<void>;
  readonly inFlightMax: number;
  readonly ackTimeoutMs: number;
  readonly deliveriesMax: number;
  /** Handlers that have not returned yet. */
  readonly running: Set<Promise<void>>;
}

/** What one group has of one partition: how far it has come, and what is not settled. */
export interface GroupPartition {
  /** Everything below this position is settled. */
  settledBelow(): number;
  /** Delivers what may be delivered to the consumer whose turn it is. */
  pump(): void;
  /** Begins again at a position; what is under way counts no more. */
  replayFrom(position: number): void;
  /** Makes what a consumer has not settled deliverable again. */
  takeBack(from: Consumer): void;
  /** Stops all timers. */
  close(): void;
}

/** What a group's partition works with. */
export interface GroupPartitionOptions {
  readonly partition: number;
  readonly log: PartitionLog;
  readonly clock: Clock;
  readonly backoff: Backoff;
  readonly deadLetters: DeadLetterBox;
  /** The consumer the partition belongs to at present. */
  readonly owner: () => Consumer | undefined;
}

/** A message that was delivered and is not settled. */
interface Delivery {
  readonly position: number;
  readonly message: OutgoingMessage;
  count: number;
  /** `waiting`: for its pause to end. */
  state: 'inFlight' | 'waiting' | 'ready';
  consumer: Consumer;
  cancelTimer: () => void;
}

/**
 * Deliveries of one partition to one group, strictly in order: a message that is delivered again holds up all later ones that are not under way yet, and two
 * messages of one key are never under way together. So the order of a key holds through redelivery, however many may be in flight.
 */
export function groupPartition({ partition, log, clock, backoff, deadLetters, owner }: GroupPartitionOptions): GroupPartition {
  let next = log.first();
  let open = new Map<number, Delivery>();
  let closed = false;

  function pump(): void {
    for (let consumer = owner(); consumer !== undefined && !closed; consumer = owner()) {
      const delivery = deliverable(consumer);
      if (delivery === undefined) return;
      deliver(delivery, consumer);
    }
  }

  function deliverable(consumer: Consumer): Delivery | undefined {
    let waiting = false;
    let oldest: Delivery | undefined;
    for (const delivery of open.values()) {
      if (delivery.state === 'ready' && (oldest === undefined || delivery.position < oldest.position)) oldest = delivery;
      waiting ||= delivery.state === 'waiting';
    }
    if (oldest !== undefined) return oldest;
    if (waiting || open.size >= consumer.inFlightMax) return undefined;
    const message = log.at(next);
    if (message === undefined || isUnderWay(message.key)) return undefined;
    return { position: next++, message, count: 0, state: 'ready', consumer, cancelTimer: doNothing };
  }

  function isUnderWay(key: string): boolean {
    for (const { message } of open.values()) if (message.key === key) return true;
    return false;
  }

  function deliver(delivery: Delivery, consumer: Consumer): void {
    open.set(delivery.position, delivery);
    delivery.count += 1;
    delivery.state = 'inFlight';
    delivery.consumer = consumer;
    const count = delivery.count;
    /** Whether this delivery is the latest of its message, and not settled. */
    const isCurrent = (): boolean => open.get(delivery.position) === delivery && delivery.count === count && delivery.state === 'inFlight';
    startTimer(delivery, isCurrent);
    const running = call(consumer, incoming(delivery, isCurrent)).then(
      () => undefined,
      (error: unknown) => {
        if (isCurrent()) retry(delivery, pauseAfter(backoff, count), `the handler failed: ${reasonOf(error)}`);
      },
    ).finally(() => consumer.running.delete(running));
    consumer.running.add(running);
  }

  function startTimer(delivery: Delivery, isCurrent: () => boolean): void {
    delivery.cancelTimer();
    delivery.cancelTimer = clock.after(delivery.consumer.ackTimeoutMs, () => {
      if (isCurrent()) retry(delivery, 0, `not settled within ${delivery.consumer.ackTimeoutMs} ms`);
    });
  }

  function incoming(delivery: Delivery, isCurrent: () => boolean): IncomingMessage {
    const { message, position, count } = delivery;
    let settled = false;
    /** Settling late, when the message is on its way again, changes nothing; settling twice is a mistake. */
    function settle(apply: () => void): Promise<void> {
      assert(!settled, `Message ${message.id} was settled before`);
      if (isCurrent()) apply();
      settled = true;
      return Promise.resolve();
    }
    return {
      ...message, headers: { ...message.headers }, body: message.body.slice(), partition, position, deliveryCount: count,
      ack: async () => settle(() => remove(delivery)),
      nack: async (delayMs) => settle(() => retry(delivery, delayMs, 'the consumer asked for it again')),
      deadLetter: async (reason) => settle(() => {
        if (deadLetters.isFull()) throw new InventoryError('transport.backlog_full', 'There is no room for another dead letter');
        bury(delivery, reason);
      }),
      extend: async () => {
        if (isCurrent()) startTimer(delivery, isCurrent);
        return Promise.resolve();
      },
    };
  }

  function retry(delivery: Delivery, delayMs: number, reason: string): void {
    // Without room for a dead letter the message is tried on, at the longest pause, rather than lost.
    if (delivery.count >= delivery.consumer.deliveriesMax && !deadLetters.isFull()) {
      bury(delivery, `given up after ${delivery.count} deliveries: ${reason}`);
      return;
    }
    const pause = delivery.count >= delivery.consumer.deliveriesMax ? backoff.delayMsMax : Math.max(0, delayMs);
    delivery.cancelTimer();
    delivery.state = 'waiting';
    delivery.cancelTimer = clock.after(pause, () => {
      delivery.state = 'ready';
      pump();
    });
  }

  function bury(delivery: Delivery, reason: string): void {
    deadLetters.add({ message: delivery.message, reason, deliveryCount: delivery.count, deadLetteredAt: clock.now() });
    remove(delivery);
  }

  function remove(delivery: Delivery): void {
    delivery.cancelTimer();
    open.delete(delivery.position);
    pump();
  }

  function dropAll(): void {
    for (const { cancelTimer } of open.values()) cancelTimer();
    open = new Map();
  }

  return {
    settledBelow: () => Math.min(next, ...open.keys()),
    pump,
    replayFrom(position: number): void {
      dropAll();
      next = position;
    },
    takeBack(from: Consumer): void {
      for (const delivery of open.values()) {
        if (delivery.consumer !== from || delivery.state !== 'inFlight') continue;
        delivery.cancelTimer();
        delivery.state = 'ready';
      }
    },
    close(): void {
      closed = true;
      dropAll();
    },
  };
}

/** In a later turn of the microtask queue, as a message from a broker would come; a handler that throws at once counts like one that rejects. */
async function call(consumer: Consumer, message: IncomingMessage): Promise<void> {
  await Promise.resolve();
  await consumer.handler(message);
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

function doNothing(): void {
  // Nothing to cancel yet.
}
