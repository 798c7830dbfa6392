import { hash32 } from '../../foundation/index.js';
import type { StoreHeader } from '../../ports/index.js';

/** Where the things of one tenant live. The tenant comes first in every name, so that no key of one can meet another's. */
export interface Homes {
  readonly tenant: string;
  /** The log of masters and policies. */
  readonly register: string;
  /** Every partition of items and keys. */
  readonly all: readonly string[];
  /** The partition an item's facts and claims are in. */
  ofItem(item: string): string;
  /** The partition that remembers a fact's identity. */
  ofFact(source: string, id: string): string;
  /** The partition that keeps count of a numbered stream. */
  ofStream(source: string, stream: string): string;
  /** The partition that remembers a request key and its answer. */
  ofRequest(scope: string, key: string): string;
}

/** Spreads a tenant over the partitions a store was created with. */
export function homesOf(tenant: string, header: StoreHeader): Homes {
  const all = Array.from({ length: header.partitions }, (_, index) => `${tenant}/${String(index).padStart(4, '0')}`);
  const home = (...parts: readonly string[]): string => all[hash32([tenant, ...parts].join('\u001f'), header.seed) % header.partitions]!;
  return {
    tenant, register: `${tenant}/register`, all,
    ofItem: (item) => home('item', item),
    ofFact: (source, id) => home('fact', source, id),
    ofStream: (source, stream) => home('stream', source, stream),
    ofRequest: (scope, key) => home('request', scope, key),
  };
}
