/** How users, devices and groups are shown beside each other: with their type, each with the properties of its own. */
import { DEVICE } from '../contract/device-type.ts';
import { GROUP } from '../contract/group-type.ts';
import type { ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Member } from '../groups/members.ts';
import { type Selection, selectFrom, selectFromEach } from '../http/select.ts';
import { showGroup } from './group-values.ts';
import { resourceFor } from './object-body.ts';
import { viewObject } from './object-handlers.ts';
import type { Call } from './operation.ts';

const RESOURCES: Readonly<Record<ObjectKind, ResourceType>> = {
  user: USER,
  device: DEVICE,
  group: GROUP,
};

const COLLECTIONS: Readonly<Record<ObjectKind, string>> = {
  user: 'users',
  device: 'devices',
  group: 'groups',
};

const KINDS: readonly ObjectKind[] = ['user', 'device', 'group'];

export interface DirectoryViews {
  /** After `$metadata#`: `directoryObjects`, or the collection of the one kind, with what is selected. */
  readonly type: string;
  readonly view: (member: Member) => Readonly<Record<string, unknown>>;
}

/**
 * Views of objects of any kind, each with its type; a selected property only has to be known to one of them. Throws 400
 * for one that is known to none.
 */
export async function viewsOfAny(call: Call): Promise<DirectoryViews> {
  const { select } = call.options;
  const resources = await Promise.all(KINDS.map((kind) => resourceOf(call, kind)));
  const selections = selectFromEach(resources, select, call.version);
  const byKind = new Map(KINDS.map((kind, at) => [kind, selections[at]]));
  const names = selections.flatMap(({ properties }) => properties.map(({ name }) => name));
  const suffix = select === null ? '' : `(${[...new Set(names)].join(',')})`;
  return {
    type: `directoryObjects${suffix}`,
    view: (member) => {
      const selection = byKind.get(member.kind);
      if (selection === undefined) throw new RangeError('There is one selection a kind.');
      const type = `#${RESOURCES[member.kind].graphType}`;
      return { '@odata.type': type, ...viewMember(call, member, selection) };
    },
  };
}

/** Views of objects of one kind, as its own collection shows them: without the type, which is known. Throws 400. */
export async function viewsOfKind(call: Call, kind: ObjectKind): Promise<DirectoryViews> {
  const resource = await resourceOf(call, kind);
  const selection = selectFrom(resource, call.options.select, call.version);
  return {
    type: `${COLLECTIONS[kind]}${selection.suffix}`,
    view: (member) => viewMember(call, member, selection),
  };
}

function resourceOf(call: Call, kind: ObjectKind): Promise<ResourceType> {
  return resourceFor(call, RESOURCES[kind], call.options.select ?? []);
}

function viewMember(
  call: Call,
  member: Member,
  selection: Selection,
): Readonly<Record<string, unknown>> {
  return member.kind === 'group'
    ? showGroup(member.meta, selection, call.mailDomain)
    : viewObject(member.row, selection);
}
