/**
 * A transport within one process. Its law: the whole contract of `ports`, except that nothing survives the process.
 * @module
 */
export { memoryTransport, type MemoryTransportOptions } from './memory-transport.js';
