import { beforeEach, describe, expect, test } from 'vitest';
import { statusOf } from '../../src/directory/group-meta.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { groupOverview } from '../../src/groups/overview.ts';
import { handleRunsMessage } from '../../src/membership/handle-messages.ts';
import { lookAtGroup } from '../../src/membership/look-at-group.ts';
import { sweepGroups, sweepRuns } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { Directory } from '../support/directory.ts';

let directory: Directory;

beforeEach(() => {
  directory = new Directory();
});

async function status(group: string) {
  const stored = await directory.context.groups.readMeta(group);
  return stored === null ? null : statusOf(stored.value);
}

describe('a run', () => {
  test('reads the directory once, however many groups wait', async () => {
    for (let made = 0; made < 20; made++)
      await directory.user({ department: made % 2 === 0 ? 'A' : 'B' });
    const groups = [];
    for (let made = 0; made < 30; made++)
      groups.push(await directory.group(`user.department -eq "${made % 2 === 0 ? 'A' : 'B'}"`));
    const counts = await directory.counting(() => directory.work());
    for (const group of groups) expect(await directory.members(group)).toHaveLength(10);
    expect(counts['objects.query']).toBe(1);
  });

  test('is one for each thousand of very many groups', async () => {
    const user = await directory.user({ department: 'A' });
    const groups: string[] = [];
    for (let made = 0; made < 1_100; made++)
      groups.push(await directory.group('user.department -eq "A"'));
    const counts = await directory.counting(() => directory.work());
    expect(await directory.members(groups.at(-1) ?? '')).toEqual([user]);
    expect(counts['objects.query']).toBe(2);
  });

  test('is shared by all groups that come while another reads the directory', async () => {
    const user = await directory.user({ department: 'A' });
    const groups = [await directory.group('user.department -eq "A"')];
    let readings = 0;
    directory.hooks.before = async (call) => {
      if (call.name !== 'objects' || call.operation !== 'query' || readings++ > 0) return;
      for (let made = 0; made < 20; made++) {
        groups.push(await directory.group('user.department -eq "A"'));
        await lookAtGroup(directory.context, groups.at(-1) ?? '');
      }
      directory.memory.queues.clear();
    };
    await directory.work();
    for (const group of groups) expect(await directory.members(group)).toEqual([user]);
    expect(readings).toBe(2);
  });

  test.each([
    ['the same instance', 2],
    ['another instance', 4],
  ])('is still shared when %s looks at its groups before all are in it', async (whose, most) => {
    const user = await directory.user({ department: 'A' });
    const groups: string[] = [];
    for (let made = 0; made < 20; made++)
      groups.push(await directory.group('user.department -eq "A"'));
    const { context } = directory;
    const other = whose === 'another instance' ? directory.instance() : context;
    let [writes, readings] = [0, 0];
    directory.hooks.before = async (call) => {
      if (call.name === 'objects' && call.operation === 'query') readings++;
      if (call.name !== 'groups' || call.operation !== 'transact' || ++writes !== 10) return;
      for (const group of groups) await lookAtGroup(other, group);
    };
    await directory.work();
    for (const group of groups) expect(await directory.members(group)).toEqual([user]);
    expect(readings).toBeLessThanOrEqual(most);
  });

  test('is not waited for longer than a minute by a group that needs another', async () => {
    const user = await directory.user({ department: 'A' });
    await directory.group('user.department -eq "A"');
    let second = '';
    let found: readonly string[] = [];
    directory.hooks.before = async (call) => {
      if (call.name !== 'objects' || call.operation !== 'query' || second !== '') return;
      second = await directory.group('user.department -eq "A"');
      await lookAtGroup(directory.context, second);
      directory.minutes += 2;
      await directory.memory.queues.drain((queue, message) =>
        queue === 'membership-runs'
          ? handleRunsMessage(directory.context, message)
          : Promise.resolve(),
      );
      found = await directory.members(second);
    };
    await directory.work();
    expect(found).toEqual([user]);
  });

  test('goes on where it was when its messages are lost', async () => {
    const user = await directory.user({ department: 'A' });
    const group = await directory.group('user.department -eq "A"');
    directory.memory.queues.clear();
    await sweepGroups(directory.context);
    await directory.memory.queues
      .drain(async () => lookAtGroup(directory.context, group), 1)
      .catch(() => {});
    expect(await status(group)).toBe('Running');
    directory.memory.queues.clear();
    await sweepGroups(directory.context);
    await directory.work(directory.instance());
    expect(await status(group)).toBe('Succeeded');
    expect(await directory.members(group)).toEqual([user]);
  });

  test('whose page cannot be read removes nobody', async () => {
    const user = await directory.user({ department: 'A' });
    const group = await directory.group('user.department -eq "A"');
    await directory.work();
    await changeGroup(directory.context, group, { rule: 'user.department -in ["A","B"]' });
    directory.hooks.before = (call) => {
      if (call.name === 'objects' && call.operation === 'query')
        throw new StorageError({ operation: 'query', name: 'objects' }, 'Half a page');
    };
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
    expect(await status(group)).toBe('Running');
    delete directory.hooks.before;
    directory.minutes += 2;
    await sweepGroups(directory.context);
    await directory.work();
    expect(await status(group)).toBe('Succeeded');
  });

  test('that an edit overtakes never shows its members', async () => {
    const inA = await directory.user({ department: 'A' });
    const inB = await directory.user({ department: 'B' });
    const group = await directory.group('user.department -eq "A"');
    await lookAtGroup(directory.context, group);
    expect(await status(group)).toBe('Running');
    await changeGroup(directory.context, group, { rule: 'user.department -eq "B"' });
    expect(await status(group)).toBe('NotStarted');
    await directory.work();
    expect(await directory.members(group)).toEqual([inB]);
    const log = await directory.context.groups.readLog(group, 0);
    const ever = log.flatMap(({ added }) => [...added.ordinals()]);
    const ordinal = (await directory.context.lookups.read('id', inA))?.value;
    expect(ever).not.toContain(ordinal);
  });

  test('that a pause overtakes changes nothing', async () => {
    await directory.user({ department: 'A' });
    const group = await directory.group('user.department -eq "A"');
    await lookAtGroup(directory.context, group);
    await changeGroup(directory.context, group, { state: 'Paused' });
    await directory.work();
    expect(await directory.members(group)).toEqual([]);
    expect(await status(group)).toBeNull();
    expect((await groupOverview(directory.context, group)).displayStatus).toBe('Update paused');
  });

  test('and a change that comes in its middle both count', async () => {
    const user = await directory.user({ department: 'A' });
    const group = await directory.group('user.department -eq "A"');
    await lookAtGroup(directory.context, group);
    const key = { name: 'id', value: user } as const;
    await changeObject(directory.context, { kind: 'user', key, patch: { department: 'B' } });
    await directory.work();
    expect(await directory.members(group)).toEqual([]);
  });

  test('over an empty directory is done at once', async () => {
    const group = await directory.group('user.department -eq "A"');
    await directory.work();
    expect(await status(group)).toBe('Succeeded');
  });

  test('leaves nothing behind a day later', async () => {
    await directory.user({ department: 'A' });
    await directory.group('user.department -eq "A"');
    await directory.work();
    await sweepRuns(directory.context);
    expect(directory.memory.tables.dump('runs').length).toBeGreaterThan(0);
    directory.minutes += 25 * 60;
    await sweepRuns(directory.context);
    expect(directory.memory.tables.dump('runs')).toEqual([]);
  });

  test('that was cleared away under a waiting group starts again', async () => {
    const user = await directory.user({ department: 'A' });
    const group = await directory.group('user.department -eq "A"');
    await lookAtGroup(directory.context, group);
    directory.memory.queues.clear();
    directory.minutes += 25 * 60;
    await sweepRuns(directory.context);
    await sweepGroups(directory.context);
    await directory.work();
    expect(await directory.members(group)).toEqual([user]);
  });
});

test('a creation that was announced and never written is fenced, and a slow creator starts again', async () => {
  const { context } = directory;
  const id = directory.guid();
  await context.pending.upsert(id, context.clock.now().toISOString());
  await lookAtGroup(context, id);
  expect(await context.pending.read(id)).not.toBeNull();
  directory.minutes += 11;
  await lookAtGroup(context, id);
  expect(await context.pending.read(id)).toBeNull();
  expect((await context.groups.readMeta(id))?.value.deleted).not.toBeNull();
});
