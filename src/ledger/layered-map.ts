/** The part of a map the ledger uses, so that a draft can stand in front of what is committed. */
export interface Table<Key, Value> extends Iterable<[Key, Value]> {
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  set(key: Key, value: Value): unknown;
  delete(key: Key): boolean;
  values(): IterableIterator<Value>;
}

/** A map in front of another: reads fall through, writes stay in front until {@link LayeredMap.absorb} carries them over. */
export interface LayeredMap<Key, Value> extends Table<Key, Value> {
  /** What was written to this layer. */
  own(): Iterable<[Key, Value]>;
  /** Writes every change into the map behind. The layer must not be used afterwards. */
  absorb(): void;
}

interface Layer<Key, Value> extends LayeredMap<Key, Value> {
  readonly behind: Table<Key, Value>;
  written: Map<Key, Value> | undefined;
  gone: Set<Key> | undefined;
  /** Keys in `written` that are not behind. */
  added: number;
}

/** Puts a layer in front of a table. Costs one small object until something is written. */
export function layerOver<Key, Value>(behind: Table<Key, Value>): LayeredMap<Key, Value> {
  const layer = Object.create(LAYER) as Layer<Key, Value> & { behind: Table<Key, Value> };
  layer.behind = behind;
  layer.written = undefined;
  layer.gone = undefined;
  layer.added = 0;
  return layer;
}

type Any = Layer<unknown, unknown>;

// One set of methods for every layer: drafts are made for each batch and item, and most of their tables are never written.
const LAYER = {
  get size(): number {
    const layer = this as unknown as Any;
    return layer.behind.size + layer.added - (layer.gone?.size ?? 0);
  },
  get(this: Any, key: unknown): unknown {
    if (this.written?.has(key) === true) return this.written.get(key);
    return this.gone?.has(key) === true ? undefined : this.behind.get(key);
  },
  has(this: Any, key: unknown): boolean {
    return this.written?.has(key) === true || (this.gone?.has(key) !== true && this.behind.has(key));
  },
  set(this: Any, key: unknown, value: unknown): void {
    this.written ??= new Map();
    if (this.behind.has(key)) this.gone?.delete(key);
    else if (!this.written.has(key)) this.added++;
    this.written.set(key, value);
  },
  delete(this: Any, key: unknown): boolean {
    const mine = this.written?.delete(key) === true;
    if (!this.behind.has(key)) {
      if (mine) this.added--;
      return mine;
    }
    this.gone ??= new Set();
    if (this.gone.has(key)) return false;
    this.gone.add(key);
    return true;
  },
  *values(this: Any): IterableIterator<unknown> {
    for (const [, value] of this) yield value;
  },
  *[Symbol.iterator](this: Any): IterableIterator<[unknown, unknown]> {
    for (const entry of this.behind) {
      const key = entry[0];
      if (this.gone?.has(key) === true) continue;
      yield this.written?.has(key) === true ? [key, this.written.get(key)] : entry;
    }
    for (const entry of this.written ?? []) if (!this.behind.has(entry[0])) yield entry;
  },
  own(this: Any): Iterable<[unknown, unknown]> {
    return this.written ?? [];
  },
  absorb(this: Any): void {
    for (const key of this.gone ?? []) this.behind.delete(key);
    for (const [key, value] of this.written ?? []) this.behind.set(key, value);
  },
};
