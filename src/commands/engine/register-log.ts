import { canonicalJson, InventoryError } from '../../foundation/index.js';
import { compileRegister, type Catalog, type Item, type Policy, type Register } from '../../model/index.js';
import type { Block, StoragePort } from '../../ports/index.js';
import type { RegisterEntry } from './entry.js';

/** How many records one register block takes. */
const RECORDS_MAX = 2000;
const PAGE = 256;

type Keyed = 'items' | 'locations' | 'channels' | 'sources' | 'systems' | 'states';
const KEYED: readonly Keyed[] = ['items', 'locations', 'channels', 'sources', 'systems', 'states'];

/** The register as the log tells it: the fold of its entries and the head it was read up to. */
export interface RegisterState {
  readonly head: number;
  readonly at: number;
  readonly catalog: Catalog;
  /** The policies that are or will be in force, in the order they were registered: at most one without an instant, and that first. */
  readonly policies: readonly Policy[];
}

/** Before anything was registered. */
export const NO_REGISTER: RegisterState = { head: 0, at: 0, catalog: { items: [], locations: [] }, policies: [] };

/** Reads what the register log has beyond a state. */
export async function readRegister(storage: StoragePort, partition: string, from: RegisterState): Promise<RegisterState> {
  let state = from;
  for (;;) {
    const blocks = await storage.read(partition, state.head, PAGE);
    if (blocks.length === 0) return state;
    state = blocks.reduce(foldRegister, state);
  }
}

/** What of a catalogue and policy is new or other than registered, in pieces small enough for a block each. Nothing is ever taken away. */
export function registerDifference(state: RegisterState, catalog: Catalog | undefined, policy: Policy | readonly Policy[] | undefined): readonly RegisterEntry[] {
  const entries: RegisterEntry[] = [];
  for (const part of catalog === undefined ? [] : KEYED) {
    const known = new Map((state.catalog[part] ?? []).map((record) => [record.id, record as object]));
    const changed = (catalog?.[part] ?? []).filter((record) => !isSame(known.get(record.id), record));
    if (part === 'items') for (const item of changed) refuseOtherBase(known.get(item.id) as Item | undefined, item as Item);
    for (let from = 0; from < changed.length; from += RECORDS_MAX) entries.push({ catalog: { [part]: changed.slice(from, from + RECORDS_MAX) } });
  }
  for (const part of ['authority', 'unitCodes'] as const) {
    const given = catalog?.[part];
    if (given !== undefined && !isSame(state.catalog[part], given)) entries.push({ catalog: { [part]: given } });
  }
  const policies = policy === undefined ? [] : [policy].flat();
  refuseLateUndated(policies);
  for (const one of policies) {
    const known = state.policies.find(({ version }) => version === one.version);
    if (known === undefined) entries.push({ policy: one });
    else if (!isSame(known, one)) throw new InventoryError('inventory.register_conflict', `Policy ${one.version} says something else already; another policy is another version`, { details: { policy: one.version } });
  }
  return entries;
}

/** A policy without an instant takes over from all others at once, so that of a list none could stand before it. */
function refuseLateUndated(policies: readonly Policy[]): void {
  const late = policies.findLastIndex(({ validFrom }) => validFrom === undefined);
  if (late <= 0) return;
  throw new InventoryError('inventory.register_conflict', `Policy ${policies[late]!.version} has no validFrom and would put aside those before it in the list; one without comes first, and alone`, {
    details: { policy: policies[late]!.version },
  });
}

/** The register with some entries more. */
export function withEntries(state: RegisterState, entries: readonly RegisterEntry[]): RegisterState {
  let { catalog, policies } = state;
  for (const entry of entries) {
    if (entry.policy !== undefined) policies = entry.policy.validFrom === undefined ? [entry.policy] : [...policies, entry.policy];
    if (entry.catalog !== undefined) catalog = mergeCatalog(catalog, entry.catalog);
  }
  return { ...state, catalog, policies };
}

/** The register ready for decisions. @throws `model.invalid` */
export function compileState(state: RegisterState): Register {
  return compileRegister(state.catalog, state.policies, state.head);
}

function foldRegister(state: RegisterState, block: Block): RegisterState {
  return { ...withEntries(state, block.entries as readonly RegisterEntry[]), head: block.number, at: block.at };
}

function mergeCatalog(catalog: Catalog, part: Partial<Catalog>): Catalog {
  const merged: Record<string, unknown> = { ...catalog };
  for (const name of KEYED) {
    if (part[name] === undefined) continue;
    const records = new Map((catalog[name] ?? []).map((record) => [record.id, record]));
    for (const record of part[name]) records.set(record.id, record);
    merged[name] = [...records.values()];
  }
  if (part.authority !== undefined) merged['authority'] = part.authority;
  if (part.unitCodes !== undefined) merged['unitCodes'] = part.unitCodes;
  return merged as unknown as Catalog;
}

/** Balances are kept in the base unit and its grain: with another one the item is another item. */
function refuseOtherBase(known: Item | undefined, given: Item): void {
  if (known === undefined || (known.unit === given.unit && (known.granularity ?? '1') === (given.granularity ?? '1'))) return;
  throw new InventoryError('inventory.register_conflict', `Item ${given.id} is kept in ${known.granularity ?? '1'} ${known.unit}; another base unit or grain is a new item`, {
    details: { item: given.id, unit: known.unit, granularity: known.granularity ?? '1' },
  });
}

/** Records may hold decimals only as texts, so their canonical texts compare them exactly. */
function isSame(left: unknown, right: unknown): boolean {
  return left !== undefined && canonicalJson(left) === canonicalJson(right);
}
