/** Where a command writes. */
export interface Terminal {
  /** Results: one line, without its line end. */
  line(text: string): void;
  /** Remarks and progress, beside the results. */
  remark(text: string): void;
  /** Writes over the line that is being shown; present only where a person is watching. */
  readonly overwrite?: ((text: string) => void) | undefined;
}
