/** What belongs to no collection: the caller, and the metadata document. */
import { USER } from '../contract/user-type.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { selectFrom } from '../http/select.ts';
import { show } from '../http/show.ts';
import { RequestError, resourceNotFound } from '../util/errors.ts';
import { contextUrl } from './collection.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

export const DIRECTORY_OPERATIONS: readonly Operation[] = [
  {
    name: 'getMe',
    method: 'GET',
    path: 'me',
    surfaces: GRAPH,
    handle: getMe,
  },
  {
    name: 'getMetadata',
    method: 'GET',
    path: '$metadata',
    surfaces: GRAPH,
    handle: getMetadata,
  },
];

/** In the local run the caller is the built-in administrator, who is no object of the directory. */
async function getMe(call: Call): Promise<HttpAnswer> {
  if (call.caller === null) throw resourceNotFound('me');
  const { id, displayName } = call.caller;
  const selection = selectFrom(USER, call.options.select, call.version);
  const userPrincipalName = `administrator@${call.mailDomain}`;
  return ok({
    '@odata.context': contextUrl(call, `users${selection.suffix}/$entity`),
    ...show({ values: { id, displayName, userPrincipalName } }, selection),
  });
}

async function getMetadata(): Promise<HttpAnswer> {
  const message = 'This operation target is not yet supported.';
  throw new RequestError({ status: 501, code: 'NotImplemented', message });
}
