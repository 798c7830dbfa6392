/** Thousands set apart by commas, the same in every locale; a fraction is left as it is. */
export function grouped(value: number | string): string {
  const [whole, fraction] = String(value).split('.');
  const set = whole!.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? set : `${set}.${fraction}`;
}

/** A difference with its sign. */
export function signed(amount: string): string {
  return amount === '0' || amount.startsWith('-') ? grouped(amount) : `+${grouped(amount)}`;
}
