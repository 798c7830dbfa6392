import assert from 'node:assert/strict';
import { isInventoryError, type ErrorCode } from '../../foundation/index.js';
import type { Block, Commit, CommitResult, KeyRecord, StoragePort } from '../../ports/index.js';
import type { Law } from './law-suite.js';
import { SAMPLE_HEADER, sampleCommit, sampleCommitOver, sampleKey } from './sample-commit.js';
import type { StorageAbility } from './storage-ability.js';

/** A store as a law sees it. */
export interface StorageSubject {
  /** The first handle, not open yet. */
  readonly storage: StoragePort;
  /** Another handle of the same store, not open yet. */
  another(kind: 'reopen' | 'rival'): Promise<StoragePort>;
}

type StorageLaw = Law<StorageSubject, StorageAbility>;

function law(sentence: string, check: (storage: StoragePort, subject: StorageSubject) => Promise<void>, needs?: StorageAbility): StorageLaw {
  return {
    law: sentence,
    needs,
    check: async (subject) => {
      await subject.storage.open(SAMPLE_HEADER);
      await check(subject.storage, subject);
    },
  };
}

const OPENING: readonly StorageLaw[] = [
  { law: 'a call before the store is open is a mistake', check: ({ storage }) => fails(storage.heads(['p']), 'mistake') },
  { law: 'a new store is created with the header it is opened with', check: async ({ storage }) => assert.deepEqual(await storage.open(SAMPLE_HEADER), SAMPLE_HEADER) },
  law('a handle is opened once', (storage) => fails(storage.open(SAMPLE_HEADER), 'mistake')),
  law('a new store is empty', async (storage) => {
    assert.deepEqual(await storage.partitions(), []);
    assert.deepEqual(await storage.heads(['p', 'q']), new Map([['p', 0], ['q', 0]]));
    assert.deepEqual(await storage.read('p', 0, 10), []);
    assert.deepEqual(await storage.findKeys('p', ['k']), new Map());
    assert.equal(await storage.loadSnapshot('p'), undefined);
    assert.equal(await storage.loadFeedCursor('reader', 'p'), 0);
  }),
];

const COMMITTING: readonly StorageLaw[] = [
  law('a block comes back exactly as it was written', async (storage) => {
    const commit = sampleCommit('awkward "id" \u2028', 'tenant/π/0', 1, AWKWARD);
    await lands(storage, commit);
    assert.deepEqual(plain(await storage.read('tenant/π/0', 0, 1)), plain(commit.blocks));
  }),
  law('the order of members is kept', async (storage) => {
    const { id, blocks } = sampleCommitOver('one', [['a', 1], ['b', 1]]);
    const members = [...blocks[0]!.members].reverse();
    await lands(storage, { id, blocks: blocks.map((block) => ({ ...block, members })) });
    assert.deepEqual((await storage.read('a', 0, 1))[0]!.members, members);
  }),
  law('blocks are read in order, after a number and up to a limit', async (storage) => {
    await fill(storage, 'p', 20);
    assert.deepEqual(numbers(await storage.read('p', 0, 100)), range(1, 20));
    assert.deepEqual(numbers(await storage.read('p', 5, 3)), [6, 7, 8]);
    assert.deepEqual(numbers(await storage.read('p', 19, 3)), [20]);
    assert.deepEqual(numbers(await storage.read('p', 20, 3)), []);
    assert.deepEqual(numbers(await storage.read('p', 99, 3)), []);
  }),
  law('reading twice gives the same', async (storage) => {
    await fill(storage, 'p', 10);
    assert.equal(JSON.stringify(await storage.read('p', 0, 10)), JSON.stringify(await storage.read('p', 0, 10)));
  }),
  law('partitions are listed in code unit order', async (storage) => {
    for (const partition of ['b', 'a', 'Z', 'é', 'a/10', 'a/9']) await lands(storage, sampleCommit(partition, partition, 1));
    assert.deepEqual(await storage.partitions(), ['Z', 'a', 'a/10', 'a/9', 'b', 'é']);
  }),
  law('a block that does not follow the head is refused with the head, and nothing is written', async (storage) => {
    await fill(storage, 'p', 3);
    for (const number of [1, 3, 5, 9]) await refused(storage, sampleCommit(`at ${number}`, 'p', number), { p: 3 });
    assert.deepEqual(await storage.heads(['p']), new Map([['p', 3]]));
    await lands(storage, sampleCommit('next', 'p', 4));
  }),
  law('a commit over several partitions lands whole', async (storage) => {
    await fill(storage, 'b', 2);
    const commit = sampleCommitOver('wide', [['a', 1], ['b', 3], ['c', 1]]);
    await lands(storage, commit);
    assert.deepEqual(await storage.heads(['a', 'b', 'c']), new Map([['a', 1], ['b', 3], ['c', 1]]));
    assert.deepEqual(plain([...(await storage.read('a', 0, 1)), ...(await storage.read('b', 2, 1)), ...(await storage.read('c', 0, 1))]), plain(commit.blocks));
  }),
  law('a commit with one block that does not follow its head lands in no partition', async (storage) => {
    await fill(storage, 'b', 2);
    await refused(storage, sampleCommitOver('wide', [['a', 1], ['b', 2], ['c', 1]]), { a: 0, b: 2, c: 0 });
    assert.deepEqual(await storage.partitions(), ['b']);
    assert.deepEqual(await storage.findKeys('a', ['key of wide']), new Map());
    await lands(storage, sampleCommit('other', 'a', 1));
  }),
  law('of many commits against one head exactly one lands', async (storage) => {
    const results = await Promise.all(range(1, 50).map((n) => storage.commit(sampleCommit(`rival ${n}`, 'p', 1))));
    const winner = results.findIndex(({ ok }) => ok) + 1;
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    assert.equal((await storage.read('p', 0, 10)).length, 1);
    assert.equal((await storage.read('p', 0, 1))[0]!.commit, `rival ${winner}`);
    for (const result of results) assert.deepEqual(headsOf(result), result.ok ? undefined : { p: 1 });
  }),
  law('commits asked for in order land in order without waiting for each other', async (storage) => {
    const results = await Promise.all(range(1, 50).map((n) => storage.commit(sampleCommit(`c${n}`, 'p', n))));
    assert.ok(results.every(({ ok }) => ok));
    assert.deepEqual((await storage.read('p', 0, 100)).map(({ commit }) => commit), range(1, 50).map((n) => `c${n}`));
  }),
  law('heads stay gapless under writers who try again', async (storage) => {
    await Promise.all(range(1, 8).map((writer) => addBlocks(storage, `writer ${writer}`, 10)));
    const blocks = await storage.read('p', 0, 1000);
    assert.deepEqual(numbers(blocks), range(1, 80));
    assert.equal(new Set(blocks.map(({ commit }) => commit)).size, 80);
  }),
  law('what one read shows, every read shows', async (storage) => {
    const writing = addBlocks(storage, 'writer', 30);
    for (let seen = 0; seen < 30; ) {
      await nextTurn();
      seen = (await storage.heads(['p'])).get('p')!;
      assert.ok((await storage.read('p', 0, 100)).length >= seen, 'a head without its block');
      if (seen > 0) assert.equal((await storage.findKeys('p', [`key of writer at ${seen}`])).size, 1, 'a block without its key');
      if (seen > 0) assert.equal(await storage.resolve(`writer at ${seen}`, { partition: 'p', number: seen }), 'committed');
    }
    await writing;
  }),
  law('a commit that contradicts itself is a mistake, and writes nothing', async (storage) => {
    const one = sampleCommit('one', 'p', 1);
    const [block] = one.blocks;
    const wrong: Commit[] = [
      { id: 'one', blocks: [] },
      { id: '', blocks: one.blocks },
      { id: 'other', blocks: one.blocks },
      { id: 'one', blocks: [block!, block!] },
      { id: 'one', blocks: [{ ...block!, members: [] }] },
      { id: 'one', blocks: [{ ...block!, members: [{ partition: 'q', number: 1 }] }] },
      { id: 'one', blocks: [{ ...block!, members: [{ partition: 'p', number: 1 }, { partition: 'q', number: 1 }] }] },
      sampleCommit('one', 'p', 0),
      sampleCommit('one', 'p', 0.5),
    ];
    for (const commit of wrong) await fails(storage.commit(commit), 'mistake');
    assert.deepEqual(await storage.partitions(), []);
  }),
  law('a commit larger than the store takes is refused whole, and the store goes on', async (storage) => {
    const { commitBytesMax } = storage.capabilities;
    const large = sampleCommit('large', 'p', 1, { entries: ['€'.repeat(Math.ceil(commitBytesMax / 3))] });
    await fails(storage.commit(large), 'storage.too_large');
    assert.deepEqual(await storage.partitions(), []);
    await lands(storage, sampleCommit('small', 'p', 1));
  }),
  law('changing what was committed does not change the log', async (storage) => {
    const entry = { amount: '1' };
    const commit = sampleCommit('one', 'p', 1, { entries: [entry] });
    const written = storage.commit(commit);
    entry.amount = '2';
    await written;
    entry.amount = '3';
    assert.deepEqual((await storage.read('p', 0, 1))[0]!.entries, [{ amount: '1' }]);
  }),
  law('changing what was read does not change the log', async (storage) => {
    await lands(storage, sampleCommit('one', 'p', 1, { entries: [{ amount: '1' }] }));
    const [block] = await storage.read('p', 0, 1);
    try {
      (block!.entries[0] as { amount: string }).amount = '2';
    } catch {
      // A frozen answer keeps the law as well.
    }
    assert.deepEqual((await storage.read('p', 0, 1))[0]!.entries, [{ amount: '1' }]);
  }),
];

const RESOLVING: readonly StorageLaw[] = [
  law('a commit that landed is found by each of its members', async (storage) => {
    await lands(storage, sampleCommitOver('wide', [['a', 1], ['b', 1]]));
    for (const partition of ['a', 'b']) assert.equal(await storage.resolve('wide', { partition, number: 1 }), 'committed');
  }),
  law('a commit that did not land is absent, whatever stands in its place', async (storage) => {
    await fill(storage, 'p', 2);
    await refused(storage, sampleCommit('late', 'p', 2), { p: 2 });
    assert.equal(await storage.resolve('late', { partition: 'p', number: 2 }), 'absent');
    assert.equal(await storage.resolve('late', { partition: 'p', number: 3 }), 'absent');
    assert.equal(await storage.resolve('late', { partition: 'q', number: 1 }), 'absent');
  }),
  law('looking a commit up while it is being written agrees with its answer', async (storage) => {
    const commits = range(1, 20).map((n) => storage.commit(sampleCommit(`rival ${n}`, 'p', 1)));
    const outcomes = await Promise.all(range(1, 20).map((n) => storage.resolve(`rival ${n}`, { partition: 'p', number: 1 })));
    const results = await Promise.all(commits);
    assert.deepEqual(outcomes, results.map(({ ok }) => (ok ? 'committed' : 'absent')));
  }),
];

const KEYS: readonly StorageLaw[] = [
  law('a key is found with everything that was kept about it, in its own partition only', async (storage) => {
    const key = { key: 'fact:wms/asn-1', fingerprint: 'sha256-128:00ff', answer: { ok: false, reason: { code: 'x', n: [1, null] } }, at: { partition: 'p', number: 1 } };
    await lands(storage, sampleCommit('one', 'p', 1, { keys: [sampleKey('a'), key, { key: 'bare', fingerprint: 'f' }] }));
    assert.deepEqual(plain(await storage.findKeys('p', [key.key, 'bare', 'unknown'])), plain(new Map<string, KeyRecord>([[key.key, key], ['bare', { key: 'bare', fingerprint: 'f' }]])));
    assert.deepEqual(await storage.findKeys('q', [key.key]), new Map());
  }),
  law('keys may have any name', async (storage) => {
    const names = ['__proto__', 'constructor', 'toString', '', ' ', 'a\nb', '\u0000', '💥', 'é', 'e\u0301', 'k'.repeat(500)];
    await lands(storage, sampleCommit('one', 'p', 1, { keys: names.map((name) => sampleKey(name)) }));
    const found = await storage.findKeys('p', [...names, 'hasOwnProperty', 'valueOf']);
    assert.deepEqual([...found.keys()].sort(), [...names].sort());
    for (const name of names) assert.deepEqual(found.get(name), sampleKey(name));
  }),
  law('the first record of a key stands', async (storage) => {
    await lands(storage, sampleCommit('one', 'p', 1, { keys: [sampleKey('k', 'first')] }));
    await lands(storage, sampleCommit('two', 'p', 2, { keys: [sampleKey('k', 'second')] }));
    assert.deepEqual((await storage.findKeys('p', ['k'])).get('k'), sampleKey('k', 'first'));
  }),
  law('thousands of keys are found in one call', async (storage) => {
    for (const number of range(1, 10)) await lands(storage, sampleCommit(`c${number}`, 'p', number, { keys: range(1, 300).map((n) => sampleKey(`${number}/${n}`)) }));
    const wanted = range(1, 10).flatMap((number) => range(1, 300).map((n) => `${number}/${n}`));
    const found = await storage.findKeys('p', [...wanted, ...wanted.map((name) => `no ${name}`)]);
    assert.equal(found.size, wanted.length);
    for (const name of wanted) assert.deepEqual(found.get(name), sampleKey(name));
  }),
  law('the keys of a commit that did not land are not found', async (storage) => {
    await fill(storage, 'p', 1);
    await refused(storage, sampleCommit('late', 'p', 1), { p: 1 });
    assert.deepEqual(await storage.findKeys('p', ['key of late']), new Map());
  }),
];

const FEED: readonly StorageLaw[] = [
  law('a waiting reader is woken by the block it waits for, and not before', async (storage) => {
    const woken = watch(storage.waitForBlock('p', 1, never()));
    await lands(storage, sampleCommit('other', 'q', 1));
    await lands(storage, sampleCommit('early', 'p', 1));
    await settle();
    assert.equal(woken.done(), false);
    await lands(storage, sampleCommit('awaited', 'p', 2));
    await woken.finished;
    assert.equal((await storage.heads(['p'])).get('p'), 2);
  }),
  law('a reader does not wait for a block that is there', async (storage) => {
    await fill(storage, 'p', 2);
    await storage.waitForBlock('p', 0, never());
    await storage.waitForBlock('p', 1, never());
  }),
  law('a waiting reader lets go when told to', async (storage) => {
    const stop = new AbortController();
    const waiting = storage.waitForBlock('p', 0, stop.signal);
    stop.abort();
    await waiting;
    await storage.waitForBlock('p', 0, stop.signal);
  }),
  law('a feed cursor is kept per reader and partition', async (storage) => {
    await storage.saveFeedCursor('mail', 'p', 3);
    await storage.saveFeedCursor('mail', 'q', 4);
    await storage.saveFeedCursor('audit', 'p', 5);
    await storage.saveFeedCursor('mail', 'p', 6);
    assert.deepEqual(await cursors(storage), [6, 4, 5, 0]);
    await fails(storage.saveFeedCursor('mail', 'p', -1), 'mistake');
    await fails(storage.saveFeedCursor('mail', 'p', 0.5), 'mistake');
  }),
];

const SNAPSHOTS: readonly StorageLaw[] = [
  law('the newest snapshot of a partition is kept', async (storage) => {
    await fill(storage, 'p', 5);
    await fill(storage, 'q', 1);
    const state = { list: [1, { deep: null }], text: 'line\nbreak' };
    for (const [number, format] of [[2, 'a'], [4, 'b'], [3, 'c']] as const) await storage.saveSnapshot({ partition: 'p', number, format, state });
    assert.deepEqual(plain(await storage.loadSnapshot('p')), { partition: 'p', number: 4, format: 'b', state });
    assert.equal(await storage.loadSnapshot('q'), undefined);
  }),
  law('a snapshot of the same block replaces the one before', async (storage) => {
    await fill(storage, 'p', 1);
    for (const state of [1, 2]) await storage.saveSnapshot({ partition: 'p', number: 1, format: 'f', state });
    assert.equal((await storage.loadSnapshot('p'))?.state, 2);
  }),
  law('a snapshot of a block that does not exist is a mistake', async (storage) => {
    await fill(storage, 'p', 1);
    await fails(storage.saveSnapshot({ partition: 'p', number: 2, format: 'f', state: 1 }), 'mistake');
    await fails(storage.saveSnapshot({ partition: 'q', number: 1, format: 'f', state: 1 }), 'mistake');
  }),
  law('trimmed blocks are refused, the others are read', async (storage) => {
    await fillAndTrim(storage, 10, 8, 6);
    await fails(storage.read('p', 5, 100), 'storage.trimmed');
    await fails(storage.read('p', 0, 1), 'storage.trimmed');
    assert.deepEqual(numbers(await storage.read('p', 6, 100)), [7, 8, 9, 10]);
    assert.deepEqual(await storage.heads(['p']), new Map([['p', 10]]));
    await lands(storage, sampleCommit('next', 'p', 11));
  }),
  law('keys and outcomes of trimmed blocks stay known', async (storage) => {
    await fillAndTrim(storage, 10, 10, 10);
    assert.deepEqual((await storage.findKeys('p', ['key of p 3'])).get('key of p 3'), sampleKey('key of p 3'));
    assert.equal(await storage.resolve('p 3', { partition: 'p', number: 3 }), 'committed');
    assert.equal(await storage.resolve('p 4', { partition: 'p', number: 3 }), 'absent');
  }),
  law('nothing is trimmed that no snapshot covers', async (storage) => {
    await fill(storage, 'p', 10);
    await fails(storage.trim('p', 1), 'mistake');
    await storage.saveSnapshot({ partition: 'p', number: 5, format: 'f', state: 1 });
    await fails(storage.trim('p', 6), 'mistake');
    assert.deepEqual(numbers(await storage.read('p', 0, 100)), range(1, 10));
  }),
  law('trimming again up to a lower number changes nothing', async (storage) => {
    await fillAndTrim(storage, 10, 8, 6);
    await storage.trim('p', 6);
    await storage.trim('p', 2);
    assert.deepEqual(numbers(await storage.read('p', 6, 100)), [7, 8, 9, 10]);
  }),
];

const CLOSING: readonly StorageLaw[] = [
  law('after closing, every call says so', async (storage) => {
    await fill(storage, 'p', 1);
    await storage.close();
    await storage.close();
    const calls: readonly (() => Promise<unknown>)[] = [
      () => storage.open(SAMPLE_HEADER),
      () => storage.heads(['p']),
      () => storage.partitions(),
      () => storage.commit(sampleCommit('two', 'p', 2)),
      () => storage.resolve('p 1', { partition: 'p', number: 1 }),
      () => storage.read('p', 0, 1),
      () => storage.findKeys('p', ['k']),
      () => storage.waitForBlock('p', 0, never()),
      () => storage.loadSnapshot('p'),
      () => storage.saveSnapshot({ partition: 'p', number: 1, format: 'f', state: 1 }),
      () => storage.trim('p', 0),
      () => storage.loadFeedCursor('reader', 'p'),
      () => storage.saveFeedCursor('reader', 'p', 1),
    ];
    for (const call of calls) await fails(call(), 'storage.closed');
  }),
  law('closing ends a reader’s wait', async (storage) => {
    const waiting = awaitedLater(fails(storage.waitForBlock('p', 0, never()), 'storage.closed'));
    await settle();
    await storage.close();
    await waiting;
  }),
  law('what was acknowledged is there when the store is opened again', async (storage, subject) => {
    const wide = sampleCommitOver('wide', [['p', 11], ['tenant/π/0', 1]], AWKWARD);
    await fillAndTrim(storage, 10, 8, 6);
    await lands(storage, wide);
    await storage.saveFeedCursor('mail', 'p', 9);
    await storage.close();
    const again = await subject.another('reopen');
    assert.deepEqual(await again.open(SAMPLE_HEADER), SAMPLE_HEADER);
    assert.deepEqual(await again.partitions(), ['p', 'tenant/π/0']);
    assert.deepEqual(await again.heads(['p', 'tenant/π/0']), new Map([['p', 11], ['tenant/π/0', 1]]));
    assert.deepEqual(plain([...(await again.read('p', 10, 1)), ...(await again.read('tenant/π/0', 0, 1))]), plain(wide.blocks));
    assert.deepEqual((await again.findKeys('p', ['key of p 3'])).get('key of p 3'), sampleKey('key of p 3'));
    assert.equal(await again.resolve('wide', { partition: 'tenant/π/0', number: 1 }), 'committed');
    assert.deepEqual(plain(await again.loadSnapshot('p')), { partition: 'p', number: 8, format: 'f', state: { sum: 8 } });
    await fails(again.read('p', 5, 1), 'storage.trimmed');
    assert.equal(await again.loadFeedCursor('mail', 'p'), 9);
    await refused(again, sampleCommit('stale', 'p', 11), { p: 11 });
    await lands(again, sampleCommit('next', 'p', 12));
  }, 'reopen'),
  law('commits under way when the store is closed keep their word', async (storage, subject) => {
    const answers = range(1, 20).map((n) => storage.commit(sampleCommit(`c${n}`, 'p', n)).then(({ ok }) => ok, () => undefined));
    await storage.close();
    const acknowledged = (await Promise.all(answers)).filter((ok) => ok === true).length;
    const again = await subject.another('reopen');
    await again.open(SAMPLE_HEADER);
    const blocks = await again.read('p', 0, 100);
    assert.ok(blocks.length >= acknowledged, `${acknowledged} were acknowledged, ${blocks.length} are there`);
    assert.deepEqual(numbers(blocks), range(1, blocks.length));
  }, 'reopen'),
  law('a store is not opened with another header', async (storage, subject) => {
    await fill(storage, 'p', 1);
    await storage.close();
    for (const difference of [{ partitions: 8 }, { seed: 1 }]) await fails((await subject.another('reopen')).open({ ...SAMPLE_HEADER, ...difference }), 'storage.header_mismatch');
    const again = await subject.another('reopen');
    await again.open(SAMPLE_HEADER);
    assert.deepEqual(await again.heads(['p']), new Map([['p', 1]]));
  }, 'reopen'),
];

const SEVERAL_HANDLES: readonly StorageLaw[] = [
  law('several handles write one log, and each number is won once', async (storage, subject) => {
    const rival = await subject.another('rival');
    await rival.open(SAMPLE_HEADER);
    await Promise.all([addBlocks(storage, 'one', 20), addBlocks(rival, 'two', 20)]);
    assert.deepEqual(numbers(await storage.read('p', 0, 100)), range(1, 40));
    assert.deepEqual(plain(await rival.read('p', 0, 100)), plain(await storage.read('p', 0, 100)));
    assert.equal((await rival.findKeys('p', [(await storage.read('p', 39, 1))[0]!.keys[0]!.key])).size, 1);
  }, 'shared'),
  law('a reader is woken by another handle’s block', async (storage, subject) => {
    const rival = await subject.another('rival');
    await rival.open(SAMPLE_HEADER);
    const waiting = storage.waitForBlock('p', 0, never());
    await lands(rival, sampleCommit('one', 'p', 1));
    await waiting;
  }, 'shared'),
  law('closing one handle leaves the others open', async (storage, subject) => {
    const rival = await subject.another('rival');
    await rival.open(SAMPLE_HEADER);
    await storage.close();
    await lands(rival, sampleCommit('one', 'p', 1));
  }, 'shared'),
  law('while a handle has the store open another is refused, and the first goes on', async (storage, subject) => {
    await fails((await subject.another('rival')).open(SAMPLE_HEADER), 'storage.locked');
    await lands(storage, sampleCommit('one', 'p', 1));
    await storage.close();
    const next = await subject.another('reopen');
    await next.open(SAMPLE_HEADER);
    assert.deepEqual(await next.heads(['p']), new Map([['p', 1]]));
  }, 'exclusive'),
  law('a handle that was refused may try again', async (storage, subject) => {
    const rival = await subject.another('rival');
    await fails(rival.open(SAMPLE_HEADER), 'storage.locked');
    await storage.close();
    await rival.open(SAMPLE_HEADER);
    await lands(rival, sampleCommit('one', 'p', 1));
  }, 'exclusive'),
];

/** The laws of {@link StoragePort}, in the order they are tried. */
export const STORAGE_LAWS: readonly StorageLaw[] = [...OPENING, ...COMMITTING, ...RESOLVING, ...KEYS, ...FEED, ...SNAPSHOTS, ...CLOSING, ...SEVERAL_HANDLES];

/** Values that a careless encoding changes. `__proto__` as a member of data comes from JSON text, as it would from a partner. */
const AWKWARD = {
  entries: [
    null, true, '', 0, -1, 0.1, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [[[]]], 'line\nbreak\r\u2028\u0000\u007f', '💥 \ud800 π', { a: { b: { c: ['d'] } } },
    JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"":2}'),
  ] as readonly unknown[],
  keys: [sampleKey('k "quoted"\n', null), sampleKey('é', [])],
  cursors: [{ name: 'wms/orders', position: { low: 7, sparse: [9, 11] } }, { name: '', position: null }],
  at: 1,
  register: 42,
};

async function lands(storage: StoragePort, commit: Commit): Promise<void> {
  assert.deepEqual(await storage.commit(commit), { ok: true }, `commit ${commit.id} should land`);
}

async function refused(storage: StoragePort, commit: Commit, heads: Readonly<Record<string, number>>): Promise<void> {
  assert.deepEqual(headsOf(await storage.commit(commit)), heads, `commit ${commit.id} should be refused with the heads`);
}

function headsOf(result: CommitResult): Record<string, number> | undefined {
  return result.ok ? undefined : Object.fromEntries(result.heads);
}

async function fails(call: Promise<unknown>, as: ErrorCode | 'mistake'): Promise<void> {
  const outcome = await call.then(() => 'success', (error: unknown) => error);
  const fits = as === 'mistake' ? outcome instanceof TypeError : isInventoryError(outcome, as);
  assert.ok(fits, `expected ${as === 'mistake' ? 'a TypeError' : as}, got ${outcome instanceof Error ? `${outcome.name}: ${outcome.message}` : String(outcome)}`);
}

async function fill(storage: StoragePort, partition: string, count: number): Promise<void> {
  for (const number of range(1, count)) await lands(storage, sampleCommit(`${partition} ${number}`, partition, number));
}

async function fillAndTrim(storage: StoragePort, count: number, snapshotAt: number, upTo: number): Promise<void> {
  await fill(storage, 'p', count);
  await storage.saveSnapshot({ partition: 'p', number: snapshotAt, format: 'f', state: { sum: snapshotAt } });
  await storage.trim('p', upTo);
}

/** Adds blocks to `p` as a writer does who takes the newest head whenever another was faster. */
async function addBlocks(storage: StoragePort, writer: string, count: number): Promise<void> {
  for (let added = 0; added < count; ) {
    const head = (await storage.heads(['p'])).get('p')!;
    const { ok } = await storage.commit(sampleCommit(`${writer} at ${head + 1}`, 'p', head + 1));
    if (ok) added++;
  }
}

async function cursors(storage: StoragePort): Promise<number[]> {
  const places = [['mail', 'p'], ['mail', 'q'], ['audit', 'p'], ['audit', 'q']] as const;
  return Promise.all(places.map(([reader, partition]) => storage.loadFeedCursor(reader, partition)));
}

function numbers(blocks: readonly Block[]): number[] {
  return blocks.map(({ number }) => number);
}

/** Members in any order, absent and undefined alike, prototypes of any kind. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value instanceof Map ? [...(value as Map<unknown, unknown>)] : value));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function watch(promise: Promise<void>): { done(): boolean; readonly finished: Promise<void> } {
  let isDone = false;
  return { done: () => isDone, finished: awaitedLater(promise.then(() => void (isDone = true))) };
}

/** A law that fails before it awaits this reports its own failure, not an unhandled one beside it. */
function awaitedLater(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

/** Gives everything that is ready the time to happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}

/** Some stores answer without I/O; a law that polls them must let the writer have its turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
