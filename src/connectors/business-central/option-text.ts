const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/**
 * The text of an option value as the API sends it: characters that no XML name may hold are escaped, `Positive_x0020_Adjmt_x002E_` for `Positive Adjmt.`
 * The option that is a single blank comes out empty.
 */
export function optionText(value: string): string {
  return value.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))).trim();
}
