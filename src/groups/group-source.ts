/** All groups in the order of their ids. */
import type { GroupMeta, UniqueGroupName } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import type { Source } from '../objects/source.ts';
import type { Page } from '../ports/ports.ts';
import { isGuid } from '../util/ids.ts';
import { asItCounts } from './effective-state.ts';
import { findNamedGroup } from './group-name.ts';
import { readLive } from './list-groups.ts';

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
    // Nicknames are unique among Microsoft 365 groups alone, which are those that have mail.
    keys: [
      { name: 'id' },
      { name: 'mail' },
      { name: 'mailNickname', onlyWith: 'mailEnabled' },
      { name: 'uniqueName' },
    ],
    byKey: (name, values) => byKey(context, { name, mailDomain: wanted.mailDomain }, values),
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

async function byKey(
  context: Context,
  { name, mailDomain }: { readonly name: string; readonly mailDomain: string },
  values: readonly string[],
): Promise<readonly GroupMeta[]> {
  switch (name) {
    case 'mail':
      return byNickname(context, nicknamesOf(values, mailDomain));
    case 'mailNickname':
      return byNickname(context, values);
    case 'uniqueName':
      return byName(context, name, values);
    default:
      return byId(context, values.filter(isGuid));
  }
}

/** The address of a Microsoft 365 group is its nickname at the mail domain; other groups have none. */
function nicknamesOf(addresses: readonly string[], mailDomain: string): readonly string[] {
  const end = `@${mailDomain.toLowerCase()}`;
  return addresses
    .filter((address) => address.endsWith(end))
    .map((address) => address.slice(0, -end.length));
}

function byNickname(context: Context, nicknames: readonly string[]): Promise<readonly GroupMeta[]> {
  // What can't be a nickname is not asked for.
  const possible = nicknames.filter((nickname) => /^[!-~]{1,64}$/.test(nickname));
  return byName(context, 'mailNickname', possible);
}

async function byName(
  context: Context,
  index: UniqueGroupName['index'],
  names: readonly string[],
): Promise<readonly GroupMeta[]> {
  const control = await context.rules.readControl();
  const groups = await Promise.all(names.map((name) => findNamedGroup(context, index, name)));
  return groups.flatMap((meta) => (meta === null ? [] : [asItCounts(control, meta)]));
}
