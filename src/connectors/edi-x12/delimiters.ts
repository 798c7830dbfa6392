import type { IssueList } from '../../wire/index.js';

/** The characters that divide an interchange. */
export interface Delimiters {
  readonly element: string;
  readonly terminator: string;
  /** Divides composite elements; absent where the header names none. */
  readonly component?: string | undefined;
  /** Divides repeated elements, from version 00402 on. */
  readonly repetition?: string | undefined;
}

/** Where the element separators of a well-formed ISA stand, from its first character. */
const ISA_SEPARATORS = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const ISA_ELEMENTS = ISA_SEPARATORS.length;
/** How far a header is searched for what follows it. */
const HEADER_LENGTH_MAX = 1000;
const TERMINATORS = ['~', '\u0085', '\u001c', '|', '^', "'", '}'];

/**
 * Finds the separators at the start of an interchange. A well-formed ISA is 106 characters long and states them by position; senders who do not pad it
 * are read by counting elements, and files that start without an ISA by how their first segment ends. `undefined` if nothing there looks like X12.
 */
export function detectDelimiters(text: string, start: number, issues: IssueList): Delimiters | undefined {
  const header = /^[A-Z][A-Z0-9]{1,2}/.exec(text.slice(start, start + 3))?.[0];
  const element = header === undefined ? undefined : text[start + header.length];
  if (element === undefined || isWordLike(element)) {
    issues.error('x12.no_interchange', '$', 'The text does not start with an X12 segment', start);
    return undefined;
  }
  if (header === 'ISA') return delimitersOfIsa(text, start, element, issues);
  issues.warning('x12.no_isa', '$', 'There is no interchange header; the separators are guessed', start);
  const terminator = guessTerminator(text, start, element);
  return terminator === undefined ? undefined : { element, terminator };
}

function delimitersOfIsa(text: string, start: number, element: string, issues: IssueList): Delimiters | undefined {
  const padded = ISA_SEPARATORS.every((position) => text[start + position] === element);
  if (!padded) issues.warning('x12.isa_width', 'ISA[1]', 'The elements of the header are not padded to their width; they are read by counting', start);
  const end = padded ? start + 104 : afterElement(text, start, element, ISA_ELEMENTS);
  const next = text.indexOf(`GS${element}`, start);
  const reach = next === -1 || next > start + HEADER_LENGTH_MAX ? start + HEADER_LENGTH_MAX : next;
  if (end === undefined || end > reach) {
    issues.error('x12.isa_elements', 'ISA[1]', `The header has fewer than ${ISA_ELEMENTS} elements`, start);
    const terminator = guessTerminator(text, start, element);
    return terminator === undefined ? undefined : { element, terminator };
  }
  const { component, terminator } = endOfIsa(text, end, element);
  const version = elementAt(text, start, element, 12);
  const repetition = elementAt(text, start, element, 11);
  return { element, terminator, component, repetition: version >= '00402' && repetition.length === 1 && !isWordLike(repetition) ? repetition : undefined };
}

/** The last element of an ISA is one character and the terminator follows. Some senders leave either of them out. */
function endOfIsa(text: string, end: number, element: string): { readonly component: string | undefined; readonly terminator: string } {
  const [first = '', second = '\n'] = [text[end], text[end + 1]];
  if (isLineEnd(first)) return { component: undefined, terminator: first };
  if (!isLineEnd(second)) return { component: first, terminator: second };
  // `T*~` and a line end: the component separator, or a terminator with nothing before it? The segment after it tells, because it ends the same way.
  const lineEnd = text.indexOf(second, text.indexOf(`GS${element}`, end));
  return lineEnd > 0 && text[lineEnd - 1] === first ? { component: undefined, terminator: first } : { component: first, terminator: second };
}

/** How the first line ends, or else the first of the usual terminators that occurs. */
function guessTerminator(text: string, start: number, element: string): string | undefined {
  const line = /^[^\r\n]*/.exec(text.slice(start, start + HEADER_LENGTH_MAX))?.[0] ?? '';
  const last = line.trimEnd().slice(-1);
  const broken = line.length < Math.min(text.length - start, HEADER_LENGTH_MAX);
  if (broken) return last !== '' && last !== element && !isWordLike(last) ? last : text[start + line.length];
  return TERMINATORS.filter((character) => character !== element && line.includes(character)).sort((left, right) => line.indexOf(left) - line.indexOf(right))[0] ?? '\n';
}

/** Where the given element starts, counted by separators; `undefined` if there are not that many nearby. */
function afterElement(text: string, start: number, element: string, number: number): number | undefined {
  let position = start;
  for (let count = 0; count < number; count++) {
    position = text.indexOf(element, position) + 1;
    if (position === 0 || position > start + HEADER_LENGTH_MAX) return undefined;
  }
  return position;
}

function elementAt(text: string, start: number, element: string, number: number): string {
  const from = afterElement(text, start, element, number) ?? start;
  const to = text.indexOf(element, from);
  return text.slice(from, to === -1 ? from : Math.min(to, from + 20));
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

function isWordLike(character: string): boolean {
  return /[A-Za-z0-9\s]/.test(character);
}
