import type { TransportPort } from '../../ports/index.js';
import { lawSuite, type ConformanceRunner, type LawException } from './law-suite.js';
import { printLine } from './print-line.js';
import type { TransportAbility } from './transport-ability.js';
import { TRANSPORT_LAWS } from './transport-laws.js';

/** A fresh transport in which nothing was published. */
export interface TransportUnderTest {
  readonly transport: TransportPort;
  /** Lets time pass, and what falls due in it happen: a manual clock's `advance`, or a real wait. Called with 0 to let deliveries under way arrive. */
  readonly pass: (delayMs: number) => Promise<void>;
  /** Clears up when a law was tried; the transport is closed by then. */
  readonly dispose?: (() => Promise<void>) | undefined;
}

/** How to certify a transport adapter. */
export interface TransportConformanceOptions {
  readonly runner: ConformanceRunner;
  /** Makes a fresh transport, for each law anew. */
  readonly open: () => TransportUnderTest | Promise<TransportUnderTest>;
  readonly supports?: readonly TransportAbility[] | undefined;
  /** Laws that do not hold, each with its reason. */
  readonly exceptions?: readonly LawException[] | undefined;
  /** The suite's title. */
  readonly name?: string | undefined;
  /** Where exceptions and unclaimed laws are told. Default standard output. */
  readonly print?: ((line: string) => void) | undefined;
}

/**
 * Defines one test for each law of {@link TransportPort}, for any adapter.
 *
 * @example
 * transportConformance({ runner: { describe, it }, open: () => ({ transport: memoryTransport({ clock }), pass: clock.advance }) });
 */
export function transportConformance(options: TransportConformanceOptions): void {
  const { runner, open, supports = [], exceptions = [], name = 'the laws of transport', print = printLine } = options;
  lawSuite(name, TRANSPORT_LAWS, {
    runner, supports, exceptions, print,
    withSubject: async (check) => {
      const { transport, pass, dispose } = await open();
      try {
        await check({ transport, pass });
      } finally {
        await transport.close();
        await dispose?.();
      }
    },
  });
}
