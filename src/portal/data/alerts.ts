/** What stands to be looked at: GET /muster/v1/alerts. */
import { type Page, send } from './client.ts';
import { pollInterval } from './polling.ts';

export interface Alert {
  readonly id: string;
  /** `delay`, `delayWarning`, `drift`, or what is told by its message alone. */
  readonly kind: string;
  readonly createdDateTime: string;
  /** Null: it is of the whole system. Those of a group stand on its own page. */
  readonly groupId: string | null;
  readonly message: string;
  /** What it is about: the code of an error, the id of a hold. */
  readonly subject?: string | null;
  readonly oldestPending?: string;
  readonly limitMinutes?: number;
  readonly driftedGroups?: number;
  readonly driftedMemberships?: number;
}

export const alertsQuery = {
  queryKey: ['alerts'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    send<Page<Alert>>('/muster/v1/alerts', { signal }),
  refetchInterval: pollInterval(false),
};
