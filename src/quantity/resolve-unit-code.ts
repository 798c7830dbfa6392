import { STANDARD_UNITS } from './standard-units.js';
import { UNIT_ALIASES, type UnitAliases, type UnitStandard } from './unit-aliases.js';

/** How a foreign code is read. */
export interface UnitCodeOptions {
  readonly standard: UnitStandard;
  /** What the codes mean to this partner, who wins over the standard. */
  readonly partner?: UnitAliases | undefined;
}

/** A unit, and whose table gave it; or that nobody knows the code. */
export type ResolvedUnitCode =
  | { readonly ok: true; readonly unit: string; readonly by: 'partner' | 'standard' }
  | { readonly ok: false; readonly code: 'quantity.unknown_unit'; readonly told: string };

/**
 * The unit a foreign code stands for: the partner's table first, then the standard's. A code that neither knows is returned as told and never guessed. Nothing
 * here says how much a unit is.
 */
export function resolveUnitCode(code: string, { standard, partner }: UnitCodeOptions): ResolvedUnitCode {
  const own = lookUp(partner, code);
  if (own !== undefined) return { ok: true, unit: own, by: 'partner' };
  const known = readStandard(code, standard);
  return known === undefined ? { ok: false, code: 'quantity.unknown_unit', told: code } : { ok: true, unit: known, by: 'standard' };
}

function readStandard(code: string, standard: UnitStandard): string | undefined {
  const aliases = UNIT_ALIASES[standard];
  if (standard === 'words') return lookUp(aliases, singular(code));
  return lookUp(aliases, code) ?? (standard === 'rec20' && STANDARD_UNITS.has(code) ? code : undefined);
}

/** A word in lower case, without white space around it, a final point, or a plural s. */
function singular(word: string): string {
  const lower = word.trim().toLowerCase();
  const bare = lower.endsWith('.') ? lower.slice(0, -1) : lower;
  return bare.length > 2 && bare.endsWith('s') && !bare.endsWith('ss') ? bare.slice(0, -1) : bare;
}

function lookUp(aliases: UnitAliases | undefined, code: string): string | undefined {
  return aliases !== undefined && Object.hasOwn(aliases, code) ? aliases[code] : undefined;
}
