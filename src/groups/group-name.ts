/**
 * Names that only one living group has: the mailNickname of a Microsoft 365 group (graph-spec.md 3.3) and the uniqueName of
 * any group, claimed in the lookup table before the group is written. A claim whose group is gone, or has another name, is
 * taken over. A group that is being created cannot be told from one that was given up: it claims its names once more when
 * it is there. A group that is about to take the name is written first, so that its own write fails and starts again with a
 * new claim.
 */
import { isKept } from '../directory/deleted-group.ts';
import {
  type GroupMeta,
  type GroupResource,
  type UniqueGroupName,
  uniqueNamesOf,
} from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { alreadyExists } from '../util/errors.ts';

interface Claim extends UniqueGroupName {
  readonly ordinal: number;
}

type Named = Omit<GroupResource, 'createdDateTime'>;

/**
 * Claims the names of a group for its ordinal; `before`: what it had until now, whose names are its own already. Throws 400
 * when one is taken.
 */
export async function claimNames(
  context: Context,
  group: Named,
  about: { readonly ordinal: number; readonly before?: Named },
): Promise<void> {
  const { ordinal, before } = about;
  for (const { index, value } of uniqueNamesOf(group)) {
    const isKnown = before !== undefined && nameOf(before, index) === value;
    if (!isKnown) await claim(context, { index, value, ordinal });
  }
}

async function claim(context: Context, { index, value, ordinal }: Claim): Promise<void> {
  for (;;) {
    if (await context.lookups.insert(index, value, ordinal)) return;
    const standing = await context.lookups.read(index, value);
    if (standing === null) continue;
    const holder = { index, value, ordinal: standing.value };
    if (holder.ordinal !== ordinal && !(await isAbandoned(context, holder)))
      throw alreadyExists(index);
    // Written again even if it is ours: somebody who took its owner for gone may be about to take it over.
    const claim = { value: ordinal, etag: standing.etag };
    if (await context.lookups.replace(index, value, claim)) return;
  }
}

async function isAbandoned(context: Context, claim: Claim): Promise<boolean> {
  const row = await context.objects.read(claim.ordinal);
  const group = row === null ? null : await context.groups.readMeta(row.id);
  if (group === null || (group.value.deleted !== null && !isKept(group.value))) return true;
  if (has(group.value, claim) && group.value.deleted === null) return false;
  // It may be about to take the name, or to be restored with it: then its own write fails.
  const fenced = await context.groups.write(group.etag, { meta: group.value });
  return fenced !== null || isAbandoned(context, claim);
}

/** The group with a name; null when there is none. */
export async function findNamedGroup(
  context: Context,
  index: UniqueGroupName['index'],
  value: string,
): Promise<GroupMeta | null> {
  const claim = await context.lookups.read(index, value);
  const row = claim === null ? null : await context.objects.read(claim.value);
  const group = row === null ? null : await context.groups.readMeta(row.id);
  if (group === null || group.value.deleted !== null) return null;
  return has(group.value, { index, value }) ? group.value : null;
}

function has({ resource }: GroupMeta, { index, value }: UniqueGroupName): boolean {
  return nameOf(resource, index)?.toLowerCase() === value.toLowerCase();
}

function nameOf(group: Named, index: UniqueGroupName['index']): string | undefined {
  return uniqueNamesOf(group).find((name) => name.index === index)?.value;
}
