import { assert } from '../../foundation/index.js';

/** The two functions of a test runner that a suite needs; those of vitest, jest, mocha and `node:test` fit. */
export interface ConformanceRunner {
  describe(name: string, define: () => void): void;
  it(name: string, run: () => Promise<void>): void;
}

/** A law an adapter does not keep, and why. */
export interface LawException {
  /** The law's sentence. */
  readonly law: string;
  readonly reason: string;
}

/** One sentence that holds for every adapter, and how to find out. Throws where it does not hold. */
export interface Law<Subject, Ability extends string> {
  readonly law: string;
  /** Holds only for adapters that claim this. */
  readonly needs?: Ability | undefined;
  readonly check: (subject: Subject) => Promise<void>;
}

/** What a suite of laws is run with. */
export interface LawSuiteOptions<Subject, Ability extends string> {
  readonly runner: ConformanceRunner;
  readonly supports: readonly Ability[];
  readonly exceptions: readonly LawException[];
  readonly print: (line: string) => void;
  /** Runs a check on a fresh subject, and clears up after it. */
  readonly withSubject: (check: (subject: Subject) => Promise<void>) => Promise<void>;
}

/**
 * Defines one test per law. A law that needs what the adapter does not claim is left out, and printed. An excepted law is tried all the same: where it fails its reason
 * is printed; where it holds the test fails, because the exception is out of date.
 */
export function lawSuite<Subject, Ability extends string>(name: string, laws: readonly Law<Subject, Ability>[], options: LawSuiteOptions<Subject, Ability>): void {
  const { runner, supports, exceptions, print, withSubject } = options;
  const reasons = new Map(exceptions.map(({ law, reason }) => [law, reason]));
  for (const [law, reason] of reasons) {
    assert(laws.some((known) => known.law === law), `An exception names a law that does not exist: ${law}`);
    assert(reason.trim() !== '', `The exception of "${law}" gives no reason`);
  }
  runner.describe(name, () => {
    for (const { law, needs, check } of laws) {
      if (needs !== undefined && !supports.includes(needs)) {
        print(`not claimed (${needs}): ${law}`);
        continue;
      }
      const reason = reasons.get(law);
      runner.it(law, () => (reason === undefined ? withSubject(check) : expectFailure(law, reason, () => withSubject(check), print)));
    }
  });
}

async function expectFailure(law: string, reason: string, run: () => Promise<void>, print: (line: string) => void): Promise<void> {
  try {
    await run();
  } catch {
    print(`excepted: ${law}: ${reason}`);
    return;
  }
  throw new Error(`The law holds, so its exception is out of date: ${law}`);
}
