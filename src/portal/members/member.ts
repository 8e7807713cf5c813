/** Members of a group as GET /groups/{id}/members answers them. */

export interface Member {
  readonly '@odata.type': string;
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName?: string | null;
  readonly mail?: string | null;
  readonly userType?: string | null;
  readonly accountEnabled?: boolean | null;
}

const SELECT = 'id,displayName,userPrincipalName,mail,userType,accountEnabled';

/** The first page of them; with `nested` those of groups within it too. */
export function membersPath(groupId: string, nested: boolean): string {
  const list = nested ? 'transitiveMembers' : 'members';
  return `/v1.0/groups/${encodeURIComponent(groupId)}/${list}?$select=${SELECT}&$top=999`;
}

export function nameOf({ displayName, id }: Pick<Member, 'displayName' | 'id'>): string {
  return displayName ?? id;
}

/** `user`, `device` or `group`. */
export function kindOf(member: Pick<Member, '@odata.type'>): string {
  return member['@odata.type'].replace('#microsoft.graph.', '');
}
