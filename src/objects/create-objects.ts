/**
 * Many new users or devices at once: what create-object.ts does for one, its steps taken together. Names are claimed before
 * the rows are written; whatever is not as simple as that (a name that is taken, or left over from somebody who died) is
 * left to be done one at a time.
 */
import type { ObjectRow } from '../directory/object-row.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import { recordCreations } from '../membership/record-batch.ts';
import type { LookupIndex, NewName } from '../ports/name-ports.ts';
import { nameOf } from './claim-name.ts';
import { type NewObject, newContent, UNIQUE_NAMES } from './create-object.ts';

/**
 * Creates objects of one kind; no two may have a name in common, and each has a number that is used for it alone (also by
 * whoever repeats this). Answers the row of each, null for those that have to be done one at a time: their claims stay, and
 * are taken over by the next who wants the names.
 */
export async function createObjects(
  context: Context,
  kind: RuleScope,
  objects: readonly NewObject[],
): Promise<readonly (ObjectRow | null)[]> {
  const index = UNIQUE_NAMES[kind];
  const byName = await claimAll(context, index, objects);
  const byId = await claimAll(context, 'id', byName);
  const rows = await recordCreations(
    context,
    byId.map((object) => newContent(context, object)),
  );
  // Whoever is created is soon named as a manager or member.
  for (const row of rows) if (row !== null) context.names.note('id', row.id, row.ordinal);
  const made = new Map(byId.map(({ ordinal }, at) => [ordinal, rows[at] ?? null]));
  return objects.map(({ ordinal }) => made.get(ordinal) ?? null);
}

/** Answers the objects that have the name now, or have none. A claim of the same number was made by an attempt before. */
async function claimAll(
  context: Context,
  index: LookupIndex,
  objects: readonly NewObject[],
): Promise<readonly NewObject[]> {
  const names = objects.map((object) => nameOf(object, index));
  const wanted = objects.flatMap(({ ordinal }, at): NewName[] => {
    const value = names[at] ?? null;
    return value === null ? [] : [{ value, ordinal }];
  });
  const inserted = await context.lookups.insertAll(index, wanted);
  const refused = wanted.filter((_, at) => inserted[at] !== true);
  const standing = await context.lookups.readAll(
    index,
    refused.map(({ value }) => value),
  );
  // None of a transaction in which one name is taken was inserted: those whose names are free are tried one by one.
  const lost = new Set<number>();
  for (const { value, ordinal } of refused) {
    const holder = standing.get(value.toLowerCase());
    const isOurs = holder === ordinal;
    const isFree = holder === undefined && (await context.lookups.insert(index, value, ordinal));
    if (!isOurs && !isFree) lost.add(ordinal);
  }
  return objects.filter(({ ordinal }) => !lost.has(ordinal));
}
