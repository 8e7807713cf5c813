/** Writes a change of an object so that it can't be lost (protocol.md 2, step a). */
import { findWrongType } from '../directory/attribute-types.ts';
import { inversePatch } from '../directory/attributes.ts';
import { type ObjectEvent, objectEventBetween } from '../directory/object-event.ts';
import {
  appendUndo,
  isSettled,
  type ObjectContent,
  type ObjectRow,
} from '../directory/object-row.ts';
import { ruleNamesOfChange } from '../directory/to-rule-object.ts';
import type { Context } from './context.ts';
import { noteManager } from './note-manager.ts';
import { changeOf, scopeOf } from './object-change.ts';

/**
 * Replaces the row If-Match, with what it was before remembered and its intent row in the same transaction, and asks for
 * it to be looked at. False when the row was changed since it was read. A message that cannot be sent is no failure: the
 * sweeper finds the intent row. Throws 404 when it names a manager who does not exist.
 */
export async function recordChange(
  context: Context,
  row: ObjectRow,
  next: ObjectContent,
): Promise<boolean> {
  if (!isUnseen(row, next)) await noteManager(context, row, next);
  const { row: changed, event } = afterChange(context, row, next);
  const etag = await context.objects.replace(changed, event);
  if (etag === null) return false;
  if (!isSettled(changed)) await settleOrSend(context, { ...changed, etag });
  return true;
}

/** A row as it is to be written, and the event that this is. */
export interface Written<Row extends ObjectContent> {
  readonly row: Row;
  readonly event: ObjectEvent;
}

/** The row that becomes `next`, what it was before remembered, unless no rule can tell the difference. */
export function afterChange(
  context: Context,
  row: ObjectRow,
  next: ObjectContent,
): Written<ObjectRow> {
  const event = eventOf(context, row, next);
  if (isUnseen(row, next)) return { row: unseen(row, next, event), event };
  const existence =
    (row.deleted === null) !== (next.deleted === null) ? { existed: row.deleted === null } : {};
  const undone = { attributes: inversePatch(row.attributes, next.attributes), ...existence };
  const since = row.since ?? context.clock.now().toISOString();
  const history = { ...row.history, changes: event.number };
  const undo = appendUndo(row.undo, undone);
  return { row: { ...next, undo, since, history, etag: row.etag }, event };
}

/** A new object: that it did not exist before is remembered. */
export function asCreated(context: Context, content: ObjectContent): Written<ObjectContent> {
  const event = eventOf(context, null, content);
  const undo = [{ attributes: {}, existed: false }];
  const history = { changes: event.number, settled: 0 };
  return { row: { ...content, undo, since: content.created, history }, event };
}

/**
 * Whether no rule can tell the change: then there is nothing to look at, whatever rules there are or will be, and the row
 * alone is written. An object that waits for a look already is left to it.
 */
function isUnseen(row: ObjectRow, next: ObjectContent): boolean {
  const scope = scopeOf(row);
  if (scope === null || !isSettled(row) || row.deleted !== next.deleted) return false;
  if (findWrongType(scope, row.attributes) !== null) return false;
  return ruleNamesOfChange(scope, row.attributes, next.attributes).size === 0;
}

/** A settled row waits for no look, so it has no mark of an import either. */
function unseen(row: ObjectRow, next: ObjectContent, { number }: ObjectEvent): ObjectRow {
  const history = { changes: number, settled: number };
  return { ...next, importId: row.importId, history, etag: row.etag };
}

/** Inserts a new object. Null when its ordinal is somebody else's; our own insert whose answer was lost counts as made. */
export async function recordCreation(
  context: Context,
  content: ObjectContent,
): Promise<ObjectRow | null> {
  const { row: created, event } = asCreated(context, content);
  await noteManager(context, null, created);
  const etag = await context.objects.insert(created, event);
  const row = etag === null ? await context.objects.read(content.ordinal) : { ...created, etag };
  if (row === null || row.id !== content.id) return null;
  await settleOrSend(context, row);
  return row;
}

function eventOf(
  { clock, by }: Context,
  before: ObjectRow | null,
  after: ObjectContent,
): ObjectEvent {
  return objectEventBetween(before, after, { time: clock.now().toISOString(), by });
}

async function settleOrSend(context: Context, row: ObjectRow): Promise<void> {
  if (!(await concernsNobody(context, row)))
    return sendQuietly(() => context.queues.sendObjects([row.ordinal]));
  // Someone who has changed it since then asks for a look of their own.
  await context.objects.settle([row]);
}

/**
 * Whether no rule can care about the change. The epoch is read after the write: a rule saved before it is seen here, and
 * one saved after it is evaluated on the row as it now is (protocol.md 4, trace E).
 */
async function concernsNobody(context: Context, row: ObjectRow): Promise<boolean> {
  const scope = scopeOf(row);
  if (scope === null || row.deleted !== null) return false;
  const change = changeOf(row, scope);
  if (context.index.current.mentions(change)) return false;
  const index = await context.index.refresh();
  return !index.mentions(change);
}

/** Sends what the sweeper would find anyway. */
export async function sendQuietly(send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch {
    // What is to be done stands in storage; the sweeper brings it.
  }
}
