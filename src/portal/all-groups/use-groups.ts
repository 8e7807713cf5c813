/**
 * All groups, page by page: the first is small and there at once, the others follow while it is read. What moves is then
 * asked for again by id, as far as it is in sight, and stands beside what was read first, so that nothing jumps.
 */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { pathOf, send } from '../data/client.ts';
import { type GroupOverview, type GroupPage, isMoving } from '../data/group.ts';
import { pollInterval, pollWhile } from '../data/polling.ts';

const FIRST = '/muster/v1/groups?$top=100';
const FURTHER = '999';
const MOST_LIVE = 100;

export interface Groups {
  /** As they were read, with what is known of them since. */
  readonly rows: readonly GroupOverview[];
  readonly isComplete: boolean;
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** When the rows were read (milliseconds). */
  readonly readAt: number;
  readonly reload: () => void;
  /** Tells which rows are in sight. */
  readonly watch: (rows: readonly GroupOverview[]) => void;
}

export function useGroups(): Groups {
  const list = useInfiniteQuery({
    queryKey: ['groups'],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) => send<GroupPage>(pageParam, { signal }),
    getNextPageParam: (page) => nextOf(page),
    // A list of one page is read anew; a long one is left to what is in sight, and to whoever asks for it.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.length === 1 && nextOf(data.pages[0]) === undefined ? pollInterval(false) : false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const [inSight, setInSight] = useState<readonly string[]>([]);
  const live = useLive(inSight, list.dataUpdatedAt);
  const read = useMemo(() => list.data?.pages.flatMap(({ value }) => value) ?? [], [list.data]);
  const rows = useMemo(
    () => (live.known.size === 0 ? read : read.map((row) => live.known.get(row.id) ?? row)),
    [read, live.known],
  );
  return {
    rows,
    isComplete: list.data !== undefined && !hasNextPage,
    isLoading: list.data === undefined && list.error === null,
    error: list.error ?? live.error,
    readAt: list.dataUpdatedAt,
    reload: () => void list.refetch(),
    watch: (visible) => setInSight(visible.slice(0, MOST_LIVE).map(({ id }) => id)),
  };
}

function nextOf(page: GroupPage | undefined): string | undefined {
  const link = page?.['@odata.nextLink'];
  if (link === undefined) return undefined;
  const [path = '', query] = pathOf(link).split('?');
  const options = new URLSearchParams(query);
  options.set('$top', FURTHER);
  return `${path}?${options}`;
}

interface Live {
  readonly known: ReadonlyMap<string, GroupOverview>;
  readonly error: Error | null;
}

/** `since`: when the list was read; what was known before is older than that. */
function useLive(ids: readonly string[], since: number): Live {
  const [known, setKnown] = useState<ReadonlyMap<string, GroupOverview>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgotten at every reading.
  useEffect(() => setKnown(new Map()), [since]);
  const { data, error } = useQuery({
    // Asked for anew with the list: what moves since then has to be followed at once.
    queryKey: ['groups in sight', since, ids],
    queryFn: ({ signal }) => send<GroupPage>(`/muster/v1/groups?ids=${ids.join()}`, { signal }),
    enabled: ids.length > 0,
    refetchInterval: pollWhile((page: GroupPage) => page.value.some(isMoving)),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  useEffect(() => {
    if (data !== undefined)
      setKnown(
        (before) => new Map([...before, ...data.value.map((row) => [row.id, row] as const)]),
      );
  }, [data]);
  return { known, error };
}
