/**
 * What to test adapters and applications with: conformance suites, fakes, and generators of data. Its law: no test runner is imported, and nothing here reads a clock or
 * a random source of its own.
 * @module
 */
export { storageConformance, type StorageConformanceOptions, type StorageUnderTest } from './conformance/storage.js';
export type { StorageAbility } from './conformance/storage-ability.js';
export { transportConformance, type TransportConformanceOptions, type TransportUnderTest } from './conformance/transport.js';
export type { TransportAbility } from './conformance/transport-ability.js';
export type { ConformanceRunner, LawException } from './conformance/law-suite.js';
export type { Arbitrary, FastCheck } from './arbitraries/fast-check.js';
export { stockEventArbitrary, type ArbitraryItem, type StockEventOptions } from './arbitraries/stock-event-arbitrary.js';
export { stockHistoryArbitrary, type StockHistoryOptions } from './arbitraries/stock-history-arbitrary.js';
export { seededRandom, type SeededRandom } from './fakes/seeded-random.js';
export { simulatedDisk, type CrashKind, type DiskFaults, type SimulatedDisk, type SimulatedDiskOptions } from './fakes/simulated-disk.js';
export { manualClock, type ManualClock } from './fakes/manual-clock.js';
export { faultyStorage, type FaultyStorage, type StorageFaults } from './fakes/faulty-storage.js';
export { lossyTransport, type LossyTransport, type TransportFaults } from './fakes/lossy-transport.js';
