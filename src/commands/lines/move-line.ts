import type { Answer } from '../../foundation/index.js';
import { no } from '../../foundation/index.js';
import type { LineReference } from '../../model/index.js';
import type { Quantity } from '../../quantity/index.js';
import { answerLine, quantityOf, type LineAnswer } from '../answers.js';
import { carryTrial, sweepItem, trialOf, type Batch } from '../engine/batch.js';
import { decideMove, isComposite, type MoveReason } from './decide-move.js';
import type { Job } from '../engine/job.js';
import { partItems, partItemsOfLine, partLinesOf } from '../kits/kit-lines.js';
import { partItemsOfMove } from './kit-moves.js';
import { itemsOf, type AllocateMove, type AmendMove, type AmountMove, type ChangeInput, type ExtendMove, type MoveRequest, type OrderMove, type PickMove } from './order-moves.js';
import type { SourcedHolds } from './plan-sourcing.js';
import { decideOnce, isNewNo, type KeyRefusal, type Remembered } from '../engine/request.js';
import { lineOf } from '../goods/offers.js';

/** A request to move the end of soft holds. */
export type ExtendInput = MoveRequest & ExtendMove;

/** A request to give holds up, or to take demand back. */
export type AmountInput = MoveRequest & AmountMove;

/** A request to note picked goods. */
export type PickInput = MoveRequest & PickMove;

/** A request to bind a soft hold. */
export type AllocateInput = MoveRequest & AllocateMove;

/** A request to change how much is wanted of a line. */
export type AmendInput = MoveRequest & AmendMove;

/** What a move is answered: how much moved, the line afterwards, and where goods that were held come from, if a rule decided. */
export type MoveAnswer = Remembered<Answer<{ readonly moved: Quantity; readonly line: LineAnswer; readonly sourcing?: SourcedHolds | undefined }, MoveReason | KeyRefusal>>;

/** Why none of the moves of a change was made: the first that could not be, counted from 0. */
export type ChangeReason = MoveReason & { readonly move: number };

/** Where goods of one move of a change come from, counted from 0. */
export type SourcedMove = SourcedHolds & { readonly move: number };

/** What a change did: how much each move moved, every line it touched as it is afterwards, and of each move for which a rule decided where its goods come from. */
export interface ChangeYes {
  readonly moved: readonly Quantity[];
  readonly lines: readonly LineAnswer[];
  readonly sourcing?: readonly SourcedMove[] | undefined;
}

/** What a change is answered. */
export type ChangeAnswer = Remembered<Answer<ChangeYes, ChangeReason | KeyRefusal>>;

/** The job of one move of one line. */
export function moveJob<Move extends OrderMove['move']>(name: Move, input: MoveRequest & Omit<Extract<OrderMove, { move: Move }>, 'move'>, at: number | undefined): Job<MoveAnswer> {
  const { key, scope = name, ...rest } = input;
  const move = { ...rest, move: name } as unknown as OrderMove;
  return {
    ...needsOf([move], scope, key),
    at,
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, key, { request: name, ...input }, () => {
      const made = makeMoves(batch, [move], requestOf(scope, key));
      if (!made.ok) return no(withoutIndex(made.reason));
      const { move: _move, ...sourcing } = made.sourcing?.[0] ?? {};
      return { ok: true, moved: made.moved[0]!, line: made.lines[0]!, ...(made.sourcing === undefined ? {} : { sourcing: sourcing as SourcedHolds }) };
    }),
  };
}

/** The job of a change of several moves: all of them, or none. */
export function changeJob(input: ChangeInput, at: number | undefined): Job<ChangeAnswer> {
  const { key, scope = 'change', moves } = input;
  return {
    ...needsOf(moves, scope, key),
    at,
    isRefused: isNewNo,
    decide: (batch) => decideOnce(batch, scope, key, { request: 'change', ...input }, () => makeMoves(batch, moves, requestOf(scope, key))),
  };
}

function needsOf(moves: readonly OrderMove[], scope: string, key: string): Pick<Job<unknown>, 'needs' | 'needsThen' | 'isUnresolved'> {
  const items = [...new Set(moves.flatMap(itemsOf))];
  return {
    needs: ({ homes, register }) => [homes.ofRequest(scope, key), ...items.flatMap((item) => [item, ...partItems(register, item)]).map((item) => homes.ofItem(item))],
    needsThen: (context) => moves.flatMap(({ item, line }) => partItemsOfLine(context, item, line)).map((item) => context.homes.ofItem(item)),
    isUnresolved: ({ register }) => items.some((item) => register.item(item) === undefined),
  };
}

function makeMoves(
  batch: Batch, moves: readonly OrderMove[], request: string,
): Answer<ChangeYes, ChangeReason> {
  const { register } = batch;
  for (const item of new Set(moves.flatMap((move) => [...itemsOf(move), ...partItemsOfMove(batch, move)]))) if (register.item(item) !== undefined) sweepItem(batch, item);
  const trial = moves.length > 1 || moves.some((move) => isComposite(batch, move)) ? trialOf(batch) : batch;
  const moved: Quantity[] = [];
  const sourcing: SourcedMove[] = [];
  for (const [index, move] of moves.entries()) {
    const decision = decideMove(trial, move, request);
    if (!decision.ok) return no({ ...decision.reason, move: index });
    moved.push(quantityOf(register, move.item, decision.moved));
    if (decision.sourcing !== undefined) sourcing.push({ ...decision.sourcing, move: index });
  }
  if (trial !== batch) carryTrial(trial, batch);
  const lines = withParts(batch, touchedBy(moves)).flatMap(({ item, line }) => lineOf(batch, item, line) ?? []).map((line) => answerLine(register, line));
  return { ok: true, moved, lines, ...(sourcing.length === 0 ? {} : { sourcing }) };
}

/** The lines that moves touch, each once, in the order they are named. */
export function touchedBy(moves: readonly OrderMove[]): readonly LineReference[] {
  const touched = new Map<string, LineReference>();
  const note = (item: string, line: string): void => {
    touched.set(`${item}\u001f${line}`, { item, line });
  };
  for (const move of moves) {
    note(move.item, move.line);
    if (move.move === 'reassign') note(move.item, move.to);
    if (move.move === 'substitute') note(move.by.item, move.by.line ?? move.line);
  }
  return [...touched.values()];
}

/** Lines, each followed by the lines of its parts. */
function withParts(batch: Batch, lines: readonly LineReference[]): readonly LineReference[] {
  return lines.flatMap((reference) => {
    const line = lineOf(batch, reference.item, reference.line);
    return line === undefined ? [] : [reference, ...partLinesOf(line).map(({ part, name }) => ({ item: part.item, line: name }))];
  });
}

function withoutIndex({ move: _move, ...reason }: ChangeReason): MoveReason {
  return reason;
}

function requestOf(scope: string, key: string): string {
  return `${scope}\u001f${key}`;
}
