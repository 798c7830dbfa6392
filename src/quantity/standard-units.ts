import { ratioFromDecimal } from './ratio-text.js';
import type { Ratio } from './ratio.js';

/** Measures of one class convert into each other by definition, whatever the goods. */
export type UnitClass = 'count' | 'length' | 'area' | 'volume' | 'mass' | 'time';

/** A unit with a definition. */
export interface StandardUnit {
  /** UN/ECE Recommendation 20 common code. */
  readonly code: string;
  readonly name: string;
  readonly class: UnitClass;
  /** How much one of it is in the class's reference unit, exactly. */
  readonly factor: Ratio;
}

/** The unit every other of its class is defined by. The litre is the cubic decimetre. */
export const REFERENCE_UNITS: Readonly<Record<UnitClass, string>> = { count: 'C62', length: 'MTR', area: 'MTK', volume: 'LTR', mass: 'KGM', time: 'SEC' };

type Row = readonly [code: string, name: string, factor: string];

// Exact definitions. Metric units by their prefix. Length and mass: the international yard (0.9144 m) and avoirdupois pound (0.45359237 kg) of the
// agreement of 1 July 1959, with their fixed multiples and parts. Volume: US gallon = 231 cubic inches, US bushel = 2150.42 cubic inches, imperial gallon
// = 4.54609 litres. Time: minute, hour, day, week; month and year have no fixed length.
const LENGTHS: readonly Row[] = [
  ['MTR', 'metre', '1'], ['C45', 'nanometre', '0.000000001'], ['4H', 'micrometre', '0.000001'], ['MMT', 'millimetre', '0.001'], ['CMT', 'centimetre', '0.01'],
  ['DMT', 'decimetre', '0.1'], ['A45', 'decametre', '10'], ['HMT', 'hectometre', '100'], ['KMT', 'kilometre', '1000'], ['INH', 'inch', '0.0254'],
  ['FOT', 'foot', '0.3048'], ['YRD', 'yard', '0.9144'], ['AK', 'fathom', '1.8288'], ['SMI', 'mile', '1609.344'], ['NMI', 'nautical mile', '1852'],
];
const AREAS: readonly Row[] = [
  ['MTK', 'square metre', '1'], ['MMK', 'square millimetre', '0.000001'], ['CMK', 'square centimetre', '0.0001'], ['DMK', 'square decimetre', '0.01'],
  ['KMK', 'square kilometre', '1000000'], ['HAR', 'hectare', '10000'], ['INK', 'square inch', '0.00064516'], ['FTK', 'square foot', '0.09290304'],
  ['YDK', 'square yard', '0.83612736'], ['ACR', 'acre', '4046.8564224'], ['MIK', 'square mile', '2589988.110336'],
];
const VOLUMES: readonly Row[] = [
  ['LTR', 'litre', '1'], ['4G', 'microlitre', '0.000001'], ['MLT', 'millilitre', '0.001'], ['CLT', 'centilitre', '0.01'], ['DLT', 'decilitre', '0.1'],
  ['HLT', 'hectolitre', '100'], ['MMQ', 'cubic millimetre', '0.000001'], ['CMQ', 'cubic centimetre', '0.001'], ['DMQ', 'cubic decimetre', '1'],
  ['MTQ', 'cubic metre', '1000'], ['INQ', 'cubic inch', '0.016387064'], ['FTQ', 'cubic foot', '28.316846592'], ['YDQ', 'cubic yard', '764.554857984'],
  ['GLL', 'gallon (US)', '3.785411784'], ['QTL', 'liquid quart (US)', '0.946352946'], ['PTL', 'liquid pint (US)', '0.473176473'],
  ['G21', 'cup (US)', '0.2365882365'], ['GIA', 'gill (US)', '0.11829411825'], ['OZA', 'fluid ounce (US)', '0.0295735295625'],
  ['G24', 'tablespoon (US)', '0.01478676478125'], ['G25', 'teaspoon (US)', '0.00492892159375'], ['BLL', 'barrel of petroleum (US)', '158.987294928'],
  ['BUA', 'bushel (US)', '35.23907016688'], ['G23', 'peck (US)', '8.80976754172'], ['QTD', 'dry quart (US)', '1.101220942715'],
  ['PTD', 'dry pint (US)', '0.5506104713575'], ['GLI', 'gallon (UK)', '4.54609'], ['QTI', 'quart (UK)', '1.1365225'], ['PTI', 'pint (UK)', '0.56826125'],
  ['GII', 'gill (UK)', '0.1420653125'], ['OZI', 'fluid ounce (UK)', '0.0284130625'], ['BUI', 'bushel (UK)', '36.36872'],
];
const MASSES: readonly Row[] = [
  ['KGM', 'kilogram', '1'], ['MC', 'microgram', '0.000000001'], ['MGM', 'milligram', '0.000001'], ['CGM', 'centigram', '0.00001'], ['DG', 'decigram', '0.0001'],
  ['GRM', 'gram', '0.001'], ['DJ', 'decagram', '0.01'], ['HGM', 'hectogram', '0.1'], ['DTN', 'decitonne', '100'], ['TNE', 'tonne', '1000'],
  ['CTM', 'metric carat', '0.0002'], ['GRN', 'grain', '0.00006479891'], ['ONZ', 'ounce', '0.028349523125'], ['LBR', 'pound', '0.45359237'],
  ['STI', 'stone (UK)', '6.35029318'], ['CWA', 'hundredweight (US)', '45.359237'], ['CWI', 'hundredweight (UK)', '50.80234544'],
  ['STN', 'short ton', '907.18474'], ['LTN', 'long ton', '1016.0469088'], ['DWT', 'pennyweight', '0.00155517384'], ['APZ', 'troy ounce', '0.0311034768'],
  ['LBT', 'troy pound', '0.3732417216'],
];
const TIMES: readonly Row[] = [
  ['SEC', 'second', '1'], ['C26', 'millisecond', '0.001'], ['MIN', 'minute', '60'], ['HUR', 'hour', '3600'], ['DAY', 'day', '86400'], ['WEE', 'week', '604800'],
];
const COUNTS: readonly Row[] = [
  ['C62', 'one', '1'], ['EA', 'each', '1'], ['PR', 'pair', '2'], ['DZN', 'dozen', '12'], ['SCO', 'score', '20'], ['CEN', 'hundred', '100'], ['GRO', 'gross', '144'],
  ['MIL', 'thousand', '1000'], ['GGR', 'great gross', '1728'],
];

/**
 * Units that mean the same for all goods, by exact definition, under their UN/ECE Recommendation 20 codes. The codes come from the Recommendation, the
 * factors do not: its own are rounded to some seven digits and a few are wrong. `EA` (each) and `C62` (one) are the same count of one.
 *
 * @see https://www.nist.gov/pml/special-publication-811 (factors, appendix B)
 * @see https://unece.org/trade/uncefact/cl-recommendations (codes)
 */
export const STANDARD_UNITS: ReadonlyMap<string, StandardUnit> = new Map(
  [...table('count', COUNTS), ...table('length', LENGTHS), ...table('area', AREAS), ...table('volume', VOLUMES), ...table('mass', MASSES), ...table('time', TIMES)]
    .map((unit) => [unit.code, unit]),
);

/**
 * Units whose zero is not nothing (degrees Celsius and Fahrenheit, with kelvin their fellow): a quantity of stock in them has no meaning, so they are refused
 * wherever a unit is expected.
 */
export const OFFSET_UNITS: ReadonlySet<string> = new Set(['CEL', 'FAH', 'KEL']);

function table(unitClass: UnitClass, rows: readonly Row[]): StandardUnit[] {
  return rows.map(([code, name, factor]) => ({ code, name, class: unitClass, factor: ratioFromDecimal(factor) }));
}
