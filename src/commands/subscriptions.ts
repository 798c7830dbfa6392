import { EventEmitter } from 'eventemitter3';
import { figuresOf } from '../availability/index.js';
import { exceptionsOfItem, pictureOf, type StandingException } from '../ledger/index.js';
import type { Instant } from '../foundation/index.js';
import { formatInstant } from '../foundation/index.js';
import type { Register } from '../model/index.js';
import { grains, type Grains, type Quantity } from '../quantity/index.js';
import { quantityOf } from './answers.js';
import type { EngineView, Observer } from './engine/engine.js';
import { ledgerIn } from './engine/partition.js';
import { availableWithParts, buildingParts, readOnce, type FiguresOf } from './kits/kit-figures.js';
import { kitsWith, partItems } from './kits/kit-lines.js';

/** What one channel may sell of one item became another figure: of a kit, pre-assembled ones and what its parts make together. */
export interface AvailabilityChanged {
  readonly item: string;
  /** Empty for all locations without a channel. */
  readonly channel: string;
  readonly before: Quantity;
  readonly after: Quantity;
  /** The time of the block that changed it. */
  readonly at: string;
}

/** A standing exception came or went. */
export interface ExceptionChanged {
  readonly exception: StandingException;
  readonly at: string;
}

/** What can be listened to. Told after the commit, in this process only. */
export interface InventoryEvents {
  availabilityChanged: (change: AvailabilityChanged) => void;
  exceptionRaised: (change: ExceptionChanged) => void;
  exceptionCleared: (change: ExceptionChanged) => void;
}

/** The listeners of one handle, and who tells them. A listener that throws does not disturb the others or the call. */
export interface Subscriptions extends Observer {
  on<Name extends keyof InventoryEvents>(name: Name, listener: InventoryEvents[Name]): () => void;
}

/** Starts with no listeners. `onListenerError` is told what a listener threw. */
export function startSubscriptions(onListenerError: (problem: unknown) => void): Subscriptions {
  const emitter = new EventEmitter<InventoryEvents>();
  // What listeners know of an item's figures. Before they were told anything: what is recorded, so that a hold that lapsed since is told as a change.
  const told = new Map<string, ReadonlyMap<string, Grains>>();
  const toldExceptions = new Map<string, ReadonlyMap<string, StandingException>>();
  const tell = <Name extends keyof InventoryEvents>(name: Name, change: Parameters<InventoryEvents[Name]>[0]): void => {
    for (const listener of emitter.listeners(name)) {
      try {
        (listener as (change: unknown) => void)(change);
      } catch (problem) {
        onListenerError(problem);
      }
    }
  };
  return {
    on(name, listener) {
      emitter.on(name, listener as never);
      return () => {
        emitter.off(name, listener as never);
      };
    },
    itemsBeside(register, changed) {
      if (emitter.listenerCount('availabilityChanged') === 0) return [];
      return withKits(register, changed).flatMap((item) => [item, ...partItems(register, item)]);
    },
    observe(view, changed, at) {
      const wantsFigures = emitter.listenerCount('availabilityChanged') > 0;
      const wantsExceptions = emitter.listenerCount('exceptionRaised') + emitter.listenerCount('exceptionCleared') > 0;
      if (!wantsFigures) told.clear();
      if (!wantsExceptions) toldExceptions.clear();
      // Who began to listen while the batch was being written hears of kits from the next one on: their parts may not have been loaded for this one.
      const isLoaded = (item: string): boolean => [item, ...partItems(view.register, item)].every((one) => view.partitions.has(view.homes.ofItem(one)));
      const items = wantsFigures ? withKits(view.register, changed).filter(isLoaded) : [];
      const recorded = channelFigures(view, at, BEFORE_ANY_LAPSE);
      const figures = items.map((item) => told.get(item) ?? recorded(item));
      // One that came with time alone is told with the next change of its item.
      const exceptions = wantsExceptions ? changed.map((item) => toldExceptions.get(item) ?? standing(view, item, at)) : [];
      return () => {
        const figuresNow = channelFigures(view, at, at);
        items.forEach((item, index) => {
          const now = figuresNow(item);
          told.set(item, now);
          tellFigures(view, item, at, figures[index]!, now, (change) => { tell('availabilityChanged', change); });
        });
        if (!wantsExceptions) return;
        changed.forEach((item, index) => {
          const before = exceptions[index]!;
          const after = standing(view, item, at);
          toldExceptions.set(item, after);
          for (const [key, exception] of after) if (!before.has(key)) tell('exceptionRaised', { exception, at: formatInstant(at) });
          for (const [key, exception] of before) if (!after.has(key)) tell('exceptionCleared', { exception, at: formatInstant(at) });
        });
      };
    },
  };
}

/** The items that changed, and after them the kits that are built of them, each once. */
function withKits(register: Register, changed: readonly string[]): readonly string[] {
  return [...new Set([...changed, ...changed.flatMap((item) => kitsWith(register, item))])];
}

const BEFORE_ANY_LAPSE: Instant = Number.MIN_SAFE_INTEGER;

function tellFigures(
  view: EngineView, item: string, at: Instant, before: ReadonlyMap<string, Grains>, now: ReadonlyMap<string, Grains>, tell: (change: AvailabilityChanged) => void,
): void {
  for (const [channel, after] of now) {
    const had = before.get(channel) ?? grains(0);
    if (had === after) continue;
    tell({ item, channel, before: quantityOf(view.register, item, had), after: quantityOf(view.register, item, after), at: formatInstant(at) });
  }
}

/**
 * Reads what every channel may sell of an item; without channels, what all locations together may. Of a kit with what its parts make: the figures of each part are
 * read once for all of them. Holds that ended by `lapsedAt` do not count.
 */
function channelFigures(view: EngineView, at: Instant, lapsedAt: Instant): (item: string) => ReadonlyMap<string, Grains> {
  const channels = view.register.channels.size === 0 ? [''] : [...view.register.channels.keys()];
  const register = view.register.inForce(at);
  const figures: FiguresOf = readOnce((item) => {
    const ledger = ledgerIn(view, item);
    return figuresOf(register, pictureOf(register, ledger, lapsedAt), at);
  });
  return (item) => {
    const parts = buildingParts(register, item, at);
    return new Map(channels.map((channel) => [channel, availableWithParts(register, figures, item, parts, channel === '' ? {} : { channel }).available]));
  };
}

function standing(view: EngineView, item: string, at: Instant): ReadonlyMap<string, StandingException> {
  const ledger = view.partitions.get(view.homes.ofItem(item))?.ledger.items.get(item);
  const found = ledger === undefined ? [] : exceptionsOfItem(view.register, ledger, at);
  return new Map(found.map((exception) => [`${exception.kind}\u001f${exception.subject}\u001f${exception.cause}`, exception]));
}
