import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/foundation/index.js';

describe('whether trying again helps', () => {
  it.each([
    ['transport.unavailable', 'later'], ['transport.closed', 'never'], ['transport.backlog_full', 'later'], ['transport.replay_gone', 'never'], ['storage.locked', 'later'],
    ['storage.version_conflict', 'now'], ['storage.poisoned', 'never'],
  ] as const)('%s: %s', (code, retry) => {
    expect(ERROR_CODES[code].retry).toBe(retry);
  });
});
