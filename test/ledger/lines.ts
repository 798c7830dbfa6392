import { expect } from 'vitest';
import { itemOf, verify, type ItemLedger, type LogEntry } from '../../src/ledger/index.js';
import type { HeldAmount, LineBalance, ReservationEvent, StockEvent } from '../../src/model/index.js';
import { grains } from '../../src/quantity/index.js';
import { factOf, register, streamed } from './world.js';

export const MIDNIGHT = Date.parse('2026-01-05T00:00:00Z');
export const LATER = '2026-01-05T01:00:00Z';
let made = 0;

export function told(type: string, amount: number | undefined, rest: object = {}): LogEntry {
  const quantity = amount === undefined ? {} : { quantity: { amount: String(amount), unit: 'EA' } };
  return { fact: factOf(register, { type, source: 'erp', id: `l${made++}`, effectiveAt: '2026-01-05T00:00:00Z', item: 'TEA', line: 'SO', ...quantity, ...rest } as unknown as StockEvent) };
}
export const placed = (amount: number, rest: object = {}): LogEntry => told('order.placed', amount, rest);
export const shipped = (location: string, amount: number): LogEntry => told('stock.shipped', amount, { location });
export const cancelled = (amount?: number): LogEntry => told('order.cancelled', amount);
export const claimed = (measure: string, location: string, amount: number, rest: object = {}): LogEntry => told('claim.reported', amount, { measure, mode: 'delta', location, ...rest });
export const takenBack = (entry: LogEntry): LogEntry => told('fact.voided', undefined, { line: undefined, target: { source: 'erp', id: 'fact' in entry ? entry.fact.id : '' }, reason: 'r' });

export type Held = Readonly<Record<string, number>>;
export const amounts = (held: Held): HeldAmount[] => Object.entries(held).map(([location, amount]) => ({ location, grains: grains(amount) }));
export const decided = (event: object): LogEntry => ({ decision: { item: 'TEA', line: 'SO', policy: 'p', ...event } as unknown as ReservationEvent });
export const opened = (requested: number, rest: object = {}): LogEntry => decided({ type: 'reservation.opened', requested: grains(requested), ...rest });
export const reserved = (held: Held, rest: object = {}): LogEntry => decided({ type: 'reservation.reserved', holds: amounts(held), ...rest });
export const allocated = (from: string, held: Held): LogEntry => decided({ type: 'reservation.allocated', from, holds: amounts(held) });
export const picked = (from: string, held: Held): LogEntry => decided({ type: 'reservation.picked', from, holds: amounts(held) });
export const released = (from: string, held: Held): LogEntry => decided({ type: 'reservation.released', from, holds: amounts(held) });
export const revoked = (from: string, held: Held, amount: number): LogEntry => decided({ type: 'reservation.cancelled', from, holds: amounts(held), grains: grains(amount) });
export const lapsed = decided({ type: 'reservation.lapsed', expiresAt: LATER });

export function itemAfter(entries: readonly LogEntry[]): ItemLedger {
  const ledger = streamed(register, entries);
  expect(verify(ledger).violations).toEqual([]);
  return itemOf(ledger, 'TEA');
}

const PARTS = ['requested', 'backordered', 'shipped', 'released', 'expired', 'cancelled', 'excess'] as const;

/** The parts of the line that are not nothing, and its holds as reserved/allocated/picked, named by place, lot and piece. */
export function lineAfter(...entries: LogEntry[]): Readonly<Record<string, unknown>> {
  const balance = itemAfter(entries).lines.get('SO')?.balance as LineBalance;
  const parts = PARTS.filter((part) => balance[part] !== 0).map((part) => [part, balance[part]]);
  const holds = balance.holds.map(({ location, lot, serial, reserved: soft, allocated: hard, picked: taken }) => [[location, lot, serial].filter((name) => name !== '').join(' '), `${soft}/${hard}/${taken}`]);
  return Object.fromEntries([...parts, ...holds]) as Readonly<Record<string, unknown>>;
}

/** Decides on what is known, as a caller would, and hands the decision on with what was known. */
export function decidedOn(entries: readonly LogEntry[], decide: (line: LineBalance | undefined) => { readonly ok: boolean; readonly events?: readonly ReservationEvent[] }): LogEntry[] {
  const decision = decide(itemOf(streamed(register, entries), 'TEA').lines.get('SO')?.balance);
  if (!decision.ok) throw new Error(JSON.stringify(decision));
  return [...entries, ...(decision.events ?? []).map((event) => ({ decision: event }))];
}
