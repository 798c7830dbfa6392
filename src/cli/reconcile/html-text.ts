/** A text as part of an HTML document: inside an element or a quoted attribute it shows as it is and does nothing. */
export function htmlText(text: string): string {
  return text.replace(/[&<>"'`]|\p{Cc}/gu, (character) => ENTITIES[character] ?? '\ufffd');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };
