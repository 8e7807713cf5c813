/** What a simulation needs of storage in memory: to wait, fail and count at every request, and to lose messages. */
import { describe, expect, it } from 'vitest';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { RunHeader } from '../../src/ports/ports.ts';
import { createMemoryStores } from '../support/memory-stores.ts';
import type { StorageHooks } from '../support/memory-tables.ts';
import { groupId, ordinalsOf, sampleGroup, sampleObject } from './samples.ts';

describe('faults of tables in memory', () => {
  it('before a request leave nothing done', async () => {
    const hooks: StorageHooks = {};
    const { stores } = createMemoryStores({}, hooks);
    hooks.before = () => {
      throw new Error('timed out');
    };
    await expect(stores.objects.insert(sampleObject(1))).rejects.toThrow('timed out');
    hooks.before = () => undefined;
    expect(await stores.objects.read(1)).toBeNull();
  });

  it('after a request leave it done', async () => {
    const hooks: StorageHooks = {};
    const { stores } = createMemoryStores({}, hooks);
    hooks.after = () => {
      throw new Error('timed out');
    };
    await expect(stores.objects.insert(sampleObject(1))).rejects.toThrow('timed out');
    hooks.after = () => undefined;
    expect(await stores.objects.read(1)).not.toBeNull();
    expect(await stores.objects.insert(sampleObject(1))).toBeNull();
  });

  it('may come at any request, which is named', async () => {
    const calls: string[] = [];
    const { stores, tables } = createMemoryStores(
      {},
      { before: ({ name, operation }) => void calls.push(`${name}.${operation}`) },
    );
    await stores.objects.insert(sampleObject(1));
    await stores.groups.read(groupId(1));
    await stores.queues.sendGroups([groupId(1)]);
    expect(calls).toEqual(['objects.transact', 'groups.query', 'membership-runs.send']);
    expect(tables.requests.get('groups.query')).toBe(1);
    expect(tables.requestCount()).toBe(2);
    expect(tables.requestCount('objects')).toBe(1);
  });

  it('do not reach a reader who has read already', async () => {
    const { stores, tables } = createMemoryStores();
    const members = OrdinalSet.of([1]);
    const etag = await stores.groups.insert(sampleGroup(groupId(1)), { members });
    const before = tables.dump('groups');
    members.add(2);
    const write = { meta: sampleGroup(groupId(1), { edit: 2 }), members, touchedChunks: [0] };
    await stores.groups.write(etag ?? '', write);
    expect(before.at(-1)?.properties.edit).toBe(1);
    expect(tables.dump('groups').at(-1)?.properties.edit).toBe(2);
  });
});

describe('a group that is read over a page boundary', () => {
  it.each([1, 2, 3])(
    'is of one moment, whatever is written between pages (page of %i)',
    async (pageLimit) => {
      const hooks: StorageHooks = {};
      const { stores, tables, secondInstance } = createMemoryStores({ pageLimit }, hooks);
      const id = groupId(1);
      const chunks = [0, 65_536, 131_072, 196_608];
      await stores.groups.insert(sampleGroup(id), { members: OrdinalSet.of(chunks) });
      const other = secondInstance();
      let writes = 0;
      // Another instance adds one member to every chunk, after each of the first requests of the reader.
      hooks.after = async ({ operation }) => {
        if (operation === 'transact' || writes >= 9) return;
        const after = hooks.after;
        delete hooks.after;
        writes++;
        const etag = (await other.groups.readMeta(id))?.etag ?? '';
        const members = OrdinalSet.of(chunks.map((first) => first + writes));
        const write = {
          meta: sampleGroup(id, { count: writes }),
          members,
          touchedChunks: [0, 1, 2, 3],
        };
        await other.groups.write(etag, write);
        if (after !== undefined) hooks.after = after;
      };
      const group = await stores.groups.read(id);
      expect(writes).toBe(9);
      expect(group && ordinalsOf(group.members)).toEqual(
        chunks.map((first) => first + (group?.meta.count ?? -1)),
      );
      expect(tables.dump('groups').at(-1)?.etag).toBe(group?.etag);
    },
  );
});

describe('the header of a run that is read over a page boundary', () => {
  it('is one header, although another took its place between pages', async () => {
    const hooks: StorageHooks = {};
    const { stores, secondInstance } = createMemoryStores({ pageLimit: 1 }, hooks);
    const header = (seal: string, group: number): RunHeader => ({
      id: groupId(9),
      seal,
      started: '2026-11-21T12:00:00.000Z',
      slices: [{ scope: 'user', groups: [{ id: groupId(group), ver: 1, rule: 'true' }] }],
      rangeBlocks: 8,
      highWater: { user: 64, device: 2 ** 28 },
    });
    await stores.runs.insertHeader(header('first', 1));
    const other = secondInstance();
    hooks.after = async () => {
      delete hooks.after;
      await other.runs.remove(groupId(9));
      await other.runs.insertHeader(header('second', 2));
    };
    expect(await stores.runs.readHeader(groupId(9))).toEqual(header('second', 2));
  });
});

describe('queues in memory', () => {
  it('hide a message while it is in work, and bring it again when its time runs out', async () => {
    const { stores, queues } = createMemoryStores();
    await stores.queues.sendObjects([1]);
    const first = queues.receive();
    if (first === null) return expect.unreachable();
    expect(queues.receive()).toBeNull();
    queues.expire(first);
    const second = queues.receive();
    expect(second).toMatchObject({ text: '{"objects":[1]}', dequeueCount: 2 });
    queues.delete(first);
    expect(queues.length).toBe(1);
    if (second !== null) queues.delete(second);
    expect(queues.length).toBe(0);
  });

  it('are drained until no message begets another', async () => {
    const { stores, queues } = createMemoryStores();
    await stores.queues.sendObjects([3]);
    const seen: unknown[] = [];
    const deliveries = await queues.drain(async (_, message) => {
      seen.push(message);
      const [left] = (message as { readonly objects: readonly number[] }).objects;
      if (left !== undefined && left > 0) await stores.queues.sendObjects([left - 1]);
    });
    expect(seen).toEqual([3, 2, 1, 0].map((left) => ({ objects: [left] })));
    expect(deliveries).toBe(4);
    expect(queues.sent).toBe(4);
  });

  it('poison a message that fails five times', async () => {
    const { stores, queues } = createMemoryStores();
    await stores.queues.sendObjects([3]);
    const deliveries = await queues.drain(() => Promise.reject(new Error('no')));
    expect(deliveries).toBe(5);
    expect(queues.poisoned).toMatchObject([{ queue: 'membership-changes', dequeueCount: 5 }]);
    expect(queues.failures).toHaveLength(5);
  });
});
