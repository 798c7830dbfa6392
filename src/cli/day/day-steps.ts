import { createHmac } from 'node:crypto';
import { encodeListingPatches } from '../../connectors/amazon/index.js';
import { decodePurchaseReceipts } from '../../connectors/business-central/index.js';
import { decodeX12, type X12Profile } from '../../connectors/edi-x12/index.js';
import { shopifyConnector } from '../../connectors/shopify/index.js';
import type { ExternalReference } from '../../model/index.js';
import { DAY_CATALOG } from './day-catalog.js';
import { dayInstant, recordFacts, reserveOrder, type DayContext } from './day-context.js';
import { FIRST_ORDER, FULFILMENT, POSTED_RECEIPT, RECEIPT_ADVICE, REFUND, SECOND_ORDER, SHIPPING_ADVICE, SHOP_SECRET } from './day-payloads.js';

/** One thing that happens. */
export interface DayStep {
  /** When, `09:30` in UTC. */
  readonly time: string;
  readonly title: string;
  /** The items whose availability is shown afterwards. */
  readonly items: readonly string[];
  run(context: DayContext): Promise<void>;
}

const shop = shopifyConnector({ source: 'shopify' });
const warehouse: X12Profile = { source: '3pl', timeZone: 'America/Los_Angeles', linePrefix: 'shopify' };
const TEA = 'TEA-100';
const POT = 'POT-01';

/** The distributor's day, in the order in which messages arrive: not the order in which things happened. */
export const DAY_STEPS: readonly DayStep[] = [
  { time: '06:00', title: 'Cut-over: opening balances', items: [TEA, POT, 'HONEY'], run: open },
  { time: '09:00', title: 'A field representative holds two cases of tea until 13:00', items: [TEA], run: holdForField },
  { time: '10:16', title: 'Shopify: order #1042 arrives as a signed webhook', items: [TEA, POT], run: (day) => takeOrder(day, FIRST_ORDER) },
  { time: '10:17', title: 'Shopify: the same webhook is delivered again', items: [TEA, POT], run: (day) => takeOrder(day, FIRST_ORDER) },
  { time: '10:18', title: 'Somebody else posts an order under the same signature', items: [], run: refuseForgery },
  { time: '10:40', title: 'Third party: a 945 says that order 5678901234502 was shipped; nobody has seen that order yet', items: [POT], run: (day) => readX12(day, SHIPPING_ADVICE) },
  { time: '10:45', title: 'Shopify: the order arrives after its shipment', items: [POT], run: takeShippedOrder },
  { time: '11:06', title: 'Shopify: order #1042 is fulfilled from the east', items: [TEA, POT], run: fulfil },
  { time: '13:30', title: 'The field hold has run out, and nobody has swept it', items: [TEA], run: lapse },
  { time: '14:00', title: 'WMS: a count of the tea finds less', items: [TEA], run: countTea },
  { time: '14:30', title: 'WMS: two tea were scrapped at 12:30, before the count; the message is late', items: [TEA], run: scrapLate },
  { time: '17:01', title: 'Shopify: a refund sends one tea back', items: [TEA], run: refund },
  { time: '18:00', title: 'WMS: the returned tea is inspected and restocked', items: [TEA], run: restock },
  { time: '19:05', title: 'Third party: a 944 says that ten cases of tea came in; the ERP owns receipts there', items: [TEA], run: (day) => readX12(day, RECEIPT_ADVICE, { receipt: true }) },
  { time: '20:00', title: 'Business Central: the receipt of the same order line is posted', items: [TEA], run: confirmReceipt },
  { time: '21:00', title: 'The evening figures are encoded for Shopify and Amazon', items: [], run: publishFigures },
];

async function open(day: DayContext): Promise<void> {
  const opening = { type: 'stock.opened', source: 'cut-over', effectiveAt: dayInstant('05:00') } as const;
  const at = (location: string, amount: string, unit: string): { location: string; quantity: { amount: string; unit: string } } => ({ location, quantity: { amount, unit } });
  await recordFacts(day, [
    { ...opening, id: 'opening#1', item: TEA, balances: [at('DC-EAST/A-01', '10', 'CA'), at('3PL-WEST', '5', 'CA')] },
    { ...opening, id: 'opening#2', item: POT, balances: [at('DC-EAST/A-02', '30', 'EA'), at('3PL-WEST', '10', 'EA')] },
    { ...opening, id: 'opening#3', item: 'HONEY', balances: [at('DC-EAST/A-02', '24.35', 'KGM')] },
  ]);
}

async function holdForField(day: DayContext): Promise<void> {
  const answer = await day.inventory.reserve({
    key: 'visit-88', channel: 'field', lines: [{ item: TEA, quantity: { amount: '2', unit: 'CA' } }], expiresAt: dayInstant('13:00'),
  }, { at: day.at });
  day.say(answer.ok ? `reserved ${answer.lines[0]!.reserved.amount} EA until ${answer.expiresAt!.slice(11, 16)}` : `not reserved: ${answer.reason.code}`);
}

/** What the shop sends along: its signature over the raw bytes. */
function signed(topic: string, body: string): Record<string, string> {
  return { 'X-Shopify-Topic': topic, 'X-Shopify-Hmac-SHA256': createHmac('sha256', SHOP_SECRET).update(body).digest('base64') };
}

async function takeOrder(day: DayContext, body: string): Promise<void> {
  const verified = shop.verify(Buffer.from(body), signed('orders/create', body), SHOP_SECRET);
  if (!verified.ok) throw new TypeError(`The shop's own signature does not fit: ${verified.reason}`);
  day.say('signature verified over the raw bytes');
  const { events, issues } = shop.decode('orders/create', body);
  await recordFacts(day, events, issues);
  await reserveOrder(day, events[0]?.correlationId ?? '', events);
}

function refuseForgery({ say }: DayContext): Promise<void> {
  const verified = shop.verify(Buffer.from(FIRST_ORDER.replace('"quantity":3', '"quantity":300')), signed('orders/create', FIRST_ORDER), SHOP_SECRET);
  say(verified.ok ? 'accepted' : `refused before it is read: ${verified.reason}`);
  return Promise.resolve();
}

async function readX12(day: DayContext, text: string, { receipt = false } = {}): Promise<void> {
  const { events, issues } = decodeX12(text, warehouse);
  await recordFacts(day, events, issues);
  if (receipt) day.say('provisional: visible, and nobody may sell it until the ERP has confirmed it');
  else await sayExceptions(day, POT);
}

async function takeShippedOrder(day: DayContext): Promise<void> {
  const { events, issues } = shop.decode('orders/create', SECOND_ORDER);
  await recordFacts(day, events, issues);
  for (const event of events) if (event.type === 'order.placed') await sayLine(day, event.item, event.line);
  await sayExceptions(day, POT);
}

async function fulfil(day: DayContext): Promise<void> {
  const { events, issues } = shop.decode('fulfillments/create', FULFILMENT);
  await recordFacts(day, events, issues);
  for (const event of events) if (event.type === 'stock.shipped' && event.line !== undefined) await sayLine(day, event.item, event.line);
}

async function lapse(day: DayContext): Promise<void> {
  const [before] = await day.inventory.available({ items: [TEA], channel: 'field', at: day.at });
  const swept = await day.inventory.sweep({ at: day.at });
  const [after] = await day.inventory.available({ items: [TEA], channel: 'field', at: day.at });
  day.say(`the field may sell ${before!.available.amount} EA before the sweep and ${after!.available.amount} EA after it; ${swept} hold swept`);
  await sayLine(day, TEA, 'visit-88#1');
}

async function countTea(day: DayContext): Promise<void> {
  await sayBins(day, 'by the book');
  await recordFacts(day, [{
    type: 'stock.counted', source: 'wms', id: 'count-9#1', effectiveAt: dayInstant('14:00'), item: TEA, location: 'DC-EAST', detail: 'bin',
    balances: [{ location: 'DC-EAST/A-01', quantity: { amount: '115', unit: 'EA' } }],
  }]);
  await sayBins(day, 'after the count');
}

async function scrapLate(day: DayContext): Promise<void> {
  await recordFacts(day, [{
    type: 'stock.issued', source: 'wms', id: 'scrap-51#1', effectiveAt: dayInstant('12:30'), item: TEA, location: 'DC-EAST/A-01', quantity: { amount: '2', unit: 'EA' }, reason: 'scrapped',
  }]);
  await sayBins(day, 'the count had seen that already; still');
}

async function refund(day: DayContext): Promise<void> {
  const { events, issues } = shop.decode('refunds/create', REFUND);
  await recordFacts(day, events, issues);
  day.say('it is on hand, in inspection, and nobody may sell it');
}

async function restock(day: DayContext): Promise<void> {
  await recordFacts(day, [{
    type: 'return.dispositioned', source: 'wms', id: 'rma-12#1', effectiveAt: dayInstant('18:00'), item: TEA, location: 'DC-EAST', returnLine: 'refunds/998877665501#601',
    disposition: 'restock', quantity: { amount: '1', unit: 'EA' },
  }]);
}

async function confirmReceipt(day: DayContext): Promise<void> {
  const { events, issues } = decodePurchaseReceipts(POSTED_RECEIPT, { source: 'erp', timeZone: 'America/New_York' });
  await recordFacts(day, events, issues);
  day.say('the ERP speaks of the same order line: its receipt takes the place of the provisional one');
}

/** Shopify takes a figure for each location, Amazon one for all. */
async function publishFigures({ inventory, at, say }: DayContext): Promise<void> {
  const items = [TEA, POT];
  const forShop = await inventory.available({ items, channel: 'shopify', at });
  const shopCalls = shop.encode(forShop.flatMap(({ item, locations }) => locations.map(({ location, available }) => ({
    inventoryItem: nameIn('shopify', DAY_CATALOG.items, item), location: nameIn('shopify', DAY_CATALOG.locations, location), amount: available.amount, changeFrom: null,
  }))), { reference: 'gid://distributor/Publication/1042' });
  for (const { method, path, body } of shopCalls.requests) {
    say(`${method} ${path}`);
    for (const { inventoryItemId, locationId, quantity } of body.variables.input.quantities) say(`  ${inventoryItemId} at ${locationId}: ${quantity}`);
  }
  const forAmazon = await inventory.available({ items, channel: 'amazon', at });
  const patches = encodeListingPatches(forAmazon.map(({ item, available }) => ({ sku: nameIn('amazon', DAY_CATALOG.items, item), amount: available.amount })), {
    sellerId: 'A2DISTRIBUTOR', marketplaceId: 'ATVPDKIKX0DER', reference: 'publication-1042',
  });
  for (const { method, path, body } of patches.requests) say(`${method} ${path} ${JSON.stringify(body.patches)}`);
}

/** What a system calls an item or a location. */
function nameIn(system: string, records: readonly { readonly id: string; readonly aliases?: readonly ExternalReference[] | undefined }[], id: string): string {
  return records.find((record) => record.id === id)?.aliases?.find((alias) => alias.system === system)?.id ?? id;
}

async function sayLine({ inventory, say }: DayContext, item: string, line: string): Promise<void> {
  const standing = await inventory.line(item, line);
  if (standing === undefined) return;
  const parts = (['backordered', 'reserved', 'shipped', 'expired'] as const).filter((part) => standing[part].amount !== '0').map((part) => `${standing[part].amount} ${part}`);
  say(`line ${line}: ${standing.requested.amount} ${item} requested = ${parts.join(' + ')}`);
}

async function sayExceptions({ inventory, say }: DayContext, item: string): Promise<void> {
  const standing = (await inventory.exceptions()).filter((exception) => exception.item === item);
  say(standing.length === 0 ? `no exception stands for ${item}` : `exception: ${standing.map(({ kind, message }) => `${kind}, ${message}`).join('; ')}`);
}

async function sayBins({ inventory, say }: DayContext, when: string): Promise<void> {
  const balances = (await inventory.balances(TEA)).filter(({ location }) => location.startsWith('DC-EAST'));
  say(`${when}: ${balances.map(({ location, quantity }) => `${quantity.amount} ${quantity.unit} at ${location}`).join(', ')}`);
}
