import { ratioFromDecimal, ratioText } from '../quantity/index.js';
import type { PackEvidence } from './evidence.js';
import { amountOf, malformed } from './read-evidence.js';

/** A pack with its factor as a fraction in lowest terms. */
export interface Pack {
  readonly item: string;
  readonly unit: string;
  readonly of: string;
  readonly n: bigint;
  readonly d: bigint;
  /** `12` or `1/12`. */
  readonly factor: string;
  /** `1 CA = 12 EA`. */
  readonly text: string;
}

/** Reads packs. @throws InventoryError `reconciliation.malformed` */
export function readPacks(packs: readonly PackEvidence[] = []): readonly Pack[] {
  return packs.map(({ item, unit, holds, of }, at) => {
    if (amountOf(`$.packs[${at}].holds`, holds) <= 0n) throw malformed(`$.packs[${at}].holds`, 'an amount above zero');
    const factor = ratioFromDecimal(holds);
    return { item, unit, of, ...factor, factor: ratioText(factor), text: `1 ${unit} = ${holds} ${of}` };
  });
}
