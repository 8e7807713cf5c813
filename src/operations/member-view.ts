/** Objects of several types in one list: what is selected of each, and how each is shown. */
import { DEVICE } from '../contract/device-type.ts';
import { GROUP } from '../contract/group-type.ts';
import type { ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import type { Json } from '../directory/attributes.ts';
import type { ObjectKind } from '../directory/ordinal.ts';
import type { Member } from '../groups/members.ts';
import { type Selection, selectFrom, selectFromEach } from '../http/select.ts';
import { showGroup, valuesOfGroup } from './group-values.ts';
import { resourceFor } from './object-body.ts';
import { valuesOfObject, viewObject } from './object-handlers.ts';
import type { Call } from './operation.ts';

/** The resource of each kind of object. */
export const RESOURCES: Readonly<Record<ObjectKind, ResourceType>> = {
  user: USER,
  device: DEVICE,
  group: GROUP,
};

/** How objects of each kind are shown. */
export interface Views {
  readonly selections: ReadonlyMap<ObjectKind, Selection>;
  /** As context URLs name the selected properties: `(id,displayName)`, or nothing. */
  readonly suffix: string;
}

/** `select`: as given; a property only has to be known to one of the kinds. Throws RequestError 400. */
export async function viewsFor(
  call: Call,
  kinds: readonly ObjectKind[],
  select: readonly string[] | null,
): Promise<Views> {
  const resources = await Promise.all(
    kinds.map((kind) => resourceFor(call, RESOURCES[kind], select ?? [])),
  );
  const [only] = resources;
  const selections =
    only !== undefined && resources.length === 1
      ? [selectFrom(only, select, call.version)]
      : selectFromEach(resources, select, call.version);
  const names = selections.flatMap(({ properties }) => properties.map(({ name }) => name));
  const isEverything = select === null || select.includes('*');
  return {
    selections: new Map(
      kinds.flatMap((kind, at) => {
        const selection = selections[at];
        return selection === undefined ? [] : [[kind, selection]];
      }),
    ),
    suffix: isEverything || names.length === 0 ? '' : `(${[...new Set(names)].join(',')})`,
  };
}

/** The selected properties of an object; an object of a kind without a selection shows nothing. */
export function viewMember(
  call: Call,
  member: Member,
  { selections }: Views,
): Readonly<Record<string, Json>> {
  const selection = selections.get(member.kind);
  if (selection === undefined) return {};
  return member.kind === 'group'
    ? showGroup(member.meta, selection, call.mailDomain)
    : viewObject(member.row, selection);
}

/** The same with the type, for lists whose declared type is a base type (graph-spec.md 2.4). */
export function viewTyped(
  call: Call,
  member: Member,
  views: Views,
): Readonly<Record<string, Json>> {
  const { graphType } = RESOURCES[member.kind];
  return { '@odata.type': `#${graphType}`, ...viewMember(call, member, views) };
}

/** The properties of an object under Graph's names. */
export function valuesOf(call: Call, member: Member): Readonly<Record<string, Json>> {
  return member.kind === 'group'
    ? valuesOfGroup(member.meta, call.mailDomain)
    : valuesOfObject(member.row);
}

export function idOf(member: Member): string {
  return member.kind === 'group' ? member.meta.id : member.row.id;
}
