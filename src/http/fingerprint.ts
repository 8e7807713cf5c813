/** A short fingerprint of a text: 64 bits of FNV-1a, from two beginnings. To notice differences, not to keep secrets. */
export function fingerprintOf(text: string): string {
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x01234567)}`;
}

function hash(text: string, beginning: number): string {
  let state = beginning;
  for (let at = 0; at < text.length; at++)
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return (state >>> 0).toString(36).padStart(7, '0');
}
