import { KEY_PARTS, type KeyPart } from '../reconciliation/index.js';

/** What a column of a statement file can be. */
export type StatementColumn = KeyPart | 'amount';

/** The names of a file's columns or members, for those that are not called as usual. */
export type StatementColumns = Readonly<Partial<Record<StatementColumn, string | undefined>>>;

/** Names that systems use, in lower case without blanks, points, dashes and underscores; the first that a file has is taken. */
const USUAL_NAMES: Readonly<Record<StatementColumn, readonly string[]>> = {
  item: ['item', 'sku', 'itemno', 'itemnumber', 'itemid', 'itemcode', 'product', 'productid', 'productcode', 'material', 'article', 'stockcode', 'partnumber'],
  location: ['location', 'warehouse', 'site', 'plant', 'whse', 'wh', 'locationid', 'locationcode', 'warehouseid', 'warehousecode', 'store', 'facility'],
  state: ['state', 'stockstate', 'condition', 'stockstatus', 'stocktype'],
  lot: ['lot', 'batch', 'lotno', 'lotnumber', 'batchno', 'batchnumber', 'lotid'],
  serial: ['serial', 'serialno', 'serialnumber'],
  owner: ['owner', 'consignor', 'ownerid'],
  unit: ['unit', 'uom', 'baseunit', 'unitofmeasure', 'baseuom'],
  amount: ['amount', 'quantity', 'qty', 'onhand', 'qtyonhand', 'quantityonhand', 'onhandqty', 'onhandquantity', 'stock', 'balance', 'inventory', 'available'],
};

/** Every kind of column, in the order of keys and the amount last. */
export const STATEMENT_COLUMNS: readonly StatementColumn[] = [...KEY_PARTS, 'amount'];

/** Where each column stands in a header, or the names that were asked for and are not there; `item` and `amount` must be. */
export function findStatementColumns(header: readonly string[], columns: StatementColumns = {}): { readonly places: ReadonlyMap<StatementColumn, number> } | { readonly missing: readonly string[] } {
  const plain = header.map(plainName);
  const places = new Map<StatementColumn, number>();
  const missing: string[] = [];
  for (const column of STATEMENT_COLUMNS) {
    const asked = columns[column];
    const place = asked === undefined ? usualPlace(plain, column) : header.indexOf(asked);
    if (place >= 0) places.set(column, place);
    else if (asked !== undefined || column === 'item' || column === 'amount') missing.push(asked ?? column);
  }
  return missing.length > 0 ? { missing } : { places };
}

function usualPlace(plain: readonly string[], column: StatementColumn): number {
  for (const name of USUAL_NAMES[column]) {
    const place = plain.indexOf(name);
    if (place >= 0) return place;
  }
  return -1;
}

function plainName(name: string): string {
  return name.trim().toLowerCase().replace(/[ ._-]/g, '');
}
