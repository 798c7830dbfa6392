/** The place of the lowest figure of a row, from one on; the first of several. */
export function lowestFrom(row: Float64Array, from: number): number {
  let lowest = from;
  for (let index = from + 1; index < row.length; index++) if (row[index]! < row[lowest]!) lowest = index;
  return lowest;
}
