/** Imports over HTTP on tables in memory: what they bring in, and when. */
import { beforeEach, describe, expect, it } from 'vitest';
import { group, guid, ImportClient, ndjson, user } from './import-client.ts';
import { dynamic, groupBody } from './test-server.ts';

let client: ImportClient;

beforeEach(async () => {
  client = new ImportClient();
  await client.begin();
});

describe('an import', () => {
  it('is there once it was begun, and can be read and listed, the newest first', async () => {
    const reply = await client.server.get(`/muster/v1/imports/${client.id}`);
    expect(reply.body).toEqual({
      id: client.id,
      status: 'open',
      createdDateTime: '2026-11-21T12:00:00.000Z',
      lastActivityDateTime: '2026-11-21T12:00:00.000Z',
      lines: 0,
      created: 0,
      changed: 0,
      unchanged: 0,
      failed: 0,
      pending: 0,
      parts: [],
    });
    client.server.minutes = 1;
    const first = client.id;
    const second = await client.begin();
    client.server.minutes = 2;
    const third = await client.begin();
    const page = await client.server.get('/muster/v1/imports?$top=2');
    expect(page.body.value.map(({ id }: { id: string }) => id)).toEqual([third, second]);
    const rest = await client.server.get(new URL(page.body['@odata.nextLink']).href.slice(21));
    expect(rest.body.value.map(({ id }: { id: string }) => id)).toEqual([first]);
  });

  it('creates users, devices and groups, and tells what it did', async () => {
    const device = {
      type: 'device',
      deviceId: guid(50),
      displayName: 'PC',
      accountEnabled: true,
      operatingSystem: 'Windows',
      operatingSystemVersion: '11',
    };
    const reply = await client.put(
      1,
      ndjson(
        user(1),
        device,
        group(60, { members: [guid(1), 'p2@contoso.com'] }),
        user(2, { manager: guid(1), onPremisesExtensionAttributes: { extensionAttribute1: 'x' } }),
      ),
    );
    expect(reply).toMatchObject({
      status: 200,
      body: {
        part: 1,
        lines: 4,
        created: 4,
        changed: 0,
        unchanged: 0,
        failed: 0,
        pending: 0,
        errors: [],
      },
    });
    expect((await client.complete()).body).toMatchObject({
      status: 'complete',
      lines: 4,
      created: 4,
    });
    expect(await client.managerOf(2)).toBe(guid(1));
    expect(await client.membersOf(60)).toEqual([guid(1), guid(2)]);
    const read = await client.server.get(`/v1.0/devices(deviceId='${guid(50)}')`);
    expect(read.body.displayName).toBe('PC');
    const one = await client.server.get(
      `/v1.0/users/${guid(2)}?$select=onPremisesExtensionAttributes`,
    );
    expect(one.body.onPremisesExtensionAttributes.extensionAttribute1).toBe('x');
  });

  it('changes what differs, and leaves alone what does not', async () => {
    await client.put(1, ndjson(user(1, { city: 'Bonn' }), user(2, { city: 'Bonn' }), user(3)));
    const reply = await client.put(
      2,
      ndjson(
        user(1, { city: 'Bonn' }),
        { type: 'user', userPrincipalName: 'P2@contoso.com', city: null },
        { type: 'user', id: guid(3), userPrincipalName: 'renamed@contoso.com' },
      ),
    );
    expect(reply.body).toMatchObject({
      lines: 3,
      created: 0,
      changed: 2,
      unchanged: 1,
      errors: [],
    });
    const cities = await client.server.get('/v1.0/users?$select=city,userPrincipalName');
    expect(cities.body.value.map(({ city }: { city: string }) => city)).toEqual([
      'Bonn',
      null,
      null,
    ]);
    expect((await client.server.get('/v1.0/users/renamed@contoso.com')).body.id).toBe(guid(3));
    expect((await client.server.get('/v1.0/users/p3@contoso.com')).status).toBe(404);
  });

  it('answers a part that is sent again as before, and does it no second time', async () => {
    const body = ndjson(user(1), user(2), group(9, { members: [guid(1)] }));
    const first = await client.put(1, body);
    const versions = client.server.memory.tables.dump('objects').map(({ etag }) => etag);
    expect((await client.put(1, body)).body).toEqual(first.body);
    expect(client.server.memory.tables.dump('objects').map(({ etag }) => etag)).toEqual(versions);
    const same = await client.put(2, body);
    expect(same.body).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
    const total = (await client.complete()).body;
    expect(total).toMatchObject({ lines: 6, created: 3, unchanged: 3 });
  });

  it('ends: a part after that is refused, completing again is not', async () => {
    await client.put(1, ndjson(user(1)));
    await client.complete();
    expect((await client.put(2, ndjson(user(2)))).status).toBe(409);
    expect(await client.complete()).toMatchObject({ status: 200, body: { status: 'complete' } });
    expect((await client.server.get('/v1.0/users/p2@contoso.com')).status).toBe(404);
  });

  it('counts as ended when nothing was heard of it for ten minutes', async () => {
    await client.put(1, ndjson(user(1)));
    client.server.minutes = 10;
    expect((await client.server.get(`/muster/v1/imports/${client.id}`)).body.status).toBe(
      'complete',
    );
    expect((await client.put(2, ndjson(user(2)))).status).toBe(409);
  });

  it('changes memberships when it is complete, not before', async () => {
    const id = await client.server.createGroup(dynamic('user.city -eq "Bonn"'));
    await client.server.settle();
    await client.put(1, ndjson(user(1, { city: 'Bonn' }), user(2)));
    await client.server.settle();
    const members = async () => (await client.server.get(`/v1.0/groups/${id}/members`)).body.value;
    expect(await members()).toEqual([]);
    await client.complete();
    await client.server.settle();
    expect(await members()).toMatchObject([{ id: guid(1) }]);
  });
});

describe('references', () => {
  it('to objects of later parts are applied at the end', async () => {
    const first = await client.put(
      1,
      ndjson(user(1, { manager: guid(3) }), group(9, { members: [guid(3), guid(1)] })),
    );
    expect(first.body).toMatchObject({ created: 2, pending: 2, failed: 0 });
    await client.put(2, ndjson(user(3, { manager: 'p1@contoso.com' })));
    const reply = await client.complete();
    expect(reply.body).toMatchObject({ pending: 0, failed: 0, created: 3 });
    expect(await client.managerOf(1)).toBe(guid(3));
    expect(await client.managerOf(3)).toBe(guid(1));
    expect(await client.membersOf(9)).toEqual([guid(1), guid(3)]);
  });

  it('to nobody are told of the line at the end', async () => {
    await client.put(
      1,
      ndjson(user(1), user(2, { manager: 'nobody@contoso.com' }), group(9, { members: [guid(8)] })),
    );
    expect((await client.complete()).body).toMatchObject({ failed: 2, pending: 0, created: 3 });
    const part = await client.server.get(`/muster/v1/imports/${client.id}/parts/1`);
    expect(part.body.errors).toEqual([
      expect.objectContaining({ line: 2, code: 'ReferenceNotFound', target: 'manager' }),
      expect.objectContaining({ line: 3, code: 'ReferenceNotFound', target: 'members' }),
    ]);
  });

  it('leave a manager that somebody has set since', async () => {
    await client.put(1, ndjson(user(1), user(2, { manager: guid(3) })));
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${guid(1)}` };
    await client.server.send('PUT', `/v1.0/users/${guid(2)}/manager/$ref`, reference);
    await client.put(2, ndjson(user(3)));
    await client.complete();
    expect(await client.managerOf(2)).toBe(guid(1));
  });

  it('null clears the manager, and no manager leaves it', async () => {
    await client.put(
      1,
      ndjson(user(1), user(2, { manager: guid(1) }), user(3, { manager: guid(1) })),
    );
    const reply = await client.put(2, ndjson(user(2), user(3, { manager: null })));
    expect(reply.body).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await client.managerOf(2)).toBe(guid(1));
    expect(await client.managerOf(3)).toBeUndefined();
  });

  it('may go in circles', async () => {
    await client.put(1, ndjson(user(1, { manager: guid(2) }), user(2, { manager: guid(1) })));
    expect([await client.managerOf(1), await client.managerOf(2)]).toEqual([guid(2), guid(1)]);
  });
});

describe('groups', () => {
  it('of Microsoft 365 are known by nickname, security groups by id', async () => {
    const unified = {
      type: 'group',
      ...groupBody(),
      mailNickname: 'team',
      mailEnabled: true,
      securityEnabled: false,
      groupTypes: ['Unified'],
    };
    await client.put(1, ndjson(unified, group(2)));
    const reply = await client.put(
      2,
      ndjson({ ...unified, mailNickname: 'TEAM', description: 'New' }, group(2)),
    );
    expect(reply.body).toMatchObject({ created: 0, changed: 1, unchanged: 1, failed: 0 });
    expect((await client.server.get('/v1.0/groups')).body.value).toHaveLength(2);
  });

  it('follow a rule as they would when created', async () => {
    await client.put(
      1,
      ndjson(user(1, { city: 'Bonn' }), group(2, dynamic('user.city -eq "Bonn"'))),
    );
    await client.complete();
    await client.server.settle();
    expect(await client.membersOf(2)).toEqual([guid(1)]);
    expect(client.server.errors).toEqual([]);
  });

  it('tell those who follow them once the import is complete', async () => {
    await client.put(1, ndjson(user(1), group(2)));
    await client.complete();
    await client.server.createGroup({
      ...dynamic(`user.memberOf -any (group.objectId -in ["${guid(2)}"])`),
      id: guid(3),
    });
    await client.server.settle();
    await client.begin();
    await client.put(1, ndjson({ type: 'group', id: guid(2), members: [guid(1)] }));
    await client.server.settle();
    expect([await client.membersOf(2), await client.membersOf(3)]).toEqual([[guid(1)], []]);
    await client.complete();
    await client.server.settle();
    expect(await client.membersOf(3)).toEqual([guid(1)]);
  });
});
