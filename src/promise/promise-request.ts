import { isIdentifier, isInstant, type Instant } from '../foundation/index.js';
import type { Grains } from '../quantity/index.js';
import { invalid } from './invalid.js';
import type { Schedule } from './schedule.js';
import { checkLead, type ShipmentLead } from './shipment-dates.js';

/**
 * What kind of promise is asked for. `allOrNothing`: everything by the date wanted. `partialOnDate`: as much of it as there is by then. `earliestDate`: everything, as soon
 * as it can be had, not before it is wanted. `schedule`: as much as there is by then, and the rest as it comes.
 */
export type PromiseMode = 'allOrNothing' | 'partialOnDate' | 'earliestDate' | 'schedule';

/** Goods kept for others until an instant. */
export interface PromiseProtection {
  /** For whom. */
  readonly reference: string;
  readonly grains: Grains;
  /** From when on they are everybody's. Default: never. */
  readonly releasesAt?: Instant | undefined;
}

/** A part of a kit with the schedule of that part. */
export interface PromiseComponent {
  readonly item: string;
  /** Grains of the part in one grain of the kit. The same part named twice is needed twice. */
  readonly per: Grains;
  readonly schedule: Schedule;
}

/** A place that can serve: from its own goods, or by assembling a kit. */
export interface PromiseSource {
  readonly location: string;
  /** Which places are to serve first: the lower the better. Default 0. */
  readonly priority?: number | undefined;
  /** Its goods; for a kit, the `components` instead. */
  readonly schedule?: Schedule | undefined;
  readonly components?: readonly PromiseComponent[] | undefined;
  /** What it keeps for others. */
  readonly protections?: readonly PromiseProtection[] | undefined;
  /** It ships whole packs of so many grains only. */
  readonly pack?: Grains | undefined;
  readonly lead?: ShipmentLead | undefined;
}

/** A promise asked for. */
export interface PromiseRequest {
  readonly mode: PromiseMode;
  /** How much is wanted, above zero. */
  readonly grains: Grains;
  /** When the goods are to have arrived. In the past it means now. */
  readonly wantedAt: Instant;
  readonly sources: readonly PromiseSource[];
  /** `singleReceipt`: no more than what one receipt adds is promised from a place, as if each receipt stood alone. Default `pooled`. */
  readonly supply?: 'pooled' | 'singleReceipt' | undefined;
  /** It is wanted in whole packs of so many grains; an amount that is no whole number of them is rounded up, or refused. */
  readonly pack?: { readonly grains: Grains; readonly rounding: 'up' | 'refuse' } | undefined;
  /** The document line asked for: its own demand does not stand in its way. */
  readonly excludes?: string | undefined;
  /** Everything comes from one place. Default: several may serve. */
  readonly noSplit?: boolean | undefined;
  /**
   * What counts first where places could share. `date`: the earliest, then the places of best priority, then the fewest shipments. `priority`: the places of best priority,
   * however long they take. `shipments`: the fewest shipments, however long they take. Default `date`.
   */
  readonly prefer?: 'date' | 'priority' | 'shipments' | undefined;
}

/** How many places, and parts of a kit, and protections of a place, a request may name. */
export const PROMISE_SOURCES_MAX = 1000;

const MODES: readonly PromiseMode[] = ['allOrNothing', 'partialOnDate', 'earliestDate', 'schedule'];

/** Checks a request, but for its schedules. @throws InventoryError `promise.invalid` saying where and what. */
export function checkRequest(request: PromiseRequest): void {
  const choice = (path: string, value: string | undefined, choices: readonly string[]): void => {
    if (value !== undefined && !choices.includes(value)) throw invalid(path, `one of ${choices.join(', ')}`, value);
  };
  if (!MODES.includes(request.mode)) throw invalid('$.mode', `one of ${MODES.join(', ')}`, request.mode);
  aboveZero(request.grains, '$.grains');
  if (!isInstant(request.wantedAt)) throw invalid('$.wantedAt', 'an instant', request.wantedAt);
  choice('$.supply', request.supply, ['pooled', 'singleReceipt']);
  choice('$.prefer', request.prefer, ['date', 'priority', 'shipments']);
  if (request.pack !== undefined) {
    aboveZero(request.pack.grains, '$.pack.grains');
    choice('$.pack.rounding', request.pack.rounding, ['up', 'refuse']);
  }
  bounded(request.sources, '$.sources', 1);
  const locations = new Set<string>();
  request.sources.forEach((source, index) => {
    const path = `$.sources[${index}]`;
    if (!isIdentifier(source.location) || locations.has(source.location)) throw invalid(`${path}.location`, 'an identifier that no other source has', source.location);
    locations.add(source.location);
    checkSource(source, path);
  });
}

function checkSource(source: PromiseSource, path: string): void {
  if (!Number.isSafeInteger(source.priority ?? 0)) throw invalid(`${path}.priority`, 'a whole number', source.priority);
  if ((source.schedule === undefined) === (source.components === undefined)) throw invalid(path, 'either a schedule or components', source.components === undefined ? undefined : 'both');
  if (source.pack !== undefined) aboveZero(source.pack, `${path}.pack`);
  if (source.components !== undefined) {
    bounded(source.components, `${path}.components`, 1);
    source.components.forEach((component, index) => aboveZero(component.per, `${path}.components[${index}].per`));
  }
  bounded(source.protections ?? [], `${path}.protections`, 0);
  for (const [index, { grains: kept, releasesAt }] of (source.protections ?? []).entries()) {
    if (!Number.isSafeInteger(kept) || kept < 0) throw invalid(`${path}.protections[${index}].grains`, 'whole grains, not below zero', kept);
    if (releasesAt !== undefined && !isInstant(releasesAt)) throw invalid(`${path}.protections[${index}].releasesAt`, 'an instant', releasesAt);
  }
  if (source.lead !== undefined) checkLead(source.lead, `${path}.lead`);
}

function aboveZero(amount: number, path: string): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw invalid(path, 'whole grains above zero', amount);
}

function bounded(list: readonly unknown[], path: string, least: number): void {
  if (list.length < least || list.length > PROMISE_SOURCES_MAX) throw invalid(path, `from ${least} to ${PROMISE_SOURCES_MAX} entries`, list.length);
}
