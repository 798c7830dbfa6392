import { existsSync } from 'node:fs';

/**
 * The package's doors: every path a user may import from. Build entries, the export map, API reports, API pages and the public-names test all derive from
 * this one list. The path is the folder: `storage/memory` is built from src/storage/memory/index.ts. A door whose folder is not there yet is
 * left out.
 */
const NAMES = [
  'index',
  'ports',
  'commands',
  'sync',
  'testing',
  'storage/memory',
  'storage/journal',
  'transport/memory',
  'connectors/shopify',
  'connectors/amazon',
  'connectors/edi-x12',
  'connectors/business-central',
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
}

/** The doors whose source exists, in the order of the list. Paths are relative to the repository's root, which is the working directory. */
export function doors(): Door[] {
  return NAMES.map(door).filter(({ source }) => existsSync(source));
}

function door(name: string): Door {
  if (name === 'index') return { name, subpath: '.', specifier: 'stockwright', source: 'src/index.ts' };
  return { name, subpath: `./${name}`, specifier: `stockwright/${name}`, source: `src/${name}/index.ts` };
}
