import { isKept } from '../directory/deleted-group.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { RuleRow } from '../directory/rule-row.ts';
import type { Context } from './context.ts';

/**
 * Brings a group's row in the rules table up to its `meta`, forward only, If-Match the epoch (protocol.md 2 `project`).
 * Only looks do this, never the request that changed the group: two requests could write their projections in reverse.
 */
export async function projectRule(
  context: Pick<Context, 'rules' | 'groups'>,
  groupId: string,
): Promise<void> {
  for (;;) {
    const { epoch, row } = await context.rules.readRow(groupId);
    const group = await context.groups.readMeta(groupId);
    if (group === null || (row !== null && isCurrent(row, group.value))) return;
    if (await context.rules.write(projectionOf(group.value), epoch)) return;
  }
}

/**
 * As `projectRule`, unless the index has the projection of this `meta` or of a later one: rows in the table move forward
 * only, so it stands there. Whoever writes If-Match this `meta` needs no more.
 */
export async function projectIfBehind(context: Context, meta: GroupMeta): Promise<void> {
  const known = context.index.current.group(meta.id);
  if (known === null || !isCurrent(known.row, meta)) await projectRule(context, meta.id);
}

/** Whether a projection is that of this `meta` or of a later one. The engine counts `ver` up too, for errors and holds. */
export function isCurrent(row: RuleRow, meta: GroupMeta): boolean {
  if (row.edit !== meta.edit) return row.edit > meta.edit;
  return row.ver >= meta.ver && row.membersVer >= meta.membersVer;
}

function projectionOf(meta: GroupMeta): Omit<RuleRow, 'epoch'> {
  const { id, kind, state, edit, ver, membersVer } = meta;
  return {
    groupId: id,
    kind,
    rule: meta.deleted === null ? meta.rule : null,
    state,
    edit,
    ver,
    membersVer,
    deleted: meta.deleted !== null,
    ...(isKept(meta) && { isKept: true }),
  };
}
