/** Keeps what is being typed for the session of the tab: a reload, an error or a lost sign-in takes nothing away. */
import { useCallback, useState } from 'react';

const MOST_HOURS = 24;

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Forgets it, once it is saved or thrown away. */
  readonly forget: () => void;
  /** Whether it was there from before. */
  readonly isRestored: boolean;
}

/** `key`: of this form, such as `new-group`; a draft older than a day is not taken up. */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const place = `muster.draft.${key}`;
  const [kept] = useState(() => readDraft<T>(place));
  const [value, setValue] = useState<T>(kept ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      sessionStorage.setItem(place, JSON.stringify({ at: Date.now(), value: next }));
    },
    [place],
  );
  const forget = useCallback(() => sessionStorage.removeItem(place), [place]);
  return { value, set, forget, isRestored: kept !== null };
}

function readDraft<T>(place: string): T | null {
  try {
    const { at, value } = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return Date.now() - at < MOST_HOURS * 3_600_000 ? value : null;
  } catch {
    return null;
  }
}
