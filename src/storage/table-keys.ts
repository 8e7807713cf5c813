/**
 * The one place that knows the names of tables and queues, and the keys of their rows. A row name with a mark (`p:`, `m:`,
 * `l:` …) is a list within a partition; `:` sorts before every letter, so `m:…` comes before `meta`.
 */
import { createHash } from 'node:crypto';
import { BLOCK_SIZE, kindOfOrdinal } from '../directory/ordinal.ts';
import type { EntityKey } from './entity-table.ts';

export const TABLES = [
  'objects',
  'lookup',
  'ids',
  'groups',
  'listing',
  'rules',
  'runs',
  'pending',
  'due',
  'alerts',
  'audits',
  'imports',
  'extensions',
  'settings',
  'poison',
  'holds',
  'idempotency',
  'feed',
  'previews',
  'webhooks',
  'latency',
  'mails',
] as const;

export type TableName = (typeof TABLES)[number];

export const QUEUES = [
  'membership-changes',
  'membership-runs',
  'membership-audits',
  'webhooks',
] as const;

export type QueueName = (typeof QUEUES)[number];

/** Made by the host, which moves there what failed too often. */
export const POISON_QUEUES = [
  'membership-changes-poison',
  'membership-runs-poison',
  'membership-audits-poison',
  'webhooks-poison',
] as const;

export type AnyQueueName = QueueName | (typeof POISON_QUEUES)[number];

/** The partition of a block of objects: `user-000012`. */
export function blockPartition(block: number): string {
  return `${kindOfOrdinal(block * BLOCK_SIZE)}-${hex(block, 6)}`;
}

/** The row of an object within its block. */
export function objectRowKey(ordinal: number): string {
  return hex(ordinal, 8);
}

/** The ordinal of an object's row. */
export function ordinalOfRow(row: string): number {
  return Number.parseInt(row, 16);
}

/** Where those are listed who may report to a manager. */
export function reportsPartition(manager: number): string {
  return `reports-${hex(manager, 8)}`;
}

/** Rows of objects come before this, all others (`h:`, `p:`, `t:`) after it. */
export const AFTER_OBJECTS = 'g';

export function intentRowKey(ordinal: number): string {
  return `${INTENTS.from}${hex(ordinal, 8)}`;
}

export const INTENTS = markedRows('p:');

/**
 * The row of an object's event. The number is inverted, so that the newest come first; the row stands beside the object, so
 * that both are written in one transaction.
 */
export function objectEventRowKey(ordinal: number, number: number): string {
  return `h:${hex(ordinal, 8)}:${inverted(number)}`;
}

/** The row of the trace of a look that ended at an event. */
export function traceRowKey(ordinal: number, event: number): string {
  return `t:${hex(ordinal, 8)}:${inverted(event)}`;
}

/** The ordinal of a row that stands beside an object's: of an event, intent or trace. */
export function ordinalOfMarkedRow(row: string): number {
  return Number.parseInt(row.slice(2, 10), 16);
}

/** The events of the objects of a block, and the traces of looks at them. */
export const OBJECT_EVENTS = markedRows('h:');

/** The number of an event, of the row of an object's event or trace. */
export function numberOfEventRow(row: string): number {
  return MOST_EVENTS - Number.parseInt(row.slice(row.lastIndexOf(':') + 1), 10);
}

export const META = 'meta';

/** The rows of a group's bitmaps; with no end, so that `meta` is read with them. */
export const CHUNKS = 'm:';

export function chunkRowKey(chunk: number): string {
  return `${CHUNKS}${hex(chunk, 4)}`;
}

export function logRowKey(seq: number): string {
  return `l:${decimal(seq)}`;
}

/** The members of a group after a log entry; before the bitmaps, so that they are not read with them. */
export function checkpointRowKey(seq: number): string {
  return `c:${decimal(seq)}`;
}

export const CHECKPOINTS = markedRows('c:');
export const LOG = markedRows('l:');

/** The diff of a hold; before the bitmaps, so that it is not read with them. */
export function heldDiffRowKey(holdId: string): string {
  return `d:${holdId}`;
}

/** The tests of a group's rule; before the bitmaps, so that they are not read with them. */
export const RULE_TESTS = 'c:ruleTests';

/** How a hold ended. */
export function endedHoldRowKey(holdId: string): string {
  return `h:${holdId}`;
}

/** The sequence of a log row. */
export function seqOfLogRow(row: string): number {
  return Number.parseInt(row.slice(2), 10);
}

/** What a group's row has a number in (a checkpoint that of a log entry); null for one without. */
export function numberedRowOfGroup(
  row: string,
): { readonly list: 'log' | 'events'; readonly number: number } | null {
  const mark = row.slice(0, 2);
  const list = mark === 'l:' || mark === 'c:' ? 'log' : mark === 'e:' ? 'events' : null;
  return list === null ? null : { list, number: Number.parseInt(row.slice(2), 10) };
}

/** The row of a group's event. */
export function groupEventRowKey(number: number): string {
  return `e:${decimal(number)}`;
}

export const AFTER_LOG = LOG.before;

/** Groups and lists of groups are spread by the first digit of their id. */
export function spreadPartition(groupId: string): string {
  return groupId.charAt(0);
}

export const RULES = 'rules';
export const EPOCH = '!epoch';
export const PAUSE_ALL = '!paused';
export const TENANT_GUARD = '!guard';
/** The rows that concern all groups; those of groups come after them. */
export const CONTROL_ROWS = { from: '!', before: '"' } as const;
export const NEXT = '!next';

/** The partition of an instant (ISO, UTC): its hour. */
export function hourPartition(instant: string): string {
  return instant.slice(0, 'yyyy-mm-ddThh'.length);
}

export function dueRowKey(due: {
  readonly instant: string;
  readonly groupId: string;
  readonly ordinal: number;
}): string {
  return `${due.instant}_${due.groupId}_${hex(due.ordinal, 8)}`;
}

/** Due rows of an instant and all before it come before this. */
export function afterInstant(instant: string): string {
  return `${instant}~`;
}

/** Where a unique name is kept: names that differ only in letter case are one. */
export function lookupKey(index: string, value: string): EntityKey {
  const row = nameRowKey(value);
  return { partition: `${index}-${hex(hashOf(row) & 0xff, 2)}`, row };
}

/**
 * A name as a row key, in lower case. Characters that a key can't hold become `_` and four hexadecimal digits; a name that
 * is too long for a key becomes its hash.
 */
export function nameRowKey(name: string): string {
  const key = name
    .toLowerCase()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the service forbids.
    .replace(/[/\\#?%_\u0000-\u001f\u007f-\u009f\ud800-\udfff]/gu, escapeCharacter);
  if (key.length <= 400) return key;
  return `_sha256_${createHash('sha256').update(key).digest('hex')}`;
}

/** The name that a key was made of, in lower case; null for one of which only the hash is kept. */
export function nameOfRow(row: string): string | null {
  if (row.startsWith('_sha256_')) return null;
  return row.replace(/_([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function escapeCharacter(character: string): string {
  return `_${hex(character.charCodeAt(0), 4)}`;
}

/** Where the answer to a request is kept that may be sent again. */
export function idempotencyKey(id: string): EntityKey {
  const row = createHash('sha256').update(id).digest('hex');
  return { partition: row.slice(0, 2), row };
}

/** FNV-1a over the UTF-16 units, its halves folded together. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash ^ (hash >>> 16);
}

/** All rows whose key begins with a mark that ends in a colon. */
export function markedRows(mark: string): { readonly from: string; readonly before: string } {
  return { from: mark, before: `${mark.slice(0, -1)};` };
}

export function hex(number: number, width: number): string {
  return number.toString(16).padStart(width, '0');
}

const MOST_EVENTS = 999_999_999;

function inverted(number: number): string {
  return (MOST_EVENTS - number).toString().padStart(9, '0');
}

export function decimal(number: number): string {
  return number.toString().padStart(12, '0');
}
