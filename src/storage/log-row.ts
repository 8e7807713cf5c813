/** A log entry as an entity: each of its four sets a portable bitmap, its cause and time plain. */
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { LogEntry, LogHead } from '../ports/log.ts';
import type { Entity, Properties, PropertyValue } from './entity-table.ts';
import { packBytes, packJson, unpackBytes, unpackJson } from './packing.ts';
import { decodeBitmap, encodeBitmap } from './portable-bitmap.ts';
import { seqOfLogRow } from './table-keys.ts';

/** `count`: of the members after it. */
export function logProperties(entry: LogEntry, count: number): Properties {
  return {
    time: entry.time,
    count,
    addedCount: entry.added.size,
    removedCount: entry.removed.size,
    ...packJson('cause', entry.cause),
    ...(entry.seen !== undefined && packJson('seen', entry.seen)),
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
    ...(properties.seen0 !== undefined && {
      seen: unpackJson<NonNullable<LogEntry['seen']>>('seen', properties),
    }),
  };
}

/** What logHeadOf needs. A cause is short: it names 50 groups at most. */
export const LOG_HEAD: readonly string[] = [
  'time',
  'addedCount',
  'removedCount',
  'count',
  'cause0',
];

/** An entry without its sets. */
export function logHeadOf({ row, properties }: Entity): LogHead {
  return {
    seq: seqOfLogRow(row),
    time: String(properties.time),
    cause: unpackJson<LogEntry['cause']>('cause', properties),
    added: countOf(properties.addedCount),
    removed: countOf(properties.removedCount),
    count: countOf(properties.count),
  };
}

function countOf(value: PropertyValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
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
