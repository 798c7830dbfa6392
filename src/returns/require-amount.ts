/** @throws TypeError if an amount that is asked for is not a whole number above zero: of nothing, nothing is decided. */
export function requireAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new TypeError(`request.grains is a whole number above zero, not ${amount}`);
}
