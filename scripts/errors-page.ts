import { ANSWER_CODES, ERROR_CODES } from '../src/foundation/error-codes.js';

/** The text of docs/reference/errors.md, made from the two tables of codes. */
export function errorsPage(): string {
  return [
    '# Errors and refusals',
    '',
    'Generated from `src/foundation/error-codes.ts` by `npm run errors-doc`; do not edit. A code is a contract and keeps its meaning; messages may improve.',
    '',
    '## Trouble: thrown as `InventoryError`',
    '',
    'The world failed, or said something that cannot be read. `retry` says whether the same call may succeed `now`, `later`, or `never` without a change.',
    '',
    '| code | retry | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(ERROR_CODES).map(([code, { retry, meaning }]) => `| \`${code}\` | ${retry} | ${meaning} |`),
    '',
    '## Answers: returned as `{ ok: false, reason: { code, … } }`',
    '',
    'The business says no. The reason carries the numbers needed to act on it. A refusal is final for its request key.',
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(ANSWER_CODES).map(([code, { meaning }]) => `| \`${code}\` | ${meaning} |`),
    '',
    '## Mistakes',
    '',
    'A `TypeError` without a code is a bug in the calling program or in this library, such as an argument of the wrong kind. The machinery never catches one.',
    '',
  ].join('\n');
}
