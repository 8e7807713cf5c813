/**
 * The store of groups, which marks a group before a write of which alerts may come or go: so no writer can forget to, and
 * whoever dies in between has marked too much, never too little. A timer looks at what is marked (group-alerts.ts).
 */
import { LONGEST_CHANGE } from '../directory/feed.ts';
import type { GroupEventKind } from '../directory/group-event.ts';
import type { AlertMark, AlertStore } from '../ports/alert-ports.ts';
import type { GroupStore, GroupWrite } from '../ports/ports.ts';
import type { Clock } from '../util/clock.ts';

/** Events with which an alert of a group can begin or end. */
const ALERTING: ReadonlySet<GroupEventKind> = new Set([
  'failed',
  'recovered',
  'held',
  'holdEnded',
  'paused',
  'resumed',
  'ruleChanged',
  'becameAssigned',
  'deleted',
]);

export function markingGroups(groups: GroupStore, alerts: AlertStore, clock: Clock): GroupStore {
  const mark = (marks: readonly Omit<AlertMark, 'since'>[], now: Date) =>
    Promise.all(marks.map((about) => alerts.mark({ ...about, since: now.toISOString() })));
  return {
    ...groups,
    write: async (etag, write) => {
      const marks = marksOf(write);
      if (marks.length === 0) return groups.write(etag, write);
      const marked = clock.now();
      await mark(marks, marked);
      try {
        return await groups.write(etag, write);
      } finally {
        const now = clock.now();
        if (now.getTime() - marked.getTime() > LONGEST_CHANGE) await mark(marks, now);
      }
    },
  };
}

/** Most writes have none: they neither fail, hold, empty nor fill a group. */
function marksOf({ meta, log, events = [] }: GroupWrite): readonly Omit<AlertMark, 'since'>[] {
  const groupId = meta.id;
  const isAlerting = events.some(({ kind }) => ALERTING.has(kind));
  if (meta.kind !== 'dynamic' || log === undefined)
    return isAlerting ? [{ groupId, wentEmpty: false }] : [];
  const before = meta.count - log.added.size + log.removed.size;
  const wentEmpty = meta.count === 0 && before > 0;
  // The first members of a group that is new end nothing.
  const wasFilled = before === 0 && meta.count > 0 && log.seq > 1;
  return [
    ...(isAlerting || wasFilled ? [{ groupId, wentEmpty: false }] : []),
    ...(wentEmpty ? [{ groupId, wentEmpty: true }] : []),
  ];
}
