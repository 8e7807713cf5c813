/** Pauses and resumes the processing of a group; the reason stands in its history. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../data/client.ts';
import { type GroupOverview, groupQuery } from '../data/group.ts';
import { useText } from '../intl/use-text.ts';
import { useAnnounce } from '../shared/announcer.tsx';

export interface Pausing {
  readonly state: 'On' | 'Paused';
  readonly reason?: string;
}

export function usePausing({ id }: Pick<GroupOverview, 'id'>) {
  const text = useText();
  const announce = useAnnounce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ state, reason = '' }: Pausing) =>
      send<null>(`/v1.0/groups/${id}`, {
        method: 'PATCH',
        body: { membershipRuleProcessingState: state },
        // A header has no letters beyond Latin.
        ...(reason !== '' && { headers: { 'X-Muster-Note': encodeURIComponent(reason) } }),
      }),
    onSuccess: (_, { state }) => {
      announce(text(state === 'Paused' ? 'overview.pause.done' : 'overview.resume.done'));
      return queries.invalidateQueries({ queryKey: groupQuery(id).queryKey });
    },
  });
}
