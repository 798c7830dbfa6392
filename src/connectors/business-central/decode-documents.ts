import type { PartnerDecoded } from '../../ports/index.js';
import { elements, identifierAt, member, signOfDecimal, textAt, type JsonAt, type Payload } from '../../wire/index.js';
import { baseUnitOf, decodeEntities, locationOf, neededAmount, neededAt, optionAt, postedAt, type DecodeContext } from './decode-context.js';
import type { BusinessCentralOptions } from './options.js';

/**
 * Reads `purchaseReceipts?$expand=purchaseReceiptLines`: posted, so confirmed. Two systems know a line by the order number and the line's sequence, which
 * Business Central keeps from the order to the receipt.
 *
 * @see https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_purchasereceipt
 */
export function decodePurchaseReceipts(payload: Payload, options: BusinessCentralOptions): PartnerDecoded {
  return decodeEntities(payload, options, (context, receipt) => {
    for (const line of postedLines(context, receipt, 'purchaseReceiptLines')) {
      const order = identifierAt(member(receipt, 'orderNumber'));
      context.events.add({
        type: 'stock.received', source: options.source, id: `purchaseReceipts/${line.document}#${line.sequence}`, effectiveAt: line.postedAt, item: line.item,
        correlationId: `purchaseReceipts/${line.document}`, ...(order === undefined ? {} : { document: `${order}#${line.sequence}` }), location: line.location,
        quantity: { amount: line.amount, unit: line.unit },
      }, line.at.path);
    }
  });
}

/**
 * Reads `salesShipments?$expand=salesShipmentLines`. The order line is named by Business Central's own order number and line sequence; the number of a
 * shop's order, where it is the external document number, is kept for correlation, because its lines are numbered otherwise.
 *
 * @see https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_salesshipment
 */
export function decodeSalesShipments(payload: Payload, options: BusinessCentralOptions): PartnerDecoded {
  return decodeEntities(payload, options, (context, shipment) => {
    for (const line of postedLines(context, shipment, 'salesShipmentLines')) {
      const order = identifierAt(member(shipment, 'orderNumber'));
      const external = identifierAt(member(shipment, 'externalDocumentNumber'));
      context.events.add({
        type: 'stock.shipped', source: options.source, id: `salesShipments/${line.document}#${line.sequence}`, effectiveAt: line.postedAt, item: line.item,
        correlationId: external ?? `salesShipments/${line.document}`, location: line.location, quantity: { amount: line.amount, unit: line.unit },
        ...(order === undefined ? {} : { line: `${options.linePrefix ?? options.source}/${order}#${line.sequence}` }),
      }, line.at.path);
    }
  });
}

interface PostedLine {
  readonly at: JsonAt;
  readonly document: string;
  readonly sequence: string;
  readonly postedAt: string;
  readonly item: string;
  readonly location: string;
  readonly amount: string;
  readonly unit: string;
}

/** The item lines of a posted document. Comments, accounts and lines of zero are passed over; a negative line is a correction and an error. */
function postedLines(context: DecodeContext, document: JsonAt, name: string): readonly PostedLine[] {
  const number = neededAt(context, member(document, 'number'), 'document number');
  const posted = postedAt(context, member(document, 'postingDate'));
  if (number === undefined || posted === undefined) return [];
  return elements(member(document, name), context.issues).flatMap((at) => {
    const kind = optionAt(member(at, 'lineType'));
    const amount = kind === 'Item' ? neededAmount(context, member(at, 'quantity')) : undefined;
    if (amount === undefined || signOfDecimal(amount) === 0) return [];
    if (signOfDecimal(amount) < 0) {
      context.issues.error('bc.correction', member(at, 'quantity').path, 'The line takes back an earlier one; void the fact of the line that it corrects');
      return [];
    }
    const sequence = neededAt(context, member(at, 'sequence'), 'line sequence');
    const item = neededAt(context, member(at, 'lineObjectNumber'), 'item number');
    const location = locationOf(context, at);
    if (sequence === undefined || item === undefined || location === undefined) return [];
    return [{ at, document: number, sequence, postedAt: posted, item, location, amount, unit: textAt(member(at, 'unitOfMeasureCode')) ?? baseUnitOf(context, item) }];
  });
}
