// Business Central: posted receipts in as facts, its balances compared, and the difference that a count explains sent back as an adjustment.
import { createInventory } from 'stockwright';
import { decodeItemBalances, decodePurchaseReceipts, encodeAdjustments } from 'stockwright/connectors/business-central';
import { memoryStorage } from 'stockwright/storage/memory';

const company = { source: 'erp', timeZone: 'America/New_York', location: 'EAST' };
const inventory = createInventory({
  storage: memoryStorage(),
  catalog: {
    items: [{ id: 'TEA-100', unit: 'EA', packs: [{ unit: 'CA', holds: { amount: '12', unit: 'EA' } }], aliases: [{ system: 'erp', id: '10100' }] }],
    locations: [{ id: 'DC-EAST', kind: 'warehouse', aliases: [{ system: 'erp', id: 'EAST' }] }],
    systems: [{ id: 'erp' }],
    // What the company calls each and case.
    unitCodes: { erp: { PCS: 'EA', BOX: 'CA' } },
    sources: [{ id: 'erp', system: 'erp', unitCodes: 'erp' }],
  },
});

// GET /purchaseReceipts?$expand=purchaseReceiptLines
const receipts = decodePurchaseReceipts(`{ "value": [{
  "number": "107031", "postingDate": "2026-05-12", "orderNumber": "106027",
  "purchaseReceiptLines": [
    { "sequence": 10000, "lineType": "Item", "lineObjectNumber": "10100", "unitOfMeasureCode": "BOX", "quantity": 10 },
    { "sequence": 20000, "lineType": "Comment", "lineObjectNumber": "", "quantity": 0 }
  ]
}] }`, company);
// Reading the same page twice is harmless.
for (let reading = 1; reading <= 2; reading++) {
  for (const answer of await inventory.record(receipts.events)) console.log('receipt:', answer.ok ? answer.outcome : answer.reason.code);
}

// The warehouse counts two pieces less than the books say.
await inventory.record({
  type: 'stock.counted', source: 'wms', id: 'count-9#1', effectiveAt: '2026-05-13T08:00:00Z', item: 'TEA-100', location: 'DC-EAST', balances: [{ quantity: { amount: '118', unit: 'EA' } }],
});

// GET /items: what the ERP thinks. It is compared, never applied.
const { statements } = decodeItemBalances('{ "value": [{ "number": "10100", "type": "Inventory", "inventory": 120, "baseUnitOfMeasureCode": "PCS" }] }', company, { asOf: '2026-05-13T09:00:00Z' });
const theirs = statements[0]?.rows[0]?.quantity;
const [ours] = await inventory.balances('TEA-100');
console.log('the ERP has', theirs, 'and we have', ours?.quantity);

// The count is the cause, so its id becomes the reference of the correction.
const difference = BigInt(ours?.quantity.amount ?? '0') - BigInt(theirs?.amount ?? '0');
const { requests } = encodeAdjustments([
  { item: '10100', location: 'EAST', amount: difference.toString(), unit: 'PCS', reason: 'COUNT', reference: 'count-9#1' },
], { companyId: '9c8b7a65-0000-4000-8000-000000000001', at: '2026-05-13T09:00:00-04:00', page: 'api/yourcompany/stock/v1.0/itemJournalLines' });
for (const { method, path, body } of requests) console.log(method, path, body);
await inventory.close();

/* Prints:
receipt: recorded
receipt: repeated
the ERP has { amount: '120', unit: 'PCS' } and we have { amount: '118', unit: 'EA' }
POST /api/yourcompany/stock/v1.0/companies(9c8b7a65-0000-4000-8000-000000000001)/itemJournalLines {
  externalDocumentNumber: 'count-9#1',
  postingDate: '2026-05-13',
  entryType: 'Negative Adjmt.',
  itemNumber: '10100',
  locationCode: 'EAST',
  quantity: '2',
  unitOfMeasureCode: 'PCS',
  reasonCode: 'COUNT'
}
*/
