/** What a person called wrongly, in words for them. */
export interface UsageError {
  readonly usage: string;
}

/** Builds one. */
export function usageError(usage: string): UsageError {
  return { usage };
}

/** Tells one from any other answer. */
export function isUsageError(value: object): value is UsageError {
  return Object.hasOwn(value, 'usage');
}
