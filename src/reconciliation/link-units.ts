import type { CauseList } from './cause-list.js';
import type { Cell } from './cell.js';
import { groupBy } from './link-names.js';
import type { Pack } from './read-packs.js';
import { KEY_PARTS } from './statement-key.js';

/** Joins cells of one thing that the two sides state in different units, where a pack says how many of the one the other holds. */
export function linkUnits(cells: ReadonlyMap<string, Cell>, packs: readonly Pack[], causes: CauseList): ReadonlyMap<string, Cell> {
  const links = new Map<string, Cell>();
  const byItem = groupBy(packs, ({ item }) => item);
  for (const group of groupBy(cells.values(), ({ key }) => KEY_PARTS.filter((part) => part !== 'unit').map((part) => key[part]).join('\u001f')).values()) {
    for (const pack of [...new Set(group.flatMap(({ items }) => items))].flatMap((item) => byItem.get(item) ?? [])) {
      const from = group.find(({ key, kind }) => key.unit === pack.unit && kind !== 'amount');
      const to = group.find(({ key, kind }) => key.unit === pack.of && kind !== from?.kind);
      if (from === undefined || to === undefined) continue;
      // A pack holds a whole ratio of units; what does not come out even is left as it is.
      const held = from.rest * pack.n;
      if (held % pack.d !== 0n) continue;
      links.set(from.text, to);
      const draft = { kind: 'unitFactor', side: from.kind === 'onlyLeft' ? 'left' : 'right', certainty: 'proven', subject: `${pack.item}\u001f${pack.unit}`, rules: [pack.text], factor: pack.factor } as const;
      if (from.kind === 'onlyLeft') to.left -= held / pack.d;
      else to.right += held / pack.d;
      causes.cover(from, draft, from.rest);
      causes.cover(to, draft, -(held / pack.d));
    }
  }
  return links;
}
