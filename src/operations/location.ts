/** Where a request leads: to which surface, and to which path below it. */
import type { Caller } from '../access/caller.ts';
import { readSegments, type Segment } from '../http/address.ts';
import { RequestError } from '../util/errors.ts';
import type { Surface } from './operation.ts';

export interface Location {
  readonly surface: Surface;
  /** As it stands in addresses. */
  readonly root: string;
  readonly segments: readonly Segment[];
}

/** Reads the path of an address, for a caller (null: an unknown one). Throws RequestError 404, and 400. */
export function locate(path: string, caller: Caller | null): Location {
  return signedIn(rootOf(readSegments(path)), caller);
}

/** What is below `/me` belongs to the user who is signed in; clients that batch send a user by a name of their own. */
function signedIn(location: Location, caller: Caller | null): Location {
  const [first, second, ...others] = location.segments;
  if (location.surface === 'muster' || first?.kind !== 'word') return location;
  const isAlias = SIGNED_IN.has(second?.text.toLowerCase() ?? '');
  if (first.text.toLowerCase() === 'users' && isAlias)
    return signedIn({ ...location, segments: [{ kind: 'word', text: 'me' }, ...others] }, caller);
  if (first.text.toLowerCase() !== 'me' || second === undefined) return location;
  if (caller?.kind === 'application') throw notSignedIn();
  const user: Segment = { kind: 'word', text: caller?.id ?? 'me' };
  const users: Segment = { kind: 'word', text: 'users' };
  return { ...location, segments: [users, user, second, ...others] };
}

/** What Kiota's clients write in place of the signed-in user, and replace only in requests of their own. */
const SIGNED_IN: ReadonlySet<string> = new Set(['tokentoreplace', 'me-token-to-replace']);

/** 400 as Graph answers a program that asks for itself what belongs to a person; the text is Graph's. */
export function notSignedIn(): RequestError {
  const message = '/me request is only valid with delegated authentication flow.';
  return new RequestError({ status: 400, code: 'BadRequest', message });
}

function rootOf(all: readonly Segment[]): Location {
  const [first, second] = all.map(({ text }) => text.toLowerCase());
  if (first === 'v1.0' || first === 'beta')
    return { surface: first, root: first, segments: all.slice(1) };
  if (first === 'muster') {
    const root = second === 'v1' ? 'muster/v1' : 'muster';
    return { surface: 'muster', root, segments: second === 'v1' ? all.slice(2) : [] };
  }
  throw new RequestError({
    status: 404,
    code: 'ResourceNotFound',
    message: 'Nothing is served at this address; the interface is below /v1.0 and /beta.',
  });
}
