/** A GUID made of a text: the same text has the same one. FNV-1a from four beginnings: to tell apart, not to keep secrets. */
export function guidOf(text: string): string {
  const hex = [0x811c9dc5, 0x01234567, 0x9e3779b9, 0x5bd1e995]
    .map((beginning) => hash(text, beginning).toString(16).padStart(8, '0'))
    .join('');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

function hash(text: string, beginning: number): number {
  let state = beginning;
  for (let at = 0; at < text.length; at++)
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  // Neighbours differ in their last letters alone: so the bits are mixed once more.
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
