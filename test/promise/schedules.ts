import fc from 'fast-check';
import { promiseRules, promiseWindow, type DatedDemand, type DatedLot, type DatedSupply, type PastDueRule, type PromisePolicy, type PromiseWindow, type Schedule } from '../../src/promise/index.js';
import { grains } from '../../src/quantity/index.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Tuesday morning. */
export const AT = Date.parse('2026-05-12T08:00:00Z');

export const iso = (text: string): number => Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`);

export function windowOf(policy: Partial<PromisePolicy> = {}, at = AT): PromiseWindow {
  return promiseWindow(promiseRules({ version: 'p1', ...policy }), at);
}

export function supply(reference: string, dueAt: number | string, amount: number, more: Partial<DatedSupply> = {}): DatedSupply {
  return { reference, class: 'onOrder', dueAt: typeof dueAt === 'string' ? iso(dueAt) : dueAt, grains: grains(amount), ...more };
}

export function demand(reference: string, dueAt: number | string, amount: number, more: Partial<DatedDemand> = {}): DatedDemand {
  return { reference, class: 'confirmed', dueAt: typeof dueAt === 'string' ? iso(dueAt) : dueAt, grains: grains(amount), ...more };
}

export function schedule(opening: number, supplies: readonly DatedSupply[] = [], demands: readonly DatedDemand[] = [], lots: readonly DatedLot[] = []): Schedule {
  return { opening: grains(opening), supplies, demands, lots };
}

/** One supply and one demand figure for each day from today on; zeros make no line. */
export function daily(opening: number, supplies: readonly number[], demands: readonly number[], from = AT): Schedule {
  return schedule(
    opening,
    supplies.flatMap((amount, day) => (amount === 0 ? [] : [supply(`S${day}`, from + day * DAY, amount)])),
    demands.flatMap((amount, day) => (amount === 0 ? [] : [demand(`D${day}`, from + day * DAY, amount)])),
  );
}

const offset = fc.integer({ min: -4 * 24, max: 12 * 24 }).map((hours) => AT + hours * HOUR);
const amount = fc.integer({ min: 0, max: 12 });

export const anySupplies = fc.array(fc.record({
  class: fc.constantFrom('onOrder', 'inTransit', 'planned', 'provisionalReceipt'), dueAt: offset, grains: amount, confidence: fc.constantFrom(undefined, 100, 60),
}), { maxLength: 8 }).map((lines) => lines.map((line, index): DatedSupply => ({ ...line, reference: `S${index}`, grains: grains(line.grains) })));

export const anyDemands = fc.array(fc.record({
  class: fc.constantFrom('confirmed', 'reservation', 'backorder', 'forecast'), dueAt: offset, grains: amount,
}), { maxLength: 8 }).map((lines) => lines.map((line, index): DatedDemand => ({ ...line, reference: `D${index}`, grains: grains(line.grains) })));

/** Schedules whose goods keep. */
export const anySchedule: fc.Arbitrary<Schedule> = fc.record({ opening: fc.integer({ min: -6, max: 25 }).map((value) => grains(value)), supplies: anySupplies, demands: anyDemands });

/** Schedules some of whose goods end. */
export const anyPerishable: fc.Arbitrary<Schedule> = fc.record({
  opening: fc.integer({ min: -6, max: 12 }).map((value) => grains(value)),
  lots: fc.array(fc.record({ grains: amount, usableUntil: offset }), { maxLength: 3 }).map((lots) => lots.map((lot, index): DatedLot => ({ reference: `L${index}`, grains: grains(lot.grains), usableUntil: lot.usableUntil }))),
  supplies: fc.tuple(anySupplies, fc.array(fc.option(fc.integer({ min: -12, max: 120 }), { nil: undefined }), { minLength: 8, maxLength: 8 }))
    .map(([lines, lives]) => lines.map((line, index): DatedSupply => ({ ...line, usableUntil: lives[index] === undefined ? undefined : line.dueAt + lives[index] * HOUR }))),
  demands: anyDemands,
});

/** Policies that differ in everything that moves lines about. */
export const anyPolicy: fc.Arbitrary<Partial<PromisePolicy>> = fc.record({
  timeZone: fc.constantFrom('UTC', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu'),
  bucket: fc.constantFrom('instant', 'day', 'week', 'supply'),
  weekStartsOn: fc.integer({ min: 1, max: 7 }),
  horizonDays: fc.constantFrom(undefined, undefined, 1, 5, 30),
  supply: fc.constantFrom(undefined, { planned: 100, provisionalReceipt: 50 }),
  demand: fc.constantFrom(undefined, { forecast: true }),
  confidenceMin: fc.constantFrom(undefined, 80),
  pastDueSupply: fc.constantFrom<PastDueRule | undefined>(undefined, 'drop', 'today', { fenceDays: 2, offsetDays: 1 }, { offsetDays: 3 }),
  pastDueDemand: fc.constantFrom<PastDueRule | undefined>(undefined, 'drop', 'today', { fenceDays: 1 }),
});
