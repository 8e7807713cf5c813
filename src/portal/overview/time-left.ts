/** How long a run still takes, from how fast it has gone since it was first seen. */
import { useRef } from 'react';

interface Progress {
  readonly done: number;
  readonly total: number;
}

interface Seen {
  readonly at: number;
  readonly done: number;
  readonly total: number;
}

/** Seconds; null: not known yet, or nothing runs. */
export function useSecondsLeft(progress: Progress | null): number | null {
  const first = useRef<Seen | null>(null);
  if (progress === null) {
    first.current = null;
    return null;
  }
  const seen = first.current;
  if (seen === null || seen.total !== progress.total || progress.done < seen.done) {
    first.current = { at: performance.now(), ...progress };
    return null;
  }
  return secondsLeft(seen, progress, performance.now());
}

/** At the speed since `seen`; null while nothing has moved. */
function secondsLeft(seen: Seen, { done, total }: Progress, now: number): number | null {
  const moved = done - seen.done;
  if (moved <= 0 || now <= seen.at) return null;
  return Math.ceil(((total - done) / moved) * ((now - seen.at) / 1_000));
}
