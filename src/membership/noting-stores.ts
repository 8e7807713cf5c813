/** The stores of groups and objects, which note in the feed what they are about to change: so no writer can forget to. */
import { NO_VERSION, type Version } from '../directory/feed.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectEvent } from '../directory/object-event.ts';
import type { ObjectContent } from '../directory/object-row.ts';
import type { GroupStore, GroupWrite, ObjectStore } from '../ports/ports.ts';
import type { ChangeNotes, ToChange } from './change-notes.ts';

/** How far a group has come. Being deleted for good is no event of its own. */
export function versionOfGroup({ history, purged, seq }: GroupMeta): Version {
  return { changes: history.events + (purged === true ? 1 : 0), seq };
}

export function notingGroups(groups: GroupStore, notes: ChangeNotes): GroupStore {
  return {
    ...groups,
    insert: (meta, write) =>
      notes.around(noteOfGroup(meta, NO_VERSION), () => groups.insert(meta, write)),
    write: (etag, write) => notes.around(noteOfWrite(write), () => groups.write(etag, write)),
  };
}

export function notingObjects(objects: ObjectStore, notes: ChangeNotes): ObjectStore {
  return {
    ...objects,
    insert: (content, event) =>
      notes.around(noteOfObject(content, event), () => objects.insert(content, event)),
    replace: (row, event) =>
      notes.around(noteOfObject(row, event), () => objects.replace(row, event)),
    insertAll: (contents, events) =>
      notes.around(notesOf(contents, events), () => objects.insertAll(contents, events)),
    replaceAll: (rows, events) =>
      notes.around(notesOf(rows, events), () => objects.replaceAll(rows, events)),
  };
}

/** A group as it stands at a version; the tombstone of a creation that was given up is nobody. */
export function noteOfGroup({ id, ordinal }: GroupMeta, version: Version): readonly ToChange[] {
  return ordinal === null ? [] : [{ kind: 'group', id, ordinal, ...version }];
}

/** Of a write that changes what can be seen: most writes of looks do not. */
function noteOfWrite({ meta, log, events = [] }: GroupWrite): readonly ToChange[] {
  const flips = log !== undefined && !(log.added.isEmpty && log.removed.isEmpty);
  if (!flips && events.length === 0 && meta.purged !== true) return [];
  const changes = meta.history.events - events.length;
  return noteOfGroup(meta, { changes, seq: log === undefined ? meta.seq : log.seq - 1 });
}

function notesOf(
  rows: readonly ObjectContent[],
  events: ReadonlyMap<number, ObjectEvent> | undefined,
): readonly ToChange[] {
  return rows.flatMap((row) => noteOfObject(row, events?.get(row.ordinal)));
}

/** A group as a member of others is no object of its own. */
function noteOfObject(
  { kind, id, ordinal }: ObjectContent,
  event: ObjectEvent | undefined,
): readonly ToChange[] {
  if (event === undefined || kind === 'group') return [];
  return [{ kind, id, ordinal, changes: event.number - 1, seq: 0 }];
}
