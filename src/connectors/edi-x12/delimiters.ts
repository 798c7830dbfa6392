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
/** How much of a text is looked at for a header and the segment after it. A longer search would cost each of many short interchanges the whole text. */
const HEADER_LENGTH_MAX = 1000;
const TERMINATORS = ['~', '\u0085', '\u001c', '|', '^', "'", '}'];

/**
 * Finds the separators at the start of an interchange. A well-formed ISA is 106 characters long and states them by position; senders who do not pad it
 * are read by counting elements, and files that start without an ISA by how their first segment ends. `undefined` if nothing there looks like X12.
 */
export function detectDelimiters(text: string, start: number, issues: IssueList): Delimiters | undefined {
  const head = text.slice(start, start + HEADER_LENGTH_MAX);
  const id = /^[A-Z][A-Z0-9]{1,2}/.exec(head)?.[0];
  const element = id === undefined ? undefined : head[id.length];
  if (element === undefined || isWordLike(element)) {
    issues.error('x12.no_interchange', '$', 'The text does not start with an X12 segment', start);
    return undefined;
  }
  if (id === 'ISA') return delimitersOfIsa(head, element, start, issues);
  issues.warning('x12.no_isa', '$', 'There is no interchange header; the separators are guessed', start);
  return { element, terminator: guessTerminator(head, element) };
}

function delimitersOfIsa(head: string, element: string, offset: number, issues: IssueList): Delimiters {
  const padded = ISA_SEPARATORS.every((position) => head[position] === element);
  if (!padded) issues.warning('x12.isa_width', 'ISA[1]', 'The elements of the header are not padded to their width; they are read by counting', offset);
  const end = padded ? 104 : afterElement(head, element, ISA_ELEMENTS);
  const group = head.indexOf(`GS${element}`);
  if (end === undefined || (group !== -1 && end > group)) {
    issues.error('x12.isa_elements', 'ISA[1]', `The header has fewer than ${ISA_ELEMENTS} elements`, offset);
    return { element, terminator: guessTerminator(head, element) };
  }
  const { component, terminator } = endOfIsa(head, end, group);
  if (/[A-Za-z0-9 ]/.test(terminator) || terminator === element) {
    issues.error('x12.isa_elements', 'ISA[1]', 'What follows the last element of the header is no terminator', offset);
    return { element, terminator: guessTerminator(head, element) };
  }
  const version = elementAt(head, element, 12);
  const repetition = elementAt(head, element, 11);
  return { element, terminator, component, repetition: version >= '00402' && repetition.length === 1 && !isWordLike(repetition) ? repetition : undefined };
}

/** The last element of an ISA is one character and the terminator follows. Some senders leave either of them out. */
function endOfIsa(head: string, end: number, group: number): { readonly component: string | undefined; readonly terminator: string } {
  const [first = '\n', second = '\n'] = [head[end], head[end + 1]];
  if (isLineEnd(first)) return { component: undefined, terminator: first };
  if (!isLineEnd(second)) return { component: first, terminator: second };
  // `T*~` and a line end: the component separator, or a terminator with nothing before it? The segment after it tells, because it ends the same way.
  const lineEnd = head.indexOf(second, Math.max(group, end + 2));
  return lineEnd > 0 && head[lineEnd - 1] === first ? { component: undefined, terminator: first } : { component: first, terminator: second };
}

/** How the first line ends, or else the first of the usual terminators that occurs. */
function guessTerminator(head: string, element: string): string {
  const line = /^[^\r\n]*/.exec(head)?.[0] ?? '';
  const last = line.trimEnd().slice(-1);
  const lineEnd = head[line.length];
  if (lineEnd !== undefined) return last !== '' && last !== element && !isWordLike(last) ? last : lineEnd;
  const found = TERMINATORS.filter((character) => character !== element && line.includes(character));
  return found.sort((left, right) => line.indexOf(left) - line.indexOf(right))[0] ?? '\n';
}

/** Where the given element starts, counted by separators; `undefined` if there are not that many. */
function afterElement(head: string, element: string, number: number): number | undefined {
  let position = 0;
  for (let count = 0; count < number; count++) {
    position = head.indexOf(element, position) + 1;
    if (position === 0) return undefined;
  }
  return position;
}

function elementAt(head: string, element: string, number: number): string {
  const from = afterElement(head, element, number) ?? 0;
  const to = head.indexOf(element, from);
  return head.slice(from, to === -1 ? from : to);
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

function isWordLike(character: string): boolean {
  return /[A-Za-z0-9\s]/.test(character);
}
