import type { Instant } from '../foundation/index.js';
import type { DemandClass, Fact, LotAttributes, ReturnBalance, SupplyClass, TransferBalance } from '../model/index.js';
import { grains, type Grains } from '../quantity/index.js';
import { absorbUses, type ChannelUseState } from './channel-use.js';
import { dropStale, noteExpiry, startExpiryQueue, type ExpiryQueue } from './expiry-queue.js';
import { layerOver, type LayeredMap, type Table } from './layered-map.js';
import type { LineState } from './line.js';
import { appendHistory, startHistory } from './movement-history.js';
import type { PositionState } from './position.js';
import type { Statement } from './statement.js';

/** What is claimed at one location, over all lines. Replaced as a whole. */
export interface ClaimTotal {
  readonly reserved: Grains;
  readonly allocated: Grains;
  readonly picked: Grains;
}

/** The goods of one transfer line, lot and owner: dispatched = received + rejected + lost + in transit, at all times. Replaced as a whole. */
export interface TransferState extends TransferBalance {
  /** Where the goods are bound for, as each dispatch said; the last in canonical order stands. */
  readonly bound: readonly Statement<string>[];
}

/** What was said of an expected or wanted line. */
export interface ScheduledContent {
  readonly class: SupplyClass | DemandClass;
  readonly location: string;
  readonly channel: string;
  readonly dueAt: Instant;
  readonly grains: Grains;
  readonly cancelled: boolean;
}

/** One line of planned supply or demand: what was said of it, and what came against it. Replaced as a whole. */
export interface ScheduleState {
  readonly line: string;
  readonly statements: readonly Statement<ScheduledContent>[];
  readonly received: Grains;
}

/** One line of a return. Replaced as a whole. */
export interface ReturnState extends ReturnBalance {
  /** The order line the goods were sold on, as each fact said; the last in canonical order stands. */
  readonly orderLines: readonly Statement<string>[];
}

/** What is known under one document line of two systems. Replaced as a whole. */
export interface DocumentState {
  readonly document: string;
  /** Facts that wait for the owner's word. */
  readonly provisional: readonly Fact[];
  /** What was said of them, by source, in order of its name. It counts for a fact if its source may settle that fact. */
  readonly words: readonly DocumentWord[];
}

/** How often a source spoke of a document line. */
export interface DocumentWord {
  readonly source: string;
  /** Facts of its own that take the place of provisional ones. */
  readonly owned: number;
  readonly confirmed: number;
  readonly rejected: number;
}

/** A fact was taken back. */
export interface VoidState {
  readonly source: string;
  readonly id: string;
  /** How many facts say so, and how many of them may. */
  readonly told: number;
  readonly allowed: number;
}

/**
 * All that is known of one item. The committed ledger is changed in place; a draft stands in front of it, is changed instead, and is then absorbed or
 * dropped, so that a commit that fails leaves nothing behind and readers never see what is not committed.
 */
export interface ItemLedger {
  readonly item: string;
  /** 0 for the committed ledger, a number of its own for a draft. */
  readonly layer: number;
  readonly positions: Table<string, PositionState>;
  /** Second balances of a catch-weight item, under the same keys. */
  readonly weights: Table<string, PositionState>;
  /** Opposite ends of movements: goods that came from suppliers, went to customers, were corrected. Signed, as seen from the virtual place. */
  supplier: Grains;
  customer: Grains;
  adjustment: Grains;
  /** Goods that another system says have moved on: gone from where they were, and not yet believed to be where they are said to have come. */
  unconfirmed: Grains;
  /** The same for second balances, in one account. */
  weightOutside: Grains;
  /** Exact sum of what rounding to the grain left over, in base units as a ratio text; empty for nothing. */
  rounding: string;
  /** Counts and openings in canonical order. */
  counts: readonly Fact[];
  /** The instant of the last count or opening; -Infinity without one. */
  lastCountAt: number;
  /** Whether `derived` of every position is up to date. */
  settled: boolean;
  readonly lines: Table<string, LineState>;
  readonly claims: Table<string, ClaimTotal>;
  /** What each channel has taken at each location, kept in step with the lines. */
  readonly uses: Table<string, ChannelUseState>;
  /** The keys of `uses` by account; under an empty one those of whole channels. */
  readonly useKeys: Table<string, readonly string[]>;
  readonly expiries: ExpiryQueue;
  readonly transfers: Table<string, TransferState>;
  readonly supplies: Table<string, ScheduleState>;
  readonly demands: Table<string, ScheduleState>;
  readonly returns: Table<string, ReturnState>;
  readonly documents: Table<string, DocumentState>;
  readonly voids: Table<string, VoidState>;
  readonly lots: Table<string, readonly Statement<LotAttributes>[]>;
}

const ZERO = grains(0);

/** An item of which nothing is known yet. */
export function startItemLedger(item: string): ItemLedger {
  return {
    item, layer: 0, positions: new Map(), weights: new Map(), supplier: ZERO, customer: ZERO, adjustment: ZERO, unconfirmed: ZERO, weightOutside: ZERO, rounding: '', counts: [],
    lastCountAt: -Infinity, settled: true, lines: new Map(), claims: new Map(), uses: new Map(), useKeys: new Map(), expiries: startExpiryQueue(), transfers: new Map(), supplies: new Map(),
    demands: new Map(), returns: new Map(), documents: new Map(), voids: new Map(), lots: new Map(),
  };
}

/** A draft in front of a committed item ledger. `layer` must be unique among the drafts of the process. */
export function draftOf(base: ItemLedger, layer: number): ItemLedger {
  return {
    ...base, layer, positions: layerOver(base.positions), weights: layerOver(base.weights), lines: layerOver(base.lines), claims: layerOver(base.claims),
    uses: layerOver(base.uses), useKeys: layerOver(base.useKeys), expiries: startExpiryQueue(base.expiries), transfers: layerOver(base.transfers), supplies: layerOver(base.supplies), demands: layerOver(base.demands),
    returns: layerOver(base.returns), documents: layerOver(base.documents), voids: layerOver(base.voids), lots: layerOver(base.lots),
  };
}

/** Carries a draft's changes into the ledger it was made from; work grows with the changes. The draft must not be used afterwards. */
export function absorbDraft(base: ItemLedger, draft: ItemLedger): void {
  absorbPositions(base.positions, draft.positions as LayeredMap<string, PositionState>, draft.layer);
  absorbPositions(base.weights, draft.weights as LayeredMap<string, PositionState>, draft.layer);
  absorbUses(base.uses, (draft.uses as LayeredMap<string, ChannelUseState>).own(), draft.layer);
  for (const table of [draft.lines, draft.claims, draft.useKeys, draft.transfers, draft.supplies, draft.demands, draft.returns, draft.documents, draft.voids, draft.lots]) {
    (table as LayeredMap<string, never>).absorb();
  }
  base.supplier = draft.supplier;
  base.customer = draft.customer;
  base.adjustment = draft.adjustment;
  base.unconfirmed = draft.unconfirmed;
  base.weightOutside = draft.weightOutside;
  base.rounding = draft.rounding;
  base.counts = draft.counts;
  base.lastCountAt = draft.lastCountAt;
  base.settled = draft.settled;
  for (let index = 0; index < draft.expiries.times.length; index++) {
    noteExpiry(base.expiries, draft.expiries.times[index]!, draft.expiries.lines[index]!);
  }
  dropStale(base.expiries, (line, at) => expiresThen(base, line, at));
}

/** Whether a line's soft holds still end at an instant. */
export function expiresThen(item: ItemLedger, line: string, at: Instant): boolean {
  const state = item.lines.get(line);
  return state?.expiresAt === at && state.balance.reserved > 0;
}

function absorbPositions(base: Table<string, PositionState>, draft: LayeredMap<string, PositionState>, layer: number): void {
  for (const [key, position] of draft.own()) {
    if (position.layer !== layer) continue;
    const history = position.history.earlier ?? startHistory();
    appendHistory(history, position.history);
    base.set(key, { ...position, history, layer: 0 });
  }
}
