/**
 * Warehouses and logistics providers that speak JSON: what their members, codes and signs mean is a profile, written as data. Its law: no code is guessed at,
 * and a figure is compared while a movement is recorded.
 * @module
 */
export { decodeWmsBalances } from './decode-balances.js';
export { decodeWmsMovements } from './decode-movements.js';
export { WMS_LIMITS } from './limits.js';
export type { WmsBalanceProfile, WmsMovementProfile, WmsProfile, WmsRule } from './profile.js';
export { shipHeroInventory } from './shiphero.js';
export { verifyShipHero, verifyStandardWebhook, type Freshness } from './signatures.js';
export type { Payload, Secrets, SignedBytes } from '../../wire/index.js';
