import { canonicalJson } from '../foundation/index.js';
import { inTransit, type LineBalance, type Register } from '../model/index.js';
import { addGrains, grains, type Grains } from '../quantity/index.js';
import { encodeItem, encodeLedger } from './canonical-state.js';
import { settle } from './count.js';
import { effectOf } from './document.js';
import { countUses, type ChannelUseState } from './channel-use.js';
import { draftOf, startItemLedger, type ClaimTotal, type ItemLedger } from './item-ledger.js';
import type { Ledger } from './ledger.js';
import { startLine } from './line.js';
import { balanceOfLine } from './line-balance.js';
import type { MovementHistory } from './movement-history.js';
import { replay, replayAdmitted, type LogEntry } from './replay.js';
import { shippedByInstant } from './shipment-column.js';

/** A law the ledger breaks, and where. */
export interface Violation {
  readonly law: 'postings_sum_to_zero' | 'unconfirmed_equals_documents' | 'history_sums_to_net' | 'counts_give_derived' | 'line_sums_to_requested' | 'line_equals_its_parts' | 'claims_equal_lines' | 'uses_equal_lines' | 'nothing_negative_in_line' | 'fold_equals_state';
  readonly item: string;
  readonly subject: string;
  readonly message: string;
}

/** The proof that a ledger is sound, or what is wrong with it. */
export interface Verification {
  readonly ok: boolean;
  readonly violations: readonly Violation[];
}

const ZERO = grains(0);
const NO_CLAIM: ClaimTotal = { reserved: ZERO, allocated: ZERO, picked: ZERO };

/**
 * Proves a ledger: postings of every item sum to zero over all places, virtual ones included; every position is the sum of its movements; every line is
 * fully accounted for; every total is the sum of its lines. With the log, also that a fold of it from nothing gives exactly this state.
 */
export function verify(ledger: Ledger, log?: Iterable<LogEntry>): Verification {
  const violations = [...verifyLaws(ledger)];
  if (log !== undefined) {
    const fold = replay(ledger.register, log);
    violations.push(...compareItems(ledger, fold));
    if (canonicalJson(encodeLedger(ledger)['streams']) !== canonicalJson(encodeLedger(fold)['streams'])) {
      violations.push({ law: 'fold_equals_state', item: '', subject: 'streams', message: 'A fold of the log has seen other numbers' });
    }
  }
  return { ok: violations.length === 0, violations };
}

/** The same for the items of a ledger alone, against a log in which every fact stands once. */
export function verifyItems(ledger: Ledger, log: Iterable<LogEntry>): Verification {
  const violations = [...verifyLaws(ledger), ...compareItems(ledger, replayAdmitted(ledger.register, log))];
  return { ok: violations.length === 0, violations };
}

function verifyLaws(ledger: Ledger): readonly Violation[] {
  return [...ledger.items.values()].flatMap((item) => verifyItem(ledger.register, item));
}

function verifyItem(register: Register, item: ItemLedger): readonly Violation[] {
  const violations: Violation[] = [];
  const report = (law: Violation['law'], subject: string, message: string): void => {
    violations.push({ law, item: item.item, subject, message });
  };
  let posted = addGrains(addGrains(addGrains(item.supplier, item.customer), item.adjustment), item.unconfirmed);
  for (const transfer of item.transfers.values()) posted = addGrains(posted, inTransit(transfer));
  for (const position of item.positions.values()) posted = addGrains(posted, position.net);
  for (const table of [item.positions, item.weights]) {
    for (const [key, position] of table) {
      const moved = historySum(position.history);
      if (moved !== position.net) report('history_sums_to_net', key, `Movements sum to ${moved}, the position says ${position.net}`);
    }
  }
  if (posted !== 0) report('postings_sum_to_zero', '', `Postings sum to ${posted}`);
  const halfway = halfwayIn(item);
  if (halfway !== item.unconfirmed) report('unconfirmed_equals_documents', '', `Documents say that ${halfway} are gone and not yet come, the account says ${item.unconfirmed}`);
  let weights = item.weightOutside;
  for (const position of item.weights.values()) weights = addGrains(weights, position.net);
  if (weights !== 0) report('postings_sum_to_zero', 'weight', `Weight postings sum to ${weights}`);
  verifyDerived(register, item, report);
  verifyLines(register, item, report);
  verifyUses(item, report);
  return violations;
}

/** What of the documents' goods is gone from where it was and not yet where it is said to be. */
function halfwayIn(item: ItemLedger): Grains {
  let total = ZERO;
  for (const document of item.documents.values()) {
    for (const fact of document.provisional) if (effectOf(document, fact) === 'leaving') total = addGrains(total, fact.grains);
  }
  return total;
}

/** What counts imply is a cache: worked out once more in a draft that is dropped, it must come out the same. */
function verifyDerived(register: Register, item: ItemLedger, report: (law: Violation['law'], subject: string, message: string) => void): void {
  if (!item.settled) return;
  const draft = draftOf(item, VERIFYING);
  draft.settled = false;
  settle(register, draft);
  for (const [kept, anew] of [[item.positions, draft.positions], [item.weights, draft.weights]] as const) {
    for (const [key, position] of kept) {
      const derived = anew.get(key)?.derived ?? ZERO;
      if (derived !== position.derived) report('counts_give_derived', key, `Counts imply ${derived}, the position says ${position.derived}`);
    }
  }
}

function verifyLines(register: Register, item: ItemLedger, report: (law: Violation['law'], subject: string, message: string) => void): void {
  const claims = new Map<string, ClaimTotal>();
  for (const [line, state] of item.lines) {
    const { balance } = state;
    const parts = LINE_PARTS.reduce((sum, part) => addGrains(sum, balance[part]), ZERO);
    if (parts !== balance.requested) report('line_sums_to_requested', line, `Parts sum to ${parts}, requested are ${balance.requested}`);
    for (const part of LINE_PARTS) if (balance[part] < 0) report('nothing_negative_in_line', line, `${part} is ${balance[part]}`);
    if (plain(balanceOfLine(register, state)) !== plain(balance)) report('line_equals_its_parts', line, 'The kept balance is not the one its decisions and facts give');
    for (const hold of balance.holds) {
      const { reserved, allocated, picked } = claims.get(hold.location) ?? NO_CLAIM;
      claims.set(hold.location, {
        reserved: addGrains(reserved, hold.reserved), allocated: addGrains(allocated, hold.allocated), picked: addGrains(picked, hold.picked),
      });
    }
  }
  for (const location of new Set([...claims.keys(), ...[...item.claims].map(([key]) => key)])) {
    const kept = canonicalJson(item.claims.get(location) ?? NO_CLAIM);
    const summed = canonicalJson(claims.get(location) ?? NO_CLAIM);
    if (kept !== summed) report('claims_equal_lines', location, `Lines claim ${summed}, the total says ${kept}`);
  }
}

/** What channels have taken is kept beside the lines: counted once more from the lines alone, it must come out the same. */
function verifyUses(item: ItemLedger, report: (law: Violation['law'], subject: string, message: string) => void): void {
  const anew = startItemLedger(item.item);
  for (const [, state] of item.lines) countUses(anew, startLine(item.item, state.line), state);
  for (const key of new Set([...anew.uses, ...item.uses].map(([one]) => one))) {
    const [kept, counted] = [plainUse(item.uses.get(key)), plainUse(anew.uses.get(key))];
    if (kept !== counted) report('uses_equal_lines', key, `Lines have taken ${counted}, what is kept says ${kept}`);
  }
}

/** A use with what was shipped at each instant; what was added and taken back again is nothing. */
function plainUse(use: ChannelUseState | undefined): string {
  const shipped = use === undefined ? [] : shippedByInstant(use.shipments);
  return use === undefined || (use.claimed === 0 && shipped.length === 0) ? '' : canonicalJson({ claimed: use.claimed, shipped });
}

/** A layer that no draft of a batch has. */
const VERIFYING = -1;

const LINE_PARTS = ['backordered', 'reserved', 'allocated', 'picked', 'shipped', 'released', 'expired', 'cancelled'] as const satisfies readonly (keyof LineBalance)[];

function compareItems(ledger: Ledger, fold: Ledger): readonly Violation[] {
  const violations: Violation[] = [];
  for (const item of new Set([...ledger.items.keys(), ...fold.items.keys()])) {
    const kept = ledger.items.get(item);
    const folded = fold.items.get(item);
    const keptText = kept === undefined ? '' : canonicalJson(encodeItem(ledger.register, kept));
    const foldedText = folded === undefined ? '' : canonicalJson(encodeItem(fold.register, folded));
    if (keptText !== foldedText && !(isBlank(keptText) && isBlank(foldedText))) {
      violations.push({ law: 'fold_equals_state', item, subject: firstDifference(keptText, foldedText), message: 'A fold of the log gives another state' });
    }
  }
  return violations;
}

function isBlank(text: string): boolean {
  return text === '' || /^\{"item":"(?:[^"\\]|\\.)*"\}$/.test(text);
}

function firstDifference(left: string, right: string): string {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index++;
  return `…${left.slice(Math.max(0, index - 20), index + 20)}… and not …${right.slice(Math.max(0, index - 20), index + 20)}…`;
}

function historySum(history: MovementHistory): Grains {
  const own = history.amounts.reduce(addGrains, ZERO);
  return history.earlier === undefined ? own : addGrains(own, historySum(history.earlier));
}

function plain(balance: LineBalance): string {
  return canonicalJson(balance);
}
