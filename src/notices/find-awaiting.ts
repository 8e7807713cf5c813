/**
 * Finds the groups whose members have changed since it was last asked, from the notes that stand before every such change
 * (docs/delta.md). A group found is written down before it counts as looked for, so that nobody is forgotten.
 */
import { firstBucketAfter, lastBucketAt } from '../directory/feed.ts';
import { welcomeMailOf } from '../directory/welcome.ts';
import type { Context } from '../membership/context.ts';
import type { PlacedNote } from '../ports/feed-ports.ts';
import type { Mailing } from '../ports/mail-ports.ts';
import type { Page, Stamped } from '../ports/ports.ts';

const NOTES_A_PAGE = 1_000;
/** Who was slower than this leaves it to the next: notes are found again for longer than this (feed.ts). */
const SLOWEST = 2 * 60_000;

export async function findAwaiting(context: Context, mailing: Stamped<Mailing>): Promise<void> {
  const began = context.clock.now();
  const known = new Set((await context.mails.listAwaiting()).map(({ groupId }) => groupId));
  const from = await changedGroups(context, new Date(mailing.value.scanned), began);
  for (const [groupId, seq] of from) {
    if (known.has(groupId) || !(await awaitsMails(context, groupId, seq))) continue;
    await context.mails.addAwaiting(groupId, seq);
  }
  if (context.clock.now().getTime() - began.getTime() > SLOWEST) return;
  const scanned = began.toISOString();
  await context.mails.writeMailing({ ...mailing.value, scanned }, mailing.etag);
}

/** Groups that may have changed, each with the newest entry of its log before that. */
async function changedGroups(
  context: Context,
  since: Date,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const lowest = new Map<string, number>();
  const buckets = { from: firstBucketAfter(since), through: lastBucketAt(now) };
  for (let after: string | null = null; ; ) {
    const query = { kind: 'group', ...buckets, after, top: NOTES_A_PAGE } as const;
    const page: Page<PlacedNote> = await context.feed.list(query);
    for (const { id, seq } of page.items) lowest.set(id, Math.min(seq, lowest.get(id) ?? seq));
    if (page.next === undefined) return lowest;
    after = page.next;
  }
}

async function awaitsMails(context: Context, groupId: string, from: number): Promise<boolean> {
  const meta = (await context.groups.readMeta(groupId))?.value;
  if (meta === undefined || meta.seq <= from || welcomeMailOf(meta) !== true) return false;
  const { cursor } = await context.mails.readGroup(groupId);
  return (cursor?.value.seq ?? from) < meta.seq;
}
