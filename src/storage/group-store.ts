import type { GroupMeta } from '../directory/group-meta.ts';
import type { EndedHold } from '../directory/hold.ts';
import { OrdinalSet } from '../directory/ordinal-set.ts';
import type { RuleTests } from '../directory/rule-tests.ts';
import type { LogEntry, Span } from '../ports/log.ts';
import type { GroupStore, GroupWrite, Stamped, StoredGroup } from '../ports/ports.ts';
import { UnreadableRowError } from '../ports/unreadable-row.ts';
import { type Entity, type EntityAction, type EntityTable, readAll } from './entity-table.ts';
import { forgetHistory, forgetHold, readCheckpoint, writeCheckpoint } from './group-past.ts';
import { groupEventOf, groupMetaOf, groupProperties, putGroupEvent } from './group-row.ts';
import { LOG_HEAD, logEntryOf, logHeadOf, logProperties, packSet, unpackSet } from './log-row.ts';
import { packJson, unpackJson } from './packing.ts';
import { readable } from './readable.ts';
import {
  AFTER_LOG,
  CHUNKS,
  chunkRowKey,
  endedHoldRowKey,
  groupEventRowKey,
  heldDiffRowKey,
  logRowKey,
  META,
  RULE_TESTS,
} from './table-keys.ts';

const PACKED = 'p';

const GROUPS = 'groups';

/** Groups: one partition each, with `meta`, the bitmaps of its members and its log. */
export function createGroupStore(table: EntityTable): GroupStore {
  return {
    readMeta: (id) => readMeta(table, id),
    read: (id) => readGroup(table, id),
    readChunk: (id, chunk) => readChunk(table, id, chunk),
    async readLog(id, after) {
      const rows = { after: logRowKey(after), before: AFTER_LOG };
      return (await readAll(table, { partition: id, rows })).map(entryOf);
    },
    async readLogSpan(id, span) {
      return (await readSpan(table, { id, span, keyOf: logRowKey })).map(entryOf);
    },
    async readLogHeads(id, span) {
      const query = { id, span, keyOf: logRowKey, select: LOG_HEAD };
      return (await readSpan(table, query)).map(logHeadOf);
    },
    async readEvents(id, span) {
      return (await readSpan(table, { id, span, keyOf: groupEventRowKey })).map(groupEventOf);
    },
    async readHeldDiff(id, holdId) {
      const entity = await table.get({ partition: id, row: heldDiffRowKey(holdId) });
      if (entity === null) return null;
      const { properties } = entity;
      return {
        holdId,
        added: unpackSet('added', properties),
        removed: unpackSet('removed', properties),
      };
    },
    async readRuleTests(id) {
      const entity = await table.get({ partition: id, row: RULE_TESTS });
      return entity && unpackJson<RuleTests>(PACKED, entity.properties);
    },
    async readEndedHold(id, holdId) {
      const entity = await table.get({ partition: id, row: endedHoldRowKey(holdId) });
      return entity && unpackJson<EndedHold>(PACKED, entity.properties);
    },
    readCheckpoint: (id, seq) => readCheckpoint(table, id, seq),
    writeCheckpoint: (id, checkpoint) => writeCheckpoint(table, id, checkpoint),
    forgetHistory: (id, floor) => forgetHistory(table, id, floor),
    forgetHold: (id, holdId) => forgetHold(table, id, holdId),
    async insert(meta, write = {}) {
      const create = { kind: 'create', row: META, properties: groupProperties(meta) } as const;
      const touchedChunks = write.members?.chunkNumbers ?? [];
      return transact(table, create, { touchedChunks, ...write, meta });
    },
    async write(etag, write) {
      const properties = groupProperties(write.meta);
      return transact(table, { kind: 'replace', row: META, properties, etag }, write);
    },
  };
}

async function readMeta(table: EntityTable, id: string): Promise<Stamped<GroupMeta> | null> {
  const entity = await table.get({ partition: id, row: META });
  return entity === null ? null : { value: metaOf(entity), etag: entity.etag };
}

async function readSpan(
  table: EntityTable,
  about: {
    readonly id: string;
    readonly span: Span;
    readonly keyOf: (number: number) => string;
    readonly select?: readonly string[];
  },
): Promise<readonly Entity[]> {
  const { id, span, keyOf, select } = about;
  if (span.through < span.from) return [];
  const rows = { from: keyOf(span.from), before: `${keyOf(span.through)}~` };
  return readAll(table, { partition: id, rows, ...(select !== undefined && { select }) });
}

async function readGroup(table: EntityTable, id: string): Promise<StoredGroup | null> {
  return groupOf(table, await readPresent(table, id));
}

/**
 * The bitmaps of a group and `meta`, in the order of their keys. One query gives them as they were at one moment while they
 * fit on a page. Over a page boundary a write may come between them; then everything is read between two readings of
 * `meta`, until both are the same.
 */
export async function readPresent(table: EntityTable, id: string): Promise<readonly Entity[]> {
  const query = { partition: id, rows: { from: CHUNKS } };
  const page = await table.query(query);
  if (page.next === undefined) return page.entities;
  for (;;) {
    const before = await table.get({ partition: id, row: META });
    const entities = await readAll(table, query);
    if (before?.etag === entities.at(-1)?.etag) return entities;
  }
}

/** A query that is not answered at once, or a bitmap that is broken, needs the whole group. */
async function readChunk(
  table: EntityTable,
  id: string,
  chunk: number,
): Promise<StoredGroup | null> {
  const page = await table.query({ partition: id, rowsNamed: [chunkRowKey(chunk), META] });
  const last = page.entities.at(-1);
  if (page.next === undefined && last === undefined) return null;
  if (page.next === undefined && last?.row === META) {
    const [bits] = page.entities.slice(0, -1).flatMap(readableBits);
    if (bits !== undefined || page.entities.length === 1)
      return { meta: metaOf(last), members: bits ?? new OrdinalSet(), etag: last.etag };
  }
  const group = await readGroup(table, id);
  return group && { ...group, members: group.members.filterChunks((number) => number === chunk) };
}

function readableBits(entity: Entity): readonly OrdinalSet[] {
  try {
    return [bitsOf(entity)];
  } catch (error) {
    if (error instanceof UnreadableRowError && !error.isNewer) return [];
    throw error;
  }
}

/** `meta` comes after the bitmaps. */
async function groupOf(
  table: EntityTable,
  entities: readonly Entity[],
): Promise<StoredGroup | null> {
  const last = entities.at(-1);
  if (last === undefined) return null;
  const meta = metaOf(last);
  return { meta, members: await membersOf(table, meta, entities.slice(0, -1)), etag: last.etag };
}

async function membersOf(
  table: EntityTable,
  meta: GroupMeta,
  chunks: readonly Entity[],
): Promise<OrdinalSet> {
  const members = new OrdinalSet();
  try {
    for (const chunk of chunks) members.addAll(bitsOf(chunk));
    return members;
  } catch (error) {
    if (!(error instanceof UnreadableRowError) || error.isNewer) throw error;
    const replayed = await replayedMembers(table, meta);
    if (replayed.size !== meta.count) throw error;
    return replayed;
  }
}

/** A bitmap that is broken is worked out again: the log replayed from where it begins gives the members. */
async function replayedMembers(table: EntityTable, meta: GroupMeta): Promise<OrdinalSet> {
  const { id, seq, history } = meta;
  const first = history.from?.seq ?? 1;
  const begin = first > 1 ? await readCheckpoint(table, id, first - 1) : null;
  const span = { from: (begin?.seq ?? 0) + 1, through: seq };
  const entries = await readSpan(table, { id, span, keyOf: logRowKey });
  let members = begin?.members ?? new OrdinalSet();
  for (const { added, removed } of entries.map(entryOf)) {
    members.addAll(added);
    members = members.minus(removed);
  }
  return members;
}

function entryOf(entity: Entity): LogEntry {
  return readable(GROUPS, entity, logEntryOf);
}

function bitsOf(entity: Entity): OrdinalSet {
  return readable(GROUPS, entity, ({ properties }) => unpackSet('bits', properties));
}

function metaOf(entity: Entity): GroupMeta {
  return readable(GROUPS, entity, ({ properties }) => groupMetaOf(properties));
}

async function transact(
  table: EntityTable,
  writeMeta: EntityAction,
  write: GroupWrite,
): Promise<string | null> {
  const { meta, log, events = [] } = write;
  const actions = [
    writeMeta,
    ...chunkActions(write),
    ...holdActions(write),
    ...testActions(write),
    ...events.map(putGroupEvent),
  ];
  if (log !== undefined)
    actions.push({
      kind: 'create',
      row: logRowKey(log.seq),
      properties: logProperties(log, meta.count),
    });
  const etags = await table.transact(meta.id, actions);
  return etags?.[0] ?? null;
}

function holdActions(write: GroupWrite): readonly EntityAction[] {
  const { heldDiff, expectedDiff, endedHold } = write;
  const actions: EntityAction[] = [];
  for (const diff of [heldDiff, expectedDiff]) {
    if (diff === undefined) continue;
    const { holdId, added, removed } = diff;
    const properties = { ...packSet('added', added), ...packSet('removed', removed) };
    actions.push({ kind: 'put', row: heldDiffRowKey(holdId), properties });
  }
  if (endedHold !== undefined) {
    const properties = packJson(PACKED, endedHold);
    actions.push({ kind: 'put', row: endedHoldRowKey(endedHold.id), properties });
  }
  return actions;
}

function testActions({ ruleTests }: GroupWrite): readonly EntityAction[] {
  if (ruleTests === undefined) return [];
  return [{ kind: 'put', row: RULE_TESTS, properties: packJson(PACKED, ruleTests) }];
}

/** A chunk that has become empty stays as an empty row: deleting one that was never there would fail the transaction. */
function chunkActions({ meta, members, touchedChunks }: GroupWrite): readonly EntityAction[] {
  if (members === undefined) return [];
  if (touchedChunks === undefined)
    throw new Error(
      `The members of group ${meta.id} are written without saying which chunks changed.`,
    );
  return touchedChunks.map((chunk) => {
    const only = new OrdinalSet();
    const bits = members.chunk(chunk);
    if (bits !== null) only.setChunk(chunk, bits);
    return { kind: 'put', row: chunkRowKey(chunk), properties: packSet('bits', only) };
  });
}
