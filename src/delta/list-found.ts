/** Everything there is, a page at a time: what a first round tells. */
import type { GroupMeta } from '../directory/group-meta.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import { groupSource } from '../groups/group-source.ts';
import type { Context } from '../membership/context.ts';
import { objectSource } from '../objects/object-source.ts';
import { comparePositions, mapSource, type Source } from '../objects/source.ts';
import type { DeltaQuery } from './delta-query.ts';
import { type Found, groupsById } from './found.ts';

/** An object and the place after which the list goes on. */
interface Listed {
  readonly found: Found;
  readonly place: string;
}

interface FoundPage {
  readonly items: readonly Listed[];
  readonly next?: string;
}

/** Pages of the source a page: those whose objects are all deleted are passed over. */
const MOST_PAGES = 31;

export async function listFound(
  context: Context,
  query: DeltaQuery,
  after: string | null,
): Promise<FoundPage> {
  if (query.kind !== 'group') return listPage(objectsFound(context, query.kind), query, after);
  const listed = await listPage(groupsFound(context, query), query, after);
  if (!query.withMembers) return listed;
  const ids = listed.items.map(({ place }) => place);
  const groups = await groupsById(context, query, ids);
  const items = listed.items.flatMap(({ place }) => {
    const found = groups.get(place);
    return found === undefined ? [] : [{ found, place }];
  });
  return { ...listed, items };
}

function objectsFound(context: Context, kind: RuleScope): Source<Found> {
  return mapSource(objectSource(context, kind), {
    to: (row): Found => ({ kind, row }),
    from: (found) => {
      if (found.kind === 'group') throw new RangeError('The list is of users or devices.');
      return found.row;
    },
  });
}

function groupsFound(context: Context, { top, mailDomain }: DeltaQuery): Source<Found> {
  const source = groupSource(context, { size: top, withStatus: false, mailDomain });
  return mapSource(source, { to: groupFound, from: metaOf });
}

function groupFound(meta: GroupMeta): Found {
  return { kind: 'group', group: { meta, members: new OrdinalSet(), etag: '' } };
}

function metaOf(found: Found): GroupMeta {
  if (found.kind !== 'group') throw new RangeError('The list is of groups.');
  return found.group.meta;
}

async function listPage(
  source: Source<Found>,
  query: DeltaQuery,
  after: string | null,
): Promise<FoundPage> {
  if (query.ids !== null) return byIds(source, query.ids, after);
  const items: Listed[] = [];
  let pages = 0;
  for await (const page of source.pages(after)) {
    for (const found of page.items) {
      const last = items.at(-1);
      if (items.length === query.top && last !== undefined) return { items, next: last.place };
      items.push({ found, place: source.positionOf(found) });
    }
    if (page.next === undefined) return { items };
    pages++;
    if (items.length === query.top || pages === MOST_PAGES) return { items, next: page.next };
  }
  return { items };
}

async function byIds(
  source: Source<Found>,
  ids: ReadonlySet<string>,
  after: string | null,
): Promise<FoundPage> {
  const found = await source.byKey('id', [...ids]);
  const items = found
    .map((item) => ({ found: item, place: source.positionOf(item) }))
    .filter(({ place }) => after === null || comparePositions(place, after) > 0)
    .sort((left, right) => comparePositions(left.place, right.place));
  return { items };
}
