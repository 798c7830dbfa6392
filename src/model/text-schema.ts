import * as z from 'zod';

/** What a rule for a text is called, how it is said, and as much of it as JSON Schema can say. */
export interface TextRule {
  /** Its name in JSON Schemas. */
  readonly id: string;
  /** Stable name, the `rule` of an issue. */
  readonly rule: string;
  /** What is wanted, continuing the word "expected". */
  readonly expected: string;
  /** The rule as a regular expression for JSON Schema, without look-around. Where it cannot say all, it allows more and never less. */
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  /** In characters. The rule itself counts UTF-16 code units, so it is never more lenient. */
  readonly maxLength?: number | undefined;
  /** A JSON Schema format. */
  readonly format?: string | undefined;
}

/** The schema of a text that passes a test. The test must bound the length it looks at. */
export function textSchema(test: (text: string) => boolean, { rule, expected, ...described }: TextRule): z.ZodString {
  const description = `${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`;
  return z.string().refine(test, { error: `expected ${expected}`, params: { rule, expected } }).meta({ ...described, description });
}

/** The longest free text: a description, a note, a reason. In UTF-16 code units. */
export const FREE_TEXT_LENGTH_MAX = 1000;

/**
 * Whether a text can be kept as a remark: 1 to {@link FREE_TEXT_LENGTH_MAX} characters, no control characters but tab and line breaks, no lone surrogates
 * (they have no UTF-8 form).
 */
export function isFreeText(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > FREE_TEXT_LENGTH_MAX) return false;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 ? code !== 0x09 && code !== 0x0a && code !== 0x0d : code >= 0x7f && code < 0xa0) return false;
  }
  return !LONE_SURROGATE.test(text);
}

/** Half a character: it has no UTF-8 form. */
export const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** A remark for people. */
export const freeTextSchema = textSchema(isFreeText, {
  id: 'FreeText',
  rule: 'text',
  expected: `a text of 1 to ${FREE_TEXT_LENGTH_MAX} characters without control characters`,
  minLength: 1,
  maxLength: FREE_TEXT_LENGTH_MAX,
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ud800-\\udfff]+$',
});
