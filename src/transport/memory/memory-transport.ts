import { InventoryError, assert, hash32 } from '../../foundation/index.js';
import type { Clock, DeadLetter, IncomingMessage, OutgoingMessage, SubscribeOptions, Subscription, TransportCapabilities, TransportPort } from '../../ports/index.js';
import { deadLetterBox, type DeadLetterBox } from './dead-letter-box.js';
import { groupPartition, type Consumer, type GroupPartition } from './group-partition.js';
import { partitionLog } from './partition-log.js';

/** How to build a transport in memory. */
export interface MemoryTransportOptions {
  /** Measures pauses and timeouts: `systemClock` from the front door, or a manual one in tests. */
  readonly clock: Clock;
  /** Default 16. */
  readonly partitions?: number | undefined;
  /**
   * How many messages a partition keeps, settled or not. Default 10 000. The oldest make room once every group has settled them; where they have not, publishing is
   * refused.
   */
  readonly messagesMax?: number | undefined;
  /** How many dead letters a group keeps. Default 10 000. When there is no room, messages are tried on instead of given up. */
  readonly deadLettersMax?: number | undefined;
  /** The pause after the first failed delivery, which doubles with each further one. Default 100. */
  readonly retryDelayMs?: number | undefined;
  /** The longest pause. Default 30 000. */
  readonly retryDelayMsMax?: number | undefined;
}

interface Group {
  readonly consumers: Consumer[];
  readonly partitions: readonly GroupPartition[];
  readonly deadLetters: DeadLetterBox;
}

const ACK_TIMEOUT_MS = 30_000;
const DELIVERIES_MAX = 10;

/**
 * A transport within one process, with the whole contract of a broker except that nothing survives the process. A group that subscribes for the first time
 * begins at the oldest message that is kept.
 */
export function memoryTransport(options: MemoryTransportOptions): TransportPort {
  const { clock, partitions = 16, messagesMax = 10_000, deadLettersMax = 10_000, retryDelayMs = 100, retryDelayMsMax = 30_000 } = options;
  assert(Number.isSafeInteger(partitions) && partitions >= 1, `A transport has at least one partition, not ${partitions}`);
  const capabilities: TransportCapabilities = { partitions, dedupeWindowMs: 0, ackMeans: 'memory', replay: true };
  const logs = Array.from({ length: partitions }, () => partitionLog(messagesMax));
  const groups = new Map<string, Group>();
  let closed = false;

  function checkOpen(): void {
    if (closed) throw new InventoryError('transport.closed', 'The transport was closed');
  }

  /** Everything below this position is settled by every group; where there is no group, nothing is. */
  function neededFrom(partition: number): number {
    if (groups.size === 0) return 0;
    return Math.min(...[...groups.values()].map((group) => group.partitions[partition]!.settledBelow()));
  }

  function checkRoom(byPartition: ReadonlyMap<number, readonly OutgoingMessage[]>): void {
    for (const [partition, messages] of byPartition) {
      if (messages.length <= logs[partition]!.room(neededFrom(partition))) continue;
      throw new InventoryError('transport.backlog_full', `Partition ${partition} has no room for ${messages.length} more messages; nothing was published`, { details: { partition, messagesMax } });
    }
  }

  function groupOf(name: string): Group {
    let group = groups.get(name);
    if (group === undefined) {
      const consumers: Consumer[] = [];
      const deadLetters = deadLetterBox(deadLettersMax);
      const backoff = { delayMs: retryDelayMs, delayMsMax: retryDelayMsMax };
      group = {
        consumers,
        deadLetters,
        partitions: logs.map((log, partition) => groupPartition({ partition, log, clock, backoff, deadLetters, owner: () => consumers[partition % consumers.length] })),
      };
      groups.set(name, group);
    }
    return group;
  }

  function replay(group: Group, from: ReadonlyMap<number, number>): void {
    for (const [partition, position] of from) {
      const log = logs[partition];
      assert(log !== undefined && Number.isSafeInteger(position) && position >= 1, `There is no position ${position} of partition ${partition}`);
      if (position >= log.first()) continue;
      throw new InventoryError('transport.replay_gone', `Partition ${partition} keeps its messages from position ${log.first()} on`, { details: { partition, position, first: log.first() } });
    }
    for (const [partition, position] of from) group.partitions[partition]!.replayFrom(Math.min(position, logs[partition]!.end()));
  }

  async function stop(group: Group, consumer: Consumer): Promise<void> {
    const place = group.consumers.indexOf(consumer);
    if (place !== -1) group.consumers.splice(place, 1);
    while (consumer.running.size > 0) await Promise.all(consumer.running);
    for (const partition of group.partitions) {
      partition.takeBack(consumer);
      partition.pump();
    }
  }

  return {
    capabilities,

    async publish(messages: readonly OutgoingMessage[]): Promise<void> {
      checkOpen();
      const copies = messages.map(copyOf);
      await Promise.resolve();
      checkOpen();
      const byPartition = new Map<number, OutgoingMessage[]>();
      for (const message of copies) {
        const partition = hash32(message.key) % partitions;
        const together = byPartition.get(partition);
        if (together === undefined) byPartition.set(partition, [message]);
        else together.push(message);
      }
      checkRoom(byPartition);
      for (const [partition, added] of byPartition) {
        const needed = neededFrom(partition);
        for (const message of added) logs[partition]!.add(message, needed);
        for (const group of groups.values()) group.partitions[partition]!.pump();
      }
    },

    async subscribe(handler: (message: IncomingMessage) => Promise<void>, subscribeOptions: SubscribeOptions): Promise<Subscription> {
      checkOpen();
      const { group: name, inFlightMax = 1, ackTimeoutMs = ACK_TIMEOUT_MS, deliveriesMax = DELIVERIES_MAX, replayFrom } = subscribeOptions;
      assert(inFlightMax >= 1 && deliveriesMax >= 1 && ackTimeoutMs > 0, 'A subscription takes at least one message, once, for some time');
      await Promise.resolve();
      checkOpen();
      const group = groupOf(name);
      if (replayFrom !== undefined) replay(group, replayFrom);
      const consumer: Consumer = { handler, inFlightMax, ackTimeoutMs, deliveriesMax, running: new Set() };
      group.consumers.push(consumer);
      for (const partition of group.partitions) partition.pump();
      return { stop: () => stop(group, consumer) };
    },

    async deadLetters(group: string, limit: number): Promise<readonly DeadLetter[]> {
      checkOpen();
      return Promise.resolve(groups.get(group)?.deadLetters.list(limit) ?? []);
    },

    async close(): Promise<void> {
      closed = true;
      for (const group of groups.values()) {
        for (const partition of group.partitions) partition.close();
        await Promise.all(group.consumers.map((consumer) => stop(group, consumer)));
      }
    },
  };
}

/** Neither side can change what the other holds. */
function copyOf({ key, id, headers, body }: OutgoingMessage): OutgoingMessage {
  return { key, id, headers: { ...headers }, body: body.slice() };
}
