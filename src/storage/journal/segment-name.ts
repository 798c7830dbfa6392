/** The highest number a segment can have: numbers are kept in 32 bits. */
export const SEGMENT_MAX = 0xffff_ffff;

/** The file name of a segment, `segment-00000012.journal`. */
export function segmentName(segment: number): string {
  return `segment-${String(segment).padStart(8, '0')}.journal`;
}

/** The number in a segment's file name, or nothing for another file. */
export function segmentOfName(name: string): number | undefined {
  const digits = /^segment-(\d{8,10})\.journal$/.exec(name)?.[1];
  if (digits === undefined) return undefined;
  const segment = Number(digits);
  return segment >= 1 && segment <= SEGMENT_MAX && segmentName(segment) === name ? segment : undefined;
}
