import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Member } from './member.ts';
import { membersPath } from './member.ts';
import { MemberReader } from './member-reader.ts';
import type { MembersSearch } from './members-search.ts';
import { isFiltered } from './members-search.ts';
import { shownMembers } from './shown-members.ts';

const AHEAD = 500;

export interface Members {
  /** Those that search and filters leave, of the ones that were read. */
  readonly shown: readonly Member[];
  readonly readCount: number;
  readonly isComplete: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly reload: () => void;
  /** Reads on to the end. */
  readonly wantAll: () => void;
  /** Told which rows are in sight. */
  readonly watch: (rows: readonly Member[]) => void;
}

export function useMembers(groupId: string, search: MembersSearch): Members {
  const path = membersPath(groupId, search.all === true);
  const [generation, setGeneration] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another generation reads everything anew.
  const reader = useMemo(() => new MemberReader(path), [path, generation]);
  const soFar = useSyncExternalStore(reader.subscribe, reader.soFar);
  const { q, userType, account } = search;
  const shown = useMemo(
    () =>
      shownMembers(soFar.members, {
        ...(q && { q }),
        ...(userType && { userType }),
        ...(account && { account }),
      }),
    [soFar, q, userType, account],
  );
  useEffect(() => () => reader.close(), [reader]);
  const wantsAll = isFiltered(search);
  useEffect(() => {
    if (wantsAll) reader.want(Number.POSITIVE_INFINITY);
  }, [reader, wantsAll]);
  return {
    shown,
    readCount: soFar.members.length,
    isComplete: soFar.isComplete,
    error: soFar.error,
    retry: () => reader.retry(),
    reload: () => setGeneration(generation + 1),
    wantAll: () => reader.want(Number.POSITIVE_INFINITY),
    watch: (rows) => {
      const last = rows.at(-1);
      if (last === undefined || soFar.isComplete) return;
      const at = shown.lastIndexOf(last);
      if (at > shown.length - AHEAD) reader.want(soFar.members.length + 1);
    },
  };
}
