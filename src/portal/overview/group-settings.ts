/** What is set of a group here and not in Graph: PATCH /muster/v1/groups/{id}. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../data/client.ts';
import { type GroupOverview, type Guard, groupQuery } from '../data/group.ts';
import { useAnnounce } from '../shared/announcer.tsx';

export interface GroupSettings {
  readonly guard?: Guard | null;
  readonly welcomeMail?: boolean;
}

/** `told`: what is said when it is done. */
export function useGroupSettings({ id }: Pick<GroupOverview, 'id'>, told: string) {
  const announce = useAnnounce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: GroupSettings) =>
      send<null>(`/muster/v1/groups/${id}`, { method: 'PATCH', body }),
    onSuccess: () => {
      announce(told);
      return queries.invalidateQueries({ queryKey: groupQuery(id).queryKey });
    },
  });
}
