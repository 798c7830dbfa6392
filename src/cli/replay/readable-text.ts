/** Half characters, control characters, and what stands for bytes that were no text. */
const UNREADABLE = /[\p{Cc}\p{Cs}\ufffd]/gu;

/** As much of a text as can be kept as a remark, without blanks around it; empty if nothing can. */
export function readableText(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax).replace(UNREADABLE, '').trim();
}
