/** What the address says of the list of members: search, filters, and whose "Why?" is open. */

export const USER_TYPES = ['Member', 'Guest'] as const;
export const ACCOUNTS = ['enabled', 'disabled'] as const;

/** Left out what is as it usually is. */
export interface MembersSearch {
  readonly q?: string;
  readonly userType?: (typeof USER_TYPES)[number];
  readonly account?: (typeof ACCOUNTS)[number];
  /** Members of groups in this group too. */
  readonly all?: true;
  /** The id of whom is explained beside the list. */
  readonly why?: string;
}

/** What makes no sense is left out: an address that somebody sent on still opens. */
export function readMembersSearch(given: Readonly<Record<string, unknown>>): MembersSearch {
  const q = typeof given.q === 'string' || typeof given.q === 'number' ? String(given.q) : '';
  const userType = USER_TYPES.find((each) => each === given.userType);
  const account = ACCOUNTS.find((each) => each === given.account);
  return {
    ...(q !== '' && { q }),
    ...(userType && { userType }),
    ...(account && { account }),
    ...(given.all === true && { all: true as const }),
    ...(typeof given.why === 'string' && { why: given.why }),
  };
}

export function isFiltered({ q, userType, account }: MembersSearch): boolean {
  return q !== undefined || userType !== undefined || account !== undefined;
}
