/** Whatever a client sends to whichever operation: an answer in Graph's shape, never a failure of ours. */
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { DEVICE } from '../../src/contract/device-type.ts';
import { GROUP } from '../../src/contract/group-type.ts';
import { USER } from '../../src/contract/user-type.ts';
import { OPERATIONS } from '../../src/operations/table.ts';
import { dynamic, groupBody, TestServer, userBody } from './test-server.ts';

const server = new TestServer();
const ids: string[] = [];

beforeAll(async () => {
  ids.push(await server.createUser({ userPrincipalName: 'a@contoso.com' }));
  ids.push(await server.createGroup(), await server.createGroup(dynamic('user.city -eq "x"')));
  ids.push((await server.post('/v1.0/applications', { displayName: 'HR' })).body.id);
});

const names = fc.constantFrom(
  ...[...GROUP.properties, ...USER.properties, ...DEVICE.properties].map(({ name }) => name),
  ...['name', 'dataType', 'targetObjects', 'appId', '@odata.id', '@odata.type', '', '__proto__'],
  ...['members@odata.bind', 'manager@odata.bind', 'x@odata.bind', `extension_${'a'.repeat(32)}_x`],
);

const values = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    ...['On', 'DynamicMembership', '\u0000', '\ud800', 'x'.repeat(3_100), 'users/x'],
    ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59'],
    ...['user.city -eq "x"', 'user.memberOf -any (group.objectId -in ["x"])', 1e308, -1],
    ...[['DynamicMembership'], ['Unified'], [null], [[]], { extensionAttribute1: {} }],
    ...[[{ service: null }], { '@odata.type': 1 }],
  ),
);

const keys = fc.oneof(
  fc.nat().map((at) => ids[at % ids.length] ?? ''),
  fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
  fc.constantFrom(
    ...['a@contoso.com', "('x')", '%00', '%', '..', '%2e%2e', '$ref', '__proto__', '%E2%80%AE@x.y'],
    ...['a%2fb@c.d', 'a%5cb@c.d', 'a@b.c%3f', '"@x.y', 'ß@x.y', `${'é'.repeat(60)}@x.y`],
  ),
);

const queries = fc.constantFrom(
  ...['', '?$top=1', '?$top=٣', '?$skiptoken=AAAA', '?$select=constructor', '?$select=*', '?&&='],
  ...['?$select=id,@odata.etag', '?$select=%E2%82', '?@id=x', '?$id=users/x', '?$count=true'],
  ...[
    "?$count=true&$filter=displayName ne '%00'",
    '?$filter=)',
    "?$filter=id eq '%ff'",
    '?$filter=',
  ],
  ...['?$search="displayName:a"', '?$search="', '?$orderby=displayName desc', '?$orderby=,'],
  ...['?$expand=members($select=id)', '?$expand=manager', '?$expand=(', "?$filter=mail eq '@'"],
  ...[`?$select=extension_${'a'.repeat(32)}_x`, '?$skiptoken=%00', `?$top=${'9'.repeat(400)}`],
);

const requests = fc.record({
  operation: fc.constantFrom(...OPERATIONS.filter(({ name }) => name !== 'getMetadata')),
  keys: fc.array(keys, { minLength: 2, maxLength: 2 }),
  query: queries,
  isWhole: fc.boolean(),
  change: fc.array(fc.tuple(names, values), { maxLength: 4 }),
  etag: fc.constantFrom('*', '', 'x', 'W/"muster-"', 'W/"muster-AAAA"'),
});

it('never fails', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(requests, async ({ operation, keys: given, query, isWhole, change, etag }) => {
      const left = [...given];
      const path = operation.path.replace(/\{[^}]*\}/g, () => left.shift() ?? 'x');
      const surface = operation.surfaces[0] === 'muster' ? 'muster/v1' : 'beta';
      const whole = operation.path.startsWith('groups') ? groupBody() : userBody();
      const body = [...(isWhole ? Object.entries(whole) : []), ...change]
        .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
        .join(',');
      const reply = await server.send(
        operation.method,
        `/${surface}/${path}${query}`,
        operation.method === 'GET' ? undefined : `{${body}}`,
        { 'if-match': etag, consistencylevel: 'eventual' },
      );
      expect(server.errors).toEqual([]);
      expect(reply.status).toBeLessThan(500);
      if (reply.status >= 400) expect(reply.body.error.message).not.toBe('');
    }),
    { numRuns: 3_000, seed: 20_261_121 },
  );
  await server.settle();
  expect(server.memory.queues.failures).toEqual([]);
});
