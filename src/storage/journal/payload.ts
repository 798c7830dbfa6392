import type { Instant } from '../../foundation/index.js';
import type { Block, BlockPosition, Commit, CursorRecord, KeyRecord } from '../../ports/index.js';

/** What the first line of a commit's payload says of one of its blocks. */
export interface BlockHead extends BlockPosition {
  readonly at: Instant;
  readonly register: number;
  readonly cursors: readonly CursorRecord[];
}

/** The first line of a commit's payload. Two lines follow per block, its keys and its entries, or only the keys once `trimmed`. */
export interface CommitHead {
  readonly commit: string;
  readonly epoch: number;
  readonly blocks: readonly BlockHead[];
  /** The members, where they are not simply the blocks in their order. */
  readonly members?: readonly BlockPosition[] | undefined;
  readonly trimmed?: true | undefined;
}

/** A feed reader's place. */
export interface CursorPayload {
  readonly cursor: { readonly reader: string; readonly partition: string; readonly number: number };
}

/** Blocks of a partition up to a number were given up. */
export interface TrimPayload {
  readonly trim: { readonly partition: string; readonly upTo: number };
}

/** The first frame of a segment. */
export interface SegmentPayload {
  readonly segment: number;
  readonly format: 1;
  /** Whether its blocks were reduced to their keys. */
  readonly compacted?: true | undefined;
}

/** The last frame of a segment that is full. */
export interface SealPayload {
  readonly seal: number;
}

/** What a frame of a segment holds, by the first line of its payload. */
export type Payload = CommitHead | CursorPayload | TrimPayload | SegmentPayload | SealPayload;

const NEWLINE = 0x0a;

/** The payload of a commit: JSON lines, so that an index can be rebuilt and keys be found without parsing the entries. */
export function commitPayload(commit: Commit, epoch: number): string {
  const blocks = commit.blocks.map(({ partition, number, at, register, cursors }): BlockHead => ({ partition, number, at, register, cursors }));
  const { members } = commit.blocks[0]!;
  const inOrder = members.every(({ partition }, index) => partition === blocks[index]!.partition);
  const head: CommitHead = { commit: commit.id, epoch, blocks, ...(inOrder ? {} : { members }) };
  let text = JSON.stringify(head);
  for (const { keys, entries } of commit.blocks) text += `\n${JSON.stringify(keys)}\n${JSON.stringify(entries)}`;
  return text;
}

/** What is left of a commit's payload when all its blocks are trimmed: who and where, and the keys. */
export function trimmedPayload(head: CommitHead, payload: Buffer): string {
  let text = JSON.stringify({ ...head, blocks: head.blocks.map((block) => ({ ...block, cursors: [] })), trimmed: true } satisfies CommitHead);
  for (let index = 0; index < head.blocks.length; index++) text += `\n${lineOf(payload, keysLine(head, index))}`;
  return text;
}

/**
 * The first line of a payload.
 *
 * @throws Error for what this format does not write; the caller knows the file and place.
 */
export function readPayload(payload: Buffer): Payload {
  const head: unknown = JSON.parse(lineOf(payload, 0));
  if (typeof head !== 'object' || head === null) throw new Error('not an object');
  if (isCommitHead(head)) return head;
  if ('cursor' in head && isPlace(head.cursor) && 'reader' in head.cursor && typeof head.cursor.reader === 'string' && isCount(head.cursor, 'number')) return head as CursorPayload;
  if ('trim' in head && isPlace(head.trim) && isCount(head.trim, 'upTo')) return head as TrimPayload;
  if ('segment' in head && isCount(head, 'segment') && 'format' in head && head.format === 1) return head as SegmentPayload;
  if ('seal' in head && isCount(head, 'seal')) return head as SealPayload;
  throw new Error('a record of an unknown kind');
}

/** The keys of one block of a commit. */
export function keysOf(head: CommitHead, payload: Buffer, index: number): readonly KeyRecord[] {
  return JSON.parse(lineOf(payload, keysLine(head, index))) as KeyRecord[];
}

/** One block of a commit that is not trimmed, as it was written. */
export function blockOf(head: CommitHead, payload: Buffer, index: number): Block {
  const { partition, number, at, register, cursors } = head.blocks[index]!;
  return {
    partition, number, commit: head.commit, members: membersOf(head), at, register, cursors,
    keys: keysOf(head, payload, index),
    entries: JSON.parse(lineOf(payload, keysLine(head, index) + 1)) as unknown[],
  };
}

function membersOf(head: CommitHead): readonly BlockPosition[] {
  return head.members ?? head.blocks.map(({ partition, number }) => ({ partition, number }));
}

function keysLine(head: CommitHead, index: number): number {
  return 1 + index * (head.trimmed === true ? 1 : 2);
}

/** JSON text has no line feed of its own, so a line is found by its bytes. */
function lineOf(payload: Buffer, line: number): string {
  let start = 0;
  for (let passed = 0; passed < line; passed++) {
    const end = payload.indexOf(NEWLINE, start);
    if (end === -1) throw new Error(`line ${line} is missing`);
    start = end + 1;
  }
  const end = payload.indexOf(NEWLINE, start);
  return payload.toString('utf8', start, end === -1 ? payload.length : end);
}

function isCommitHead(head: object): head is CommitHead {
  return 'commit' in head && typeof head.commit === 'string' && isCount(head, 'epoch')
    && 'blocks' in head && Array.isArray(head.blocks) && head.blocks.length > 0
    && head.blocks.every((block: unknown) => isPlace(block) && isCount(block, 'number') && 'cursors' in block && Array.isArray(block.cursors));
}

function isPlace(value: unknown): value is { readonly partition: string } {
  return typeof value === 'object' && value !== null && 'partition' in value && typeof value.partition === 'string';
}

function isCount(value: object, field: string): boolean {
  const count = (value as Readonly<Record<string, unknown>>)[field];
  return Number.isSafeInteger(count) && (count as number) >= 0;
}
