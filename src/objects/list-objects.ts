import type { ObjectRow } from '../directory/object-row.ts';
import { blockOfOrdinal, firstOrdinal } from '../directory/ordinal.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { Context } from '../membership/context.ts';
import type { Page } from '../ports/ports.ts';

/** Where to go on in a list: how many at most, and the token of the page before. */
export interface PageRequest {
  readonly top: number;
  readonly after: string | null;
}

/** Users or devices in the order they were created, without deleted ones and those whose row can't be read. */
export async function listObjects(
  context: Context,
  kind: RuleScope,
  page: PageRequest,
): Promise<Page<ObjectRow>> {
  const end = await context.ordinals.highWater(kind);
  const from = Math.max(page.after === null ? 0 : Number(page.after) + 1, firstOrdinal(kind));
  const found: ObjectRow[] = [];
  for (let block = blockOfOrdinal(from); block <= blockOfOrdinal(end - 1) && from < end; block++) {
    const { rows } = await context.objects.scanBlock(block);
    found.push(...rows.filter((row) => row.ordinal >= from && row.deleted === null));
    if (found.length > page.top) return cut(found, page.top);
  }
  return { items: found };
}

function cut(found: readonly ObjectRow[], top: number): Page<ObjectRow> {
  const items = found.slice(0, top);
  const last = items.at(-1);
  return last === undefined ? { items } : { items, next: String(last.ordinal) };
}
