import { canonicalAmount, divideRatios, multiplyRatios, ratio, ratioFromDecimal, type Ratio } from '../../src/quantity/index.js';

/** A conversion factor of the Recommendation's list: a number and the unit it counts, empty for none. */
export interface OfficialFactor {
  readonly factor: Ratio;
  readonly unit: string;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const FORM = /^(?<number>\d[\d ,.]*)?(?:\/(?<divisor>\d+))? ?(?:[x×]? ?(?:10(?<exponent>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))?(?: ?[x×] )? ?(?<unit>[\p{L}%°(].*)?$/u;

/** Reads `2,834 952 x 10⁻² kg`: decimal comma, spaces and no-break spaces among the digits, a power of ten in superscripts, a fraction `5/9`. */
export function parseOfficialFactor(text: string): OfficialFactor | undefined {
  const plain = text.replace(/\u00a0/g, ' ').replace(/ +/g, ' ').trim();
  // "10³ kg": the ten belongs to the power.
  const match = FORM.exec(plain.replace(/^10(?=⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹])/, '1 x 10'));
  const { number, divisor, exponent, unit } = match?.groups ?? {};
  if (match === null || (number === undefined && unit === undefined)) return undefined;
  const mantissa = canonicalAmount((number ?? '1').replace(/ /g, '').replace(',', '.'));
  if (mantissa === undefined) return undefined;
  const power = exponent === undefined ? ratio(1n) : powerOfTen(exponent);
  return { factor: divideRatios(multiplyRatios(ratioFromDecimal(mantissa), power), ratio(BigInt(divisor ?? 1))), unit: unit ?? '' };
}

function powerOfTen(superscript: string): Ratio {
  const digits = Array.from(superscript.replace('⁻', ''), (character) => SUPERSCRIPTS.indexOf(character)).join('');
  const power = 10n ** BigInt(digits);
  return superscript.startsWith('⁻') ? ratio(1n, power) : ratio(power);
}
