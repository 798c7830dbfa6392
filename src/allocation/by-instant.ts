/** The order of two instants, either of which may be infinite: a difference would be NaN for two that both are. */
export function byInstant(left: number, right: number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
