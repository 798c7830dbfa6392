import { fingerprintOf } from '../foundation/index.js';
import type { CauseKind, EventReference, Explained } from './cause.js';
import { negateDecimalText } from './decimal-sum.js';
import type { Side } from './difference.js';
import { keyText, statementKey, type StatementKey } from './statement-key.js';
import type { Statement, StatementRow } from './statement.js';

/**
 * What could be done about a cause.
 * - `awaitEvent`: nothing but wait; the event is on its way
 * - `refreshStatement`: ask the side for a newer statement
 * - `replayEvent`: send an event again that a side has missed
 * - `voidEvent`: take back what a side counted twice
 * - `mappingFix`: correct a name, unit, sign or basis in the mapping of a side
 * - `countRequest`: have the places counted; the effects are what a count would post if the other side is right
 * - `adjustment`: post the difference, with approval
 */
export type ProposalKind = 'awaitEvent' | 'refreshStatement' | 'replayEvent' | 'voidEvent' | 'mappingFix' | 'countRequest' | 'adjustment';

/** A change of one figure of the side that a proposal is for. */
export interface ProposalEffect {
  readonly key: StatementKey;
  readonly amount: string;
}

/** Something to do, as data: nothing happens until someone accepts it. */
export interface Proposal {
  /** The same for the same effects of the same cause. */
  readonly id: string;
  readonly kind: ProposalKind;
  /** The side that would change. */
  readonly side: Side;
  /** The number of the cause in {@link Explained.causes}. */
  readonly cause: number;
  readonly events: readonly EventReference[];
  /** What is to be corrected, in words, for mapping fixes. */
  readonly rules: readonly string[];
  readonly effects: readonly ProposalEffect[];
  /** Whether someone must approve it: it changes figures or mappings, and is not settled by time or by an event that exists. */
  readonly needsApproval: boolean;
}

/** How differences are proposed away. */
export interface ProposeOptions {
  /** The side to change where a cause does not say. Default: the right one. */
  readonly change?: Side | undefined;
}

const PROPOSAL_KINDS: Readonly<Record<CauseKind, ProposalKind>> = {
  inFlight: 'awaitEvent', staleSnapshot: 'refreshStatement', missingEvent: 'replayEvent', duplicateEvent: 'voidEvent', basis: 'mappingFix', nettedTwice: 'mappingFix',
  notNetted: 'mappingFix', unitFactor: 'mappingFix', sign: 'mappingFix', identity: 'mappingFix', swapped: 'countRequest', wrongLocation: 'countRequest', lotMixUp: 'countRequest',
  serialMixUp: 'countRequest', wrongState: 'countRequest', wrongOwner: 'countRequest', rounding: 'adjustment', carriedOver: 'countRequest', unexplained: 'countRequest',
};

const WITHOUT_APPROVAL: ReadonlySet<ProposalKind> = new Set<ProposalKind>(['awaitEvent', 'refreshStatement', 'replayEvent', 'countRequest']);

/** One proposal for each cause. Together their effects make the two sides equal. */
export function propose({ causes }: Explained, { change = 'right' }: ProposeOptions = {}): readonly Proposal[] {
  return causes.map(({ id, kind, side = change, proof, parts }, cause) => {
    const effects = parts.map(({ key, amount }) => ({ key, amount: side === 'right' ? negateDecimalText(amount) : amount }));
    const proposal = PROPOSAL_KINDS[kind];
    const content = [proposal, side, id, ...effects.flatMap(({ key, amount }) => [keyText(key), amount])].join('\u001e');
    return { id: fingerprintOf(content), kind: proposal, side, cause, events: proof.events, rules: proof.rules, effects, needsApproval: !WITHOUT_APPROVAL.has(proposal) };
  });
}

/**
 * A statement as it would be with the accepted proposals for its side carried out: a row for each effect beside its own. Those that it has already are left out, so
 * applying them again changes nothing.
 */
export function applyProposals(statement: Statement, side: Side, accepted: readonly Proposal[]): Statement {
  const applied = new Set(statement.applied);
  const corrections: StatementRow[] = [];
  for (const proposal of accepted) {
    if (proposal.side !== side || applied.has(proposal.id)) continue;
    applied.add(proposal.id);
    for (const { key, amount } of proposal.effects) corrections.push({ ...statementKey(key), amount });
  }
  return { ...statement, rows: [...statement.rows, ...corrections], applied: [...applied] };
}
