/**
 * Contracts with the world: storage, transport, connectors, time. Its law: interfaces, and what every adapter must check of what it is handed; nothing else.
 * @module
 */
export type {
  Block, BlockPosition, Commit, CommitResult, CursorRecord, KeyRecord, Snapshot, StorageCapabilities, StoragePort, StoreHeader,
} from './storage.js';
export { checkCommit } from './check-commit.js';
export type { DeadLetter, IncomingMessage, OutgoingMessage, SubscribeOptions, Subscription, TransportCapabilities, TransportPort } from './transport.js';
export type {
  ConnectorIssue, ConnectorLimits, Decoded, Encoded, Headers, IncomingResponse, LineResult, OutgoingRequest, PartnerDecoded, PartnerMeasure,
  PartnerStatement, PartnerStatementRow, Poke, Verified,
} from './connector.js';
export type { Clock } from './clock.js';
export type { FileSystem, OpenFile } from './file-system.js';
