/** Keeps the order of the list while somebody is in it: a row that changes its place would be taken from under them. */
import { useMemo, useRef, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';

export interface SteadyOrder {
  readonly shown: readonly GroupOverview[];
  /** How many rows would stand elsewhere. */
  readonly movedCount: number;
  readonly sortAgain: () => void;
}

/**
 * `arrange` filters and sorts; it has to be the same function as long as it asks for the same. `isInside`: whether focus is in
 * the list now.
 */
export function useSteadyOrder(
  rows: readonly GroupOverview[],
  arrange: (rows: readonly GroupOverview[]) => readonly GroupOverview[],
  isInside: () => boolean,
): SteadyOrder {
  const [, setTurn] = useState(0);
  const kept = useRef<{ readonly arrange: unknown; readonly ids: readonly string[] } | null>(null);
  const arranged = useMemo(() => arrange(rows), [arrange, rows]);
  const before = kept.current;
  const isKept = before !== null && before.arrange === arrange && isInside();
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const shown = isKept ? inOrder(before.ids, byId, arranged) : arranged;
  kept.current = { arrange, ids: shown.map(({ id }) => id) };
  const movedCount = isKept ? shown.filter(({ id }, at) => arranged[at]?.id !== id).length : 0;
  return {
    shown,
    movedCount,
    sortAgain: () => {
      kept.current = null;
      setTurn((turn) => turn + 1);
    },
  };
}

/** Those that were there stay where they were; new ones come after them. */
function inOrder(
  ids: readonly string[],
  byId: ReadonlyMap<string, GroupOverview>,
  arranged: readonly GroupOverview[],
): readonly GroupOverview[] {
  const known = new Set(ids);
  const stayed = ids.flatMap((id) => byId.get(id) ?? []);
  return [...stayed, ...arranged.filter(({ id }) => !known.has(id))];
}
