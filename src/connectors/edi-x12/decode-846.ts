import type { PartnerMeasure } from '../../ports/index.js';
import type { StatementHead } from '../../wire/index.js';
import { lookUp, QUANTITY_MEASURES } from './code-tables.js';
import { amountOf, datedReference, fault, instantOf, itemOf, linPairs, partyId, remark, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/** 846, inventory inquiry and advice: one statement for each measure it reports. Purpose `04` states changes, so what it leaves out is unknown. */
export function decode846(context: DocumentContext): void {
  const { segments, header } = context.transaction;
  const report = segments.find(({ id }) => id === 'BIA');
  if (report === undefined) {
    fault(context, header, undefined, 'x12.no_header', 'There is no BIA');
    return;
  }
  const asOf = datedReference(context, ['007']) ?? instantOf(context.profile, elementOf(report, 4), elementOf(report, 5));
  if (asOf === undefined) {
    fault(context, report, 4, 'x12.no_date', 'The report does not say when its figures were so');
    return;
  }
  readFigures(context, { asOf, full: elementOf(report, 1) === '00' });
}

interface Report {
  readonly asOf: string;
  readonly full: boolean;
}

/** The line that is being read. */
interface Line {
  item: string | undefined;
  lot: string;
  location: string | undefined;
}

function readFigures(context: DocumentContext, report: Report): void {
  const { segments } = context.transaction;
  const needsWarehouse = segments.some(({ id }) => id === 'QTY');
  const line: Line = { item: undefined, lot: '', location: needsWarehouse ? warehouseOf(context) : undefined };
  segments.forEach((segment, index) => {
    if (segment.id === 'N1' && elementOf(segment, 1) === 'WH' && partyId(segment) !== '') line.location = partyId(segment);
    else if (segment.id === 'LIN') startLine(context, line, segment);
    else if (segment.id === 'QTY') readQuantity(context, line, segment, segments[index + 1], report);
    else if (segment.id === 'SDQ') readDistribution(context, line, segment, report);
  });
}

function startLine(context: DocumentContext, line: Line, segment: Segment): void {
  line.item = itemOf(context, segment, linPairs(segment));
  const lot = linPairs(segment).find((element) => elementOf(segment, element) === 'LT');
  line.lot = lot === undefined ? '' : elementOf(segment, lot + 1);
}

function readQuantity(context: DocumentContext, line: Line, segment: Segment, next: Segment | undefined, report: Report): void {
  const code = elementOf(segment, 1);
  const measure = lookUp(code, QUANTITY_MEASURES, context.profile.quantityMeasures);
  if (measure === undefined) {
    remark(context, segment, 1, 'x12.not_a_balance', `The quantity code ${code.slice(0, 10)} is no balance that is compared`);
    return;
  }
  const amount = amountOf(context, segment, 2);
  // Some senders state the unit in a UIT after the quantity.
  const unit = elementOf(segment, 3) === '' && next?.id === 'UIT' ? unitOf(context, next, 1) : unitOf(context, segment, 3);
  if (line.item === undefined || line.location === undefined || amount === undefined || unit === undefined) return;
  const row = { item: line.item, location: line.location, ...(line.lot === '' ? {} : { lot: line.lot }), quantity: { amount, unit } };
  context.statements.add(headOf(context, measure, report), row, pathOf(segment));
}

/** SDQ: pairs of a location and a quantity, all in one unit. */
function readDistribution(context: DocumentContext, line: Line, segment: Segment, report: Report): void {
  const measure = context.profile.sdqMeasure;
  if (measure === undefined) {
    fault(context, segment, undefined, 'x12.sdq_measure', 'A distribution does not say what it counts, and neither does the profile');
    return;
  }
  const unit = unitOf(context, segment, 1);
  if (line.item === undefined || unit === undefined) return;
  for (let element = 3; element + 1 < segment.elements.length; element += 2) {
    const location = elementOf(segment, element);
    if (location === '') continue;
    const amount = amountOf(context, segment, element + 1);
    if (amount !== undefined) context.statements.add(headOf(context, measure, report), { item: line.item, location, quantity: { amount, unit } }, pathOf(segment, element));
  }
}

function headOf({ profile }: DocumentContext, measure: PartnerMeasure, { asOf, full }: Report): StatementHead {
  return { system: profile.source, measure, asOf, full };
}
