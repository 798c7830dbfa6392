import type { ConnectorLimits } from '../../ports/index.js';

/** What is read and written in one file. X12 itself sets no limit; partners do. */
export const X12_LIMITS: ConnectorLimits = { linesPerRequestMax: 10_000, payloadBytesMax: 16_777_216 };
