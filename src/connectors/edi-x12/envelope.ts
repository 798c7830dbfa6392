import { exceedsBytes, issueList, payloadText, type IssueList } from '../../wire/index.js';
import type { ConnectorIssue } from '../../ports/index.js';
import type { Delimiters } from './delimiters.js';
import { X12_LIMITS } from './limits.js';
import { elementOf, pathOf, type Segment } from './segment.js';
import { tokenizeX12 } from './tokenize.js';

/** One document: what stands between ST and SE. */
export interface Transaction {
  /** The set, `945`. */
  readonly set: string;
  /** ST02 */
  readonly controlNumber: string;
  readonly header: Segment;
  /** Without ST and SE. */
  readonly segments: readonly Segment[];
  /** SE01, if there is a trailer with a number in it. */
  readonly statedSegments: number | undefined;
  /** ST and SE included. */
  readonly countedSegments: number;
}

/** The documents of one kind between GS and GE. */
export interface Group {
  /** GS01, `SW`. */
  readonly functionalId: string;
  readonly sender: string;
  readonly receiver: string;
  /** GS06 */
  readonly controlNumber: string;
  /** GS08, `004010`. */
  readonly version: string;
  /** GS04 and GS05 as sent. */
  readonly date: string;
  readonly time: string;
  readonly transactions: readonly Transaction[];
}

/** What stands between ISA and IEA. A part is empty where the sender left its header out. */
export interface Interchange {
  readonly delimiters: Delimiters;
  /** ISA05 and ISA06, `ZZ:NORTHWIND3PL`. */
  readonly sender: string;
  readonly receiver: string;
  /** ISA13 */
  readonly controlNumber: string;
  /** ISA15: whether the sender marks it as a test. */
  readonly test: boolean;
  readonly groups: readonly Group[];
  /** Every segment, the envelope's included. */
  readonly segments: readonly Segment[];
}

/** A payload taken apart, and what is wrong with its form. */
export interface ParsedX12 {
  readonly interchanges: readonly Interchange[];
  readonly issues: readonly ConnectorIssue[];
}

/** Takes a payload apart into interchanges, groups and documents, and checks its counts and control numbers. Never throws. */
export function parseX12(payload: string | Uint8Array): ParsedX12 {
  const issues = issueList();
  if (exceedsBytes(payload, X12_LIMITS.payloadBytesMax)) {
    issues.error('payload.too_large', '$', `The payload is larger than ${X12_LIMITS.payloadBytesMax} bytes`);
    return { interchanges: [], issues: issues.issues };
  }
  const interchanges = tokenizeX12(payloadText(payload), issues).map(({ delimiters, segments }) => interchangeOf(delimiters, segments, issues));
  return { interchanges, issues: issues.issues };
}

function interchangeOf(delimiters: Delimiters, segments: readonly Segment[], issues: IssueList): Interchange {
  const header = segments.find(({ id }) => id === 'ISA');
  const trailer = segments.find(({ id }) => id === 'IEA');
  const groups = groupsOf(segments, issues);
  const read = (element: number): string => (header === undefined ? '' : elementOf(header, element));
  if (header !== undefined) {
    checkTrailer(header, trailer, 'IEA', issues);
    if (trailer !== undefined) {
      checkCount(trailer, 1, groups.length, 'groups', issues);
      checkControlNumber(trailer, 2, read(13), issues);
    }
  }
  return {
    delimiters, sender: partyOf(read(5), read(6)), receiver: partyOf(read(7), read(8)), controlNumber: read(13), test: read(15) === 'T', groups, segments,
  };
}

function partyOf(qualifier: string, id: string): string {
  return qualifier === '' && id === '' ? '' : `${qualifier}:${id}`;
}

interface OpenGroup {
  readonly header: Segment | undefined;
  readonly transactions: Transaction[];
}

/** Walks the segments once. A document without a group stands in a group of its own without a header. */
function groupsOf(segments: readonly Segment[], issues: IssueList): readonly Group[] {
  const groups: Group[] = [];
  let group: OpenGroup | undefined;
  let document: { readonly header: Segment; readonly segments: Segment[] } | undefined;
  const closeDocument = (trailer: Segment | undefined): void => {
    if (document === undefined) return;
    group ??= { header: undefined, transactions: [] };
    group.transactions.push(transactionOf(document.header, document.segments, trailer, issues));
    document = undefined;
  };
  const closeGroup = (trailer: Segment | undefined): void => {
    closeDocument(undefined);
    if (group === undefined) return;
    groups.push(groupOf(group, trailer, issues));
    group = undefined;
  };
  for (const segment of segments) {
    switch (segment.id) {
      case 'ISA':
      case 'TA1':
      case 'DXS':
        break;
      case 'IEA':
      case 'DXE':
        closeGroup(undefined);
        break;
      case 'GS':
        closeGroup(undefined);
        group = { header: segment, transactions: [] };
        break;
      case 'GE':
        closeGroup(segment);
        break;
      case 'ST':
        closeDocument(undefined);
        document = { header: segment, segments: [] };
        break;
      case 'SE':
        closeDocument(segment);
        break;
      default:
        if (document === undefined) issues.warning('x12.stray_segment', pathOf(segment), 'The segment stands outside any document', segment.offset);
        else document.segments.push(segment);
    }
  }
  closeGroup(undefined);
  return groups;
}

function transactionOf(header: Segment, segments: readonly Segment[], trailer: Segment | undefined, issues: IssueList): Transaction {
  const countedSegments = segments.length + (trailer === undefined ? 1 : 2);
  checkTrailer(header, trailer, 'SE', issues);
  if (trailer !== undefined) {
    checkCount(trailer, 1, countedSegments, 'segments', issues);
    checkControlNumber(trailer, 2, elementOf(header, 2), issues);
  }
  return {
    set: elementOf(header, 1), controlNumber: elementOf(header, 2), header, segments, countedSegments,
    statedSegments: trailer === undefined ? undefined : countAt(trailer, 1),
  };
}

function groupOf({ header, transactions }: OpenGroup, trailer: Segment | undefined, issues: IssueList): Group {
  const read = (element: number): string => (header === undefined ? '' : elementOf(header, element));
  if (header !== undefined) {
    checkTrailer(header, trailer, 'GE', issues);
    if (trailer !== undefined) {
      checkCount(trailer, 1, transactions.length, 'documents', issues);
      checkControlNumber(trailer, 2, read(6), issues);
    }
  }
  return {
    functionalId: read(1), sender: read(2), receiver: read(3), date: read(4), time: read(5), controlNumber: read(6), version: read(8), transactions,
  };
}

function checkTrailer(header: Segment, trailer: Segment | undefined, id: string, issues: IssueList): void {
  if (trailer === undefined) issues.warning('x12.missing_trailer', pathOf(header), `There is no ${id} that closes it`, header.offset);
}

function checkCount(trailer: Segment, element: number, counted: number, what: string, issues: IssueList): void {
  const stated = countAt(trailer, element);
  if (stated === counted) return;
  const text = stated === undefined ? 'No number' : String(stated);
  issues.warning('x12.count', pathOf(trailer, element), `${text} of ${what} is stated, ${counted} were counted`, trailer.offset);
}

function checkControlNumber(trailer: Segment, element: number, expected: string, issues: IssueList): void {
  const stated = elementOf(trailer, element);
  if (withoutZeros(stated) !== withoutZeros(expected)) {
    issues.warning('x12.control_number', pathOf(trailer, element), 'The trailer has another control number than the header', trailer.offset);
  }
}

function countAt(segment: Segment, element: number): number | undefined {
  const text = elementOf(segment, element);
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function withoutZeros(text: string): string {
  return text.replace(/^0+(?=.)/, '');
}
