/** The facts of one user, device or group: its own history, however old (docs/history.md). */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { isGuid } from '../util/ids.ts';
import { type AuditFact, compareFacts, groupFact, membersFact, objectFact } from './audit-fact.ts';
import { groupHistory } from './group-history.ts';
import { objectHistory } from './object-history.ts';

/** Rows of history a page. */
const ROWS_A_PAGE = 50;

export interface TargetPage {
  /** Newest first. */
  readonly facts: readonly AuditFact[];
  /** Null: there are no more. */
  readonly next: string | null;
}

export type Target = GroupMeta | ObjectRow;

/** Deleted ones too; null where nobody ever had the id. */
export async function findTarget(context: Context, id: string): Promise<Target | null> {
  if (!isGuid(id)) return null;
  const claim = await context.lookups.read('id', id);
  if (claim !== null) {
    const row = await context.objects.read(claim.value);
    if (row !== null && row.id === id) return row;
  }
  const group = await context.groups.readMeta(id);
  return group === null || group.value.ordinal === null ? null : group.value;
}

/** Where its history begins now. */
export function newestOf(target: Target): string {
  return 'resource' in target
    ? `${target.history.events}-${target.seq}`
    : String(target.history.changes);
}

/** `after`: as `newestOf` or the page before says. */
export async function readTarget(
  context: Context,
  target: Target,
  after: string,
): Promise<TargetPage> {
  const page = { top: ROWS_A_PAGE, after };
  const { facts, next } =
    'resource' in target
      ? await ofGroup(context, target, page)
      : await ofObject(context, target, page);
  return { facts: [...facts].sort(compareFacts), next: next ?? null };
}

interface Place {
  readonly top: number;
  readonly after: string;
}

async function ofGroup(context: Context, meta: GroupMeta, page: Place) {
  const { items, next } = await groupHistory(context, { groupId: meta.id }, page);
  const facts = items.map((item) =>
    item.kind === 'membersChanged' ? membersFact(meta, item) : groupFact(meta, item),
  );
  return { facts, next };
}

async function ofObject(context: Context, row: ObjectRow, page: Place) {
  const { items, next } = await objectHistory(context, row, page);
  const metas = new Map<string, GroupMeta | null>();
  const facts: AuditFact[] = [];
  for (const item of items) {
    if (!('group' in item)) {
      facts.push(objectFact(row.ordinal, item));
      continue;
    }
    const { id } = item.group;
    if (!metas.has(id)) metas.set(id, (await context.groups.readMeta(id))?.value ?? null);
    const meta = metas.get(id) ?? null;
    if (meta !== null) facts.push({ ...membersFact(meta, item), only: row.ordinal });
  }
  return { facts, next };
}
