/** Fails loudly on a broken invariant: a bug in this library or in the calling code, never a business case. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(message);
}

/** Marks a branch the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new TypeError(`Unreachable: ${(JSON.stringify(value) as string | undefined) ?? String(value)}`);
}
