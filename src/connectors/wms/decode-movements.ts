import type { EventEnvelope, PlacedQuantity, StockEvent } from '../../model/index.js';
import type { PartnerDecoded } from '../../ports/index.js';
import { absoluteDecimal, amountAt, eventList, identifierAt, issueList, negateDecimal, textAt, type IssueList, type JsonAt, type Payload } from '../../wire/index.js';
import type { WmsMovementProfile, WmsRule } from './profile.js';
import { at, readRows, subjectOf, timeOf } from './read-rows.js';

/** Reads movements as facts, each by the rule of its code. */
export function decodeWmsMovements(payload: Payload, profile: WmsMovementProfile): PartnerDecoded {
  const issues = issueList();
  const events = eventList(issues);
  for (const row of readRows(payload, profile, issues)) {
    const event = eventOf(row, profile, issues);
    if (event !== undefined) events.add(event, row.path);
  }
  return { events: events.events, statements: [], pokes: [], issues: issues.issues };
}

function eventOf(row: JsonAt, profile: WmsMovementProfile, issues: IssueList): StockEvent | undefined {
  const code = textAt(at(row, profile.code)) ?? '';
  const rule = Object.hasOwn(profile.rules, code) ? profile.rules[code] : undefined;
  if (rule === undefined) {
    issues.error('wms.unknown_code', at(row, profile.code).path, `The code ${code.slice(0, 40) || 'that is missing'} has no rule; give it one in the profile`);
    return undefined;
  }
  if (rule.fact === 'nothing') return undefined;
  const subject = subjectOf(row, profile, issues);
  const id = identifierAt(at(row, profile.id));
  const effectiveAt = timeOf(row, profile);
  const amount = amountAt(at(row, profile.quantity));
  if (id === undefined || effectiveAt === undefined || amount === undefined) issues.error('wms.missing', row.path, 'The movement lacks its id, its time or its quantity');
  if (subject === undefined || id === undefined || effectiveAt === undefined || amount === undefined) return undefined;
  const { item, location, lot, unit } = subject;
  const told = { source: profile.source, id, effectiveAt, item, location, ...(lot === undefined ? {} : { lot }), quantity: { amount: absoluteDecimal(amount), unit } };
  return factOf(rule, told, amount, code, lineOf(row, profile));
}

function factOf(rule: Exclude<WmsRule, { fact: 'nothing' }>, told: EventEnvelope & PlacedQuantity, amount: string, code: string, line: string | undefined): StockEvent {
  const { unit } = told.quantity;
  switch (rule.fact) {
    case 'received':
      return { type: 'stock.received', ...told, ...(rule.state === undefined ? {} : { state: rule.state }), ...(rule.provisional === true ? { provisional: true } : {}) };
    case 'shipped':
      return { type: 'stock.shipped', ...told, ...(line === undefined ? {} : { line }) };
    case 'returned':
      return { type: 'stock.returned', ...told, state: rule.state ?? 'inspection' };
    case 'issued':
      return { type: 'stock.issued', ...told, reason: rule.reason };
    case 'stateChanged':
      return { type: 'stock.stateChanged', ...told, fromState: rule.from, toState: rule.to };
    case 'adjusted': {
      const signed = rule.sign === 'asSent' ? amount : rule.sign === 'up' ? absoluteDecimal(amount) : negateDecimal(absoluteDecimal(amount));
      return { type: 'stock.adjusted', ...told, reason: code, quantity: { amount: signed, unit } };
    }
  }
}

function lineOf(row: JsonAt, profile: WmsMovementProfile): string | undefined {
  const order = profile.order === undefined ? undefined : identifierAt(at(row, profile.order));
  const line = profile.orderLine === undefined ? undefined : identifierAt(at(row, profile.orderLine));
  return order === undefined || line === undefined ? undefined : `${profile.linePrefix ?? profile.source}/${order}#${line}`;
}
