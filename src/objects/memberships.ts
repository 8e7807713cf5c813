import { type GroupMeta, isFrozen } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { ruleObjectOf, scopeOf } from '../membership/object-change.ts';
import { isPaused, stateOf } from '../membership/pausing.ts';

const MOST_ANNOUNCED = 100;

/**
 * The groups an object is a direct member of. Assigned ones stand on its row; of dynamic ones the rule says it, except
 * where members are not what the rule says at present (paused, waiting, failed) or follow other groups: there the stored
 * members say it.
 */
export async function listMemberships(
  context: Context,
  object: ObjectRow,
): Promise<readonly GroupMeta[]> {
  const byRule = await idsByRule(context, object);
  const metas = await Promise.all(byRule.map((id) => context.groups.readMeta(id)));
  const present = metas.flatMap((meta) => (meta === null ? [] : [meta.value]));
  const ruled = present.filter((meta) => followsItsRule(context, meta));
  // The index may not know yet that a group was paused, or has another rule.
  const doubtful = present.filter((meta) => !followsItsRule(context, meta)).map(({ id }) => id);
  const stored = await inStoredMembers(context, object, [
    ...doubtful,
    ...(await announced(context)),
  ]);
  const known = new Set(ruled.map(({ id }) => id));
  const others = stored.filter(({ id }) => !known.has(id));
  return [...ruled, ...others]
    .filter((meta) => meta.deleted === null)
    .map((meta) => ({ ...meta, state: stateOf(context, meta) }));
}

function followsItsRule(context: Context, meta: GroupMeta): boolean {
  return meta.kind === 'dynamic' && !isPaused(context, meta) && !isFrozen(meta);
}

async function idsByRule(context: Context, object: ObjectRow): Promise<readonly string[]> {
  const index = await context.index.refresh();
  const scope = scopeOf(object);
  const seen = ruleObjectOf(object);
  if (scope === null || seen === null) return [];
  const loose = new Set(index.looseGroups());
  return index.selecting(scope, seen, context.clock.now()).filter((id) => !loose.has(id));
}

/**
 * Groups that were changed and not looked at since: one may be paused, and keep an object that its rule no longer selects.
 * While very many are, the list may be behind for as long as that lasts.
 */
async function announced(context: Context): Promise<readonly string[]> {
  const pending = await context.pending.list();
  return pending.slice(0, MOST_ANNOUNCED).map(({ groupId }) => groupId);
}

async function inStoredMembers(
  context: Context,
  object: ObjectRow,
  doubtful: readonly string[],
): Promise<readonly GroupMeta[]> {
  const loose = scopeOf(object) === null ? [] : context.index.current.looseGroups();
  const candidates = new Set([...Object.keys(object.assignedTo), ...loose, ...doubtful]);
  const groups = await Promise.all([...candidates].map((id) => context.groups.read(id)));
  return groups.flatMap((group) => (group?.members.has(object.ordinal) ? [group.meta] : []));
}
