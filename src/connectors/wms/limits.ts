import type { ConnectorLimits } from '../../ports/index.js';

/** What is read from one message of a warehouse. Nothing is sent, so there is no rate. */
export const WMS_LIMITS: ConnectorLimits = { linesPerRequestMax: 10_000, payloadBytesMax: 16_777_216 };
