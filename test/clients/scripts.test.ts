/**
 * The calls of the scripts that Microsoft published for pausing and resuming dynamic groups (graph-spec.md 5.4), as they
 * send them: pause all, pause listed, pause all but listed, resume the critical ones, resume the others.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';

const EVENTUAL = { ConsistencyLevel: 'eventual' };
const GROUPS =
  "/v1.0/groups?$filter=groupTypes%2Fany(c%3Ac%20eq%20'DynamicMembership')&$count=true&$top=2";
const UNITS =
  "/v1.0/directory/administrativeUnits?$filter=membershipType%20eq%20'Dynamic'&$count=true";
let app: RunningApp;
const groups: Record<'sales' | 'critical' | 'other' | 'paused' | 'assigned', string> = {
  sales: '',
  critical: '',
  other: '',
  paused: '',
  assigned: '',
};

interface Group {
  readonly id: string;
  readonly membershipRuleProcessingState: string;
}

beforeAll(async () => {
  app = await startApp();
  const rule = (city: string) => `user.city -eq "${city}"`;
  groups.sales = await app.group(rule('Bonn'));
  groups.critical = await app.group(rule('Kiel'));
  groups.other = await app.group(rule('Ulm'));
  groups.paused = await app.group(rule('Hof'), { membershipRuleProcessingState: 'paused' });
  groups.assigned = await app.group(null);
});

afterAll(() => app.host.stop());

/** Every dynamic group, as the scripts list them: the header on each page. */
async function dynamicGroups(): Promise<readonly Group[]> {
  const found: Group[] = [];
  for (let next: string | undefined = GROUPS; next !== undefined; ) {
    const { status, body } = await app.get(next, EVENTUAL);
    expect(status).toBe(200);
    if (next === GROUPS) expect(body['@odata.count']).toBe(4);
    found.push(...body.value);
    next = body['@odata.nextLink'];
  }
  const units = await app.get(UNITS, EVENTUAL);
  expect([units.status, units.body.value]).toEqual([200, []]);
  return found;
}

/** PowerShell's `-ceq`: a script passes over a group whose state is not exactly this. */
async function setStates(
  from: 'On' | 'Paused',
  to: 'On' | 'Paused',
  chooses: (id: string) => boolean,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { id, membershipRuleProcessingState } of await dynamicGroups()) {
    if (membershipRuleProcessingState !== from || !chooses(id)) continue;
    const body = { membershipRuleProcessingState: to };
    const { status, body: answer } = await app.patch(`/v1.0/groups/${id}`, body, EVENTUAL);
    expect([status, answer]).toEqual([204, '']);
    changed.push(id);
  }
  return changed.sort();
}

async function paused(): Promise<readonly string[]> {
  const all = await dynamicGroups();
  return all
    .filter(({ membershipRuleProcessingState: state }) => state === 'Paused')
    .map(({ id }) => id)
    .sort();
}

function sorted(...ids: readonly string[]): readonly string[] {
  return [...ids].sort();
}

test('the groups are listed page by page, with their count, and without assigned ones', async () => {
  const { sales, critical, other, paused: resting } = groups;
  const ids = (await dynamicGroups()).map(({ id }) => id);
  expect(sorted(...ids)).toEqual(sorted(sales, critical, other, resting));
});

test('listed groups are paused', async () => {
  expect(await setStates('On', 'Paused', (id) => id === groups.sales)).toEqual([groups.sales]);
  expect(await paused()).toEqual(sorted(groups.sales, groups.paused));
});

test('all groups but listed ones are paused', async () => {
  expect(await setStates('On', 'Paused', (id) => id !== groups.critical)).toEqual([groups.other]);
  expect(await paused()).toEqual(sorted(groups.sales, groups.other, groups.paused));
});

test('all groups are paused, then the critical ones resumed, then the others', async () => {
  const { sales, critical, other, paused: resting } = groups;
  expect(await setStates('On', 'Paused', () => true)).toEqual([critical]);
  expect(await setStates('On', 'Paused', () => true)).toEqual([]);
  expect(await setStates('Paused', 'On', (id) => id === critical)).toEqual([critical]);
  expect(await setStates('Paused', 'On', () => true)).toEqual(sorted(sales, other, resting));
  expect(await paused()).toEqual([]);
  const user = await app.user({ city: 'Hof' });
  await app.host.idle();
  expect(await app.members(resting)).toEqual([user]);
});
