import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { filesUnder } from '../../scripts/files.js';

const sources = filesUnder('src', '.ts');

it('files and folders are kebab-case and named after an idea', () => {
  const banned = /\/(utils?|helpers?|common|misc|shared|core|manager|service|base|impl)(\.ts$|\/)/;
  expect(sources.filter((file) => banned.test(file) || !/^[a-z0-9/-]+\.ts$/.test(file))).toEqual([]);
});

it('the door of a room opens with its law and lists its names', () => {
  const doors = sources.filter((file) => basename(file) === 'index.ts' && !file.startsWith('src/cli/'));
  const wrong = doors.filter((file) => {
    const text = readFileSync(file, 'utf8');
    return !/^\/\*\*[\s\S]*?@module\s*\*\//.test(text) || text.includes('export *');
  });
  expect(wrong).toEqual([]);
});
