import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { journalStorage } from '../../../src/storage/journal/index.js';
import type { SCENARIOS } from './scenarios.js';

/** A bug that people write: one edit of the journal's source. A simulation that does not find it within its seeds is no simulation. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The scenario that finds it, where the seeds would take too long to. */
  readonly scenario?: keyof typeof SCENARIOS | undefined;
}

const ROOT = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

export const MUTANTS: readonly Mutant[] = [
  { name: 'acknowledges without a sync', file: 'segment-writer.ts', find: '    await file.append(frames);\n    await file.sync();', replace: '    await file.append(frames);' },
  { name: 'acknowledges before the sync', file: 'segment-writer.ts', find: '    await file.append(frames);\n    await file.sync();', replace: '    await file.append(frames);\n    void file.sync().catch(() => undefined);' },
  { name: 'tries a failed sync again', file: 'sync-guard.ts', find: '      await sync();', replace: '      await sync().catch(sync);' },
  { name: 'goes on after a failed write', file: 'segment-writer.ts', find: '      poison ??= poisonedError(error);\n      for (const request of batch) request.failed(touched && wanted.has(request) ? outcomeUnknown(error) : poison);', replace: '      for (const request of batch) request.failed(outcomeUnknown(error));' },
  { name: 'goes on after another file’s failed sync', scenario: 'failedDirectorySyncEndsTheHandle', file: 'sync-guard.ts', find: '      failure ??= { cause: error };\n', replace: '' },
  { name: 'checks no checksum', file: 'frame.ts', find: ' && checksumOf({ file, offset, synced: header.synced }, payload) === header.checksum', replace: '' },
  { name: 'keeps a torn tail', file: 'recover.ts', find: '(end === 0 ? target.append(first) : copyBytes(file, target, end))', replace: '(end === 0 ? target.append(first) : copyBytes(file, target, size))' },
  { name: 'trusts the page cache of a dead process', file: 'recover.ts', find: '  const copy = await replaceFile(', replace: "  if (end === size && end > 0) return { segment, file: await files.open(`${directory}/${name}`, 'append'), length: end };\n  const copy = await replaceFile(" },
  { name: 'refuses a torn tail as damage', scenario: 'tornBatchIsDropped', file: 'scan-segment.ts', find: 'header.synced > end', replace: 'header.synced >= 0' },
  { name: 'takes damage for a torn tail', scenario: 'damageBeforeTheTailIsRefused', file: 'recover.ts', find: '  if (found.end < found.size) await checkTornTail(segmentFile, found);\n', replace: '' },
  { name: 'does not notice a later opener', scenario: 'laterOpenerFencesTheEarlier', file: 'segment-writer.ts', find: 'if (!isNewest()) throw', replace: 'if (segmentBytes < 0) throw' },
  { name: 'forgets where the log was closed', scenario: 'lossAfterAnOrderlyCloseIsNoticed', file: 'recover.ts', find: 'found.end < closed.length && ', replace: 'found.end < 0 && ' },
  { name: 'writes over a file in place', file: 'replace-file.ts', find: "  const file = await files.open(path + TEMPORARY_SUFFIX, 'create');\n  try {\n    await fill(file);\n    await file.sync();\n    await files.rename(path + TEMPORARY_SUFFIX, path);", replace: "  const file = await files.open(path, 'create');\n  try {\n    await fill(file);\n    await file.sync();" },
  { name: 'renames a file before it is synced', file: 'replace-file.ts', find: '    await file.sync();\n', replace: '' },
  { name: 'does not sync the directory after a rename', file: 'replace-file.ts', find: '    await files.syncDirectory(directory);\n', replace: '' },
  { name: 'does not sync the directory of a new segment', file: 'recover.ts', find: '    await file.sync();\n    await files.syncDirectory(directory);\n', replace: '    await file.sync();\n' },
  { name: 'removes old snapshots first', file: 'snapshot-files.ts', find: '    const file = await replaceFile(', replace: '    for (const replaced of older) await files.remove(`${directory}/${replaced.name}`);\n    const file = await replaceFile(' },
  { name: 'trims under a snapshot that may not survive', scenario: 'trimUnderUnsureSnapshot', file: 'journal-storage.ts', find: 'await on.snapshots.secure(partition)', replace: 'await on.snapshots.load(partition)' },
  { name: 'compacts a segment unsynced', file: 'compact-segment.ts', find: '      await target.sync();\n', replace: '' },
  { name: 'compacts a segment that still lives', file: 'journal-storage.ts', find: 'sealed && live === 0 && !compacted', replace: 'sealed && live <= 1 && !compacted' },
  { name: 'compacts cursors away', file: 'compact-segment.ts', find: "  if ('cursor' in record) return JSON.stringify(['cursor', record.cursor.reader, record.cursor.partition]);\n", replace: "  if ('cursor' in record) return 'cursor';\n" },
  { name: 'forgets the keys of trimmed blocks', file: 'payload.ts', find: '`\\n${lineOf(payload, keysLine(head, index))}`', replace: '`\\n[]`' },
  { name: 'does not rebuild the keys', file: 'recover.ts', find: 'keys: keyNames(record, payload, position)', replace: 'keys: keyNames(record, payload, position).slice(1)' },
  { name: 'measures a commit against heads that are not durable yet', file: 'journal-storage.ts', find: 'pendingHeads.get(partition) ?? to.index.head(partition)', replace: 'to.index.head(partition)' },
  { name: 'reads while a segment is being replaced', scenario: 'readsDuringCompaction', file: 'segment-reader.ts', find: '        if (reading > 0) await new Promise<void>((resolve) => (idle = resolve));\n', replace: '' },
  { name: 'lets the directory be synced by two at once', scenario: 'directorySyncsInTurn', file: 'sync-guard.ts', find: 'inTurn(() => guarded(() => files.syncDirectory(directory)))', replace: 'files.syncDirectory(directory)' },
  { name: 'does not seal a full segment durably', file: 'segment-writer.ts', find: 'satisfies SealPayload)));\n    await file.sync();', replace: 'satisfies SealPayload)));' },
];

/** Builds the mutated journal beside the real one; everything else it imports is the real thing. */
export async function mutatedJournal({ name, file, find, replace }: Mutant): Promise<typeof journalStorage> {
  const folder = join(ROOT, 'temp/journal-mutants', name.replaceAll(/[^a-z]+/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'storage'), { recursive: true });
  for (const room of ['foundation', 'ports']) symlinkSync(join(ROOT, 'src', room), join(folder, room));
  cpSync(join(ROOT, 'src/storage/journal'), join(folder, 'storage/journal'), { recursive: true });
  const path = join(folder, 'storage/journal', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`The mutant "${name}" does not fit ${file} exactly once any more`);
  writeFileSync(path, source.replace(find, () => replace));
  const module = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'storage/journal/index.ts')).href)) as { journalStorage: typeof journalStorage };
  return module.journalStorage;
}
