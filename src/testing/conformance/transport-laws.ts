import assert from 'node:assert/strict';
import { isInventoryError, type ErrorCode } from '../../foundation/index.js';
import type { IncomingMessage, OutgoingMessage, SubscribeOptions, Subscription, TransportPort } from '../../ports/index.js';
import type { Law } from './law-suite.js';
import type { TransportAbility } from './transport-ability.js';

/** A transport as a law sees it. */
export interface TransportSubject {
  readonly transport: TransportPort;
  readonly pass: (delayMs: number) => Promise<void>;
}

type TransportLaw = Law<TransportSubject, TransportAbility>;

const GROUP = 'group';

const DELIVERY: readonly TransportLaw[] = [
  {
    law: 'a message arrives as it was sent',
    async check(subject) {
      const inbox = await acknowledging(subject);
      const sent: OutgoingMessage = { key: 'item/π "1"\n', id: 'wms:1', headers: { 'x-trace': 'é', '': '' }, body: Uint8Array.from({ length: 256 }, (_, byte) => byte) };
      await subject.transport.publish([sent]);
      const [message] = await inbox.atLeast(1);
      assert.deepEqual({ key: message!.key, id: message!.id, headers: message!.headers, body: Uint8Array.from(message!.body) }, sent);
      assert.equal(message!.deliveryCount, 1);
      assert.ok(message!.partition >= 0 && message!.partition < subject.transport.capabilities.partitions, `partition ${message!.partition}`);
    },
  },
  {
    law: 'a body may be empty or large',
    async check(subject) {
      const inbox = await acknowledging(subject);
      await subject.transport.publish([messageOf('k', 1, new Uint8Array(0)), messageOf('k', 2, new Uint8Array(300_000).fill(7))]);
      const bodies = (await inbox.atLeast(2)).map(({ body }) => [body.length, body[299_999]]);
      assert.deepEqual(bodies, [[0, undefined], [300_000, 7]]);
    },
  },
  {
    law: 'publishing nothing is fine',
    check: ({ transport }) => transport.publish([]),
  },
  {
    law: 'messages of one key arrive in the order they were published, from one partition',
    async check(subject) {
      const inbox = await acknowledging(subject);
      for (let batch = 0; batch < 10; batch++) {
        await subject.transport.publish(KEYS.flatMap((key) => [messageOf(key, batch * 2 + 1), messageOf(key, batch * 2 + 2)]));
      }
      const messages = await inbox.atLeast(KEYS.length * 20);
      for (const key of KEYS) {
        const own = messages.filter((message) => message.key === key);
        assert.deepEqual(own.map(({ id }) => id), range(20).map((n) => `${key}#${n}`));
        assert.equal(new Set(own.map(({ partition }) => partition)).size, 1);
        assert.ok(own.every(({ position }, index) => index === 0 || position > own[index - 1]!.position), 'positions grow');
      }
    },
  },
  {
    law: 'changing what was published, or what was received, changes nothing for others',
    async check(subject) {
      const first = await acknowledging(subject, { group: 'one' });
      const second = await acknowledging(subject, { group: 'two' });
      const sent = messageOf('k', 1, Uint8Array.of(1));
      const published = subject.transport.publish([sent]);
      sent.body[0] = 9;
      await published;
      const [message] = await first.atLeast(1);
      message!.body[0] = 8;
      assert.ok([1, 8].includes(message!.body[0]));
      assert.deepEqual([...(await second.atLeast(1))[0]!.body], [1]);
    },
  },
];

const GROUPS: readonly TransportLaw[] = [
  {
    law: 'every group receives every message',
    async check(subject) {
      const inboxes = [await acknowledging(subject, { group: 'one' }), await acknowledging(subject, { group: 'two' })];
      await publish(subject, KEYS, 3);
      for (const inbox of inboxes) assert.equal((await inbox.atLeast(KEYS.length * 3)).length, KEYS.length * 3);
    },
  },
  {
    law: 'consumers of one group share the messages, each going to one of them',
    async check(subject) {
      const inboxes = [await acknowledging(subject), await acknowledging(subject), await acknowledging(subject)];
      await publish(subject, KEYS, 5);
      const all = await together(inboxes, KEYS.length * 5, subject);
      assert.equal(new Set(all.map(({ id }) => id)).size, KEYS.length * 5);
      assert.equal(all.length, KEYS.length * 5);
    },
  },
  {
    law: 'messages wait for a group that has no consumer',
    async check(subject) {
      const { subscription } = await acknowledging(subject);
      await subscription.stop();
      await publish(subject, ['k'], 3);
      const inbox = await acknowledging(subject);
      assert.deepEqual((await inbox.atLeast(3)).map(({ id }) => id), ['k#1', 'k#2', 'k#3']);
    },
  },
  {
    law: 'no more messages of a partition are under way than were allowed',
    async check(subject) {
      for (const [inFlightMax, group] of [[1, 'one'], [3, 'three']] as const) {
        const inbox = await holding(subject, { group, inFlightMax });
        for (const number of range(4)) await publish(subject, KEYS, 1, number);
        await quiet(subject);
        const perPartition = countBy(inbox.messages, ({ partition }) => partition);
        assert.ok([...perPartition.values()].every((count) => count <= inFlightMax), `${group}: ${[...perPartition.values()].join(', ')}`);
        await inbox.subscription.stop();
      }
    },
  },
];

const SETTLING: readonly TransportLaw[] = [
  {
    law: 'an acknowledged message does not come again',
    async check(subject) {
      const inbox = await acknowledging(subject, { ackTimeoutMs: 1000 });
      await publish(subject, ['k'], 3);
      await inbox.atLeast(3);
      await subject.pass(5000);
      assert.equal(inbox.messages.length, 3);
    },
  },
  {
    law: 'settling twice is a mistake',
    async check(subject) {
      const inbox = await holding(subject);
      await publish(subject, ['k'], 1);
      const [message] = await inbox.atLeast(1);
      await message!.ack();
      await assert.rejects(message!.ack(), TypeError);
      await assert.rejects(message!.nack(0), TypeError);
    },
  },
  {
    law: 'a message asked for again comes after its pause and not before, and later ones of its key wait for it',
    async check(subject) {
      const inbox = await handling(subject, {}, (message) => (message.id === 'k#1' && message.deliveryCount < 3 ? message.nack(2000) : message.ack()));
      await publish(subject, ['k'], 3);
      await inbox.atLeast(1);
      await subject.pass(1000);
      assert.deepEqual(inbox.ids(), ['k#1']);
      await subject.pass(1500);
      assert.deepEqual(inbox.ids(), ['k#1', 'k#1']);
      await subject.pass(2500);
      assert.deepEqual((await inbox.atLeast(5)).map(({ id, deliveryCount }) => [id, deliveryCount]), [['k#1', 1], ['k#1', 2], ['k#1', 3], ['k#2', 1], ['k#3', 1]]);
    },
  },
  {
    law: 'the order of a key holds through redelivery, however many may be under way',
    async check(subject) {
      const failed = new Set<string>();
      const inbox = await handling(subject, { inFlightMax: 5 }, async (message) => {
        if (message.id.endsWith('#2') && !failed.has(message.id)) {
          failed.add(message.id);
          await message.nack(500);
        } else await message.ack();
      });
      await publish(subject, KEYS, 4);
      for (let turn = 0; turn < 60; turn++) await subject.pass(500);
      for (const key of KEYS) assert.deepEqual(inbox.ids().filter((id) => id.startsWith(`${key}#`)), [1, 2, 2, 3, 4].map((n) => `${key}#${n}`));
    },
  },
  {
    law: 'a handler that fails gets the message again, after a pause',
    async check(subject) {
      const inbox = await handling(subject, {}, async (message) => {
        if (message.deliveryCount < 3) throw new Error('not yet');
        await message.ack();
      });
      await publish(subject, ['k'], 1);
      await passUntil(subject, () => inbox.messages.length >= 3);
      await subject.pass(100_000);
      assert.deepEqual(inbox.messages.map(({ deliveryCount }) => deliveryCount), [1, 2, 3]);
    },
  },
  {
    law: 'a message that is not settled in time comes again',
    async check(subject) {
      const inbox = await holding(subject, { ackTimeoutMs: 2000 });
      await publish(subject, ['k'], 1);
      await inbox.atLeast(1);
      await subject.pass(1000);
      assert.equal(inbox.messages.length, 1);
      await subject.pass(1500);
      assert.deepEqual((await inbox.atLeast(2)).map(({ deliveryCount }) => deliveryCount), [1, 2]);
    },
  },
  {
    law: 'a message that is still being worked on does not come again',
    async check(subject) {
      const inbox = await holding(subject, { ackTimeoutMs: 2000 });
      await publish(subject, ['k'], 1);
      const [message] = await inbox.atLeast(1);
      for (let turn = 0; turn < 4; turn++) {
        await subject.pass(1200);
        await message!.extend();
      }
      assert.equal(inbox.messages.length, 1);
      await message!.ack();
      await subject.pass(5000);
      assert.equal(inbox.messages.length, 1);
    },
  },
];

const GIVING_UP: readonly TransportLaw[] = [
  {
    law: 'a message given up is a dead letter with its reason, and the next one comes',
    async check(subject) {
      const inbox = await handling(subject, {}, (message) => (message.id === 'k#1' ? message.deadLetter('unknown item') : message.ack()));
      await publish(subject, ['k'], 2);
      await inbox.atLeast(2);
      await subject.pass(100_000);
      assert.deepEqual(inbox.ids(), ['k#1', 'k#2']);
      const letters = await subject.transport.deadLetters(GROUP, 10);
      assert.deepEqual(letters.map(({ message, reason, deliveryCount }) => [message.id, message.key, [...message.body], reason, deliveryCount]), [['k#1', 'k', [1], 'unknown item', 1]]);
      assert.deepEqual(await subject.transport.deadLetters('another group', 10), []);
    },
  },
  {
    law: 'a message that fails too often becomes a dead letter by itself',
    async check(subject) {
      const inbox = await handling(subject, { deliveriesMax: 3 }, async (message) => {
        if (message.id === 'k#1') throw new Error('cannot read it');
        await message.ack();
      });
      await publish(subject, ['k'], 2);
      await passUntil(subject, () => inbox.ids().includes('k#2'));
      assert.deepEqual(inbox.ids(), ['k#1', 'k#1', 'k#1', 'k#2']);
      const [letter] = await subject.transport.deadLetters(GROUP, 10);
      assert.equal(letter!.deliveryCount, 3);
      assert.match(letter!.reason, /cannot read it/);
    },
  },
  {
    law: 'dead letters are listed oldest first, up to a limit',
    async check(subject) {
      const inbox = await handling(subject, {}, (message) => message.deadLetter(`no ${message.id}`));
      await publish(subject, ['k'], 5);
      await inbox.atLeast(5);
      await quiet(subject);
      assert.deepEqual((await subject.transport.deadLetters(GROUP, 2)).map(({ reason }) => reason), ['no k#1', 'no k#2']);
    },
  },
];

const STOPPING: readonly TransportLaw[] = [
  {
    law: 'a stopped subscription receives nothing more',
    async check(subject) {
      const inbox = await acknowledging(subject);
      await publish(subject, ['k'], 1);
      await inbox.atLeast(1);
      await inbox.subscription.stop();
      await publish(subject, ['l'], 1);
      await subject.pass(100_000);
      assert.deepEqual(inbox.ids(), ['k#1']);
    },
  },
  {
    law: 'stopping waits for the handlers that run',
    async check(subject) {
      let finish = (): void => undefined;
      const inbox = await handling(subject, {}, async (message) => {
        await new Promise<void>((resolve) => (finish = resolve));
        await message.ack();
      });
      await publish(subject, ['k'], 1);
      await inbox.atLeast(1);
      let isStopped = false;
      const stopping = inbox.subscription.stop().then(() => (isStopped = true));
      await quiet(subject);
      assert.equal(isStopped, false);
      finish();
      await stopping;
      const next = await acknowledging(subject);
      await subject.pass(100_000);
      assert.equal(next.messages.length, 0);
    },
  },
  {
    law: 'what a stopped consumer did not settle goes to another of its group',
    async check(subject) {
      const first = await holding(subject, { ackTimeoutMs: 1_000_000 });
      await publish(subject, ['k'], 2);
      await first.atLeast(1);
      await first.subscription.stop();
      const second = await acknowledging(subject);
      assert.deepEqual((await second.atLeast(2)).map(({ id, deliveryCount }) => [id, deliveryCount]), [['k#1', 2], ['k#2', 1]]);
    },
  },
  {
    law: 'after closing, every call says so',
    async check({ transport }) {
      await transport.close();
      await transport.close();
      await fails(transport.publish([messageOf('k', 1)]), 'transport.closed');
      await fails(transport.subscribe(() => Promise.resolve(), { group: GROUP }), 'transport.closed');
      await fails(transport.deadLetters(GROUP, 1), 'transport.closed');
    },
  },
  {
    law: 'a group may begin again at a position it has passed',
    needs: 'replay',
    async check(subject) {
      const inbox = await acknowledging(subject);
      await publish(subject, ['k'], 5);
      const { partition, position } = (await inbox.atLeast(5))[2]!;
      await inbox.subscription.stop();
      const again = await acknowledging(subject, { replayFrom: new Map([[partition, position]]) });
      assert.deepEqual((await again.atLeast(3)).map(({ id }) => id), ['k#3', 'k#4', 'k#5']);
      await publish(subject, ['k'], 1, 6);
      assert.deepEqual((await again.atLeast(4)).map(({ id }) => id), ['k#3', 'k#4', 'k#5', 'k#6']);
    },
  },
];

/** The laws of {@link TransportPort}, in the order they are tried. */
export const TRANSPORT_LAWS: readonly TransportLaw[] = [...DELIVERY, ...GROUPS, ...SETTLING, ...GIVING_UP, ...STOPPING];

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const;

/** What a consumer received. */
interface Inbox {
  readonly subscription: Subscription;
  readonly messages: readonly IncomingMessage[];
  ids(): string[];
  /** Waits until so many messages came. */
  atLeast(count: number): Promise<readonly IncomingMessage[]>;
}

async function handling(subject: TransportSubject, options: Partial<SubscribeOptions>, handle: (message: IncomingMessage) => Promise<void>): Promise<Inbox> {
  const messages: IncomingMessage[] = [];
  const subscription = await subject.transport.subscribe((message) => {
    messages.push(message);
    return handle(message);
  }, { group: GROUP, ...options });
  return {
    subscription,
    messages,
    ids: () => messages.map(({ id }) => id),
    async atLeast(count: number): Promise<readonly IncomingMessage[]> {
      await until(subject, () => messages.length >= count, () => `${count} messages, but only ${messages.length} came`);
      return messages;
    },
  };
}

function acknowledging(subject: TransportSubject, options: Partial<SubscribeOptions> = {}): Promise<Inbox> {
  return handling(subject, options, (message) => message.ack());
}

/** A consumer that settles nothing. */
function holding(subject: TransportSubject, options: Partial<SubscribeOptions> = {}): Promise<Inbox> {
  return handling(subject, options, () => Promise.resolve());
}

async function together(inboxes: readonly Inbox[], count: number, subject: TransportSubject): Promise<IncomingMessage[]> {
  const all = (): IncomingMessage[] => inboxes.flatMap(({ messages }) => messages);
  await until(subject, () => all().length >= count, () => `${count} messages, but only ${all().length} came`);
  await quiet(subject);
  return all();
}

async function publish({ transport }: TransportSubject, keys: readonly string[], count: number, from = 1): Promise<void> {
  await transport.publish(keys.flatMap((key) => range(count).map((n) => messageOf(key, n - 1 + from))));
}

function messageOf(key: string, number: number, body = Uint8Array.of(number)): OutgoingMessage {
  return { key, id: `${key}#${number}`, headers: { number: String(number) }, body };
}

/** Lets what is under way arrive, until something holds. */
async function until({ pass }: TransportSubject, holds: () => boolean, expected: () => string): Promise<void> {
  for (let turn = 0; turn < 200 && !holds(); turn++) await pass(0);
  assert.ok(holds(), `expected ${expected()}`);
}

/** Lets up to a quarter of an hour pass, in small steps, until something holds. */
async function passUntil({ pass }: TransportSubject, holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 900 && !holds(); turn++) await pass(1000);
  assert.ok(holds(), 'it did not happen within a quarter of an hour');
}

async function quiet({ pass }: TransportSubject): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await pass(0);
}

function countBy<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}

async function fails(call: Promise<unknown>, code: ErrorCode): Promise<void> {
  const outcome = await call.then(() => 'success', (error: unknown) => error);
  assert.ok(isInventoryError(outcome, code), `expected ${code}, got ${String(outcome)}`);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
