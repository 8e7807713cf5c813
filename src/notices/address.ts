import type { Attributes } from '../directory/attributes.ts';

const ADDRESS = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"#]{1,190}$/u;

/** Where a user's mails go: `mail`, else the userPrincipalName where it can be an address; null: nowhere. */
export function addressOf({ mail, userPrincipalName }: Attributes): string | null {
  const address = typeof mail === 'string' ? mail : userPrincipalName;
  return typeof address === 'string' && isMailAddress(address) ? address : null;
}

/** A plain address and nothing beside it. A guest's userPrincipalName (`#EXT#`) is none. */
export function isMailAddress(text: string): boolean {
  return ADDRESS.test(text) && !text.includes('#EXT#') && !/\p{Cc}/u.test(text);
}

/** What stands behind the `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
