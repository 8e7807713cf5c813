/**
 * A text as one line of a terminal may show it, of the same length: tabs and line breaks are blanks, and other control
 * characters, which could move the cursor or change colours, are replaced.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\r]/g, ' ').replace(/\p{Cc}/gu, '\ufffd');
}
