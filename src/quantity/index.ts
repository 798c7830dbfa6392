/**
 * Exact amounts with units. Its law: no binary fraction and no tolerance ever touches a quantity; every conversion is an exact ratio, rounded at most once, in a
 * direction named by its purpose, and what rounding leaves over is returned.
 * @module
 */
export type { Quantity } from './quantity.js';
export { AMOUNT_LENGTH_MAX, PARTNER_AMOUNT_LENGTH_MAX, canonicalAmount, isCanonicalAmount, parseAmount } from './amount.js';
export { FACT_GRAINS_MAX, addGrains, compareGrains, grains, grainsFromBigint, negateGrains, subtractGrains, sumGrains, type Grains } from './grains.js';
export {
  addRatios, compareRatios, divideRatios, equalRatios, multiplyRatios, negateRatio, ONE_RATIO, ratio, subtractRatios, ZERO_RATIO, type Ratio,
} from './ratio.js';
export { addRatioTexts, RATIO_TEXT_LENGTH_MAX, ratioFromDecimal, ratioFromText, ratioText, ratioToDecimal } from './ratio-text.js';
export { ceilRatio, floorRatio, halfEvenRatio, roundRatio, truncateRatio, type Direction } from './rounding.js';
export { PURPOSES, type Purpose, type PurposeRule } from './purpose.js';
export type { ItemUnits, PackSpec, UnitFactor, UnitPeriod, UnitsSpec } from './item-units.js';
export type { UnitEdge } from './unit-graph.js';
export { compileUnits, GRANULARITY_LENGTH_MAX, UNIT_CODE_LENGTH_MAX, UNIT_EDGES_MAX } from './compile-units.js';
export { OFFSET_UNITS, REFERENCE_UNITS, STANDARD_UNITS, type StandardUnit, type UnitClass } from './standard-units.js';
export type { ConversionOptions, ConversionRefused } from './conversion.js';
export { toGrains, type ToGrains } from './to-grains.js';
export { formatGrains } from './format-grains.js';
export { fromGrains } from './from-grains.js';
export { convert, convertExactly, type Converted, type ExpressOptions } from './convert.js';
export { decompose, type Decomposed } from './decompose.js';
export {
  addQuantities, compareQuantities, displayQuantity, isZero, negateQuantity, subtractQuantities, sumQuantities,
} from './quantity-arithmetic.js';
export { splitGrains } from './split-grains.js';
export { splitQuantity, type SplitOptions } from './split-quantity.js';
export { roundToPack, type RoundedToPack } from './round-to-pack.js';
export { purchaseQuantity, type Purchase, type PurchaseConditions } from './purchase-quantity.js';
export { checkCatchWeight, nominalWeight, weightPerGrain, type CatchWeightBalance, type CatchWeightCheck } from './catch-weight.js';
export { UNIT_ALIASES, type UnitAliases, type UnitStandard } from './unit-aliases.js';
export { resolveUnitCode, type ResolvedUnitCode, type UnitCodeOptions } from './resolve-unit-code.js';
