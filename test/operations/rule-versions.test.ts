import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

const FIRST = 'user.department -eq "Sales"';
const SECOND = 'user.department -eq "Sales and Service"';

describe('versions of a rule', () => {
  it('are told with author and note, newest first, and can be restored', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const group = await server.createGroup(dynamic(FIRST));
    await server.settle();
    const note = { 'X-Muster-Note': `Ticket 17: ${encodeURIComponent('Umzug nach Köln')}` };
    await server.patch(`/v1.0/groups/${group}`, { membershipRule: SECOND }, note);
    await server.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
    await server.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'On' });
    await server.settle();
    const path = `/muster/v1/groups/${group}/ruleVersions`;
    const restore = await server.post(`${path}/1/restore`, { note: 'It was right before.' });
    expect(restore.status).toBe(204);
    await server.settle();
    const { body } = await server.get(path);
    const author = { displayName: 'Local Administrator' };
    expect(body.value).toMatchObject([
      {
        ...{ membershipRule: FIRST, change: 'restored', restoredVersion: 1, author },
        note: 'It was right before.',
      },
      {
        ...{ membershipRule: SECOND, change: 'edited', restoredVersion: null, author },
        note: 'Ticket 17: Umzug nach Köln',
      },
      { membershipRule: FIRST, change: 'created', version: 1, note: null },
    ]);
    const [newest, second] = body.value;
    expect(newest.version).toBeGreaterThan(second.version);
    const members = await server.get(`/v1.0/groups/${group}/members`);
    expect(members.body.value).toMatchObject([{ id: user }]);
    const one = await server.get(`${path}?$top=1`);
    expect(one.body.value).toEqual([newest]);
    expect(one.body['@odata.nextLink']).toBeDefined();
  });

  it('are compared word by word, with the newest where nothing else is said', async () => {
    const group = await server.createGroup(dynamic(FIRST));
    await server.patch(`/v1.0/groups/${group}`, { membershipRule: SECOND });
    const path = `/muster/v1/groups/${group}/ruleVersions`;
    const { body } = await server.get(`${path}/1/diff`);
    expect(body).toMatchObject({ from: { version: 1 }, to: { version: 2 } });
    expect(body.parts).toEqual([
      { kind: 'same', text: 'user.department -eq ' },
      { kind: 'removed', text: '"Sales"' },
      { kind: 'added', text: '"Sales and Service"' },
    ]);
    const back = await server.get(`${path}/2/diff?to=1`);
    expect(back.body.parts.at(-1)).toEqual({ kind: 'added', text: '"Sales"' });
    expect((await server.get(`${path}/9/diff`)).status).toBe(404);
    expect((await server.get(`${path}/1/diff?to=9`)).status).toBe(404);
    expect((await server.get(`${path}/1/diff?to=x`)).status).toBe(400);
    expect((await server.get(`${path}/x/diff`)).status).toBe(404);
  });

  it('refuse to be restored where there is no rule, or a note is too long', async () => {
    const group = await server.createGroup();
    const path = `/muster/v1/groups/${group}/ruleVersions/1/restore`;
    expect((await server.post(path, {})).status).toBe(400);
    const other = await server.createGroup(dynamic(FIRST));
    const long = { 'X-Muster-Note': 'x'.repeat(1_001) };
    const edit = { membershipRule: SECOND };
    expect((await server.patch(`/v1.0/groups/${other}`, edit, long)).status).toBe(400);
    const { body } = await server.get(`/muster/v1/groups/${other}/ruleVersions`);
    expect(body.value).toHaveLength(1);
  });
});
