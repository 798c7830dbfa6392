import type { ForeignStockKind, ForeignStockRule } from './foreign-stock.js';
import type { Register, RegisteredLocation } from './register.js';
import { standsIn } from './stands-in.js';

/** What kind of foreign goods stand at a place under an owner's name, or under none; `undefined` for our own. */
export function foreignKindOf(place: Pick<RegisteredLocation, 'foreignKind'>, owner: string): ForeignStockKind | undefined {
  return place.foreignKind ?? (owner === '' ? undefined : 'consignment');
}

/** Which rule of the policy decides about foreign goods, by its place in the list, and what it says; where none fits they are left out. */
export interface ForeignStockUse {
  readonly use: 'include' | 'exclude';
  readonly rule: number | undefined;
}

/** Whether goods of one kind and owner at a place may be promised, and which rule says so. */
export function foreignStockUse(register: Register, item: string, place: RegisteredLocation, kind: ForeignStockKind, owner: string): ForeignStockUse {
  for (const { rule, index } of rulesFor(register, item)) {
    if ((rule.kind === undefined || rule.kind === kind) && (rule.owner === undefined || rule.owner === owner) && (rule.location === undefined || standsIn(place, rule.location))) {
      return { use: rule.use, rule: index };
    }
  }
  return { use: 'exclude', rule: undefined };
}

interface NumberedRule { readonly rule: ForeignStockRule; readonly index: number }

const byItem = new WeakMap<Register, Map<string, readonly NumberedRule[]>>();

/** The rules that speak of an item, looked out once per register and item. */
function rulesFor(register: Register, item: string): readonly NumberedRule[] {
  let known = byItem.get(register);
  if (known === undefined) {
    known = new Map();
    byItem.set(register, known);
  }
  let rules = known.get(item);
  if (rules === undefined) {
    rules = (register.policy.foreignStock ?? []).map((rule, index) => ({ rule, index })).filter(({ rule }) => rule.item === undefined || rule.item === item);
    known.set(item, rules);
  }
  return rules;
}
