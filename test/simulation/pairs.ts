/**
 * Two processes, each doing one thing and the work that follows from it: the first is stopped at any of its calls, the
 * second then at any of its own; the first goes on to its end, or is killed, and then the second goes on. All places of
 * both are tried, for every pair of things.
 */
import { changeGroup } from '../../src/groups/change-group.ts';
import { deleteGroup } from '../../src/groups/delete-group.ts';
import { addMembers, removeMember } from '../../src/groups/members.ts';
import { reprocessGroup } from '../../src/groups/reprocess-group.ts';
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import type { Context } from '../../src/membership/context.ts';
import { sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { changeObject } from '../../src/objects/change-object.ts';
import { createObject } from '../../src/objects/create-object.ts';
import { deleteObject } from '../../src/objects/delete-object.ts';
import { memberOfRule } from './rule-pool.ts';
import { checkEverything, Stage } from './stage.ts';
import { handleMessage, type Instance, START } from './world.ts';

interface Cast {
  readonly user: string;
  readonly other: string;
  readonly dynamic: string;
  readonly byHand: string;
  readonly follower: string;
  readonly byTime: string;
  /** Somebody who does not exist yet. */
  readonly fresh: string;
}

type Deed = (context: Context, cast: Cast) => Promise<unknown>;

const IN_A = 'user.department -eq "A"';
const NOT_Y = '-not (user.city -startsWith "Y")';
const HIRED = 'user.employeeHireDate -le system.now';
const MINUTE = 60_000;

const key = (value: string) => ({ name: 'id', value }) as const;
const patched = (context: Context, id: string, patch: Record<string, string>) =>
  changeObject(context, { kind: 'user', key: key(id), patch });

/** What somebody does, by name. */
const DEEDS: Readonly<Record<string, Deed>> = {
  'changes an object': (context, { user }) => patched(context, user, { department: 'B' }),
  'changes an object of a follower': (context, { other }) =>
    patched(context, other, { department: 'A', city: 'Y' }),
  'deletes an object': (context, { user }) => deleteObject(context, 'user', key(user)),
  'creates an object': (context, { fresh }) =>
    createObject(context, {
      kind: 'user',
      id: fresh,
      attributes: { userPrincipalName: `${fresh}@contoso.com`, department: 'A' },
    }),
  'edits a rule': (context, { dynamic }) => changeGroup(context, dynamic, { rule: NOT_Y }),
  'pauses a group': (context, { dynamic }) => changeGroup(context, dynamic, { state: 'Paused' }),
  'pauses and resumes a group': async (context, { dynamic }) => {
    await changeGroup(context, dynamic, { state: 'Paused' });
    await changeGroup(context, dynamic, { state: 'On' });
  },
  'processes a group again': (context, { dynamic }) => reprocessGroup(context, dynamic),
  'makes an assigned group dynamic': (context, { byHand }) =>
    changeGroup(context, byHand, { kind: 'dynamic', rule: NOT_Y }),
  'makes a dynamic group assigned': (context, { dynamic }) =>
    changeGroup(context, dynamic, { kind: 'assigned' }),
  'adds a member': (context, { byHand, other }) => addMembers(context, byHand, [other]),
  'removes a member': (context, { byHand, user }) => removeMember(context, byHand, user),
  'deletes a group': (context, { byHand }) => deleteGroup(context, byHand),
  'follows another group': (context, { follower, byTime }) =>
    changeGroup(context, follower, { rule: memberOfRule([byTime]) }),
  'follows the follower': (context, { dynamic, follower }) =>
    changeGroup(context, dynamic, { rule: memberOfRule([follower]) }),
  'sweeps and runs the timer': async (context) => {
    await sweepGroups(context);
    await sweepObjects(context);
    await lookAtDue(context);
  },
};

interface Pair {
  readonly first: string;
  readonly second: string;
  /** Whether the first is killed instead of going on. */
  readonly kills: boolean;
}

/** Tries every `every`-th place of both, for all pairs of things. Answers how many runs there were. */
export async function exploreAll(every: number): Promise<number> {
  let runs = 0;
  for (const first of Object.keys(DEEDS))
    for (const second of Object.keys(DEEDS))
      for (const kills of [false, true]) runs += await explore({ first, second, kills }, every);
  return runs;
}

async function explore(pair: Pair, every: number): Promise<number> {
  let runs = 0;
  for (let first = 0; ; first += every) {
    for (let second = 0; ; second += every) {
      const reached = await play(pair, first, second);
      runs++;
      if (reached === 'first ended') return runs;
      if (reached === 'second ended') break;
    }
  }
}

async function play(
  pair: Pair,
  first: number,
  second: number,
): Promise<'both stopped' | 'second ended' | 'first ended'> {
  const stage = new Stage();
  const cast = await furnish(stage);
  const one = begin(stage, cast, { deed: pair.first, calls: first });
  if (!(await one.stops)) return 'first ended';
  const two = begin(stage, cast, { deed: pair.second, calls: second });
  const hasStopped = await two.stops;
  if (pair.kills) one.kill();
  else one.go();
  await one.done;
  two.go();
  await two.done;
  try {
    await checkEverything(stage);
  } catch (cause) {
    const fate = pair.kills ? 'killed' : 'stopped';
    const what = `One ${pair.first}, ${fate} after ${first} calls; one ${pair.second}, stopped after ${second}.`;
    throw new Error(what, { cause });
  }
  return hasStopped ? 'both stopped' : 'second ended';
}

interface Begun {
  /** False when it was done before it could be stopped. */
  readonly stops: Promise<boolean>;
  readonly done: Promise<void>;
  readonly go: () => void;
  readonly kill: () => void;
}

function begin(
  stage: Stage,
  cast: Cast,
  { deed, calls }: { readonly deed: string; readonly calls: number },
): Begun {
  const instance = stage.world.instance();
  const { process } = instance;
  const stop = process.stopAfter(calls);
  let stopped = false;
  const done = process.run(() => doAndWork(stage, instance, { cast, deed })).catch(() => {});
  const stops = Promise.race([
    stop.reached.then(() => {
      stopped = true;
      return true;
    }),
    done.then(() => stopped),
  ]);
  return { stops, done, go: () => stop.go(null), kill: () => stop.go(0) };
}

/** A refused request is as good as one that was never made. */
async function doAndWork(
  { world }: Stage,
  { context }: Instance,
  { cast, deed }: { readonly cast: Cast; readonly deed: string },
): Promise<void> {
  await DEEDS[deed]?.(context, cast).catch(() => {});
  for (let message = world.messages.shift(); message; message = world.messages.shift())
    await handleMessage(context, message).catch(() => {});
}

async function furnish(stage: Stage): Promise<Cast> {
  const { world } = stage;
  const soon = new Date(START + 5 * MINUTE).toISOString();
  const user = await stage.user({ department: 'A', city: 'X', employeeHireDate: soon });
  const other = await stage.user({ department: 'C' });
  const dynamic = await stage.group(IN_A);
  const byHand = await stage.group(null, [user]);
  const byTime = await stage.group(HIRED);
  const follower = await stage.group(memberOfRule([byHand]));
  await stage.sweep();
  world.time = START + 6 * MINUTE;
  const fresh = world.guid();
  world.objectIds.push(fresh);
  return { user, other, dynamic, byHand, byTime, follower, fresh };
}
