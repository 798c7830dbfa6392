import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Rows of a table with a header line, by column name. Comma-separated with double quotes, or tab-separated without; `.gz` is unpacked. */
export function readTable(path: string): Record<string, string>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const rows = path.includes('.tsv') ? text.split(/\r?\n/).filter((line) => line !== '').map((line) => line.split('\t')) : readCsv(text);
  const [header = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let index = text.startsWith('\ufeff') ? 1 : 0; index < text.length; index++) {
    const character = text[index]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') cell += text[++index]!;
      else quoted = false;
    } else if (character === '"') {
      quoted = true;
    } else if (character === ',' || character === '\n') {
      rows.at(-1)!.push(cell);
      cell = '';
      if (character === '\n') rows.push([]);
    } else if (character !== '\r') {
      cell += character;
    }
  }
  rows.at(-1)!.push(cell);
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}
