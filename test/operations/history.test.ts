import { beforeEach, describe, expect, it } from 'vitest';
import { toSkipToken } from '../../src/http/paging.ts';
import { dynamic, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

const SALES = dynamic('user.department -eq "Sales"');

/** Every page of a list, in one. */
async function all(path: string) {
  const items = [];
  let pages = 0;
  let next: string | undefined = path;
  while (next !== undefined) {
    const { status, body } = await server.get(next);
    expect(status).toBe(200);
    items.push(...body.value);
    pages++;
    const link: string | undefined = body['@odata.nextLink'];
    next = link?.slice(link.indexOf('/muster'));
  }
  return { items, pages };
}

const kinds = (items: readonly { kind: string }[]) => items.map(({ kind }) => kind);

describe('why somebody is in a group, and since when', () => {
  it('is told by the properties that changed, with the rule that decided', async () => {
    const group = await server.createGroup(SALES);
    const user = await server.createUser({ department: 'Legal' });
    await server.settle();
    server.minutes = 10;
    const request = '11111111-2222-4333-8444-555555555555';
    await server.patch(
      `/v1.0/users/${user}`,
      { department: 'Sales', city: 'Bonn' },
      { 'client-request-id': request },
    );
    server.minutes = 11;
    await server.settle();
    server.minutes = 20;
    await server.patch(`/v1.0/users/${user}`, { department: 'Legal' });
    await server.settle();
    const path = `/muster/v1/groups/${group}/members/${user}/history`;
    const { body } = await server.get(path);
    expect(body).toMatchObject({
      isMember: false,
      evaluation: { membershipRuleEvaluationResult: false },
      value: [
        {
          from: '2026-11-21T12:11:00.000Z',
          to: '2026-11-21T12:20:00.000Z',
          joined: {
            kind: 'propertiesChanged',
            message: 'department changed from "Legal" to "Sales".',
            dateTime: '2026-11-21T12:10:00.000Z',
            actor: { displayName: 'Local Administrator' },
            clientRequestId: request,
            ruleVersion: 1,
            membershipRule: 'user.department -eq "Sales"',
            changes: [{ name: 'department', oldValue: 'Legal', newValue: 'Sales' }],
          },
          left: {
            kind: 'propertiesChanged',
            message: 'department changed from "Sales" to "Legal".',
          },
        },
      ],
    });
  });

  it('is told for rules, deletion, groups that are followed, managers, the clock and hands', async () => {
    const boss = await server.createUser();
    const user = await server.createUser({ department: 'Sales' });
    const byRule = await server.createGroup(SALES);
    const byHand = await server.createGroup();
    const follower = await server.createGroup(
      dynamic(`user.memberOf -any (group.objectId -in ["${byHand}"])`),
    );
    const reports = await server.createGroup(dynamic(`Direct Reports for "${boss}"`));
    const hired = await server.createGroup(dynamic('user.employeeHireDate -le system.now'));
    await server.settle();
    const reference = (id: string) => ({ '@odata.id': `http://localhost/v1.0/users/${id}` });
    await server.post(`/v1.0/groups/${byHand}/members/$ref`, reference(user));
    await server.send('PUT', `/v1.0/users/${user}/manager/$ref`, reference(boss));
    const soon = { employeeHireDate: '2026-11-21T12:30:00Z' };
    await server.patch(`/v1.0/users/${user}`, soon);
    await server.settle();
    server.minutes = 31;
    await server.app.lookAtDue();
    await server.patch(`/v1.0/groups/${byRule}`, { membershipRule: 'user.department -eq "X"' });
    await server.settle();
    await server.delete(`/v1.0/users/${user}`);
    await server.settle();
    const causes = async (group: string) => {
      const { body } = await server.get(`/muster/v1/groups/${group}/members/${user}/history`);
      return [body.value[0].joined, body.value[0].left];
    };
    expect(kinds(await causes(byRule))).toEqual(['groupCreated', 'ruleChanged']);
    expect((await causes(byRule))[1]).toMatchObject({
      membershipRule: 'user.department -eq "X"',
      actor: { displayName: 'Local Administrator' },
    });
    expect(kinds(await causes(byHand))).toEqual(['hand', 'objectDeleted']);
    expect(kinds(await causes(follower))).toEqual(['sourceGroup', 'objectDeleted']);
    expect((await causes(follower))[0].sourceGroups).toEqual([
      { id: byHand, displayName: 'Sales' },
    ]);
    expect(kinds(await causes(reports))).toEqual(['managerChanged', 'objectDeleted']);
    expect(kinds(await causes(hired))).toEqual(['clock', 'objectDeleted']);
  });

  it('comes in pages, however often somebody came and went', async () => {
    const group = await server.createGroup(SALES);
    const user = await server.createUser();
    await server.settle();
    for (const department of ['Sales', 'Legal', 'Sales', 'Legal', 'Sales']) {
      server.minutes++;
      await server.patch(`/v1.0/users/${user}`, { department });
      await server.settle();
    }
    const path = `/muster/v1/groups/${group}/members/${user}/history`;
    const whole = await all(path);
    expect(whole.items.map(({ from, to }) => [from?.slice(14, 16), to?.slice(14, 16)])).toEqual([
      ['05', undefined],
      ['03', '04'],
      ['01', '02'],
    ]);
    const paged = await all(`${path}?$top=1`);
    expect(paged.pages).toBe(3);
    expect(paged.items).toEqual(whole.items);
  });

  it('says of somebody who never was a member what the rule says', async () => {
    const group = await server.createGroup(SALES);
    const user = await server.createUser({ department: 'Legal' });
    await server.settle();
    const { body } = await server.get(`/muster/v1/groups/${group}/members/${user}/history`);
    expect(body).toMatchObject({ isMember: false, value: [] });
    expect(body.evaluation.membershipRuleEvaluationDetails).toMatchObject({
      expressionResult: false,
      propertyToEvaluate: { propertyName: 'department', propertyValue: 'Legal' },
    });
  });

  it('is not found for a group or object that never was', async () => {
    const group = await server.createGroup(SALES);
    const nobody = '99999999-0000-4000-8000-000000000000';
    const path = (one: string, other: string) =>
      `/muster/v1/groups/${one}/members/${other}/history`;
    expect((await server.get(path(group, nobody))).status).toBe(404);
    expect((await server.get(path(nobody, group))).status).toBe(404);
  });
});

describe('the history of a group', () => {
  it('mixes what people did with whose membership changed, newest first, in pages', async () => {
    const first = await server.createUser({ department: 'Sales' });
    await server.createUser({ department: 'Legal' });
    const group = await server.createGroup(SALES);
    await server.settle();
    await server.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.department -eq "Legal"' });
    await server.settle();
    await server.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'Paused' });
    await server.delete(`/v1.0/groups/${group}`);
    const path = `/muster/v1/groups/${group}/history`;
    const { items } = await all(path);
    expect(kinds(items)).toEqual([
      'deleted',
      'paused',
      'membersChanged',
      'ruleChanged',
      'membersChanged',
      'created',
    ]);
    expect(items[2]).toMatchObject({
      message: '1 added, 1 removed. The membership rule was changed.',
      cause: { kind: 'ruleChanged', ruleVersion: 2 },
    });
    expect(items[3]).toMatchObject({
      actor: { displayName: 'Local Administrator' },
      membershipRule: 'user.department -eq "Legal"',
      previousMembershipRule: 'user.department -eq "Sales"',
    });
    for (const top of [1, 2, 5]) expect((await all(`${path}?$top=${top}`)).items).toEqual(items);
    const some = await all(`${path}?kind=paused,membersChanged&$top=2`);
    expect(kinds(some.items)).toEqual(['paused', 'membersChanged', 'membersChanged']);
    expect((await server.get(`${path}?kind=sleeping`)).status).toBe(400);
    const { sequence } = items[2];
    const removed = await server.get(`/muster/v1/groups/${group}/log/${sequence}/removed`);
    expect(removed.body.value).toMatchObject([{ id: first, kind: 'user' }]);
    expect((await server.get(`/muster/v1/groups/${group}/log/99/added`)).status).toBe(404);
    expect((await server.get(`/muster/v1/groups/${group}/log/x/added`)).status).toBe(404);
  });

  it('lists who came in pages', async () => {
    const users = [];
    for (let made = 0; made < 5; made++)
      users.push(await server.createUser({ department: 'Sales' }));
    const group = await server.createGroup(SALES);
    await server.settle();
    const { items, pages } = await all(`/muster/v1/groups/${group}/log/1/added?$top=2`);
    expect(items.map(({ id }) => id)).toEqual(users);
    expect(pages).toBe(3);
  });
});

describe('a place in a history that nobody was told of', () => {
  it.each(['9999999999', '9999999999-9999999999', '0-0', '5~QQ'])(
    'ends soon: %s',
    async (place) => {
      const group = await server.createGroup(SALES);
      const user = await server.createUser({ department: 'Sales' });
      await server.settle();
      const before = server.memory.tables.requestCount();
      const lists = [
        `groups/${group}/history`,
        `groups/${group}/members/${user}/history`,
        `users/${user}/history`,
      ];
      for (const list of lists) {
        const token = toSkipToken(list, place);
        const { status } = await server.get(`/muster/v1/${list}?$skiptoken=${token}`);
        expect(status).toBe(200);
      }
      expect(server.memory.tables.requestCount() - before).toBeLessThan(100);
    },
  );
});

describe('the history of a user', () => {
  it('has changes and the groups they led into and out of, also once the user is deleted', async () => {
    const sales = await server.createGroup({ ...SALES, displayName: 'Sellers' });
    const user = await server.createUser({ department: 'Sales' });
    await server.settle();
    for (const department of ['Legal', 'Sales']) {
      server.minutes++;
      await server.patch(`/v1.0/users/${user}`, { department });
      await server.settle();
    }
    server.minutes++;
    await server.delete(`/v1.0/users/${user}`);
    await server.settle();
    const path = `/muster/v1/users/${user}/history`;
    const { items } = await all(path);
    expect(kinds(items)).toEqual([
      'removedFromGroup',
      'deleted',
      'addedToGroup',
      'changed',
      'removedFromGroup',
      'changed',
      'addedToGroup',
      'created',
    ]);
    expect(items[2]).toMatchObject({
      message: 'Added to group "Sellers". department changed from "Legal" to "Sales".',
      group: { id: sales, displayName: 'Sellers' },
    });
    for (const top of [1, 3]) expect((await all(`${path}?$top=${top}`)).items).toEqual(items);
  });

  it('has the group that a rule brought', async () => {
    const user = await server.createUser({ department: 'Sales' });
    await server.settle();
    server.minutes++;
    await server.createGroup(SALES);
    await server.settle();
    const { items } = await all(`/muster/v1/users/${user}/history`);
    expect(items).toMatchObject([
      { kind: 'addedToGroup', cause: { kind: 'groupCreated' } },
      { kind: 'created' },
    ]);
  });

  it('is that of a device too', async () => {
    const reply = await server.post('/v1.0/devices', {
      accountEnabled: true,
      displayName: 'Laptop',
      deviceId: '4c299165-6e8f-4b45-a5ba-c5d250a707ff',
      operatingSystem: 'Linux',
      operatingSystemVersion: '1',
    });
    await server.settle();
    const { items } = await all(`/muster/v1/devices/${reply.body.id}/history`);
    expect(kinds(items)).toEqual(['created']);
    expect((await server.get(`/muster/v1/users/${reply.body.id}/history`)).status).toBe(404);
  });
});
