/**
 * Previews of random rules over random directories, with and without changes in their middle: what the save then does
 * differs for exactly those whom somebody has changed, and a save for the diff does nothing that was not in it.
 */
import type { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { changeGroup } from '../../src/groups/change-group.ts';
import { listHolds, release } from '../../src/groups/holds.ts';
import type { Context } from '../../src/membership/context.ts';
import type { Preview } from '../../src/ports/preview-ports.ts';
import { findPreview, readPreview } from '../../src/previews/find-preview.ts';
import { checkPreview, startPreview } from '../../src/previews/start-preview.ts';
import { RequestError } from '../../src/util/errors.ts';
import { checkWorld, expectSame } from './check-world.ts';
import { canHappen, FAULTS } from './fault.ts';
import {
  changeAnAttribute,
  createAnObject,
  createMany,
  deleteAnObject,
} from './object-operations.ts';
import { changedSince, furnished, type Previewed, versionsOf } from './previews-setup.ts';
import type { World } from './world.ts';

const CALLER = 'user 1';
const OPERATIONS = [
  changeAnAttribute,
  changeAnAttribute,
  deleteAnObject,
  createAnObject,
  createMany,
];
const POLLS = 400;

/** What came of a world, to see that all of it is tried. */
export type Outcome = 'done' | 'held' | 'refused';

/** Changes nothing between the beginning of the preview and the end of the save. Throws when they differ. */
export async function previewInQuiet(seed: number): Promise<void> {
  const about = await furnished(seed);
  const { context, group, world } = about;
  const before = await membersOf(context, group);
  const started = await begin(about);
  await world.work(() => true);
  const seen = await finished(about, started.id);
  expectSame(ordinals(seen.before), ordinals(before), 'The members before');
  await saveIt(about, world.random.chance(0.5) ? seen.diffHash : null);
  await world.settle();
  const after = await membersOf(context, group);
  expectSame(ordinals(seen.added), ordinals(after.minus(before)), 'Who came');
  expectSame(ordinals(seen.removed), ordinals(before.minus(after)), 'Who went');
  expectSame(await listHolds(context, 'held'), [], 'Holds');
  await checkWorld(world);
}

/** Clients, workers and faults beside the preview and the save. */
export async function previewAmongChanges(seed: number, faults: number): Promise<Outcome> {
  const about = await furnished(seed);
  const { context, world } = about;
  const versions = await versionsOf(context);
  const { scheduler, random } = world;
  const named = random.chance(0.6);
  scheduler.isOpen = false;
  scheduler.strategy = random.pick(['even', 'ranked', 'ranked']);
  scheduler.plan = (call) => {
    if (!random.chance(faults)) return null;
    const fault = random.pick(FAULTS.filter((one) => canHappen(one, call)));
    return fault ?? null;
  };
  let seen: Seen | null = null;
  let saved: 'yes' | 'no' | 'refused' = 'no';
  const person = async () => {
    seen = await previewed(about);
    if (seen !== null) saved = await saveAgain(about, named ? seen.diffHash : null);
  };
  await scheduler.drive(allAtOnce(world, [person, () => change(world), () => change(world)]));
  await scheduler.drive(world.settle());
  scheduler.isOpen = true;
  const touched = new Set(await changedSince(context, versions));
  if (seen === null || saved === 'no') return 'refused';
  return judge(about, { seen, saved, named, touched });
}

async function judge(
  { context, group, world }: Previewed,
  about: {
    readonly seen: Seen;
    readonly saved: 'yes' | 'refused';
    readonly named: boolean;
    readonly touched: ReadonlySet<number>;
  },
): Promise<Outcome> {
  const { seen, saved, named, touched } = about;
  if (saved === 'refused') return saved;
  const holds = await listHolds(context, 'held');
  const [hold] = holds;
  if (hold !== undefined) {
    expectSame(named, true, 'A hold without a hash');
    const diff = await context.groups.readHeldDiff(group, hold.id);
    const unseen = [
      ...ordinals(diff?.added.minus(seen.added) ?? seen.added),
      ...ordinals(diff?.removed.minus(seen.removed) ?? seen.removed),
    ];
    expectSame(unseen.length > 0, true, 'Held for something that was not seen');
    expectSame(
      unseen.filter((ordinal) => !touched.has(ordinal)),
      [],
      'Unseen, and not changed',
    );
    await release(context, hold.id, { ...hold, note: null });
    await world.settle();
  } else if (named) await expectWithin(context, group, seen);
  const members = await membersOf(context, group);
  const differing = [
    ...ordinals(members.minus(seen.result)),
    ...ordinals(seen.result.minus(members)),
  ].filter((ordinal) => !touched.has(ordinal));
  expectSame(differing, [], 'Differences of those whom nobody has changed');
  await checkWorld(world);
  return holds.length > 0 ? 'held' : 'done';
}

/** The run did nothing that was not in the diff. */
async function expectWithin(context: Context, group: string, seen: Seen): Promise<void> {
  const meta = (await context.groups.readMeta(group))?.value;
  const log = await context.groups.readLog(group, 0);
  const run = log.findLast(({ cause }) => cause.kind === 'run' && cause.ver > seen.ver);
  expectSame(meta?.expected, undefined, 'What is still expected');
  if (run === undefined) return;
  expectSame(ordinals(run.added.minus(seen.added)), [], 'Who came unseen');
  expectSame(ordinals(run.removed.minus(seen.removed)), [], 'Who went unseen');
}

interface Seen {
  readonly diffHash: string;
  readonly ver: number;
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
  readonly before: OrdinalSet;
  /** The members after it. */
  readonly result: OrdinalSet;
}

async function begin({ context, group, rule }: Previewed): Promise<Preview> {
  const request = { callerId: CALLER, groupId: group, rule, kind: null };
  return (await startPreview(context, await checkPreview(context, request))).preview;
}

async function finished({ context }: Previewed, id: string): Promise<Seen> {
  const { value } = await findPreview(context, id, CALLER);
  const { preview } = await readPreview(context, value);
  const { outcome } = preview;
  if (outcome === null) throw new Error(`The preview is ${preview.status}.`);
  const { diffHash, ver } = outcome;
  const read = async (list: 'additions' | 'removals' | 'unchanged') => {
    const found = await context.previews.readList(id, { diffHash, list });
    if (found === null) throw new Error(`The ${list} are missing.`);
    return found;
  };
  const [added, removed] = [await read('additions'), await read('removals')];
  const unchanged = await read('unchanged');
  const [before, result] = [unchanged.clone(), unchanged.clone()];
  before.addAll(removed);
  result.addAll(added);
  return { diffHash, ver: ver ?? 0, added, removed, before, result };
}

/** A patient person: what fails is asked again. Null: it never came to an end. */
async function previewed(about: Previewed): Promise<Seen | null> {
  const { world } = about;
  const { context, process } = world.instance();
  const own = { ...about, context };
  let id: string | null = null;
  for (let poll = 0; poll < POLLS; poll++) {
    try {
      if (process.isDead) return null;
      id ??= await Promise.race([begin(own).then((preview) => preview.id), process.death]);
      world.time += 1_000;
      const { value } = await Promise.race([findPreview(context, id, CALLER), process.death]);
      const view = await Promise.race([readPreview(context, value), process.death]);
      if (view.preview.status === 'completed')
        return await Promise.race([finished(own, id), process.death]);
      if (view.preview.status !== 'running') id = null;
    } catch (error) {
      if (process.isDead) return null;
      if (error instanceof RequestError && error.status === 429) return null;
    }
    await world.scheduler.idle(process);
  }
  return null;
}

function saveIt({ context, group, rule }: Previewed, diffHash: string | null): Promise<boolean> {
  const named = diffHash === null ? {} : { diffHash };
  return changeGroup(context, group, { kind: 'dynamic', rule, ...named });
}

async function saveAgain(
  about: Previewed,
  diffHash: string | null,
): Promise<'yes' | 'no' | 'refused'> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { context, process } = about.world.instance();
    try {
      await process.run(() => saveIt({ ...about, context }, diffHash));
      return 'yes';
    } catch (error) {
      if (error instanceof RequestError && error.status === 412) return 'refused';
    }
  }
  return 'no';
}

async function change(world: World): Promise<void> {
  let { context, process } = world.instance();
  for (let done = 0; done < 1 + world.random.below(3); done++) {
    try {
      await process.run(() => world.random.pick(OPERATIONS)(world, context));
    } catch {
      if (process.isDead) ({ context, process } = world.instance());
    }
  }
}

async function allAtOnce(world: World, people: readonly (() => Promise<unknown>)[]): Promise<void> {
  let isActing = true;
  const acting = Promise.all(people.map((person) => person())).finally(() => {
    isActing = false;
  });
  await Promise.all([acting, ...[0, 1].map(() => world.work(() => !isActing))]);
}

async function membersOf(context: Context, group: string): Promise<OrdinalSet> {
  const stored = await context.groups.read(group);
  if (stored === null) throw new Error('The group is gone.');
  return stored.members;
}

function ordinals(set: OrdinalSet): readonly number[] {
  return [...set.ordinals()];
}
