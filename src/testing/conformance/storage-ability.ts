/**
 * What an adapter may claim beyond the laws that hold for all. `reopen`: what was acknowledged is there when the store is opened again. `shared`: several handles may
 * have the store open. `exclusive`: while one handle has it open, others are refused.
 */
export type StorageAbility = 'reopen' | 'shared' | 'exclusive';
