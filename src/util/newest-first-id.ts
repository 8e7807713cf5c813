/** A GUID that begins with the time counted down, so that the newest sort first; `guid` gives the rest. */
export function newestFirstId(time: Date, guid: string): string {
  const left = (2 ** 48 - 1 - time.getTime()).toString(16).padStart(12, '0');
  return `${left.slice(0, 8)}-${left.slice(8)}${guid.slice(13)}`;
}
