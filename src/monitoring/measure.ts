/** Measures the whole system, every few minutes on one instance: what is read here is too much for every scrape. */
import { type GroupMeta, statusOf } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import {
  type Backlog,
  checkDelay,
  type Delay,
  type DelayLimits,
  readBacklog,
} from '../membership/delay.ts';
import { isPaused } from '../membership/pausing.ts';
import { GROUP_STATES, type GroupState, type Measurement } from '../ports/measurement-ports.ts';
import type { Page } from '../ports/ports.ts';
import { pieces } from '../util/at-once.ts';

const PAGE = 1_000;
const READ_AT_ONCE = 32;
/** As many groups are read every time. */
const MOST_EVERY_TIME = 1_000;
const HOUR_MILLISECONDS = 60 * 60_000;

const NO_GROUPS: Readonly<Record<GroupState, number>> = {
  NotStarted: 0,
  Running: 0,
  Succeeded: 0,
  Failed: 0,
  Paused: 0,
  Assigned: 0,
};

/** Raises and clears the alerts of delay, and keeps what was found for whoever asks next. */
export async function measureSystem(context: Context, limits: DelayLimits): Promise<Delay> {
  const backlog = await readBacklog(context);
  const delay = await checkDelay(context, limits, backlog);
  await context.measurements.write(await measurementOf(context, { delay, backlog }));
  return delay;
}

async function measurementOf(
  context: Context,
  { delay, backlog }: { readonly delay: Delay; readonly backlog: Backlog },
): Promise<Measurement> {
  const counted = await countGroups(context);
  const messages = (await context.poison.list()).length;
  const holdsOpen = (await context.holds.listStanding()).length;
  const isWaiting = ({ failure }: Tried) => failure === null;
  const isPoison = ({ failure, isDiscarded }: Tried) => failure !== null && !isDiscarded;
  return {
    measured: context.clock.now().toISOString(),
    oldestPending: delay.oldestPending,
    lastProgress: delay.lastProgress,
    delayMinutes: delay.minutes,
    pendingObjects: backlog.objects.filter(isWaiting).length,
    pendingGroups: backlog.groups.filter(isWaiting).length,
    groups: counted.groups,
    groupsCounted: counted.groupsCounted,
    failedGroups: counted.failedGroups,
    holdsOpen,
    poison: {
      object: backlog.objects.filter(isPoison).length,
      group: backlog.groups.filter(isPoison).length + counted.failedGroups,
      message: messages,
    },
  };
}

type Tried = Pick<Backlog['objects'][number], 'failure' | 'isDiscarded'>;

type Counted = Pick<Measurement, 'groups' | 'groupsCounted' | 'failedGroups'>;

/** Where there are many groups they are read once an hour, and what was counted then is told until the next time. */
async function countGroups(context: Context): Promise<Counted> {
  const standing = await context.measurements.read();
  const now = context.clock.now();
  const isKnown =
    standing !== null && now.getTime() - Date.parse(standing.groupsCounted) < HOUR_MILLISECONDS;
  const listed = await listGroups(context);
  if (isKnown && listed.dynamic.length > MOST_EVERY_TIME) return standing;
  const groups = { ...NO_GROUPS, Assigned: listed.assigned };
  let failedGroups = 0;
  await context.index.refresh();
  for (const ids of pieces(listed.dynamic, READ_AT_ONCE)) {
    for (const group of await Promise.all(ids.map((id) => context.groups.readMeta(id)))) {
      if (group === null || group.value.deleted !== null) continue;
      groups[stateOf(context, group.value)]++;
      if (group.value.error?.code === 'PROCESSING_FAILED') failedGroups++;
    }
  }
  return { groups, failedGroups, groupsCounted: now.toISOString() };
}

/** By the rows for lists, which know the kind of a group and not its status. */
async function listGroups(
  context: Context,
): Promise<{ readonly assigned: number; readonly dynamic: readonly string[] }> {
  const dynamic: string[] = [];
  let assigned = 0;
  let page: Page<GroupMeta> | null = null;
  do {
    const after: string | null = page?.next ?? null;
    page = await context.listing.list(PAGE, after);
    for (const { id, kind } of page.items) {
      if (kind === 'dynamic') dynamic.push(id);
      else assigned++;
    }
  } while (page.next !== undefined);
  return { assigned, dynamic };
}

function stateOf(context: Context, meta: GroupMeta): GroupState {
  if (meta.kind === 'assigned') return 'Assigned';
  if (isPaused(context, meta)) return 'Paused';
  const status = statusOf(meta);
  return GROUP_STATES.find((state) => state === status) ?? 'Paused';
}
