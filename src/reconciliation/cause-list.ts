import { fingerprintOf, type Instant } from '../foundation/index.js';
import type { Cause, CauseKind, Certainty, EventReference, ExplainedDifference } from './cause.js';
import type { Cell } from './cell.js';
import { exactText } from './decimal-sum.js';
import type { Side } from './difference.js';
import { compareKeys, type KeyPart, type StatementKey } from './statement-key.js';

/** What a cause is, without what it covers. */
export interface CauseDraft {
  readonly kind: CauseKind;
  readonly side: Side | undefined;
  readonly certainty: Certainty;
  /** What tells it from other causes of its kind and side: an event, a name, an item. */
  readonly subject: string;
  readonly events?: readonly EventReference[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly part?: KeyPart | undefined;
  readonly times?: number | undefined;
  readonly factor?: string | undefined;
  readonly since?: Instant | undefined;
  readonly reference?: string | undefined;
}

/** The kinds in the order of strength: the earlier one is preferred where two explain a difference equally well. */
export const CAUSE_KINDS: readonly CauseKind[] = [
  'inFlight', 'basis', 'nettedTwice', 'notNetted', 'duplicateEvent', 'missingEvent', 'unitFactor', 'sign', 'swapped', 'wrongLocation', 'identity', 'lotMixUp', 'serialMixUp',
  'wrongState', 'wrongOwner', 'rounding', 'staleSnapshot', 'carriedOver', 'unexplained',
];

/** Gathers causes with all the parts they cover. */
export interface CauseList {
  /** Takes a part of a cell's difference for a cause. Nothing is nothing. */
  cover(cell: Cell, cause: CauseDraft, amount: bigint): void;
  /** All causes, strongest first, and each cell's parts. */
  finish(cells: Iterable<Cell>): { readonly causes: readonly Cause[]; readonly differences: readonly ExplainedDifference[] };
}

interface Gathered {
  readonly draft: CauseDraft;
  readonly events: Map<string, EventReference>;
  readonly rules: Set<string>;
  readonly parts: Map<Cell, bigint>;
}

/** An empty list. */
export function causeList(): CauseList {
  const gathered = new Map<string, Gathered>();
  return {
    cover(cell, draft, amount) {
      if (amount === 0n) return;
      const id = causeId(draft);
      let cause = gathered.get(id);
      if (cause === undefined) {
        cause = { draft, events: new Map(), rules: new Set(), parts: new Map() };
        gathered.set(id, cause);
      }
      for (const event of draft.events ?? []) cause.events.set(`${event.source}\u001f${event.id}`, { source: event.source, id: event.id });
      for (const rule of draft.rules ?? []) cause.rules.add(rule);
      cause.parts.set(cell, (cause.parts.get(cell) ?? 0n) + amount);
      cell.rest -= amount;
    },
    finish(cells) {
      const ordered = [...gathered.values()].map((one) => ({ one, parts: partsInOrder(one) })).filter(({ parts }) => parts.length > 0)
        .sort((left, right) => byStrength(left.one.draft, right.one.draft) || compareKeys(left.parts[0]![0].key, right.parts[0]![0].key));
      const byCell = new Map<Cell, { cause: number; amount: string }[]>();
      const causes = ordered.map(({ one, parts }, number) => {
        for (const [cell, amount] of parts) byCell.set(cell, [...(byCell.get(cell) ?? []), { cause: number, amount: exactText(amount) }]);
        return causeOf(one, parts);
      });
      const differences = [...cells].map((cell) => ({ key: cell.key, difference: exactText(cell.difference), parts: byCell.get(cell)!, alternatives: cell.alternatives }));
      return { causes, differences };
    },
  };
}

/** What a cause is known by. */
export function causeId({ kind, side, subject }: Pick<CauseDraft, 'kind' | 'side' | 'subject'>): string {
  return [kind, side ?? '', subject].join('\u001f');
}

function partsInOrder({ parts }: Gathered): (readonly [Cell, bigint])[] {
  return [...parts].filter(([, amount]) => amount !== 0n).sort(([one], [other]) => compareKeys(one.key, other.key));
}

/** Proven ones first, then by kind. */
export function byStrength(one: Pick<CauseDraft, 'certainty' | 'kind'>, other: Pick<CauseDraft, 'certainty' | 'kind'>): number {
  return CERTAINTIES.indexOf(one.certainty) - CERTAINTIES.indexOf(other.certainty) || CAUSE_KINDS.indexOf(one.kind) - CAUSE_KINDS.indexOf(other.kind);
}

const CERTAINTIES: readonly Certainty[] = ['proven', 'fitting', 'none'];

function causeOf({ draft, events, rules }: Gathered, parts: readonly (readonly [Cell, bigint])[]): Cause {
  const { kind, side, certainty, part, times, factor, since, reference } = draft;
  return {
    id: fingerprintOf(causeId(draft)), kind, side, certainty, proof: { events: [...events.values()], rules: [...rules] },
    parts: parts.map(([cell, amount]): { key: StatementKey; amount: string } => ({ key: cell.key, amount: exactText(amount) })),
    ...(part === undefined ? {} : { part }), ...(times === undefined ? {} : { times }), ...(factor === undefined ? {} : { factor }),
    ...(since === undefined ? {} : { since }), ...(reference === undefined ? {} : { reference }),
  };
}
