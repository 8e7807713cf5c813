/** What the body of a group's create or update needs a right for. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { GroupChange } from '../groups/change-group.ts';
import type { GroupDraft } from '../groups/create-group.ts';
import { findMember } from '../objects/find-object.ts';
import { groupFacts, hasRight, requireRight } from './admit.ts';
import type { Call } from './operation.ts';

/** Throws 403 for a kind of group the caller may not create, and for one that is paused from the beginning. */
export function checkCreation(call: Call, { resource, kind, state }: GroupDraft): void {
  const group = { isUnified: resource.unified, isOwner: false };
  requireRight(call, 'createGroup', group);
  if (kind === 'dynamic' && state === 'Paused') requireRight(call, 'pauseGroup', group);
}

/**
 * The draft with the caller as owner, where nobody is named and he is to answer for what he creates. The built-in
 * administrator and others who are no users of the directory own nothing.
 */
export async function withCreator(call: Call, draft: GroupDraft): Promise<GroupDraft> {
  const { caller } = call;
  const group = { isUnified: draft.resource.unified, isOwner: false };
  const isNamed = draft.owners !== undefined && draft.owners.length > 0;
  if (caller?.kind !== 'user' || isNamed || hasRight(call, 'createUnowned', group)) return draft;
  const user = await findMember(call.context, caller.id);
  if (user?.kind !== 'user') return draft;
  return { ...draft, owners: [{ id: user.id, isServicePrincipal: false }] };
}

/**
 * The change without what the caller may not change and the body only repeats: it would overwrite what others do
 * meanwhile. `meta`: the group as it counts. Throws 403 for what he may not change.
 */
export function allowedChange(call: Call, meta: GroupMeta, change: GroupChange): GroupChange {
  const group = groupFacts(call, meta);
  requireRight(call, 'editGroup', group);
  if (changesRule(meta, change)) requireRight(call, 'changeRule', group);
  if (changesState(meta, change)) requireRight(call, 'pauseGroup', group);
  const { rule, kind, state, ...rest } = change;
  return {
    ...rest,
    ...(hasRight(call, 'changeRule', group) && {
      ...(rule !== undefined && { rule }),
      ...(kind !== undefined && { kind }),
    }),
    ...(state !== undefined && hasRight(call, 'pauseGroup', group) && { state }),
  };
}

function changesRule(meta: GroupMeta, { rule, kind }: GroupChange): boolean {
  return (rule !== undefined && rule !== meta.rule) || (kind !== undefined && kind !== meta.kind);
}

/** An assigned group has no state: what a body says of it means nothing, and who makes one of a paused group ends the pause. */
function changesState(meta: GroupMeta, { state, kind = meta.kind }: GroupChange): boolean {
  if (meta.kind === 'assigned') return kind === 'dynamic' && state === 'Paused';
  if (kind === 'assigned') return meta.state === 'Paused';
  return state !== undefined && state !== meta.state;
}
