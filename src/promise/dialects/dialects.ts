import { d365InventoryVisibility } from './d365-inventory-visibility.js';
import { d365OrderPromising } from './d365-order-promising.js';
import type { Dialect, DialectName } from './dialect.js';
import { jdEdwards } from './jd-edwards.js';
import { netsuiteCumulative } from './netsuite-cumulative.js';
import { netsuiteDiscrete } from './netsuite-discrete.js';
import { oracleAccumulate } from './oracle-accumulate.js';
import { oracleBackward } from './oracle-backward.js';
import { oraclePeriod } from './oracle-period.js';
import { safe } from './safe.js';
import { sapReceiptNetting } from './sap-receipt-netting.js';
import { textbookDiscreteRaw } from './textbook-discrete-raw.js';

/** The readings of available to promise by name. None but `safe` is ever used where it was not asked for. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  safe, d365InventoryVisibility, d365OrderPromising, oraclePeriod, oracleBackward, oracleAccumulate, netsuiteDiscrete, netsuiteCumulative, jdEdwards, sapReceiptNetting,
  textbookDiscreteRaw,
};
