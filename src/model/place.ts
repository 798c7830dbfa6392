/** Where goods are and in which condition: everything of a position but the item. */
export interface Place {
  readonly location: string;
  /** Condition of the goods. Default `sellable`. */
  readonly state?: string | undefined;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
  /** Whose goods they are where they are not our own: a party reference. */
  readonly owner?: string | undefined;
}

/** The full key under which a quantity is kept. */
export interface Position extends Place {
  readonly item: string;
  readonly state: string;
}
