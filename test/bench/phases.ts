/** The parts of the benchmark, each measured. */
import type { AttributePatch } from '../../src/directory/attributes.ts';
import { seeded } from '../simulation/random.ts';
import { inLanes } from '../support/in-lanes.ts';
import { until } from '../support/until.ts';
import { drawPatch, type Effect, effectOf, patched } from './changes.ts';
import { type Figures, type Spread, spreadOf } from './figures.ts';
import { readOrdinals } from './load.ts';
import type { BenchObject } from './people.ts';
import { type BenchRule, expectedMembers } from './rules.ts';
import { type Cost, costBetween, type Stage } from './stage.ts';

/** The directory as it stands: objects with their present attributes, rules and the groups that have them. */
export interface Scene {
  readonly stage: Stage;
  readonly objects: readonly BenchObject[];
  readonly users: readonly BenchObject[];
  readonly rules: BenchRule[];
  readonly groups: string[];
}

const LANES = 8;
const random = seeded(41);

/** Creates the groups, which then wait; and evaluates all that wait. */
export async function evaluateAll(scene: Scene): Promise<{
  readonly creation: Cost;
  readonly evaluation: Cost;
  readonly passes: number;
}> {
  const { stage, rules, groups } = scene;
  const { worker } = stage;
  await worker.pauseRuns();
  const before = await worker.usage();
  const began = performance.now();
  const make = async (at: number) => {
    groups[at] = await createGroup(scene, `Group ${at}`, rules[at]?.text(groups) ?? '');
  };
  const places = rules.map((_, at) => at);
  const follows = (at: number) => rules[at]?.sources !== null;
  await inLanes(
    places.filter((at) => !follows(at)),
    4,
    make,
  );
  await inLanes(places.filter(follows), 4, make);
  const seconds = (performance.now() - began) / 1_000;
  const creation = costBetween(before, await worker.usage(), seconds);
  const evaluation = await stage.measure(() => worker.resumeRuns());
  return { creation, evaluation, passes: await passesSince(stage, '') };
}

/** One more group, evaluated. */
export async function addGroup(scene: Scene, name: string, rule: BenchRule): Promise<string> {
  const id = await createGroup(scene, name, rule.text([]));
  scene.rules.push(rule);
  scene.groups.push(id);
  await scene.stage.measure(async () => undefined);
  return id;
}

/** One change after another, each until it is done, so that its requests can be told apart. */
export async function changeSingly(scene: Scene, count: number): Promise<Figures['single']> {
  const requests: number[] = [];
  const effects: Effect[] = [];
  let messages = 0;
  let overBudget = 0;
  while (effects.length < count) {
    const user = random.pick(scene.users);
    const patch = drawPatch(random);
    const effect = effectOf(scene.rules, user, patch);
    if (effect.altered === 0) continue;
    const cost = await changeAlone(scene, user, patch);
    effects.push(effect);
    requests.push(cost.requests);
    messages += cost.messages;
    if (cost.requests > effect.budget) overBudget++;
  }
  const mean = (of: (effect: Effect) => number) =>
    effects.reduce((sum, effect) => sum + of(effect), 0) / effects.length;
  return {
    changes: count,
    requests: spreadOf(requests),
    looked: mean(({ looked }) => looked),
    altered: mean(({ altered }) => altered),
    budget: mean(({ budget }) => budget),
    overBudget,
    messages: messages / count,
  };
}

/** The usual number of requests of a change that concerns nobody; the object is one that the worker has met. */
export async function requestsOf(
  scene: Scene,
  patchOf: (made: number) => AttributePatch,
): Promise<number> {
  const user = random.pick(scene.users);
  await changeAlone(scene, user, patchOf(-1));
  const requests: number[] = [];
  for (let made = 0; made < 15; made++)
    requests.push((await changeAlone(scene, user, patchOf(made))).requests);
  return spreadOf(requests).median;
}

/** Many changes at once, as fast as they are taken. */
export async function changeMany(scene: Scene, count: number): Promise<Figures['changes']> {
  let altered = 0;
  const changes = Array.from({ length: count }, () => ({
    user: random.pick(scene.users),
    patch: drawPatch(random),
  }));
  const cost = await scene.stage.measure(async () => {
    await inLanes(changes, LANES, async ({ user, patch }) => {
      altered += effectOf(scene.rules, user, patch).altered;
      await change(scene, user, patch);
    });
    await scene.stage.settled([...new Set(changes.map(({ user }) => user.id))]);
  });
  return { count, altered, cost };
}

/** How long changes take to show in a small group, one after another: somebody comes, or the one who came first goes. */
export async function latencyOf(scene: Scene, group: string, count: number): Promise<Spread> {
  const seconds: number[] = [];
  const here = scene.users.filter(isHere);
  while (seconds.length < count) {
    const leaver = here.length > 4 ? here.shift() : undefined;
    const user = leaver ?? random.pick(scene.users);
    if (leaver === undefined && isHere(user)) continue;
    if (leaver === undefined) here.push(user);
    const began = performance.now();
    await change(scene, user, leaver === undefined ? HERE : GONE);
    const path = `/v1.0/groups/${group}/members?$select=id&$top=999`;
    await until(
      () => scene.stage.worker.all(path),
      (members) => members.some(({ id }) => id === user.id) === (leaver === undefined),
      120,
    );
    seconds.push((performance.now() - began) / 1_000);
  }
  return spreadOf(seconds);
}

/** A rule edit, until the group has the members of the new rule. */
export async function editRule(
  scene: Scene,
  group: string,
  rule: string,
): Promise<Figures['edit']> {
  const since = new Date().toISOString();
  const before = (await scene.stage.stores.groups.readMeta(group))?.value.count ?? 0;
  const cost = await scene.stage.measure(() => patchRule(scene, group, rule));
  const after = (await scene.stage.stores.groups.readMeta(group))?.value.count ?? 0;
  return { members: Math.abs(after - before), cost, passes: await passesSince(scene.stage, since) };
}

/** Does some work while a group is emptied and filled, one run after another; it ends filled. */
export async function whileEditing<T>(
  scene: Scene,
  about: { readonly group: string; readonly full: string; readonly empty: string },
  work: () => Promise<T>,
): Promise<T> {
  let done = false;
  const edit = async (rule: string) => {
    await patchRule(scene, about.group, rule);
    await until(
      () => scene.stage.stores.groups.readMeta(about.group),
      (meta) => meta?.value.todoSince === null,
      600,
    );
  };
  const editing = async () => {
    while (!done) {
      await edit(about.full);
      await edit(about.empty);
    }
    await edit(about.full);
  };
  const finish = () => {
    done = true;
  };
  const [result] = await Promise.all([work().finally(finish), editing()]);
  await scene.stage.measure(async () => undefined);
  return result;
}

/** Compares every group with the predicates. */
export async function compare(
  scene: Scene,
): Promise<{ readonly memberships: number; readonly differences: number }> {
  const { stores } = scene.stage;
  const ordinals = await readOrdinals(stores);
  const expected = expectedMembers(scene.rules, scene.objects, Date.now());
  let memberships = 0;
  let differences = 0;
  for (const [at, group] of scene.groups.entries()) {
    const wanted = expected[at] ?? new Set();
    const members = [...((await stores.groups.read(group))?.members.ordinals() ?? [])];
    const right = members.filter((ordinal) => wanted.has(ordinals.get(ordinal) ?? '')).length;
    memberships += members.length;
    const wrong = members.length - right + (wanted.size - right);
    differences += wrong;
    if (wrong > 0) console.error(`${scene.rules[at]?.text(scene.groups)}: ${wrong} differ`);
  }
  return { memberships, differences };
}

const HERE: AttributePatch = {
  onPremisesExtensionAttributes: { extensionAttribute15: 'here' },
};

const GONE: AttributePatch = {
  onPremisesExtensionAttributes: { extensionAttribute15: null },
};

function isHere({ attributes }: BenchObject): boolean {
  return attributes.onPremisesExtensionAttributes?.extensionAttribute15 === 'here';
}

async function changeAlone(scene: Scene, user: BenchObject, patch: AttributePatch): Promise<Cost> {
  const { worker, settled } = scene.stage;
  const before = await worker.usage();
  await change(scene, user, patch);
  await settled([user.id]);
  return costBetween(before, await worker.usage(), 0);
}

async function change(scene: Scene, user: BenchObject, patch: AttributePatch): Promise<void> {
  user.attributes = patched(user.attributes, patch);
  const { status, body } = await scene.stage.worker.patch(`/v1.0/users/${user.id}`, patch);
  if (status !== 204) throw new Error(`${status} ${JSON.stringify(body)}`);
}

async function patchRule(scene: Scene, group: string, rule: string): Promise<void> {
  const path = `/v1.0/groups/${group}`;
  const { status, body } = await scene.stage.worker.patch(path, { membershipRule: rule });
  if (status !== 204) throw new Error(`${status} ${JSON.stringify(body)}`);
}

async function createGroup({ stage }: Scene, name: string, rule: string): Promise<string> {
  const { status, body } = await stage.worker.post('/v1.0/groups', {
    displayName: name,
    mailNickname: name.replace(/\W/g, ''),
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'On',
  });
  if (status !== 201) throw new Error(`${rule}: ${status} ${JSON.stringify(body)}`);
  return body.id;
}

/** How many runs began since an instant: each reads the directory once. */
async function passesSince({ stores }: Stage, since: string): Promise<number> {
  const runs = await stores.runs.listStartedBefore('9999');
  const headers = await Promise.all(runs.map((run) => stores.runs.readHeader(run)));
  return headers.filter((header) => header !== null && header.started >= since).length;
}
