/**
 * The embedded store: our own journal on a local disk, one process at a time. Its law: what was acknowledged survives a loss of power, and what is damaged is
 * refused by file and offset.
 * @module
 */
export { journalStorage, type JournalStorageOptions } from './journal-storage.js';
