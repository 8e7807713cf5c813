import type { OwnerReference } from '../contract/reference.ts';
import {
  type GroupMeta,
  type GroupResource,
  NO_GROUP_HISTORY,
  type Owner,
  type ProcessingState,
} from '../directory/group-meta.ts';
import { NO_HISTORY } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { insertGroup } from '../membership/edit-group.ts';
import { findMember } from '../objects/find-object.ts';
import type { GroupWrite, Stamped } from '../ports/ports.ts';
import { alreadyExists, badRequest, RequestError, requestDenied } from '../util/errors.ts';
import { checkRule, recheckExtensions } from './check-rule.ts';
import { deleteGroup } from './delete-group.ts';
import { checkKind } from './group-kind.ts';
import { claimNames } from './group-name.ts';
import { addingTo, whenOf } from './members.ts';
import { resolveOwners } from './owners.ts';
import { readGroup } from './read-group.ts';
import { resolveMembers } from './resolve-members.ts';

export interface GroupDraft {
  /** A GUID that nobody has; a fresh one when absent. */
  readonly id?: string;
  readonly resource: Omit<GroupResource, 'createdDateTime'>;
  readonly kind: GroupMeta['kind'];
  readonly rule: string | null;
  readonly state: ProcessingState;
  /** Object ids; an assigned group only. */
  readonly members: readonly string[];
  readonly owners?: readonly OwnerReference[];
}

/** Creates a group; a dynamic one waits for its first run. Throws 400 for a rule with faults, 403 for members of a dynamic group. */
export async function createGroup(
  context: Context,
  draft: GroupDraft,
): Promise<Stamped<GroupMeta>> {
  const id = (draft.id ?? context.ids.guid()).toLowerCase();
  await checkDraft(context, draft, id);
  const members = await resolveMembers(
    context,
    { id, unified: draft.resource.unified },
    draft.members,
  );
  const owners = await resolveOwners(context, id, draft.owners ?? []);
  const ordinal = await newOrdinal(context, draft.resource, id);
  const meta = newMeta(context, { draft, id, ordinal, owners });
  const nobody = { meta, members: new OrdinalSet() };
  const write: GroupWrite =
    members.length === 0 ? { meta } : addingTo(nobody, members, whenOf(context));
  if (await insertGroup(context, write)) {
    await keepNames(context, meta, ordinal);
    await recheckExtensions(context, meta);
    return readGroup(context, id);
  }
  // A fresh id is taken only by the tombstone of somebody who took this creation for given up: it starts again.
  if (draft.id === undefined) return createGroup(context, draft);
  throw alreadyExists('id');
}

/** Faults are found before anything is written. Throws 400, and 403 for members of a dynamic group. */
export async function checkDraft(context: Context, draft: GroupDraft, id: string): Promise<void> {
  checkKind(draft.resource, null);
  if (draft.kind === 'dynamic' && draft.members.length > 0) throw requestDenied();
  // The id of another group is noticed when this one is inserted, that of a user or device is not.
  if (draft.id !== undefined && (await findMember(context, id)) !== null) throw alreadyExists('id');
  if (draft.kind === 'assigned') return;
  if (draft.rule === null)
    throw badRequest("A value is required for property 'membershipRule' of resource 'Group'.");
  await checkRule(context, {
    id,
    rule: draft.rule,
    unified: draft.resource.unified,
    isNew: true,
    becomesDynamic: true,
  });
}

/** Somebody who wanted a name of it at the same time may have taken the claim over before the group was there. */
async function keepNames(context: Context, meta: GroupMeta, ordinal: number): Promise<void> {
  try {
    await claimNames(context, meta.resource, { ordinal });
  } catch (error) {
    if (error instanceof RequestError) await deleteGroup(context, meta.id);
    throw error;
  }
}

/**
 * A number for the group as a member of others, with the row that tells whose it is. Its names are claimed before the
 * row is written: a group that is refused for one leaves nothing behind.
 */
async function newOrdinal(
  context: Context,
  resource: GroupDraft['resource'],
  id: string,
): Promise<number> {
  const created = context.clock.now().toISOString();
  for (;;) {
    const ordinal = await context.ordinals.next('group');
    await claimNames(context, resource, { ordinal });
    const row = {
      ordinal,
      id,
      kind: 'group' as const,
      deleted: null,
      created,
      attributes: {},
      undo: [],
      since: null,
      importId: null,
      assignedTo: {},
      history: NO_HISTORY,
    };
    if ((await context.objects.insert(row)) !== null) return ordinal;
  }
}

function newMeta(
  context: Context,
  about: {
    readonly draft: GroupDraft;
    readonly id: string;
    readonly ordinal: number;
    readonly owners: readonly Owner[];
  },
): GroupMeta {
  const { draft, id, ordinal, owners } = about;
  const time = context.clock.now().toISOString();
  const dynamic = draft.kind === 'dynamic';
  return {
    id,
    ordinal,
    resource: { ...draft.resource, createdDateTime: time },
    kind: draft.kind,
    owners,
    rule: dynamic ? draft.rule : null,
    state: dynamic ? draft.state : 'On',
    edit: 1,
    ver: 1,
    membersVer: dynamic ? 0 : 1,
    membersRule: null,
    todoSince: dynamic && draft.state === 'On' ? time : null,
    cause: dynamic && draft.state === 'On' ? { kind: 'created', importId: null } : null,
    run: null,
    error: null,
    guard: null,
    hold: null,
    recentRemovals: [],
    seq: 0,
    projectedSeq: dynamic ? null : 0,
    importId: null,
    count: 0,
    lastMembershipUpdated: null,
    deleted: null,
    history: NO_GROUP_HISTORY,
  };
}
