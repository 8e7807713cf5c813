/** What Graph's audit log is made of: events of objects and groups, and entries of groups' logs (docs/history.md). */
import type { GroupEvent } from '../directory/group-event.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectEvent } from '../directory/object-event.ts';

/** Something that one or more records tell of. */
export type AuditFact = ObjectFact | GroupFact | MembersFact;

interface Placed {
  /** ISO, UTC. */
  readonly time: string;
  /** Where it stands: unique, and part of the ids of its records. */
  readonly key: string;
}

export interface ObjectFact extends Placed {
  readonly kind: 'object';
  readonly ordinal: number;
  readonly event: ObjectEvent;
}

export interface GroupFact extends Placed {
  readonly kind: 'group';
  readonly meta: GroupMeta;
  readonly event: GroupEvent;
}

export interface MembersFact extends Placed {
  readonly kind: 'members';
  readonly meta: GroupMeta;
  readonly seq: number;
  /** Of this object alone. */
  readonly only?: number;
}

export function objectFact(ordinal: number, event: ObjectEvent): ObjectFact {
  const { time, number } = event;
  return { kind: 'object', time, key: `o_${ordinal}_${number}`, ordinal, event };
}

export function groupFact(meta: GroupMeta, event: GroupEvent): GroupFact {
  const { time, number } = event;
  return { kind: 'group', time, key: `g_${bare(meta.id)}_${number}`, meta, event };
}

export function membersFact(
  meta: GroupMeta,
  { seq, time }: { readonly seq: number; readonly time: string },
): MembersFact {
  return { kind: 'members', time, key: `m_${bare(meta.id)}_${seq}`, meta, seq };
}

/** A fact, and how many of the records that it makes have been looked at. */
export interface Cut {
  readonly time: string;
  readonly key: string;
  readonly told: number;
}

/** Newest first. */
export function compareFacts(
  left: { readonly time: string; readonly key: string },
  right: { readonly time: string; readonly key: string },
): number {
  if (left.time !== right.time) return left.time < right.time ? 1 : -1;
  if (left.key === right.key) return 0;
  return left.key < right.key ? 1 : -1;
}

/** Whether all or some of a fact is left to be told after a cut. */
export function isLeft(fact: AuditFact, cut: Cut | null): boolean {
  return cut === null || compareFacts(fact, cut) >= 0;
}

function bare(id: string): string {
  return id.replaceAll('-', '');
}
