/** Whether trying the same call again can help: at once, after a pause, or not without a change. */
export type RetryClass = 'now' | 'later' | 'never';

/**
 * Trouble: codes of thrown {@link InventoryError}s, with their retry class. The code is the contract; messages may improve.
 * `docs/reference/errors.md` is generated from this table and {@link ANSWER_CODES}.
 */
export const ERROR_CODES = {
  'quantity.malformed': { retry: 'never', meaning: 'An amount is not a canonical decimal text, or too long.' },
  'quantity.overflow': { retry: 'never', meaning: 'An amount leaves the range that is computed exactly.' },
  'quantity.not_whole': { retry: 'never', meaning: 'An amount is not a whole number of grains and the purpose forbids rounding.' },
  'quantity.unit_mismatch': { retry: 'never', meaning: 'Two quantities of different units were added, subtracted or compared.' },
  'quantity.no_conversion': { retry: 'never', meaning: 'No path of packs or standard units leads from one unit to the other at that instant.' },
  'quantity.inconsistent_units': { retry: 'never', meaning: 'A unit table contradicts itself; the cycle is named.' },
  'quantity.unknown_unit': { retry: 'never', meaning: 'A unit code is not known to the item, the standard units or the alias table.' },
  'model.invalid': { retry: 'never', meaning: 'A record or event breaks its schema; the issues name path, rule and kind of value.' },
  'model.unsupported_version': { retry: 'never', meaning: 'An event has a schema version newer than this library reads, or one without an upcaster.' },
  'ledger.stream_gap': { retry: 'later', meaning: 'A numbered stream runs further ahead of a missing number than is kept track of; it is not dense.' },
  'promise.invalid': { retry: 'never', meaning: 'A schedule, policy or request for a promise breaks its rules; the message says where and what.' },
  'reconciliation.malformed': { retry: 'never', meaning: 'A statement, row or piece of evidence is not what it should be; the message says where.' },
  'reconciliation.too_large': { retry: 'never', meaning: 'More rows than one comparison holds in memory; compare sorted streams instead.' },
  'reconciliation.not_sorted': { retry: 'never', meaning: 'Rows that were said to be sorted by key are not.' },
  'storage.version_conflict': { retry: 'now', meaning: 'Another writer committed first; read what is new and decide again.' },
  'storage.outcome_unknown': { retry: 'later', meaning: 'A commit was sent and its outcome could not be learned; look it up before trying again.' },
  'storage.unavailable': { retry: 'later', meaning: 'The store cannot be reached or answered with a passing failure.' },
  'storage.poisoned': { retry: 'never', meaning: 'A sync failed, so this handle can no longer tell what is durable; open the store again.' },
  'storage.locked': { retry: 'later', meaning: 'Another process has the store open.' },
  'storage.corrupt': { retry: 'never', meaning: 'Stored bytes fail their checksum or shape where no crash can explain it.' },
  'storage.header_mismatch': { retry: 'never', meaning: 'The store was created with other settings than the ones it is opened with.' },
  'storage.too_large': { retry: 'never', meaning: 'A commit exceeds what the store takes in one piece.' },
  'storage.trimmed': { retry: 'never', meaning: 'The blocks asked for were trimmed after a checkpoint; read from the snapshot on.' },
  'storage.closed': { retry: 'never', meaning: 'The store was closed.' },
  'transport.unavailable': { retry: 'later', meaning: 'The broker cannot be reached or refused for now.' },
  'transport.closed': { retry: 'never', meaning: 'The transport was closed.' },
  'transport.replay_gone': { retry: 'never', meaning: 'The messages to be replayed from that position are no longer kept.' },
  'transport.backlog_full': { retry: 'later', meaning: 'Too many messages wait; publish again when some are consumed.' },
  'inventory.closed': { retry: 'never', meaning: 'The inventory handle was closed.' },
  'inventory.clock_skew': { retry: 'later', meaning: 'The clock is further from the last committed block than allowed.' },
  'inventory.register_conflict': { retry: 'never', meaning: 'The catalogue given contradicts what is registered, for instance another base unit.' },
  'inventory.overloaded': { retry: 'later', meaning: 'More calls wait than the handle was told to hold.' },
} as const satisfies Record<string, { retry: RetryClass; meaning: string }>;

/** The code of a thrown {@link InventoryError}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Answers: codes of returned refusals. A refusal is final for its request key. */
export const ANSWER_CODES = {
  'inventory.malformed': { meaning: 'The input breaks its schema; nothing was recorded.' },
  'inventory.key_reused': { meaning: 'The request key was used before with other content.' },
  'inventory.identity_conflict': { meaning: 'The same source and id were recorded before with other content; the first stands.' },
  'inventory.unknown_item': { meaning: 'The request names an item that is not in the catalogue.' },
  'inventory.unknown_location': { meaning: 'The request names a location that is not in the catalogue.' },
  'inventory.unknown_channel': { meaning: 'The request names a channel that is not in the catalogue.' },
  'inventory.unit': { meaning: 'The quantity cannot be expressed exactly in the item’s base unit.' },
  'inventory.no_authority': { meaning: 'Another source owns what the request would record, so this one may not decide it.' },
  'reconciliation.measures_differ': { meaning: 'Two statements count different things and are not compared.' },
  'reservation.insufficient': { meaning: 'Less is available than was asked for.' },
  'reservation.unknown_line': { meaning: 'No line with that id exists.' },
  'reservation.same_line': { meaning: 'A line cannot be split or merged with itself.' },
  'reservation.exists': { meaning: 'A line with that id exists with other content.' },
  'reservation.lapsed': { meaning: 'The hold ran out; it must be reserved again.' },
  'reservation.not_open': { meaning: 'The line has less in the state the move starts from than the move needs.' },
  'reservation.outside_channel': { meaning: 'The location is not one the channel sells from.' },
  'reservation.structural_location': { meaning: 'Goods cannot be held at a purely structural location.' },
  'reservation.part_line': { meaning: 'The line of a kit’s part, named after line and part, would have no valid name.' },
  'reservation.expiry_in_past': { meaning: 'The hold would end before it begins.' },
  'promise.insufficient': { meaning: 'Less can be promised for that date than was asked for; the answer says how much is lacking and when it could be had.' },
  'promise.beyond_horizon': { meaning: 'What was asked for cannot be had before the end of the horizon, and the policy promises nothing beyond it.' },
  'promise.not_whole_packs': { meaning: 'The amount asked for is no whole number of packs, and the request forbids rounding it.' },
  'promise.refused': { meaning: 'Not every line can be promised as asked; the answer says of each what can be.' },
  'promise.channel_limit': { meaning: 'The channel’s maximum leaves less than was asked for.' },
  'promise.overlapping_sources': { meaning: 'Two places that are to serve are one, or one stands within the other.' },
  'promise.no_source': { meaning: 'The channel sells from no place.' },
  'return.window_closed': { meaning: 'The time in which goods may come back is over.' },
  'return.closed': { meaning: 'Nothing more is expected of the return.' },
  'return.other_line': { meaning: 'The return is of goods sold on another order line.' },
  'return.exceeds_shipped': { meaning: 'More is to come back than was shipped and no return speaks for yet.' },
  'return.exceeds_refundable': { meaning: 'More is to be refunded than is still wanted, or was shipped and not credited yet.' },
  'transfer.several_goods': { meaning: 'Goods of several lots or owners are on their way; an amount is of one of them, which must be named.' },
  'transfer.not_in_transit': { meaning: 'Less is on its way than is to be called off.' },
  'allocation.insufficient': { meaning: 'Less is offered than the lines need; what is short is named.' },
  'allocation.shipment_limit': { meaning: 'There is enough, but not within the number of shipments or places allowed.' },
  'allocation.floor_above_cap': { meaning: 'A claim’s least share, in whole multiples, is above its greatest.' },
  'allocation.floors_above_supply': { meaning: 'The least shares of all claims together are more than there is to share.' },
  'allocation.percent_above_whole': { meaning: 'The parts of a pool are more than the whole of it.' },
  'allocation.promises_above_supply': { meaning: 'The lines that must be confirmed need more than there is by their date; nothing was changed.' },
  'allocation.named_beyond_count': { meaning: 'More pieces are named than are wanted.' },
  'allocation.serial_not_offered': { meaning: 'A piece that is named is not there, or has ended.' },
  'allocation.not_a_kit': { meaning: 'The item has no components.' },
  'allocation.kit_cycle': { meaning: 'A kit contains itself; the cycle is named.' },
} as const satisfies Record<string, { meaning: string }>;

/** The code of a returned refusal. */
export type AnswerCode = keyof typeof ANSWER_CODES;
