/** The lists of a preview, in pages: complete once the preview is, and filled while it runs. */
import type { ObjectRow } from '../directory/object-row.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import { groupOf } from '../membership/complete-preview.ts';
import type { Context } from '../membership/context.ts';
import { diffSoFar } from '../membership/preview-diff.ts';
import { readRows } from '../membership/read-rows.ts';
import type { PageRequest } from '../objects/list-objects.ts';
import type { Page } from '../ports/ports.ts';
import type { Preview, PreviewList } from '../ports/preview-ports.ts';
import { describing, type PreviewedObject } from './people.ts';

/** Objects that a page is searched for; it may then be short, even empty, and have a next. */
const MOST_SEARCHED = 5_000;

/** Those of a list in the order of their ordinals; with a search, those whose row passes. */
export async function listPreview(
  context: Context,
  about: {
    readonly preview: Preview;
    readonly list: PreviewList;
    readonly matches: ((row: ObjectRow) => boolean) | null;
  },
  page: PageRequest,
): Promise<Page<PreviewedObject>> {
  const { preview, matches } = about;
  const rest = (await membersOf(context, preview, about.list)).ordinals(
    page.after === null ? 0 : Number(page.after) + 1,
  );
  const describe = await describing(context, preview);
  const items: PreviewedObject[] = [];
  let searched = 0;
  let last: number | null = null;
  for (;;) {
    const ordinals = take(rest, page.top - items.length);
    last = ordinals.at(-1) ?? last;
    searched += ordinals.length;
    const rows = await readRows(context.objects, ordinals);
    items.push(...rows.filter((row) => matches?.(row) !== false).map(describe));
    const isEnd = ordinals.length === 0;
    if (isEnd) return { items };
    if (items.length >= page.top || searched >= MOST_SEARCHED || matches === null) break;
  }
  const following = rest.next();
  return following.done === true ? { items } : { items, next: String(last) };
}

function take(ordinals: Iterator<number>, most: number): readonly number[] {
  const taken: number[] = [];
  while (taken.length < most) {
    const next = ordinals.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

async function membersOf(
  context: Context,
  preview: Preview,
  list: PreviewList,
): Promise<OrdinalSet> {
  const { id, outcome } = preview;
  if (outcome !== null) {
    const { diffHash } = outcome;
    return (await context.previews.readList(id, { diffHash, list })) ?? new OrdinalSet();
  }
  if (preview.status !== 'running') return new OrdinalSet();
  const group = await groupOf(context, preview);
  const ranges = await context.previews.readRanges(id);
  const before = group?.members ?? new OrdinalSet();
  const { added, removed, unchanged } = await diffSoFar(context, preview, { ranges, before });
  return { additions: added, removals: removed, unchanged }[list];
}
