import { existsSync } from 'node:fs';

/**
 * The package's doors: every path a user may import from. Build entries, the export map, API reports, API pages and the public-names test all derive from
 * this one list. The path is the folder: `storage/memory` is built from src/storage/memory/index.ts. A door whose folder is not there yet is
 * left out. After a door is added or removed, `npm run doors` writes the export map anew.
 */
const NAMES = [
  'index',
  'ports',
  'commands',
  'reconciliation',
  'wire',
  'sync',
  'testing',
  'storage/memory',
  'storage/journal',
  'transport/memory',
  'connectors/shopify',
  'connectors/amazon',
  'connectors/edi-x12',
  'connectors/business-central',
  'connectors/netsuite',
  'connectors/wms',
] as const;

/** One door of the package. */
export interface Door {
  /** The build entry and the file name under dist: `index`, `storage/memory`. */
  readonly name: string;
  /** The key in the export map: `.`, `./storage/memory`. */
  readonly subpath: string;
  /** What a user writes: `stockwright`, `stockwright/storage/memory`. */
  readonly specifier: string;
  /** The source file behind it. */
  readonly source: string;
  /** Its declarations, without the ending. */
  readonly types: string;
  /** The name in files that stand side by side: `index`, `storage-memory`. */
  readonly slug: string;
}

/** The doors whose source exists, in the order of the list. Paths are relative to the repository's root, which is the working directory. */
export function doors(): Door[] {
  return NAMES.map(door).filter(({ source }) => existsSync(source));
}

/** The build entry of the `stockwright` command, or nothing where it is not there yet. Built as ESM only; nobody imports it. */
export function commandSource(): Record<string, string> {
  const source = 'src/cli/index.ts';
  return existsSync(source) ? { cli: source } : {};
}

/**
 * The `exports` of package.json. `module-sync` comes first in every block: where Node knows it, `import` and `require` load the same ESM file, so a program that mixes
 * both still has one copy of the library.
 */
export function exportMap(): Record<string, unknown> {
  return {
    ...Object.fromEntries(doors().map(({ subpath, name, types }) => {
      const esm = { types: `./${types}.d.ts`, default: `./dist/${name}.js` };
      const cjs = { types: `./${types}.d.cts`, default: `./dist/${name}.cjs` };
      return [subpath, { 'module-sync': esm, import: esm, require: cjs }];
    })),
    './schemas/*.json': './dist/schemas/*.json',
    './package.json': './package.json',
  };
}

/** The `bin` of package.json. */
export function commandMap(): Record<string, string> {
  return 'cli' in commandSource() ? { stockwright: './dist/cli.js' } : {};
}

function door(name: string): Door {
  const [subpath, specifier, path] = name === 'index' ? ['.', 'stockwright', name] : [`./${name}`, `stockwright/${name}`, `${name}/index`];
  return { name, subpath, specifier, source: `src/${path}.ts`, types: `dist/types/${path}`, slug: name.replace('/', '-') };
}
