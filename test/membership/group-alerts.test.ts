/** Alerts of groups: each is raised once and ended once, however often and by however many they are found. */
import { beforeEach, describe, expect, it } from 'vitest';
import { settleAlerts } from '../../src/membership/alerts.ts';
import type { GroupAlert } from '../../src/ports/alert-ports.ts';
import { GuardedServer } from '../operations/guarded-server.ts';
import { dynamic } from '../operations/test-server.ts';

let server: GuardedServer;

beforeEach(() => {
  server = new GuardedServer();
});

/** What was told of alerts so far: kind and change. */
async function told(): Promise<readonly string[]> {
  const events = await server.memory.stores.alerts.readEvents(0, 100);
  return events.map(({ alert, change }) => `${alert.kind} ${change}`);
}

async function standing() {
  return (await server.get('/muster/v1/alerts')).body.value;
}

/** Timers run twice a minute for a quarter of an hour. */
async function time(): Promise<void> {
  for (let step = 0; step < 30; step++) {
    await server.app.settleAlerts();
    server.minutes += 0.5;
  }
}

describe('a change that is held', () => {
  it('is told once, and once that it is not any more', async () => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Kiel"');
    await server.settle();
    await time();
    expect(await standing()).toMatchObject([
      {
        id: `hold:${id}`,
        kind: 'hold',
        severity: 'warning',
        groupId: id,
        message: expect.stringContaining('Release or reject hold'),
      },
    ]);
    expect(await told()).toEqual(['hold raised']);
    const [hold] = await server.held();
    expect((await server.release(hold)).status).toBe(204);
    await server.settle();
    await time();
    expect(await standing()).toEqual([]);
    expect(await told()).toEqual(['hold raised', 'hold ended']);
  });

  it('is told anew where another change is held instead', async () => {
    const id = await server.guarded();
    await server.setRule(id, 'user.city -eq "Kiel"');
    await server.settle();
    await time();
    await server.setRule(id, 'user.city -eq "Bonn" -and user.department -eq "None"');
    await server.settle();
    await time();
    expect(await told()).toEqual(['hold raised', 'hold renewed']);
  });
});

describe('a group that lost its last member', () => {
  it('is told once, until somebody is in it again', async () => {
    const user = await server.createUser({ department: 'Sales' });
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    await time();
    expect(await told()).toEqual([]);
    await server.move(user, 'Legal');
    await server.settle();
    await time();
    expect(await standing()).toMatchObject([{ kind: 'groupEmpty', groupId: id }]);
    await server.move(user, 'Sales');
    await server.settle();
    await time();
    expect(await standing()).toEqual([]);
    expect(await told()).toEqual(['groupEmpty raised', 'groupEmpty ended']);
  });

  it('is not told of a group that never had any, nor of one that was deleted', async () => {
    await server.createGroup(dynamic('user.department -eq "Nobody"'));
    const user = await server.createUser({ department: 'Sales' });
    const id = await server.createGroup(dynamic('user.department -eq "Sales"'));
    await server.settle();
    await server.move(user, 'Legal');
    await server.delete(`/v1.0/groups/${id}`);
    await server.settle();
    await time();
    expect(await told()).toEqual([]);
  });
});

describe('a processing error', () => {
  it('is told until the rule is another', async () => {
    const application = (await server.post('/v1.0/applications', { displayName: 'HR' })).body.id;
    const path = `/v1.0/applications/${application}/extensionProperties`;
    const extension = { name: 'cost', dataType: 'String', targetObjects: ['User'] };
    const { body } = await server.post(path, extension);
    const id = await server.createGroup(dynamic(`user.${body.name} -eq "A"`));
    await server.settle();
    expect((await server.delete(`${path}/${body.id}`)).status).toBe(204);
    await server.settle();
    await time();
    expect(await standing()).toMatchObject([
      { kind: 'processingError', groupId: id, subject: 'EXTENSION_PROPERTY_DELETED' },
    ]);
    await server.setRule(id, 'user.department -eq "Kiel"');
    await server.settle();
    await time();
    expect(await told()).toEqual(['processingError raised', 'processingError ended']);
  });
});

it('a write that comes long after its mark is told of all the same', async () => {
  const id = await server.guarded();
  const { stores } = server.memory;
  const { write } = stores.groups;
  let slow = true;
  stores.groups.write = async (etag, change) => {
    // The write that holds the change is under way for a quarter of an hour, and timers run meanwhile.
    if (slow && change.heldDiff !== undefined) {
      slow = false;
      await time();
    }
    return write(etag, change);
  };
  await server.setRule(id, 'user.city -eq "Kiel"');
  await server.settle();
  await time();
  expect(await told()).toEqual(['hold raised']);
});

it('many instances that find the same at once raise it once', async () => {
  const alerts = Array.from({ length: 120 }, (_, at): GroupAlert => {
    const facts = { displayName: 'x', subject: '', text: '' };
    return { kind: 'groupEmpty', raised: '2026-11-21T12:00:00.000Z', groupId: `${at}`, ...facts };
  });
  const instances = Array.from({ length: 4 }, (_, at) => ({
    alerts: server.memory.secondInstance().alerts,
    clock: { now: () => new Date('2026-11-21T12:00:00Z') },
    ids: { guid: () => `${at}-${Math.random()}` },
  }));
  const find = (due: readonly GroupAlert[], over: readonly string[]) =>
    Promise.all(instances.map((instance) => settleAlerts(instance, { due, over })));
  await find(alerts, []);
  await find(
    [],
    alerts.map(({ groupId }) => `groupEmpty:${groupId}`),
  );
  const events = [...(await server.memory.stores.alerts.readEvents(0, 1_000))];
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1));
  expect(events.filter(({ change }) => change === 'raised')).toHaveLength(120);
  expect(events.filter(({ change }) => change === 'ended')).toHaveLength(120);
  expect(await server.memory.stores.alerts.list()).toEqual([]);
});
