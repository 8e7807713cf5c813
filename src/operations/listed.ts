/** What stands in lists of directory objects, and what can be asked and shown of each kind. */
import { DEVICE_QUERIES } from '../contract/device-queries.ts';
import { DEVICE } from '../contract/device-type.ts';
import { GROUP_QUERIES } from '../contract/group-queries.ts';
import { GROUP } from '../contract/group-type.ts';
import {
  ADMINISTRATIVE_UNIT,
  DIRECTORY_ROLE,
  ORG_CONTACT,
  OTHER_QUERIES,
  SERVICE_PRINCIPAL,
} from '../contract/other-types.ts';
import { USER_QUERIES } from '../contract/user-queries.ts';
import { USER } from '../contract/user-type.ts';
import type { Json } from '../directory/attributes.ts';
import type { GroupMeta } from '../directory/group-meta.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Member } from '../groups/members.ts';
import { mapSource, type Source } from '../objects/source.ts';
import type { Queryable } from '../odata/queried.ts';
import { valuesOfGroup } from './group-values.ts';
import { valuesOfObject } from './object-handlers.ts';
import type { Call } from './operation.ts';

/** The kinds of object there can be in a list; of the last three there are none here. */
export type ListedKind =
  | ObjectKind
  | 'servicePrincipal'
  | 'orgContact'
  | 'directoryRole'
  | 'administrativeUnit';

/** An object in a list. Of a service principal nothing is known but its id. */
export type Listed = Member | { readonly kind: 'servicePrincipal'; readonly id: string };

/** Each kind: its resource, what can be asked of it, and its collection as context URLs name it. */
export const KINDS: Readonly<Record<ListedKind, Queryable & { readonly collection: string }>> = {
  user: { resource: USER, traits: USER_QUERIES, collection: 'users' },
  device: { resource: DEVICE, traits: DEVICE_QUERIES, collection: 'devices' },
  group: { resource: GROUP, traits: GROUP_QUERIES, collection: 'groups' },
  servicePrincipal: other(SERVICE_PRINCIPAL, 'servicePrincipals'),
  orgContact: other(ORG_CONTACT, 'orgContacts'),
  directoryRole: other(DIRECTORY_ROLE, 'directoryRoles'),
  administrativeUnit: other(ADMINISTRATIVE_UNIT, 'administrativeUnits'),
};

/** The kinds in a list of directory objects that says no more about its items. */
export const ANY_KIND: readonly ListedKind[] = ['user', 'device', 'group', 'servicePrincipal'];

/** The properties of an object under Graph's names. */
export function valuesOf(call: Call, listed: Listed): Readonly<Record<string, Json>> {
  switch (listed.kind) {
    case 'group':
      return valuesOfGroup(listed.meta, call.mailDomain);
    case 'servicePrincipal':
      return { id: listed.id };
    case 'user':
    case 'device':
      return valuesOfObject(listed.row);
  }
}

export function idOf(listed: Listed): string {
  switch (listed.kind) {
    case 'group':
      return listed.meta.id;
    case 'servicePrincipal':
      return listed.id;
    case 'user':
    case 'device':
      return listed.row.id;
  }
}

/** A list of members as one of listed objects. */
export function listedSource(source: Source<Member>): Source<Listed> {
  return mapSource(source, { to: (member): Listed => member, from: asMember });
}

/** A list of groups as one of listed objects. */
export function listedGroups(source: Source<GroupMeta>): Source<Listed> {
  return mapSource(source, { to: (meta): Listed => ({ kind: 'group', meta }), from: metaOf });
}

function metaOf(listed: Listed): GroupMeta {
  if (listed.kind !== 'group') throw new RangeError('The list is one of groups.');
  return listed.meta;
}

function asMember(listed: Listed): Member {
  if (listed.kind === 'servicePrincipal') throw new RangeError('No service principal is a member.');
  return listed;
}

function other(resource: Queryable['resource'], collection: string) {
  return { resource, traits: OTHER_QUERIES, collection };
}
