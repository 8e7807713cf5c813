import type { TenantGuard } from './guard.ts';

/** What stands beside the rules and concerns all groups; read before any group is looked at. */
export interface RuleControl {
  readonly epoch: number;
  /** Null: no rule was ever projected. */
  readonly epochEtag: string | null;
  /** The last pause of all groups; null: there never was one. */
  readonly pauseAll: { readonly value: PauseAll; readonly etag: string } | null;
  readonly guard: TenantGuard;
  /** Null: nobody has set one yet. */
  readonly guardEtag: string | null;
}

/** All groups but the exceptions are paused, or were until `endedAtEpoch`. */
export interface PauseAll {
  /** `resuming`: still paused; each group is being given a new version. */
  readonly state: 'paused' | 'resuming' | 'ended';
  readonly since: string;
  readonly reason: string;
  /** Ids of the groups that go on. */
  readonly exceptions: readonly string[];
  /** The epoch when it ended: a projection that is not younger does not know of it yet. Null while it lasts. */
  readonly endedAtEpoch: number | null;
}

/** Whether the pause of all groups holds for one of them (id in lower case). */
export function isPausedByAll(pause: PauseAll | null, groupId: string): boolean {
  return pause !== null && pause.state !== 'ended' && !pause.exceptions.includes(groupId);
}
