/** What is known of a lot. Told by facts; the last in canonical order stands, and a contradiction is raised. */
export interface LotAttributes {
  /** The last calendar date on which the lot may be used, in the place's zone: `2026-05-31` is usable until that day ends. */
  readonly expiresOn?: string | undefined;
  readonly manufacturedOn?: string | undefined;
  /** Country of origin, ISO 3166-1 alpha-2. */
  readonly origin?: string | undefined;
}
