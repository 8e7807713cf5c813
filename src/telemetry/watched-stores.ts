/** The stores as they are, watched: what they were told to write, and wrote, is noted; nothing is done otherwise. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import type { GroupStore, GroupWrite, ObjectStore, RunStore } from '../ports/ports.ts';
import type { Stores } from '../ports/stores.ts';
import type { Clock } from '../util/clock.ts';
import type { Activity, RunStarts } from './activity.ts';

type Watched = Pick<Stores, 'groups' | 'objects' | 'runs' | 'pending' | 'poison' | 'alerts'>;

export interface WatchedBy {
  readonly activity: Activity;
  readonly starts: RunStarts;
  readonly clock: Clock;
}

/** Of one invocation. */
export function watchStores(stores: Watched, by: WatchedBy): Watched {
  return {
    groups: watchGroups(stores.groups, by),
    objects: watchObjects(stores.objects, by),
    runs: watchRuns(stores.runs, by),
    ...watchFailures(stores, by.activity),
  };
}

function watchGroups(groups: GroupStore, { activity, starts, clock }: WatchedBy): GroupStore {
  /** The runs that groups were in when they were read. */
  const runsOf = new Map<string, string>();
  const noteWrite = (write: GroupWrite): void => {
    activity.wrote(write);
    const run = runsOf.get(write.meta.id);
    if (run === undefined || !isUpToDate(write.meta)) return;
    const start = starts.startOf(run);
    activity.committed(run, start === null ? null : secondsSince(clock, start));
  };
  return {
    ...groups,
    read: async (id) => {
      const group = await groups.read(id);
      const run = group?.meta.run ?? null;
      if (run === null) runsOf.delete(id);
      else runsOf.set(id, run.id);
      return group;
    },
    write: async (etag, write) => {
      const written = await groups.write(etag, write);
      if (written !== null) noteWrite(write);
      return written;
    },
  };
}

function watchObjects(objects: ObjectStore, { activity, clock }: WatchedBy): ObjectStore {
  const noteSettled = ({ since }: ObjectRow): void => {
    if (since !== null) activity.settled(secondsSince(clock, Date.parse(since)));
  };
  return {
    ...objects,
    settle: async (rows, traces) => {
      const isSettled = await objects.settle(rows, traces);
      // A trace is left where there were groups to look at.
      const looked = isSettled ? rows.filter(({ ordinal }) => traces?.has(ordinal) === true) : [];
      for (const row of looked) noteSettled(row);
      return isSettled;
    },
    writeIntent: async (intent) => {
      const isWritten = await objects.writeIntent(intent);
      const { ordinal, failure, isDiscarded } = intent.value;
      if (isWritten && failure !== null && !isDiscarded) activity.gaveUpObject(ordinal, failure);
      return isWritten;
    },
  };
}

function watchRuns(runs: RunStore, { activity, starts }: WatchedBy): RunStore {
  return {
    ...runs,
    readHeader: async (run) => {
      const header = await runs.readHeader(run);
      if (header !== null) starts.note(header);
      return header;
    },
    insertHeader: async (header) => {
      const isInserted = await runs.insertHeader(header);
      if (isInserted) {
        starts.note(header);
        activity.startedRun(header);
      }
      return isInserted;
    },
  };
}

function watchFailures(
  { pending, poison, alerts }: Watched,
  activity: Activity,
): Pick<Watched, 'pending' | 'poison' | 'alerts'> {
  return {
    pending: {
      ...pending,
      replace: async (groupId, tried) => {
        const isWritten = await pending.replace(groupId, tried);
        const { failure, isDiscarded } = tried.value;
        if (isWritten && failure !== null && !isDiscarded) activity.gaveUpGroup(groupId, failure);
        return isWritten;
      },
    },
    poison: {
      ...poison,
      put: async (message) => {
        await poison.put(message);
        activity.kept(message);
      },
    },
    alerts: {
      ...alerts,
      write: async (head, write) => {
        const isWritten = await alerts.write(head, write);
        if (isWritten) {
          for (const alert of write.put) activity.raised(alert);
          for (const alert of write.end) activity.ended(alert);
        }
        return isWritten;
      },
    },
  };
}

function secondsSince(clock: Clock, instant: number): number {
  return Math.max(0, clock.now().getTime() - instant) / 1_000;
}

/** Whether a group that was in a run has the members of its current version: the run is done with it. */
function isUpToDate({ run, error, hold, ver, membersVer }: GroupMeta): boolean {
  return run === null && error === null && hold === null && ver === membersVer;
}
