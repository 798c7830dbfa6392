/**
 * A store in memory. Its law: the whole contract of `ports`, except that nothing survives the process.
 * @module
 */
export { memoryStorage, type MemoryStorageOptions } from './memory-storage.js';
export { sharedMemory, type SharedMemory } from './shared-memory.js';
