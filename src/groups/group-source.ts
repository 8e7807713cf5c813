/** All groups in the order of their ids. */
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { Source } from '../objects/source.ts';
import type { Page } from '../ports/ports.ts';
import { isGuid } from '../util/ids.ts';
import { asItCounts } from './effective-state.ts';
import { readLive } from './list-groups.ts';
import { findUnifiedGroup } from './nickname.ts';

export interface GroupsWanted {
  /** Groups read at once. */
  readonly size: number;
  /** Whether their status matters, which the rows of lists don't know: the groups themselves are read. */
  readonly withStatus: boolean;
  /** Of the addresses of Microsoft 365 groups. */
  readonly mailDomain: string;
}

export function groupSource(context: Context, wanted: GroupsWanted): Source<GroupMeta> {
  return {
    pages: (after) => pages(context, wanted, after),
    positionOf: ({ id }) => id,
    keys: ['id', 'mail'],
    byKey: (name, values) =>
      name === 'mail'
        ? byAddress(context, wanted.mailDomain, values)
        : byId(context, values.filter(isGuid)),
  };
}

async function* pages(
  context: Context,
  { size, withStatus }: GroupsWanted,
  after: string | null,
): AsyncGenerator<Page<GroupMeta>> {
  const control = await context.rules.readControl();
  for (let position = after; ; ) {
    const page = await context.listing.list(size, position);
    const items = withStatus
      ? await live(context, page.items)
      : page.items.map((meta) => asItCounts(control, meta));
    yield { ...page, items };
    if (page.next === undefined) return;
    position = page.next;
  }
}

async function live(context: Context, listed: readonly GroupMeta[]): Promise<readonly GroupMeta[]> {
  const groups = await readLive(
    context,
    listed.map(({ id }) => id),
  );
  return groups.map(({ value }) => value);
}

function byId(context: Context, ids: readonly string[]): Promise<readonly GroupMeta[]> {
  return readLive(context, ids).then((groups) => groups.map(({ value }) => value));
}

/** The address of a Microsoft 365 group is its nickname, which is unique among those; other groups have none. */
async function byAddress(
  context: Context,
  mailDomain: string,
  addresses: readonly string[],
): Promise<readonly GroupMeta[]> {
  const end = `@${mailDomain.toLowerCase()}`;
  const nicknames = addresses
    .filter((address) => address.endsWith(end) && /^[!-~]{1,320}$/.test(address))
    .map((address) => address.slice(0, -end.length))
    .filter((nickname) => nickname !== '');
  const control = await context.rules.readControl();
  const groups = await Promise.all(nicknames.map((name) => findUnifiedGroup(context, name)));
  return groups.flatMap((meta) => (meta === null ? [] : [asItCounts(control, meta)]));
}
