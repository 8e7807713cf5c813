/**
 * Every operation × every role, scope and permission × the caller's own and others' objects: what the server answers is what
 * the table written by hand says, nothing more and nothing less.
 */
import { describe, expect, it } from 'vitest';
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import type { DirectoryRole } from '../../src/access/directory-roles.ts';
import { locate } from '../../src/operations/location.ts';
import { Router } from '../../src/operations/router.ts';
import { OPERATIONS } from '../../src/operations/table.ts';
import type { Reply, TestServer } from '../operations/test-server.ts';
import { type Asked, CALLER } from './asked.ts';
import { type Expected, OPEN } from './expected.ts';
import { EXPECTED } from './expected-verdicts.ts';
import { GROUP_REQUESTS } from './group-requests.ts';
import { OTHER_REQUESTS } from './requests.ts';
import { createWorld, makeGroup, type World } from './world.ts';

const ROLES: readonly DirectoryRole[] = [
  'Global Administrator',
  'Groups Administrator',
  'User Administrator',
  'Directory Writers',
  'Intune Administrator',
  'Windows 365 Administrator',
];

/** Every permission that lets anybody in anywhere, and some that should not. */
const PERMISSIONS = [
  ...new Set([
    ...Object.values(EXPECTED)
      .filter((row) => row !== OPEN)
      .flatMap(({ scopes, applications }) => [...scopes, ...applications])
      .flatMap((needs) => needs.split('+'))
      .filter((name) => name !== ''),
    'Mail.Read',
    'Group.Read',
    'Group.ReadWrite',
    'group.readwrite.all',
    'User.ReadWriteBasic.All',
    'Directory.AccessAsUser.All',
    'Directory.Write.Restricted',
    'RoleManagement.ReadWrite.Directory',
  ]),
];

/** The object that a request is about, where it is about a group. */
interface Place {
  readonly unified: boolean;
  readonly own: boolean;
}

interface Who {
  readonly name: string;
  readonly caller: Caller | null;
  readonly isExpected: boolean;
}

function user(roles: readonly DirectoryRole[], permissions: readonly string[]): Caller {
  const named = { id: CALLER, displayName: 'Caller', userPrincipalName: 'caller@contoso.com' };
  return { kind: 'user', ...named, permissions, directoryRoles: roles };
}

function application(permissions: readonly string[]): Caller {
  const id = '12121212-1212-4212-8212-121212121212';
  const named = { id, displayName: 'Program', userPrincipalName: null };
  return { kind: 'application', ...named, permissions, directoryRoles: [] };
}

/** Everybody who asks, and whether he is to be let in. */
function everybody(row: Expected, place: Place): readonly Who[] {
  const grants = (list: readonly string[], held: readonly string[]) =>
    list.some((needs) => needs.split('+').every((each) => each === '' || held.includes(each)));
  const isLetIn = (role: DirectoryRole | null) =>
    row.users === 'everyone' ||
    (row.owners === true && place.own) ||
    row.users.some((known) => known === role || (known === `${role}*` && !place.unified));
  const anybody = place.own && row.owners === true ? 'everyone' : row.users;
  const sets = permissionSets(row);
  return [
    { name: 'nobody', caller: null, isExpected: false },
    ...[...ROLES, null].flatMap((role) => {
      const roles = role === null ? [] : [role];
      const name = `user, ${role ?? 'no role'}`;
      return [
        {
          name: `${name}, every scope`,
          caller: user(roles, PERMISSIONS),
          isExpected: row.scopes.length > 0 && isLetIn(role),
        },
        {
          name: `${name}, no scope`,
          caller: user(roles, []),
          isExpected: grants(row.scopes, []) && isLetIn(role),
        },
      ];
    }),
    ...sets.map((held) => ({
      name: `user, ${anybody === 'everyone' ? 'no role' : 'Global Administrator'}, ${held.join()}`,
      caller: user(anybody === 'everyone' ? [] : ['Global Administrator'], held),
      isExpected: grants(row.scopes, held),
    })),
    ...[...sets, [], PERMISSIONS].map((held) => ({
      name: `application, ${held.join()}`,
      caller: application(held),
      isExpected: grants(row.applications, held),
    })),
  ];
}

/** Each permission alone, and the combinations that a row needs. */
function permissionSets({ scopes, applications }: Expected): readonly (readonly string[])[] {
  const together = [...scopes, ...applications].filter((needs) => needs.includes('+'));
  return [
    ...PERMISSIONS.map((permission) => [permission]),
    ...together.map((needs) => needs.split('+')),
  ];
}

const ELSEWHERE: Place = { unified: false, own: false };
const PLACES: readonly Place[] = [
  { unified: false, own: true },
  { unified: false, own: false },
  { unified: true, own: true },
  { unified: true, own: false },
];

const GRAPHS_TEXT = 'Insufficient privileges to complete the operation.';

/** Asks as everybody; answers whose verdict was not the one expected. */
async function wrongVerdicts(
  row: Expected,
  place: Place,
  ask: (world: World) => Promise<Asked>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  let world = await createWorld();
  let asked = await ask(world);
  for (const { name, caller, isExpected } of everybody(row, place)) {
    const before = requestsOf(world);
    world.caller = caller;
    const reply = await send(world.server, asked);
    const after = requestsOf(world);
    const made = { all: after.all - before.all, writes: after.writes - before.writes };
    const told = complaint(asked, reply, { caller, isExpected, made });
    if (told !== null) wrong.push(`${name}${place.own ? ', own' : ''}: ${told}`);
    world.caller = LOCAL_ADMINISTRATOR;
    if (reply.status < 300 && asked.method !== 'GET') {
      world = await createWorld();
      asked = await ask(world);
    }
  }
  expect(world.server.errors).toEqual([]);
  return wrong;
}

/** Requests made to storage. */
interface Made {
  readonly all: number;
  readonly writes: number;
}

function requestsOf({ server }: World): Made {
  const { tables } = server.memory;
  const writes = [...tables.requests]
    .filter(([name]) => name.endsWith('.transact'))
    .reduce((sum, [, count]) => sum + count, 0);
  return { all: tables.requestCount(), writes };
}

function complaint(
  asked: Asked,
  reply: Reply,
  about: { readonly caller: Caller | null; readonly isExpected: boolean; readonly made: Made },
): string | null {
  const { status, body } = reply;
  if (about.isExpected) return isServed(about.caller, reply) ? null : `refused, ${status}`;
  const error = body?.error ?? {};
  const { made } = about;
  if (made.writes > 0) return `refused after ${made.writes} writes`;
  if (about.caller === null) return status === 401 && made.all === 0 ? null : `let in, ${status}`;
  if (status !== 403 || error.code !== 'Authorization_RequestDenied')
    return `let in, ${status} ${JSON.stringify(error)}`;
  // Whether a group is the caller's own takes one look at it, or two where its body decides.
  if (made.all > 2) return `refused after ${made.all} requests to storage`;
  const isOurs = asked.path.startsWith('/muster/');
  const isTold = isOurs ? error.message !== GRAPHS_TEXT : error.message === GRAPHS_TEXT;
  if (asked.path.endsWith('/members/88888888-8888-4888-8888-888888888888')) return null;
  return isTold && error.details?.length > 0 ? null : `unclear: ${JSON.stringify(error)}`;
}

/** Done, or looked for in vain; of an application that asks who it is: told that nobody is signed in. */
function isServed(caller: Caller | null, { status, body }: Reply): boolean {
  if (status < 300 || status === 404) return true;
  return caller?.kind === 'application' && /^\/me request/.test(body.error.message);
}

function send(server: TestServer, { method, path, body, headers }: Asked): Promise<Reply> {
  return server.send(method, path, body, headers);
}

describe('the tables', () => {
  const cases = [...Object.keys(GROUP_REQUESTS), ...Object.keys(OTHER_REQUESTS)].sort();
  const operationOf = (name: string) => name.replace(/ \(.*/, '');

  it('have every case in both', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(cases);
  });

  it('have every operation', () => {
    const operations = OPERATIONS.map(({ name }) => name);
    expect([...new Set(cases.map(operationOf))].sort()).toEqual([...operations].sort());
  });

  it('ask for the operation that a case is named after', () => {
    const group = { id: CALLER, unified: false };
    const asked = [
      ...Object.entries(GROUP_REQUESTS).map(([name, { ask }]) => [name, ask(group)] as const),
      ...Object.entries(OTHER_REQUESTS).map(([name, ask]) => [name, ask()] as const),
    ];
    const router = new Router(OPERATIONS);
    for (const [name, { method, path }] of asked) {
      const { surface, segments } = locate(path.replace(/\?.*/, ''), LOCAL_ADMINISTRATOR);
      expect(router.find(surface, method, segments).operation.name).toBe(operationOf(name));
    }
  });
});

describe('what a group decides', () => {
  it.each(Object.entries(GROUP_REQUESTS))('%s', async (name, { state, ask }) => {
    const row = EXPECTED[name];
    if (row === undefined || row === OPEN) throw new Error('no expectations');
    for (const place of PLACES) {
      const make = async ({ server }: World) => ask(await makeGroup(server, { state, ...place }));
      expect(await wrongVerdicts(row, place, make)).toEqual([]);
    }
  });
});

describe('what no group decides', () => {
  it.each(Object.entries(OTHER_REQUESTS))('%s', async (name, ask) => {
    const row = EXPECTED[name];
    if (row === undefined) throw new Error('no expectations');
    if (row === OPEN) {
      const world = await createWorld();
      world.caller = null;
      const reply = await send(world.server, ask());
      return expect([401, 403]).not.toContain(reply.status);
    }
    expect(await wrongVerdicts(row, ELSEWHERE, async () => ask())).toEqual([]);
  });
});
