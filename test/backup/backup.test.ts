/** Backup and restore on tables in memory: what is kept, what is refused, and a restore that dies at any of its calls. */
import { beforeEach, describe, expect, test } from 'vitest';
import { startAudit } from '../../src/audit/start-audit.ts';
import { backUp } from '../../src/backup/back-up.ts';
import { linesOf } from '../../src/backup/lines.ts';
import { restore } from '../../src/backup/restore.ts';
import { KEPT_TABLES } from '../../src/backup/table-order.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { setGuard } from '../../src/groups/guards.ts';
import { removeMember } from '../../src/groups/members.ts';
import type { Context } from '../../src/membership/context.ts';
import { handleChangesMessage, handleRunsMessage } from '../../src/membership/handle-messages.ts';
import { lookAtGroup } from '../../src/membership/look-at-group.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import type { Entity, EntityTable } from '../../src/storage/entity-table.ts';
import { TABLES, type TableName } from '../../src/storage/table-keys.ts';
import { Directory, draft } from '../support/directory.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { createMemoryStores, type MemoryStores } from '../support/memory-stores.ts';
import type { StorageHooks } from '../support/memory-tables.ts';

let directory: Directory;
let group: string;
let user: string;
let files: Map<string, string>;

beforeEach(async () => {
  directory = new Directory();
  files = new Map();
  user = await directory.user({ department: 'Sales' });
  for (const city of ['Bonn', 'Ulm'])
    await directory.user({ department: 'Sales', city, employeeHireDate: '2027-01-01T00:00:00Z' });
  group = await directory.group('user.department -eq "Sales"');
  await directory.group('user.employeeHireDate -le system.now');
  await directory.work();
});

const take = () =>
  backUp(directory.memory.tables.table, memoryFiles(files), directory.context.clock);

function bringBack(into: MemoryStores) {
  let guids = 0;
  return restore({
    tables: into.tables.table,
    queues: into.queues.queue,
    files: memoryFiles(files),
    clock: directory.context.clock,
    ids: { guid: () => `00000000-0000-4000-9000-${(++guids).toString().padStart(12, '0')}` },
  });
}

/** All that is stored, by table. */
function stored({ tables }: MemoryStores): Readonly<Record<string, readonly unknown[]>> {
  const plain = ({ partition, row, properties }: Entity) => ({ partition, row, properties });
  return Object.fromEntries(TABLES.map((name) => [name, tables.dump(name).map(plain)]));
}

test('files hold every kept table in the order of keys, and say how much there is', async () => {
  const manifest = await take();
  expect([...files.keys()].sort()).toEqual(
    [...KEPT_TABLES.map((name) => `${name}.ndjson`), 'manifest.json'].sort(),
  );
  for (const name of KEPT_TABLES) {
    const lines = (files.get(`${name}.ndjson`) ?? '').split('\n').slice(0, -1);
    expect(lines).toHaveLength(manifest.tables[name].rows);
    const keys = lines.map((line) => JSON.parse(line)).map(({ p, r }) => `${p} ${r}`);
    expect(keys).toEqual([...keys].sort());
  }
  expect(manifest.tables.groups.rows).toBeGreaterThan(4);
});

test('what nobody works on comes back as it was, and members are worked out anew', async () => {
  await take();
  const into = createMemoryStores();
  const before = stored(directory.memory);
  expect(await bringBack(into)).toMatchObject({
    groups: 2,
    unreadable: [],
    rearmed: 0,
    settled: 0,
  });
  const after = stored(into);
  for (const name of ['objects', 'lookup', 'ids', 'due', 'rules'] as const)
    expect(after[name], name).toEqual(before[name]);
  expect(after.runs).toEqual([]);
  expect(into.queues.length).toBe(2);
  const context = directory.instance(into.stores);
  expect((await context.groups.read(group))?.members.size).toBe(3);
  expect((await context.groups.readMeta(group))?.value).toMatchObject({
    cause: { kind: 'reprocess' },
  });
});

test('an audit that was under way has failed, so that the next one can begin', async () => {
  const audit = await startAudit(directory.context, false);
  await take();
  const into = createMemoryStores();
  await bringBack(into);
  const context = directory.instance(into.stores);
  expect((await context.audits.read(audit))?.value.status).toBe('failed');
  expect(await startAudit(context, false)).not.toBe(audit);
});

describe('a restore', () => {
  test('into storage that holds anything is refused with the names of its tables', async () => {
    await take();
    const before = stored(directory.memory);
    await expect(bringBack(directory.memory)).rejects.toThrow(
      'Storage is not empty (objects, lookup, ids, groups, listing, rules, runs, due',
    );
    expect(stored(directory.memory)).toEqual(before);
  });

  test.each([
    [
      'a byte that changed',
      () => files.set('ids.ndjson', (files.get('ids.ndjson') ?? '').replace('64', '65')),
      'ids.ndjson is not as it was written',
    ],
    [
      'a line that is missing',
      () => files.set('rules.ndjson', (files.get('rules.ndjson') ?? '').replace(/^.*\n/, '')),
      'rules.ndjson is not as it was written',
    ],
    ['a file that is missing', () => files.delete('lookup.ndjson'), 'There is no lookup.ndjson'],
    ['no manifest', () => files.delete('manifest.json'), 'There is no manifest.json'],
    [
      'a manifest that is none',
      () => files.set('manifest.json', '{"format":1}'),
      'manifest.json is no manifest',
    ],
    [
      'a later version',
      () =>
        files.set(
          'manifest.json',
          (files.get('manifest.json') ?? '').replace('"format": 1', '"format": 2'),
        ),
      'made by a later version',
    ],
  ])('of a backup with %s writes nothing', async (_, damage, reason) => {
    await take();
    damage();
    const into = createMemoryStores();
    await expect(bringBack(into)).rejects.toThrow(reason);
    expect(Object.values(stored(into)).flat()).toEqual([]);
  });

  test('that dies at any of its calls is begun again, and ends the same', async () => {
    await changeObject(directory.context, {
      kind: 'user',
      key: { name: 'id', value: user },
      patch: { department: 'Legal' },
    });
    await deleteObject(directory.context, 'user', {
      name: 'id',
      value: await directory.user({ department: 'Sales' }),
    });
    await take();
    const whole = createMemoryStores();
    await bringBack(whole);
    const expected = stored(whole);
    let died = 0;
    for (let at = 0; ; at++) {
      const hooks: StorageHooks = {};
      const into = createMemoryStores({}, hooks);
      let calls = 0;
      hooks.before = () => {
        if (calls++ === at) throw new Error('The machine is gone');
      };
      const outcome = await bringBack(into).then(
        () => 'done',
        () => 'died',
      );
      delete hooks.before;
      if (outcome === 'done' && calls <= at) break;
      if (outcome === 'died') died++;
      if (outcome === 'died') await bringBack(into);
      expect(stored(into), `call ${at}`).toEqual(expected);
    }
    expect(died).toBeGreaterThan(50);
  });

  test('of another backup does not go on where one has died', async () => {
    await take();
    const hooks: StorageHooks = {};
    const into = createMemoryStores({}, hooks);
    hooks.before = ({ name, operation }) => {
      if (name === 'ids' && operation === 'transact') throw new Error('The machine is gone');
    };
    await expect(bringBack(into)).rejects.toThrow('gone');
    delete hooks.before;
    files = new Map();
    directory.minutes++;
    await take();
    await expect(bringBack(into)).rejects.toThrow('The restore of another backup was begun here');
  });
});

describe('what happened after the groups were read and before the objects were', () => {
  /** A backup in which something happens whole at that moment; then a restore, and all the work that it asks for. */
  async function copyAfter(happen: () => Promise<unknown>): Promise<Context> {
    let isDue = true;
    const tables = (name: TableName): EntityTable => {
      const table = directory.memory.tables.table(name);
      if (name !== 'objects') return table;
      const query: EntityTable['query'] = async (wanted) => {
        if (isDue) await happen();
        isDue = false;
        return table.query(wanted);
      };
      return { get: (key) => table.get(key), query, transact: () => Promise.resolve(null) };
    };
    await backUp(tables, memoryFiles(files), directory.context.clock);
    const into = createMemoryStores();
    await bringBack(into);
    const context = directory.instance(into.stores);
    await into.queues.drain((queue, message) =>
      queue === 'membership-changes'
        ? handleChangesMessage(context, message)
        : handleRunsMessage(context, message),
    );
    return context;
  }

  const move = async (department: string) => {
    const key = { name: 'id', value: user } as const;
    await changeObject(directory.context, { kind: 'user', key, patch: { department } });
    await directory.work();
  };

  test('a member by hand who was taken out then is one, and the own row says so', async () => {
    const { id } = (await createGroup(directory.context, { ...draft(null), members: [user] }))
      .value;
    await directory.work();
    const context = await copyAfter(async () => {
      await removeMember(directory.context, id, user);
      await directory.work();
    });
    const ordinal = (await context.lookups.read('id', user))?.value ?? -1;
    expect((await context.groups.read(id))?.members.has(ordinal)).toBe(true);
    expect((await context.objects.read(ordinal))?.assignedTo[id]).toBeDefined();
  });

  test('what was logged during a run that had begun before counts no more', async () => {
    await changeGroup(directory.context, group, { rule: 'user.department -ne "Legal"' });
    await lookAtGroup(directory.context, group);
    const ranges = directory.memory.queues.visible();
    directory.memory.queues.clear();
    expect(ranges.length).toBeGreaterThan(0);
    await move('Legal');
    const context = await copyAfter(() => move('Sales'));
    expect((await context.groups.read(group))?.members.size).toBe(3);
  });

  test('a change that is held is worked out and held anew', async () => {
    const removals = { share: null, count: 0 };
    const additions = { share: null, count: null };
    await setGuard(directory.context, group, { minimumSize: 0, additions, removals });
    await changeGroup(directory.context, group, { rule: 'user.department -eq "Legal"' });
    await directory.work();
    const before = (await directory.context.groups.readMeta(group))?.value.hold;
    expect(before).toMatchObject({ removals: 3, additions: 0 });
    const context = await copyAfter(() => move('Legal'));
    const after = (await context.groups.readMeta(group))?.value.hold;
    expect(after).toMatchObject({ removals: 2, additions: 0 });
    expect(await context.groups.readEndedHold(group, before?.id ?? '')).toMatchObject({
      status: 'superseded',
    });
  });

  test('a group that was deleted then is there, and can be a member', async () => {
    const { id } = (await createGroup(directory.context, draft(null))).value;
    await directory.work();
    const context = await copyAfter(async () => {
      await deleteGroup(directory.context, id);
      await directory.work();
    });
    const meta = (await context.groups.readMeta(id))?.value;
    expect(meta?.deleted).toBeNull();
    expect((await context.objects.read(meta?.ordinal ?? -1))?.deleted).toBeNull();
  });
});

test('lines come out as they are, wherever the pieces end', async () => {
  const bytes = new TextEncoder().encode('ä\nöü\n\nlast');
  for (let size = 1; size <= bytes.length; size++) {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    const lines: string[] = [];
    for await (const line of linesOf(pieces())) lines.push(line);
    expect(lines).toEqual(['ä', 'öü', '', 'last']);
  }
});
