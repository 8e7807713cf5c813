/** Who came and who went in one entry of a group's log. */
import type { ObjectRow } from '../directory/object-row.ts';
import type { Context } from '../membership/context.ts';
import { readRows } from '../membership/read-rows.ts';
import type { Page } from '../ports/ports.ts';
import { resourceNotFound } from '../util/errors.ts';
import { findGroup } from './find-subject.ts';

/** The objects in the order of their numbers, deleted ones too. Throws 404 when there is no such entry. */
export async function logMembers(
  context: Context,
  about: { readonly groupId: string; readonly seq: number; readonly side: 'added' | 'removed' },
  page: { readonly top: number; readonly after: string | null },
): Promise<Page<ObjectRow>> {
  const { groupId, seq, side } = about;
  await findGroup(context, groupId);
  const [entry] = await context.groups.readLogSpan(groupId, { from: seq, through: seq });
  if (entry === undefined) throw resourceNotFound(String(seq));
  const ordinals: number[] = [];
  for (const ordinal of entry[side].ordinals(page.after === null ? 0 : Number(page.after) + 1)) {
    ordinals.push(ordinal);
    if (ordinals.length > page.top) break;
  }
  const taken = ordinals.slice(0, page.top);
  const items = await readRows(context.objects, taken);
  return ordinals.length > taken.length ? { items, next: String(taken.at(-1)) } : { items };
}
