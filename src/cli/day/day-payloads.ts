/** What partners sent that day, in their own forms. */

/** The secret that the shop signs with. Made up, like every number here. */
export const SHOP_SECRET = 'shpss_example_of_a_distributors_day';

/** `orders/create`: three tea, one pot. The line id is beyond 2^53 on purpose. */
export const FIRST_ORDER = JSON.stringify({
  id: 5678901234501, name: '#1042', created_at: '2026-05-12T06:15:30-04:00', currency: 'USD',
  line_items: [
    { id: 14000000000001, variant_id: 44556677889901, sku: 'TEA-100', title: 'Breakfast tea, 100 bags', quantity: 3, requires_shipping: true, price: '12.50' },
    { id: 14000000000002, variant_id: 44556677889902, sku: 'POT-01', title: 'Stoneware pot', quantity: 1, requires_shipping: true, price: '19.00' },
  ],
}).replace('14000000000001', '9007199254740995');

/** `orders/create`: two pots, delivered after the warehouse had shipped them. */
export const SECOND_ORDER = JSON.stringify({
  id: 5678901234502, name: '#1043', created_at: '2026-05-12T06:20:00-04:00', currency: 'USD',
  line_items: [{ id: 14000000000010, variant_id: 44556677889902, sku: 'POT-01', title: 'Stoneware pot', quantity: 2, requires_shipping: true, price: '19.00' }],
});

/** `fulfillments/create`: the first order leaves the warehouse in the east. */
export const FULFILMENT = JSON.stringify({
  id: 4455667788001, order_id: 5678901234501, status: 'success', created_at: '2026-05-12T07:05:00-04:00', updated_at: '2026-05-12T07:05:00-04:00', location_id: 66554433221,
  line_items: [
    { id: 14000000000001, variant_id: 44556677889901, sku: 'TEA-100', quantity: 3, requires_shipping: true },
    { id: 14000000000002, variant_id: 44556677889902, sku: 'POT-01', quantity: 1, requires_shipping: true },
  ],
}).replace('14000000000001', '9007199254740995');

/** `refunds/create`: one tea comes back. */
export const REFUND = JSON.stringify({
  id: 998877665501, order_id: 5678901234501, created_at: '2026-05-12T13:00:00-04:00', note: null,
  refund_line_items: [
    {
      id: 601, line_item_id: 14000000000001, location_id: 66554433221, quantity: 1, restock_type: 'return',
      line_item: { id: 14000000000001, variant_id: 44556677889901, sku: 'TEA-100', quantity: 3, requires_shipping: true },
    },
  ],
}).replaceAll('14000000000001', '9007199254740995');

/** The third party's 945: it shipped the second order's two pots. */
export const SHIPPING_ADVICE = [
  'ISA*00*          *00*          *ZZ*RENO3PL        *ZZ*DISTRIBUTOR    *260512*0335*U*00401*000000311*0*P*>~',
  'GS*SW*RENO3PL*DISTRIBUTOR*20260512*0335*311*X*004010~',
  'ST*945*0001~',
  'W06*N*5678901234502*20260512*SHP-7712~',
  'N1*WH*RENO DC*92*RNO1~',
  'G62*11*20260512*8*033000*PT~',
  'LX*1~',
  'W12*CC*2*2*0*EA**VN*POT-01~',
  'N9*LI*14000000000010~',
  'W03*2~',
  'SE*9*0001~', 'GE*1*311~', 'IEA*1*000000311~',
].join('\n');

/** The third party's 944: ten cases of tea came in against purchase order PO-7001. */
export const RECEIPT_ADVICE = [
  'ISA*00*          *00*          *ZZ*RENO3PL        *ZZ*DISTRIBUTOR    *260512*0600*U*00401*000000312*0*P*>~',
  'GS*RE*RENO3PL*DISTRIBUTOR*20260512*0600*312*X*004010~',
  'ST*944*0001~',
  'W17*F*20260512*RCV-3301*PO-7001*SHP-880012~',
  'N1*WH*RENO DC*92*RNO1~',
  'W07*10*CA**VN*TEA-100~',
  'N9*LI*10000~',
  'W14*10~',
  'SE*7*0001~', 'GE*1*312~', 'IEA*1*000000312~',
].join('\n');

/** The ERP's posted receipt of the same order line, read through a page that names the location. */
export const POSTED_RECEIPT = JSON.stringify({
  value: [{
    id: '5d115c9c-44e3-ea11-bb43-000d3a2feca1', number: '107031', postingDate: '2026-05-12', vendorNumber: '10000', orderNumber: 'PO-7001',
    purchaseReceiptLines: [
      { sequence: 10000, lineType: 'Item', lineObjectNumber: '10100', description: 'Breakfast tea, 100 bags', unitOfMeasureCode: 'BOX', quantity: 10, locationCode: 'WEST' },
    ],
  }],
});
