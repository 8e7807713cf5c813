import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { nameOf } from '../objects/claim-name.ts';
import type { LookupIndex } from '../ports/name-ports.ts';
import { mapAtOnce, pieces } from '../util/at-once.ts';
import { isGuid } from '../util/ids.ts';

/** What a reference leads to. */
export type Referenced = Pick<ObjectRow, 'id' | 'ordinal' | 'kind'>;

/** Rows that are held in memory at a time: only their ids are kept. */
const ROWS_AT_ONCE = 1_024;
const READS_AT_ONCE = 16;

/**
 * The objects that ids or userPrincipalNames lead to, by the reference in lower case; what leads nowhere is left out. Ids of
 * groups are looked for only where `withGroups` says so.
 */
export async function resolveReferences(
  context: Context,
  references: Iterable<string>,
  withGroups = false,
): Promise<ReadonlyMap<string, Referenced>> {
  const distinct = [...new Set([...references].map((reference) => reference.toLowerCase()))];
  const ids = distinct.filter(isGuid);
  const names = distinct.filter((reference) => !isGuid(reference));
  const found = new Map<string, Referenced>();
  for (const some of pieces(ids, ROWS_AT_ONCE)) await find(context, { index: 'id', some, found });
  for (const some of pieces(names, ROWS_AT_ONCE))
    await find(context, { index: 'userPrincipalName', some, found });
  if (withGroups) {
    const others = ids.filter((id) => !found.has(id));
    await mapAtOnce(others, READS_AT_ONCE, async (id) => {
      const group = await context.groups.readMeta(id);
      const ordinal = group?.value.deleted === null ? group.value.ordinal : null;
      if (ordinal !== null) found.set(id, { id, ordinal, kind: 'group' });
    });
  }
  return found;
}

/** Where a name was last found is looked at first; what is not there any more is looked up. */
async function find(
  context: Context,
  about: {
    readonly index: LookupIndex;
    readonly some: readonly string[];
    readonly found: Map<string, Referenced>;
  },
): Promise<void> {
  const { index, some, found } = about;
  const known = new Map<string, number>();
  for (const name of some) {
    const ordinal = context.names.find(index, name);
    if (ordinal !== undefined) known.set(name, ordinal);
  }
  await take(context, index, { claims: known, found });
  const others = some.filter((name) => !found.has(name));
  const claims = await context.lookups.readAll(index, others);
  await take(context, index, { claims, found });
}

async function take(
  context: Context,
  index: LookupIndex,
  about: {
    readonly claims: ReadonlyMap<string, number>;
    readonly found: Map<string, Referenced>;
  },
): Promise<void> {
  const { claims, found } = about;
  const rows = new Map<number, ObjectRow>();
  for (const row of await readRows(context.objects, [...new Set(claims.values())]))
    rows.set(row.ordinal, row);
  for (const [name, ordinal] of claims) {
    const row = rows.get(ordinal);
    if (row === undefined || row.deleted !== null) continue;
    if (nameOf(row, index)?.toLowerCase() !== name) continue;
    found.set(name, { id: row.id, ordinal, kind: row.kind });
    context.names.note('id', row.id, ordinal);
    if (index !== 'id') context.names.note(index, name, ordinal);
  }
}
