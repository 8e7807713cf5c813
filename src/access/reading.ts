/**
 * What of an object a caller may read (graph-spec.md 6): the permissions to read a type's attributes are not those to list
 * who is in a group.
 */
import type { ResourceType } from '../contract/property.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Caller } from './caller.ts';
import { decideRight, type GroupFacts, holdsOneOf } from './decide.ts';

/** All attributes; of a user what User.ReadBasic.All shows; the id alone. */
export type Readable = 'all' | 'basic' | 'id';

/** Graph's names, and the rule language's where they differ. */
const BASIC: ReadonlySet<string> = new Set([
  'id',
  'objectId',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
]);

/** How much of objects of a kind a caller may read; null: nobody who is known. */
export function readableOf(caller: Caller | null, kind: ObjectKind): Readable {
  if (caller === null) return 'id';
  switch (kind) {
    case 'user':
      if (holdsOneOf(caller, ['User.Read.All', 'Directory.Read.All'])) return 'all';
      return holdsOneOf(caller, ['User.ReadBasic.All']) ? 'basic' : 'id';
    case 'device':
      return holdsOneOf(caller, ['Device.Read.All', 'Directory.Read.All']) ? 'all' : 'id';
    case 'group':
      return readsGroups(caller) ? 'all' : 'id';
  }
}

/** Whether a caller may read an attribute of objects of a kind, by Graph's name or the rule language's. */
export function mayRead(readable: Readable, name: string): boolean {
  return readable === 'all' || name === 'id' || (readable === 'basic' && BASIC.has(name));
}

/** The resource with those properties marked that the caller may not read. */
export function asReadBy(
  caller: Caller | null,
  kind: ObjectKind,
  resource: ResourceType,
): ResourceType {
  const readable = readableOf(caller, kind);
  if (readable === 'all') return resource;
  const properties = resource.properties.map((property) =>
    mayRead(readable, property.name) ? property : { ...property, hidden: true as const },
  );
  return { ...resource, properties };
}

/**
 * Whether a caller may see the members of a group. `isHidden`: only its members see each other, and those who have a right
 * to it; that he is a member is for others to find out.
 */
export function maySeeMembers(
  caller: Caller,
  group: GroupFacts & { readonly isHidden: boolean },
): boolean {
  if (!readsGroups(caller)) return false;
  if (!group.isHidden || holdsOneOf(caller, ['Member.Read.Hidden'])) return true;
  return (
    caller.kind === 'user' && decideRight('readHiddenMembers', caller, group).kind === 'allowed'
  );
}

function readsGroups(caller: Caller): boolean {
  return holdsOneOf(caller, ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All']);
}
