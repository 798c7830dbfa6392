/** Reads events of one schema version as events of the next. */
export interface Upcaster {
  readonly from: number;
  /** One more than `from`. */
  readonly to: number;
  /** The names of the events that the old version had. */
  readonly types: ReadonlySet<string>;
  /** The event in the newer form, a new object. The old one is not yet validated: what is not understood is handed on for validation to name. */
  readonly up: (event: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}
