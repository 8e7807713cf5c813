/** The sweeper: brings again whatever was announced and not done, so that a lost message loses nothing. */
import type { Hold } from '../directory/hold.ts';
import { blockOfOrdinal, firstOrdinal, type ObjectKind } from '../directory/ordinal.ts';
import type { Intent } from '../ports/announcements.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import type { Context } from './context.ts';
import { isExpired } from './end-hold.ts';
import { readPauseAll, resumeAll } from './pause-all.ts';

/** Younger intents are left to their messages; this only avoids useless work. */
const YOUNG_MILLISECONDS = 60_000;
const HOUR_MILLISECONDS = 60 * 60_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;
const OBJECTS_A_MESSAGE = 100;
const LARGE_DIRECTORY = 100_000;
const LARGE_EVERY_MINUTES = 5;
const KINDS = ['user', 'device', 'group'] as const;
const BLOCKS_AT_ONCE = 16;

/**
 * Asks for a look at every group that is announced and has not failed for good, and goes on with what was begun for many.
 */
export async function sweepGroups(context: Context): Promise<void> {
  if ((await readPauseAll(context))?.state === 'resuming') await resumeAll(context);
  await sweepHolds(context);
  const pending = (await context.pending.list()).filter(({ failure }) => failure === null);
  if (pending.length > 0) await context.queues.sendGroups(pending.map(({ groupId }) => groupId));
}

/** Holds that nobody decided on in time are announced; those that were never made, or are over, are put away. */
async function sweepHolds(context: Context): Promise<void> {
  const now = context.clock.now();
  for (const place of await context.holds.listStanding()) {
    const hold = await readHold(context, place.groupId);
    if (hold === 'unreadable') continue;
    if (hold?.id === place.holdId) {
      if (isExpired(hold, now)) await context.pending.upsert(place.groupId, now.toISOString());
    } else if (now.getTime() - Date.parse(place.created) > HOUR_MILLISECONDS) {
      await context.holds.end(place);
    }
  }
}

/** A group that can't be read holds back no other. */
async function readHold(
  context: Context,
  groupId: string,
): Promise<Hold | null | undefined | 'unreadable'> {
  try {
    return (await context.groups.readMeta(groupId))?.value.hold;
  } catch (error) {
    if (error instanceof UnreadableRowError) return 'unreadable';
    throw error;
  }
}

/**
 * Asks for a look at every object whose intent row has stood for more than a minute. Called every minute; a large directory,
 * where it takes a query for each 512 objects, is gone through in every fifth.
 */
export async function sweepObjects(context: Context): Promise<void> {
  const now = context.clock.now();
  if (now.getUTCMinutes() % LARGE_EVERY_MINUTES !== 0 && (await isLarge(context))) return;
  const before = new Date(now.getTime() - YOUNG_MILLISECONDS).toISOString();
  const intents = await readIntents(context);
  const open = await context.openImports.among(intents.map(({ importId }) => importId));
  const ordinals = intents
    .filter(({ since, failure }) => since <= before && failure === null)
    .filter(({ importId }) => importId === null || !open.has(importId))
    .map(({ ordinal }) => ordinal);
  for (let at = 0; at < ordinals.length; at += OBJECTS_A_MESSAGE) {
    await context.queues.sendObjects(ordinals.slice(at, at + OBJECTS_A_MESSAGE));
  }
}

async function isLarge(context: Context): Promise<boolean> {
  const ends = await Promise.all(KINDS.map((kind) => context.ordinals.highWater(kind)));
  const objects = KINDS.reduce((sum, kind, at) => sum + (ends[at] ?? 0) - firstOrdinal(kind), 0);
  return objects > LARGE_DIRECTORY;
}

/**
 * Deletes what runs left a day ago. A group that still waits for one finds it gone and starts its ranges again, so the day
 * is only a matter of thrift.
 */
export async function sweepRuns(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - DAY_MILLISECONDS).toISOString();
  for (const run of await context.runs.listStartedBefore(before)) await context.runs.remove(run);
}

/** The intent rows of all objects, block by block. */
export async function readIntents(context: Context): Promise<readonly Intent[]> {
  const intents: Intent[] = [];
  for (const kind of KINDS) {
    const blocks = blocksOf(kind, await context.ordinals.highWater(kind));
    for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) {
      const pages = blocks
        .slice(at, at + BLOCKS_AT_ONCE)
        .map((block) => context.objects.intents(block));
      intents.push(...(await Promise.all(pages)).flat());
    }
  }
  return intents;
}

function blocksOf(kind: ObjectKind, highWater: number): readonly number[] {
  const first = firstOrdinal(kind);
  if (highWater <= first) return [];
  const start = blockOfOrdinal(first);
  return Array.from({ length: blockOfOrdinal(highWater - 1) - start + 1 }, (_, at) => start + at);
}
