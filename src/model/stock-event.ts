import * as z from 'zod';
import {
  stockAdjustedSchema, stockCountedSchema, stockOpenedSchema, type StockAdjusted, type StockCounted, type StockOpened,
} from './count-events.js';
import {
  demandCancelledSchema, demandChangedSchema, demandScheduledSchema, type DemandCancelled, type DemandChanged, type DemandScheduled,
} from './demand-events.js';
import { stockIssuedSchema, stockShippedSchema, type StockIssued, type StockShipped } from './issue-events.js';
import { stockMovedSchema, stockStateChangedSchema, type StockMoved, type StockStateChanged } from './move-events.js';
import {
  claimReportedSchema, orderCancelledSchema, orderPlacedSchema, type ClaimReported, type OrderCancelled, type OrderPlaced,
} from './order-events.js';
import { receiptSettledSchema, stockReceivedSchema, type ReceiptSettled, type StockReceived } from './receipt-events.js';
import {
  returnAuthorizedSchema, returnClosedSchema, returnCreditedSchema, returnDispositionedSchema, returnInspectedSchema, stockReturnedSchema, type ReturnAuthorized, type ReturnClosed, type ReturnCredited, type ReturnDispositioned, type ReturnInspected, type StockReturned,
} from './return-events.js';
import {
  supplyCancelledSchema, supplyChangedSchema, supplyScheduledSchema, type SupplyCancelled, type SupplyChanged, type SupplyScheduled,
} from './supply-events.js';
import {
  transferDispatchedSchema, transferLostSchema, transferReceivedSchema, transferRejectedSchema, type TransferDispatched, type TransferLost, type TransferReceived, type TransferRejected,
} from './transfer-events.js';
import { factVoidedSchema, type FactVoided } from './void-event.js';

export type { DemandClass } from './demand-events.js';
export type { IssueReason } from './issue-events.js';
export type { Disposition } from './return-events.js';
export type { SupplyClass } from './supply-events.js';

/** Every fact other systems can tell. */
export type StockEvent =
  | StockOpened | StockReceived | ReceiptSettled | StockShipped | StockIssued | StockReturned | StockMoved | StockStateChanged | StockAdjusted | StockCounted
  | TransferDispatched | TransferReceived | TransferRejected | TransferLost
  | SupplyScheduled | SupplyChanged | SupplyCancelled | DemandScheduled | DemandChanged | DemandCancelled
  | OrderPlaced | OrderCancelled | ClaimReported
  | ReturnAuthorized | ReturnInspected | ReturnDispositioned | ReturnCredited | ReturnClosed
  | FactVoided;

/** The name of a fact. */
export type StockEventType = StockEvent['type'];

/** The schema of each fact by its name. */
export const STOCK_EVENT_SCHEMAS = {
  'stock.opened': stockOpenedSchema,
  'stock.received': stockReceivedSchema,
  'receipt.settled': receiptSettledSchema,
  'stock.shipped': stockShippedSchema,
  'stock.issued': stockIssuedSchema,
  'stock.returned': stockReturnedSchema,
  'stock.moved': stockMovedSchema,
  'stock.stateChanged': stockStateChangedSchema,
  'stock.adjusted': stockAdjustedSchema,
  'stock.counted': stockCountedSchema,
  'transfer.dispatched': transferDispatchedSchema,
  'transfer.received': transferReceivedSchema,
  'transfer.rejected': transferRejectedSchema,
  'transfer.lost': transferLostSchema,
  'supply.scheduled': supplyScheduledSchema,
  'supply.changed': supplyChangedSchema,
  'supply.cancelled': supplyCancelledSchema,
  'demand.scheduled': demandScheduledSchema,
  'demand.changed': demandChangedSchema,
  'demand.cancelled': demandCancelledSchema,
  'order.placed': orderPlacedSchema,
  'order.cancelled': orderCancelledSchema,
  'claim.reported': claimReportedSchema,
  'return.authorized': returnAuthorizedSchema,
  'return.inspected': returnInspectedSchema,
  'return.dispositioned': returnDispositionedSchema,
  'return.credited': returnCreditedSchema,
  'return.closed': returnClosedSchema,
  'fact.voided': factVoidedSchema,
} as const satisfies { readonly [Type in StockEventType]: z.ZodType<Extract<StockEvent, { type: Type }>> };

/** The names of all facts, in the order of the reference. */
export const STOCK_EVENT_TYPES = Object.keys(STOCK_EVENT_SCHEMAS) as readonly StockEventType[];

/** Schema of every fact, told apart by `type`. */
export const stockEventSchema = z
  .discriminatedUnion('type', [
    stockOpenedSchema,
    stockReceivedSchema,
    receiptSettledSchema,
    stockShippedSchema,
    stockIssuedSchema,
    stockReturnedSchema,
    stockMovedSchema,
    stockStateChangedSchema,
    stockAdjustedSchema,
    stockCountedSchema,
    transferDispatchedSchema,
    transferReceivedSchema,
    transferRejectedSchema,
    transferLostSchema,
    supplyScheduledSchema,
    supplyChangedSchema,
    supplyCancelledSchema,
    demandScheduledSchema,
    demandChangedSchema,
    demandCancelledSchema,
    orderPlacedSchema,
    orderCancelledSchema,
    claimReportedSchema,
    returnAuthorizedSchema,
    returnInspectedSchema,
    returnDispositionedSchema,
    returnCreditedSchema,
    returnClosedSchema,
    factVoidedSchema,
  ])
  .meta({ id: 'StockEvent', description: 'Every fact other systems can tell.' }) satisfies z.ZodType<StockEvent>;
