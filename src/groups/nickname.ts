/**
 * The mailNickname of a Microsoft 365 group: unique among those (graph-spec.md 3.3), claimed in the lookup table before the
 * group is written. A claim whose group is gone, or has another nickname, is taken over. A group that is being created
 * cannot be told from one that was given up: it claims its nickname once more when it is there. A group that is about to
 * take the nickname is written first, so that its own write fails and starts again with a new claim.
 */
import { isKept } from '../directory/deleted-group.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { Context } from '../membership/context.ts';
import { alreadyExists } from '../util/errors.ts';

/** Claims a nickname for the group with an ordinal. Throws 400 when it is taken. */
export async function claimNickname(
  context: Context,
  nickname: string,
  ordinal: number,
): Promise<void> {
  for (;;) {
    if (await context.lookups.insert('mailNickname', nickname, ordinal)) return;
    const standing = await context.lookups.read('mailNickname', nickname);
    if (standing === null) continue;
    const isOurs = standing.value === ordinal;
    if (!isOurs && !(await isAbandoned(context, nickname, standing.value)))
      throw alreadyExists('mailNickname');
    // Written again even if it is ours: somebody who took its owner for gone may be about to take it over.
    const claim = { value: ordinal, etag: standing.etag };
    if (await context.lookups.replace('mailNickname', nickname, claim)) return;
  }
}

async function isAbandoned(context: Context, nickname: string, holder: number): Promise<boolean> {
  const row = await context.objects.read(holder);
  const group = row === null ? null : await context.groups.readMeta(row.id);
  if (group === null || (group.value.deleted !== null && !isKept(group.value))) return true;
  const { unified, mailNickname } = group.value.resource;
  const has = unified && mailNickname.toLowerCase() === nickname.toLowerCase();
  if (has && group.value.deleted === null) return false;
  // It may be about to take the name, or to be restored with it: then its own write fails.
  const fenced = await context.groups.write(group.etag, { meta: group.value });
  return fenced !== null || isAbandoned(context, nickname, holder);
}

/** The Microsoft 365 group with a nickname; null when there is none. */
export async function findUnifiedGroup(
  context: Context,
  nickname: string,
): Promise<GroupMeta | null> {
  const claim = await context.lookups.read('mailNickname', nickname);
  const row = claim === null ? null : await context.objects.read(claim.value);
  const group = row === null ? null : await context.groups.readMeta(row.id);
  if (group === null || group.value.deleted !== null) return null;
  const { unified, mailNickname } = group.value.resource;
  return unified && mailNickname.toLowerCase() === nickname.toLowerCase() ? group.value : null;
}
