import { expectingNothing, type GroupMeta } from '../directory/group-meta.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { ProcessingError } from '../directory/processing-error.ts';
import type { LogCause } from '../ports/log.ts';
import type { GroupWrite, StoredGroup } from '../ports/ports.ts';
import { isTooLarge } from '../util/errors.ts';
import type { Context } from './context.ts';
import { unexpectedIn } from './expected-diff.ts';
import { breachesFor } from './guarding.ts';
import { holdingWrite } from './hold-change.ts';
import { Findings } from './log-entry.ts';
import { recordGroupEvents } from './record-group-event.ts';

/** The members a group is to have, and why. */
export interface Swap {
  readonly members: OrdinalSet;
  readonly cause: Omit<LogCause, 'ver'>;
}

/**
 * Makes these the members of the group's current version, in one transaction with log, count and status: who belongs before
 * and after is never absent. The run that was wanted is done with it. A change that is over the guard, or
 * not what was seen before the rule was saved, is held instead.
 * `importId`: an import whose changes are among the reasons. False when the group was written since it was read.
 */
export async function swapMembers(
  context: Context,
  group: StoredGroup,
  swap: Swap & { readonly importId?: string | null },
): Promise<boolean> {
  const { meta, etag } = group;
  const { added, removed } = differenceOf(group, swap);
  const kind = meta.cause?.kind ?? 'source';
  const cause = { kind, importId: meta.cause?.importId ?? swap.importId ?? null };
  const size = { before: group.members.size, additions: added.size, removals: removed.size };
  const limits = [
    ...(await breachesFor(context, { meta, cause, size })),
    ...(await unexpectedIn(context, meta, { added, removed })),
  ];
  const write =
    limits.length > 0
      ? recordGroupEvents(
          context,
          meta,
          await holdingWrite(context, group, { cause, limits, added, removed }),
        )
      : swappingWrite(context, group, swap);
  try {
    return (await context.groups.write(etag, write)) !== null;
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    const params = {
      members: String(swap.members.size),
      changes: String(added.size + removed.size),
    };
    return failTooLarge(context, group, params);
  }
}

/** One transaction does not hold it: members stay, and the status says what to do. It would fail again every time. */
async function failTooLarge(
  context: Context,
  { meta, etag }: StoredGroup,
  params: ProcessingError['params'],
): Promise<boolean> {
  const time = context.clock.now().toISOString();
  const error = { code: 'GROUP_TOO_LARGE' as const, params, time };
  const failed = { ...meta, ver: meta.ver + 1, todoSince: null, run: null, hold: null, error };
  const write = recordGroupEvents(context, meta, { meta: failed });
  return (await context.groups.write(etag, write)) !== null;
}

/** The write that makes the swap, whatever the guard says, with its events. */
function swappingWrite(context: Context, group: StoredGroup, swap: Swap): GroupWrite {
  const { meta } = group;
  const write = writeOfSwap(group, swap, context.clock.now());
  // A run that changes somebody is told by its log entry.
  const isSilent = write.log === undefined && meta.todoSince !== null;
  return recordGroupEvents(context, meta, write, isSilent ? { notes: [{ kind: 'runEnded' }] } : {});
}

/** The write that makes the swap, whatever the guard says. */
export function writeOfSwap(
  group: Pick<StoredGroup, 'meta' | 'members'>,
  swap: Swap,
  now: Date,
): GroupWrite {
  const { meta } = group;
  const findings = differenceOf(group, swap);
  const time = now.toISOString();
  const isNews = meta.todoSince !== null || meta.hold !== null || findings.flips;
  const next: GroupMeta = {
    ...expectingNothing(meta),
    todoSince: null,
    cause: null,
    run: null,
    hold: null,
    error: null,
    membersVer: meta.ver,
    membersRule: meta.rule,
    count: swap.members.size,
    lastMembershipUpdated: isNews ? time : meta.lastMembershipUpdated,
  };
  if (!findings.flips) return { meta: next };
  const log = findings.entry(meta, swap.cause, time);
  const { members } = swap;
  return { meta: { ...next, seq: log.seq }, members, touchedChunks: findings.touchedChunks, log };
}

function differenceOf({ members }: Pick<StoredGroup, 'members'>, swap: Swap): Findings {
  const findings = new Findings();
  findings.added.addAll(swap.members.minus(members));
  findings.removed.addAll(members.minus(swap.members));
  return findings;
}

/** Why a run changes members: what asked for it. */
export function runCause({ history }: GroupMeta): Omit<LogCause, 'ver'> {
  return { kind: 'run', ...(history.run > 0 && { asked: history.run }) };
}
