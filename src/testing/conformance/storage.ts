import type { StoragePort } from '../../ports/index.js';
import { lawSuite, type ConformanceRunner, type LawException } from './law-suite.js';
import { printLine } from './print-line.js';
import type { StorageAbility } from './storage-ability.js';
import { STORAGE_LAWS } from './storage-laws.js';

/** A fresh, empty store. None of its handles is open yet. */
export interface StorageUnderTest {
  readonly storage: StoragePort;
  /** Another handle of the same store, made after the first was closed. Needed for `reopen` and `exclusive`. */
  readonly reopen?: (() => StoragePort | Promise<StoragePort>) | undefined;
  /** Another handle of the same store, made while the first is open. Needed for `shared` and `exclusive`. */
  readonly rival?: (() => StoragePort | Promise<StoragePort>) | undefined;
  /** Clears up when a law was tried; every handle is closed by then. */
  readonly dispose?: (() => Promise<void>) | undefined;
}

/** How to certify a storage adapter. */
export interface StorageConformanceOptions {
  readonly runner: ConformanceRunner;
  /** Makes a fresh, empty store, for each law anew. */
  readonly open: () => StorageUnderTest | Promise<StorageUnderTest>;
  readonly supports?: readonly StorageAbility[] | undefined;
  /** Laws that do not hold, each with its reason. */
  readonly exceptions?: readonly LawException[] | undefined;
  /** The suite's title. */
  readonly name?: string | undefined;
  /** Where exceptions and unclaimed laws are told. Default standard output. */
  readonly print?: ((line: string) => void) | undefined;
}

/**
 * Defines one test for each law of {@link StoragePort}, for any adapter.
 *
 * @example
 * storageConformance({ runner: { describe, it }, open: () => ({ storage: memoryStorage() }) });
 */
export function storageConformance(options: StorageConformanceOptions): void {
  const { runner, open, supports = [], exceptions = [], name = 'the laws of storage', print = printLine } = options;
  lawSuite(name, STORAGE_LAWS, {
    runner, supports, exceptions, print,
    withSubject: async (check) => {
      const store = await open();
      const handles = new Set([store.storage]);
      try {
        await check({
          storage: store.storage,
          another: async (kind) => {
            const make = store[kind];
            if (make === undefined) throw new Error(`The adapter claims an ability that needs "${kind}", but open() gave none`);
            const handle = await make();
            handles.add(handle);
            return handle;
          },
        });
      } finally {
        for (const handle of handles) await handle.close();
        await store.dispose?.();
      }
    },
  });
}
