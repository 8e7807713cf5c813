/** The pause of all groups: GET /muster/v1/pause-all. */
import { send } from '../data/client.ts';
import { pollInterval } from '../data/polling.ts';

export interface PauseAll {
  /** `none`; whatever else it says, groups are paused, or about to go on. */
  readonly state: string;
  readonly sinceDateTime: string | null;
  readonly reason: string | null;
  /** Ids of groups that are not paused by it. */
  readonly exceptions: readonly string[];
}

export const pauseAllQuery = {
  queryKey: ['pause-all'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    send<PauseAll>('/muster/v1/pause-all', { signal }),
  refetchInterval: pollInterval(false),
};
