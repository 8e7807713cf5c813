import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, dynamic, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('our own routes', () => {
  it('show groups with the words of the portal', async () => {
    await server.createUser({ department: 'Sales' });
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    const before = await server.get(`/muster/v1/groups/${id}`);
    expect(before.body).toMatchObject({
      displayStatus: 'Not started',
      lastMembershipChange: 'Unknown',
      memberCount: 0,
    });
    await server.settle();
    const list = await server.get('/muster/v1/groups?$top=1');
    expect(list.body.value).toMatchObject([
      { id, displayStatus: 'Update complete', memberCount: 1 },
    ]);
    expect(list.body).not.toHaveProperty('@odata.context');
  });

  it('show again some groups alone, as far as they are there', async () => {
    const first = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.createGroup(dynamic('user.department -eq "Legal"'));
    const third = await server.createGroup(dynamic('user.department -eq "Choir"'));
    const gone = '99999999-0000-4000-8000-000000000009';
    const { body } = await server.get(`/muster/v1/groups?ids=${first},${gone},${third}`);
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([first, third]);
    expect(body.value[0]).toMatchObject({ groupTypes: ['DynamicMembership'], mail: null });
    const many = Array.from({ length: 101 }, (_, at) => `${gone.slice(0, -3)}${100 + at}`);
    for (const ids of ['', 'x', many.join()])
      expect((await server.get(`/muster/v1/groups?ids=${ids}`)).status).toBe(400);
  });

  it('say who the caller is taken for, and what each right reaches', async () => {
    const extents = async (role: string) => {
      const { body } = await server.get('/muster/v1/me', { 'X-Muster-Act-As': role });
      const { pauseGroup, createGroup, editGroup } = body.rights;
      return [pauseGroup.extent, createGroup.extent, editGroup.extent];
    };
    expect(await extents('Groups Administrator')).toEqual(['all', 'all', 'all']);
    expect(await extents('Intune Administrator')).toEqual(['none', 'security', 'security']);
    expect(await extents('User')).toEqual(['none', 'none', 'owned']);
  });

  it('process a group again on demand', async () => {
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    server.minutes = 5;
    const reply = await server.post(`/muster/v1/groups/${id}/reprocess`, {});
    expect(reply).toMatchObject({ status: 202, body: null });
    expect(reply.headers.Location).toBe(`${BASE}/muster/v1/groups/${id}`);
    await server.settle();
    const { body } = await server.get(`/muster/v1/groups/${id}`);
    expect(body.lastMembershipChange).toBe('2026-11-21T12:05:00.000Z');
  });

  it('show the alert once nothing was processed for a day, until work goes on', async () => {
    await server.createGroup(dynamic('user.department -eq "Sales"'));
    server.minutes = 23 * 60;
    expect(await server.app.checkDelay()).toBeNull();
    const early = await server.get('/muster/v1/alerts');
    expect(early.body.value.map((alert: { kind: string }) => alert.kind)).not.toContain('delay');
    server.minutes = 25 * 60;
    expect(await server.app.checkDelay()).toBe(25);
    const late = await server.get('/muster/v1/alerts');
    expect(late.body.value).toContainEqual(
      expect.objectContaining({ kind: 'delay', message: expect.stringContaining('24 hours') }),
    );
    await server.settle();
    await server.app.checkDelay();
    expect((await server.get('/muster/v1/alerts')).body.value).toEqual([]);
  });
});
