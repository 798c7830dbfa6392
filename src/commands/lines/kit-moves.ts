import { no, parseInstant, type Answer } from '../../foundation/index.js';
import { needOf } from '../../allocation/index.js';
import type { LineBalance } from '../../model/index.js';
import { addGrains, grains, subtractGrains, type Grains } from '../../quantity/index.js';
import {
  decideAmend, decideCancel, decideExtend, decideGather, decideGiveUp, decidePick, decideRelease, wantedOf, type MoveContext, type MoveDecision, type MoveRefusal,
} from '../../reservation/index.js';
import { stageDecision, type Batch } from '../engine/batch.js';
import { gatherable, isKit, least, partItems, partLineRefusal, partLinesOf, partsFor, partsOfLine, wholeKits, type KitLineRefusal } from '../kits/kit-lines.js';
import { askerOf, lineOf, softEnd } from '../goods/offers.js';
import type { HoldInput, OrderMove } from './order-moves.js';
import { sourcingFor, type SourcedHolds } from './plan-sourcing.js';
import { reservePlanned, type PlannedRefusal } from './reserve-planned.js';

/** How many kits were moved, or why not. */
export type KitMoved = Answer<{ readonly moved: Grains; readonly sourcing?: SourcedHolds | undefined }, MoveRefusal | PlannedRefusal | KitLineRefusal>;

const ZERO = grains(0);

/** The moves that a kit line and the lines of its parts make together. All others speak of what the line itself holds: pre-assembled kits. */
const TOGETHER: ReadonlySet<OrderMove['move']> = new Set(['hold', 'amend', 'extend', 'pick', 'giveUp', 'release', 'cancel']);

/** Whether a move is made by a kit line and the lines of its parts together. */
export function isKitMove(batch: Batch, move: OrderMove): boolean {
  if (!TOGETHER.has(move.move) || ('location' in move && move.location !== undefined && (move.move === 'pick' || move.move === 'giveUp'))) return false;
  return lineOf(batch, move.item, move.line)?.kit !== undefined || ((move.move === 'hold' || move.move === 'amend') && isKit(batch.register, move.item));
}

/** The parts whose lines a move touches. */
export function partItemsOfMove(batch: Batch, move: OrderMove): readonly string[] {
  const frozen = lineOf(batch, move.item, move.line)?.kit?.parts.map(({ item }) => item);
  return frozen ?? (isKitMove(batch, move) ? partItems(batch.register, move.item) : []);
}

/** Makes a move of a kit line and the lines of its parts, in a trial: it may have staged some of it when it is refused. Amounts are kits. */
export function moveKit(batch: Batch, move: OrderMove, line: LineBalance | undefined, amount: Grains | undefined, context: MoveContext): KitMoved {
  if (line === undefined) return no({ code: 'reservation.unknown_line', line: move.line });
  switch (move.move) {
    case 'hold':
      return holdKits(batch, line, amount, move, context);
    case 'amend':
      return amendKits(batch, line, amount ?? ZERO, move, context);
    case 'extend':
      return extendKits(batch, line, move.expiresAt === undefined ? undefined : parseInstant(move.expiresAt), context);
    case 'pick':
      return pickKits(batch, line, amount, context);
    case 'giveUp':
      return giveUpKits(batch, line, amount, context);
    case 'release':
      return releaseKits(batch, line, amount, context);
    default:
      return cancelKits(batch, line, amount, context);
  }
}

function holdKits(batch: Batch, line: LineBalance, amount: Grains | undefined, input: HoldInput, context: MoveContext): KitMoved {
  const wanted = amount ?? line.backordered;
  if (wanted === 0 || wanted > line.backordered) return no({ code: 'reservation.not_open', line: line.line, wanted, open: line.backordered });
  const parts = partsOfLine(batch.register, line.item, line, batch.at);
  if (parts?.ok === false) return parts;
  const frozen = parts?.parts ?? [];
  const refused = partLineRefusal(line.line, frozen);
  if (refused !== undefined) return no(refused);
  const held = reservePlanned(batch, {
    request: context.request ?? '', ...askerOf(line), mode: input.mode ?? 'allOrNothing', expiresAt: softEnd(batch, line, input), kits: batch.register.policy.kits ?? 'whole',
    sourcing: sourcingFor(batch.register, input.sourcing, askerOf(line)),
    lines: [{ line: line.line, item: line.item, grains: wanted, location: input.location, kit: { parts: frozen, served: line.kit?.kits ?? ZERO } }],
  });
  return held.ok ? { ok: true, moved: held.lines[0]!.reserved, sourcing: held.sourcing } : held;
}

function amendKits(batch: Batch, line: LineBalance, wanted: Grains, input: HoldInput, context: MoveContext): KitMoved {
  const served = line.kit?.kits ?? ZERO;
  const before = addGrains(wantedOf(line), served);
  if (wanted < before) return cancelKits(batch, line, subtractGrains(before, wanted), context);
  const decision = decideAmend(line, line.line, subtractGrains(wanted, served), context);
  if (!decision.ok || decision.added === 0) return decision.ok ? { ok: true, moved: ZERO } : decision;
  for (const event of decision.events) stageDecision(batch, event);
  const held = holdKits(batch, lineOf(batch, line.item, line.line)!, decision.added, input, context);
  return held.ok ? { ...held, moved: decision.added } : held;
}

function extendKits(batch: Batch, line: LineBalance, expiresAt: number | undefined, context: MoveContext): KitMoved {
  const soft = partBalances(batch, line).filter(({ balance }) => balance.reserved > 0);
  if (soft.length === 0 || line.reserved > 0) {
    const own = stage(batch, decideExtend(line, line.line, expiresAt, context));
    if (!own.ok) return own;
  }
  for (const { balance } of soft) {
    const part = stage(batch, decideExtend(balance, balance.line, expiresAt, context));
    if (!part.ok) return part;
  }
  return { ok: true, moved: addGrains(line.reserved, kitsOf(batch, line, ({ reserved }) => reserved)) };
}

function pickKits(batch: Batch, line: LineBalance, amount: Grains | undefined, context: MoveContext): KitMoved {
  const own = addGrains(line.reserved, line.allocated);
  const done = kitsOf(batch, line, ({ picked, shipped }) => addGrains(picked, shipped));
  const pickable = subtractGrains(kitsOf(batch, line, ({ reserved, allocated, picked, shipped }) => grains(reserved + allocated + picked + shipped)), done);
  const open = addGrains(own, pickable);
  const wanted = amount ?? open;
  if (wanted === 0 || wanted > open) return own === 0 && pickable === 0 ? stage(batch, decidePick(line, line.line, undefined, amount, context)) : no({ code: 'reservation.not_open', line: line.line, wanted, open });
  const ofOwn = least(wanted, own);
  if (ofOwn > 0) {
    const picked = stage(batch, decidePick(line, line.line, undefined, ofOwn, context));
    if (!picked.ok) return picked;
  }
  const kits = grains(done + wanted - ofOwn);
  for (const { part, balance } of partBalances(batch, line)) {
    const more = grains(needOf(part, kits) - balance.picked - balance.shipped);
    const picked = more > 0 && kits > done ? stage(batch, decidePick(balance, balance.line, undefined, more, context)) : undefined;
    if (picked?.ok === false) return picked;
  }
  return { ok: true, moved: wanted };
}

function giveUpKits(batch: Batch, line: LineBalance, amount: Grains | undefined, context: MoveContext): KitMoved {
  const own = addGrains(line.reserved, line.allocated);
  const most = gatherable(batch, line);
  const wanted = amount ?? addGrains(own, most);
  const ofOwn = subtractGrains(wanted, least(grains(Math.max(wanted - own, 0)), most));
  if (ofOwn > 0 || wanted === 0) {
    const given = stage(batch, decideGiveUp(line, line.line, undefined, wanted === 0 ? undefined : ofOwn, context));
    if (!given.ok) return given;
  }
  return gather(batch, line, subtractGrains(wanted, ofOwn), wanted, context);
}

function releaseKits(batch: Batch, line: LineBalance, amount: Grains | undefined, context: MoveContext): KitMoved {
  const own = addGrains(line.reserved, line.allocated);
  const most = gatherable(batch, line);
  const wanted = amount ?? addGrains(own, most);
  const ofParts = least(grains(Math.max(wanted - own, 0)), most);
  const ofOwn = subtractGrains(wanted, ofParts);
  if (ofOwn > 0 || wanted === 0) {
    const released = stage(batch, decideRelease(line, line.line, wanted === 0 ? undefined : ofOwn, context));
    if (!released.ok) return released;
  }
  const gathered = gather(batch, line, ofParts, wanted, context);
  if (!gathered.ok || ofParts === 0) return gathered;
  const cancelled = stage(batch, decideCancel(lineOf(batch, line.item, line.line), line.line, ofParts, context));
  return cancelled.ok ? { ok: true, moved: wanted } : cancelled;
}

function cancelKits(batch: Batch, line: LineBalance, amount: Grains | undefined, context: MoveContext): KitMoved {
  const most = gatherable(batch, line);
  const open = grains(line.backordered + line.reserved + line.allocated + line.picked + most);
  const wanted = amount ?? open;
  if (open === 0 || wanted > open) return no({ code: 'reservation.not_open', line: line.line, wanted, open });
  const gathered = gather(batch, line, least(grains(Math.max(wanted - line.backordered, 0)), most), wanted, context);
  return gathered.ok ? stage(batch, decideCancel(lineOf(batch, line.item, line.line), line.line, wanted, context)) : gathered;
}

/** Makes some kits of the line wanted as kits again. */
function gather(batch: Batch, line: LineBalance, kits: Grains, moved: Grains, context: MoveContext): KitMoved {
  if (kits === 0) return { ok: true, moved };
  const current = lineOf(batch, line.item, line.line)!;
  const gathered = stage(batch, decideGather(current, kits, partsFor(batch, current, kits), context));
  return gathered.ok ? { ok: true, moved } : gathered;
}

function stage(batch: Batch, decision: MoveDecision): KitMoved {
  if (!decision.ok) return decision;
  for (const event of decision.events) stageDecision(batch, event);
  return { ok: true, moved: decision.moved };
}

/** The parts of a line with their lines, those that were never opened left out. */
function partBalances(batch: Batch, line: LineBalance): readonly { readonly part: ReturnType<typeof partLinesOf>[number]['part']; readonly balance: LineBalance }[] {
  return partLinesOf(line).flatMap(({ part, name }) => {
    const balance = lineOf(batch, part.item, name);
    return balance === undefined ? [] : [{ part, balance }];
  });
}

/** How many whole kits some amounts of the parts' lines make. */
function kitsOf(batch: Batch, line: LineBalance, amountOf: (balance: LineBalance) => Grains): Grains {
  const parts = partLinesOf(line);
  if (parts.length === 0) return ZERO;
  const amounts = new Map(partBalances(batch, line).map(({ part, balance }) => [part.item, amountOf(balance)]));
  return wholeKits(parts.map(({ part }) => part), amounts, line.kit!.kits);
}
