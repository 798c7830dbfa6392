import type { CauseKind } from './cause.js';
import type { Side } from './difference.js';

/** Who looks after a kind of trouble. Further teams can be named by rules. */
export type Team = 'integration' | 'masterData' | 'warehouse' | 'commerce' | 'finance' | (string & {});

/** How bad it is. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** Whether the figures are told wrongly, or the goods or the business are not as they should be. */
export type ExceptionNature = 'technical' | 'business';

/** Where an exception stands: new in this run, still there, there again after it was closed, or gone. */
export type ExceptionStatus = 'opened' | 'open' | 'recurring' | 'closed';

/** One cause, over all the runs that saw it. */
export interface ReconciliationException {
  readonly id: string;
  readonly kind: CauseKind;
  readonly side: Side | undefined;
  /** The two systems compared. */
  readonly left: string;
  readonly right: string;
  readonly title: string;
  readonly severity: Severity;
  readonly nature: ExceptionNature;
  readonly team: Team;
  readonly status: ExceptionStatus;
  /** When it was first seen ever, and when it was opened this time, RFC 3339. */
  readonly firstSeenAt: string;
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly closedAt: string | undefined;
  /** By when it is to be settled. */
  readonly dueAt: string;
  readonly overdue: boolean;
  /** How long it has been open, up to this run or its closing. */
  readonly ageMinutes: number;
  /** How many runs saw it since it was opened, and how often it was opened. */
  readonly runs: number;
  readonly occurrences: number;
  /** How many keys it touches, and how much in all, without signs, by unit. */
  readonly keys: number;
  readonly amounts: readonly { readonly unit: string; readonly amount: string }[];
}

/** Who gets what, and how soon. Members left out fit all; the first rule that fits decides, and what it leaves open is as usual for the kind. */
export interface RoutingRule {
  readonly kind?: CauseKind | undefined;
  /** The item or location of one of the keys it touches. */
  readonly item?: string | undefined;
  readonly location?: string | undefined;
  /** The least amount over all its keys, without signs, in some unit. */
  readonly amountAtLeast?: string | undefined;
  readonly team?: Team | undefined;
  readonly severity?: Severity | undefined;
  readonly nature?: ExceptionNature | undefined;
  /** Minutes from opening until it is to be settled. */
  readonly settleMinutes?: number | undefined;
}

/** What is usual for a kind of cause. */
export interface UsualRouting {
  readonly team: Team;
  readonly severity: Severity;
  readonly nature: ExceptionNature;
}

const usual = (team: Team, severity: Severity, nature: ExceptionNature): UsualRouting => ({ team, severity, nature });

/** Who gets what where no rule says otherwise. */
export const USUAL_ROUTING: Readonly<Record<CauseKind, UsualRouting>> = {
  inFlight: usual('integration', 'low', 'technical'),
  staleSnapshot: usual('integration', 'medium', 'technical'),
  basis: usual('commerce', 'low', 'technical'),
  nettedTwice: usual('commerce', 'high', 'technical'),
  notNetted: usual('commerce', 'high', 'technical'),
  duplicateEvent: usual('integration', 'high', 'technical'),
  missingEvent: usual('integration', 'high', 'technical'),
  unitFactor: usual('masterData', 'high', 'technical'),
  sign: usual('integration', 'high', 'technical'),
  swapped: usual('warehouse', 'medium', 'business'),
  wrongLocation: usual('warehouse', 'medium', 'business'),
  identity: usual('masterData', 'medium', 'technical'),
  lotMixUp: usual('warehouse', 'medium', 'business'),
  serialMixUp: usual('warehouse', 'medium', 'business'),
  wrongState: usual('warehouse', 'medium', 'business'),
  wrongOwner: usual('finance', 'medium', 'business'),
  rounding: usual('masterData', 'low', 'technical'),
  carriedOver: usual('finance', 'medium', 'business'),
  unexplained: usual('warehouse', 'medium', 'business'),
};

/** Minutes from opening until an exception is to be settled, where no rule says otherwise. */
export const SETTLE_MINUTES: Readonly<Record<Severity, number>> = { critical: 60, high: 240, medium: 1440, low: 4320 };
