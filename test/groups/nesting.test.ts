import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberSource } from '../../src/groups/member-source.ts';
import { addMembers } from '../../src/groups/members.ts';
import { listNestedMemberships, membershipsAmong } from '../../src/groups/nested-memberships.ts';
import { findMember } from '../../src/objects/find-object.ts';
import { Directory } from '../support/directory.ts';

const GROUPS = 5;

/** Who is put into whom, by number: 0 to 4 assigned groups, 5 a dynamic one, 6 its user, 7 another user. */
const edges = fc.uniqueArray(fc.record({ parent: fc.nat(GROUPS - 1), child: fc.nat(GROUPS + 2) }), {
  selector: ({ parent, child }) => `${parent} ${child}`,
  maxLength: 14,
});

/** Everything below a group, worked out by following the edges until nothing is new. */
function below(parent: number, all: readonly { parent: number; child: number }[]): Set<number> {
  const found = new Set<number>();
  const queue = [parent];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const { child } of all.filter((edge) => edge.parent === at))
      if (!found.has(child)) {
        found.add(child);
        queue.push(child);
      }
  found.delete(parent);
  return found;
}

test('members and memberships over groups in groups are two views of one relation', async () => {
  await fc.assert(
    fc.asyncProperty(edges, fc.boolean(), async (drawn, isSettled) => {
      const directory = new Directory();
      const nodes: string[] = [];
      for (let made = 0; made < GROUPS; made++) nodes.push(await directory.group(null));
      nodes.push(await directory.group('user.city -eq "A"'));
      nodes.push(await directory.user({ city: 'A' }), await directory.user());
      await directory.work();
      const put = drawn.filter(({ parent, child }) => parent !== child);
      for (const { parent, child } of put)
        await addMembers(directory.context, nodes[parent] ?? '', [nodes[child] ?? '']);
      if (isSettled) await directory.work();
      const all = [...put, { parent: GROUPS, child: GROUPS + 1 }];
      const groups = nodes.slice(0, GROUPS + 1);
      for (const [number, id] of nodes.entries()) {
        const row = await findMember(directory.context, id);
        if (row === null) return expect.unreachable();
        const expected = groups.filter((_, at) => at !== number && below(at, all).has(number));
        const listed = await listNestedMemberships(directory.context, row);
        expect(listed.map((membership) => membership.id).sort()).toEqual([...expected].sort());
        expect(await membershipsAmong(directory.context, row, groups)).toEqual(expected);
      }
      for (const [number, id] of groups.entries()) {
        const source = await memberSource(directory.context, id, { size: 3, nested: true });
        const found: string[] = [];
        for await (const { items } of source.pages(null))
          found.push(...items.map((item) => (item.kind === 'group' ? item.meta.id : item.row.id)));
        const expected = [...below(number, all)].map((at) => nodes[at] ?? '');
        expect([...found].sort()).toEqual(expected.sort());
      }
    }),
    { numRuns: 60 },
  );
});
