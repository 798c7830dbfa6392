import type { IssueList } from '../../wire/index.js';
import { detectDelimiters, type Delimiters } from './delimiters.js';
import { pathOf, type Segment } from './segment.js';

/** The segments of one interchange with the separators it was read with. */
export interface TokenizedInterchange {
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
}

/**
 * Cuts a text into segments, interchange by interchange. Tolerant of what real files do: line ends and tabs around segments, lines broken at a fixed
 * width, unpadded headers, a segment without its terminator, nothing after the last one. Every such thing is reported where it stands.
 */
export function tokenizeX12(text: string, issues: IssueList): readonly TokenizedInterchange[] {
  const interchanges: TokenizedInterchange[] = [];
  const occurrences = new Map<string, number>();
  let offset = skipBlank(text, 0);
  while (offset < text.length) {
    if (interchanges.length === INTERCHANGES_MAX) {
      issues.error('x12.too_many_interchanges', '$', `Only the first ${INTERCHANGES_MAX} interchanges are read`, offset);
      break;
    }
    const delimiters = detectDelimiters(text, offset, issues);
    if (delimiters === undefined) break;
    const segments: Segment[] = [];
    offset = readSegments({ text, delimiters, occurrences, segments, issues }, offset);
    interchanges.push({ delimiters, segments });
  }
  return interchanges;
}

/** The most interchanges of one payload. Real files hold one, or a day's worth. */
const INTERCHANGES_MAX = 10_000;

interface Reading {
  readonly text: string;
  readonly delimiters: Delimiters;
  readonly occurrences: Map<string, number>;
  readonly segments: Segment[];
  readonly issues: IssueList;
}

/** Reads up to the next interchange and says where that starts. */
function readSegments(reading: Reading, start: number): number {
  const { text, delimiters } = reading;
  const nextHeader = `ISA${delimiters.element}`;
  let offset = start;
  while (offset < text.length) {
    const terminator = text.indexOf(delimiters.terminator, offset);
    const end = terminator === -1 ? text.length : terminator;
    readChunk(reading, offset, end);
    if (terminator === -1) reading.issues.warning('x12.missing_terminator', lastPath(reading.segments), 'The last segment has no terminator', offset);
    offset = skipBlank(text, end + 1);
    if (text.startsWith('ISA', offset) && (text.startsWith(nextHeader, offset) || endsInterchange(reading.segments))) return offset;
  }
  return offset;
}

/** Reads what stands between two terminators: one segment, or several where a line end took a terminator's place. */
function readChunk(reading: Reading, start: number, end: number): void {
  const chunk = reading.text.slice(start, end);
  if (!chunk.includes('\n') && !chunk.includes('\r')) {
    readSegment(reading, chunk, start);
    return;
  }
  let from = start;
  let pieces: string[] = [];
  for (let lineStart = 0; lineStart < chunk.length;) {
    const found = chunk.indexOf('\n', lineStart);
    const lineEnd = found === -1 ? chunk.length : found;
    const line = chunk.slice(lineStart, lineEnd);
    if (pieces.length > 0 && looksLikeSegment(line, reading.delimiters.element)) {
      readSegment(reading, pieces.join(''), from);
      reading.issues.warning('x12.missing_terminator', lastPath(reading.segments), 'The segment has no terminator; the line end is taken for it', from);
      pieces = [];
    }
    const content = pieces.length === 0 ? line.trimStart() : line;
    if (pieces.length === 0) from = start + lineEnd - content.length;
    if (content !== '') pieces.push(withoutLineEnd(content));
    lineStart = lineEnd + 1;
  }
  readSegment(reading, pieces.join(''), from);
}

function readSegment(reading: Reading, raw: string, offset: number): void {
  const text = withoutLineEnd(raw.trimStart());
  if (text === '') return;
  const elements = text.split(reading.delimiters.element);
  const id = elements[0]?.trim() ?? '';
  const place = offset + raw.length - raw.trimStart().length;
  if (!SEGMENT_ID.test(id)) {
    reading.issues.error('x12.bad_segment', '$', `${JSON.stringify(id.slice(0, 20))} is no segment id; the segment was left out`, place);
    return;
  }
  const occurrence = (reading.occurrences.get(id) ?? 0) + 1;
  reading.occurrences.set(id, occurrence);
  reading.segments.push({ id, elements: [id, ...elements.slice(1)], occurrence, offset: place });
}

/** Blanks at the end may belong to the last element; line ends and tabs do not. */
function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0 && '\r\n\t'.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;

/** The segments of warehouse documents. A wrapped line may happen to begin like a segment, `PI*001089`; it does not begin like one of these. */
const KNOWN_SEGMENTS = new Set((
  'ISA GS ST SE GE IEA AK1 AK2 AK5 AK9 BEG BIA BSN CTT CUR DTM G61 G62 G69 HL ITD LIN LX MAN N1 N2 N3 N4 N9 NTE PER PID PKG PO1 PO3 PO4 PRF QTY REF SDQ ' +
  'SN1 TD1 TD3 TD5 UIT W01 W03 W04 W05 W06 W07 W09 W10 W12 W13 W14 W15 W17 W19 W20 W27 W28 W66 W76 XQ ZA'
).split(' '));

function looksLikeSegment(line: string, element: string): boolean {
  const start = line.trimStart();
  return KNOWN_SEGMENTS.has(start.slice(0, Math.max(start.indexOf(element), 0)));
}

function endsInterchange(segments: readonly Segment[]): boolean {
  return segments.at(-1)?.id === 'IEA';
}

function lastPath(segments: readonly Segment[]): string {
  const last = segments.at(-1);
  return last === undefined ? '$' : pathOf(last);
}

function skipBlank(text: string, start: number): number {
  let offset = start;
  while (offset < text.length && ' \t\r\n'.includes(text[offset]!)) offset++;
  return offset;
}
