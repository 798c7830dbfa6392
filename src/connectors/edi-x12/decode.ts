import { isTimeZone } from '../../foundation/index.js';
import type { PartnerDecoded } from '../../ports/index.js';
import { eventList, issueList, statementList, type IssueList } from '../../wire/index.js';
import { controlTotals } from './control-totals.js';
import { decode846 } from './decode-846.js';
import { decode852 } from './decode-852.js';
import { decode856 } from './decode-856.js';
import { decode940 } from './decode-940.js';
import { decode943 } from './decode-943.js';
import { decode944 } from './decode-944.js';
import { decode945 } from './decode-945.js';
import { decode947 } from './decode-947.js';
import type { DocumentContext } from './document-context.js';
import { parseX12, type Group, type Interchange, type Transaction } from './envelope.js';
import type { X12Profile } from './profile.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/** One document of a payload and how it fared. */
export interface X12Document {
  readonly set: string;
  /** ST02 */
  readonly controlNumber: string;
  /** The partner's own number of it, if it has one. */
  readonly number: string;
  /** Sender, receiver, ISA13, GS06 and ST02 as a JSON list: the same document sent again has the same envelope. */
  readonly envelope: string;
  /** Whether its facts and figures are among those returned. */
  readonly read: boolean;
}

/** What an X12 payload said, document by document. */
export interface X12Decoded extends PartnerDecoded {
  readonly documents: readonly X12Document[];
}

const READERS: Readonly<Record<string, (context: DocumentContext) => void>> = {
  '846': decode846, '852': decode852, '856': decode856, '940': decode940, '943': decode943, '944': decode944, '945': decode945, '947': decode947,
};

/** Where the partner's number of a document stands. */
const NUMBERS: Readonly<Record<string, readonly [segment: string, element: number]>> = {
  '846': ['BIA', 3], '852': ['XQ', 2], '856': ['BSN', 2], '940': ['W05', 2], '943': ['W06', 2], '944': ['W17', 3], '945': ['W06', 2], '947': ['W15', 2],
};

/**
 * Reads every document of a payload. Facts are identified by the partner's document numbers, so a file that is sent again says the same facts, whatever
 * its control numbers. Never throws on what the file holds: what cannot be read is an issue with its segment, element and offset.
 *
 * @throws TypeError if the profile names a time zone that the runtime does not know.
 */
export function decodeX12(payload: string | Uint8Array, profile: X12Profile): X12Decoded {
  if (!isTimeZone(profile.timeZone)) throw new TypeError(`The profile of ${profile.source} names an unknown time zone`);
  const parsed = parseX12(payload);
  const issues = issueList();
  const out = { profile, issues, events: eventList(issues), statements: statementList(issues), pokes: [] };
  const documents = parsed.interchanges.flatMap((interchange) =>
    interchange.groups.flatMap((group) => group.transactions.map((transaction) => decodeDocument({ ...out, interchange, group, transaction }))));
  return { events: out.events.events, statements: out.statements.statements, pokes: out.pokes, issues: [...parsed.issues, ...issues.issues], documents };
}

function decodeDocument(context: DocumentContext): X12Document {
  const { interchange, group, transaction, issues } = context;
  const miscounted = checkTotals(transaction, issues) || transaction.statedSegments !== transaction.countedSegments;
  const reader = Object.hasOwn(READERS, transaction.set) ? READERS[transaction.set] : undefined;
  const refused = miscounted && context.profile.refuseMiscounted === true;
  if (refused) issues.error('x12.miscounted', pathOf(transaction.header), 'Counts or totals do not agree, and the profile asks to leave such documents out', transaction.header.offset);
  else if (reader !== undefined) reader(context);
  else if (transaction.set !== '997') issues.warning('x12.unknown_set', pathOf(transaction.header, 1), `Nothing is read from a ${transaction.set.slice(0, 10)}`, transaction.header.offset);
  return {
    set: transaction.set, controlNumber: transaction.controlNumber, number: numberOf(transaction), envelope: envelopeOf(interchange, group, transaction),
    read: !refused && reader !== undefined,
  };
}

function checkTotals(transaction: Transaction, issues: IssueList): boolean {
  const wrong = controlTotals(transaction).filter(({ agrees }) => !agrees);
  for (const { path, offset, of, stated, counted } of wrong) {
    issues.warning('x12.control_total', path, `A total ${of === 'lines' ? 'number of lines' : 'quantity'} of ${stated.slice(0, 40)} is stated, the lines give ${counted}`, offset);
  }
  return wrong.length > 0;
}

function numberOf({ set, segments }: Transaction): string {
  const place = Object.hasOwn(NUMBERS, set) ? NUMBERS[set] : undefined;
  const segment: Segment | undefined = segments.find(({ id }) => id === place?.[0]);
  return segment === undefined || place === undefined ? '' : elementOf(segment, place[1]);
}

function envelopeOf(interchange: Interchange, group: Group, transaction: Transaction): string {
  return JSON.stringify([interchange.sender, interchange.receiver, interchange.controlNumber, group.controlNumber, transaction.controlNumber]);
}
