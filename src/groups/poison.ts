/** What failed too often, of whatever kind: shown, tried again, or left as it is. */

import type { Context } from '../membership/context.ts';
import {
  discardObject,
  listObjectFailures,
  type ObjectFailure,
  replayObject,
} from '../objects/failures.ts';
import type { KeptMessage } from '../ports/announcements.ts';
import { badRequest, resourceNotFound } from '../util/errors.ts';
import {
  discardGroup,
  type GroupFailure,
  listGroupFailures,
  replayGroup,
} from './group-failures.ts';

/** Something that failed for good: an object or group by its id, or a message that nobody understood. */
export interface Poison {
  readonly id: string;
  readonly kind: 'user' | 'device' | 'group' | 'message';
  /** Since when it waits (ISO). */
  readonly since: string;
  readonly attempts: number;
  /** What went wrong, as a sentence. */
  readonly reason: string;
  /** Of a message: where it stood, and what it says. */
  readonly queue?: string;
  readonly text?: string;
}

type Kept = KeptMessage & { readonly kind: 'message' };
type Entry = ObjectFailure | GroupFailure | Kept;

/** Everything that failed for good and was not discarded, the oldest first. */
export async function listPoison(context: Context): Promise<readonly Poison[]> {
  const entries = await readEntries(context);
  return entries.map(shown).sort((left, right) => left.since.localeCompare(right.since));
}

/** Tries again what has the id. Throws 404 when nothing has, 400 for a message that waits for a later version. */
export async function replayPoison(context: Context, id: string): Promise<void> {
  for (const entry of await entriesOf(context, id)) {
    if (entry.kind === 'message') {
      if (entry.later !== undefined)
        throw badRequest(
          'The message stands in its queue until an instance of a later version takes it.',
        );
      await context.queues.resend(entry.queue, entry.text);
      await context.poison.remove(entry.id);
    } else if ('ordinal' in entry) await replayObject(context, entry.ordinal);
    else await replayGroup(context, entry);
  }
}

/**
 * A message goes. An object or group stays as it is, announced and neither shown nor tried, until it changes: then all
 * that it was since is looked at. Throws 404 when nothing has the id, 400 for a group whose status says that it failed.
 */
export async function discardPoison(context: Context, id: string): Promise<void> {
  for (const entry of await entriesOf(context, id)) {
    if (entry.kind === 'message') await discardMessage(context, entry);
    else if ('ordinal' in entry) await discardObject(context, entry.ordinal);
    else await discardGroup(context, entry);
  }
}

/** One that still stands in its queue goes from there the next time it comes. */
async function discardMessage(context: Context, { kind: _, ...message }: Kept): Promise<void> {
  if (message.later === undefined) return context.poison.remove(message.id);
  await context.poison.put({ ...message, later: 'discarded' });
}

async function readEntries(context: Context): Promise<readonly Entry[]> {
  const messages = await context.poison.list();
  return [
    ...(await listObjectFailures(context)),
    ...(await listGroupFailures(context)),
    ...messages
      .filter(({ later }) => later !== 'discarded')
      .map((message) => ({ ...message, kind: 'message' as const })),
  ];
}

async function entriesOf(context: Context, id: string): Promise<readonly Entry[]> {
  const wanted = id.toLowerCase();
  const entries = (await readEntries(context)).filter((entry) => entry.id.toLowerCase() === wanted);
  if (entries.length === 0) throw resourceNotFound(id);
  return entries;
}

function shown(entry: Entry): Poison {
  const { id, kind, since, attempts, reason } = entry;
  const message = entry.kind === 'message' ? { queue: entry.queue, text: entry.text } : {};
  return { id, kind, since, attempts, reason, ...message };
}
