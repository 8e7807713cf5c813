/** What must be true of a directory in which all work is done. */
import { expect } from 'vitest';
import { statusOf } from '../../src/directory/group-meta.ts';
import type { ObjectRow } from '../../src/directory/object-row.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Context } from '../../src/membership/context.ts';
import type { StoredGroup } from '../../src/membership/ports.ts';
import { readRows } from '../../src/membership/read-rows.ts';
import { RULES } from './rule-pool.ts';
import type { World } from './world.ts';

export async function checkWorld(world: World, context: Context): Promise<void> {
  const rows = await allRows(context);
  const groups = await readGroups(world, context);
  for (const group of groups.values()) {
    if (group.meta.deleted !== null) continue;
    const about = `group ${group.meta.id}: ${group.meta.rule ?? 'assigned'}, ${group.meta.state}`;
    const members = [...group.members.ordinals()];
    expect(group.meta.count, `count of ${about}`).toBe(members.length);
    expect([...(await replayed(context, group)).ordinals()], `log of ${about}`).toEqual(members);
    const existing = new Set(
      rows.filter(({ deleted }) => deleted === null).map(({ ordinal }) => ordinal),
    );
    expect(
      members.filter((ordinal) => !existing.has(ordinal)),
      `deleted members of ${about}`,
    ).toEqual([]);
    checkMembers(world, { group, groups, rows, about });
    checkProjection(group, rows, about);
  }
}

function checkMembers(
  world: World,
  found: {
    group: StoredGroup;
    groups: ReadonlyMap<string, StoredGroup>;
    rows: readonly ObjectRow[];
    about: string;
  },
): void {
  const { group, groups, rows, about } = found;
  const { meta, members } = group;
  if (meta.kind === 'assigned' || meta.state === 'Paused' || meta.error !== null) return;
  expect(statusOf(meta), `status of ${about}`).toBe('Succeeded');
  const expected = meta.rule?.includes('memberOf')
    ? union(meta.rule, groups)
    : selected(world, meta.rule, rows);
  expect([...members.ordinals()], `members of ${about}`).toEqual(expected);
}

function selected(
  world: World,
  rule: string | null,
  rows: readonly ObjectRow[],
): readonly number[] {
  const pooled = RULES.find(({ text }) => text === rule);
  const users = rows.filter(({ kind, deleted }) => kind === 'user' && deleted === null);
  return users
    .filter(({ attributes }) => pooled?.means(attributes, new Date(world.time)))
    .map(({ ordinal }) => ordinal);
}

function union(rule: string, groups: ReadonlyMap<string, StoredGroup>): readonly number[] {
  const sources = [...rule.matchAll(/"([0-9a-f-]{36})"/g)].map(([, id]) => groups.get(id ?? ''));
  const ordinals = sources.flatMap((source) =>
    source?.meta.deleted === null ? [...source.members.ordinals()] : [],
  );
  return [...new Set(ordinals)]
    .filter((ordinal) => ordinal < 2 ** 28)
    .sort((left, right) => left - right);
}

/** The row of every member of an assigned group names it, so that its deletion is looked at there. */
function checkProjection(group: StoredGroup, rows: readonly ObjectRow[], about: string): void {
  if (group.meta.kind !== 'assigned') return;
  const unnamed = rows.filter(
    ({ ordinal, assignedTo }) =>
      group.members.has(ordinal) && assignedTo[group.meta.id] === undefined,
  );
  expect(unnamed, `members whose rows do not name ${about}`).toEqual([]);
}

async function replayed(context: Context, group: StoredGroup): Promise<OrdinalSet> {
  const members = new OrdinalSet();
  for (const entry of await context.groups.readLog(group.meta.id, 0)) {
    for (const ordinal of entry.added.ordinals()) members.add(ordinal);
    for (const ordinal of entry.removed.ordinals()) members.delete(ordinal);
  }
  return members;
}

async function allRows(context: Context): Promise<readonly ObjectRow[]> {
  const rows: ObjectRow[] = [];
  for (const kind of ['user', 'device', 'group'] as const) {
    const end = await context.ordinals.highWater(kind);
    const first = { user: 0, device: 2 ** 28, group: 2 ** 29 }[kind];
    rows.push(
      ...(await readRows(
        context.objects,
        Array.from({ length: end - first }, (_, at) => first + at),
      )),
    );
  }
  return rows;
}

async function readGroups(
  world: World,
  context: Context,
): Promise<ReadonlyMap<string, StoredGroup>> {
  const groups = new Map<string, StoredGroup>();
  for (const id of world.groupIds) {
    const group = await context.groups.read(id);
    if (group !== null) groups.set(id, group);
  }
  return groups;
}
