/**
 * A change that is over a group's guard, in one of four ways that a seed decides, with what a seed decides in between:
 * nobody comes or goes before somebody releases exactly what is held, and then exactly what is still true is done.
 */
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { changeTenantGuard, setGuard } from '../../src/groups/guards.ts';
import { type HoldView, listHolds, release } from '../../src/groups/holds.ts';
import { importPart } from '../../src/imports/import-part.ts';
import { completeImport, createImport } from '../../src/imports/imports.ts';
import { RequestError } from '../../src/util/errors.ts';
import { checkWorld, expectSame } from './check-world.ts';
import { lineFor } from './import-operations.ts';
import { type Random, seeded } from './random.ts';
import { memberOfRule } from './rule-pool.ts';
import { checkEverything, Stage } from './stage.ts';

interface Guarded {
  readonly stage: Stage;
  readonly random: Random;
  readonly group: string;
  readonly users: readonly string[];
}

const IN_A = 'user.department -eq "A"';
const NOT_A = 'user.department -ne "A"';
const HOUR = 3_600_000;
/** The breaker for blanked properties does not count fewer. */
const PEOPLE_OF_AN_IMPORT = 22;

const WAYS = { ruleEdited, blankedByImport, sourceEmptied, pageHalfRead };

export const KINDS_OF_BREACH = Object.keys(WAYS);

/** Throws when anybody comes or goes who should not. */
export async function breach(seed: number): Promise<void> {
  const way = Object.values(WAYS)[seed % KINDS_OF_BREACH.length] ?? ruleEdited;
  const random = seeded(seed);
  const guarded = await way(new Stage(), random);
  const before = await membersOf(guarded);
  await guarded.stage.sweep();
  await expectHeld(guarded, before);
  await refuseAltered(guarded);
  if (random.chance(0.3)) await letExpire(guarded);
  if (random.chance(0.3)) await overtake(guarded);
  const removed = random.chance(0.5) ? await changeMeanwhile(guarded) : null;
  const untouched = before.filter((ordinal) => ordinal !== removed);
  await expectHeld(guarded, untouched);
  await releaseAll(guarded);
  await checkEverything(guarded.stage);
}

async function furnish(stage: Stage, random: Random, people: number): Promise<readonly string[]> {
  const users: string[] = [];
  for (let made = 0; made < people; made++)
    users.push(await stage.user({ department: made % 4 === 3 ? 'B' : 'A', city: 'X' }));
  if (random.chance(0.3)) await stage.user({ department: 'A', city: 'Y' });
  return users;
}

async function guard({ stage, random, group }: Omit<Guarded, 'users'>): Promise<void> {
  const limit = random.pick([
    { share: null, count: 2 },
    { share: 30, count: null },
    { share: 40, count: 2 },
  ]);
  const minimumSize = random.below(3);
  await setGuard(stage.context, group, { minimumSize, additions: limit, removals: limit });
  await stage.sweep();
}

async function ruleEdited(stage: Stage, random: Random): Promise<Guarded> {
  const users = await furnish(stage, random, 6 + random.below(4));
  const group = await stage.group(IN_A);
  await stage.sweep();
  await guard({ stage, random, group });
  await stage.edit(group, { rule: NOT_A });
  return { stage, random, group, users };
}

/** Guarded as every group is from the beginning. */
async function blankedByImport(stage: Stage, random: Random): Promise<Guarded> {
  const { context } = stage;
  const users = await furnish(stage, random, PEOPLE_OF_AN_IMPORT);
  const group = await stage.group(IN_A);
  await stage.sweep();
  if (random.chance(0.5)) await changeTenantGuard(context, { imports: null });
  const { record } = await createImport(context);
  const lines = users.map((id, at) => lineFor(id, at + 1, { department: null }));
  await importPart(context, { importId: record.id, part: 1, content: 'one' }, lines);
  if (random.chance(0.3)) await stage.work();
  await completeImport(context, record.id, new Date(stage.world.time + HOUR));
  return { stage, random, group, users };
}

async function sourceEmptied(stage: Stage, random: Random): Promise<Guarded> {
  const users = await furnish(stage, random, 6 + random.below(4));
  const source = await stage.group(null, users);
  const group = await stage.group(memberOfRule([source]));
  await stage.sweep();
  await guard({ stage, random, group });
  await deleteGroup(stage.context, source);
  return { stage, random, group, users };
}

/** A page of the directory fails while the rule that was edited runs: it is tried again when that is over. */
async function pageHalfRead(stage: Stage, random: Random): Promise<Guarded> {
  const guarded = await ruleEdited(stage, random);
  const before = await membersOf(guarded);
  stage.world.broken = 'user-000000';
  await stage.work();
  expectSame(await membersOf(guarded), before, 'The members after half a page');
  expectSame((await holdsOf(guarded)).length, 0, 'Holds of half a directory');
  await stage.world.settle();
  return guarded;
}

async function membersOf({ stage, group }: Guarded): Promise<readonly number[]> {
  return [...((await stage.context.groups.read(group))?.members.ordinals() ?? [])];
}

async function holdsOf({ stage, group }: Guarded): Promise<readonly HoldView[]> {
  return (await listHolds(stage.context, 'held')).filter(({ groupId }) => groupId === group);
}

async function expectHeld(guarded: Guarded, members: readonly number[]): Promise<void> {
  expectSame((await holdsOf(guarded)).length, 1, 'How many changes are held');
  expectSame(await membersOf(guarded), members, 'The members while a change is held');
  await checkWorld(guarded.stage.world);
}

async function refuseAltered(guarded: Guarded): Promise<void> {
  const [hold] = await holdsOf(guarded);
  const altered = `${hold?.diffHash ?? ''}`.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  await expectRefused(guarded, hold?.id ?? '', altered);
}

/** A day later nobody can release it; it is worked out anew, and held anew. */
async function letExpire(guarded: Guarded): Promise<void> {
  const [hold] = await holdsOf(guarded);
  guarded.stage.world.time += 25 * HOUR;
  await expectRefused(guarded, hold?.id ?? '', hold?.diffHash ?? '');
  await guarded.stage.sweep();
  await guarded.stage.sweep();
  await expectRefused(guarded, hold?.id ?? '', hold?.diffHash ?? '');
}

/** Processing it again overtakes the hold: what comes of it is another. */
async function overtake(guarded: Guarded): Promise<void> {
  const { stage, group } = guarded;
  const [hold] = await holdsOf(guarded);
  await stage.reprocess(group);
  await stage.sweep();
  await expectRefused(guarded, hold?.id ?? '', hold?.diffHash ?? '');
}

async function expectRefused(guarded: Guarded, id: string, diffHash: string): Promise<void> {
  try {
    await release(guarded.stage.context, id, { diffHash, note: null });
  } catch (error) {
    if (error instanceof RequestError && error.status === 409) return;
    throw error;
  }
  throw new Error('A hold was released that should have been refused.');
}

/** Somebody of the diff changes back, somebody is deleted. Answers who that was. */
async function changeMeanwhile({ stage, random, users }: Guarded): Promise<number | null> {
  const [someone = '', another = ''] = [random.pick(users), random.pick(users)];
  await stage.change(someone, { department: random.pick(['A', 'B', null]) });
  const ordinal = await stage.ordinalOf(another);
  const isDeleted = random.chance(0.6);
  if (isDeleted) await stage.delete(another);
  await stage.sweep();
  return isDeleted ? ordinal : null;
}

/** What has changed beyond what was seen may have to be seen as well. */
async function releaseAll(guarded: Guarded): Promise<void> {
  for (let decision = 0; decision < 4; decision++) {
    const [hold] = await holdsOf(guarded);
    if (hold === undefined) return;
    const { id, diffHash } = hold;
    await release(guarded.stage.context, id, { diffHash, note: null }).catch((error: unknown) => {
      if (!(error instanceof RequestError && error.status === 409)) throw error;
    });
    await guarded.stage.sweep();
  }
  throw new Error('There is always another hold.');
}
