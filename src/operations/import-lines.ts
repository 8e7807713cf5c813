/** From the lines of a part to what an import works on: held against the same tables as the bodies of POST and PATCH. */
import { fromCell, jsonFrom, textFrom, textsFrom } from '../contract/csv-cells.ts';
import { DEVICE } from '../contract/device-type.ts';
import { type ExtensionDefinition, withExtensions } from '../contract/extension-value.ts';
import { GROUP } from '../contract/group-type.ts';
import { readGuard } from '../contract/guard-type.ts';
import type { Property, ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import { PRINCIPAL_NAME } from '../contract/value-types.ts';
import type { Json } from '../directory/attributes.ts';
import type { RuleScope } from '../directory/rule-object.ts';
import type { JsonObject } from '../http/read-body.ts';
import {
  type GroupLine,
  type ImportLine,
  type ObjectLine,
  servicePrincipalOf,
} from '../imports/import-line.ts';
import { UNIQUE_NAMES } from '../objects/create-object.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import { isGuid } from '../util/ids.ts';
import { readGroupChange, readGroupDraft } from './group-body.ts';
import type { BodyLine } from './import-body.ts';
import { newObjectFrom, objectPatchFrom, refuseBinds } from './object-body.ts';
import { patched } from './patch-object.ts';

/** All that either version of the interface knows. */
const VERSION = 'beta';

/** References that one line may have: more than a part has room for. */
const REFERENCE_LENGTH = 256;

type Sort = RuleScope | 'group';

/** What the lines of a part are held against. */
export class LineReader {
  readonly #resources: Readonly<Record<Sort, ResourceType>>;
  readonly #properties: Readonly<Record<Sort, ReadonlyMap<string, Property>>>;

  /** `extensions`: all extension properties that are registered. */
  constructor(extensions: readonly ExtensionDefinition[]) {
    this.#resources = {
      user: withExtensions(importedUser(), extensions),
      device: withExtensions(DEVICE, extensions),
      group: GROUP,
    };
    this.#properties = {
      user: byName(this.#resources.user),
      device: byName(this.#resources.device),
      group: byName(this.#resources.group),
    };
  }

  /** The line; one that cannot be read says why. */
  read(line: BodyLine): ImportLine {
    if (line.kind === 'faulty') return line;
    try {
      const body = line.kind === 'cells' ? this.#fromCells(line.cells) : line.body;
      const { type, manager, members, owners, guard, ...rest } = body;
      const sort = sortOf(type);
      if (sort === 'group')
        return this.#group(line.line, rest, { manager, members, owners, guard });
      if (members !== undefined && members !== null && !isEmptyList(members))
        throw invalid('members', 'Only groups have members.');
      if (owners !== undefined && owners !== null && !isEmptyList(owners))
        throw invalid('owners', 'Only groups have owners.');
      if (guard !== undefined && guard !== null)
        throw invalid('guard', 'Only groups have a guard.');
      return this.#object(line.line, sort, { rest, manager });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return { line: line.line, kind: 'faulty', error };
    }
  }

  #object(
    line: number,
    kind: RuleScope,
    given: { readonly rest: JsonObject; readonly manager: unknown },
  ): ObjectLine {
    const { id, ...body } = given.rest;
    const resource = this.#resources[kind];
    const name = UNIQUE_NAMES[kind];
    const key = keyOf(kind, { id, name: body[name] });
    const manager = managerOf(kind, given.manager);
    const names = new Set([`${key.name}:${key.value.toLowerCase()}`]);
    if (typeof body[name] === 'string') names.add(`${name}:${body[name].toLowerCase()}`);
    return {
      line,
      kind,
      key,
      names: [...names],
      create: () => {
        const { attributes, binds } = newObjectFrom(resource, body, VERSION);
        refuseBinds(binds);
        return attributes;
      },
      edit: (row) => patched(row, kind, objectPatchFrom(resource, body, VERSION)),
      ...(manager !== undefined && { manager }),
    };
  }

  #group(
    line: number,
    rest: JsonObject,
    given: Readonly<Record<'manager' | 'members' | 'owners' | 'guard', unknown>>,
  ): GroupLine {
    const { id, ...body } = rest;
    if (given.manager !== undefined && given.manager !== null)
      throw invalid('manager', 'A group has no manager.');
    const key = groupKeyOf(id, body);
    const members = membersOf(given.members);
    return {
      line,
      kind: 'group',
      key,
      names: [`${key.name}:${key.value.toLowerCase()}`],
      create: () => readGroupDraft(key.name === 'id' ? { ...body, id: key.value } : body, VERSION),
      change: (meta) => readGroupChange(withoutCreationOnly(body), VERSION, meta),
      members,
      owners: ownersOf(given.owners),
      ...(given.guard !== undefined && { guard: readGuard(given.guard) }),
    };
  }

  /** Columns that this kind of object does not have are left out where they are empty. */
  #fromCells(cells: ReadonlyMap<string, string>): JsonObject {
    const sort = sortOf(textFrom(cells.get('type') ?? ''));
    const body = new Map<string, unknown>();
    for (const [column, cell] of cells) {
      if (column === 'type') body.set(column, sort);
      else if (column === 'members' || column === 'owners') body.set(column, textsFrom(cell));
      else if (column === 'guard') {
        // What is no JSON is refused as the text it is: only an empty cell takes a guard away.
        if (sort === 'group' || cell !== '')
          body.set(column, cell === '' ? null : (jsonFrom(cell) ?? cell));
      } else if (column === 'manager') {
        if (sort === 'user' || cell !== '') body.set(column, textFrom(cell));
      } else if (column === 'id') {
        if (cell !== '') body.set(column, textFrom(cell));
      } else this.#setCell(body, sort, { column, cell });
    }
    return Object.fromEntries(body);
  }

  /** `container.part` is a part of a complex value. */
  #setCell(
    body: Map<string, unknown>,
    sort: Sort,
    given: { readonly column: string; readonly cell: string },
  ): void {
    const { column, cell } = given;
    const [name = '', part] = splitOnce(column);
    const property = this.#properties[sort].get(name);
    const isKnown = property !== undefined && (part === undefined || hasPart(property, part));
    if (!isKnown) {
      if (cell !== '') body.set(column, textFrom(cell));
    } else if (part === undefined) body.set(name, fromCell(cell, property.type));
    else body.set(name, { ...objectAt(body, name), [part]: textFrom(cell) });
  }
}

/** The body of a PATCH may not name what can be set at creation only; the line of an object that exists may. */
function withoutCreationOnly(body: JsonObject): JsonObject {
  const fixed = new Set(
    GROUP.properties.filter(({ written }) => written === 'creation').map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(body).filter(([name]) => !fixed.has(name)));
}

/** A user who is imported needs no password: none is kept. */
function importedUser(): ResourceType {
  const properties = USER.properties.map((property) =>
    property.name === 'passwordProfile' ? { ...property, written: 'optional' as const } : property,
  );
  return { ...USER, properties };
}

function byName({ properties }: ResourceType): ReadonlyMap<string, Property> {
  return new Map(properties.map((property) => [property.name, property]));
}

function sortOf(type: unknown): Sort {
  if (type === 'user' || type === 'device' || type === 'group') return type;
  throw invalid('type', "The type of a line is 'user', 'device' or 'group'.");
}

function keyOf(
  kind: RuleScope,
  given: { readonly id: unknown; readonly name: unknown },
): ObjectLine['key'] {
  const { id, name } = given;
  if (id !== undefined && id !== null) return { name: 'id', value: guidOf(id) };
  if (kind === 'device')
    return {
      name: 'deviceId',
      value: guidOf(name, 'deviceId', 'A device needs an id or a deviceId, a GUID.'),
    };
  if (typeof name === 'string' && PRINCIPAL_NAME.test(name))
    return { name: 'userPrincipalName', value: name };
  throw invalid(
    'userPrincipalName',
    'A user needs an id or a userPrincipalName such as zoe@contoso.com.',
  );
}

/** A security group has no name of its own but its id: without one a line could not be repeated. */
function groupKeyOf(id: unknown, body: JsonObject): GroupLine['key'] {
  if (id !== undefined && id !== null) return { name: 'id', value: guidOf(id) };
  const { groupTypes, mailNickname } = body;
  const isUnified =
    Array.isArray(groupTypes) &&
    groupTypes.some((type) => String(type).toLowerCase() === 'unified');
  if (isUnified && typeof mailNickname === 'string' && mailNickname !== '')
    return { name: 'mailNickname', value: mailNickname };
  throw invalid(
    'id',
    'A group needs an id, or the mailNickname and groupTypes of a Microsoft 365 group.',
  );
}

function guidOf(value: unknown, target = 'id', message = 'The id has to be a GUID.'): string {
  if (typeof value === 'string' && isGuid(value)) return value.toLowerCase();
  throw invalid(target, message);
}

function managerOf(kind: RuleScope, manager: unknown): string | null | undefined {
  if (manager === undefined) return undefined;
  if (kind === 'device') {
    if (manager === null) return undefined;
    throw invalid('manager', 'A device has no manager.');
  }
  if (manager === null || isReference(manager)) return manager;
  throw invalid('manager', 'The manager is named by id or userPrincipalName.');
}

function membersOf(members: unknown): readonly string[] {
  if (members === undefined || members === null) return [];
  if (!Array.isArray(members) || !members.every(isReference))
    throw invalid('members', 'The members are a list of ids or userPrincipalNames.');
  return members;
}

function ownersOf(owners: unknown): readonly string[] {
  if (owners === undefined || owners === null) return [];
  if (
    !Array.isArray(owners) ||
    !owners.every((owner) => isReference(owner) || isServicePrincipal(owner))
  )
    throw invalid(
      'owners',
      "The owners are a list of users' ids or userPrincipalNames, and of servicePrincipals/{id}.",
    );
  return owners;
}

function isServicePrincipal(value: unknown): value is string {
  return typeof value === 'string' && servicePrincipalOf(value) !== null;
}

function isReference(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > REFERENCE_LENGTH) return false;
  return isGuid(value) || PRINCIPAL_NAME.test(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function hasPart(property: Property, part: string): boolean {
  return property.type.parts?.includes(part) === true && !Array.isArray(property.type.empty);
}

function objectAt(
  body: ReadonlyMap<string, unknown>,
  name: string,
): Readonly<Record<string, Json>> {
  const value = body.get(name);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('.');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function invalid(target: string, message: string): RequestError {
  return badRequest(message, [{ code: 'InvalidValue', target, message }]);
}
