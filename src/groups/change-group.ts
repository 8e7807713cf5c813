import type { OwnerReference } from '../contract/reference.ts';
import {
  expectingNothing,
  type GroupMeta,
  type GroupResource,
  type ProcessingState,
} from '../directory/group-meta.ts';
import type { CauseKind } from '../directory/hold.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { NOTE_ALL } from '../membership/assigned-members.ts';
import type { Context } from '../membership/context.ts';
import { editGroup, wantRun } from '../membership/edit-group.ts';
import { exceptFromPauseAll } from '../membership/pause-all.ts';
import {
  badRequest,
  preconditionFailed,
  type RequestError,
  requestDenied,
  resourceNotFound,
} from '../util/errors.ts';
import { checkRule, recheckExtensions } from './check-rule.ts';
import { checkRepeated, expecting } from './expecting.ts';
import { checkKind } from './group-kind.ts';
import { claimNames } from './group-name.ts';
import { addingTo, whenOf } from './members.ts';
import { resolveOwners, withOwners } from './owners.ts';
import { readGroup } from './read-group.ts';
import { resolveMembers } from './resolve-members.ts';
import { checkTests, overrideNotes } from './rule-tests.ts';

export interface GroupChange {
  readonly resource?: Partial<GroupResource>;
  readonly kind?: GroupMeta['kind'];
  readonly rule?: string | null;
  readonly state?: ProcessingState;
  /** Object ids to add to an assigned group. */
  readonly addMembers?: readonly string[];
  readonly addOwners?: readonly OwnerReference[];
  /** The diff that was seen in a preview: nothing else is to come of the change. */
  readonly diffHash?: string;
  /** The version of the rule whose text `rule` is. */
  readonly restoredVersion?: number;
  /** Why the rule is to be saved although it may fail tests of the group; absent: it is not. */
  readonly testsOverridden?: string;
  /** The `edit` of the group the caller knows; absent: whatever it is. Processing never raises it. */
  readonly ifEdit?: number;
}

/**
 * Changes a group, all at once or not at all. What changes nothing writes nothing; answers whether it did. Throws 404, 400,
 * 403, 412: also where the diff that was seen is not the present one.
 */
export async function changeGroup(
  context: Context,
  id: string,
  change: GroupChange,
): Promise<boolean> {
  let wrote = false;
  const { value: before } = await readGroup(context, id);
  checkEdit(before, change.ifEdit);
  await checkChange(context, before, change);
  const additions = await resolveAdditions(context, before, change);
  const owners = await resolveOwners(context, before.id, change.addOwners ?? []);
  const after = await editGroup(context, before.id, async (group) => {
    if (group.meta.deleted !== null) throw resourceNotFound(id);
    checkEdit(group.meta, change.ifEdit);
    // Another change came in between: this one has to be possible after it, too.
    if (group.meta.edit !== before.edit) await checkChange(context, group.meta, change);
    const time = context.clock.now().toISOString();
    const meta = withOwners(
      changed(group.meta, change, { time, importId: context.by.importId }),
      owners,
    );
    if (meta.ordinal !== null)
      await claimNames(context, meta.resource, {
        ordinal: meta.ordinal,
        before: group.meta.resource,
      });
    wrote = additions.length > 0 || !isSame(group.meta, meta);
    if (additions.length > 0) return addingTo({ ...group, meta }, additions, whenOf(context));
    const { restoredVersion, diffHash, testsOverridden: note } = change;
    if (!wrote && diffHash !== undefined) checkRepeated(group.meta, diffHash);
    if (!wrote) return null;
    const notes = await overrideNotes(context, { before: group.meta, after: meta, note });
    const edit = { meta, notes, ...(restoredVersion !== undefined && { restoredVersion }) };
    if (diffHash === undefined) return edit;
    return { ...edit, ...(await expecting(context, { group, meta, diffHash })) };
  });
  if (after !== null) await recheckExtensions(context, after);
  // While all groups are paused, a group that somebody sets to On goes on as an exception; a file that says On means no such thing.
  const isAsked = change.state === 'On' && context.by.importId === null;
  if (isAsked && after?.kind === 'dynamic') await exceptFromPauseAll(context, after.id);
  return wrote;
}

/** Throws 412 when the group is not the one the caller knows. */
export function checkEdit(meta: GroupMeta, known: number | undefined): void {
  if (known !== undefined && known !== meta.edit) throw preconditionFailed();
}

async function resolveAdditions(
  context: Context,
  meta: GroupMeta,
  change: GroupChange,
): Promise<readonly ObjectRow[]> {
  const ids = change.addMembers ?? [];
  if (ids.length > 0 && (change.kind ?? meta.kind) === 'dynamic') throw requestDenied();
  return resolveMembers(context, { id: meta.id, unified: meta.resource.unified }, ids);
}

/** Faults are found before anything is written. Throws 400. */
export async function checkChange(
  context: Context,
  meta: GroupMeta,
  change: GroupChange,
): Promise<void> {
  checkKind({ ...meta.resource, ...change.resource }, meta.resource);
  checkUniqueName(meta, change.resource?.uniqueName);
  if ((change.kind ?? meta.kind) === 'dynamic') await checkDynamic(context, meta, change);
  else if (change.rule != null)
    throw badRequest("membershipRule needs 'DynamicMembership' in groupTypes.");
}

/** Whoever knows a group by its uniqueName has to find it: it is given once. */
function checkUniqueName({ resource: { uniqueName } }: GroupMeta, given: string | undefined): void {
  if (uniqueName === undefined || given === undefined) return;
  if (given.toLowerCase() !== uniqueName.toLowerCase()) throw uniqueNameFixed();
}

/** 400 for another uniqueName than the one a group has, or none. */
export function uniqueNameFixed(): RequestError {
  const message = "Property 'uniqueName' cannot be changed once it has a value.";
  return badRequest(message, [{ code: 'ReadOnly', target: 'uniqueName', message }]);
}

async function checkDynamic(context: Context, meta: GroupMeta, change: GroupChange): Promise<void> {
  const rule = change.rule === undefined ? meta.rule : change.rule;
  if (rule === null)
    throw badRequest("A value is required for property 'membershipRule' of resource 'Group'.");
  const becomesDynamic = meta.kind === 'assigned';
  const resumes = meta.state === 'Paused' && change.state === 'On';
  const { unified } = meta.resource;
  const isNew = rule !== meta.rule || becomesDynamic;
  if (isNew || resumes)
    await checkRule(context, {
      id: meta.id,
      rule,
      unified,
      isNew: rule !== meta.rule,
      becomesDynamic,
    });
  if (isNew && change.testsOverridden === undefined) await checkTests(context, meta, rule);
}

/** The group after the change: what makes members wait for a run is decided here. */
function changed(
  meta: GroupMeta,
  change: GroupChange,
  when: { readonly time: string; readonly importId: string | null },
): GroupMeta {
  const { uniqueName } = meta.resource;
  const resource = {
    ...meta.resource,
    ...change.resource,
    ...(uniqueName !== undefined && { uniqueName }),
  };
  const named: GroupMeta = { ...meta, resource };
  const kind = change.kind ?? meta.kind;
  if (kind === 'assigned') return meta.kind === 'assigned' ? named : becomeAssigned(named);
  const state = change.state ?? (meta.kind === 'assigned' ? 'On' : meta.state);
  const rule = change.rule ?? meta.rule;
  const evaluated =
    rule !== meta.rule || meta.kind === 'assigned' || (state === 'On' && meta.state === 'Paused');
  // A resume brings about what was expected of the rule it has.
  const isAnother = rule !== meta.rule || meta.kind === 'assigned';
  const kept = isAnother ? expectingNothing(named) : named;
  const next: GroupMeta = { ...kept, kind, rule, state, importId: null };
  if (state === 'Paused') return pause(next, { evaluated, was: meta });
  if (!evaluated) return next;
  // The guard for imports applies to what an imported rule changes.
  const wanted = wantRun(next, { ...when, kind: causeOf(meta, rule) });
  return meta.state === 'Paused' ? { ...wanted, lastMembershipUpdated: null } : wanted;
}

function causeOf(before: GroupMeta, rule: string | null): CauseKind {
  if (before.kind === 'assigned') return 'conversion';
  return rule === before.rule ? 'resume' : 'rule';
}

/**
 * Members stay; the rows of the members are told by the next look. A sequence is left out: what a slow worker notes on rows
 * of the group while it was dynamic is then older than what is noted from now on. What the group waited for stays noted,
 * too: made dynamic again it has to pass the same guards.
 */
function becomeAssigned(meta: GroupMeta): GroupMeta {
  return {
    ...expectingNothing(meta),
    kind: 'assigned',
    rule: null,
    state: 'On',
    membersVer: meta.ver,
    membersRule: null,
    todoSince: null,
    run: null,
    hold: null,
    error: null,
    seq: meta.seq + 1,
    projectedSeq: NOTE_ALL,
  };
}

function pause(
  meta: GroupMeta,
  about: { readonly evaluated: boolean; readonly was: GroupMeta },
): GroupMeta {
  if (about.was.state === 'Paused' && !about.evaluated) return meta;
  const ver = about.evaluated ? meta.ver + 1 : meta.ver;
  return { ...meta, ver, todoSince: null, cause: null, run: null, hold: null, error: null };
}

function isSame(before: GroupMeta, after: GroupMeta): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
