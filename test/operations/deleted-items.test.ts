import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, groupBody, TestServer } from './test-server.ts';

const UNIFIED = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
const DELETED = '/v1.0/directory/deletedItems';
let server: TestServer;
let id: string;

beforeEach(async () => {
  server = new TestServer();
  id = await server.createGroup({ ...groupBody(), ...UNIFIED });
  await server.delete(`/v1.0/groups/${id}`);
});

describe('a deleted Microsoft 365 group', () => {
  it('is shown among deleted items, with the time, and nowhere else', async () => {
    expect((await server.get(`/v1.0/groups/${id}`)).status).toBe(404);
    const one = await server.get(`${DELETED}/${id}?$select=id,displayName,deletedDateTime`);
    expect(one.body).toEqual({
      '@odata.context': `${BASE}/v1.0/$metadata#directoryObjects(id,displayName,deletedDateTime)/$entity`,
      '@odata.type': '#microsoft.graph.group',
      id,
      displayName: groupBody().displayName,
      deletedDateTime: '2026-11-21T12:00:00Z',
    });
    const list = await server.get(`${DELETED}/microsoft.graph.group?$select=id`);
    expect(list.body.value).toMatchObject([{ id }]);
  });

  it('is restored once', async () => {
    const reply = await server.post(`${DELETED}/${id}/restore`, {});
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ id, deletedDateTime: null });
    expect((await server.get(`/v1.0/groups/${id}`)).status).toBe(200);
    expect((await server.post(`${DELETED}/${id}/restore`, {})).status).toBe(404);
    expect((await server.get(`${DELETED}/${id}`)).status).toBe(404);
  });

  it('is not restored while another group has its nickname', async () => {
    await server.createGroup({ ...groupBody(), ...UNIFIED });
    const reply = await server.post(`${DELETED}/${id}/restore`, {});
    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toBe(
      'Another object with the same value for property mailNickname already exists.',
    );
  });

  it('is deleted for good', async () => {
    expect((await server.delete(`${DELETED}/${id}`)).status).toBe(204);
    expect((await server.delete(`${DELETED}/${id}`)).status).toBe(404);
    expect((await server.post(`${DELETED}/${id}/restore`, {})).status).toBe(404);
  });
});

it('a deleted security group is among no deleted items', async () => {
  const other = await server.createGroup();
  await server.delete(`/v1.0/groups/${other}`);
  expect((await server.get(`${DELETED}/${other}`)).status).toBe(404);
  const list = await server.get(`${DELETED}/microsoft.graph.group`);
  expect(list.body.value).toHaveLength(1);
});
