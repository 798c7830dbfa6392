/** The order of two numbers, either of which may be infinite: a difference would be NaN for two that both are. */
export function byNumber(left: number, right: number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
