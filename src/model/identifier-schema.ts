import { IDENTIFIER_LENGTH_MAX, TENANT_LENGTH_MAX, isIdentifier, isTenant } from '../foundation/index.js';
import { LONE_SURROGATE, textSchema } from './text-schema.js';

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff';
const SPACE = ' \\u00a0\\u2000-\\u200a\\u2028\\u2029\\u3000\\ufeff';
const PATTERN = `^[^@${CONTROL}${SPACE}]([^${CONTROL}]*[^${CONTROL}${SPACE}])?$`;

/** The name of an item, place, lot, source, document or line. The rule is `isIdentifier`. */
export const identifierSchema = textSchema(isIdentifier, {
  id: 'Identifier',
  rule: 'identifier',
  expected: `an identifier: 1 to ${IDENTIFIER_LENGTH_MAX} characters, no control characters, no space at either end, not starting with "@"`,
  minLength: 1,
  maxLength: IDENTIFIER_LENGTH_MAX,
  pattern: PATTERN,
});

/** The name of a lot or owner, or an empty text for goods that have none. */
export const identifierOrNoneSchema = textSchema((text) => text === '' || isIdentifier(text), {
  id: 'IdentifierOrNone', rule: 'identifier', expected: 'an identifier, or an empty text for none', minLength: 0, maxLength: IDENTIFIER_LENGTH_MAX, pattern: `^$|${PATTERN}`,
});

/** The longest code of a unit, in UTF-16 code units. */
export const UNIT_LENGTH_MAX = 40;

/** The code of a unit: `EA`, `KGM`, `CA`. Which codes mean something is for the item's units to say. */
export const unitSchema = textSchema((text) => text.length <= UNIT_LENGTH_MAX && isIdentifier(text), {
  id: 'UnitCode',
  rule: 'unit',
  expected: `a unit code of 1 to ${UNIT_LENGTH_MAX} characters`,
  minLength: 1,
  maxLength: UNIT_LENGTH_MAX,
  pattern: PATTERN,
});

/** The name of a tenant. The rule is `isTenant`. */
export const tenantSchema = textSchema(isTenant, {
  id: 'Tenant',
  rule: 'tenant',
  expected: `a tenant name: 1 to ${TENANT_LENGTH_MAX} lower-case letters, digits, "-" and "_", starting with a letter or digit`,
  minLength: 1,
  maxLength: TENANT_LENGTH_MAX,
  pattern: '^[a-z0-9][a-z0-9_-]*$',
});

/** The longest composed key of a request: scope and key. */
export const REQUEST_LENGTH_MAX = 512;

/** The scope and key of a request, as the writer composed them. */
export const requestSchema = textSchema((text) => text.length > 0 && text.length <= REQUEST_LENGTH_MAX && !LONE_SURROGATE.test(text), {
  id: 'RequestKey',
  rule: 'request',
  expected: `a request key of 1 to ${REQUEST_LENGTH_MAX} characters`,
  minLength: 1,
  maxLength: REQUEST_LENGTH_MAX,
});
