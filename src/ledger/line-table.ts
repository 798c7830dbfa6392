import type { HoldBalance, LineBalance, Register } from '../model/index.js';
import { addGrains, grains, subtractGrains } from '../quantity/index.js';
import { countUses } from './channel-use.js';
import { noteExpiry } from './expiry-queue.js';
import type { ClaimTotal, ItemLedger } from './item-ledger.js';
import { isBlank, startLine, type LineState } from './line.js';
import { withLine } from './line-balance.js';

const ZERO = grains(0);
const NO_CLAIM: ClaimTotal = { reserved: ZERO, allocated: ZERO, picked: ZERO };

/** Changes one line of an item, makes its balance anew, and keeps the totals by location in step. */
export function changeLine(register: Register, item: ItemLedger, line: string, change: (state: LineState) => Partial<LineState>): LineBalance {
  const before = item.lines.get(line) ?? startLine(item.item, line);
  const after = withLine(register, before, change(before));
  for (const hold of before.balance.holds) countClaim(item, hold, -1);
  for (const hold of after.balance.holds) countClaim(item, hold, 1);
  countUses(item, before, after);
  if (isBlank(after)) item.lines.delete(line);
  else item.lines.set(line, after);
  if (after.expiresAt !== undefined && after.balance.reserved > 0 && (after.expiresAt !== before.expiresAt || before.balance.reserved === 0)) {
    noteExpiry(item.expiries, after.expiresAt, line);
  }
  return after.balance;
}

function countClaim(item: ItemLedger, hold: HoldBalance, sign: 1 | -1): void {
  const add = sign === 1 ? addGrains : subtractGrains;
  const known = item.claims.get(hold.location) ?? NO_CLAIM;
  const total = { reserved: add(known.reserved, hold.reserved), allocated: add(known.allocated, hold.allocated), picked: add(known.picked, hold.picked) };
  if (total.reserved === 0 && total.allocated === 0 && total.picked === 0) item.claims.delete(hold.location);
  else item.claims.set(hold.location, total);
}
