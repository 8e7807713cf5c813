import { beforeEach, describe, expect, it } from 'vitest';
import { firstOrdinal } from '../../src/directory/ordinal.ts';
import { OrdinalSet } from '../../src/directory/ordinal-set.ts';
import type { Stores } from '../../src/ports/stores.ts';
import { dynamic, TestServer } from '../operations/test-server.ts';

let server: TestServer;
let stores: Stores;

beforeEach(() => {
  server = new TestServer();
  stores = server.memory.stores;
});

const SALES = dynamic('user.department -eq "Sales"');

async function audit(body: unknown = {}) {
  const { status, headers } = await server.post('/muster/v1/audits', body);
  expect(status).toBe(202);
  await server.settle();
  const location = headers.Location ?? '';
  return (await server.get(location.slice(location.indexOf('/muster')))).body;
}

async function ordinalOf(id: string): Promise<number> {
  return (await stores.lookups.read('id', id))?.value ?? -1;
}

/** Members are put out and in as no worker would. */
async function plant(groupId: string, wrong: { add?: string; remove?: string }): Promise<void> {
  const group = await stores.groups.read(groupId);
  if (group === null) return expect.unreachable();
  const members = group.members.clone();
  if (wrong.add !== undefined) members.add(await ordinalOf(wrong.add));
  if (wrong.remove !== undefined) members.delete(await ordinalOf(wrong.remove));
  const touchedChunks = OrdinalSet.of([0, firstOrdinal('device')]).chunkNumbers;
  const meta = { ...group.meta, count: members.size };
  await stores.groups.write(group.etag, { meta, members, touchedChunks });
}

async function membersOf(groupId: string): Promise<readonly string[]> {
  const { body } = await server.get(`/v1.0/groups/${groupId}/members`);
  return body.value.map(({ id }: { id: string }) => id);
}

describe('the self-audit', () => {
  it('finds no difference where there is none, whatever the rules', async () => {
    const boss = await server.createUser();
    const user = await server.createUser({ department: 'Sales' });
    const byHand = await server.createGroup();
    for (const rule of [
      `user.memberOf -any (group.objectId -in ["${byHand}"])`,
      `Direct Reports for "${boss}"`,
      'user.employeeHireDate -le system.now',
      'device.displayName -startsWith "K"',
    ])
      await server.createGroup(dynamic(rule));
    await server.createGroup(SALES);
    const reference = { '@odata.id': `http://localhost/v1.0/users/${user}` };
    await server.post(`/v1.0/groups/${byHand}/members/$ref`, reference);
    await server.settle();
    expect(await audit()).toMatchObject({
      status: 'succeeded',
      groups: 6,
      groupsLeftOut: 0,
      objects: expect.any(Number),
      memberships: 3,
      driftedGroups: 0,
      drift: [],
      actor: { displayName: 'Local Administrator' },
    });
    const list = await server.get('/muster/v1/audits');
    expect(list.body.value).toHaveLength(1);
    expect((await server.get('/muster/v1/alerts')).body.value).toEqual([]);
  });

  it('ends in an empty directory', async () => {
    expect(await audit()).toMatchObject({ status: 'succeeded', groups: 0, driftedGroups: 0 });
  });

  it('finds who is missing and who is too many, raises an alert, and mends it when asked', async () => {
    const member = await server.createUser({ department: 'Sales' });
    const other = await server.createUser({ department: 'Legal' });
    const group = await server.createGroup(SALES);
    await server.createGroup(dynamic('user.department -eq "Legal"'));
    await server.settle();
    await plant(group, { add: other, remove: member });
    const found = await audit();
    expect(found).toMatchObject({
      status: 'succeeded',
      driftedGroups: 1,
      driftedMemberships: 2,
      repairedGroups: [],
      drift: [{ groupId: group, missing: [member], extra: [other], more: false }],
    });
    expect((await server.get('/muster/v1/alerts')).body.value).toMatchObject([
      { kind: 'drift', message: expect.stringMatching(/found 2 memberships in 1 groups/) },
    ]);
    const repair = await server.post(`/muster/v1/audits/${found.id}/repair`, {});
    expect(repair.status).toBe(202);
    await server.settle();
    expect(await membersOf(group)).toEqual([member]);
    const { body } = await server.get(`/muster/v1/audits/${found.id}`);
    expect(body.repairedGroups).toEqual([group]);
    const history = await server.get(`/muster/v1/groups/${group}/history?kind=reprocessed`);
    expect(history.body.value).toMatchObject([{ details: { audit: found.id } }]);
    expect(await audit()).toMatchObject({ driftedGroups: 0 });
    expect((await server.get('/muster/v1/alerts')).body.value).toEqual([]);
  });

  it('mends at once what it finds, in groups that follow others too, and deleted members of any', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const gone = await server.createUser();
    const source = await server.createGroup();
    const follower = await server.createGroup(
      dynamic(`user.memberOf -any (group.objectId -in ["${source}"])`),
    );
    await server.createGroup(SALES);
    await server.settle();
    await server.delete(`/v1.0/users/${gone}`);
    await server.settle();
    await plant(source, { add: gone });
    await plant(follower, { add: user });
    const found = await audit({ repair: true });
    expect(found.repairedGroups.toSorted()).toEqual([source, follower].toSorted());
    await server.settle();
    expect(await audit()).toMatchObject({ groups: 3, driftedGroups: 0 });
  });

  it('takes nothing for drift that waits to be done', async () => {
    const group = await server.createGroup(SALES);
    const paused = await server.createGroup(dynamic('user.city -eq "Bonn"'));
    const user = await server.createUser();
    await server.settle();
    await server.patch(`/v1.0/groups/${paused}`, { membershipRuleProcessingState: 'Paused' });
    await server.settle();
    await server.patch(`/v1.0/users/${user}`, { department: 'Sales', city: 'Bonn' });
    server.memory.queues.clear();
    expect(await audit()).toMatchObject({ groups: 1, groupsLeftOut: 1, driftedGroups: 0 });
    await server.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.city -eq "Bonn"' });
    server.memory.queues.clear();
    expect(await audit()).toMatchObject({ groups: 0, groupsLeftOut: 2, driftedGroups: 0 });
  });

  it('leaves to the clock whose instant has come or is near', async () => {
    const group = await server.createGroup(dynamic('user.employeeHireDate -le system.now'));
    const hired = await server.createUser({ employeeHireDate: '2026-11-21T12:30:00Z' });
    await server.settle();
    for (const minutes of [28, 32]) {
      server.minutes = minutes;
      expect(await audit()).toMatchObject({ groups: 1, driftedGroups: 0 });
    }
    await server.app.lookAtDue();
    expect(await membersOf(group)).toEqual([hired]);
    await plant(group, { remove: hired });
    expect(await audit()).toMatchObject({ driftedGroups: 1 });
  });

  it('is one at a time, and given up when it does not end', async () => {
    await server.post('/muster/v1/audits', {});
    await server.post('/muster/v1/audits', {});
    await server.app.startAudit();
    expect((await server.get('/muster/v1/audits')).body.value).toHaveLength(1);
    server.memory.queues.clear();
    server.minutes = 7 * 60;
    await server.app.startAudit();
    await server.settle();
    expect((await server.get('/muster/v1/audits')).body.value).toMatchObject([
      { status: 'succeeded', actor: null },
      { status: 'failed', error: 'It did not come to an end.' },
    ]);
  });

  it('that fails too often says so, and can not be repaired while it runs', async () => {
    const { headers } = await server.post('/muster/v1/audits', {});
    const id = headers.Location?.split('/').at(-1) ?? '';
    expect((await server.post(`/muster/v1/audits/${id}/repair`, {})).status).toBe(400);
    await server.app.poisonedAudit({ audit: id });
    expect((await server.get(`/muster/v1/audits/${id}`)).body).toMatchObject({ status: 'failed' });
    await server.settle();
    expect((await server.get(`/muster/v1/audits/${id}`)).body).toMatchObject({ status: 'failed' });
    const nobody = '99999999-0000-4000-8000-000000000000';
    expect((await server.get(`/muster/v1/audits/${nobody}`)).status).toBe(404);
    expect((await server.post('/muster/v1/audits', { repair: 'yes' })).status).toBe(400);
  });

  it('is held up by no message that nobody understands', async () => {
    for (const message of [null, 7, {}, { audit: 1 }, { audit: 'a', part: 'b', range: -1 }])
      await server.app.auditMessage(message);
    await server.app.auditMessage({ audit: 'nobody', part: 'nothing', slice: 3 });
  });
});
