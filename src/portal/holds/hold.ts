/** A held change as GET /muster/v1/holds/{id} answers it, and the decisions on it. */
import { send } from '../data/client.ts';

export interface Breach {
  readonly name: string;
  readonly limit: number;
  readonly actual: number;
}

export interface Hold {
  readonly id: string;
  readonly groupId: string;
  readonly cause: {
    readonly kind: string;
    readonly ruleVersion: number;
    readonly text: string | null;
  };
  readonly createdDateTime: string;
  readonly expiresDateTime: string;
  readonly before: number;
  readonly additions: number;
  readonly removals: number;
  readonly alreadyRemoved: number;
  readonly limits: readonly Breach[];
  readonly diffHash: string;
  readonly status: 'held' | 'released' | 'rejected' | 'expired' | 'superseded';
  readonly endedDateTime: string | null;
  readonly note: string | null;
  readonly leftOut: number;
}

export interface HeldMember {
  readonly id: string;
  readonly kind: 'user' | 'device' | 'group';
  readonly displayName: string | null;
}

export const HOLD_LISTS = ['removals', 'additions', 'alreadyRemoved'] as const;
export type HoldList = (typeof HOLD_LISTS)[number];

export function holdPath(id: string): string {
  return `/muster/v1/holds/${encodeURIComponent(id)}`;
}

export function holdQuery(id: string) {
  return {
    queryKey: ['hold', id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => send<Hold>(holdPath(id), { signal }),
    refetchInterval: 5_000,
  };
}

/** Releases exactly the diff that was looked at. Rejects with ApiError, 409 where another one is held by now. */
export function releaseHold({ id, diffHash }: Hold, note: string): Promise<null> {
  return send<null>(`${holdPath(id)}/release`, {
    method: 'POST',
    body: { diffHash, note: note === '' ? null : note },
  });
}

export function rejectHold({ id }: Hold, note: string): Promise<null> {
  return send<null>(`${holdPath(id)}/reject`, {
    method: 'POST',
    body: { note: note === '' ? null : note },
  });
}
