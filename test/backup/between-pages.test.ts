/** Something happens between any two requests of a backup: every group and every object in it is as it was at one moment. */
import { expect, test } from 'vitest';
import { backUp } from '../../src/backup/back-up.ts';
import { rowOfLine } from '../../src/backup/lines.ts';
import { restore } from '../../src/backup/restore.ts';
import { isSettled } from '../../src/directory/object-row.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { handleChangesMessage, handleRunsMessage } from '../../src/membership/handle-messages.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import type { EntityTable } from '../../src/storage/entity-table.ts';
import type { TableName } from '../../src/storage/table-keys.ts';
import { Directory } from '../support/directory.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-stores.ts';

/** Pages of two rows; `between` is called before each request. */
function inSmallPages(table: EntityTable, between: () => Promise<void>): EntityTable {
  return {
    get: async (key) => {
      await between();
      return table.get(key);
    },
    query: async (query) => {
      await between();
      return table.query({ ...query, pageSize: 2 });
    },
    transact: () => Promise.reject(new Error('A backup writes nothing.')),
  };
}

/** One user comes, another goes, with all the work that follows; or with none of it. */
async function happen(directory: Directory, users: readonly string[], isDone: boolean) {
  for (const [at, department] of [
    [0, 'Legal'],
    [1, 'Sales'],
    [0, 'Sales'],
    [0, 'Legal'],
  ] as const) {
    const key = { name: 'id', value: users[at] ?? '' } as const;
    await changeObject(directory.context, { kind: 'user', key, patch: { department } });
    if (isDone) await directory.work();
  }
}

async function copyWith(at: number, isDone: boolean) {
  const directory = new Directory();
  const users = [await directory.user({ department: 'Sales' }), await directory.user()];
  for (let more = 0; more < 3; more++) await directory.user({ department: 'Sales' });
  const group = await directory.group('user.department -eq "Sales"');
  await directory.work();
  let calls = 0;
  const between = async () => {
    if (calls++ === at) await happen(directory, users, isDone);
  };
  const files = new Map<string, string>();
  const tables = (name: TableName) => inSmallPages(directory.memory.tables.table(name), between);
  await backUp(tables, memoryFiles(files), directory.context.clock);
  const copy = createMemoryStores();
  for (const [name, text] of files) {
    if (name === 'manifest.json') continue;
    const table = copy.tables.table(name.replace('.ndjson', ''));
    for (const line of text.split('\n').slice(0, -1)) {
      const { partition, row, properties } = rowOfLine(line);
      await table.transact(partition, [{ kind: 'create', row, properties }]);
    }
  }
  return { directory, files, copy, group, isOver: calls <= at };
}

async function checkGroup({ stores }: MemoryStores, id: string): Promise<void> {
  const group = await stores.groups.read(id);
  let replayed = new OrdinalSet();
  const entries = await stores.groups.readLog(id, 0);
  for (const { added, removed } of entries) {
    replayed.addAll(added);
    replayed = replayed.minus(removed);
  }
  const members = [...(group?.members.ordinals() ?? [])];
  expect(members).toEqual([...replayed.ordinals()]);
  expect(group?.meta).toMatchObject({ count: members.length, seq: entries.at(-1)?.seq });
  const { history } = group!.meta;
  const events = await stores.groups.readEvents(id, { from: 1, through: 1_000 });
  expect(events).toHaveLength(history.events);
}

async function checkObjects({ stores }: MemoryStores): Promise<void> {
  const rows = await stores.objects.readBlock(0);
  expect(rows).toHaveLength(5);
  const intents = (await stores.objects.intents(0)).map(({ ordinal }) => ordinal);
  expect(intents).toEqual(rows.filter((row) => !isSettled(row)).map(({ ordinal }) => ordinal));
  for (const { ordinal, history } of rows) {
    const all = { from: 1, through: 1_000 };
    expect(await stores.objects.readEvents(ordinal, all)).toHaveLength(history.changes);
    const traces = await stores.objects.readTraces(ordinal, all);
    expect(traces.filter(({ event }) => event > history.changes)).toEqual([]);
  }
}

test.each([true, false])('with the work that follows: %s', async (isDone) => {
  let at = 0;
  for (let isOver = false; !isOver; at++) {
    const made = await copyWith(at, isDone);
    isOver = made.isOver;
    const { directory, files, copy, group } = made;
    await checkGroup(copy, group);
    await checkObjects(copy);
    const into = createMemoryStores();
    const parts = {
      files: memoryFiles(files),
      clock: directory.context.clock,
      ids: directory.context.ids,
    };
    await restore({ ...parts, tables: into.tables.table, queues: into.queues.queue });
    const context = directory.instance(into.stores);
    const rows = await context.objects.readBlock(0);
    await context.queues.sendObjects(rows.map(({ ordinal }) => ordinal));
    await into.queues.drain((queue, message) =>
      queue === 'membership-changes'
        ? handleChangesMessage(context, message)
        : handleRunsMessage(context, message),
    );
    const sales = rows.filter(({ attributes }) => attributes.department === 'Sales');
    const members = (await context.groups.read(group))?.members;
    expect([...(members?.ordinals() ?? [])]).toEqual(sales.map(({ ordinal }) => ordinal));
  }
  expect(at).toBeGreaterThan(20);
});
