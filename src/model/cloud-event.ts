import { SCHEMA_VERSION } from './event-envelope.js';
import { ISSUES_MAX, memberPath, modelIssue, type ModelIssue } from './model-issue.js';
import { schemaAddress } from './schema-address.js';
import { STOCK_EVENT_TYPES, type StockEvent } from './stock-event.js';
import { validateEvent } from './validate.js';
import type { Invalid } from './validator.js';

/** What the `type` of our CloudEvents begins with; the rest is the name of the fact. */
export const CLOUD_EVENT_TYPE_PREFIX = 'stockwright.';

/**
 * A fact in the envelope of CloudEvents 1.0, in the form of its JSON format. The extension attributes are ours, but for `sequence`, which is documented by CloudEvents.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 * @see https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md
 */
export interface StockCloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** The source as a URI reference: percent-encoded as by `encodeURIComponent`, so that every identifier is one and reads back as it was. */
  readonly source: string;
  /** `stockwright.stock.received`. */
  readonly type: string;
  /** The item. */
  readonly subject: string;
  /** When it took effect. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The JSON Schema of the fact; it names the schema version. */
  readonly dataschema: string;
  /** Always stated on the wire, so that it can be told years later. */
  readonly schemaversion: number;
  readonly tenant?: string | undefined;
  readonly stream?: string | undefined;
  /** The number within the stream in sixteen digits, so that texts sort as numbers do. */
  readonly sequence?: string | undefined;
  readonly recordedat?: string | undefined;
  readonly correlationid?: string | undefined;
  readonly causationid?: string | undefined;
  /** All that is not in the envelope. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The attribute that carries each member of the envelope. Members not named here are in `data`. */
const ATTRIBUTE_OF: ReadonlyMap<string, keyof StockCloudEvent> = new Map<string, keyof StockCloudEvent>([
  ['type', 'type'], ['source', 'source'], ['id', 'id'], ['effectiveAt', 'time'], ['item', 'subject'], ['schemaVersion', 'schemaversion'],
  ['stream', 'stream'], ['sourceSequence', 'sequence'], ['recordedAt', 'recordedat'], ['correlationId', 'correlationid'], ['causationId', 'causationid'],
  ['tenant', 'tenant'],
]);

const SEQUENCE_DIGITS = 16;

/**
 * A validated fact as a CloudEvent. {@link fromCloudEvent} gives the same fact again, without the schema version if it stated one.
 *
 * @param options - `tenant`: whose it is, if the fact does not say so itself.
 * @throws TypeError if the fact is another tenant's.
 */
export function toCloudEvent(event: StockEvent, options: { readonly tenant?: string | undefined } = {}): StockCloudEvent {
  const tenant = options.tenant ?? event.tenant;
  if (event.tenant !== undefined && event.tenant !== tenant) throw new TypeError('The event is another tenant’s');
  const { stream, sourceSequence, recordedAt, correlationId, causationId } = event;
  return {
    specversion: '1.0',
    id: event.id,
    source: encodeURIComponent(event.source),
    type: CLOUD_EVENT_TYPE_PREFIX + event.type,
    subject: event.item,
    time: event.effectiveAt,
    datacontenttype: 'application/json',
    dataschema: schemaAddress(event.type),
    schemaversion: SCHEMA_VERSION,
    ...(tenant !== undefined && { tenant }),
    ...(stream !== undefined && { stream }),
    ...(sourceSequence !== undefined && { sequence: String(sourceSequence).padStart(SEQUENCE_DIGITS, '0') }),
    ...(recordedAt !== undefined && { recordedat: recordedAt }),
    ...(correlationId !== undefined && { correlationid: correlationId }),
    ...(causationId !== undefined && { causationid: causationId }),
    data: Object.fromEntries(Object.entries(event).filter(([name, value]) => value !== undefined && !ATTRIBUTE_OF.has(name))),
  };
}

/**
 * Reads a fact from a CloudEvent in the form of its JSON format, or in that of HTTP headers, where all attributes are texts. Attributes it does not know are other
 * people's and ignored; members of `data` are not. Issues name the place in the CloudEvent. Older schema versions are read through upcasters.
 */
export function fromCloudEvent(input: unknown): { readonly ok: true; readonly event: StockEvent } | Invalid {
  let told: Told;
  try {
    told = readAttributes(input);
  } catch {
    return { ok: false, issues: [modelIssue('$', 'unreadable', 'an object that can be read', undefined)], more: 0 };
  }
  if (told.issues.length > 0) return { ok: false, issues: told.issues.slice(0, ISSUES_MAX), more: Math.max(0, told.issues.length - ISSUES_MAX) };
  const checked = validateEvent(Object.fromEntries(told.members));
  return checked.ok ? checked : { ...checked, issues: checked.issues.map(relocated) };
}

interface Told {
  readonly members: ReadonlyMap<string, unknown>;
  readonly issues: readonly ModelIssue[];
}

function readAttributes(input: unknown): Told {
  const issues: ModelIssue[] = [];
  const members = new Map<string, unknown>();
  if (!isObject(input)) return { members, issues: [modelIssue('$', 'type', 'an object', input)] };
  const attributes = new Map<string, unknown>(Object.entries(input));
  if (attributes.get('specversion') !== '1.0') issues.push(modelIssue('$.specversion', 'choice', '"1.0"', attributes.get('specversion')));
  const data: unknown = attributes.get('data');
  if (isObject(data)) readData(data, members, issues);
  else issues.push(modelIssue('$.data', 'type', 'an object', data));
  for (const [member, attribute] of ATTRIBUTE_OF) {
    const value = attributes.get(attribute);
    if (value === undefined) continue;
    const read: Read = READERS.get(member)?.(value) ?? { value };
    if (read.issue === undefined) members.set(member, read.value);
    else issues.push(modelIssue(`$.${attribute}`, ...read.issue, value));
  }
  return { members, issues };
}

function readData(data: object, members: Map<string, unknown>, issues: ModelIssue[]): void {
  for (const [name, value] of Object.entries(data) as [string, unknown][]) {
    const attribute = ATTRIBUTE_OF.get(name);
    if (attribute === undefined) members.set(name, value);
    else if (issues.length < ISSUES_MAX) issues.push(modelIssue(memberPath('$.data', name), 'unknown_key', `no member of this name beside the attribute ${attribute}`, value));
  }
}

interface Read {
  readonly value?: unknown;
  /** The rule that is broken and what was expected. */
  readonly issue?: readonly [rule: string, expected: string];
}

const READERS: ReadonlyMap<string, (value: unknown) => Read> = new Map<string, (value: unknown) => Read>([
  ['type', readType],
  ['source', readSource],
  ['sourceSequence', readSequence],
  ['schemaVersion', readVersion],
]);

function readType(value: unknown): Read {
  const name = typeof value === 'string' && value.startsWith(CLOUD_EVENT_TYPE_PREFIX) ? value.slice(CLOUD_EVENT_TYPE_PREFIX.length) : undefined;
  const known = STOCK_EVENT_TYPES.find((type) => type === name);
  return known === undefined ? { issue: ['choice', `"${CLOUD_EVENT_TYPE_PREFIX}" and the name of a fact`] } : { value: known };
}

function readSource(value: unknown): Read {
  if (typeof value !== 'string') return { value };
  try {
    return { value: decodeURIComponent(value) };
  } catch {
    return { issue: ['uri', 'a URI reference with whole percent-encoded characters'] };
  }
}

function readSequence(value: unknown): Read {
  const number = typeof value === 'string' && /^[0-9]{1,16}$/.test(value) ? Number(value) : 0;
  return number >= 1 && Number.isSafeInteger(number) ? { value: number } : { issue: ['sequence', 'a whole number from 1 in up to sixteen digits'] };
}

/** The present version is left out: in memory, an event that states none is of that one. */
function readVersion(value: unknown): Read {
  const version = typeof value === 'string' && /^[0-9]{1,9}$/.test(value) ? Number(value) : value;
  return { value: version === SCHEMA_VERSION ? undefined : version };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An issue of the fact, with its place in the CloudEvent. */
function relocated(issue: ModelIssue): ModelIssue {
  const member = /^\$\.(\w+)/.exec(issue.path)?.[1];
  const attribute = member === undefined ? undefined : ATTRIBUTE_OF.get(member);
  const path = attribute === undefined ? `$.data${issue.path.slice(1)}` : `$.${attribute}`;
  return { ...issue, path, message: path + issue.message.slice(issue.path.length) };
}
