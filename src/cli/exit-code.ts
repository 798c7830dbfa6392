/** What the command answers to whoever started it. */
export const EXIT = {
  /** All was read and recorded; or two statements give the same stock. */
  done: 0,
  /** Two statements differ. Or it ran to its end, but lines could not be read, contradicted what was recorded, or the ledger did not prove right. */
  withIssues: 1,
  /** It was called wrongly, or a file is not there or not in the layout. Nothing was recorded. */
  usage: 2,
  /** The store failed, or a result could not be written. */
  trouble: 3,
  /** It was interrupted; what was recorded is kept where `--data` names a directory. */
  interrupted: 130,
} as const;

/** One of the {@link EXIT} codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
