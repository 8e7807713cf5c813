/**
 * Looks at a group: projects its rule, starts a run, sends what is missing of it, commits it: the same step whatever was
 * done before, so that a first message, a redelivery and the sweeper are one thing (protocol.md 2, "look at group").
 */
import { type GroupMeta, NO_GROUP_HISTORY } from '../directory/group-meta.ts';
import type { Hold } from '../directory/hold.ts';
import type { RunHeader, Stamped, StoredGroup } from '../ports/ports.ts';
import { projectAssignedMembers } from './assigned-members.ts';
import { commitRun } from './commit-run.ts';
import type { Context } from './context.ts';
import { announce, wantRun } from './edit-group.ts';
import { endOf, isExpired, noteEnd } from './end-hold.ts';
import { KeptChangingError } from './kept-changing.ts';
import { commitUnion, sourcesOf, tellDependents } from './member-of.ts';
import { isPaused } from './pausing.ts';
import { projectIfBehind, projectRule } from './project-rule.ts';
import { placeIn } from './ranges.ts';
import { sendQuietly } from './record-change.ts';
import { recordGroupEvents } from './record-group-event.ts';
import { retireDeletedGroup, reviveRestoredGroup } from './retire-group.ts';
import { awaitRanges, startRun } from './start-run.ts';
import { writeListing } from './write-listing.ts';

/** After as many collisions the message is given back; it or the sweeper brings the group again. */
const ATTEMPTS = 50;

/** How long a group may be announced before its creation counts as given up; it only avoids disturbing a slow creator. */
const ABANDONED_AFTER_MINUTES = 10;

type Pending = Stamped<{ readonly since: string }> | null;

/** Does whatever the group needs next. Throws when others keep writing it, or storage fails: the message then comes back. */
export async function lookAtGroup(context: Context, groupId: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await lookOnce(context, groupId)) return;
  }
  throw new KeptChangingError(`Group ${groupId}`);
}

async function lookOnce(context: Context, groupId: string): Promise<boolean> {
  const pending = await context.pending.read(groupId);
  const group = await context.groups.read(groupId);
  // A pause of all groups is read after the group: what it waits for since such a pause is begun when that has ended.
  await context.index.refresh();
  if (group === null) return pending === null || fenceAbandonedCreation(context, groupId, pending);
  await reviveRestoredGroup(context, group.meta);
  await projectIfBehind(context, group.meta);
  const projected = await projectAssignedMembers(context, group);
  return projected !== null && decideStep(context, projected, pending);
}

async function decideStep(
  context: Context,
  group: StoredGroup,
  pending: Pending,
): Promise<boolean> {
  const groupId = group.meta.id;
  const { hold } = group.meta;
  if (hold !== null && isExpired(hold, context.clock.now()))
    return expireHold(context, group, hold);
  if (isIdle(context, group.meta)) return lookAtIdle(context, group, pending);
  if (context.index.ruleOf(groupId, group.meta.rule) === null)
    return failUnreadable(context, group);
  if (sourcesOf(context, group.meta) !== null) {
    return (await commitUnion(context, group)) && finish(context, group.meta, pending);
  }
  return lookAtRun(context, group, pending);
}

/** Nothing to evaluate: an assigned, deleted, paused, failed or held group, or one that is up to date. */
function isIdle(context: Context, meta: GroupMeta): boolean {
  if (meta.kind === 'assigned' || meta.deleted !== null || isPaused(context, meta)) return true;
  return meta.todoSince === null || meta.error !== null || meta.hold !== null;
}

/** The fence (a write of `meta`) comes before the pending row goes: a request that writes after it starts again with a new one. */
async function lookAtIdle(
  context: Context,
  group: StoredGroup,
  pending: Pending,
): Promise<boolean> {
  if (pending === null || (await waitsForImport(context, group.meta))) return true;
  // Paused with all others, work waiting: it stays announced, so that nobody has to find it when the pause ends.
  if (group.meta.todoSince !== null && isPaused(context, group.meta)) return true;
  if (group.meta.deleted !== null) await retireDeletedGroup(context, group.meta);
  await tellDependents(context, group.meta.id);
  const meta = { ...group.meta, importId: null };
  if ((await context.groups.write(group.etag, { meta })) === null) return false;
  return finishPending(context, meta, pending);
}

/** Those who follow an assigned group are told of what an import did to its members when the import is complete. */
async function waitsForImport(context: Context, meta: GroupMeta): Promise<boolean> {
  if (meta.importId === null || meta.kind === 'dynamic' || meta.deleted !== null) return false;
  return context.openImports.isOpen(meta.importId);
}

async function lookAtRun(context: Context, group: StoredGroup, pending: Pending): Promise<boolean> {
  const { meta } = group;
  const header = meta.run === null ? null : await context.runs.readHeader(meta.run.id);
  const place = header === null ? null : placeIn(header, meta.id);
  if (meta.run === null || header === null || place === null) {
    // It stays announced; at the end of the run that is read for or planned here, one run serves all that wait.
    if (pending !== null && context.runsInHand.hasToWait(meta.id, context.clock.now())) return true;
    return start(context, group, header);
  }
  const { slice } = place;
  const results = await context.runs.readResultsOf(header, slice, place.group);
  if (await awaitRanges(context, { header, slice, done: results })) return true;
  return (await commitRun(context, { group, header, results })) && finish(context, meta, pending);
}

function start(context: Context, group: StoredGroup, header: RunHeader | null): Promise<boolean> {
  return context.runsInHand.during(
    () => startRun(context, group, header),
    (ids) => sendQuietly(() => context.queues.sendGroups(ids)),
  );
}

/** After members were written: the projection, those who follow, then the announcement is done with. */
async function finish(context: Context, meta: GroupMeta, pending: Pending): Promise<boolean> {
  await projectRule(context, meta.id);
  await tellDependents(context, meta.id);
  await context.progress.note();
  return finishPending(context, meta, pending);
}

async function finishPending(
  context: Context,
  meta: GroupMeta,
  pending: Pending,
): Promise<boolean> {
  if (pending === null) return true;
  await writeListing(context, meta.id);
  await context.pending.remove(meta.id, pending.etag);
  return true;
}

/** Nobody decided in time: the change is worked out anew, and held anew if it is still over the guard. */
async function expireHold(context: Context, group: StoredGroup, hold: Hold): Promise<boolean> {
  const now = context.clock.now();
  const { kind } = hold.cause;
  const meta = wantRun(group.meta, { time: now.toISOString(), kind });
  const endedHold = endOf(hold, { status: 'expired', now });
  await announce(context, meta.id, null);
  const write = recordGroupEvents(context, group.meta, { meta, endedHold });
  const etag = await context.groups.write(group.etag, write);
  if (etag !== null) await noteEnd(context, meta.id, endedHold);
  return false;
}

/** A rule that this version can't read: members stay as last good, and the status says what to do. */
async function failUnreadable(context: Context, group: StoredGroup): Promise<boolean> {
  const meta: GroupMeta = {
    ...group.meta,
    ver: group.meta.ver + 1,
    error: { code: 'RULE_INVALID', params: {} },
  };
  await context.groups.write(group.etag, recordGroupEvents(context, group.meta, { meta }));
  return false;
}

/** The request that announced the group died, or is slow: a tombstone makes its insert fail, so that it starts again. */
async function fenceAbandonedCreation(
  context: Context,
  groupId: string,
  pending: NonNullable<Pending>,
): Promise<boolean> {
  const now = context.clock.now();
  const age = now.getTime() - Date.parse(pending.value.since);
  if (age < ABANDONED_AFTER_MINUTES * 60_000) return true;
  await context.groups.insert(tombstone(groupId, now.toISOString()));
  return false;
}

function tombstone(id: string, time: string): GroupMeta {
  return {
    id,
    ordinal: null,
    resource: {
      displayName: '',
      description: null,
      mailEnabled: false,
      mailNickname: '',
      securityEnabled: false,
      unified: false,
      visibility: null,
      classification: null,
      preferredLanguage: null,
      theme: null,
      resourceBehaviorOptions: [],
      createdDateTime: time,
    },
    kind: 'assigned',
    owners: [],
    rule: null,
    state: 'On',
    edit: 0,
    ver: 0,
    membersVer: 0,
    membersRule: null,
    todoSince: null,
    cause: null,
    run: null,
    error: null,
    guard: null,
    hold: null,
    recentRemovals: [],
    seq: 0,
    projectedSeq: null,
    importId: null,
    count: 0,
    lastMembershipUpdated: null,
    deleted: time,
    history: NO_GROUP_HISTORY,
  };
}
