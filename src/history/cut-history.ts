/**
 * Retention: what happened before the days that are kept goes, in bounded pieces, from where the time before ended. Each
 * piece may be repeated, done by two instances at once, or given up at any call.
 */
import { blockOfOrdinal, firstOrdinal, type ObjectKind } from '../directory/ordinal.ts';
import type { Context } from '../membership/context.ts';
import type { RetentionCursor } from '../ports/retention-ports.ts';
import { cutGroup } from './cut-group.ts';
import { forgetHolds, forgetImports } from './forget-ended.ts';

/** How much is done each time, in pages of events; some groups count as many as they may cost. */
const MOST_WORK = 1_000;
const GROUPS_A_PIECE = 50;
const WORK_A_PIECE = 25;

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** Why somebody came is told by changes before it: events of objects stay so much longer. */
const EVENTS_LONGER = DAY;
/** After all was looked through. */
const REST = 20 * HOUR;

const KINDS: readonly ObjectKind[] = ['user', 'device', 'group'];
const BEGINNING: RetentionCursor = { part: 'ended', after: null };

/** `days`: how long history is kept. */
export async function cutHistory(context: Context, days: number): Promise<void> {
  const now = context.clock.now().getTime();
  const before = new Date(now - days * DAY);
  let cursor = (await context.retention.read()) ?? BEGINNING;
  if (cursor.part === 'done') {
    if (now - Date.parse(cursor.after ?? '') < REST) return;
    cursor = BEGINNING;
  }
  for (let work = 0; work < MOST_WORK && cursor.part !== 'done'; ) {
    work += cursor.part === 'objects' ? 1 : WORK_A_PIECE;
    cursor = await cutPiece(context, cursor, before);
    await context.retention.write(cursor);
  }
}

/** Answers where to go on. */
async function cutPiece(
  context: Context,
  { part, after }: RetentionCursor,
  before: Date,
): Promise<RetentionCursor> {
  switch (part) {
    case 'ended':
      await forgetHolds(context, before);
      await forgetImports(context, before);
      return { part: 'groups', after: null };
    case 'groups':
      return cutGroups(context, after, before);
    case 'objects':
      return cutObjects(context, after, new Date(before.getTime() - EVENTS_LONGER));
    case 'done':
      return BEGINNING;
  }
}

async function cutGroups(
  context: Context,
  after: string | null,
  before: Date,
): Promise<RetentionCursor> {
  const { items, next } = await context.listing.listIds(GROUPS_A_PIECE, after);
  for (const id of items) await cutGroup(context, id, before);
  return next === undefined ? { part: 'objects', after: null } : { part: 'groups', after: next };
}

/** One page of the events of one block; the cursor names the kind, the block and the row. */
async function cutObjects(
  { objects, ordinals, clock }: Context,
  after: string | null,
  before: Date,
): Promise<RetentionCursor> {
  const [name, number, row = null] = after?.split(' ') ?? [];
  const kind = KINDS.find((known) => known === name) ?? 'user';
  const block = number === undefined ? blockOfOrdinal(firstOrdinal(kind)) : Number(number);
  const end = await ordinals.highWater(kind);
  if (end === firstOrdinal(kind) || block > blockOfOrdinal(end - 1)) {
    const following = KINDS[KINDS.indexOf(kind) + 1];
    if (following === undefined) return { part: 'done', after: clock.now().toISOString() };
    return { part: 'objects', after: following };
  }
  const next = await objects.forgetEvents(block, { before: before.toISOString(), after: row });
  const place = next === null ? String(block + 1) : `${block} ${next}`;
  return { part: 'objects', after: `${kind} ${place}` };
}
