import type { CauseList, CauseDraft } from './cause-list.js';
import type { Cell } from './cell.js';
import type { Side } from './difference.js';
import type { AliasEvidence, Evidence } from './evidence.js';
import { KEY_PARTS, type KeyPart, type StatementKey } from './statement-key.js';

/** By the text of a key that is another name: the cell it belongs to. */
export type NameLinks = ReadonlyMap<string, Cell>;

const LOOSE_PARTS: readonly KeyPart[] = ['item', 'location', 'state', 'lot', 'serial', 'owner'];

/**
 * Joins cells that are one thing under two names: by an alias, by letter case, by leading zeros. A name that only one side uses is given to the one key of the other
 * side that it can mean; where several can be meant, to the one with the same figure, or to none.
 */
export function linkNames(cells: ReadonlyMap<string, Cell>, evidence: Evidence, causes: CauseList): NameLinks {
  const links = new Map<string, Cell>();
  const names = nameReader(evidence);
  const suspect = (evidence.suspects ?? ['right'])[0];
  for (const group of groupBy(cells.values(), ({ key }) => KEY_PARTS.map((part) => names.plain(part, key[part])).join('\u001f')).values()) {
    for (const [from, to] of meant(group)) {
      links.set(from.text, to);
      to.items = [...new Set([...to.items, from.key.item])];
      // What is left out on the one side is under the other name on the other side.
      const rules = names.rules(from.key, to.key);
      const draft: CauseDraft = {
        kind: 'identity', side: names.wrongSide(from.key, to.key, from.kind) ?? suspect, certainty: rules.every(({ alias }) => alias) ? 'proven' : 'fitting',
        subject: rules.map(({ part, pair }) => `${part}\u001f${pair}`).join('\u001f'), rules: rules.map(({ text }) => text), part: rules[0]!.part,
      };
      const amount = from.difference;
      from.left = 0n;
      from.right = 0n;
      if (from.kind === 'onlyLeft') to.left -= amount;
      else to.right += amount;
      causes.cover(from, draft, amount);
      causes.cover(to, draft, -amount);
    }
  }
  return links;
}

/** Which of the cells that may be one are: pairs of the one that goes and the one it belongs to. */
function meant(group: readonly Cell[]): readonly (readonly [Cell, Cell])[] {
  const ofKind = (kind: Cell['kind']): Cell[] => group.filter((cell) => cell.kind === kind);
  const [both, left, right] = [ofKind('amount'), ofKind('onlyLeft'), ofKind('onlyRight')];
  if (both.length > 0) return both.length === 1 ? [...left, ...right].map((cell) => [cell, both[0]!]) : [];
  if (right.length === 1) return left.map((cell) => [cell, right[0]!]);
  if (left.length === 1) return right.map((cell) => [cell, left[0]!]);
  const pairs: (readonly [Cell, Cell])[] = [];
  for (const cell of left) {
    const same = right.filter((other) => other.right === cell.left);
    const rivals = left.filter((other) => other.left === cell.left);
    if (same.length === 1 && rivals.length === 1) pairs.push([cell, same[0]!]);
  }
  return pairs;
}

interface NameRule {
  readonly part: KeyPart;
  readonly pair: string;
  readonly text: string;
  readonly alias: boolean;
}

interface NameReader {
  /** A name without what tells nothing apart. */
  plain(part: KeyPart, name: string): string;
  rules(from: StatementKey, to: StatementKey): readonly NameRule[];
  /** The side that uses a name which is not the first of its aliases. */
  wrongSide(from: StatementKey, to: StatementKey, kind: Cell['kind']): Side | undefined;
}

function nameReader(evidence: Evidence): NameReader {
  const loose = new Set(evidence.looseParts ?? LOOSE_PARTS);
  const aliases = new Map<string, AliasEvidence>();
  for (const alias of evidence.aliases ?? []) for (const name of alias.names) aliases.set(`${alias.part}\u001f${name}`, alias);
  const firstOf = (part: KeyPart, name: string): string | undefined => aliases.get(`${part}\u001f${name}`)?.names[0];
  return {
    plain(part, name) {
      const first = firstOf(part, name) ?? name;
      return loose.has(part) ? withoutZeros(first.toLowerCase()) : first;
    },
    rules(from, to) {
      return KEY_PARTS.filter((part) => from[part] !== to[part]).map((part) => {
        const [one, other] = from[part] < to[part] ? [from[part], to[part]] : [to[part], from[part]];
        const [first, second] = [firstOf(part, one) ?? one, firstOf(part, other) ?? other];
        const why = [...(first === one && second === other ? [] : ['alias']), ...loosely(first, second)].join(', ');
        return { part, alias: first === second, pair: `${one}\u001f${other}`, text: `${part} ${one} = ${other} (${why})` };
      });
    },
    wrongSide(from, to, kind) {
      const part = KEY_PARTS.find((one) => from[one] !== to[one])!;
      const first = firstOf(part, from[part]);
      if (first === undefined) return undefined;
      const user = kind === 'onlyLeft' ? 'left' : 'right';
      return first === from[part] ? (user === 'left' ? 'right' : 'left') : user;
    },
  };
}

/** What two names that are loosely the same differ in. */
function loosely(one: string, other: string): readonly string[] {
  if (one === other) return [];
  if (one.toLowerCase() === other.toLowerCase()) return ['letter case'];
  return withoutZeros(one) === withoutZeros(other) ? ['leading zeros'] : ['letter case', 'leading zeros'];
}

/** A name without the zeros in front of its first other character. */
function withoutZeros(name: string): string {
  let start = 0;
  while (start < name.length - 1 && name.charCodeAt(start) === 0x30) start++;
  return name.slice(start);
}

/** What has the same mark, in the order met. */
export function groupBy<Value>(values: Iterable<Value>, mark: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = mark(value);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [value]);
    else known.push(value);
  }
  return groups;
}
