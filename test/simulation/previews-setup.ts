/** Random directories for previews, and who is changed in them. */
import type { Attributes } from '../../src/directory/attributes.ts';
import { BLOCK_SIZE } from '../../src/directory/ordinal.ts';
import { createGroup } from '../../src/groups/create-group.ts';
import type { Context } from '../../src/membership/context.ts';
import { BLOCKS_PER_RANGE } from '../../src/membership/ranges.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { draft } from '../support/directory.ts';
import { CITIES, DEPARTMENTS } from './object-operations.ts';
import { memberOfRule, RULES } from './rule-pool.ts';
import { World } from './world.ts';

const TEXTS = RULES.filter(({ usesClock }) => !usesClock).map(({ text }) => text);

export interface Previewed {
  readonly world: World;
  readonly context: Context;
  readonly group: string;
  readonly rule: string;
}

/** A settled directory with a group, and a rule that it does not have. */
export async function furnished(seed: number): Promise<Previewed> {
  const world = new World(seed, seed % 5 === 0 ? { pageLimit: 3, emptyFirstPage: true } : {});
  const { random } = world;
  // In one world in three the few objects lie in several ranges.
  if (seed % 3 === 0) world.spread = BLOCKS_PER_RANGE * BLOCK_SIZE;
  const { context } = world.instance();
  for (let made = 0; made < 2 + random.below(6); made++) await furnishOne(world, context);
  const ids = world.objectIds.filter(() => random.chance(0.5));
  const source = await createGroup(context, { ...draft(null), members: ids });
  const isAssigned = random.chance(0.25);
  const group = isAssigned
    ? await createGroup(context, { ...draft(null), members: ids.slice(1) })
    : await createGroup(context, draft(random.pick(TEXTS)));
  world.groupIds.push(source.value.id, group.value.id);
  await world.settle();
  const texts = TEXTS.filter((text) => text !== group.value.rule);
  const rule = random.chance(0.2) ? memberOfRule([source.value.id]) : random.pick(texts);
  return { world, context, group: group.value.id, rule };
}

async function furnishOne(world: World, context: Context): Promise<void> {
  const { random } = world;
  const id = world.guid();
  world.objectIds.push(id);
  await world.spreadOut();
  const holder = world.spread === 0 ? context : world.instance().context;
  const attributes: Attributes = {
    userPrincipalName: `${id}@contoso.com`,
    displayName: id,
    ...given('department', random.pick(DEPARTMENTS)),
    ...given('city', random.pick(CITIES)),
  };
  await createObject(holder, { kind: 'user', id, attributes });
}

function given(name: string, value: string | null): Attributes {
  return value === null ? {} : { [name]: value };
}

/** How often each object has been changed. */
export async function versionsOf(context: Context): Promise<ReadonlyMap<number, number>> {
  const versions = new Map<number, number>();
  const end = await context.ordinals.highWater('user');
  for (let block = 0; block * BLOCK_SIZE < end; block++)
    for (const { ordinal, history } of await context.objects.readBlock(block))
      versions.set(ordinal, history.changes);
  return versions;
}

/** Whom somebody has created, changed or deleted since. */
export async function changedSince(
  context: Context,
  before: ReadonlyMap<number, number>,
): Promise<readonly number[]> {
  const now = await versionsOf(context);
  return [...now]
    .filter(([ordinal, version]) => before.get(ordinal) !== version)
    .map(([one]) => one);
}
