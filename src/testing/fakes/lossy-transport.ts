import { InventoryError } from '../../foundation/index.js';
import type { IncomingMessage, OutgoingMessage, SubscribeOptions, TransportPort } from '../../ports/index.js';
import { seededRandom } from './seeded-random.js';

/** How often a message meets with something, as probabilities. All 0 by default. */
export interface TransportFaults {
  readonly seed: number;
  /** A message is not accepted, and its publish throws `transport.unavailable`: those before it in the call were accepted. A delivery does not arrive; it comes again. An acknowledgement is lost, and the message comes again. */
  readonly loss?: number | undefined;
  /** A message is published twice. */
  readonly duplication?: number | undefined;
  /** A message is held back and published after others that were asked for later, also of its own key. */
  readonly reorder?: number | undefined;
}

/** A transport whose misfortunes follow from a seed. */
export interface LossyTransport extends TransportPort {
  /** Publishes what is held back; from now on everything goes well. */
  calm(): Promise<void>;
  /** How many misfortunes there were so far. */
  faults(): number;
}

/**
 * Wraps a transport so that it loses, repeats and reorders, more than the contract allows: what reaches a warehouse through mail, retries and restarts. Facts must come to the same
 * state over it.
 */
export function lossyTransport(inner: TransportPort, { seed, loss = 0, duplication = 0, reorder = 0 }: TransportFaults): LossyTransport {
  const random = seededRandom(seed);
  let isCalm = false;
  let faults = 0;
  let held: OutgoingMessage[] = [];

  function happens(probability: number): boolean {
    const does = random.chance(probability) && !isCalm;
    if (does) faults++;
    return does;
  }

  async function publishOne(message: OutgoingMessage): Promise<void> {
    if (happens(loss)) throw new InventoryError('transport.unavailable', 'The message was not accepted, as planned');
    if (happens(reorder)) {
      held.push({ ...message, headers: { ...message.headers }, body: message.body.slice() });
      return;
    }
    await inner.publish(happens(duplication) ? [message, message] : [message]);
    if (held.length > 0 && random.chance(0.5)) await release(1 + random.below(held.length));
  }

  async function release(count: number): Promise<void> {
    const released = held.slice(0, count);
    held = held.slice(count);
    await inner.publish(released);
  }

  function deliver(handler: (message: IncomingMessage) => Promise<void>, message: IncomingMessage): Promise<void> {
    if (happens(loss)) return message.nack(0);
    return handler({ ...message, ack: () => (happens(loss) ? message.nack(0) : message.ack()) });
  }

  return {
    capabilities: inner.capabilities,
    faults: () => faults,
    async calm(): Promise<void> {
      isCalm = true;
      await release(held.length);
    },
    async publish(messages: readonly OutgoingMessage[]): Promise<void> {
      for (const message of messages) await publishOne(message);
    },
    subscribe: (handler, options: SubscribeOptions) => inner.subscribe((message) => deliver(handler, message), options),
    deadLetters: (group, limit) => inner.deadLetters(group, limit),
    close: () => inner.close(),
  };
}
