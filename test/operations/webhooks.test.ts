import { beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingEvent } from '../../src/ports/webhook-ports.ts';
import { dynamic, TestServer } from './test-server.ts';

const HOOKS = '/muster/v1/webhooks';
const url = 'https://hook.example.com/muster';

let server: TestServer;
let sent: OutgoingEvent[] = [];
let answersToken = true;

beforeEach(() => {
  sent = [];
  answersToken = true;
  server = new TestServer({ MUSTER_LOCAL: 'true' }, () => undefined, undefined, {
    refusal: (address) =>
      address.startsWith('https:') ? null : 'It does not begin with https://.',
    validate: async () => ({ status: 200, error: answersToken ? null : 'It did not answer.' }),
    send: async (event) => {
      sent.push(event);
      return { status: 204, error: null };
    },
  });
});

const bodies = () => sent.map(({ body }) => JSON.parse(body));

describe('a webhook', () => {
  it('is created with a secret that is told once, listed, tested and deleted', async () => {
    const made = await server.post(HOOKS, { url, events: ['drift', 'hold'] });
    expect(made.status).toBe(201);
    const { id, secret } = made.body;
    expect(made.headers.Location).toMatch(new RegExp(`${HOOKS}/${id}$`));
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    const shown = await server.get(`${HOOKS}/${id}`);
    expect(shown.body).toMatchObject({ id, url, events: ['drift', 'hold'], status: 'enabled' });
    const list = await server.get(HOOKS);
    expect(list.body.value).toEqual([shown.body]);
    expect(JSON.stringify([shown.body, list.body])).not.toContain(secret);
    expect((await server.post(`${HOOKS}/${id}/test`, {})).body).toEqual({
      status: 204,
      error: null,
    });
    expect(sent).toMatchObject([{ url, secret }]);
    expect(bodies()).toMatchObject([{ type: 'test' }]);
    expect((await server.delete(`${HOOKS}/${id}`)).status).toBe(204);
    for (const path of [`${HOOKS}/${id}`, `${HOOKS}/${id}/deliveries`])
      expect((await server.get(path)).status).toBe(404);
  });

  it('is told who came and went in its groups, and of alerts it asked for', async () => {
    const [anna, bela] = [
      await server.createUser({ department: 'Sales' }),
      await server.createUser({ department: 'Legal' }),
    ];
    const group = await server.createGroup(dynamic('user.department -eq "Sales"'));
    const other = await server.createGroup(dynamic('user.department -eq "Legal"'));
    await server.settle();
    const events = ['membershipChanged', 'groupEmpty'];
    const { id } = (await server.post(HOOKS, { url, events, groupIds: [group.toUpperCase()] }))
      .body;
    await server.patch(`/v1.0/users/${bela}`, { department: 'Sales' });
    await server.settle();
    await server.patch(`/v1.0/users/${anna}`, { department: 'Kiel' });
    await server.settle();
    await server.app.settleAlerts();
    await server.app.remindWebhooks();
    await server.settle();
    expect(bodies()).toMatchObject([
      { type: 'alert.raised', alert: { kind: 'groupEmpty', groupId: other } },
      { type: 'membershipChanged', groupId: group, cause: 'change', added: [bela], removed: [] },
      { type: 'membershipChanged', groupId: group, added: [], removed: [anna] },
    ]);
    const { value } = (await server.get(`${HOOKS}/${id}/deliveries`)).body;
    expect(value.map((one: { type: string }) => one.type)).toEqual([
      'membershipChanged',
      'membershipChanged',
      'alert.raised',
    ]);
    expect(value[0]).toMatchObject({ status: 204, error: null, eventId: expect.any(String) });
    // Nothing is told again.
    server.minutes = 5;
    await server.app.remindWebhooks();
    await server.settle();
    expect(sent).toHaveLength(3);
    expect((await server.post(`${HOOKS}/${id}/replay`, {})).status).toBe(202);
    await server.settle();
    expect(sent).toHaveLength(3);
  });
});

describe('nothing is created', () => {
  const none = '00000000-0000-4000-8000-000000000000';
  it.each([
    [400, 'url', { events: ['drift'] }],
    [400, 'events', { url, events: [] }],
    [400, 'events.0', { url, events: ['rain'] }],
    [400, 'groupIds', { url, events: ['membershipChanged'] }],
    [400, 'groupIds', { url, events: ['drift'], groupIds: [none] }],
    [400, 'groupIds.0', { url, events: ['membershipChanged'], groupIds: ['Sales'] }],
    [400, 'url', { url: 'http://10.0.0.1/', events: ['drift'] }],
    [400, '', { url, events: ['drift'], secret: 'mine' }],
    [404, undefined, { url, events: ['membershipChanged'], groupIds: [none] }],
  ])('%i, at %s', async (status, target, body) => {
    const reply = await server.post(HOOKS, body);
    expect(reply.status).toBe(status);
    expect(reply.body.error.details?.[0].target).toBe(target);
    expect((await server.get(HOOKS)).body.value).toEqual([]);
  });

  it('where the address does not answer that it wants to be called, or there are twenty', async () => {
    answersToken = false;
    expect((await server.post(HOOKS, { url, events: ['drift'] })).status).toBe(400);
    answersToken = true;
    for (let made = 0; made < 20; made++)
      expect((await server.post(HOOKS, { url, events: ['drift'] })).status).toBe(201);
    expect((await server.post(HOOKS, { url, events: ['drift'] })).status).toBe(400);
    expect((await server.get(HOOKS)).body.value).toHaveLength(20);
  });
});
