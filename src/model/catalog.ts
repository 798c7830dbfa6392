import * as z from 'zod';
import { channelSchema, type Channel } from './channel.js';
import { crossFieldRule } from './cross-field-rule.js';
import { externalSystemSchema, type ExternalSystem } from './external-reference.js';
import { identifierSchema, unitSchema } from './identifier-schema.js';
import { itemSchema, type Item } from './item.js';
import { locationSchema, type Location } from './location.js';
import { authorityRuleSchema, sourceSchema, type AuthorityRule, type Source } from './source.js';
import { stockStateSchema, type StockState } from './stock-state.js';

/** The masters a decision needs: what exists, what it is called elsewhere, who is believed. */
export interface Catalog {
  readonly items: readonly Item[];
  readonly locations: readonly Location[];
  readonly channels?: readonly Channel[] | undefined;
  /** Sources not listed are accepted with the defaults. */
  readonly sources?: readonly Source[] | undefined;
  readonly systems?: readonly ExternalSystem[] | undefined;
  /** Conditions beside the standard ones. */
  readonly states?: readonly StockState[] | undefined;
  readonly authority?: readonly AuthorityRule[] | undefined;
  /** Partner tables of unit codes: table name, then code, then our unit. */
  readonly unitCodes?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** How many records of each kind a catalogue may have. */
export const CATALOG_MAX = {
  items: 1_000_000,
  locations: 1_000_000,
  channels: 10_000,
  sources: 10_000,
  systems: 1000,
  states: 100,
  authority: 100_000,
  unitCodeTables: 100,
  unitCodesPerTable: 10_000,
} as const;

const unitCodeTableSchema = z
  .record(identifierSchema, unitSchema)
  .refine((table) => Object.keys(table).length <= CATALOG_MAX.unitCodesPerTable, crossFieldRule('too_many', `at most ${CATALOG_MAX.unitCodesPerTable} unit codes`))
  .meta({ maxProperties: CATALOG_MAX.unitCodesPerTable });

const unitCodeTablesSchema = z
  .record(identifierSchema, unitCodeTableSchema)
  .refine((tables) => Object.keys(tables).length <= CATALOG_MAX.unitCodeTables, crossFieldRule('too_many', `at most ${CATALOG_MAX.unitCodeTables} tables`))
  .meta({ maxProperties: CATALOG_MAX.unitCodeTables });

/** Schema of {@link Catalog}. Whether its records agree with each other is for `compileRegister` to say. */
export const catalogSchema = z
  .strictObject({
    items: z.array(itemSchema).max(CATALOG_MAX.items).describe('What is stocked and sold.'),
    locations: z.array(locationSchema).max(CATALOG_MAX.locations).describe('Where it is kept.'),
    channels: z.array(channelSchema).max(CATALOG_MAX.channels).optional().describe('Where it is sold.'),
    sources: z.array(sourceSchema).max(CATALOG_MAX.sources).optional().describe('Where facts come from. Sources not listed are accepted with the defaults.'),
    systems: z.array(externalSystemSchema).max(CATALOG_MAX.systems).optional().describe('Systems that have their own identifiers.'),
    states: z.array(stockStateSchema).max(CATALOG_MAX.states).optional().describe('Conditions beside the standard ones.'),
    authority: z.array(authorityRuleSchema).max(CATALOG_MAX.authority).optional().describe('Which source is believed for which kind of fact.'),
    unitCodes: unitCodeTablesSchema.optional().describe('Partner tables of unit codes: table name, then code, then our unit.'),
  })
  .meta({ id: 'Catalog', description: 'The masters a decision needs: what exists, what it is called elsewhere, who is believed.' }) satisfies z.ZodType<Catalog>;
