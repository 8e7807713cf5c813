/** What is delivered to a webhook. */
import { describeAlert, severityOf } from '../membership/describe-alert.ts';
import { type AlertEvent, alertIdOf, groupOfAlert } from '../ports/alert-ports.ts';
import type { LogEntry } from '../ports/log.ts';

export interface WebhookBody {
  /** The same for every attempt to deliver it, and for nothing else. */
  readonly id: string;
  readonly type: string;
  readonly createdDateTime: string;
}

/** A step of an alert. */
export function alertBody({ id, time, change, alert }: AlertEvent): WebhookBody {
  const { kind, raised, ...facts } = alert;
  return {
    id,
    type: `alert.${change}`,
    createdDateTime: time,
    ...{
      alert: {
        id: alertIdOf(alert),
        kind,
        severity: severityOf(alert),
        groupId: groupOfAlert(alert),
        createdDateTime: raised,
        message: describeAlert(alert),
        ...facts,
      },
    },
  };
}

/** A part of a change of members: so many that a body stays small. */
export const MEMBERS_A_PART = 1_000;

export interface MembershipPart {
  readonly groupId: string;
  readonly entry: LogEntry;
  /** From 0. */
  readonly part: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function membershipBody({
  groupId,
  entry,
  part,
  added,
  removed,
}: MembershipPart): WebhookBody {
  const parts = partsOf(entry);
  return {
    id: `${groupId}-${entry.seq}${parts > 1 ? `-${part + 1}` : ''}`,
    type: 'membershipChanged',
    createdDateTime: entry.time,
    ...{
      groupId,
      sequence: entry.seq,
      cause: entry.cause.kind,
      part: part + 1,
      parts,
      added,
      removed,
    },
  };
}

/** In how many parts an entry is delivered; 0: it changed nobody. */
export function partsOf({ added, removed }: LogEntry): number {
  return Math.ceil((added.size + removed.size) / MEMBERS_A_PART);
}
