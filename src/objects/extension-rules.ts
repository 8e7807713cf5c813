/** Groups whose rules name extension properties: they fail while one of those is not registered, and keep their members. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { isExtensionName } from '../directory/rule-names.ts';
import type { Context } from '../membership/context.ts';
import { editGroup, wantRun } from '../membership/edit-group.ts';
import type { ExtensionProperty } from '../ports/application-ports.ts';

/** After a property was deleted: every group that names it fails. */
export async function failGroupsNaming(
  context: Context,
  property: ExtensionProperty,
): Promise<void> {
  for (const id of await groupsNaming(context, property)) await failIfUnregistered(context, id);
}

/** After a property was registered: groups that failed for want of it are evaluated again. */
export async function healGroupsNaming(
  context: Context,
  property: ExtensionProperty,
): Promise<void> {
  for (const id of await groupsNaming(context, property)) {
    await editGroup(context, id, ({ meta }) =>
      isFailedFor(meta, property)
        ? { meta: wantRun(meta, { time: context.clock.now().toISOString(), kind: 'resume' }) }
        : null,
    );
    await failIfUnregistered(context, id);
  }
}

/**
 * Fails a group that names a property nobody has registered. Also called after a rule was saved: the property may have been
 * deleted since the rule was checked. The version is counted up, so that a deleted object is looked for in the group although
 * its rule no longer speaks.
 */
export async function failIfUnregistered(context: Context, groupId: string): Promise<void> {
  const registered = new Set(
    (await context.applications.listExtensions()).map(({ name }) => name.toLowerCase()),
  );
  await editGroup(context, groupId, ({ meta }) => {
    if (meta.kind !== 'dynamic' || meta.deleted !== null || meta.error !== null) return null;
    const property = extensionsIn(context, meta).find((name) => !registered.has(name));
    if (property === undefined) return null;
    const params = { property: asSpelled(meta.rule ?? '', property) };
    const error = { code: 'EXTENSION_PROPERTY_DELETED' as const, params };
    return { meta: { ...meta, ver: meta.ver + 1, todoSince: null, run: null, hold: null, error } };
  });
}

/** A name as the rule spells it, so that people find it there. */
function asSpelled(rule: string, name: string): string {
  const at = rule.toLowerCase().indexOf(name);
  return at < 0 ? name : rule.slice(at, at + name.length);
}

/** The extension properties that a group's rule names, in lower case. */
function extensionsIn(context: Context, meta: GroupMeta): readonly string[] {
  const mentioned = context.index.ruleOf(meta.id, meta.rule)?.mentions ?? new Set();
  return [...mentioned].filter(isExtensionName);
}

/** Groups that name the property, and all whose newest rule is not in the index yet. */
async function groupsNaming(
  context: Context,
  property: ExtensionProperty,
): Promise<ReadonlySet<string>> {
  const name = property.name.toLowerCase();
  const index = await context.index.refresh();
  const naming = [...index.groups()].filter(({ rule }) => rule?.mentions.has(name));
  const announced = await context.pending.list();
  return new Set([
    ...naming.map(({ row }) => row.groupId),
    ...announced.map(({ groupId }) => groupId),
  ]);
}

function isFailedFor(meta: GroupMeta, property: ExtensionProperty): boolean {
  return (
    meta.error?.code === 'EXTENSION_PROPERTY_DELETED' &&
    meta.error.params.property?.toLowerCase() === property.name.toLowerCase()
  );
}
