/** References to objects in bodies: `@odata.id` and `…@odata.bind`. */
import { badRequest, type RequestError } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';

/** What a reference names: the collection in lower case (`directoryobjects` when none is given) and the key as written. */
export interface Reference {
  readonly collection: string;
  readonly key: string;
}

const COLLECTIONS: ReadonlySet<string> = new Set([
  'directoryobjects',
  'users',
  'groups',
  'devices',
  'serviceprincipals',
]);

/** The type that Graph itself writes behind an object's `@odata.id`. */
const TYPE = /\/Microsoft\.DirectoryServices\.\w+\/?$/i;

/**
 * Reads a reference. Host and version are arbitrary, because scripts keep graph.microsoft.com in bodies after their base
 * address was changed: only the last segments count, with the key after a slash or in parentheses (graph-spec.md 6).
 * Throws RequestError 400 for anything else.
 */
export function readReference(value: unknown): Reference {
  if (typeof value !== 'string' || value.length > 2_048) throw malformed();
  const path = decode(value.split(/[?#]/, 1)[0] ?? '');
  const untyped = path.replace(TYPE, '');
  const inParentheses = /(?:^|\/)(\w+)\('((?:[^']|'')+)'\)\/?$/.exec(untyped);
  const afterSlash = /(?:^|\/)(\w+)\/([^/]+)\/?$/.exec(untyped);
  const [, collection = '', key = ''] = inParentheses ?? afterSlash ?? [];
  if (!COLLECTIONS.has(collection.toLowerCase())) throw malformed();
  return { collection: collection.toLowerCase(), key: key.replaceAll("''", "'") };
}

/** Reads a reference that must name an object by its id; answers the id in lower case. Throws RequestError 400. */
export function readObjectId(value: unknown): string {
  const { key } = readReference(value);
  if (!isGuid(key)) throw malformed();
  return key.toLowerCase();
}

/** Someone who is to own a group: a user, by object id, or what the reference itself says is a service principal. */
export interface OwnerReference {
  readonly id: string;
  readonly isServicePrincipal: boolean;
}

/** Reads a reference to an owner. Throws RequestError 400. */
export function readOwnerReference(value: unknown): OwnerReference {
  const { collection } = readReference(value);
  return { id: readObjectId(value), isServicePrincipal: collection === 'serviceprincipals' };
}

/** Reads a list of references by id, at most `limit` of them. Throws RequestError 400. */
export function readObjectIds(value: unknown, limit: number): readonly string[] {
  if (!Array.isArray(value)) throw malformed();
  if (value.length > limit) throw badRequest(`At most ${limit} references can be added at once.`);
  const ids = value.map(readObjectId);
  refuseDuplicates(ids);
  return ids;
}

/** As readObjectIds, of owners. Throws RequestError 400. */
export function readOwnerReferences(value: unknown, limit: number): readonly OwnerReference[] {
  if (!Array.isArray(value)) throw malformed();
  if (value.length > limit) throw badRequest(`At most ${limit} references can be added at once.`);
  const owners = value.map(readOwnerReference);
  refuseDuplicates(owners.map(({ id }) => id));
  return owners;
}

function refuseDuplicates(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length)
    throw badRequest('Request contains a property with duplicate values.');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed();
  }
}

function malformed(): RequestError {
  return badRequest(
    'Invalid reference: a URL such as https://graph.microsoft.com/v1.0/directoryObjects/{id} is expected.',
  );
}
