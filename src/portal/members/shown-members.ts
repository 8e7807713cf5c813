/** Which of the members that were read the search and the filters leave. */
import type { Member } from './member.ts';
import type { MembersSearch } from './members-search.ts';

export function shownMembers(
  members: readonly Member[],
  { q = '', userType, account }: MembersSearch,
): readonly Member[] {
  const words = folded(q.trim());
  if (words === '' && userType === undefined && account === undefined) return members;
  return members.filter(
    (member) =>
      (words === '' || hasWords(member, words)) &&
      (userType === undefined || member.userType?.toLowerCase() === userType.toLowerCase()) &&
      (account === undefined || member.accountEnabled === (account === 'enabled')),
  );
}

function hasWords(member: Member, words: string): boolean {
  const { id, displayName, userPrincipalName, mail } = member;
  return [displayName, userPrincipalName, mail, id].some((text) => folded(text).includes(words));
}

/** Letter case and accents make no difference. */
function folded(text: string | null | undefined): string {
  return (text ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
