/** Groups whose work failed too often: those whose status says so, and those of which only the announcement can. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { MOST_ATTEMPTS } from '../membership/attempts.ts';
import type { Context } from '../membership/context.ts';
import { sendQuietly } from '../membership/record-change.ts';
import type { Pending } from '../ports/announcements.ts';
import { badRequest } from '../util/errors.ts';
import { reprocessGroup } from './reprocess-group.ts';

const PAGE = 1_000;

export interface GroupFailure {
  readonly id: string;
  readonly kind: 'group';
  readonly since: string;
  readonly attempts: number;
  readonly reason: string;
  /** Whether the group's own status shows it. */
  readonly isInStatus: boolean;
}

/** Every group that failed for good and was not discarded. */
export async function listGroupFailures(context: Context): Promise<readonly GroupFailure[]> {
  const pending = (await context.pending.list()).filter(
    ({ failure, isDiscarded }) => failure !== null && !isDiscarded,
  );
  const announced = pending.map(({ groupId, since, attempts, failure }) => ({
    id: groupId,
    kind: 'group' as const,
    since,
    attempts,
    reason: failure ?? '',
    isInStatus: false,
  }));
  return [...announced, ...(await inStatus(context))];
}

/** Has a group tried again; one whose status says that it failed is processed again. */
export async function replayGroup(context: Context, failure: GroupFailure): Promise<void> {
  if (failure.isInStatus) return reprocessGroup(context, failure.id);
  await editPending(context, failure.id, (pending) => ({ ...pending, attempts: 0, failure: null }));
  await sendQuietly(() => context.queues.sendGroups([failure.id]));
}

/** Leaves a group as it is until somebody changes it. Throws 400 where the status says that it failed: that stays true. */
export async function discardGroup(context: Context, failure: GroupFailure): Promise<void> {
  if (failure.isInStatus)
    throw badRequest(
      'The status of the group says that it failed, until it is processed again or its rule is changed.',
    );
  await editPending(context, failure.id, (pending) => ({ ...pending, isDiscarded: true }));
}

async function inStatus(context: Context): Promise<readonly GroupFailure[]> {
  const failed: GroupMeta[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Context['listing']['list']>> = await context.listing.list(
      PAGE,
      after,
    );
    failed.push(...page.items.filter(isFailed));
    after = page.next ?? null;
  } while (after !== null);
  const present = await Promise.all(failed.map(({ id }) => context.groups.readMeta(id)));
  return present.flatMap((group) => (group === null ? [] : failureOf(group.value)));
}

function failureOf(meta: GroupMeta): readonly GroupFailure[] {
  if (!isFailed(meta) || meta.deleted !== null) return [];
  const since = meta.error?.time ?? meta.lastMembershipUpdated ?? meta.resource.createdDateTime;
  const reason = meta.error?.params.reason ?? '';
  return [{ id: meta.id, kind: 'group', since, attempts: MOST_ATTEMPTS, reason, isInStatus: true }];
}

function isFailed({ error }: GroupMeta): boolean {
  return error?.code === 'PROCESSING_FAILED';
}

async function editPending(
  context: Context,
  groupId: string,
  edit: (pending: Pending) => Pending,
): Promise<void> {
  for (;;) {
    const standing = await context.pending.read(groupId);
    if (standing === null) return;
    const pending = { value: edit(standing.value), etag: standing.etag };
    if (await context.pending.replace(groupId, pending)) return;
  }
}
