/** What must be true of a directory in which all work is done. */
import { statusOf } from '../../src/directory/group-meta.ts';
import type { ObjectRow } from '../../src/directory/object-row.ts';
import { blockOfOrdinal, firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Context } from '../../src/membership/context.ts';
import type { StoredGroup } from '../../src/ports/ports.ts';
import { pooled } from './rule-pool.ts';
import type { World } from './world.ts';

const FAILED = 'PROCESSING_FAILED';
const CHAINED = 'MEMBEROF_SOURCE_IS_MEMBEROF';

/** Everything in storage. */
export interface Found {
  readonly now: Date;
  readonly rows: readonly ObjectRow[];
  readonly groups: ReadonlyMap<string, StoredGroup>;
}

/** Throws for the first thing that is not as it should be. Answers what it found. */
export async function checkWorld(world: World): Promise<Found> {
  const { context } = world.instance();
  const rows = await allRows(context);
  const groups = await readGroups(world, context);
  const found = { now: new Date(world.time), rows, groups };
  const existing = new Set(living(rows).map(({ ordinal }) => ordinal));
  for (const group of groups.values()) {
    const { meta } = group;
    if (meta.deleted !== null) continue;
    const members = [...group.members.ordinals()];
    expectSame(meta.count, members.length, about('count', group));
    expectSame([...(await replayed(context, group)).ordinals()], members, about('log', group));
    const deleted = members.filter((ordinal) => !existing.has(ordinal));
    expectSame(deleted, [], about('deleted members', group));
    if (meta.kind === 'assigned') checkNotes(group, rows);
    else if (meta.hold !== null)
      expectSame(statusOf(meta), heldStatus(meta), about('status', group));
    else if (meta.state === 'On') checkMembers(group, found);
    const listed = await context.listing.read(meta.id);
    expectSame(listed?.value.edit, meta.edit, about('row for lists', group));
  }
  await checkNames(context, rows);
  checkManagers(rows);
  return found;
}

/** Throws when two values differ, and says of what. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, found ${found}`);
}

/** Rows of objects that exist. */
export function living(rows: readonly ObjectRow[]): readonly ObjectRow[] {
  return rows.filter(({ deleted }) => deleted === null);
}

function about(what: string, { meta }: StoredGroup): string {
  return `The ${what} of group ${meta.id} (${meta.rule ?? 'assigned'}, ${meta.state})`;
}

/** A change that waits for a decision reads as Failed. */
function heldStatus({ state }: StoredGroup['meta']): string | null {
  return state === 'Paused' ? null : 'Failed';
}

function checkMembers(group: StoredGroup, found: Found): void {
  const { meta, members } = group;
  const chained = sourcesOf(meta.rule, found.groups).some(follows);
  // One that failed before it was chained can't be tried again before the chain is broken.
  const error = chained && meta.error?.code !== FAILED ? CHAINED : undefined;
  if (error !== undefined || !chained) expectSame(meta.error?.code, error, about('error', group));
  expectSame(statusOf(meta), chained ? 'Failed' : 'Succeeded', about('status', group));
  if (chained) return;
  const expected = meta.rule?.includes('memberOf')
    ? union(meta.rule, found.groups)
    : selected(meta.rule, found);
  expectSame([...members.ordinals()], expected, about('members', group));
}

function selected(text: string | null, { rows, now }: Found): readonly number[] {
  const rule = pooled(text);
  return living(rows)
    .filter((row) => row.kind === rule?.kind && rule.means(row, now))
    .map(({ ordinal }) => ordinal);
}

/** The living groups that a memberOf rule names. */
function sourcesOf(
  rule: string | null,
  groups: ReadonlyMap<string, StoredGroup>,
): readonly StoredGroup[] {
  if (rule === null || !rule.includes('memberOf')) return [];
  return [...rule.matchAll(/"([0-9a-f-]{36})"/g)]
    .map(([, id]) => groups.get(id ?? ''))
    .filter((source) => source !== undefined)
    .filter(({ meta }) => meta.deleted === null);
}

/** Such a group cannot be followed itself. */
function follows({ meta }: StoredGroup): boolean {
  return meta.kind === 'dynamic' && meta.rule?.includes('memberOf') === true;
}

function union(rule: string, groups: ReadonlyMap<string, StoredGroup>): readonly number[] {
  const ordinals = sourcesOf(rule, groups).flatMap(({ members }) => [...members.ordinals()]);
  return [...new Set(ordinals)]
    .filter((ordinal) => ordinal < firstOrdinal('device'))
    .sort((left, right) => left - right);
}

/** The row of every member of an assigned group names it, so that its deletion is looked at there. */
function checkNotes(group: StoredGroup, rows: readonly ObjectRow[]): void {
  const unnamed = rows.filter(
    ({ ordinal, assignedTo }) =>
      group.members.has(ordinal) && assignedTo[group.meta.id] === undefined,
  );
  const ordinals = unnamed.map(({ ordinal }) => ordinal);
  expectSame(ordinals, [], about('list of members whose rows do not name it', group));
}

/** Everybody is found under the own name, so nobody shares one. */
async function checkNames(context: Context, rows: readonly ObjectRow[]): Promise<void> {
  for (const { kind, id, ordinal, attributes } of living(rows)) {
    if (kind !== 'user') continue;
    const name = attributes.userPrincipalName;
    const holders = [
      await context.lookups.read('id', id),
      await context.lookups.read('userPrincipalName', String(name)),
    ];
    const found = holders.map((holder) => holder?.value);
    expectSame(found, [ordinal, ordinal], `Who is found as ${id} and ${name}`);
  }
}

/** Nobody reports to somebody who is gone. */
function checkManagers(rows: readonly ObjectRow[]): void {
  const ids = new Set(living(rows).map(({ id }) => id));
  const lost = living(rows).filter(({ attributes: { manager } }) =>
    typeof manager === 'string' ? !ids.has(manager) : false,
  );
  const names = lost.map(({ id }) => id);
  expectSame(names, [], 'Who reports to somebody who was deleted');
}

async function replayed(context: Context, group: StoredGroup): Promise<OrdinalSet> {
  const { id, history } = group.meta;
  const first = history.from?.seq ?? 1;
  const begin = first === 1 ? null : await context.groups.readCheckpoint(id, first - 1);
  const members = begin?.members ?? new OrdinalSet();
  for (const entry of await context.groups.readLog(id, first - 1)) {
    for (const ordinal of entry.added.ordinals()) members.add(ordinal);
    for (const ordinal of entry.removed.ordinals()) members.delete(ordinal);
  }
  return members;
}

async function allRows(context: Context): Promise<readonly ObjectRow[]> {
  const rows: ObjectRow[] = [];
  for (const kind of ['user', 'device', 'group'] as const) {
    const end = await context.ordinals.highWater(kind);
    for (let first = firstOrdinal(kind); first < end; first += 512)
      rows.push(...(await context.objects.readBlock(blockOfOrdinal(first))));
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
