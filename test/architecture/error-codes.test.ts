import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorsPage } from '../../scripts/errors-page.js';
import { filesUnder } from '../../scripts/files.js';
import { ANSWER_CODES, ERROR_CODES } from '../../src/foundation/index.js';

const codes = [...Object.keys(ERROR_CODES), ...Object.keys(ANSWER_CODES)];

describe('every code', () => {
  const tests = filesUnder('test', '.ts').filter((file) => !file.startsWith('test/architecture/')).map((file) => readFileSync(file, 'utf8'));

  it.each(codes)('%s is asserted by a test', (code) => {
    expect(tests.some((text) => text.includes(`'${code}'`))).toBe(true);
  });

  it('is `<room>.<what>` and unique', () => {
    expect(codes.filter((code) => !/^[a-z]+\.[a-z][a-z_]*$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('has its entry in docs/reference/errors.md (npm run errors-doc)', () => {
    expect(readFileSync('docs/reference/errors.md', 'utf8')).toBe(errorsPage());
  });
});
