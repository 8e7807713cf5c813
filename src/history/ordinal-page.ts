/** The objects of a set in pages, in the order of their ordinals; deleted ones too. */
import type { ObjectRow } from '../directory/object-row.ts';
import { blockOfOrdinal } from '../directory/ordinal.ts';
import type { OrdinalSet } from '../directory/ordinal-set.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import { mapAtOnce } from '../util/at-once.ts';

/** Blocks that are read for a page at most: a request each. */
const BLOCKS_A_PAGE = 128;
const GROUPS_AT_ONCE = 32;

/** An object with the name it has today; that of a group stands with the group. */
export interface NamedObject {
  readonly row: ObjectRow;
  readonly displayName: string | null;
}

/** `last`: the ordinal after which the next page goes on; null: there is none. */
export async function pageOfOrdinals(
  context: Context,
  ordinals: OrdinalSet,
  page: { readonly top: number; readonly after: number | null },
): Promise<{ readonly items: readonly NamedObject[]; readonly last: number | null }> {
  const taken: number[] = [];
  const blocks = new Set<number>();
  let isMore = false;
  for (const ordinal of ordinals.ordinals(page.after === null ? 0 : page.after + 1)) {
    blocks.add(blockOfOrdinal(ordinal));
    isMore = taken.length === page.top || blocks.size > BLOCKS_A_PAGE;
    if (isMore) break;
    taken.push(ordinal);
  }
  const rows = await readRows(context.objects, taken);
  const items = await mapAtOnce(rows, GROUPS_AT_ONCE, (row) => named(context, row));
  return { items, last: isMore ? (taken.at(-1) ?? null) : null };
}

async function named(context: Context, row: ObjectRow): Promise<NamedObject> {
  if (row.kind === 'group') {
    const group = await context.groups.readMeta(row.id);
    return { row, displayName: group?.value.resource.displayName ?? null };
  }
  const { displayName } = row.attributes;
  return { row, displayName: typeof displayName === 'string' ? displayName : null };
}
