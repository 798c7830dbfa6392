import { describe, expect, it } from 'vitest';
import type { IncomingMessage, OutgoingMessage } from '../../../src/ports/index.js';
import { manualClock } from '../../../src/testing/index.js';
import { memoryTransport } from '../../../src/transport/memory/index.js';

const messages = (count: number, key = 'k'): OutgoingMessage[] => Array.from({ length: count }, (_, index) => ({ key, id: `${key}${index + 1}`, headers: {}, body: new Uint8Array(0) }));
const ack = (message: IncomingMessage): Promise<void> => message.ack();

// What the conformance suite leaves to the adapter: its bounds, its pauses, and what becomes of late answers.
describe('memoryTransport', () => {
  it('refuses what a group has not made room for, whole, and takes it once it has', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock, partitions: 1, messagesMax: 5 });
    await transport.publish(messages(4));
    await expect(transport.publish(messages(2))).rejects.toMatchObject({ code: 'transport.backlog_full', retry: 'later', details: { messagesMax: 5 } });
    await transport.publish(messages(1));
    await transport.subscribe(ack, { group: 'g' });
    await clock.advance(0);
    await transport.publish(messages(5));
  });

  it('waits for the slowest group before it forgets a message', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock, partitions: 1, messagesMax: 3 });
    await transport.subscribe(ack, { group: 'fast' });
    await transport.subscribe(() => Promise.resolve(), { group: 'slow' });
    await transport.publish(messages(3));
    await clock.advance(0);
    await expect(transport.publish(messages(1))).rejects.toMatchObject({ code: 'transport.backlog_full' });
  });

  it('says so when the messages to replay are no longer kept', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock, partitions: 1, messagesMax: 3 });
    const { stop } = await transport.subscribe(ack, { group: 'g' });
    for (let round = 0; round < 3; round++) {
      await transport.publish(messages(3));
      await clock.advance(0);
    }
    await stop();
    await expect(transport.subscribe(ack, { group: 'g', replayFrom: new Map([[0, 6]]) })).rejects.toMatchObject({ code: 'transport.replay_gone', retry: 'never', details: { first: 7 } });
    await expect(transport.subscribe(ack, { group: 'g', replayFrom: new Map([[1, 1]]) })).rejects.toThrow(TypeError);
    const positions: number[] = [];
    await transport.subscribe((message) => (positions.push(message.position), message.ack()), { group: 'g', replayFrom: new Map([[0, 8]]) });
    await clock.advance(0);
    expect(positions).toEqual([8, 9]);
  });

  it('doubles its pauses up to the longest', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock, partitions: 1, retryDelayMs: 100, retryDelayMsMax: 1000 });
    const times: number[] = [];
    await transport.subscribe(() => {
      times.push(clock.now());
      throw new Error('no');
    }, { group: 'g', deliveriesMax: 8 });
    await transport.publish(messages(1));
    await clock.advance(60_000);
    expect(times).toEqual([0, 100, 300, 700, 1500, 2500, 3500, 4500]);
    expect((await transport.deadLetters('g', 1))[0]).toMatchObject({ reason: 'given up after 8 deliveries: the handler failed: no', deliveryCount: 8, deadLetteredAt: 4500 });
  });

  it('takes a late answer for none', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock, partitions: 1 });
    const seen: IncomingMessage[] = [];
    await transport.subscribe((message) => (seen.push(message), Promise.resolve()), { group: 'g', ackTimeoutMs: 1000 });
    await transport.publish(messages(1));
    await clock.advance(1000);
    expect(seen).toHaveLength(2);
    await seen[0]!.ack();
    await seen[0]!.extend();
    await clock.advance(1000);
    expect(seen).toHaveLength(3);
    await seen[2]!.ack();
    await clock.advance(10_000);
    expect(seen).toHaveLength(3);
  });

  it('tries on when there is no room for a dead letter, rather than lose the message', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock, partitions: 1, deadLettersMax: 1, retryDelayMsMax: 500 });
    const seen: string[] = [];
    await transport.subscribe(async (message) => {
      seen.push(message.id);
      if (message.id === 'k2' && message.deliveryCount === 3) await expect(message.deadLetter('full')).rejects.toMatchObject({ code: 'transport.backlog_full' });
      throw new Error('no');
    }, { group: 'g', deliveriesMax: 1 });
    await transport.publish(messages(2));
    await clock.advance(1600);
    expect(seen).toEqual(['k1', 'k2', 'k2', 'k2', 'k2']);
    expect(await transport.deadLetters('g', 10)).toHaveLength(1);
  });

  it('leaves no timer behind when it is closed', async () => {
    const clock = manualClock();
    const transport = memoryTransport({ clock });
    await transport.subscribe(() => Promise.resolve(), { group: 'g' });
    await transport.publish(messages(1));
    await clock.advance(0);
    expect(clock.pending()).toBe(1);
    await transport.close();
    expect(clock.pending()).toBe(0);
  });
});
