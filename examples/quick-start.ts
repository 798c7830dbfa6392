// Receive, reserve, and ask what may still be sold.
import { createInventory } from 'stockwright';
import { memoryStorage } from 'stockwright/storage/memory';

const inventory = createInventory({
  storage: memoryStorage(),
  catalog: {
    items: [{ id: 'TEA-100', unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }] }],
    locations: [{ id: 'DC-EAST', kind: 'warehouse' }],
    channels: [{ id: 'shopify' }, { id: 'amazon' }],
  },
});

// Ten cases came in: a fact. It is identified by its source and id, so telling it twice changes nothing.
const received = {
  type: 'stock.received', source: 'wms-east', id: 'asn-4711#1', effectiveAt: '2026-05-12T08:00:00Z',
  item: 'TEA-100', location: 'DC-EAST', quantity: { amount: '10', unit: 'CA' },
} as const;
await inventory.record(received);
const again = await inventory.record(received);
console.log('the same receipt again:', again.ok ? again.outcome : again.reason.code);

// A shop wants twelve: a request. It is decided, and answered with numbers either way.
const order = { channel: 'shopify', lines: [{ item: 'TEA-100', quantity: { amount: '12', unit: 'EA' } }] };
const held = await inventory.reserve({ key: 'order-1042', ...order });
console.log('reserved:', held.ok ? held.lines[0]?.reserved : held.reason);

const tooMuch = await inventory.reserve({ key: 'order-1043', channel: 'shopify', lines: [{ item: 'TEA-100', quantity: { amount: '10', unit: 'CA' } }] });
if (!tooMuch.ok && tooMuch.reason.code === 'reservation.insufficient') {
  const [shortage] = tooMuch.reason.shortages;
  console.log('ten cases more:', shortage?.requested.amount, 'wanted,', shortage?.available.amount, 'there');
}

const [answer] = await inventory.available({ items: ['TEA-100'], channel: 'amazon' });
console.log('Amazon may sell', answer?.available, 'of', answer?.onHand.amount, 'on hand, since', answer?.reserved.amount, 'are reserved');
await inventory.close();

/* Prints:
the same receipt again: repeated
reserved: { amount: '12', unit: 'EA' }
ten cases more: 120 wanted, 108 there
Amazon may sell { amount: '108', unit: 'EA' } of 120 on hand, since 12 are reserved
*/
