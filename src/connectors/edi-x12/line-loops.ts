import type { X12Profile } from './profile.js';
import { elementOf, type Segment } from './segment.js';

/** A line of a warehouse document with the segments that belong to it. */
export interface LineLoop {
  /** The segment that states the quantity: W01, W04, W07, W12 or W19. */
  readonly segment: Segment;
  /** What follows it up to the next line. */
  readonly details: readonly Segment[];
  /** The number in the last LX before it, or the line's ordinal in the document. */
  readonly number: string;
  /** 1 for the first quantity under that number, 2 for the next. */
  readonly part: number;
}

/** The lines of a document. LX numbers them where the sender uses it; otherwise they are counted. */
export function lineLoops(segments: readonly Segment[], id: string): readonly LineLoop[] {
  const loops: { segment: Segment; details: Segment[]; number: string; part: number }[] = [];
  const parts = new Map<string, number>();
  let assigned: string | undefined;
  for (const segment of segments) {
    if (segment.id === 'LX') assigned = elementOf(segment, 1);
    else if (segment.id === id) {
      const number = assigned === undefined || assigned === '' ? String(loops.length + 1) : assigned;
      const part = (parts.get(number) ?? 0) + 1;
      parts.set(number, part);
      loops.push({ segment, details: [], number, part });
    } else loops.at(-1)?.details.push(segment);
  }
  return loops;
}

/** The value of a reference of a line, N9 with the qualifier; empty if it has none. */
export function referenceOf(loop: LineLoop, qualifier: string): string {
  const reference = loop.details.find((segment) => segment.id === 'N9' && elementOf(segment, 1) === qualifier);
  return reference === undefined ? '' : elementOf(reference, 2);
}

/** What tells a line's facts from those of the other lines of the document: its number, and the part where a number has several. */
export function lineKey(loop: LineLoop): string {
  return loop.part === 1 ? loop.number : `${loop.number}.${loop.part}`;
}

/** The id of the order line, the same in the system that placed the order. */
export function orderLineId(profile: X12Profile, order: string, loop: LineLoop, item: string): string {
  const reference = profile.lineReference ?? 'LI';
  const stated = reference === 'item' ? item : reference === 'LI' ? referenceOf(loop, 'LI') : '';
  return `${profile.linePrefix ?? profile.source}/${order}#${stated === '' ? loop.number : stated}`;
}
