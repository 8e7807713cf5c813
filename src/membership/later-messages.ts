/**
 * Messages of a later version, while instances of both run side by side: they are put back for an instance of that version,
 * at longer and longer intervals, and are seen among what failed until one has taken them. The host deletes the delivery
 * that was put back, so neither its count nor its poison queue come into it; how often is counted in the message itself.
 */
import type { KeptMessage, WorkQueue } from '../ports/announcements.ts';
import type { Context } from './context.ts';

/** What this version understands. A message that names no version is of the first. */
const MESSAGE_VERSION = 1;

/** What the host says of a message besides its text. */
export interface Delivery {
  /** The message's own id; null where it is not known. */
  readonly id: string | null;
  /** How often it has been delivered, this time included. */
  readonly count: number;
}

/** Beside what a message says, once it was put back. */
interface Deferral {
  /** Under which it is kept to be seen. */
  readonly id: string;
  /** When it was first put back (ISO). */
  readonly since: string;
  readonly count: number;
}

const FIRST_WAIT_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 300;

/**
 * Puts a message of a later version back; true when it was one, and nothing else is to be done with it. One that is understood
 * after it was put back (by an instance that is newer than those before) is no longer shown.
 */
export async function leaveToLater(
  context: Context,
  about: {
    readonly queue: WorkQueue;
    readonly message: unknown;
    readonly delivery: Delivery;
  },
): Promise<boolean> {
  const { queue, message, delivery } = about;
  const deferral = deferralOf(message);
  const version = versionOf(message);
  if (version <= MESSAGE_VERSION || typeof message !== 'object' || message === null) {
    if (deferral !== null) await context.poison.remove(deferral.id);
    return false;
  }
  const { id, since, count } = deferral ?? firstDeferral(context, delivery);
  if ((await context.poison.read(id))?.later === 'discarded') {
    await context.poison.remove(id);
    return true;
  }
  const again = { id, since, count: count + 1 };
  await context.poison.put(keptOf(again, { queue, message, version }));
  const text = JSON.stringify({ ...message, deferral: again });
  await context.queues.defer(queue, text, secondsBefore(again.count));
  return true;
}

/** What is delivered twice is kept once, as long as the host says which message it is. */
function firstDeferral(context: Context, delivery: Delivery): Deferral {
  const since = context.clock.now().toISOString();
  return { id: delivery.id ?? context.ids.guid(), since, count: 0 };
}

function keptOf(
  { id, since, count }: Deferral,
  about: { readonly queue: WorkQueue; readonly message: object; readonly version: number },
): KeptMessage {
  const { queue, message, version } = about;
  const { deferral: _, ...said } = { deferral: null, ...message };
  return {
    id,
    queue,
    text: JSON.stringify(said),
    since,
    attempts: count,
    reason: `It waits for an instance of a later version (${version}; this one understands ${MESSAGE_VERSION}).`,
    later: 'waits',
  };
}

function secondsBefore(count: number): number {
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (count - 1), LONGEST_WAIT_SECONDS);
}

function versionOf(message: unknown): number {
  const version = fieldOf(message, 'version');
  return typeof version === 'number' ? version : MESSAGE_VERSION;
}

function deferralOf(message: unknown): Deferral | null {
  const deferral = fieldOf(message, 'deferral');
  const [id, since, count] = ['id', 'since', 'count'].map((name) => fieldOf(deferral, name));
  return typeof id === 'string' && typeof since === 'string' && typeof count === 'number'
    ? { id, since, count }
    : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
