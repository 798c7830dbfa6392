import { isInventoryError } from '../foundation/index.js';
import { catalogSchema, type Catalog } from './catalog.js';
import { SCHEMA_VERSION } from './event-envelope.js';
import { modelIssue } from './model-issue.js';
import { policySchema, type Policy } from './policy.js';
import { RESERVATION_EVENT_SCHEMAS, RESERVATION_EVENT_TYPES, type ReservationEvent } from './reservation-event.js';
import { STOCK_EVENT_SCHEMAS, STOCK_EVENT_TYPES, type StockEvent } from './stock-event.js';
import { upcast } from './upcast.js';
import { validator, type Checked, type Invalid } from './validator.js';

/**
 * Checks a fact from outside. What is accepted is a fresh plain object with only known members, in a fixed order; the input is not kept. Bounds, signs and rules
 * between members are part of the check; whether the item, the place and the unit exist is not: that is for the register.
 *
 * An event that states an older schema version is read through the upcasters first, and its issues name the members of the present version.
 *
 * The input may be anything. A getter or proxy is read once for each member, what it answers is what is checked and copied, and if it throws that is an issue.
 */
export function validateEvent(input: unknown): { readonly ok: true; readonly event: StockEvent } | Invalid {
  let checked = checkEvent(input);
  if (!checked.ok) checked = checkOlderEvent(input) ?? checked;
  return checked.ok ? { ok: true, event: checked.value } : checked;
}

/** Checks a decision about an order line, as read back from a log. */
export function validateReservationEvent(input: unknown): { readonly ok: true; readonly event: ReservationEvent } | Invalid {
  const checked = checkReservationEvent(input);
  return checked.ok ? { ok: true, event: checked.value } : checked;
}

/** Checks a catalogue, record by record. Whether its records agree with each other is for `compileRegister` to say. */
export function validateCatalog(input: unknown): { readonly ok: true; readonly catalog: Catalog } | Invalid {
  const checked = checkCatalog(input);
  return checked.ok ? { ok: true, catalog: checked.value } : checked;
}

/** Checks a policy. Whether it fits the catalogue is for `compileRegister` to say. */
export function validatePolicy(input: unknown): { readonly ok: true; readonly policy: Policy } | Invalid {
  const checked = checkPolicy(input);
  return checked.ok ? { ok: true, policy: checked.value } : checked;
}

type Check<Value> = (input: unknown) => Checked<Value>;

const checkCatalog = validator(catalogSchema);
const checkPolicy = validator(policySchema);
const checkEvent = byType<StockEvent>(
  new Map(STOCK_EVENT_TYPES.map((type) => [type, validator<StockEvent>(STOCK_EVENT_SCHEMAS[type])])),
);
const checkReservationEvent = byType<ReservationEvent>(
  new Map(RESERVATION_EVENT_TYPES.map((type) => [type, validator<ReservationEvent>(RESERVATION_EVENT_SCHEMAS[type])])),
);

/** The check of an event that states another schema version than the present one; nothing for all other input. */
function checkOlderEvent(input: unknown): Checked<StockEvent> | undefined {
  try {
    const event = upcast(input);
    return event === input ? undefined : checkEvent(event);
  } catch (error) {
    if (!isInventoryError(error, 'model.unsupported_version')) return undefined;
    const issue = modelIssue('$.schemaVersion', 'version', `a version up to ${SCHEMA_VERSION} that had this type of event`, error.details['version']);
    return { ok: false, issues: [issue], more: 0 };
  }
}

/** Picks the check by the record's `type`. */
function byType<Value>(checks: ReadonlyMap<unknown, Check<Value>>): Check<Value> {
  const expected = `one of ${[...checks.keys()].map((type) => JSON.stringify(type)).join(', ')}`;
  return (input) => {
    const refused = (path: string, rule: string, wanted: string, value: unknown): Invalid => ({ ok: false, issues: [modelIssue(path, rule, wanted, value)], more: 0 });
    if (typeof input !== 'object' || input === null) return refused('$', 'type', 'an object', input);
    let type: unknown;
    try {
      type = (input as { readonly type?: unknown }).type;
    } catch {
      return refused('$.type', 'unreadable', 'a member that can be read', undefined);
    }
    const check = checks.get(type);
    return check === undefined ? refused('$.type', type === undefined ? 'required' : 'choice', expected, type) : check(input);
  };
}
