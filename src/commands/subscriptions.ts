import { EventEmitter } from 'eventemitter3';
import { availableFrom, figuresOf } from '../availability/index.js';
import { exceptionsOfItem, pictureOf, type StandingException } from '../ledger/index.js';
import type { Instant } from '../foundation/index.js';
import { formatInstant } from '../foundation/index.js';
import { grains, type Grains, type Quantity } from '../quantity/index.js';
import { quantityOf } from './answers.js';
import type { EngineView, Observer } from './engine.js';

/** What one channel may sell of one item became another figure. */
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
export interface Subscriptions {
  on<Name extends keyof InventoryEvents>(name: Name, listener: InventoryEvents[Name]): () => void;
  readonly observe: Observer;
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
    observe(view, items, at) {
      const wantsFigures = emitter.listenerCount('availabilityChanged') > 0;
      const wantsExceptions = emitter.listenerCount('exceptionRaised') + emitter.listenerCount('exceptionCleared') > 0;
      if (!wantsFigures) told.clear();
      if (!wantsExceptions) toldExceptions.clear();
      const figures = wantsFigures ? items.map((item) => told.get(item) ?? channelFigures(view, item, at, BEFORE_ANY_LAPSE)) : [];
      // One that came with time alone is told with the next change of its item.
      const exceptions = wantsExceptions ? items.map((item) => toldExceptions.get(item) ?? standing(view, item, at)) : [];
      return () => {
        items.forEach((item, index) => {
          if (wantsFigures) {
            const now = channelFigures(view, item, at, at);
            told.set(item, now);
            tellFigures(view, item, at, figures[index]!, now, (change) => { tell('availabilityChanged', change); });
          }
          if (!wantsExceptions) return;
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

/** What every channel may sell of an item; without channels, what all locations together may. Holds that ended by `lapsedAt` do not count. */
function channelFigures(view: EngineView, item: string, at: Instant, lapsedAt: Instant): ReadonlyMap<string, Grains> {
  const ledger = view.partitions.get(view.homes.ofItem(item))?.ledger.items.get(item);
  const channels = view.register.channels.size === 0 ? [''] : [...view.register.channels.keys()];
  if (ledger === undefined) return new Map(channels.map((channel) => [channel, grains(0)]));
  const register = view.register.inForce(at);
  const figures = figuresOf(register, pictureOf(register, ledger, lapsedAt), at);
  return new Map(channels.map((channel) => [channel, availableFrom(register, figures, channel === '' ? {} : { channel }).available]));
}

function standing(view: EngineView, item: string, at: Instant): ReadonlyMap<string, StandingException> {
  const ledger = view.partitions.get(view.homes.ofItem(item))?.ledger.items.get(item);
  const found = ledger === undefined ? [] : exceptionsOfItem(view.register, ledger, at);
  return new Map(found.map((exception) => [`${exception.kind}\u001f${exception.subject}\u001f${exception.cause}`, exception]));
}
