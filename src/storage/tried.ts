import type { Tried } from '../ports/announcements.ts';
import type { Properties } from './entity-table.ts';

/** What was announced, since when, and what trying it came to, as properties; what says nothing is left out. */
export function triedProperties(tried: Tried & { readonly since: string }): Properties {
  const { since, attempts, failure, isDiscarded } = tried;
  return {
    since,
    ...(attempts > 0 && { attempts }),
    ...(failure !== null && { failure }),
    ...(isDiscarded && { discarded: true }),
  };
}

/** What triedProperties stored. */
export function triedOf(properties: Properties): Tried & { readonly since: string } {
  const { since, attempts, failure, discarded } = properties;
  return {
    since: String(since),
    attempts: typeof attempts === 'number' ? attempts : 0,
    failure: typeof failure === 'string' ? failure : null,
    isDiscarded: discarded === true,
  };
}
