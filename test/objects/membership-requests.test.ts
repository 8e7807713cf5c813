/** What it costs to say in which groups an object is: requests do not grow with the groups that have nothing to do with it. */
import { describe, expect, it } from 'vitest';
import { changeGroup } from '../../src/groups/change-group.ts';
import { groupsOf } from '../../src/groups/groups-of.ts';
import { addMembers } from '../../src/groups/members.ts';
import { listNestedMemberships, membershipsAmong } from '../../src/groups/nested-memberships.ts';
import { findMember } from '../../src/objects/find-object.ts';
import { listMemberships } from '../../src/objects/memberships.ts';
import { Directory } from '../support/directory.ts';

async function rowOf(directory: Directory, id: string) {
  const row = await findMember(directory.context, id);
  if (row === null) return expect.unreachable();
  return row;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** A user in `inside` of the dynamic groups, among as many that do not have him. */
async function directoryWith(inside: number) {
  const directory = new Directory();
  const user = await directory.user({ city: 'A' });
  const groups: string[] = [];
  for (let made = 0; made < inside; made++) {
    groups.push(await directory.group('user.city -eq "A"'));
    await directory.group('user.city -eq "B"');
  }
  await directory.work();
  return { directory, user, groups };
}

describe('the groups of a user in many dynamic groups', () => {
  it('are known from the index of rules, without a request a group', async () => {
    const { directory, user, groups } = await directoryWith(40);
    const row = await rowOf(directory, user);
    const counts = await directory.counting(async () => {
      const found = await listMemberships(directory.context, row);
      expect(found.map(({ id }) => id).sort()).toEqual([...groups].sort());
    });
    expect(sum(counts)).toBeLessThanOrEqual(3);
    const nested = await directory.counting(() => listNestedMemberships(directory.context, row));
    expect(sum(nested)).toBeLessThanOrEqual(8);
  });

  it('are shown from the list of groups when they are very many', async () => {
    const { directory, user, groups } = await directoryWith(110);
    const found = await listMemberships(directory.context, await rowOf(directory, user));
    const counts = await directory.counting(async () => {
      const metas = await groupsOf(directory.context, found, 'names');
      expect(metas.map(({ id }) => id)).toEqual([...groups].sort());
    });
    expect(sum(counts)).toBeLessThanOrEqual(5);
  });

  it('are read where their members are not what the rule says, each once', async () => {
    const { directory, user, groups } = await directoryWith(6);
    for (const group of groups.slice(0, 4))
      await changeGroup(directory.context, group, { state: 'Paused' });
    await directory.work();
    const row = await rowOf(directory, user);
    const counts = await directory.counting(() => listMemberships(directory.context, row));
    expect(counts['groups.query']).toBe(4);
    expect(counts['groups.get']).toBeUndefined();
  });
});

describe('whether an object is in some groups', () => {
  it('is answered in a handful of requests, whatever their size', async () => {
    const { directory, user, groups } = await directoryWith(20);
    const row = await rowOf(directory, user);
    const counts = await directory.counting(async () => {
      const found = await membershipsAmong(directory.context, row, groups);
      expect(found).toEqual(groups);
    });
    expect(sum(counts)).toBeLessThanOrEqual(3);
    const nobody = await rowOf(directory, await directory.user({ city: 'C' }));
    const none = await directory.counting(async () => {
      expect(await membershipsAmong(directory.context, nobody, groups)).toEqual([]);
    });
    expect(sum(none)).toBeLessThanOrEqual(3);
  });

  it('looks only into groups that can have groups in them', async () => {
    const { directory, user, groups } = await directoryWith(3);
    const [first = ''] = groups;
    const inner = await directory.group(null);
    const outer = await directory.group(null);
    const other = await directory.group(null);
    await addMembers(directory.context, inner, [first]);
    await addMembers(directory.context, outer, [inner]);
    await directory.work();
    const stranger = await directory.user({ city: 'C' });
    const asked = [outer, other, first];
    const row = await rowOf(directory, user);
    const counts = await directory.counting(async () => {
      expect(await membershipsAmong(directory.context, row, asked)).toEqual([outer, first]);
    });
    expect(sum(counts)).toBeLessThanOrEqual(10);
    const nobody = await rowOf(directory, stranger);
    expect(await membershipsAmong(directory.context, nobody, asked)).toEqual([]);
  });
});
