/** Objects as they were, and what others need to know of them. */
import { isSettled, type ObjectRow } from '../directory/object-row.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { createActions, rowOf } from '../storage/object-row-entities.ts';
import { AFTER_OBJECTS } from '../storage/table-keys.ts';
import type { Claims } from './claims.ts';
import type { Row } from './lines.ts';

/** Two clocks may be as far apart as this. */
const TOLERANCE = 2 * 60 * 60_000;

export interface AboutObjects {
  readonly claims: Claims;
  /** When the backup was begun, and the instant of the restore (ISO). */
  readonly started: string;
  readonly now: string;
  /** Filled with the ordinals of groups that were deleted after the backup was begun: the group itself may be living. */
  readonly retired: Set<number>;
  /** Called for every object that is deleted once more. */
  readonly onRearmed: () => void;
}

/**
 * The rows as they are written. An object that was deleted while the backup was made may still be a member of a group that was
 * read before: it is deleted once more, so that every group is looked at for it.
 */
export async function* objectsAgain(
  rows: AsyncIterable<Row>,
  about: AboutObjects,
): AsyncIterableIterator<Row> {
  for await (const row of rows) {
    const object = row.row < AFTER_OBJECTS ? readable(row) : null;
    if (object === null) {
      yield row;
      continue;
    }
    claimNames(about.claims, object);
    if (!isLate(object, about.started)) {
      yield row;
      continue;
    }
    if (object.kind === 'group') about.retired.add(object.ordinal);
    about.onRearmed();
    yield* deletedAgain(row, object, about.now);
  }
}

function isLate({ deleted }: ObjectRow, started: string): boolean {
  return deleted !== null && Date.parse(deleted) > Date.parse(started) - TOLERANCE;
}

/** The row, and its intent unless that was read with it. What it was when a group was read is not known, so every group is suspected. */
function deletedAgain(row: Row, object: ObjectRow, now: string): readonly Row[] {
  const { etag: _, ...content } = object;
  const since = object.since ?? now;
  const both = createActions({ ...content, undo: 'all', since }, undefined);
  const actions = isSettled(object) ? both : both.slice(0, 1);
  return actions.flatMap((action) =>
    action.kind === 'delete'
      ? []
      : [
          {
            partition: row.partition,
            row: action.row,
            properties:
              action.row === row.row
                ? { ...row.properties, ...action.properties }
                : action.properties,
          },
        ],
  );
}

function claimNames(claims: Claims, object: ObjectRow): void {
  const { kind, ordinal, id, attributes, deleted } = object;
  if (deleted !== null || kind === 'group') return;
  claims.add('id', id, ordinal);
  const index = kind === 'user' ? 'userPrincipalName' : 'deviceId';
  const name = attributes[index];
  if (typeof name === 'string') claims.add(index, name, ordinal);
}

/** Null for a row that can't be read: it is written as it stands. */
export function readable(row: Row): ObjectRow | null {
  try {
    return rowOf({ ...row, etag: '' });
  } catch (error) {
    if (error instanceof UnreadableRowError) return null;
    throw error;
  }
}
