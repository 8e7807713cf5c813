/** A record of the audit log by its id, which says where it stands. */
import { seesMembersOf } from '../groups/hidden-members.ts';
import type { Context } from '../membership/context.ts';
import { type AuditFact, groupFact, membersFact, objectFact } from './audit-fact.ts';
import { type AuditRecord, recordsOf } from './audit-record.ts';

const PLACE = /^Directory_[0-9a-f-]{36}_([ogm])_([0-9a-f]{1,32})_(\d{1,12})(?:_(\d{1,12}))?$/;

/** Null where there is none, or whoever asks may not be told of it. */
export async function findAuditRecord(context: Context, id: string): Promise<AuditRecord | null> {
  const [, kind, owner = '', number, member] = PLACE.exec(id) ?? [];
  const at = Number(number);
  if (kind === 'o') return pick(id, await objectFactAt(context, Number(owner), at));
  if (owner.length !== 32) return null;
  const group = await context.groups.readMeta(hyphenated(owner));
  if (group === null || group.value.ordinal === null) return null;
  const meta = group.value;
  const span = { from: at, through: at };
  if (kind === 'g') {
    const [event] = await context.groups.readEvents(meta.id, span);
    return event === undefined ? null : pick(id, groupFact(meta, event));
  }
  if (!(await seesMembersOf(context, meta))) return null;
  const [entry] = await context.groups.readLogSpan(meta.id, span);
  if (entry === undefined) return null;
  const fact = { ...membersFact(meta, entry), only: Number(member) };
  return [...recordsOf(fact, entry)].find((record) => record.id === id) ?? null;
}

async function objectFactAt(
  { objects }: Context,
  ordinal: number,
  number: number,
): Promise<AuditFact | null> {
  const row = Number.isSafeInteger(ordinal) ? await objects.read(ordinal) : null;
  if (row === null || row.kind === 'group') return null;
  const [event] = await objects.readEvents(ordinal, { from: number, through: number });
  return event === undefined ? null : objectFact(ordinal, event);
}

function pick(id: string, fact: AuditFact | null): AuditRecord | null {
  if (fact === null) return null;
  return [...recordsOf(fact, null)].find((record) => record.id === id) ?? null;
}

function hyphenated(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
