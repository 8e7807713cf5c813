import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer, userBody } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('access', () => {
  const paths = [
    '/v1.0/groups',
    '/beta/users',
    '/v1.0/flavour',
    '/v1.0/me',
    '/muster/v1/groups',
    '/muster/v1/alerts',
    '/muster/flavour',
    '/v1.0/%zz',
    '/v1.0/a%00b',
    `/v1.0/${'x'.repeat(8_200)}`,
    '/%761.0/users',
    '/v1.0%2Fusers',
    '/muster/health',
    '/',
  ];

  it.each(paths)('%s is closed unless the run is local', async (path) => {
    const closed = new TestServer({});
    const reply = await closed.get(path);
    expect(reply.status).toBe(401);
    expect(reply.body.error.code).toBe('InvalidAuthenticationToken');
    expect(reply.body.error.message).toContain('MUSTER_ISSUERS');
    expect(reply.headers['WWW-Authenticate']).toMatch(/^Bearer /);
  });

  it('is closed in Azure whatever MUSTER_LOCAL says', async () => {
    const cloud = new TestServer({ MUSTER_LOCAL: 'true', WEBSITE_INSTANCE_ID: 'x' });
    expect((await cloud.get('/v1.0/groups')).status).toBe(401);
    expect((await cloud.post('/v1.0/users', userBody())).status).toBe(401);
  });

  it('tells only callers how it is', async () => {
    const closed = new TestServer({});
    expect((await closed.get('/muster/v1/health')).body).toEqual({ status: 'degraded' });
    expect((await server.get('/muster/v1/health')).body).toHaveProperty('checks');
    expect((await closed.get('/muster/v1/metrics')).status).toBe(401);
  });

  it('writes nothing to the log for strangers', async () => {
    const closed = new TestServer({});
    expect((await closed.get('/v1.0/$metadata')).status).toBe(200);
    expect((await closed.get('/v1.0/users')).status).toBe(401);
    expect(closed.errors).toEqual([]);
  });

  it('is closed to whom a tunnel forwards for', async () => {
    const reply = await server.get('/v1.0/users', { 'x-forwarded-for': '203.0.113.9' });
    expect(reply.status).toBe(401);
  });

  it('makes the local caller an administrator', async () => {
    const { body } = await server.get('/v1.0/me');
    expect(body).toMatchObject({
      displayName: 'Local Administrator',
      userPrincipalName: 'administrator@contoso.com',
    });
  });

  describe('who acts as somebody else', () => {
    const asUser = (id: string) => ({ 'x-muster-act-as': `User;${id}` });

    it('is the user of the directory with that id', async () => {
      const id = await server.createUser({ displayName: 'Grace', jobTitle: 'Clerk' });
      for (const version of ['v1.0', 'beta']) {
        const { body } = await server.get(`/${version}/me`, asUser(id.toUpperCase()));
        expect(body).toMatchObject({ id, displayName: 'Grace', jobTitle: 'Clerk' });
      }
      const selected = await server.get('/v1.0/me?$select=id', asUser(id));
      expect(selected.body).toEqual({ '@odata.context': expect.any(String), id });
    });

    it('is nobody of the directory when the id is a group or unknown', async () => {
      const groupId = await server.createGroup({ displayName: 'Sales' });
      const { body } = await server.get('/v1.0/me', asUser(groupId));
      expect(body).toMatchObject({ id: groupId, displayName: 'Local User' });
    });

    it('has no /me as an application', async () => {
      const reply = await server.get('/v1.0/me', { 'x-muster-act-as': 'User.Read.All' });
      expect(reply.status).toBe(400);
      expect(reply.body.error.message).toContain('only valid with delegated authentication flow');
    });

    it('is told which roles there are', async () => {
      const reply = await server.get('/v1.0/me', { 'x-muster-act-as': 'King' });
      expect(reply.status).toBe(400);
      expect(reply.body.error.message).toContain('Groups Administrator');
    });

    it('is nobody anywhere else', async () => {
      const closed = new TestServer({});
      const reply = await closed.get('/v1.0/me', { 'x-muster-act-as': 'Global Administrator' });
      expect(reply.status).toBe(401);
    });
  });
});
