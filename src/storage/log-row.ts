/** A log entry as an entity: each of its four sets a portable bitmap, its cause and time plain. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { LogEntry } from '../membership/ports.ts';
import type { Entity, Properties } from './entity-table.ts';
import { packBytes, packJson, unpackBytes, unpackJson } from './packing.ts';
import { decodeBitmap, encodeBitmap } from './portable-bitmap.ts';
import { seqOfLogRow } from './table-keys.ts';

export function logProperties(entry: LogEntry): Properties {
  return {
    time: entry.time,
    ...packJson('cause', entry.cause),
    ...packSet('added', entry.added),
    ...packSet('removed', entry.removed),
    ...packSet('notedIn', entry.notedIn),
    ...packSet('notedOut', entry.notedOut),
  };
}

export function logEntryOf({ row, properties }: Entity): LogEntry {
  return {
    seq: seqOfLogRow(row),
    time: String(properties.time),
    cause: unpackJson<LogEntry['cause']>('cause', properties),
    added: unpackSet('added', properties),
    removed: unpackSet('removed', properties),
    notedIn: unpackSet('notedIn', properties),
    notedOut: unpackSet('notedOut', properties),
  };
}

/** A set as properties `name0` to `nameN`; none for an empty one. */
export function packSet(name: string, set: OrdinalSet): Properties {
  return set.isEmpty ? {} : packBytes(name, encodeBitmap(set));
}

/** What packSet stored. */
export function unpackSet(name: string, properties: Properties): OrdinalSet {
  const bytes = unpackBytes(name, properties);
  return bytes.length === 0 ? new OrdinalSet() : decodeBitmap(bytes);
}
