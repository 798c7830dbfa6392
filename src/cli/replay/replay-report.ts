import type { Inventory } from '../../commands/index.js';
import type { KindTotal, RecordedFiles } from './record-files.js';
import type { TransactionKind } from './transaction-kind.js';

/** What an item stands at. */
export interface ItemBalance {
  readonly item: string;
  readonly onHand: string;
  /** Of it, what came back and is to be inspected. */
  readonly inspection: string;
}

/** The result of a replay. */
export interface ReplayReport {
  readonly lines: number;
  readonly kinds: Readonly<Record<TransactionKind, { readonly lines: number; readonly units: string }>>;
  readonly events: number;
  readonly recorded: number;
  readonly repeated: number;
  readonly issues: number;
  readonly items: number;
  readonly onHand: string;
  readonly inspection: string;
  /** Every item of the files, lowest first. */
  readonly balances: readonly ItemBalance[];
  readonly exceptions: Readonly<Record<string, number>>;
  /** Whether a fold of the log from nothing gave what is kept, and every posting balanced. */
  readonly verified: boolean;
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

/** Gathers what the ledger says after the files were recorded in `milliseconds`. */
export async function replayReport(inventory: Inventory, items: readonly string[], recorded: RecordedFiles, milliseconds: number): Promise<ReplayReport> {
  const balances: (ItemBalance & { readonly sum: bigint })[] = [];
  let onHand = 0n;
  let inspection = 0n;
  for (const item of items) {
    const standing = await balanceOf(inventory, item);
    onHand += standing.onHand;
    inspection += standing.inspection;
    balances.push({ item, onHand: standing.onHand.toString(), inspection: standing.inspection.toString(), sum: standing.onHand });
  }
  balances.sort((left, right) => (left.sum < right.sum ? -1 : left.sum > right.sum ? 1 : left.item < right.item ? -1 : 1));
  const exceptions: Record<string, number> = {};
  for (const { kind } of await inventory.exceptions()) exceptions[kind] = (exceptions[kind] ?? 0) + 1;
  const { ok: verified } = await inventory.verify();
  const events = recorded.recorded + recorded.repeated;
  return {
    lines: recorded.lines, kinds: mapKinds(recorded.kinds), events, recorded: recorded.recorded, repeated: recorded.repeated, issues: recorded.issueCount,
    items: items.length, onHand: onHand.toString(), inspection: inspection.toString(), balances: balances.map(({ sum: _sum, ...balance }) => balance), exceptions, verified,
    seconds: Math.round(milliseconds) / 1000, eventsPerSecond: Math.round((events * 1000) / Math.max(1, milliseconds)),
  };
}

/** The report as lines for people. */
export function replayText(report: ReplayReport, kept: boolean): readonly string[] {
  const kinds = Object.entries(report.kinds).map(([kind, { lines, units }]) => `  ${kind.padEnd(11)} ${grouped(lines).padStart(11)} lines ${signed(units).padStart(14)} units`);
  const least = report.balances.slice(0, TOP).map(({ item, onHand }) => `  ${item.padEnd(20)} ${signed(onHand).padStart(14)}`);
  const exceptions = Object.entries(report.exceptions).sort(([left], [right]) => (left < right ? -1 : 1)).map(([kind, count]) => `  ${kind.padEnd(20)} ${grouped(count).padStart(14)}`);
  return [
    `${grouped(report.lines)} lines read`,
    ...kinds,
    `${grouped(report.recorded)} facts recorded, ${grouped(report.repeated)} duplicates by identity, ${grouped(report.issues)} issues`,
    `${grouped(report.items)} items, on hand ${signed(report.onHand)} in all, of it ${signed(report.inspection)} returned and to be inspected`,
    `lowest balances of ${Math.min(TOP, report.items)} items (the files state no opening stock)`,
    ...least,
    exceptions.length === 0 ? 'no exceptions' : 'standing exceptions',
    ...exceptions,
    report.verified ? 'verified: every posting balances, and a fold of the log from nothing gives these figures' : 'NOT VERIFIED: the log and the figures disagree',
    `${grouped(report.eventsPerSecond)} events a second, over ${report.seconds} s${kept ? '; the journal is kept' : ''}`,
  ];
}

const TOP = 10;

async function balanceOf(inventory: Inventory, item: string): Promise<{ onHand: bigint; inspection: bigint }> {
  let onHand = 0n;
  let inspection = 0n;
  for (const { state, quantity } of await inventory.balances(item)) {
    onHand += BigInt(quantity.amount);
    if (state === 'inspection') inspection += BigInt(quantity.amount);
  }
  return { onHand, inspection };
}

function mapKinds(kinds: Readonly<Record<TransactionKind, KindTotal>>): ReplayReport['kinds'] {
  const plain = ({ lines, units }: KindTotal): { lines: number; units: string } => ({ lines, units: units.toString() });
  return { sale: plain(kinds.sale), return: plain(kinds.return), adjustment: plain(kinds.adjustment), financial: plain(kinds.financial) };
}

/** Thousands set apart by commas, the same in every locale. */
function grouped(value: number | string): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function signed(amount: string): string {
  return amount === '0' || amount.startsWith('-') ? grouped(amount) : `+${grouped(amount)}`;
}
