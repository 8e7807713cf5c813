import type { Context } from '../membership/context.ts';
import { alreadyExists } from '../util/errors.ts';

/**
 * Claims the mailNickname of a Microsoft 365 group: unique among those (graph-spec.md 3.3). A claim whose group is gone,
 * or has another nickname by now, is taken over. Throws 400 when it is taken.
 */
export async function claimNickname(
  context: Context,
  nickname: string,
  ordinal: number,
): Promise<void> {
  for (;;) {
    if (await context.lookups.insert('mailNickname', nickname, ordinal)) return;
    const standing = await context.lookups.read('mailNickname', nickname);
    if (standing === null) continue;
    if (standing.value === ordinal) return;
    if (await isHeld(context, nickname, standing.value)) throw alreadyExists('mailNickname');
    if (
      await context.lookups.replace('mailNickname', nickname, {
        value: ordinal,
        etag: standing.etag,
      })
    )
      return;
  }
}

async function isHeld(context: Context, nickname: string, ordinal: number): Promise<boolean> {
  const row = await context.objects.read(ordinal);
  const group = row === null ? null : await context.groups.readMeta(row.id);
  if (group === null || group.value.deleted !== null) return false;
  const { unified, mailNickname } = group.value.resource;
  return unified && mailNickname.toLowerCase() === nickname.toLowerCase();
}
