/** The lines of imports: what is wrong with them, CSV, and checking without writing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { group, guid, ImportClient, ndjson, user } from './import-client.ts';
import { dynamic } from './test-server.ts';

let client: ImportClient;

beforeEach(async () => {
  client = new ImportClient();
  await client.begin();
});

describe('bad lines', () => {
  it('are told by number with the reason, and the others are applied', async () => {
    const lines = [
      JSON.stringify(user(1)),
      '{"type":"user"',
      '',
      '[1]',
      JSON.stringify(user(2, { displayName: 5 })),
      JSON.stringify(user(3, { departmnt: 'Sales' })),
      JSON.stringify({ type: 'robot' }),
      JSON.stringify({ ...user(4), userPrincipalName: 'p1@contoso.com' }),
      JSON.stringify({ ...user(5), displayName: undefined }),
      JSON.stringify({ type: 'group', displayName: 'x' }),
      JSON.stringify(group(6, { ...dynamic('user.city -eq Bonn'), members: [] })),
      JSON.stringify(group(7, { ...dynamic('user.city -eq "Bonn"'), members: [guid(1)] })),
      JSON.stringify(user(8, { members: [guid(1)] })),
      JSON.stringify(user(9)),
    ];
    const reply = await client.put(1, lines.join('\r\n'));
    expect(reply.body).toMatchObject({ lines: 13, created: 2, failed: 11 });
    const told = reply.body.errors.map(({ line, code, target }: Record<string, unknown>) => [
      line,
      code,
      target,
    ]);
    expect(told).toEqual([
      [2, 'InvalidJson', undefined],
      [4, 'InvalidJson', undefined],
      [5, 'InvalidValue', 'displayName'],
      [6, 'InvalidProperty', 'departmnt'],
      [7, 'InvalidValue', 'type'],
      [8, 'Request_BadRequest', undefined],
      [9, 'MissingValue', 'displayName'],
      [10, 'InvalidValue', 'id'],
      [11, 'UNQUOTED_STRING', 'membershipRule'],
      [12, 'Request_BadRequest', undefined],
      [13, 'InvalidValue', 'members'],
    ]);
    expect((await client.server.get('/v1.0/users')).body.value).toHaveLength(2);
  });

  it('of the same object are applied one after the other', async () => {
    const reply = await client.put(
      1,
      ndjson(user(1), user(1), user(1, { city: 'Bonn' }), {
        type: 'user',
        userPrincipalName: 'p1@contoso.com',
        city: 'Rome',
      }),
    );
    expect(reply.body).toMatchObject({ lines: 4, created: 1, changed: 2, unchanged: 1, failed: 0 });
    expect((await client.server.get(`/v1.0/users/${guid(1)}?$select=city`)).body.city).toBe('Rome');
  });

  it.each([
    ['binary data', new Uint8Array([0xff, 0x00, 0x0a, 0x80, 0x0a, 0x7b, 0x7d])],
    ['no lines', ''],
  ])('%s', async (_, body) => {
    const reply = await client.put(1, body);
    expect(reply.status).toBe(200);
    expect(reply.body.created).toBe(0);
    expect(reply.body.failed).toBe(reply.body.lines);
  });

  it('a body that is too large, of another type, or for nothing, is refused', async () => {
    expect((await client.put(1, new Uint8Array(5 * 1_048_576))).status).toBe(413);
    expect((await client.put(1, '{}\n'.repeat(50_001))).status).toBe(400);
    expect((await client.put(0, '')).status).toBe(400);
    expect(
      (
        await client.server.send(
          'PUT',
          `/muster/v1/imports/${client.id}/parts/1`,
          {},
          { 'content-type': 'application/json' },
        )
      ).status,
    ).toBe(415);
    client.id = guid(99);
    expect((await client.put(1, '')).status).toBe(404);
    expect((await client.complete()).status).toBe(404);
  });
});

describe('validateOnly', () => {
  it('tells what would be done and writes nothing', async () => {
    await client.put(1, ndjson(user(1), user(2)));
    const tables = ['objects', 'lookup', 'groups', 'ids', 'imports'];
    const dump = () => JSON.stringify(tables.map((name) => client.server.memory.tables.dump(name)));
    const before = dump();
    const body = ndjson(
      user(1),
      user(2, { city: 'Bonn', manager: 'p4@contoso.com' }),
      user(4, { manager: guid(77) }),
      { ...user(5), userPrincipalName: 'P1@contoso.com' },
      group(6, { members: [guid(4), guid(78)] }),
      group(7, dynamic('user.')),
    );
    const reply = await client.put(2, body, { query: '?validateOnly=true' });
    expect(reply.body).toMatchObject({ lines: 6, created: 2, changed: 1, unchanged: 1, failed: 2 });
    expect(reply.body.references).toEqual([
      { line: 3, target: 'manager', reference: guid(77) },
      { line: 5, target: 'members', reference: guid(78) },
    ]);
    expect(reply.body.errors.map(({ line }: { line: number }) => line)).toEqual([4, 6]);
    expect(dump()).toBe(before);
  });
});

describe('CSV', () => {
  it('has the names as header, lists joined, and a value in no cell is none', async () => {
    const rows = [
      '\ufefftype,id,displayName,accountEnabled,userPrincipalName,mailNickname,businessPhones,onPremisesExtensionAttributes.extensionAttribute1,manager,deviceId,operatingSystem,operatingSystemVersion,members,mailEnabled,securityEnabled,city',
      `user,${guid(1)},"Quinn, ""Q""",TRUE,p1@contoso.com,p1,'+1 206;'+1 207,CC-1,,,,,,,,Bonn`,
      `user,${guid(2)},Two,true,p2@contoso.com,p2,,,p1@contoso.com,,,,,,,"two`,
      'lines"',
      `device,,PC,false,,,,,,${guid(5)},Windows,11,,,,`,
      `group,${guid(9)},Team,,,team,,,,,,,${guid(1)};p2@contoso.com,false,true,`,
    ];
    const reply = await client.put(1, rows.join('\r\n'), { csv: true });
    expect(reply.body).toMatchObject({ lines: 4, created: 4, failed: 0, errors: [] });
    const select = '$select=displayName,businessPhones,city,onPremisesExtensionAttributes';
    const one = await client.server.get(`/v1.0/users/${guid(1)}?${select}`);
    expect(one.body).toMatchObject({
      displayName: 'Quinn, "Q"',
      businessPhones: ['+1 206', "'+1 207"],
      city: 'Bonn',
    });
    expect((await client.server.get(`/v1.0/users/${guid(2)}?${select}`)).body.city).toBe(
      'two\r\nlines',
    );
    expect(await client.managerOf(2)).toBe(guid(1));
    expect(await client.membersOf(9)).toEqual([guid(1), guid(2)]);
    const cleared = await client.put(2, `type,id,city,manager\nuser,${guid(2)},,\n`, { csv: true });
    expect(cleared.body).toMatchObject({ changed: 1, failed: 0 });
    expect((await client.server.get(`/v1.0/users/${guid(2)}?${select}`)).body.city).toBeNull();
    expect(await client.managerOf(2)).toBeUndefined();
  });

  it('rows that are cut short or broken are told, and blank nothing', async () => {
    await client.put(1, ndjson(user(1, { city: 'Bonn' })));
    const rows = ['type,id,city', `user,${guid(1)}`, `user,${guid(1)},"x"y`, `user,${guid(1)},"z`];
    const reply = await client.put(2, rows.join('\n'), { csv: true });
    expect(reply.body).toMatchObject({ lines: 3, failed: 3, changed: 0 });
    expect(reply.body.errors.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4]);
    expect((await client.put(3, 'type,id,id\nuser,1,2\n', { csv: true })).body).toMatchObject({
      lines: 1,
      failed: 1,
    });
  });
});
