/** History as our own routes show it: stable codes, and sentences beside them. */
import { mayRead, type Readable } from '../access/reading.ts';
import type { GroupEvent } from '../directory/group-event.ts';
import type { ObjectEvent, PropertyChange } from '../directory/object-event.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Origin } from '../directory/origin.ts';
import type { Cause } from '../history/cause.ts';
import type { HistoryItem } from '../history/group-history.ts';
import type { Interval } from '../history/member-history.ts';
import type { ObjectHistoryItem } from '../history/object-history.ts';
import type { NamedObject } from '../history/ordinal-page.ts';
import { describeGroupEvent, describeObjectEvent } from '../history/sentences.ts';
import { hideInChange, isHidden, readableFor } from './hidden.ts';
import type { Call } from './operation.ts';

/** An item of a group's history. `id` is its place in it, and stays. */
export function viewGroupItem(item: HistoryItem, readable: Readable): unknown {
  if (item.kind !== 'membersChanged') return viewGroupEvent(item);
  const { kind, seq, time, added, removed, cause } = item;
  const shown = viewCause(cause, readable);
  return {
    id: `l${seq}`,
    kind,
    dateTime: time,
    message: `${inWords(added, removed)} ${messageOf(cause, readable)}`,
    sequence: seq,
    added,
    removed,
    cause: shown,
  };
}

function inWords(added: number | null, removed: number | null): string {
  if (added === null || removed === null) return 'Members changed.';
  return `${added} added, ${removed} removed.`;
}

function viewGroupEvent(event: GroupEvent): unknown {
  const { number, kind, time, ver, rule, oldRule, changes, details, by } = event;
  return {
    id: `e${number}`,
    kind,
    dateTime: time,
    message: describeGroupEvent(event),
    ...viewOrigin(by),
    ruleVersion: ver,
    ...(rule !== undefined && { membershipRule: rule }),
    ...(oldRule !== undefined && { previousMembershipRule: oldRule }),
    ...(changes !== undefined && { changes: changes.map(viewChange) }),
    ...(details !== undefined && { details }),
  };
}

/** `readable`: how much of the member the caller may read. */
export function viewInterval({ from, to, joined, left }: Interval, readable: Readable): unknown {
  return {
    from,
    to,
    joined: joined === null ? null : viewCause(joined, readable),
    left: left === null ? null : viewCause(left, readable),
  };
}

/** An item of a user's or device's history. */
export function viewObjectItem(item: ObjectHistoryItem): unknown {
  if ('group' in item) {
    const { kind, time, group, seq, cause } = item;
    const verb = kind === 'addedToGroup' ? 'Added to' : 'Removed from';
    const message = `${verb} group "${group.displayName ?? group.id}". ${cause.message}`;
    return { kind, dateTime: time, message, group, sequence: seq, cause: viewCause(cause, 'all') };
  }
  return viewObjectEvent(item);
}

function viewObjectEvent(event: ObjectEvent): unknown {
  const { number, kind, time, by, changes } = event;
  return {
    id: String(number),
    kind,
    dateTime: time,
    message: describeObjectEvent(event),
    ...viewOrigin(by),
    changes: changes.map(viewChange),
  };
}

/** A user, device or group that came or went, with the names that the caller may read. */
export function viewLogMember(
  { id, kind, attributes, deleted }: ObjectRow,
  readable: Readable,
): unknown {
  const named = mayRead(readable, 'displayName') ? attributes : {};
  const { displayName = null, userPrincipalName = null } = named;
  return { id, kind, displayName, userPrincipalName, deletedDateTime: deleted };
}

/** A member of the past, as lists of members name one; the names are those of today. */
export function viewNamedObject(call: Call, { row, displayName }: NamedObject): unknown {
  const { id, kind, attributes, deleted } = row;
  const readable = readableFor(call, kind);
  const shown = (name: string): unknown =>
    mayRead(readable, name) ? (attributes[name] ?? null) : null;
  return {
    '@odata.type': `#microsoft.graph.${kind}`,
    id,
    displayName: mayRead(readable, 'displayName') ? displayName : null,
    ...(kind === 'user' && {
      userPrincipalName: shown('userPrincipalName'),
      userType: shown('userType'),
    }),
    ...(kind !== 'group' && { accountEnabled: shown('accountEnabled') }),
    deletedDateTime: deleted,
  };
}

interface ViewedCause {
  readonly kind: string;
  readonly message: string;
  readonly [name: string]: unknown;
}

/** A cause, without the values of the object that the caller may not read. */
export function viewCause(cause: Cause, readable: Readable): ViewedCause {
  const { kind, time, by, ruleVersion, membershipRule, changes, sourceGroups } = cause;
  return {
    kind,
    message: messageOf(cause, readable),
    dateTime: time,
    ...viewOrigin(by),
    ruleVersion,
    membershipRule,
    changes: changes.map((change) => ({
      ...viewChange(hideInChange(change, readable)),
      ...(isHidden(change, readable) && { hidden: true }),
    })),
    sourceGroups,
  };
}

/** The sentence tells the values of what changed. */
function messageOf({ message, changes }: Cause, readable: Readable): string {
  if (!changes.some((change) => isHidden(change, readable))) return message;
  return `${changes.map(({ name }) => name).join(', ')} changed.`;
}

/** The actor is null where the system did it by itself. */
function viewOrigin({
  actor,
  requestId,
  importId,
  note,
}: Origin): Readonly<Record<string, unknown>> {
  const who = actor === null ? null : { id: actor.id, displayName: actor.displayName };
  return { actor: who, clientRequestId: requestId, importId, ...(note !== undefined && { note }) };
}

function viewChange({
  name,
  old,
  new: next,
  cut,
}: PropertyChange): Readonly<Record<string, unknown>> {
  const truncated = cut?.map((side) => `${side}Value`);
  return { name, oldValue: old, newValue: next, ...(truncated !== undefined && { truncated }) };
}
