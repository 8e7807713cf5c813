/** Has a group's rule evaluated over the whole directory. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../data/client.ts';
import { type GroupOverview, groupQuery } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';

export function useProcessNow({ id }: Pick<GroupOverview, 'id'>) {
  const text = useText();
  const announce = useAnnounce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send<null>(`/muster/v1/groups/${id}/reprocess`, { method: 'POST' }),
    onSuccess: () => {
      announce(text('overview.processNow.done'));
      return queries.invalidateQueries({ queryKey: groupQuery(id).queryKey });
    },
  });
}
