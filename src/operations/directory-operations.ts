/** The caller. */
import { type Caller, LOCAL_ADMINISTRATOR } from '../access/caller.ts';
import { USER } from '../contract/user-type.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { selectFrom } from '../http/select.ts';
import { type Shown, show } from '../http/show.ts';
import { findMember } from '../objects/find-object.ts';
import { resourceNotFound } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import { contextUrl } from './collection.ts';
import { notSignedIn } from './location.ts';
import { wholeResource } from './object-body.ts';
import { viewObject } from './object-handlers.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

export const DIRECTORY_OPERATIONS: readonly Operation[] = [
  {
    name: 'getMe',
    method: 'GET',
    path: 'me',
    surfaces: GRAPH,
    handle: getMe,
  },
];

/** The caller as the directory knows them; who is no object of it, as far as the token tells. */
async function getMe(call: Call): Promise<HttpAnswer> {
  const { caller } = call;
  if (caller === null) throw resourceNotFound('me');
  if (caller.kind === 'application') throw notSignedIn();
  const { select } = call.options;
  // With User.Read one reads all of oneself.
  const selection = selectFrom(await wholeResource(call, USER, select ?? []), select, call.version);
  const row = isGuid(caller.id) ? await findMember(call.context, caller.id) : null;
  return ok({
    '@odata.context': contextUrl(call, `users${selection.suffix}/$entity`),
    ...(row?.kind === 'user'
      ? viewObject(row, selection)
      : show(strangerOf(call, caller), selection)),
  });
}

function strangerOf({ mailDomain }: Call, caller: Caller): Shown {
  const { id, displayName } = caller;
  const isLocal = caller === LOCAL_ADMINISTRATOR;
  const userPrincipalName = isLocal ? `administrator@${mailDomain}` : caller.userPrincipalName;
  return { values: { id, displayName, userPrincipalName } };
}
