import type { Headers } from '../ports/index.js';

/** The value of the first of the named headers that is there once; names are compared without regard to case. */
export function headerOf(headers: Headers, ...names: readonly string[]): string | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    const single = typeof value === 'string' ? value : value?.length === 1 ? value[0] : undefined;
    if (single !== undefined && wanted.includes(key) && !found.has(key)) found.set(key, single);
  }
  return wanted.map((name) => found.get(name)).find((value) => value !== undefined);
}
