import type { ConnectorLimits } from '../../ports/index.js';

/**
 * Business Central online: 6,000 OData requests in five minutes for each user, 100 operations in a `$batch`.
 *
 * @see https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/dynamics-rate-limits
 */
export const BUSINESS_CENTRAL_LIMITS: ConnectorLimits = { linesPerRequestMax: 100, requestsPerSecond: 20, burst: 100, payloadBytesMax: 16_777_216 };
