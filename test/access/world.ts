/** A directory that has one of everything, and whoever is said to call it. */
import { type Caller, LOCAL_ADMINISTRATOR } from '../../src/access/caller.ts';
import { RequestError } from '../../src/util/errors.ts';
import { groupBody, type Reply, TestServer } from '../operations/test-server.ts';
import { APPLICATION, CALLER, DEVICE, MEMBER } from './asked.ts';
import { type Group, type State, toDynamic } from './group-requests.ts';
import { deviceBody, unifiedBody } from './requests.ts';

export interface World {
  readonly server: TestServer;
  /** Who calls; null: nobody who is known. */
  caller: Caller | null;
}

export async function createWorld(): Promise<World> {
  const world: World = {
    server: new TestServer(undefined, undefined, async () => world.caller ?? nobody()),
    caller: LOCAL_ADMINISTRATOR,
  };
  await furnish(world.server);
  return world;
}

function nobody(): never {
  const message = 'Access token is empty.';
  throw new RequestError({ status: 401, code: 'InvalidAuthenticationToken', message });
}

/** Puts into a directory what the requests are about. */
async function furnish(server: TestServer): Promise<void> {
  await server.createUser({ id: CALLER });
  await server.createUser({ id: MEMBER, department: 'Sales' });
  await done(server.post('/v1.0/devices', { ...deviceBody(), id: DEVICE }));
  await done(server.post('/v1.0/applications', { id: APPLICATION, displayName: 'HR' }));
}

/** A group in some state, owned by the caller or by somebody else. */
export async function makeGroup(
  server: TestServer,
  about: { readonly state: State; readonly unified: boolean; readonly own: boolean },
): Promise<Group> {
  const { state, unified, own } = about;
  const owner = own ? CALLER : await server.createUser();
  const group = { id: '', unified };
  const body = {
    ...(unified ? unifiedBody(owner) : groupBody()),
    'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${owner}`],
    ...((state === 'dynamic' || state === 'paused') && toDynamic(group)),
    ...(state === 'paused' && { membershipRuleProcessingState: 'Paused' }),
  };
  const { id } = (await done(server.post('/v1.0/groups', body))).body;
  if (state === 'deleted') await done(server.delete(`/v1.0/groups/${id}`));
  return { ...group, id };
}

async function done(reply: Promise<Reply>): Promise<Reply> {
  const answer = await reply;
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer;
}
