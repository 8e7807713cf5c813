/** `$search`, `$orderby`, `$expand`, `$count` and pages of lists, as clients ask them (graph-spec.md 8, 9 and 17). */
import { beforeEach, describe, expect, it } from 'vitest';
import { EVENTUAL, pages } from './ask.ts';
import { BASE, TestServer } from './test-server.ts';

let server: TestServer;

beforeEach(() => {
  server = new TestServer();
});

describe('graph-spec.md 17.8: advanced queries', () => {
  it('ignore $count=true without the header, and count with it', async () => {
    await server.createUser();
    const plain = await server.get('/v1.0/users?$count=true');
    expect(plain.status).toBe(200);
    expect(plain.body).not.toHaveProperty('@odata.count');
    expect((await server.get('/v1.0/users?$count=true', EVENTUAL)).body['@odata.count']).toBe(1);
  });

  it('need both for ne and not, and the header alone for $search and /$count', async () => {
    const filter = encodeURIComponent("displayName ne 'x'");
    const refused = [
      await server.get(`/v1.0/users?$filter=${filter}`, EVENTUAL),
      await server.get(`/v1.0/users?$filter=${filter}&$count=true`),
      await server.get('/v1.0/users?$search="displayName:x"'),
      await server.get('/v1.0/users/$count'),
      await server.get(`/v1.0/devices?$orderby=displayName`),
      await server.get(`/v1.0/users?$orderby=displayName&$filter=startswith(displayName,'x')`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    expect(refused.map(({ body }) => body.error.code)).toEqual([
      'Request_UnsupportedQuery',
      'Request_UnsupportedQuery',
      'Request_UnsupportedQuery',
      'Request_BadRequest',
      'Request_UnsupportedQuery',
      'Request_UnsupportedQuery',
    ]);
    expect(refused[2]?.body.error.message).toContain("special request header: 'ConsistencyLevel");
    expect(refused[3]?.body.error.message).toBe('$count is not currently supported.');
    const answered = [
      await server.get(`/v1.0/users?$filter=${filter}&$count=true`, EVENTUAL),
      await server.get('/v1.0/users?$search="displayName:x"', EVENTUAL),
      await server.get(`/v1.0/users/$count?$filter=${filter}`, EVENTUAL),
      await server.get('/v1.0/devices?$orderby=displayName&$count=true', EVENTUAL),
    ];
    expect(answered.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('graph-spec.md 17.9: counts', () => {
  it('are digits in plain text after /$count, filtered or not', async () => {
    await server.createUser({ displayName: 'Ann' });
    await server.createUser({ displayName: 'Bob' });
    await server.createGroup();
    const users = await server.get('/v1.0/users/$count', EVENTUAL);
    expect(users).toMatchObject({ status: 200, body: '2' });
    expect(users.headers['Content-Type']).toBe('text/plain');
    const filtered = "/v1.0/users/$count?$filter=displayName eq 'ann'";
    expect((await server.get(filtered, EVENTUAL)).body).toBe('1');
    const searched = '/v1.0/users/$count?$search="displayName:bo"';
    expect((await server.get(searched, EVENTUAL)).body).toBe('1');
    expect((await server.get('/v1.0/groups/$count', EVENTUAL)).body).toBe('1');
    expect((await server.get('/v1.0/devices/$count', EVENTUAL)).body).toBe('0');
  });

  it('stand on the first page only', async () => {
    for (let made = 0; made < 5; made++) await server.createUser({ displayName: `Zoe ${made}` });
    await server.createUser({ displayName: 'Ann' });
    const path = "/v1.0/users?$top=2&$count=true&$filter=startswith(displayName,'zoe')";
    const found = await pages(server, path, EVENTUAL);
    expect(found.map(({ body }) => body['@odata.count'])).toEqual([5, undefined, undefined]);
    expect(found.map(({ body }) => body.value.length)).toEqual([2, 2, 1]);
  });
});

describe('graph-spec.md 17.10: nextLink', () => {
  beforeEach(async () => {
    for (const name of ['b', 'D', 'a', 'c', 'Á']) await server.createUser({ displayName: name });
  });

  it('keeps every option, has no braces, and works re-encoded and sorted, as Terraform sends it', async () => {
    const query = `$select=displayName&$filter=displayName ne '{x} & y'&$top=2&$orderby=displayName&$count=true`;
    const encoded = query.replace('{x} & y', '%7Bx%7D%20%26%20y');
    const first = await server.get(`/v1.0/users?${encoded}`, EVENTUAL);
    const link: string = first.body['@odata.nextLink'];
    expect(link).not.toMatch(/[{}]/);
    for (const option of ['$select=', '$filter=', '$top=2', '$orderby=', '$count=true'])
      expect(link).toContain(option);
    const parameters = new URLSearchParams(new URL(link).search);
    parameters.sort();
    const second = await server.get(`/v1.0/users?${parameters.toString()}`, EVENTUAL);
    expect([...first.body.value, ...second.body.value]).toEqual(
      ['a', 'Á', 'b', 'c'].map((displayName) => ({ displayName })),
    );
  });

  it('goes on after the same value though it has changed since', async () => {
    const first = await server.get(
      '/v1.0/users?$top=2&$orderby=displayName desc&$select=id,displayName',
    );
    expect(first.body.value.map((user: { displayName: string }) => user.displayName)).toEqual([
      'D',
      'c',
    ]);
    await server.patch(`/v1.0/users/${first.body.value[1].id}`, { displayName: 'z' });
    const rest = await server.get(first.body['@odata.nextLink'].slice(BASE.length));
    expect(rest.body.value.map((user: { displayName: string }) => user.displayName)).toEqual([
      'b',
      'Á',
    ]);
  });
});

describe('$orderby', () => {
  it.each([
    ['users', '$orderby=jobTitle', "Unsupported sort property 'jobTitle'"],
    ['users', '$orderby=displayName,userPrincipalName', 'more than one property'],
    ['users', '$orderby=displayName up', 'Syntax error'],
    ['users', '$orderby=', 'Syntax error'],
    ['groups', '$orderby=mail', "Unsupported sort property 'mail'"],
  ])('of %s is refused: %s', async (list, query, message) => {
    const { status, body } = await server.get(`/v1.0/${list}?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });
});

describe('$search', () => {
  beforeEach(async () => {
    await server.createGroup({ displayName: 'OneVideo Team', description: 'films and more' });
    await server.createGroup({ displayName: 'Video (David Li)', description: null });
    await server.createGroup({ displayName: 'hello-world42', description: 'One' });
  });

  it.each([
    ['"displayName:OneVideo"', ['OneVideo Team']],
    ['"displayName:video"', ['OneVideo Team', 'Video (David Li)']],
    ['"displayName:vid li"', ['Video (David Li)']],
    ['"displayName:David)"', ['Video (David Li)']],
    ['"displayName:ideo"', []],
    ['"displayName:helloworld"', ['hello-world42']],
    ['"displayName:42"', ['hello-world42']],
    ['"description:one" OR "description:films"', ['OneVideo Team', 'hello-world42']],
    ['"description:one" AND ("displayName:hello" OR "displayName:video")', ['hello-world42']],
    ['"mailNickname:SAL"', ['OneVideo Team', 'Video (David Li)', 'hello-world42']],
    ['"mailNickname:ales"', []],
  ])('finds %s', async (search, expected) => {
    const path = `/v1.0/groups?$search=${encodeURIComponent(search)}`;
    const { body } = await server.get(path, EVENTUAL);
    const found = body.value.map((group: { displayName: string }) => group.displayName);
    expect(found.sort()).toEqual(expected);
  });

  it.each([
    'displayName:x',
    '"displayName"',
    '"displayName:x',
    '"x:y"',
    '"securityEnabled:true"',
    '""',
    '("displayName:x"',
    '"displayName:x" and "displayName:y"',
    '',
  ])('is refused: %s', async (search) => {
    const path = `/v1.0/groups?$search=${encodeURIComponent(search)}`;
    expect((await server.get(path, EVENTUAL)).status).toBe(400);
  });
});

describe('$expand', () => {
  it('shows one relation of each object, at most 20 of it, with what is selected', async () => {
    const manager = await server.createUser({ displayName: 'Boss' });
    const user = await server.createUser({ displayName: 'Ann' });
    await server.send('PUT', `/v1.0/users/${user}/manager/$ref`, {
      '@odata.id': `${BASE}/v1.0/users/${manager}`,
    });
    const group = await server.createGroup();
    for (let made = 0; made < 21; made++) {
      const id = made === 0 ? user : await server.createUser();
      const body = { '@odata.id': `${BASE}/v1.0/users/${id}` };
      await server.post(`/v1.0/groups/${group}/members/$ref`, body);
    }
    const users = await server.get('/v1.0/users?$expand=manager($select=id,displayName)&$top=2');
    expect(users.body.value.map((one: { manager?: unknown }) => one.manager)).toEqual([
      undefined,
      { '@odata.type': '#microsoft.graph.user', id: manager, displayName: 'Boss' },
    ]);
    const groups = await server.get('/v1.0/groups?$expand=members($select=id)');
    expect(groups.body.value[0].members).toHaveLength(20);
    expect(groups.body.value[0].members[0].id).toBe(user);
    const one = await server.get(`/v1.0/users/${user}?$expand=memberOf`);
    expect(one.body.memberOf[0]).toMatchObject({ id: group, displayName: 'Sales' });
    const alone = await server.get(`/v1.0/groups/${group}?$expand=members`);
    expect(alone.body.members).toHaveLength(20);
  });

  it.each([
    ['groups', 'members,owners', 'Only one relation'],
    ['groups', 'members($top=5)', 'only $select'],
    ['groups', 'transitiveMembers', 'cannot be expanded'],
    ['groups', 'flavour', "Could not find a property named 'flavour'"],
    ['users', 'members', "Could not find a property named 'members'"],
    ['users', 'manager($select=flavour)', "Could not find a property named 'flavour'"],
    ['users', '', 'Syntax error'],
  ])('of %s is refused: %s', async (list, expand, message) => {
    await server.createUser();
    const { status, body } = await server.get(`/v1.0/${list}?$expand=${expand}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });
});

describe('graph-spec.md 17.15: spellings', () => {
  it('take %24filter, any letter case, and in beta options without the sign', async () => {
    await server.createUser({ displayName: 'Ann' });
    await server.createUser({ displayName: 'Bob' });
    const filter = encodeURIComponent("displayName eq 'ann'");
    for (const path of [
      `/v1.0/Users?%24filter=${filter}`,
      `/v1.0/users?$Filter=${filter}`,
      `/beta/users?filter=${filter}`,
      `/beta/users?Filter=${filter}`,
    ])
      expect((await server.get(path)).body.value).toHaveLength(1);
    expect((await server.get(`/v1.0/users?filter=${filter}`)).body.value).toHaveLength(2);
    const twice = await server.get(`/v1.0/users?$filter=${filter}&%24FILTER=${filter}`);
    expect(twice.body.error.message).toContain('more than once');
  });
});

describe('graph-spec.md 17.14 and 17.17: what is refused, and how long a page is', () => {
  it('refuses properties nobody knows, page sizes outside 1 to 999, and $skip', async () => {
    const refused = [
      ['$select=flavour', 'BadRequest', 'Could not find a property'],
      ["$filter=flavour eq 'x'", 'BadRequest', 'Could not find a property'],
      ['$top=0', 'Request_UnsupportedQuery', 'Must be between 1 and 999'],
      ['$top=1000', 'Request_UnsupportedQuery', 'Must be between 1 and 999'],
      ['$skip=1', 'Request_BadRequest', "'$skip' is not supported"],
    ];
    for (const list of ['users', 'groups', 'devices'])
      for (const [query, code, message] of refused) {
        const { status, body } = await server.get(`/v1.0/${list}?${query}`);
        expect({ status, code: body.error.code }).toEqual({ status: 400, code });
        expect(body.error.message).toContain(message);
      }
  });

  it('shows 100 unless another number is asked for', async () => {
    for (let made = 0; made < 101; made++) await server.createGroup();
    const sizes = async (query: string) =>
      (await pages(server, `/v1.0/groups?${query}`)).map(({ body }) => body.value.length);
    expect(await sizes('$select=id')).toEqual([100, 1]);
    expect(await sizes("$select=id&$filter=displayName eq 'sales'")).toEqual([100, 1]);
    expect(await sizes('$top=999')).toEqual([101]);
  });

  it.each(['applications', 'directory/deletedItems/x', 'me'])(
    'refuses options that %s does not answer',
    async (path) => {
      const { status, body } = await server.get(`/v1.0/${path}?$filter=id eq 'x'`);
      expect(status).toBe(400);
      expect(body.error.code).toBe('Request_UnsupportedQuery');
    },
  );
});
