/** One segment of an X12 document. */
export interface Segment {
  /** `ISA`, `W12`. */
  readonly id: string;
  /** The id at 0, then the elements, counted from 1 as the standard does. */
  readonly elements: readonly string[];
  /** Which segment of this id it is in the payload, from 1. */
  readonly occurrence: number;
  /** Where it starts in the text. */
  readonly offset: number;
}

/** An element by its number, without blanks at the ends; empty if the segment does not reach that far. */
export function elementOf(segment: Segment, number: number): string {
  return segment.elements[number]?.trim() ?? '';
}

/** How an issue names a place: `W12[2].03`, or the segment alone. */
export function pathOf(segment: Segment, element?: number): string {
  const place = `${segment.id}[${segment.occurrence}]`;
  return element === undefined ? place : `${place}.${String(element).padStart(2, '0')}`;
}
