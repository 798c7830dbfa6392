import * as z from 'zod';
import { identifierSchema } from './identifier-schema.js';

/** The condition of goods. The six standard ones and those a catalogue adds. */
export interface StockState {
  readonly id: string;
  /** Whether goods in this condition may be promised. */
  readonly sellable: boolean;
}

/** The condition goods are in where nothing else is said. */
export const SELLABLE = 'sellable';

/** Standard conditions; only `sellable` may be promised. */
export const STANDARD_STOCK_STATES: readonly StockState[] = [
  { id: SELLABLE, sellable: true },
  { id: 'damaged', sellable: false },
  { id: 'quarantined', sellable: false },
  { id: 'inspection', sellable: false },
  { id: 'expired', sellable: false },
  { id: 'blocked', sellable: false },
];

/** Schema of {@link StockState}. */
export const stockStateSchema = z
  .strictObject({
    id: identifierSchema.describe('The name of the condition.'),
    sellable: z.boolean().describe('Whether goods in this condition may be promised.'),
  })
  .meta({ id: 'StockState', description: 'A condition of goods.' }) satisfies z.ZodType<StockState>;
