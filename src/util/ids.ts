/** Where new identifiers come from: passed in, so that a test or a simulation can name what it makes. */
export interface Ids {
  /** A fresh random GUID in lower case. */
  guid(): string;
}

/** Random GUIDs of the platform; made once, where the application is wired. */
export const randomIds: Ids = { guid: () => crypto.randomUUID() };

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a GUID in the usual spelling with hyphens, in any letter case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
