/** Who asks, and what they may do: GET /muster/v1/me. */
import { useQuery } from '@tanstack/react-query';
import { send } from './client.ts';
import { type GroupOverview, groupTypeOf } from './group.ts';

type OfGroup = Pick<GroupOverview, 'groupTypes' | 'isOwned'>;

/** `security`: for security groups alone; `owned`: for groups that one owns. */
export type Extent = 'all' | 'security' | 'owned' | 'none';

export interface Me {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly directoryRoles: readonly string[];
  /** By the name of the right, such as `pauseGroup`. */
  readonly rights: Readonly<
    Record<string, { readonly extent: Extent; readonly roles: readonly string[] }>
  >;
}

export const meQuery = {
  queryKey: ['me'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => send<Me>('/muster/v1/me', { signal }),
  staleTime: 60_000,
};

export interface Right {
  readonly isAllowed: boolean;
  /** While it is not known yet nothing is refused: the server decides in any case. */
  readonly isKnown: boolean;
  /** Whose role would give it. */
  readonly roles: readonly string[];
}

/** Whether the caller has a right to a group, or to any group when none is given. */
export function useRight(name: string, group?: OfGroup): Right {
  const { data } = useQuery(meQuery);
  const right = data?.rights[name];
  if (right === undefined) return { isAllowed: data === undefined, isKnown: false, roles: [] };
  return { isAllowed: allows(right.extent, group), isKnown: true, roles: right.roles };
}

function allows(extent: Extent, group: OfGroup | undefined): boolean {
  switch (extent) {
    case 'all':
      return true;
    case 'security':
      return group === undefined || groupTypeOf(group) === 'security' || group.isOwned === true;
    case 'owned':
      return group?.isOwned === true;
    case 'none':
      return false;
  }
}
