/** Tests that are kept with a group: what they keep from being saved, and who may say otherwise. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { ruleTestRun } from '../../src/contract/rule-test-type.ts';
import { dynamic, TestServer } from './test-server.ts';

const SALES = 'user.department -eq "Sales"';
const LEGAL = 'user.department -eq "Legal"';
const NOBODY = '00000000-0000-4000-8000-000000000000';

let caller: Caller;
let server: TestServer;
let group: string;
let grace: string;
let rob: string;

beforeEach(async () => {
  caller = LOCAL_ADMINISTRATOR;
  server = new TestServer(undefined, undefined, async () => caller);
  grace = await server.createUser({ department: 'Sales' });
  rob = await server.createUser({ department: 'Legal' });
  group = await server.createGroup(dynamic(SALES));
  await server.settle();
});

const put = (tests: unknown) => server.send('PUT', `/muster/v1/groups/${group}/ruleTests`, tests);

async function run(membershipRule?: string) {
  const reply = await server.post(`/muster/v1/groups/${group}/ruleTests/run`, { membershipRule });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return ruleTestRun.parse(reply.body);
}

const TESTS = () => ({
  mustBeIn: [grace],
  mustBeOut: [rob],
  size: null,
  objects: [{ name: 'a clerk', attributes: { department: 'sales' }, expected: true }],
});

const save = (membershipRule: string, headers: Record<string, string> = {}) =>
  server.patch(`/v1.0/groups/${group}`, { membershipRule }, headers);

const ruleOf = async () => (await server.get(`/v1.0/groups/${group}`)).body.membershipRule;

describe('tests of a group', () => {
  it('are read as they were written, and run with its rule or another', async () => {
    const path = `/muster/v1/groups/${group}/ruleTests`;
    const none = { mustBeIn: [], mustBeOut: [], size: null, objects: [] };
    expect((await server.get(path)).body).toEqual(none);
    expect((await put(TESTS())).status).toBe(204);
    expect((await server.get(path)).body).toEqual(TESTS());
    expect(await run()).toMatchObject({ passed: 3, failed: 0 });
    expect(await run(LEGAL)).toMatchObject({
      passed: 0,
      failed: 3,
      results: [
        { kind: 'mustBeIn', target: grace, passed: false },
        { kind: 'mustBeOut', target: rob, passed: false },
        { kind: 'object', target: 'a clerk', passed: false },
      ],
    });
    expect((await put(none)).status).toBe(204);
    expect(await run(LEGAL)).toEqual({ passed: 0, failed: 0, results: [] });
  });

  it('keep a rule from being saved that fails one, each named', async () => {
    await put(TESTS());
    const refused = await save(LEGAL);
    expect(refused.status).toBe(400);
    expect(refused.body.error.code).toBe('RuleTestFailed');
    expect(refused.body.error.details).toEqual([
      {
        code: 'RuleTestFailed',
        target: grace,
        message: `${grace} has to be in: the rule does not select it.`,
      },
      {
        code: 'RuleTestFailed',
        target: rob,
        message: `${rob} must not be in: the rule selects it.`,
      },
      {
        code: 'RuleTestFailed',
        target: 'a clerk',
        message: '"a clerk" has to be in: the rule does not select it.',
      },
    ]);
    expect(await ruleOf()).toBe(SALES);
    expect((await save(`${SALES} -and user.accountEnabled -eq true`)).status).toBe(400);
    expect((await save('user.department -startsWith "Sal"')).status).toBe(204);
    // Names change without the rule, and a group becomes assigned without one.
    expect((await server.patch(`/v1.0/groups/${group}`, { displayName: 'New' })).status).toBe(204);
    expect((await server.patch(`/v1.0/groups/${group}`, { groupTypes: [] })).status).toBe(204);
    expect((await server.patch(`/v1.0/groups/${group}`, dynamic(LEGAL))).status).toBe(400);
    expect((await server.patch(`/v1.0/groups/${group}`, dynamic(SALES))).status).toBe(204);
  });

  it('are overridden with a note, which history keeps', async () => {
    await put(TESTS());
    const override = { 'x-muster-override': 'ruleTests' };
    expect((await save(LEGAL, override)).status).toBe(400);
    expect((await save(LEGAL, { ...override, 'x-muster-note': 'Moved, see CR-7' })).status).toBe(
      204,
    );
    expect(await ruleOf()).toBe(LEGAL);
    const history = await server.get(
      `/muster/v1/groups/${group}/history?kind=ruleTestsOverridden,ruleChanged`,
    );
    expect(history.body.value).toMatchObject([
      { kind: 'ruleTestsOverridden', details: { note: 'Moved, see CR-7', failed: 3 } },
      { kind: 'ruleChanged' },
    ]);
    expect((await save(SALES, { 'x-muster-override': 'guard' })).status).toBe(400);
  });

  it('are overridden as well where an earlier rule is restored, with the note of the body', async () => {
    await save(LEGAL);
    await put(TESTS());
    await save(SALES);
    const restore = (body: unknown, headers = {}) =>
      server.send('POST', `/muster/v1/groups/${group}/ruleVersions/2/restore`, body, headers);
    const override = { 'x-muster-override': 'ruleTests' };
    const note = 'Moved, see CR-7';
    expect((await restore({ note })).body.error.code).toBe('RuleTestFailed');
    expect((await restore({}, override)).body.error.message).toContain('X-Muster-Note');
    expect(await ruleOf()).toBe(SALES);
    expect((await restore({ note }, override)).status).toBe(204);
    expect(await ruleOf()).toBe(LEGAL);
    const overridden = '/history?kind=ruleTestsOverridden';
    const history = await server.get(`/muster/v1/groups/${group}${overridden}`);
    expect(history.body.value).toMatchObject([{ details: { note, failed: 3 } }]);
  });

  it('follow groups that a rule names', async () => {
    const source = await server.createGroup();
    await server.post(`/v1.0/groups/${source}/members/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/users/${grace}`,
    });
    await server.settle();
    const attributes = { memberOf: [source] };
    await put({
      mustBeIn: [grace],
      mustBeOut: [rob],
      objects: [{ name: 'in it', attributes, expected: true }],
    });
    expect(await run(`user.memberOf -any (group.objectId -in ["${source}"])`)).toMatchObject({
      passed: 3,
    });
  });

  it('limit the size at the moment members would change: the change is held', async () => {
    await put({ size: { min: 1, max: 1 } });
    expect((await run()).results).toMatchObject([
      { kind: 'minimumSize', passed: true },
      { kind: 'maximumSize', passed: true },
    ]);
    expect((await run(LEGAL)).results.map(({ passed }) => passed)).toEqual([null, null]);
    expect((await save('user.accountEnabled -eq true')).status).toBe(204);
    await server.settle();
    const [hold] = (await server.get('/muster/v1/holds?status=held')).body.value;
    expect(hold).toMatchObject({ limits: [{ name: 'maximumSize', limit: 1, actual: 2 }] });
    const { body } = await server.get(
      `/beta/groups/${group}?$select=membershipRuleProcessingStatus`,
    );
    expect(JSON.stringify(body)).toContain('would have 2 members, at most 1 are wanted');
    await save('user.department -eq "nobody"');
    await server.settle();
    const [next] = (await server.get('/muster/v1/holds?status=held')).body.value;
    expect(next).toMatchObject({ limits: [{ name: 'minimumSize', limit: 1, actual: 0 }] });
    await save(LEGAL);
    await server.settle();
    expect((await server.get('/muster/v1/holds?status=held')).body.value).toEqual([]);
  });

  it('run every night: one that fails raises an alert until it passes', async () => {
    await put(TESTS());
    await server.patch(`/v1.0/users/${grace}`, { department: 'HR' });
    await server.settle();
    await server.app.testAllRules();
    const alerts = async () =>
      (await server.get('/muster/v1/alerts')).body.value.filter(
        ({ kind }: { kind: string }) => kind === 'ruleTestFailed',
      );
    expect(await alerts()).toMatchObject([{ groupId: group }]);
    expect((await alerts())[0].message).toContain(`${grace} has to be in`);
    await server.patch(`/v1.0/users/${grace}`, { department: 'Sales' });
    await server.settle();
    await server.app.testAllRules();
    expect(await alerts()).toEqual([]);
  });

  it.each([
    [{ mustBeIn: [NOBODY] }, NOBODY],
    [{ mustBeIn: ['x'] }, 'mustBeIn.0'],
    [{ size: { min: 3, max: 2 } }, 'size'],
    [{ objects: [{ name: 'x', attributes: { departmnt: 'a' }, expected: true }] }, 'departmnt'],
    [{ objects: [{ name: 'x', attributes: {} }] }, 'objects.0.expected'],
    [{ tests: [] }, 'tests'],
  ])('are refused, and nothing is written: %j', async (tests, named) => {
    await put(TESTS());
    const reply = await put(tests);
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).toContain(named);
    expect((await server.get(`/muster/v1/groups/${group}/ruleTests`)).body).toEqual(TESTS());
  });
});

it('who may only read explains, asks what if, and runs tests, and neither saves nor releases', async () => {
  await put(TESTS());
  await server.patch(`/muster/v1/groups/${group}`, { guard: { removals: { count: 0 } } });
  await save('user.city -eq "Bonn"', { 'x-muster-override': 'ruleTests', 'x-muster-note': 'x' });
  await server.settle();
  const [hold] = (await server.get('/muster/v1/holds?status=held')).body.value;
  caller = { ...LOCAL_ADMINISTRATOR, permissions: ['Directory.Read.All'], directoryRoles: [] };
  const explained = await server.post(`/muster/v1/groups/${group}/explain`, { memberIds: [grace] });
  expect(explained.body.value[0]).toMatchObject({ isMember: true, verdict: 'notIn' });
  const path = `/muster/v1/users/${grace}/whatIf`;
  expect((await server.post(path, { city: 'Bonn' })).status).toBe(200);
  expect((await run(SALES)).passed).toBe(3);
  for (const reply of [
    await save(SALES),
    await put(TESTS()),
    await server.post(`/muster/v1/holds/${hold.id}/release`, { diffHash: hold.diffHash }),
    await server.post(`/muster/v1/holds/${hold.id}/reject`, {}),
  ])
    expect(reply.status).toBe(403);
});
