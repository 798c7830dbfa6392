import { isInstant } from '../foundation/index.js';
import type { SupplyClass } from '../model/index.js';
import { invalid } from './invalid.js';
import type { DatedDemand, DatedDemandClass, DatedLot, DatedSupply, Schedule } from './schedule.js';
import { SCHEDULE_LINES_MAX } from './schedule.js';

const SUPPLY_CLASSES: ReadonlySet<SupplyClass> = new Set<SupplyClass>(['onOrder', 'inTransit', 'provisionalReceipt', 'planned']);
const DEMAND_CLASSES: ReadonlySet<DatedDemandClass> = new Set<DatedDemandClass>(['confirmed', 'forecast', 'reservation', 'backorder']);

/** Checks a schedule. @throws InventoryError `promise.invalid` saying where and what. */
export function checkSchedule(schedule: Schedule, path = '$'): void {
  if (!Number.isSafeInteger(schedule.opening)) throw invalid(`${path}.opening`, 'whole grains', schedule.opening);
  checkList(schedule.lots ?? [], `${path}.lots`, checkLot);
  checkList(schedule.supplies, `${path}.supplies`, checkSupply);
  checkList(schedule.demands, `${path}.demands`, checkDemand);
}

/** Checks one line of supply. @throws InventoryError `promise.invalid` */
export function checkSupply(line: DatedSupply, list: string, index?: number): void {
  checkLine(line.reference, line.grains, list, index);
  if (!SUPPLY_CLASSES.has(line.class)) throw invalid(where(list, index, 'class'), 'a class of supply', line.class);
  if (!isInstant(line.dueAt)) throw invalid(where(list, index, 'dueAt'), 'an instant', line.dueAt);
  const { confidence, usableUntil } = line;
  if (confidence !== undefined && !(Number.isInteger(confidence) && confidence >= 0 && confidence <= 100)) throw invalid(where(list, index, 'confidence'), 'whole percent from 0 to 100', confidence);
  if (usableUntil !== undefined && !isInstant(usableUntil)) throw invalid(where(list, index, 'usableUntil'), 'an instant', usableUntil);
}

/** Checks one line of demand. @throws InventoryError `promise.invalid` */
export function checkDemand(line: DatedDemand, list: string, index?: number): void {
  checkLine(line.reference, line.grains, list, index);
  if (!DEMAND_CLASSES.has(line.class)) throw invalid(where(list, index, 'class'), 'a class of demand', line.class);
  if (!isInstant(line.dueAt)) throw invalid(where(list, index, 'dueAt'), 'an instant', line.dueAt);
}

function checkLot(lot: DatedLot, list: string, index?: number): void {
  checkLine(lot.reference, lot.grains, list, index);
  if (!isInstant(lot.usableUntil)) throw invalid(where(list, index, 'usableUntil'), 'an instant', lot.usableUntil);
}

function checkLine(reference: string, amount: number, list: string, index: number | undefined): void {
  if (typeof reference !== 'string' || reference.length > 500) throw invalid(where(list, index, 'reference'), 'a text of at most 500 characters', reference);
  if (!Number.isSafeInteger(amount) || amount < 0) throw invalid(where(list, index, 'grains'), 'whole grains, not below zero', amount);
}

function checkList<Line>(lines: readonly Line[], path: string, check: (line: Line, list: string, index: number) => void): void {
  if (lines.length > SCHEDULE_LINES_MAX) throw invalid(path, `at most ${SCHEDULE_LINES_MAX} lines`, lines.length);
  for (let index = 0; index < lines.length; index++) check(lines[index]!, path, index);
}

/** Where a member is; put together only for an error. */
function where(list: string, index: number | undefined, member: string): string {
  return index === undefined ? `${list}.${member}` : `${list}[${index}].${member}`;
}
