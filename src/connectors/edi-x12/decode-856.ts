import { formatInstant, parseInstant } from '../../foundation/index.js';
import { amountOf, datedReference, fault, instantOf, itemOf, linPairs, needed, remark, unitOf, warehouseOf, type DocumentContext } from './document-context.js';
import { elementOf, pathOf, type Segment } from './segment.js';

/** 856, ship notice: every item of it is expected, in transit. */
export function decode856(context: DocumentContext): void {
  const { segments, header } = context.transaction;
  const notice = segments.find(({ id }) => id === 'BSN');
  if (notice === undefined) {
    fault(context, header, undefined, 'x12.no_header', 'There is no BSN');
    return;
  }
  const shipment = needed(context, notice, 2, 'shipment number');
  const noticedAt = instantOf(context.profile, elementOf(notice, 3), elementOf(notice, 4));
  if (noticedAt === undefined) fault(context, notice, 3, 'x12.no_date', 'A date was expected');
  const location = warehouseOf(context, ['ST', 'WH']);
  if (shipment === undefined || noticedAt === undefined || location === undefined) return;
  const purpose = elementOf(notice, 1);
  const dueAt = purpose === '01' ? noticedAt : dueDate(context, notice, noticedAt);
  if (dueAt === undefined) return;
  for (const line of shippedItems(segments)) decodeItem(context, line, { shipment, noticedAt, location, dueAt, purpose });
}

interface ShipNotice {
  readonly shipment: string;
  readonly noticedAt: string;
  readonly location: string;
  readonly dueAt: string;
  /** BSN-01: `01` cancels, `04` and `05` replace, anything else announces. */
  readonly purpose: string;
}

/** The delivery date, or the shipping date and the profile's days after it. */
function dueDate(context: DocumentContext, notice: Segment, noticedAt: string): string | undefined {
  const stated = datedReference(context, ['017', '067', '371', '17', '02']);
  if (stated !== undefined) return stated;
  const days = context.profile.transitDays;
  if (days === undefined) {
    fault(context, notice, undefined, 'x12.no_delivery_date', 'The notice has no delivery date, and the profile no days in transit');
    return undefined;
  }
  const shippedAt = parseInstant(datedReference(context, ['011', '11']) ?? noticedAt);
  return shippedAt === undefined ? undefined : formatInstant(shippedAt + days * 86_400_000);
}

interface ShippedItem {
  readonly level: Segment | undefined;
  readonly names: Segment | undefined;
  readonly shipped: Segment;
}

/** The SN1 segments with the LIN and HL they stand under. */
function shippedItems(segments: readonly Segment[]): readonly ShippedItem[] {
  const items: ShippedItem[] = [];
  let level: Segment | undefined;
  let names: Segment | undefined;
  for (const segment of segments) {
    if (segment.id === 'HL') [level, names] = [segment, undefined];
    else if (segment.id === 'LIN') names = segment;
    else if (segment.id === 'SN1') items.push({ level, names, shipped: segment });
  }
  return items;
}

function decodeItem(context: DocumentContext, { level, names, shipped }: ShippedItem, notice: ShipNotice): void {
  if (names === undefined) {
    fault(context, shipped, undefined, 'x12.no_item', 'No LIN names the item');
    return;
  }
  const item = itemOf(context, names, linPairs(names));
  const amount = amountOf(context, shipped, 2);
  const unit = unitOf(context, shipped, 3);
  if (item === undefined || amount === undefined || unit === undefined) return;
  const { source } = context.profile;
  const key = level === undefined ? String(shipped.occurrence) : elementOf(level, 1);
  const supply = `856/${notice.shipment}#${key}`;
  const envelope = { source, effectiveAt: notice.noticedAt, item, correlationId: `856/${notice.shipment}`, supply };
  const planned = { class: 'inTransit', location: notice.location, dueAt: notice.dueAt, quantity: { amount, unit } } as const;
  if (notice.purpose === '01') context.events.add({ type: 'supply.cancelled', ...envelope, id: `${supply}/cancelled` }, pathOf(shipped));
  else if (notice.purpose === '04' || notice.purpose === '05') {
    remark(context, shipped, undefined, 'x12.replacement', 'The notice replaces an earlier one; lines that it leaves out stay as they were');
    context.events.add({ type: 'supply.changed', ...envelope, id: `${supply}/${notice.noticedAt}`, ...planned }, pathOf(shipped));
  } else context.events.add({ type: 'supply.scheduled', ...envelope, id: supply, ...planned }, pathOf(shipped));
}
