// A Shopify webhook in, a figure out: verified over the raw bytes, decoded, recorded, reserved, encoded. Your server does HTTP; the codec never does.
import { createHmac } from 'node:crypto';
import { createInventory } from 'stockwright';
import { shopifyConnector } from 'stockwright/connectors/shopify';
import { memoryStorage } from 'stockwright/storage/memory';

const SECRET = 'the client secret of your app';
const shop = shopifyConnector({ source: 'shopify' });
const inventory = createInventory({
  storage: memoryStorage(),
  catalog: {
    items: [{ id: 'TEA-100', unit: 'EA', aliases: [{ system: 'shopify', id: 'gid://shopify/InventoryItem/49123456700100' }] }],
    locations: [{ id: 'DC-EAST', kind: 'warehouse', aliases: [{ system: 'shopify', id: 'gid://shopify/Location/66554433221' }] }],
    channels: [{ id: 'shopify' }],
    systems: [{ id: 'shopify' }],
    sources: [{ id: 'shopify', system: 'shopify' }],
  },
});
await inventory.record({
  type: 'stock.received', source: 'wms', id: 'asn-1#1', effectiveAt: '2026-05-12T08:00:00Z', item: 'TEA-100', location: 'DC-EAST', quantity: { amount: '40', unit: 'EA' },
});

/** What a server does with a delivery. Answers the HTTP status. */
async function receive(rawBody: Uint8Array, headers: Record<string, string>): Promise<number> {
  const verified = shop.verify(rawBody, headers, SECRET);
  if (!verified.ok) {
    console.log('401:', verified.reason);
    return 401;
  }
  const { events, issues } = shop.decode(headers['X-Shopify-Topic'] ?? '', rawBody);
  for (const { severity, code, path } of issues) console.log(`${severity}: ${code} at ${path}`);
  const recorded = await inventory.record(events);
  console.log('facts:', recorded.map((answer) => (answer.ok ? answer.outcome : answer.reason.code)).join(', '));
  const lines = events.flatMap((event) => (event.type === 'order.placed' ? [{ item: event.item, line: event.line, quantity: event.quantity }] : []));
  // The key is the order's: a redelivered webhook is given the first answer again.
  const held = await inventory.reserve({ key: events[0]?.correlationId ?? 'none', channel: 'shopify', mode: 'backorder', lines });
  if (held.ok) for (const line of held.lines) console.log(`${line.item}: ${line.reserved.amount} reserved, ${line.backordered.amount} backordered${held.repeated ? ', as answered before' : ''}`);
  return 200;
}

// What Shopify sends: an order of three, with a gift card that is no stock. The line's id has more digits than a JavaScript number holds.
const body = Buffer.from(`{
  "id": 5678901234501, "name": "#1042", "created_at": "2026-05-12T10:15:30-04:00",
  "line_items": [
    { "id": 9007199254740995, "sku": "TEA-100", "quantity": 3, "requires_shipping": true },
    { "id": 14000000000003, "sku": "GIFT-25", "quantity": 1, "requires_shipping": false }
  ]
}`);
const headers = { 'X-Shopify-Topic': 'orders/create', 'X-Shopify-Hmac-SHA256': createHmac('sha256', SECRET).update(body).digest('base64') };
await receive(body, headers);
await receive(body, headers);
await receive(Buffer.concat([body, Buffer.from(' ')]), headers);

// The figure goes back, together with the one that Shopify is thought to hold, so that it refuses if somebody changed it in between.
const [answer] = await inventory.available({ items: ['TEA-100'], channel: 'shopify' });
const { requests } = shop.encode([{
  inventoryItem: 'gid://shopify/InventoryItem/49123456700100', location: 'gid://shopify/Location/66554433221', amount: answer?.available.amount ?? '0', changeFrom: 40,
}], { reference: 'gid://your-app/Publication/1' });
for (const { method, path, body: sent } of requests) console.log(method, path, sent.variables.input.quantities);
await inventory.close();

/* Prints:
warning: shopify.not_shipped at $.line_items[1]
facts: recorded
TEA-100: 3 reserved, 0 backordered
warning: shopify.not_shipped at $.line_items[1]
facts: repeated
TEA-100: 3 reserved, 0 backordered, as answered before
401: wrong_signature
POST /admin/api/2026-07/graphql.json [
  {
    inventoryItemId: 'gid://shopify/InventoryItem/49123456700100',
    locationId: 'gid://shopify/Location/66554433221',
    quantity: 37,
    changeFromQuantity: 40
  }
]
*/
