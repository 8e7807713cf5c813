/** A preview of the whole directory, then the save for exactly its diff; then one with changes arriving meanwhile. */
import { setTimeout as wait } from 'node:timers/promises';
import type { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import { seeded } from '../simulation/random.ts';
import { inLanes } from '../support/in-lanes.ts';
import { drawPatch } from './changes.ts';
import { type Spread, spreadOf } from './figures.ts';
import { loadDirectly } from './load-directly.ts';
import { type BenchObject, makeObjects } from './people.ts';
import type { Stage } from './stage.ts';

export interface PreviewFigures {
  readonly sampled: number;
  /** Until the answer to the POST is there. */
  readonly sample: Spread;
  readonly sampleRequests: number;
  /** From the POST until the preview is completed, nothing else going on. */
  readonly whole: Spread;
  readonly wholeRequests: number;
  readonly additions: number;
  readonly removals: number;
  /** Objects whose membership after the save is not what the preview said. */
  readonly differences: number;
  /** The same with changes meanwhile: of objects that were changed, and of others. */
  readonly changed: number;
  readonly differencesOfChanged: number;
  readonly differencesOfOthers: number;
}

const EVEN = 'user.extensionAttribute14 -eq "even"';
const FIRST = 'user.department -eq "Department 3" -or user.extensionAttribute14 -eq "odd"';
const SECOND = 'user.city -startsWith "City 1" -and user.userType -eq "Member"';
/** As the command line asks. */
const POLL_MILLISECONDS = 1_000;
const TIMES = 5;
const LANES = 4;

const random = seeded(7);

export async function measurePreviews(stage: Stage, count: number): Promise<PreviewFigures> {
  const now = new Date();
  const users = makeObjects({ users: count, devices: 0 }, now);
  say(`writing ${count} users`);
  await loadDirectly(stage.stores, users, now);
  say('a group of half of them');
  const group = await groupOf(stage, EVEN);
  say('previews');
  const samples: number[] = [];
  const wholes: number[] = [];
  let requests = { sample: 0, whole: 0 };
  let last: Seen | null = null;
  for (let made = 0; made < TIMES; made++) {
    const before = await requestsOf(stage);
    const began = performance.now();
    const started = await post(stage, group, FIRST);
    samples.push(secondsSince(began));
    const answered = await requestsOf(stage);
    last = await completed(stage, started);
    wholes.push(secondsSince(began));
    const after = await requestsOf(stage);
    requests = { sample: answered - before, whole: after - before };
    last.sampled = started.sample.objects;
  }
  if (last === null) throw new Error('No preview was made.');
  say('the save');
  const saved = await save(stage, group, FIRST, last.diffHash);
  const differences = differingFrom(last.result, saved);
  say('a preview beside changes');
  const meanwhile = await whileChanging(stage, users, async () => {
    const seen = await completed(stage, await post(stage, group, SECOND));
    return { seen, members: await save(stage, group, SECOND, null) };
  });
  const { seen, members } = meanwhile.result;
  const differing = differingFrom(seen.result, members);
  const changed = await ordinalsOf(stage, meanwhile.changed);
  return {
    sampled: last.sampled ?? 0,
    sample: spreadOf(samples),
    sampleRequests: requests.sample,
    whole: spreadOf(wholes),
    wholeRequests: requests.whole,
    additions: last.added.size,
    removals: last.removed.size,
    differences: differences.length,
    changed: changed.size,
    differencesOfChanged: differing.filter((ordinal) => changed.has(ordinal)).length,
    differencesOfOthers: differing.filter((ordinal) => !changed.has(ordinal)).length,
  };
}

/** What does not hold, as sentences. */
export function previewFaultsOf(figures: PreviewFigures): readonly string[] {
  const limits: readonly (readonly [string, number, number])[] = [
    ['seconds until the sample is there (median)', figures.sample.median, 1.5],
    ['seconds until the diff is there (median)', figures.whole.median, 20],
    ['memberships that differ from the preview', figures.differences, 0],
    ['the same of objects that nobody changed', figures.differencesOfOthers, 0],
  ];
  return limits
    .filter(([, value, limit]) => value > limit)
    .map(([what, value, limit]) => `${what}: ${value.toFixed(2)}, at most ${limit}`);
}

interface Seen {
  sampled?: number;
  readonly diffHash: string;
  readonly added: OrdinalSet;
  readonly removed: OrdinalSet;
  readonly result: OrdinalSet;
}

interface Started {
  readonly id: string;
  readonly sample: { readonly objects: number };
}

async function post({ worker }: Stage, groupId: string, membershipRule: string): Promise<Started> {
  const { status, body } = await worker.post('/muster/v1/previews', { groupId, membershipRule });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

async function completed({ worker, stores }: Stage, { id }: Started): Promise<Seen> {
  let { body } = await worker.get(`/muster/v1/previews/${id}`);
  while (body.status === 'running') {
    await wait(POLL_MILLISECONDS);
    ({ body } = await worker.get(`/muster/v1/previews/${id}`));
  }
  if (body.status !== 'completed') throw new Error(JSON.stringify(body));
  const { diffHash } = body;
  const read = async (list: 'additions' | 'removals' | 'unchanged') => {
    const found = await stores.previews.readList(id, { diffHash, list });
    if (found === null) throw new Error(`The list of ${list} is missing.`);
    return found;
  };
  const added = await read('additions');
  const result = (await read('unchanged')).clone();
  result.addAll(added);
  return { diffHash, added, removed: await read('removals'), result };
}

/** Saves the rule, for a diff where one is given; answers the members when its run is done. */
async function save(
  { worker, stores, measure }: Stage,
  group: string,
  membershipRule: string,
  diffHash: string | null,
): Promise<OrdinalSet> {
  await measure(async () => {
    const headers = diffHash === null ? {} : { 'X-Muster-Diff-Hash': diffHash };
    const reply = await worker.patch(`/v1.0/groups/${group}`, { membershipRule }, headers);
    if (reply.status !== 204) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  });
  const stored = await stores.groups.read(group);
  if (stored === null || stored.meta.hold !== null) throw new Error('The save is held.');
  return stored.members;
}

async function whileChanging<T>(
  stage: Stage,
  users: readonly BenchObject[],
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly changed: readonly string[] }> {
  const changed = new Set<string>();
  let isDone = false;
  const change = async () => {
    while (!isDone) {
      const { id } = random.pick(users);
      changed.add(id);
      await stage.worker.patch(`/v1.0/users/${id}`, drawPatch(random));
    }
  };
  const changing = inLanes(
    Array.from({ length: LANES }, (_, lane) => lane),
    LANES,
    change,
  );
  const result = await work().finally(() => {
    isDone = true;
  });
  await changing;
  await stage.settled([...changed]);
  return { result, changed: [...changed] };
}

function differingFrom(seen: OrdinalSet, members: OrdinalSet): readonly number[] {
  return [...seen.minus(members).ordinals(), ...members.minus(seen).ordinals()];
}

async function ordinalsOf({ stores }: Stage, ids: readonly string[]): Promise<Set<number>> {
  const claims = await Promise.all(ids.map((id) => stores.lookups.read('id', id)));
  return new Set(claims.flatMap((claim) => claim?.value ?? []));
}

async function groupOf({ worker, measure }: Stage, rule: string): Promise<string> {
  let id = '';
  await measure(async () => {
    const { status, body } = await worker.post('/v1.0/groups', {
      displayName: 'Half of all',
      mailNickname: 'half',
      mailEnabled: false,
      securityEnabled: true,
      groupTypes: ['DynamicMembership'],
      membershipRule: rule,
      membershipRuleProcessingState: 'On',
    });
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    id = body.id;
  });
  return id;
}

async function requestsOf({ worker }: Stage): Promise<number> {
  const { requests } = await worker.usage();
  return Object.values(requests).reduce((sum, made) => sum + made, 0);
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}

function say(what: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
}
