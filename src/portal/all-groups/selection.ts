/** Which groups are chosen for a command. What a search no longer shows is no longer chosen. */
import { useCallback, useMemo, useState } from 'react';
import type { GroupOverview } from '../data/group.ts';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly groups: readonly GroupOverview[];
  readonly isAll: boolean;
  readonly toggle: (id: string) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

export function useSelection(shown: readonly GroupOverview[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  return useMemo(() => {
    const groups = chosen.size === 0 ? [] : shown.filter(({ id }) => chosen.has(id));
    const isAll = shown.length > 0 && groups.length === shown.length;
    return {
      ids: new Set(groups.map(({ id }) => id)),
      groups,
      isAll,
      toggle,
      toggleAll: () => setChosen(new Set(isAll ? [] : shown.map(({ id }) => id))),
      clear: () => setChosen(new Set()),
    };
  }, [chosen, shown, toggle]);
}
