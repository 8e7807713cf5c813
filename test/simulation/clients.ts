/** What people do to the simulated directory, at random. */

import { changeObject } from '../../src/objects/change-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import {
  guardAGroup,
  guardAll,
  pauseAllGroups,
  rejectAHold,
  releaseAHold,
  resumeAllGroups,
  resumeOne,
} from './brake-operations.ts';
import {
  addAMember,
  addTheFirst,
  changeARule,
  changeTwoRules,
  convert,
  createADynamicGroup,
  createAFollower,
  createAnAssignedGroup,
  deleteAGroup,
  follow,
  followEachOther,
  pauseOrResume,
  removeAMember,
  removeTheFirst,
  reprocess,
  restoreAGroup,
} from './group-operations.ts';
import {
  breakSomething,
  joinMessages,
  letADayPass,
  letAMinutePass,
  loseMessages,
  mend,
  type Operation,
  sweep,
} from './happenings.ts';
import { importSome } from './import-operations.ts';
import {
  CITIES,
  changeAnAttribute,
  changeMany,
  createAgain,
  createANamesake,
  createAnObject,
  createElsewhere,
  createMany,
  deleteAnObject,
  giveAManager,
  rename,
  toggle,
} from './object-operations.ts';
import type { World } from './world.ts';

/** What makes looks meet: one object changed back and forth, groups paused in between, objects deleted. */
const CHANGES: readonly Operation[] = [
  changeAnAttribute,
  changeAnAttribute,
  changeAnAttribute,
  changeAnAttribute,
  pauseOrResume,
  changeARule,
  deleteAnObject,
  sweep,
  loseMessages,
];

/** One object back and forth, and little else: a slow look at one state meets a fast look at the next. */
const TOGGLES: readonly Operation[] = [toggle, toggle, toggle, toggle, toggle, changeAnAttribute];

/** New rules and new objects at the same time: what a run begins with meets what begins beside it. */
const BEGINNINGS: readonly Operation[] = [
  createElsewhere,
  createElsewhere,
  createADynamicGroup,
  changeTwoRules,
  changeTwoRules,
  reprocess,
  toggle,
  toggle,
  letAMinutePass,
  letADayPass,
  sweep,
  sweep,
  loseMessages,
];

/** One object in and out of one assigned group, and groups that follow it. */
const BY_HAND: readonly Operation[] = [
  addTheFirst,
  addTheFirst,
  removeTheFirst,
  follow,
  pauseOrResume,
  deleteAnObject,
  sweep,
];

/** Many objects at once, as an import or a sync brings them: a message names them all. */
const BATCHES: readonly Operation[] = [
  changeMany,
  changeMany,
  changeMany,
  changeARule,
  pauseOrResume,
  joinMessages,
  joinMessages,
  deleteAnObject,
  createMany,
  letAMinutePass,
  sweep,
];

/** Groups that follow one another, saved at the same time. */
const CHAINS: readonly Operation[] = [
  followEachOther,
  followEachOther,
  changeARule,
  changeARule,
  addTheFirst,
  removeTheFirst,
  toggle,
  convert,
  deleteAGroup,
  sweep,
];

/** Something cannot be read or written for a while, and is tried again once it is mended. */
const BREAKAGES: readonly Operation[] = [
  breakSomething,
  changeAnAttribute,
  changeAnAttribute,
  changeARule,
  changeARule,
  pauseOrResume,
  deleteAnObject,
  reprocess,
  sweep,
  sweep,
  mend,
];

/** Managers who come and go. */
const MANAGERS: readonly Operation[] = [
  giveAManager,
  giveAManager,
  giveAManager,
  deleteAnObject,
  createAgain,
  toggle,
  sweep,
  loseMessages,
];

/** Guards, holds and pauses of all groups beside everything that they hold back. */
const BRAKES: readonly Operation[] = [
  guardAGroup,
  guardAGroup,
  guardAll,
  changeAnAttribute,
  changeAnAttribute,
  changeMany,
  changeARule,
  changeARule,
  convert,
  releaseAHold,
  releaseAHold,
  rejectAHold,
  pauseAllGroups,
  resumeAllGroups,
  resumeOne,
  pauseOrResume,
  deleteAnObject,
  createAnObject,
  addAMember,
  reprocess,
  letADayPass,
  letAMinutePass,
  sweep,
  loseMessages,
];

/** Imports beside changes by hand, under guards. */
const IMPORTS: readonly Operation[] = [
  importSome,
  importSome,
  importSome,
  changeAnAttribute,
  deleteAnObject,
  changeARule,
  pauseOrResume,
  guardAll,
  releaseAHold,
  letAMinutePass,
  sweep,
  loseMessages,
];

/** Microsoft 365 groups that are deleted and come back. */
const RESTORES: readonly Operation[] = [
  deleteAGroup,
  deleteAGroup,
  restoreAGroup,
  restoreAGroup,
  restoreAGroup,
  addAMember,
  addTheFirst,
  deleteAnObject,
  changeAnAttribute,
  pauseOrResume,
  createAFollower,
  convert,
  sweep,
  loseMessages,
];

export const OPERATIONS: readonly Operation[] = [
  ...Array.from({ length: 8 }, () => changeAnAttribute),
  createAnObject,
  createAnObject,
  deleteAnObject,
  createADynamicGroup,
  createADynamicGroup,
  createAnAssignedGroup,
  createAFollower,
  changeARule,
  changeARule,
  pauseOrResume,
  pauseOrResume,
  convert,
  addAMember,
  addAMember,
  removeAMember,
  deleteAGroup,
  reprocess,
  createANamesake,
  rename,
  createAgain,
  letAMinutePass,
];

/** How much there is, and how much happens. The fewer objects and groups, the more often two changes meet. */
export interface Shape {
  readonly objects: number;
  readonly groups: number;
  readonly operations: number;
  /** What clients do; any one of the lists unless said. */
  readonly kind?: keyof typeof KINDS;
}

const KINDS = {
  brakes: BRAKES,
  imports: IMPORTS,
  restores: RESTORES,
  batches: BATCHES,
  chains: CHAINS,
  breakages: BREAKAGES,
  beginnings: BEGINNINGS,
};
const ANY = [TOGGLES, BEGINNINGS, BY_HAND, CHANGES, OPERATIONS, CHAINS, MANAGERS, BRAKES, IMPORTS];

/** Some operations, one after another; one that fails or is refused is left as it is. */
export async function act(world: World, shape: Shape): Promise<void> {
  let { context, process } = world.instance();
  const operations = shape.kind === undefined ? world.random.pick(ANY) : KINDS[shape.kind];
  for (let done = 0; done < shape.operations; done++) {
    try {
      await process.run(() => world.random.pick(operations)(world, context));
    } catch {
      // Refused, or its answer was lost: the caller knows nothing, and the store must still end right.
      if (process.isDead) ({ context, process } = world.instance());
    }
  }
}

/** Objects and groups to begin with. */
export async function furnish(world: World, shape: Shape): Promise<void> {
  const { context } = world.instance();
  for (let made = 0; made < shape.objects; made++) await createAnObject(world, context);
  await createAnAssignedGroup(world, context);
  for (let made = 0; made < shape.groups; made++) await createADynamicGroup(world, context);
  await createAFollower(world, context);
}

/** Something happens to every object once more: what was left wrong without showing shows then. */
export async function stir(world: World): Promise<void> {
  const { context } = world.instance();
  for (const id of world.objectIds) {
    const patch = { department: world.random.pick(['A', 'B']), city: world.random.pick(CITIES) };
    const key = { name: 'id', value: id } as const;
    const stirred = world.random.chance(0.3)
      ? deleteObject(context, 'user', key)
      : changeObject(context, { kind: 'user', key, patch });
    await stirred.catch(() => {});
  }
}
