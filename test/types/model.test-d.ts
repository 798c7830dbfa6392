/** Checked by the compiler alone, as part of `npm test`: each schema gives exactly its interface. */
import type * as z from 'zod';
import { expectTypeOf } from 'vitest';
import type {
  authorityRuleSchema, AuthorityRule, bufferRuleSchema, BufferRule, catalogSchema, Catalog, catchWeightSchema, CatchWeight, channelSchema, Channel, externalReferenceSchema, ExternalReference,
  externalSystemSchema, ExternalSystem, heldAmountSchema, HeldAmount, itemSchema, Item, kitComponentSchema, KitComponent, locationSchema, Location, lotAttributesSchema, LotAttributes, packSchema,
  placeSchema, Place, policySchema, Policy, RESERVATION_EVENT_SCHEMAS, ReservationEvent, ReservationEventType, sourceSchema, Source, STOCK_EVENT_SCHEMAS, StockEvent, StockEventType,
  stockStateSchema, StockState,
} from '../../src/model/index.js';
import type { PackSpec } from '../../src/quantity/index.js';

/** A type as written when nothing in it may be changed. */
type Frozen<T> = T extends string | number | boolean | undefined ? T : T extends readonly (infer Element)[] ? readonly Frozen<Element>[] : { readonly [Name in keyof T]: Frozen<T[Name]> };
type Of<Schema extends z.ZodType> = Frozen<z.infer<Schema>>;

expectTypeOf<Of<typeof itemSchema>>().toEqualTypeOf<Frozen<Item>>();
expectTypeOf<Of<typeof packSchema>>().toEqualTypeOf<Frozen<PackSpec>>();
expectTypeOf<Of<typeof catchWeightSchema>>().toEqualTypeOf<Frozen<CatchWeight>>();
expectTypeOf<Of<typeof kitComponentSchema>>().toEqualTypeOf<Frozen<KitComponent>>();
expectTypeOf<Of<typeof externalReferenceSchema>>().toEqualTypeOf<Frozen<ExternalReference>>();
expectTypeOf<Of<typeof externalSystemSchema>>().toEqualTypeOf<Frozen<ExternalSystem>>();
expectTypeOf<Of<typeof locationSchema>>().toEqualTypeOf<Frozen<Location>>();
expectTypeOf<Of<typeof lotAttributesSchema>>().toEqualTypeOf<Frozen<LotAttributes>>();
expectTypeOf<Of<typeof placeSchema>>().toEqualTypeOf<Frozen<Place>>();
expectTypeOf<Of<typeof stockStateSchema>>().toEqualTypeOf<Frozen<StockState>>();
expectTypeOf<Of<typeof channelSchema>>().toEqualTypeOf<Frozen<Channel>>();
expectTypeOf<Of<typeof sourceSchema>>().toEqualTypeOf<Frozen<Source>>();
expectTypeOf<Of<typeof authorityRuleSchema>>().toEqualTypeOf<Frozen<AuthorityRule>>();
expectTypeOf<Of<typeof bufferRuleSchema>>().toEqualTypeOf<Frozen<BufferRule>>();
expectTypeOf<Of<typeof policySchema>>().toEqualTypeOf<Frozen<Policy>>();
expectTypeOf<Of<typeof catalogSchema>>().toEqualTypeOf<Frozen<Catalog>>();
expectTypeOf<Of<typeof heldAmountSchema>>().toEqualTypeOf<Frozen<HeldAmount>>();
expectTypeOf<{ [Type in StockEventType]: Of<(typeof STOCK_EVENT_SCHEMAS)[Type]> }>().toEqualTypeOf<{ [Type in StockEventType]: Frozen<Extract<StockEvent, { type: Type }>> }>();
expectTypeOf<{ [Type in ReservationEventType]: Of<(typeof RESERVATION_EVENT_SCHEMAS)[Type]> }>().toEqualTypeOf<{ [Type in ReservationEventType]: Frozen<Extract<ReservationEvent, { type: Type }>> }>();

// @ts-expect-error an event cannot be told without its item
export const incomplete: StockEvent = { type: 'return.closed', source: 's', id: 'i', effectiveAt: '2026-05-12T08:00:00Z', returnLine: 'r' };
