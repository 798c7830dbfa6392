/** Whose codes are spoken. `rec21` also covers the three-letter form of Recommendation 20, where packaging codes carry an X in front. */
export type UnitStandard = 'rec20' | 'rec21' | 'x12' | 'words';

/** From a foreign code to the code used here. */
export type UnitAliases = Readonly<Record<string, string>>;

/**
 * Codes whose meaning nobody doubts, by standard. Packs are named by X12's two letters (`CA` case, `CT` carton, `PL` pallet). A pack's
 * code is a name and never a factor: how many a case holds is for the item to say. Left out on
 * purpose are codes that partners use for different things, such as X12 `CS` (a cassette, used for a case), `PK`, `ST`, `PC` and `UN`: those need the partner's
 * own table.
 */
export const UNIT_ALIASES: Readonly<Record<UnitStandard, UnitAliases>> = {
  // Standard units keep their code; these are names that the Recommendation has retired.
  rec20: { KTM: 'KMT', QT: 'QTL', PT: 'PTL', NPR: 'PR' },
  rec21: {
    CS: 'CA', CT: 'CT', BX: 'BX', PX: 'PL', BG: 'BG', DR: 'DR', RO: 'RL', TU: 'TB', CX: 'CN', PK: 'PK',
    XCS: 'CA', XCT: 'CT', XBX: 'BX', XPX: 'PL', XBG: 'BG', XDR: 'DR', XRO: 'RL', XTU: 'TB', XCX: 'CN', XPK: 'PK',
  },
  x12: {
    EA: 'EA', PR: 'PR', DZ: 'DZN', GS: 'GRO', TH: 'MIL', CA: 'CA', CT: 'CT', BX: 'BX', PL: 'PL', BG: 'BG', DR: 'DR', RL: 'RL', TB: 'TB', CN: 'CN',
    LB: 'LBR', OZ: 'ONZ', KG: 'KGM', GR: 'GRM', ME: 'MGM', TN: 'STN', CW: 'CWA', GA: 'GLL', QT: 'QTL', PT: 'PTL', FO: 'OZA', LT: 'LTR', ML: 'MLT',
    FT: 'FOT', IN: 'INH', YD: 'YRD', MR: 'MTR', CM: 'CMT', MM: 'MMT', SF: 'FTK', SY: 'YDK', SM: 'MTK', CF: 'FTQ', CI: 'INQ', CY: 'YDQ', CR: 'MTQ', CC: 'CMQ',
  },
  // Read without regard to case, a plural s or a final point.
  words: {
    each: 'EA', ea: 'EA', pair: 'PR', dozen: 'DZN', doz: 'DZN', gross: 'GRO', case: 'CA', carton: 'CT', box: 'BX', boxe: 'BX', pallet: 'PL', bag: 'BG',
    drum: 'DR', roll: 'RL', tube: 'TB', can: 'CN', lb: 'LBR', pound: 'LBR', oz: 'ONZ', ounce: 'ONZ', kg: 'KGM', kilogram: 'KGM', g: 'GRM', gram: 'GRM',
    tonne: 'TNE', gal: 'GLL', gallon: 'GLL', l: 'LTR', litre: 'LTR', liter: 'LTR', ml: 'MLT', m: 'MTR', metre: 'MTR', meter: 'MTR', cm: 'CMT', mm: 'MMT',
    ft: 'FOT', foot: 'FOT', feet: 'FOT', in: 'INH', inch: 'INH', inche: 'INH', yd: 'YRD', yard: 'YRD',
  },
};
