/** The rule between members of a record that zod reports when a refinement fails. */
export interface CrossFieldRule {
  readonly error: string;
  readonly params: { readonly rule: string; readonly expected: string };
}

/** Names a rule between members, and says what it wants, continuing the word "expected". */
export function crossFieldRule(name: string, expected: string): CrossFieldRule {
  return { error: `expected ${expected}`, params: { rule: name, expected } };
}
