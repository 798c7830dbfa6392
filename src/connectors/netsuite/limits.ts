import type { ConnectorLimits } from '../../ports/index.js';

/** NetSuite limits concurrent calls of the whole account and not their rate; one record a call, 1,000 rows a SuiteQL page. */
export const NETSUITE_LIMITS: ConnectorLimits = { linesPerRequestMax: 1, payloadBytesMax: 16_777_216 };
