/** One legal move of a machine, as its table states it. */
export interface MachineRow {
  readonly move: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: string;
  readonly meaning: string;
}

const OPEN = '<!-- The rest of this part is written by `npm run machines-doc`. -->';
const CLOSE = '<!-- End of the generated part. -->';

/** A page with its generated part made anew: the table of legal moves and the diagram of states, both from the same rows. */
export function withMachine(page: string, rows: readonly MachineRow[], end: readonly string[]): string {
  const [before, rest] = split(page, OPEN);
  const [, after] = split(rest, CLOSE);
  return `${before}${OPEN}\n\n${machineTable(rows).join('\n')}\n\n${machineDiagram(rows, end).join('\n')}\n\n${CLOSE}${after}`;
}

function machineTable(rows: readonly MachineRow[]): string[] {
  return [
    '| Move | From | To | Recorded as | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ move, from, to, by, meaning }) => `| ${move} | ${from.map(word).join(', ')} | ${word(to)} | \`${by}\` | ${meaning} |`),
  ];
}

/** The states as a Mermaid diagram; `end` names those nothing leaves. */
function machineDiagram(rows: readonly MachineRow[], end: readonly string[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { move, from, to } of rows) {
    for (const state of from) {
      const edge = `${node(state)} --> ${node(to)}`;
      edges.set(edge, (edges.get(edge) ?? new Set()).add(move));
    }
  }
  return ['```mermaid', 'stateDiagram-v2', ...[...edges].map(([edge, moves]) => `  ${edge}: ${[...moves].join(', ')}`), ...end.map((state) => `  ${state} --> [*]`), '```'];
}

function word(state: string): string {
  return state === 'none' ? 'nothing' : state;
}

function node(state: string): string {
  return state === 'none' ? '[*]' : state;
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page has no line ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
