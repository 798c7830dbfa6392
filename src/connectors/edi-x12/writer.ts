import { parseInstant } from '../../foundation/index.js';

/** Who a file is from and to, and how it is cut. */
export interface X12Envelope {
  /** Qualifier and id of the sender, `{ qualifier: 'ZZ', id: 'CONTOSO' }`. */
  readonly sender: X12Party;
  readonly receiver: X12Party;
  /** Numbers the interchange, 1 to 999,999,999. Count it up; a partner takes a repeated one for a repeated file. */
  readonly controlNumber: number;
  /** When it was made, RFC 3339; its local date and time are written. */
  readonly at: string;
  /** Marks a test. Default false. */
  readonly test?: boolean | undefined;
  readonly delimiters?: { readonly element: string; readonly component: string; readonly terminator: string } | undefined;
}

/** A trading partner in an envelope. */
export interface X12Party {
  readonly qualifier: string;
  readonly id: string;
  /** The id in the group header. Default: the same. */
  readonly groupId?: string | undefined;
}

/** A document to write: its set, and its segments without ST and SE. */
export interface X12Body {
  readonly set: string;
  readonly segments: readonly (readonly string[])[];
}

const DEFAULT_DELIMITERS = { element: '*', component: '>', terminator: '~' };

/**
 * Writes one interchange with one group of documents, each numbered after the interchange. Version 004010.
 *
 * @throws TypeError for an id that does not fit its width, a control number out of range, or a text that holds a separator: such a text has to be
 * cleaned by {@link x12Text} first.
 */
export function writeX12(functionalId: string, bodies: readonly X12Body[], envelope: X12Envelope): string {
  const { controlNumber, sender, receiver, test = false, delimiters = DEFAULT_DELIMITERS } = envelope;
  if (!Number.isSafeInteger(controlNumber) || controlNumber < 1 || controlNumber > 999_999_999) throw new TypeError('A control number is a whole number from 1 to 999999999');
  const { date, time } = localStamp(envelope.at);
  const padded = String(controlNumber).padStart(9, '0');
  const number = String(controlNumber);
  const isa = [
    'ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), fixed(sender.qualifier, 2), fixed(sender.id, 15), fixed(receiver.qualifier, 2), fixed(receiver.id, 15),
    date.slice(2), time, 'U', '00401', padded, '0', test ? 'T' : 'P', delimiters.component,
  ];
  const group = ['GS', functionalId, sender.groupId ?? sender.id, receiver.groupId ?? receiver.id, date, time, number, 'X', '004010'];
  const documents = bodies.flatMap(({ set, segments }, index) => {
    const control = String(index + 1).padStart(4, '0');
    return [['ST', set, control], ...segments, ['SE', String(segments.length + 2), control]];
  });
  const inner = [group, ...documents, ['GE', String(bodies.length), number], ['IEA', '1', padded]];
  for (const segment of inner) for (const element of segment) refuseSeparators(element, delimiters);
  refuseSeparators(sender.id + sender.qualifier + receiver.id + receiver.qualifier, delimiters);
  return [isa, ...inner].map((segment) => withoutTrailingBlanks(segment).join(delimiters.element) + delimiters.terminator).join('\n') + '\n';
}

/** A text without the characters that would be read as separators or are not printable ASCII; each becomes a blank. */
export function x12Text(text: string, delimiters: { readonly element: string; readonly component: string; readonly terminator: string } = DEFAULT_DELIMITERS): string {
  const separators = Object.values(delimiters);
  return Array.from(text, (character) => (separators.includes(character) || character < ' ' || character > '~' ? ' ' : character)).join('').trim();
}

function refuseSeparators(text: string, delimiters: { readonly element: string; readonly component: string; readonly terminator: string }): void {
  if (Object.values(delimiters).some((separator) => text.includes(separator)) || /[\r\n]/.test(text)) throw new TypeError(`${JSON.stringify(text.slice(0, 40))} holds a separator`);
}

/** The last element of ISA is a separator and no blank; every other segment ends with its last element that says something. */
function withoutTrailingBlanks(segment: readonly string[]): readonly string[] {
  let length = segment.length;
  while (length > 1 && segment[length - 1] === '') length--;
  return segment.slice(0, length);
}

function fixed(text: string, width: number): string {
  if (text.length === 0 || text.length > width) throw new TypeError(`${JSON.stringify(text.slice(0, 40))} does not fit ${width} characters`);
  return text.padEnd(width, ' ');
}

/** Date and time as they stand in the text: the sender's local ones. */
function localStamp(at: string): { readonly date: string; readonly time: string } {
  if (parseInstant(at) === undefined) throw new TypeError('The time of an envelope is an RFC 3339 instant');
  return { date: at.slice(0, 10).replaceAll('-', ''), time: at.slice(11, 16).replace(':', '') };
}
