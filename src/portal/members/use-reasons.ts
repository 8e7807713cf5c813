/** Explanations of the rows in sight, asked for when scrolling rests. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { type Explanation, explainMembers } from './explanation.ts';
import type { Member } from './member.ts';

const REST = 200;

export interface Reasons {
  /** Undefined while it is not known. */
  readonly of: (id: string) => Explanation | undefined;
  readonly watch: (rows: readonly Member[]) => void;
}

export function useReasons(groupId: string): Reasons {
  const client = useQueryClient();
  const [inSight, setInSight] = useState<readonly string[]>([]);
  const [resting, setResting] = useState<readonly string[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setResting(inSight), REST);
    return () => clearTimeout(timer);
  }, [inSight]);
  useQuery({ ...sightQuery(groupId, resting, client), enabled: resting.length > 0 });
  const of = useCallback(
    (id: string) => client.getQueryData<Explanation>(['why', groupId, id]),
    [client, groupId],
  );
  const watch = useCallback((rows: readonly Member[]) => setInSight(rows.map(({ id }) => id)), []);
  return { of, watch };
}

/** Keeps each answer under its own key, where the drawer finds it. */
function sightQuery(
  groupId: string,
  ids: readonly string[],
  client: ReturnType<typeof useQueryClient>,
) {
  return {
    queryKey: ['whyInSight', groupId, ids],
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
      const unknown = ids.filter((id) => client.getQueryData(['why', groupId, id]) === undefined);
      const found = unknown.length === 0 ? [] : await explainMembers(groupId, unknown, signal);
      for (const one of found) client.setQueryData(['why', groupId, one.id], one);
      return found.length;
    },
    staleTime: 60_000,
  };
}
