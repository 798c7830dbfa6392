import { readFile } from 'node:fs/promises';
import type { Evidence } from '../../reconciliation/index.js';
import { usageError, type UsageError } from '../usage-error.js';

/** The lists an evidence file may have, and what each of their objects must have as text. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  events: ['source', 'id', 'amount', 'effectiveAt'], claims: ['measure', 'amount', 'reference'], packs: ['item', 'unit', 'holds', 'of'], aliases: ['part'], carried: ['amount', 'reference'],
};

/** The largest evidence file, in bytes. */
const EVIDENCE_BYTES_MAX = 256 * 1024 * 1024;

/** Reads a file of evidence. What is in it is checked for its shape here and for its meaning by `explain`. */
export async function readEvidenceFile(path: string): Promise<{ readonly evidence: Evidence } | UsageError> {
  let value: unknown;
  try {
    const bytes = await readFile(path);
    if (bytes.length > EVIDENCE_BYTES_MAX) return usageError(`${path} is larger than ${EVIDENCE_BYTES_MAX} bytes`);
    value = JSON.parse(bytes.toString('utf8'));
  } catch (problem) {
    return usageError(`${path} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
  if (!isObject(value)) return usageError(`${path}: expected an object with ${Object.keys(LISTS).join(', ')}`);
  for (const [name, list] of Object.entries(value)) {
    const members = Object.hasOwn(LISTS, name) ? LISTS[name]! : undefined;
    if (members === undefined) return usageError(`${path}: $.${name.slice(0, 40)} is none of ${Object.keys(LISTS).join(', ')}`);
    if (!Array.isArray(list)) return usageError(`${path}: $.${name} is no list`);
    for (const [at, one] of (list as unknown[]).entries()) {
      const wrong = isObject(one) ? members.find((member) => typeof one[member] !== 'string') ?? wrongPart(one) : 'an object';
      if (wrong !== undefined) return usageError(`${path}: $.${name}[${at}]: expected ${wrong}${wrong === 'an object' ? '' : ' as text'}`);
    }
  }
  return { evidence: value };
}

/** A part of the key that is there and no text, or names that are no texts. */
function wrongPart(one: Readonly<Record<string, unknown>>): string | undefined {
  if (one['names'] !== undefined && !(Array.isArray(one['names']) && one['names'].every((name) => typeof name === 'string'))) return 'names';
  return ['item', 'location', 'state', 'lot', 'serial', 'owner', 'unit', 'recordedAt'].find((part) => one[part] !== undefined && typeof one[part] !== 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
