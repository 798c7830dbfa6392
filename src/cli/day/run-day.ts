import { createInventory, systemClock, type AvailabilityAnswer, type Inventory } from '../../commands/index.js';
import { parseInstant } from '../../foundation/index.js';
import type { StoragePort } from '../../ports/index.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Terminal } from '../terminal.js';
import { availabilityLine } from './availability-line.js';
import { DAY_CATALOG, DAY_POLICY } from './day-catalog.js';
import { dayInstant } from './day-context.js';
import { DAY_STEPS, type DayStep } from './day-steps.js';

/** How the day is run. */
export interface DayOptions {
  readonly storage: StoragePort;
  readonly json: boolean;
  readonly terminal: Terminal;
}

/** A step as it is told. */
interface ToldStep {
  readonly time: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly availability: readonly AvailabilityAnswer[];
}

/** Plays a distributor's day over a store and tells what every channel may sell after each step, and why. The clock stands still within a step, so the telling is always the same. */
export async function runDay({ storage, json, terminal }: DayOptions): Promise<ExitCode> {
  let now = instantOf(DAY_STEPS[0]!.time);
  const inventory = createInventory({ storage, catalog: DAY_CATALOG, policy: DAY_POLICY, clock: { ...systemClock, now: () => now } });
  const tell = json ? (step: ToldStep) => terminal.line(JSON.stringify({ type: 'step', ...step })) : (step: ToldStep) => tellStep(terminal, step);
  try {
    for (const step of DAY_STEPS) {
      now = instantOf(step.time);
      tell(await playStep(inventory, step, now));
    }
    const { ok } = await inventory.verify();
    const exceptions = await inventory.exceptions();
    if (json) terminal.line(JSON.stringify({ type: 'end', verified: ok, exceptions }));
    else {
      terminal.line(ok ? 'Verified: every posting balances, and a fold of the log from nothing gives these figures.' : 'NOT VERIFIED: the log and the figures disagree.');
      terminal.line(exceptions.length === 0 ? 'No exception stands.' : 'Standing exceptions:');
      for (const { kind, item, message } of exceptions) terminal.line(`  ${kind}  ${item}: ${message}`);
    }
    return ok ? EXIT.done : EXIT.withIssues;
  } finally {
    await inventory.close();
  }
}

async function playStep(inventory: Inventory, step: DayStep, at: number): Promise<ToldStep> {
  const notes: string[] = [];
  await step.run({ inventory, at, say: (text) => void notes.push(text) });
  const availability: AvailabilityAnswer[] = [];
  for (const item of step.items) availability.push(...(await inventory.availableByChannel(item, { at })));
  return { time: step.time, title: step.title, notes, availability };
}

function tellStep(terminal: Terminal, { time, title, notes, availability }: ToldStep): void {
  terminal.line(`${time}  ${title}`);
  for (const note of notes) terminal.line(`       ${note}`);
  for (const answer of availability) terminal.line(`       ${availabilityLine(answer)}`);
  terminal.line('');
}

function instantOf(time: string): number {
  return parseInstant(dayInstant(time))!;
}
