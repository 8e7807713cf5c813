import { beforeEach, describe, expect, it } from 'vitest';
import { dynamic, TestServer } from './test-server.ts';

let server: TestServer;
let user: string;
let sales: string;
let law: string;

beforeEach(async () => {
  server = new TestServer();
  user = await server.createUser({ department: 'Sales' });
  sales = await server.createGroup(dynamic('user.department -eq "Sales"'));
  law = await server.createGroup(dynamic('user.department -eq "Law"'));
  await server.settle();
});

async function memberCount(id: string): Promise<number> {
  return (await server.get(`/v1.0/groups/${id}/members`)).body.value.length;
}

async function group(id: string) {
  const select = 'id,membershipRuleProcessingState,membershipRuleProcessingStatus';
  return (await server.get(`/beta/groups/${id}?$select=${select}`)).body;
}

function pauseAll(body: unknown = { reason: 'migration' }) {
  return server.post('/muster/v1/pause-all', body);
}

function move(department: string) {
  return server.patch(`/v1.0/users/${user}`, { department });
}

describe('pausing all groups', () => {
  it('is one write, shows in every group, and stops every change', async () => {
    const before = new Map(server.memory.tables.requests);
    expect((await pauseAll()).status).toBe(200);
    const written = [...server.memory.tables.requests].filter(
      ([name, count]) => name.endsWith('transact') && count !== (before.get(name) ?? 0),
    );
    expect(written).toEqual([['rules.transact', (before.get('rules.transact') ?? 0) + 1]]);
    await move('Law');
    await server.settle();
    expect([await memberCount(sales), await memberCount(law)]).toEqual([1, 0]);
    expect(await group(sales)).toMatchObject({
      membershipRuleProcessingState: 'Paused',
      membershipRuleProcessingStatus: null,
    });
    const list = await server.get('/v1.0/groups?$select=membershipRuleProcessingState');
    expect(
      list.body.value.map((each: Record<string, string>) => each.membershipRuleProcessingState),
    ).toEqual(['Paused', 'Paused']);
    expect((await server.get(`/muster/v1/groups/${sales}`)).body.displayStatus).toBe(
      'Update paused',
    );
    expect((await server.get('/muster/v1/pause-all')).body).toMatchObject({
      state: 'paused',
      reason: 'migration',
    });
  });

  it('stops new groups, edits and reprocessing too, until all are resumed', async () => {
    await pauseAll();
    const made = await server.createGroup(dynamic('user.accountEnabled -eq true'));
    await server.patch(`/v1.0/groups/${law}`, { membershipRule: 'user.department -eq "Sales"' });
    expect((await server.post(`/muster/v1/groups/${sales}/reprocess`, {})).status).toBe(400);
    await server.settle();
    expect([await memberCount(made), await memberCount(law)]).toEqual([0, 0]);
    await server.app.sweepGroups();
    await server.settle();
    expect(await memberCount(made)).toBe(0);
    expect((await server.post('/muster/v1/resume-all', {})).status).toBe(204);
    await server.settle();
    expect([await memberCount(made), await memberCount(law)]).toEqual([1, 1]);
    expect((await group(made)).membershipRuleProcessingStatus.status).toBe('Succeeded');
    expect((await server.get('/muster/v1/pause-all')).body.state).toBe('none');
  });

  it('evaluates what was missed when all are resumed', async () => {
    await pauseAll();
    await move('Law');
    await server.settle();
    await server.post('/muster/v1/resume-all', {});
    await server.settle();
    expect([await memberCount(sales), await memberCount(law)]).toEqual([0, 1]);
  });

  it('lets exceptions go on, and a group that is set to On becomes one', async () => {
    await pauseAll({ reason: 'migration', exceptions: [sales.toUpperCase()] });
    await move('Law');
    await server.settle();
    expect([await memberCount(sales), await memberCount(law)]).toEqual([0, 0]);
    expect((await group(sales)).membershipRuleProcessingState).toBe('On');
    const on = { membershipRuleProcessingState: 'On' };
    expect((await server.patch(`/v1.0/groups/${law}`, on)).status).toBe(204);
    expect((await group(law)).membershipRuleProcessingState).toBe('On');
    await server.settle();
    expect(await memberCount(law)).toBe(1);
    expect((await server.get('/muster/v1/pause-all')).body.exceptions).toEqual([law, sales].sort());
  });

  it('takes deleted people out of paused groups', async () => {
    await pauseAll();
    await move('Law');
    await server.settle();
    await server.delete(`/v1.0/users/${user}`);
    await server.settle();
    expect(await memberCount(sales)).toBe(0);
  });

  it('leaves a group paused that was paused by itself', async () => {
    await server.patch(`/v1.0/groups/${sales}`, { membershipRuleProcessingState: 'Paused' });
    await pauseAll();
    await move('Law');
    await server.settle();
    await server.post('/muster/v1/resume-all', {});
    await server.settle();
    expect((await group(sales)).membershipRuleProcessingState).toBe('Paused');
    expect([await memberCount(sales), await memberCount(law)]).toEqual([1, 1]);
  });

  it('may be repeated; another reason has to wait for the end of the first', async () => {
    await pauseAll();
    expect((await pauseAll()).status).toBe(200);
    expect((await pauseAll({ reason: 'another' })).status).toBe(409);
    expect((await pauseAll({})).status).toBe(400);
    expect((await server.post('/muster/v1/resume-all', {})).status).toBe(204);
    expect((await server.post('/muster/v1/resume-all', {})).status).toBe(204);
  });

  it('does not count as work that is late', async () => {
    await pauseAll();
    await server.patch(`/v1.0/groups/${law}`, { membershipRule: 'user.department -eq "Sales"' });
    await server.settle();
    server.minutes = 30 * 60;
    expect(await server.app.checkDelay()).toBeNull();
  });
});
