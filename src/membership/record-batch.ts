/** Writes many objects as record-change.ts writes one: names are claimed before, by whoever calls this. */
import type { ObjectEvent } from '../directory/object-event.ts';
import { isSettled, type ObjectContent, type ObjectRow } from '../directory/object-row.ts';
import type { NewReport } from '../ports/name-ports.ts';
import type { Context } from './context.ts';
import { isLivingUser } from './note-manager.ts';
import { changeOf, scopeOf } from './object-change.ts';
import { byBlock, readRows } from './read-rows.ts';
import { afterChange, asCreated, type Written } from './record-change.ts';

/** One object's row as it was read, and what it is to be. */
export interface Step {
  readonly row: ObjectRow;
  readonly next: ObjectContent;
}

/**
 * Replaces rows If-Match, with what they were before remembered. Answers the row as it then stands, in the order of the
 * steps; null where it was changed since, or one of the same transaction was, or its manager does not exist: those are
 * done one at a time. No message is sent: what concerns nobody is settled, for the rest there is the intent.
 */
export async function recordChanges(
  context: Context,
  steps: readonly Step[],
): Promise<readonly (ObjectRow | null)[]> {
  const managers = await noteManagers(context, steps);
  const sound = steps.filter((step) => managers.exists(step.next));
  const written = await writeByBlock(
    sound.map(({ row, next }) => afterChange(context, row, next)),
    (rows, events) => context.objects.replaceAll(rows, events),
  );
  await settleUnconcerned(context, [...written.values()]);
  return steps.map(({ row }) => written.get(row.ordinal) ?? null);
}

/**
 * Inserts new objects. Answers the row of each; null where its ordinal is somebody else's, or its manager does not exist.
 * One that an attempt before has inserted counts as made.
 */
export async function recordCreations(
  context: Context,
  contents: readonly ObjectContent[],
): Promise<readonly (ObjectRow | null)[]> {
  const managers = await noteManagers(
    context,
    contents.map((next) => ({ row: null, next })),
  );
  const sound = contents.filter((content) => managers.exists(content));
  const written = await writeByBlock(
    sound.map((content) => asCreated(context, content)),
    (rows, events) => context.objects.insertAll(rows, events),
  );
  const refused = sound.filter(({ ordinal }) => !written.has(ordinal));
  const standing = await readRows(
    context.objects,
    refused.map(({ ordinal }) => ordinal),
  );
  const made = new Map([...standing, ...written.values()].map((row) => [row.ordinal, row]));
  const rows = contents.map(({ ordinal, id }) => {
    const row = made.get(ordinal);
    return row?.id === id ? row : null;
  });
  await settleUnconcerned(
    context,
    rows.filter((row) => row !== null),
  );
  return rows;
}

async function writeByBlock<Row extends ObjectContent>(
  all: readonly Written<Row>[],
  write: (
    rows: readonly Row[],
    events: ReadonlyMap<number, ObjectEvent>,
  ) => Promise<readonly (string | null)[]>,
): Promise<ReadonlyMap<number, ObjectRow>> {
  const written = new Map<number, ObjectRow>();
  for (const some of byBlock(all, ({ row }) => row.ordinal).values()) {
    const rows = some.map(({ row }) => row);
    const etags = await write(rows, new Map(some.map(({ row, event }) => [row.ordinal, event])));
    for (const [at, row] of rows.entries()) {
      const etag = etags[at] ?? null;
      if (etag !== null) written.set(row.ordinal, { ...row, etag });
    }
  }
  return written;
}

/**
 * Settles those that no rule can care about. The epoch is read after the write, as in record-change.ts; somebody who has
 * changed one since then keeps its transaction from being settled, and the sweeper brings those.
 */
async function settleUnconcerned(context: Context, rows: readonly ObjectRow[]): Promise<void> {
  const unsettled = rows.filter((row) => !isSettled(row) && row.deleted === null);
  if (unsettled.length === 0) return;
  const index = await context.index.refresh();
  const unconcerned = unsettled.filter((row) => {
    const scope = scopeOf(row);
    return scope !== null && !index.mentions(changeOf(row, scope));
  });
  for (const some of byBlock(unconcerned, ({ ordinal }) => ordinal).values())
    await context.objects.settle(some);
}

/** As noteManager: the index of reports first, and only then whether the managers exist. */
async function noteManagers(
  context: Context,
  steps: readonly { readonly row: ObjectRow | null; readonly next: ObjectContent }[],
): Promise<{ exists(next: ObjectContent): boolean }> {
  const named = steps.flatMap(({ row, next }) => {
    const { manager } = next.attributes;
    const isNew = typeof manager === 'string' && row?.attributes.manager !== manager;
    return isNew ? [{ manager, report: next.ordinal }] : [];
  });
  const ordinals = await ordinalsOf(context, [...new Set(named.map(({ manager }) => manager))]);
  const reports = named.flatMap(({ manager, report }): NewReport[] => {
    const ordinal = ordinals.get(manager);
    return ordinal === undefined ? [] : [{ manager: ordinal, report }];
  });
  await context.reports.noteAll(reports);
  const living = new Map<number, ObjectRow>();
  for (const row of await readRows(context.objects, [...new Set(ordinals.values())]))
    living.set(row.ordinal, row);
  const missing = new Set<number>();
  for (const { manager, report } of named) {
    const row = living.get(ordinals.get(manager) ?? -1) ?? null;
    if (!isLivingUser(row, manager)) missing.add(report);
  }
  return { exists: (next) => !missing.has(next.ordinal) };
}

/** What is remembered of an id may be wrong only in that nobody has it any more: an id keeps its ordinal. */
async function ordinalsOf(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>();
  for (const id of ids) {
    const ordinal = context.names.find('id', id);
    if (ordinal !== undefined) known.set(id, ordinal);
  }
  const unknown = ids.filter((id) => !known.has(id));
  for (const [id, ordinal] of await context.lookups.readAll('id', unknown)) known.set(id, ordinal);
  return known;
}
