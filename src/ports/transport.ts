/** What is sent: a key that orders, an id that names, headers and a body. */
export interface OutgoingMessage {
  /** Messages with one key are delivered in the order they were published. */
  readonly key: string;
  /** Names the message; a broker may use it to drop a repeat within its window, a consumer to recognise one. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What is received. Settle it exactly once. */
export interface IncomingMessage extends OutgoingMessage {
  /** The number of the partition the key belongs to. */
  readonly partition: number;
  /** Where the message stands in its partition; replay may begin here. */
  readonly position: number;
  /** 1 at first delivery. */
  readonly deliveryCount: number;
  /** Takes the message off. */
  ack(): Promise<void>;
  /** Asks for it again after a pause; later messages of the partition wait for it. */
  nack(delayMs: number): Promise<void>;
  /** Gives it up: it goes to the dead letters with the reason. */
  deadLetter(reason: string): Promise<void>;
  /** Says it is still being worked on. */
  extend(): Promise<void>;
}

/** A message that was given up, and why. */
export interface DeadLetter {
  readonly message: OutgoingMessage;
  readonly reason: string;
  readonly deliveryCount: number;
  readonly deadLetteredAt: number;
}

/** How a group of consumers reads. */
export interface SubscribeOptions {
  /** Consumers of one group share the partitions; each message goes to one of them. */
  readonly group: string;
  /** How many messages may be unsettled at once, per partition. Default 1, which keeps the order of a key through redelivery. */
  readonly inFlightMax?: number | undefined;
  /** Unsettled messages are delivered again after this long. */
  readonly ackTimeoutMs?: number | undefined;
  /** After this many deliveries a message becomes a dead letter by itself. */
  readonly deliveriesMax?: number | undefined;
  /** Begin again at a position of a partition, whatever the group has settled. */
  readonly replayFrom?: ReadonlyMap<number, number> | undefined;
}

/** What a broker can and cannot do, declared and not discovered. */
export interface TransportCapabilities {
  readonly partitions: number;
  /** How long a repeated id is dropped, 0 for never. A saving, never correctness. */
  readonly dedupeWindowMs: number;
  /** What an acknowledged publish means. */
  readonly ackMeans: 'memory' | 'page-cache' | 'fsync' | 'quorum';
  readonly replay: boolean;
}

/** A running subscription. */
export interface Subscription {
  /** Stops deliveries, lets running handlers finish, and returns unsettled messages to the group. */
  stop(): Promise<void>;
}

/**
 * At-least-once delivery in order per key, with competing consumers per partition. Acknowledge after the commit; a repeat is always possible. The
 * laws every adapter keeps are the conformance suite in `stockwright/testing`.
 */
export interface TransportPort {
  readonly capabilities: TransportCapabilities;
  /** Resolves when every message is accepted as {@link TransportCapabilities.ackMeans} says. @throws `transport.unavailable`, `transport.backlog_full` */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Calls the handler per message. A handler that throws counts as `nack` with backoff. */
  subscribe(handler: (message: IncomingMessage) => Promise<void>, options: SubscribeOptions): Promise<Subscription>;
  /** Dead letters of a group, oldest first, at most `limit`. */
  deadLetters(group: string, limit: number): Promise<readonly DeadLetter[]>;
  close(): Promise<void>;
}
